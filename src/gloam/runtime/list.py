"""list: a growing array of items in one block of memory.

`List[T]` is builtins.list when compiled. `AnyList` is what all lists share, whatever their items
are represented as: it lets a list be compared and printed without knowing its item type.

Indices are i64. `item`, and only it, trusts its index: the compiler calls it after a bound check.
"""

from collections.abc import Callable
from typing import Final, Generic, TypeVar, cast

from gloam.machine import (
    Ptr,
    copy_memory,
    i64,
    is_of_same_class,
    null,
    reinterpret,
    same_object,
    u8,
    visit_items,
)
from gloam.runtime import collector, heap, search
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime.iterator import Iterator
from gloam.runtime.limits import I64_MAX, ITEM_BYTES, ITEMS_MAX, ZERO
from gloam.runtime.object import END
from gloam.runtime.sort import Sorter
from gloam.runtime.stride import Stride

T = TypeVar("T")

_LAST: Final = i64(-1)


class AnyList(objects.Object):
    """A list of unknown items: its size, and its items as objects."""

    def __init__(self) -> None:
        self.size = i64(0)

    def object_at(self, index: i64) -> object:
        """The item at an index that is below `size`."""
        raise NotImplementedError

    def slice_object(self, start: object, stop: object, step: object) -> object:
        """`get_stepped`, for a list of unknown items."""
        raise NotImplementedError

    def added(self, other: "AnyList") -> object:
        """`self + other`: a list of the same class if both are of one, else one of objects."""
        raise NotImplementedError

    def repeated(self, times: i64) -> object:
        """`self * times`."""
        raise NotImplementedError

    def __len__(self) -> i64:
        return self.size

    def __bool__(self) -> bool:
        return self.size != 0

    def __iter__(self) -> object:
        return ListIterator(self)

    def __reversed__(self) -> object:
        return ReversedList(self)

    def __hash__(self) -> int:
        return objects.unhashable(self)

    def __repr__(self) -> str:
        if not objects.enter_repr(self):
            return "[...]"
        try:
            parts: list[str] = []
            at = i64(0)
            while at < self.size:
                parts.append(objects.repr(self.object_at(at)))
                at += 1
        finally:
            objects.leave_repr()
        inside = text_methods.join_list(", ", parts)
        return f"[{inside}]"

    def __contains__(self, value: object) -> bool:
        at = i64(0)
        while at < self.size:
            if objects.item_eq(self.object_at(at), value):
                return True
            at += 1
        return False

    def count(self, value: object) -> i64:
        found = i64(0)
        at = i64(0)
        while at < self.size:
            if objects.item_eq(self.object_at(at), value):
                found += 1
            at += 1
        return found

    def index(self, value: object, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
        at = search.clamp(start, self.size)
        stop = search.clamp(stop, self.size)
        # Comparing may run code that shortens the list.
        while at < stop and at < self.size:
            if objects.item_eq(self.object_at(at), value):
                return at
            at += 1
        raise ValueError(f"{objects.repr(value)} is not in list")

    def _first_difference(self, other: "AnyList") -> i64:
        """The first position where items differ or one list ends."""
        at = i64(0)
        while at < self.size and at < other.size:
            if not objects.item_eq(self.object_at(at), other.object_at(at)):
                return at
            at += 1
        return at

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AnyList):
            return NotImplemented
        if self.size != other.size:
            return False
        at = self._first_difference(other)
        return at >= self.size and at >= other.size

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, AnyList):
            return NotImplemented
        at = self._first_difference(other)
        if at < self.size and at < other.size:
            return objects.lt(self.object_at(at), other.object_at(at))
        return self.size < other.size

    def __le__(self, other: object) -> bool:
        if not isinstance(other, AnyList):
            return NotImplemented
        at = self._first_difference(other)
        if at < self.size and at < other.size:
            return objects.le(self.object_at(at), other.object_at(at))
        return self.size <= other.size

    def __gt__(self, other: object) -> bool:
        if not isinstance(other, AnyList):
            return NotImplemented
        at = self._first_difference(other)
        if at < self.size and at < other.size:
            return objects.gt(self.object_at(at), other.object_at(at))
        return self.size > other.size

    def __ge__(self, other: object) -> bool:
        if not isinstance(other, AnyList):
            return NotImplemented
        at = self._first_difference(other)
        if at < self.size and at < other.size:
            return objects.ge(self.object_at(at), other.object_at(at))
        return self.size >= other.size


