"""Characters of numbers: code points of a str, spaces, digits in any script.

What CPython accepts in `int("...")` and `float("...")`: ASCII spaces without 0x1C to 0x1F, the
other Unicode spaces, and the decimal digits of every script.
"""
# ruff: noqa: PLR1714  # raw integers have no `in`

from typing import Final

from gloam.machine import Ptr, i64, pointer, str_data, str_kind, str_length, u16, u32

NO_DIGIT: Final = i64(99)

# The digit zero of every script but ASCII, ascending; nine more follow each (Unicode 14, Nd).
DECIMAL_ZEROS: Final = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50"
    "\u0ed0\u0f20\u1040\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50"
    "\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0\uff10\U000104a0\U00010d30\U00011066"
    "\U000110f0\U00011136\U000111d0\U000112f0\U00011450\U000114d0\U00011650\U000116c0"
    "\U00011730\U000118e0\U00011950\U00011c50\U00011d50\U00011da0\U00016a60\U00016ac0"
    "\U00016b50\U0001d7ce\U0001d7d8\U0001d7e2\U0001d7ec\U0001d7f6\U0001e140\U0001e2f0"
    "\U0001e950\U0001fbf0"
)


def code_at(s: str, index: i64) -> u32:
    """The code point at an index inside s."""
    kind = str_kind(s)
    if kind == 1:
        return u32(str_data(s)[index])
    if kind == 2:
        halves: Ptr[u16] = pointer(str_data(s).address())
        return u32(halves[index])
    words: Ptr[u32] = pointer(str_data(s).address())
    return words[index]


def is_space(code: u32) -> bool:
    if code < 0x80:
        return code == 0x20 or 0x09 <= code <= 0x0D
    if 0x2000 <= code <= 0x200A:
        return True
    if code == 0x85 or code == 0xA0 or code == 0x1680 or code == 0x3000:
        return True
    return code == 0x2028 or code == 0x2029 or code == 0x202F or code == 0x205F


def skip_space(s: str, index: i64) -> i64:
    """The first index from here on that is no space."""
    while index < str_length(s) and is_space(code_at(s, index)):
        index += 1
    return index


def trim_space(s: str, start: i64) -> i64:
    """The length without the spaces at the end, at least `start`."""
    stop = str_length(s)
    while stop > start and is_space(code_at(s, stop - 1)):
        stop -= 1
    return stop


def digit_value(code: u32) -> i64:
    """0 to 35 for digits and letters, NO_DIGIT for anything else."""
    if 0x30 <= code <= 0x39:
        return i64(code) - 0x30
    if code >= 0x80:
        return _script_digit_value(code)
    letter = code | 0x20
    if 0x61 <= letter <= 0x7A:
        return i64(letter) - (0x61 - 10)
    return NO_DIGIT


def _script_digit_value(code: u32) -> i64:
    index = i64(0)
    while index < str_length(DECIMAL_ZEROS):
        zero = code_at(DECIMAL_ZEROS, index)
        if code < zero:
            return NO_DIGIT
        if code <= zero + 9:
            return i64(code - zero)
        index += 1
    return NO_DIGIT
