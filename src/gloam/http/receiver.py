"""The server's side of a connection without I/O: bytes in, events out (RFC 9112).

Strict where leniency lets two servers see different requests: a bare CR or LF, blanks before a
colon, folded lines, both or several framing fields, and any transfer coding but `chunked` are
refused, and a refusal ends the connection. Knows no time, no socket and no response.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloam.http.fields import Fields
from gloam.http.grammar import decimal, hexadecimal, is_field_value, is_target, is_token
from gloam.http.limits import Limits
from gloam.http.request import Request

_CRLF: Final = b"\r\n"
_BLANK_LINES_MAX: Final = 4
"""Before a request line: old clients send one behind a body (RFC 9112, 2.2)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What came is no request; the answer to it. The connection is closed behind it."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body, never empty."""

    data: bytes


class End(Enum):
    """The request is complete; `next_request` starts on the next one."""

    OF_REQUEST = "end of request"


Event = Request | Part | End | Refusal


class _State(Enum):
    HEAD = "head"
    SIZED = "body of known size"
    CHUNK_SIZE = "size of a chunk"
    CHUNK = "data of a chunk"
    CHUNK_END = "line end behind a chunk"
    TRAILER = "trailer"
    DONE = "done"
    REFUSED = "refused"


class Receiver:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._buffer = b""
        self._state = _State.HEAD
        self._left = 0
        self._body_size = 0
        self._blank_lines = 0
        self._trailer_size = 0
        self.is_persistent = False
        """Whether the client wants the connection to stay open behind the request."""
        self.expects_continue = False
        """Whether the client waits for 100 before it sends the body."""

    def receive(self, data: bytes) -> None:
        """Take what came. The caller stops reading while `held()` is large."""
        self._buffer = self._buffer + data if self._buffer else data

    def held(self) -> int:
        """How many bytes wait for `next_event`."""
        return len(self._buffer)

    def is_idle(self) -> bool:
        """Whether no part of a request has come yet."""
        return self._state is _State.HEAD and not self._buffer

    def next_request(self) -> None:
        assert self._state is _State.DONE
        self._state = _State.HEAD
        self._blank_lines = 0

    def next_event(self) -> Event | None:
        """The next event of what came so far; None until there is more."""
        match self._state:
            case _State.HEAD:
                return self._head()
            case _State.SIZED | _State.CHUNK:
                return self._data()
            case _State.CHUNK_SIZE:
                return self._chunk_size()
            case _State.CHUNK_END:
                return self._chunk_end()
            case _State.TRAILER:
                return self._trailer()
            case _State.DONE | _State.REFUSED:
                return None

    def _refuse(self, status: int, reason: str) -> Refusal:
        self._state = _State.REFUSED
        self._buffer = b""
        return Refusal(status, reason)

    def _take(self, count: int) -> bytes:
        taken = self._buffer[:count]
        self._buffer = self._buffer[count:]
        return taken

    # ------------------------------------------------------------ head

    def _head(self) -> Event | None:
        while self._buffer.startswith(_CRLF):
            self._blank_lines += 1
            if self._blank_lines > _BLANK_LINES_MAX:
                return self._refuse(400, "blank lines")
            self._take(2)
        limits = self._limits
        end = self._buffer.find(b"\r\n\r\n")
        line_end = self._buffer.find(_CRLF)
        if line_end > limits.request_line_size or (
            line_end < 0 and len(self._buffer) > limits.request_line_size
        ):
            return self._refuse(414, "the request line is too long")
        if end > limits.head_size or (end < 0 and len(self._buffer) > limits.head_size):
            return self._refuse(431, "the head is too large")
        if end < 0:
            return self._early_mistake(line_end)
        lines = self._take(end + 4)[:end].split(_CRLF)
        request = _request_line(lines[0])
        if isinstance(request, Refusal):
            return self._refuse(request.status, request.reason)
        if len(lines) - 1 > limits.fields_max:
            return self._refuse(431, "too many fields")
        for line in lines[1:]:
            mistake = _add_field(request.fields, line)
            if mistake:
                return self._refuse(400, mistake)
        return self._frame(request)

    def _early_mistake(self, line_end: int) -> Refusal | None:
        """Refuse what can be no request line before all of the head has come."""
        if self._buffer == b"\r":
            return None
        line = self._buffer if line_end < 0 else self._buffer[:line_end]
        if b"\n" in line or (line[:1] and not is_token(line[:1])):
            return self._refuse(400, "no request line")
        return None

    def _frame(self, request: Request) -> Event:
        """Where the body ends (RFC 9112, 6.3), and whether the connection goes on (9.3)."""
        fields = request.fields
        is_1_1 = request.version >= (1, 1)
        hosts = fields.all("host")
        if len(hosts) > 1 or (is_1_1 and not hosts):
            return self._refuse(400, "one Host is needed")
        options = [option.lower() for option in fields.elements("connection")]
        self.is_persistent = "close" not in options and (is_1_1 or "keep-alive" in options)
        self.expects_continue = is_1_1 and fields.get("expect").lower() == "100-continue"
        codings = fields.elements("transfer-encoding")
        sizes = fields.all("content-length")
        if "transfer-encoding" in fields:
            if sizes or not is_1_1:
                return self._refuse(400, "two ways to tell the size of the body")
            if len(codings) != 1 or codings[0].lower() != "chunked":
                return self._refuse(501, "only the transfer coding chunked is known")
            self._state = _State.CHUNK_SIZE
        elif sizes:
            size = decimal(sizes[0])
            if size < 0 or any([other != sizes[0] for other in sizes]):
                return self._refuse(400, "Content-Length is no number")
            if size > self._limits.body_size:
                return self._refuse(413, "the body is too large")
            self._left = size
            self._state = _State.SIZED
        else:
            self._left = 0
            self._state = _State.SIZED
        self._body_size = 0
        self._trailer_size = 0
        return request

    # ------------------------------------------------------------ body

    def _data(self) -> Event | None:
        if self._left == 0:
            if self._state is _State.SIZED:
                self._state = _State.DONE
                return End.OF_REQUEST
            self._state = _State.CHUNK_END
            return self._chunk_end()
        if not self._buffer:
            return None
        part = self._take(self._left)
        self._left -= len(part)
        return Part(part)

    def _line(self, limit: int) -> bytes | Refusal | None:
        """The next line without its end; None until it is complete."""
        end = self._buffer.find(_CRLF)
        if end > limit or (end < 0 and len(self._buffer) > limit):
            return self._refuse(400, "a line of the body is too long")
        if end < 0:
            return None
        return self._take(end + 2)[:end]

    def _chunk_size(self) -> Event | None:
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
        if self._body_size > self._limits.body_size:
            return self._refuse(413, "the body is too large")
        if size == 0:
            self._state = _State.TRAILER
            return self._trailer()
        self._left = size
        self._state = _State.CHUNK
        return self._data()

    def _chunk_end(self) -> Event | None:
        if len(self._buffer) < 2:
            return (
                self._refuse(400, "a chunk has no end")
                if self._buffer not in (b"", b"\r")
                else None
            )
        if self._take(2) != _CRLF:
            return self._refuse(400, "a chunk has no end")
        self._state = _State.CHUNK_SIZE
        return self._chunk_size()

    def _trailer(self) -> Event | None:
        """Trailer fields are checked and dropped (RFC 9112, 7.1.2)."""
        while True:
            line = self._line(self._limits.head_size)
            if line is None or isinstance(line, Refusal):
                return line
            if not line:
                self._state = _State.DONE
                return End.OF_REQUEST
            self._trailer_size += len(line)
            mistake = _add_field(Fields(), line)
            if mistake or self._trailer_size > self._limits.head_size:
                return self._refuse(400, mistake or "the trailer is too large")


