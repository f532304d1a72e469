"""NTP packets of version 4 (RFC 5905, 7.3), as a client writes and reads them.

Times are nanoseconds since 1970. Knows no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u32_at

SIZE: Final = 48
"""Without extension fields, which a client may leave unread."""
VERSION: Final = 4
MODE_CLIENT: Final = 3
MODE_SERVER: Final = 4
LEAP_UNSYNCHRONISED: Final = 3
STRATUM_KISS: Final = 0
STRATUM_MAX: Final = 15

SECOND_NS: Final = 1_000_000_000
_EPOCH_S: Final = 2_208_988_800
"""From 1900 to 1970."""
_ERA_S: Final = 1 << 32


@dataclass(frozen=True, slots=True)
class NtpPacket:
    leap: int
    version: int
    mode: int
    stratum: int
    root_delay_ns: int
    root_dispersion_ns: int
    reference: bytes
    """Of a kiss-o'-death, its code (7.4)."""
    origin: int
    """The transmit timestamp of the request, all 64 bits."""
    received_ns: int
    transmitted_ns: int
    """0 if the packet says none."""


def parse(data: bytes) -> NtpPacket | Malformed:
    if len(data) < SIZE:
        return Malformed.NTP_TRUNCATED
    return NtpPacket(
        data[0] >> 6,
        data[0] >> 3 & 7,
        data[0] & 7,
        data[1],
        _short_ns(data, 4),
        _short_ns(data, 8),
        data[12:16],
        u32_at(data, 24) << 32 | u32_at(data, 28),
        _time_ns(data, 32),
        _time_ns(data, 40),
    )


def emit_request(nonce: int) -> bytes:
    """A client's packet. `nonce`, 64 bits, stands for the time of sending, which is nobody's
    business; the server repeats it."""
    return bytes([VERSION << 3 | MODE_CLIENT]) + bytes(39) + nonce.to_bytes(8, "big")


def _short_ns(data: bytes, at: int) -> int:
    """A number of seconds with 16 bits behind the point (6)."""
    return u32_at(data, at) * SECOND_NS >> 16


def _time_ns(data: bytes, at: int) -> int:
    """A timestamp: seconds since 1900, or since 2036 if the first bit is not set (RFC 4330, 3)."""
    seconds, fraction = u32_at(data, at), u32_at(data, at + 4)
    if seconds == 0 and fraction == 0:
        return 0
    if seconds < 1 << 31:
        seconds += _ERA_S
    return (seconds - _EPOCH_S) * SECOND_NS + (fraction * SECOND_NS >> 32)
