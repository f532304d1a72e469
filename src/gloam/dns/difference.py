"""What changed between two versions of a zone, and a bounded journal of it (RFC 1995).

Versions are compared name by name, in one pass over both: their nodes are in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from gloam.dns import code
from gloam.dns.message import Record
from gloam.dns.name import order
from gloam.dns.rrset import BODY_FIXED_SIZE, RRset
from gloam.dns.zone import Zone
from gloam.dns.zone_image import Node

RECORDS_MAX: Final = 100_000
"""Of zones that are compared: nothing else runs meanwhile."""
RECORD_SIZE: Final = 96
"""What a record takes in memory besides its octets, about."""


@dataclass(slots=True)
class Difference:
    """From one serial number to a later one. SOA records are apart from the others."""

    old_soa: Record
    new_soa: Record
    removed: list[Record] = field(default_factory=list)
    added: list[Record] = field(default_factory=list)
    size: int = 0
    """In memory, in octets."""

    @property
    def count(self) -> int:
        """Records on the wire."""
        return len(self.removed) + len(self.added) + 2


def soa_of(zone: Zone) -> Record:
    rrset = zone.apex.rrsets[code.SOA]
    return Record(zone.apex.name, code.SOA, code.CLASS_IN, rrset.ttl, rrset.data[0])


def records_of(node: Node) -> Iterator[Record]:
    """With signatures, which have the TTL of what they cover; without the SOA record."""
    for rrset in node.rrsets.values():
        kind, ttl = rrset.record_type, rrset.ttl
        if kind == code.RRSIG:
            continue  # each goes with what it covers
        if kind != code.SOA:
            for data in rrset.all_data():
                yield Record(node.name, kind, code.CLASS_IN, ttl, data)
        for body in rrset.signatures:
            yield Record(node.name, code.RRSIG, code.CLASS_IN, ttl, body[BODY_FIXED_SIZE:])


def as_set(record: Record) -> RRset:
    """A set of this record alone."""
    rrset = RRset(record.record_type, record.ttl)
    rrset.fill([record.data])
    return rrset


def difference(old: Zone, new: Zone, size_max: int) -> Difference | None:
    """None if it would take more than `size_max` octets."""
    found = Difference(soa_of(old), soa_of(new))
    before, after = _Walk(old), _Walk(new)
    while before.node is not None or after.node is not None:
        is_old = after.node is None or (before.node is not None and before.place <= after.place)
        is_new = before.node is None or (after.node is not None and after.place <= before.place)
        gone = _records(before) if is_old else {}
        come = _records(after) if is_new else {}
        for record in gone:
            if record not in come:
                _keep(found, found.removed, record)
        for record in come:
            if record not in gone:
                _keep(found, found.added, record)
        if found.size > size_max:
            return None
        if is_old:
            before.go_on()
        if is_new:
            after.go_on()
    return found


def _records(walk: _Walk) -> dict[Record, None]:
    return {} if walk.node is None else dict.fromkeys(records_of(walk.node))


def _keep(found: Difference, records: list[Record], record: Record) -> None:
    records.append(record)
    found.size += RECORD_SIZE + len(record.name) + len(record.data)


class _Walk:
    """Over a zone's nodes: those of hashed names come last, in an order of their own."""

    def __init__(self, zone: Zone) -> None:
        self._nodes = zone.nodes.walk()
        self.node: Node | None = None
        self.place = (False, b"")
        self.go_on()

    def go_on(self) -> None:
        self.node = next(self._nodes, None)
        if self.node is not None:
            self.place = (code.NSEC3 in self.node.rrsets, order(self.node.key))


class Journal:
    """The last differences of one zone, each beginning where the one before ends."""

    def __init__(self, size_max: int) -> None:
        self._size_max = size_max
        self._size = 0
        self._kept: list[Difference] = []

    def change(self, old: Zone, new: Zone) -> None:
        """A zone has another version now. What cannot be kept ends what came before."""
        found: Difference | None = None
        if max(old.record_count, new.record_count) <= RECORDS_MAX:
            found = difference(old, new, self._size_max)
        if found is None:
            self._kept = []
            self._size = 0
            return
        self._kept.append(found)
        self._size += found.size
        while self._size > self._size_max:
            self._size -= self._kept.pop(0).size

    def since(self, serial: int) -> list[Difference]:
        """From that version to the last one; none if it is not known any more."""
        for index, found in enumerate(self._kept):
            if _serial(found.old_soa) == serial:
                return self._kept[index:]
        return []


def _serial(soa: Record) -> int:
    return int.from_bytes(soa.data[-20:-16], "big")
