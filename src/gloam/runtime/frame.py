"""Frames of compiled coroutines and generators: what drives them sees only this.

The compiler derives one class per coroutine or generator function. On CPython nobody makes one.
"""

from abc import abstractmethod
from typing import Final, cast

from gloam.machine import i64

RUNNING: Final = i64(-1)
"""The state of a frame that runs; also of a coroutine that has ended."""
FINISHED: Final = i64(-2)
"""The state of a generator that has ended."""


class Frame:
    """A suspended call.

    `state` is 0 before the first step, negative while it runs and once it is finished, otherwise
    the number of the suspension point. `result` is what the call returned.
    """

    state: i64
    result: object

    @abstractmethod
    def step(self) -> object:
        """Run to the next suspension, and give what that gives out, or to the end: END.

        Raises what the body raises.

        If `injected` is set, the body raises it where it is suspended, and clears it.
        """
        raise NotImplementedError


injected: BaseException | None = None
"""The exception that the next step of a frame raises at its suspension point."""


def step_with(frame: Frame, error: BaseException | None) -> object:
    """A step that raises `error` where the body is suspended.

    It may be one of a frame that is dropped where another exception is about to be raised: that is
    still to be there afterwards.
    """
    global injected  # noqa: PLW0603  # set for the one step that happens now
    others = injected
    injected = error
    try:
        return frame.step()
    finally:
        injected = others


_suspended: Frame | None = None


def leave_suspended(frame: Frame, given: object) -> None:
    """A call that is awaited at once begins on the stack. It did not finish: its frame, which is an
    object now, and what it gave out, for whoever awaits it."""
    global _suspended  # noqa: PLW0603  # taken before anything else runs
    frame.result = given
    _suspended = frame


def take_suspended() -> Frame:
    """The frame that was left; its `result` is what it gave out."""
    global _suspended  # noqa: PLW0603
    frame = _suspended
    _suspended = None
    return cast(Frame, frame)  # cast: asked only where one was left
