"""Enums with int or str as a base, with __new__, __init__, _missing_, several bases."""

from enum import Enum, IntEnum
from typing import Any


class Word(str, Enum):
    A = "a"
    B = "b"


class Num(int, Enum):
    ONE = 1
    TWO = 2


class Status(IntEnum):
    phrase: str

    def __new__(cls, value: int, phrase: str = "") -> "Status":
        obj = int.__new__(cls, value)
        obj._value_ = value
        obj.phrase = phrase
        return obj

    OK = 200, "OK"
    NOT_FOUND = 404, "Not Found"
    BARE = (500,)

    @property
    def is_error(self) -> bool:
        return 400 <= self < 600

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if value == 0:
            return cls.BARE
        return None


class Coordinate(Enum):
    x: int
    y: int

    def __new__(cls, x: int, y: int) -> "Coordinate":
        obj = object.__new__(cls)
        obj._value_ = x * 10 + y
        obj.x = x
        obj.y = y
        return obj

    ORIGIN = (0, 0)
    UNIT = (1, 1)


class Named:
    def label(self) -> str:
        return f"<{self}>"


class Both(Named, Enum):
    P = 1
    Q = "q"


class Ranked(Named, IntEnum):
    LOW = 1
    HIGH = 2


class Case(Enum):
    UP = "up"
    DOWN = "down"

    @classmethod
    def _missing_(cls, value: object) -> "Case | None":
        if isinstance(value, str):
            for c in cls:
                if c.value == value.lower():
                    return c
        return None


class Text(str, Enum):
    T = "t"

    def __str__(self) -> str:
        return f"text {self.value}"


def main() -> None:
    print(Word.A, repr(Word.A), f"{Word.A}", Word.A + "x", Word("b"), "%s" % Word.A, {"a": 1}[Word.A], Word.A.value, str(Word.A))
    print(Num.ONE, repr(Num.ONE), f"{Num.TWO}", Num.ONE + 1, Num(2), [Num.ONE], {1: 2}[Num.ONE], f"{Num.ONE:>9}|")
    print(Status.OK, repr(Status.OK), Status.OK.phrase, Status(404).phrase, Status.NOT_FOUND.is_error, Status(0), Status.BARE.phrase == "", list(Status))
    print(Coordinate.UNIT, repr(Coordinate.UNIT), Coordinate["UNIT"].x, Coordinate.ORIGIN.y, Coordinate.UNIT.value)
    print(Both.P.label(), Both.Q.label(), Ranked.HIGH.label(), Ranked.LOW + 1, isinstance(Ranked.LOW, Named))
    print(Case("UP"), Case("Down"), Case("up"), Text.T, f"{Text.T}", repr(Text.T), [Text.T], Text.T.upper())
    for bad in ("x", 3):
        try:
            print(Case(bad))
        except ValueError as e:
            print(e)
    try:
        print(Status(1))
    except ValueError as e:
        print(e)


main()
