"""IPv6 headers and the extension headers behind them (RFC 8200), and the addresses (RFC 4291).

Addresses are ints below 2**128 in network order. Knows nothing of this host's addresses, of routes
or of reassembly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import parse_ip, u16_at, u32_at

HEADER_SIZE: Final = 40
MTU_MIN: Final = 1_280
"""What every link carries (RFC 8200, 5)."""
PAYLOAD_SIZE_MAX: Final = 65_535
"""Extension headers included; there are no jumbograms here."""
FRAGMENT_HEADER_SIZE: Final = 8
HOP_LIMIT: Final = 64

PROTOCOL_HOP_BY_HOP: Final = 0
PROTOCOL_TCP: Final = 6
PROTOCOL_UDP: Final = 17
PROTOCOL_ROUTING: Final = 43
PROTOCOL_FRAGMENT: Final = 44
PROTOCOL_ICMP: Final = 58
PROTOCOL_NONE: Final = 59
PROTOCOL_DESTINATION: Final = 60

EXTENSIONS_MAX: Final = 8
"""Headers of a packet; honest ones have each kind once, destination options twice."""

OPTION_PAD: Final = 0

NO_PROBLEM: Final = -1
PROBLEM_FIELD: Final = 0
PROBLEM_OPTION: Final = 2
"""Codes of a parameter problem (RFC 4443, 3.4)."""
ACTION_DISCARD: Final = 1
ACTION_REPORT: Final = 2
ACTION_REPORT_UNICAST: Final = 3
"""What an option's type says of those who do not know it, but for skipping it."""

UNSPECIFIED: Final = 0
LOOPBACK: Final = 1
ALL_NODES: Final = 0xFF02_0000_0000_0000_0000_0000_0000_0001
ALL_ROUTERS: Final = 0xFF02_0000_0000_0000_0000_0000_0000_0002

_SOLICITED_NODE: Final = 0xFF02_0000_0000_0000_0000_0001_FF00_0000


@dataclass(frozen=True, slots=True)
class Ipv6Header:
    """A parsed chain of headers; the payload is `data[payload_start:payload_stop]`."""

    source: int
    target: int
    hop_limit: int
    protocol: int
    """Of the payload: what the last header names."""
    protocol_at: int
    """Where that is written: what an error about an unknown one points to (RFC 4443, 3.4)."""
    identification: int
    """Of a fragment; -1 for a packet that is whole."""
    fragment_offset: int
    """In bytes."""
    more_fragments: bool
    problem: int
    """The code of a parameter problem (RFC 4443, 3.4) for which the packet is to be dropped: an
    option that is not known and must be, a routing header that we should follow. -1 for none.
    """
    problem_at: int
    """Where that is written."""
    problem_action: int
    """Whether to tell the sender: one of ACTION_DISCARD, _REPORT and _REPORT_UNICAST."""
    payload_start: int
    payload_stop: int


