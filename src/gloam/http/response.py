"""A response, as a handler gives it, and how it goes on the wire."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from gloam.http.fields import Fields
from gloam.http.request import Request

REASONS: Final = {
    100: "Continue",
    200: "OK",
    201: "Created",
    202: "Accepted",
    204: "No Content",
    206: "Partial Content",
    301: "Moved Permanently",
    302: "Found",
    303: "See Other",
    304: "Not Modified",
    307: "Temporary Redirect",
    308: "Permanent Redirect",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    408: "Request Timeout",
    409: "Conflict",
    410: "Gone",
    411: "Length Required",
    412: "Precondition Failed",
    413: "Content Too Large",
    414: "URI Too Long",
    415: "Unsupported Media Type",
    416: "Range Not Satisfiable",
    417: "Expectation Failed",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    501: "Not Implemented",
    503: "Service Unavailable",
    505: "HTTP Version Not Supported",
}
"""RFC 9110, section 15, and RFC 6585."""


class Response:
    """`body` is sent with its length; `parts` instead of it in chunks, as they come."""

    def __init__(
        self,
        status: int = 200,
        body: bytes = b"",
        content_type: str = "",
        parts: AsyncIterator[bytes] | None = None,
    ) -> None:
        self.status = status
        self.fields = Fields()
        self.body = body
        self.parts = parts
        if content_type:
            self.fields.add("content-type", content_type)

    @classmethod
    def text(cls, text: str, status: int = 200) -> Response:
        return Response(status, text.encode(), "text/plain; charset=utf-8")

    @classmethod
    def html(cls, text: str, status: int = 200) -> Response:
        return Response(status, text.encode(), "text/html; charset=utf-8")

    @classmethod
    def redirect(cls, location: str, status: int = 302) -> Response:
        result = Response(status)
        result.fields.set("location", location)
        return result

    @classmethod
    def failure(cls, status: int, detail: str = "") -> Response:
        """A short text that says what went wrong."""
        reason = REASONS.get(status, "Error")
        return Response.text(
            f"{status} {reason}\n{detail}\n" if detail else f"{status} {reason}\n", status
        )

    def has_body(self, method: str) -> bool:
        """Whether a body follows the head (RFC 9110, 6.4.1)."""
        return method != "HEAD" and self.status >= 200 and self.status not in (204, 304)


Handler = Callable[[Request], Awaitable[Response]]
"""What answers a request."""


def emit_head(response: Response, date: str, *, is_kept: bool, is_chunked: bool) -> bytes:
    """Status line and fields. The handler's own framing fields are not used: ours are right.

    A control character in a value of the handler's becomes a blank, so that nothing that came from
    a client can start a field of its own.
    """
    status = response.status
    given = [
        f"{name}: {value}"
        for name, value in response.fields.items()
        if name not in ("connection", "content-length", "transfer-encoding", "date")
    ]
    own = f"HTTP/1.1 {status} {REASONS.get(status, 'Unknown')}\r\ndate: {date}\r\n"
    rest = ""
    if is_chunked:
        rest = "transfer-encoding: chunked\r\n"
    elif status >= 200 and status not in (204, 304):
        rest = f"content-length: {_length(response)}\r\n"
    if not is_kept:
        rest += "connection: close\r\n"
    data = "\r\n".join([*given, ""]).encode("latin-1", "replace")
    if _control_count(data) != 2 * len(given):
        data = "\r\n".join([*map(_clean, given), ""]).encode("latin-1", "replace")
    return b"".join([own.encode(), data, rest.encode("latin-1", "replace"), b"\r\n"])


def _length(response: Response) -> str:
    """Of the body, or of what a GET would have got (RFC 9110, 8.6)."""
    given = response.fields.get("content-length")
    if not response.body and given:
        return _clean(given)
    return str(len(response.body))


def _control_count(data: bytes) -> int:
    count = 0
    for byte in data:
        if byte < 0x20 or byte == 0x7F:
            count += 1
    return count


def _clean(text: str) -> str:
    return "".join([" " if c < " " or c == "\x7f" else c for c in text])


def emit_chunk(data: bytes) -> bytes:
    """One chunk (RFC 9112, 7.1); `data` is not empty."""
    return b"".join([f"{len(data):x}\r\n".encode(), data, b"\r\n"])


LAST_CHUNK: Final = b"0\r\n\r\n"
