"""Operators of flags that are seen as Any: the result is a flag, as where their class is known."""

from collections.abc import Callable
from enum import Flag, IntEnum, IntFlag
from typing import Any


class Mode(IntFlag):
    READ = 1
    WRITE = 2
    RUN = 4


class Side(Flag):
    LEFT = 1
    RIGHT = 2
    TOP = 4


class Level(IntEnum):
    LOW = 1
    HIGH = 2


def hidden(x: Any) -> Any:
    return x


mode, side = hidden(Mode.READ), hidden(Side.LEFT)
print(repr(mode | 2), repr(2 | mode), repr(mode & 1), repr(mode ^ 3), repr(mode | 8))
print(repr(mode | Mode.WRITE), repr(mode & True), repr(mode & hidden(Mode.WRITE)))
print(repr(~mode), repr(~side), repr(side | Side.RIGHT), repr(side & Side.TOP))
print(mode + 1, mode << 1, mode == 1, bool(mode), bool(side & Side.TOP), -mode)
print(Mode.READ in (mode | 2), Mode.RUN in (mode | 2), mode in hidden(Mode.WRITE | 1))
print(Side.LEFT in (side | Side.TOP), side in hidden(Side.TOP))
print(len(side | Side.TOP), [str(one) for one in side | Side.TOP], len(mode | 6))
for one in mode | 2:
    print(repr(one))
mode |= 4
side ^= Side.TOP
print(repr(mode), repr(side), side.name, mode.value)
print(repr(hidden(5) | 2), repr(hidden(True) | False), repr(~hidden(5)), repr(hidden(True) | 2))
print(repr(hidden(Level.LOW) | Level.HIGH), repr(~hidden(Level.LOW)))
TESTS: list[Callable[[], object]] = [
    lambda: 1 in hidden(5),
    lambda: side | 1,
    lambda: 1 in side,
    lambda: "a" in mode,
]
for test in TESTS:
    try:
        print(test())
    except TypeError as error:
        print("TypeError", error)