def _request_line(line: bytes) -> Request | Refusal:
    """RFC 9112, 3: one blank between the parts."""
    parts = line.split(b" ")
    if len(parts) != 3 or not is_token(parts[0]) or not is_target(parts[1]):
        return Refusal(400, "no request line")
    method, target, version = parts[0].decode("ascii"), parts[1].decode("ascii"), parts[2]
    if len(version) != 8 or not version.startswith(b"HTTP/") or version[6] != 0x2E:
        return Refusal(400, "no HTTP version")
    major, minor = version[5] - 0x30, version[7] - 0x30
    if not 0 <= major <= 9 or not 0 <= minor <= 9:
        return Refusal(400, "no HTTP version")
    if major != 1:
        return Refusal(505, "HTTP/1.1 is spoken here")
    if method == "CONNECT":
        return Refusal(501, "no proxy")
    if not (
        target.startswith("/") or _is_absolute(target) or (target == "*" and method == "OPTIONS")
    ):
        return Refusal(400, "the target is no path")
    return Request(method, target, (major, minor), Fields())


def _is_absolute(target: str) -> bool:
    return target.lower().startswith("http://") or target.lower().startswith("https://")


def _add_field(fields: Fields, line: bytes) -> str:
    """Add `name: value` (RFC 9112, 5); what is wrong with it, or ""."""
    name, mark, value = line.partition(b":")
    if not mark or not is_token(name):
        return "no field name"
    value = value.strip(b" \t")
    if not is_field_value(value):
        return "a field value with control characters"
    fields.add(name.decode("ascii"), value.decode("latin-1"))
    return ""
