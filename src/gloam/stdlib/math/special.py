"""The gamma function and its logarithm, and the error function.

gamma is Lanczos' approximation with CPython's constants (g = 6.0246..., 13 terms; G. R. Pugh, "An
analysis of the Lanczos gamma approximation", 2004), in CPython's order of operations.
"""
# ruff: noqa: PLR0124  # x != x is the test for NaN

from __future__ import annotations

from typing import Final

from gloam.runtime.elementary import circular, errors, exponential, parts
from gloam.runtime.float_power import power

from .integer import factorial

_PI: Final = 3.141592653589793
_LOG_PI: Final = 1.1447298858494002
_G: Final = 6.024680040776729583740234375
_G_LESS_HALF: Final = 5.524680040776729583740234375
_NUMERATOR: Final = (
    2.5066282746310002, 210.82427775157935, 8071.672002365816, 186056.26539522348,
    2876370.6289353725, 31426415.585400194, 248874557.86205417, 1439720407.3117216,
    6039542586.352028, 17921034426.037209, 35711959237.355668, 42919803642.649099,
    23531376880.410760,
)  # fmt: skip
_DENOMINATOR: Final = (
    1.0, 66.0, 1925.0, 32670.0, 357423.0, 2637558.0, 13339535.0, 45995730.0, 105258076.0,
    150917976.0, 120543840.0, 39916800.0, 0.0,
)  # fmt: skip
_FACTORIALS_END: Final = 23.0
"""Up to this the factorial of one less is a float exactly."""


def _lanczos_sum(x: float) -> float:
    """The rational function, of a positive x: in powers of 1 / x where x is large."""
    over = 0.0
    under = 0.0
    if x < 5.0:
        for index in range(13):
            over = over * x + _NUMERATOR[index]
            under = under * x + _DENOMINATOR[index]
    else:
        for index in range(12, -1, -1):
            over = over / x + _NUMERATOR[index]
            under = under / x + _DENOMINATOR[index]
    return over / under


def _sine_of_turns(x: float) -> float:
    """sin(pi * x) for a finite x."""
    y = parts.remainder_towards_zero(parts.size(x), 2.0)
    if y < 0.25:
        result = circular.sin(_PI * y)
    elif y < 0.75:
        result = circular.cos(_PI * (y - 0.5))
    elif y <= 1.25:
        result = circular.sin(_PI * (1.0 - y))
    elif y < 1.75:
        result = -circular.cos(_PI * (y - 1.5))
    else:
        result = circular.sin(_PI * (y - 2.0))
    return -result if parts.is_negative(x) else result


def gamma(x: float, /) -> float:
    """ValueError at zero and the negative whole numbers."""
    if not parts.is_finite(x):
        if x < 0.0:
            raise ValueError("math domain error")
        return x
    if x == 0.0 or (x < 0.0 and parts.truncated(x) == x):
        raise ValueError("math domain error")
    if parts.truncated(x) == x and x <= _FACTORIALS_END:
        return float(factorial(int(x) - 1))
    size = parts.size(x)
    if size < 1e-20:
        return _in_range(1.0 / x)
    if size > 200.0:
        if x < 0.0:
            return 0.0 / _sine_of_turns(x)
        raise OverflowError("math range error")
    y = size + _G_LESS_HALF
    # What the sum was rounded by.
    if size > _G_LESS_HALF:
        z = (y - size) - _G_LESS_HALF
    else:
        z = (y - _G_LESS_HALF) - size
    z = z * _G / y
    if x < 0.0:
        result = -_PI / _sine_of_turns(size) / size * exponential.exp(y) / _lanczos_sum(size)
        result -= z * result
        if size < 140.0:
            return _in_range(result / power(y, size - 0.5))
        root = power(y, size / 2.0 - 0.25)
        return _in_range(result / root / root)
    result = _lanczos_sum(size) / exponential.exp(y)
    result += z * result
    if size < 140.0:
        return _in_range(result * power(y, size - 0.5))
    root = power(y, size / 2.0 - 0.25)
    return _in_range(result * root * root)


def _in_range(result: float) -> float:
    if parts.is_infinite(result):
        raise OverflowError("math range error")
    return result


def lgamma(x: float, /) -> float:
    """The natural logarithm of the absolute value of gamma(x)."""
    if x != x:
        return x
    if parts.is_infinite(x):
        return parts.size(x)
    if parts.truncated(x) == x and x <= 2.0:
        if x <= 0.0:
            raise ValueError("math domain error")
        return 0.0
    size = parts.size(x)
    if size < 1e-20:
        return -exponential.log(size)
    result = exponential.log(_lanczos_sum(size)) - _G
    result += (size - 0.5) * (exponential.log(size + _G - 0.5) - 1.0)
    if x < 0.0:
        sine = parts.size(_sine_of_turns(size))
        result = _LOG_PI - exponential.log(sine) - exponential.log(size) - result
    return _in_range(result)


def erf(x: float, /) -> float:
    """The error function."""
    if not parts.is_finite(x):
        return -1.0 if x < 0.0 else 1.0 if x > 0.0 else x
    return errors.erf(x)


def erfc(x: float, /) -> float:
    """1 - erf(x), without the loss."""
    if not parts.is_finite(x):
        return 2.0 if x < 0.0 else 0.0 if x > 0.0 else x
    return errors.erfc(x)
