"""exp, log and the hyperbolic functions of finite floats: what `math` needs, before its errors.

exp(x) - 1 is a Taylor series of x / 64 less the nearest multiple of ln(2), squared up six times.
log is one Newton step on an ordinary float's logarithm: ln(m) = y + ln(1 + (m * exp(-y) - 1)).
"""

# ruff: noqa: PLR0124  # x != x is the test for NaN

from typing import Final

from gloam.machine import float_bits, float_from_i64, float_to_i64, i64
from gloam.runtime.elementary import quick
from gloam.runtime.elementary.wide import (
    Wide,
    exponent,
    power_of_two,
    product_error,
    sum_error,
)
from gloam.runtime.float_repr import exponent_of, significand_of

LN2_A: Final = 0.6931471805592082  # 40 bits: times an exponent it is exact
LN2_B: Final = 7.371002565161996e-13  # 40 bits
LN2_C: Final = 5.8029889835956905e-25
LN2_HIGH: Final = 0.6931471805599453
LN2_LOW: Final = 2.3190468138462996e-17
INVERSE_LN2_HIGH: Final = 1.4426950408889634
INVERSE_LN2_LOW: Final = 2.0355273740931033e-17
INVERSE_LN10_HIGH: Final = 0.4342944819032518
INVERSE_LN10_LOW: Final = 1.098319650216765e-17
ROOT_HALF: Final = 0.7071067811865476
EXP_MAX: Final = 710.0  # beyond it the result is infinite
EXP_MIN: Final = -746.0  # and below it 0
TINY: Final = 1e-290  # products of such floats would lose bits
LONE_MAX: Final = 1e17  # x * x + 1 is x * x to 106 bits


def exp_less_one(w: Wide) -> i64:
    """Make w exp(w) / 2**k - 1 and return k; `exp` of the result is in [0.7, 1.42]."""
    k = i64(0)
    if w.high > 0.35 or w.high < -0.35:
        turns = w.high * INVERSE_LN2_HIGH
        k = float_to_i64(turns + (0.5 if turns > 0.0 else -0.5))
        add_logarithm_of_two(w, -k)
    w.scale(0.015625)
    r = w.high
    p = 2.505210838544172e-08 + r * 2.08767569878681e-09
    p = 2.755731922398589e-07 + r * p
    p = 2.7557319223985893e-06 + r * p
    p = 2.48015873015873e-05 + r * p
    p = 0.0001984126984126984 + r * p
    low = w.low
    w.set(0.001388888888888889, -5.300543954373577e-20)
    w.add_float(r * p)
    w.multiply(r, low)
    w.add(0.008333333333333333, 1.1564823173178714e-19)
    w.multiply(r, low)
    w.add(0.041666666666666664, 2.3129646346357427e-18)
    w.multiply(r, low)
    w.add(0.16666666666666666, 9.25185853854297e-18)
    w.multiply(r, low)
    w.add_float(0.5)
    w.multiply(r, low)
    w.add_float(1.0)
    w.multiply(r, low)
    for _ in range(6):
        # (1 + e)**2 - 1 = e * (2 + e)
        high = w.high
        low = w.low
        w.add_float(2.0)
        w.multiply(high, low)
    return k


def unscale(w: Wide, k: i64) -> None:
    """Make exp(x) / 2**k - 1 exp(x) - 1, for abs(k) below 100."""
    w.scale(power_of_two(k))
    w.add_float(power_of_two(k))
    w.add_float(-1.0)


def add_logarithm_of_two(w: Wide, k: i64) -> None:
    """Add k * ln(2), for abs(k) below 2**12."""
    count = float_from_i64(k)
    w.add_float(count * LN2_A)
    w.add_float(count * LN2_B)
    w.add_float(count * LN2_C)


def exp(x: float) -> float:
    result = quick.exp(x)
    if result == result:
        return result
    if x > EXP_MAX:
        return 1e300 * 1e300
    if x < EXP_MIN:
        return 0.0
    return exp_wide(Wide(x, 0.0))


def exp_wide(w: Wide) -> float:
    k = exp_less_one(w)
    w.add_float(1.0)
    return w.scaled(k)


def exp2(x: float) -> float:
    if x > 1025.0:
        return 1e300 * 1e300
    if x < -1080.0:
        return 0.0
    whole = float_to_i64(x + (0.5 if x > 0.0 else -0.5))
    w = Wide(x - float_from_i64(whole), 0.0)
    w.multiply(LN2_HIGH, LN2_LOW)
    k = exp_less_one(w)
    w.add_float(1.0)
    return w.scaled(k + whole)


def expm1(x: float) -> float:
    if -TINY < x < TINY:
        return x
    if x > EXP_MAX:
        return 1e300 * 1e300
    if x < -50.0:
        return -1.0
    w = Wide(x, 0.0)
    k = exp_less_one(w)
    if k == 0:
        return w.high
    if k > 60:
        w.add_float(1.0)
        w.add_float(-power_of_two(-k) if k < 1000 else 0.0)
        return w.scaled(k)
    unscale(w, k)
    return w.high


