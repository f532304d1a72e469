"""The client: connections that are kept, redirects, limits on time and size.

async with Client() as client:
    response = await client.get("http://example.org/")
    print(response.status, response.text())
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Final
from urllib.parse import urljoin, urlsplit

from gloam.http.fields import Fields
from gloam.http.framing import BodyLimits, Part, Refusal
from gloam.http.grammar import is_target
from gloam.http.reply import Head, ReplyLimits, ReplyReceiver, emit_request
from gloam.http.response import LAST_CHUNK, emit_chunk

BLOCK_SIZE: Final = 65_536
Body = bytes | AsyncIterator[bytes]

_REDIRECTS: Final = frozenset([301, 302, 303, 307, 308])
_REPEATABLE: Final = frozenset(["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"])
"""Sending them twice is sending them once (RFC 9110, 9.2.2)."""
_SECRETS: Final = ("authorization", "cookie")
"""Fields that are for one host."""


class ClientError(Exception):
    """What the server sent is no HTTP, exceeds a limit, or leads nowhere."""


@dataclass(frozen=True, slots=True)
class ClientLimits:
    """Sizes in bytes, times in seconds."""

    head_size: int = 16_384
    fields_max: int = 100
    body_size: int = 16 << 20
    chunk_line_size: int = 256
    connect_timeout: float = 10.0
    timeout: float = 60.0
    """For a request from its start to the end of its response, redirects included."""
    idle_timeout: float = 15.0
    """How long a connection is kept for the next request."""
    connections_max: int = 32
    """At the same time; what comes beyond waits."""
    redirects_max: int = 10


class ClientResponse:
    def __init__(self, url: str, head: Head, body: bytes) -> None:
        self.url = url
        """Where it came from, behind all redirects."""
        self.status = head.status
        self.reason = head.reason
        self.fields = head.fields
        self.body = body

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def text(self) -> str:
        """The body in UTF-8; what is not gets U+FFFD."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Address:
    host: str
    port: int
    target: str
    authority: str


class _Connection:
    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limits: ReplyLimits
    ) -> None:
        self.reader = reader
        self.writer = writer
        self.receiver = ReplyReceiver(limits)
        self.kept_since = 0.0
        self.is_used = False
        """Whether it has had a response: then the server may close it at any moment."""

    def close(self) -> None:
        self.writer.transport.abort()


