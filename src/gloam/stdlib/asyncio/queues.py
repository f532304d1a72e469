"""Queue: first in, first out, between tasks; bounded on request (asyncio's semantics)."""

from __future__ import annotations

from typing import Generic, TypeVar

from gloam.runtime import object as objects
from gloam.sched.fifo import Fifo

from .futures import Future
from .locks import Event, discard

T = TypeVar("T")


class QueueEmpty(Exception):
    """Raised when Queue.get_nowait() is called on an empty Queue."""


class QueueFull(Exception):
    """Raised when Queue.put_nowait() is called on a full Queue."""


class Queue(Generic[T]):
    def __init__(self, maxsize: int = 0) -> None:
        """At most `maxsize` items, or any number if that is 0 or less."""
        self._maxsize = maxsize
        self._items: Fifo[T] = Fifo()
        self._init(maxsize)
        self._getters: list[Future[None]] = []
        self._putters: list[Future[None]] = []
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()

    @property
    def maxsize(self) -> int:
        return self._maxsize

    def _init(self, maxsize: int) -> None:
        """What a queue of another order keeps its items in."""

    def _put(self, item: T) -> None:
        self._items.push(item)

    def _get(self) -> T:
        return self._items.pop()

    def qsize(self) -> int:
        return len(self._items)

    def empty(self) -> bool:
        return self.qsize() == 0

    def full(self) -> bool:
        return self._maxsize > 0 and self.qsize() >= self._maxsize

    async def put(self, item: T) -> None:
        """Wait for a free slot and fill it."""
        while self.full():
            putter = Future[None]()
            self._putters.append(putter)
            try:
                await putter
            except BaseException:
                putter.cancel()
                discard(self._putters, putter)
                if not self.full() and not putter.cancelled():
                    # Woken by a get that now goes to the next in line.
                    _wake_next(self._putters)
                raise
        self.put_nowait(item)

    def put_nowait(self, item: T) -> None:
        if self.full():
            raise QueueFull()
        self._put(item)
        self._unfinished += 1
        self._finished.clear()
        _wake_next(self._getters)

    async def get(self) -> T:
        """Wait for an item and take it."""
        while self.empty():
            getter = Future[None]()
            self._getters.append(getter)
            try:
                await getter
            except BaseException:
                getter.cancel()
                discard(self._getters, getter)
                if not self.empty() and not getter.cancelled():
                    # Woken by a put that now goes to the next in line.
                    _wake_next(self._getters)
                raise
        return self.get_nowait()

    def get_nowait(self) -> T:
        if self.empty():
            raise QueueEmpty()
        item = self._get()
        _wake_next(self._putters)
        return item

    def task_done(self) -> None:
        """One item that was taken has been dealt with."""
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    async def join(self) -> None:
        """Wait until every item ever put has been dealt with."""
        if self._unfinished > 0:
            await self._finished.wait()


class LifoQueue(Queue[T]):
    """Gives the newest item first."""

    def _init(self, maxsize: int) -> None:
        self._stack: list[T] = []

    def qsize(self) -> int:
        return len(self._stack)

    def _put(self, item: T) -> None:
        self._stack.append(item)

    def _get(self) -> T:
        return self._stack.pop()


class PriorityQueue(Queue[T]):
    """Gives the smallest item first: a binary heap."""

    def _init(self, maxsize: int) -> None:
        self._heap: list[T] = []

    def qsize(self) -> int:
        return len(self._heap)

    def _put(self, item: T) -> None:
        heap = self._heap
        at = len(heap)
        heap.append(item)
        while at > 0:
            parent = (at - 1) >> 1
            if not objects.lt(item, heap[parent]):
                break
            heap[at] = heap[parent]
            at = parent
        heap[at] = item

    def _get(self) -> T:
        heap = self._heap
        last = heap.pop()
        if not heap:
            return last
        first = heap[0]
        at = self._path_of_smallest()
        while at > 0:  # the last item moves up from the bottom, as CPython's heapq does it
            parent = (at - 1) >> 1
            if not objects.lt(last, heap[parent]):
                break
            heap[at] = heap[parent]
            at = parent
        heap[at] = last
        return first

    def _path_of_smallest(self) -> int:
        """Move the smaller child up, from the top to the bottom; the place that is free then."""
        heap = self._heap
        at = 0
        while 2 * at + 1 < len(heap):
            child = 2 * at + 1
            if child + 1 < len(heap) and not objects.lt(heap[child], heap[child + 1]):
                child += 1
            heap[at] = heap[child]
            at = child
        return at


def _wake_next(waiters: list[Future[None]]) -> None:
    """Take waiters out of the line until one of them was still pending; wake that one."""
    while waiters:
        waiter = waiters.pop(0)
        if not waiter.done():
            waiter.set_result(None)
            return
