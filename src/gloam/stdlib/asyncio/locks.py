"""Event and Lock (asyncio's semantics; fair: waiters are served in order)."""

from __future__ import annotations

from types import TracebackType
from typing import Literal

from .exceptions import CancelledError
from .futures import Future

__all__ = ["Event", "Lock", "discard"]


def discard(waiters: list[Future[None]], waiter: Future[None]) -> None:
    """Take `waiter` out of the list, if it is in it."""
    index = 0
    while index < len(waiters):
        if waiters[index] is waiter:
            del waiters[index]
            return
        index += 1


class Event:
    def __init__(self) -> None:
        self._is_set = False
        self._waiters: list[Future[None]] = []

    def is_set(self) -> bool:
        return self._is_set

    def set(self) -> None:
        """Let everybody who waits go on, and everybody who comes until `clear`."""
        if self._is_set:
            return
        self._is_set = True
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    def clear(self) -> None:
        self._is_set = False

    async def wait(self) -> Literal[True]:
        """Wait until the event is set."""
        if self._is_set:
            return True
        waiter = Future[None]()
        self._waiters.append(waiter)
        try:
            await waiter
        finally:
            discard(self._waiters, waiter)
        return True


class Lock:
    def __init__(self) -> None:
        self._is_locked = False
        self._waiters: list[Future[None]] = []

    def locked(self) -> bool:
        return self._is_locked

    async def acquire(self) -> Literal[True]:
        """Wait until the lock is free and everybody who came before has had it, then take it."""
        if not self._is_locked and self._is_nobody_waiting():
            self._is_locked = True
            return True
        waiter = Future[None]()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                discard(self._waiters, waiter)
        except CancelledError:
            if not self._is_locked:
                self._wake_front()
            raise
        self._is_locked = True
        return True

    def release(self) -> None:
        """Free the lock and wake the first in line; RuntimeError if it is not taken."""
        if not self._is_locked:
            raise RuntimeError("Lock is not acquired.")
        self._is_locked = False
        self._wake_front()

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.release()

    def _is_nobody_waiting(self) -> bool:
        for waiter in self._waiters:  # noqa: SIM110  # a loop makes no list
            if not waiter.cancelled():
                return False
        return True

    def _wake_front(self) -> None:
        # Only the first in line: if it is done already, it takes the lock in its next turn.
        if self._waiters and not self._waiters[0].done():
            self._waiters[0].set_result(None)