class Client:
    """Requests of a program. Use it with `async with`, which closes what is kept open."""

    def __init__(self, limits: ClientLimits | None = None) -> None:
        self.limits = limits if limits is not None else ClientLimits()
        own = self.limits
        self._reply_limits = ReplyLimits(
            own.head_size,
            own.fields_max,
            BodyLimits(own.body_size, own.chunk_line_size, own.head_size),
        )
        self._idle: dict[tuple[str, int], list[_Connection]] = {}
        self._room = asyncio.Semaphore(own.connections_max)
        self._is_closed = False

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are kept; those of requests under way close with them."""
        self._is_closed = True
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle = {}

    async def get(self, url: str, fields: Mapping[str, str] | None = None) -> ClientResponse:
        return await self.request("GET", url, fields=fields)

    async def post(
        self, url: str, body: Body, fields: Mapping[str, str] | None = None
    ) -> ClientResponse:
        return await self.request("POST", url, body, fields)

    async def request(
        self,
        method: str,
        url: str,
        body: Body = b"",
        fields: Mapping[str, str] | None = None,
    ) -> ClientResponse:
        """The response to a request, behind redirects. A `body` in parts is sent in chunks.

        Raises ClientError, ValueError for what cannot be asked, TimeoutError, and OSError if no
        connection comes about.
        """
        if self._is_closed:
            raise ValueError("the client is closed")
        given = Fields()
        for name, value in (fields or {}).items():
            given.add(name, value)
        async with asyncio.timeout(self.limits.timeout), self._room:
            return await self._followed(method, url, body, given)

    async def _followed(self, method: str, url: str, body: Body, fields: Fields) -> ClientResponse:
        for _ in range(self.limits.redirects_max + 1):
            address = _address(url)
            response = await self._exchange(method, url, address, body, fields)
            location = response.fields.get("location")
            if response.status not in _REDIRECTS or not location:
                return response
            # RFC 9110, 15.4: a form that was sent is answered by a page that is fetched.
            is_form = method == "POST" and response.status in (301, 302)
            if response.status == 303 and method != "HEAD" or is_form:
                method, body = "GET", b""
                fields.remove("content-type")
            elif not isinstance(body, bytes):
                raise ClientError("a body in parts cannot be sent again behind a redirect")
            url = urljoin(url, location)
            other = _address(url)
            if (other.host, other.port) != (address.host, address.port):
                for name in _SECRETS:
                    fields.remove(name)
        raise ClientError(f"more than {self.limits.redirects_max} redirects")

    async def _exchange(
        self, method: str, url: str, address: _Address, body: Body, fields: Fields
    ) -> ClientResponse:
        size = len(body) if isinstance(body, bytes) else None
        head = emit_request(method, address.target, address.authority, fields, size)
        is_repeatable = isinstance(body, bytes) and method in _REPEATABLE
        while True:
            connection = await self._connection(address)
            is_done = False
            try:
                connection.receiver.expect(method)
                response = await self._response(connection, url, head, body)
                is_done = connection.receiver.is_persistent
                return response
            except ConnectionError:
                # A kept connection may have been closed by the server in the same moment.
                if not (connection.is_used and is_repeatable) or connection.receiver.has_begun():
                    raise
            finally:
                self._release(address, connection, is_done)

    async def _response(
        self, connection: _Connection, url: str, head: bytes, body: Body
    ) -> ClientResponse:
        writer = connection.writer
        if isinstance(body, bytes):
            writer.write(head + body if len(body) < BLOCK_SIZE else head)
            if len(body) >= BLOCK_SIZE:
                writer.write(body)
        else:
            writer.write(head)
            async for part in body:
                if part:
                    writer.write(emit_chunk(part))
                    await writer.drain()
            writer.write(LAST_CHUNK)
        await writer.drain()
        return await self._received(connection, url)

    async def _received(self, connection: _Connection, url: str) -> ClientResponse:
        receiver = connection.receiver
        head: Head | None = None
        parts: list[bytes] = []
        while True:
            event = receiver.next_event()
            if event is None:
                data = await connection.reader.read(BLOCK_SIZE)
                if not data and not receiver.has_begun():
                    raise ConnectionResetError("the connection ended before the reply")
                receiver.receive(data)
            elif isinstance(event, Head):
                head = event
            elif isinstance(event, Part):
                parts.append(event.data)
            elif isinstance(event, Refusal):
                raise ClientError(event.reason)
            else:
                assert head is not None
                return ClientResponse(url, head, b"".join(parts))

    # ------------------------------------------------------------ connections

    async def _connection(self, address: _Address) -> _Connection:
        """A kept one that is still good, or a new one."""
        kept = self._idle.get((address.host, address.port), [])
        while kept:
            connection = kept.pop()
            is_fresh = time.monotonic() - connection.kept_since < self.limits.idle_timeout
            if is_fresh and connection.receiver.is_idle() and not connection.reader.at_eof():
                return connection
            connection.close()
        async with asyncio.timeout(self.limits.connect_timeout):
            reader, writer = await asyncio.open_connection(address.host, address.port)
        return _Connection(reader, writer, self._reply_limits)

    def _release(self, address: _Address, connection: _Connection, is_done: bool) -> None:
        if not is_done or self._is_closed or not connection.receiver.is_idle():
            connection.close()
            return
        connection.is_used = True
        connection.kept_since = time.monotonic()
        self._idle.setdefault((address.host, address.port), []).append(connection)
        self._trim()

    def _trim(self) -> None:
        """Close the connections that were kept for longest, beyond those that may be open."""
        every = [one for kept in self._idle.values() for one in kept]
        if len(every) > self.limits.connections_max:
            oldest = min(every, key=lambda one: one.kept_since)
            for kept in self._idle.values():
                if oldest in kept:
                    kept.remove(oldest)
            oldest.close()


def _address(url: str) -> _Address:
    """Raises ValueError for what is no `http://host...`."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        raise ValueError(f"{url}: there is no TLS yet, only http")
    host = parts.hostname
    if parts.scheme != "http" or not host:
        raise ValueError(f"{url} is not of the form http://host/path")
    port = parts.port
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    shown = f"[{host}]" if ":" in host else host
    if not is_target(target.encode()) or not is_target(shown.encode()):
        raise ValueError(f"{url} has characters that must be escaped: urllib.parse.quote does it")
    authority = shown if port is None or port == 80 else f"{shown}:{port}"
    return _Address(host, port if port is not None else 80, target, authority)
