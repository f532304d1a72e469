"""Query in, response out: the server without its sockets.

What a client sends is data: nothing here raises, and what deserves no answer gets none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.dns import code, cookie
from gloam.dns.answer import resolve
from gloam.dns.cookie import Cookies
from gloam.dns.edns import OPTION_COOKIE, UDP_SIZE_DEFAULT, Edns, Option
from gloam.dns.message import HEADER_SIZE, Question
from gloam.dns.query import parse_query
from gloam.dns.response import Outcome, Response, refusal
from gloam.dns.zone import ZoneSet
from gloam.net.wire.octets import u16_at

NO_RESPONSE: Final = b""
EDNS_VERSION: Final = 0

_TRANSFERS: Final = frozenset([code.AXFR, code.IXFR, code.MAILA, code.MAILB])
"""Types of questions that ask for no set of records."""


@dataclass(slots=True)
class Counters:
    """Since the start."""

    queries: int = 0
    responses: int = 0
    dropped: int = 0
    """Not answered: too short, or responses themselves."""
    truncated: int = 0
    cookies: int = 0
    """Queries that came with a valid server cookie."""
    octets_sent: int = 0


class Responder:
    def __init__(
        self,
        zones: ZoneSet,
        udp_size_max: int = UDP_SIZE_DEFAULT,
        is_minimal: bool = False,
        cookies: Cookies | None = None,
    ) -> None:
        self._zones = zones
        self._cookies = cookies
        self._udp_size_max = udp_size_max
        self._is_minimal = is_minimal
        self.counters = Counters()
        self.rcodes: dict[int, int] = {}
        """How many responses had each response code."""

    def respond(self, data: bytes, is_udp: bool, address: bytes = b"", now: int = 0) -> Outcome:
        """`address`, the client's in any form, and `now`, seconds since 1970, are for cookies."""
        counters = self.counters
        if len(data) < HEADER_SIZE or data[2] & 0x80:
            counters.dropped += 1
            return Outcome(NO_RESPONSE)
        counters.queries += 1
        outcome = self._respond(data, is_udp, address, now)
        counters.responses += 1
        counters.octets_sent += len(outcome.response)
        self.rcodes[outcome.rcode] = self.rcodes.get(outcome.rcode, 0) + 1
        return outcome

    def _respond(self, data: bytes, is_udp: bool, address: bytes, now: int) -> Outcome:
        if u16_at(data, 2) & code.OPCODE_MASK != code.QUERY:
            return refusal(data, code.NOTIMP)
        query = parse_query(data)
        if query is None:
            return refusal(data, code.FORMERR)
        option = query.edns
        reply: Edns | None = None
        if option is not None:
            own = self._own_options(option, address, now)
            if own is None:
                return refusal(data, code.FORMERR)
            reply = Edns(self._udp_size_max, option.is_dnssec_ok, EDNS_VERSION, 0, own)
        response = Response(query, reply, query.size_max(is_udp, self._udp_size_max))
        if option is not None and option.version != EDNS_VERSION:
            return response.without_records(code.BADVERS)
        return self._answer(query.question, query.is_dnssec, response)

    def _answer(self, question: Question, is_dnssec: bool, response: Response) -> Outcome:
        if question.record_class != code.CLASS_IN or question.record_type in _TRANSFERS:
            return response.without_records(code.REFUSED)
        zone = self._zones.find(question.name.lower(), question.record_type)
        if zone is None:
            return response.without_records(code.REFUSED)
        answer = resolve(zone, question.name, question.record_type, is_dnssec, self._is_minimal)
        response.write(answer, zone, is_dnssec)
        if response.is_truncated:
            self.counters.truncated += 1
        return response.finish(answer)

    def _own_options(self, option: Edns, address: bytes, now: int) -> list[Option] | None:
        """What the response's OPT record says; None if the query's is not well-formed."""
        asked = option.option(OPTION_COOKIE)
        if asked is None or self._cookies is None:
            return []
        if not cookie.is_well_formed(asked):
            return None
        answer = self._cookies.answer(asked, address, now)
        if self._cookies.is_valid(asked, address, now):
            self.counters.cookies += 1
        return [Option(OPTION_COOKIE, answer)]
