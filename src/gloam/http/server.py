"""The shell around gloam.http: connections of an asyncio server, one task each.

handler:  Request -> Response
receiver: bytes -> events        (receiver.py, no I/O)
here:     reading, writing, time limits, the order of responses, closing
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from enum import Enum
from typing import Final

from gloam.http import dates
from gloam.http.framing import End, Part, Refusal
from gloam.http.limits import Limits
from gloam.http.receiver import Receiver
from gloam.http.request import BodyError, Request
from gloam.http.response import (
    LAST_CHUNK,
    Handler,
    Response,
    emit_chunk,
    emit_head,
)

BLOCK_SIZE: Final = 65_536
_SWEEP_SECONDS: Final = 0.5
"""How exact time limits are."""
_LINGER_SECONDS: Final = 2.0
_LINGER_SIZE: Final = 262_144
"""So much of what a refused client still sends is read: it shall see the answer (RFC 9112, 9.6)."""

Log = Callable[[str], None]


class _Phase(Enum):
    """What a connection waits for: which time limit holds."""

    IDLE = "idle"
    HEAD = "head"
    BODY = "body"
    HANDLER = "handler"
    WRITE = "write"
    LINGER = "linger"


class HttpServer:
    """`log` gets one line for each response, in the common log format."""

    def __init__(
        self, handler: Handler, limits: Limits | None = None, log: Log | None = None
    ) -> None:
        self.handler = handler
        self.limits = limits if limits is not None else Limits()
        self.log = log
        self.is_closing = False
        self.requests = 0
        self.connections: set[_Connection] = set()
        self._server: asyncio.Server | None = None
        self._sweeper: asyncio.Task[None] | None = None
        self._date = ""
        self._date_seconds = -1

    async def start(self, host: str, port: int) -> None:
        """Listen. Raises OSError."""
        self._server = await asyncio.start_server(self._connected, host, port)
        self._sweeper = asyncio.create_task(self._sweep())

    async def close(self, grace: float = 5.0) -> None:
        """Take no more connections, let requests that have begun finish, for `grace` seconds."""
        self.is_closing = True
        if self._server is not None:
            self._server.close()
        for connection in list(self.connections):
            connection.close_if_idle()
        end = time.monotonic() + grace
        while self.connections and time.monotonic() < end:
            await asyncio.sleep(0.01)
        for connection in list(self.connections):
            connection.abort()
        if self._sweeper is not None:
            self._sweeper.cancel()

    def date(self) -> str:
        seconds = int(time.time())
        if seconds != self._date_seconds:
            self._date_seconds = seconds
            self._date = dates.emit(seconds)
        return self._date

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_closing or len(self.connections) >= self.limits.connections_max:
            writer.transport.abort()
            return
        connection = _Connection(self, reader, writer)
        self.connections.add(connection)
        try:
            await connection.run()
        except ConnectionError:
            pass  # the peer is gone: nobody to tell
        finally:
            self.connections.discard(connection)
            writer.close()

    async def _sweep(self) -> None:
        """Time limits: one pass over all connections instead of a timer for each."""
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            now = time.monotonic()
            for connection in list(self.connections):
                if now >= connection.deadline:
                    connection.expire()


class _Connection:
    def __init__(
        self, server: HttpServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._server = server
        self._reader = reader
        self._writer = writer
        self._receiver = Receiver(server.limits)
        self._phase = _Phase.IDLE
        self.deadline = 0.0
        self._is_body_over = True
        self._must_continue = False
        self._client = _client_of(writer)
        self._enter(_Phase.IDLE)

    # ------------------------------------------------------------ time

    def _enter(self, phase: _Phase) -> None:
        limits = self._server.limits
        self._phase = phase
        seconds = 0.0
        match phase:
            case _Phase.IDLE:
                seconds = limits.idle_timeout
            case _Phase.HEAD:
                seconds = limits.head_timeout
            case _Phase.BODY:
                seconds = limits.body_timeout
            case _Phase.WRITE:
                seconds = limits.write_timeout
            case _Phase.LINGER:
                seconds = _LINGER_SECONDS
            case _Phase.HANDLER:
                self.deadline = float("inf")
                return
        self.deadline = time.monotonic() + seconds

    def expire(self) -> None:
        """The time limit of the phase is over."""
        if self._phase in (_Phase.HEAD, _Phase.BODY):
            response = Response.failure(408)
            self._writer.write(self._head(response, is_kept=False) + response.body)
            self._enter(_Phase.LINGER)
            self._writer.close()
            return
        self.abort()

    def abort(self) -> None:
        self._writer.transport.abort()

    def close_if_idle(self) -> None:
        if self._phase is _Phase.IDLE:
            self._writer.close()

    # ------------------------------------------------------------ requests

    async def run(self) -> None:
        count = 0
        while True:
            request = await self._next_request()
            if request is None:
                return
            count += 1
            is_kept = await self._answer(request, count)
            if not is_kept:
                await self._linger()
                return
            self._receiver.next_request()
            self._enter(_Phase.IDLE)

    async def _next_request(self) -> Request | None:
        """None at the end of the connection; a refused one has been answered."""
        while True:
            event = self._receiver.next_event()
            if isinstance(event, Request):
                self._is_body_over = False
                self._must_continue = self._receiver.expects_continue
                return event
            if isinstance(event, Refusal):
                await self._send(None, Response.failure(event.status, event.reason), is_kept=False)
                await self._linger()
                return None
            if self._phase is _Phase.IDLE and not self._receiver.is_idle():
                self._enter(_Phase.HEAD)
            if not await self._read():
                return None
            if self._phase is _Phase.IDLE:
                self._enter(_Phase.HEAD)

    async def _read(self) -> bool:
        data = await self._reader.read(BLOCK_SIZE)
        self._receiver.receive(data)
        return len(data) > 0

    async def _next_part(self) -> bytes:
        """The next part of the body, b"" at its end. Raises BodyError."""
        if self._is_body_over:
            return b""
        if self._must_continue:
            self._must_continue = False
            self._writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if self._phase is not _Phase.BODY:
            self._enter(_Phase.BODY)
        while True:
            event = self._receiver.next_event()
            if isinstance(event, Part):
                return event.data
            if isinstance(event, End):
                self._is_body_over = True
                self._enter(_Phase.HANDLER)
                return b""
            if isinstance(event, Refusal):
                raise BodyError(event.status, event.reason)
            if not await self._read():
                raise BodyError(400, "the body ended early")

    async def _answer(self, request: Request, count: int) -> bool:
        """Handle one request; whether the connection goes on."""
        server = self._server
        request.client = self._client
        request.on_body(self._next_part)
        self._enter(_Phase.HANDLER)
        is_kept = self._receiver.is_persistent and count < server.limits.requests_per_connection
        try:
            response = await self._handled(request)
            if not self._must_continue:
                # The next request is behind what the handler left.
                while await self._next_part():
                    pass
        except BodyError as error:
            response = Response.failure(error.status, str(error))
        is_kept = is_kept and self._is_body_over and not server.is_closing
        return await self._send(request, response, is_kept=is_kept)

    async def _handled(self, request: Request) -> Response:
        try:
            return await self._server.handler(request)
        except (BodyError, ConnectionError):
            raise
        except Exception as error:  # noqa: BLE001  # a handler's mistake costs its own request only
            if self._server.log is not None:
                name = type(error).__name__
                self._server.log(f"{request.method} {request.target}: {name}: {error}")
            return Response.failure(500)

    # ------------------------------------------------------------ responses

    def _head(self, response: Response, *, is_kept: bool, is_chunked: bool = False) -> bytes:
        date = self._server.date()
        return emit_head(response, date, is_kept=is_kept, is_chunked=is_chunked)

    async def _send(self, request: Request | None, response: Response, *, is_kept: bool) -> bool:
        """Write a response; whether the connection can go on."""
        self._enter(_Phase.WRITE)
        writer = self._writer
        has_body = response.has_body(request.method if request is not None else "GET")
        size = 0
        if response.parts is None:
            body = response.body if has_body else b""
            head = self._head(response, is_kept=is_kept)
            writer.write(head + body if len(body) < BLOCK_SIZE else head)
            if len(body) >= BLOCK_SIZE:
                writer.write(body)
            size = len(body)
            await writer.drain()
        else:
            is_1_1 = request is not None and request.version[1] >= 1
            is_kept = is_kept and is_1_1
            writer.write(self._head(response, is_kept=is_kept, is_chunked=is_1_1))
            if has_body:
                async for part in response.parts:
                    if part:
                        size += len(part)
                        writer.write(emit_chunk(part) if is_1_1 else part)
                        self._enter(_Phase.WRITE)
                        await writer.drain()
                if is_1_1:
                    writer.write(LAST_CHUNK)
                await writer.drain()
        self._server.requests += 1
        if self._server.log is not None:
            self._server.log(self._log_line(request, response, size))
        return is_kept

    def _log_line(self, request: Request | None, response: Response, size: int) -> str:
        line = "-"
        if request is not None:
            line = (
                f"{request.method} {request.target} HTTP/{request.version[0]}.{request.version[1]}"
            )
        return f'{self._client} - - [{self._server.date()}] "{line}" {response.status} {size}'

    async def _linger(self) -> None:
        """Close our side, and read on a little, so that a reset does not eat the answer."""
        self._enter(_Phase.LINGER)
        if self._writer.can_write_eof():
            self._writer.write_eof()
        total = 0
        data = await self._reader.read(BLOCK_SIZE)
        while data and total < _LINGER_SIZE:
            total += len(data)
            data = await self._reader.read(BLOCK_SIZE)


def _client_of(writer: asyncio.StreamWriter) -> str:
    peer = writer.get_extra_info("peername")
    return str(peer[0]) if isinstance(peer, tuple) and len(peer) > 0 else "-"


async def serve(
    handler: Handler,
    port: int,
    host: str = "0.0.0.0",
    limits: Limits | None = None,
    log: Log | None = None,
) -> None:
    """Serve until cancelled."""
    server = HttpServer(handler, limits, log)
    await server.start(host, port)
    await asyncio.Event().wait()
