"""Between exact ints and machine words, for values that the inline fast paths do not cover."""

from typing import Final

from gloam.machine import (
    big_data,
    big_finish,
    big_new,
    big_size,
    i64,
    int_is_bool,
    int_is_small,
    int_small,
    truncate_i64,
    truncate_u64,
    u64,
    wrapping_sub,
)

_I64_MAX: Final = i64(0x7FFF_FFFF_FFFF_FFFF)
_I64_MIN: Final = i64(-0x8000_0000_0000_0000)
_SIGN_BIT: Final = u64(0x8000_0000_0000_0000)


def to_i64(x: int) -> i64:
    """Raises OverflowError if `x` does not fit."""
    if int_is_small(x):
        return int_small(x)
    if int_is_bool(x):
        return i64(1) if x is True else i64(0)
    size = big_size(x)
    digit = big_data(x)[0]
    if size == 1 and digit < _SIGN_BIT:
        return truncate_i64(digit)
    if size == -1 and digit <= _SIGN_BIT:
        return truncate_i64(wrapping_sub(u64(0), digit))
    raise OverflowError("Python int too large to convert to C ssize_t")


def to_u64(x: int) -> u64:
    """Raises OverflowError if `x` is negative or does not fit."""
    if int_is_small(x):
        small = int_small(x)
        if small < 0:
            raise OverflowError("can't convert negative int to unsigned")
        return truncate_u64(small)
    if int_is_bool(x):
        return u64(1) if x is True else u64(0)
    if big_size(x) == 1:
        return big_data(x)[0]
    if big_size(x) < 0:
        raise OverflowError("can't convert negative int to unsigned")
    raise OverflowError("int too big to convert")


def clamp_i64(x: int) -> i64:
    """The nearest i64: what a slice bound means."""
    if int_is_small(x):
        return int_small(x)
    if int_is_bool(x):
        return i64(1) if x is True else i64(0)
    size = big_size(x)
    digit = big_data(x)[0]
    if size == 1 and digit < _SIGN_BIT:
        return truncate_i64(digit)
    if size == -1 and digit < _SIGN_BIT:
        return truncate_i64(wrapping_sub(u64(0), digit))
    return _I64_MIN if size < 0 else _I64_MAX


def from_i64(value: i64) -> int:
    """A bignum of one digit; small values never come here."""
    made = big_new(i64(-1) if value < 0 else i64(1))
    magnitude = truncate_u64(value)
    if value < 0:
        magnitude = wrapping_sub(u64(0), magnitude)
    big_data(made).init(i64(0), magnitude)
    return big_finish(made)


def from_u64(value: u64) -> int:
    """A bignum of one digit; small values never come here."""
    made = big_new(i64(1))
    big_data(made).init(i64(0), value)
    return big_finish(made)
