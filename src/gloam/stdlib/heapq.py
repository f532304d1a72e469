"""heapq: a list as a heap, in which no item is less than its parent at (index - 1) // 2.

A leaf that takes the root's place first sinks to the bottom and then rises: it usually belongs low,
and this compares half as often (D. E. Knuth, "Sorting and Searching", 5.2.3, exercise 18). The
positions of the items are CPython's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar


class _Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


T = TypeVar("T", bound=_Ordered)
S = TypeVar("S")


def heappush(heap: list[T], item: T, /) -> None:
    """Add an item."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap: list[T], /) -> T:
    """Take out the least item. Raises IndexError if there is none."""
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    least = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return least


def heapreplace(heap: list[T], item: T, /) -> T:
    """Take out the least item, then add one. Raises IndexError if there is none."""
    if not heap:
        raise IndexError("index out of range")
    least = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return least


def heappushpop(heap: list[T], item: T, /) -> T:
    """Add an item, then take out the least one."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(heap: list[T], /) -> None:
    """Make a list a heap, in linear time."""
    for position in range(len(heap) // 2 - 1, -1, -1):
        _sink(heap, position)


def _rise(heap: list[T], start: int, position: int) -> None:
    """Move the item at `position` up to where its parent is not greater, at `start` at most."""
    item = heap[position]
    while position > start:
        above = (position - 1) >> 1
        parent = heap[above]
        if not item < parent:
            break
        heap[position] = parent
        position = above
    heap[position] = item


def _sink(heap: list[T], position: int) -> None:
    """Move the item at `position` to a leaf, along the lesser children, and let it rise again."""
    end = len(heap)
    start = position
    item = heap[position]
    child = 2 * position + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[position] = heap[child]
        position = child
        child = 2 * position + 1
    heap[position] = item
    _rise(heap, start, position)


def merge(
    *iterables: Iterable[S],
    key: Callable[[S], Any] | None = None,
    reverse: bool = False,
) -> Iterator[S]:
    """The items of sorted iterables in order; of equal ones those of the first iterable first."""
    sources = [_Source(iter(items), index, key, reverse) for index, items in enumerate(iterables)]
    heap = [source for source in sources if source.step()]
    heapify(heap)
    while heap:
        source = heap[0]
        yield source.item()
        if source.step():
            _sink(heap, 0)
        else:
            heappop(heap)


class _Source:
    """One of the iterables that are merged, ordered by its next item."""

    def __init__(
        self,
        iterator: Iterator[Any],
        index: int,
        key: Callable[[Any], Any] | None,
        reverse: bool,
    ) -> None:
        self._iterator = iterator
        self._index = index
        self._key = key
        self._reverse = reverse
        self._item: Any = None
        self._order: Any = None

    def step(self) -> bool:
        """Take the next item; False if there is none."""
        try:
            self._item = next(self._iterator)
        except StopIteration:
            return False
        self._order = self._item if self._key is None else self._key(self._item)
        return True

    def item(self) -> Any:
        return self._item

    def __lt__(self, other: _Source) -> bool:
        if self._reverse:
            if other._order < self._order:
                return True
            return self._index < other._index and not self._order < other._order
        if self._order < other._order:
            return True
        return self._index < other._index and not other._order < self._order


def nsmallest(n: int, iterable: Iterable[S], key: Callable[[S], Any] | None = None) -> list[S]:
    """The `n` least items in order: sorted(iterable, key=key)[:n]."""
    return _sorted(iterable, key, False)[: max(n, 0)]


def nlargest(n: int, iterable: Iterable[S], key: Callable[[S], Any] | None = None) -> list[S]:
    """The `n` greatest items, greatest first: sorted(iterable, key=key, reverse=True)[:n]."""
    return _sorted(iterable, key, True)[: max(n, 0)]


def _sorted(iterable: Iterable[S], key: Callable[[S], Any] | None, reverse: bool) -> list[S]:
    if key is not None:
        return sorted(iterable, key=key, reverse=reverse)
    return sorted(iterable, key=_itself, reverse=reverse)


def _itself(item: Any) -> Any:
    return item
