"""Group membership messages of IPv4: who wants which groups (RFC 3376; RFC 2236 and 1112 for old
routers).

Switches that look into them pass a group's frames only to those who have said that they listen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.checksum import checksum
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u32_at

PROTOCOL: Final = 2
"""Of the IPv4 header."""

TYPE_QUERY: Final = 0x11
TYPE_REPORT_1: Final = 0x12
TYPE_REPORT_2: Final = 0x16
TYPE_LEAVE_2: Final = 0x17
TYPE_REPORT_3: Final = 0x22

ALL_HOSTS: Final = 0xE000_0001
"""Every host is in it, and nobody reports it (RFC 3376, 6)."""
ALL_ROUTERS: Final = 0xE000_0002
REPORTS: Final = 0xE000_0016
"""Where version 3 reports to (4.2.14)."""

RECORD_IS: Final = 2
RECORD_LEAVE: Final = 3
RECORD_JOIN: Final = 4
"""MODE_IS_EXCLUDE, CHANGE_TO_INCLUDE_MODE and CHANGE_TO_EXCLUDE_MODE, without sources (4.2.12)."""

SIZE: Final = 8
_QUERY_SIZE_3: Final = 12


@dataclass(frozen=True, slots=True)
class GroupMessage:
    kind: int
    version: int
    """Of a query."""
    delay_ms: int
    """Answers to a query come after a random time of at most that."""
    group: int
    """0 asks about all."""


def parse(data: bytes, start: int, stop: int) -> GroupMessage | Malformed:
    """Read the message that fills data[start:stop] (RFC 3376, 4.1 and 7.1)."""
    size = stop - start
    if size < SIZE:
        return Malformed.IGMP_TRUNCATED
    if checksum(data, start, stop, 0) != 0:
        return Malformed.IGMP_CHECKSUM
    kind, delay, group = data[start], data[start + 1], u32_at(data, start + 4)
    if kind != TYPE_QUERY:
        return GroupMessage(kind, 0, 0, group)
    if SIZE < size < _QUERY_SIZE_3:
        return Malformed.IGMP_TRUNCATED
    version = 3 if size >= _QUERY_SIZE_3 else 2
    if version == 2 and delay == 0:
        return GroupMessage(kind, 1, 10_000, group)
    if version == 3 and delay >= 128:
        # A floating-point number (4.1.1).
        delay = (delay & 15 | 16) << ((delay >> 4 & 7) + 3)
    return GroupMessage(kind, version, delay * 100, group)


def emit(kind: int, group: int) -> bytes:
    """A message of versions 1 and 2."""
    return _finished(bytes([kind, 0, 0, 0]) + group.to_bytes(4, "big"))


def emit_report(record: int, groups: list[int]) -> bytes:
    """A report of version 3: the same record for each group (4.2)."""
    parts = [bytes([TYPE_REPORT_3, 0, 0, 0, 0, 0]), len(groups).to_bytes(2, "big")]
    for group in groups:
        parts.append(bytes([record, 0, 0, 0]))
        parts.append(group.to_bytes(4, "big"))
    return _finished(b"".join(parts))


def multicast_mac(group: int) -> int:
    """The Ethernet address of a group (RFC 1112, 6.4)."""
    return 0x0100_5E00_0000 | group & 0x7F_FFFF


def _finished(message: bytes) -> bytes:
    check = checksum(message, 0, len(message), 0)
    return message[:2] + check.to_bytes(2, "big") + message[4:]
