"""All connections of one stack: which segment is whose, who may send, what is due.

Nothing here is specific to an IP version, and no frame, device or clock is known. Every table that
a stranger can fill has a limit: half-open connections (beyond it, SYN cookies answer), connections,
TIME-WAIT, received bytes, replies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.bind import BindError
from gloam.net.drop import Drop
from gloam.net.family import is_six, port_key
from gloam.net.rate import RateLimit
from gloam.net.statistics import Counters
from gloam.net.tcp.connection import (
    MSS_DEFAULT,
    TIMESTAMP_TICK_NS,
    Connection,
    Failure,
    Identity,
    Settings,
    earlier,
)
from gloam.net.tcp.cookie import (
    Request,
    make_cookie,
    mss_of_cookie,
    options_of_stamp,
    stamp_with_options,
)
from gloam.net.tcp.deadline import NO_DEADLINE, Deadlines
from gloam.net.tcp.flow import Address, Flow
from gloam.net.tcp.listener import Listener
from gloam.net.tcp.memory import SENDING_MAX, Memory
from gloam.net.tcp.secret import Secret
from gloam.net.tcp.state import State
from gloam.net.tcp.time_wait import Remains, TimeWait
from gloam.net.wire.tcp import (
    ABSENT,
    FLAG_ACK,
    FLAG_FIN,
    FLAG_RST,
    FLAG_SYN,
    NO_OPTIONS,
    Options,
    Segment,
)
from gloam.sched.fifo import Fifo

CONNECTIONS_MAX: Final = 8_192
HALF_OPEN_MAX: Final = 256
"""Requests whose handshake is not finished, over all listeners."""
REPLIES_MAX: Final = 256
"""Answers that belong to no connection and wait for the device."""
RESETS_PER_SECOND: Final = 1_000
RESETS_BURST: Final = 200
COOKIE_MEMORY_NS: Final = 128_000_000_000
"""So long after the last cookie an ACK out of nowhere may answer one."""
REUSE_AGE_NS: Final = 1_000_000_000
"""A flow in TIME-WAIT for that long may be opened again if timestamps tell old from new (6191)."""
TIME_WAIT_ANSWER_NS: Final = 500_000_000

UNREACHABLE_PROTOCOL: Final = 2
UNREACHABLE_PORT: Final = 3
"""Codes of ICMP's "destination unreachable" (RFC 792)."""

