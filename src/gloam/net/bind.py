"""Why a local port could not be had."""

from __future__ import annotations

from enum import Enum


class BindError(Enum):
    """Why there is no socket. The values are Linux's errno numbers, which Python programs see."""

    PORT_IN_USE = 98
    NOT_OUR_ADDRESS = 99
    TOO_MANY_SOCKETS = 24
