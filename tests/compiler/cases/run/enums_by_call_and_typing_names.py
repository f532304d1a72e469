import enum
import typing as t
from collections import namedtuple
from enum import Enum, IntEnum, Flag, StrEnum, IntFlag
from typing import Deque, Counter as TCounter, DefaultDict, Text, Set, FrozenSet

Color = Enum("Color", "RED GREEN, BLUE")
Weather = enum.Enum("Weather", ["SUN", "RAIN"], start=5)
Level = IntEnum("Level", {"LOW": 1, "HIGH": 10, "TOP": 10})
Perm = Flag("Perm", "R W X")
Word = StrEnum("Word", "ALPHA BETA")
Bits = IntFlag("Bits", ["A", "B"])
Pair = Enum("Pair", [("X", "x"), ("Y", (1, 2))])

Point = namedtuple("Point", ["x", "y", "z"], defaults=[7, None])
Deq: Deque[int]


def f(c: Color) -> str:
    match c:
        case Color.RED:
            return "r"
        case Color.GREEN:
            return "g"
        case _:
            return "?"


async def agen() -> t.AsyncIterator[int]:
    yield 1


async def main() -> None:
    g = agen()
    print(await anext(g, "end"), await anext(g, "end"), await anext(g, None))


def work(d: Deque[int], e: DefaultDict[str, int], s: Set[int], z: FrozenSet[int], c: TCounter[str]) -> None:
    d.append(1)
    e["a"] += 1
    print(d, e, s, z, c)


from collections import deque, defaultdict, Counter
import asyncio

print(list(Color), Color(2), Color["BLUE"], Color.RED.value + 1, f(Color.RED), f(Color.BLUE))
print(list(Weather), Weather.SUN.value, list(Level), Level.HIGH + 1, Level.TOP.name)
print(Perm.R | Perm.X, Perm(3), list(Word), Word.BETA + "x", Bits.A | 4, Pair.Y.value, Pair("x"))
print(Point(1), Point(1, 2, 3), Point(1)._asdict(), Point(x=4, y=5))
work(deque(), defaultdict(int), {1}, frozenset(), Counter("aab"))
asyncio.run(main())
try:
    raise SyntaxError("bad", ("f/x.py", 3, 4, "text"))
except SyntaxError as error:
    print(error, error.msg, error.filename, error.lineno, error.offset, error.text, error.args)
for w in (UserWarning("u"), DeprecationWarning("d"), IndentationError("i")):
    print(repr(w), isinstance(w, Warning), str(w))
x: Text = "t"
t.assert_type(x, str)
try:
    raise SyntaxError
except SyntaxError as error:
    print(error, error.msg, error.lineno)
