"""Literals, captures, sequences, mappings, classes, guards, alternatives, nesting."""

from dataclasses import dataclass
from enum import Enum
from typing import Any


@dataclass
class Point:
    x: int
    y: int


@dataclass
class Line:
    start: Point
    end: Point


class Kind(Enum):
    A = "a"
    B = "b"


class Plain:
    __match_args__ = ("first", "second")

    def __init__(self, first: object, second: object = None) -> None:
        self.first, self.second = first, second


def describe(x: Any) -> str:
    match x:
        case None | True | False:
            return f"singleton {x}"
        case 0 | 1 | -1:
            return f"small {x}"
        case int(n) if n > 100:
            return f"big {n}"
        case int() | float():
            return f"number {x}"
        case "yes" | "no" as answer:
            return f"answer {answer}"
        case str() as text if text.isupper():
            return f"shout {text}"
        case str(text):
            return f"text {text}"
        case []:
            return "empty"
        case [only]:
            return f"one {only}"
        case [1, *rest]:
            return f"one and {rest}"
        case [first, [a, b], *_]:
            return f"nested {first} {a} {b}"
        case (x1, *_, last):
            return f"ends {x1} {last}"
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": str(t), **others}:
            return f"typed {t} {len(others)}"
        case {}:
            return f"mapping {len(x)}"
        case Line(Point(0, 0), Point(x=px)) if px > 5:
            return f"from origin to {px}"
        case Point(x=0, y=y) | Point(x=y, y=0):
            return f"on an axis at {y}"
        case Point():
            return "a point"
        case Kind.A:
            return "kind a"
        case Plain(first="f", second=s):
            return f"plain f {s}"
        case Plain(a, b):
            return f"plain {a} {b}"
        case bytes(data):
            return f"bytes {data!r}"
        case _:
            return "something"


VALUES: list[Any] = [None, True, 0, 1, -1, 500, 7, 2.5, "yes", "LOUD", "quiet", [], [3], [1, 2, 3], (1,), [0, [1, 2], 3], (4, 5, 6), {"type": "circle", "r": 2}, {"type": "box", "w": 1}, {"a": 1}, {}, Line(Point(0, 0), Point(9, 9)), Line(Point(0, 0), Point(1, 1)), Point(0, 3), Point(4, 0), Point(1, 1), Kind.A, Kind.B, Plain("f", 2), Plain(1), b"z", 1.0, range(3), {1, 2}, "1"]
for value in VALUES:
    print(describe(value))
match (1, "a", [2, 3]):
    case (int(i), str(s), [p, q]):
        print(i, s, p, q)
command = "go north fast"
match command.split():
    case ["go", ("north" | "south") as way, *rest]:
        print(way, rest)
