"""Driving a coroutine: the three operations that a task needs and the compiler provides.

Under the compiler these are intrinsics on coroutine frames. Here they are what CPython does, so
that a loop built on them behaves the same in both worlds. One step happens at a time, and its
outcome is read before the next one: the two results below are not kept.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar, cast

T = TypeVar("T")

_outcome: object = None


def step(coroutine: Coroutine[Any, Any, T], injected: BaseException | None) -> bool:
    """Run to the next suspension (False) or to the return (True); raises what the body raises.

    `injected` is raised inside the coroutine, at the place where it is suspended.
    """
    global _outcome
    try:
        if injected is None:
            _outcome = coroutine.send(None)
        else:
            _outcome = coroutine.throw(injected)
    except StopIteration as stop:
        _outcome = stop.value
        return True
    return False


def awaited(coroutine: Coroutine[Any, Any, T]) -> object:
    """What the coroutine yielded to be woken by, after `step` returned False."""
    global _outcome
    value = _outcome
    _outcome = None
    return value


def returned(coroutine: Coroutine[Any, Any, T]) -> T:
    """What the coroutine returned, after `step` returned True."""
    global _outcome
    value = _outcome
    _outcome = None
    return cast("T", value)
