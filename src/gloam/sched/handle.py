"""Something to be run by the loop, once: now (`Handle`) or at a time (`TimerHandle`)."""

from __future__ import annotations

from collections.abc import Callable


class Runnable:
    """What the loop can run."""

    def run_turn(self) -> None:
        """Do what was scheduled. For the loop only; lets everything escape."""
        raise NotImplementedError


class Handle(Runnable):
    """A scheduled call. It lets go of what it would call as soon as it has run or is cancelled."""

    def __init__(self, callback: Callable[[], object] | None) -> None:
        self._callback = callback
        self._is_cancelled = False

    def cancel(self) -> None:
        """Never run the callback; does nothing after it ran."""
        self._is_cancelled = True
        self._callback = None

    def cancelled(self) -> bool:
        return self._is_cancelled

    def run_turn(self) -> None:
        """Call the callback, if there is one left."""
        callback = self._callback
        if callback is not None:
            self._callback = None
            callback()


class TimerHandle(Handle):
    """A call at a time of the loop's clock, in seconds."""

    def __init__(self, when: float, callback: Callable[[], object]) -> None:
        super().__init__(callback)
        self._when = when
        self.is_scheduled = False
        """Stands in the timer heap, which has to know when it is cancelled there."""
        self.cancelled_count: CancelledCount | None = None

    def when(self) -> float:
        """The time it is due, as the loop's `time()` counts."""
        return self._when

    def cancel(self) -> None:
        if not self._is_cancelled and self.is_scheduled and self.cancelled_count is not None:
            self.cancelled_count.value += 1
        super().cancel()


class CancelledCount:
    """How many handles of a timer heap are cancelled: shared, so that no handle owns the heap."""

    def __init__(self) -> None:
        self.value = 0