# ---------------------------------------------------------------- logarithms


def log_of_one_plus(w: Wide) -> None:
    """Make w, which is in (-0.3, 0.5), the logarithm of 1 + w."""
    s = w.high / (2.0 + w.high)
    q = s * s
    p = 0.09090909090909091 + q * (0.07692307692307693 + q * 0.06666666666666667)
    p = 0.3333333333333333 + q * (
        0.2 + q * (0.14285714285714285 + q * (0.1111111111111111 + q * p))
    )
    y = 2.0 * (s + s * q * p)
    e = Wide(-y, 0.0)
    k = exp_less_one(e)
    if k != 0:
        unscale(e, k)
    # t = (1 + w) * (1 + e) - 1 = e + w * e + w
    high = e.high
    low = e.low
    e.multiply(w.high, w.low)
    e.add(high, low)
    e.add(w.high, w.low)
    t = e.high
    w.set(y, 0.0)
    w.add(t, e.low)
    w.add_float(t * t * (t * 0.3333333333333333 - 0.5))


def log_wide(x: float) -> Wide:
    """ln(x) of a finite x > 0."""
    bits = float_bits(x)
    k = i64(0)
    if bits >> 52 == 0:
        x = x * power_of_two(i64(100))
        k = i64(-100)
    e = exponent(x)
    m = x * power_of_two(-e) if e < 1023 else x * power_of_two(i64(-1000)) * power_of_two(1000 - e)
    k = k + e
    if m > 1.4142135623730951:
        m = m * 0.5
        k += 1
    w = Wide(m - 1.0, 0.0)
    log_of_one_plus(w)
    if k != 0:
        add_logarithm_of_two(w, k)
    return w


def log(x: float) -> float:
    """Of a finite x > 0."""
    result = quick.log(x)
    if result == result:
        return result
    return log_wide(x).high


def log_of_int(n: int) -> Wide:
    """ln(n) of an int above zero that may be beyond the floats."""
    shift = n.bit_length() - 120
    if shift > 0:
        n = n >> shift
    high = float(n)
    low = float(n - int(high))
    w = log_wide(high)
    if low != 0.0:
        w.add_float(low / high)
    if shift > 0:
        big = Wide(float(shift), 0.0)
        big.multiply(LN2_HIGH, LN2_LOW)
        w.add(big.high, big.low)
    return w


def log2_of_int(n: int) -> float:
    bits = n.bit_length()
    if n == 1 << bits - 1:
        return float(bits - 1)
    w = log_of_int(n)
    w.multiply(INVERSE_LN2_HIGH, INVERSE_LN2_LOW)
    return w.high


def log10_of_int(n: int) -> float:
    w = log_of_int(n)
    w.multiply(INVERSE_LN10_HIGH, INVERSE_LN10_LOW)
    return w.high


def log2(x: float) -> float:
    bits = float_bits(x)
    k = exponent_of(bits) + 52
    m = x
    if significand_of(bits) >> 52 == 0:
        m = x * power_of_two(i64(100))
        k = exponent(m) - 100
        m = m * power_of_two(-exponent(m))
    elif k < 1000:
        m = x * power_of_two(-k)
    else:
        m = x * power_of_two(i64(-500)) * power_of_two(500 - k)
    if m > 1.4142135623730951:
        m = m * 0.5
        k += 1
    w = Wide(m - 1.0, 0.0)
    log_of_one_plus(w)
    w.multiply(INVERSE_LN2_HIGH, INVERSE_LN2_LOW)
    w.add_float(float_from_i64(k))
    return w.high


def log10(x: float) -> float:
    w = log_wide(x)
    w.multiply(INVERSE_LN10_HIGH, INVERSE_LN10_LOW)
    return w.high


def log1p(x: float) -> float:
    """Of a finite x > -1."""
    if -TINY < x < TINY:
        return x
    if -0.25 < x < 0.4:
        w = Wide(x, 0.0)
        log_of_one_plus(w)
        return w.high
    total = 1.0 + x
    return log_of_sum(total, sum_error(1.0, x, total)).high


def log_of_sum(high: float, low: float) -> Wide:
    """ln(high + low) of normalised parts."""
    w = log_wide(high)
    d = low / high
    w.add(d, -0.5 * d * d)
    return w


# ---------------------------------------------------------------- hyperbolic functions


def _half_sinh(w: Wide) -> None:
    """Make w, with abs(w) < 0.7, sinh(w): the part of exp(w) - 1 that is odd."""
    e = Wide(w.high, w.low)
    exp_less_one_unreduced(e)
    # sinh = (e + e / (1 + e)) / 2
    f = Wide(e.high, e.low)
    f.add_float(1.0)
    w.set(e.high, e.low)
    w.divide_by(f.high, f.low)
    w.add(e.high, e.low)
    w.scale(0.5)


def exp_less_one_unreduced(w: Wide) -> None:
    """Make w, with abs(w) < 0.75, exp(w) - 1."""
    k = exp_less_one(w)
    if k != 0:
        unscale(w, k)


