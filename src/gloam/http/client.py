"""The client: connections that are kept, redirects, limits on time and size.

async with Client() as client:
    response = await client.get("http://example.org/")
    print(response.status, response.text())
    async with await client.stream("GET", "http://example.org/large") as download:
        async for part in download.parts():
            ...

Bodies that come packed with gzip are unpacked.
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
from gloam.http.framing import BodyEvent, BodyLimits, Part, Refusal
from gloam.http.grammar import is_target
from gloam.http.packed import Unpacker
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
    """Of a body that is returned whole, unpacked too."""
    stream_size: int = 1 << 40
    """Of a body that is read in parts, unpacked too."""
    chunk_line_size: int = 256
    connect_timeout: float = 10.0
    timeout: float = 60.0
    """For a request from its start to the end of its response, redirects included; of a body that
    is read in parts to its head, and for each part."""
    idle_timeout: float = 15.0
    """How long a connection is kept for the next request."""
    connections_max: int = 32
    """At the same time; what comes beyond waits."""
    redirects_max: int = 10


class ClientResponse:
    def __init__(self, stream: ClientStream, body: bytes) -> None:
        self.url = stream.url
        """Where it came from, behind all redirects."""
        self.status = stream.status
        self.reason = stream.reason
        self.fields = stream.fields
        self.body = body

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def text(self) -> str:
        """The body in UTF-8; what is not gets U+FFFD."""
        return self.body.decode("utf-8", "replace")


class ClientStream:
    """A response whose body is still on its way. To be closed, which `async with` does.

    A body that was read to its end leaves the connection to the next request.
    """

    def __init__(self, client: Client, url: str, address: _Address, open_: _Open) -> None:
        self.url = url
        """Where it comes from, behind all redirects."""
        self.status = open_.head.status
        self.reason = open_.head.reason
        self.fields = open_.head.fields
        self._client = client
        self._address = address
        self._connection: _Connection | None = open_.connection
        self._unpacker: Unpacker | None = None
        self._is_over = False
        if open_.is_unpacked and self.fields.get("content-encoding").lower() in ("gzip", "x-gzip"):
            self._unpacker = Unpacker(open_.size_max)
            # They describe what is not seen here.
            self.fields.remove("content-encoding")
            self.fields.remove("content-length")

    async def __aenter__(self) -> ClientStream:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    async def next_part(self) -> bytes:
        """The next part of the body, b"" at its end.

        Raises ClientError, TimeoutError, OSError, and ValueError once it is closed.
        """
        async with asyncio.timeout(self._client.limits.timeout):
            return await self.part_in_time()

    async def part_in_time(self) -> bytes:
        """As `next_part`, in somebody else's time."""
        if self._connection is None and not self._is_over:
            raise ValueError("the response is closed")
        unpacker = self._unpacker
        if unpacker is None:
            return await self._received()
        while True:
            mistake, part = unpacker.next_part()
            if mistake:
                self.close()
                raise ClientError(mistake)
            if part:
                return part
            if self._is_over:
                if not unpacker.is_complete():
                    raise ClientError("the packed body ended early")
                return b""
            unpacker.receive(await self._received())

    async def parts(self) -> AsyncIterator[bytes]:
        """The body, part by part."""
        part = await self.next_part()
        while part:
            yield part
            part = await self.next_part()

    async def _received(self) -> bytes:
        if self._is_over:
            return b""
        connection = self._connection
        assert connection is not None
        event = await connection.next_event()
        if isinstance(event, Part):
            return event.data
        if isinstance(event, Refusal):
            self.close()
            raise ClientError(event.reason)
        self._is_over = True
        self._give_back(is_done=connection.receiver.is_persistent)
        return b""

    def close(self) -> None:
        """Be done with it; what has not been read is lost."""
        self._give_back(is_done=False)

    def _give_back(self, *, is_done: bool) -> None:
        connection = self._connection
        self._connection = None
        if connection is not None:
            self._client.give_back(self._address, connection, is_done=is_done)


