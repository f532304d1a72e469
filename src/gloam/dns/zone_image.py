"""A zone in one piece of octets, and how its nodes are found there.

    header      HEADER_SIZE octets: magic, then numbers at the places named below
    nodes       the names of the zone in canonical order, the apex first
    NSEC3       the nodes of hashed names (RFC 5155, 7.2.8), in the order of their hashes
    table       slots of a hash of the key and the node's offset, searched linearly from the hash on
    NSEC index  offsets of entries in canonical order: a node's offset, and what sorts its name
    NSEC3 index rows of a digest and a node's offset, in the digests' order

    node        flags, occluder, size and octets of the name, number of sets, sets
    set         count, signatures, whether linked, the head of its records, records, signatures
    head        type, class and TTL
    record      head, size and octets of the data, as answers copy it; the data alone, with its
                size, if it holds names that they compress; in a linked set the host's node

Numbers are big-endian, offsets count from the beginning, 0 means none. The form belongs to the
version that wrote it: it is made when a program is built or starts, and never kept. `zone_packer`
writes it. Nothing here copies more of it than the nodes that are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gloam.dns import code
from gloam.dns.layout import COMPRESSED, HOST_AT
from gloam.dns.rrset import BODY_FIXED_SIZE, HEAD_SIZE, Host, RRset
from gloam.net.wire.octets import u16_at, u32_at

MAGIC: Final = b"GZI1"
HEADER_SIZE: Final = 64
AT_APEX: Final = 4
AT_NAMES: Final = 8
"""How many nodes there are, without those of hashed names."""
AT_RECORDS: Final = 12
AT_TABLE: Final = 16
AT_SLOTS: Final = 20
"""A power of two."""
AT_NSEC: Final = 24
AT_NSEC_COUNT: Final = 28
AT_NSEC3: Final = 32
AT_NSEC3_COUNT: Final = 36
AT_NODES_STOP: Final = 40
"""Where those of hashed names are at an end."""

SLOT_SIZE: Final = 8
DIGEST_SIZE: Final = 20
NSEC3_ROW_SIZE: Final = DIGEST_SIZE + 4
NODE_FIXED_SIZE: Final = 8
"""Of a node besides its name and its sets."""
SET_FIXED_SIZE: Final = 9 + HEAD_SIZE

FLAG_CUT: Final = 1

CACHED_MAX: Final = 1_024
"""Nodes of a generation: two of them are kept."""


class Node:
    """A name of the zone, or one above such a name: an empty non-terminal (RFC 4592, 2.2.2)."""

    __slots__ = ("above", "is_cut", "key", "name", "next", "rrsets")

    def __init__(self, name: bytes, is_cut: bool, above: int, rrsets: dict[int, RRset]) -> None:
        self.name = name
        self.key = name.lower()
        self.is_cut = is_cut
        """Whether the node delegates: it has NS records and is not the apex."""
        self.above = above
        """Offset of the highest delegation or DNAME above the node, which answers instead; 0."""
        self.rrsets = rrsets
        self.next = 0
        """Offset of what follows the node in the image."""


def key_hash(key: bytes) -> int:
    """32 bits: FNV-1a. A zone's names are chosen by its owner, so it need not resist anybody."""
    value = 0x811C9DC5
    for octet in key:
        value = (value ^ octet) * 0x01000193 & 0xFFFF_FFFF
    return value


class Nodes:
    """Reads nodes out of an image, and keeps those that were asked for lately."""

    def __init__(self, image: bytes) -> None:
        """Raises ValueError for what is no image of this version."""
        if len(image) < HEADER_SIZE or image[: len(MAGIC)] != MAGIC:
            raise ValueError("these octets are no zone of this version")
        self.image: Final = image
        self._table: Final = u32_at(image, AT_TABLE)
        self._mask: Final = u32_at(image, AT_SLOTS) - 1
        self._young: dict[int, Node] = {}
        self._old: dict[int, Node] = {}

    def find(self, key: bytes) -> Node | None:
        image = self.image
        wanted = key_hash(key)
        slot = wanted & self._mask
        while True:
            at = self._table + slot * SLOT_SIZE
            offset = u32_at(image, at + 4)
            if offset == 0:
                return None
            if u32_at(image, at) == wanted:
                node = self.at(offset)
                if node.key == key:
                    return node
            slot = (slot + 1) & self._mask

    def walk(self) -> Iterator[Node]:
        """All nodes in the image's order, those of hashed names last; none of them is kept."""
        at = HEADER_SIZE
        stop = u32_at(self.image, AT_NODES_STOP)
        while at < stop:
            node = read_node(self.image, at)
            at = node.next
            yield node

    def at(self, offset: int) -> Node:
        node = self._young.get(offset)
        if node is not None:
            return node
        node = self._old.get(offset)
        if node is None:
            node = read_node(self.image, offset)
        if len(self._young) >= CACHED_MAX:
            self._old = self._young
            self._young = {}
        self._young[offset] = node
        return node


def read_node(image: bytes, offset: int) -> Node:
    start = offset + 6
    at = start + image[offset + 5]
    name = image[start:at]
    count = u16_at(image, at)
    at += 2
    rrsets: dict[int, RRset] = {}
    signatures: RRset | None = None
    for _ in range(count):
        rrset = RRset(u16_at(image, at + 9), u32_at(image, at + 13))
        at = _read_set(image, at, rrset)
        rrsets[rrset.record_type] = rrset
        if rrset.signatures:
            if signatures is None:
                signatures = RRset(code.RRSIG, rrset.ttl)
            signatures.count += len(rrset.signatures)
            signatures.bodies.extend(rrset.signatures)
    if signatures is not None:
        # All of a name are the answer to a question for RRSIG, each with its own TTL.
        rrsets[code.RRSIG] = signatures
    node = Node(name, image[offset] & FLAG_CUT != 0, u32_at(image, offset + 1), rrsets)
    node.next = at
    return node


def _read_set(image: bytes, at: int, rrset: RRset) -> int:
    """Fill a set of known type and TTL from what is at `at`; where it ends."""
    count = u32_at(image, at)
    signed = u32_at(image, at + 4)
    is_linked = image[at + 8] != 0
    rrset.count = count
    rrset.head = image[at + 9 : at + SET_FIXED_SIZE]
    at += SET_FIXED_SIZE
    is_compressed = rrset.record_type in COMPRESSED
    for _ in range(count):
        data_start = at + (2 if is_compressed else BODY_FIXED_SIZE)
        stop = data_start + u16_at(image, data_start - 2)
        if is_compressed:
            rrset.data.append(image[data_start:stop])
        else:
            rrset.bodies.append(image[at:stop])
        at = stop
        if is_linked:
            host = u32_at(image, at)
            if host != 0:
                name = image[data_start + HOST_AT[rrset.record_type] : stop]
                rrset.hosts.append(Host(name, host))
            at += 4
    for _ in range(signed):
        stop = at + BODY_FIXED_SIZE + u16_at(image, at + HEAD_SIZE)
        rrset.signatures.append(image[at:stop])
        at = stop
    return at
