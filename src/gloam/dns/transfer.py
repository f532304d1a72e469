"""Zones out: AXFR (RFC 5936), and IXFR (RFC 1995), which is one SOA record, differences, or all.

Messages are made one at a time, as they are sent: a transfer holds no more than one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gloam.dns import code
from gloam.dns.difference import Difference, Journal, as_set
from gloam.dns.message import HEADER_SIZE, MESSAGE_SIZE_MAX, Record
from gloam.dns.query import Query
from gloam.dns.response import set_header
from gloam.dns.rrset import BODY_FIXED_SIZE, RRset
from gloam.dns.writer import Writer
from gloam.dns.zone import Zone
from gloam.net.wire.octets import u16_at, u32_at

MESSAGE_SIZE: Final = 16_000
"""When a message is full: names beyond 16,383 octets cannot be pointed to."""
SIGNATURE_SIZE: Final = 400
"""What a TSIG record takes at most: a name of 255 octets, 10 of a record, 61 of hmac-sha256."""
_HALF: Final = 0x8000_0000


def is_newer(serial: int, other: int) -> bool:
    """RFC 1982, 3.2."""
    return 0 < (serial - other) & 0xFFFF_FFFF < _HALF


def serial_of(soa: Record) -> int:
    return u32_at(soa.data, len(soa.data) - 20)


def is_current(zone: Zone, query: Query) -> bool:
    """Whether an IXFR query's sender has the zone's version, or a later one."""
    known = query.authority
    if query.question.record_type != code.IXFR or known is None:
        return False
    return not is_newer(zone.serial, serial_of(known))


def transfer(zone: Zone, query: Query, journal: Journal | None = None) -> Iterator[bytes]:
    """The messages of a response to AXFR or IXFR, over TCP.

    Differences are sent if the journal has them, and if they are fewer records than the zone.
    """
    stream = _Stream(query)
    apex = zone.apex
    soa = apex.rrsets[code.SOA]
    stream.add(apex.name, soa)
    if is_current(zone, query):
        yield stream.take()
        return
    steps: list[Difference] = []
    if journal is not None and query.authority is not None:
        steps = journal.since(serial_of(query.authority))
    if steps and sum([step.count for step in steps]) < zone.record_count:
        for step in steps:
            for record in (step.old_soa, *step.removed, step.new_soa, *step.added):
                stream.add(record.name, as_set(record))
                while stream.is_full():
                    yield stream.take()
        stream.add(apex.name, soa)
        yield stream.take()
        while stream.is_full():
            yield stream.take()
        return
    for node in zone.nodes.walk():
        for rrset in node.rrsets.values():
            if rrset.record_type == code.RRSIG:
                continue  # each goes with what it covers
            if rrset.record_type != code.SOA:
                stream.add(node.name, rrset)
            stream.add_signatures(node.name, rrset)
            while stream.is_full():
                yield stream.take()
    stream.add(apex.name, soa)
    while stream.is_full():
        yield stream.take()
    yield stream.take()


class _Stream:
    """Messages under construction; a set may be spread over several."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._waiting: list[tuple[bytes, RRset, int]] = []
        """Owner, set and record: those of the signatures are behind the data's."""
        self._next = 0
        self._writer = Writer(query.head)
        self._writer.remember(query.question.name, HEADER_SIZE)
        self._has_question = True
        self._count = 0

    def add(self, owner: bytes, rrset: RRset) -> None:
        for index in range(rrset.count):
            self._waiting.append((owner, rrset, index))
        self._fill()

    def add_signatures(self, owner: bytes, rrset: RRset) -> None:
        for index in range(len(rrset.signatures)):
            self._waiting.append((owner, rrset, rrset.count + index))
        self._fill()

    def is_full(self) -> bool:
        return self._next < len(self._waiting)

    def _fill(self) -> None:
        while self._next < len(self._waiting) and len(self._writer.data) < MESSAGE_SIZE:
            owner, rrset, index = self._waiting[self._next]
            if self._count > 0 and not self._has_room(owner, rrset, index):
                return
            self._next += 1
            self._count += 1
            if index >= rrset.count:
                self._writer.body(owner, rrset.signatures[index - rrset.count])
            elif rrset.bodies:
                self._writer.body(owner, rrset.bodies[index])
            else:
                data = rrset.data[index]
                self._writer.record(owner, rrset.head, rrset.record_type, data)
        if self._next == len(self._waiting):
            self._waiting = []
            self._next = 0

    def _has_room(self, owner: bytes, rrset: RRset, index: int) -> bool:
        """Whether a record surely fits; one alone always does."""
        own = rrset.count
        if index >= own:
            size = len(rrset.signatures[index - own])
        elif rrset.bodies:
            size = len(rrset.bodies[index])
        else:
            size = BODY_FIXED_SIZE + len(rrset.data[index])
        return len(self._writer.data) + len(owner) + size <= MESSAGE_SIZE_MAX - SIGNATURE_SIZE

    def take(self) -> bytes:
        """The message so far; what waits goes into the next one."""
        head = self._query.head
        flags = code.FLAG_QR | code.FLAG_AA | u16_at(head, 2) & code.FLAG_RD
        data = self._writer.data
        set_header(data, flags, 1 if self._has_question else 0, [self._count, 0, 0])
        self._writer = Writer(head[:HEADER_SIZE])
        self._has_question = False
        self._count = 0
        self._fill()
        return bytes(data)
