"""asyncio's exceptions; TimeoutError is the built-in one, as since Python 3.11."""

from __future__ import annotations


class CancelledError(BaseException):
    """The Future or Task was cancelled."""


class InvalidStateError(Exception):
    """The operation is not allowed in this state."""
