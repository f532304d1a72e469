"""Streams on sockets of the host: the process target without a network device.

The launcher made the listening sockets. A stream reads one piece ahead, which is how it learns that
something has come, and asks to be watched only for what it can take: a socket that nobody can read
from must not wake the program.
"""

from __future__ import annotations

from typing import Final

from gloam.device import platform
from gloam.net.address import ADDRESS_LOOPBACK
from gloam.net.bind import BindError
from gloam.net.family import is_any
from gloam.net.stream import Stream, StreamListener, Streams
from gloam.net.tcp.byte_queue import ByteQueue
from gloam.net.udp import SendError
from gloam.sched.source import NO_DEADLINE, Source

SEND_CAPACITY: Final = 262_144
"""Bytes of a connection that wait for the host."""
READ_SIZE: Final = 65_536
STREAMS_MAX: Final = 4_000
"""Beyond it, the host lets connections wait."""
LINGER_NS: Final = 5_000_000_000
AGAIN: Final = 11
"""EAGAIN."""
RESET: Final = 104
BROKEN_PIPE: Final = 32


class HostStream(Stream):
    def __init__(self, streams: HostStreams, socket: int, port: int, peer: tuple[int, int]) -> None:
        """`port` is the guest's view of the port that took the connection."""
        super().__init__()
        self._streams = streams
        self.socket = socket
        self._port = port
        self._peer = peer
        self._ahead = b""
        self._queue = ByteQueue(0)
        self._has_ended = False
        self._is_finished = False
        self._is_shut_down = False
        self._is_closed = False
        self._failure = 0
        self.watch()

    def local_address(self) -> tuple[int, int]:
        return ADDRESS_LOOPBACK, self._port

    def remote_address(self) -> tuple[int, int]:
        return self._peer

    def is_opening(self) -> bool:
        return False

    def failure(self) -> int:
        return self._failure

    def room(self) -> int:
        return 0 if self._is_finished else max(SEND_CAPACITY - len(self._queue), 0)

    def unsent(self) -> int:
        return len(self._queue)

    def write(self, data: bytes) -> None:
        if self._failure != 0:
            return
        if len(self._queue) == 0:
            taken = platform.current.host_stream_write(self.socket, data)
            if taken == len(data):
                return
            if taken > 0:
                data = data[taken:]
            elif taken != -AGAIN:
                self._fail(-taken)
                return
        self._queue.append(data)
        self.watch()

    def readable(self) -> int:
        return len(self._ahead)

    def read(self, limit: int) -> bytes:
        data = self._ahead
        if len(data) <= limit:
            self._ahead = b""
        else:
            self._ahead = data[limit:]
            data = data[:limit]
        if not self._is_closed:
            self.watch()
        return data

    def is_at_eof(self) -> bool:
        return self._has_ended and len(self._ahead) == 0

    def shut_down(self) -> None:
        self._is_finished = True
        self._settle()

    def close(self) -> None:
        """What is queued still goes out; the stream is watched for that alone."""
        if self._is_closed:
            return
        self._is_closed = True
        self._is_finished = True
        self.owner = None
        self._settle()

    def abort(self) -> None:
        self._queue.clear()
        self.close()

    # ------------------------------------------------------------ for the source

    def move(self) -> None:
        """Read ahead and send on, as far as the host takes and gives; tell the owner."""
        if len(self._queue) > 0:
            self._send()
        if not self._has_ended and not self._is_closed and len(self._ahead) == 0:
            self._receive()
        if self.owner is not None:
            self.owner.has_news()

    def watch(self) -> None:
        """Have the platform look for what can be moved now."""
        wants_input = not self._has_ended and not self._is_closed and len(self._ahead) == 0
        platform.current.host_watch(self.socket, wants_input, len(self._queue) > 0)

    def _receive(self) -> None:
        found = platform.current.host_stream_read(self.socket, READ_SIZE)
        if isinstance(found, int):
            if found != AGAIN:
                self._fail(found)
            return
        if len(found) == 0:
            self._has_ended = True
        self._ahead = found
        self.watch()

    def _send(self) -> None:
        queue = self._queue
        while len(queue) > 0:
            piece = queue.read(queue.start, min(len(queue), READ_SIZE))
            taken = platform.current.host_stream_write(self.socket, piece)
            if taken == -AGAIN:
                return
            if taken < 0:
                self._fail(-taken)
                return
            queue.release(queue.start + taken)
        self._settle()

    def _fail(self, code: int) -> None:
        self._failure = RESET if code == BROKEN_PIPE else code
        self._has_ended = True
        self._queue.clear()
        self._settle()
        if self.owner is not None:
            self.owner.has_news()

    def _settle(self) -> None:
        """Shut down and close when what is queued has gone out."""
        if len(self._queue) == 0:
            if self._is_finished and not self._is_shut_down and self._failure == 0:
                self._is_shut_down = True
                platform.current.host_stream_shut_down(self.socket)
            if self._is_closed:
                self._streams.forget(self)
                return
        self.watch()


