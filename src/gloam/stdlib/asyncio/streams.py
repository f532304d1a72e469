"""Streams: reading and writing with `await` instead of protocols."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any, Final, cast

from gloam.sched.loop import Loop

from .base_events import get_running_loop
from .exceptions import IncompleteReadError, LimitOverrunError
from .futures import Completion, DoneCallback, Future, loop_or_running
from .locks import discard
from .protocols import Protocol
from .server import Server
from .stream_buffer import StreamBuffer
from .tasks import Task, sleep
from .transports import BaseTransport, Transport, WriteTransport

LIMIT: Final = 65_536


class StreamReader:
    def __init__(self, limit: int = LIMIT, loop: Loop | None = None) -> None:
        """Holds back the peer at about twice `limit` bytes; a line may be `limit` bytes long."""
        if limit <= 0:
            raise ValueError("Limit cannot be <= 0")
        self._limit = limit
        self._loop = loop_or_running(loop)
        self._buffer = StreamBuffer()
        self._has_eof = False
        self._exception: Exception | None = None
        self._waiter: Future[None] | None = None
        self._transport: Transport | None = None
        self._is_paused = False

    def exception(self) -> Exception | None:
        return self._exception

    def at_eof(self) -> bool:
        """Whether the peer has closed and everything was read."""
        return self._has_eof and len(self._buffer) == 0

    # ------------------------------------------------------------ from the protocol

    def set_transport(self, transport: Transport) -> None:
        self._transport = transport

    def set_exception(self, exc: Exception) -> None:
        self._exception = exc
        waiter = self._waiter
        self._waiter = None
        if waiter is not None and not waiter.done():
            waiter.set_exception(exc)

    def feed_data(self, data: bytes) -> None:
        assert not self._has_eof, "feed_data after feed_eof"
        if not data:
            return
        self._buffer.append(data)
        self._wake()
        if self._transport is not None and not self._is_paused:
            if len(self._buffer) > 2 * self._limit:
                self._is_paused = True
                self._transport.pause_reading()

    def feed_eof(self) -> None:
        self._has_eof = True
        self._wake()

    def _wake(self) -> None:
        waiter = self._waiter
        self._waiter = None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    # ------------------------------------------------------------ for the program

    async def read(self, n: int = -1) -> bytes:
        """What has come, at most `n` bytes, waiting for some; b"" at the end.

        A negative `n` reads to the end.
        """
        if self._exception is not None:
            raise self._exception
        if n == 0:
            return b""
        if n < 0:
            blocks: list[bytes] = []
            block = await self.read(self._limit)
            while block:
                blocks.append(block)
                block = await self.read(self._limit)
            return b"".join(blocks)
        if len(self._buffer) == 0 and not self._has_eof:
            await self._wait("read")
        return self._take(n)

    async def readexactly(self, n: int) -> bytes:
        """Exactly `n` bytes; IncompleteReadError if the stream ends before."""
        if n < 0:
            raise ValueError("readexactly size can not be less than zero")
        if self._exception is not None:
            raise self._exception
        while len(self._buffer) < n:
            if self._has_eof:
                raise IncompleteReadError(self._buffer.take(len(self._buffer)), n)
            await self._wait("readexactly")
        return self._take(n) if n > 0 else b""

    async def readline(self) -> bytes:
        """A line with its newline; what there is at the end; ValueError beyond the limit."""
        try:
            return await self.readuntil(b"\n")
        except IncompleteReadError as error:
            return error.partial
        except LimitOverrunError as error:
            if self._buffer.find(b"\n", error.consumed) == error.consumed:
                self._take(error.consumed + 1)
            else:
                self._take(len(self._buffer))
            raise ValueError(str(error)) from None

    async def readuntil(self, separator: bytes = b"\n") -> bytes:
        """Everything up to and including `separator`.

        IncompleteReadError if the stream ends before; LimitOverrunError, and nothing is taken, if
        there is none within the limit.
        """
        size = len(separator)
        if size == 0:
            raise ValueError("Separator should be at least one-byte string")
        if self._exception is not None:
            raise self._exception
        # No separator begins before this.
        searched = 0
        while True:
            held = len(self._buffer)
            if held - searched >= size:
                found = self._buffer.find(separator, searched)
                if found >= 0:
                    break
                searched = held + 1 - size
                if searched > self._limit:
                    raise LimitOverrunError(
                        "Separator is not found, and chunk exceed the limit", searched
                    )
            if self._has_eof:
                raise IncompleteReadError(self._buffer.take(held), None)
            await self._wait("readuntil")
        if found > self._limit:
            raise LimitOverrunError("Separator is found, but chunk is longer than limit", found)
        return self._take(found + size)

    def __aiter__(self) -> StreamReader:
        return self

    async def __anext__(self) -> bytes:
        line = await self.readline()
        if not line:
            raise StopAsyncIteration
        return line

    def _take(self, count: int) -> bytes:
        data = self._buffer.take(count)
        if self._is_paused and len(self._buffer) <= self._limit:
            self._resume()
        return data

    def _resume(self) -> None:
        self._is_paused = False
        if self._transport is not None:
            self._transport.resume_reading()

    async def _wait(self, caller: str) -> None:
        """Wait for data, the end, or an error, which is raised."""
        if self._waiter is not None:
            raise RuntimeError(
                f"{caller}() called while another coroutine is already waiting for incoming data"
            )
        if self._is_paused:
            self._resume()
        waiter = Future[None](loop=self._loop)
        self._waiter = waiter
        try:
            await waiter
        finally:
            self._waiter = None


class StreamReaderProtocol(Protocol):
    """Feeds a reader, and lets writers wait until the transport takes more."""

    def __init__(
        self,
        stream_reader: StreamReader,
        client_connected_cb: Callable[[StreamReader, StreamWriter], Awaitable[None] | None]
        | None = None,
        loop: Loop | None = None,
    ) -> None:
        self._loop = loop_or_running(loop)
        self._reader: StreamReader | None = stream_reader
        self._connected = client_connected_cb
        self._is_paused = False
        self._is_lost = False
        self._drain_waiters: list[Future[None]] = []
        self.closed: Future[None] = Future(loop=self._loop)

    def connection_made(self, transport: BaseTransport) -> None:
        reader = self._reader
        assert isinstance(transport, Transport)
        if reader is None:
            return
        reader.set_transport(transport)
        connected = self._connected
        self._connected = None
        if connected is None:
            return
        handler = connected(reader, StreamWriter(transport, self, reader, self._loop))
        if handler is not None:
            task = Task(cast("Coroutine[Any, Any, None]", handler), loop=self._loop)
            task.add_listener(_HandlerEnd(self._loop, transport))

    def data_received(self, data: bytes) -> None:
        if self._reader is not None:
            self._reader.feed_data(data)

    def eof_received(self) -> bool | None:
        if self._reader is not None:
            self._reader.feed_eof()
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        self._is_lost = True
        reader = self._reader
        self._reader = None
        if reader is not None:
            if exc is None:
                reader.feed_eof()
            else:
                reader.set_exception(exc)
        _finish(self.closed, exc)
        self.closed.mark_seen()
        if self._is_paused:
            for waiter in self._drain_waiters:
                _finish(waiter, exc)

    def pause_writing(self) -> None:
        self._is_paused = True

    def resume_writing(self) -> None:
        self._is_paused = False
        for waiter in self._drain_waiters:
            _finish(waiter, None)

    async def drained(self) -> None:
        """Wait while the transport is above its high-water mark."""
        if self._is_lost:
            raise ConnectionResetError("Connection lost")
        if not self._is_paused:
            return
        waiter = Future[None](loop=self._loop)
        self._drain_waiters.append(waiter)
        try:
            await waiter
        finally:
            discard(self._drain_waiters, waiter)


class StreamWriter:
    def __init__(
        self,
        transport: WriteTransport,
        protocol: StreamReaderProtocol,
        reader: StreamReader | None,
        loop: Loop,
    ) -> None:
        self._transport = transport
        self._protocol = protocol
        self._reader = reader
        self._loop = loop

    @property
    def transport(self) -> WriteTransport:
        return self._transport

    def write(self, data: bytes | bytearray) -> None:
        self._transport.write(data)

    def writelines(self, data: Iterable[bytes | bytearray]) -> None:
        self._transport.writelines(data)

    def write_eof(self) -> None:
        self._transport.write_eof()

    def can_write_eof(self) -> bool:
        return self._transport.can_write_eof()

    def close(self) -> None:
        self._transport.close()

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    async def wait_closed(self) -> None:
        """Wait until the connection is closed; raises what it was lost by."""
        await self._protocol.closed

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._transport.get_extra_info(name, default)

    async def drain(self) -> None:
        """Wait until it makes sense to write more; raises what the connection was lost by."""
        if self._reader is not None:
            error = self._reader.exception()
            if error is not None:
                raise error
        if self._transport.is_closing():
            # A turn for `connection_lost`, which a loop of writes and drains would never see.
            await sleep(0)
        await self._protocol.drained()


class _HandlerEnd(DoneCallback):
    """Reports what a connection's handler raised, and closes the connection that it left open."""

    def __init__(self, loop: Loop, transport: Transport) -> None:
        self._loop = loop
        self._transport = transport

    def completed(self, completion: Completion) -> None:
        if completion.cancelled():
            self._transport.close()
            return
        error = completion.exception()
        if error is not None:
            self._loop.report_error("Unhandled exception in client_connected_cb", error)
            self._transport.close()


