"""The ICMP engine: answers echo requests and says what went wrong (RFC 792, RFC 1122).

It decides and builds message bodies; the stack wraps and routes them. Everything it sends on
behalf of a stranger is rate-limited, and it never answers an error or a broadcast.
"""

from __future__ import annotations

from typing import Final

from gloam.net.drop import Drop
from gloam.net.rate import RateLimit
from gloam.net.statistics import Counters
from gloam.net.wire import icmp
from gloam.net.wire.icmp import IcmpMessage
from gloam.net.wire.ipv4 import Ipv4Header

ECHO_PER_SECOND: Final = 2_000
ECHO_BURST: Final = 200
UNREACHABLE_PER_SECOND: Final = 100
UNREACHABLE_BURST: Final = 20


class IcmpEngine:
    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        self._echo_limit = RateLimit(ECHO_PER_SECOND, ECHO_BURST)
        self._unreachable_limit = RateLimit(UNREACHABLE_PER_SECOND, UNREACHABLE_BURST)

    def echo_reply(
        self, message: IcmpMessage, data: bytes, is_broadcast: bool, now_ns: int
    ) -> bytes | None:
        """The answer to an echo request in `data`, or None (the cause is counted)."""
        if is_broadcast:
            self._counters.drop(Drop.ICMP_BROADCAST)
            return None
        if not self._echo_limit.take(now_ns):
            self._counters.drop(Drop.ICMP_RATE)
            return None
        body = data[message.body_start : message.body_stop]
        return icmp.emit(icmp.TYPE_ECHO_REPLY, 0, message.high, message.low, body)

    def unreachable(
        self, code: int, header: Ipv4Header, data: bytes, start: int, now_ns: int
    ) -> bytes | None:
        """An error about the unicast packet at data[start:], or None if the limit is reached.

        It quotes the packet as far as the size limit allows (RFC 1812, 4.3.2.3). The caller has
        dropped and counted that packet already.
        """
        if not self._unreachable_limit.take(now_ns):
            return None
        quote = data[start : min(header.payload_stop, start + icmp.QUOTE_SIZE_MAX)]
        return icmp.emit(icmp.TYPE_UNREACHABLE, code, 0, 0, quote)

    def reassembly_expired(self, quote: bytes, now_ns: int) -> bytes | None:
        """The error about a packet whose other parts never came, or None: the same limit holds."""
        if not self._unreachable_limit.take(now_ns):
            return None
        return icmp.emit(icmp.TYPE_TIME_EXCEEDED, icmp.CODE_REASSEMBLY, 0, 0, quote)
