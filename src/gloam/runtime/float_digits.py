"""The exact decimal digits of a float, rounded to a place: what %f, %e and round() need."""

from typing import Final

from gloam.machine import (
    float_bits,
    i64,
    leading_zeros,
    mul_high,
    u64,
    wrapping_mul,
    wrapping_shl,
)
from gloam.runtime.float_repr import exponent_of, significand_of
from gloam.runtime.int_float import quotient_float, scaled_float
from gloam.runtime.rounding import SIGN_BIT, zero

WORD_PLACES_MAX: Final = 19  # 10**19 fits 64 bits


def digits_at_places(x: float, places: int) -> int:
    """abs(x) * 10**places to the nearest int, ties to even; x is finite."""
    size = float_bits(x) & ~SIGN_BIT
    shift = -exponent_of(size)
    if 0 <= places <= WORD_PLACES_MAX and 1 <= shift <= 64:
        scale = _power_of_10(places)
        c = significand_of(size)
        if mul_high(c, scale) < u64(1) << u64(shift - 1):
            return int(_rounded_product(c, scale, shift))
    return _digits_in_ints(int(significand_of(size)), int(exponent_of(size)), places)


def _power_of_10(exponent: int) -> u64:
    result = u64(1)
    while exponent > 0:
        result = result * 10
        exponent -= 1
    return result


def _rounded_product(a: u64, b: u64, shift: i64) -> u64:
    """a * b / 2**shift to the nearest, ties to even, for 1 <= shift <= 64."""
    high = mul_high(a, b)
    low = wrapping_mul(a, b)
    floor = high if shift == 64 else wrapping_shl(high, u64(64 - shift)) | low >> u64(shift)
    half = u64(1) << u64(shift - 1)
    if low & half == 0:
        return floor
    if low & half - 1 == 0 and floor & 1 == 0:
        return floor
    return floor + 1


def _digits_in_ints(c: int, exponent: int, places: int) -> int:
    if places >= 0:
        power: int = 10**places
        c = c * power
    if exponent >= 0:
        c = c << exponent
    divisor = 1
    if places < 0:
        divisor = 10**-places
    if exponent < 0:
        divisor = divisor << -exponent
    if divisor == 1:
        return c
    floor = c // divisor
    doubled_rest = (c - floor * divisor) * 2
    if doubled_rest > divisor or (doubled_rest == divisor and floor & 1 == 1):
        return floor + 1
    return floor


def round_to_places(x: float, places: int) -> float:
    """The float nearest to the decimal that x rounds to; infinity beyond the range."""
    digits = digits_at_places(x, places)
    negative = float_bits(x) & SIGN_BIT != 0
    if digits == 0:
        return zero(negative)
    if negative:
        digits = -digits
    power: int = 10**places if places >= 0 else 10**-places
    if places >= 0:
        return quotient_float(digits, power)
    return scaled_float(digits * power, i64(0), False)


def exponent_for(x: float, count: int) -> int:
    """The e for which abs(x), rounded to `count` digits, is d.ddd * 10**e; x is finite and not 0.

    digits_at_places(x, count - 1 - e) are these digits.
    """
    size = float_bits(x) & ~SIGN_BIT
    # log10 of the power of two below; 1262611 / 2**22 is log10(2).
    bits = exponent_of(size) + 63 - leading_zeros(significand_of(size))
    exponent = int(bits * 1262611 >> 22)
    limit: int = 10**count
    while digits_at_places(x, count - 1 - exponent) >= limit:
        exponent += 1
    return exponent
