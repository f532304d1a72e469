"""Query in, response out: the server without its sockets.

What a client sends is data: nothing here raises, and what deserves no answer gets none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gloam.dns import code, cookie, tsig
from gloam.dns.answer import Answer, resolve
from gloam.dns.answer_cache import AnswerCache
from gloam.dns.cookie import Cookies
from gloam.dns.difference import Journal
from gloam.dns.edns import (
    OPTION_COOKIE,
    OPTION_NSID,
    OPTION_PADDING,
    UDP_SIZE_DEFAULT,
    Edns,
    Option,
)
from gloam.dns.identity import identity
from gloam.dns.message import HEADER_SIZE, MESSAGE_SIZE_MAX, Question
from gloam.dns.policy import Policy
from gloam.dns.query import Query, parse_notification, parse_query
from gloam.dns.rate_limit import RateLimiter, Verdict, network
from gloam.dns.response import (
    Outcome,
    Response,
    acknowledgement,
    not_authentic,
    refusal,
    truncated,
)
from gloam.dns.rrset import Placed
from gloam.dns.transfer import is_newer, transfer
from gloam.dns.tsig import Key, Mistake, Session
from gloam.dns.zone import Zone, ZoneSet
from gloam.net.wire.octets import u16_at

NO_RESPONSE: Final = b""
EDNS_VERSION: Final = 0
_RCODES: Final = 32
"""Those that are sent are below."""
_COMMON_TYPES: Final = 264
"""Those that are counted in a table: all that IANA has given out but a handful."""
_TRUNCATED: Final = code.FLAG_TC >> 8

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
    cached: int = 0
    """Responses that were ready."""
    cookies: int = 0
    """Queries that came with a valid server cookie."""
    octets_sent: int = 0
    transfers: int = 0
    notifications: int = 0
    slipped: int = 0
    """Responses truncated because there were too many of the kind."""
    limited: int = 0
    """Responses not sent for that."""


class Responder:
    def __init__(
        self,
        zones: ZoneSet,
        udp_size_max: int = UDP_SIZE_DEFAULT,
        is_minimal: bool = False,
        cookies: Cookies | None = None,
        policy: Policy | None = None,
        cache_size: int = 0,
        keys: list[Key] | None = None,
        journal_size: int = 0,
    ) -> None:
        """`cache_size` is in octets of memory for answers over UDP; 0 keeps none.

        Who signs with one of `keys` may have whole zones, and its NOTIFY messages are believed.
        """
        self._journals: dict[bytes, Journal] = {}
        self._journal_size = journal_size
        self._keys = {key.name: key for key in keys or []}
        self.policy: Final = policy if policy is not None else Policy()
        self._limiter: RateLimiter | None = None
        if self.policy.rate_max > 0:
            self._limiter = RateLimiter(self.policy.rate_max, self.policy.slip)
        self.zones: Final = zones
        self._cookies = cookies
        self._udp_size_max = udp_size_max
        self._is_minimal = is_minimal
        self._cache = AnswerCache(cache_size) if cache_size > 0 else None
        self.counters = Counters()
        self._rcodes: list[int] = [0] * _RCODES
        self._types: list[int] = [0] * _COMMON_TYPES
        self._other_types: dict[int, int] = {}

    @property
    def rcodes(self) -> dict[int, int]:
        """How many responses had each response code."""
        return {rcode: count for rcode, count in enumerate(self._rcodes) if count > 0}

    @property
    def types(self) -> dict[int, int]:
        """How many questions were for each type, of those that were understood."""
        common = {number: count for number, count in enumerate(self._types) if count > 0}
        return {**common, **self._other_types}

    def respond(self, data: bytes, is_udp: bool, address: bytes = b"", now: int = 0) -> Outcome:
        """`address` is the client's as text, `now` are seconds since 1970."""
        counters = self.counters
        if len(data) < HEADER_SIZE or data[2] & 0x80:
            counters.dropped += 1
            return Outcome(NO_RESPONSE)
        counters.queries += 1
        at = tsig.find(data) if self._keys and data[10:12] != b"\0\0" else tsig.ABSENT
        if at == tsig.ABSENT:
            outcome = self._outcome(data, is_udp, address, now)
        else:
            outcome = self._signed(data, at, is_udp, address, now)
        if is_udp and self._limiter is not None and not outcome.is_trusted:
            outcome = self._limited(self._limiter, outcome, data, address, now)
            if not outcome.response:
                return outcome
        if outcome.question is not None:
            asked = outcome.question.record_type
            if asked < _COMMON_TYPES:
                self._types[asked] += 1
            else:
                self._other_types[asked] = self._other_types.get(asked, 0) + 1
        counters.responses += 1
        counters.octets_sent += len(outcome.response)
        self._rcodes[outcome.rcode] += 1
        if outcome.response[2] & _TRUNCATED:
            counters.truncated += 1
        return outcome

    def _outcome(self, data: bytes, is_udp: bool, address: bytes, now: int) -> Outcome:
        """From the cache, if there is one and the answer is in it."""
        cache = self._cache
        if cache is None or not is_udp:
            return self._respond(data, is_udp, address, now)
        ready = cache.get(data, self.zones.version)
        if ready is not None:
            self.counters.cached += 1
            return ready
        outcome = self._respond(data, is_udp, address, now)
        if outcome.is_repeatable:
            cache.put(data, outcome)
        return outcome

    def _signed(self, data: bytes, at: int, is_udp: bool, address: bytes, now: int) -> Outcome:
        """The answer to a message that has a TSIG record, or something like it, at `at`."""
        signature = tsig.take_off(data, at) if at >= 0 else None
        if signature is None:
            return refusal(data, code.FORMERR)
        key = self._keys.get(signature.key_name)
        session = Session(key) if key is not None else None
        found = session.check(signature, now) if session is not None else Mistake.KEY
        if session is not None and key is not None and isinstance(found, bytes):
            outcome = self._respond(data[:2] + found[2:], is_udp, address, now, key)
            response = session.answer().sign(outcome.response, now)
            return dataclasses.replace(outcome, response=response, is_trusted=True)
        asked = data[:2] + signature.message[2:]
        query = parse_query(asked)
        if query is None or not isinstance(found, Mistake):
            return refusal(data, code.FORMERR)
        outcome = not_authentic(asked, query.question)
        if session is not None and found is Mistake.TIME:
            # So that the client can tell whose clock is wrong (RFC 8945, 5.2.3).
            clock = now.to_bytes(6, "big")
            answer = session.answer()
            response = answer.sign(outcome.response, signature.time, found.value, clock)
        else:
            response = tsig.unsigned(outcome.response, signature, found, now)
        return dataclasses.replace(outcome, response=response)

    def put(self, zone: Zone) -> None:
        """Serve a zone; what changed since an older version is kept for secondaries."""
        key = zone.apex.key
        old = self.zones.get(key)
        if old is not None and self._journal_size > 0 and is_newer(zone.serial, old.serial):
            self._journals.setdefault(key, Journal(self._journal_size)).change(old, zone)
        else:
            self._journals.pop(key, None)
        self.zones.put(zone)

    def transfer(self, data: bytes, address: str, now: int = 0) -> Iterator[bytes] | None:
        """The messages of a zone, if that is what the query over TCP asks for and may have."""
        if not self._keys:
            return self._transfer(data, address, None)
        at = tsig.find(data)
        signature = tsig.take_off(data, at) if at >= 0 else None
        if signature is None:
            return self._transfer(data, address, None)
        key = self._keys.get(signature.key_name)
        if key is None:
            return None
        session = Session(key)
        found = session.check(signature, now)
        if isinstance(found, Mistake):
            return None
        messages = self._transfer(found, address, key)
        return None if messages is None else _each_signed(session.answer(), messages, now)

    def _transfer(self, data: bytes, address: str, key: Key | None) -> Iterator[bytes] | None:
        if len(data) < HEADER_SIZE or u16_at(data, 2) & (code.FLAG_QR | code.OPCODE_MASK):
            return None
        query = parse_query(data)
        if query is None or query.question.record_type not in (code.AXFR, code.IXFR):
            return None
        zone = self._whole_zone(query, address, key)
        if zone is None:
            return None
        self.counters.queries += 1
        self.counters.transfers += 1
        return transfer(zone, query, self._journals.get(zone.apex.key))

    def _whole_zone(self, query: Query, address: str, key: Key | None) -> Zone | None:
        question = query.question
        is_allowed = key is not None or self.policy.may_transfer(address)
        if question.record_class != code.CLASS_IN or not is_allowed:
            return None
        return self.zones.get(question.name.lower())

    def _limited(
        self, limiter: RateLimiter, outcome: Outcome, data: bytes, address: bytes, now: int
    ) -> Outcome:
        match limiter.verdict(network(address), outcome.rcode, outcome.source, now):
            case Verdict.SEND:
                return outcome
            case Verdict.TRUNCATE:
                self.counters.slipped += 1
                return truncated(data, outcome)
            case Verdict.DROP:
                self.counters.limited += 1
                return Outcome(NO_RESPONSE)

    def _respond(
        self, data: bytes, is_udp: bool, address: bytes, now: int, key: Key | None = None
    ) -> Outcome:
        """`key` is the one that signs the answer."""
        opcode = u16_at(data, 2) & code.OPCODE_MASK
        if opcode == code.NOTIFY << code.OPCODE_SHIFT:
            return self._notified(data, address, key)
        if opcode != code.QUERY:
            return refusal(data, code.NOTIMP)
        query = parse_query(data)
        if query is None:
            return refusal(data, code.FORMERR)
        option = query.edns
        reply: Edns | None = None
        is_trusted = False
        if option is not None:
            asked = option.option(OPTION_COOKIE)
            if asked is not None and self._cookies is not None:
                if not cookie.is_well_formed(asked):
                    return refusal(data, code.FORMERR)
                is_trusted = self._cookies.is_valid(asked, address, now)
            own = self._own_options(option, address, now)
            reply = Edns(self._udp_size_max, option.is_dnssec_ok, EDNS_VERSION, 0, own)
        self.counters.cookies += 1 if is_trusted else 0
        # RFC 7830, 4: padded if the query is; over UDP it would only amplify.
        is_padded = option is not None and option.option(OPTION_PADDING) is not None and not is_udp
        size_max = query.size_max(is_udp, self._udp_size_max)
        if key is not None:
            size_max -= key.record_size
        response = Response(query, reply, size_max, is_padded, is_trusted)
        if option is not None and option.version != EDNS_VERSION:
            return response.without_records(code.BADVERS)
        return self._answer(query, address, response, key)

    def _answer(self, query: Query, address: bytes, response: Response, key: Key | None) -> Outcome:
        question = query.question
        if question.record_class == code.CLASS_CH:
            return self._identify(question, response)
        if question.record_type == code.IXFR:
            return self._version(query, address, response, key)
        if question.record_class != code.CLASS_IN or question.record_type in _TRANSFERS:
            return response.without_records(code.REFUSED)
        zone = self.zones.find(question.name.lower(), question.record_type)
        if zone is None:
            return response.without_records(code.REFUSED)
        is_dnssec = query.is_dnssec
        # The answers to options are about the client, or about now.
        response.is_repeatable = query.edns is None or not query.edns.options
        answer = resolve(zone, question.name, question.record_type, is_dnssec, self._is_minimal)
        return self._written(response, answer, zone, is_dnssec)

    def _written(self, response: Response, answer: Answer, zone: Zone, is_dnssec: bool) -> Outcome:
        response.write(answer, zone, is_dnssec)
        return response.finish(answer)

    def _version(
        self, query: Query, address: bytes, response: Response, key: Key | None
    ) -> Outcome:
        """IXFR over UDP: the SOA record says whether it is worth a connection (RFC 1995, 2)."""
        zone = self._whole_zone(query, address.decode("ascii", "replace"), key)
        if zone is None:
            return response.without_records(code.REFUSED)
        answer = Answer()
        answer.answers = [Placed(zone.apex.name, zone.apex.rrsets[code.SOA])]
        return self._written(response, answer, zone, False)

    def _identify(self, question: Question, response: Response) -> Outcome:
        found = identity(self.policy, question)
        if found is None:
            return response.without_records(code.REFUSED)
        response.write_sets([found])
        answer = Answer()
        return response.finish(answer)

    def _notified(self, data: bytes, address: bytes, key: Key | None) -> Outcome:
        """RFC 1996, 3: from a primary it is acknowledged, and the shell asks for the zone."""
        question = parse_notification(data)
        if question is None:
            return refusal(data, code.FORMERR)
        is_known = address.decode("ascii", "replace") in self.policy.notify_from
        if key is None and not is_known:
            return refusal(data, code.REFUSED)
        self.counters.notifications += 1
        return acknowledgement(data, question)

    def _own_options(self, option: Edns, address: bytes, now: int) -> list[Option]:
        """What the response's OPT record says."""
        own: list[Option] = []
        asked = option.option(OPTION_COOKIE)
        if asked is not None and self._cookies is not None:
            own.append(Option(OPTION_COOKIE, self._cookies.answer(asked, address, now)))
        if self.policy.nsid and option.option(OPTION_NSID) is not None:
            own.append(Option(OPTION_NSID, self.policy.nsid))
        return own


def _each_signed(session: Session, messages: Iterator[bytes], now: int) -> Iterator[bytes]:
    """A record that alone fills a message leaves no room for a signature: the next one covers it
    (RFC 8945, 5.3.1). It is neither the first message nor the last, which hold SOA records."""
    for data in messages:
        if len(data) + session.key.record_size <= MESSAGE_SIZE_MAX:
            yield session.sign(data, now)
        elif session.leave_unsigned(data):
            yield data
        else:
            return
