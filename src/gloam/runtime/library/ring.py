"""A row of items that grows and shrinks at both ends: one block, in which the row may wrap.

Item `i` lies in slot (first + i) modulo the capacity, a power of two; other slots are raw memory.
"""

from typing import Final, Generic, TypeVar

from gloam.machine import (
    Ptr,
    copy_memory,
    i64,
    null,
    reinterpret,
    u8,
    visit_items,
)
from gloam.runtime import collector, heap
from gloam.runtime.limits import ITEM_BYTES, ITEMS_MAX, ONE

T = TypeVar("T")

CAPACITY_MIN: Final = i64(8)


class Ring(Generic[T]):
    """`changes` counts additions and removals, so that an iteration notices them."""

    def __init__(self) -> None:
        self.size = i64(0)
        self.first = i64(0)
        self.capacity = i64(0)
        self.changes = i64(0)
        self.items: Ptr[T] = null()

    def __drop__(self) -> None:
        self.clear()

    def __trace__(self) -> None:
        at = i64(0)
        while at < self.size:
            visit_items(self.items + self._slot(at), ONE)
            at += 1

    def count(self) -> int:
        return int(self.size)

    def state(self) -> int:
        return int(self.changes)

    def _slot(self, index: i64) -> i64:
        return (self.first + index) & (self.capacity - 1)

    def _grow(self) -> None:
        """Make room for one item more."""
        if self.size < self.capacity:
            return
        capacity = self.capacity * 2 if self.capacity > 0 else CAPACITY_MIN
        if capacity > ITEMS_MAX:
            raise MemoryError
        fresh: Ptr[T] = reinterpret(collector.allocate_block(capacity * ITEM_BYTES))
        if fresh.is_null():
            raise MemoryError
        if self.capacity > 0:
            before_end = self.capacity - self.first
            copy_memory(fresh, self.items + self.first, before_end)
            copy_memory(fresh + before_end, self.items, self.first)
            block: Ptr[u8] = reinterpret(self.items)
            heap.free(block, self.capacity * ITEM_BYTES)
        self.items = fresh
        self.capacity = capacity
        self.first = i64(0)

    def append(self, value: T) -> None:
        self._grow()
        self.items.init(self._slot(self.size), value)
        self.size += 1
        self.changes += 1

    def prepend(self, value: T) -> None:
        self._grow()
        self.first = self._slot(self.capacity - 1)
        self.items.init(self.first, value)
        self.size += 1
        self.changes += 1

    def take_last(self) -> T:
        """Of a row that is not empty."""
        self.size -= 1
        self.changes += 1
        return self.items.take(self._slot(self.size))

    def take_first(self) -> T:
        """Of a row that is not empty."""
        at = self.first
        self.first = self._slot(i64(1))
        self.size -= 1
        self.changes += 1
        return self.items.take(at)

    def item(self, index: int) -> T:
        """At an index that the caller has checked."""
        return self.items[self._slot(i64(index))]

    def put(self, index: int, value: T) -> None:
        self.items[self._slot(i64(index))] = value

    def clear(self) -> None:
        # Detached first: releasing an item can run code that looks at this row.
        items = self.items
        size = self.size
        first = self.first
        capacity = self.capacity
        self.items = null()
        self.size = i64(0)
        self.first = i64(0)
        self.capacity = i64(0)
        self.changes += 1
        at = i64(0)
        while at < size:
            items.take((first + at) & (capacity - 1))
            at += 1
        if capacity > 0:
            block: Ptr[u8] = reinterpret(items)
            heap.free(block, capacity * ITEM_BYTES)