class ListIterator(Iterator):
    """A list may change under it: the size is asked for at each step, until the first end."""

    def __init__(self, items: AnyList) -> None:
        self._items: AnyList | None = items
        self._at = i64(0)

    def __advance__(self) -> object:
        items = self._items
        if items is None:
            return END
        at = self._at
        if at >= items.size:
            self._items = None
            return END
        self._at = at + 1
        return items.object_at(at)


class ReversedList(Iterator):
    def __init__(self, items: AnyList) -> None:
        self._items: AnyList | None = items
        self._at = items.size

    def __advance__(self) -> object:
        items = self._items
        if items is None:
            return END
        self._at -= 1
        if self._at < 0 or self._at >= items.size:
            self._items = None
            return END
        return items.object_at(self._at)


class List(AnyList, Generic[T]):
    """A list whose items are represented as T."""

    def __init__(self) -> None:
        super().__init__()
        self.capacity = i64(0)
        self.items: Ptr[T] = null()

    def __drop__(self) -> None:
        self.clear()

    def __trace__(self) -> None:
        visit_items(self.items, self.size)

    def object_at(self, index: i64) -> object:
        return self.items[index]

    # Memory.

    def reserve(self, needed: i64) -> None:
        """Make room for at least `needed` items in all."""
        if needed <= self.capacity:
            return
        # CPython's growth: 0, 4, 8, 16, 24, 32, 40, 52, 64, 76, …
        capacity = needed + (needed >> 3) + 6
        self._set_capacity(capacity - capacity % 4)

    def _set_capacity(self, capacity: i64) -> None:
        if capacity > ITEMS_MAX:
            raise MemoryError
        fresh: Ptr[T] = reinterpret(collector.allocate_block(capacity * ITEM_BYTES))
        if fresh.is_null():
            raise MemoryError
        if self.capacity > 0:
            copy_memory(fresh, self.items, self.size)
            self._free_items()
        self.items = fresh
        self.capacity = capacity

    def prepare(self, count: i64) -> None:
        """Make an empty list one of `count` items, which the caller stores at once."""
        self._set_capacity(count)
        self.size = count

    def _free_items(self) -> None:
        """Free the block, whose slots are raw by now."""
        block: Ptr[u8] = reinterpret(self.items)
        heap.free(block, self.capacity * ITEM_BYTES)

    def clear(self) -> None:
        # Detach first: releasing an item can run code that looks at this list.
        items = self.items
        count = self.size
        capacity = self.capacity
        self.items = null()
        self.size = i64(0)
        self.capacity = i64(0)
        at = i64(0)
        while at < count:
            items.take(at)
            at += 1
        if capacity > 0:
            block: Ptr[u8] = reinterpret(items)
            heap.free(block, capacity * ITEM_BYTES)

    # Items.

    def item(self, index: i64) -> T:
        """The item at an index that the caller has checked."""
        return self.items[index]

    def _index(self, index: i64) -> i64:
        """From the front, or -1 if there is no such item."""
        if index < 0:
            index += self.size
        if index < 0 or index >= self.size:
            return i64(-1)
        return index

    def __getitem__(self, index: i64) -> T:
        at = self._index(index)
        if at < 0:
            raise IndexError("list index out of range")
        return self.items[at]

    def __setitem__(self, index: i64, value: T) -> None:
        at = self._index(index)
        if at < 0:
            raise IndexError("list assignment index out of range")
        self.items[at] = value

    def __delitem__(self, index: i64) -> None:
        self.del_item(index)

    def del_item(self, index: i64) -> None:
        at = self._index(index)
        if at < 0:
            raise IndexError("list assignment index out of range")
        self._remove_at(at)

    def _remove_at(self, at: i64) -> T:
        value = self.items.take(at)
        self.size -= 1
        copy_memory(self.items + at, self.items + (at + 1), self.size - at)
        return value

    def append(self, value: T) -> None:
        if self.size == self.capacity:
            self.reserve(self.size + 1)
        self.items.init(self.size, value)
        self.size += 1

    def insert(self, index: i64, value: T) -> None:
        at = search.clamp(index, self.size)
        self._open_gap(at, i64(1))
        self.items.init(at, value)
        self.size += 1

    def _open_gap(self, at: i64, count: i64) -> None:
        """Move the items from `at` on; leaves `count` raw slots and the size as it was."""
        self.reserve(self.size + count)
        copy_memory(self.items + (at + count), self.items + at, self.size - at)

    def pop(self, index: i64 = _LAST) -> T:
        if self.size == 0:
            raise IndexError("pop from empty list")
        at = self._index(index)
        if at < 0:
            raise IndexError("pop index out of range")
        return self._remove_at(at)

    def remove(self, value: object) -> None:
        at = i64(0)
        while at < self.size:
            if objects.item_eq(self.items[at], value):
                if at < self.size:
                    self._remove_at(at)
                return
            at += 1
        raise ValueError("list.remove(x): x not in list")

    # Whole lists.

    def copy(self) -> "List[T]":
        return self.get_slice(i64(0), self.size)

    def slice_object(self, start: object, stop: object, step: object) -> object:
        return self.get_stepped(start, stop, step)

    def added(self, other: AnyList) -> object:
        if is_of_same_class(self, other):
            return self.__add__(cast("List[T]", other))  # cast: of the same class
        result: List[object] = List()
        result.reserve(self.size + other.size)
        at = i64(0)
        while at < self.size:
            result.append(self.object_at(at))
            at += 1
        at = i64(0)
        while at < other.size:
            result.append(other.object_at(at))
            at += 1
        return result

    def repeated(self, times: i64) -> object:
        return self.__mul__(times)

    def get_stepped(self, start: object, stop: object, step: object) -> "List[T]":
        stride = Stride(start, stop, step, self.size)
        result: List[T] = List()
        if stride.count > 0:
            result._set_capacity(stride.count)
            while result.size < stride.count:
                result.items.init(result.size, self.items[stride.at(result.size)])
                result.size += 1
        return result

    def get_slice(self, start: i64, stop: i64) -> "List[T]":
        at = search.clamp(start, self.size)
        stop = search.clamp(stop, self.size)
        result: List[T] = List()
        if at < stop:
            result._set_capacity(stop - at)
            result._append_items(self.items, at, stop)
        return result

    def _append_items(self, items: Ptr[T], at: i64, stop: i64) -> None:
        """Append items[at:stop], for which there is room."""
        while at < stop:
            self.items.init(self.size, items[at])
            self.size += 1
            at += 1

    def extend(self, other: "List[T]") -> None:
        count = other.size
        if count > 0:
            self.reserve(self.size + count)
            self._append_items(other.items, i64(0), count)

    def __iadd__(self, other: "List[T]") -> "List[T]":
        self.extend(other)
        return self

    def __add__(self, other: "List[T]") -> "List[T]":
        result: List[T] = List()
        if self.size + other.size > 0:
            result._set_capacity(self.size + other.size)
            result._append_items(self.items, i64(0), self.size)
            result._append_items(other.items, i64(0), other.size)
        return result

    def __mul__(self, times: i64) -> "List[T]":
        result: List[T] = List()
        if times > 0 and self.size > 0:
            if self.size > ITEMS_MAX // times:
                raise MemoryError
            result._set_capacity(self.size * times)
            while times > 0:
                result._append_items(self.items, i64(0), self.size)
                times -= 1
        return result

    def __imul__(self, times: i64) -> "List[T]":
        if times <= 0:
            self.clear()
        elif self.size > 0:
            count = self.size
            if count > ITEMS_MAX // times:
                raise MemoryError
            self.reserve(count * times)
            while times > 1:
                self._append_items(self.items, i64(0), count)
                times -= 1
        return self

    def set_slice(self, start: i64, stop: i64, values: "List[T]") -> None:
        at = search.clamp(start, self.size)
        stop = search.clamp(stop, self.size)
        stop = max(stop, at)
        if same_object(values, self):
            values = values.copy()
        added = values.size
        # Old items leave the list before they are released: that can run code that looks at it.
        removed = self.get_slice(at, stop)
        self._take_range(at, stop)
        if added > 0:
            self._open_gap(at, added)
            index = i64(0)
            while index < added:
                self.items.init(at + index, values.items[index])
                index += 1
            self.size += added
        removed.clear()

    def set_stepped(self, start: object, stop: object, step: object, values: "List[T]") -> None:
        stride = Stride(start, stop, step, self.size)
        if stride.step == 1:
            self.set_slice(stride.first, max(stride.first, stride.stop), values)
            return
        if values.size != stride.count:
            raise ValueError(
                f"attempt to assign sequence of size {int(values.size)} "
                f"to extended slice of size {int(stride.count)}"
            )
        if same_object(values, self):
            values = values.copy()
        # Swapped, not stored: the old items die with `old`, when the list is in order again.
        old = values.copy()
        index = i64(0)
        while index < stride.count:
            at = stride.at(index)
            value = old.items.take(index)
            old.items.init(index, self.items.take(at))
            self.items.init(at, value)
            index += 1

    def del_stepped(self, start: object, stop: object, step: object) -> None:
        stride = Stride(start, stop, step, self.size)
        at = stride.ascending()
        if stride.count == 0:
            return
        removed: List[T] = List()
        removed._set_capacity(stride.count)
        target = at
        while at < self.size:
            if removed.size < stride.count and at == stride.at(removed.size):
                removed.items.init(removed.size, self.items.take(at))
                removed.size += 1
            else:
                copy_memory(self.items + target, self.items + at, i64(1))
                target += 1
            at += 1
        self.size = target

    def del_slice(self, start: i64, stop: i64) -> None:
        at = search.clamp(start, self.size)
        stop = search.clamp(stop, self.size)
        if at < stop:
            removed = self.get_slice(at, stop)
            self._take_range(at, stop)
            removed.clear()

    def _take_range(self, at: i64, stop: i64) -> None:
        """Close the gap items[at:stop]; something else holds these items, so nothing dies."""
        index = at
        while index < stop:
            self.items.take(index)
            index += 1
        copy_memory(self.items + at, self.items + stop, self.size - stop)
        self.size -= stop - at

    def reverse(self) -> None:
        low = i64(0)
        high = self.size - 1
        while low < high:
            value = self.items.take(low)
            self.items.init(low, self.items.take(high))
            self.items.init(high, value)
            low += 1
            high -= 1

    # Sorting.

    def sort(self, key: Callable[[T], object] | None = None, reverse: bool = False) -> None:
        """Sort by `<` of the items, or of what `key` gives for each; `key` is called in order.

        As in CPython the list reads as empty meanwhile.
        """
        detached: List[T] = List()
        detached.swap(self)
        try:
            if key is None:
                sorter = _sorted(detached, reverse)
            else:
                sorter = _sorted(detached.map(key), reverse)
        finally:
            changed = self.capacity != 0
            detached.swap(self)
        self._arrange(sorter)
        if changed:
            raise ValueError("list modified during sort")

    def map(self, function: Callable[[T], object]) -> "List[object]":
        """What `function` gives for each item."""
        results: List[object] = List()
        at = i64(0)
        while at < self.size:
            results.append(function(self.items[at]))
            at += 1
        return results

    def swap(self, other: "List[T]") -> None:
        """Exchange the contents of two lists."""
        size = self.size
        capacity = self.capacity
        items = self.items
        self.size = other.size
        self.capacity = other.capacity
        self.items = other.items
        other.size = size
        other.capacity = capacity
        other.items = items

    def _arrange(self, sorter: Sorter) -> None:
        """Put the items into the order of a finished sorter over them."""
        if self.size < 2:
            return
        fresh: Ptr[T] = reinterpret(collector.allocate_block(self.capacity * ITEM_BYTES))
        if fresh.is_null():
            raise MemoryError
        at = i64(0)
        while at < self.size:
            copy_memory(fresh + at, self.items + sorter.order[at], i64(1))
            at += 1
        self._free_items()
        self.items = fresh


class _ByItem(Sorter, Generic[T]):
    """Orders the positions of a list by the `<` of its items."""

    def __init__(self, items: List[T], reverse: bool) -> None:
        super().__init__(items.size)
        self._items = items
        self._reverse = reverse

    def is_before(self, a: i64, b: i64) -> bool:
        if self._reverse:
            return objects.lt(self._items.items[b], self._items.items[a])
        return objects.lt(self._items.items[a], self._items.items[b])


def _sorted(items: List[T], reverse: bool) -> Sorter:
    """A sorter that has run over these items, which stay where they are."""
    sorter: _ByItem[T] = _ByItem(items, reverse)
    sorter.run()
    return sorter
