"""The receiving half of a connection: what is acceptable, what it owes the peer, what is readable.

RFC 9293, 3.8.6 (windows), 3.10.7.4 (acceptability); RFC 5681, 4.2 (when to acknowledge); RFC 2018
and 2883 (SACK and DSACK). The right edge of the window never moves back (3.8.6).
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from gloam.net.tcp.byte_queue import ByteQueue
from gloam.net.tcp.memory import Memory
from gloam.net.tcp.reassembly import Reassembly
from gloam.net.tcp.sequence import on_wire
from gloam.net.wire.tcp import SackBlock

NO_DEADLINE: Final = -1
NOWHERE: Final = -1

ACK_DELAY_NS: Final = 40_000_000
"""At most 500 ms (RFC 9293, 3.8.6.3); below everybody's smallest retransmission timeout."""
QUICK_ACKS: Final = 16
"""Segments in order that are acknowledged at once after a gap or a duplicate: the peer recovers
with a small window then, which delayed acknowledgments would hold up (RFC 5681, 4.2)."""
SCARCE_WINDOW_SEGMENTS: Final = 4
"""The window while memory is scarce."""


class Arrival(Enum):
    TAKEN = 0
    """Delivered, kept for later, or a duplicate that was acknowledged again."""
    FINISHED = 1
    """Taken, and the peer's FIN has been reached just now."""
    NO_ROOM = 2
    """Not kept: too much memory or too many gaps."""


