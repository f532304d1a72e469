"""A zone as the server asks it: names to nodes, and the records that deny names.

A zone lives in its image (`zone_image.py`) and never changes. Lookups (RFC 1034, 4.3.2) cost one
search for a name that exists; a name that does not costs one for each label down to the one that
does.
"""

from __future__ import annotations

from typing import Final

from gloam.dns import code, zone_image
from gloam.dns.name import ROOT, order, parent
from gloam.dns.nsec3 import Nsec3Chain, Sha1
from gloam.dns.rrset import HEAD_SIZE, Placed, RRset, record_head
from gloam.dns.zone_image import Node, Nodes
from gloam.net.wire.octets import u16_at, u32_at


class Zone:
    def __init__(self, image: bytes, sha1: Sha1 | None = None) -> None:
        """`sha1`, a function of octets, is needed for zones with NSEC3 only.

        Raises ValueError if `image` is none, or if SHA-1 is missing.
        """
        nodes = Nodes(image)
        self.nodes: Final = nodes
        self.apex: Final = nodes.at(u32_at(image, zone_image.AT_APEX))
        self.name_count: Final = u32_at(image, zone_image.AT_NAMES)
        self.record_count: Final = u32_at(image, zone_image.AT_RECORDS)
        self.ns: Final = self.apex.rrsets[code.NS]
        self.is_signed: Final = code.DNSKEY in self.apex.rrsets
        self.negative_soa: Final = _negative_soa(self.apex.rrsets[code.SOA])
        """With the TTL of negative answers (RFC 2308, 3)."""
        self.nsec3: Final = _chain(self.apex, nodes, sha1)
        self._nsec: Final = u32_at(image, zone_image.AT_NSEC)
        self._nsec_count: Final = u32_at(image, zone_image.AT_NSEC_COUNT)

    @property
    def serial(self) -> int:
        data = self.apex.rrsets[code.SOA].data[0]
        return u32_at(data, len(data) - 20)

    def encloser(self, key: bytes) -> Node:
        """The node of `key`, which is in the zone, or of its closest ancestor that exists."""
        node = self.nodes.find(key)
        while node is None:
            key = parent(key)
            node = self.nodes.find(key)
        return node

    def wildcard(self, encloser: Node) -> Node | None:
        return self.nodes.find(b"\1*" + encloser.key)

    def occluder(self, node: Node) -> Node | None:
        """What answers instead of a node's records, if anything: it may be its own delegation."""
        if node.above != 0:
            return self.nodes.at(node.above)
        return node if node.is_cut else None

    def covering_nsec(self, key: bytes) -> Placed | None:
        """The NSEC record at `key`, or the one whose gap the name is in (RFC 4034, 4.1.1)."""
        if self._nsec_count == 0:
            return None
        image = self.nodes.image
        wanted = order(key)
        low = 0
        high = self._nsec_count
        while low < high:
            middle = (low + high) // 2
            entry = u32_at(image, self._nsec + 4 * middle)
            if image[entry + 6 : entry + 6 + u16_at(image, entry + 4)] <= wanted:
                low = middle + 1
            else:
                high = middle
        entry = u32_at(image, self._nsec + 4 * max(low - 1, 0))
        node = self.nodes.at(u32_at(image, entry))
        return Placed(node.name, node.rrsets[code.NSEC])


def _negative_soa(soa: RRset) -> RRset:
    ttl = min(soa.ttl, int.from_bytes(soa.data[0][-4:], "big"))
    negative = RRset(code.SOA, ttl)
    negative.fill(soa.data)
    head = record_head(code.RRSIG, code.CLASS_IN, ttl)
    negative.signatures = [head + body[HEAD_SIZE:] for body in soa.signatures]
    return negative


def _chain(apex: Node, nodes: Nodes, sha1: Sha1 | None) -> Nsec3Chain | None:
    parameters = apex.rrsets.get(code.NSEC3PARAM)
    if parameters is None:
        return None
    if sha1 is None:
        raise ValueError("a zone with NSEC3 needs a SHA-1 function")
    data = parameters.all_data()[0]
    return Nsec3Chain(nodes, data[5:], u16_at(data, 2), sha1)


class ZoneSet:
    """The zones of a server by the keys of their apexes."""

    def __init__(self, zones: list[Zone]) -> None:
        self._zones = {zone.apex.key: zone for zone in zones}
        self.version = 0
        """Another one after each change."""

    def put(self, zone: Zone) -> None:
        """Serve a zone, in the place of an older version of it."""
        self._zones[zone.apex.key] = zone
        self.version += 1

    def remove(self, key: bytes) -> None:
        """Serve the zone with that apex no longer."""
        self._zones.pop(key, None)
        self.version += 1

    def get(self, key: bytes) -> Zone | None:
        """The zone whose apex has that key."""
        return self._zones.get(key)

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
