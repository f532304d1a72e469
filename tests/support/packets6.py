"""IPv6 packets written with `struct` and `ipaddress` alone, independent of the code under test."""

from __future__ import annotations

import ipaddress
import struct

from support.packets import OUR_MAC, PEER_MAC, internet_checksum

ALL_NODES = "ff02::1"
PEER_LOCAL = "fe80::1"
OUR_LOCAL = "fe80::ff:fe00:2"
"""What OUR_MAC makes of fe80::/64."""


def number(text: str) -> int:
    return int(ipaddress.IPv6Address(text))


def packed(text: str) -> bytes:
    return ipaddress.IPv6Address(text).packed


def group_mac(text: str) -> bytes:
    return b"\x33\x33" + packed(text)[12:]


def solicited_node(text: str) -> str:
    return str(ipaddress.IPv6Address(number("ff02::1:ff00:0") | number(text) & 0xFF_FFFF))


def ipv6(payload: bytes, protocol: int, source: str, target: str, *, hop_limit: int = 64) -> bytes:
    head = struct.pack("!IHBB", 6 << 28, len(payload), protocol, hop_limit)
    return head + packed(source) + packed(target) + payload


def _checksum(message: bytes, protocol: int, source: str, target: str) -> int:
    pseudo = packed(source) + packed(target) + struct.pack("!II", len(message), protocol)
    return internet_checksum(pseudo + message)


def icmp6(kind: int, code: int, rest: bytes, source: str, target: str) -> bytes:
    """`rest` starts behind the checksum."""
    check = _checksum(bytes([kind, code, 0, 0]) + rest, 58, source, target)
    return bytes([kind, code]) + struct.pack("!H", check) + rest


def udp6(payload: bytes, source_port: int, target_port: int, source: str, target: str) -> bytes:
    head = struct.pack("!HHH", source_port, target_port, 8 + len(payload))
    check = _checksum(head + b"\0\0" + payload, 17, source, target) or 0xFFFF
    return head + struct.pack("!H", check) + payload


def frame(packet: bytes, mac: bytes | None = None, source: bytes = PEER_MAC) -> bytes:
    """A packet in a frame to us, or to the station that its target asks for."""
    if mac is None:
        mac = b"\x33\x33" + packet[36:40] if packet[24] == 0xFF else OUR_MAC
    return mac + source + b"\x86\xdd" + packet


def ping(data: bytes, source: str, target: str) -> bytes:
    message = icmp6(128, 0, struct.pack("!HH", 7, 1) + data, source, target)
    return ipv6(message, 58, source, target)


def solicitation(
    wanted: str, source: str, target: str, mac: bytes = PEER_MAC, *, hop_limit: int = 255
) -> bytes:
    option = b"\x01\x01" + mac if mac else b""
    message = icmp6(135, 0, bytes(4) + packed(wanted) + option, source, target)
    return ipv6(message, 58, source, target, hop_limit=hop_limit)


def advertisement(
    wanted: str, source: str, target: str, mac: bytes = PEER_MAC, *, flags: int = 0x60
) -> bytes:
    """`flags`: 0x80 router, 0x40 solicited, 0x20 override."""
    option = b"\x02\x01" + mac if mac else b""
    rest = bytes([flags, 0, 0, 0]) + packed(wanted) + option
    return ipv6(icmp6(136, 0, rest, source, target), 58, source, target, hop_limit=255)


def prefix_option(
    network: str, size: int, valid_s: int, preferred_s: int, *, flags: int = 0xC0
) -> bytes:
    return struct.pack("!BBBBIII", 3, 4, size, flags, valid_s, preferred_s, 0) + packed(network)


def router(
    *options: bytes, lifetime_s: int = 1800, source: str = PEER_LOCAL, hop_limit: int = 255
) -> bytes:
    """A router advertisement to all nodes."""
    rest = struct.pack("!BBHII", 64, 0, lifetime_s, 0, 0) + b"".join(options)
    message = icmp6(134, 0, rest, source, ALL_NODES)
    return ipv6(message, 58, source, ALL_NODES, hop_limit=hop_limit)


def fragment(
    payload: bytes, protocol: int, offset: int, *, more: bool, source: str, target: str, label: int
) -> bytes:
    head = struct.pack("!BBHI", protocol, 0, offset | int(more), label)
    return ipv6(head + payload, 44, source, target)
