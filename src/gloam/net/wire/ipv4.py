"""IPv4 headers (RFC 791, section 3.1; RFC 6864 for the identification field).

Knows nothing of this host's addresses, of routes or of reassembly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.checksum import checksum
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at, u32_at

HEADER_SIZE: Final = 20
PACKET_SIZE_MAX: Final = 65_535

TIME_TO_LIVE: Final = 64
"""Of every packet sent: the recommended default (RFC 1700; IANA's ip-parameters)."""

PROTOCOL_ICMP: Final = 1
PROTOCOL_TCP: Final = 6
PROTOCOL_UDP: Final = 17

FLAG_DONT_FRAGMENT: Final = 0x4000
FLAG_MORE_FRAGMENTS: Final = 0x2000
OFFSET_MASK: Final = 0x1FFF

OPTION_END: Final = 0
OPTION_NOP: Final = 1
OPTION_LOOSE_ROUTE: Final = 131
OPTION_STRICT_ROUTE: Final = 137

ROUTER_ALERT: Final = bytes([148, 4, 0, 0])
"""RFC 2113, 2.1."""

ADDRESS_BROADCAST: Final = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class Ipv4Header:
    """A parsed header; the payload is `data[payload_start:payload_stop]` of the parsed bytes."""

    source: int
    target: int
    protocol: int
    time_to_live: int
    identification: int
    dont_fragment: bool
    more_fragments: bool
    fragment_offset: int
    """In bytes: the field of the header times 8."""
    has_source_route: bool
    """A loose or strict source route option is present (RFC 791, 3.1)."""
    payload_start: int
    payload_stop: int


def parse(data: bytes, start: int) -> Ipv4Header | Malformed:
    """Read the packet at data[start:], checking version, lengths, checksum and options.

    Bytes behind the packet's total length are the padding of the frame below.
    """
    available = len(data) - start
    if available < HEADER_SIZE:
        return Malformed.IPV4_TRUNCATED
    first = data[start]
    if first >> 4 != 4:
        return Malformed.IPV4_VERSION
    header_size = (first & 15) * 4
    total_size = u16_at(data, start + 2)
    if header_size < HEADER_SIZE or header_size > total_size:
        return Malformed.IPV4_HEADER_SIZE
    if total_size > available:
        return Malformed.IPV4_TRUNCATED
    payload_start = start + header_size
    if checksum(data, start, payload_start, 0) != 0:
        return Malformed.IPV4_CHECKSUM
    has_source_route = False
    if header_size > HEADER_SIZE:
        scan = scan_options(data, start + HEADER_SIZE, payload_start)
        if scan < 0:
            return Malformed.IPV4_OPTION
        has_source_route = scan == 1
    fragment = u16_at(data, start + 6)
    return Ipv4Header(
        u32_at(data, start + 12),
        u32_at(data, start + 16),
        data[start + 9],
        data[start + 8],
        u16_at(data, start + 4),
        fragment & FLAG_DONT_FRAGMENT != 0,
        fragment & FLAG_MORE_FRAGMENTS != 0,
        (fragment & OFFSET_MASK) * 8,
        has_source_route,
        payload_start,
        start + total_size,
    )


def scan_options(data: bytes, start: int, stop: int) -> int:
    """Walk the options field data[start:stop], at most 40 bytes.

    Returns -1 if a length is impossible, 1 if a source route is among them, otherwise 0.
    """
    found = 0
    index = start
    while index < stop:
        kind = data[index]
        if kind == OPTION_END:
            return found
        if kind == OPTION_NOP:
            index += 1
            continue
        if index + 1 >= stop:
            return -1
        size = data[index + 1]
        if size < 2 or index + size > stop:
            return -1
        if kind in (OPTION_LOOSE_ROUTE, OPTION_STRICT_ROUTE):
            found = 1
        index += size
    return found


def emit_header(
    source: int,
    target: int,
    protocol: int,
    payload_size: int,
    identification: int,
    fragment: int,
    time_to_live: int = TIME_TO_LIVE,
) -> bytes:
    """A 20-byte header.

    `payload_size` is at most PACKET_SIZE_MAX - HEADER_SIZE. `fragment` is the whole field of flags
    and offset; 0 for a packet that is not in parts and that routers may fragment.
    """
    total_size = HEADER_SIZE + payload_size
    total = (
        0x4500
        + total_size
        + identification
        + fragment
        + (time_to_live << 8 | protocol)
        + (source >> 16)
        + (source & 0xFFFF)
        + (target >> 16)
        + (target & 0xFFFF)
    )
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    check = 0xFFFF - total
    return bytes(
        [
            0x45,
            0,
            total_size >> 8,
            total_size & 255,
            identification >> 8,
            identification & 255,
            fragment >> 8,
            fragment & 255,
            time_to_live,
            protocol,
            check >> 8,
            check & 255,
            source >> 24,
            source >> 16 & 255,
            source >> 8 & 255,
            source & 255,
            target >> 24,
            target >> 16 & 255,
            target >> 8 & 255,
            target & 255,
        ]
    )


def emit_alert_header(
    source: int, target: int, protocol: int, payload_size: int, time_to_live: int
) -> bytes:
    """A 24-byte header that asks routers to look at the packet (RFC 2113), as urgent as their own
    messages (RFC 3376, 4)."""
    header = (
        bytes([0x46, 0xC0])
        + (HEADER_SIZE + 4 + payload_size).to_bytes(2, "big")
        + bytes([0, 0, FLAG_DONT_FRAGMENT >> 8, 0, time_to_live, protocol, 0, 0])
        + source.to_bytes(4, "big")
        + target.to_bytes(4, "big")
        + ROUTER_ALERT
    )
    check = checksum(header, 0, len(header), 0)
    return header[:10] + check.to_bytes(2, "big") + header[12:]


def split(
    source: int,
    target: int,
    protocol: int,
    payload: bytes,
    identification: int,
    mtu: int,
    time_to_live: int = TIME_TO_LIVE,
) -> list[bytes]:
    """The packets that carry `payload` over links of `mtu`, in order (RFC 791, 3.2)."""
    if len(payload) <= mtu - HEADER_SIZE:
        size = len(payload)
        header = emit_header(source, target, protocol, size, identification, 0, time_to_live)
        return [header + payload]
    step = (mtu - HEADER_SIZE) // 8 * 8
    packets: list[bytes] = []
    start = 0
    while start < len(payload):
        part = payload[start : start + step]
        more = FLAG_MORE_FRAGMENTS if start + step < len(payload) else 0
        fragment = more | start // 8
        header = emit_header(
            source, target, protocol, len(part), identification, fragment, time_to_live
        )
        packets.append(header + part)
        start += step
    return packets
