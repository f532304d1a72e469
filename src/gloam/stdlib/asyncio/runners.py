"""run: a program's entry into asyncio."""

from __future__ import annotations

from collections.abc import Coroutine
from types import TracebackType
from typing import Any, TypeVar

from gloam.sched import loop as sched_loop
from gloam.sched.context import Context, copy_context

from .base_events import AbstractEventLoop, new_event_loop
from .futures import Completion, Future
from .tasks import pending_tasks

T = TypeVar("T")


class Runner:
    """A loop for several calls of `run`, made by the first of them."""

    def __init__(self, *, debug: bool | None = None) -> None:
        self._loop: AbstractEventLoop | None = None
        self._context: Context | None = None
        self._is_closed = False

    def __enter__(self) -> Runner:
        self.get_loop()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    def get_loop(self) -> AbstractEventLoop:
        if self._is_closed:
            raise RuntimeError("Runner is closed")
        if self._loop is None:
            self._loop = new_event_loop()
            self._context = copy_context()
        return self._loop

    def run(self, coro: Coroutine[Any, Any, T], *, context: Context | None = None) -> T:
        """Run `coro` to its end; its result. All runs share a context, unless one is given."""
        if sched_loop.running is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        loop = self.get_loop()
        shared = self._context if context is None else context
        return loop.run_until_complete(loop.create_task(coro, context=shared))

    def close(self) -> None:
        """Cancel what is left running, and close the loop."""
        loop = self._loop
        self._is_closed = True
        self._loop = None
        if loop is None:
            return
        try:
            _cancel_pending(loop)
        finally:
            loop.close()


def run(main: Coroutine[Any, Any, T], *, debug: bool | None = None) -> T:
    """Run `main` on a new loop and return its result; cancel what it left running."""
    if sched_loop.running is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    loop = new_event_loop()
    try:
        return loop.run_until_complete(main)
    finally:
        try:
            _cancel_pending(loop)
        finally:
            loop.close()


class _AllDone(Future[None]):
    """Finished when as many completions as it counts are done, however they ended."""

    def __init__(self, loop: AbstractEventLoop, count: int) -> None:
        super().__init__(loop=loop)
        self._unfinished = count

    def completed(self, completion: Completion) -> None:
        self._unfinished -= 1
        if self._unfinished == 0:
            self.set_result(None)


def _cancel_pending(loop: AbstractEventLoop) -> None:
    """Cancel all tasks of the loop and run it until they are done."""
    tasks = pending_tasks(loop)
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    all_done = _AllDone(loop, len(tasks))
    for task in tasks:
        task.add_listener(all_done)
    loop.run_until_complete(all_done)
    for task in tasks:
        if task.cancelled():
            continue
        error = task.exception()
        if error is not None:
            loop.report_error("unhandled exception during asyncio.run() shutdown", error)
