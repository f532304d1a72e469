"""Code points of a str by position, and walks over them. A position is checked by its user."""

# ruff: noqa: SIM109  (comparisons of machine integers, written out)

from __future__ import annotations

from typing import Final

from gloam.machine import (
    Ptr,
    i64,
    reinterpret,
    str_data,
    str_finish,
    str_kind,
    str_length,
    str_new,
    truncate_u8,
    u16,
    u32,
)

_QUOTE: Final = i64(0x22)
_BACKSLASH: Final = i64(0x5C)
_HEX_DIGITS: Final = "0123456789abcdef"


def point_at(text: str, at: i64) -> i64:
    """The code point at a position that exists."""
    kind = str_kind(text)
    if kind == 1:
        return i64(str_data(text)[at])
    if kind == 2:
        halves: Ptr[u16] = reinterpret(str_data(text))
        return i64(halves[at])
    words: Ptr[u32] = reinterpret(str_data(text))
    return i64(words[at])


def point(text: str, at: int) -> int:
    """The code point there, -1 behind the end."""
    index = i64(at)
    if index >= str_length(text):
        return -1
    return int(point_at(text, index))


def skip_json_space(text: str, at: int) -> int:
    index = i64(at)
    size = str_length(text)
    while index < size:
        found = point_at(text, index)
        if found != 0x20 and found != 0x0A and found != 0x0D and found != 0x09:
            break
        index += 1
    return int(index)


def skip_digits(text: str, at: int) -> int:
    index = i64(at)
    size = str_length(text)
    while index < size:
        found = point_at(text, index)
        if found < 0x30 or found > 0x39:
            break
        index += 1
    return int(index)


def plain_json_end(text: str, at: int) -> int:
    """The first quote, backslash or control character from `at` on, or the end."""
    index = i64(at)
    size = str_length(text)
    while index < size:
        found = point_at(text, index)
        if found == _QUOTE or found == _BACKSLASH or found < 0x20:
            break
        index += 1
    return int(index)


def json_string(text: str, is_ascii: bool) -> str:
    """In quotes, with what JSON asks to be escaped, and all but ASCII if `is_ascii`."""
    size = str_length(text)
    length = i64(2)
    kind = i64(1)
    at = i64(0)
    while at < size:
        found = point_at(text, at)
        length += _escaped_size(found, is_ascii)
        if not is_ascii and found > 0xFF:
            kind = str_kind(text)
        at += 1
    result = str_new(length, kind)
    _put(result, kind, i64(0), _QUOTE)
    to = i64(1)
    at = i64(0)
    while at < size:
        found = point_at(text, at)
        if _escaped_size(found, is_ascii) == 1:
            _put(result, kind, to, found)
            to += 1
        else:
            to = _put_escape(result, kind, to, found)
        at += 1
    _put(result, kind, to, _QUOTE)
    return str_finish(result)


def _escaped_size(found: i64, is_ascii: bool) -> i64:
    if found == _QUOTE or found == _BACKSLASH:
        return i64(2)
    if found < 0x20:
        short = found == 0x0A or found == 0x0D or found == 0x09 or found == 0x08 or found == 0x0C
        return i64(2) if short else i64(6)
    if is_ascii and found > 0x7E:
        return i64(6) if found < 0x10000 else i64(12)
    return i64(1)


def _put_escape(result: str, kind: i64, to: i64, found: i64) -> i64:
    """Write an escape; where the next character goes."""
    if found >= 0x10000:
        offset = found - 0x10000
        to = _put_hex(result, kind, to, 0xD800 | offset >> 10)
        return _put_hex(result, kind, to, 0xDC00 | offset & 0x3FF)
    letter = found
    if found == 0x0A:
        letter = i64(0x6E)
    elif found == 0x0D:
        letter = i64(0x72)
    elif found == 0x09:
        letter = i64(0x74)
    elif found == 0x08:
        letter = i64(0x62)
    elif found == 0x0C:
        letter = i64(0x66)
    elif found != _QUOTE and found != _BACKSLASH:
        return _put_hex(result, kind, to, found)
    _put(result, kind, to, _BACKSLASH)
    _put(result, kind, to + 1, letter)
    return to + 2


def _put_hex(result: str, kind: i64, to: i64, value: i64) -> i64:
    _put(result, kind, to, _BACKSLASH)
    _put(result, kind, to + 1, i64(0x75))
    place = i64(0)
    while place < 4:
        digit = (value >> (12 - 4 * place)) & 15
        _put(result, kind, to + 2 + place, point_at(_HEX_DIGITS, digit))
        place += 1
    return to + 6


def _put(result: str, kind: i64, at: i64, value: i64) -> None:
    """Write into a raw str of this kind."""
    if kind == 1:
        str_data(result)[at] = truncate_u8(value)
    elif kind == 2:
        halves: Ptr[u16] = reinterpret(str_data(result))
        halves[at] = u16(value)
    else:
        words: Ptr[u32] = reinterpret(str_data(result))
        words[at] = u32(value)
