"""unicodedata: properties of characters and the normal forms; no names of characters."""

from __future__ import annotations

from typing import Any, Final, TypeVar, overload

from . import database
from .forms import is_normalized, normalize

__all__ = [
    "bidirectional", "category", "combining", "decimal", "decomposition", "digit",
    "east_asian_width", "is_normalized", "mirrored", "normalize", "numeric", "unidata_version",
]  # fmt: skip

unidata_version: Final = "14.0.0"
T = TypeVar("T")


def _point(function: str, character: str) -> int:
    if len(character) != 1:
        raise TypeError(f"{function}() argument must be a unicode character, not str")
    return ord(character)


def category(chr: str, /) -> str:
    """The general category: "Lu" and its like."""
    return database.category.name_of(_point("category", chr))


def bidirectional(chr: str, /) -> str:
    """The bidirectional class, or ""."""
    return database.bidirectional.name_of(_point("bidirectional", chr))


def east_asian_width(chr: str, /) -> str:
    return database.width.name_of(_point("east_asian_width", chr))


def combining(chr: str, /) -> int:
    """The canonical combining class."""
    return database.combining.value_of(_point("combining", chr))


def mirrored(chr: str, /) -> int:
    """1 if it is mirrored in text from right to left, else 0."""
    return database.mirrored.value_of(_point("mirrored", chr))


def decomposition(chr: str, /) -> str:
    """The decomposition as the database has it, or ""."""
    found = database.decompositions.of(_point("decomposition", chr))
    if found is None:
        return ""
    parts = [f"{point:04X}" for point in found.points]
    return " ".join([found.form, *parts] if found.form else parts)


@overload
def decimal(chr: str, /) -> int: ...
@overload
def decimal(chr: str, default: T, /) -> int | T: ...
def decimal(chr: str, /, *default: Any) -> Any:
    """The value of a digit of a decimal number; `default`, or ValueError, for anything else."""
    found = database.numerics.of(_point("decimal", chr))
    if found is not None and found.kind == database.DECIMAL:
        return found.over
    return _default(default, "not a decimal")


@overload
def digit(chr: str, /) -> int: ...
@overload
def digit(chr: str, default: T, /) -> int | T: ...
def digit(chr: str, /, *default: Any) -> Any:
    found = database.numerics.of(_point("digit", chr))
    if found is not None and found.kind >= database.DIGIT:
        return found.over
    return _default(default, "not a digit")


@overload
def numeric(chr: str, /) -> float: ...
@overload
def numeric(chr: str, default: T, /) -> float | T: ...
def numeric(chr: str, /, *default: Any) -> Any:
    found = database.numerics.of(_point("numeric", chr))
    if found is not None:
        return float(found.over) / float(found.under)
    return _default(default, "not a numeric character")


def _default(given: tuple[Any, ...], otherwise: str) -> Any:
    if not given:
        raise ValueError(otherwise)
    return given[0]
