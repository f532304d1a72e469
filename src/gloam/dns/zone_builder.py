"""Records to a zone: what may not be together is refused, and what answers need is linked."""

from __future__ import annotations

from typing import Final

from gloam.dns import code, zone_file
from gloam.dns.encoding import parse_base32hex
from gloam.dns.message import Record
from gloam.dns.name import is_within, label_text, labels_of, name_text, order, parent
from gloam.dns.nsec3 import ITERATIONS_MAX, Nsec3Chain, Sha1
from gloam.dns.rrset import Placed, RRset
from gloam.dns.zone import Node, Zone

_NAME_AT: Final[dict[int, int]] = {
    code.NS: 0,
    code.MX: 2,
    code.AFSDB: 2,
    code.RT: 2,
    code.KX: 2,
    code.SRV: 6,
}
"""Where in the data the host is whose addresses answers add."""

_WITH_CNAME: Final = frozenset([code.CNAME, code.RRSIG, code.NSEC])
"""The types that may share an owner with CNAME (RFC 4034, 3 and 4)."""

_HASH_SHA1: Final = 1


def parse_zone(
    text: str,
    origin: bytes,
    source: str = "zone",
    loader: zone_file.Loader | None = None,
    sha1: Sha1 | None = None,
) -> Zone:
    """The zone that a file writes. Raises ZoneFileError; ValueError if the whole is no zone.

    `sha1`, a function of octets, is needed for zones with NSEC3 only.
    """
    builder = ZoneBuilder(origin, sha1)
    zone_file.parse(text, origin, builder.add, source, loader)
    return builder.finish()


