"""The normal forms (Unicode Standard Annex 15; Hangul as in the standard, section 3.12)."""

from __future__ import annotations

from typing import Final

from . import database

_FORMS: Final = ("NFC", "NFD", "NFKC", "NFKD")
_SYLLABLES: Final = 0xAC00
_LEADING: Final = 0x1100
_VOWELS: Final = 0x1161
_TRAILING: Final = 0x11A7
_LEADING_COUNT: Final = 19
_VOWEL_COUNT: Final = 21
_TRAILING_COUNT: Final = 28
_SYLLABLE_COUNT: Final = 11_172


def normalize(form: str, unistr: str, /) -> str:
    """Raises ValueError for a form that is none."""
    if form not in _FORMS:
        raise ValueError("invalid normalization form")
    if unistr.isascii():
        return unistr
    points = _decomposed(unistr, is_compatible="K" in form)
    if form.endswith("C"):
        points = _composed(points)
    return "".join([chr(point) for point in points])


def is_normalized(form: str, unistr: str, /) -> bool:
    return normalize(form, unistr) == unistr


def _decomposed(text: str, *, is_compatible: bool) -> list[int]:
    points: list[int] = []
    for character in text:
        _expand(ord(character), points, is_compatible)
    _sort_marks(points)
    return points


def _expand(point: int, points: list[int], is_compatible: bool) -> None:
    index = point - _SYLLABLES
    if 0 <= index < _SYLLABLE_COUNT:
        trailing = index % _TRAILING_COUNT
        rest = index // _TRAILING_COUNT
        points.append(_LEADING + rest // _VOWEL_COUNT)
        points.append(_VOWELS + rest % _VOWEL_COUNT)
        if trailing:
            points.append(_TRAILING + trailing)
        return
    found = database.decompositions.of(point) if point >= 0xA0 else None
    if found is None or (found.form and not is_compatible):
        points.append(point)
        return
    for part in found.points:
        _expand(part, points, is_compatible)


def _class_of(point: int) -> int:
    return database.combining.value_of(point) if point >= 0x300 else 0


def _sort_marks(points: list[int]) -> None:
    """Order the marks behind each character by their classes; those of one class stay in order."""
    start = 0
    while start < len(points):
        if _class_of(points[start]) == 0:
            start += 1
            continue
        end = start + 1
        while end < len(points) and _class_of(points[end]) != 0:
            end += 1
        points[start:end] = sorted(points[start:end], key=_class_of)
        start = end


def _composed(points: list[int]) -> list[int]:
    """Each character put together with those behind it that are not blocked."""
    result: list[int] = []
    starter = -1
    before = 0
    for point in points:
        own = _class_of(point)
        is_next = starter == len(result) - 1
        if starter >= 0 and (is_next or 0 < before < own):
            made = _pair(result[starter], point)
            if made >= 0:
                result[starter] = made
                continue
        if own == 0:
            starter = len(result)
        before = own
        result.append(point)
    return result


def _pair(first: int, second: int) -> int:
    """The character that two make, or -1."""
    leading = first - _LEADING
    vowel = second - _VOWELS
    if 0 <= leading < _LEADING_COUNT and 0 <= vowel < _VOWEL_COUNT:
        return _SYLLABLES + (leading * _VOWEL_COUNT + vowel) * _TRAILING_COUNT
    syllable = first - _SYLLABLES
    trailing = second - _TRAILING
    if 0 <= syllable < _SYLLABLE_COUNT and syllable % _TRAILING_COUNT == 0:
        if 0 < trailing < _TRAILING_COUNT:
            return first + trailing
    return database.compositions.of(first, second)
