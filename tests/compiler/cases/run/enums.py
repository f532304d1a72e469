"""Enum classes: iteration, lookup, methods, values of several kinds."""

from enum import Enum, auto
from typing import ClassVar


class Color(Enum):
    RED = auto()
    GREEN = auto()
    BLUE = 10

    @property
    def nice(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, s: str) -> "Color":
        for c in cls:
            if c.nice == s:
                return c
        raise ValueError(s)

    @staticmethod
    def count() -> int:
        return len(Color)

    def next(self) -> "Color":
        order = list(Color)
        return order[(order.index(self) + 1) % len(order)]

    def __str__(self) -> str:
        return f"color {self.name}"


class Planet(Enum):
    EARTH = (5.0, "home")
    MARS = (0.6, "red")

    def __init__(self, mass: float, note: str) -> None:
        self.mass = mass
        self.note = note

    def heavier(self, other: "Planet") -> bool:
        return self.mass > other.mass


class Word(Enum):
    A = "a"
    B = "b"
    NONE = None


def kind(c: Color | Word) -> str:
    return "color" if isinstance(c, Color) else c.name


def main() -> None:
    print(Color.parse("green"), [c.value for c in Color], [c.name for c in Color], Color(10), Color["RED"])
    print(len(Color), Color.count(), Color.RED.next(), Color.BLUE.next(), Color(Color.RED) is Color.RED)
    print(repr(Color.RED), Color.RED == Color.RED, Color.RED is Color(1), Color.RED in Color)
    for bad in (7, "x"):
        try:
            print(Color(bad))
        except ValueError as e:
            print(e)
    try:
        print(Color["PINK"])
    except KeyError as e:
        print(repr(e))
    try:
        Color.parse("pink")
    except ValueError as e:
        print(e)
    print([(p.name, p.mass, p.note, p.value) for p in Planet], Planet.EARTH.heavier(Planet.MARS))
    print(Word("b"), Word(None), [w for w in Word], kind(Word.A), kind(Color.RED))
    table = {c: c.value * 2 for c in Color}
    print(table, table[Color.GREEN], {Color.RED: 1}.get(Color.BLUE), type(Color.RED), Color.__name__)
    print(sorted(Color, key=lambda c: -c.value), max(Color, key=lambda c: c.value), tuple(Word)[0], f"{Word.A}")


main()
