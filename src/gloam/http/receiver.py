"""The server's side of a connection without I/O: bytes in, events out (RFC 9112).

Strict where leniency lets two servers see different requests: a bare CR or LF, blanks before a
colon, folded lines, both or several framing fields, and any transfer coding but `chunked` are
refused, and a refusal ends the connection. Knows no time, no socket and no response.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from gloam.http.fields import Fields
from gloam.http.framing import (
    CRLF,
    BodyEvent,
    BodyLimits,
    End,
    Framing,
    Refusal,
    add_field,
)
from gloam.http.grammar import decimal, is_target, is_token
from gloam.http.limits import Limits
from gloam.http.request import Request

_BLANK_LINES_MAX: Final = 4
"""Before a request line: old clients send one behind a body (RFC 9112, 2.2)."""


Event = Request | BodyEvent


class _State(Enum):
    HEAD = "head"
    BODY = "body"
    DONE = "done"
    REFUSED = "refused"


class Receiver:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._input = Framing(
            BodyLimits(limits.body_size, limits.chunk_line_size, limits.head_size)
        )
        self._state = _State.HEAD
        self._blank_lines = 0
        self.is_persistent = False
        """Whether the client wants the connection to stay open behind the request."""
        self.expects_continue = False
        """Whether the client waits for 100 before it sends the body."""

    def receive(self, data: bytes) -> None:
        """Take what came. The caller stops reading while `held()` is large."""
        self._input.receive(data)

    def held(self) -> int:
        """How many bytes wait for `next_event`."""
        return len(self._input.buffer)

    def is_idle(self) -> bool:
        """Whether no part of a request has come yet."""
        return self._state is _State.HEAD and not self._input.buffer

    def next_request(self) -> None:
        assert self._state is _State.DONE
        self._state = _State.HEAD
        self._blank_lines = 0

    def next_event(self) -> Event | None:
        """The next event of what came so far; None until there is more."""
        if self._state is _State.HEAD:
            return self._head()
        if self._state is not _State.BODY:
            return None
        event = self._input.next_event()
        if isinstance(event, End):
            self._state = _State.DONE
        elif isinstance(event, Refusal):
            self._state = _State.REFUSED
        return event

    def _refuse(self, status: int, reason: str) -> Refusal:
        self._state = _State.REFUSED
        self._input.drop()
        return Refusal(status, reason)

    # ------------------------------------------------------------ head

    def _head(self) -> Event | None:
        while self._input.buffer.startswith(CRLF):
            self._blank_lines += 1
            if self._blank_lines > _BLANK_LINES_MAX:
                return self._refuse(400, "blank lines")
            self._input.take(2)
        limits = self._limits
        end = self._input.buffer.find(b"\r\n\r\n")
        line_end = self._input.buffer.find(CRLF)
        if line_end > limits.request_line_size or (
            line_end < 0 and len(self._input.buffer) > limits.request_line_size
        ):
            return self._refuse(414, "the request line is too long")
        if end > limits.head_size or (end < 0 and len(self._input.buffer) > limits.head_size):
            return self._refuse(431, "the head is too large")
        if end < 0:
            return self._early_mistake(line_end)
        lines = self._input.take(end + 4)[:end].split(CRLF)
        request = _request_line(lines[0])
        if isinstance(request, Refusal):
            return self._refuse(request.status, request.reason)
        if len(lines) - 1 > limits.fields_max:
            return self._refuse(431, "too many fields")
        for line in lines[1:]:
            mistake = add_field(request.fields, line)
            if mistake:
                return self._refuse(400, mistake)
        return self._frame(request)

    def _early_mistake(self, line_end: int) -> Refusal | None:
        """Refuse what can be no request line before all of the head has come."""
        if self._input.buffer == b"\r":
            return None
        line = self._input.buffer if line_end < 0 else self._input.buffer[:line_end]
        if b"\n" in line or (line[:1] and not is_token(line[:1])):
            return self._refuse(400, "no request line")
        return None

    def _frame(self, request: Request) -> Event:
        """Where the body ends (RFC 9112, 6.3), and whether the connection goes on (9.3)."""
        fields = request.fields
        is_1_1 = request.version[1] >= 1
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
            self._input.begin_chunked()
        elif sizes:
            size = decimal(sizes[0])
            if size < 0 or any([other != sizes[0] for other in sizes]):
                return self._refuse(400, "Content-Length is no number")
            if size > self._limits.body_size:
                return self._refuse(413, "the body is too large")
            self._input.begin_sized(size)
        else:
            self._input.begin_sized(0)
        self._state = _State.BODY
        return request


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
