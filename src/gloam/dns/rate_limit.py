"""Response-rate limiting: a server that answers forged queries must not drown their victim.

Responses are counted by the client's network, the response code and the name that they are about,
in a table of fixed size, where what hashes to the place of another takes it over. The clock is the
caller's.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from gloam.dns.zone_image import key_hash

SLOTS: Final = 4_096


class Verdict(Enum):
    SEND = "send"
    TRUNCATE = "truncate"
    DROP = "drop"


class RateLimiter:
    def __init__(self, rate_max: int, slip: int, slots: int = SLOTS) -> None:
        """`rate_max` is in responses for a second, `slip` as in `Policy`."""
        self._rate_max = rate_max
        self._slip = slip
        self._slots = slots
        self._owners = [0] * slots
        self._seconds = [0] * slots
        self._counts = [0] * slots
        self._rates = [0] * slots
        """Of the seconds before: halved with each one that passes."""
        self._limited = 0

    def verdict(self, source: bytes, rcode: int, name: bytes, now: int) -> Verdict:
        """`source` is a network, `now` in whole seconds."""
        owner = key_hash(source + bytes([rcode & 255]) + name)
        slot = owner % self._slots
        if self._owners[slot] != owner:
            self._owners[slot] = owner
            self._seconds[slot] = now
            self._counts[slot] = 0
            self._rates[slot] = 0
        self._advance(slot, now)
        self._counts[slot] += 1
        if max(self._rates[slot], self._counts[slot]) <= self._rate_max:
            return Verdict.SEND
        self._limited += 1
        is_slipped = self._slip > 0 and self._limited % self._slip == 0
        return Verdict.TRUNCATE if is_slipped else Verdict.DROP

    def _advance(self, slot: int, now: int) -> None:
        passed = now - self._seconds[slot]
        if passed <= 0:
            return
        rate = self._rates[slot] // 2 + self._counts[slot]
        self._rates[slot] = rate >> min(passed - 1, 63)
        self._counts[slot] = 0
        self._seconds[slot] = now


def network(address: bytes) -> bytes:
    """Of an address as text: three numbers of IPv4, at most four groups of IPv6."""
    if b":" not in address:
        return address.rpartition(b".")[0]
    groups = address.partition(b"::")[0].split(b":")
    return b":".join(groups[:4])
