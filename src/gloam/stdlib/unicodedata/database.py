"""The tables, unpacked when they are first asked: the formats are tools/unicode_database.py's."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from . import tables

DIGIT: Final = 1
DECIMAL: Final = 2
"""Kinds of numeric characters; 0 is any other."""


def unpacked(data: bytes) -> list[int]:
    """Numbers of 7 bits a byte, most significant first; all but the last have bit 7."""
    values: list[int] = []
    value = 0
    for byte in data:
        value = value << 7 | byte & 127
        if byte < 128:
            values.append(value)
            value = 0
    return values


class Ranges:
    """A value for every code point. `names` are what the values stand for."""

    def __init__(self, data: bytes, names: str) -> None:
        self._data = data
        self._names = names
        self._shown: list[str] = []
        self._starts: list[int] = []
        self._values: list[int] = []

    def value_of(self, point: int) -> int:
        if not self._starts:
            start = 0
            numbers = unpacked(self._data)
            for index in range(0, len(numbers), 2):
                self._starts.append(start)
                self._values.append(numbers[index + 1])
                start += numbers[index]
        return self._values[bisect_right(self._starts, point) - 1]

    def name_of(self, point: int) -> str:
        if not self._shown:
            self._shown = ["" if name == "-" else name for name in self._names.split(" ")]
        return self._shown[self.value_of(point)]


category: Final = Ranges(tables.CATEGORY, tables.CATEGORY_NAMES)
bidirectional: Final = Ranges(tables.BIDIRECTIONAL, tables.BIDIRECTIONAL_NAMES)
width: Final = Ranges(tables.WIDTH, tables.WIDTH_NAMES)
combining: Final = Ranges(tables.COMBINING, "")
mirrored: Final = Ranges(tables.MIRRORED, "")


class Decomposition:
    """What a character consists of; `form` is "" if it is canonically the same."""

    def __init__(self, form: str, points: list[int]) -> None:
        self.form = form
        self.points = points


class Decompositions:
    """All of them, by code point."""

    def __init__(self) -> None:
        self._known: dict[int, Decomposition] = {}

    def of(self, point: int) -> Decomposition | None:
        if not self._known:
            self._unpack()
        return self._known.get(point)

    def _unpack(self) -> None:
        forms = ["" if form == "-" else f"<{form}>" for form in tables.FORMS.split()]
        numbers = unpacked(tables.DECOMPOSITIONS)
        point = 0
        at = 0
        while at < len(numbers):
            point += numbers[at]
            stop = at + 3 + numbers[at + 2]
            self._known[point] = Decomposition(forms[numbers[at + 1]], numbers[at + 3 : stop])
            at = stop


decompositions: Final = Decompositions()


class Compositions:
    """The character that two others make, by both."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}

    def of(self, first: int, second: int) -> int:
        """-1 if they make none."""
        if not self._known:
            numbers = unpacked(tables.COMPOSITIONS)
            for at in range(0, len(numbers), 3):
                self._known[numbers[at] << 21 | numbers[at + 1]] = numbers[at + 2]
        return self._known.get(first << 21 | second, -1)


compositions: Final = Compositions()


class Numeric:
    """The value `over` / `under`."""

    def __init__(self, over: int, under: int, kind: int) -> None:
        self.over = over
        self.under = under
        self.kind = kind


class Numerics:
    """The characters that mean a number, by code point."""

    def __init__(self) -> None:
        self._known: dict[int, Numeric] = {}

    def of(self, point: int) -> Numeric | None:
        if not self._known:
            numbers = unpacked(tables.NUMERIC)
            place = 0
            for at in range(0, len(numbers), 4):
                place += numbers[at]
                over = numbers[at + 1] >> 1
                signed = -over if numbers[at + 1] & 1 else over
                self._known[place] = Numeric(signed, numbers[at + 2], numbers[at + 3])
        return self._known.get(point)


numerics: Final = Numerics()
