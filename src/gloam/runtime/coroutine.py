"""Frames of compiled coroutines and generators: what drives them sees only this."""

from gloam.machine import i64
from gloam.runtime import object as objects


class Frame(objects.Object):
    """A suspended call. The compiler derives one class per coroutine or generator function.

    `state` is 0 before the first step, -1 once finished, otherwise the number of the suspension
    point. `result` is what the call returned; `yielded` is what the last suspension gave out.
    """

    def __init__(self) -> None:
        self.state = i64(0)
        self.result: object = None
        self.yielded: object = None

    def step(self) -> bool:
        """Run to the next suspension (False) or to the end (True); raises what the body raises.

        If `injected` is set, the body raises it where it is suspended, and clears it.
        """
        raise NotImplementedError


injected: BaseException | None = None
"""The exception that the next step of a frame raises at its suspension point."""


def inject(exc: BaseException) -> None:
    global injected  # noqa: PLW0603  # taken at once by the frame that is stepped next
    injected = exc


def take_injected() -> BaseException | None:
    """The exception to raise, taken out; called by compiled frames when they are resumed."""
    global injected  # noqa: PLW0603  # as above
    exc = injected
    injected = None
    return exc
