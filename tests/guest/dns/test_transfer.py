"""Whole zones out and in: AXFR, IXFR, and what is refused of both."""

import pytest

from gloam.dns import code, message
from gloam.dns.message import MESSAGE_SIZE_MAX, Message, Question, Record
from gloam.dns.name import parse_name
from gloam.dns.policy import Policy
from gloam.dns.responder import Responder
from gloam.dns.transfer import is_newer
from gloam.dns.transfer_reader import Failure, TransferReader
from gloam.dns.zone import Zone, ZoneSet
from gloam.dns.zone_builder import ZoneBuilder, parse_zone

ORIGIN = parse_name("z.")
SERIAL = 7
HEAD = f"$TTL 60\n@ SOA ns host {SERIAL} 2 3 4 30\n@ NS ns\nns A 192.0.2.1\n"
TEXT = (
    HEAD
    + "cut NS ns.cut\nns.cut A 192.0.2.2\nMiXed TXT x\n*.w MX 1 ns\n"
    + "".join(
        f'n{number} TXT "{"x" * (number % 200)}"\nn{number} MX {number} n{number // 2}\n'
        for number in range(2_000)
    )
)
HERE = "192.0.2.9"


def responder(zone: Zone, **policy: object) -> Responder:
    return Responder(ZoneSet([zone]), policy=Policy(transfer_to=(HERE,), **policy))  # type: ignore[arg-type]


def query(record_type: int, serial: int = -1, name: bytes = ORIGIN) -> bytes:
    asked = message.query(5, name, record_type)
    if serial >= 0:
        data = ORIGIN + ORIGIN + serial.to_bytes(4, "big") + bytes(16)
        asked.authorities.append(Record(name, code.SOA, code.CLASS_IN, 0, data))
    return message.emit(asked)


def messages(server: Responder, data: bytes, address: str = HERE) -> list[Message]:
    found = server.transfer(data, address)
    assert found is not None
    made = list(found)
    assert all(len(one) <= MESSAGE_SIZE_MAX for one in made)
    parsed = [message.parse(one) for one in made]
    return [one for one in parsed if isinstance(one, Message)]


def records(zone: Zone) -> set[tuple[bytes, int, int, bytes]]:
    return {
        (node.name, rrset.record_type, rrset.ttl, data)
        for node in zone.nodes.walk()
        for rrset in node.rrsets.values()
        for data in rrset.all_data()
    }


def test_all_records_come_once_between_two_soa_records() -> None:
    zone = parse_zone(TEXT, ORIGIN)
    sent = messages(responder(zone), query(code.AXFR))
    assert len(sent) > 5
    assert [one.questions for one in sent] == [
        [Question(ORIGIN, code.AXFR)],
        *[[]] * (len(sent) - 1),
    ]
    assert all(one.flags == code.FLAG_QR | code.FLAG_AA | code.FLAG_RD for one in sent)
    answers = [record for one in sent for record in one.answers]
    assert answers[0] == answers[-1] and answers[0].record_type == code.SOA
    seen = [(r.name, r.record_type, r.ttl, r.data) for r in answers[:-1]]
    assert len(seen) == len(set(seen)) == zone.record_count
    assert set(seen) == records(zone)


def test_what_is_sent_is_the_zone_again() -> None:
    zone = parse_zone(TEXT, ORIGIN)
    reader = TransferReader(ORIGIN, 77)
    found = responder(zone).transfer(reader.query(), HERE)
    assert found is not None
    for data in found:
        assert reader.image() is None
        assert reader.receive(data) is None
    image = reader.image()
    assert image is not None
    assert records(Zone(image)) == records(zone)


def test_records_of_the_largest_size_are_sent() -> None:
    builder = ZoneBuilder(ORIGIN)
    builder.add(Record(ORIGIN, code.SOA, 1, 60, ORIGIN + ORIGIN + bytes(20)))
    builder.add(Record(ORIGIN, code.NS, 1, 60, parse_name("a.")))
    for number in range(3):
        data = bytes([number]) * 65_000
        builder.add(Record(parse_name(f"x{number}.z."), 65_280, 1, 60, data))
    sent = messages(responder(Zone(builder.finish())), query(code.AXFR))
    assert sum(len(one.answers) for one in sent) == 6


