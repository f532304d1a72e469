"""The addresses of both IP versions as one type, for what works over either.

An address is an int: IPv4's are below 2**32, IPv6's have SIX added, so that 0.0.0.1 and ::1 differ.
The codecs of `wire` and the engines of `ip6` know IPv6's 128 bits without it.
"""

from __future__ import annotations

from typing import Final

from gloam.net.address import ADDRESS_LOOPBACK, is_loopback, is_multicast
from gloam.net.wire import checksum, ipv6
from gloam.net.wire.octets import ip_text, parse_ip

SIX: Final = 0x1_0000_0000_0000_0000_0000_0000_0000_0000
ANY: Final = 0
ANY_SIX: Final = SIX
LOOPBACK_SIX: Final = 0x1_0000_0000_0000_0000_0000_0000_0000_0001

SCOPE: Final = 2
"""The number of the one network card, as Linux counts them: the loopback device is 1."""

_MAPPED: Final = 0xFFFF_0000_0000
_SIX_PORTS: Final = 0x1_0000


def is_six(ip: int) -> bool:
    return ip > 0xFFFF_FFFF


def is_any(ip: int) -> bool:
    """0.0.0.0 or ::, which stand for all addresses of ours."""
    return ip == ANY_SIX if is_six(ip) else ip == ANY


def is_local(ip: int) -> bool:
    """A loopback address: never on a wire."""
    return ip == LOOPBACK_SIX if is_six(ip) else is_loopback(ip)


def is_group(ip: int) -> bool:
    """A multicast address."""
    return ipv6.is_multicast(ip ^ SIX) if is_six(ip) else is_multicast(ip)


def loopback_of(ip: int) -> int:
    """The loopback address of the same version."""
    return LOOPBACK_SIX if is_six(ip) else ADDRESS_LOOPBACK


def any_of(ip: int) -> int:
    """All addresses of the same version."""
    return ANY_SIX if is_six(ip) else ANY


def unmapped(ip: int) -> int:
    """The IPv4 address that an IPv6 one stands for (RFC 4291, 2.5.5.2), or the address itself."""
    bits = ip ^ SIX
    return bits & 0xFFFF_FFFF if is_six(ip) and bits >> 32 == 0xFFFF else ip


def mapped(ip: int) -> int:
    """The IPv6 address that stands for an IPv4 one; one of IPv6 is itself."""
    return ip if is_six(ip) else SIX | _MAPPED | ip


def port_key(ip: int, port: int) -> int:
    """Of tables by port: each version has ports of its own."""
    return port | _SIX_PORTS if is_six(ip) else port


def scope_of(ip: int) -> int:
    """The scope identifier in an address of a program: 0, except for one of this link."""
    return SCOPE if is_six(ip) and ipv6.is_link_local(ip ^ SIX) else 0


def host_text(ip: int) -> str:
    return ipv6.address_text(ip ^ SIX) if is_six(ip) else ip_text(ip)


def parse_host(text: str) -> int:
    """The address that `text` writes, or -1. An address of this link may have a zone (RFC 4007)."""
    ip = parse_ip(text)
    if ip >= 0:
        return ip
    bare, zone, _ = text.partition("%")
    address = ipv6.parse_address(bare)
    if address < 0 or (zone and not ipv6.is_link_local(address)):
        return -1
    return SIX | address


def pseudo_header_sum(source: int, target: int, protocol: int, size: int) -> int:
    """The unfolded sum of the pseudo-header of either version."""
    if is_six(source):
        return ipv6.pseudo_header_sum(source ^ SIX, target ^ SIX, protocol, size)
    return checksum.pseudo_header_sum(source, target, protocol, size)
