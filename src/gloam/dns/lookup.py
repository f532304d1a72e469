"""One question of a stub resolver, from its first query to its answer (RFC 1034, 5.3.1; RFC 7766).

No socket and no clock: answers and `now_ns` go in; queries, a deadline and one result come out. It
asks server after server, each longer than before, follows aliases within a limit, and asks again
over TCP where a datagram had no room for the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloam.dns import code, message
from gloam.dns.edns import Edns
from gloam.dns.malformed import Malformed
from gloam.dns.message import Message, Record
from gloam.dns.name import ROOT, key, parse_name
from gloam.net.randomness import Randomness

SECOND_NS: Final = 1_000_000_000
NO_DEADLINE: Final = -1

TIMEOUT_FIRST_NS: Final = 3 * SECOND_NS // 2
ROUNDS_MAX: Final = 3
"""Through all servers; each round waits twice as long as the one before."""
STREAM_TIMEOUT_NS: Final = 5 * SECOND_NS
"""For connection and answer."""
ALIASES_MAX: Final = 16
ADDRESSES_MAX: Final = 256
TTL_S_MAX: Final = 86_400
NEGATIVE_TTL_S_MAX: Final = 10_800
"""RFC 2308, 5."""
NEGATIVE_TTL_S: Final = 30
"""Where the server does not say."""


class Outcome(Enum):
    FOUND = "found"
    NO_DATA = "no data"
    """The name exists, but has no record of the type."""
    NO_NAME = "no name"
    FAILED = "failed"
    """No server gave an answer."""


class Unexpected(Enum):
    """Why a message that parsed well is no answer: counted, and otherwise as if it never came."""

    QUERY = "not the query"
    """Another number, question or operation: late, or forged."""
    ENDED = "after the end"


@dataclass(frozen=True, slots=True)
class Result:
    outcome: Outcome
    data: tuple[bytes, ...]
    """Of each record found, in the server's order."""
    ttl_s: int
    """How long it may be kept; 0 for FAILED."""


@dataclass(frozen=True, slots=True)
class Query:
    server: int
    payload: bytes
    is_stream: bool = False
    """Over TCP, behind its length in two bytes (RFC 1035, 4.2.2)."""


