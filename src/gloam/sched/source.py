"""Something outside the program that the loop polls: a network interface, a host socket."""

from __future__ import annotations

from typing import Final

NO_DEADLINE: Final = -1


def earliest(first_ns: int, second_ns: int) -> int:
    """Of two deadlines, each of which may be NO_DEADLINE."""
    if first_ns == NO_DEADLINE or NO_DEADLINE < second_ns < first_ns:
        return second_ns
    return first_ns


class Source:
    """Polled once per turn of the loop. Its work happens in handles that it schedules."""

    def poll(self, now_ns: int) -> None:
        """Move what has arrived, bounded per call, and schedule whoever wants it."""
        raise NotImplementedError

    def flush(self, now_ns: int) -> None:
        """Hand to the device what this turn's callbacks produced."""
        raise NotImplementedError

    def next_deadline(self) -> int:
        """The monotonic time at which `poll` is needed even if nothing arrives, or NO_DEADLINE.

        0 when the last `poll` stopped at its bound and has more to do now.
        """
        raise NotImplementedError

    def close(self) -> None:
        """The loop is closing: let go of everything that could refer back to it."""
        raise NotImplementedError
