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
            self._dropped.copy(),
        )
