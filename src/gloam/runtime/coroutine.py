"""Coroutine and generator objects, and how a task drives one.

A compiled coroutine is an instance of a subclass of `Frame` that the compiler makes. Under CPython
it is CPython's own object; `step`, `awaited` and `returned` hide the difference, so that a loop
built on them behaves the same in both worlds.
"""
# ruff: noqa: PLW0603  # one step happens at a time; its outcome is read before the next one

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, cast

from gloam.machine import i64

injected: BaseException | None = None
"""Raised by the next frame that is stepped, at the place where it is suspended; it resets this."""


class Frame:
    """A suspended activation. The compiler appends what lives across suspensions."""

    state: i64
    """Where to go on; a finished frame's `step` returns True and does nothing."""
    result: object
    """What the body returned; set when `step` returns True."""
    yielded: object
    """What the body yielded; set when `step` returns False. Whoever reads them takes them out."""

    def step(self) -> bool:
        """Run to the next suspension (False) or to the end (True); raises what the body raises."""
        raise NotImplementedError

    def send(self, value: object) -> object:
        """Run to the next suspension; StopIteration with the result at the end."""
        if self.step():
            raise StopIteration(self.result)
        return self.yielded

    def throw(self, error: BaseException) -> object:
        """Like `send`, with `error` raised where the body is suspended."""
        global injected
        injected = error
        return self.send(None)

    def close(self) -> None:
        """End the body by raising GeneratorExit where it is suspended."""
        global injected
        injected = GeneratorExit()
        try:
            is_finished = self.step()
        except (GeneratorExit, StopIteration):
            return
        finally:
            injected = None
        if not is_finished:
            raise RuntimeError("generator ignored GeneratorExit")


_outcome: object = None
"""CPython only: what the last step yielded or returned."""


def step(coroutine: object, error: BaseException | None) -> bool:
    """Run to the next suspension (False) or to the return (True); raises what the body raises.

    `error` is raised inside the coroutine, at the place where it is suspended.
    """
    global injected
    if isinstance(coroutine, Frame):
        injected = error
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
