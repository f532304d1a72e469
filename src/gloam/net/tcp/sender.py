"""The sending half of a connection: what goes out next, and what acknowledgments mean.

RFC 9293, 3.8 (windows, Nagle, silly windows, zero windows), RFC 6298 (timer), RFC 5681 and 6582
(loss recovery), 6675 and 8985 (with SACK). It deals in positions and times; the connection turns
the units into segments.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloam.net.tcp.byte_queue import ByteQueue
from gloam.net.tcp.congestion import Congestion
from gloam.net.tcp.memory import Memory
from gloam.net.tcp.round_trip import RoundTrip
from gloam.net.tcp.scoreboard import DUPLICATES, Record, Scoreboard
from gloam.net.tcp.sequence import position_of
from gloam.net.wire.tcp import SackBlock

NO_DEADLINE: Final = -1
NOWHERE: Final = -1

REORDERING_SHARE: Final = 4
"""A quarter of the round trip is how late a packet may come that was overtaken (RFC 8985, 6.2)."""
ACK_DELAY_MAX_NS: Final = 50_000_000
"""What a peer may wait with the ACK of a single segment, as far as a tail probe is concerned."""


GROWTH_MIN: Final = 65_536
"""Bytes; a send buffer grows by no less."""


class Recovery(Enum):
    NONE = 0
    FAST = 1
    """After a loss that ACKs told; the window is held (RFC 6675, 5)."""
    TIMEOUT = 2
    """After an expiry of the timer; the window grows from one segment."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What to send now: positions, SYN and FIN included."""

    start: int
    stop: int
    is_retransmission: bool


@dataclass(frozen=True, slots=True)
class Acknowledgment:
    """What an acceptable segment says about our half. `window` is scaled already."""

    ack: int
    sequence: int
    """Position of the segment itself: an older one does not change the window."""
    window: int
    round_trip_ns: int
    """From the echoed timestamp; -1 without one."""
    sack: tuple[SackBlock, ...]
    is_bare: bool
    """No data, no SYN, no FIN: it may count as a duplicate (RFC 5681, 2)."""


