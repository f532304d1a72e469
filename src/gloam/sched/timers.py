"""Timers in the order they are due: a binary heap with a bounded share of cancelled entries.

The heap moves entries exactly as CPython's heapq does, so timers for the same instant run in the
same order here and there. No clock: the caller says what time it is.
"""

from __future__ import annotations

from typing import Final

from gloam.sched.handle import CancelledCount, TimerHandle

CLEAN_SIZE_MIN: Final = 100
"""Cancelled entries of a smaller heap wait for their turn (as in asyncio)."""


class TimerHeap:
    def __init__(self) -> None:
        self._heap: list[TimerHandle] = []
        self._cancelled = CancelledCount()

    def __len__(self) -> int:
        return len(self._heap)

    def push(self, handle: TimerHandle) -> None:
        handle.is_scheduled = True
        handle.cancelled_count = self._cancelled
        self._heap.append(handle)
        self._rise(0, len(self._heap) - 1)

    def first(self) -> TimerHandle | None:
        """The live timer that is due first; drops cancelled ones in front of it.

        When more than half of a heap of some size is cancelled, all of them are dropped, so the
        heap's size stays within a constant factor of its live timers.
        """
        size = len(self._heap)
        if size > CLEAN_SIZE_MIN and self._cancelled.value * 2 > size:
            self._drop_cancelled()
        while self._heap and self._heap[0].cancelled():
            self.pop()
        return self._heap[0] if self._heap else None

    def pop(self) -> TimerHandle:
        """Take the entry due first; the heap is not empty."""
        last = self._heap.pop()
        if self._heap:
            handle = self._heap[0]
            self._heap[0] = last
            self._sink(0)
        else:
            handle = last
        handle.is_scheduled = False
        if handle.cancelled():
            self._cancelled.value -= 1
        return handle

    def clear(self) -> None:
        """Cancel everything, so that no callback keeps alive what it would have called."""
        entries = self._heap
        self._heap = []
        for handle in entries:
            handle.is_scheduled = False
            handle.cancel()
        self._cancelled.value = 0

    def _drop_cancelled(self) -> None:
        live: list[TimerHandle] = []
        for handle in self._heap:
            if handle.cancelled():
                handle.is_scheduled = False
            else:
                live.append(handle)
        self._heap = live
        self._cancelled.value = 0
        index = len(live) // 2 - 1
        while index >= 0:
            self._sink(index)
            index -= 1

    def _rise(self, top: int, index: int) -> None:
        """Move the entry at `index` up towards `top` until its parent is not due later."""
        heap = self._heap
        handle = heap[index]
        while index > top:
            parent_index = (index - 1) // 2
            parent = heap[parent_index]
            if not handle.when() < parent.when():
                break
            heap[index] = parent
            index = parent_index
        heap[index] = handle

    def _sink(self, top: int) -> None:
        """Move the entry at `top` down to a leaf along the earlier children, then up again."""
        heap = self._heap
        size = len(heap)
        handle = heap[top]
        index = top
        child = 2 * index + 1
        while child < size:
            right = child + 1
            if right < size and not heap[child].when() < heap[right].when():
                child = right
            heap[index] = heap[child]
            index = child
            child = 2 * index + 1
        heap[index] = handle
        self._rise(top, index)
