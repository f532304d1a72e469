"""Stable merge sort of positions: it knows how to order, not what it orders.

A Sorter holds the numbers 0..n-1 and asks its subclass which of two comes first. The caller moves
its items into the resulting order afterwards, so an exception from a comparison leaves them as they
were. At most n * log2(n) comparisons; n - 1 if everything is in order already.
"""

from typing import Final

from gloam.machine import Ptr, copy_memory, i64, null, reinterpret, u8
from gloam.runtime import collector, heap
from gloam.runtime.limits import ITEMS_MAX

_RUN: Final = i64(8)
"""Runs of so many positions are sorted by insertion before merging begins."""


class Sorter:
    def __init__(self, count: i64) -> None:
        self.count = count
        self.order: Ptr[i64] = null()
        self._spare: Ptr[i64] = null()
        if count > 0:
            if count > ITEMS_MAX // 2:
                raise MemoryError
            block: Ptr[i64] = reinterpret(collector.allocate_block(count * 16))
            if block.is_null():
                raise MemoryError
            self.order = block
            self._spare = block + count

    def is_before(self, a: i64, b: i64) -> bool:
        """Whether position `a` must come before position `b`; False if they are equal."""
        raise NotImplementedError

    def run(self) -> None:
        at = i64(0)
        while at < self.count:
            self.order[at] = at
            at += 1
        start = i64(0)
        while start < self.count:
            self._insert_run(start, self._end(start + _RUN))
            start += _RUN
        width = _RUN
        while width < self.count:
            start = i64(0)
            while start + width < self.count:
                self._merge(start, start + width, self._end(start + width + width))
                start += width + width
            width += width

    def _end(self, position: i64) -> i64:
        if position > self.count:
            return self.count
        return position

    def _insert_run(self, start: i64, stop: i64) -> None:
        at = start + 1
        while at < stop:
            moving = self.order[at]
            hole = at
            while hole > start and self.is_before(moving, self.order[hole - 1]):
                self.order[hole] = self.order[hole - 1]
                hole -= 1
            self.order[hole] = moving
            at += 1

    def _merge(self, start: i64, middle: i64, stop: i64) -> None:
        """Merge the sorted order[start:middle] and order[middle:stop]; equals keep their order."""
        if not self.is_before(self.order[middle], self.order[middle - 1]):
            return
        size = middle - start
        copy_memory(self._spare, self.order + start, size)
        left = i64(0)
        right = middle
        at = start
        while left < size:
            if right < stop and self.is_before(self.order[right], self._spare[left]):
                self.order[at] = self.order[right]
                right += 1
            else:
                self.order[at] = self._spare[left]
                left += 1
            at += 1

    def __drop__(self) -> None:
        if self.count > 0 and not self.order.is_null():
            block: Ptr[u8] = reinterpret(self.order)
            heap.free(block, self.count * 16)
            self.order = null()