@pytest.mark.parametrize(
    ("serial", "count"),
    [(SERIAL, 1), (SERIAL + 1, 1), (SERIAL - 1, 4), ((1 << 31) + SERIAL + 1, 4)],
)
def test_ixfr_is_all_or_one_record(serial: int, count: int) -> None:
    server = responder(parse_zone(HEAD, ORIGIN))
    (sent,) = messages(server, query(code.IXFR, serial))
    assert len(sent.answers) == count
    over_udp = message.parse(server.respond(query(code.IXFR, serial), True, HERE.encode()).response)
    assert isinstance(over_udp, Message)
    assert [record.record_type for record in over_udp.answers] == [code.SOA]


@pytest.mark.parametrize(
    ("data", "address"),
    [
        (query(code.AXFR), "192.0.2.8"),
        (query(code.AXFR, name=parse_name("n.z.")), HERE),
        (query(code.IXFR, 1), "192.0.2.8"),
    ],
)
def test_zones_are_for_whom_the_policy_names(data: bytes, address: str) -> None:
    server = responder(parse_zone(HEAD, ORIGIN))
    assert server.transfer(data, address) is None
    assert server.respond(data, False, address.encode()).rcode == code.REFUSED


def test_axfr_over_udp_and_soa_records_in_other_queries_are_refused() -> None:
    server = responder(parse_zone(HEAD, ORIGIN))
    assert server.respond(query(code.AXFR), True, HERE.encode()).rcode == code.REFUSED
    assert server.transfer(query(code.AXFR, 1), HERE) is None
    assert server.respond(query(code.A, 1), True, HERE.encode()).rcode == code.FORMERR
    assert server.transfer(b"", HERE) is None and server.transfer(bytes(40), HERE) is None


def answer(*answers: Record, rcode: int = 0, id: int = 7, name: bytes = ORIGIN) -> bytes:
    made = Message(id, code.FLAG_QR, rcode=rcode, questions=[Question(name, code.AXFR)])
    made.answers.extend(answers)
    return message.emit(made)


SOA = Record(ORIGIN, code.SOA, 1, 60, ORIGIN + ORIGIN + bytes(20))
NS = Record(ORIGIN, code.NS, 1, 60, parse_name("a."))


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        (b"", Failure.MALFORMED),
        (answer(SOA)[:-1], Failure.MALFORMED),
        (answer(SOA, id=8), Failure.UNEXPECTED),
        (answer(SOA, name=parse_name("y.")), Failure.UNEXPECTED),
        (answer(rcode=code.REFUSED), Failure.REFUSED),
        (answer(NS, SOA), Failure.NO_SOA),
        (answer(SOA, Record(parse_name("y."), code.A, 1, 60, bytes(4))), Failure.RECORD),
        (answer(SOA, NS, SOA, NS), Failure.TRAILING),
        (answer(*[Record(ORIGIN, code.TXT, 1, 60, bytes(255))] * 30), Failure.SIZE),
    ],
)
def test_what_is_no_zone_is_no_zone(data: bytes, failure: Failure) -> None:
    reader = TransferReader(ORIGIN, 7, octets_max=5_000)
    assert reader.receive(data) is failure
    assert reader.image() is None


def test_a_zone_without_servers_is_refused_at_its_end() -> None:
    reader = TransferReader(ORIGIN, 7)
    assert reader.receive(answer(SOA, SOA)) is None
    with pytest.raises(ValueError, match="no NS record"):
        reader.image()


@pytest.mark.parametrize(
    ("serial", "other", "newer"),
    [(1, 0, True), (0, 1, False), (5, 5, False), (0, 0xFFFF_FFFF, True), (1 << 31, 0, False)],
)
def test_serials_are_compared_as_rfc_1982_says(serial: int, other: int, newer: bool) -> None:
    assert is_newer(serial, other) is newer
