"""One connection: its state, and what each segment, call and timeout does to it.

The order of the checks is RFC 9293's (3.10.7.3 and 3.10.7.4), with PAWS in front (RFC 7323, 5) and
challenge ACKs where RFC 5961 puts them. It finds no segments, answers for no closed port and knows
no other connection: that is the engine's part.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloam.net.drop import Drop
from gloam.net.statistics import Counters
from gloam.net.tcp.cubic import Cubic
from gloam.net.tcp.deadline import NO_DEADLINE, Waiting
from gloam.net.tcp.flow import Flow
from gloam.net.tcp.memory import Memory
from gloam.net.tcp.receiver import Arrival, Receiver
from gloam.net.tcp.sender import Acknowledgment, Sender, Unit
from gloam.net.tcp.sequence import is_before, on_wire, position_of
from gloam.net.tcp.state import Event, State, next_state
from gloam.net.wire.tcp import (
    ABSENT,
    FLAG_ACK,
    FLAG_FIN,
    FLAG_PSH,
    FLAG_RST,
    FLAG_SYN,
    NO_OPTIONS,
    Options,
    Segment,
)

SECOND_NS: Final = 1_000_000_000
TIMESTAMP_TICK_NS: Final = 1_000_000
TIMESTAMP_SIZE: Final = 12

MSS_DEFAULT: Final = 536
"""Of a peer that announces none (3.7.1)."""
MSS_MIN: Final = 64
"""A smaller announcement only serves to make us send many packets."""

CHALLENGE_INTERVAL_NS: Final = SECOND_NS // 2
"""Between answers to segments that fit no window (RFC 5961, 7): per connection, so that nobody
learns from a shared limit what others do."""
USER_TIMEOUT_NS: Final = 120 * SECOND_NS
"""How long data may stay unacknowledged: R2 (3.8.3 asks for 100 seconds at least)."""
SYN_TIMEOUT_NS: Final = 180 * SECOND_NS
"""R2 of a connection request: 3 minutes (3.8.3)."""
SYN_ANSWER_TIMEOUT_NS: Final = 60 * SECOND_NS
"""How long a request waits for the last step of its handshake."""
FIN_WAIT_TIMEOUT_NS: Final = 60 * SECOND_NS
"""How long a closed connection waits in FIN-WAIT-2 for a peer that does not close."""
KEEPALIVE_INTERVAL_NS: Final = 75 * SECOND_NS
KEEPALIVE_PROBES_MAX: Final = 9
PAWS_IDLE_NS: Final = 24 * 24 * 3600 * SECOND_NS
"""After that long the peer's clock may have wrapped (RFC 7323, 5.5)."""


class Failure(Enum):
    """Why a connection ended early. The values are Linux's errno numbers."""

    REFUSED = 111
    RESET = 104
    TIMED_OUT = 110
    UNREACHABLE = 113
    ABORTED = 103
    """By our own side."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a connection starts with, the same for all of an interface."""

    mss: int
    """The largest segment that we take: what the SYN announces."""
    receive_capacity: int
    send_capacity: int
    burst_size: int = 0
    """Data of a segment that the device cuts into many; 0 if it cannot."""
    receive_capacity_max: int = 0
    send_capacity_max: int = 0
    """What a connection whose path holds more grows to, if that is more."""

    def window_scale(self) -> int:
        """The smallest shift that can announce what our capacity may become (RFC 7323, 2.3)."""
        shift = 0
        while 65_535 << shift < max(self.receive_capacity, self.receive_capacity_max):
            shift += 1
        return shift


@dataclass(frozen=True, slots=True)
class Identity:
    """What the engine's secret says about one flow."""

    iss: int
    timestamp_offset: int


