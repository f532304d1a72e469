"""UDP over either IP version (RFC 768; RFC 1122, 4.1.3; RFC 8200, 8.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.checksum import checksum, folded, partial_sum
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at

HEADER_SIZE: Final = 8

VERIFIED: Final = -1
"""Instead of a sum: the checksum is known to be right."""


@dataclass(frozen=True, slots=True)
class UdpHeader:
    """A checked header; the payload is `data[payload_start:payload_stop]`."""

    source_port: int
    """0 when the sender expects no answer."""
    target_port: int
    payload_start: int
    payload_stop: int


def parse(
    data: bytes, start: int, stop: int, pseudo: int, is_checksum_optional: bool
) -> UdpHeader | Malformed:
    """Read the datagram in the IP payload data[start:stop].

    `pseudo` is the sum of the pseudo-header for a size of 0, or VERIFIED. A checksum field of 0
    means that the sender computed none, which IPv4 allows and IPv6 does not. Bytes between the
    length field and `stop` are ignored, as other stacks do.
    """
    if stop - start < HEADER_SIZE:
        return Malformed.UDP_TRUNCATED
    size = u16_at(data, start + 4)
    if size < HEADER_SIZE or size > stop - start:
        return Malformed.UDP_LENGTH
    if pseudo != VERIFIED:
        is_absent = u16_at(data, start + 6) == 0
        if is_absent and not is_checksum_optional:
            return Malformed.UDP_CHECKSUM
        if not is_absent and checksum(data, start, start + size, pseudo + size) != 0:
            return Malformed.UDP_CHECKSUM
    target_port = u16_at(data, start + 2)
    if target_port == 0:
        return Malformed.UDP_PORT
    return UdpHeader(u16_at(data, start), target_port, start + HEADER_SIZE, start + size)


def emit_header(pseudo: int, source_port: int, target_port: int, payload: bytes) -> bytes:
    """The 8 bytes in front of `payload`, checksum included; `pseudo` is as in `parse`.

    A sum that comes out as 0 is sent as 0xFFFF, because 0 says that there is none.
    """
    size = HEADER_SIZE + len(payload)
    total = pseudo + size + source_port + target_port + size
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