class HostListener(StreamListener):
    def __init__(self, streams: HostStreams, socket: int, port: int) -> None:
        super().__init__()
        self._streams = streams
        self.socket = socket
        self._port = port

    def local_address(self) -> tuple[int, int]:
        return 0, self._port

    def accept(self) -> Stream | None:
        if not self._streams.has_room():
            return None
        accepted = platform.current.host_accept(self.socket)
        if accepted is None:
            return None
        stream = HostStream(self._streams, accepted.socket, self._port, accepted.peer)
        self._streams.add(stream)
        return stream

    def close(self) -> None:
        """The host's socket stays open, unheard: the launcher made it, for one listener."""
        self.owner = None
        self._streams.forget_listener(self)


class HostStreams(Streams, Source):
    """All streams of one loop."""

    def __init__(self) -> None:
        self._streams: dict[int, HostStream] = {}
        self._listeners: dict[int, HostListener] = {}

    def listen(self, ip: int, port: int, backlog: int) -> StreamListener | BindError:
        if not is_any(ip):
            return BindError.NOT_OUR_ADDRESS
        socket = platform.current.host_stream_listener(port)
        if socket < 0:
            # Loud, because nothing could ever reach it.
            return BindError.NOT_OUR_ADDRESS
        if socket in self._listeners:
            return BindError.PORT_IN_USE
        listener = HostListener(self, socket, port)
        self._listeners[socket] = listener
        platform.current.host_watch(socket, True, False)
        return listener

    def connect(
        self, local_port: int, remote_ip: int, remote_port: int
    ) -> Stream | BindError | SendError:
        """Refused: the sandbox cannot make a socket."""
        raise OSError(101, "Network is unreachable: without --tap, connections only come in")

    def has_room(self) -> bool:
        return len(self._streams) < STREAMS_MAX

    def add(self, stream: HostStream) -> None:
        self._streams[stream.socket] = stream
        if not self.has_room():
            self._watch_listeners()

    def forget(self, stream: HostStream) -> None:
        """The stream is closed, and has nothing left to send."""
        was_full = not self.has_room()
        if self._streams.pop(stream.socket, None) is not None:
            platform.current.host_watch(stream.socket, False, False)
            platform.current.host_stream_close(stream.socket)
        if was_full:
            self._watch_listeners()

    def forget_listener(self, listener: HostListener) -> None:
        if self._listeners.pop(listener.socket, None) is not None:
            platform.current.host_watch(listener.socket, False, False)

    def _watch_listeners(self) -> None:
        for socket in self._listeners:
            platform.current.host_watch(socket, self.has_room(), False)

    def poll(self, now_ns: int) -> None:
        for socket in platform.current.host_ready():
            stream = self._streams.get(socket)
            if stream is not None:
                stream.move()
                continue
            listener = self._listeners.get(socket)
            if listener is not None and listener.owner is not None:
                listener.owner.has_news()

    def flush(self, now_ns: int) -> None:
        """Nothing to do: the host was given everything that it took when it was written."""

    def next_deadline(self) -> int:
        return NO_DEADLINE

    def close(self) -> None:
        for listener in list(self._listeners.values()):
            listener.abandon()
        for stream in list(self._streams.values()):
            stream.abandon()
        self._linger()

    def _linger(self) -> None:
        """Deliver what was written before the end, as a kernel does when a program has ended."""
        now_ns = platform.current.monotonic_ns()
        end_ns = now_ns + LINGER_NS
        while self._streams and now_ns < end_ns:
            left = self._unsent()
            platform.current.wait(end_ns)
            now_ns = platform.current.monotonic_ns()
            self.poll(now_ns)
            if self._unsent() < left:
                end_ns = now_ns + LINGER_NS

    def _unsent(self) -> int:
        return sum(stream.unsent() for stream in self._streams.values())
