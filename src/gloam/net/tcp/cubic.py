"""CUBIC (RFC 9438): the window grows with the cube of the time since the last loss.

The RFC's formulas are in segments and seconds, so here they are floats in those units; the window
itself stays in bytes.
"""

from __future__ import annotations

from typing import Final

from gloam.net.tcp.congestion import WINDOW_MAX, Congestion

SCALE: Final = 0.4
"""C, in segments per second cubed (5)."""
DECREASE: Final = 0.7
"""beta_cubic (4.6)."""
RENO_SHARE: Final = 3.0 * (1.0 - 0.7) / (1.0 + 0.7)
"""alpha_cubic: what makes W_est as aggressive as Reno on average (4.3)."""
TARGET_GROWTH: Final = 1.5
"""At most this factor in one round trip (4.2)."""
SECOND_NS: Final = 1e9


class Cubic(Congestion):
    def __init__(self, mss: int) -> None:
        super().__init__(mss)
        self._max_segments = 0.0
        """W_max: the window where the last loss was."""
        self._epoch_ns = -1
        """When this stage of congestion avoidance began; -1 before its first ACK."""
        self._origin_s = 0.0
        """K: when the window will be W_max again."""
        self._reno_segments = 0.0
        """W_est."""

    def _avoid(self, size: int, now_ns: int, round_trip_ns: int) -> None:
        mss = float(self.mss)
        window = float(self.window) / mss
        if self._epoch_ns < 0:
            self._begin_epoch(window, now_ns)
        elapsed_s = float(now_ns - self._epoch_ns) / SECOND_NS
        acked = float(size) / mss
        share = RENO_SHARE if self._reno_segments < self._max_segments else 1.0
        self._reno_segments += share * acked / window
        if self._cubic(elapsed_s) < self._reno_segments:
            grown = self._reno_segments
        else:
            target = self._cubic(elapsed_s + float(round_trip_ns) / SECOND_NS)
            target = min(max(target, window), TARGET_GROWTH * window)
            grown = window + (target - window) * acked / window
        self.window = min(max(int(grown * mss), self.window), WINDOW_MAX)

    def _cubic(self, elapsed_s: float) -> float:
        """W_cubic(t), figure 1."""
        distance = elapsed_s - self._origin_s
        return SCALE * distance * distance * distance + self._max_segments

    def _begin_epoch(self, window: float, now_ns: int) -> None:
        self._epoch_ns = now_ns
        self._reno_segments = window
        if window < self._max_segments:
            self._origin_s = ((self._max_segments - window) / SCALE) ** (1.0 / 3.0)
        else:
            # Slow start went past it: this is the plateau now.
            self._origin_s = 0.0
            self._max_segments = window

    def _reduced(self, flight: int, now_ns: int) -> int:
        """4.6, with fast convergence (4.7): leave room when the share shrinks."""
        segments = float(self.window) / float(self.mss)
        if segments < self._max_segments:
            segments *= (1.0 + DECREASE) / 2.0
        self._max_segments = segments
        self._epoch_ns = -1
        return int(float(flight) * DECREASE)
