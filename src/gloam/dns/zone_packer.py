"""Writes the image of a zone (`zone_image.py`) from its names and sets."""

from __future__ import annotations

from typing import Final

from gloam.dns import code, zone_image
from gloam.dns.layout import COMPRESSED, HOST_AT
from gloam.dns.name import order
from gloam.dns.rrset import BODY_FIXED_SIZE, record_body, record_head
from gloam.dns.zone_image import (
    FLAG_CUT,
    HEADER_SIZE,
    MAGIC,
    NODE_FIXED_SIZE,
    SET_FIXED_SIZE,
    SLOT_SIZE,
    key_hash,
)

OFFSET_MAX: Final = 0xFFFF_FFFF
ABSENT: Final = -1


class RecordSet:
    """The records of one owner and type, while a zone is put together."""

    __slots__ = ("data", "hosts", "record_type", "signatures", "ttl")

    def __init__(self, record_type: int, ttl: int) -> None:
        self.record_type = record_type
        self.ttl = ttl
        self.data: list[bytes] = []
        self.signatures: list[bytes] = []
        self.hosts: list[int] = []
        """For each record the index of the name whose addresses go along, or ABSENT; empty if no
        record has one."""


class Name:
    """A name of the zone and what it has. Names refer to each other by their index in the zone."""

    __slots__ = ("above", "index", "is_cut", "key", "name", "offset", "sets")

    def __init__(self, name: bytes) -> None:
        self.name = name
        self.key = name.lower()
        self.sets: dict[int, RecordSet] = {}
        self.is_cut = False
        self.above = ABSENT
        self.index = ABSENT
        self.offset = 0


def pack(names: list[Name], hashed: list[tuple[bytes, Name]], nsec: list[Name]) -> bytes:
    """`names`, by index, are in canonical order, the apex first; `hashed` are digests with their
    names, in order; `nsec` are those of `names` that have NSEC records.

    Raises ValueError beyond 4 GiB.
    """
    at = HEADER_SIZE
    records = 0
    hashed_names = [name for _, name in hashed]
    for name in names:
        name.offset = at
        at += _node_size(name)
        records += _record_count(name)
    for name in hashed_names:
        name.offset = at
        at += _node_size(name)
        records += _record_count(name)
    if at > OFFSET_MAX:
        raise ValueError("the zone is too large: its records take more than 4 GiB")
    out = bytearray(HEADER_SIZE)
    for name in names:
        _write_node(out, name, names)
    for name in hashed_names:
        _write_node(out, name, names)
    numbers = {
        zone_image.AT_APEX: names[0].offset,
        zone_image.AT_NAMES: len(names),
        zone_image.AT_RECORDS: records,
        zone_image.AT_NODES_STOP: at,
        zone_image.AT_TABLE: len(out),
        zone_image.AT_SLOTS: _write_table(out, names),
    }
    numbers[zone_image.AT_NSEC] = _write_nsec(out, nsec)
    numbers[zone_image.AT_NSEC_COUNT] = len(nsec)
    numbers[zone_image.AT_NSEC3] = len(out)
    numbers[zone_image.AT_NSEC3_COUNT] = len(hashed)
    for digest, name in hashed:
        out.extend(digest)
        out.extend(name.offset.to_bytes(4, "big"))
    if len(out) > OFFSET_MAX:
        raise ValueError("the zone is too large: it takes more than 4 GiB")
    out[0 : len(MAGIC)] = MAGIC
    for place, number in numbers.items():
        out[place : place + 4] = number.to_bytes(4, "big")
    return bytes(out)


def _record_count(name: Name) -> int:
    return sum([len(held.data) + len(held.signatures) for held in name.sets.values()])


def _node_size(name: Name) -> int:
    size = NODE_FIXED_SIZE + len(name.name)
    for held in name.sets.values():
        fixed = 2 if held.record_type in COMPRESSED else BODY_FIXED_SIZE
        size += SET_FIXED_SIZE
        size += sum([fixed + len(data) for data in held.data])
        size += 4 * len(held.data) if held.hosts else 0
        size += sum([BODY_FIXED_SIZE + len(data) for data in held.signatures])
    return size


def _write_node(out: bytearray, name: Name, names: list[Name]) -> None:
    assert len(out) == name.offset
    above = names[name.above].offset if name.above != ABSENT else 0
    out.append(FLAG_CUT if name.is_cut else 0)
    out.extend(above.to_bytes(4, "big"))
    out.append(len(name.name))
    out.extend(name.name)
    out.extend(len(name.sets).to_bytes(2, "big"))
    for held in name.sets.values():
        _write_set(out, held, names)


def _write_set(out: bytearray, held: RecordSet, names: list[Name]) -> None:
    out.extend(len(held.data).to_bytes(4, "big"))
    out.extend(len(held.signatures).to_bytes(4, "big"))
    assert not held.hosts or held.record_type in HOST_AT
    out.append(1 if held.hosts else 0)
    head = record_head(held.record_type, code.CLASS_IN, held.ttl)
    out.extend(head)
    for index, data in enumerate(held.data):
        if held.record_type not in COMPRESSED:
            out.extend(head)
        out.extend(len(data).to_bytes(2, "big"))
        out.extend(data)
        if held.hosts:
            host = held.hosts[index]
            out.extend((names[host].offset if host != ABSENT else 0).to_bytes(4, "big"))
    head = record_head(code.RRSIG, code.CLASS_IN, held.ttl)
    for data in held.signatures:
        out.extend(record_body(head, data))


def _write_table(out: bytearray, names: list[Name]) -> int:
    """At most half of the slots are taken; how many there are."""
    slots = 4
    while slots < 2 * len(names):
        slots *= 2
    start = len(out)
    out.extend(bytes(slots * SLOT_SIZE))
    for name in names:
        value = key_hash(name.key)
        slot = value & slots - 1
        at = start + slot * SLOT_SIZE
        while out[at + 4 : at + SLOT_SIZE] != b"\0\0\0\0":
            slot = slot + 1 & slots - 1
            at = start + slot * SLOT_SIZE
        out[at : at + 4] = value.to_bytes(4, "big")
        out[at + 4 : at + SLOT_SIZE] = name.offset.to_bytes(4, "big")
    return slots


def _write_nsec(out: bytearray, nsec: list[Name]) -> int:
    """Where the index begins, which stands behind its entries."""
    entries: list[int] = []
    for name in nsec:
        entries.append(len(out))
        sorted_by = order(name.key)
        out.extend(name.offset.to_bytes(4, "big"))
        out.extend(len(sorted_by).to_bytes(2, "big"))
        out.extend(sorted_by)
    start = len(out)
    for entry in entries:
        out.extend(entry.to_bytes(4, "big"))
    return start
