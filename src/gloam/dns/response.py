"""Answers to octets: sections within a limit of size, truncation, the OPT record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.dns import code, edns
from gloam.dns.answer import Answer
from gloam.dns.edns import Edns
from gloam.dns.message import HEADER_SIZE, Question
from gloam.dns.query import Query
from gloam.dns.rrset import Placed
from gloam.dns.writer import Writer
from gloam.dns.zone import Zone
from gloam.net.wire.octets import u16_at

_KEPT_FLAGS: Final = code.FLAG_RD
"""Of the query's flags, what the response repeats."""

_ANSWERS: Final = 0
_AUTHORITIES: Final = 1
_ADDITIONALS: Final = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """A response, empty if there is none, and what a query log says about it."""

    response: bytes
    question: Question | None = None
    rcode: int = code.NOERROR
    source: bytes = b""
    """What it is about, for limits: the key of a name."""
    is_trusted: bool = False
    """Whether the client has shown that it receives at its address."""
    is_repeatable: bool = False
    """Whether the same octets, from anybody, get the same answer until a zone changes."""
    notified: bytes = b""
    """The key of the zone that a primary says has changed."""


def refusal(data: bytes, rcode: int) -> Outcome:
    """A header alone: the question was not understood."""
    word = code.FLAG_QR | u16_at(data, 2) & (code.OPCODE_MASK | _KEPT_FLAGS) | rcode
    return Outcome(data[:2] + word.to_bytes(2, "big") + bytes(8), None, rcode)


def acknowledgement(data: bytes, question: Question) -> Outcome:
    """The response to a NOTIFY message (RFC 1996, 4.7)."""
    word = code.FLAG_QR | code.FLAG_AA | u16_at(data, 2) & code.OPCODE_MASK
    stop = HEADER_SIZE + len(question.name) + 4
    response = data[:2] + word.to_bytes(2, "big") + b"\0\1" + bytes(6) + data[HEADER_SIZE:stop]
    return Outcome(response, question, notified=question.name.lower())


def not_authentic(data: bytes, question: Question) -> Outcome:
    """The response to a signed message that is not believed (RFC 8945, 5.2)."""
    word = code.FLAG_QR | u16_at(data, 2) & (code.OPCODE_MASK | _KEPT_FLAGS) | code.NOTAUTH
    stop = HEADER_SIZE + len(question.name) + 4
    response = data[:2] + word.to_bytes(2, "big") + b"\0\1" + bytes(6) + data[HEADER_SIZE:stop]
    return Outcome(response, question, code.NOTAUTH)


def truncated(data: bytes, outcome: Outcome) -> Outcome:
    """In the place of a response that is sent too often: come over TCP."""
    question = outcome.question
    if question is None:
        return Outcome(b"")
    word = u16_at(outcome.response, 2) | code.FLAG_TC
    stop = HEADER_SIZE + len(question.name) + 4
    response = data[:2] + word.to_bytes(2, "big") + b"\0\1" + bytes(6) + data[HEADER_SIZE:stop]
    return Outcome(response, question, outcome.rcode)


def set_header(data: bytearray, word: int, questions: int, counts: list[int]) -> None:
    """Fill in the header of a message behind its identifier; `counts` are those of its records."""
    data[2] = word >> 8
    data[3] = word & 255
    data[4] = 0
    data[5] = questions
    at = 6
    for count in counts:
        data[at] = count >> 8
        data[at + 1] = count & 255
        at += 2


class Response:
    """A response being written within `size_max` octets."""

    def __init__(
        self,
        query: Query,
        reply: Edns | None,
        size_max: int,
        is_padded: bool = False,
        is_trusted: bool = False,
    ) -> None:
        """`reply` becomes the OPT record, completed by the response code."""
        self._size_max = size_max
        self._is_padded = is_padded
        self._is_trusted = is_trusted
        self._question = query.question
        self._word = code.FLAG_QR | u16_at(query.head, 2) & _KEPT_FLAGS
        self._reply = reply
        self._room = size_max - (edns.size(reply) if reply is not None else 0)
        self._writer = Writer(query.head)
        self._counts = [0, 0, 0]
        self._is_dnssec = False
        self.is_truncated = False
        self.is_repeatable = False

    def without_records(self, rcode: int) -> Outcome:
        answer = Answer()
        answer.rcode = rcode
        answer.is_authoritative = False
        return self.finish(answer)

    def write(self, answer: Answer, zone: Zone, is_dnssec: bool) -> None:
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
        for placed in answer.additionals(zone):
            self._add(placed, _ADDITIONALS)

    def write_sets(self, section: list[Placed]) -> None:
        """Answers alone, which surely fit."""
        self._writer.remember(self._question.name, HEADER_SIZE)
        self._section(section, _ANSWERS)

    def _section(self, section: list[Placed], number: int) -> bool:
        """False at the first set that does not fit."""
        return all(self._add(placed, number) for placed in section)

    def _add(self, placed: Placed, number: int) -> bool:
        """Add a set, with its signatures if the client wants them, whole or not at all."""
        writer = self._writer
        start = len(writer.data)
        rrset = placed.rrset
        count = rrset.count
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
            reply = self._reply
            if self._is_padded:
                reply = edns.padded(reply, len(data), self._size_max)
            data.extend(edns.emit(reply, answer.rcode >> 4))
            self._counts[_ADDITIONALS] += 1
        set_header(data, word, 1, self._counts)
        source = answer.source or self._question.name.lower()
        return Outcome(
            bytes(data),
            self._question,
            answer.rcode,
            source,
            self._is_trusted,
            self.is_repeatable,
        )