class Sender:
    def __init__(self, iss: int, capacity: int, congestion: Congestion) -> None:
        """`capacity` is how many bytes wait here at most, sent or not."""
        self.iss = iss
        self.una = iss
        """SND.UNA"""
        self.nxt = iss
        """SND.NXT; never goes back."""
        self.edge = iss + 1
        """SND.UNA + SND.WND: the first position that the peer has no room for."""
        self.max_window = 0
        self.mss = congestion.mss
        """Bytes of data in a segment: Eff.snd.MSS (3.7.1)."""
        self.burst_size = 0
        """Bytes of data in a unit that the device cuts into segments; 0 if it cannot."""
        self.is_sack = False
        self.is_nagle = False
        self.timer_ns = NO_DEADLINE
        """When data is sent again, or a closed window is probed."""
        self.tail_ns = NO_DEADLINE
        """When the last unit is sent again because nothing is heard (RFC 8985, 7)."""
        self.progress_ns = 0
        """When the peer last took something, or answered a probe of its closed window."""
        self.retransmissions = 0
        self.round_trip = RoundTrip()
        self.congestion = congestion
        self.board = Scoreboard()
        self.recovery = Recovery.NONE
        self._capacity = capacity
        self._capacity_max = 0
        self._growth = 0
        self._memory: Memory | None = None
        self._buffer = ByteQueue(iss + 1)
        self._is_finished = False
        self._window_sequence = NOWHERE
        self._window_ack = NOWHERE
        self._recovery_point = NOWHERE
        self._timeout_una = NOWHERE
        self._duplicates = 0
        self._must_resend = False
        # Retransmissions of this recovery that are not known to be needless.
        self._doubtful = 0
        self._is_probe_due = False
        self._sent_ns = 0
        self._is_tail_due = False
        # What a tail probe has repeated, until the peer's answer tells whether it was lost.
        self._tail_stop = NOWHERE
        self._is_syn_lost = False

    # ------------------------------------------------------------ the program's side

    def room(self) -> int:
        return self._capacity - len(self._buffer)

    def may_grow(self, capacity_max: int, memory: Memory) -> None:
        """Let the capacity follow the congestion window, by what `memory` has to give."""
        self._capacity_max = capacity_max
        self._memory = memory

    def append(self, data: bytes) -> None:
        """Queue bytes, at most `room()` of them."""
        self._buffer.append(data)

    def finish(self) -> None:
        """FIN follows what is queued."""
        self._is_finished = True

    def shrink(self, mss: int) -> bool:
        """Send smaller segments from now on; those on their way were too big for it (RFC 8201, 4).

        That is no sign of congestion. False if they are as small already.
        """
        if mss >= self.mss:
            return False
        self.mss = mss
        self.congestion.mss = mss
        self.board.lose_all()
        self._must_resend = True
        return True

    def discard(self) -> None:
        """Nothing will be sent any more."""
        self._buffer.clear()
        self.board.clear()
        if self._memory is not None:
            self._memory.give_back(self._growth)
            self._growth = 0
            self._memory = None
        self.timer_ns = NO_DEADLINE
        self.tail_ns = NO_DEADLINE

    def queued(self) -> int:
        """Bytes that are not acknowledged, sent or not."""
        return len(self._buffer)

    def unsent(self) -> int:
        """Queued bytes that were never sent."""
        return self._buffer.stop - max(self.nxt, self.iss + 1)

    def is_outstanding(self) -> bool:
        return self.nxt > self.una

    def is_fin_acknowledged(self) -> bool:
        return self._is_finished and self.una > self._buffer.stop

    def has_fin(self, unit: Unit) -> bool:
        return unit.stop > self._buffer.stop

    def data(self, unit: Unit) -> bytes:
        """The bytes of a unit; none for SYN and FIN."""
        start = max(unit.start, self.iss + 1)
        return self._buffer.read(start, min(unit.stop, self._buffer.stop) - start)

    # ------------------------------------------------------------ what goes out

    def next_unit(self, now_ns: int) -> Unit | None:
        """Take the next unit to be sent now, as sent; None when windows say wait."""
        if self.nxt == self.iss:
            return self._send_new(self.iss + 1, now_ns)
        record = self.board.next_lost()
        if record is not None:
            return self._resend(record, now_ns) if self._may_resend(record) else None
        if self.una == self.iss or self.board.is_full():
            return None
        stop = self._new_stop(now_ns)
        if stop > self.nxt:
            return self._send_new(stop, now_ns)
        return self._probe_tail(now_ns) if self._is_tail_due else None

    def _probe_tail(self, now_ns: int) -> Unit | None:
        """Send the last unit again, so that the peer tells what it lacks (RFC 8985, 7.3)."""
        self._is_tail_due = False
        record = self.board.last_in_flight()
        if record is None:
            return None
        doubtful = self._doubtful
        unit = self._resend(record, now_ns)
        # It belongs to no recovery, and a duplicate of it tells nothing about reordering.
        self._doubtful = doubtful
        self._tail_stop = record.stop
        self.timer_ns = now_ns + self.round_trip.timeout_ns()
        return unit

    def _may_resend(self, record: Record) -> bool:
        """The first unit of a recovery goes at once (RFC 6675, 5, step 4.3), like one alone."""
        flight = self.board.flight
        if self._must_resend or flight == 0:
            return True
        if record.start >= self.edge and self.una > self.iss:
            return False
        return flight + record.stop - record.start <= self.congestion.window

    def _resend(self, record: Record, now_ns: int) -> Unit:
        start = record.start
        stop = min(record.stop, start + self.mss)
        if stop == self._buffer.stop:
            # A FIN goes along.
            stop = record.stop
        self.board.resend(record, stop, now_ns)
        self._must_resend = False
        self._doubtful += 1
        self.retransmissions += 1
        self._note_sent(now_ns)
        return Unit(start, record.stop, True)

    def _new_stop(self, now_ns: int) -> int:
        """How far the next segment of new data reaches; `nxt` if there is nothing to send yet."""
        nxt = self.nxt
        pending = self._buffer.stop - nxt
        if pending < 0:
            return nxt
        if pending == 0:
            return nxt + 1 if self._is_finished else nxt
        if now_ns - self._sent_ns > self.round_trip.timeout_ns() and not self.is_outstanding():
            self.congestion.restart()
        size = min(pending, self.edge - nxt)
        if size > self.mss:
            size = self._burst(size)
        if size <= 0 or not self._is_worth_sending(size, pending):
            return self._probe_stop(now_ns)
        if not self._fits_congestion_window(size):
            return nxt
        stop = nxt + size
        return stop + 1 if size == pending and self._is_finished else stop

    def _burst(self, size: int) -> int:
        """How many of `size` bytes, more than a segment has, go out as one unit.

        Whole segments, and the rest if nothing holds it back. The congestion window limits them as
        if they went out one by one.
        """
        mss = self.mss
        limit = min(self.burst_size, self.congestion.window - self._flight())
        if size <= limit and (self._is_finished or not self.is_nagle):
            return size
        return max(min(size, limit) // mss, 1) * mss

    def _is_worth_sending(self, size: int, pending: int) -> bool:
        """Nagle, and the sender's part against silly windows (3.8.6.2.1, 3.7.4)."""
        if size >= self.mss or size * 2 >= self.max_window:
            return True
        if size < pending:
            return False
        return self._is_finished or not self.is_outstanding() or not self.is_nagle

    def _fits_congestion_window(self, size: int) -> bool:
        flight = self._flight()
        return flight == 0 or flight + size <= self.congestion.window

    def _flight(self) -> int:
        flight = self.board.flight
        if not self.is_sack:
            # Each duplicate ACK tells of a segment that has left (RFC 5681, 3.2, step 4).
            flight -= min(self._duplicates * self.mss, flight)
        return flight

    def _probe_stop(self, now_ns: int) -> int:
        """What a window too small for more gets when the timer says so (3.8.6.1)."""
        if self._is_probe_due:
            self._is_probe_due = False
            return self.nxt + min(max(self.edge - self.nxt, 1), self.mss)
        if not self.is_outstanding() and self.timer_ns == NO_DEADLINE:
            self.progress_ns = now_ns
            self.timer_ns = now_ns + self.round_trip.timeout_ns()
        return self.nxt

    def _send_new(self, stop: int, now_ns: int) -> Unit:
        start = self.nxt
        if not self.is_outstanding():
            self.progress_ns = now_ns
        self._record(start, stop, now_ns)
        self.nxt = stop
        self._note_sent(now_ns)
        self._is_tail_due = False
        self._await_tail(now_ns)
        return Unit(start, stop, False)

    def _record(self, start: int, stop: int, now_ns: int) -> None:
        """Keep each segment of a unit apart: they get lost one by one. A FIN is with the last."""
        while min(stop, self._buffer.stop) - start > self.mss:
            self.board.send(start, start + self.mss, now_ns)
            start += self.mss
        self.board.send(start, stop, now_ns)

    def _note_sent(self, now_ns: int) -> None:
        self._sent_ns = now_ns
        if self.timer_ns == NO_DEADLINE:
            self.timer_ns = now_ns + self.round_trip.timeout_ns()

    def _await_tail(self, now_ns: int) -> None:
        """Have the tail probed if nothing is heard: once, and only outside of recovery (7.2)."""
        smoothed_ns = self.round_trip.smoothed_ns
        is_wanted = self.is_sack and self.recovery is Recovery.NONE and smoothed_ns > 0
        is_closed = self.edge <= self.una
        if not is_wanted or is_closed or self._tail_stop != NOWHERE or not self.is_outstanding():
            self.tail_ns = NO_DEADLINE
            return
        delay_ns = 2 * smoothed_ns
        if self.board.flight <= self.mss:
            delay_ns += ACK_DELAY_MAX_NS
        self.tail_ns = now_ns + delay_ns

    # ------------------------------------------------------------ what comes in

    def acknowledge(self, message: Acknowledgment, now_ns: int) -> None:
        """Take an acceptable acknowledgment: `ack` is at most `nxt`."""
        was_limited = self.board.flight + self.mss > self.congestion.window
        is_duplicate = self._is_duplicate(message)
        size = max(message.ack - self.una, 0)
        credible_ns = now_ns - self.round_trip.min_ns
        if size > 0:
            self._advance(message, credible_ns, now_ns)
        if self.is_sack and message.sack:
            self._hold(message.sack, credible_ns)
        self._measure(message, size, now_ns)
        self._take_window(message, now_ns)
        if is_duplicate:
            self._duplicates += 1
        self._judge_tail(now_ns)
        self._recover(size, now_ns)
        if size > 0:
            self._await_tail(now_ns)
        if size > 0 and was_limited and self.recovery is not Recovery.FAST:
            self.congestion.acknowledge(size, now_ns, self.round_trip.smoothed_ns)
            self._grow()

    def _grow(self) -> None:
        """Have room for what is in flight and as much again, so that the window can be filled."""
        step = min(2 * self.congestion.window, self._capacity_max) - self._capacity
        memory = self._memory
        if step < GROWTH_MIN or memory is None or memory.is_scarce() or not memory.take(step):
            return
        self._growth += step
        self._capacity += step

    def _judge_tail(self, now_ns: int) -> None:
        """Whether the probe of the tail repaired a loss: then it counts as one (7.4.2)."""
        if self._tail_stop == NOWHERE or self.una < self._tail_stop:
            return
        if self.una > self._tail_stop:
            if self.recovery is Recovery.NONE:
                self.congestion.lose(self.nxt - self.una, now_ns)
            self._tail_stop = NOWHERE
        elif self.una == self.nxt:
            # Nothing is outstanding: no answer to later data will ever tell.
            self._tail_stop = NOWHERE

    def _is_duplicate(self, message: Acknowledgment) -> bool:
        return (
            message.is_bare
            and message.ack == self.una
            and self.is_outstanding()
            and message.ack + message.window == self.edge
        )

    def _advance(self, message: Acknowledgment, credible_ns: int, now_ns: int) -> None:
        if self._is_syn_lost:
            # RFC 6298, 5.7, and RFC 6928, 2: begin carefully.
            self._is_syn_lost = False
            self.round_trip.start_after_lost_syn()
            self.congestion.window = self.mss
        self.una = message.ack
        self.board.acknowledge(self.una, credible_ns)
        self._buffer.release(min(self.una, self._buffer.stop))
        self.edge = max(self.edge, self.una)
        self.round_trip.forget_backoff()
        self.progress_ns = now_ns
        self._duplicates = 0
        if self.is_outstanding():
            self.timer_ns = now_ns + self.round_trip.timeout_ns()
        else:
            self.timer_ns = NO_DEADLINE

    def _hold(self, blocks: tuple[SackBlock, ...], credible_ns: int) -> None:
        """Mark what the peer holds; a first block about what it has already is a DSACK (2883)."""
        for index, block in enumerate(blocks):
            start = position_of(block.left, self.una)
            stop = position_of(block.right, self.una)
            if index == 0 and _is_duplicate_report(start, stop, self.una, blocks):
                self._doubt_recovery()
            elif self.una < start < stop <= self.nxt:
                self.board.hold(start, stop, credible_ns)

    def _doubt_recovery(self) -> None:
        """A retransmission was needless. When all of this recovery were, it is undone (3708)."""
        if self._tail_stop != NOWHERE:
            self._tail_stop = NOWHERE
            return
        if self._doubtful == 0:
            return
        self._doubtful -= 1
        if self._doubtful == 0:
            self.board.raise_duplicates()
            self.congestion.undo()

    def _measure(self, message: Acknowledgment, size: int, now_ns: int) -> None:
        if size > 0 and self.board.sample_ns >= 0:
            self.round_trip.measure(now_ns - self.board.sample_ns)
        elif size > 0 and message.round_trip_ns >= 0:
            self.round_trip.measure(message.round_trip_ns)

    def _take_window(self, message: Acknowledgment, now_ns: int) -> None:
        """3.10.7.4, fifth check: SND.WND from segments that are not older than the last."""
        if message.ack < self.una or message.sequence < self._window_sequence:
            return
        if message.sequence == self._window_sequence and message.ack < self._window_ack:
            return
        self._window_sequence = message.sequence
        self._window_ack = message.ack
        was_closed = self.edge <= self.una
        self.edge = message.ack + message.window
        self.max_window = max(self.max_window, message.window)
        if self.edge > self.nxt:
            self._is_probe_due = False
            if not self.is_outstanding():
                self.timer_ns = NO_DEADLINE
            elif was_closed and self.una > self.iss:
                # The probe was refused: send it again now, not when the backed-off timer says.
                self.round_trip.forget_backoff()
                self.timer_ns = now_ns + self.round_trip.timeout_ns()
                self.board.lose_all()
        elif message.window == 0:
            # It answers: a closed window is no reason to give up (3.8.6.1).
            self.progress_ns = now_ns

    def _recover(self, size: int, now_ns: int) -> None:
        """Enter, continue or leave loss recovery after an acknowledgment of `size` new bytes."""
        if self.recovery is not Recovery.NONE and self.una >= self._recovery_point:
            self.recovery = Recovery.NONE
        is_lost = False
        if self.is_sack:
            if self.board.held > 0 or self.recovery is not Recovery.NONE:
                is_lost = self.board.mark_lost(self.mss, self._reordering_ns())
        elif self.recovery is Recovery.FAST and size > 0:
            # A partial ACK: the next hole (RFC 6582, 3.2).
            self.board.lose_first()
            self._must_resend = True
        elif self.recovery is Recovery.NONE and self._duplicates == DUPLICATES:
            self.board.lose_first()
            is_lost = True
        if is_lost and self.recovery is Recovery.NONE and self.una > self.iss:
            self.congestion.lose(self.nxt - self.una, now_ns)
            self._start_recovery(Recovery.FAST)
            self._must_resend = True

    def _reordering_ns(self) -> int:
        """How long after a later unit one may still arrive; more where it has happened before."""
        smoothed_ns = self.round_trip.smoothed_ns
        share_ns = smoothed_ns * self.board.duplicates // (DUPLICATES * REORDERING_SHARE)
        return min(share_ns, smoothed_ns)

    def _start_recovery(self, kind: Recovery) -> None:
        self.recovery = kind
        self._recovery_point = self.nxt
        self._doubtful = 0
        self._tail_stop = NOWHERE
        self.tail_ns = NO_DEADLINE

    # ------------------------------------------------------------ the timer

    def handle_timeout(self, now_ns: int) -> None:
        """Retransmit or probe, if it is due; the timer backs off (RFC 6298, 5.4 to 5.7)."""
        if self.tail_ns != NO_DEADLINE and now_ns >= self.tail_ns:
            self.tail_ns = NO_DEADLINE
            self._is_tail_due = True
        if self.timer_ns == NO_DEADLINE or now_ns < self.timer_ns:
            return
        if self.is_outstanding():
            self._lose_outstanding(now_ns)
        elif self.unsent() > 0:
            self._is_probe_due = True
        else:
            self.timer_ns = NO_DEADLINE
            return
        self.round_trip.back_off()
        self.timer_ns = now_ns + self.round_trip.timeout_ns()

    def _lose_outstanding(self, now_ns: int) -> None:
        if self.una == self.iss:
            self._is_syn_lost = True
        elif self.una < self.edge:
            # Not behind a closed window, where silence is no sign of congestion.
            is_repeated = self.recovery is Recovery.TIMEOUT and self._timeout_una == self.una
            if is_repeated:
                self.congestion.window = self.mss
            else:
                self.congestion.time_out(self.nxt - self.una, now_ns)
            self._timeout_una = self.una
            self._start_recovery(Recovery.TIMEOUT)
        self._duplicates = 0
        self._is_tail_due = False
        self.tail_ns = NO_DEADLINE
        self.board.lose_all()


def _is_duplicate_report(start: int, stop: int, una: int, blocks: tuple[SackBlock, ...]) -> bool:
    """RFC 2883, 4: the first block is below the ACK, or inside of the second."""
    if start >= stop:
        return False
    if stop <= una:
        return True
    if len(blocks) < 2:
        return False
    left = position_of(blocks[1].left, una)
    right = position_of(blocks[1].right, una)
    return left <= start and stop <= right
