"""How a task drives a coroutine, which is a `Frame` when compiled and CPython's own object there.

`step` and `returned` hide the difference, so that a loop built on them behaves the same
in both worlds.
"""
# ruff: noqa: PLW0603  # one step happens at a time; its outcome is read before the next one

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, cast

from gloam.runtime import frame
from gloam.runtime.frame import Frame
from gloam.runtime.object import END

_outcome: object = None
"""CPython only: what the last step returned."""


def step(coroutine: object, error: BaseException | None) -> object:
    """Run to the next suspension, and give what it waits for, or to the return: END.

    Raises what the body raises. `error` is raised inside the coroutine, at the place where it is
    suspended.
    """
    if isinstance(coroutine, Frame):
        frame.injected = error
        return coroutine.step()
    return _step_interpreted(coroutine, error)


def returned(coroutine: object) -> object:
    """What the coroutine returned, after `step` gave END. Asked once."""
    if isinstance(coroutine, Frame):
        value = coroutine.result
        coroutine.result = None
        return value
    return _take_outcome()


def _step_interpreted(coroutine: object, error: BaseException | None) -> object:
    global _outcome
    interpreted = cast("Coroutine[Any, Any, Any]", coroutine)
    try:
        if error is None:
            return interpreted.send(None)
        return interpreted.throw(error)
    except StopIteration as stop:
        _outcome = stop.value
        return END


def _take_outcome() -> object:
    global _outcome
    value = _outcome
    _outcome = None
    return value
