"""The error function and its complement, of finite floats.

erf(x) is 2 / sqrt(pi) * exp(-x*x) * (x + 2 x**3 / 3 + 4 x**5 / 15 + ...), whose terms have one
sign (DLMF 7.6.2); far out erfc is exp(-x*x) / sqrt(pi) times a continued fraction (DLMF 7.9.1).
"""

from typing import Final

from gloam.machine import i64
from gloam.runtime.elementary.exponential import exp_less_one
from gloam.runtime.elementary.wide import Wide, product_error

TWO_OVER_ROOT_PI_HIGH: Final = 1.1283791670955126
TWO_OVER_ROOT_PI_LOW: Final = 1.533545961316588e-17
FAR: Final = 5.0  # from here the continued fraction is quick
FRACTION_DEPTH: Final = 60.0
ONE_FROM: Final = 6.0  # erf is 1 there
ZERO_FROM: Final = 27.5  # and erfc below the smallest float
TINY: Final = 1e-150  # the square of such a float is nothing beside 1


def erf(x: float) -> float:
    size = -x if x < 0.0 else x
    if x == 0.0:
        return x
    if size < TINY:
        w = Wide(x, 0.0)
        if size > 1e-290:
            w.multiply(TWO_OVER_ROOT_PI_HIGH, TWO_OVER_ROOT_PI_LOW)
            return w.high
        w.scale(1.2676506002282294e30)
        w.multiply(TWO_OVER_ROOT_PI_HIGH, TWO_OVER_ROOT_PI_LOW)
        return w.scaled(i64(-100))
    result = 1.0 if size >= ONE_FROM else _near(size).high
    return -result if x < 0.0 else result


def erfc(x: float) -> float:
    size = -x if x < 0.0 else x
    if size < TINY:
        return 1.0
    if size < FAR:
        w = _near(size)
        if x > 0.0:
            w.negate()
        w.add_float(1.0)
        return w.high
    if x < 0.0:
        return 2.0 if size >= ONE_FROM else 2.0 - erfc(size)
    if size > ZERO_FROM:
        return 0.0
    w = _fraction(size)
    power = Wide(0.0, 0.0)
    k = _exp_of_square(size, power)
    w.multiply(power.high, power.low)
    w.multiply(0.5 * TWO_OVER_ROOT_PI_HIGH, 0.5 * TWO_OVER_ROOT_PI_LOW)
    return w.scaled(k)


def _exp_of_square(x: float, w: Wide) -> i64:
    """Make w exp(-x*x) / 2**k and return k."""
    square = x * x
    w.set(-square, -product_error(x, x, square))
    k = exp_less_one(w)
    w.add_float(1.0)
    return k


def _near(x: float) -> Wide:
    """erf(x) by its series."""
    square = x * x
    rest = product_error(x, x, square)
    term = Wide(x, 0.0)
    total = Wide(x, 0.0)
    divisor = 1.0
    while term.high > total.high * 1e-33:
        divisor = divisor + 2.0
        term.multiply(2.0 * square, 2.0 * rest)
        term.divide_by(divisor, 0.0)
        total.add(term.high, term.low)
    power = Wide(0.0, 0.0)
    k = _exp_of_square(x, power)
    total.multiply(power.high, power.low)
    total.multiply(TWO_OVER_ROOT_PI_HIGH, TWO_OVER_ROOT_PI_LOW)
    factor = Wide(1.0, 0.0)
    total.scale(factor.scaled(k))
    return total


def _fraction(x: float) -> Wide:
    """1 / (x + 1/2 / (x + 2/2 / (x + 3/2 / ...))), from inside."""
    w = Wide(x, 0.0)
    n = FRACTION_DEPTH
    while n > 0.0:
        w.invert()
        w.multiply_float(0.5 * n)
        w.add_float(x)
        n = n - 1.0
    w.invert()
    return w
