import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.dns import code as dns
from gloam.dns import lookup, message
from gloam.dns.cache import ENTRIES_MAX, Cache
from gloam.dns.edns import Edns
from gloam.dns.lookup import (
    ALIASES_MAX,
    ROUNDS_MAX,
    TTL_S_MAX,
    Lookup,
    Outcome,
    Query,
    Result,
    Unexpected,
)
from gloam.dns.malformed import Malformed
from gloam.dns.message import Message, Question, Record
from gloam.net.randomness import Randomness

SECOND = 1_000_000_000
NOW = 100 * SECOND
SERVERS = (0x0A000001, 0x0A000002)
WWW = b"\x03www\x07example\x00"


def named(text: str) -> bytes:
    wanted = lookup.canonical(text)
    assert wanted is not None
    return wanted


def address(owner: bytes, number: int, ttl: int = 300) -> Record:
    return Record(owner, dns.A, 1, ttl, bytes([10, 1, 0, number]))


def alias(owner: bytes, target: bytes, ttl: int = 300) -> Record:
    return Record(owner, dns.CNAME, 1, ttl, target)


def soa(minimum: int, ttl: int = 900) -> Record:
    return Record(b"\0", dns.SOA, 1, ttl, b"\0\0" + bytes(16) + minimum.to_bytes(4, "big"))


class Bench:
    def __init__(self, servers: tuple[int, ...] = SERVERS) -> None:
        self.lookup = Lookup(WWW, dns.A, servers, Randomness(random.Random(3).randbytes))
        self.now = NOW
        self.lookup.start(self.now)
        self.query: Message | None = None

    def asked(self) -> Query:
        query = self.lookup.poll_transmit()
        assert query is not None
        self.query = parsed(query.payload)
        return query

    def answer(
        self,
        answers: list[Record],
        authority: list[Record] | None = None,
        code: int = 0,
        flags: int = dns.FLAG_QR,
        question: Question | None = None,
        other_transaction: int = 0,
        expected: Unexpected | None = None,
    ) -> None:
        assert self.query is not None
        questions = self.query.questions if question is None else [question]
        transaction = self.query.id ^ other_transaction
        whole = Message(transaction, flags, 0, code, questions, answers, authority or [])
        assert self.lookup.receive(message.emit(whole), self.now) is expected

    def timeout(self) -> None:
        self.now = self.lookup.next_deadline()
        self.lookup.handle_timeout(self.now)

    def result(self) -> Result | None:
        return self.lookup.result


def parsed(payload: bytes) -> Message:
    found = message.parse(payload)
    assert isinstance(found, Message)
    return found


def test_question_and_answer() -> None:
    bench = Bench()
    query = bench.asked()
    assert query.server == SERVERS[0]
    asked = parsed(query.payload)
    assert asked.questions == [Question(WWW, dns.A, 1)]
    assert asked.flags == dns.FLAG_RD
    assert asked.edns == Edns(1232)
    bench.answer([address(b"\x03WWW\x07example\x00", 1, 60), address(WWW, 2, 50)])
    assert bench.result() == Result(Outcome.FOUND, (b"\x0a\x01\0\1", b"\x0a\x01\0\2"), 50)
    assert bench.lookup.next_deadline() == -1


def test_aliases_are_followed_in_the_answer_in_any_order() -> None:
    bench = Bench()
    bench.asked()
    a, b = named("a.example"), named("b.example")
    bench.answer([address(b, 1), alias(a, b, 7), address(WWW[:-1] + b"\x01x\0", 9), alias(WWW, a)])
    assert bench.result() == Result(Outcome.FOUND, (b"\x0a\x01\0\1",), 7)


def test_alias_that_leads_out_of_the_answer_is_asked_for() -> None:
    bench = Bench()
    bench.asked()
    bench.answer([alias(WWW, named("Other.Example"))])
    assert bench.result() is None
    assert parsed(bench.asked().payload).questions[0].name == named("other.example")
    bench.answer([address(named("other.example"), 5)])
    assert bench.result() == Result(Outcome.FOUND, (b"\x0a\x01\0\5",), 300)


def test_aliases_in_a_circle_end() -> None:
    bench = Bench()
    bench.asked()
    a = named("a.example")
    bench.answer([alias(WWW, a), alias(a, WWW)])
    assert bench.result() == Result(Outcome.FAILED, (), 0)
    bench = Bench()
    for number in range(ALIASES_MAX + 1):
        bench.asked()
        assert bench.query is not None
        bench.answer([alias(bench.query.questions[0].name, named(f"n{number}.example"))])
    assert bench.result() == Result(Outcome.FAILED, (), 0)


def test_nothing_is_remembered_for_the_time_the_zone_says() -> None:
    for code, outcome in ((dns.NXDOMAIN, Outcome.NO_NAME), (0, Outcome.NO_DATA)):
        for records, ttl in (([soa(60)], 60), ([soa(9000, 70)], 70), ([soa(99999, 99999)], 10800)):
            bench = Bench()
            bench.asked()
            bench.answer([], records, code)
            assert bench.result() == Result(outcome, (), ttl)
        bench = Bench()
        bench.asked()
        bench.answer([], [], code)
        assert bench.result() == Result(outcome, (), 30)


def test_servers_take_turns_each_longer_then_it_fails() -> None:
    bench = Bench()
    asked, waited = [], []
    while bench.result() is None:
        asked.append(bench.asked().server)
        waited.append(bench.lookup.next_deadline() - bench.now)
        bench.timeout()
    assert asked == list(SERVERS) * ROUNDS_MAX
    assert [delay / SECOND for delay in waited] == [1.5, 1.5, 3, 3, 6, 6]
    assert bench.result() == Result(Outcome.FAILED, (), 0)


