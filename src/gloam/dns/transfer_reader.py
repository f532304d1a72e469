"""A whole zone in: the messages of an AXFR response (RFC 5936, 2.2), without I/O."""

from __future__ import annotations

from enum import Enum
from typing import Final

from gloam.dns import code, message
from gloam.dns.malformed import Malformed
from gloam.dns.message import Message, Record
from gloam.dns.zone_builder import ZoneBuilder

OCTETS_MAX: Final = 512 << 20
"""Of all messages of a zone."""


class Failure(Enum):
    """Why there is no zone."""

    MALFORMED = "a message is malformed"
    REFUSED = "the server refuses"
    UNEXPECTED = "a message is no answer to the query"
    NO_SOA = "the zone does not begin with its SOA record"
    RECORD = "a record cannot be in the zone"
    SIZE = "the zone is too large"
    TRAILING = "records follow the end of the zone"


class TransferReader:
    """Feed it messages until `image` is there, or a failure comes out."""

    def __init__(self, origin: bytes, identifier: int, octets_max: int = OCTETS_MAX) -> None:
        self._asked = message.query(identifier, origin, code.AXFR, flags=0)
        self._builder = ZoneBuilder(origin)
        self._soa: Record | None = None
        self._is_complete = False
        self._octets_left = octets_max
        self.detail = ""
        """More about a failure."""

    def query(self) -> bytes:
        return message.emit(self._asked)

    def receive(self, data: bytes) -> Failure | None:
        self._octets_left -= len(data)
        if self._octets_left < 0:
            return Failure.SIZE
        parsed = message.parse(data)
        if isinstance(parsed, Malformed):
            self.detail = parsed.value
            return Failure.MALFORMED
        if not self._is_expected(parsed):
            return Failure.UNEXPECTED
        if parsed.rcode != code.NOERROR:
            self.detail = code.rcode_text(parsed.rcode)
            return Failure.REFUSED
        for record in parsed.answers:
            failure = self._take(record)
            if failure is not None:
                return failure
        return None

    def image(self) -> bytes | None:
        """The zone's, once it is complete. Raises ValueError if the records are no zone."""
        return self._builder.finish() if self._is_complete else None

    def _is_expected(self, parsed: Message) -> bool:
        """Later messages may come without the question (RFC 5936, 2.2.1)."""
        if parsed.questions or self._soa is None:
            return message.is_answer_to(parsed, self._asked)
        return parsed.is_response and parsed.id == self._asked.id

    def _take(self, record: Record) -> Failure | None:
        if self._is_complete:
            self._is_complete = False
            return Failure.TRAILING
        is_soa = record.record_type == code.SOA
        if self._soa is None:
            if not is_soa:
                return Failure.NO_SOA
            self._soa = record
        elif is_soa and record.data == self._soa.data:
            self._is_complete = True
            return None
        try:
            self._builder.add(record)
        except ValueError as error:
            self.detail = str(error)
            return Failure.RECORD
        return None