def _finish(waiter: Future[None], error: Exception | None) -> None:
    if waiter.done():
        return
    if error is None:
        waiter.set_result(None)
    else:
        waiter.set_exception(error)


async def open_connection(
    host: str | None = None,
    port: int | None = None,
    *,
    limit: int = LIMIT,
    family: int = 0,
    local_addr: tuple[str, int] | None = None,
    happy_eyeballs_delay: float | None = None,
) -> tuple[StreamReader, StreamWriter]:
    """Connect to a TCP server; a reader and a writer. See `loop.create_connection`."""
    loop = get_running_loop()
    reader = StreamReader(limit, loop)
    protocol = StreamReaderProtocol(reader, None, loop)
    transport, _ = await loop.create_connection(
        lambda: protocol,
        host,
        port,
        family=family,
        local_addr=local_addr,
        happy_eyeballs_delay=happy_eyeballs_delay,
    )
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_server(
    client_connected_cb: Callable[[StreamReader, StreamWriter], Awaitable[None] | None],
    host: str | None = None,
    port: int | None = None,
    *,
    limit: int = LIMIT,
    family: int = 0,
    backlog: int = 100,
    reuse_address: bool | None = None,
    reuse_port: bool | None = None,
    start_serving: bool = True,
) -> Server:
    """Serve TCP connections: `client_connected_cb(reader, writer)` for each.

    If that is a coroutine function, each call becomes a task.
    """
    loop = get_running_loop()

    def factory() -> Protocol:
        return StreamReaderProtocol(StreamReader(limit, loop), client_connected_cb, loop)

    return await loop.create_server(
        factory,
        host,
        port,
        family=family,
        backlog=backlog,
        reuse_address=reuse_address,
        reuse_port=reuse_port,
        start_serving=start_serving,
    )