class Connection(Waiting):
    def __init__(
        self,
        flow: Flow,
        identity: Identity,
        settings: Settings,
        memory: Memory,
        sending: Memory,
        counters: Counters,
    ) -> None:
        """`memory` is for what peers sent, `sending` for what send buffers grow by."""
        super().__init__()
        self.flow = flow
        self.state = State.CLOSED
        self.failure: Failure | None = None
        """Set once, when the connection ends before both sides have closed."""
        self.sender = Sender(identity.iss, settings.send_capacity, Cubic(MSS_DEFAULT))
        self.sender.burst_size = settings.burst_size
        self.sender.may_grow(settings.send_capacity_max, sending)
        self.receiver = Receiver(settings.receive_capacity, memory)
        self.receiver.capacity_max = settings.receive_capacity_max
        self.user_timeout_ns = USER_TIMEOUT_NS
        self.keepalive_ns = 0
        """Idle time before the first probe; 0, the default, for none (3.8.4)."""
        self.is_ready = False
        """Stands in the engine's queue of connections that may have something to send."""
        self.is_reported = False
        """Stands in the engine's event queue."""
        self.has_news = False
        """Something happened that its user wants to know; the engine resets it."""
        self.is_passive = False
        """Made by a listener, and not handed to its user yet."""
        self.timestamp_offset = identity.timestamp_offset
        self.recent = ABSENT
        """TS.Recent (RFC 7323, 4.3); ABSENT while timestamps are not agreed on."""
        self._counters = counters
        self._settings = settings
        # The shift of the windows that the peer announces.
        self._scale_in = 0
        self._is_scaled = False
        self._recent_ns = 0
        self._is_detached = False
        self._must_reset = False
        self._must_probe = False
        self._challenged_ns = -CHALLENGE_INTERVAL_NS
        self._heard_ns = 0
        self._probes = 0
        self._fin_wait_ns = NO_DEADLINE

    # ------------------------------------------------------------ the program's side

    def open(self, now_ns: int) -> None:
        """Ask the peer for a connection."""
        self._heard_ns = now_ns
        self._move(Event.OPEN)

    def accept(self, segment: Segment, now_ns: int) -> None:
        """Answer a SYN that came to a listener."""
        self.is_passive = True
        self._move(Event.ACCEPT)
        self._take_syn(segment, now_ns)

    def restore(self, segment: Segment, offer: Options, now_ns: int) -> None:
        """Become what a SYN cookie stood for: `segment` is the ACK of it, `offer` the SYN's."""
        self.is_passive = True
        self._move(Event.ACCEPT)
        self._agree(offer, segment.sequence - 1, now_ns)
        self.sender.next_unit(now_ns)
        if self.recent != ABSENT:
            self.recent = segment.options.timestamp

    def is_open(self) -> bool:
        """Whether the handshake is done and the connection has not ended."""
        return self.state not in (State.CLOSED, State.SYN_SENT, State.SYN_RECEIVED)

    def room(self) -> int:
        """How many bytes `write` takes now."""
        return max(self.sender.room(), 0) if self._may_write() else 0

    def write(self, data: bytes) -> None:
        """Queue data, at most `room()` bytes."""
        assert len(data) <= self.room()
        self.sender.append(data)

    def readable(self) -> int:
        return self.receiver.readable()

    def read(self, limit: int) -> bytes:
        return self.receiver.read(limit)

    def is_at_eof(self) -> bool:
        """Whether the peer has closed its side and everything was read."""
        return self.receiver.is_finished() and self.receiver.readable() == 0

    def shut_down(self) -> None:
        """Close our side: FIN follows what is queued. Reading goes on."""
        if self._may_write():
            self.sender.finish()
        if self._move(Event.CLOSE) and self.state is State.CLOSED:
            self.sender.discard()

    def close(self, now_ns: int) -> None:
        """Close our side and stop reading. What was not read tells the peer so by a RST (3.6.1)."""
        if self._is_detached:
            return
        self._is_detached = True
        is_unread = self.receiver.readable() > 0
        self.receiver.discard()
        if is_unread:
            self.abort(Failure.ABORTED)
            return
        self.shut_down()
        if self.state is State.FIN_WAIT_2:
            self._fin_wait_ns = now_ns + FIN_WAIT_TIMEOUT_NS

    def abort(self, failure: Failure) -> None:
        """End at once; the peer gets a RST if it may know the connection (3.10.5)."""
        is_known = self.state not in (State.CLOSED, State.SYN_SENT, State.TIME_WAIT)
        self._end(Event.ABORT, failure)
        self._must_reset = is_known

    def is_awaiting(self, sequence: int) -> bool:
        """Whether what begins at `sequence` (as on the wire) is sent and not acknowledged."""
        una = self.sender.una
        return una <= position_of(sequence, una) < self.sender.nxt

    def shrink(self, mss: int) -> bool:
        """The path takes segments of `mss` bytes, options included; what was larger goes again.

        False if they are as small already.
        """
        size = max(mss, MSS_MIN) - (TIMESTAMP_SIZE if self.recent != ABSENT else 0)
        return self.sender.shrink(size)

    def _may_write(self) -> bool:
        return self.state in (
            State.SYN_SENT,
            State.SYN_RECEIVED,
            State.ESTABLISHED,
            State.CLOSE_WAIT,
        )

    # ------------------------------------------------------------ a segment arrives

    def receive(self, segment: Segment, now_ns: int) -> Drop | None:
        """Take a segment of this flow (3.10.7); why it was not taken, or None."""
        if self.state is State.SYN_SENT:
            return self._receive_in_syn_sent(segment, now_ns)
        return self._receive_synchronized(segment, now_ns)

    def _receive_in_syn_sent(self, segment: Segment, now_ns: int) -> Drop | None:
        """3.10.7.3."""
        sender = self.sender
        ack = position_of(segment.acknowledgment, sender.una)
        is_acked = segment.has(FLAG_ACK)
        if is_acked and not sender.una < ack <= sender.nxt:
            # The engine answers it like a segment to a closed port.
            return Drop.TCP_ACKNOWLEDGMENT
        if segment.has(FLAG_RST):
            if not is_acked:
                return Drop.TCP_RESET_SEQUENCE
            self._end(Event.RESET, Failure.REFUSED)
            return None
        if not segment.has(FLAG_SYN):
            return Drop.TCP_FLAGS
        self._heard_ns = now_ns
        self._take_syn(segment, now_ns)
        self.receiver.must_acknowledge = True
        if not is_acked:
            # Simultaneous open (3.5): our SYN goes out once more, with the ACK.
            self._move(Event.SYN)
            sender.board.lose_all()
            return None
        self._move(Event.SYN_ACK)
        start = self.receiver.nxt - 1
        sender.acknowledge(self._acknowledgment(segment, ack, start, now_ns), now_ns)
        self._counters.connections_opened += 1
        self._receive_data(segment, start, now_ns)
        return None

    def _receive_synchronized(self, segment: Segment, now_ns: int) -> Drop | None:
        """3.10.7.4, for all other states."""
        receiver = self.receiver
        start = position_of(segment.sequence, receiver.nxt)
        if self.recent != ABSENT and not segment.has(FLAG_RST):
            if segment.options.timestamp == ABSENT:
                return Drop.TCP_TIMESTAMP
            if self._is_outdated(segment, now_ns):
                self._challenge(segment, now_ns)
                return Drop.TCP_TIMESTAMP
        if not receiver.is_acceptable(start, segment.size()) and not self._is_window_probe(
            segment, start
        ):
            return self._refuse_sequence(segment, start, now_ns)
        if segment.has(FLAG_RST):
            if start != receiver.nxt:
                # RFC 5961, 3.2: in the window but not exact.
                self._challenge_now(now_ns)
                return Drop.TCP_RESET_SEQUENCE
            refused = self.state is State.SYN_RECEIVED
            self._end(Event.RESET, Failure.REFUSED if refused else Failure.RESET)
            return None
        if segment.has(FLAG_SYN):
            # RFC 5961, 4.2.
            self._challenge_now(now_ns)
            return Drop.TCP_SYN
        if not segment.has(FLAG_ACK):
            return Drop.TCP_FLAGS
        return self._receive_acceptable(segment, start, now_ns)

    def _refuse_sequence(self, segment: Segment, start: int, now_ns: int) -> Drop:
        """An unacceptable segment is answered with an ACK, unless it is a RST (3.10.7.4, first)."""
        if segment.has(FLAG_RST):
            return Drop.TCP_RESET_SEQUENCE
        if self.state is State.SYN_RECEIVED and segment.has(FLAG_SYN):
            # The SYN again: our answer was lost.
            self._take_timestamp(segment, start, now_ns)
            self.sender.board.lose_all()
        elif segment.payload and not segment.has(FLAG_SYN):
            self.receiver.take(start, segment.payload, False, now_ns)
            self.receiver.must_acknowledge = True
        else:
            self._challenge(segment, now_ns)
        return Drop.TCP_SEQUENCE

    def _receive_acceptable(self, segment: Segment, start: int, now_ns: int) -> Drop | None:
        sender = self.sender
        ack = position_of(segment.acknowledgment, sender.una)
        if self.state is State.SYN_RECEIVED:
            if not sender.una < ack <= sender.nxt:
                return Drop.TCP_ACKNOWLEDGMENT
            self._move(Event.ACK_OF_SYN)
            if self.is_passive:
                self._counters.connections_accepted += 1
            else:
                self._counters.connections_opened += 1
        elif ack > sender.nxt or ack < sender.una - sender.max_window:
            # RFC 5961, 5.2.
            self._challenge_now(now_ns)
            return Drop.TCP_ACKNOWLEDGMENT
        self._heard_ns = now_ns
        self._probes = 0
        self._take_timestamp(segment, start, now_ns)
        self._take_acknowledgment(segment, ack, start, now_ns)
        return self._receive_data(segment, start, now_ns)

    def _take_acknowledgment(self, segment: Segment, ack: int, start: int, now_ns: int) -> None:
        sender = self.sender
        una = sender.una
        sender.acknowledge(self._acknowledgment(segment, ack, start, now_ns), now_ns)
        if sender.una == una:
            return
        self.has_news = True
        if sender.is_fin_acknowledged() and self._move(Event.ACK_OF_FIN):
            sender.discard()
            if self.state is State.FIN_WAIT_2 and self._is_detached:
                self._fin_wait_ns = now_ns + FIN_WAIT_TIMEOUT_NS

    def _receive_data(self, segment: Segment, start: int, now_ns: int) -> Drop | None:
        """The text and the FIN: 3.10.7.4, seventh and eighth."""
        has_fin = segment.has(FLAG_FIN)
        if not segment.payload and not has_fin:
            return None
        if self.state not in (State.ESTABLISHED, State.FIN_WAIT_1, State.FIN_WAIT_2):
            return None
        begin = start + 1 if segment.has(FLAG_SYN) else start
        if self._is_detached and begin + len(segment.payload) > self.receiver.nxt:
            # Nobody will read it: say so (3.6.1).
            self.abort(Failure.ABORTED)
            return Drop.TCP_CLOSED
        before = self.receiver.readable()
        arrival = self.receiver.take(begin, segment.payload, has_fin, now_ns)
        if self.receiver.readable() > before:
            self.has_news = True
            self.receiver.tune(self.sender.round_trip.min_ns, now_ns)
        if arrival is Arrival.FINISHED:
            self.has_news = True
            self._move(Event.FIN)
        return Drop.TCP_MEMORY if arrival is Arrival.NO_ROOM else None

    def _is_window_probe(self, segment: Segment, start: int) -> bool:
        """With our window closed, what comes exactly next is heard but for its data (3.10.7.4)."""
        receiver = self.receiver
        return receiver.nxt == receiver.edge and start == receiver.nxt and not segment.has(FLAG_SYN)

    # ------------------------------------------------------------ parts of a segment

    def _take_syn(self, segment: Segment, now_ns: int) -> None:
        self._agree(segment.options, segment.sequence, now_ns)

    def _agree(self, offer: Options, irs: int, now_ns: int) -> None:
        """Start receiving, with the options that both sides have (RFC 7323, 2.2 and 3.2)."""
        self.receiver.start(irs)
        self._heard_ns = now_ns
        mss = max(offer.mss if offer.mss != 0 else MSS_DEFAULT, MSS_MIN)
        mss = min(mss, self._settings.mss)
        if offer.timestamp != ABSENT:
            self.recent = offer.timestamp
            self._recent_ns = now_ns
            mss -= TIMESTAMP_SIZE
        if offer.window_scale != ABSENT:
            self._scale_in = offer.window_scale
            self.receiver.use_scale(self._settings.window_scale())
        self._is_scaled = offer.window_scale != ABSENT
        self.sender.is_sack = offer.sack_permitted
        self.sender.mss = mss
        self.sender.congestion.use_mss(mss)
        self.receiver.mss = mss

    def _acknowledgment(
        self, segment: Segment, ack: int, start: int, now_ns: int
    ) -> Acknowledgment:
        is_syn = segment.has(FLAG_SYN)
        round_trip_ns = -1
        if self.recent != ABSENT and segment.options.timestamp_echo != 0:
            ticks = (self._timestamp(now_ns) - segment.options.timestamp_echo) & 0xFFFF_FFFF
            if ticks < 1 << 20:
                round_trip_ns = ticks * TIMESTAMP_TICK_NS
        return Acknowledgment(
            ack,
            start,
            segment.window if is_syn else segment.window << self._scale_in,
            round_trip_ns,
            segment.options.sack,
            not segment.payload and segment.flags & (FLAG_SYN | FLAG_FIN) == 0,
        )

    def _is_outdated(self, segment: Segment, now_ns: int) -> bool:
        """PAWS (RFC 7323, 5.3, R1)."""
        if not is_before(segment.options.timestamp, self.recent):
            return False
        return now_ns - self._recent_ns < PAWS_IDLE_NS

    def _take_timestamp(self, segment: Segment, start: int, now_ns: int) -> None:
        """TS.Recent follows what the last ACK sent was waiting for (RFC 7323, 4.3)."""
        if self.recent != ABSENT and start <= self.receiver.acknowledged:
            self.recent = segment.options.timestamp
            self._recent_ns = now_ns

    def _challenge(self, segment: Segment, now_ns: int) -> None:
        """Acknowledge again what we have: at once for data, seldom for what could be an echo."""
        if segment.payload and not segment.has(FLAG_SYN):
            self.receiver.must_acknowledge = True
        else:
            self._challenge_now(now_ns)

    def _challenge_now(self, now_ns: int) -> None:
        if now_ns - self._challenged_ns >= CHALLENGE_INTERVAL_NS:
            self._challenged_ns = now_ns
            self.receiver.must_acknowledge = True

    # ------------------------------------------------------------ time

    def next_deadline(self) -> int:
        """When `handle_timeout` has something to do, or NO_DEADLINE."""
        if self.state in (State.CLOSED, State.TIME_WAIT):
            return NO_DEADLINE
        deadline = earlier(self.sender.timer_ns, self.receiver.timer_ns)
        deadline = earlier(deadline, self.sender.tail_ns)
        deadline = earlier(deadline, self._fin_wait_ns)
        if self.sender.is_outstanding():
            deadline = earlier(deadline, self.sender.progress_ns + self._patience_ns())
        elif self.keepalive_ns > 0:
            deadline = earlier(deadline, self._keepalive_deadline())
        return deadline

    def handle_timeout(self, now_ns: int) -> None:
        """Do what is due; harmless when called early."""
        if self.state in (State.CLOSED, State.TIME_WAIT):
            return
        sender = self.sender
        is_stalled = now_ns - sender.progress_ns >= self._patience_ns()
        if sender.is_outstanding() and is_stalled:
            self._counters.connections_timed_out += 1
            self.abort(Failure.TIMED_OUT)
            return
        if self._fin_wait_ns != NO_DEADLINE and now_ns >= self._fin_wait_ns:
            self._end(Event.ABORT, Failure.TIMED_OUT)
            return
        sender.handle_timeout(now_ns)
        receiver = self.receiver
        if receiver.timer_ns != NO_DEADLINE and now_ns >= receiver.timer_ns:
            receiver.timer_ns = NO_DEADLINE
            receiver.must_acknowledge = True
        if self.keepalive_ns > 0 and not sender.is_outstanding():
            self._keep_alive(now_ns)

    def _patience_ns(self) -> int:
        if self.state is State.SYN_SENT:
            return SYN_TIMEOUT_NS
        if self.state is State.SYN_RECEIVED:
            return SYN_ANSWER_TIMEOUT_NS
        return self.user_timeout_ns

    def _keepalive_deadline(self) -> int:
        return self._heard_ns + self.keepalive_ns + self._probes * KEEPALIVE_INTERVAL_NS

    def _keep_alive(self, now_ns: int) -> None:
        if now_ns < self._keepalive_deadline():
            return
        if self._probes >= KEEPALIVE_PROBES_MAX:
            self._counters.connections_timed_out += 1
            self.abort(Failure.TIMED_OUT)
            return
        self._probes += 1
        self._must_probe = True

    # ------------------------------------------------------------ what goes out

    def poll_transmit(self, now_ns: int) -> Segment | None:
        """The next segment to send now, or None."""
        if self._must_reset:
            self._must_reset = False
            return self._segment(self.sender.nxt, FLAG_RST | FLAG_ACK, b"", now_ns)
        if self.state is State.CLOSED:
            return None
        unit = self.sender.next_unit(now_ns)
        if unit is not None:
            return self._segment_of(unit, now_ns)
        if self.receiver.must_acknowledge:
            return self._segment(self.sender.nxt, FLAG_ACK, b"", now_ns)
        if self._must_probe:
            # One byte below what was acknowledged: the peer must answer (3.8.4).
            self._must_probe = False
            return self._segment(self.sender.una - 1, FLAG_ACK, b"", now_ns)
        return None

    def _segment_of(self, unit: Unit, now_ns: int) -> Segment:
        if unit.is_retransmission:
            self._counters.segments_retransmitted += 1
        if unit.start == self.sender.iss:
            return self._syn(now_ns)
        payload = self.sender.data(unit)
        flags = FLAG_ACK
        if self.sender.has_fin(unit):
            flags |= FLAG_FIN
        if payload and (self.sender.unsent() <= 0 or unit.is_retransmission):
            flags |= FLAG_PSH
        return self._segment(unit.start, flags, payload, now_ns)

    def _syn(self, now_ns: int) -> Segment:
        is_answer = self.state is not State.SYN_SENT
        has_scale = self._is_scaled or not is_answer
        has_timestamp = self.recent != ABSENT or not is_answer
        options = Options(
            self._settings.mss,
            self._settings.window_scale() if has_scale else ABSENT,
            self.sender.is_sack or not is_answer,
            self._timestamp(now_ns) if has_timestamp else ABSENT,
            max(self.recent, 0),
        )
        return Segment(
            self.flow.local_port,
            self.flow.remote_port,
            on_wire(self.sender.iss),
            on_wire(self.receiver.nxt) if is_answer else 0,
            FLAG_SYN | FLAG_ACK if is_answer else FLAG_SYN,
            self.receiver.announce_unscaled(),
            options,
            b"",
        )

    def _segment(self, start: int, flags: int, payload: bytes, now_ns: int) -> Segment:
        receiver = self.receiver
        options = self._options(len(payload), now_ns) if flags & FLAG_RST == 0 else NO_OPTIONS
        return Segment(
            self.flow.local_port,
            self.flow.remote_port,
            on_wire(start),
            on_wire(receiver.nxt),
            flags,
            receiver.announce(),
            options,
            payload,
            self.sender.mss if len(payload) > self.sender.mss else 0,
        )

    def _options(self, size: int, now_ns: int) -> Options:
        """Timestamps, and as many SACK blocks as there is room for beside `size` bytes of data."""
        if self.recent == ABSENT and not self.receiver.has_blocks():
            return NO_OPTIONS
        timestamp = ABSENT if self.recent == ABSENT else self._timestamp(now_ns)
        if not self.sender.is_sack or not self.receiver.has_blocks():
            return Options(timestamp=timestamp, timestamp_echo=max(self.recent, 0))
        count = min(3 if timestamp != ABSENT else 4, (self.sender.mss - size - 4) // 8)
        blocks = self.receiver.sack_blocks(max(count, 0))
        return Options(timestamp=timestamp, timestamp_echo=max(self.recent, 0), sack=blocks)

    def _timestamp(self, now_ns: int) -> int:
        return (now_ns // TIMESTAMP_TICK_NS + self.timestamp_offset) & 0xFFFF_FFFF

    # ------------------------------------------------------------ states

    def _move(self, event: Event) -> bool:
        """Change the state as the table says; False if `event` means nothing now."""
        state = next_state(self.state, event)
        if state is None:
            return False
        self.state = state
        self.has_news = True
        return True

    def _end(self, event: Event, failure: Failure) -> None:
        """Leave every state for CLOSED at once; what was queued either way is lost."""
        if not self._move(event):
            return
        self.failure = failure
        self.sender.discard()
        self.receiver.discard()


def earlier(first: int, second: int) -> int:
    """The smaller of two deadlines, either of which may be NO_DEADLINE."""
    if first == NO_DEADLINE:
        return second
    if second == NO_DEADLINE:
        return first
    return min(first, second)
