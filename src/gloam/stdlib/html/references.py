"""Character references as HTML 5 reads them (WHATWG HTML, section 13.2.5.72 and following)."""

from __future__ import annotations

from typing import Final

from .names import NAMES

_NAME_SIZE_MAX: Final = 32
_NAME_ENDS: Final = "\t\n\f <&#;"
_DIGITS: Final = "0123456789"
_HEXADECIMAL: Final = "0123456789abcdefABCDEF"
_WINDOWS: Final = (
    "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f"
    "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178"
)
"""What the numbers 0x80 to 0x9f stand for."""


class _Table:
    """Names and their characters, read from the packed table when first asked for."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def names(self) -> dict[str, str]:
        if not self._known:
            for entry in NAMES.decode().split(" "):
                name, _, value = entry.partition("=")
                self._known[name] = value
        return self._known


_table: Final = _Table()


def unescape(s: str) -> str:
    """The text with all character references replaced by what they stand for."""
    at = s.find("&")
    if at < 0:
        return s
    parts: list[str] = []
    done = 0
    while at >= 0:
        end = _end_of_reference(s, at + 1)
        if end > at + 1:
            parts.append(s[done:at])
            parts.append(_value(s[at + 1 : end]))
            done = end
        at = s.find("&", max(end, at + 1))
    parts.append(s[done:])
    return "".join(parts)


def _end_of_reference(s: str, start: int) -> int:
    """Behind the reference that begins at `start`, after its &; `start` if there is none."""
    end = start
    if s[start : start + 1] == "#":
        is_hexadecimal = s[start + 1 : start + 2] in ("x", "X")
        digits = _HEXADECIMAL if is_hexadecimal else _DIGITS
        first = start + 2 if is_hexadecimal else start + 1
        end = first
        while end < len(s) and s[end] in digits:
            end += 1
        if end == first:
            return start
    else:
        while end < len(s) and end - start < _NAME_SIZE_MAX and s[end] not in _NAME_ENDS:
            end += 1
        if end == start:
            return start
    return end + 1 if s[end : end + 1] == ";" else end


def _value(reference: str) -> str:
    if reference[0] == "#":
        text = reference.rstrip(";")
        is_hexadecimal = text[1] in "xX"
        return _numbered(int(text[2:], 16) if is_hexadecimal else int(text[1:]))
    names = _table.names()
    if reference in names:
        return names[reference]
    # The longest name that it begins with.
    for size in range(len(reference) - 1, 1, -1):
        if reference[:size] in names:
            return names[reference[:size]] + reference[size:]
    return "&" + reference


def _numbered(point: int) -> str:
    if 0x80 <= point <= 0x9F:
        return _WINDOWS[point - 0x80]
    if point == 0 or 0xD800 <= point <= 0xDFFF or point > 0x10FFFF:
        return "\ufffd"
    if point == 0x0D:
        return "\r"
    is_control = point < 0x20 and point not in (0x09, 0x0A, 0x0C)
    is_no_character = 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE
    return "" if is_control or point == 0x7F or point == 0x0B or is_no_character else chr(point)
