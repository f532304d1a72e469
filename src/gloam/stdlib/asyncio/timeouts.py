"""timeout and timeout_at: a deadline for a block of code (asyncio's semantics)."""

from __future__ import annotations

from types import TracebackType

from gloam.sched.handle import TimerHandle
from gloam.sched.loop import seconds

from .exceptions import CancelledError
from .futures import Completion, loop_or_running
from .tasks import running_task

__all__ = ["Timeout", "timeout", "timeout_at"]


class Timeout:
    """Cancels the task that is in the block when its time has come, and turns that cancellation
    into TimeoutError where the block ends."""

    def __init__(self, when: float | None) -> None:
        self._state = "created"
        """Then "active", and "expiring" and "expired", or "finished"."""
        self._when = when
        self._timer: TimerHandle | None = None
        self._task: Completion | None = None
        self._requests = 0

    def when(self) -> float | None:
        return self._when

    def reschedule(self, when: float | None) -> None:
        """Move the deadline; None takes it away."""
        if self._state != "active":
            if self._state == "created":
                raise RuntimeError("Timeout has not been entered")
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if when is not None:
            loop = loop_or_running(None)
            if when <= loop.time():
                loop.run_soon(self._expire)
            else:
                self._timer = loop.run_at(when, self._expire)

    def expired(self) -> bool:
        """Whether the deadline has passed inside of the block."""
        return self._state in ("expiring", "expired")

    async def __aenter__(self) -> Timeout:
        if self._state != "created":
            raise RuntimeError("Timeout has already been entered")
        task = running_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = "active"
        self._task = task
        self._requests = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> bool | None:
        task = self._task
        assert task is not None, "entered by a task"
        self._task = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._state == "expiring":
            self._state = "expired"
            if task.uncancel() <= self._requests and isinstance(exc, CancelledError):
                raise TimeoutError from exc
        elif self._state == "active":
            self._state = "finished"
        return None

    def _expire(self) -> None:
        task = self._task
        if task is not None and self._state == "active":
            task.cancel()
            self._state = "expiring"
        self._timer = None


def timeout(delay: float | None) -> Timeout:
    """A deadline in `delay` seconds; None for none."""
    if delay is None:
        return Timeout(None)
    return Timeout(loop_or_running(None).time() + seconds(delay))


def timeout_at(when: float | None) -> Timeout:
    """A deadline at a time of the loop's clock; None for none."""
    return Timeout(when)
