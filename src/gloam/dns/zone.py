"""A zone as the server holds it: nodes by key, everything an answer needs linked beforehand.

A zone is made by zone_builder.py and never changes. Lookups (RFC 1034, 4.3.2) cost one dict access
for a name that exists; a name that does not costs one for each label down to the one that does.
"""

from __future__ import annotations

from typing import Final

from gloam.dns import code
from gloam.dns.name import ROOT, index_after, order, parent
from gloam.dns.nsec3 import Nsec3Chain
from gloam.dns.rrset import Placed, RRset


class Node:
    """A name of the zone, or one above such a name: an empty non-terminal (RFC 4592, 2.2.2)."""

    __slots__ = ("above", "is_cut", "key", "name", "rrsets")

    def __init__(self, name: bytes) -> None:
        self.name = name
        self.key = name.lower()
        self.rrsets: dict[int, RRset] = {}
        self.is_cut = False
        """Whether the node delegates: it has NS records and is not the apex."""
        self.above: Node | None = None
        """The highest delegation or DNAME above the node: it answers instead."""

    def occluder(self) -> Node | None:
        """What answers instead of the node's records, if anything: it may be its own delegation."""
        if self.above is None and self.is_cut:
            return self
        return self.above


class Zone:
    def __init__(
        self,
        nodes: dict[bytes, Node],
        apex: Node,
        negative_soa: RRset,
        nsec_nodes: list[Node],
        nsec3: Nsec3Chain | None,
    ) -> None:
        """`nsec_nodes`, which have NSEC records, are in canonical order."""
        self.nodes = nodes
        self.apex = apex
        self.negative_soa: Final = negative_soa
        """With the TTL of negative answers (RFC 2308, 3)."""
        self.ns: Final = apex.rrsets[code.NS]
        self.nsec3: Final = nsec3
        self.is_signed: Final = code.DNSKEY in apex.rrsets
        self._nsec_nodes = nsec_nodes
        self._nsec_orders = [order(node.key) for node in nsec_nodes]

    def encloser(self, key: bytes) -> Node:
        """The node of `key`, which is in the zone, or of its closest ancestor that exists."""
        nodes = self.nodes
        node = nodes.get(key)
        while node is None:
            key = parent(key)
            node = nodes.get(key)
        return node

    def wildcard(self, encloser: Node) -> Node | None:
        return self.nodes.get(b"\1*" + encloser.key)

    def covering_nsec(self, key: bytes) -> Placed | None:
        """The NSEC record at `key`, or the one whose gap the name is in (RFC 4034, 4.1.1)."""
        if not self._nsec_nodes:
            return None
        node = self._nsec_nodes[max(index_after(self._nsec_orders, order(key)) - 1, 0)]
        return Placed(node.name, node.rrsets[code.NSEC])


class ZoneSet:
    """The zones of a server by the keys of their apexes."""

    def __init__(self, zones: list[Zone]) -> None:
        self._zones = {zone.apex.key: zone for zone in zones}

    def find(self, key: bytes, record_type: int) -> Zone | None:
        """The zone that is closest above a name.

        DS records of an apex are in the zone above, if that is here too (RFC 4035, 3.1.4.1).
        """
        zones = self._zones
        own: Zone | None = None
        name = key
        while True:
            zone = zones.get(name)
            if zone is not None:
                if record_type != code.DS or name != key:
                    return zone
                own = zone
            if name == ROOT:
                return own
            name = parent(name)