class Receiver:
    def __init__(self, capacity: int, memory: Memory) -> None:
        """`capacity` is the largest window in bytes; `memory` is shared by all connections."""
        self.nxt = 0
        """RCV.NXT"""
        self.edge = 0
        """RCV.NXT + RCV.WND as last announced."""
        self.mss = 536
        """What the peer's full segments carry: two of them are acknowledged at once."""
        self.must_acknowledge = False
        self.timer_ns = NO_DEADLINE
        """When a delayed acknowledgment is due."""
        self.acknowledged = 0
        """The last acknowledgment number sent, as a position: Last.ACK.sent (RFC 7323, 4.3)."""
        self.capacity_max = 0
        """What `tune` raises the capacity to at most; 0 if it does not."""
        self._capacity = capacity
        self._memory = memory
        self._scale = 0
        self._buffer = ByteQueue(0)
        self._reassembly = Reassembly()
        self._fin = NOWHERE
        self._is_discarding = False
        self._quick = 0
        # Of the round trip that `tune` is watching.
        self._round_ns = NO_DEADLINE
        self._round_start = 0
        self._duplicate_start = 0
        self._duplicate_stop = 0

    def start(self, irs: int) -> None:
        """The peer's initial sequence number is known."""
        self.nxt = irs + 1
        self.edge = self.nxt + min(self._capacity, 65_535)
        self.acknowledged = self.nxt
        self._buffer = ByteQueue(self.nxt)

    def use_scale(self, shift: int) -> None:
        """Both sides scale windows: ours are announced in units of 1 << shift (RFC 7323, 2.3)."""
        self._scale = shift

    # ------------------------------------------------------------ the program's side

    def readable(self) -> int:
        return len(self._buffer)

    def is_finished(self) -> bool:
        """Whether the peer's FIN was reached: nothing comes behind what is readable."""
        return self._fin != NOWHERE and self.nxt > self._fin

    def read(self, limit: int) -> bytes:
        """Take up to `limit` bytes; a window that opened enough is announced."""
        data = self._buffer.take(limit)
        self._memory.give_back(len(data))
        if self._is_update_due():
            self.must_acknowledge = True
        return data

    def discard(self) -> None:
        """Nobody reads any more: forget what waits, and what comes."""
        self._memory.give_back(len(self._buffer) + self._reassembly.size)
        self._buffer.clear()
        self._reassembly.clear()
        self._is_discarding = True
        self.timer_ns = NO_DEADLINE

    # ------------------------------------------------------------ what comes in

    def is_acceptable(self, start: int, size: int) -> bool:
        """The four cases of 3.10.7.4, table 6; `size` counts SYN and FIN."""
        if size == 0:
            return start == self.nxt or self.nxt <= start < self.edge
        if self.nxt == self.edge:
            return False
        return start < self.edge and start + size > self.nxt

    def take(self, start: int, payload: bytes, has_fin: bool, now_ns: int) -> Arrival:
        """Take an acceptable segment's data and FIN, as far as the window reaches."""
        stop = start + len(payload)
        if has_fin and self._fin == NOWHERE and self._reassembly.stop() <= stop <= self.edge:
            self._fin = stop
        limit = self.edge if self._fin == NOWHERE else min(self.edge, self._fin)
        if start < self.nxt < stop or stop > limit:
            self._note_duplicate(start, min(stop, self.nxt))
            # Also what is beyond the window is answered: it may be a probe.
            self.must_acknowledge = True
            begin = max(start, self.nxt)
            payload = payload[begin - start : max(limit, begin) - start]
            start = begin
        elif stop <= self.nxt and start < stop:
            self._note_duplicate(start, stop)
            payload = b""
        arrival = Arrival.TAKEN
        if payload:
            if not self._memory.take(len(payload)):
                self.must_acknowledge = True
                return Arrival.NO_ROOM
            if start == self.nxt:
                self._deliver(payload, now_ns)
            else:
                arrival = self._keep(start, payload)
        if self.nxt == self._fin:
            self.nxt += 1
            self.must_acknowledge = True
            return Arrival.FINISHED
        if has_fin:
            self.must_acknowledge = True
        return arrival

    def _deliver(self, payload: bytes, now_ns: int) -> None:
        if self._reassembly.is_empty():
            self._extend(payload)
        else:
            # A gap is filled, at least in part: say so at once.
            self.must_acknowledge = True
            self._extend(payload)
            held = self._reassembly.size
            more = self._reassembly.take(self.nxt)
            # What both held was counted twice.
            self._memory.give_back(held - self._reassembly.size - len(more))
            self._extend(more)
        if self._quick > 0:
            self._quick -= 1
            self.must_acknowledge = True
        elif self.nxt - self.acknowledged >= 2 * self.mss:
            self.must_acknowledge = True
        elif self.timer_ns == NO_DEADLINE:
            self.timer_ns = now_ns + ACK_DELAY_NS

    def _extend(self, data: bytes) -> None:
        self.nxt += len(data)
        if self._is_discarding:
            self._memory.give_back(len(data))
            self._buffer.start = self._buffer.stop = self.nxt
        else:
            self._buffer.append(data)

    def _keep(self, start: int, payload: bytes) -> Arrival:
        self.must_acknowledge = True
        self._quick = QUICK_ACKS
        size = self._reassembly.size
        if self._reassembly.holds(start, start + len(payload)):
            self._note_duplicate(start, start + len(payload))
            is_kept = True
        else:
            is_kept = self._reassembly.insert(start, payload)
        self._memory.give_back(len(payload) - (self._reassembly.size - size))
        return Arrival.TAKEN if is_kept else Arrival.NO_ROOM

    def _note_duplicate(self, start: int, stop: int) -> None:
        """Bytes came that were here: acknowledge at once, with a DSACK (RFC 2883, 4)."""
        if start < stop:
            self.must_acknowledge = True
            self._quick = QUICK_ACKS
            self._duplicate_start = start
            self._duplicate_stop = stop

    def tune(self, round_trip_ns: int, now_ns: int) -> None:
        """Let the window grow while it may be what limits the peer, to twice of what comes in a
        round trip: so a sender in slow start is never held back.

        `round_trip_ns` is the smallest one measured, which no queue on the path inflates; 0 if
        nothing is known. A program that reads too slowly gets no more.
        """
        if self._round_ns == NO_DEADLINE or now_ns - self._round_ns >= round_trip_ns:
            size = self.nxt - self._round_start
            is_known = self._round_ns != NO_DEADLINE and round_trip_ns > 0
            self._round_ns = now_ns
            self._round_start = self.nxt
            is_read = len(self._buffer) * 2 <= self._capacity
            if is_known and is_read and size * 2 > self._capacity and not self._memory.is_scarce():
                self._capacity = max(self._capacity, min(size * 2, self.capacity_max))

    # ------------------------------------------------------------ what goes out

    def sack_blocks(self, count_max: int) -> tuple[SackBlock, ...]:
        """What to report now, a duplicate first; once told, a duplicate is forgotten."""
        blocks: list[SackBlock] = []
        if count_max > 0 and self._duplicate_start < self._duplicate_stop:
            duplicate = SackBlock(on_wire(self._duplicate_start), on_wire(self._duplicate_stop))
            blocks.append(duplicate)
            self._duplicate_stop = self._duplicate_start
            count_max -= 1
        if not self._reassembly.is_empty():
            for start, stop in self._reassembly.newest_runs(count_max):
                # A FIN that is held counts like a byte.
                right = stop + 1 if stop == self._fin else stop
                blocks.append(SackBlock(on_wire(start), on_wire(right)))
        return tuple(blocks)

    def has_blocks(self) -> bool:
        return self._duplicate_start < self._duplicate_stop or not self._reassembly.is_empty()

    def announce(self) -> int:
        """The window field of a segment that carries an acknowledgment, which counts as sent."""
        self.must_acknowledge = False
        self.timer_ns = NO_DEADLINE
        self.acknowledged = self.nxt
        edge = self._edge_now()
        if edge - self.edge >= min(self._capacity // 2, self.mss):
            self.edge = edge
        unit = 1 << self._scale
        # Rounded up: the edge may be a few bytes beyond capacity, but never moves back.
        field = min((max(self.edge - self.nxt, 0) + unit - 1) >> self._scale, 65_535)
        self.edge = max(self.edge, self.nxt + field * unit)
        return field

    def announce_unscaled(self) -> int:
        """The window field of a SYN, which is never scaled (RFC 7323, 2.2)."""
        self.must_acknowledge = False
        self.timer_ns = NO_DEADLINE
        return min(self._capacity, 65_535)

    def _edge_now(self) -> int:
        """Where the edge could be, with what is free."""
        capacity = self._capacity
        if self._memory.is_scarce():
            capacity = min(capacity, SCARCE_WINDOW_SEGMENTS * self.mss)
        return self._buffer.start + capacity

    def _is_update_due(self) -> bool:
        """Whether the peer should hear of the room that reading made (3.8.6.2.2).

        Half of the capacity is worth a segment of its own; one MSS is, when the peer may be stuck.
        """
        if self._fin != NOWHERE:
            return False
        gain = self._edge_now() - self.edge
        if gain >= self._capacity // 2:
            return True
        return gain >= min(self._capacity // 2, self.mss) and self.edge - self.nxt < self.mss
