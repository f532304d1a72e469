"""One question to a time server and what its answer is worth; the median of several.

No socket and no clock: times go in, a sample or the reason for none comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloam.net.wire import ntp
from gloam.net.wire.malformed import Malformed

ROOT_DISTANCE_MAX_NS: Final = 1_500_000_000
"""MAXDIST (RFC 5905, appendix A.5.5): how far from the truth a server may say that it is."""


class Unusable(Enum):
    """Why an answer gives no time."""

    UNEXPECTED = "no answer to this question"
    """Too short, of another mode, or with another origin: late, or forged (RFC 5905, 8)."""
    UNSYNCHRONISED = "the server has no time itself"
    TOO_FAR = "the server's time is too uncertain"
    DENIED = "the server refuses to answer"
    """Kiss codes DENY and RSTR: it must not be asked any more (7.4)."""
    TOO_OFTEN = "the server was asked too often"
    """Kiss code RATE."""
    SILENT = "no answer"


@dataclass(frozen=True, slots=True)
class Sample:
    offset_ns: int
    """What has to be added to our clock."""
    delay_ns: int
    """Of the way there and back; the offset is right to half of it."""
    stratum: int


class Exchange:
    """Ask once: `request` leaves when it is made."""

    def __init__(self, nonce: int, wall_ns: int, now_ns: int) -> None:
        """`nonce` is 64 unpredictable bits; `wall_ns` is what is to be corrected."""
        self._nonce = nonce
        self._wall_ns = wall_ns
        self._sent_ns = now_ns

    def request(self) -> bytes:
        return ntp.emit_request(self._nonce)

    def receive(self, data: bytes, now_ns: int) -> Sample | Unusable:
        """Take a datagram of the server that came at `now_ns`. Any bytes are fine."""
        packet = ntp.parse(data)
        if isinstance(packet, Malformed) or packet.mode != ntp.MODE_SERVER:
            return Unusable.UNEXPECTED
        if packet.origin != self._nonce or not 1 <= packet.version <= ntp.VERSION:
            return Unusable.UNEXPECTED
        if packet.stratum == ntp.STRATUM_KISS:
            if packet.reference == b"RATE":
                return Unusable.TOO_OFTEN
            is_final = packet.reference in (b"DENY", b"RSTR")
            return Unusable.DENIED if is_final else Unusable.UNSYNCHRONISED
        if packet.leap == ntp.LEAP_UNSYNCHRONISED or packet.stratum > ntp.STRATUM_MAX:
            return Unusable.UNSYNCHRONISED
        received_ns, transmitted_ns = packet.received_ns, packet.transmitted_ns
        if received_ns == 0 or transmitted_ns < received_ns:
            return Unusable.UNSYNCHRONISED
        if packet.root_delay_ns // 2 + packet.root_dispersion_ns >= ROOT_DISTANCE_MAX_NS:
            return Unusable.TOO_FAR
        # RFC 5905, 8: T1 and T4 are ours; a step of the clock between them does no harm.
        elapsed_ns = now_ns - self._sent_ns
        arrived_ns = self._wall_ns + elapsed_ns
        offset_ns = ((received_ns - self._wall_ns) + (transmitted_ns - arrived_ns)) // 2
        delay_ns = max(elapsed_ns - (transmitted_ns - received_ns), 0)
        return Sample(offset_ns, delay_ns, packet.stratum)


def median(samples: list[Sample]) -> Sample:
    """The one in the middle by offset; of two, the one with the shorter way. At least one."""
    ordered = sorted(samples, key=_offset)
    upper = ordered[len(ordered) // 2]
    if len(ordered) % 2 == 1:
        return upper
    lower = ordered[len(ordered) // 2 - 1]
    return lower if lower.delay_ns <= upper.delay_ns else upper


def _offset(sample: Sample) -> int:
    return sample.offset_ns