def parse(data: bytes, start: int) -> Ipv6Header | Malformed:
    """Read the packet at data[start:] up to the payload, or up to that of its fragment.

    Bytes behind the packet are the padding of the frame below.
    """
    if len(data) - start < HEADER_SIZE:
        return Malformed.IPV6_TRUNCATED
    if data[start] >> 4 != 6:
        return Malformed.IPV6_VERSION
    stop = start + HEADER_SIZE + u16_at(data, start + 4)
    if stop > len(data):
        return Malformed.IPV6_TRUNCATED
    protocol = data[start + 6]
    protocol_at = start + 6
    index = start + HEADER_SIZE
    identification = -1
    fragment = 0
    problem = NO_PROBLEM
    problem_at = 0
    action = ACTION_DISCARD
    count = 0
    while identification < 0 and is_extension(protocol):
        # Hop-by-hop options come first or not at all (RFC 8200, 4.1).
        if count == EXTENSIONS_MAX or (protocol == PROTOCOL_HOP_BY_HOP and count > 0):
            return Malformed.IPV6_EXTENSION
        count += 1
        if stop - index < 8:
            return Malformed.IPV6_EXTENSION
        size = 8
        if protocol == PROTOCOL_FRAGMENT:
            fragment = u16_at(data, index + 2)
            identification = u32_at(data, index + 4)
        else:
            size = 8 + 8 * data[index + 1]
            if size > stop - index:
                return Malformed.IPV6_EXTENSION
            if protocol == PROTOCOL_ROUTING:
                found = index + 2 if data[index + 3] != 0 else 0
            else:
                found = unknown_option(data, index + 2, index + size)
            if found < 0:
                return Malformed.IPV6_OPTION
            if found > 0 and problem == NO_PROBLEM:
                is_route = protocol == PROTOCOL_ROUTING
                # The type of a routing header, where we are one of the hops (RFC 8200, 4.4).
                problem = PROBLEM_FIELD if is_route else PROBLEM_OPTION
                problem_at = found
                action = ACTION_REPORT if is_route else data[found] >> 6
        protocol = data[index]
        protocol_at = index
        index += size
    return Ipv6Header(
        address_at(data, start + 8),
        address_at(data, start + 24),
        data[start + 7],
        protocol,
        protocol_at,
        identification,
        fragment & 0xFFF8,
        fragment & 1 != 0,
        problem,
        problem_at,
        action,
        index,
        stop,
    )


def is_extension(protocol: int) -> bool:
    """Whether the number names a header that leads on to another one, of those we read."""
    return protocol in (
        PROTOCOL_HOP_BY_HOP,
        PROTOCOL_ROUTING,
        PROTOCOL_FRAGMENT,
        PROTOCOL_DESTINATION,
    )


def unknown_option(data: bytes, start: int, stop: int) -> int:
    """Where in data[start:stop] the first option is that we do not know and may not skip.

    0 if there is none, -1 if these are not whole options. The two highest bits of an option's type
    say whether it may be skipped (RFC 8200, 4.2).
    """
    found = 0
    index = start
    while index < stop:
        kind = data[index]
        if kind == OPTION_PAD:
            index += 1
            continue
        if index + 1 >= stop or index + 2 + data[index + 1] > stop:
            return -1
        if kind >> 6 != 0 and found == 0:
            found = index
        index += 2 + data[index + 1]
    return found


def header_chain_stop(data: bytes, protocol: int, start: int, stop: int) -> int:
    """Where the headers in data[start:stop] end, the first of which `protocol` names; -1 if beyond.

    For a first fragment, which has to hold them all (RFC 7112, 5); of the last one, 8 bytes.
    """
    index = start
    while is_extension(protocol):
        if stop - index < 8:
            return -1
        protocol, size = data[index], 8 + 8 * data[index + 1]
        index += size
    if protocol != PROTOCOL_NONE:
        index += 8
    return index if index <= stop else -1


def emit_header(
    source: int, target: int, protocol: int, payload_size: int, hop_limit: int
) -> bytes:
    """The 40 bytes in front of a payload without extension headers."""
    return b"".join(
        [
            b"\x60\x00\x00\x00",
            payload_size.to_bytes(2, "big"),
            bytes([protocol, hop_limit]),
            source.to_bytes(16, "big"),
            target.to_bytes(16, "big"),
        ]
    )


def split(
    source: int, target: int, protocol: int, payload: bytes, identification: int, mtu: int
) -> list[bytes]:
    """The packets that carry `payload` over a path of `mtu`, in order (RFC 8200, 4.5)."""
    step = (mtu - HEADER_SIZE - FRAGMENT_HEADER_SIZE) // 8 * 8
    packets: list[bytes] = []
    start = 0
    while start < len(payload):
        part = payload[start : start + step]
        size = FRAGMENT_HEADER_SIZE + len(part)
        fragment = start | int(start + step < len(payload))
        packets.append(
            b"".join(
                [
                    emit_header(source, target, PROTOCOL_FRAGMENT, size, HOP_LIMIT),
                    bytes([protocol, 0, fragment >> 8, fragment & 255]),
                    identification.to_bytes(4, "big"),
                    part,
                ]
            )
        )
        start += step
    return packets


