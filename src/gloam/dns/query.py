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
    if u16_at(data, 2) & code.FLAG_TC or data[4:10] != b"\0\1\0\0\0\0":
        return None
    reader = Reader(data, HEADER_SIZE)
    question = parse_question(reader)
    if isinstance(question, Malformed):
        return None
    stop = reader.index
    if len(question.name) + HEADER_SIZE + 4 != stop:
        # A compressed name in the first place has nothing to point to.
        return None
    option = parse_option(reader, u16_at(data, 10))
    if isinstance(option, Malformed):
        return None
    return Query(data[:stop], question, option)


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
