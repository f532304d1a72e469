"""The exceptions for Linux's errno numbers."""

from __future__ import annotations

from typing import Final

DESTINATION_REQUIRED: Final = 89


def os_error(code: int) -> OSError:
    """The exception for one of Linux's errno numbers, with Linux's words for it."""
    if code == 13:
        return PermissionError(code, "Permission denied")
    if code == 98:
        return OSError(code, "Address already in use")
    if code == 99:
        return OSError(code, "Cannot assign requested address")
    if code == 101:
        return OSError(code, "Network is unreachable")
    if code == 90:
        return OSError(code, "Message too long")
    if code == 22:
        return OSError(code, "Invalid argument")
    if code == 24:
        return OSError(code, "Too many open files")
    if code == 105:
        return OSError(code, "No buffer space available")
    if code == 92:
        return OSError(code, "Protocol not available")
    if code == 95:
        return OSError(code, "Operation not supported")
    if code == 107:
        return OSError(code, "Transport endpoint is not connected")
    if code == DESTINATION_REQUIRED:
        return OSError(code, "Destination address required")
    return OSError(code, "Network error")
