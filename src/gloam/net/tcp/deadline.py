"""What waits for a time, earliest first: a binary heap in which each item knows its place.

Moving a deadline costs a logarithm, and there is one entry per connection, whatever happens to it.
"""

from __future__ import annotations

from typing import Final

NO_DEADLINE: Final = -1
NOT_IN_HEAP: Final = -1


class Waiting:
    """What has a deadline; the fields are the heap's."""

    def __init__(self) -> None:
        self.deadline_ns = NO_DEADLINE
        self.heap_index = NOT_IN_HEAP


class Deadlines:
    def __init__(self) -> None:
        self._heap: list[Waiting] = []

    def __len__(self) -> int:
        return len(self._heap)

    def first(self) -> Waiting | None:
        return self._heap[0] if self._heap else None

    def set(self, item: Waiting, deadline_ns: int) -> None:
        """Move the item to its new deadline, or take it out for NO_DEADLINE."""
        if deadline_ns == NO_DEADLINE:
            self.remove(item)
            return
        before = item.deadline_ns
        item.deadline_ns = deadline_ns
        if item.heap_index == NOT_IN_HEAP:
            item.heap_index = len(self._heap)
            self._heap.append(item)
            self._rise(item)
        elif deadline_ns < before:
            self._rise(item)
        elif deadline_ns > before:
            self._sink(item)

    def remove(self, item: Waiting) -> None:
        """Take the item out, if it is in."""
        index = item.heap_index
        if index == NOT_IN_HEAP:
            return
        item.heap_index = NOT_IN_HEAP
        last = self._heap.pop()
        if last is not item:
            self._heap[index] = last
            last.heap_index = index
            self._rise(last)
            self._sink(last)

    def _rise(self, item: Waiting) -> None:
        heap = self._heap
        index = item.heap_index
        while index > 0:
            parent = heap[(index - 1) // 2]
            if parent.deadline_ns <= item.deadline_ns:
                break
            heap[index] = parent
            parent.heap_index = index
            index = (index - 1) // 2
        heap[index] = item
        item.heap_index = index

    def _sink(self, item: Waiting) -> None:
        heap = self._heap
        size = len(heap)
        index = item.heap_index
        child = 2 * index + 1
        while child < size:
            if child + 1 < size and heap[child + 1].deadline_ns < heap[child].deadline_ns:
                child += 1
            if heap[child].deadline_ns >= item.deadline_ns:
                break
            heap[index] = heap[child]
            heap[index].heap_index = index
            index = child
            child = 2 * index + 1
        heap[index] = item
        item.heap_index = index
