"""asyncio's exceptions; TimeoutError is the built-in one, as since Python 3.11."""

from __future__ import annotations


class CancelledError(BaseException):
    """The Future or Task was cancelled."""


class IncompleteReadError(EOFError):
    """The stream ended early: `partial` is what came, `expected` how much was asked for."""

    def __init__(self, partial: bytes, expected: int | None) -> None:
        wanted = "undefined" if expected is None else str(expected)
        super().__init__(f"{len(partial)} bytes read on a total of {wanted} expected bytes")
        self.partial = partial
        self.expected = expected


class LimitOverrunError(Exception):
    """No separator within the limit; `consumed` bytes of the buffer are surely without one."""

    def __init__(self, message: str, consumed: int) -> None:
        super().__init__(message)
        self.consumed = consumed


class InvalidStateError(Exception):
    """The operation is not allowed in this state."""


class BrokenBarrierError(RuntimeError):
    """A barrier was reset or aborted while somebody waited, or before."""
