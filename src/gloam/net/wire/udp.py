"""UDP over IPv4 (RFC 768; RFC 1122, 4.1.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.checksum import checksum, folded, partial_sum, pseudo_header_sum
from gloam.net.wire.ipv4 import PROTOCOL_UDP
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at

HEADER_SIZE: Final = 8


@dataclass(frozen=True, slots=True)
class UdpHeader:
    """A checked header; the payload is `data[payload_start:payload_stop]`."""

    source_port: int
    """0 when the sender expects no answer."""
    target_port: int
    payload_start: int
    payload_stop: int


def parse(
    data: bytes, start: int, stop: int, source: int, target: int, is_verified: bool = False
) -> UdpHeader | Malformed:
    """Read the datagram in the IP payload data[start:stop] sent from `source` to `target`.

    `is_verified`: the checksum is known to be right. A field of 0 means that the sender computed
    none, which IPv4 allows. Bytes between the length field and `stop` are ignored, as other stacks
    do.
    """
    if stop - start < HEADER_SIZE:
        return Malformed.UDP_TRUNCATED
    size = u16_at(data, start + 4)
    if size < HEADER_SIZE or size > stop - start:
        return Malformed.UDP_LENGTH
    if not is_verified and u16_at(data, start + 6) != 0:
        pseudo = pseudo_header_sum(source, target, PROTOCOL_UDP, size)
        if checksum(data, start, start + size, pseudo) != 0:
            return Malformed.UDP_CHECKSUM
    target_port = u16_at(data, start + 2)
    if target_port == 0:
        return Malformed.UDP_PORT
    return UdpHeader(u16_at(data, start), target_port, start + HEADER_SIZE, start + size)


def emit_header(
    source: int, target: int, source_port: int, target_port: int, payload: bytes
) -> bytes:
    """The 8 bytes in front of `payload`, checksum included.

    A sum that comes out as 0 is sent as 0xFFFF, because 0 says that there is none.
    """
    size = HEADER_SIZE + len(payload)
    total = pseudo_header_sum(source, target, PROTOCOL_UDP, size)
    total += source_port + target_port + size
    check = 0xFFFF - folded(partial_sum(payload, 0, len(payload), total))
    if check == 0:
        check = 0xFFFF
    return bytes(
        [
            source_port >> 8,
            source_port & 255,
            target_port >> 8,
            target_port & 255,
            size >> 8,
            size & 255,
            check >> 8,
            check & 255,
        ]
    )
