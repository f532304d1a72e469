"""Every kind of pattern, in combinations, with what is bound when a later part fails."""

from dataclasses import dataclass
from enum import Enum


class Color(Enum):
    RED = 1
    BLUE = "b"


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass
class Line:
    a: Point
    b: Point
    color: Color = Color.RED


class Pair:
    __match_args__ = ("left", "right")

    def __init__(self, left: object, right: object) -> None:
        self.left = left
        self.right = right


def kind(v: object) -> str:
    match v:
        case None:
            return "none"
        case True | False:
            return f"bool {v}"
        case 0 | -1 | 1.5:
            return "special number"
        case int(n) if n > 100:
            return f"large {n}"
        case int() | float():
            return f"number {v}"
        case "" | b"":
            return "empty"
        case str() as s if s.isupper():
            return f"loud {s}"
        case str(s):
            return f"text {s}"
        case Color.RED:
            return "red"
        case Color() as c:
            return f"color {c.name}"
        case Point(x=0, y=y):
            return f"on axis {y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Line(Point(0, 0), Point(x, _), color=Color.BLUE):
            return f"blue from origin to {x}"
        case Line(a=a, b=b) if a == b:
            return "dot"
        case Pair(Pair(x, _), [y, *rest]):
            return f"pair {x!r} {y!r} {rest!r}"
        case Pair(left=l):
            return f"pair of {l!r}"
        case []:
            return "nothing"
        case [x]:
            return f"one {x!r}"
        case [1, *middle, 9]:
            return f"1..{middle!r}..9"
        case [[a, b], (c, d)]:
            return f"square {a}{b}{c}{d}"
        case [*_, "end"]:
            return "ends"
        case {"type": "a", "value": value, **others}:
            return f"a {value!r} {len(others)}"
        case {"type": str(t)}:
            return f"type {t}"
        case {}:
            return "mapping"
        case _:
            return "other"


for v in (
    None, True, 0, -1, 1.5, 7, 2.5, 101, 2**80, "", b"", "LOUD", "quiet", Color.RED, Color.BLUE, Point(0, 4), Point(3, 3), Point(3, 4),
    Line(Point(0), Point(5), Color.BLUE), Line(Point(1), Point(1)), Line(Point(1), Point(2)), Pair(Pair(1, 2), [3, 4, 5]), Pair(1, [2]),
    [], (), [5], (None,), [1, 9], [1, 2, 3, 9], [[1, 2], (3, 4)], ["x", "end"], {"type": "a", "value": 1, "z": 2, "b": 3}, {"type": "q"},
    {"type": 3}, {}, {1: 2}, {1, 2}, b"xy", range(3), [1, 2],
):
    print(kind(v))
