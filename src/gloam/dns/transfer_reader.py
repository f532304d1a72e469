"""A zone in: the messages of an AXFR response (RFC 5936, 2.2), or of IXFR (RFC 1995), without I/O.

An IXFR response is the whole zone, one SOA record (there is nothing new), or differences: the old
SOA record, what is gone, the new one, what has come, any number of times.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from gloam.dns import code, message
from gloam.dns.difference import records_of, soa_of
from gloam.dns.malformed import Malformed
from gloam.dns.message import Message, Record
from gloam.dns.transfer import is_newer, serial_of
from gloam.dns.zone import Zone
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
    DIFFERENCE = "a difference does not fit the zone"


class _State(Enum):
    START = "nothing came"
    FIRST = "the SOA record came"
    WHOLE = "a whole zone"
    REMOVING = "what is gone"
    ADDING = "what has come"
    OVER = "over"


class TransferReader:
    """Feed it messages until `image` is there, or a failure comes out."""

    def __init__(
        self,
        origin: bytes,
        identifier: int,
        octets_max: int = OCTETS_MAX,
        base: Zone | None = None,
    ) -> None:
        """`base` is the version that is here: then only what has changed is asked for."""
        kind = code.AXFR if base is None else code.IXFR
        self._asked = message.query(identifier, origin, kind, flags=0)
        if base is not None:
            self._asked.authorities.append(soa_of(base))
        self._origin = origin
        self._base = base
        self._builder = ZoneBuilder(origin)
        self._soa: Record | None = None
        self._state = _State.START
        self._has_differences = False
        self._serial = 0
        """Of the version that the differences so far lead to."""
        self._removed: set[Record] = set()
        self._added: dict[Record, None] = {}
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

    def is_current(self) -> bool:
        """Whether the answer was one SOA record: the version that is here is the last one."""
        base = self._base
        if base is None or self._soa is None or self._state is not _State.FIRST:
            return False
        return not is_newer(serial_of(self._soa), base.serial)

    def image(self) -> bytes | None:
        """The zone's, once it is complete. Raises ValueError if the records are no zone."""
        if self._state is not _State.OVER:
            return None
        return self._changed() if self._has_differences else self._builder.finish()

    def _changed(self) -> bytes:
        """The version that is here, with the differences."""
        assert self._base is not None and self._soa is not None
        builder = ZoneBuilder(self._origin)
        builder.add(self._soa)
        left = len(self._removed)
        for node in self._base.nodes.walk():
            for record in records_of(node):
                lowered = _lowered(record)
                if lowered in self._removed:
                    left -= 1
                else:
                    builder.add(record)
        if left > 0:
            raise ValueError(f"{left} records that are said to be gone were never there")
        for record in self._added:
            builder.add(record)
        return builder.finish()

    def _is_expected(self, parsed: Message) -> bool:
        """Later messages may come without the question (RFC 5936, 2.2.1)."""
        if parsed.questions or self._soa is None:
            return message.is_answer_to(parsed, self._asked)
        return parsed.is_response and parsed.id == self._asked.id

    def _take(self, record: Record) -> Failure | None:
        is_soa = record.record_type == code.SOA
        match self._state:
            case _State.START:
                if not is_soa:
                    return Failure.NO_SOA
                self._soa = record
                self._state = _State.FIRST
                return None
            case _State.FIRST:
                return self._second(record)
            case _State.WHOLE:
                assert self._soa is not None
                if not is_soa or record.data != self._soa.data:
                    return self._add(record)
                self._state = _State.OVER
                return None
            case _State.REMOVING | _State.ADDING:
                return self._boundary(record) if is_soa else self._change(record)
            case _State.OVER:
                self._state = _State.START
                return Failure.TRAILING

    def _second(self, record: Record) -> Failure | None:
        """The record behind the first says which kind of answer it is (RFC 1995, 4)."""
        assert self._soa is not None
        base = self._base
        if record.record_type == code.SOA and base is not None:
            if serial_of(record) == base.serial and is_newer(serial_of(self._soa), base.serial):
                self._has_differences = True
                self._serial = base.serial
                self._state = _State.REMOVING
                return None
        self._state = _State.WHOLE
        failure = self._add(self._soa)
        return failure if failure is not None else self._take(record)

    def _boundary(self, record: Record) -> Failure | None:
        """A SOA record between differences, or behind the last."""
        assert self._soa is not None
        serial = serial_of(record)
        if self._state is _State.REMOVING:
            self._serial = serial
            self._state = _State.ADDING
        elif serial != self._serial:
            return Failure.DIFFERENCE
        elif serial == serial_of(self._soa):
            self._state = _State.OVER
        else:
            self._state = _State.REMOVING
        return None

    def _change(self, record: Record) -> Failure | None:
        lowered = _lowered(record)
        if self._state is _State.REMOVING:
            if lowered in self._added:
                del self._added[lowered]
            elif lowered in self._removed:
                return Failure.DIFFERENCE
            else:
                self._removed.add(lowered)
        elif lowered in self._removed:
            self._removed.discard(lowered)
        else:
            self._added[lowered] = None
        return None

    def _add(self, record: Record) -> Failure | None:
        try:
            self._builder.add(record)
        except ValueError as error:
            self.detail = str(error)
            return Failure.RECORD
        return None


def _lowered(record: Record) -> Record:
    """What is the same record, by the case of its owner's name."""
    key = record.name.lower()
    if key == record.name:
        return record
    return Record(key, record.record_type, record.record_class, record.ttl, record.data)
