"""The shortest decimal that reads back as the same float, as CPython's repr gives it.

A float is c * 2**q. Every decimal strictly between the midpoints to its neighbours reads back as
it; the midpoints do too when c is even. With 10**k just below the width of that interval there is
a multiple of 10**k in it, and often one of 10**(k+1): take the latter if there is just one, else
the multiple of 10**k nearest to the float (Raffaello Giulietti, "The Schubfach way to render
doubles").
All comparisons are exact: in 128 bits where that is enough, in ints elsewhere.
"""
# ruff: noqa: PLR0917  # a scaled comparison has many terms

from typing import Final

from gloam.machine import (
    Ptr,
    float_bits,
    i64,
    mul_high,
    str_data,
    str_finish,
    str_new,
    truncate_u8,
    u8,
    u64,
    wrapping_mul,
    wrapping_shl,
)
from gloam.runtime.int_text import decimal_length, write_decimal
from gloam.runtime.rounding import HIDDEN_BIT, INFINITY_BITS, MANTISSA_MASK, SIGN_BIT

MIN_EXPONENT: Final = i64(-1074)  # q of the subnormals
POWER_MAX: Final = i64(27)  # 5**27 fits 64 bits
FIXED_POINT_MIN: Final = i64(-3)  # 0.0001 is written out, 0.00001 with an exponent
FIXED_POINT_MAX: Final = i64(16)

ZERO: Final = u8(0x30)
POINT: Final = u8(0x2E)
MINUS: Final = u8(0x2D)
PLUS: Final = u8(0x2B)
LETTER_E: Final = u8(0x65)


def repr(x: float) -> str:
    bits = float_bits(x)
    size = bits & ~SIGN_BIT
    negative = bits & SIGN_BIT != 0
    if size >= INFINITY_BITS:
        if size > INFINITY_BITS:
            return "nan"
        return "-inf" if negative else "inf"
    if size == 0:
        return "-0.0" if negative else "0.0"
    place = shortest_place(size)
    digits = shortest_digits(size, place)
    while digits % 10 == 0:
        digits = digits // 10
        place += 1
    return _emit(digits, place, negative)


def exponent_of(size: u64) -> i64:
    """The q of a finite float without sign, given by its bits."""
    biased = i64(size >> 52)
    return MIN_EXPONENT if biased == 0 else biased + (MIN_EXPONENT - 1)


def significand_of(size: u64) -> u64:
    """The c of a finite float without sign, given by its bits."""
    fraction = size & MANTISSA_MASK
    return fraction if size < HIDDEN_BIT else fraction | HIDDEN_BIT


def _is_irregular(size: u64) -> bool:
    """A power of two: the neighbour below is only half as far as the one above."""
    return size & MANTISSA_MASK == 0 and size >= HIDDEN_BIT * 2


def shortest_place(size: u64) -> i64:
    """The k above: log10 of the interval, rounded down; 1262611 / 2**22 is log10(2)."""
    q = exponent_of(size)
    if _is_irregular(size):
        return (q * 1262611 - 524031) >> 22
    return q * 1262611 >> 22


def shortest_digits(size: u64, place: i64) -> u64:
    """The d with d * 10**place as described above; it may end in zeros."""
    power = -place
    shift = place + 2 - exponent_of(size)
    if 0 <= power <= POWER_MAX and 1 <= shift <= 64:
        return _digits_in_128_bits(size, _power_of_5(power), shift)
    return _digits_in_ints(size, int(place), int(exponent_of(size)))


def _power_of_5(exponent: i64) -> u64:
    result = u64(1)
    while exponent > 0:
        result = result * 5
        exponent -= 1
    return result


def _digits_in_128_bits(size: u64, scale: u64, shift: i64) -> u64:
    """The scaled float is 4 * c * scale / 2**shift.

    A midpoint is scaled by an odd number of half steps, so no multiple of 10**k that is tried here
    lies on one, and whether c is even does not matter.
    """
    c = significand_of(size)
    middle = c << 2
    low = middle - (u64(1) if _is_irregular(size) else u64(2))
    high = middle + 2
    floor = _shifted_product(middle, scale, shift)
    if floor >= 10:
        tens = floor // 10 * 10
        above_low = _compare(low, scale, tens, shift) < 0
        below_high = _compare(high, scale, tens + 10, shift) > 0
        if above_low != below_high:
            return tens if above_low else tens + 10
    above_low = _compare(low, scale, floor, shift) < 0
    below_high = _compare(high, scale, floor + 1, shift) > 0
    if above_low != below_high:
        return floor if above_low else floor + 1
    order = _compare(middle << 1, scale, floor * 2 + 1, shift)
    up = order > 0 or (order == 0 and floor & 1 == 1)
    return floor + 1 if up else floor


