"""What was sent and is not acknowledged: the retransmission queue with SACK's marks (RFC 6675).

Each record is one transmission unit and is in one of three conditions: in flight, held by the peer
(SACKed), or lost and to be sent again. The sums over them are kept, so that `flight` is the RFC's
pipe without a walk. Knows positions and times, no window, no timer, no bytes.
"""

from __future__ import annotations

from typing import Final

DUPLICATES: Final = 3
"""DupThresh, to begin with; reordering raises it."""
DUPLICATES_MAX: Final = 64
RECORDS_MAX: Final = 2_048
"""Nothing more is sent with so many units outstanding, however small they are."""

IN_FLIGHT: Final = 0
HELD: Final = 1
LOST: Final = 2

COMPACT_COUNT_MIN: Final = 64


class Record:
    """The unit from `start` up to, not including, `stop`."""

    def __init__(self, start: int, stop: int, sent_ns: int) -> None:
        self.start = start
        self.stop = stop
        self.sent_ns = sent_ns
        """The last time it was sent."""
        self.condition = IN_FLIGHT
        self.is_retransmitted = False


class Scoreboard:
    def __init__(self) -> None:
        # In stream order and without gaps, from `_head` on.
        self._records: list[Record] = []
        self._head = 0
        # Units before this index are not LOST.
        self._lost_hint = 0
        self.flight = 0
        """Bytes in flight."""
        self.held = 0
        self.lost = 0
        """Bytes to be sent again."""
        self.newest_ns = 0
        """When the unit was sent that was delivered last, in order of sending (RFC 8985, 6.2)."""
        self.sample_ns = -1
        """When the newest unit was sent of those that the last `acknowledge` covered; -1 if one of
        them was sent more than once (Karn's rule; RFC 6298, 3)."""
        self.duplicates = DUPLICATES

    def is_empty(self) -> bool:
        return self._head == len(self._records)

    def is_full(self) -> bool:
        return len(self._records) - self._head >= RECORDS_MAX

    def first(self) -> Record:
        """The oldest unit; there is one."""
        return self._records[self._head]

    def send(self, start: int, stop: int, now_ns: int) -> None:
        """A unit behind all others was sent."""
        self._records.append(Record(start, stop, now_ns))
        self.flight += stop - start

    def acknowledge(self, una: int, credible_ns: int) -> None:
        """Everything before `una` has been delivered.

        A unit sent again after `credible_ns` cannot have been answered yet: the first one was.
        """
        self.sample_ns = -1
        records = self._records
        head = self._head
        count = len(records)
        is_ambiguous = False
        while head < count and records[head].stop <= una:
            record = records[head]
            self._leave(record, record.stop - record.start)
            if record.condition != HELD:
                self._delivered(record, credible_ns)
            is_ambiguous |= record.is_retransmitted
            head += 1
        if is_ambiguous:
            self.sample_ns = -1
        if head < count and records[head].start < una:
            self._leave(records[head], una - records[head].start)
            records[head].start = una
        self._head = head
        self._lost_hint = max(self._lost_hint, head)
        if head >= COMPACT_COUNT_MIN and head * 2 > count:
            self._records = records[head:]
            self._lost_hint -= head
            self._head = 0

    def hold(self, start: int, stop: int, credible_ns: int) -> int:
        """The peer holds these bytes: a SACK block. How many of them that is news about."""
        news = 0
        records = self._records
        index = self._index_of(start)
        while index < len(records) and records[index].stop <= stop:
            record = records[index]
            if record.condition != HELD and record.start >= start:
                size = record.stop - record.start
                self._leave(record, size)
                self._delivered(record, credible_ns)
                record.condition = HELD
                self.held += size
                news += size
            index += 1
        return news

    def mark_lost(self, mss: int, reordering_ns: int) -> bool:
        """Find what is lost by now; whether there is something new.

        A unit is lost if something sent `reordering_ns` later was delivered (RFC 8985, 6.2), and
        one sent once also if `duplicates` segments above it are held (RFC 6675, 4, IsLost).
        """
        is_found = False
        above = 0
        limit = (self.duplicates - 1) * mss
        records = self._records
        index = len(records) - 1
        head = self._head
        while index >= head:
            record = records[index]
            if record.condition == HELD:
                above += record.stop - record.start
            elif record.condition == IN_FLIGHT:
                is_late = record.sent_ns + reordering_ns < self.newest_ns
                if is_late or (above > limit and not record.is_retransmitted):
                    self._lose(index)
                    is_found = True
            index -= 1
        return is_found

    def lose_first(self) -> None:
        """The oldest unit is lost: what duplicate and partial ACKs say without SACK (RFC 6582)."""
        if not self.is_empty() and self.first().condition == IN_FLIGHT:
            self._lose(self._head)

    def lose_all(self) -> None:
        """The timer expired: send everything again that the peer does not hold (RFC 6675, 5.1).

        A peer that holds the first unit has changed its mind (RFC 2018, 8): it holds nothing.
        """
        if self.is_empty():
            return
        has_reneged = self.first().condition == HELD
        index = self._head
        while index < len(self._records):
            record = self._records[index]
            if record.condition == HELD and has_reneged:
                size = record.stop - record.start
                self.held -= size
                self.flight += size
                record.condition = IN_FLIGHT
            if record.condition == IN_FLIGHT:
                self._lose(index)
            index += 1

    def next_lost(self) -> Record | None:
        """The first unit to send again."""
        if self.lost == 0:
            return None
        records = self._records
        index = self._lost_hint
        while index < len(records) and records[index].condition != LOST:
            index += 1
        self._lost_hint = index
        return records[index] if index < len(records) else None

    def last_in_flight(self) -> Record | None:
        """The unit sent last, if the peer may lack it."""
        if self.is_empty() or self._records[-1].condition != IN_FLIGHT:
            return None
        return self._records[-1]

    def resend(self, record: Record, stop: int, now_ns: int) -> None:
        """A unit was sent again as far as `stop`; the rest of it becomes a unit of its own."""
        if stop < record.stop:
            self._split(record, stop)
        size = record.stop - record.start
        if record.condition == LOST:
            self.lost -= size
            self.flight += size
            record.condition = IN_FLIGHT
        record.is_retransmitted = True
        record.sent_ns = now_ns

    def raise_duplicates(self) -> None:
        """The network reorders: be slower to call something lost."""
        self.duplicates = min(self.duplicates * 2, DUPLICATES_MAX)

    def clear(self) -> None:
        self._records = []
        self._head = 0
        self._lost_hint = 0
        self.flight = 0
        self.held = 0
        self.lost = 0

    def _split(self, record: Record, stop: int) -> None:
        rest = Record(stop, record.stop, record.sent_ns)
        rest.condition = record.condition
        rest.is_retransmitted = record.is_retransmitted
        record.stop = stop
        self._records.insert(self._index_of(record.start) + 1, rest)

    def _delivered(self, record: Record, credible_ns: int) -> None:
        if not record.is_retransmitted:
            self.sample_ns = max(self.sample_ns, record.sent_ns)
            self.newest_ns = max(self.newest_ns, record.sent_ns)
        elif record.sent_ns <= credible_ns:
            self.newest_ns = max(self.newest_ns, record.sent_ns)

    def _leave(self, record: Record, size: int) -> None:
        """Take `size` bytes of a record out of the sum that they are in."""
        if record.condition == IN_FLIGHT:
            self.flight -= size
        elif record.condition == HELD:
            self.held -= size
        else:
            self.lost -= size

    def _lose(self, index: int) -> None:
        record = self._records[index]
        size = record.stop - record.start
        self.flight -= size
        self.lost += size
        record.condition = LOST
        self._lost_hint = min(self._lost_hint, index)

    def _index_of(self, position: int) -> int:
        """The first record that does not end before or at `position`."""
        records = self._records
        low = self._head
        high = len(records)
        while low < high:
            middle = (low + high) // 2
            if records[middle].stop <= position:
                low = middle + 1
            else:
                high = middle
        return low
