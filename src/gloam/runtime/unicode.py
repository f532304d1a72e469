"""What a code point means: the character classes and case mappings that str methods ask for.

The data is generated into `unicode_tables` from the Unicode version of CPython 3.11 (14.0). Latin-1
answers come from a table of flags, the rest from run-length tables that are scanned from the start:
small, and slower the higher the code point.
"""

# ruff: noqa: PLR1714  (comparisons of machine integers, written out)

from typing import Final

from gloam.machine import bytes_data, bytes_length, i64, u8
from gloam.runtime import unicode_tables as tables
from gloam.runtime.code_point import CodePointBuffer

SPACE: Final = u8(0x20)
"""The last one of ASCII."""
BEYOND_ASCII: Final = u8(0x80)
CAPITAL_SIGMA: Final = i64(0x3A3)
SMALL_SIGMA: Final = i64(0x3C3)
FINAL_SIGMA: Final = i64(0x3C2)
_CAPITAL_DOTTED_I: Final = i64(0x130)

_ALPHA: Final = i64(1)
_DECIMAL: Final = i64(2)
_DIGIT: Final = i64(4)
_NUMERIC: Final = i64(8)
_LOWER: Final = i64(16)
_UPPER: Final = i64(32)
_PRINTABLE: Final = i64(64)
_CASED: Final = i64(128)


def is_space(point: i64) -> bool:
    if point < 0x80:
        return point == 0x20 or (point >= 0x09 and point <= 0x0D) or (0x1C <= point <= 0x1F)
    if point < 0x2000:
        return point == 0x85 or point == 0xA0 or point == 0x1680
    if point <= 0x200A:
        return True
    return (
        point == 0x2028 or point == 0x2029 or point == 0x202F or point == 0x205F or point == 0x3000
    )


def is_line_break(point: i64) -> bool:
    """Where str.splitlines splits."""
    if point < 0x80:
        return (point >= 0x0A and point <= 0x0D) or (point >= 0x1C and point <= 0x1E)
    return point == 0x85 or point == 0x2028 or point == 0x2029


def is_alpha(point: i64) -> bool:
    return _has(point, _ALPHA, tables.ALPHA)


def is_decimal(point: i64) -> bool:
    return _has(point, _DECIMAL, tables.DECIMAL)


def is_digit(point: i64) -> bool:
    return _has(point, _DIGIT, tables.DIGIT)


def is_numeric(point: i64) -> bool:
    return _has(point, _NUMERIC, tables.NUMERIC)


def is_lower(point: i64) -> bool:
    return _has(point, _LOWER, tables.LOWER)


def is_upper(point: i64) -> bool:
    return _has(point, _UPPER, tables.UPPER)


def is_title(point: i64) -> bool:
    return point >= 0x100 and _in_runs(tables.TITLE, point)


def is_printable(point: i64) -> bool:
    return _has(point, _PRINTABLE, tables.PRINTABLE)


def is_cased(point: i64) -> bool:
    return _has(point, _CASED, tables.CASED)


def is_case_ignorable(point: i64) -> bool:
    return _in_runs(tables.CASE_IGNORABLE, point)


def is_identifier_start(point: i64) -> bool:
    return _in_runs(tables.IDENTIFIER_START, point)


def is_identifier(point: i64) -> bool:
    """Whether it may follow the start of an identifier."""
    return _in_runs(tables.IDENTIFIER, point)


def _has(point: i64, flag: i64, table: bytes) -> bool:
    if point < 0x100:
        return i64(bytes_data(tables.LATIN_1_FLAGS)[point]) & flag != 0
    return _in_runs(table, point)


def _in_runs(table: bytes, point: i64) -> bool:
    """`table`: lengths of runs of code points, outside and inside by turns."""
    data = bytes_data(table)
    size = bytes_length(table)
    inside = False
    position = i64(0)
    run = i64(0)
    at = i64(0)
    while at < size:
        byte = i64(data[at])
        run = run * 128 + byte % 128
        if byte < 128:
            position += run
            if point < position:
                return inside
            inside = not inside
            run = i64(0)
        at += 1
    return False


def simple_lower(point: i64) -> i64:
    """The lower case that is one code point."""
    if point == _CAPITAL_DOTTED_I:
        return i64(0x69)
    return point + _shift(tables.LOWER_SHIFTS, point)


def simple_upper(point: i64) -> i64:
    """The upper case that is one code point."""
    return point + _shift(tables.UPPER_SHIFTS, point)


def append_lower(buffer: CodePointBuffer, point: i64) -> None:
    """Append the full lower-case mapping, which knows no context."""
    if not _append_expansion(buffer, tables.LOWER_EXPANSIONS, point):
        buffer.append(point + _shift(tables.LOWER_SHIFTS, point))


def append_upper(buffer: CodePointBuffer, point: i64) -> None:
    if not _append_expansion(buffer, tables.UPPER_EXPANSIONS, point):
        buffer.append(point + _shift(tables.UPPER_SHIFTS, point))


def append_title(buffer: CodePointBuffer, point: i64) -> None:
    if not _append_expansion(buffer, tables.TITLE_EXPANSIONS, point):
        append_upper(buffer, point)


def append_folded(buffer: CodePointBuffer, point: i64) -> None:
    if not _append_expansion(buffer, tables.FOLDED_EXPANSIONS, point):
        append_lower(buffer, point)


class _Numbers:
    """Reads numbers of 7 bits per byte, most significant first; all but the last have bit 7."""

    def __init__(self, table: bytes) -> None:
        self._table = table
        self._at = i64(0)

    def has_more(self) -> bool:
        return self._at < bytes_length(self._table)

    def next(self) -> i64:
        value = i64(0)
        while True:
            byte = i64(bytes_data(self._table)[self._at])
            self._at += 1
            value = value * 128 + byte % 128
            if byte < 128:
                return value


def _append_expansion(buffer: CodePointBuffer, table: bytes, point: i64) -> bool:
    """`table`: code point as distance from the one before, number of code points, these."""
    numbers = _Numbers(table)
    position = i64(0)
    while numbers.has_more():
        position += numbers.next()
        left = numbers.next()
        if position > point:
            return False
        while left > 0:
            mapped = numbers.next()
            if position == point:
                buffer.append(mapped)
            left -= 1
        if position == point:
            return True
    return False


def _shift(table: bytes, point: i64) -> i64:
    """What to add to a code point.

    `table`: start as distance from the last code point of the range before; count * 2 + 1 if every
    second code point maps, count * 2 if each does; the shift, sign in the lowest bit.
    """
    numbers = _Numbers(table)
    position = i64(0)
    while numbers.has_more():
        position += numbers.next()
        if position > point:
            return i64(0)
        count = numbers.next()
        step = count % 2 + 1
        last = position + (count // 2 - 1) * step
        shift = numbers.next()
        if point <= last:
            if (point - position) % step != 0:
                return i64(0)
            if shift % 2 == 1:
                return -(shift // 2)
            return shift // 2
        position = last
    return i64(0)
