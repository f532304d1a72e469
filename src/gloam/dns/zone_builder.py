"""Records to a zone: what may not be together is refused, and what answers need is linked."""

from __future__ import annotations

from typing import Final

from gloam.dns import code, zone_file
from gloam.dns.encoding import parse_base32hex
from gloam.dns.layout import HOST_AT
from gloam.dns.message import Record
from gloam.dns.name import is_within, label_text, labels_of, name_text, order, parent
from gloam.dns.nsec3 import ITERATIONS_MAX, Sha1
from gloam.dns.zone import Zone
from gloam.dns.zone_image import DIGEST_SIZE
from gloam.dns.zone_packer import ABSENT, Name, RecordSet, pack

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
    return Zone(pack_zone(text, origin, source, loader), sha1)


def pack_zone(
    text: str, origin: bytes, source: str = "zone", loader: zone_file.Loader | None = None
) -> bytes:
    """As `parse_zone`, the image of the zone, which `Zone` takes."""
    builder = ZoneBuilder(origin)
    zone_file.parse(text, origin, builder.add, source, loader)
    return builder.finish()


class ZoneBuilder:
    def __init__(self, origin: bytes) -> None:
        self._key = origin.lower()
        self._apex = Name(origin)
        self._names: dict[bytes, Name] = {self._key: self._apex}
        # NSEC3 records are no part of the tree of names (RFC 5155, 7.2.8).
        self._nsec3: dict[bytes, Name] = {}
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
        entry = self._entry(key, record)
        self._check(entry, record_type)
        held = entry.sets.get(record_type)
        if held is None:
            held = RecordSet(record_type, record.ttl)
            entry.sets[record_type] = held
        # One TTL for the set (RFC 2181, 5.2): the first one's.
        held.data.append(record.data)

    def _entry(self, key: bytes, record: Record) -> Name:
        names = self._nsec3 if record.record_type == code.NSEC3 else self._names
        entry = names.get(key)
        if entry is None:
            entry = Name(record.name)
            names[key] = entry
        return entry

    def _check(self, entry: Name, record_type: int) -> None:
        sets = entry.sets
        if record_type == code.SOA and (entry is not self._apex or code.SOA in sets):
            raise ValueError("there is one SOA record, and it is at the zone's apex")
        if record_type in (code.CNAME, code.DNAME) and record_type in sets:
            raise ValueError(f"{code.type_text(record_type)} is there with other data (RFC 2181)")
        if record_type == code.CNAME:
            others = [number for number in sets if number not in _WITH_CNAME]
        else:
            others = [code.CNAME] if code.CNAME in sets else []
        if others and record_type not in _WITH_CNAME - {code.CNAME}:
            raise ValueError("CNAME and other data of one name (RFC 1034, 3.6.2)")
        pair = (code.DNAME, code.NS)
        if record_type in pair and entry is not self._apex:
            if pair[1 - pair.index(record_type)] in sets:
                raise ValueError("DNAME and a delegation of one name (RFC 6672, 2.4)")

    # ------------------------------------------------------------ the whole

    def finish(self) -> bytes:
        """The image of the zone. Raises ValueError if it lacks SOA or NS, or has NSEC3 that cannot
        be served."""
        apex = self._apex
        for needed in (code.SOA, code.NS):
            if needed not in apex.sets:
                name = name_text(apex.name)
                raise ValueError(f"zone {name} has no {code.type_text(needed)} record at its apex")
        for entry in list(self._names.values()):
            self._add_ancestors(entry)
        names = sorted(self._names.values(), key=lambda entry: order(entry.key))
        for index, entry in enumerate(names):
            entry.index = index
            entry.is_cut = entry is not apex and code.NS in entry.sets
        for entry in names:
            entry.above = self._above(entry)
        self._place_signatures()
        hashed = self._chain()
        for entry in names:
            for held in entry.sets.values():
                self._link(held)
        return pack(names, hashed, [entry for entry in names if code.NSEC in entry.sets])

    def _add_ancestors(self, entry: Name) -> None:
        """Empty non-terminals exist (RFC 4592, 2.2.2)."""
        name = entry.name
        while name.lower() != self._key:
            name = parent(name)
            if name.lower() in self._names:
                return
            self._names[name.lower()] = Name(name)

    def _above(self, entry: Name) -> int:
        found = ABSENT
        key = entry.key
        while key != self._key:
            key = parent(key)
            above = self._names[key]
            if code.DNAME in above.sets or (code.NS in above.sets and above is not self._apex):
                found = above.index
        return found

    def _place_signatures(self) -> None:
        """Each signature to the set that it covers."""
        for record in self._signatures:
            covered = record.data[0] << 8 | record.data[1]
            names = self._nsec3 if covered == code.NSEC3 else self._names
            entry = names.get(record.name.lower())
            held = entry.sets.get(covered) if entry is not None else None
            if held is not None:
                held.signatures.append(record.data)

    # ------------------------------------------------------------ links

    def _link(self, held: RecordSet) -> None:
        """The hosts whose addresses the zone has go along with what names them.

        Glue, the addresses below a delegation, is for NS records only (RFC 2181, 5.4.1).
        """
        at = HOST_AT.get(held.record_type, -1)
        if at < 0:
            return
        hosts = [self._host(data[at:], held.record_type) for data in held.data]
        if any([host != ABSENT for host in hosts]):
            held.hosts = hosts

    def _host(self, name: bytes, record_type: int) -> int:
        key = name.lower()
        if not is_within(key, self._key):
            return ABSENT
        entry = self._names.get(key)
        if entry is None:
            entry = self._wildcard(key)
        if entry is None or not (code.A in entry.sets or code.AAAA in entry.sets):
            return ABSENT
        is_glue = entry.is_cut or entry.above != ABSENT
        return entry.index if not is_glue or record_type == code.NS else ABSENT

    def _wildcard(self, key: bytes) -> Name | None:
        while key not in self._names:
            key = parent(key)
        return self._names.get(b"\1*" + key)

    def _chain(self) -> list[tuple[bytes, Name]]:
        """The NSEC3 records by their digests, in order; none without NSEC3PARAM."""
        parameters = self._apex.sets.get(code.NSEC3PARAM)
        if parameters is None:
            return []
        data = parameters.data[0]
        iterations = data[2] << 8 | data[3]
        if data[0] != _HASH_SHA1 or iterations > ITERATIONS_MAX:
            raise ValueError(f"NSEC3 with hash {data[0]}, {iterations} iterations is not served")
        hashed: list[tuple[bytes, Name]] = []
        for entry in self._nsec3.values():
            digest = parse_base32hex(label_text(labels_of(entry.name)[0]))
            if len(digest) != DIGEST_SIZE:
                raise ValueError(f"{name_text(entry.name)} is no SHA-1 hash")
            hashed.append((digest, entry))
        hashed.sort(key=lambda row: row[0])
        return hashed
