"""Powers, logarithms, angles: rounded to the nearest float (docs/language.md says how checked)."""
# ruff: noqa: PLR0124  # x != x is the test for NaN

from __future__ import annotations

from gloam.runtime.elementary import circular, exponential, parts, roots
from gloam.runtime.float_power import power

_DEGREES_PER_RADIAN = 57.29577951308232
_RADIANS_PER_DEGREE = 0.017453292519943295


def _domain() -> ValueError:
    return ValueError("math domain error")


def _checked(result: float) -> float:
    """The result for a finite argument: an infinite one is an error."""
    if parts.is_infinite(result):
        raise OverflowError("math range error")
    return result


def sqrt(x: float, /) -> float:
    if x < 0.0:
        raise _domain()
    return parts.root(x)


def cbrt(x: float, /) -> float:
    return exponential.cbrt(x) if parts.is_finite(x) else x


def exp(x: float, /) -> float:
    if not parts.is_finite(x):
        return 0.0 if x < 0.0 else x
    return _checked(exponential.exp(x))


def exp2(x: float, /) -> float:
    if not parts.is_finite(x):
        return 0.0 if x < 0.0 else x
    return _checked(exponential.exp2(x))


def expm1(x: float, /) -> float:
    if not parts.is_finite(x):
        return -1.0 if x < 0.0 else x
    return _checked(exponential.expm1(x))


def pow(x: float, y: float, /) -> float:
    if y == 0.0 or x == 1.0:
        return 1.0
    if x == 0.0 and y < 0.0 and not parts.is_infinite(y):
        raise _domain()
    if x == 0.0 and y < 0.0:
        return parts.size(y)
    if x < 0.0 and parts.is_finite(x) and parts.is_finite(y) and parts.truncated(y) != y:
        raise _domain()
    try:
        return power(x, y)
    except OverflowError:
        raise OverflowError("math range error") from None


def log(x: float | int, base: float | int | None = None, /) -> float:
    """The logarithm of x, natural or to a base. An int may be of any size."""
    result = _natural(x)
    return result if base is None else result / _natural(base)


def _natural(x: float | int) -> float:
    if isinstance(x, int):
        return exponential.log_of_int(_positive(x)).high
    return exponential.log(x) if _has_logarithm(x) else x


def _positive(x: int) -> int:
    if x <= 0:
        raise _domain()
    return x


def _has_logarithm(x: float) -> bool:
    """False for the infinity and a NaN, which are their own logarithms."""
    if x <= 0.0:
        raise _domain()
    return parts.is_finite(x)


def log2(x: float | int, /) -> float:
    if isinstance(x, int):
        return exponential.log2_of_int(_positive(x))
    return exponential.log2(x) if _has_logarithm(x) else x


def log10(x: float | int, /) -> float:
    if isinstance(x, int):
        return exponential.log10_of_int(_positive(x))
    return exponential.log10(x) if _has_logarithm(x) else x


def log1p(x: float, /) -> float:
    if x <= -1.0:
        raise _domain()
    return exponential.log1p(x) if parts.is_finite(x) else x


def _checked_angle(x: float) -> bool:
    """False for a NaN."""
    if parts.is_infinite(x):
        raise _domain()
    return x == x


def sin(x: float, /) -> float:
    return circular.sin(x) if _checked_angle(x) else x


def cos(x: float, /) -> float:
    return circular.cos(x) if _checked_angle(x) else x


def tan(x: float, /) -> float:
    return circular.tan(x) if _checked_angle(x) else x


def asin(x: float, /) -> float:
    if x > 1.0 or x < -1.0:
        raise _domain()
    return circular.asin(x) if x == x else x


def acos(x: float, /) -> float:
    if x > 1.0 or x < -1.0:
        raise _domain()
    return circular.acos(x) if x == x else x


def atan(x: float, /) -> float:
    return circular.atan(x) if x == x else x


def atan2(y: float, x: float, /) -> float:
    """The angle of the point (x, y), in [-pi, pi]."""
    if x != x or y != y:
        return x + y
    if parts.is_infinite(y):
        angle = circular.QUARTER if x > 0.0 else 3.0 * circular.QUARTER
        return parts.with_sign_of(angle if parts.is_infinite(x) else circular.HALF_PI_HIGH, y)
    if parts.is_infinite(x) or y == 0.0:
        return parts.with_sign_of(circular.PI_HIGH if parts.is_negative(x) else 0.0, y)
    if x == 0.0:
        return parts.with_sign_of(circular.HALF_PI_HIGH, y)
    return circular.atan2(y, x)


def sinh(x: float, /) -> float:
    return _checked(exponential.sinh(x)) if parts.is_finite(x) else x


def cosh(x: float, /) -> float:
    return _checked(exponential.cosh(x)) if parts.is_finite(x) else parts.size(x)


def tanh(x: float, /) -> float:
    return exponential.tanh(x) if x == x else x


def asinh(x: float, /) -> float:
    return exponential.asinh(x) if parts.is_finite(x) else x


def acosh(x: float, /) -> float:
    if x < 1.0:
        raise _domain()
    return exponential.acosh(x) if parts.is_finite(x) else x


def atanh(x: float, /) -> float:
    if x >= 1.0 or x <= -1.0:
        raise _domain()
    return exponential.atanh(x) if x == x else x


def degrees(x: float, /) -> float:
    return x * _DEGREES_PER_RADIAN


def radians(x: float, /) -> float:
    return x * _RADIANS_PER_DEGREE


def hypot(*coordinates: float) -> float:
    """The length of a vector."""
    return roots.length(list(coordinates))
