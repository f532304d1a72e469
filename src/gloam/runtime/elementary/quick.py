"""First answers of exp, log, sin and cos: the nearest float where that is certain, else NaN.

The large terms of a series are kept in two floats and the rest in one, which leaves an error of a
known part of the result. If adding and taking away that error rounds to the same float, it is the
nearest one; about one argument in twenty goes on to the 106-bit computation.
"""

from typing import Final

from gloam.machine import float_bits, float_from_i64, float_to_i64, i64
from gloam.runtime.elementary.wide import exponent, power_of_two, product_error, sum_error
from gloam.runtime.rounding import nan

LN2_A: Final = 0.6931471805592082  # 40 bits: times an exponent it is exact
LN2_B: Final = 7.371002565161996e-13
INVERSE_LN2: Final = 1.4426950408889634
TWO_OVER_PI: Final = 0.6366197723675814
HALF_PI_A: Final = 1.5707963109016418  # 26 bits each
HALF_PI_B: Final = 1.5893254712295857e-08
HALF_PI_C: Final = 6.123233995736766e-17  # what is left, to 53 bits
SIXTH_HIGH: Final = 0.16666666666666666
SIXTH_LOW: Final = 9.25185853854297e-18
ANGLE_MAX: Final = 1e8
REDUCED_MIN: Final = 1e-6  # a smaller rest of an angle has lost too many bits
SINE_ERROR: Final = 1.7e-18  # 2**-59
COSINE_ERROR: Final = 6.9e-18  # 2**-57
EXP_ERROR: Final = 6.9e-18
LOG_ERROR: Final = 6.9e-18


def sure(high: float, low: float, part: float) -> float:
    """high + low rounded, if an error of `part` of it does not matter."""
    result = high + low
    rest = low - (result - high)
    slack = result * part
    if result + (rest + slack) == result + (rest - slack):
        return result
    return nan()


def sin(x: float) -> float:
    return _turned(x, i64(0))


def cos(x: float) -> float:
    return _turned(x, i64(1))


def _turned(x: float, quarter: i64) -> float:
    if not -ANGLE_MAX < x < ANGLE_MAX:
        return nan()
    turns = x * TWO_OVER_PI
    n = float_to_i64(turns + (0.5 if turns > 0.0 else -0.5))
    high = x
    low = 0.0
    if n != 0:
        count = float_from_i64(n)
        first = x - count * HALF_PI_A
        second = -count * HALF_PI_B
        total = first + second
        rest = sum_error(first, second, total) - count * HALF_PI_C
        high = total + rest
        low = rest - (high - total)
    if -REDUCED_MIN < high < REDUCED_MIN:
        return nan()
    n = n + quarter
    result = _sine(high, low) if n & 1 == 0 else _cosine(high, low)
    return -result if n & 2 != 0 else result


def _sine(r: float, low: float) -> float:
    z = r * r
    z_low = product_error(r, r, z) + 2.0 * r * low
    cube = r * z
    cube_low = product_error(r, z, cube) + (r * z_low + low * z)
    third = cube * SIXTH_HIGH
    third_low = product_error(cube, SIXTH_HIGH, third) + (cube * SIXTH_LOW + cube_low * SIXTH_HIGH)
    p = 7.647163731819816e-13 - z * (2.8114572543455206e-15 - z * 8.22063524662433e-18)
    p = 2.505210838544172e-08 - z * (1.6059043836821613e-10 - z * p)
    p = 0.008333333333333333 - z * (0.0001984126984126984 - z * (2.7557319223985893e-06 - z * p))
    high = r - third
    rest = (r - high) - third
    return sure(high, rest + (cube * z * p + (low - third_low)), SINE_ERROR)


def _cosine(r: float, low: float) -> float:
    z = r * r
    z_low = product_error(r, r, z) + 2.0 * r * low
    p = 4.779477332387385e-14 - z * (1.5619206968586225e-16 - z * 4.110317623312165e-19)
    p = 2.755731922398589e-07 - z * (2.08767569878681e-09 - z * (1.1470745597729725e-11 - z * p))
    p = 0.041666666666666664 - z * (0.001388888888888889 - z * (2.48015873015873e-05 - z * p))
    half = 0.5 * z
    high = 1.0 - half
    rest = (1.0 - high) - half
    return sure(high, rest + (z * z * p - z_low * (0.5 - z * 0.08333333333333333)), COSINE_ERROR)


def exp(x: float) -> float:
    if not -700.0 < x < 709.0:
        return nan()
    turns = x * INVERSE_LN2
    k = float_to_i64(turns + (0.5 if turns > 0.0 else -0.5))
    count = float_from_i64(k)
    first = x - count * LN2_A
    second = -count * LN2_B
    r = first + second
    low = sum_error(first, second, r)
    z = r * r
    z_low = product_error(r, r, z) + 2.0 * r * low
    p = 2.755731922398589e-07 + r * (
        2.505210838544172e-08 + r * (2.08767569878681e-09 + r * 1.6059043836821613e-10)
    )
    p = 0.0001984126984126984 + r * (2.48015873015873e-05 + r * (2.7557319223985893e-06 + r * p))
    p = 0.008333333333333333 + r * (0.001388888888888889 + r * p)
    p = 0.16666666666666666 + r * (0.041666666666666664 + r * p)
    half = 0.5 * z
    part = 1.0 + r
    part_low = sum_error(1.0, r, part)
    high = part + half
    rest = sum_error(part, half, high) + part_low
    result = sure(high, rest + (z * r * p + (low + 0.5 * z_low)), EXP_ERROR)
    return result * power_of_two(k)


def log(x: float) -> float:
    """Of a finite x > 0."""
    if float_bits(x) >> 52 == 0:
        return nan()
    k = exponent(x)
    if k > 1000:
        return nan()
    m = x * power_of_two(-k)
    if m > 1.4142135623730951:
        m = m * 0.5
        k += 1
    f = m - 1.0
    d = m + 1.0
    d_low = sum_error(m, 1.0, d)
    s = f / d
    product = s * d
    s_low = ((f - product) - product_error(s, d, product) - s * d_low) / d
    q = s * s
    r = 0.05263157894736842 + q * (0.047619047619047616 + q * 0.043478260869565216)
    p = 0.09090909090909091 + q * (
        0.07692307692307693 + q * (0.06666666666666667 + q * (0.058823529411764705 + q * r))
    )
    p = 0.14285714285714285 + q * (0.1111111111111111 + q * p)
    p = 0.3333333333333333 + q * (0.2 + q * p)
    tail = 2.0 * (s_low + s * q * p)
    if k == 0:
        return sure(2.0 * s, tail, LOG_ERROR)
    count = float_from_i64(k)
    first = count * LN2_A
    high = first + 2.0 * s
    rest = sum_error(first, 2.0 * s, high)
    return sure(high, rest + (count * LN2_B + tail), LOG_ERROR)
