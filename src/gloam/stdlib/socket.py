"""What programs with asyncio need of socket: its constants, and the error of names. No sockets."""

from __future__ import annotations

from typing import Final

AF_UNSPEC: Final = 0
AF_INET: Final = 2
AF_INET6: Final = 10

SOCK_STREAM: Final = 1
SOCK_DGRAM: Final = 2

IPPROTO_TCP: Final = 6
IPPROTO_UDP: Final = 17

EAI_ADDRFAMILY: Final = -9
EAI_AGAIN: Final = -3
EAI_FAMILY: Final = -6
EAI_NODATA: Final = -5
EAI_NONAME: Final = -2
EAI_SOCKTYPE: Final = -7
EAI_SERVICE: Final = -8


class gaierror(OSError):  # noqa: N801  # CPython's name
    """A name that has no address, or that nobody could look up."""
