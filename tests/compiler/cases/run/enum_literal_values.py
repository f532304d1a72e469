# alone: it ends with an exception
# cpython: 3.11.7

"""Enums whose members are known when the image is built, and such that only look like it."""

import enum
from enum import Enum, auto, unique


class Colour(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    NAVY = auto()
    TEXT = "1"

    def is_warm(self) -> bool:
        return self in (Colour.RED, Colour.TEXT)

    @property
    def short(self) -> str:
        return self.name[:1]


class Count(Enum):
    ONE = auto()
    TWO = auto()
    TEN = 10
    ELEVEN = auto()


class Lookup(Enum):
    KNOWN = "known"
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> "Lookup | None":
        return Lookup.OTHER if value == "else" else None


@unique
class Single(Enum):
    A = 1
    B = 2


class Signed(Enum):
    LESS = -1
    EQUAL = 0
    MORE = 1


class Mixed(Enum):
    SMALL = 1
    BIG = 1 << 70
    PAIR = (1, 2)
    NOTHING = None
    HALF = 0.5


class Planet(Enum):
    EARTH = (1, 2.5)
    MARS = (2, 3.5)

    def __init__(self, place: int, size: float) -> None:
        self.place = place
        self.size = size


class Outer:
    class Inner(Enum):
        X = "x"
        Y = "y"


class WithExtra(Enum):
    FIRST = 1
    _ignored_count = 3

    def next(self) -> int:
        return int(str(self.value)) + 1


def paint(colour: Colour = Colour.GREEN) -> str:
    match colour:
        case Colour.RED:
            return "red"
        case Colour.GREEN:
            return "green"
        case _:
            return colour.name.lower()


def same(a: Colour, b: Colour) -> tuple[bool, bool, bool]:
    return a is b, a == b, a != b


def failing(colour: Colour) -> Colour:
    if colour is Colour.NAVY:
        raise ValueError(colour)
    return colour


def main() -> None:
    print(Colour.RED, repr(Colour.GREEN), Colour.NAVY.value, Colour.TEXT.value, Colour.CRIMSON)
    print(same(Colour.RED, Colour.CRIMSON), same(Colour.RED, Colour.GREEN), Colour.GREEN.is_warm())
    print([member.name for member in Colour], len(Colour), list(Colour.__members__))
    print(Colour(1), Colour("1"), Colour["CRIMSON"], Colour.RED.is_warm(), Colour.GREEN.short)
    print([count.value for count in Count], Count(11), Count.TEN in Count)
    for wanted in ("known", "else", "nothing"):
        try:
            print(Lookup(wanted))
        except ValueError as error:
            print(error)
    try:
        print(Colour["BLUE"])
    except KeyError as error:
        print(repr(error))
    print(Single.A, [each.value for each in Signed], Signed(-1), Signed.LESS.value + 1)
    print([each.value for each in Mixed], Mixed(None), Mixed(1 << 70), Mixed((1, 2)))
    print(Planet.MARS.place, Planet.MARS.size, [planet.name for planet in Planet])
    print(Outer.Inner.X, Outer.Inner("y"), repr(Outer.Inner.Y))
    print(WithExtra.FIRST.next(), [paint(), paint(Colour.RED), paint(Colour.NAVY)])
    counts: dict[Colour, int] = {}
    for colour in (Colour.RED, Colour.CRIMSON, Colour.GREEN, Colour.TEXT):
        counts[colour] = counts.get(colour, 0) + 1
    print(counts, {Colour.RED, Colour.CRIMSON, Colour.GREEN} == {Colour.GREEN, Colour.RED})
    things: list[object] = [Colour.RED, Single.B, 1, "1"]
    print([isinstance(each, Colour) for each in things], [isinstance(e, enum.Enum) for e in things])
    print(things.index(Single.B), things.count(Colour.CRIMSON), Colour.RED in things)
    chosen = [failing(colour) for colour in (Colour.GREEN, Colour.RED)]
    print(chosen, f"{Colour.RED} {Single.B!r:>20} {Colour.GREEN.name:<8}|")
    print(hash(Colour.RED) == hash(Colour.CRIMSON), type(Colour.RED).__name__)
    failing(Colour.NAVY)


main()
