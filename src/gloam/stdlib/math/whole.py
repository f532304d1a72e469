"""Functions that are exact: signs, exponents, whole parts, comparisons."""
# ruff: noqa: PLR0124  # x != x is the test for NaN

from __future__ import annotations

from typing import Protocol, TypeVar

from gloam.runtime.elementary import parts


class _Floor(Protocol):
    def __floor__(self) -> int: ...


class _Ceil(Protocol):
    def __ceil__(self) -> int: ...


class _Trunc(Protocol):
    def __trunc__(self) -> int: ...


F = TypeVar("F", bound=_Floor)
C = TypeVar("C", bound=_Ceil)
T = TypeVar("T", bound=_Trunc)


def floor(x: F, /) -> int:
    """The largest int that is not above x."""
    return x.__floor__()


def ceil(x: C, /) -> int:
    """The smallest int that is not below x."""
    return x.__ceil__()


def trunc(x: T, /) -> int:
    """The whole part of x, towards zero."""
    return x.__trunc__()


def fabs(x: float, /) -> float:
    return parts.size(x)


def copysign(x: float, y: float, /) -> float:
    """The size of x with the sign of y."""
    return parts.with_sign_of(x, y)


def isnan(x: float, /) -> bool:
    return x != x


def isinf(x: float, /) -> bool:
    return parts.is_infinite(x)


def isfinite(x: float, /) -> bool:
    return parts.is_finite(x)


def fmod(x: float, y: float, /) -> float:
    """What is left of x after whole multiples of y, with the sign of x."""
    if x != x or y != y:
        return x + y
    if y == 0.0 or parts.is_infinite(x):
        raise ValueError("math domain error")
    return parts.remainder_towards_zero(x, y)


def remainder(x: float, y: float, /) -> float:
    """x less the nearest multiple of y, the even one of two (IEEE 754, 5.3.1)."""
    if x != x or y != y:
        return x + y
    if y == 0.0 or parts.is_infinite(x):
        raise ValueError("math domain error")
    if parts.is_infinite(y):
        return x
    size, step = parts.size(x), parts.size(y)
    rest = parts.remainder_towards_zero(size, step)
    other = step - rest
    if rest > other:
        rest = -other
    elif rest == other:
        # The multiple below is an odd or an even one: half a step more tells which.
        rest -= 2.0 * parts.remainder_towards_zero(0.5 * (size - rest), step)
    return parts.with_sign_of(1.0, x) * rest


def modf(x: float, /) -> tuple[float, float]:
    """Fraction and whole part, both with the sign of x."""
    if x != x:
        return x, x
    if parts.is_infinite(x):
        return parts.with_sign_of(0.0, x), x
    whole = parts.truncated(x)
    return parts.with_sign_of(x - whole, x), parts.with_sign_of(whole, x)


def frexp(x: float, /) -> tuple[float, int]:
    """(m, e) with x == m * 2**e and 0.5 <= abs(m) < 1."""
    if x == 0.0 or not parts.is_finite(x):
        return x, 0
    exponent = parts.binary_exponent(x)
    return parts.scaled(x, -exponent), exponent


def ldexp(x: float, i: int, /) -> float:
    """x * 2**i."""
    result = parts.scaled(x, i)
    if parts.is_infinite(result) and not parts.is_infinite(x):
        raise OverflowError("math range error")
    return result


def nextafter(x: float, y: float, /) -> float:
    """The next float after x towards y."""
    return parts.neighbour(x, y)


def ulp(x: float, /) -> float:
    """The value of the last bit of x."""
    if x != x:
        return x
    if parts.is_infinite(x):
        return parts.size(x)
    return parts.last_place(x)


def isclose(a: float, b: float, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool:
    """Whether two numbers are the same up to a part of the larger one, or up to a distance."""
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if parts.is_infinite(a) or parts.is_infinite(b):
        return False
    distance = parts.size(b - a)
    return (
        distance <= parts.size(rel_tol * b)
        or distance <= parts.size(rel_tol * a)
        or distance <= abs_tol
    )
