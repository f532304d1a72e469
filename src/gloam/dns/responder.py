"""Query in, response out: the server without its sockets.

What a client sends is data: nothing here raises, and what deserves no answer gets none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.dns import code, cookie, edns
from gloam.dns.answer import Answer, resolve
from gloam.dns.cookie import Cookies
from gloam.dns.edns import OPTION_COOKIE, UDP_SIZE_DEFAULT, UDP_SIZE_MIN, Edns, Option
from gloam.dns.malformed import Malformed
from gloam.dns.message import (
    HEADER_SIZE,
    MESSAGE_SIZE_MAX,
    Question,
    parse_question,
    parse_record,
)
from gloam.dns.reader import Reader
from gloam.dns.rrset import Placed
from gloam.dns.writer import Writer
from gloam.dns.zone import ZoneSet
from gloam.net.wire.octets import u16_at

NO_RESPONSE: Final = b""
EDNS_VERSION: Final = 0

_KEPT_FLAGS: Final = code.FLAG_RD
"""Of the query's flags, what the response repeats."""

_ANSWERS: Final = 0
_AUTHORITIES: Final = 1
_ADDITIONALS: Final = 2

_TRANSFERS: Final = frozenset([code.AXFR, code.IXFR, code.MAILA, code.MAILB])
"""Types of questions that ask for no set of records."""


@dataclass(slots=True)
class Counters:
    """Since the start."""

    queries: int = 0
    responses: int = 0
    dropped: int = 0
    """Not answered: too short, or responses themselves."""
    truncated: int = 0
    cookies: int = 0
    """Queries that came with a valid server cookie."""
    octets_sent: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A response, empty if there is none, and what a query log says about it."""

    response: bytes
    question: Question | None = None
    rcode: int = code.NOERROR


class Responder:
    def __init__(
        self,
        zones: ZoneSet,
        udp_size_max: int = UDP_SIZE_DEFAULT,
        is_minimal: bool = False,
        cookies: Cookies | None = None,
    ) -> None:
        self._zones = zones
        self._cookies = cookies
        self._udp_size_max = udp_size_max
        self._is_minimal = is_minimal
        self.counters = Counters()
        self.rcodes: dict[int, int] = {}
        """How many responses had each response code."""

    def respond(self, data: bytes, is_udp: bool, address: bytes = b"", now: int = 0) -> Outcome:
        """`address`, the client's in any form, and `now`, seconds since 1970, are for cookies."""
        counters = self.counters
        if len(data) < HEADER_SIZE or data[2] & 0x80:
            counters.dropped += 1
            return Outcome(NO_RESPONSE)
        counters.queries += 1
        outcome = self._respond(data, is_udp, address, now)
        counters.responses += 1
        counters.octets_sent += len(outcome.response)
        self.rcodes[outcome.rcode] = self.rcodes.get(outcome.rcode, 0) + 1
        return outcome

    def _respond(self, data: bytes, is_udp: bool, address: bytes, now: int) -> Outcome:
        word = u16_at(data, 2)
        if word & code.OPCODE_MASK != code.QUERY:
            return refusal(data, code.NOTIMP)
        if word & code.FLAG_TC or data[4:10] != b"\0\1\0\0\0\0":
            return refusal(data, code.FORMERR)
        reader = Reader(data, HEADER_SIZE)
        question = parse_question(reader)
        if isinstance(question, Malformed):
            return refusal(data, code.FORMERR)
        question_stop = reader.index
        if len(question.name) + HEADER_SIZE + 4 != question_stop:
            # A compressed name in the first place has nothing to point to.
            return refusal(data, code.FORMERR)
        option = parse_option(reader, u16_at(data, 10))
        if isinstance(option, Malformed):
            return refusal(data, code.FORMERR)
        own = self._own_options(option, address, now)
        if own is None:
            return refusal(data, code.FORMERR)
        size_max = MESSAGE_SIZE_MAX
        if is_udp:
            size_max = UDP_SIZE_MIN
            if option is not None:
                size_max = max(min(option.udp_size, self._udp_size_max), UDP_SIZE_MIN)
        reply = None
        if option is not None:
            reply = Edns(self._udp_size_max, option.is_dnssec_ok, EDNS_VERSION, 0, own)
        response = _Response(data, question, question_stop, reply, size_max)
        if option is not None and option.version != EDNS_VERSION:
            return response.without_records(code.BADVERS)
        if question.record_class != code.CLASS_IN or question.record_type in _TRANSFERS:
            return response.without_records(code.REFUSED)
        zone = self._zones.find(question.name.lower(), question.record_type)
        if zone is None:
            return response.without_records(code.REFUSED)
        is_dnssec = option is not None and option.is_dnssec_ok
        answer = resolve(zone, question.name, question.record_type, is_dnssec, self._is_minimal)
        response.write(answer, is_dnssec)
        if response.is_truncated:
            self.counters.truncated += 1
        return response.finish(answer)

    def _own_options(self, option: Edns | None, address: bytes, now: int) -> list[Option] | None:
        """What the response's OPT record says; None if the query's is not well-formed."""
        asked = option.option(OPTION_COOKIE) if option is not None else None
        if asked is None or self._cookies is None:
            return []
        if not cookie.is_well_formed(asked):
            return None
        answer = self._cookies.answer(asked, address, now)
        if self._cookies.is_valid(asked, address, now):
            self.counters.cookies += 1
        return [Option(OPTION_COOKIE, answer)]