def pseudo_header_sum(source: int, target: int, protocol: int, size: int) -> int:
    """The unfolded sum of the pseudo-header (RFC 8200, 8.1); `size` is the payload's."""
    # 2**16 is 1 modulo 0xFFFF, so a number has the same sum as its 16-bit words.
    return (source % 0xFFFF) + (target % 0xFFFF) + protocol + (size >> 16) + (size & 0xFFFF)


def address_at(data: bytes, index: int) -> int:
    return int.from_bytes(data[index : index + 16], "big")


# ------------------------------------------------------------ kinds of address


def is_multicast(address: int) -> bool:
    return address >> 120 == 0xFF


def is_link_local(address: int) -> bool:
    """fe80::/10 (RFC 4291, 2.5.6)."""
    return address >> 118 == 0xFE80 >> 6


def solicited_node(address: int) -> int:
    """The group that a host with this address listens to (RFC 4291, 2.7.1)."""
    return _SOLICITED_NODE | address & 0xFF_FFFF


def multicast_mac(group: int) -> int:
    """The Ethernet address of a group (RFC 2464, 7)."""
    return 0x3333_0000_0000 | group & 0xFFFF_FFFF


def from_mac(prefix: int, mac: int) -> int:
    """The address in a /64 network that a MAC address gives (RFC 2464, 4; RFC 4291, A)."""
    identifier = (mac >> 24 << 40 | 0xFF_FE00_0000 | mac & 0xFF_FFFF) ^ 1 << 57
    return prefix >> 64 << 64 | identifier


# ------------------------------------------------------------ text


def address_text(address: int) -> str:
    """The one canonical form (RFC 5952): lower case, the longest run of zeros as "::"."""
    groups = [address >> shift & 0xFFFF for shift in range(112, -1, -16)]
    if groups[:5] == [0, 0, 0, 0, 0] and groups[5] == 0xFFFF:
        octets = [str(address >> shift & 255) for shift in (24, 16, 8, 0)]
        return "::ffff:" + ".".join(octets)
    best_start, best_size = 0, 1
    start = 0
    while start < 8:
        stop = start
        while stop < 8 and groups[stop] == 0:
            stop += 1
        if stop - start > best_size:
            best_start, best_size = start, stop - start
        start = stop + 1
    words = [f"{group:x}" for group in groups]
    if best_size == 1:
        return ":".join(words)
    left = ":".join(words[:best_start])
    return left + "::" + ":".join(words[best_start + best_size :])


def parse_address(text: str) -> int:
    """The address that `text` writes (RFC 4291, 2.2), or -1. No zone: that is not its part."""
    head, gap, tail = text.partition("::")
    left = _groups(head, is_end=not gap)
    if not gap:
        return _joined(left) if left is not None and len(left) == 8 else -1
    right = _groups(tail, is_end=True)
    if left is None or right is None or len(left) + len(right) > 7:
        return -1
    return _joined(left + [0] * (8 - len(left) - len(right)) + right)


def _groups(text: str, *, is_end: bool) -> list[int] | None:
    """The numbers between colons; the last one may be an IPv4 address, which counts twice."""
    if text == "":
        return []
    groups: list[int] = []
    parts = text.split(":")
    for number, part in enumerate(parts):
        if "." in part and is_end and number == len(parts) - 1:
            low = parse_ip(part)
            if low < 0:
                return None
            groups.append(low >> 16)
            groups.append(low & 0xFFFF)
            continue
        if not 1 <= len(part) <= 4:
            return None
        value = 0
        for character in part:
            digit = "0123456789abcdef".find(character.lower())
            if digit < 0 or not character.isascii():
                return None
            value = value << 4 | digit
        groups.append(value)
    return groups


def _joined(groups: list[int]) -> int:
    address = 0
    for group in groups:
        address = address << 16 | group
    return address