class ZoneBuilder:
    def __init__(self, origin: bytes, sha1: Sha1 | None = None) -> None:
        self._key = origin.lower()
        self._sha1 = sha1
        self._apex = Node(origin)
        self._nodes: dict[bytes, Node] = {self._key: self._apex}
        # NSEC3 records are no part of the tree of names (RFC 5155, 7.2.8).
        self._nsec3: dict[bytes, Node] = {}
        self._signatures: list[Record] = []
        # Data of the sets that are large, to find what is there twice.
        self._known: set[tuple[bytes, int, bytes]] = set()

    # ------------------------------------------------------------ records

    def add(self, record: Record) -> None:
        """Raises ValueError saying why the record cannot be in the zone."""
        record_type = record.record_type
        if record.record_class != code.CLASS_IN:
            raise ValueError(f"class {code.class_text(record.record_class)} is not IN")
        if record_type == code.OPT or 128 <= record_type <= code.ANY:
            raise ValueError(f"{code.type_text(record_type)} is no type of data")
        key = record.name.lower()
        if not is_within(key, self._key):
            raise ValueError(f"{name_text(record.name)} is not in {name_text(self._apex.name)}")
        if (key, record_type, record.data) in self._known:
            return
        self._known.add((key, record_type, record.data))
        if record_type == code.RRSIG:
            self._signatures.append(record)
            return
        node = self._node(key, record)
        self._check(node, record_type)
        rrset = node.rrsets.get(record_type)
        if rrset is None:
            rrset = RRset(record_type, record.ttl)
            node.rrsets[record_type] = rrset
        # One TTL for the set (RFC 2181, 5.2): the first one's.
        rrset.data.append(record.data)

    def _node(self, key: bytes, record: Record) -> Node:
        nodes = self._nsec3 if record.record_type == code.NSEC3 else self._nodes
        node = nodes.get(key)
        if node is None:
            node = Node(record.name)
            nodes[key] = node
        return node

    def _check(self, node: Node, record_type: int) -> None:
        rrsets = node.rrsets
        if record_type == code.SOA and (node is not self._apex or code.SOA in rrsets):
            raise ValueError("there is one SOA record, and it is at the zone's apex")
        if record_type in (code.CNAME, code.DNAME) and record_type in rrsets:
            raise ValueError(f"{code.type_text(record_type)} is there with other data (RFC 2181)")
        if record_type == code.CNAME:
            others = [number for number in rrsets if number not in _WITH_CNAME]
        else:
            others = [code.CNAME] if code.CNAME in rrsets else []
        if others and record_type not in _WITH_CNAME - {code.CNAME}:
            raise ValueError("CNAME and other data of one name (RFC 1034, 3.6.2)")
        pair = (code.DNAME, code.NS)
        if record_type in pair and node is not self._apex:
            if pair[1 - pair.index(record_type)] in rrsets:
                raise ValueError("DNAME and a delegation of one name (RFC 6672, 2.4)")

    # ------------------------------------------------------------ the whole

    def finish(self) -> Zone:
        """The zone. Raises ValueError if it lacks SOA or NS, or has NSEC3 that cannot be served."""
        name = name_text(self._apex.name)
        for needed in (code.SOA, code.NS):
            if needed not in self._apex.rrsets:
                raise ValueError(f"zone {name} has no {code.type_text(needed)} record at its apex")
        for node in list(self._nodes.values()):
            self._add_ancestors(node)
        for node in self._nodes.values():
            node.is_cut = node is not self._apex and code.NS in node.rrsets
            node.above = self._above(node)
        self._prepare(self._nodes)
        self._prepare(self._nsec3)
        self._place_signatures()
        chain = self._chain()
        self._link()
        nsec_nodes = [node for node in self._nodes.values() if code.NSEC in node.rrsets]
        nsec_nodes.sort(key=lambda node: order(node.key))
        return Zone(self._nodes, self._apex, self._negative_soa(), nsec_nodes, chain)

    def _prepare(self, nodes: dict[bytes, Node]) -> None:
        for node in nodes.values():
            for rrset in node.rrsets.values():
                rrset.prepare()

    def _add_ancestors(self, node: Node) -> None:
        """Empty non-terminals exist (RFC 4592, 2.2.2)."""
        name = node.name
        while name.lower() != self._key:
            name = parent(name)
            if name.lower() in self._nodes:
                return
            self._nodes[name.lower()] = Node(name)

    def _above(self, node: Node) -> Node | None:
        found: Node | None = None
        key = node.key
        while key != self._key:
            key = parent(key)
            above = self._nodes[key]
            if code.DNAME in above.rrsets or (code.NS in above.rrsets and above is not self._apex):
                found = above
        return found

    def _place_signatures(self) -> None:
        """Each signature to the set that it covers, and all of a name to one set for RRSIG queries.

        A signature has the TTL of what it covers (RFC 4034, 3).
        """
        for record in self._signatures:
            covered = record.data[0] << 8 | record.data[1]
            nodes = self._nsec3 if covered == code.NSEC3 else self._nodes
            node = nodes.get(record.name.lower())
            rrset = node.rrsets.get(covered) if node is not None else None
            if node is None or rrset is None:
                continue
            alone = RRset(code.RRSIG, rrset.ttl)
            alone.data.append(record.data)
            alone.prepare()
            rrset.signatures.extend(alone.bodies)
            every = node.rrsets.setdefault(code.RRSIG, RRset(code.RRSIG, rrset.ttl))
            every.data.append(record.data)
            every.bodies.extend(alone.bodies)

    def _negative_soa(self) -> RRset:
        soa = self._apex.rrsets[code.SOA]
        ttl = min(soa.ttl, int.from_bytes(soa.data[0][-4:], "big"))
        negative = RRset(code.SOA, ttl)
        negative.data = soa.data
        negative.prepare()
        time = ttl.to_bytes(4, "big")
        negative.signatures = [body[:4] + time + body[8:] for body in soa.signatures]
        return negative

    # ------------------------------------------------------------ links

    def _link(self) -> None:
        for node in self._nodes.values():
            for record_type, rrset in node.rrsets.items():
                at = _NAME_AT.get(record_type, -1)
                if at >= 0:
                    names = [data[at:] for data in rrset.data]
                    self._link_hosts(rrset, names)

    def _link_hosts(self, rrset: RRset, names: list[bytes]) -> None:
        """Glue, the addresses below a delegation, is for NS records only (RFC 2181, 5.4.1)."""
        for name in names:
            key = name.lower()
            if not is_within(key, self._key):
                continue
            node = self._nodes.get(key)
            if node is None:
                node = self._wildcard(key)
            if node is None:
                continue
            if node.occluder() is not None and rrset.record_type != code.NS:
                continue
            if code.A in node.rrsets:
                rrset.additional.append(Placed(name, node.rrsets[code.A]))
            if code.AAAA in node.rrsets:
                rrset.additional6.append(Placed(name, node.rrsets[code.AAAA]))

    def _wildcard(self, key: bytes) -> Node | None:
        while key not in self._nodes:
            key = parent(key)
        return self._nodes.get(b"\1*" + key)

    def _chain(self) -> Nsec3Chain | None:
        parameters = self._apex.rrsets.get(code.NSEC3PARAM)
        if parameters is None:
            return None
        if self._sha1 is None:
            raise ValueError("a zone with NSEC3 needs a SHA-1 function")
        data = parameters.data[0]
        iterations = data[2] << 8 | data[3]
        if data[0] != _HASH_SHA1 or iterations > ITERATIONS_MAX:
            raise ValueError(f"NSEC3 with hash {data[0]}, {iterations} iterations is not served")
        chain = Nsec3Chain(data[5:], iterations, self._sha1)
        for node in self._nsec3.values():
            digest = parse_base32hex(label_text(labels_of(node.name)[0]))
            chain.add(digest, Placed(node.name, node.rrsets[code.NSEC3]))
        chain.finish()
        return chain
