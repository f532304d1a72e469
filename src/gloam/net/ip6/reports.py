"""The ICMPv6 messages that we send on behalf of strangers: echo replies and errors (RFC 4443).

All of it is rate-limited, and nothing answers an error or a packet to many (2.4, e).
"""

from __future__ import annotations

from typing import Final

from gloam.net.drop import Drop
from gloam.net.rate import RateLimit
from gloam.net.statistics import Counters
from gloam.net.wire import icmp6, ipv6
from gloam.net.wire.icmp6 import Icmp6Message
from gloam.net.wire.ipv6 import Ipv6Header

ECHO_PER_SECOND: Final = 2_000
ECHO_BURST: Final = 200
ERRORS_PER_SECOND: Final = 100
ERRORS_BURST: Final = 20


class Reports:
    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        self._echo_limit = RateLimit(ECHO_PER_SECOND, ECHO_BURST)
        self._error_limit = RateLimit(ERRORS_PER_SECOND, ERRORS_BURST)

    def echo_reply(
        self, message: Icmp6Message, data: bytes, source: int, target: int, now_ns: int
    ) -> bytes | None:
        """The answer from `source` to `target`, or None (the cause is counted)."""
        if not self._echo_limit.take(now_ns):
            self._counters.drop(Drop.ICMP_RATE)
            return None
        body = data[message.body_start - 4 : message.body_stop]
        return icmp6.emit(icmp6.TYPE_ECHO_REPLY, 0, body, source, target)

    def error(
        self, kind: int, code: int, word: int, quote: bytes, source: int, target: int, now_ns: int
    ) -> bytes | None:
        """An error from `source` to `target` that quotes a packet; None when the limit is reached.

        The caller has dropped and counted that packet already.
        """
        if not self._error_limit.take(now_ns):
            return None
        body = word.to_bytes(4, "big") + quote[: icmp6.QUOTE_SIZE_MAX]
        return icmp6.emit(kind, code, body, source, target)


def may_be_told(header: Ipv6Header, frame: bytes) -> bool:
    """Whether an error about the packet may go to its source (2.4, e), but for where it was sent.

    That is one host, and the packet is no error itself.
    """
    if header.source == ipv6.UNSPECIFIED or ipv6.is_multicast(header.source):
        return False
    if header.protocol != ipv6.PROTOCOL_ICMP or header.fragment_offset > 0:
        return True
    start = header.payload_start
    return start < header.payload_stop and frame[start] >= icmp6.ERROR_TYPES_STOP
