"""ARP for IPv4 over Ethernet (RFC 826; RFC 5227 for probes and announcements)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at, u32_at, u48_at

SIZE: Final = 28


class Operation(Enum):
    REQUEST = 1
    REPLY = 2


@dataclass(frozen=True, slots=True)
class ArpMessage:
    """A request or reply. An unknown hardware address is 0, as is a probe's sender address."""

    operation: Operation
    sender_mac: int
    sender_ip: int
    target_mac: int
    target_ip: int


def parse(data: bytes, start: int) -> ArpMessage | Malformed:
    """Read the message at data[start:]; what follows it is the frame's padding."""
    if len(data) - start < SIZE:
        return Malformed.ARP_TRUNCATED
    # Hardware type Ethernet, protocol type IPv4, address sizes 6 and 4.
    if u32_at(data, start) != 0x0001_0800 or u16_at(data, start + 4) != 0x0604:
        return Malformed.ARP_FORMAT
    code = u16_at(data, start + 6)
    if code == 1:
        operation = Operation.REQUEST
    elif code == 2:
        operation = Operation.REPLY
    else:
        return Malformed.ARP_FORMAT
    return ArpMessage(
        operation,
        u48_at(data, start + 8),
        u32_at(data, start + 14),
        u48_at(data, start + 18),
        u32_at(data, start + 24),
    )


def emit(message: ArpMessage) -> bytes:
    """The 28 bytes of the message, without padding."""
    code = 1 if message.operation is Operation.REQUEST else 2
    return b"".join(
        [
            b"\x00\x01\x08\x00\x06\x04\x00",
            bytes([code]),
            message.sender_mac.to_bytes(6, "big"),
            message.sender_ip.to_bytes(4, "big"),
            message.target_mac.to_bytes(6, "big"),
            message.target_ip.to_bytes(4, "big"),
        ]
    )
