"""Answers that are ready: what may be kept, for whom, how long and how much."""

import pytest

from gloam.dns import code, message
from gloam.dns.answer_cache import ENTRY_SIZE, AnswerCache
from gloam.dns.cookie import Cookies
from gloam.dns.edns import OPTION_COOKIE, Edns, Option
from gloam.dns.name import parse_name
from gloam.dns.policy import Policy
from gloam.dns.responder import Responder
from gloam.dns.response import Outcome
from gloam.dns.zone import Zone, ZoneSet
from gloam.dns.zone_builder import parse_zone

TEXT = "$TTL 60\n@ SOA ns host SERIAL 2 3 4 30\n@ NS ns\nns A 192.0.2.SERIAL\nbig TXT LONG\n"
LONG = " ".join(["x" * 250] * 6)
CLIENT = b"192.0.2.77"


def zone(serial: int) -> Zone:
    text = TEXT.replace("SERIAL", str(serial)).replace("LONG", LONG)
    return parse_zone(text, parse_name("z."))


def server(rate_max: int = 0) -> Responder:
    cookies = Cookies(lambda data: data[-8:].rjust(8))
    policy = Policy(rate_max=rate_max)
    return Responder(ZoneSet([zone(1)]), cookies=cookies, policy=policy, cache_size=100_000)


def query(name: str, record_type: int = code.A, edns: Edns | None = None, number: int = 1) -> bytes:
    asked = message.query(number, parse_name(name), record_type, code.FLAG_RD, edns)
    return message.emit(asked)


@pytest.mark.parametrize(
    "asked",
    [
        query("ns.z."),
        query("no.z."),
        query("big.z.", code.TXT),
        query("ns.z.", edns=Edns(1232, is_dnssec_ok=True)),
    ],
)
def test_the_second_answer_differs_in_the_identifier_alone(asked: bytes) -> None:
    asked_server = server()
    first = asked_server.respond(asked, True, CLIENT)
    second = asked_server.respond(b"\xab\xcd" + asked[2:], True, b"192.0.2.78")
    assert asked_server.counters.cached == 1
    assert second.response == b"\xab\xcd" + first.response[2:]
    assert (second.question, second.rcode) == (first.question, first.rcode)
    assert second.source == first.source
    assert asked_server.counters.responses == 2
    assert asked_server.rcodes == {first.rcode: 2}
    assert asked_server.counters.truncated == (2 if first.response[2] & 2 else 0)


def test_other_octets_are_another_question() -> None:
    asked = server()
    for data in (
        query("ns.z."),
        query("NS.z."),
        query("ns.z.", edns=Edns(1232)),
        query("ns.z.", edns=Edns(1232, is_dnssec_ok=True)),
        query("ns.z.", edns=Edns(600)),
        query("ns.z.", code.AAAA),
    ):
        expected = Responder(asked.zones, cookies=None).respond(data, True, CLIENT).response
        assert asked.respond(data, True, CLIENT).response == expected
    assert asked.counters.cached == 0


def test_what_depends_on_the_client_or_the_transport_is_not_kept() -> None:
    asked = server()
    cookie = Edns(1232, options=[Option(OPTION_COOKIE, b"12345678")])
    refused = query("elsewhere.")
    version = query("ns.z.", code.IXFR)
    for data in (query("ns.z.", edns=cookie), refused, version, b"\0\1\0\0\0\1" + bytes(6)):
        asked.respond(data, True, CLIENT)
        asked.respond(data, True, CLIENT)
    asked.respond(query("big.z.", code.TXT), False, CLIENT)
    assert len(asked.respond(query("big.z.", code.TXT), True, CLIENT).response) < 512
    assert len(asked.respond(query("big.z.", code.TXT), False, CLIENT).response) > 512
    assert asked.counters.cached == 0


def test_a_changed_zone_is_answered_from() -> None:
    asked = server()
    before = asked.respond(query("ns.z."), True, CLIENT).response
    asked.zones.put(zone(2))
    after = asked.respond(query("ns.z."), True, CLIENT).response
    assert before != after
    assert asked.respond(query("ns.z."), True, CLIENT).response == after
    assert asked.counters.cached == 1
    asked.zones.remove(parse_name("z."))
    assert asked.respond(query("ns.z."), True, CLIENT).rcode == code.REFUSED


def test_ready_answers_count_for_the_rate() -> None:
    asked = server(rate_max=2)
    sent = [asked.respond(query("ns.z."), True, CLIENT).response for _ in range(6)]
    assert sent[0] == sent[1]
    assert b"" in sent
    assert asked.counters.limited + asked.counters.slipped == 4


def test_the_size_is_bounded_and_what_is_asked_for_stays() -> None:
    size = ENTRY_SIZE + 10 + 30
    cache = AnswerCache(2 * 8 * size)
    assert cache.get(b"idkept" + bytes(6), 0) is None
    cache.put(b"idkept" + bytes(6), Outcome(b"id" + bytes(30)))
    for number in range(1_000):
        asked = b"id" + number.to_bytes(10, "big")
        assert cache.get(asked, 0) is None
        cache.put(asked, Outcome(b"id" + bytes(30)))
        assert cache.get(asked, 0) is not None
        assert cache.get(b"12kept" + bytes(6), 0) == Outcome(b"12" + bytes(30))
        assert len(cache._young) + len(cache._old) <= 16
    cache.put(b"idlarge" + bytes(5), Outcome(bytes(10_000)))
    assert cache.get(b"idlarge" + bytes(5), 0) is None
