"""defaultdict, OrderedDict and Counter: dicts with more methods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import nlargest
from typing import Any, TypeVar, overload

from gloam.runtime import copying

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class defaultdict(dict[K, V]):  # noqa: N801  # CPython's name
    """A dict that makes a value for a key that is asked for and not there."""

    def __init__(
        self,
        default_factory: Callable[[], V] | None = None,
        items: Mapping[K, V] | Iterable[tuple[K, V]] | None = None,
        /,
    ) -> None:
        super().__init__()
        self.default_factory = default_factory
        if isinstance(items, Mapping):
            for key in items:
                self[key] = items[key]
        elif items is not None:
            for key, value in items:
                self[key] = value

    def __missing__(self, key: K, /) -> V:
        if self.default_factory is None:
            raise KeyError(key)
        value = self.default_factory()
        self[key] = value
        return value

    def copy(self) -> defaultdict[K, V]:
        made: defaultdict[K, V] = defaultdict(self.default_factory)
        for key in self:
            made[key] = self[key]
        return made

    def __copy__(self) -> defaultdict[K, V]:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any], /) -> defaultdict[K, V]:
        made: defaultdict[K, V] = defaultdict(self.default_factory)
        memo[id(self)] = made
        for key in self:
            made[copying.deep(key, memo)] = copying.deep(self[key], memo)
        return made

    def __repr__(self) -> str:
        return f"defaultdict({self.default_factory!r}, {super().__repr__()})"


class _Ordered:
    """What all OrderedDicts are, whatever their items."""

    __slots__ = ()


class _Counts:
    """What all Counters are, whatever their items."""

    __slots__ = ()


class OrderedDict(dict[K, V], _Ordered):
    """A dict whose keys can be moved to either end, and whose order counts when compared."""

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] | None = None, /) -> None:
        super().__init__()
        if isinstance(items, Mapping):
            for key in items:
                self[key] = items[key]
        elif items is not None:
            for key, value in items:
                self[key] = value

    def move_to_end(self, key: K, last: bool = True) -> None:
        value = self[key]
        if last:
            del self[key]
            self[key] = value
            return
        rest = [(other, self[other]) for other in self if other != key]
        self.clear()
        self[key] = value
        for other, held in rest:
            self[other] = held

    def popitem(self, last: bool = True) -> tuple[K, V]:
        if not self:
            raise KeyError("dictionary is empty")
        key = next(reversed(self)) if last else next(iter(self))
        value = self[key]
        del self[key]
        return key, value

    def copy(self) -> OrderedDict[K, V]:
        made: OrderedDict[K, V] = OrderedDict()
        for key in self:
            made[key] = self[key]
        return made

    def __copy__(self) -> OrderedDict[K, V]:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any], /) -> OrderedDict[K, V]:
        made: OrderedDict[K, V] = OrderedDict()
        memo[id(self)] = made
        for key in self:
            made[copying.deep(key, memo)] = copying.deep(self[key], memo)
        return made

    def __eq__(self, other: object, /) -> bool:
        if isinstance(other, _Ordered):
            mine: list[Any] = list(self)
            theirs: Any = other
            return super().__eq__(other) and mine == list(theirs)
        return super().__eq__(other)

    def __repr__(self) -> str:
        if not self:
            return "OrderedDict()"
        return f"OrderedDict({list(self.items())!r})"


class Counter(dict[T, int], _Counts):
    """How often each item was seen; 0 for all others."""

    @overload
    def __init__(self, iterable: Iterable[T] | Mapping[T, int] | None = None, /) -> None: ...
    @overload
    def __init__(self: Counter[str], iterable: None = None, /, **kwargs: int) -> None: ...
    def __init__(
        self, iterable: Iterable[T] | Mapping[T, int] | None = None, /, **kwargs: int
    ) -> None:
        super().__init__()
        if iterable is not None:
            self._count(iterable, 1)
        self._count_names(kwargs, 1)

    def _count_names(self, counts: dict[str, int], sign: int) -> None:
        for name in counts:
            own: Any = name
            self[own] = self[own] + sign * counts[name]

    def _count(self, iterable: Iterable[T] | Mapping[T, int], sign: int) -> None:
        if isinstance(iterable, Mapping):
            counts: Mapping[T, int] = iterable
            for key in counts:
                self[key] = self[key] + sign * counts[key]
        else:
            for item in iterable:
                self[item] = self[item] + sign

    def __missing__(self, key: T, /) -> int:
        return 0

    def total(self) -> int:
        return sum(self.values())

    def most_common(self, n: int | None = None) -> list[tuple[T, int]]:
        """Items and counts, highest first; equal ones in the order in which they were seen."""
        pairs = list(self.items())
        if n is None:
            return sorted(pairs, key=_count_of, reverse=True)
        return nlargest(n, pairs, key=_count_of)

    def elements(self) -> Iterator[T]:
        """Each item as often as it was counted."""
        for item, count in self.items():
            for _ in range(count):
                yield item

    def subtract(
        self, iterable: Iterable[T] | Mapping[T, int] | None = None, /, **kwds: int
    ) -> None:
        if iterable is not None:
            self._count(iterable, -1)
        self._count_names(kwds, -1)

    def update(  # type: ignore[override]  # counts are added, as in CPython
        self, iterable: Iterable[T] | Mapping[T, int] | None = None, /, **kwds: int
    ) -> None:
        if iterable is not None:
            self._count(iterable, 1)
        self._count_names(kwds, 1)

    def copy(self) -> Counter[T]:
        return Counter(self)

    def __copy__(self) -> Counter[T]:
        return Counter(self)

    def __deepcopy__(self, memo: dict[int, Any], /) -> Counter[T]:
        made: Counter[T] = Counter()
        memo[id(self)] = made
        for key in self:
            made[copying.deep(key, memo)] = self[key]
        return made

    def __delitem__(self, key: T, /) -> None:
        if key in self:
            super().__delitem__(key)

    def __repr__(self) -> str:
        if not self:
            return "Counter()"
        inside = ", ".join([f"{key!r}: {count!r}" for key, count in self.most_common()])
        return f"Counter({{{inside}}})"

    def __eq__(self, other: object, /) -> bool:
        if not isinstance(other, _Counts):
            return NotImplemented
        theirs: Any = other
        mine: Any = self
        return all([mine[key] == theirs[key] for key in [*mine, *theirs]])

    def __add__(self, other: Counter[T], /) -> Counter[T]:
        result = Counter[T]()
        for key in [*self, *other]:
            if key not in result and self[key] + other[key] > 0:
                result[key] = self[key] + other[key]
        return result

    def __sub__(self, other: Counter[T], /) -> Counter[T]:
        result = Counter[T]()
        for key in [*self, *other]:
            if key not in result and self[key] - other[key] > 0:
                result[key] = self[key] - other[key]
        return result

    def __and__(self, other: Counter[T], /) -> Counter[T]:
        result = Counter[T]()
        for key in self:
            count = min(self[key], other[key])
            if count > 0:
                result[key] = count
        return result

    def __or__(self, other: Counter[T], /) -> Counter[T]:  # type: ignore[override]
        result = Counter[T]()
        for key in [*self, *other]:
            count = max(self[key], other[key])
            if key not in result and count > 0:
                result[key] = count
        return result

    def __pos__(self) -> Counter[T]:
        return self + Counter[T]()

    def __neg__(self) -> Counter[T]:
        return Counter[T]() - self


def _count_of(pair: tuple[Any, int]) -> int:
    return pair[1]
