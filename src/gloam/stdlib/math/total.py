"""Sums, products and distances over iterables."""
# ruff: noqa: PLR0124  # x != x is the test for NaN

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, overload

from gloam.runtime.elementary import parts, roots

_Factor = TypeVar("_Factor")


def fsum(seq: Iterable[float], /) -> float:
    """The sum of floats as if it were rounded only once."""
    values: list[float] = []
    infinite = 0.0
    special = 0.0
    has_special = False
    for value in seq:
        if parts.is_finite(value):
            values.append(value)
        else:
            has_special = True
            special += value
            if value == value:
                infinite += value
    if has_special:
        if infinite != infinite:
            raise ValueError("-inf + inf in fsum")
        return special
    result = roots.exact_sum(values)
    if not parts.is_finite(result):
        raise OverflowError("intermediate overflow in fsum")
    return result


def dist(p: Sequence[float], q: Sequence[float], /) -> float:
    """The distance of two points."""
    if len(p) != len(q):
        raise ValueError("both points must have the same number of dimensions")
    return roots.length([a - b for a, b in zip(p, q, strict=True)])


@overload
def prod(iterable: Iterable[int], /, *, start: int = 1) -> int: ...
@overload
def prod(iterable: Iterable[float], /, *, start: float = 1.0) -> float: ...
@overload
def prod(iterable: Iterable[_Factor], /, *, start: _Factor) -> _Factor: ...
def prod(iterable: Iterable[Any], /, *, start: Any = None) -> Any:
    """The product; compiled code multiplies ints or floats in place."""
    values: list[Any] = list(iterable)
    if start is None and not values:
        return 1
    result = values[0] if start is None else start
    for value in values[1:] if start is None else values:
        result = result * value
    return result
