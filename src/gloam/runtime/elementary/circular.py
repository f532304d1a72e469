"""sin, cos, tan and their inverses of finite floats: what `math` needs, before its errors.

An angle is reduced to [-pi/4, pi/4] with pi to 131 bits, or to 1216 where it is large; sine and
cosine are Taylor series there. An inverse is one Newton step on a first guess of 20 bits.
"""

# ruff: noqa: PLR0124  # x != x is the test for NaN

from typing import Final

from gloam.machine import float_bits, float_from_i64, float_to_i64, i64
from gloam.runtime.elementary import quick
from gloam.runtime.elementary.wide import Wide, as_int, power_of_two, sum_error
from gloam.runtime.float_repr import exponent_of, significand_of
from gloam.runtime.rounding import SIGN_BIT

QUARTER: Final = 0.7853981633974483
TWO_OVER_PI: Final = 0.6366197723675814
HALF_PI_A: Final = 1.5707963109016418  # 26 bits each: times a number of turns they are exact
HALF_PI_B: Final = 1.5893254712295857e-08
HALF_PI_C: Final = 6.123233932053594e-17
HALF_PI_D: Final = 6.36831716351095e-25
HALF_PI_HIGH: Final = 1.5707963267948966
HALF_PI_LOW: Final = 6.123233995736766e-17
PI_HIGH: Final = 3.141592653589793
PI_LOW: Final = 1.2246467991473532e-16
TURNS_EASY_MAX: Final = 1e8  # angles with fewer than 2**26 quarter turns
INVERSE_BITS: Final = 1216
FRACTION_BITS: Final = 240  # of a reduced large angle: 130 where 110 of them cancel
INVERSE_HALF_PI: Final = 0xA2F9836E4E441529FC2757D1F534DDC0DB6295993C439041FE5163ABDEBBC561B7246E3A424DD2E006492EEA09D1921CFE1DEB1CB129A73EE88235F52EBB4484E99C7026B45F7E413991D639835339F49C845F8BBDF9283B1FF897FFDE05980FEF2F118B5A0A6D1F6D367ECF27CB09B74F463F669E5FEA2D7527BAC7EBE5F17B3D0739F78A5292EA6BFB5FB11F8D5D0856033046FC7B6BAB  # noqa: E501
"""2 / pi times 2**1216."""
TINY: Final = 1e-150


def reduce(w: Wide, x: float) -> i64:
    """Make w x less the nearest multiple of pi/2, and return that multiple modulo 4."""
    if -QUARTER <= x <= QUARTER:
        w.set(x, 0.0)
        return i64(0)
    if not -TURNS_EASY_MAX < x < TURNS_EASY_MAX:
        return _reduce_large(w, x)
    turns = x * TWO_OVER_PI
    n = float_to_i64(turns + (0.5 if turns > 0.0 else -0.5))
    count = float_from_i64(n)
    w.set(x - count * HALF_PI_A, 0.0)
    w.add_float(-count * HALF_PI_B)
    w.add_float(-count * HALF_PI_C)
    w.add_float(-count * HALF_PI_D)
    return n & 3


def _reduce_large(w: Wide, x: float) -> i64:
    """x is m * 2**e: only the bits of m * (2 / pi) * 2**e around the point matter."""
    size = float_bits(x) & ~SIGN_BIT
    place = INVERSE_BITS - int(exponent_of(size))
    product = int(significand_of(size)) * INVERSE_HALF_PI >> place - FRACTION_BITS
    fraction = product & ((1 << FRACTION_BITS) - 1)
    whole = product >> FRACTION_BITS & 3
    if fraction >> FRACTION_BITS - 1 == 1:
        whole += 1
        fraction -= 1 << FRACTION_BITS
    high = fraction / (1 << FRACTION_BITS)
    w.set(high, 0.0)
    if abs(fraction).bit_length() > 53:
        rest = fraction - as_int(high, i64(-FRACTION_BITS))
        w.add_float(rest / (1 << FRACTION_BITS))
    w.multiply(HALF_PI_HIGH, HALF_PI_LOW)
    if x < 0.0:
        w.negate()
        whole = -whole
    return i64(whole & 3)


