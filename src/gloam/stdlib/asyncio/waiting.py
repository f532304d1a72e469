"""wait, as_completed and shield: waiting for several completions, or for one that is protected
(asyncio's semantics)."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Iterator
from typing import Any, Final, TypeVar, cast

from gloam.sched.handle import TimerHandle
from gloam.sched.loop import seconds

from .futures import Completion, Future, loop_or_running
from .tasks import started

T = TypeVar("T")
F = TypeVar("F", bound=Future[Any])

FIRST_COMPLETED: Final = "FIRST_COMPLETED"
FIRST_EXCEPTION: Final = "FIRST_EXCEPTION"
ALL_COMPLETED: Final = "ALL_COMPLETED"


class _Waiter(Future[None]):
    """Done when as many completions as it counts are, or on the first one that `return_when`
    asks for, or when its time has come."""

    def __init__(self, unfinished: int, return_when: str) -> None:
        super().__init__()
        self._unfinished = unfinished
        self._return_when = return_when

    def elapse(self) -> None:
        if not self.done():
            self.set_result(None)

    def completed(self, completion: Completion) -> None:
        self._unfinished -= 1
        if (
            self._unfinished <= 0
            or self._return_when == FIRST_COMPLETED
            or (
                self._return_when == FIRST_EXCEPTION
                and not completion.cancelled()
                and completion.failure() is not None
            )
        ):
            self.elapse()


async def wait(
    fs: Iterable[F],
    *,
    timeout: float | None = None,
    return_when: str = ALL_COMPLETED,
) -> tuple[set[F], set[F]]:
    """Wait until some or all are done, or for `timeout` seconds: those done, those pending."""
    futures = set(fs)
    if not futures:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    unfinished = 0
    is_enough = False
    for future in futures:
        if not future.done():
            unfinished += 1
        elif return_when == FIRST_COMPLETED or (
            return_when == FIRST_EXCEPTION
            and not future.cancelled()
            and future.failure() is not None
        ):
            is_enough = True
    if unfinished > 0 and not is_enough:
        await _wait(futures, unfinished, timeout, return_when)
    done: set[F] = set()
    pending: set[F] = set()
    for future in futures:
        if future.done():
            done.add(future)
        else:
            pending.add(future)
    return done, pending


async def _wait(futures: set[F], unfinished: int, timeout: float | None, return_when: str) -> None:
    waiter = _Waiter(unfinished, return_when)
    timer = None
    if timeout is not None:
        timer = loop_or_running(None).run_later(seconds(timeout), waiter.elapse)
    for future in futures:
        if not future.done():
            future.add_listener(waiter)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for future in futures:
            future.remove_listener(waiter)


class _Arrivals(Future[None]):
    """The completions that are done, in the order in which they were."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Completion] = []
        self.waiters: list[Future[None]] = []
        self.is_late = False

    def completed(self, completion: Completion) -> None:
        self.found.append(completion)
        self.wake()

    def wake(self) -> None:
        while self.waiters:
            waiter = self.waiters.pop(0)
            if not waiter.done():
                waiter.set_result(None)
                return

    def elapse(self) -> None:
        self.is_late = True
        waiters = self.waiters
        self.waiters = []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)


def as_completed(
    fs: Iterable[Awaitable[T]], *, timeout: float | None = None
) -> Iterator[Awaitable[T]]:
    """Awaitables for the results in the order in which they come."""
    arrivals = _Arrivals()
    futures: list[Completion] = []
    for awaitable in fs:
        futures.append(started(awaitable))
    timer = None
    if timeout is not None:
        timer = loop_or_running(None).run_later(seconds(timeout), arrivals.elapse)
    for future in futures:
        future.add_listener(arrivals)
    for index in range(len(futures)):
        is_last = index + 1 == len(futures)
        yield _next_of(arrivals, timer if is_last else None)


async def _next_of(arrivals: _Arrivals, timer: TimerHandle | None) -> T:
    while not arrivals.found:
        if arrivals.is_late:
            raise TimeoutError
        waiter = Future[None]()
        arrivals.waiters.append(waiter)
        await waiter
    completion = arrivals.found.pop(0)
    if arrivals.found:
        arrivals.wake()
    if timer is not None:
        timer.cancel()
    return cast("T", completion.outcome())


class _Shield(Future[T]):
    """Ends as the completion that it stands before does; cancelling it leaves that alone."""

    def completed(self, completion: Completion) -> None:
        if self.done():
            completion.mark_seen()
            return
        failure = completion.failure()
        if completion.cancelled():
            self.cancel()
        elif failure is not None:
            self.set_exception(failure)
        else:
            self.set_result(cast("T", completion.outcome()))


def shield(arg: Awaitable[T]) -> Future[T]:
    """`arg`, which goes on when whoever awaits this is cancelled."""
    inner = started(arg)
    outer: _Shield[T] = _Shield()
    if inner.done():
        outer.completed(inner)
    else:
        inner.add_listener(outer)
    return outer