@pytest.mark.parametrize("code", [dns.SERVFAIL, dns.REFUSED, 4, 9])
def test_server_that_cannot_answer_makes_way_for_the_next(code: int) -> None:
    bench = Bench()
    bench.asked()
    bench.answer([], code=code)
    assert bench.asked().server == SERVERS[1]


def test_server_that_knows_no_edns_is_asked_without() -> None:
    bench = Bench()
    bench.asked()
    bench.answer([], code=dns.FORMERR)
    query = bench.asked()
    assert query.server == SERVERS[0]
    assert parsed(query.payload).edns is None
    bench.answer([], code=dns.FORMERR)
    assert bench.asked().server == SERVERS[1]


def test_without_servers_it_fails_at_once() -> None:
    assert Bench(()).result() == Result(Outcome.FAILED, (), 0)


def test_what_does_not_fit_the_query_is_not_heard() -> None:
    bench = Bench()
    bench.asked()
    good = [address(WWW, 1)]
    bench.answer(good, other_transaction=1, expected=Unexpected.QUERY)
    bench.answer(good, flags=0, expected=Unexpected.QUERY)
    bench.answer(
        good, question=Question(named("other.example"), dns.A, 1), expected=Unexpected.QUERY
    )
    bench.answer(good, question=Question(WWW, dns.AAAA, 1), expected=Unexpected.QUERY)
    bench.answer(good, question=Question(WWW, dns.A, 3), expected=Unexpected.QUERY)
    assert bench.result() is None
    assert bench.lookup.receive(b"junk", bench.now) is Malformed.HEADER
    bench.answer(good)
    assert bench.result() is not None
    bench.answer(good, expected=Unexpected.ENDED)


def test_numbers_differ_from_query_to_query() -> None:
    bench = Bench()
    seen = set()
    for _ in range(6):
        bench.asked()
        assert bench.query is not None
        seen.add(bench.query.id)
        bench.timeout()
    assert len(seen) == 6


TRUNCATED = dns.FLAG_QR | dns.FLAG_TC


def test_truncated_answer_is_asked_for_over_tcp() -> None:
    """RFC 7766, 5: the same server, and with a number of its own."""
    bench = Bench()
    first = bench.asked()
    assert not first.is_stream
    bench.answer([address(WWW, 1)], flags=TRUNCATED)
    assert bench.result() is None
    again = bench.asked()
    assert again.is_stream and again.server == first.server
    assert parsed(again.payload).id != parsed(first.payload).id
    bench.answer([address(WWW, 1), address(WWW, 2)])
    assert bench.result() == Result(Outcome.FOUND, (b"\x0a\x01\0\1", b"\x0a\x01\0\2"), 300)


def test_truncated_answer_gives_what_it_has_when_tcp_fails() -> None:
    bench = Bench()
    bench.asked()
    bench.answer([address(WWW, 1)], flags=TRUNCATED)
    bench.asked()
    bench.timeout()
    assert bench.result() == Result(Outcome.FOUND, (b"\x0a\x01\0\1",), 300)


def test_empty_truncated_answer_leads_to_the_next_server_when_tcp_fails() -> None:
    bench = Bench()
    bench.asked()
    bench.answer([], flags=TRUNCATED)
    assert bench.asked().is_stream
    bench.lookup.give_up(bench.now)
    query = bench.asked()
    assert (query.server, query.is_stream) == (SERVERS[1], False)


def test_alias_in_a_truncated_answer_is_followed_in_the_whole_one() -> None:
    bench = Bench()
    bench.asked()
    a = named("a.example")
    bench.answer([alias(WWW, a, 5)], flags=TRUNCATED)
    assert parsed(bench.asked().payload).questions[0].name == WWW
    bench.answer([alias(WWW, a, 5), address(a, 3)], flags=TRUNCATED)
    assert bench.result() == Result(Outcome.FOUND, (b"\x0a\x01\0\3",), 5)


def test_silent_server_is_given_up_over_tcp_too() -> None:
    bench = Bench()
    bench.asked()
    bench.answer([], flags=TRUNCATED)
    bench.asked()
    assert bench.lookup.next_deadline() == bench.now + lookup.STREAM_TIMEOUT_NS
    bench.timeout()
    assert bench.asked().server == SERVERS[1]


def test_times_to_live_are_bounded() -> None:
    bench = Bench()
    bench.asked()
    bench.answer([address(WWW, 1, 2**31 - 1)])
    assert bench.result() == Result(Outcome.FOUND, (b"\x0a\x01\0\1",), TTL_S_MAX)


def test_cache_keeps_for_the_time_to_live_and_is_bounded() -> None:
    cache = Cache()
    found = Result(Outcome.FOUND, (b"\1\2\3\4",), 10)
    cache.put(WWW, 1, found, NOW)
    assert cache.get(WWW, 1, NOW + 10 * SECOND - 1) is found
    assert cache.get(WWW, 28, NOW) is None
    assert cache.get(WWW, 1, NOW + 10 * SECOND) is None
    assert cache._entries == {}
    cache.put(WWW, 1, Result(Outcome.FAILED, (), 0), NOW)
    assert cache._entries == {}
    for number in range(2 * ENTRIES_MAX):
        cache.put(b"%d" % number, 1, found, NOW)
    assert len(cache._entries) == ENTRIES_MAX
    assert cache.get(b"%d" % (ENTRIES_MAX - 1), 1, NOW) is None
    assert cache.get(b"%d" % ENTRIES_MAX, 1, NOW) is found


@given(st.binary(max_size=200), st.booleans())
def test_any_answer_raises_nothing(data: bytes, with_head: bool) -> None:
    bench = Bench()
    query = bench.asked()
    head = query.payload[:2] + b"\x81\x80" if with_head else b""
    bench.lookup.receive(head + data, bench.now)
