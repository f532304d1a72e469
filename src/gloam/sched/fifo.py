"""A first-in, first-out queue with constant-time ends, in plain lists."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Fifo(Generic[T]):
    """Unbounded: whoever pushes what a peer sent states the limit. A popped item is not kept."""

    def __init__(self) -> None:
        self._incoming: list[T] = []
        # Reversed, so that its end is the head of the queue.
        self._outgoing: list[T] = []

    def __len__(self) -> int:
        return len(self._incoming) + len(self._outgoing)

    def push(self, item: T) -> None:
        self._incoming.append(item)

    def pop(self) -> T:
        """Take the oldest item; the caller knows that there is one."""
        if not self._outgoing:
            self._incoming.reverse()
            taken = self._outgoing
            self._outgoing = self._incoming
            self._incoming = taken
        return self._outgoing.pop()

    def clear(self) -> None:
        """Drop everything. The lists are replaced first: dropping an item may run code."""
        self._incoming = []
        self._outgoing = []
