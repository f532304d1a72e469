"""StrEnum: members are strs wherever a str can be."""

import json
from enum import StrEnum, auto
from typing import Any


class Suit(StrEnum):
    HEARTS = auto()
    SPADES = "sp"
    EMPTY = ""
    WIDE = "žluť 🐍"

    @property
    def short(self) -> str:
        return self.value[:1]

    def both(self, other: str) -> str:
        return self + other


def ident(s: str) -> str:
    return s


def text(s: str) -> str:
    return f"{s} {s!r} {str(s)} {s:>9} {[s]} {repr(str(s))}"


def same(a: object, b: object) -> bool:
    return a is b


def main() -> None:
    print(Suit.HEARTS, repr(Suit.HEARTS), Suit.SPADES + "!", "<" + Suit.SPADES + ">", Suit("sp"), Suit["SPADES"].name)
    for s in Suit:
        print(text(s), s.upper(), len(s), s.name, s.value, repr(s.value), s.short, s.both("+"), type(s), bool(s))
    one = ident(Suit.SPADES)
    print(one == "sp", same(one, Suit.SPADES), isinstance(one, Suit), {"sp": 1}[one], {Suit.SPADES: 2}.get(Suit("sp")), hash(one) == hash("sp"))
    print(repr(one + ""), repr(one[:]), repr(one.strip()), repr("".join([one])), repr(one * 1), repr(one.replace("x", "y")))
    print(repr(one.lower()), repr(one.removeprefix("q")), repr(one.ljust(1)), repr("%s" % one), repr(f"{one}"), repr("{}".format(one)))
    print(repr(one.center(2)), repr(one.zfill(1)), repr(one.expandtabs()), repr(one.split("x")), repr(one.partition("x")), repr(one.rstrip("q")))
    anything: Any = Suit.HEARTS
    print(anything, repr(anything), anything.name, anything.upper(), anything.short, anything == "hearts", anything.value)
    words: list[str] = [Suit.SPADES, "a", Suit.HEARTS]
    print(words, sorted(words), [type(w) for w in words], "sp" in words, ",".join(words), Suit.HEARTS in words)
    print(json.dumps({"k": Suit.SPADES, Suit.HEARTS: [Suit.WIDE]}), Suit.SPADES in "a sp b", "p" in Suit.SPADES)
    for bad in ("x", ""):
        try:
            print(repr(Suit(bad)))
        except ValueError as e:
            print(e)
    match ident("sp"):
        case Suit.HEARTS:
            print("hearts")
        case Suit.SPADES:
            print("spades")


main()
