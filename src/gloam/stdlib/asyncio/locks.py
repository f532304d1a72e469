"""Event, Lock, Semaphore, Condition and Barrier (asyncio's semantics; fair: waiters are served in
order)."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Literal, TypeVar

from .exceptions import BrokenBarrierError, CancelledError
from .futures import Future

T = TypeVar("T")

__all__ = ["Barrier", "BoundedSemaphore", "Condition", "Event", "Lock", "Semaphore", "discard"]


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
    """Not reentrant. `async with lock:` holds it."""

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


class Semaphore:
    def __init__(self, value: int = 1) -> None:
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._value = value
        self._waiters: list[Future[None]] = []

    def locked(self) -> bool:
        """Whether `acquire` would have to wait."""
        if self._value == 0:
            return True
        for waiter in self._waiters:  # noqa: SIM110  # a loop makes no list
            if not waiter.cancelled():
                return True
        return False

    async def acquire(self) -> Literal[True]:
        """Wait until the counter is above 0 and everybody who came before has had it; take one."""
        if not self.locked():
            self._value -= 1
            return True
        waiter = Future[None]()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                discard(self._waiters, waiter)
        except CancelledError:
            if not waiter.cancelled():
                self._value += 1
                self._wake_next()
            raise
        if self._value > 0:
            self._wake_next()
        return True

    def release(self) -> None:
        self._value += 1
        self._wake_next()

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.release()

    def _wake_next(self) -> None:
        """Take one from the counter for the first who waits and is not woken yet."""
        for waiter in self._waiters:
            if not waiter.done():
                self._value -= 1
                waiter.set_result(None)
                return


class BoundedSemaphore(Semaphore):
    """Raises ValueError if it is released more often than it was acquired."""

    def __init__(self, value: int = 1) -> None:
        super().__init__(value)
        self._bound = value

    def release(self) -> None:
        if self._value >= self._bound:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class Condition:
    def __init__(self, lock: Lock | None = None) -> None:
        self._lock = Lock() if lock is None else lock
        self._waiters: list[Future[None]] = []

    def locked(self) -> bool:
        return self._lock.locked()

    async def acquire(self) -> Literal[True]:
        return await self._lock.acquire()

    def release(self) -> None:
        self._lock.release()

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.release()

    async def wait(self) -> Literal[True]:
        """Free the lock, wait until notified, and take the lock again."""
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self.release()
        try:
            waiter = Future[None]()
            self._waiters.append(waiter)
            try:
                await waiter
                return True
            finally:
                discard(self._waiters, waiter)
        finally:
            await self._take_again()

    async def _take_again(self) -> None:
        """Take the lock whatever happens; a cancellation meanwhile is raised afterwards."""
        cancelled: CancelledError | None = None
        while True:
            try:
                await self.acquire()
                break
            except CancelledError as error:
                cancelled = error
        if cancelled is not None:
            raise CancelledError

    async def wait_for(self, predicate: Callable[[], T]) -> T:
        """Wait until `predicate()` is true; what it gave."""
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n: int = 1) -> None:
        """Wake at most `n` of those who wait."""
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        count = 0
        for waiter in self._waiters:
            if count >= n:
                return
            if not waiter.done():
                count += 1
                waiter.set_result(None)

    def notify_all(self) -> None:
        self.notify(len(self._waiters))


class Barrier:
    """Lets `parties` tasks go on once so many of them wait."""

    def __init__(self, parties: int) -> None:
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._condition = Condition()
        self._parties = parties
        self._state = "filling"
        """Or "draining", "resetting", "broken"."""
        self._count = 0

    @property
    def parties(self) -> int:
        return self._parties

    @property
    def n_waiting(self) -> int:
        """How many wait while the barrier is filling."""
        return self._count if self._state == "filling" else 0

    @property
    def broken(self) -> bool:
        return self._state == "broken"

    async def wait(self) -> int:
        """Wait for all parties; a number below `parties` that is another one for each of them."""
        async with self._condition:
            await self._block()
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._state = "draining"
                    self._condition.notify_all()
                else:
                    await self._wait()
                return index
            finally:
                self._count -= 1
                self._exit()

    async def __aenter__(self) -> int:
        return await self.wait()

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        pass

    async def reset(self) -> None:
        """Empty the barrier: those who wait get BrokenBarrierError."""
        async with self._condition:
            if self._count > 0:
                if self._state != "resetting":
                    self._state = "resetting"
            else:
                self._state = "filling"
            self._condition.notify_all()

    async def abort(self) -> None:
        """Break the barrier: those who wait and who come get BrokenBarrierError."""
        async with self._condition:
            self._state = "broken"
            self._condition.notify_all()

    async def _block(self) -> None:
        """Wait until the barrier is filling again."""
        while self._state in ("draining", "resetting"):
            await self._condition.wait()
        if self._state == "broken":
            raise BrokenBarrierError("Barrier aborted")

    async def _wait(self) -> None:
        while self._state == "filling":
            await self._condition.wait()
        if self._state in ("broken", "resetting"):
            raise BrokenBarrierError("Abort or reset of barrier")

    def _exit(self) -> None:
        if self._count == 0:
            if self._state in ("resetting", "draining"):
                self._state = "filling"
            self._condition.notify_all()
