"""The stream transport: joins a TCP stream of the network, a protocol, and the loop.

Transport and protocol refer to each other, as asyncio has it; `connection_lost`, and the closing of
the loop, cut the tie.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from gloam.net.stream import Owner, Stream
from gloam.sched.loop import Loop

from .error_text import os_error
from .futures import Future
from .names import socket_address
from .protocols import Protocol
from .transports import Transport

READ_SIZE_MAX: Final = 262_144
"""Of one `data_received`."""
REFILL_SIZE: Final = 32_768
"""What has to fit before bytes that wait here move on: so that they move in pieces of some size."""
HIGH_WATER: Final = 65_536


class TransportSocket:
    """What programs ask a stream's socket for, and no more: there is no socket."""

    def __init__(self, local: tuple[Any, ...], remote: tuple[Any, ...] | None) -> None:
        self._local = local
        self._remote = remote

    def getsockname(self) -> Any:
        return self._local

    def getpeername(self) -> Any:
        """Raises OSError for a listening one."""
        if self._remote is None:
            raise os_error(107)
        return self._remote


class ConnectionCount:
    """Whoever wants to know how many connections there are: a server."""

    def attach(self) -> None:
        raise NotImplementedError

    def detach(self) -> None:
        raise NotImplementedError


class StreamTransport(Transport, Owner):
    def __init__(
        self, loop: Loop, stream: Stream, protocol: Protocol, count: ConnectionCount | None
    ) -> None:
        """The protocol is told of the transport in the next turn."""
        self._loop = loop
        self._stream = stream
        self._protocol: Protocol | None = protocol
        self._count = count
        self._socket = TransportSocket(
            address_text(stream.local_address()), address_text(stream.remote_address())
        )
        self._pieces: list[bytes] = []
        # How much of the first piece has moved on.
        self._offset = 0
        self._size = 0
        self._high = HIGH_WATER
        self._low = HIGH_WATER // 4
        self._is_protocol_paused = False
        self._is_paused = False
        self._is_closing = False
        self._is_lost = False
        self._has_eof = False
        self._is_eof_written = False
        self._is_scheduled = False
        if count is not None:
            count.attach()
        loop.run_soon(self._begin)
        loop.run_soon(self._start)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        if name == "sockname":
            return self._socket.getsockname()
        if name == "peername":
            return self._socket.getpeername()
        if name == "socket":
            return self._socket
        return default

    def get_protocol(self) -> Protocol | None:
        return self._protocol

    def set_protocol(self, protocol: Protocol) -> None:
        """Tell `protocol` from now on."""
        self._protocol = protocol

    # ------------------------------------------------------------ closing

    def is_closing(self) -> bool:
        return self._is_closing

    def close(self) -> None:
        """Send what waits, then close; nothing is received any more."""
        if self._is_closing:
            return
        self._is_closing = True
        if self._size == 0:
            self._schedule_loss(None)

    def abort(self) -> None:
        self._lose(None)

    def _lose(self, error: Exception | None) -> None:
        """Close without sending what waits here."""
        if self._is_lost:
            return
        self._pieces = []
        self._size = 0
        self._is_closing = True
        self._schedule_loss(error)

    def _schedule_loss(self, error: Exception | None) -> None:
        self._is_lost = True
        self._loop.run_soon(lambda: self._finish(error))

    def _finish(self, error: Exception | None) -> None:
        protocol = self._protocol
        count = self._count
        self._protocol = None
        self._count = None
        try:
            if protocol is not None:
                protocol.connection_lost(error)
        finally:
            self._stream.close()
            if count is not None:
                count.detach()

    def abandon(self) -> None:
        self._protocol = None
        self._count = None
        self._is_lost = True
        self._is_closing = True

    # ------------------------------------------------------------ reading

    def is_reading(self) -> bool:
        return not self._is_paused and not self._is_closing

    def pause_reading(self) -> None:
        if not self._is_closing:
            self._is_paused = True

    def resume_reading(self) -> None:
        if self._is_closing or not self._is_paused:
            return
        self._is_paused = False
        self.has_news()

    def _begin(self) -> None:
        if self._protocol is not None:
            self._protocol.connection_made(self)

    def _start(self) -> None:
        """Listen, now that the protocol knows the transport."""
        if not self._is_lost:
            self._stream.owner = self
            self.has_news()

    def has_news(self) -> None:
        if not self._is_scheduled and not self._is_lost and self._has_work():
            self._is_scheduled = True
            self._loop.run_soon(self._work)

    def _has_work(self) -> bool:
        stream = self._stream
        if stream.failure() != 0:
            return True
        if self._size > 0 and self._may_refill():
            return True
        return self.is_reading() and (
            stream.readable() > 0 or (stream.is_at_eof() and not self._has_eof)
        )

    def _work(self) -> None:
        """Move on what waits, then deliver: at most one piece, so that all connections get turns.

        What the protocol raises ends the connection.
        """
        self._is_scheduled = False
        if self._is_lost:
            return
        if self._size > 0:
            self._refill()
        if not self.is_reading():
            self._notice_failure()
            return
        try:
            self._deliver()
        except (SystemExit, KeyboardInterrupt):
            raise
        except Exception as error:
            self._loop.report_error("Fatal error: protocol.data_received() call failed.", error)
            self._lose(error)
            return
        self.has_news()

    def _deliver(self) -> None:
        protocol = self._protocol
        if protocol is None:
            return
        data = self._stream.read(READ_SIZE_MAX)
        if data:
            protocol.data_received(data)
        elif not self._notice_failure() and self._stream.is_at_eof() and not self._has_eof:
            self._has_eof = True
            if not protocol.eof_received():
                self.close()

    def _notice_failure(self) -> bool:
        code = self._stream.failure()
        if code == 0:
            return False
        self._lose(connection_error(code))
        return True

    # ------------------------------------------------------------ writing

    def write(self, data: bytes | bytearray) -> None:
        if self._is_eof_written:
            raise RuntimeError("Cannot call write() after write_eof()")
        piece = data if isinstance(data, bytes) else bytes(data)
        if not piece or self._is_lost:
            return
        if self._size == 0:
            room = self._stream.room()
            if room >= len(piece):
                self._stream.write(piece)
                return
            if room > 0:
                self._stream.write(piece[:room])
                piece = piece[room:]
        self._pieces.append(piece)
        self._size += len(piece)
        self._pause_protocol()

    def writelines(self, list_of_data: Iterable[bytes | bytearray]) -> None:
        pieces: list[bytes] = []
        for data in list_of_data:
            pieces.append(bytes(data))
        self.write(b"".join(pieces))

    def write_eof(self) -> None:
        if self._is_closing or self._is_eof_written:
            return
        self._is_eof_written = True
        if self._size == 0:
            self._stream.shut_down()

    def can_write_eof(self) -> bool:
        return True

    def get_write_buffer_size(self) -> int:
        return self._size

    def get_write_buffer_limits(self) -> tuple[int, int]:
        return self._low, self._high

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        if high is None:
            high = HIGH_WATER if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high = high
        self._low = low
        self._pause_protocol()

    def _may_refill(self) -> bool:
        return self._stream.room() >= min(self._size, REFILL_SIZE)

    def _refill(self) -> None:
        """Move bytes that wait here on to the stream, as far as it has room."""
        index = 0
        room = self._stream.room()
        while room > 0 and index < len(self._pieces):
            piece = self._pieces[index]
            start = self._offset
            stop = min(len(piece), start + room)
            self._stream.write(piece[start:stop])
            room -= stop - start
            self._size -= stop - start
            if stop < len(piece):
                self._offset = stop
                break
            self._offset = 0
            index += 1
        self._pieces = self._pieces[index:]
        self._resume_protocol()
        if self._size == 0 and not self._is_lost:
            if self._is_closing:
                self._is_lost = True
                self._finish(None)
            elif self._is_eof_written:
                self._stream.shut_down()

    def _pause_protocol(self) -> None:
        if self._size > self._high and not self._is_protocol_paused:
            self._is_protocol_paused = True
            if self._protocol is not None:
                self._protocol.pause_writing()

    def _resume_protocol(self) -> None:
        if self._is_protocol_paused and self._size <= self._low:
            self._is_protocol_paused = False
            if self._protocol is not None:
                self._protocol.resume_writing()


