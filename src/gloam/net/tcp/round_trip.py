"""The retransmission timeout from measured round trips (RFC 6298)."""

from __future__ import annotations

from typing import Final

MILLISECOND_NS: Final = 1_000_000
SECOND_NS: Final = 1_000_000_000

TIMEOUT_INITIAL_NS: Final = SECOND_NS
TIMEOUT_MIN_NS: Final = 200 * MILLISECOND_NS
"""RFC 6298, 2.4 asks for a second; this is what other stacks use, and above delayed ACKs."""
TIMEOUT_MAX_NS: Final = 60 * SECOND_NS
TIMEOUT_LOST_SYN_NS: Final = 3 * SECOND_NS
GRANULARITY_NS: Final = MILLISECOND_NS


class RoundTrip:
    """SRTT, RTTVAR and the smallest round trip, in nanoseconds; 0 while nothing is measured."""

    def __init__(self) -> None:
        self.smoothed_ns = 0
        self.variation_ns = 0
        self.min_ns = 0
        self._timeout_ns = TIMEOUT_INITIAL_NS
        self._backoff = 0

    def measure(self, sample_ns: int) -> None:
        """Take a sample of a segment that was sent once, or matched by its timestamp."""
        sample_ns = max(sample_ns, 1)
        if self.smoothed_ns == 0:
            self.smoothed_ns = sample_ns
            self.variation_ns = sample_ns // 2
            self.min_ns = sample_ns
        else:
            difference = abs(self.smoothed_ns - sample_ns)
            self.variation_ns = (3 * self.variation_ns + difference) // 4
            self.smoothed_ns = (7 * self.smoothed_ns + sample_ns) // 8
            self.min_ns = min(self.min_ns, sample_ns)
        timeout = self.smoothed_ns + max(GRANULARITY_NS, 4 * self.variation_ns)
        self._timeout_ns = min(max(timeout, TIMEOUT_MIN_NS), TIMEOUT_MAX_NS)
        self._backoff = 0

    def timeout_ns(self) -> int:
        """RTO, doubled for each expiry since the last sample (5.5)."""
        return min(self._timeout_ns << self._backoff, TIMEOUT_MAX_NS)

    def back_off(self) -> None:
        if self.timeout_ns() < TIMEOUT_MAX_NS:
            self._backoff += 1

    def forget_backoff(self) -> None:
        """The peer has acknowledged something new."""
        self._backoff = 0

    def start_after_lost_syn(self) -> None:
        """The handshake took retransmissions and gave no sample (5.7)."""
        if self.smoothed_ns == 0:
            self._timeout_ns = TIMEOUT_LOST_SYN_NS
            self._backoff = 0
