"""Dataclasses with generated methods, enums."""

from dataclasses import dataclass, field
from enum import Enum, auto


@dataclass
class Point:
    x: int
    y: int = 0

    def norm(self) -> int:
        return self.x * self.x + self.y * self.y


@dataclass(frozen=True)
class Key:
    name: str
    n: float


@dataclass(order=True)
class Version:
    major: int
    minor: int
    label: str = field(default="", compare=True)


@dataclass
class Named(Point):
    name: str = "?"
    upper: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.upper = self.name.upper()


@dataclass(eq=False)
class ByIdentity:
    v: int


@dataclass
class OwnRepr:
    v: int

    def __repr__(self) -> str:
        return f"<{self.v}>"


@dataclass
class Outer:
    inner: Point
    maybe: "int | None" = None
    where: "tuple[int, str]" = (1, "a")


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3

    def nice(self) -> str:
        return self.name.lower()


class Kind(Enum):
    A = auto()
    B = auto()
    C = "see"


def paint(c: Color) -> str:
    if c is Color.RED:
        return "red!"
    if c == Color.GREEN:
        return "green!"
    return c.nice()


def main() -> None:
    p = Point(3)
    print(p, p.norm(), p == Point(3, 0), p != Point(3, 0), p == Point(4), repr(p), f"{p}")
    p.y = 4
    print(p, [p], p == Named(3, 4))
    k = Key("a", 1.5)
    print(k, k == Key("a", 1.5), hash(k) == hash(Key("a", 1.5)), {k: 1}[Key("a", 1.5)])
    try:
        print(hash(p))
    except TypeError as e:
        print(e)
    a, b = Version(1, 2), Version(1, 10, "rc")
    print(a < b, a <= b, a > b, a >= b, sorted([b, a]), max(a, b), a == Version(1, 2))
    n = Named(1, 2, "n")
    m = Named(x=5)
    print(n, m, n == m, n.norm(), m.upper + n.upper)
    i = ByIdentity(1)
    print(i == ByIdentity(1), i == i, OwnRepr(3), OwnRepr(3) == OwnRepr(3))
    print(Outer(Point(1)), Outer(Point(1)) == Outer(Point(1)), Outer(Point(1), 2) == Outer(Point(1)))
    for c in (Color.RED, Color.GREEN, Color.BLUE):
        print(c, repr(c), c.name, c.value, paint(c), c == Color.RED, c is Color.BLUE)
    print(Kind.A.value, Kind.B.value, Kind.C.value, Kind.C)
    table = {Color.RED: "r", Color.BLUE: "b"}
    print(table[Color.BLUE], Color.GREEN in table)
    print({Color.RED: 1})


main()