def _sine(w: Wide) -> None:
    """Make w, in [-pi/4, pi/4], its sine."""
    r = w.high
    low = w.low
    w.multiply(r, low)
    z = w.high
    z_low = w.low
    p = 6.446950284384474e-26 - z * (9.183689863795546e-29 - z * 1.1309962886447716e-31)
    p = 1.9572941063391263e-20 - z * (3.868170170630684e-23 - z * p)
    p = 8.22063524662433e-18 - z * p
    w.set(2.8114572543455206e-15, 1.6508842730861433e-31)
    w.add_float(-z * p)
    w.multiply(-z, -z_low)
    w.add(7.647163731819816e-13, 7.03872877733453e-30)
    w.multiply(-z, -z_low)
    w.add(1.6059043836821613e-10, 1.2585294588752098e-26)
    w.multiply(-z, -z_low)
    w.add(2.505210838544172e-08, -1.448814070935912e-24)
    w.multiply(-z, -z_low)
    w.add(2.7557319223985893e-06, -1.858393274046472e-22)
    w.multiply(-z, -z_low)
    w.add(0.0001984126984126984, 1.7209558293420705e-22)
    w.multiply(-z, -z_low)
    w.add(0.008333333333333333, 1.1564823173178714e-19)
    w.multiply(-z, -z_low)
    w.add(0.16666666666666666, 9.25185853854297e-18)
    w.multiply(-z, -z_low)
    w.multiply(r, low)
    w.add(r, low)


def _cosine(w: Wide) -> None:
    """Make w, in [-pi/4, pi/4], its cosine."""
    w.multiply(w.high, w.low)
    z = w.high
    z_low = w.low
    p = 1.6117375710961184e-24 - z * (2.4795962632247976e-27 - z * 3.279889237069838e-30)
    p = 4.110317623312165e-19 - z * (8.896791392450574e-22 - z * p)
    w.set(1.5619206968586225e-16, 1.1910679660273754e-32)
    w.add_float(-z * p)
    w.multiply(-z, -z_low)
    w.add(4.779477332387385e-14, 4.399205485834081e-31)
    w.multiply(-z, -z_low)
    w.add(1.1470745597729725e-11, 2.0655512752830745e-28)
    w.multiply(-z, -z_low)
    w.add(2.08767569878681e-09, -1.20734505911326e-25)
    w.multiply(-z, -z_low)
    w.add(2.755731922398589e-07, 2.3767714622250297e-23)
    w.multiply(-z, -z_low)
    w.add(2.48015873015873e-05, 2.1511947866775882e-23)
    w.multiply(-z, -z_low)
    w.add(0.001388888888888889, -5.300543954373577e-20)
    w.multiply(-z, -z_low)
    w.add(0.041666666666666664, 2.3129646346357427e-18)
    w.multiply(-z, -z_low)
    w.add_float(0.5)
    w.multiply(-z, -z_low)
    w.add_float(1.0)


def _turned(x: float, quarter: i64) -> Wide:
    """sin(x + quarter * pi/2)."""
    w = Wide(0.0, 0.0)
    n = reduce(w, x) + quarter
    if n & 1 == 0:
        _sine(w)
    else:
        _cosine(w)
    if n & 2 != 0:
        w.negate()
    return w


def sin(x: float) -> float:
    result = quick.sin(x)
    if result == result:
        return result
    if -TINY < x < TINY:
        return x
    return _turned(x, i64(0)).high


def cos(x: float) -> float:
    result = quick.cos(x)
    if result == result:
        return result
    return _turned(x, i64(1)).high


def tan(x: float) -> float:
    if -TINY < x < TINY:
        return x
    w = Wide(0.0, 0.0)
    n = reduce(w, x)
    c = Wide(w.high, w.low)
    _sine(w)
    _cosine(c)
    if n & 1 == 0:
        w.divide_by(c.high, c.low)
        return w.high
    c.divide_by(w.high, w.low)
    return -c.high


# ---------------------------------------------------------------- inverses


