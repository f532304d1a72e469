"""The client's side of a connection without I/O: requests to bytes, bytes to replies (RFC 9112).

As strict as the server's: what could be read in two ways ends the connection. Knows no time, no
socket, and no redirects.
"""

from __future__ import annotations

from dataclasses import dataclass
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
from gloam.http.grammar import decimal, is_field_value, is_target, is_token

_INTERIM_MAX: Final = 8
"""Replies of class 1xx before the one that counts."""
_OWN: Final = ("connection", "content-length", "host", "transfer-encoding")
"""Fields that say where a message is and where it ends: not the program's business."""


@dataclass(frozen=True, slots=True)
class Head:
    status: int
    reason: str
    version: tuple[int, int]
    fields: Fields


@dataclass(frozen=True, slots=True)
class ReplyLimits:
    head_size: int
    fields_max: int
    body: BodyLimits


def emit_request(
    method: str, target: str, authority: str, fields: Fields, body_size: int | None
) -> bytes:
    """The head of a request; `body_size` is None for a body in chunks.

    Raises ValueError for what would not be one line each: nothing is sent then.
    """
    if not is_token(method.encode()) or not is_target(target.encode()):
        raise ValueError(f"{method!r} {target!r} cannot be a request")
    lines = [f"{method} {target} HTTP/1.1\r\n", f"host: {authority}\r\n"]
    for name, value in fields.items():
        if not is_token(name.encode()) or not is_field_value(value.encode("latin-1", "replace")):
            raise ValueError(f"{name!r}: {value!r} cannot be a field")
        if name not in _OWN:
            lines.append(f"{name}: {value}\r\n")
    if body_size is None:
        lines.append("transfer-encoding: chunked\r\n")
    elif body_size > 0 or method in ("POST", "PUT", "PATCH"):
        lines.append(f"content-length: {body_size}\r\n")
    lines.append("\r\n")
    return "".join(lines).encode("latin-1", "replace")


class _State(Enum):
    IDLE = "idle"
    HEAD = "head"
    BODY = "body"
    REFUSED = "refused"


class ReplyReceiver:
    def __init__(self, limits: ReplyLimits) -> None:
        self._limits = limits
        self._input = Framing(limits.body)
        self._state = _State.IDLE
        self._method = ""
        self._interim = 0
        self._body_size = limits.body.body_size
        self.is_persistent = False
        """Whether another request may follow, once the reply has ended."""

    def expect(self, method: str, body_size: int | None = None) -> None:
        """A request with this method was sent; `body_size` is another limit for its reply."""
        assert self._state is _State.IDLE
        self._method = method
        self._state = _State.HEAD
        self._interim = 0
        self.is_persistent = False
        self._body_size = self._limits.body.body_size if body_size is None else body_size
        self._input.limit_body(self._body_size)

    def has_begun(self) -> bool:
        """Whether anything came, of this reply or, unasked, behind the one before it."""
        return self._state is not _State.HEAD or len(self._input.buffer) > 0 or self._interim > 0

    def is_idle(self) -> bool:
        return self._state is _State.IDLE and not self._input.buffer and not self._input.is_ended

    def receive(self, data: bytes) -> None:
        """Take what came; b"" is the end of the connection."""
        self._input.receive(data)

    def next_event(self) -> Head | BodyEvent | None:
        """The next event of what came so far; None until there is more."""
        if self._state is _State.HEAD:
            return self._head()
        if self._state is not _State.BODY:
            return None
        event = self._input.next_event()
        if isinstance(event, End):
            self._state = _State.IDLE
        elif isinstance(event, Refusal):
            return self._refuse(event.reason)
        elif event is None and self._input.is_ended:
            return self._refuse("the connection ended in the middle of the body")
        return event

    def _refuse(self, reason: str) -> Refusal:
        self._state = _State.REFUSED
        self._input.drop()
        self.is_persistent = False
        return Refusal(502, reason)

    def _head(self) -> Head | Refusal | None:
        while True:
            buffer = self._input.buffer
            end = buffer.find(b"\r\n\r\n")
            if max(end, 0 if end >= 0 else len(buffer)) > self._limits.head_size:
                return self._refuse("the head is too large")
            if end < 0:
                if self._input.is_ended:
                    return self._refuse("the connection ended before the reply")
                return None
            lines = self._input.take(end + 4)[:end].split(CRLF)
            head = self._parsed(lines)
            if isinstance(head, Refusal) or head.status >= 200:
                return head if isinstance(head, Refusal) else self._framed(head)
            # 100 Continue and its like (RFC 9110, 15.2); 101 was not asked for.
            self._interim += 1
            if head.status == 101 or self._interim > _INTERIM_MAX:
                return self._refuse(f"status {head.status}, which was not asked for")

    def _parsed(self, lines: list[bytes]) -> Head | Refusal:
        head = _status_line(lines[0])
        if head is None:
            return self._refuse("no status line")
        if len(lines) - 1 > self._limits.fields_max:
            return self._refuse("too many fields")
        for line in lines[1:]:
            mistake = add_field(head.fields, line)
            if mistake:
                return self._refuse(mistake)
        return head

    def _framed(self, head: Head) -> Head | Refusal:
        """Where the body ends (RFC 9112, 6.3), and whether the connection goes on (9.3)."""
        fields = head.fields
        options = [option.lower() for option in fields.elements("connection")]
        is_1_1 = head.version[1] >= 1
        self.is_persistent = "close" not in options and (is_1_1 or "keep-alive" in options)
        sizes = fields.all("content-length")
        if self._method == "HEAD" or head.status in (204, 304):
            self._input.begin_sized(0)
        elif "transfer-encoding" in fields:
            codings = [coding.lower() for coding in fields.elements("transfer-encoding")]
            if sizes or not is_1_1:
                return self._refuse("two ways to tell the size of the body")
            if codings != ["chunked"]:
                return self._refuse("another transfer coding than chunked")
            self._input.begin_chunked()
        elif sizes:
            size = decimal(sizes[0])
            if size < 0 or any([other != sizes[0] for other in sizes]):
                return self._refuse("Content-Length is no number")
            if size > self._body_size:
                return self._refuse("the body is too large")
            self._input.begin_sized(size)
        else:
            self.is_persistent = False
            self._input.begin_open()
        self._state = _State.BODY
        return head


def _status_line(line: bytes) -> Head | None:
    """RFC 9112, 4: the reason may be missing, even with the blank before it."""
    version, _, rest = line.partition(b" ")
    code, _, reason = rest.partition(b" ")
    if len(version) != 8 or not version.startswith(b"HTTP/1.") or not 0x30 <= version[7] <= 0x39:
        return None
    if len(code) != 3 or not code.isdigit() or code[0] == 0x30 or not is_field_value(reason):
        return None
    status = decimal(code.decode("ascii"))
    return Head(status, reason.decode("latin-1"), (1, version[7] - 0x30), Fields())