@dataclass(frozen=True, slots=True)
class _Open:
    """A response of which the head has come."""

    connection: _Connection
    head: Head
    size_max: int
    is_unpacked: bool


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

    async def next_event(self) -> Head | BodyEvent:
        """What comes next of the response that is expected."""
        while True:
            event = self.receiver.next_event()
            if event is not None:
                return event
            data = await self.reader.read(BLOCK_SIZE)
            if not data and not self.receiver.has_begun():
                raise ConnectionResetError("the connection ended before the reply")
            self.receiver.receive(data)

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
        async with asyncio.timeout(self.limits.timeout):
            opened = await self._opened(method, url, body, fields, self.limits.body_size)
            async with opened:
                parts: list[bytes] = []
                part = await opened.part_in_time()
                while part:
                    parts.append(part)
                    part = await opened.part_in_time()
            return ClientResponse(opened, b"".join(parts))

    async def stream(
        self,
        method: str,
        url: str,
        body: Body = b"",
        fields: Mapping[str, str] | None = None,
    ) -> ClientStream:
        """As `request`, but the body of the response is read as it comes."""
        async with asyncio.timeout(self.limits.timeout):
            return await self._opened(method, url, body, fields, self.limits.stream_size)

    async def _opened(
        self, method: str, url: str, body: Body, fields: Mapping[str, str] | None, size_max: int
    ) -> ClientStream:
        if self._is_closed:
            raise ValueError("the client is closed")
        given = Fields()
        for name, value in (fields or {}).items():
            given.add(name, value)
        is_unpacked = "accept-encoding" not in given
        if is_unpacked:
            given.add("accept-encoding", "gzip")
        for _ in range(self.limits.redirects_max + 1):
            address = _address(url)
            opened = await self._exchange(method, address, body, given, size_max, is_unpacked)
            response = ClientStream(self, url, address, opened)
            location = response.fields.get("location")
            if response.status not in _REDIRECTS or not location:
                return response
            async with response:
                while await response.part_in_time():
                    pass
            # RFC 9110, 15.4: a form that was sent is answered by a page that is fetched.
            is_form = method == "POST" and response.status in (301, 302)
            if response.status == 303 and method != "HEAD" or is_form:
                method, body = "GET", b""
                given.remove("content-type")
            elif not isinstance(body, bytes):
                raise ClientError("a body in parts cannot be sent again behind a redirect")
            url = urljoin(url, location)
            other = _address(url)
            if (other.host, other.port) != (address.host, address.port):
                for name in _SECRETS:
                    given.remove(name)
        raise ClientError(f"more than {self.limits.redirects_max} redirects")

    async def _exchange(
        self,
        method: str,
        address: _Address,
        body: Body,
        fields: Fields,
        size_max: int,
        is_unpacked: bool,
    ) -> _Open:
        size = len(body) if isinstance(body, bytes) else None
        head = emit_request(method, address.target, address.authority, fields, size)
        is_repeatable = isinstance(body, bytes) and method in _REPEATABLE
        while True:
            connection = await self._connection(address)
            is_open = False
            try:
                connection.receiver.expect(method, size_max)
                await _send(connection, head, body)
                event = await connection.next_event()
                if not isinstance(event, Head):
                    raise ClientError(event.reason if isinstance(event, Refusal) else "no reply")
                is_open = True
                return _Open(connection, event, size_max, is_unpacked)
            except ConnectionError:
                # A kept connection may have been closed by the server in the same moment.
                if not (connection.is_used and is_repeatable) or connection.receiver.has_begun():
                    raise
            finally:
                if not is_open:
                    self.give_back(address, connection, is_done=False)

    # ------------------------------------------------------------ connections

    async def _connection(self, address: _Address) -> _Connection:
        """A kept one that is still good, or a new one, once there may be another."""
        await self._room.acquire()
        try:
            return await self._connected(address)
        except BaseException:
            self._room.release()
            raise

    async def _connected(self, address: _Address) -> _Connection:
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

    def give_back(self, address: _Address, connection: _Connection, *, is_done: bool) -> None:
        """A response is over, or nobody wants the rest of it."""
        self._room.release()
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


async def _send(connection: _Connection, head: bytes, body: Body) -> None:
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