def _shifted_product(a: u64, b: u64, shift: i64) -> u64:
    """a * b >> shift, for 1 <= shift <= 64."""
    high = mul_high(a, b)
    if shift == 64:
        return high
    return wrapping_shl(high, u64(64 - shift)) | wrapping_mul(a, b) >> u64(shift)


def _compare(a: u64, b: u64, x: u64, shift: i64) -> i64:
    """-1, 0 or 1: a * b against x << shift."""
    high = mul_high(a, b)
    low = wrapping_mul(a, b)
    x_high = x if shift == 64 else x >> u64(64 - shift)
    x_low = u64(0) if shift == 64 else wrapping_shl(x, u64(shift))
    if high != x_high:
        return i64(-1) if high < x_high else i64(1)
    if low != x_low:
        return i64(-1) if low < x_low else i64(1)
    return i64(0)


def _digits_in_ints(size: u64, place: int, q: int) -> u64:
    """As _digits_in_128_bits; the scaled float is 4 * c * left / right."""
    c = significand_of(size)
    left: int = 5**-place if place <= 0 else 1
    right: int = 1 if place <= 0 else 5**place
    shift = q - place - 2
    if shift >= 0:
        left = left << shift
    else:
        right = right << -shift
    odd = c & 1 == 1
    middle = int(c << 2) * left
    low = middle - (left if _is_irregular(size) else left * 2)
    high = middle + left * 2
    floor = middle // right
    if floor >= 10:
        tens = floor // 10 * 10
        bound = tens * right
        above_low = low < bound if odd else low <= bound
        bound = bound + right * 10
        below_high = high > bound if odd else high >= bound
        if above_low != below_high:
            return u64(tens if above_low else tens + 10)
    bound = floor * right
    above_low = low < bound if odd else low <= bound
    above_bound = bound + right
    below_high = high > above_bound if odd else high >= above_bound
    if above_low != below_high:
        return u64(floor if above_low else floor + 1)
    doubled = middle * 2
    half = bound + above_bound
    up = doubled > half or (doubled == half and floor & 1 == 1)
    return u64(floor + 1 if up else floor)


def _emit(digits: u64, place: i64, negative: bool) -> str:
    """repr's choice between digits with a point and an exponent."""
    count = decimal_length(digits)
    point = count + place  # digits before the decimal point
    sign = i64(1) if negative else i64(0)
    if FIXED_POINT_MIN <= point <= FIXED_POINT_MAX:
        before = point if point > 0 else i64(1)
        after = count - point
        if after < 1:
            after = i64(1)
        fixed = str_new(sign + before + 1 + after, i64(1))
        _write_fixed(str_data(fixed), digits, place, before, after, negative)
        return str_finish(fixed)
    return _emit_exponent(digits, count, point - 1, negative)


def _write_fixed(
    target: Ptr[u8], digits: u64, place: i64, before: i64, after: i64, negative: bool
) -> None:
    at = i64(0)
    if negative:
        target[0] = MINUS
        at = i64(1)
    if place >= 0:  # no fraction
        count = before - place
        write_decimal(target + at, count, digits)
        write_decimal(target + (at + count), place, u64(0))
        fraction = u64(0)
    else:
        unit = _power_of_10(after)
        write_decimal(target + at, before, digits // unit)
        fraction = digits % unit
    target[at + before] = POINT
    write_decimal(target + (at + before + 1), after, fraction)


def _power_of_10(exponent: i64) -> u64:
    """10**19 is the largest; more is as good as infinity for 17 digits."""
    result = u64(1)
    while exponent > 0 and result < 10_000_000_000_000_000_000:
        result = result * 10
        exponent -= 1
    return result


def _emit_exponent(digits: u64, count: i64, exponent: i64, negative: bool) -> str:
    """d.ddde+XX, at least two digits of exponent."""
    size = -exponent if exponent < 0 else exponent
    exponent_count = decimal_length(u64(size))
    if exponent_count < 2:
        exponent_count = i64(2)
    sign = i64(1) if negative else i64(0)
    mantissa = count + 1 if count > 1 else i64(1)
    result = str_new(sign + mantissa + 2 + exponent_count, i64(1))
    target = str_data(result)
    target[0] = MINUS
    at = target + sign
    if count > 1:
        write_decimal(at + 1, count, digits)
        at[0] = at[1]
        at[1] = POINT
    else:
        at[0] = truncate_u8(digits) + ZERO
    at[mantissa] = LETTER_E
    at[mantissa + 1] = MINUS if exponent < 0 else PLUS
    write_decimal(at + (mantissa + 2), exponent_count, u64(size))
    return str_finish(result)
