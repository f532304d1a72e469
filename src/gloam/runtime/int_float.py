"""int to float, int / int and float to int: exact, or rounded correctly once."""

from typing import Final

from gloam.machine import (
    big_data,
    float_bits,
    float_from_i64,
    float_to_i64,
    i64,
    leading_zeros,
    u64,
    wrapping_shl,
)
from gloam.runtime.bignum import digits_bit_length
from gloam.runtime.magnitude import digit_count, is_negative, is_word, word_of
from gloam.runtime.rounding import (
    EXPONENT_BIAS,
    HIDDEN_BIT,
    INFINITY_BITS,
    MANTISSA_MASK,
    SIGN_BIT,
    rounded_float,
    zero,
)

EXACT_MAX: Final = i64(0x20_0000_0000_0000)  # 2**53: ints up to here are floats
QUOTIENT_BITS: Final = 66


def to_float(x: int) -> float:
    if is_word(x):
        return float_from_i64(word_of(x))
    result = big_to_float(x, i64(0), False)
    if _is_infinite(result):
        raise OverflowError("int too large to convert to float")
    return result


def big_to_float(x: int, exponent: i64, sticky: bool) -> float:
    """The bignum x * 2**exponent, and a little more if `sticky`; infinity beyond the range."""
    digits = big_data(x)
    count = digit_count(x)
    shift = leading_zeros(digits[count - 1])
    top = wrapping_shl(digits[count - 1], u64(shift))
    index = count - 2
    if index >= 0 and shift > 0:
        top = top | digits[index] >> u64(64 - shift)
        sticky = sticky or wrapping_shl(digits[index], u64(shift)) != 0
        index -= 1
    while index >= 0 and not sticky:
        sticky = digits[index] != 0
        index -= 1
    place = digits_bit_length(digits, count) - 64
    return rounded_float(is_negative(x), top, exponent + place, sticky)


def scaled_float(x: int, exponent: i64, sticky: bool) -> float:
    """Any int x * 2**exponent, and a little more if `sticky`, rounded; x is not 0."""
    if not is_word(x):
        return big_to_float(x, exponent, sticky)
    value = word_of(x)
    size = u64(-value if value < 0 else value)
    shift = leading_zeros(size)
    return rounded_float(value < 0, size << u64(shift), exponent - shift, sticky)


def _is_infinite(x: float) -> bool:
    return float_bits(x) & ~SIGN_BIT == INFINITY_BITS


def truediv(a: int, b: int) -> float:
    """a / b to the nearest float."""
    if is_word(b) and word_of(b) == 0:
        raise ZeroDivisionError("division by zero")
    result = quotient_float(a, b)
    if _is_infinite(result):
        raise OverflowError("integer division result too large for a float")
    return result


def quotient_float(a: int, b: int) -> float:
    """a / b to the nearest float, infinity beyond the range; b is not 0."""
    if is_word(a) and is_word(b) and _is_exact(word_of(a)) and _is_exact(word_of(b)):
        return float_from_i64(word_of(a)) / float_from_i64(word_of(b))
    negative = is_negative(a) != is_negative(b)
    shift = QUOTIENT_BITS - a.bit_length() + b.bit_length()
    if a == 0 or shift > 1200:
        return zero(negative)
    if shift >= 0:
        a = a << shift
    else:
        b = b << -shift
    # Truncated, so that what is lost is away from zero as rounded_float wants it.
    quotient = abs(a) // abs(b)
    sticky = quotient * abs(b) != abs(a)
    return scaled_float(-quotient if negative else quotient, i64(-shift), sticky)


def _is_exact(value: i64) -> bool:
    return -EXACT_MAX <= value <= EXACT_MAX


def from_float(x: float) -> int:
    """int(x): the fraction is dropped."""
    if -4.0e18 < x < 4.0e18:
        return int(float_to_i64(x))
    bits = float_bits(x)
    if bits & INFINITY_BITS == INFINITY_BITS:
        if bits & MANTISSA_MASK != 0:
            raise ValueError("cannot convert float NaN to integer")
        raise OverflowError("cannot convert float infinity to integer")
    mantissa = int(bits & MANTISSA_MASK | HIDDEN_BIT)
    exponent = int(bits >> 52 & 0x7FF) - int(EXPONENT_BIAS + 52)
    result = mantissa << exponent
    return -result if bits & SIGN_BIT != 0 else result
