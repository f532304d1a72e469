"""What a server says about itself, to whom, and how often."""

import pytest

from gloam.dns import code, message
from gloam.dns.cookie import Cookies
from gloam.dns.edns import OPTION_COOKIE, OPTION_NSID, OPTION_PADDING, Edns, Option
from gloam.dns.message import Message, Question
from gloam.dns.name import parse_name
from gloam.dns.policy import Policy
from gloam.dns.rate_limit import RateLimiter, Verdict, network
from gloam.dns.responder import Responder
from gloam.dns.response import Outcome
from gloam.dns.zone import ZoneSet
from gloam.dns.zone_builder import parse_zone

TEXT = """\
$TTL 60
@ SOA ns host 1 2 3 4 30
@ NS ns
ns A 192.0.2.1
*.w A 192.0.2.2
cut NS ns.cut
ns.cut A 192.0.2.3
big TXT LONG
""".replace("LONG", " ".join(["x" * 250] * 20))
CLIENT = b"192.0.2.77"


def server(**policy: object) -> Responder:
    cookies = Cookies(lambda data: data[-8:].rjust(8))
    zones = ZoneSet([parse_zone(TEXT, parse_name("z."))])
    return Responder(zones, cookies=cookies, policy=Policy(**policy))  # type: ignore[arg-type]


def ask(
    asked: Responder,
    name: str,
    record_type: int = code.A,
    record_class: int = code.CLASS_IN,
    is_udp: bool = True,
    options: list[Option] | None = None,
    now: int = 0,
) -> Outcome:
    query = Message(1, questions=[Question(parse_name(name), record_type, record_class)])
    query.edns = Edns(4096, options=options) if options is not None else None
    return asked.respond(message.emit(query), is_udp, CLIENT, now)


def parsed(outcome: Outcome) -> Message:
    found = message.parse(outcome.response)
    assert isinstance(found, Message)
    return found


def test_the_name_of_the_server_is_said_to_who_asks() -> None:
    named = server(nsid=b"ns1")
    answer = parsed(ask(named, "ns.z.", options=[Option(OPTION_NSID, b"")]))
    assert answer.edns is not None and answer.edns.options == [Option(OPTION_NSID, b"ns1")]
    answer = parsed(ask(named, "ns.z.", options=[]))
    assert answer.edns is not None and answer.edns.options == []
    answer = parsed(ask(server(), "ns.z.", options=[Option(OPTION_NSID, b"")]))
    assert answer.edns is not None and answer.edns.options == []


@pytest.mark.parametrize(
    "name", ["version.bind.", "VERSION.server.", "id.server.", "hostname.bind."]
)
def test_class_chaos_is_about_the_server(name: str) -> None:
    named = server(nsid=b"ns1", version="1 \u00e4")
    answer = parsed(ask(named, name, code.TXT, code.CLASS_CH))
    text = b"\4" + "1 \u00e4".encode() if "version" in name.lower() else b"\3ns1"
    (record,) = answer.answers
    assert (record.data, record.record_class, record.ttl) == (text, code.CLASS_CH, 0)
    assert answer.flags & code.FLAG_AA
    assert ask(server(), name, code.TXT, code.CLASS_CH).rcode == code.REFUSED
    assert ask(named, name, code.A, code.CLASS_CH).rcode == code.REFUSED
    assert ask(named, "ns.z.", code.TXT, code.CLASS_CH).rcode == code.REFUSED
    assert ask(named, name, code.TXT, code.CLASS_IN).rcode == code.REFUSED


@pytest.mark.parametrize("name", ["ns.z.", "none.z.", "other.", "big.z."])
def test_responses_over_tcp_are_padded_if_the_query_is(name: str) -> None:
    padding = [Option(OPTION_PADDING, bytes(20))]
    for record_type in (code.A, code.TXT):
        outcome = ask(server(), name, record_type, is_udp=False, options=padding)
        assert len(outcome.response) % 468 == 0
        answer = parsed(outcome)
        assert answer.edns is not None
        assert not any(answer.edns.options[-1].data)
        plain = ask(server(), name, record_type, is_udp=True, options=padding)
        assert plain.response == ask(server(), name, record_type, options=[]).response
        assert len(ask(server(), name, record_type, is_udp=False).response) % 468


