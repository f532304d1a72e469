"""The memory that all connections of an engine may fill, on account of what their peers do."""

from __future__ import annotations

from typing import Final

RECEIVED_MAX: Final = 8 << 20
SENDING_MAX: Final = 8 << 20
"""What the send buffers of connections on long paths may have beyond what every one has."""
PRESSURE_SHARE: Final = 2
"""Above 1/PRESSURE_SHARE of the limit, windows grow no more than they need to."""


class Memory:
    """Counts bytes over all connections; the limit is hard."""

    def __init__(self, limit: int = RECEIVED_MAX) -> None:
        self._limit = limit
        self.used = 0

    def take(self, size: int) -> bool:
        """Count `size` bytes more; False, and nothing is counted, if they do not fit."""
        if self.used + size > self._limit:
            return False
        self.used += size
        return True

    def give_back(self, size: int) -> None:
        self.used -= size

    def is_scarce(self) -> bool:
        return self.used * PRESSURE_SHARE > self._limit
