"""Sequence numbers on the wire, and the stream positions that everything else counts with.

A position is a sequence number without the modulus: the initial one is below 2**32, and later ones
just go on. Windows are far below 2**31, so the position next to a known one is the one meant
(RFC 9293, 3.4).
"""

from __future__ import annotations

from typing import Final

MASK: Final = 0xFFFF_FFFF
HALF: Final = 0x8000_0000


def on_wire(position: int) -> int:
    """The 32-bit number of a position."""
    return position & MASK


def position_of(number: int, near: int) -> int:
    """The position with this number that is closest to `near`; it may be negative."""
    return near + ((number - near + HALF) & MASK) - HALF


def is_before(number: int, other: int) -> bool:
    """Whether one 32-bit number precedes another, for numbers that have no position."""
    return (number - other) & MASK >= HALF
