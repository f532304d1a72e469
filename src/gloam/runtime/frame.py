"""Frames of compiled coroutines and generators: what drives them sees only this.

The compiler derives one class per coroutine or generator function. On CPython nobody makes one.
"""

from abc import abstractmethod

from gloam.machine import i64


class Frame:
    """A suspended call.

    `state` is 0 before the first step, -1 while it runs and once it is finished, otherwise the
    number of the suspension point. `result` is what the call returned; `yielded` is what the last
    suspension gave out.
    """

    state: i64
    result: object
    yielded: object

    @abstractmethod
    def step(self) -> bool:
        """Run to the next suspension (False) or to the end (True); raises what the body raises.

        If `injected` is set, the body raises it where it is suspended, and clears it.
        """
        raise NotImplementedError


injected: BaseException | None = None
"""The exception that the next step of a frame raises at its suspension point."""