EPHEMERAL_PORT_FIRST: Final = 32_768
EPHEMERAL_PORT_COUNT: Final = 32_768
"""RFC 6056, 3.2 asks for a large range."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    flow: Flow
    """As seen from here: the segment goes to its remote end."""
    segment: Segment


class TcpEngine:
    def __init__(
        self,
        counters: Counters,
        settings: Settings,
        key: bytes,
        settings_six: Settings | None = None,
    ) -> None:
        """`key` is secret.KEY_SIZE unpredictable bytes; `settings_six` are those over IPv6."""
        self._counters = counters
        self._settings = settings
        self._settings_six = settings if settings_six is None else settings_six
        self._secret = Secret(key)
        self._memory = Memory()
        self._sending = Memory(SENDING_MAX)
        self._connections: dict[Flow, Connection] = {}
        self._listeners: dict[int, Listener] = {}
        self._time_wait = TimeWait()
        self._deadlines = Deadlines()
        self._ready: Fifo[Connection] = Fifo()
        self._replies: Fifo[Outgoing] = Fifo()
        self._events: Fifo[Connection] = Fifo()
        self._listener_events: Fifo[Listener] = Fifo()
        self._half_open = 0
        self._cookie_ns = NO_DEADLINE
        self._reset_limit = RateLimit(RESETS_PER_SECOND, RESETS_BURST)
        self._next_port = 0

    # ------------------------------------------------------------ the program's side

    def listen(self, ip: Address, port: int, backlog: int) -> Listener | BindError:
        """Take connections to this port; 0 asks for an ephemeral one.

        One listener per port and IP version.
        """
        if port == 0:
            port = self._free_listener_port(ip)
        key = port_key(ip, port)
        if key in self._listeners:
            return BindError.PORT_IN_USE
        listener = Listener(ip, port, backlog)
        self._listeners[key] = listener
        return listener

    def close_listener(self, listener: Listener) -> None:
        """Take no more requests; connections that nobody accepted are reset."""
        key = port_key(listener.local_ip, listener.local_port)
        if self._listeners.get(key) is not listener:
            return
        del self._listeners[key]
        connection = listener.accept()
        while connection is not None:
            self.abort(connection)
            connection = listener.accept()

    def connect(
        self, local_ip: Address, local_port: int, remote_ip: Address, remote_port: int, now_ns: int
    ) -> Connection | BindError:
        """Ask for a connection; local port 0 is an ephemeral one (RFC 6056, algorithm 3)."""
        if len(self._connections) >= CONNECTIONS_MAX:
            return BindError.TOO_MANY_SOCKETS
        flow = Flow(local_ip, local_port, remote_ip, remote_port)
        if local_port == 0:
            port = self._ephemeral_port(flow, now_ns)
            if port == 0:
                return BindError.NOT_OUR_ADDRESS
            flow = Flow(local_ip, port, remote_ip, remote_port)
        elif not self._is_free(flow, now_ns):
            return BindError.PORT_IN_USE
        remains = self._time_wait.get(flow)
        if remains is not None:
            self._time_wait.remove(remains)
        connection = self._new_connection(flow, self._secret.initial_sequence(flow, now_ns))
        connection.open(now_ns)
        self._touch(connection)
        return connection

    def write(self, connection: Connection, data: bytes) -> None:
        """Queue data, at most `connection.room()` bytes."""
        connection.write(data)
        self._touch(connection)

    def read(self, connection: Connection, limit: int) -> bytes:
        """Take up to `limit` received bytes."""
        data = connection.read(limit)
        if connection.receiver.must_acknowledge:
            self._touch(connection)
        return data

    def shut_down(self, connection: Connection) -> None:
        """Close our side; see Connection."""
        connection.shut_down()
        self._touch(connection)

    def close(self, connection: Connection, now_ns: int) -> None:
        """Close, and be done with it: its user gets no events any more."""
        connection.close(now_ns)
        self._touch(connection)

    def abort(self, connection: Connection) -> None:
        """Reset the connection and forget what it holds."""
        connection.abort(Failure.ABORTED)
        connection.receiver.discard()
        self._touch(connection)

    def undelivered(self) -> int:
        """Over all connections, the bytes that no peer has acknowledged, and the FINs."""
        total = 0
        for connection in self._connections.values():
            total += connection.sender.queued()
            if connection.state in (State.FIN_WAIT_1, State.CLOSING, State.LAST_ACK):
                total += 1
        return total

    def connections(self) -> list[Connection]:
        """Those that are not closed; TIME-WAIT is not among them."""
        return list(self._connections.values())

    # ------------------------------------------------------------ what comes in

    def receive(self, flow: Flow, segment: Segment, now_ns: int) -> None:
        """Take a well-formed segment to us. It is delivered, answered, or counted as dropped."""
        self._counters.segments_received += 1
        connection = self._connections.get(flow)
        if connection is None:
            self._receive_unknown(flow, segment, now_ns)
            return
        is_half_open = connection.is_passive and connection.state is State.SYN_RECEIVED
        if is_half_open and self._is_backlog_full(flow) and not segment.has(FLAG_RST):
            self._counters.drop(Drop.TCP_BACKLOG_FULL)
            return
        cause = connection.receive(segment, now_ns)
        if cause is not None:
            self._counters.drop(cause)
            is_opening = connection.state in (State.SYN_SENT, State.SYN_RECEIVED)
            if cause is Drop.TCP_ACKNOWLEDGMENT and is_opening:
                self._reset(flow, segment)
        if is_half_open and connection.state is not State.SYN_RECEIVED:
            self._leave_queue(connection)
        self._touch(connection)

    def fail(self, flow: Flow, sequence: int, code: int) -> bool:
        """ICMP says that the flow cannot be: ends a connection that is being opened.

        Others live on (RFC 5461, 4.1). `sequence` is quoted from our segment and must be right
        (RFC 5927, 4.1). False if there is no such connection, or nothing to end it for.
        """
        connection = self._connections.get(flow)
        if connection is None or connection.state is not State.SYN_SENT:
            return False
        if sequence != connection.sender.iss:
            return False
        is_refused = code in (UNREACHABLE_PROTOCOL, UNREACHABLE_PORT)
        connection.abort(Failure.REFUSED if is_refused else Failure.UNREACHABLE)
        self._touch(connection)
        return True

    def shrink(self, flow: Flow, sequence: int, mss: int) -> bool:
        """ICMP says that segments of this flow are too big: its path takes `mss` bytes.

        `sequence` is quoted from our segment and must be outstanding (RFC 5927, 7.2). False if
        there is no such connection, or its segments are as small already.
        """
        connection = self._connections.get(flow)
        if connection is None or not connection.is_awaiting(sequence):
            return False
        if not connection.shrink(mss):
            return False
        self._touch(connection)
        return True

    def _receive_unknown(self, flow: Flow, segment: Segment, now_ns: int) -> None:
        remains = self._time_wait.get(flow)
        listener = self._listener_of(flow)
        if listener is not None and not listener.is_for(flow.local_ip):
            listener = None
        if remains is not None:
            if listener is None or not remains.permits(segment):
                self._receive_in_time_wait(remains, segment, now_ns)
                return
            self._time_wait.remove(remains)
        kind = segment.flags & (FLAG_SYN | FLAG_ACK | FLAG_RST)
        if listener is not None and kind == FLAG_SYN:
            self._receive_request(listener, flow, segment, remains, now_ns)
        elif listener is not None and kind == FLAG_ACK and self._is_cookie_time(now_ns):
            self._receive_cookie(listener, flow, segment, now_ns)
        else:
            self._refuse(flow, segment, now_ns)

    def _refuse(self, flow: Flow, segment: Segment, now_ns: int) -> None:
        """3.10.7.1: nobody is there."""
        if segment.has(FLAG_RST):
            self._counters.drop(Drop.TCP_NO_PORT)
        elif not self._reset_limit.take(now_ns):
            self._counters.drop(Drop.TCP_RESET_RATE)
        else:
            self._counters.drop(Drop.TCP_NO_PORT)
            self._reset(flow, segment)

    def _receive_in_time_wait(self, remains: Remains, segment: Segment, now_ns: int) -> None:
        """The last ACK again, not too often; a RST ends nothing (RFC 1337, fix F1)."""
        self._counters.drop(Drop.TCP_TIME_WAIT)
        if segment.has(FLAG_RST):
            return
        if segment.has(FLAG_FIN):
            self._time_wait.enter(remains, now_ns)
        if now_ns - remains.answered_ns < TIME_WAIT_ANSWER_NS:
            return
        remains.answered_ns = now_ns
        options = NO_OPTIONS
        if remains.timestamp != ABSENT:
            clock = now_ns // TIMESTAMP_TICK_NS + remains.timestamp_offset
            options = Options(timestamp=clock & 0xFFFF_FFFF, timestamp_echo=remains.timestamp)
        self._reply(
            remains.flow, remains.sequence, remains.acknowledgment, FLAG_ACK, options=options
        )

    # ------------------------------------------------------------ requests

    def _receive_request(
        self,
        listener: Listener,
        flow: Flow,
        segment: Segment,
        remains: Remains | None,
        now_ns: int,
    ) -> None:
        if listener.is_full():
            self._counters.drop(Drop.TCP_BACKLOG_FULL)
            return
        if len(self._connections) >= CONNECTIONS_MAX:
            self._counters.drop(Drop.TCP_CONNECTIONS_FULL)
            return
        if self._half_open >= HALF_OPEN_MAX:
            self._send_cookie(flow, segment, now_ns)
            return
        if remains is None:
            iss = self._secret.initial_sequence(flow, now_ns)
        else:
            # Above everything that the old connection sent (RFC 9293, 3.6.1, MAY-2).
            iss = (remains.sequence + 65_537) & 0xFFFF_FFFF
        connection = self._new_connection(flow, iss)
        self._half_open += 1
        connection.accept(segment, now_ns)
        self._touch(connection)

    def _send_cookie(self, flow: Flow, segment: Segment, now_ns: int) -> None:
        self._counters.cookies_sent += 1
        self._cookie_ns = now_ns
        offer = segment.options
        mss = offer.mss if offer.mss != 0 else MSS_DEFAULT
        cookie = make_cookie(self._secret, flow, segment.sequence, mss, now_ns)
        settings = self._settings_of(flow)
        options = Options(settings.mss)
        if offer.timestamp != ABSENT:
            clock = now_ns // TIMESTAMP_TICK_NS + self._secret.timestamp_offset(flow)
            request = Request(mss, offer.window_scale, offer.sack_permitted)
            options = Options(
                settings.mss,
                settings.window_scale() if offer.window_scale != ABSENT else ABSENT,
                offer.sack_permitted,
                stamp_with_options(clock & 0xFFFF_FFFF, request),
                offer.timestamp,
            )
        acknowledgment = (segment.sequence + 1) & 0xFFFF_FFFF
        window = min(settings.receive_capacity, 65_535)
        flags = FLAG_SYN | FLAG_ACK
        self._reply(flow, cookie, acknowledgment, flags, window=window, options=options)

    def _is_cookie_time(self, now_ns: int) -> bool:
        return self._cookie_ns != NO_DEADLINE and now_ns - self._cookie_ns < COOKIE_MEMORY_NS

    def _receive_cookie(
        self, listener: Listener, flow: Flow, segment: Segment, now_ns: int
    ) -> None:
        """An ACK that may be the last step of a handshake that we kept no record of."""
        cookie = (segment.acknowledgment - 1) & 0xFFFF_FFFF
        sequence = (segment.sequence - 1) & 0xFFFF_FFFF
        mss = mss_of_cookie(self._secret, flow, sequence, cookie, now_ns)
        if mss == 0:
            self._refuse(flow, segment, now_ns)
            return
        if listener.is_full() or len(self._connections) >= CONNECTIONS_MAX:
            self._counters.drop(Drop.TCP_BACKLOG_FULL)
            return
        offer = Options(mss)
        if segment.options.timestamp != ABSENT:
            request = options_of_stamp(segment.options.timestamp_echo, mss)
            offer = Options(
                mss, request.window_scale, request.sack_permitted, segment.options.timestamp
            )
        connection = self._new_connection(flow, cookie)
        self._half_open += 1
        connection.restore(segment, offer, now_ns)
        connection.receive(segment, now_ns)
        self._leave_queue(connection)
        self._touch(connection)

    def _is_backlog_full(self, flow: Flow) -> bool:
        listener = self._listener_of(flow)
        return listener is not None and listener.is_full()

    def _leave_queue(self, connection: Connection) -> None:
        """The handshake is finished, or came to nothing."""
        self._half_open -= 1
        connection.is_passive = False
        if not connection.is_open():
            return
        listener = self._listener_of(connection.flow)
        if listener is None:
            connection.abort(Failure.ABORTED)
            return
        listener.push(connection)
        if not listener.is_reported:
            listener.is_reported = True
            self._listener_events.push(listener)

    # ------------------------------------------------------------ time, events, output

    def next_deadline(self) -> int:
        first = self._deadlines.first()
        deadline = NO_DEADLINE if first is None else first.deadline_ns
        return earlier(deadline, self._time_wait.next_deadline())

    def handle_timeout(self, now_ns: int) -> None:
        """Do what is due; harmless when called early."""
        self._time_wait.expire(now_ns)
        first = self._deadlines.first()
        while first is not None and first.deadline_ns <= now_ns:
            self._deadlines.remove(first)
            if isinstance(first, Connection):
                is_half_open = first.is_passive and first.state is State.SYN_RECEIVED
                first.handle_timeout(now_ns)
                if is_half_open and first.state is not State.SYN_RECEIVED:
                    self._leave_queue(first)
                self._touch(first)
            first = self._deadlines.first()

    def poll_event(self) -> Connection | None:
        """A connection with news since it was last returned here."""
        if len(self._events) == 0:
            return None
        connection = self._events.pop()
        connection.is_reported = False
        return connection

    def poll_listener(self) -> Listener | None:
        """A listener to accept from, until that gives None."""
        if len(self._listener_events) == 0:
            return None
        listener = self._listener_events.pop()
        listener.is_reported = False
        return listener

    def has_output(self) -> bool:
        """Whether `poll_transmit` may have something."""
        return len(self._replies) > 0 or len(self._ready) > 0

    def poll_transmit(self, now_ns: int) -> Outgoing | None:
        """The next segment; connections take turns."""
        if len(self._replies) > 0:
            self._counters.segments_sent += 1
            return self._replies.pop()
        while len(self._ready) > 0:
            connection = self._ready.pop()
            segment = connection.poll_transmit(now_ns)
            if segment is not None:
                self._ready.push(connection)
                self._counters.segments_sent += 1
                if segment.has(FLAG_RST):
                    self._counters.resets_sent += 1
                return Outgoing(connection.flow, segment)
            connection.is_ready = False
            self._settle(connection, now_ns)
        return None

    # ------------------------------------------------------------ parts

    def _new_connection(self, flow: Flow, iss: int) -> Connection:
        identity = Identity(iss, self._secret.timestamp_offset(flow))
        settings = self._settings_of(flow)
        connection = Connection(
            flow, identity, settings, self._memory, self._sending, self._counters
        )
        self._connections[flow] = connection
        return connection

    def _settings_of(self, flow: Flow) -> Settings:
        return self._settings_six if is_six(flow.local_ip) else self._settings

    def _listener_of(self, flow: Flow) -> Listener | None:
        return self._listeners.get(port_key(flow.local_ip, flow.local_port))

    def _touch(self, connection: Connection) -> None:
        """Something happened to the connection: it may have output, and news for its user."""
        if not connection.is_ready:
            connection.is_ready = True
            self._ready.push(connection)
        if connection.has_news and not connection.is_passive:
            connection.has_news = False
            if not connection.is_reported:
                connection.is_reported = True
                self._events.push(connection)

    def _settle(self, connection: Connection, now_ns: int) -> None:
        """The connection has nothing to send now: forget it if it has ended, or await its time."""
        state = connection.state
        if state is not State.CLOSED and state is not State.TIME_WAIT:
            self._deadlines.set(connection, connection.next_deadline())
            return
        self._deadlines.remove(connection)
        if self._connections.get(connection.flow) is not connection:
            return
        del self._connections[connection.flow]
        if state is State.TIME_WAIT:
            remains = Remains(
                connection.flow,
                connection.sender.nxt & 0xFFFF_FFFF,
                connection.receiver.nxt & 0xFFFF_FFFF,
                connection.recent,
                connection.timestamp_offset,
            )
            self._time_wait.enter(remains, now_ns)

    def _reset(self, flow: Flow, segment: Segment) -> None:
        """A RST for a segment that no connection wants, if it is not one itself (3.5.2)."""
        if segment.has(FLAG_RST):
            return
        self._counters.resets_sent += 1
        if segment.has(FLAG_ACK):
            self._reply(flow, segment.acknowledgment, 0, FLAG_RST)
            return
        acknowledgment = (segment.sequence + segment.size()) & 0xFFFF_FFFF
        self._reply(flow, 0, acknowledgment, FLAG_RST | FLAG_ACK)

    def _reply(
        self,
        flow: Flow,
        sequence: int,
        acknowledgment: int,
        flags: int,
        *,
        window: int = 0,
        options: Options = NO_OPTIONS,
    ) -> None:
        """Queue a segment that no connection sends; dropped when too many wait."""
        if len(self._replies) >= REPLIES_MAX:
            return
        segment = Segment(
            flow.local_port,
            flow.remote_port,
            sequence,
            acknowledgment,
            flags,
            window,
            options,
            b"",
        )
        self._replies.push(Outgoing(flow, segment))

    def _is_free(self, flow: Flow, now_ns: int) -> bool:
        """Whether a new connection may have this flow."""
        if flow in self._connections:
            return False
        remains = self._time_wait.get(flow)
        return remains is None or self._is_reusable(remains, now_ns)

    def _is_reusable(self, remains: Remains, now_ns: int) -> bool:
        return remains.timestamp != ABSENT and remains.age_ns(now_ns) >= REUSE_AGE_NS

    def _ephemeral_port(self, flow: Flow, now_ns: int) -> int:
        """A free port for a flow without one; 0 if there is none."""
        offset = self._secret.port_offset(flow)
        for _ in range(EPHEMERAL_PORT_COUNT):
            port = EPHEMERAL_PORT_FIRST + (offset + self._next_port) % EPHEMERAL_PORT_COUNT
            self._next_port += 1
            candidate = Flow(flow.local_ip, port, flow.remote_ip, flow.remote_port)
            if self._listener_of(candidate) is None and self._is_free(candidate, now_ns):
                return port
        return 0

    def _free_listener_port(self, ip: Address) -> int:
        """Ends: there are more ephemeral ports than anyone has listeners."""
        offset = self._secret.port_offset(Flow(0, 0, 0, 0))
        port = EPHEMERAL_PORT_FIRST + (offset + self._next_port) % EPHEMERAL_PORT_COUNT
        while port_key(ip, port) in self._listeners:
            self._next_port += 1
            port = EPHEMERAL_PORT_FIRST + (offset + self._next_port) % EPHEMERAL_PORT_COUNT
        return port
