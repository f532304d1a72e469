"""The socket of a datagram transport: options that asyncio has no words for (Linux: ip(7)).

A program reaches it as on CPython, by `transport.get_extra_info("socket")`.
"""

from __future__ import annotations

import socket
from typing import Any, Final

from gloam.net.endpoint import UdpEndpoint
from gloam.net.family import SIX

from .error_text import os_error

NO_OPTION: Final = 92
INVALID: Final = 22
BAD_DESCRIPTOR: Final = 9

_MEMBERSHIPS: Final = (
    (socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP),
    (socket.IPPROTO_IP, socket.IP_DROP_MEMBERSHIP),
    (socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP),
    (socket.IPPROTO_IPV6, socket.IPV6_LEAVE_GROUP),
)
_HOPS: Final = (
    (socket.IPPROTO_IP, socket.IP_MULTICAST_TTL),
    (socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS),
)
_LOOPS: Final = (
    (socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP),
    (socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_LOOP),
)


class TransportSocket:
    def __init__(self, endpoint: UdpEndpoint, sockname: tuple[Any, ...]) -> None:
        self._endpoint = endpoint
        self._sockname = sockname

    def getsockname(self) -> tuple[Any, ...]:
        return self._sockname

    def setsockopt(self, level: int, optname: int, value: int | bytes) -> None:
        option = (level, optname)
        if option in _MEMBERSHIPS:
            self._change_membership(level, optname, value)
        elif option in _HOPS:
            hops = _number(value)
            # -1 is the usual number, which is 1.
            if not -1 <= hops <= 255:
                raise os_error(INVALID)
            self._endpoint.set_group_hops(1 if hops == -1 else hops)
        elif option in _LOOPS:
            self._endpoint.set_group_loop(_number(value) != 0)
        else:
            raise os_error(NO_OPTION)

    def _change_membership(self, level: int, optname: int, value: int | bytes) -> None:
        """The value begins with the group; the interface behind it has to be there, but there is
        only one."""
        size = 16 + 4 if level == socket.IPPROTO_IPV6 else 4 + 4
        if isinstance(value, int) or len(value) < size:
            raise os_error(INVALID)
        if level == socket.IPPROTO_IPV6:
            group = SIX | int.from_bytes(value[:16], "big")
        else:
            group = int.from_bytes(value[:4], "big")
        if optname in (socket.IP_ADD_MEMBERSHIP, socket.IPV6_JOIN_GROUP):
            code = self._endpoint.join(group)
        else:
            code = self._endpoint.leave(group)
        if code != 0:
            raise os_error(code)


def _number(value: int | bytes) -> int:
    """An option of one number, as an int, a C int or a byte."""
    if isinstance(value, int):
        return value
    if len(value) == 1:
        return value[0]
    if len(value) < 4:
        raise os_error(INVALID)
    return int.from_bytes(value[:4], "little", signed=True)
