"""deque: a sequence with two fast ends, and a bound on request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

from gloam.runtime import copying
from gloam.runtime.library.ring import Ring

T = TypeVar("T")


class _Deque:
    """What all deques are, whatever their items."""

    __slots__ = ()


class deque(_Deque, Generic[T]):  # noqa: N801, PLR0904  # CPython's name and methods
    def __init__(self, iterable: Iterable[T] | None = None, maxlen: int | None = None) -> None:
        """At most the last `maxlen` items are kept."""
        if maxlen is not None and maxlen < 0:
            raise ValueError("maxlen must be non-negative")
        self._ring: Ring[T] = Ring()
        self._maxlen = maxlen
        if iterable is not None:
            self.extend(iterable)

    @property
    def maxlen(self) -> int | None:
        return self._maxlen

    def append(self, x: T, /) -> None:
        self._ring.append(x)
        if self._maxlen is not None and self._ring.count() > self._maxlen:
            self._ring.take_first()

    def appendleft(self, x: T, /) -> None:
        self._ring.prepend(x)
        if self._maxlen is not None and self._ring.count() > self._maxlen:
            self._ring.take_last()

    def pop(self) -> T:
        if self._ring.count() == 0:
            raise IndexError("pop from an empty deque")
        return self._ring.take_last()

    def popleft(self) -> T:
        if self._ring.count() == 0:
            raise IndexError("pop from an empty deque")
        return self._ring.take_first()

    def extend(self, iterable: Iterable[T], /) -> None:
        if iterable is self:
            iterable = list(iterable)
        for item in iterable:
            self.append(item)

    def extendleft(self, iterable: Iterable[T], /) -> None:
        if iterable is self:
            iterable = list(iterable)
        for item in iterable:
            self.appendleft(item)

    def clear(self) -> None:
        self._ring.clear()

    def copy(self) -> deque[T]:
        return deque(self, self._maxlen)

    def __copy__(self) -> deque[T]:
        return deque(self, self._maxlen)

    def __deepcopy__(self, memo: dict[int, Any], /) -> deque[T]:
        made: deque[T] = deque(None, self._maxlen)
        memo[id(self)] = made
        for item in self:
            made.append(copying.deep(item, memo))
        return made

    def rotate(self, n: int = 1, /) -> None:
        """Move `n` items from the right end to the left one."""
        count = self._ring.count()
        if count < 2:
            return
        n %= count
        if n > count // 2:
            for _ in range(count - n):
                self._ring.append(self._ring.take_first())
        else:
            for _ in range(n):
                self._ring.prepend(self._ring.take_last())

    def reverse(self) -> None:
        low, high = 0, self._ring.count() - 1
        while low < high:
            value = self._ring.item(low)
            self._ring.put(low, self._ring.item(high))
            self._ring.put(high, value)
            low += 1
            high -= 1

    def _position(self, index: int) -> int:
        count = self._ring.count()
        if index < 0:
            index += count
        if index < 0 or index >= count:
            raise IndexError("deque index out of range")
        return index

    def __getitem__(self, key: int, /) -> T:
        return self._ring.item(self._position(key))

    def __setitem__(self, key: int, value: T, /) -> None:
        self._ring.put(self._position(key), value)

    def __delitem__(self, key: int, /) -> None:
        self._remove_at(self._position(key))

    def _remove_at(self, index: int) -> None:
        self.rotate(-index)
        removed = self._ring.take_first()
        self.rotate(index)
        del removed

    def insert(self, i: int, x: T, /) -> None:
        count = self._ring.count()
        if self._maxlen is not None and count >= self._maxlen:
            raise IndexError("deque already at its maximum size")
        if i < 0:
            i = max(i + count, 0)
        if i >= count:
            self._ring.append(x)
            return
        self.rotate(-i)
        self._ring.prepend(x)
        self.rotate(i)

    def remove(self, value: T, /) -> None:
        state = self._ring.state()
        for index in range(self._ring.count()):
            item = self._ring.item(index)
            is_equal = item is value or item == value
            if state != self._ring.state():
                raise IndexError("deque mutated during remove().")
            if is_equal:
                self._remove_at(index)
                return
        raise ValueError(f"{value!r} is not in deque")

    def index(self, x: T, start: int = 0, stop: int | None = None, /) -> int:
        count = self._ring.count()
        end = count if stop is None else stop
        if start < 0:
            start = max(start + count, 0)
        if end < 0:
            end += count
        for index in range(start, min(end, count)):
            item = self._ring.item(index)
            if item is x or item == x:
                return index
        raise ValueError(f"{x!r} is not in deque")

    def count(self, x: T, /) -> int:
        return sum([1 for item in self if item is x or item == x])

    def __contains__(self, key: object, /) -> bool:
        state = self._ring.state()
        for index in range(self._ring.count()):
            item = self._ring.item(index)
            if item is key or item == key:
                return True
            if state != self._ring.state():
                raise RuntimeError("deque mutated during iteration")
        return False

    def __len__(self) -> int:
        return self._ring.count()

    def __bool__(self) -> bool:
        return self._ring.count() > 0

    def __iter__(self) -> Iterator[T]:
        return _forward(self._ring)

    def __reversed__(self) -> Iterator[T]:
        return _backward(self._ring)

    def __repr__(self) -> str:
        inside = repr(list(self))
        if self._maxlen is not None:
            return f"deque({inside}, maxlen={self._maxlen})"
        return f"deque({inside})"

    def __hash__(self) -> int:
        raise TypeError("unhashable type: 'collections.deque'")

    def __eq__(self, other: object, /) -> bool:
        if not isinstance(other, _Deque):
            return NotImplemented
        mine: list[Any] = list(self)
        theirs: Any = other
        return mine == list(theirs)

    def __lt__(self, other: deque[T], /) -> bool:
        first: list[Any] = list(self)
        return first < list(other)

    def __le__(self, other: deque[T], /) -> bool:
        first: list[Any] = list(self)
        return first <= list(other)

    def __gt__(self, other: deque[T], /) -> bool:
        first: list[Any] = list(self)
        return first > list(other)

    def __ge__(self, other: deque[T], /) -> bool:
        first: list[Any] = list(self)
        return first >= list(other)

    def __add__(self, other: deque[T], /) -> deque[T]:
        result = self.copy()
        result.extend(other)
        return result

    def __iadd__(self, other: Iterable[T], /) -> deque[T]:
        self.extend(other)
        return self

    def __mul__(self, times: int, /) -> deque[T]:
        result = deque[T](None, self._maxlen)
        for _ in range(times):
            result.extend(self)
        return result

    def __rmul__(self, times: int, /) -> deque[T]:
        return self * times

    def __imul__(self, times: int, /) -> deque[T]:
        items = list(self)
        if times <= 0:
            self.clear()
        for _ in range(times - 1):
            self.extend(items)
        return self


def _forward(ring: Ring[T]) -> Iterator[T]:
    state = ring.state()
    index = 0
    while index < ring.count():
        yield ring.item(index)
        if state != ring.state():
            raise RuntimeError("deque mutated during iteration")
        index += 1


def _backward(ring: Ring[T]) -> Iterator[T]:
    state = ring.state()
    index = ring.count() - 1
    while index >= 0:
        yield ring.item(index)
        if state != ring.state():
            raise RuntimeError("deque mutated during iteration")
        index -= 1
