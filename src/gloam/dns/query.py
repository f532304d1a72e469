"""Queries as a server takes them: one question, and what EDNS says about it."""

from __future__ import annotations

from dataclasses import dataclass

from gloam.dns import code, edns
from gloam.dns.edns import UDP_SIZE_MIN, Edns
from gloam.dns.malformed import Malformed
from gloam.dns.message import (
    HEADER_SIZE,
    MESSAGE_SIZE_MAX,
    Question,
    Record,
    parse_question,
    parse_record,
)
from gloam.dns.reader import Reader
from gloam.net.wire.octets import u16_at


@dataclass(frozen=True, slots=True)
class Query:
    head: bytes
    """The octets of header and question."""
    question: Question
    edns: Edns | None
    authority: Record | None = None
    """The SOA record that an IXFR query's sender has (RFC 1995, 3)."""

    @property
    def is_dnssec(self) -> bool:
        """Whether the client wants signatures and proofs (RFC 3225)."""
        return self.edns is not None and self.edns.is_dnssec_ok

    def size_max(self, is_udp: bool, udp_size_max: int) -> int:
        """Of the response."""
        if not is_udp:
            return MESSAGE_SIZE_MAX
        if self.edns is None:
            return UDP_SIZE_MIN
        return max(min(self.edns.udp_size, udp_size_max), UDP_SIZE_MIN)


def parse_query(data: bytes) -> Query | None:
    """A message with a whole header, whose operation is QUERY. None if it deserves FORMERR."""
    authorities = u16_at(data, 8)
    if u16_at(data, 2) & code.FLAG_TC or data[4:8] != b"\0\1\0\0" or authorities > 1:
        return None
    reader = Reader(data, HEADER_SIZE)
    question = parse_question(reader)
    if isinstance(question, Malformed):
        return None
    stop = reader.index
    if len(question.name) + HEADER_SIZE + 4 != stop:
        # A compressed name in the first place has nothing to point to.
        return None
    authority: Record | None = None
    if authorities == 1:
        found = parse_record(reader)
        if isinstance(found, Malformed) or not _is_version(found, question):
            return None
        authority = found
    option = parse_option(reader, u16_at(data, 10))
    if isinstance(option, Malformed):
        return None
    return Query(data[:stop], question, option, authority)


def parse_notification(data: bytes) -> Question | None:
    """The question of a NOTIFY message (RFC 1996, 3.6 to 3.8), whose records are hints only."""
    if u16_at(data, 4) != 1:
        return None
    reader = Reader(data, HEADER_SIZE)
    question = parse_question(reader)
    if isinstance(question, Malformed) or question.record_type != code.SOA:
        return None
    return question if reader.index == HEADER_SIZE + len(question.name) + 4 else None


def _is_version(record: Record, question: Question) -> bool:
    return question.record_type == code.IXFR and record.record_type == code.SOA


def parse_option(reader: Reader, count: int) -> Edns | Malformed | None:
    """The OPT record among the last `count` records of a query, if there is one."""
    found: Edns | None = None
    for _ in range(count):
        record = parse_record(reader)
        if isinstance(record, Malformed):
            return record
        if record.record_type != code.OPT:
            continue
        if found is not None or record.name != b"\0":
            return Malformed.EDNS
        option = edns.parse(record.record_class, record.ttl, record.data)
        if isinstance(option, Malformed):
            return option
        found = option
    return found if reader.index == len(reader.data) else Malformed.TRAILING
