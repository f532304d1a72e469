"""TaskGroup: tasks that end together (asyncio's semantics)."""

from __future__ import annotations

from collections.abc import Coroutine
from types import TracebackType
from typing import Any, TypeVar

from gloam.sched.context import Context

from .exceptions import CancelledError
from .futures import Completion, DoneCallback, Future, loop_or_running
from .tasks import Task, running_task

T = TypeVar("T")


class TaskGroup(DoneCallback):
    """`async with` waits for its tasks. When one fails, the others and the block are cancelled, and
    the failures are raised as a group."""

    def __init__(self) -> None:
        self._is_entered = False
        self._is_exiting = False
        self._is_aborting = False
        self._parent: Completion | None = None
        self._is_parent_cancelled = False
        """By this group, because a task failed."""
        self._tasks: list[Completion] = []
        self._errors: list[BaseException] = []
        self._base_error: BaseException | None = None
        self._all_done: Future[None] | None = None

    def __repr__(self) -> str:
        parts = ["<TaskGroup"]
        if self._tasks:
            parts.append(f"tasks={len(self._tasks)}")
        if self._errors:
            parts.append(f"errors={len(self._errors)}")
        if self._is_aborting:
            parts.append("cancelling")
        elif self._is_entered:
            parts.append("entered")
        return " ".join(parts) + ">"

    async def __aenter__(self) -> TaskGroup:
        if self._is_entered:
            raise RuntimeError(f"TaskGroup {self!r} has been already entered")
        self._is_entered = True
        self._parent = running_task()
        if self._parent is None:
            raise RuntimeError(f"TaskGroup {self!r} cannot determine the parent task")
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self._is_exiting = True
        parent = self._parent
        assert parent is not None, "entered by a task"
        if self._base_error is None and isinstance(exc, (SystemExit, KeyboardInterrupt)):
            self._base_error = exc
        cancellation = exc if isinstance(exc, CancelledError) else None
        if self._is_parent_cancelled and parent.uncancel() == 0:
            cancellation = None  # it was ours
        if exc is not None and not self._is_aborting:
            self._abort()
        while self._tasks:
            self._all_done = Future()
            try:
                await self._all_done
            except CancelledError as error:
                if not self._is_aborting:
                    cancellation = error
                    self._abort()
            self._all_done = None
        self._parent = None
        if self._base_error is not None:
            raise self._base_error
        if cancellation is not None and not self._errors:
            raise cancellation
        if exc is not None and not isinstance(exc, CancelledError):
            self._errors.append(exc)
        if self._errors:
            raise _group(self._errors) from None

    def create_task(
        self,
        coro: Coroutine[Any, Any, T],
        *,
        name: str | None = None,
        context: Context | None = None,
    ) -> Task[T]:
        """Let the running loop drive `coro` as one of the group's tasks."""
        if not self._is_entered:
            raise RuntimeError(f"TaskGroup {self!r} has not been entered")
        if self._is_exiting and not self._tasks:
            raise RuntimeError(f"TaskGroup {self!r} is finished")
        if self._is_aborting:
            raise RuntimeError(f"TaskGroup {self!r} is shutting down")
        task = Task(coro, name=name, context=context)
        self._tasks.append(task)
        task.add_listener(self)
        return task

    def completed(self, completion: Completion) -> None:
        self._forget(completion)
        if self._all_done is not None and not self._tasks and not self._all_done.done():
            self._all_done.set_result(None)
        if completion.cancelled():
            return
        error = completion.exception()
        if error is None:
            return
        self._errors.append(error)
        if self._base_error is None and isinstance(error, (SystemExit, KeyboardInterrupt)):
            self._base_error = error
        parent = self._parent
        if parent is None or parent.done():
            loop_or_running(None).report_error("Task has errored out but its parent is done", error)
            return
        if not self._is_aborting and not self._is_parent_cancelled:
            self._abort()
            self._is_parent_cancelled = True
            parent.cancel()

    def _forget(self, completion: Completion) -> None:
        kept: list[Completion] = []
        for task in self._tasks:
            if task is not completion:
                kept.append(task)
        self._tasks = kept

    def _abort(self) -> None:
        self._is_aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()


def _group(errors: list[BaseException]) -> BaseException:
    found: list[Exception] = []
    for error in errors:
        if isinstance(error, Exception):
            found.append(error)
    if len(found) == len(errors):
        return ExceptionGroup("unhandled errors in a TaskGroup", found)
    return BaseExceptionGroup("unhandled errors in a TaskGroup", errors)
