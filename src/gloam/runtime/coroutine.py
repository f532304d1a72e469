"""How a task drives a coroutine, which is a `Frame` when compiled and CPython's own object there.

`step`, `awaited` and `returned` hide the difference, so that a loop built on them behaves the same
in both worlds.
"""
# ruff: noqa: PLW0603  # one step happens at a time; its outcome is read before the next one

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, cast

from gloam.runtime import frame
from gloam.runtime.frame import Frame

_outcome: object = None
"""CPython only: what the last step yielded or returned."""


def step(coroutine: object, error: BaseException | None) -> bool:
    """Run to the next suspension (False) or to the return (True); raises what the body raises.

    `error` is raised inside the coroutine, at the place where it is suspended.
    """
    if isinstance(coroutine, Frame):
        frame.injected = error
        return coroutine.step()
    return _step_interpreted(coroutine, error)


def awaited(coroutine: object) -> object:
    """What the coroutine yielded to be woken by, after `step` returned False. Asked once."""
    if isinstance(coroutine, Frame):
        value = coroutine.yielded
        coroutine.yielded = None
        return value
    return _take_outcome()


def returned(coroutine: object) -> object:
    """What the coroutine returned, after `step` returned True. Asked once."""
    if isinstance(coroutine, Frame):
        value = coroutine.result
        coroutine.result = None
        return value
    return _take_outcome()


def _step_interpreted(coroutine: object, error: BaseException | None) -> bool:
    global _outcome
    interpreted = cast("Coroutine[Any, Any, Any]", coroutine)
    try:
        if error is None:
            _outcome = interpreted.send(None)
        else:
            _outcome = interpreted.throw(error)
    except StopIteration as stop:
        _outcome = stop.value
        return True
    return False


def _take_outcome() -> object:
    global _outcome
    value = _outcome
    _outcome = None
    return value
