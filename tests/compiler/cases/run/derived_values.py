"""Classes that continue int and str: methods, attributes, __new__, use as what they are."""

from typing import Any


class UserId(int):
    def next(self) -> "UserId":
        return UserId(self + 1)

    @property
    def shown(self) -> str:
        return f"#{int(self)}"


class Tagged(int):
    tag: str

    def __new__(cls, value: int, tag: str) -> "Tagged":
        made = super().__new__(cls, value)
        made.tag = tag
        return made

    def __repr__(self) -> str:
        return f"Tagged({int(self)}, {self.tag!r})"


class Even(int):
    def __new__(cls, value: int) -> "Even":
        if value % 2:
            raise ValueError(f"{value} is odd")
        return int.__new__(cls, value)


class Name(str):
    def initials(self) -> str:
        return "".join(part[0] for part in self.split())

    @classmethod
    def of(cls, *parts: str) -> "Name":
        return cls(" ".join(parts))


class Shout(str):
    def __new__(cls, text: str) -> "Shout":
        return super().__new__(cls, text.upper())

    def __str__(self) -> str:
        return "<" + self.lower() + ">"


class Sub(UserId):
    def next(self) -> "UserId":
        return super().next().next()


def ident(n: int) -> int:
    return n


def main() -> None:
    u = UserId(41)
    print(u, repr(u), u + 1, repr(u + 1), u.next(), type(u), type(u.next()), u.shown, [u], {u: 1}[UserId(41)], isinstance(u, int), hash(u))
    print(UserId(), UserId("12"), UserId(3.9), UserId("ff", 16), UserId(True), repr(int(u)), type(ident(u)), ident(u) == u, -UserId(-5))
    t = Tagged(7, "x")
    print(t, repr(t), str(t), f"{t}", f"{t:>3}", t.tag, t + t, [t], {"k": t}, sorted([t, Tagged(2, "y")]), max(t, 3))
    try:
        Even(3)
    except ValueError as e:
        print(e, Even(4), type(Even(4)))
    n = Name("ada lovelace")
    print(n, repr(n), n.initials(), n.upper(), type(n), type(n.upper()), Name.of("a", "b"), n == "ada lovelace", {n: 1}[Name("ada lovelace")], n[0], len(n), n + "!", n in "xada lovelacex")
    s = Shout("hey ñ 🐍")
    print(s, repr(s), f"{s}|{s!r}", s + "", type(s), "".join([s]), [s], "%s" % s, s.swapcase())
    print(Sub(1).next(), type(Sub(1).next()), Name(), repr(Name(5)), Name(b"x", "utf-8"))
    anything: Any = t
    print(anything, anything.tag, anything + 1, anything.bit_length(), isinstance(anything, Tagged))
    anything = n
    print(anything, anything.initials(), anything.upper(), anything.split())
    things: list[object] = [u, n, 1, "a", t]
    for x in things:
        print(type(x), x, isinstance(x, int), isinstance(x, (UserId, Name)))
    big = UserId(2**64 - 1)
    print(big, big + 1, repr(big), big == 2**64 - 1, hash(big) == hash(2**64 - 1), UserId(-(2**62)) == -(2**62), UserId(2**62) == 2**62)


main()
