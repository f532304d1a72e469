"""itertools: iterators made of iterators. All but `chain` are generators here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, Protocol, TypeVar, overload

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")
T1 = TypeVar("T1")
T2 = TypeVar("T2")
T3 = TypeVar("T3")
T4 = TypeVar("T4")


class _Adds(Protocol):
    def __add__(self, other: Any, /) -> Any: ...


A = TypeVar("A", bound=_Adds)


# ---------------------------------------------------------------- without end


@overload
def count() -> Iterator[int]: ...
@overload
def count(start: int, step: int = 1) -> Iterator[int]: ...
@overload
def count(start: float, step: float = 1.0) -> Iterator[float]: ...
def count(start: float | int = 0, step: float | int = 1) -> Iterator[Any]:
    """start, start + step, start + 2 * step, …"""
    if isinstance(start, int) and isinstance(step, int):
        return _count_ints(start, step)
    return _count_floats(start, step)


def _count_ints(value: int, step: int) -> Iterator[int]:
    while True:
        yield value
        value += step


def _count_floats(start: float | int, step: float | int) -> Iterator[float | int]:
    yield start
    value = float(start) + float(step)
    while True:
        yield value
        value += float(step)


def cycle(iterable: Iterable[T], /) -> Iterator[T]:
    """The items over and over; they are kept from the first round."""
    return _cycle(iter(iterable))


def _cycle(items: Iterator[T]) -> Iterator[T]:
    kept: list[T] = []
    for item in items:
        yield item
        kept.append(item)
    while kept:
        yield from kept


def repeat(object: T, times: int | None = None) -> Iterator[T]:
    """The same object, that many times or for ever."""
    if times is None:
        while True:
            yield object
    for _ in range(times):
        yield object


# ---------------------------------------------------------------- one input


class chain(Generic[T]):  # noqa: N801  # CPython's name
    """The items of one iterable after those of another."""

    def __init__(self, *iterables: Iterable[T]) -> None:
        self._items = _flat(iter(iterables))

    @classmethod
    def from_iterable(cls, iterables: Iterable[Iterable[S]], /) -> chain[S]:
        """As chain(*iterables), which are taken one by one."""
        made = chain[S]()
        made._items = _flat(iter(iterables))
        return made

    def __iter__(self) -> chain[T]:
        return self

    def __next__(self) -> T:
        return next(self._items)


def _flat(iterables: Iterator[Iterable[T]]) -> Iterator[T]:
    for iterable in iterables:
        yield from iterable


@overload
def accumulate(iterable: Iterable[A], *, initial: A | None = None) -> Iterator[A]: ...
@overload
def accumulate(iterable: Iterable[T], func: None, *, initial: T | None = None) -> Iterator[T]: ...
@overload
def accumulate(
    iterable: Iterable[S], func: Callable[[T, S], T], *, initial: T | None = None
) -> Iterator[T]: ...
def accumulate(
    iterable: Iterable[Any],
    func: Callable[[Any, Any], Any] | None = None,
    *,
    initial: Any = None,
) -> Iterator[Any]:
    """Running totals, or running results of another function of two."""
    return _accumulate(iter(iterable), func, initial)


def _accumulate(
    items: Iterator[Any], func: Callable[[Any, Any], Any] | None, initial: Any
) -> Iterator[Any]:
    total = initial
    if initial is None:
        for item in items:
            total = item
            break
        else:
            return
    yield total
    for item in items:
        total = total + item if func is None else func(total, item)
        yield total


def compress(data: Iterable[T], selectors: Iterable[Any]) -> Iterator[T]:
    """The items whose selector is true."""
    return (item for item, selector in zip(data, selectors, strict=False) if selector)


def dropwhile(predicate: Callable[[T], Any], iterable: Iterable[T], /) -> Iterator[T]:
    """The items from the first one on for which the predicate is false."""
    return _dropwhile(predicate, iter(iterable))


def _dropwhile(predicate: Callable[[T], Any], items: Iterator[T]) -> Iterator[T]:
    for item in items:
        if not predicate(item):
            yield item
            break
    yield from items


def takewhile(predicate: Callable[[T], Any], iterable: Iterable[T], /) -> Iterator[T]:
    """The items up to the first one for which the predicate is false."""
    return _takewhile(predicate, iter(iterable))


def _takewhile(predicate: Callable[[T], Any], items: Iterator[T]) -> Iterator[T]:
    for item in items:
        if not predicate(item):
            return
        yield item


def filterfalse(function: Callable[[T], Any] | None, iterable: Iterable[T], /) -> Iterator[T]:
    """The items for which the function is false; without one the items that are false."""
    return _filterfalse(function, iter(iterable))


def _filterfalse(function: Callable[[T], Any] | None, items: Iterator[T]) -> Iterator[T]:
    for item in items:
        if not (item if function is None else function(item)):
            yield item


@overload
def islice(iterable: Iterable[T], stop: int | None, /) -> Iterator[T]: ...
@overload
def islice(
    iterable: Iterable[T], start: int | None, stop: int | None, step: int | None = None, /
) -> Iterator[T]: ...
def islice(iterable: Iterable[Any], *bounds: int | None) -> Iterator[Any]:
    """The items of a slice, counted from the iterator's next one."""
    start: int | None = 0
    step: int | None = 1
    stop = bounds[0]
    if len(bounds) > 1:
        start, stop = bounds[0], bounds[1]
    if len(bounds) > 2:
        step = bounds[2]
    if stop is not None and stop == -1:
        raise ValueError(
            "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        )
    if (stop is not None and stop < 0) or (start is not None and start < 0):
        raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    if step is not None and step < 1:
        raise ValueError("Step for islice() must be a positive integer or None.")
    return _islice(iter(iterable), start or 0, stop, step or 1)


def _islice(items: Iterator[T], start: int, stop: int | None, step: int) -> Iterator[T]:
    if stop is not None and stop == 0:
        return
    wanted = start
    at = 0
    # The item before `stop` is the last one that is taken from the iterator.
    if stop is not None and wanted >= stop:
        for _ in items:
            at += 1
            if at >= stop:
                return
        return
    for item in items:
        if at == wanted:
            yield item
            wanted += step
        at += 1
        if stop is not None and at >= stop:
            return


def pairwise(iterable: Iterable[T], /) -> Iterator[tuple[T, T]]:
    """(a, b), (b, c), (c, d), …"""
    return _pairwise(iter(iterable))


def _pairwise(items: Iterator[T]) -> Iterator[tuple[T, T]]:
    for first in items:
        before = first
        for item in items:
            yield before, item
            before = item


def starmap(function: Callable[..., R], iterable: Iterable[Iterable[Any]], /) -> Iterator[R]:
    """function(*item) for each item."""
    return (function(*item) for item in iterable)


class _Shared(Generic[T]):
    """One item that several iterators give, and what lies behind it."""

    def __init__(self) -> None:
        self.items: list[T] = []
        self.following: _Shared[T] | None = None


def tee(iterable: Iterable[T], n: int = 2, /) -> tuple[Iterator[T], ...]:
    """Iterators that each give all items; an item lives until the last of them has given it."""
    if n < 0:
        raise ValueError("n must be >= 0")
    items = iter(iterable)
    first: _Shared[T] = _Shared()
    return tuple([_tee(items, first) for _ in range(n)])


def _tee(items: Iterator[T], node: _Shared[T]) -> Iterator[T]:
    while True:
        following = node.following
        if following is None:
            following = _Shared()
            for item in items:
                node.items.append(item)
                break
            else:
                return
            node.following = following
        item = node.items[0]
        node = following
        yield item


class groupby(Generic[S, T]):  # noqa: N801  # CPython's name
    """(key, items) for each run of items with equal keys. The next step ends a run."""

    @overload
    def __init__(self: groupby[T, T], iterable: Iterable[T], key: None = None) -> None: ...
    @overload
    def __init__(self, iterable: Iterable[T], key: Callable[[T], S]) -> None: ...
    def __init__(self, iterable: Iterable[Any], key: Callable[[Any], Any] | None = None) -> None:
        self._items = iter(iterable)
        self._key = key
        self._waiting: list[Any] = []
        self._waiting_key: Any = None
        self._run = 0
        self._run_key: Any = None
        self._is_done = False

    def __iter__(self) -> groupby[S, T]:
        return self

    def __next__(self) -> tuple[S, Iterator[T]]:
        run = self._run
        if run > 0:
            while self._has_waiting() and self._waiting_key == self._run_key:
                self._waiting.pop()
        if not self._has_waiting():
            raise StopIteration
        self._run = run + 1
        self._run_key = self._waiting_key
        return self._waiting_key, self._group(run + 1, self._waiting_key)

    def _has_waiting(self) -> bool:
        """See that the next item is at hand, with its key."""
        if self._waiting:
            return True
        if self._is_done:
            return False
        for item in self._items:
            self._waiting_key = item if self._key is None else self._key(item)
            self._waiting.append(item)
            return True
        self._is_done = True
        return False

    def _group(self, run: int, key: Any) -> Iterator[Any]:
        while self._run == run and self._has_waiting() and self._waiting_key == key:
            yield self._waiting.pop()


# ---------------------------------------------------------------- several inputs


@overload
def zip_longest(
    iter1: Iterable[T1], iter2: Iterable[T2], /
) -> Iterator[tuple[T1 | None, T2 | None]]: ...
@overload
def zip_longest(
    iter1: Iterable[T1], iter2: Iterable[T2], /, *, fillvalue: T
) -> Iterator[tuple[T1 | T, T2 | T]]: ...
@overload
def zip_longest(
    iter1: Iterable[T1], iter2: Iterable[T2], iter3: Iterable[T3], /
) -> Iterator[tuple[T1 | None, T2 | None, T3 | None]]: ...
@overload
def zip_longest(
    iter1: Iterable[T1], iter2: Iterable[T2], iter3: Iterable[T3], /, *, fillvalue: T
) -> Iterator[tuple[T1 | T, T2 | T, T3 | T]]: ...
@overload
def zip_longest(*iterables: Iterable[T], fillvalue: S) -> Iterator[tuple[T | S, ...]]: ...
@overload
def zip_longest(*iterables: Iterable[T]) -> Iterator[tuple[T | None, ...]]: ...
def zip_longest(*iterables: Iterable[Any], fillvalue: Any = None) -> Iterator[Any]:
    """Tuples of one item each, as many as the longest iterable has."""
    return _zip_longest([iter(iterable) for iterable in iterables], fillvalue)


def _zip_longest(iterators: list[Iterator[Any]], fill: Any) -> Iterator[tuple[Any, ...]]:
    active = len(iterators)
    is_done = [False] * active
    while active > 0:
        row: list[Any] = []
        for index, iterator in enumerate(iterators):
            value = fill
            if not is_done[index]:
                for item in iterator:
                    value = item
                    break
                else:
                    is_done[index] = True
                    active -= 1
                    if active == 0:
                        return
            row.append(value)
        yield tuple(row)


@overload
def product(iter1: Iterable[T1], /) -> Iterator[tuple[T1]]: ...
@overload
def product(iter1: Iterable[T1], iter2: Iterable[T2], /) -> Iterator[tuple[T1, T2]]: ...
@overload
def product(
    iter1: Iterable[T1], iter2: Iterable[T2], iter3: Iterable[T3], /
) -> Iterator[tuple[T1, T2, T3]]: ...
@overload
def product(
    iter1: Iterable[T1], iter2: Iterable[T2], iter3: Iterable[T3], iter4: Iterable[T4], /
) -> Iterator[tuple[T1, T2, T3, T4]]: ...
@overload
def product(*iterables: Iterable[T], repeat: int = 1) -> Iterator[tuple[T, ...]]: ...
def product(*iterables: Iterable[Any], repeat: int = 1) -> Iterator[Any]:
    """Tuples of every choice of one item each; the last one changes fastest."""
    if repeat < 0:
        raise ValueError("repeat argument cannot be negative")
    return _product([tuple(iterable) for iterable in iterables] * repeat)


def _product(pools: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for pool in pools:
        if not pool:
            return
    count = len(pools)
    at = [0] * count
    row = [pool[0] for pool in pools]
    while True:
        yield tuple(row)
        place = count - 1
        while place >= 0:
            pool = pools[place]
            index = at[place] + 1
            if index < len(pool):
                at[place] = index
                row[place] = pool[index]
                break
            at[place] = 0
            row[place] = pool[0]
            place -= 1
        if place < 0:
            return


def permutations(iterable: Iterable[T], r: int | None = None) -> Iterator[tuple[T, ...]]:
    """Tuples of `r` of the items, or of all, in every order, by position."""
    if r is not None and r < 0:
        raise ValueError("r must be non-negative")
    pool = list(iterable)
    return _permutations(pool, len(pool) if r is None else r)


def _permutations(pool: list[T], r: int) -> Iterator[tuple[T, ...]]:
    size = len(pool)
    if r > size:
        return
    order = list(range(size))
    # How many items of order[place:] are still to come to `place`.
    left = list(range(size, size - r, -1))
    yield tuple([pool[index] for index in order[:r]])
    while True:
        place = r - 1
        while place >= 0:
            left[place] -= 1
            if left[place] > 0:
                other = size - left[place]
                order[place], order[other] = order[other], order[place]
                break
            order.append(order.pop(place))
            left[place] = size - place
            place -= 1
        if place < 0:
            return
        yield tuple([pool[index] for index in order[:r]])


def combinations(iterable: Iterable[T], r: int) -> Iterator[tuple[T, ...]]:
    """Tuples of `r` of the items, in the order in which they stand."""
    if r < 0:
        raise ValueError("r must be non-negative")
    return _combinations(list(iterable), r)


def _combinations(pool: list[T], r: int) -> Iterator[tuple[T, ...]]:
    size = len(pool)
    if r > size:
        return
    chosen = list(range(r))
    while True:
        yield tuple([pool[index] for index in chosen])
        place = r - 1
        while place >= 0 and chosen[place] == place + size - r:
            place -= 1
        if place < 0:
            return
        chosen[place] += 1
        for later in range(place + 1, r):
            chosen[later] = chosen[later - 1] + 1


def combinations_with_replacement(iterable: Iterable[T], r: int) -> Iterator[tuple[T, ...]]:
    """As `combinations`, with each item any number of times."""
    if r < 0:
        raise ValueError("r must be non-negative")
    return _with_replacement(list(iterable), r)


def _with_replacement(pool: list[T], r: int) -> Iterator[tuple[T, ...]]:
    size = len(pool)
    if size == 0 and r > 0:
        return
    chosen = [0] * r
    while True:
        yield tuple([pool[index] for index in chosen])
        place = r - 1
        while place >= 0 and chosen[place] == size - 1:
            place -= 1
        if place < 0:
            return
        value = chosen[place] + 1
        for later in range(place, r):
            chosen[later] = value
