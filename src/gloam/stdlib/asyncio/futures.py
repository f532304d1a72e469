"""Future: a result that will be there (PEP 3156), in two halves.

`Completion` is what does not depend on the type of the result: state, callbacks, cancellation.
Tasks wait for completions. A completed one has no callbacks left, so nothing keeps anything alive
through it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from enum import Enum
from typing import Generic, TypeVar, cast

from gloam.sched import loop as sched_loop
from gloam.sched.context import Context, copy_context, switch_to
from gloam.sched.handle import Handle, Runnable
from gloam.sched.loop import Loop

from .exceptions import CancelledError, InvalidStateError

T = TypeVar("T")


class State(Enum):
    PENDING = "PENDING"
    CANCELLED = "CANCELLED"
    FINISHED = "FINISHED"


class DoneCallback(Runnable):
    """Told of a completion, one turn of the loop after it happened."""

    def completed(self, completion: Completion) -> None:
        raise NotImplementedError

    def schedule_completed(self, completion: Completion, loop: Loop) -> None:
        """Have `completed` called in the next turn."""
        loop.schedule(CompletionHandle(self, completion))


class CompletionHandle(Handle):
    """The scheduled call of one done callback."""

    def __init__(self, listener: DoneCallback, completion: Completion) -> None:
        super().__init__(None)
        self._listener: DoneCallback | None = listener
        self._completion = completion

    def cancel(self) -> None:
        super().cancel()
        self._listener = None

    def run_turn(self) -> None:
        listener = self._listener
        if listener is not None:
            self._listener = None
            listener.completed(self._completion)


class Completion(DoneCallback):
    """Pending, then either cancelled or finished with a result or an exception, for good."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._state = State.PENDING
        self._listeners: list[DoneCallback] = []
        self._exception: BaseException | None = None
        self._cancel_message: str | None = None
        self._cancelled_error: CancelledError | None = None
        self._is_unseen = False
        """It failed, and nobody has asked for the exception."""
        self.is_awaited = False
        """Set by `await` just before the future is yielded; the task that takes it resets it."""

    def done(self) -> bool:
        """Whether it is cancelled or finished."""
        return self._state is not State.PENDING

    def cancelled(self) -> bool:
        return self._state is State.CANCELLED

    def cancel(self, msg: str | None = None) -> bool:
        """Cancel it; False if it was done already. Whoever awaits it gets CancelledError(msg)."""
        return self._cancel_now(msg)

    def exception(self) -> BaseException | None:
        """The exception it finished with, None if it has a result.

        Raises CancelledError if it was cancelled, InvalidStateError if it is pending.
        """
        if self._state is State.CANCELLED:
            raise self.make_cancelled_error()
        if self._state is State.PENDING:
            raise InvalidStateError("Exception is not set.")
        self._is_unseen = False
        return self._exception

    def set_exception(self, exception: BaseException) -> None:
        """Finish with an exception; StopIteration cannot travel through coroutines."""
        self._check_pending()
        if isinstance(exception, StopIteration):
            raise TypeError(
                "StopIteration interacts badly with generators and cannot be raised into a Future"
            )
        self._exception = exception
        self._is_unseen = True
        self._complete(State.FINISHED)

    def is_attached_to(self, loop: Loop) -> bool:
        return self._loop is loop

    def failure(self) -> BaseException | None:
        """What awaiting this done completion raises: its exception or cancellation, or None."""
        if self._state is State.CANCELLED:
            return self.make_cancelled_error()
        self._is_unseen = False
        return self._exception

    def mark_seen(self) -> None:
        """Nobody will ask for the exception, and nobody has to hear of it."""
        self._is_unseen = False

    def outcome(self) -> object:
        """The result whatever its type, or what awaiting raises. The completion is done.

        For code that has an `Awaitable[T]`, which is covariant: what it names may be a future of a
        subtype of T, so it is no `Future[T]`.
        """
        raise NotImplementedError

    def make_cancelled_error(self) -> CancelledError:
        """The error of the cancellation: the one that ended the task, once, then new ones."""
        error = self._cancelled_error
        if error is not None:
            self._cancelled_error = None
            return error
        if self._cancel_message is None:
            return CancelledError()
        return CancelledError(self._cancel_message)

    def add_listener(self, listener: DoneCallback) -> None:
        """Have `listener.completed` called in the turn after completion, in order of adding."""
        if self._state is State.PENDING:
            self._listeners.append(listener)
        else:
            listener.schedule_completed(self, self._loop)

    def remove_listener(self, listener: DoneCallback) -> None:
        kept: list[DoneCallback] = []
        for other in self._listeners:
            if other is not listener:
                kept.append(other)
        self._listeners = kept

    def cancelling(self) -> int:
        """Of a task: how many calls of `cancel` have not been taken back by `uncancel`."""
        return 0

    def uncancel(self) -> int:
        """Of a task: take back one request to cancel; how many remain."""
        return 0

    def __drop__(self) -> None:
        """Compiled, the last thing that runs: a failure that nobody saw is reported."""
        self.__finalise__(True)

    def __finalise__(self, run: bool) -> bool:
        if not self._is_unseen or self._exception is None:
            return False
        if run:
            self._is_unseen = False
            message = f"{type(self).__name__} exception was never retrieved"
            self._loop.report_error(message, self._exception)
        return True

    def _check_pending(self) -> None:
        if self._state is not State.PENDING:
            raise InvalidStateError(f"{self._state.value}: {self!r}")

    def _cancel_now(self, msg: str | None) -> bool:
        """What `Future.cancel` does, also for classes that override `cancel`."""
        if self._state is not State.PENDING:
            return False
        self._cancel_message = msg
        self._complete(State.CANCELLED)
        return True

    def _complete(self, state: State) -> None:
        self._state = state
        listeners = self._listeners
        if listeners:
            self._listeners = []
            for listener in listeners:
                listener.schedule_completed(self, self._loop)


