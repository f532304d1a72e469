"""Connections in TIME-WAIT: what is left of them, for two segment lifetimes (RFC 9293, 3.3.2).

A few numbers each instead of a whole connection, and a bounded number of them: when the table is
full, the one that is nearest to its end goes (as RFC 1337 notes, at a small risk).
"""

from __future__ import annotations

from typing import Final

from gloam.net.tcp.deadline import NO_DEADLINE, Deadlines, Waiting
from gloam.net.tcp.flow import Flow
from gloam.net.tcp.sequence import is_before
from gloam.net.wire.tcp import ABSENT, FLAG_SYN, Segment

LIFETIME_NS: Final = 60_000_000_000
"""2 MSL, with the MSL of 30 seconds that other stacks use."""
REMAINS_MAX: Final = 8_192


class Remains(Waiting):
    """The numbers of the last ACK, which answers whatever the peer repeats."""

    def __init__(
        self, flow: Flow, sequence: int, acknowledgment: int, timestamp: int, timestamp_offset: int
    ) -> None:
        """Numbers as on the wire. `timestamp` is the peer's last one, ABSENT if it sends none;
        `timestamp_offset` is what ours are ahead of the clock."""
        super().__init__()
        self.flow = flow
        self.sequence = sequence
        self.acknowledgment = acknowledgment
        self.timestamp = timestamp
        self.timestamp_offset = timestamp_offset
        self.answered_ns = 0

    def age_ns(self, now_ns: int) -> int:
        """How long it has been in TIME-WAIT."""
        return now_ns - (self.deadline_ns - LIFETIME_NS)

    def permits(self, segment: Segment) -> bool:
        """Whether a SYN may open the flow anew (RFC 6191, 2; RFC 9293, 3.6.1, MAY-2)."""
        if not segment.has(FLAG_SYN):
            return False
        stamp = segment.options.timestamp
        if self.timestamp != ABSENT and stamp != ABSENT and stamp != self.timestamp:
            return is_before(self.timestamp, stamp)
        return is_before(self.acknowledgment, segment.sequence)


class TimeWait:
    def __init__(self) -> None:
        self._remains: dict[Flow, Remains] = {}
        self._deadlines = Deadlines()

    def __len__(self) -> int:
        return len(self._remains)

    def get(self, flow: Flow) -> Remains | None:
        return self._remains.get(flow)

    def enter(self, remains: Remains, now_ns: int) -> None:
        """Keep `remains` from now on; entering again starts the time anew (RFC 9293, 3.10.7.4)."""
        if remains.flow not in self._remains and len(self._remains) >= REMAINS_MAX:
            self._forget_first()
        self._remains[remains.flow] = remains
        self._deadlines.set(remains, now_ns + LIFETIME_NS)

    def remove(self, remains: Remains) -> None:
        del self._remains[remains.flow]
        self._deadlines.remove(remains)

    def next_deadline(self) -> int:
        first = self._deadlines.first()
        return NO_DEADLINE if first is None else first.deadline_ns

    def expire(self, now_ns: int) -> None:
        first = self._deadlines.first()
        while first is not None and first.deadline_ns <= now_ns:
            self._forget_first()
            first = self._deadlines.first()

    def _forget_first(self) -> None:
        first = self._deadlines.first()
        if isinstance(first, Remains):
            self.remove(first)
