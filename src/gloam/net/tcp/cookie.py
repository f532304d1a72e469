"""SYN cookies: a connection request remembered in the sequence number of the answer.

Used only while the queue of requests is full (RFC 4987, 3.6). A cookie is 5 bits of time, 3 bits of
MSS and 24 bits of keyed hash. What else the request offered is kept in the low bits of our
timestamp, if the peer echoes timestamps; otherwise the connection does without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.tcp.flow import Flow
from gloam.net.tcp.secret import Secret

PERIOD_NS: Final = 64_000_000_000
AGE_MAX: Final = 1
"""A cookie is good in its period and the next: two minutes at most."""
MSS_TABLE: Final[tuple[int, ...]] = (216, 536, 900, 1_220, 1_400, 1_440, 1_460, 8_900)
SCALE_NONE: Final = 15
OPTION_BITS: Final = 5
"""Of a timestamp: four of window scale, one for SACK."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a SYN offered."""

    mss: int
    window_scale: int
    """-1 for none."""
    sack_permitted: bool


def make_cookie(secret: Secret, flow: Flow, sequence: int, mss: int, now_ns: int) -> int:
    """Our initial sequence number for a SYN with that sequence number and MSS."""
    index = len(MSS_TABLE) - 1
    while index > 0 and MSS_TABLE[index] > mss:
        index -= 1
    head = now_ns // PERIOD_NS % 32 << 3 | index
    return head << 24 | _check(secret, flow, sequence, head)


def mss_of_cookie(secret: Secret, flow: Flow, sequence: int, cookie: int, now_ns: int) -> int:
    """The MSS (rounded down) if we made this cookie lately for such a SYN; otherwise 0."""
    head = cookie >> 24
    if (now_ns // PERIOD_NS - (head >> 3)) % 32 > AGE_MAX:
        return 0
    if _check(secret, flow, sequence, head) != cookie & 0xFF_FFFF:
        return 0
    return MSS_TABLE[head & 7]


def stamp_with_options(timestamp: int, request: Request) -> int:
    """A timestamp at most 32 ticks in the past whose low bits say what the SYN offered."""
    scale = SCALE_NONE if request.window_scale < 0 else request.window_scale
    bits = scale << 1 | int(request.sack_permitted)
    stamp = timestamp >> OPTION_BITS << OPTION_BITS | bits
    if stamp > timestamp:
        stamp -= 1 << OPTION_BITS
    return stamp & 0xFFFF_FFFF


def options_of_stamp(echo: int, mss: int) -> Request:
    scale = echo >> 1 & 15
    return Request(mss, -1 if scale == SCALE_NONE else scale, echo & 1 == 1)


def _check(secret: Secret, flow: Flow, sequence: int, head: int) -> int:
    return secret.cookie(flow, sequence ^ head << 24 & 0xFFFF_FFFF) & 0xFF_FFFF
