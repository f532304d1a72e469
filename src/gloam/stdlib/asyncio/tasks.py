"""Task: a coroutine that the loop drives, and the functions that combine awaitables.

Order and cancellation are CPython 3.11's. A task that is done has let go of its coroutine, and a
coroutine never refers to its task, so finished work leaves no cycles behind.
"""
# ruff: noqa: PLW0603  # one task runs at a time

from __future__ import annotations

from collections.abc import Awaitable, Coroutine, Generator
from typing import Any, Literal, TypeVar, cast, overload

from gloam.runtime import coroutine as drive
from gloam.runtime.object import END
from gloam.sched.context import Context, copy_context, switch_to
from gloam.sched.loop import Loop, seconds

from .exceptions import CancelledError
from .futures import Completion, Future, loop_or_running

T = TypeVar("T")


class Task(Future[T]):
    def __init__(
        self,
        coro: Coroutine[Any, Any, T],
        *,
        loop: Loop | None = None,
        name: str | None = None,
        context: Context | None = None,
    ) -> None:
        global _task_count
        super().__init__(loop=loop)
        _task_count += 1
        self._number = _task_count
        self._name = name
        self._coroutine: Coroutine[Any, Any, T] | None = coro
        self._context = copy_context() if context is None else context
        self._waiting_for: Completion | None = None
        self._woken_by: Completion | None = None
        """What has completed, until the task goes on in the next turn."""
        self._must_cancel = False
        self._cancel_requests = 0
        _pending_tasks[self._number] = self
        self._loop.schedule(self)

    def get_name(self) -> str:
        if self._name is None:
            return f"Task-{self._number}"
        return self._name

    def set_name(self, value: str) -> None:
        self._name = value

    def cancel(self, msg: str | None = None) -> bool:
        """Have CancelledError(msg) raised inside at the next opportunity; False if already done."""
        if self.done():
            return False
        self._cancel_requests += 1
        if self._waiting_for is not None and self._waiting_for.cancel(msg):
            # The completion it waits for is cancelled, which wakes the task with the error.
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self) -> int:
        """How many calls of `cancel` have not been taken back by `uncancel`."""
        return self._cancel_requests

    def uncancel(self) -> int:
        """Take back one request to cancel; returns how many remain."""
        if self._cancel_requests > 0:
            self._cancel_requests -= 1
        return self._cancel_requests

    def set_result(self, result: T) -> None:
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception: BaseException) -> None:
        raise RuntimeError("Task does not support set_exception operation")

    def schedule_completed(self, completion: Completion, loop: Loop) -> None:
        """What the task waited for is done: go on, with its failure raised inside, if any."""
        self._woken_by = completion
        loop.schedule(self)

    def run_turn(self) -> None:
        completion = self._woken_by
        self._woken_by = None
        self._step(None if completion is None else completion.failure())

    def _step(self, injected: BaseException | None) -> None:
        """Run the coroutine to its next suspension or its end."""
        global _current_task
        coroutine = self._coroutine
        assert coroutine is not None, "a finished task was stepped"
        if self._must_cancel:
            if not isinstance(injected, CancelledError):
                injected = self.make_cancelled_error()
            self._must_cancel = False
        self._waiting_for = None
        previous = _current_task
        _current_task = self
        previous_context = switch_to(self._context)
        try:
            awaited = drive.step(coroutine, injected)
        except CancelledError as error:
            self._cancelled_error = error
            self._forget()
            self._cancel_now(None)
        except (KeyboardInterrupt, SystemExit) as error:
            self._forget()
            super().set_exception(error)
            raise
        except BaseException as error:
            self._forget()
            super().set_exception(error)
        else:
            if awaited is END:
                self._finish(cast("T", drive.returned(coroutine)))
            else:
                self._suspend(awaited)
        finally:
            _current_task = previous
            switch_to(previous_context)

    def _finish(self, result: T) -> None:
        self._forget()
        if self._must_cancel:
            # Cancelled from inside just before it returned: the cancellation counts.
            self._must_cancel = False
            self._cancel_now(self._cancel_message)
        else:
            super().set_result(result)

    def _forget(self) -> None:
        """Let go of the coroutine and leave the list of pending tasks."""
        self._coroutine = None
        del _pending_tasks[self._number]

    def _suspend(self, awaited: object) -> None:
        """Wait for what the coroutine yielded: a future, or None for one turn of the loop."""
        if awaited is None:
            self._loop.schedule(self)
            return
        if not isinstance(awaited, Completion):
            self._fail(f"Task got bad yield: {awaited!r}")
        elif not awaited.is_attached_to(self._loop):
            self._fail(f"Task {self!r} got Future {awaited!r} attached to a different loop")
        elif not awaited.is_awaited:
            self._fail(f"yield was used instead of yield from in task {self!r} with {awaited!r}")
        elif awaited is self:
            self._fail(f"Task cannot await on itself: {self!r}")
        else:
            awaited.is_awaited = False
            awaited.add_listener(self)
            self._waiting_for = awaited
            if self._must_cancel and awaited.cancel(self._cancel_message):
                self._must_cancel = False

    def _fail(self, message: str) -> None:
        """Raise RuntimeError inside the coroutine in the next turn."""
        wake = Future[None](loop=self._loop)
        wake.add_listener(self)
        wake.set_exception(RuntimeError(message))

    def __repr__(self) -> str:
        if not self.done():
            return f"<Task pending name={self.get_name()!r}>"
        if self.cancelled():
            return f"<Task cancelled name={self.get_name()!r}>"
        if self._exception is not None:
            return f"<Task finished name={self.get_name()!r} exception={self._exception!r}>"
        return f"<Task finished name={self.get_name()!r} result={self._result!r}>"