def refusal(data: bytes, rcode: int) -> Outcome:
    """A header alone: the question was not understood."""
    word = code.FLAG_QR | u16_at(data, 2) & (code.OPCODE_MASK | _KEPT_FLAGS) | rcode
    return Outcome(data[:2] + word.to_bytes(2, "big") + bytes(8), None, rcode)


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


class _Response:
    """A response being written within `size_max` octets."""

    def __init__(
        self,
        query: bytes,
        question: Question,
        question_stop: int,
        reply: Edns | None,
        size_max: int,
    ) -> None:
        """`reply` becomes the OPT record, completed by the response code."""
        self._question = question
        self._word = code.FLAG_QR | u16_at(query, 2) & _KEPT_FLAGS
        self._reply = reply
        self._room = size_max - (edns.size(reply) if reply is not None else 0)
        self._writer = Writer(query[:question_stop])
        self._counts = [0, 0, 0]
        self._is_dnssec = False
        self.is_truncated = False

    def without_records(self, rcode: int) -> Outcome:
        answer = Answer()
        answer.rcode = rcode
        answer.is_authoritative = False
        return self.finish(answer)

    def write(self, answer: Answer, is_dnssec: bool) -> None:
        """The sections. A set that does not fit ends the answer with TC where the client would miss
        it, and is left out where it would not (RFC 2181, 9)."""
        self._is_dnssec = is_dnssec
        self._writer.remember(self._question.name, HEADER_SIZE)
        self.is_truncated = not (
            self._section(answer.answers, _ANSWERS)
            and self._section(answer.authorities, _AUTHORITIES)
        )
        if self.is_truncated:
            return
        if not self._section(answer.optional_authorities, _AUTHORITIES):
            answer.optional_authorities = []
        for placed in answer.additionals():
            self._add(placed, _ADDITIONALS)

    def _section(self, section: list[Placed], number: int) -> bool:
        """False at the first set that does not fit."""
        return all(self._add(placed, number) for placed in section)

    def _add(self, placed: Placed, number: int) -> bool:
        """Add a set, with its signatures if the client wants them, whole or not at all."""
        writer = self._writer
        start = len(writer.data)
        rrset = placed.rrset
        count = len(rrset.data)
        if rrset.bodies:
            for body in rrset.bodies:
                writer.body(placed.owner, body)
        else:
            for data in rrset.data:
                writer.record(placed.owner, rrset.head, rrset.record_type, data)
        if self._is_dnssec:
            for body in rrset.signatures:
                writer.body(placed.owner, body)
            count += len(rrset.signatures)
        if len(writer.data) > self._room:
            writer.cut(start)
            return False
        self._counts[number] += count
        return True

    def finish(self, answer: Answer) -> Outcome:
        word = self._word | answer.rcode & code.RCODE_MASK
        if answer.is_authoritative:
            word |= code.FLAG_AA
        if self.is_truncated:
            word |= code.FLAG_TC
        data = self._writer.data
        if self._reply is not None:
            data.extend(edns.emit(self._reply, answer.rcode >> 4))
            self._counts[_ADDITIONALS] += 1
        header = [word, 1, *self._counts]
        data[2:HEADER_SIZE] = b"".join([number.to_bytes(2, "big") for number in header])
        return Outcome(bytes(data), self._question, answer.rcode)
