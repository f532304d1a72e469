"""What a server says about itself, what it gives to whom, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ANYBODY: Final = "*"


@dataclass(frozen=True, slots=True)
class Policy:
    nsid: bytes = b""
    """Which server this is, for clients that ask (RFC 5001); empty: not said."""
    version: str = ""
    """The answer to `version.bind` and `version.server` in class CH; empty: refused."""
    transfer_to: tuple[str, ...] = ()
    """Addresses that may have whole zones; "*" is anybody."""
    notify_from: tuple[str, ...] = ()
    """Addresses whose NOTIFY messages are believed: the primaries'."""
    rate_max: int = 0
    """Responses over UDP in a second to one network about one thing; 0: no limit."""
    slip: int = 2
    """Of the responses beyond the rate every so many-th is sent truncated, so that a client whose
    address is forged still gets through, over TCP; 0: none."""

    def may_transfer(self, address: str) -> bool:
        return address in self.transfer_to or ANYBODY in self.transfer_to