_task_count = 0
_pending_tasks: dict[int, Completion] = {}
"""By number, so in order of creation, for all loops."""
_current_task: Completion | None = None


def pending_tasks(loop: Loop) -> list[Completion]:
    """The tasks of `loop` that are not done, oldest first."""
    found: list[Completion] = []
    for task in _pending_tasks.values():
        if task.is_attached_to(loop):
            found.append(task)
    return found


def running_task() -> Completion | None:
    """The task that is running, whatever it gives."""
    return _current_task


def all_tasks() -> set[Task[Any]]:
    """The tasks of the running loop that are not done."""
    found: set[Task[Any]] = set()
    for task in pending_tasks(loop_or_running(None)):
        found.add(cast("Task[Any]", task))
    return found


def current_task() -> Task[Any] | None:
    """The task that is running, None outside of one."""
    loop_or_running(None)
    return cast("Task[Any] | None", _current_task)


def create_task(
    coro: Coroutine[Any, Any, T], *, name: str | None = None, context: Context | None = None
) -> Task[T]:
    """Let the running loop drive `coro`; it starts in the next turn."""
    return Task(coro, name=name, context=context)


def ensure_future(coro_or_future: Awaitable[T]) -> Future[T]:
    """A future as it is; a task around a coroutine, the only other awaitable there is here."""
    if isinstance(coro_or_future, Completion):
        return cast("Future[T]", coro_or_future)
    return Task(cast("Coroutine[Any, Any, T]", coro_or_future))


def started(awaitable: Awaitable[T]) -> Completion:
    """Like `ensure_future`, for whoever asks for `outcome` only."""
    if isinstance(awaitable, Completion):
        return cast("Completion", awaitable)
    return Task(cast("Coroutine[Any, Any, T]", awaitable))


class _Ended:
    """Awaiting it waits for a completion, however that ends."""

    def __init__(self, completion: Completion) -> None:
        self._completion = completion

    def __await__(self) -> Generator[Completion, None, None]:
        if not self._completion.done():
            self._completion.is_awaited = True
            yield self._completion


class _NextTurn:
    """Awaiting it gives every other ready handle its turn."""

    def __await__(self) -> Generator[None, None, None]:
        yield None


class _Wakeup(Future[None]):
    """A future that a timer or another completion finishes."""

    def elapse(self) -> None:
        if not self.done():
            self.set_result(None)

    def completed(self, completion: Completion) -> None:
        self.elapse()


@overload
async def sleep(delay: float | int) -> None: ...
@overload
async def sleep(delay: float | int, result: T) -> T: ...
async def sleep(delay: float | int, result: T | None = None) -> T | None:
    """Wait for `delay` seconds, 0 or less for one turn of the loop; gives `result`.

    Compiled, a call without one is a call of `pause`.
    """
    await pause(delay)
    return result


async def pause(delay: float | int) -> None:
    duration = seconds(delay)
    if duration <= 0.0:
        await _NextTurn()
        return
    loop = loop_or_running(None)
    wakeup = _Wakeup(loop=loop)
    timer = loop.run_later(duration, wakeup.elapse)
    try:
        await wakeup
    finally:
        timer.cancel()


