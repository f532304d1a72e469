"""Streams of our own stack: connections and listeners of one interface.

What a connection still has to send after `close` is the engine's business alone.
"""

from __future__ import annotations

from gloam.device import platform
from gloam.net.bind import BindError
from gloam.net.family import port_key
from gloam.net.stream import Stream, StreamListener, Streams
from gloam.net.tcp.connection import Connection
from gloam.net.tcp.flow import Flow
from gloam.net.tcp.listener import Listener
from gloam.net.tcp.state import State
from gloam.net.tcp_host import TcpHost
from gloam.net.udp import SendError
from gloam.net.upper import Dispatcher


class StackStream(Stream):
    def __init__(self, streams: StackStreams, connection: Connection) -> None:
        super().__init__()
        self._streams: StackStreams | None = streams
        self._connection = connection

    def local_address(self) -> tuple[int, int]:
        flow = self._connection.flow
        return flow.local_ip, flow.local_port

    def remote_address(self) -> tuple[int, int]:
        flow = self._connection.flow
        return flow.remote_ip, flow.remote_port

    def is_opening(self) -> bool:
        return self._connection.state in (State.SYN_SENT, State.SYN_RECEIVED)

    def failure(self) -> int:
        failure = self._connection.failure
        if failure is None:
            return 0
        code: int = failure.value
        return code

    def room(self) -> int:
        return self._connection.room()

    def unsent(self) -> int:
        return self._connection.sender.queued()

    def write(self, data: bytes) -> None:
        if self._streams is not None:
            self._streams.host.engine.write(self._connection, data)

    def readable(self) -> int:
        return self._connection.readable()

    def read(self, limit: int) -> bytes:
        if self._streams is None:
            return b""
        return self._streams.host.engine.read(self._connection, limit)

    def is_at_eof(self) -> bool:
        return self._connection.is_at_eof()

    def shut_down(self) -> None:
        if self._streams is not None:
            self._streams.host.engine.shut_down(self._connection)

    def close(self) -> None:
        if self._streams is not None:
            self._streams.forget(self._connection)
            now_ns = platform.current.monotonic_ns()
            self._streams.host.engine.close(self._connection, now_ns)
        self._leave()

    def abort(self) -> None:
        if self._streams is not None:
            self._streams.forget(self._connection)
            self._streams.host.engine.abort(self._connection)
        self._leave()

    def _leave(self) -> None:
        self._streams = None
        self.owner = None


class StackListener(StreamListener):
    def __init__(self, streams: StackStreams, listener: Listener) -> None:
        super().__init__()
        self._streams: StackStreams | None = streams
        self._listener = listener

    def local_address(self) -> tuple[int, int]:
        return self._listener.local_ip, self._listener.local_port

    def accept(self) -> Stream | None:
        if self._streams is None:
            return None
        connection = self._listener.accept()
        return None if connection is None else self._streams.adopt(connection)

    def close(self) -> None:
        if self._streams is not None:
            self._streams.forget_listener(self._listener)
            self._streams.host.engine.close_listener(self._listener)
        self._streams = None
        self.owner = None


class StackStreams(Streams, Dispatcher):
    """All of one interface."""

    def __init__(self, host: TcpHost) -> None:
        self.host = host
        self._streams: dict[Flow, StackStream] = {}
        self._listeners: dict[int, StackListener] = {}

    def listen(self, ip: int, port: int, backlog: int) -> StreamListener | BindError:
        listener = self.host.listen(ip, port, backlog)
        if isinstance(listener, BindError):
            return listener
        stream_listener = StackListener(self, listener)
        self._listeners[port_key(ip, listener.local_port)] = stream_listener
        return stream_listener

    def connect(
        self, local_port: int, remote_ip: int, remote_port: int
    ) -> Stream | BindError | SendError:
        now_ns = platform.current.monotonic_ns()
        connection = self.host.connect(local_port, remote_ip, remote_port, now_ns)
        if isinstance(connection, Connection):
            return self.adopt(connection)
        return connection

    def adopt(self, connection: Connection) -> StackStream:
        stream = StackStream(self, connection)
        self._streams[connection.flow] = stream
        return stream

    def dispatch(self) -> None:
        engine = self.host.engine
        listener = engine.poll_listener()
        while listener is not None:
            key = port_key(listener.local_ip, listener.local_port)
            stream_listener = self._listeners.get(key)
            if stream_listener is not None and stream_listener.owner is not None:
                stream_listener.owner.has_news()
            listener = engine.poll_listener()
        connection = engine.poll_event()
        while connection is not None:
            stream = self._streams.get(connection.flow)
            if stream is not None and stream.owner is not None:
                stream.owner.has_news()
            connection = engine.poll_event()

    def forget(self, connection: Connection) -> None:
        self._streams.pop(connection.flow, None)

    def forget_listener(self, listener: Listener) -> None:
        self._listeners.pop(port_key(listener.local_ip, listener.local_port), None)

    def close(self) -> None:
        streams = self._streams
        listeners = self._listeners
        self._streams = {}
        self._listeners = {}
        for listener in listeners.values():
            listener.abandon()
        for stream in streams.values():
            stream.abandon()

    def undelivered(self) -> int:
        return self.host.engine.undelivered()
