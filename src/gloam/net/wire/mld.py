"""Multicast listener messages: who wants which groups (RFC 3810; RFC 2710 for old routers).

Switches that look into them pass a group's frames only to those who have said that they listen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.ipv6 import PROTOCOL_ICMP, address_at
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at

TYPE_QUERY: Final = 130
TYPE_REPORT_V1: Final = 131
TYPE_REPORT: Final = 143

HOP_LIMIT: Final = 1
ROUTERS: Final = 0xFF02_0000_0000_0000_0000_0000_0000_0016
"""All routers that speak version 2: the target of reports."""

RECORD_IS: Final = 2
RECORD_JOIN: Final = 4
RECORD_LEAVE: Final = 3
"""MODE_IS_EXCLUDE, CHANGE_TO_EXCLUDE_MODE and CHANGE_TO_INCLUDE_MODE, without sources (5.2.12)."""

ROUTER_ALERT: Final = bytes([PROTOCOL_ICMP, 0, 5, 2, 0, 0, 1, 0])
"""The hop-by-hop header in front of every such message (RFC 2711)."""

_QUERY_SIZE: Final = 24
"""Of version 1; longer ones are of version 2."""


@dataclass(frozen=True, slots=True)
class Query:
    group: int
    """0 asks about all."""
    delay_ms: int
    """Answers come after a random time of at most that."""
    is_old: bool
    """Of version 1, and to be answered so."""


def parse_query(data: bytes, start: int, stop: int) -> Query | Malformed:
    """Read the query that fills data[start:stop], whose checksum is good (5.1)."""
    size = stop - start
    if size < _QUERY_SIZE or _QUERY_SIZE < size < _QUERY_SIZE + 4:
        return Malformed.MLD_TRUNCATED
    delay = u16_at(data, start + 4)
    is_old = size == _QUERY_SIZE
    if not is_old and delay >= 0x8000:
        # A floating-point number (5.1.3).
        delay = (delay & 0xFFF | 0x1000) << ((delay >> 12 & 7) + 3)
    return Query(address_at(data, start + 8), delay, is_old)


def emit_report(record: int, groups: list[int]) -> bytes:
    """The message behind type, code and checksum (5.2): the same record for each group."""
    parts = [bytes(2), len(groups).to_bytes(2, "big")]
    for group in groups:
        parts.append(bytes([record, 0, 0, 0]))
        parts.append(group.to_bytes(16, "big"))
    return b"".join(parts)


def emit_old_report(group: int) -> bytes:
    """The same of version 1 (RFC 2710, 3)."""
    return bytes(4) + group.to_bytes(16, "big")