def sinh(x: float) -> float:
    if -TINY < x < TINY:
        return x
    size = -x if x < 0.0 else x
    if size > 711.0:
        return x * 1e300 * 1e300
    w = Wide(size, 0.0)
    if size < 0.7:
        _half_sinh(w)
        return -w.high if x < 0.0 else w.high
    k = exp_less_one(w)
    w.add_float(1.0)
    if k < 60:
        _add_inverse(w, k, -1.0)
    result = w.scaled(k - 1)
    return -result if x < 0.0 else result


def _add_inverse(w: Wide, k: i64, sign: float) -> None:
    """w + sign * 2**(-2 * k) / w: what exp(-x) adds to exp(x) = w * 2**k."""
    f = Wide(w.high, w.low)
    f.invert()
    f.scale(power_of_two(-2 * k) * sign)
    w.add(f.high, f.low)


def cosh(x: float) -> float:
    size = -x if x < 0.0 else x
    if size > 711.0:
        return 1e300 * 1e300
    w = Wide(size, 0.0)
    k = exp_less_one(w)
    w.add_float(1.0)
    if k < 60:
        _add_inverse(w, k, 1.0)
    return w.scaled(k - 1)


def tanh(x: float) -> float:
    if -TINY < x < TINY:
        return x
    size = -x if x < 0.0 else x
    if size > 22.0:
        return -1.0 if x < 0.0 else 1.0
    # tanh(x) = e / (2 + e) with e = exp(2 * x) - 1
    w = Wide(2.0 * size, 0.0)
    k = exp_less_one(w)
    if k != 0:
        unscale(w, k)
    f = Wide(w.high, w.low)
    f.add_float(2.0)
    w.divide_by(f.high, f.low)
    return -w.high if x < 0.0 else w.high


def asinh(x: float) -> float:
    if -TINY < x < TINY:
        return x
    size = -x if x < 0.0 else x
    if size > LONE_MAX:
        w = log_wide(size)
        w.add(LN2_HIGH, LN2_LOW)
    else:
        # ln(1 + x + x * x / (1 + sqrt(1 + x * x)))
        square = Wide(size * size, 0.0)
        square.add_float(product_error(size, size, size * size))
        w = Wide(square.high, square.low)
        w.add_float(1.0)
        w.take_root()
        w.add_float(1.0)
        square.divide_by(w.high, w.low)
        w.set(square.high, square.low)
        w.add_float(size)
        _log_of_one_plus_any(w)
    return -w.high if x < 0.0 else w.high


def _log_of_one_plus_any(w: Wide) -> None:
    """Make w > -1 the logarithm of 1 + w."""
    if -0.25 < w.high < 0.4:
        log_of_one_plus(w)
        return
    w.add_float(1.0)
    found = log_of_sum(w.high, w.low)
    w.set(found.high, found.low)


def acosh(x: float) -> float:
    """Of a finite x >= 1."""
    if x > LONE_MAX:
        w = log_wide(x)
        w.add(LN2_HIGH, LN2_LOW)
        return w.high
    if x == 1.0:
        return 0.0
    # ln(1 + (x - 1) + sqrt((x - 1) * (x + 1)))
    less = x - 1.0
    w = Wide(x, 0.0)
    w.add_float(1.0)
    w.multiply(less, sum_error(x, -1.0, less))
    w.take_root()
    w.add(less, sum_error(x, -1.0, less))
    _log_of_one_plus_any(w)
    return w.high


def atanh(x: float) -> float:
    """Of x in (-1, 1)."""
    if -TINY < x < TINY:
        return x
    size = -x if x < 0.0 else x
    # ln(1 + 2 * x / (1 - x)) / 2
    rest = 1.0 - size
    w = Wide(2.0 * size, 0.0)
    w.divide_by(rest, sum_error(1.0, -size, rest))
    _log_of_one_plus_any(w)
    return -0.5 * w.high if x < 0.0 else 0.5 * w.high


def cbrt(x: float) -> float:
    """The cube root of a finite float."""
    if x == 0.0:
        return x
    size = -x if x < 0.0 else x
    shift = i64(0)
    if float_bits(size) >> 52 == 0:
        size = size * power_of_two(i64(99))
        shift = i64(-33)
    e = exponent(size)
    third = (e + 3000) // 3 - 1000
    m = size * power_of_two(-third) * power_of_two(-third) * power_of_two(-third)
    # m is in [1, 8); from a straight line four Newton steps give all bits of a float.
    y = 0.6 + 0.19 * m
    for _ in range(6):
        y = y - (y - m / (y * y)) * 0.3333333333333333
    # y - (y**3 - m) / (3 * y * y), the difference in 106 bits
    w = Wide(y * y, product_error(y, y, y * y))
    w.multiply_float(y)
    w.add_float(-m)
    w.multiply_float(-1.0)
    step = w.high / (3.0 * y * y)
    w.set(y, 0.0)
    w.add_float(step - step * step / y)
    result = w.scaled(third + shift)
    return -result if x < 0.0 else result
