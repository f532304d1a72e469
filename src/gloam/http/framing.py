"""The bodies of messages without I/O: bytes in, parts out (RFC 9112, 6 and 7).

Holds what came and was not taken yet, heads included, which the receivers of requests and responses
read themselves. Strict: a chunk or a trailer that is not as the grammar has it ends the message.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloam.http.fields import Fields
from gloam.http.grammar import hexadecimal, is_field_value, is_token

CRLF: Final = b"\r\n"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What came is no message. `status` is a server's answer to it; the connection ends."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body, never empty."""

    data: bytes


class End(Enum):
    OF_MESSAGE = "end of message"


BodyEvent = Part | End | Refusal


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """Sizes in bytes."""

    body_size: int
    chunk_line_size: int
    """A chunk's size with its extensions."""
    trailer_size: int


class _State(Enum):
    IDLE = "no body"
    SIZED = "body of known size"
    OPEN = "body to the end of the connection"
    CHUNK_SIZE = "size of a chunk"
    CHUNK = "data of a chunk"
    CHUNK_END = "line end behind a chunk"
    TRAILER = "trailer"


class Framing:
    def __init__(self, limits: BodyLimits) -> None:
        self._limits = limits
        self._body_size_max = limits.body_size
        self._buffer = b""
        self._state = _State.IDLE
        self._left = 0
        self._body_size = 0
        self._trailer_size = 0
        self._is_ended = False

    @property
    def buffer(self) -> bytes:
        """What waits to be taken."""
        return self._buffer

    def receive(self, data: bytes) -> None:
        """Take what came; b"" is the end of the connection."""
        if not data:
            self._is_ended = True
        self._buffer = self._buffer + data if self._buffer else data

    @property
    def is_ended(self) -> bool:
        return self._is_ended

    def take(self, count: int) -> bytes:
        taken = self._buffer[:count]
        self._buffer = self._buffer[count:]
        return taken

    def drop(self) -> None:
        """Forget what waits: the message is refused."""
        self._buffer = b""
        self._state = _State.IDLE

    def limit_body(self, size: int) -> None:
        """What the bodies that come may have from now on."""
        self._body_size_max = size

    def begin_sized(self, size: int) -> None:
        """A body of `size` bytes, which may be none, comes next."""
        self._begin(_State.SIZED)
        self._left = size

    def begin_chunked(self) -> None:
        self._begin(_State.CHUNK_SIZE)

    def begin_open(self) -> None:
        """A body that ends with the connection comes next."""
        self._begin(_State.OPEN)

    def _begin(self, state: _State) -> None:
        self._state = state
        self._body_size = 0
        self._trailer_size = 0

    def next_event(self) -> BodyEvent | None:
        """The next event of the body; None until there is more, and when it has ended."""
        match self._state:
            case _State.SIZED | _State.CHUNK:
                return self._data()
            case _State.OPEN:
                return self._open()
            case _State.CHUNK_SIZE:
                return self._chunk_size()
            case _State.CHUNK_END:
                return self._chunk_end()
            case _State.TRAILER:
                return self._trailer()
            case _State.IDLE:
                return None

    def _refuse(self, status: int, reason: str) -> Refusal:
        self.drop()
        return Refusal(status, reason)

    def _end(self) -> End:
        self._state = _State.IDLE
        return End.OF_MESSAGE

    def _open(self) -> BodyEvent | None:
        if not self._buffer:
            return self._end() if self._is_ended else None
        self._body_size += len(self._buffer)
        if self._body_size > self._body_size_max:
            return self._refuse(413, "the body is too large")
        return Part(self.take(len(self._buffer)))

    def _data(self) -> BodyEvent | None:
        if self._left == 0:
            if self._state is _State.SIZED:
                return self._end()
            self._state = _State.CHUNK_END
            return self._chunk_end()
        if not self._buffer:
            return None
        part = self.take(self._left)
        self._left -= len(part)
        return Part(part)

    def _line(self, limit: int) -> bytes | Refusal | None:
        """The next line without its end; None until it is complete."""
        end = self._buffer.find(CRLF)
        if end > limit or (end < 0 and len(self._buffer) > limit):
            return self._refuse(400, "a line of the body is too long")
        if end < 0:
            return None
        return self.take(end + 2)[:end]

    def _chunk_size(self) -> BodyEvent | None:
        line = self._line(self._limits.chunk_line_size)
        if line is None or isinstance(line, Refusal):
            return line
        digits, mark, extension = line.partition(b";")
        if mark:
            digits = digits.rstrip(b" \t")
        size = hexadecimal(digits)
        if size < 0 or not is_field_value(extension):
            return self._refuse(400, "no chunk size")
        self._body_size += size
        if self._body_size > self._body_size_max:
            return self._refuse(413, "the body is too large")
        if size == 0:
            self._state = _State.TRAILER
            return self._trailer()
        self._left = size
        self._state = _State.CHUNK
        return self._data()

    def _chunk_end(self) -> BodyEvent | None:
        if len(self._buffer) < 2:
            return (
                self._refuse(400, "a chunk has no end")
                if self._buffer not in (b"", b"\r")
                else None
            )
        if self.take(2) != CRLF:
            return self._refuse(400, "a chunk has no end")
        self._state = _State.CHUNK_SIZE
        return self._chunk_size()

    def _trailer(self) -> BodyEvent | None:
        """Trailer fields are checked and dropped (RFC 9112, 7.1.2)."""
        while True:
            line = self._line(self._limits.trailer_size)
            if line is None or isinstance(line, Refusal):
                return line
            if not line:
                return self._end()
            self._trailer_size += len(line)
            mistake = add_field(Fields(), line)
            if mistake or self._trailer_size > self._limits.trailer_size:
                return self._refuse(400, mistake or "the trailer is too large")


def add_field(fields: Fields, line: bytes) -> str:
    """Add `name: value` (RFC 9112, 5); what is wrong with it, or ""."""
    name, mark, value = line.partition(b":")
    if not mark or not is_token(name):
        return "no field name"
    value = value.strip(b" \t")
    if not is_field_value(value):
        return "a field value with control characters"
    fields.add(name.decode("ascii"), value.decode("latin-1"))
    return ""
