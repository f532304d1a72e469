"""math: functions of floats and ints, with CPython's exceptions."""

from __future__ import annotations

from typing import Final

from .integer import comb, factorial, gcd, isqrt, lcm, perm
from .special import erf, erfc, gamma, lgamma
from .total import dist, fsum, prod
from .transcendental import (
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    cbrt,
    cos,
    cosh,
    degrees,
    exp,
    exp2,
    expm1,
    hypot,
    log,
    log1p,
    log2,
    log10,
    pow,
    radians,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)
from .whole import (
    ceil,
    copysign,
    fabs,
    floor,
    fmod,
    frexp,
    isclose,
    isfinite,
    isinf,
    isnan,
    ldexp,
    modf,
    nextafter,
    remainder,
    trunc,
    ulp,
)

pi: Final = 3.141592653589793
e: Final = 2.718281828459045
tau: Final = 6.283185307179586
inf: Final = 1e999
nan: Final = 1e999 - 1e999

__all__ = [
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "ceil", "comb", "copysign",
    "cos", "cosh", "degrees", "dist", "e", "erf", "erfc", "exp", "exp2", "expm1", "fabs",
    "factorial", "floor", "fmod", "frexp", "fsum", "gamma", "gcd", "hypot", "inf", "isclose",
    "isfinite", "isinf", "isnan", "isqrt", "lcm", "ldexp", "lgamma", "log", "log10", "log1p",
    "log2", "modf", "nan", "nextafter", "perm", "pi", "pow", "prod", "radians", "remainder", "sin",
    "sinh", "sqrt", "tan", "tanh", "tau", "trunc", "ulp",
]  # fmt: skip
