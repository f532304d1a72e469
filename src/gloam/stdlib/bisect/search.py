"""bisect: where an item belongs in a sorted sequence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar, overload

from gloam.runtime.library.sorted_list import position
from gloam.runtime.list import AnyList
from gloam.runtime.object import lt


class _Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


T = TypeVar("T", bound=_Ordered)
S = TypeVar("S")
K = TypeVar("K", bound=_Ordered)


def _end(lo: int, hi: int | None, size: int) -> int:
    if lo < 0:
        raise ValueError("lo must be non-negative")
    return size if hi is None else hi


@overload
def bisect_left(
    a: Sequence[T], x: T, lo: int = 0, hi: int | None = None, *, key: None = None
) -> int: ...
@overload
def bisect_left(
    a: Sequence[S], x: K, lo: int = 0, hi: int | None = None, *, key: Callable[[S], K]
) -> int: ...
def bisect_left(
    a: Sequence[Any],
    x: Any,
    lo: int = 0,
    hi: int | None = None,
    *,
    key: Callable[[Any], Any] | None = None,
) -> int:
    """The first position at which `x` keeps `a` sorted: before all that are equal."""
    end = _end(lo, hi, len(a))
    known: object = a
    if key is None and isinstance(known, AnyList):
        return position(known, x, lo, end, False)
    while lo < end:
        middle = (lo + end) // 2
        item = a[middle] if key is None else key(a[middle])
        if lt(item, x):
            lo = middle + 1
        else:
            end = middle
    return lo


@overload
def bisect_right(
    a: Sequence[T], x: T, lo: int = 0, hi: int | None = None, *, key: None = None
) -> int: ...
@overload
def bisect_right(
    a: Sequence[S], x: K, lo: int = 0, hi: int | None = None, *, key: Callable[[S], K]
) -> int: ...
def bisect_right(
    a: Sequence[Any],
    x: Any,
    lo: int = 0,
    hi: int | None = None,
    *,
    key: Callable[[Any], Any] | None = None,
) -> int:
    """The last position at which `x` keeps `a` sorted: behind all that are equal."""
    end = _end(lo, hi, len(a))
    known: object = a
    if key is None and isinstance(known, AnyList):
        return position(known, x, lo, end, True)
    while lo < end:
        middle = (lo + end) // 2
        item = a[middle] if key is None else key(a[middle])
        if lt(x, item):
            end = middle
        else:
            lo = middle + 1
    return lo


def insort_left(
    a: list[S],
    x: S,
    lo: int = 0,
    hi: int | None = None,
    *,
    key: Callable[[S], Any] | None = None,
) -> None:
    """Insert `x` where `bisect_left` finds its place."""
    wanted: Any = x if key is None else key(x)
    items: Sequence[Any] = a
    a.insert(bisect_left(items, wanted, lo, hi, key=key), x)


def insort_right(
    a: list[S],
    x: S,
    lo: int = 0,
    hi: int | None = None,
    *,
    key: Callable[[S], Any] | None = None,
) -> None:
    """Insert `x` where `bisect_right` finds its place."""
    wanted: Any = x if key is None else key(x)
    items: Sequence[Any] = a
    a.insert(bisect_right(items, wanted, lo, hi, key=key), x)
