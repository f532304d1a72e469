"""The host's half of an address that it makes itself (RFC 4862, 5.3).

Without a secret it comes from the hardware address, and everybody can foretell it; with one, it is
another in each network, and the same there whenever the host comes back (RFC 7217).
"""

from __future__ import annotations

from typing import Final

from gloam.net.tcp.secret import keyed_hash
from gloam.net.wire import ipv6

ATTEMPTS_MAX: Final = 3
"""Addresses tried in one network (RFC 7217, IDGEN_RETRIES)."""

_MASK: Final = 0xFFFF_FFFF
_RESERVED_FIRST: Final = 0xFDFF_FFFF_FFFF_FF80
_RESERVED_STOP: Final = 0xFE00_0000_0000_0000
"""Anycast identifiers (RFC 5453); 0 is the routers'."""


class Identifiers:
    def __init__(self, mac: int, secret: bytes) -> None:
        """`secret` is 16 bytes, or none for identifiers from the hardware address."""
        assert len(secret) in (0, 16)
        self._mac = mac
        self._secret = secret

    def address(self, prefix: int, attempt: int) -> int:
        """Our address in a /64 network; `attempt` counts those that somebody else had already."""
        if not self._secret:
            return ipv6.from_mac(prefix, self._mac)
        identifier = self._hashed(prefix, attempt)
        skipped = 0
        while identifier == 0 or _RESERVED_FIRST <= identifier < _RESERVED_STOP:
            skipped += 1
            identifier = self._hashed(prefix, attempt + (skipped << 8))
        return prefix >> 64 << 64 | identifier

    def attempts_max(self) -> int:
        """How many there are in a network: one hardware address makes one."""
        return ATTEMPTS_MAX if self._secret else 1

    def _hashed(self, prefix: int, attempt: int) -> int:
        network = prefix >> 64
        words = [0, network >> 32, network & _MASK, self._mac >> 32, self._mac & _MASK, attempt]
        low = keyed_hash(self._secret, words)
        words[0] = 1
        return keyed_hash(self._secret, words) << 32 | low
