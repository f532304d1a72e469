from dataclasses import dataclass
from enum import Enum
from typing import assert_never

class Color(Enum):
    RED = 1
    GREEN = 2

@dataclass
class Point:
    x: int
    y: int

@dataclass
class Circle:
    center: Point
    radius: float

@dataclass
class Rect:
    a: Point
    b: Point

class Named:
    __match_args__ = ("name", "age")
    def __init__(self, name: str, age: int) -> None:
        self.name = name
        self.age = age
    @property
    def old(self) -> bool:
        return self.age > 60

class Sub(Named):
    pass

Shape = Circle | Rect | Point

def describe(s: Shape) -> str:
    match s:
        case Point(0, 0):
            return "origin"
        case Point(x, 0) | Point(0, x):
            return f"axis {x}"
        case Point(x=a, y=b) if a == b:
            return f"diag {a}"
        case Point() as p:
            return f"point {p.x} {p.y}"
        case Circle(Point(0, 0), r):
            return f"centered {r}"
        case Circle(center=Point(x=cx), radius=1.0 | 2.0 as r):
            return f"small {cx} {r}"
        case Circle():
            return "circle"
        case Rect(Point(a1, b1), Point(a2, b2)):
            return f"rect {(a2 - a1) * (b2 - b1)}"
        case _:
            assert_never(s)

def literal(x: object) -> str:
    match x:
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case 0 | 1:
            return "small"
        case -5:
            return "minus five"
        case 2.5:
            return "float"
        case "a" | "b":
            return "letter"
        case b"x":
            return "bytes"
        case int(n):
            return f"int {n}"
        case str() as s:
            return "str " + s
        case float(f):
            return f"float {f}"
        case Color.RED:
            return "red"
        case Named(name="bob"):
            return "bob!"
        case Named(n, age) if age > 50:
            return f"old {n}"
        case Sub(n):
            return f"sub {n}"
        case Named(old=True):
            return "never"
        case Named(n, 7):
            return f"seven {n}"
    return "other"

def seq(xs: list[int]) -> str:
    match xs:
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, y]:
            return f"one and {y}"
        case [x, y] if x > y:
            return "down"
        case [x, *rest, 9]:
            return f"{x} {rest} nine"
        case [_, _, *_]:
            return "many"
        case _:
            return "?"

def color(c: Color) -> int:
    match c:
        case Color.RED:
            return 1
        case Color.GREEN:
            return 2

def command(text: str) -> str:
    match text.split():
        case ["go", ("north" | "south") as d]:
            return f"going {d}"
        case ["get", thing, *more]:
            return f"getting {thing} {more}"
        case ["quit"]:
            return "bye"
        case [first, *_]:
            return f"unknown {first}"
    return "nothing"

def mapping(d: dict[str, int]) -> str:
    match d:
        case {"x": 1, "y": y}:
            return f"x1 y{y}"
        case {"x": x, **rest}:
            return f"x{x} {rest}"
        case {}:
            return f"other {len(d)}"

def tuples(t: tuple[int, str] | tuple[int, int, int] | int) -> str:
    match t:
        case (1, s):
            return f"one {s}"
        case (a, b, c):
            return f"three {a + b + c}"
        case int(n):
            return f"int {n}"
        case (n, s):
            return f"two {n} {s}"

def mixed(v: list[int] | dict[str, int] | str | None) -> str:
    match v:
        case [a, b]:
            return f"pair {a} {b}"
        case list():
            return f"list {len(v)}"
        case {"k": k}:
            return f"k {k}"
        case dict(d):
            return f"dict {len(d)}"
        case str(s) if s:
            return s
        case None | "":
            return "nothing"
        case _:
            return "?"

def obj(o: object) -> str:
    match o:
        case [a, b]:
            return f"two {a} {b}"
        case (a, *r):
            return f"seq {a} {len(r)}"
        case {"name": str(n), "v": [x, *_]}:
            return f"named {n} {x}"
        case {1: one}:
            return f"one: {one}"
        case _:
            return "no"

def main() -> None:
    for s in (Point(0, 0), Point(3, 0), Point(0, 4), Point(2, 2), Point(1, 2), Circle(Point(0, 0), 2.5),
              Circle(Point(1, 0), 2.0), Circle(Point(1, 0), 5.0), Rect(Point(0, 0), Point(2, 3))):
        print(describe(s))
    for x in (None, True, False, 0, 1, 1.0, -5, 2.5, "a", "zz", b"x", 77, 3.25, Color.RED, Color.GREEN, Named("bob", 1), Named("al", 70), Sub("su", 3), Named("z", 7), Named("q", 8), [1]):
        print(literal(x))
    for xs in ([], [4], [1, 2], [5, 3], [1, 2, 9], [7, 8, 8, 9], [1, 2, 3], [3, 5]):
        print(seq(xs))
    print(color(Color.RED), color(Color.GREEN))
    for t in ("go north", "go up", "get lamp now please", "quit", "", "xyz"):
        print(command(t))
    print(mapping({"x": 1, "y": 5}), mapping({"x": 2, "z": 1}), mapping({"q": 1}), mapping({}))
    print(tuples((1, "s")), tuples((1, 2, 3)), tuples(5), tuples((2, "q")))
    print(mixed([1, 2]), mixed([1]), mixed({"k": 1}), mixed({"z": 1, "y": 1}), mixed("txt"), mixed(""), mixed(None))
    print(obj([1, 2]), obj((1,)), obj("ab"), obj({"name": "n", "v": (5, 6)}), obj({1: 2.5}), obj(range(3)), obj(b"ab"), obj({"name": 1, "v": [1]}))
    match (1, [2, 3]):
        case (a, [b, c]):
            print(a, b, c)
    n = 5
    match n:
        case n if n > 10:
            print("big")
        case m:
            print("m", m, n)
    for i in range(3):
        match i:
            case 1:
                continue
            case 2:
                break
        print("i", i)
main()
