"""Queries as octets: what is answered how, what is refused, and what fits."""

import pytest

from gloam.dns import code, message
from gloam.dns.edns import Edns
from gloam.dns.message import Message
from gloam.dns.name import parse_name
from gloam.dns.responder import Responder
from gloam.dns.zone import ZoneSet
from gloam.dns.zone_builder import parse_zone

OPT = b"\0\0\x29\x04\xd0\0\0\0\0\0\0"
TEXT = """\
$TTL 60
@ SOA ns host 1 2 3 4 30
@ NS ns
ns A 192.0.2.1
ns AAAA ::1
$GENERATE 1-20 many MX $ host$
$GENERATE 1-20 host$ A 192.0.2.$
$GENERATE 1-60 more MX $ host$
""" + "".join(f'big TXT "{"x" * 200}" "{number}"\n' for number in range(3))


def responder() -> Responder:
    return Responder(ZoneSet([parse_zone(TEXT, parse_name("z."))]))


def respond(query: Message | bytes, is_udp: bool = True) -> bytes:
    data = query if isinstance(query, bytes) else message.emit(query)
    return responder().respond(data, is_udp).response


def ask(query: Message | bytes, is_udp: bool = True) -> Message:
    parsed = message.parse(respond(query, is_udp))
    assert isinstance(parsed, Message), parsed
    return parsed


def query(name: str, record_type: int = code.A, edns: Edns | None = None) -> Message:
    return message.query(77, parse_name(name), record_type, code.FLAG_RD, edns)


HEADER = b"\0\x4d\1\0\0\1\0\0\0\0\0\0"
QUESTION = b"\2ns\1z\0\0\1\0\1"


def test_an_answer_repeats_identifier_question_and_rd() -> None:
    answer = ask(query("NS.z."))
    assert answer.id == 77
    assert answer.flags == code.FLAG_QR | code.FLAG_AA | code.FLAG_RD
    assert answer.questions == query("NS.z.").questions
    assert [record.data for record in answer.answers] == [b"\xc0\0\2\1"]
    assert answer.answers[0].name == parse_name("NS.z.")
    assert answer.edns is None
    assert message.is_answer_to(answer, query("ns.Z."))


@pytest.mark.parametrize(
    ("data", "rcode"),
    [
        (b"\0\x4d\x08\0" + HEADER[4:] + QUESTION, code.NOTIMP),
        (b"\0\x4d\x28\0" + HEADER[4:] + QUESTION, code.NOTIMP),
        (HEADER, code.FORMERR),
        (HEADER + QUESTION[:-1], code.FORMERR),
        (HEADER + QUESTION + b"\0", code.FORMERR),
        (HEADER + b"\xc0\x0c\0\1\0\1", code.FORMERR),
        (b"\0\x4d\3\0" + HEADER[4:] + QUESTION, code.FORMERR),
        (HEADER[:5] + b"\2" + HEADER[6:] + QUESTION * 2, code.FORMERR),
        (HEADER[:5] + b"\0" + HEADER[6:], code.FORMERR),
        (HEADER[:7] + b"\1" + HEADER[8:] + QUESTION + OPT, code.FORMERR),
        (HEADER[:11] + b"\2" + QUESTION + OPT + OPT, code.FORMERR),
        (HEADER[:11] + b"\1" + QUESTION + OPT[:-1], code.FORMERR),
        (HEADER[:11] + b"\1" + QUESTION + OPT[:6] + b"\1" + OPT[7:], code.BADVERS),
        (HEADER + QUESTION[:-1] + b"\3", code.REFUSED),
        (HEADER + QUESTION[:-1] + b"\xff", code.REFUSED),
        (HEADER + QUESTION[:-4] + b"\0\xfc\0\1", code.REFUSED),
        (HEADER + b"\1x\0\0\1\0\1", code.REFUSED),
        (HEADER[:11] + b"\1" + QUESTION + OPT, code.NOERROR),
    ],
)
def test_what_a_server_refuses(data: bytes, rcode: int) -> None:
    answer = ask(data)
    assert answer.rcode == rcode
    assert answer.id == 77
    assert answer.flags & code.FLAG_QR
    assert bool(answer.flags & code.FLAG_AA) == (rcode == code.NOERROR)
    assert answer.opcode == data[2] >> 3 & 15


@pytest.mark.parametrize("data", [b"", HEADER[:11], b"\0\x4d\x81\0" + HEADER[4:] + QUESTION])
def test_what_deserves_no_answer(data: bytes) -> None:
    assert respond(data) == b""


def test_every_truncation_and_every_changed_octet_gets_a_message_or_nothing() -> None:
    data = HEADER[:11] + b"\1" + QUESTION + OPT
    server = responder()
    for index in range(len(data)):
        server.respond(data[:index], is_udp=True)
        for value in (0, 1, 63, 64, 128, 192, 255):
            forged = data[:index] + bytes([value]) + data[index + 1 :]
            response = server.respond(forged, is_udp=True).response
            assert not response or isinstance(message.parse(response), Message)


@pytest.mark.parametrize(
    ("edns", "is_udp", "size_max"),
    [
        (None, True, 512),
        (Edns(100), True, 512),
        (Edns(700), True, 700),
        (Edns(4096), True, 1232),
        (None, False, 65_535),
    ],
)
def test_responses_stay_within_their_limit(edns: Edns | None, is_udp: bool, size_max: int) -> None:
    for name in ("big.z.", "many.z.", "more.z."):
        asked = query(name, code.MX if name[0] == "m" else code.TXT, edns)
        data = respond(asked, is_udp)
        assert len(data) <= size_max
        answer = ask(asked, is_udp)
        assert (answer.edns is not None) == (edns is not None)
        if answer.is_truncated:
            assert not answer.answers
        else:
            assert len(answer.answers) in (3, 20, 60)
    assert ask(query("big.z.", code.TXT, edns), is_udp).is_truncated == (size_max < 700)


def test_additional_records_that_do_not_fit_are_left_out() -> None:
    answer = ask(query("many.z.", code.MX))
    assert not answer.is_truncated
    assert len(answer.answers) == 20
    assert 0 < len(answer.additionals) < 20


def test_counters() -> None:
    server = responder()
    for data in (b"", HEADER + QUESTION, message.emit(query("big.z.", code.TXT)), HEADER):
        server.respond(data, is_udp=True)
    counters = server.counters
    assert (counters.queries, counters.responses, counters.dropped) == (3, 3, 1)
    assert counters.truncated == 1
    assert server.rcodes == {code.NOERROR: 2, code.FORMERR: 1}
