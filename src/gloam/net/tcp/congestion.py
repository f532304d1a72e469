"""How much may be in flight: the window of congestion control, and NewReno's way to change it.

All sizes are bytes. Loss detection is the sender's; it says what happened, once per event.
"""

from __future__ import annotations

from typing import Final

INITIAL_SEGMENTS: Final = 10
"""RFC 6928, 2."""
INITIAL_BYTES_MAX: Final = 14_600
WINDOW_MAX: Final = 1 << 30
UNLIMITED: Final = 1 << 40
SEGMENTS_MIN: Final = 2
GROWTH_MAX: Final = 65_536
"""For one ACK, in slow start: what a peer whose device merges segments acknowledges at a time. The
two segments of RFC 3465 would hold slow start back to a crawl there."""


class Congestion:
    """Slow start and the interface; subclasses say how congestion avoidance goes."""

    def __init__(self, mss: int) -> None:
        self.mss = mss
        self.window = initial_window(mss)
        """cwnd"""
        self.threshold = UNLIMITED
        """ssthresh"""
        self._window_before = 0
        self._threshold_before = 0

    def use_mss(self, mss: int) -> None:
        """The handshake said how large segments are; nothing is in flight."""
        self.mss = mss
        self.window = initial_window(mss)

    def is_slow_start(self) -> bool:
        return self.window < self.threshold

    def acknowledge(self, size: int, now_ns: int, round_trip_ns: int) -> None:
        """`size` new bytes were acknowledged while the window was what limited the sender.

        Slow start counts bytes (RFC 5681, 3.1; RFC 3465), at most GROWTH_MAX of them.
        """
        if self.is_slow_start():
            self.window = min(self.window + min(size, GROWTH_MAX), WINDOW_MAX)
        else:
            self._avoid(size, now_ns, round_trip_ns)

    def lose(self, flight: int, now_ns: int) -> None:
        """A loss was found by ACKs: recovery starts, with `flight` bytes outstanding."""
        self._remember()
        self.threshold = max(self._reduced(flight, now_ns), SEGMENTS_MIN * self.mss)
        self.window = self.threshold

    def time_out(self, flight: int, now_ns: int) -> None:
        """The retransmission timer expired for the first time for this data (RFC 5681, 3.1)."""
        self._remember()
        self.threshold = max(self._reduced(flight, now_ns), SEGMENTS_MIN * self.mss)
        self.window = self.mss

    def undo(self) -> None:
        """The last loss was none: everything retransmitted had arrived (RFC 3708, 3)."""
        self.window = max(self.window, self._window_before)
        self.threshold = max(self.threshold, self._threshold_before)

    def restart(self) -> None:
        """Nothing was sent for a timeout's time: the window says nothing any more (4.1)."""
        self.window = min(self.window, initial_window(self.mss))

    def _avoid(self, size: int, now_ns: int, round_trip_ns: int) -> None:
        """Grow in congestion avoidance."""
        raise NotImplementedError

    def _reduced(self, flight: int, now_ns: int) -> int:
        """The new threshold after a loss."""
        raise NotImplementedError

    def _remember(self) -> None:
        self._window_before = self.window
        self._threshold_before = self.threshold


class NewReno(Congestion):
    """RFC 5681, with byte counting in congestion avoidance too."""

    def __init__(self, mss: int) -> None:
        super().__init__(mss)
        self._counted = 0

    def _avoid(self, size: int, now_ns: int, round_trip_ns: int) -> None:
        self._counted += size
        if self._counted >= self.window:
            self._counted -= self.window
            self.window = min(self.window + self.mss, WINDOW_MAX)

    def _reduced(self, flight: int, now_ns: int) -> int:
        self._counted = 0
        return flight // 2


def initial_window(mss: int) -> int:
    return min(INITIAL_SEGMENTS * mss, max(2 * mss, INITIAL_BYTES_MAX))