def limiter_run(limiter: RateLimiter, count: int, now: int, name: bytes = b"n") -> str:
    letters = {Verdict.SEND: "s", Verdict.TRUNCATE: "t", Verdict.DROP: "d"}
    return "".join(letters[limiter.verdict(b"192.0.2", 0, name, now)] for _ in range(count))


def test_rates_are_limited_and_every_other_response_slips() -> None:
    limiter = RateLimiter(4, 2)
    assert limiter_run(limiter, 8, 100) == "ssssdtdt"
    # Eight in the second before: too many still; then half of that counts, and half again.
    assert limiter_run(limiter, 2, 101) == "dt"
    assert limiter_run(limiter, 2, 104) == "ss"
    assert limiter_run(limiter, 5, 200) == "ssssd"
    assert limiter_run(limiter, 1, 200, b"other") == "s"
    assert limiter_run(RateLimiter(1, 0), 4, 1) == "sddd"
    assert limiter_run(RateLimiter(1, 1), 4, 1) == "sttt"


def test_the_table_is_bounded() -> None:
    limiter = RateLimiter(1, 0, slots=1)
    assert limiter_run(limiter, 2, 1, b"a") == "sd"
    assert limiter_run(limiter, 1, 1, b"b") == "s"
    assert limiter_run(limiter, 1, 1, b"a") == "s"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (b"192.0.2.77", b"192.0.2"),
        (b"2001:db8:1:2:3:4:5:6", b"2001:db8:1:2"),
        (b"2001:db8::1", b"2001:db8"),
        (b"::1", b""),
        (b"", b""),
    ],
)
def test_networks_of_addresses(address: bytes, expected: bytes) -> None:
    assert network(address) == expected


@pytest.mark.parametrize("names", ["n{}.z.", "a{}.w.z.", "x{}.cut.z.", "ns.z.", "y{}."])
def test_names_that_are_made_up_count_together(names: str) -> None:
    limited = server(rate_max=10, slip=2)
    outcomes = [ask(limited, names.format(n), now=50) for n in range(40)]
    sent = [parsed(o) for o in outcomes if o.response]
    whole = [m for m in sent if not m.is_truncated]
    if names == "y{}.":  # refused, and about no zone of ours: each name for itself
        assert len(whole) == 40
        return
    assert (len(whole), len(sent)) == (10, 25)
    assert all(not m.answers and not m.authorities for m in sent if m.is_truncated)
    counters = limited.counters
    assert (counters.slipped, counters.limited, counters.queries) == (15, 15, 40)
    assert ask(limited, "ns.z.", is_udp=False, now=50).response


def test_a_client_that_has_shown_its_address_is_not_limited() -> None:
    limited = server(rate_max=1, slip=0)
    first = parsed(ask(limited, "ns.z.", options=[Option(OPTION_COOKIE, b"12345678")], now=9))
    assert first.edns is not None
    cookie = first.edns.option(OPTION_COOKIE)
    assert cookie is not None
    for _ in range(5):
        assert ask(limited, "ns.z.", options=[Option(OPTION_COOKIE, cookie)], now=9).response
    assert not ask(limited, "ns.z.", options=[Option(OPTION_COOKIE, b"12345678")], now=9).response


def notify(name: str = "z.", record_type: int = code.SOA, questions: int = 1) -> bytes:
    made = Message(3, code.FLAG_AA, code.NOTIFY)
    made.questions.extend([Question(parse_name(name), record_type)] * questions)
    return message.emit(made)


def test_notifications_of_primaries_are_acknowledged() -> None:
    told = server(notify_from=(CLIENT.decode(),))
    outcome = told.respond(notify("Z."), True, CLIENT)
    assert outcome.notified == b"\1z\0"
    answer = parsed(outcome)
    assert (answer.opcode, answer.rcode, answer.id) == (code.NOTIFY, code.NOERROR, 3)
    assert answer.flags == code.FLAG_QR | code.FLAG_AA
    for data, address, rcode in (
        (notify(), b"192.0.2.78", code.REFUSED),
        (notify(record_type=code.A), CLIENT, code.FORMERR),
        (notify(questions=2), CLIENT, code.FORMERR),
        (notify(questions=0), CLIENT, code.FORMERR),
        (notify()[:14], CLIENT, code.FORMERR),
    ):
        refused = told.respond(data, True, address)
        assert (refused.rcode, refused.notified) == (rcode, b"")