class Lookup:
    def __init__(
        self, wanted: bytes, kind: int, servers: tuple[int, ...], randomness: Randomness
    ) -> None:
        """`wanted` is a name in canonical form. `start` begins."""
        self._name = wanted
        self._kind = kind
        self._servers = servers
        self._randomness = randomness
        self._asked = Message(0)
        """The last query."""
        self._attempts = 0
        """Queries for the present name."""
        self._aliases = 0
        self._ttl_s = TTL_S_MAX
        self._has_edns = True
        self._partial: tuple[bytes, ...] = ()
        """What a truncated answer had room for, while the whole one is asked for."""
        self._is_stream = False
        self._query: Query | None = None
        self._deadline_ns = NO_DEADLINE
        self.result: Result | None = None
        """Set at the end; nothing happens any more then."""

    def start(self, now_ns: int) -> None:
        if self._servers:
            self._ask(now_ns)
        else:
            self._finish(Outcome.FAILED, ())

    def poll_transmit(self) -> Query | None:
        """The next query, to be sent from a port of its own, at which no other is heard."""
        query = self._query
        self._query = None
        return query

    def next_deadline(self) -> int:
        return self._deadline_ns

    def handle_timeout(self, now_ns: int) -> None:
        """Ask the next server, if the last one had its time."""
        if self._deadline_ns != NO_DEADLINE and now_ns >= self._deadline_ns:
            self.give_up(now_ns)

    def give_up(self, now_ns: int) -> None:
        """The server that was asked last will not answer: it is silent, or its port is closed."""
        if self.result is not None:
            return
        if self._is_stream and self._partial:
            # Enough for a client, if not all that there is.
            self._finish(Outcome.FOUND, self._partial)
        else:
            self._next_server(now_ns)

    def receive(self, payload: bytes, now_ns: int) -> Malformed | Unexpected | None:
        """Take what came from the server that was asked last; why it was ignored, if it was.

        What does not fit the query is, so that a forger has to guess more than the port.
        """
        if self.result is not None:
            return Unexpected.ENDED
        answer = message.parse(payload)
        if isinstance(answer, Malformed):
            return answer
        if not message.is_answer_to(answer, self._asked):
            return Unexpected.QUERY
        if answer.rcode == code.FORMERR and self._has_edns:
            # From the days before EDNS (RFC 6891, 7).
            self._has_edns = False
            self._attempts -= 1
            self._ask(now_ns)
        elif answer.is_truncated and not self._is_stream and answer.rcode == code.NOERROR:
            self._ask_for_all(answer, now_ns)
        elif answer.rcode == code.NXDOMAIN:
            self._ttl_s = min(self._ttl_s, negative_ttl_s(answer))
            self._finish(Outcome.NO_NAME, ())
        elif answer.rcode != code.NOERROR:
            self._next_server(now_ns)
        else:
            self._follow(answer, now_ns)
        return None

    def _ask_for_all(self, answer: Message, now_ns: int) -> None:
        """The same question to the same server over TCP (RFC 7766, 5)."""
        name, aliases, ttl_s = self._name, self._aliases, self._ttl_s
        found = self._step(answer)
        while found is None and self.result is None:
            found = self._step(answer)
        if self.result is not None:
            return
        self._partial = () if found is None else found
        if not self._partial:
            self._ttl_s = ttl_s
        self._name, self._aliases = name, aliases
        self._attempts -= 1
        self._ask(now_ns, is_stream=True)

    def _follow(self, answer: Message, now_ns: int) -> None:
        """Go from alias to alias in the answer, and ask again where it ends without a record."""
        found = self._step(answer)
        while found is None and self.result is None:
            found = self._step(answer)
        if self.result is not None or found is None:
            return
        if found:
            self._finish(Outcome.FOUND, found)
        elif self._is_asked(answer):
            self._ttl_s = min(self._ttl_s, negative_ttl_s(answer))
            self._finish(Outcome.NO_DATA, ())
        else:
            self._attempts = 0
            self._ask(now_ns)

    def _step(self, answer: Message) -> tuple[bytes, ...] | None:
        """The data of our name in the answer, maybe none; None when an alias was followed."""
        data: list[bytes] = []
        for each in answer.answers:
            if key(each.name) != self._name or each.record_class != code.CLASS_IN:
                continue
            if each.record_type == self._kind and len(data) < ADDRESSES_MAX:
                self._ttl_s = min(self._ttl_s, each.ttl)
                data.append(each.data)
        if data:
            return tuple(data)
        alias = self._alias(answer.answers)
        if alias is None:
            return ()
        self._aliases += 1
        if self._aliases > ALIASES_MAX:
            self._finish(Outcome.FAILED, ())
            return None
        self._ttl_s = min(self._ttl_s, alias.ttl)
        self._name = key(alias.data)
        return None

    def _alias(self, records: list[Record]) -> Record | None:
        for each in records:
            if (
                each.record_type == code.CNAME
                and each.data
                and each.record_class == code.CLASS_IN
                and key(each.name) == self._name
            ):
                return each
        return None

    def _is_asked(self, answer: Message) -> bool:
        """Whether the answer's question is for the name where the aliases end."""
        return key(answer.questions[0].name) == self._name

    def _next_server(self, now_ns: int) -> None:
        if self._attempts >= ROUNDS_MAX * len(self._servers):
            self._finish(Outcome.FAILED, ())
        else:
            self._ask(now_ns)

    def _ask(self, now_ns: int, *, is_stream: bool = False) -> None:
        count = len(self._servers)
        server = self._servers[self._attempts % count]
        self._is_stream = is_stream
        delay_ns = STREAM_TIMEOUT_NS if is_stream else TIMEOUT_FIRST_NS << self._attempts // count
        self._deadline_ns = now_ns + delay_ns
        self._attempts += 1
        self._asked = message.query(
            self._randomness.bits(16),
            self._name,
            self._kind,
            edns=Edns() if self._has_edns else None,
        )
        self._query = Query(server, message.emit(self._asked), is_stream)

    def _finish(self, outcome: Outcome, data: tuple[bytes, ...]) -> None:
        ttl_s = 0 if outcome is Outcome.FAILED else self._ttl_s
        self.result = Result(outcome, data, ttl_s)
        self._query = None
        self._deadline_ns = NO_DEADLINE


def negative_ttl_s(answer: Message) -> int:
    """How long to remember that there is nothing: from the SOA record (RFC 2308, 5)."""
    for each in answer.authorities:
        if each.record_type == code.SOA and len(each.data) >= 20:
            minimum = int.from_bytes(each.data[len(each.data) - 4 :], "big")
            return min(each.ttl, minimum, NEGATIVE_TTL_S_MAX)
    return NEGATIVE_TTL_S


def canonical(text: str) -> bytes | None:
    """The name that a program writes, in canonical form; None if it cannot be one."""
    try:
        wanted = parse_name(text)
    except ValueError:
        return None
    return None if wanted == ROOT else key(wanted)
