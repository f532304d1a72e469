"""The run loop: ready handles, timers, sources, and the one point where the program waits.

A turn polls the sources, waits for a device or the next deadline if nothing is ready, then runs
exactly the handles that are ready by then; what they schedule runs in the next turn. That is
asyncio's order. There are no threads: nothing else runs meanwhile.
"""
# ruff: noqa: PLW0603  # one loop runs at a time

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gloam.device import platform
from gloam.sched.fifo import Fifo
from gloam.sched.handle import Handle, Runnable, TimerHandle
from gloam.sched.source import NO_DEADLINE, Source
from gloam.sched.timers import TimerHeap

SECOND_NS: Final = 1_000_000_000
CLOCK_RESOLUTION: Final = 1e-09


class Loop:
    def __init__(self) -> None:
        self._ready: Fifo[Runnable] = Fifo()
        self._timers = TimerHeap()
        self._sources: list[Source] = []
        self._is_stopping = False
        self._is_running = False
        self._is_closed = False

    def time(self) -> float:
        """Seconds on the monotonic clock."""
        return float(platform.current.monotonic_ns()) / 1e9

    def run_soon(self, callback: Callable[[], object]) -> Handle:
        """Run `callback` in the next turn, after what was scheduled before it."""
        self.check_open()
        handle = Handle(callback)
        self._ready.push(handle)
        return handle

    def run_later(self, delay: float | int, callback: Callable[[], object]) -> TimerHandle:
        """Run `callback` in `delay` seconds."""
        return self.run_at(self.time() + seconds(delay), callback)

    def run_at(self, when: float | int, callback: Callable[[], object]) -> TimerHandle:
        """Run `callback` at the time `when` of the loop's clock."""
        self.check_open()
        handle = TimerHandle(seconds(when), callback)
        self._timers.push(handle)
        return handle

    def run_forever(self) -> None:
        """Run until `stop()` is called; the turn in which that happens is finished."""
        global running
        self.check_open()
        if self._is_running:
            raise RuntimeError("This event loop is already running")
        if running is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        self._is_running = True
        running = self
        try:
            self._run_turn()
            while not self._is_stopping:
                self._run_turn()
        finally:
            self._is_stopping = False
            self._is_running = False
            running = None

    def stop(self) -> None:
        """Let `run_forever` return after the current turn."""
        self._is_stopping = True

    def is_running(self) -> bool:
        return self._is_running

    def is_closed(self) -> bool:
        return self._is_closed

    def close(self) -> None:
        """Forget everything scheduled and close all sources; closing twice is fine."""
        if self._is_running:
            raise RuntimeError("Cannot close a running event loop")
        if self._is_closed:
            return
        self._is_closed = True
        self._ready.clear()
        self._timers.clear()
        sources = self._sources
        self._sources = []
        for source in sources:
            source.close()

    def check_open(self) -> None:
        if self._is_closed:
            raise RuntimeError("Event loop is closed")

    # ------------------------------------------------------------ for the parts of the loop

    def schedule(self, runnable: Runnable) -> None:
        """Run what exists already in the next turn, after what was scheduled before it."""
        self.check_open()
        self._ready.push(runnable)

    def add_source(self, source: Source) -> None:
        """Poll `source` from the next turn on, until the loop closes or it is removed."""
        self._sources.append(source)

    def remove_source(self, source: Source) -> None:
        kept: list[Source] = []
        for other in self._sources:
            if other is not source:
                kept.append(other)
        self._sources = kept

    def report_error(self, message: str, error: BaseException) -> None:
        """A handle let an exception escape: tell the user, go on."""
        raise NotImplementedError

    # ------------------------------------------------------------ one turn

    def _run_turn(self) -> None:
        self._poll_sources()
        if len(self._ready) == 0 and not self._is_stopping:
            self._wait()
            self._poll_sources()
        self._ready_timers()
        # Handles scheduled from here on belong to the next turn.
        count = len(self._ready)
        while count > 0:
            count -= 1
            self._run_ready(self._ready.pop())
        if self._sources:
            now_ns = platform.current.monotonic_ns()
            for source in self._sources:
                source.flush(now_ns)

    def _poll_sources(self) -> None:
        if not self._sources:
            return
        now_ns = platform.current.monotonic_ns()
        for source in self._sources:
            source.poll(now_ns)

    def _wait(self) -> None:
        """The poll point. Returns at once if a timer or source is due."""
        until_ns = NO_DEADLINE
        timer = self._timers.first()
        if timer is not None:
            until_ns = nanoseconds(timer.when())
        for source in self._sources:
            deadline = source.next_deadline()
            if deadline != NO_DEADLINE and (until_ns == NO_DEADLINE or deadline < until_ns):
                until_ns = deadline
        if until_ns == NO_DEADLINE or until_ns > platform.current.monotonic_ns():
            platform.current.wait(until_ns)

    def _ready_timers(self) -> None:
        """Move the timers that are due behind the handles that the sources made ready."""
        timer = self._timers.first()
        if timer is None:
            return
        end = self.time() + CLOCK_RESOLUTION
        while timer is not None and timer.when() < end:
            self._ready.push(self._timers.pop())
            timer = self._timers.first()

    def _run_ready(self, runnable: Runnable) -> None:
        try:
            runnable.run_turn()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self.report_error("Exception in callback", error)


running: Loop | None = None
"""The loop that is in `run_forever`; set by it alone."""


def seconds(value: float | int) -> float:
    """A duration or time that the caller may have written as an int."""
    if isinstance(value, int):
        return float(value)
    return value


def nanoseconds(when: float) -> int:
    """A time in seconds, rounded up: waiting until the result is never too early."""
    if when <= 0.0:
        return 0
    if when > 9e9:
        return 9 * SECOND_NS * SECOND_NS
    return int(when * 1e9) + 1
