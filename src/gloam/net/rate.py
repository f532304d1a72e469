"""A token bucket: how often something may happen on behalf of strangers."""

from __future__ import annotations

NANOSECONDS = 1_000_000_000


class RateLimit:
    """Permits `per_second` events on average and `burst` at once; starts full."""

    def __init__(self, per_second: int, burst: int) -> None:
        self._interval_ns = NANOSECONDS // per_second
        self._burst_ns = self._interval_ns * burst
        # The moment up to which permits are used up: now - burst when the bucket is full.
        self._used_until_ns = 0

    def take(self, now_ns: int) -> bool:
        """Whether one more event may happen now; counts it if so."""
        used = max(self._used_until_ns, now_ns - self._burst_ns) + self._interval_ns
        if used > now_ns:
            return False
        self._used_until_ns = used
        return True
