"""Ethernet II frames (IEEE 802.3, clause 3), with an optional 802.1Q tag.

The frame check sequence is the device's business: no frame here carries one. Payloads keep the
padding of short frames; the network layer knows its own length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at, u48_at

HEADER_SIZE: Final = 14
TAG_SIZE: Final = 4
FRAME_SIZE_MAX: Final = 65_553
"""An IP packet of 65,535 bytes behind a tagged header: what a device with offload may deliver."""

TYPE_IPV4: Final = 0x0800
TYPE_ARP: Final = 0x0806
TYPE_IPV6: Final = 0x86DD
TYPE_VLAN: Final = 0x8100

BROADCAST: Final = 0xFFFF_FFFF_FFFF
GROUP_BIT: Final = 1 << 40
"""Set in broadcast and multicast addresses: the low bit of the first byte on the wire."""


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """The header of a frame; the payload is `frame[payload_start:]`."""

    target: int
    source: int
    ether_type: int
    """Below 0x600 it is the length of an 802.3 frame, which carries nothing we speak."""
    vlan: int
    """VLAN identifier; 0 for untagged and for priority-tagged frames (802.1Q, 9.6)."""
    payload_start: int


def parse(frame: bytes) -> FrameHeader | Malformed:
    """Read the header of a whole frame. One tag is accepted; what is behind a second is not IP."""
    size = len(frame)
    if size < HEADER_SIZE:
        return Malformed.FRAME_TRUNCATED
    if size > FRAME_SIZE_MAX:
        return Malformed.FRAME_OVERSIZE
    ether_type = u16_at(frame, 12)
    vlan = 0
    payload_start = HEADER_SIZE
    if ether_type == TYPE_VLAN:
        if size < HEADER_SIZE + TAG_SIZE:
            return Malformed.FRAME_TRUNCATED
        vlan = u16_at(frame, 14) & 0x0FFF
        ether_type = u16_at(frame, 16)
        payload_start = HEADER_SIZE + TAG_SIZE
    return FrameHeader(u48_at(frame, 0), u48_at(frame, 6), ether_type, vlan, payload_start)


def emit_header(target: int, source: int, ether_type: int) -> bytes:
    """The 14 bytes in front of an untagged payload."""
    return bytes(
        [
            target >> 40,
            target >> 32 & 255,
            target >> 24 & 255,
            target >> 16 & 255,
            target >> 8 & 255,
            target & 255,
            source >> 40,
            source >> 32 & 255,
            source >> 24 & 255,
            source >> 16 & 255,
            source >> 8 & 255,
            source & 255,
            ether_type >> 8,
            ether_type & 255,
        ]
    )


def is_group(mac: int) -> bool:
    """Whether the address names more than one station."""
    return mac & GROUP_BIT != 0
