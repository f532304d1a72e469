"""The two shapes of an int, word and digits, and how results are made from digits.

A *word* is a small int, the object True or False, or an object of a class derived from int whose
value is as small. A *magnitude* is a bignum or a raw bignum: something with digits. Functions that
take one may use its digits until they return, because parameters are borrowed for the whole call.
"""

from typing import Final

from gloam.machine import (
    big_data,
    big_finish,
    big_new,
    big_set_size,
    big_size,
    copy_memory,
    i64,
    int_from_small,
    int_is_small,
    int_small,
    truncate_u64,
    u64,
    wrapping_sub,
)
from gloam.runtime.bignum import trimmed
from gloam.runtime.heap import rounded_size

SMALL_LIMIT: Final = u64(0x4000_0000_0000_0000)  # small ints are -2**62 to 2**62 - 1
BIGNUM_HEADER_SIZE: Final = i64(16)


def is_word(x: int) -> bool:
    """Whether the value is that of a small int: one that word_of can give."""
    if int_is_small(x):
        return True
    size = big_size(x)
    if size == 0:
        return True
    if size < -1 or size > 1:
        return False
    digit = big_data(x)[0]
    return digit < SMALL_LIMIT or (size < 0 and digit == SMALL_LIMIT)


def word_of(x: int) -> i64:
    if int_is_small(x):
        return int_small(x)
    size = big_size(x)
    if size == 0:
        return i64(0)
    return -i64(big_data(x)[0]) if size < 0 else i64(big_data(x)[0])


def absolute_word(value: i64) -> u64:
    return wrapping_sub(u64(0), truncate_u64(value)) if value < 0 else u64(value)


def magnitude_of(x: int) -> int:
    """Something with the digits and the sign of x: x itself, or a raw bignum for a word."""
    if not is_word(x):
        return x
    value = word_of(x)
    if value == 0:
        return big_new(i64(0))
    result = big_new(i64(-1) if value < 0 else i64(1))
    digits = big_data(result)
    digits[0] = absolute_word(value)
    return result


def digit_count(magnitude: int) -> i64:
    size = big_size(magnitude)
    return -size if size < 0 else size


def is_negative(x: int) -> bool:
    if is_word(x):
        return word_of(x) < 0
    return big_size(x) < 0


def is_odd(x: int) -> bool:
    if is_word(x):
        return word_of(x) & 1 == 1
    return big_data(x)[0] & 1 == 1


def from_raw(raw: int, count: i64, negative: bool) -> int:
    """The int with the first `count` digits of a raw bignum, which may have leading zeros."""
    digits = big_data(raw)
    count = trimmed(digits, count)
    if count == 0:
        return 0
    if count == 1:
        digit = digits[0]
        if digit < SMALL_LIMIT or (negative and digit == SMALL_LIMIT):
            return int_from_small(-i64(digit) if negative else i64(digit))
    size = -count if negative else count
    if _block_size(count) == _block_size(digit_count(raw)):
        big_set_size(raw, size)
        return big_finish(raw)
    result = big_new(size)
    copy_memory(big_data(result), digits, count)
    return big_finish(result)


def _block_size(count: i64) -> i64:
    return rounded_size(count * 8 + BIGNUM_HEADER_SIZE)


def from_absolute(value: u64, negative: bool) -> int:
    if value < SMALL_LIMIT:
        return int_from_small(-i64(value) if negative else i64(value))
    raw = big_new(i64(1))
    digits = big_data(raw)
    digits[0] = value
    return from_raw(raw, i64(1), negative)
