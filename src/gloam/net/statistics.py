"""What a stack counts, and the record it answers with."""

from __future__ import annotations

from dataclasses import dataclass

from gloam.net.drop import Drop
from gloam.net.wire.malformed import Malformed


@dataclass(frozen=True, slots=True)
class Statistics:
    """A copy of the counters at one moment; all count from the start of the stack."""

    frames_received: int
    bytes_received: int
    frames_sent: int
    bytes_sent: int
    datagrams_received: int
    """Put into a socket's queue."""
    datagrams_sent: int
    segments_received: int
    """Well-formed TCP segments to us."""
    segments_sent: int
    segments_retransmitted: int
    resets_sent: int
    connections_opened: int
    """By our own request."""
    connections_accepted: int
    connections_timed_out: int
    cookies_sent: int
    """Connection requests answered without a place in the queue."""
    dropped: dict[str, int]
    """Value of a `Drop` or `Malformed` member to its count; absent if it never occurred."""

    def dropped_total(self) -> int:
        total = 0
        for count in self.dropped.values():
            total += count
        return total


class Counters:
    """The running counts, shared by the engines of one stack."""

    def __init__(self) -> None:
        self.frames_received = 0
        self.bytes_received = 0
        self.frames_sent = 0
        self.bytes_sent = 0
        self.datagrams_received = 0
        self.datagrams_sent = 0
        self.segments_received = 0
        self.segments_sent = 0
        self.segments_retransmitted = 0
        self.resets_sent = 0
        self.connections_opened = 0
        self.connections_accepted = 0
        self.connections_timed_out = 0
        self.cookies_sent = 0
        self._dropped: dict[str, int] = {}

    def drop(self, cause: Drop) -> None:
        self._count(cause.value)

    def malformed(self, cause: Malformed) -> None:
        self._count(cause.value)

    def _count(self, name: str) -> None:
        self._dropped[name] = self._dropped.get(name, 0) + 1

    def statistics(self) -> Statistics:
        return Statistics(
            self.frames_received,
            self.bytes_received,
            self.frames_sent,
            self.bytes_sent,
            self.datagrams_received,
            self.datagrams_sent,
            self.segments_received,
            self.segments_sent,
            self.segments_retransmitted,
            self.resets_sent,
            self.connections_opened,
            self.connections_accepted,
            self.connections_timed_out,
            self.cookies_sent,
            self._dropped.copy(),
        )
