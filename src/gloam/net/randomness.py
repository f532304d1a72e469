"""Unpredictable numbers for engines, which own no source of them."""

from __future__ import annotations

from collections.abc import Callable


class Randomness:
    """Draws on `source`, which returns as many unpredictable bytes as it is asked for."""

    def __init__(self, source: Callable[[int], bytes]) -> None:
        self._source = source

    def bits(self, count: int) -> int:
        """A number below 2**count."""
        size = (count + 7) // 8
        return int.from_bytes(self._source(size), "big") >> (8 * size - count)

    def below(self, limit: int) -> int:
        """A number below `limit`; even but for the 2**-32 part that a limit below 2**31 costs."""
        return self.bits(63) % limit
