"""ICMP for IPv4: echo and destination unreachable (RFC 792; RFC 1122, 3.2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.checksum import checksum
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at

HEADER_SIZE: Final = 8

TYPE_ECHO_REPLY: Final = 0
TYPE_UNREACHABLE: Final = 3
TYPE_ECHO_REQUEST: Final = 8
TYPE_TIME_EXCEEDED: Final = 11

CODE_REASSEMBLY: Final = 1

CODE_HOST: Final = 1
CODE_PROTOCOL: Final = 2
CODE_PORT: Final = 3
CODE_FRAGMENTATION_NEEDED: Final = 4

QUOTED_MIN: Final = 8
"""Bytes of the payload that a quote has at least (RFC 792)."""
QUOTE_SIZE_MAX: Final = 548
"""An error message stays within 576 bytes, IP header included (RFC 1812, 4.3.2.3)."""


@dataclass(frozen=True, slots=True)
class IcmpMessage:
    """A message with a good checksum; its body is `data[body_start:body_stop]`.

    The body is the echo data, or the quoted packet of an error. `high` and `low` are the two
    16-bit words of the second header row: identifier and sequence number of an echo, unused and
    next-hop MTU of "fragmentation needed".
    """

    kind: int
    code: int
    high: int
    low: int
    body_start: int
    body_stop: int


def parse(data: bytes, start: int, stop: int) -> IcmpMessage | Malformed:
    """Read the message that fills data[start:stop], an IP payload."""
    if stop - start < HEADER_SIZE:
        return Malformed.ICMP_TRUNCATED
    if checksum(data, start, stop, 0) != 0:
        return Malformed.ICMP_CHECKSUM
    return IcmpMessage(
        data[start],
        data[start + 1],
        u16_at(data, start + 4),
        u16_at(data, start + 6),
        start + HEADER_SIZE,
        stop,
    )


def emit(kind: int, code: int, high: int, low: int, body: bytes) -> bytes:
    """A whole message; the words are as in IcmpMessage."""
    total = (kind << 8 | code) + high + low
    check = checksum(body, 0, len(body), total)
    header = bytes(
        [kind, code, check >> 8, check & 255, high >> 8, high & 255, low >> 8, low & 255]
    )
    return header + body