def angle(y: Wide, x: Wide) -> Wide:
    """atan2(y, x) of y >= 0 and x >= 0, not both 0 and of sizes that may be multiplied."""
    is_steep = y.high > x.high
    guess = _first_guess(x.high / y.high if is_steep else y.high / x.high)
    if is_steep:
        guess = HALF_PI_HIGH - guess
    s = Wide(0.0, 0.0)
    n = reduce(s, guess)
    c = Wide(s.high, s.low)
    if n == 0:
        _sine(s)
        _cosine(c)
    else:
        _cosine(s)
        _sine(c)
        c.negate()
    # tan of what the guess lacks: (y * c - x * s) / (x * c + y * s)
    numerator = Wide(y.high, y.low)
    numerator.multiply(c.high, c.low)
    part = Wide(x.high, x.low)
    part.multiply(-s.high, -s.low)
    numerator.add(part.high, part.low)
    c.multiply(x.high, x.low)
    s.multiply(y.high, y.low)
    c.add(s.high, s.low)
    numerator.divide_by(c.high, c.low)
    t = numerator.high
    numerator.add_float(-t * t * t * (0.3333333333333333 - t * t * 0.2))
    numerator.add_float(guess)
    return numerator


def _first_guess(q: float) -> float:
    """atan(q) of q in [0, 1], to 20 bits: a quarter turn is cut off first where q is large."""
    if q > 0.4142135623730951:
        return QUARTER - _series((1.0 - q) / (1.0 + q))
    return _series(q)


def _series(q: float) -> float:
    z = q * q
    p = 0.1111111111111111 - z * (0.09090909090909091 - z * (0.07692307692307693 - z * 0.05))
    return q - q * z * (0.3333333333333333 - z * (0.2 - z * (0.14285714285714285 - z * p)))


def atan(x: float) -> float:
    if -TINY < x < TINY:
        return x
    size = -x if x < 0.0 else x
    if size > 1e30:
        return -HALF_PI_HIGH if x < 0.0 else HALF_PI_HIGH
    w = angle(Wide(size, 0.0), Wide(1.0, 0.0))
    return -w.high if x < 0.0 else w.high


def _other_side(x: float) -> Wide:
    """sqrt(1 - x * x) of x in [0, 1)."""
    less = 1.0 - x
    more = 1.0 + x
    w = Wide(less, sum_error(1.0, -x, less))
    w.multiply(more, sum_error(1.0, x, more))
    w.take_root()
    return w


def asin(x: float) -> float:
    """Of x in [-1, 1]."""
    if -TINY < x < TINY:
        return x
    size = -x if x < 0.0 else x
    if size == 1.0:
        return -HALF_PI_HIGH if x < 0.0 else HALF_PI_HIGH
    w = angle(Wide(size, 0.0), _other_side(size))
    return -w.high if x < 0.0 else w.high


def acos(x: float) -> float:
    """Of x in [-1, 1]."""
    if x == 1.0:
        return 0.0
    if x == -1.0:
        return PI_HIGH
    size = -x if x < 0.0 else x
    w = angle(_other_side(size), Wide(size, 0.0))
    if x < 0.0:
        w.negate()
        w.add(PI_HIGH, PI_LOW)
    return w.high


def atan2(y: float, x: float) -> float:
    """Of finite y and x that are not 0."""
    y_size = -y if y < 0.0 else y
    x_size = -x if x < 0.0 else x
    y_exponent = exponent_of(float_bits(y_size)) + 52
    x_exponent = exponent_of(float_bits(x_size)) + 52
    if y_exponent - x_exponent > 120:
        return -HALF_PI_HIGH if y < 0.0 else HALF_PI_HIGH
    if x_exponent - y_exponent > 120 and x < 0.0:
        return -PI_HIGH if y < 0.0 else PI_HIGH
    if x_exponent - y_exponent > 120:
        quotient = y_size / x_size
        return -quotient if y < 0.0 else quotient
    scale = 1.0
    if y_exponent > 200 or x_exponent > 200:
        scale = power_of_two(i64(-600))
    elif y_exponent < -300 or x_exponent < -300:
        scale = power_of_two(i64(600))
    y_size = y_size * scale
    x_size = x_size * scale
    w = angle(Wide(y_size, 0.0), Wide(x_size, 0.0))
    if x < 0.0:
        w.negate()
        w.add(PI_HIGH, PI_LOW)
    return -w.high if y < 0.0 else w.high