def address_text(address: tuple[int, int]) -> tuple[Any, ...]:
    ip, port = address
    return socket_address(ip, port)


def connection_error(code: int) -> OSError:
    """The exception for how a connection ended."""
    if code == 104:
        return ConnectionResetError(code, "Connection reset by peer")
    if code == 111:
        return ConnectionRefusedError(code, "Connection refused")
    if code == 110:
        return TimeoutError(code, "Connection timed out")
    if code == 103:
        return ConnectionAbortedError(code, "Software caused connection abort")
    if code == 113:
        return OSError(code, "No route to host")
    return os_error(code)


def failed_connect(code: int, address: tuple[Any, ...]) -> OSError:
    """The exception of a connection request that came to nothing."""
    text = f"Connect call failed {address!r}"
    if code == 111:
        return ConnectionRefusedError(code, text)
    if code == 110:
        return TimeoutError(code, text)
    if code == 104:
        return ConnectionResetError(code, text)
    return OSError(code, text)


class News(Future[None], Owner):
    """Finished when one of the streams that it owns has ended its handshake, or by `wake`."""

    def __init__(self, loop: Loop, streams: list[Stream]) -> None:
        super().__init__(loop=loop)
        self._streams = streams

    def has_news(self) -> None:
        for stream in self._streams:
            if not stream.is_opening():
                self.wake()

    def wake(self) -> None:
        if not self.done():
            self.set_result(None)

    def abandon(self) -> None:
        self.cancel()
