"""float ** float, correctly rounded.

`float_power_fixed` answers nearly always. Where it cannot tell, an integer exponent that leaves
exact numbers of moderate size is computed exactly, and the rest is exp(b * ln(a)) in fixed point
with 208 bits of fraction, whose error is below 2**-120 of the result:
only a result that is a float or a midpoint between two could be rounded wrongly, and such a result
has at most 64 bits, so what is that near to 64 bits is taken to be exactly that.
"""
# ruff: noqa: PLR0124, PLR1714  # x != x is the test for NaN

from typing import Final

from gloam.machine import float_bits, float_sqrt, i64, trailing_zeros, u64
from gloam.runtime.float_power_fixed import fast_power
from gloam.runtime.float_repr import exponent_of, significand_of
from gloam.runtime.int_float import from_float, scaled_float
from gloam.runtime.rounding import INFINITY_BITS, SIGN_BIT, infinity, zero

FRACTION_BITS: Final = 208
EXACT_BITS_MAX: Final = 2000  # of the exact power
HALVINGS: Final = 8
INTEGRAL_MIN: Final = 9007199254740992.0  # 2**53: floats from here on are even integers
EXPONENT_HUGE: Final = 1e19  # any base but 1 overflows or vanishes
EXPONENT_RANGE: Final = 1100


def power(a: float, b: float) -> float:
    if b == 0.0 or a == 1.0:
        return 1.0
    if a != a or b != b:
        return a + b
    size = float_bits(a) & ~SIGN_BIT
    if float_bits(b) & ~SIGN_BIT == INFINITY_BITS:
        return _to_infinite_power(a, b > 0.0)
    negative = float_bits(a) & SIGN_BIT != 0 and _is_odd(b)
    if size == INFINITY_BITS:
        return infinity(negative) if b > 0.0 else zero(negative)
    if size == 0:
        if b < 0.0:
            raise ZeroDivisionError("0.0 cannot be raised to a negative power")
        return zero(negative)
    if a < 0.0 and not _is_integral(b):
        raise ValueError("a negative float to a fractional power is complex, which gloam has not")
    if b == 0.5:
        return float_sqrt(a)
    if b == 2.0:
        result = a * a
        if float_bits(result) == INFINITY_BITS:
            raise OverflowError(34, "Numerical result out of range")
        return result
    result = _positive_power(-a if a < 0.0 else a, b)
    if float_bits(result) == INFINITY_BITS:
        raise OverflowError(34, "Numerical result out of range")
    return -result if negative else result


def _to_infinite_power(a: float, grows: bool) -> float:
    if a == -1.0:
        return 1.0
    if (a > 1.0 or a < -1.0) == grows:
        return infinity(False)
    return 0.0


def _is_integral(b: float) -> bool:
    if not -INTEGRAL_MIN < b < INTEGRAL_MIN:
        return True
    return float(from_float(b)) == b


def _is_odd(b: float) -> bool:
    if not -INTEGRAL_MIN < b < INTEGRAL_MIN:
        return False
    whole = from_float(b)
    return float(whole) == b and whole & 1 == 1


def _positive_power(a: float, b: float) -> float:
    """For finite a > 0 and finite b; infinity beyond the range."""
    if a == 1.0:
        return 1.0
    if b == 2.0:
        return a * a
    if b == 1.0:
        return a
    if b == -1.0:
        return 1.0 / a
    if b > EXPONENT_HUGE or b < -EXPONENT_HUGE:
        return infinity(False) if (a > 1.0) == (b > 0.0) else 0.0
    result = fast_power(a, b)
    if result == result:
        return result
    return exact_power(a, b)


def exact_power(a: float, b: float) -> float:
    """As _positive_power, for what is near a midpoint or the ends of the range."""
    size = float_bits(a)
    mantissa = significand_of(size)
    zeros = trailing_zeros(mantissa)
    odd = int(mantissa >> u64(zeros))
    place = int(exponent_of(size) + zeros)
    if _is_integral(b):
        count = from_float(b)
        if abs(count) * odd.bit_length() <= EXACT_BITS_MAX:
            return _exact_power(odd, place, count)
    return _exponential(_logarithm(odd, place), b)


def _exact_power(odd: int, place: int, count: int) -> float:
    """(odd * 2**place) ** count."""
    if count > 0:
        power: int = odd**count
        return _scaled(power, place * count, False)
    divisor: int = odd**-count
    shift = divisor.bit_length() + 66
    quotient = (1 << shift) // divisor
    return _scaled(quotient, place * count - shift, divisor != 1)


def _scaled(x: int, exponent: int, sticky: bool) -> float:
    """x * 2**exponent for an exponent that may be far outside the range of floats."""
    leading = x.bit_length() + exponent
    if leading > EXPONENT_RANGE:
        return infinity(False)
    if leading < -EXPONENT_RANGE:
        return 0.0
    return scaled_float(x, i64(exponent), sticky)


def _logarithm(odd: int, place: int) -> int:
    """ln(odd * 2**place) in fixed point.

    With m = odd scaled to 0.75 <= m < 1.5 and z = (m - 1) / (m + 1), ln(m) is 2 * atanh(z).
    """
    bits = odd.bit_length()
    if odd * 4 >= 3 << bits:
        scale = bits
    else:
        scale = bits - 1
    one = 1 << scale
    z = ((odd - one) << FRACTION_BITS) // (odd + one)
    square = z * z >> FRACTION_BITS
    term = z
    total = z
    divisor = 3
    while term != 0 and term != -1:
        term = term * square >> FRACTION_BITS
        total += term // divisor
        divisor += 2
    return total * 2 + (place + scale) * _ln2()


def _ln2() -> int:
    """ln(2) in fixed point."""
    high = int(u64(0xB17217F7D1CF79AB)) << 64 | int(u64(0xC9E3B39803F2F6AF))
    low = int(u64(0x40F343267298B62D)) << 64 | int(u64(0x8A0D175B8BAAFA2B))
    return (high << 128 | low) >> 256 - FRACTION_BITS


def _exponential(logarithm: int, b: float) -> float:
    """exp(logarithm * b)."""
    size = float_bits(b) & ~SIGN_BIT
    product = logarithm * int(significand_of(size))
    if b < 0.0:
        product = -product
    shift = int(exponent_of(size))
    product = product << shift if shift > 0 else product >> -shift
    ln2 = _ln2()
    whole = (product + (ln2 >> 1)) // ln2
    if whole > EXPONENT_RANGE:
        return infinity(False)
    if whole < -EXPONENT_RANGE:
        return 0.0
    return _rounded(_small_exponential(product - whole * ln2), whole - FRACTION_BITS)


def _small_exponential(x: int) -> int:
    """exp(x) for -0.35 < x < 0.35, all in fixed point: Taylor at x / 256, then squared 8 times."""
    x = x >> HALVINGS
    one = 1 << FRACTION_BITS
    total = one
    term = one
    divisor = 1
    while term != 0 and term != -1:
        term = (term * x >> FRACTION_BITS) // divisor
        total += term
        divisor += 1
    halvings = HALVINGS
    while halvings > 0:
        total = total * total >> FRACTION_BITS
        halvings -= 1
    return total


def _rounded(x: int, exponent: int) -> float:
    drop = x.bit_length() - 64
    top = (x + (1 << drop - 1)) >> drop
    error = abs(x - (top << drop))
    if error < 1 << drop - 40:
        return _scaled(top, exponent + drop, False)
    return _scaled(x, exponent, True)