class FunctionListener(DoneCallback):
    """A done callback that is a plain function of the future."""

    def __init__(self, fn: Callable[[Completion], object], context: Context | None) -> None:
        # It accepts only futures of one result type; only those are passed (see Future).
        self.fn = fn
        self._context = copy_context() if context is None else context

    def completed(self, completion: Completion) -> None:
        previous = switch_to(self._context)
        try:
            self.fn(completion)
        finally:
            switch_to(previous)


class Future(Completion, Generic[T]):
    _result: T

    def __init__(self, *, loop: Loop | None = None) -> None:
        super().__init__(loop_or_running(loop))

    def result(self) -> T:
        """The result; raises the exception, CancelledError, or InvalidStateError if pending."""
        if self._state is State.CANCELLED:
            raise self.make_cancelled_error()
        if self._state is State.PENDING:
            raise InvalidStateError("Result is not set.")
        if self._exception is not None:
            self._is_unseen = False
            raise self._exception
        return self._result

    def outcome(self) -> object:
        return self.result()

    def set_result(self, result: T) -> None:
        self._check_pending()
        self._result = result
        self._complete(State.FINISHED)

    def add_done_callback(
        self, fn: Callable[[Future[T]], object], *, context: Context | None = None
    ) -> None:
        """Call `fn(self)` in the turn after completion; in the next turn if already done."""
        self.add_listener(FunctionListener(cast("Callable[[Completion], object]", fn), context))

    def remove_done_callback(self, fn: Callable[[Future[T]], object]) -> int:
        """Remove every equal callback; returns how many there were."""
        kept: list[DoneCallback] = []
        count = 0
        for listener in self._listeners:
            if isinstance(listener, FunctionListener) and listener.fn == fn:
                count += 1
            else:
                kept.append(listener)
        self._listeners = kept
        return count

    def __await__(self) -> Generator[Completion, None, T]:
        if self.begin_await():
            yield self
        return self.end_await()

    def begin_await(self) -> bool:
        """Whether `await` has to wait: then the coroutine gives this out. Compiled, `await` of a
        future calls this and `end_await` itself."""
        if self._state is not State.PENDING:
            return False
        self.is_awaited = True
        return True

    def end_await(self) -> T:
        if self._state is State.PENDING:
            raise RuntimeError("await wasn't used with future")
        return self.result()

    def __repr__(self) -> str:
        if self._state is State.PENDING:
            return "<Future pending>"
        if self._state is State.CANCELLED:
            return "<Future cancelled>"
        if self._exception is not None:
            return f"<Future finished exception={self._exception!r}>"
        return f"<Future finished result={self._result!r}>"


def loop_or_running(loop: Loop | None) -> Loop:
    """`loop`, or the running one if that is None; RuntimeError if there is neither."""
    if loop is not None:
        return loop
    if sched_loop.running is None:
        raise RuntimeError("no running event loop")
    return sched_loop.running