class _Gathering(Future[list[T]]):
    """Completed by the last of its children, or by the first failure among them, unless failures
    are results."""

    def __init__(self, children: list[Completion], loop: Loop, keeps_failures: bool) -> None:
        super().__init__(loop=loop)
        self._keeps_failures = keeps_failures
        self._children = children
        self._unfinished = len(children)
        self._is_cancel_requested = False

    def cancel(self, msg: str | None = None) -> bool:
        """Cancel every child; the gathering is cancelled when they are done."""
        if self.done():
            return False
        is_any = False
        for child in self._children:
            if child.cancel(msg):
                is_any = True
        if is_any:
            self._is_cancel_requested = True
        return is_any

    def completed(self, completion: Completion) -> None:
        self._unfinished -= 1
        if self.done():
            completion.mark_seen()
            return
        failure = None if self._keeps_failures else completion.failure()
        if failure is not None:
            self._children = []
            self.set_exception(failure)
        elif self._unfinished == 0:
            self._collect(completion)

    def _collect(self, last: Completion) -> None:
        results: list[T] = []
        for child in self._children:
            failure = child.failure() if self._keeps_failures else None
            results.append(cast("T", child.outcome() if failure is None else failure))
        self._children = []
        if self._is_cancel_requested:
            self.set_exception(last.make_cancelled_error())
        else:
            self.set_result(results)


@overload
def gather(
    *coros_or_futures: Awaitable[T], return_exceptions: Literal[False] = False
) -> Future[list[T]]: ...
@overload
def gather(
    *coros_or_futures: Awaitable[T], return_exceptions: bool
) -> Future[list[T | BaseException]]: ...
def gather(
    *coros_or_futures: Awaitable[T], return_exceptions: bool = False
) -> Future[list[T]] | Future[list[T | BaseException]]:
    """Run awaitables side by side; the results in the order of the arguments.

    The first exception is raised at once in whoever awaits, while the others keep running, or is
    a result like any other.
    """
    if return_exceptions:
        return _gathered(cast("tuple[Awaitable[T | BaseException], ...]", coros_or_futures), True)
    return _gathered(coros_or_futures, False)


def _gathered(coros_or_futures: tuple[Awaitable[T], ...], keeps_failures: bool) -> Future[list[T]]:
    children: list[Completion] = []
    for awaitable in coros_or_futures:
        children.append(started(awaitable))
    gathering: _Gathering[T] = _Gathering(children, loop_or_running(None), keeps_failures)
    if not children:
        gathering.set_result([])
    for child in children:
        child.add_listener(gathering)
    return gathering


async def wait_for(fut: Awaitable[T], timeout: float | int | None) -> T:
    """The result of `fut` within `timeout` seconds; otherwise it is cancelled and TimeoutError.

    The cancellation is waited for, so this may take longer than the timeout.
    """
    if timeout is None:
        if isinstance(fut, Completion):
            completion = cast("Completion", fut)
            await _Ended(completion)
            return cast("T", completion.outcome())
        return await cast("Coroutine[Any, Any, T]", fut)
    duration = seconds(timeout)
    future = started(fut)
    if duration <= 0.0:
        if future.done():
            return cast("T", future.outcome())
        return cast("T", await _outcome_or_timeout(future))
    loop = loop_or_running(None)
    waiter = _Wakeup(loop=loop)
    timer = loop.run_later(duration, waiter.elapse)
    future.add_listener(waiter)
    try:
        try:
            await waiter
        except CancelledError:
            if future.done():
                return cast("T", future.outcome())
            future.remove_listener(waiter)
            await _cancel_and_wait(future)
            raise
        if future.done():
            return cast("T", future.outcome())
        future.remove_listener(waiter)
        return cast("T", await _outcome_or_timeout(future))
    finally:
        timer.cancel()


async def _outcome_or_timeout(future: Completion) -> object:
    """Cancel and wait; a result that came in the meantime still counts."""
    await _cancel_and_wait(future)
    try:
        return future.outcome()
    except CancelledError as error:
        raise TimeoutError() from error


async def _cancel_and_wait(future: Completion) -> None:
    waiter = _Wakeup()
    future.add_listener(waiter)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_listener(waiter)
