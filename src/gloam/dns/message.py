"""Messages (RFC 1035, 4) as values: what a client builds and reads, and tests compare."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from gloam.dns import code, edns
from gloam.dns.edns import Edns
from gloam.dns.malformed import Malformed
from gloam.dns.name import key
from gloam.dns.reader import Reader
from gloam.dns.writer import Writer
from gloam.net.wire.octets import u16_at, u32_at

HEADER_SIZE: Final = 12
MESSAGE_SIZE_MAX: Final = 65_535
"""What the length before a message over TCP can say (RFC 1035, 4.2.2)."""


@dataclass(frozen=True, slots=True)
class Question:
    name: bytes
    record_type: int
    record_class: int = code.CLASS_IN


@dataclass(frozen=True, slots=True)
class Record:
    name: bytes
    record_type: int
    record_class: int
    ttl: int
    data: bytes
    """As on the wire, names in it uncompressed; its form is the one of its type."""


@dataclass(slots=True)
class Message:
    id: int
    flags: int = 0
    """The second word of the header without opcode and response code: FLAG_QR and so on."""
    opcode: int = code.QUERY
    rcode: int = code.NOERROR
    """With EDNS all twelve bits."""
    questions: list[Question] = field(default_factory=list)
    answers: list[Record] = field(default_factory=list)
    authorities: list[Record] = field(default_factory=list)
    additionals: list[Record] = field(default_factory=list)
    """Without the OPT record, which is `edns`."""
    edns: Edns | None = None

    @property
    def is_response(self) -> bool:
        return self.flags & code.FLAG_QR != 0

    @property
    def is_truncated(self) -> bool:
        return self.flags & code.FLAG_TC != 0


def query(
    id: int,
    name: bytes,
    record_type: int,
    flags: int = code.FLAG_RD,
    edns: Edns | None = None,
) -> Message:
    """One question of class IN."""
    return Message(id, flags, questions=[Question(name, record_type)], edns=edns)


def is_answer_to(response: Message, asked: Message) -> bool:
    """Whether identifier, operation and question match (RFC 5452, 9.1)."""
    if not response.is_response or response.id != asked.id or response.opcode != asked.opcode:
        return False
    if len(response.questions) != 1 or len(asked.questions) != 1:
        return False
    ours = asked.questions[0]
    theirs = response.questions[0]
    return (
        key(theirs.name) == key(ours.name)
        and theirs.record_type == ours.record_type
        and theirs.record_class == ours.record_class
    )


def parse(data: bytes) -> Message | Malformed:
    """Read a whole message; what follows it is an error too."""
    if len(data) < HEADER_SIZE:
        return Malformed.HEADER
    word = u16_at(data, 2)
    opcode = (word & code.OPCODE_MASK) >> code.OPCODE_SHIFT
    flags = word & ~code.OPCODE_MASK & ~code.RCODE_MASK
    message = Message(u16_at(data, 0), flags, opcode, word & code.RCODE_MASK)
    reader = Reader(data, HEADER_SIZE)
    for _ in range(u16_at(data, 4)):
        question = parse_question(reader)
        if isinstance(question, Malformed):
            return question
        message.questions.append(question)
    sections = (message.answers, message.authorities, message.additionals)
    for number, section in enumerate(sections):
        for _ in range(u16_at(data, 6 + 2 * number)):
            record = parse_record(reader)
            if isinstance(record, Malformed):
                return record
            if record.record_type != code.OPT:
                section.append(record)
                continue
            if message.edns is not None or section is not message.additionals:
                return Malformed.EDNS
            if record.name != b"\0":
                return Malformed.EDNS
            found = edns.parse(record.record_class, record.ttl, record.data)
            if isinstance(found, Malformed):
                return found
            message.edns = found
            message.rcode |= found.rcode_high << 4
    return message if reader.index == len(data) else Malformed.TRAILING


def parse_question(reader: Reader) -> Question | Malformed:
    name = reader.name()
    if isinstance(name, Malformed):
        return name
    index = reader.index
    if index + 4 > len(reader.data):
        return Malformed.QUESTION
    reader.index = index + 4
    return Question(name, u16_at(reader.data, index), u16_at(reader.data, index + 2))


def parse_record(reader: Reader) -> Record | Malformed:
    """A TTL with the top bit set counts as 0 (RFC 2181, 8), except in OPT, where it is no TTL."""
    name = reader.name()
    if isinstance(name, Malformed):
        return name
    data = reader.data
    index = reader.index
    if index + 10 > len(data):
        return Malformed.RECORD
    record_type = u16_at(data, index)
    ttl = u32_at(data, index + 4)
    stop = index + 10 + u16_at(data, index + 8)
    if stop > len(data):
        return Malformed.RECORD
    reader.index = index + 10
    content = reader.record_data(record_type, stop)
    if isinstance(content, Malformed):
        return content
    if ttl > code.TTL_MAX and record_type != code.OPT:
        ttl = 0
    return Record(name, record_type, u16_at(data, index + 2), ttl, content)


def emit(message: Message) -> bytes:
    """The whole message, however long it gets, names compressed."""
    option = message.edns
    word = message.flags | message.opcode << code.OPCODE_SHIFT | message.rcode & code.RCODE_MASK
    writer = Writer()
    counts = (
        len(message.questions),
        len(message.answers),
        len(message.authorities),
        len(message.additionals) + (1 if option is not None else 0),
    )
    for number in (message.id, word, *counts):
        writer.u16(number)
    for question in message.questions:
        writer.name(question.name)
        writer.u16(question.record_type)
        writer.u16(question.record_class)
    for section in (message.answers, message.authorities, message.additionals):
        for record in section:
            fixed = (record.record_type << 16 | record.record_class).to_bytes(4, "big")
            head = fixed + record.ttl.to_bytes(4, "big")
            writer.record(record.name, head, record.record_type, record.data)
    if option is not None:
        writer.data.extend(edns.emit(option, message.rcode >> 4))
    return bytes(writer.data)
