"""What programs with asyncio need of socket: constants, the error of names, addresses as bytes. No
sockets.
"""

from __future__ import annotations

from typing import Final

from gloam.net.wire import ipv6
from gloam.net.wire.octets import ip_text, parse_ip

AF_UNSPEC: Final = 0
AF_INET: Final = 2
AF_INET6: Final = 10

SOCK_STREAM: Final = 1
SOCK_DGRAM: Final = 2

IPPROTO_IP: Final = 0
IPPROTO_TCP: Final = 6
IPPROTO_UDP: Final = 17
IPPROTO_IPV6: Final = 41

IP_MULTICAST_TTL: Final = 33
IP_MULTICAST_LOOP: Final = 34
IP_ADD_MEMBERSHIP: Final = 35
IP_DROP_MEMBERSHIP: Final = 36
IPV6_MULTICAST_HOPS: Final = 18
IPV6_MULTICAST_LOOP: Final = 19
IPV6_JOIN_GROUP: Final = 20
IPV6_LEAVE_GROUP: Final = 21
"""The numbers are Linux's."""

EAI_ADDRFAMILY: Final = -9
EAI_AGAIN: Final = -3
EAI_FAMILY: Final = -6
EAI_NODATA: Final = -5
EAI_NONAME: Final = -2
EAI_SOCKTYPE: Final = -7
EAI_SERVICE: Final = -8


class gaierror(OSError):  # noqa: N801  # CPython's name
    """A name that has no address, or that nobody could look up."""


def inet_aton(ip_string: str) -> bytes:
    """Four bytes of "a.b.c.d"; the short forms that C takes are refused."""
    ip = parse_ip(ip_string)
    if ip < 0:
        raise OSError("illegal IP address string passed to inet_aton")
    return ip.to_bytes(4, "big")


def inet_ntoa(packed_ip: bytes) -> str:
    if len(packed_ip) != 4:
        raise OSError("packed IP wrong length for inet_ntoa")
    return ip_text(int.from_bytes(packed_ip, "big"))


def inet_pton(address_family: int, ip_string: str) -> bytes:
    if address_family == AF_INET:
        ip, size = parse_ip(ip_string), 4
    elif address_family == AF_INET6:
        ip, size = ipv6.parse_address(ip_string), 16
    else:
        raise OSError(97, "Address family not supported by protocol")
    if ip < 0:
        raise OSError("illegal IP address string passed to inet_pton")
    return ip.to_bytes(size, "big")


def inet_ntop(address_family: int, packed_ip: bytes) -> str:
    if address_family not in (AF_INET, AF_INET6):
        raise ValueError(f"unknown address family {address_family}")
    if len(packed_ip) != (4 if address_family == AF_INET else 16):
        raise ValueError("invalid length of packed IP address string")
    ip = int.from_bytes(packed_ip, "big")
    return ip_text(ip) if address_family == AF_INET else ipv6.address_text(ip)
