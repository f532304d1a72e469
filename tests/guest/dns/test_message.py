"""The codec: what comes back, how names are compressed, and what is refused."""

import pytest

from gloam.dns import code, message
from gloam.dns.edns import Edns, Option
from gloam.dns.malformed import Malformed
from gloam.dns.message import Message, Question, Record
from gloam.dns.name import ROOT, parse_name

OWNER = parse_name("www.example.com.")
TARGET = parse_name("Mail.example.com.")


def record(record_type: int, data: bytes, owner: bytes = OWNER, ttl: int = 300) -> Record:
    return Record(owner, record_type, code.CLASS_IN, ttl, data)


DATA: list[tuple[int, bytes]] = [
    (code.A, b"\1\2\3\4"),
    (code.AAAA, bytes(range(16))),
    (code.NS, TARGET),
    (code.SOA, TARGET + OWNER + bytes(20)),
    (code.MX, b"\0\5" + TARGET),
    (code.TXT, b"\0\3abc"),
    (code.SRV, b"\0\1\0\2\0\3" + TARGET),
    (code.NAPTR, b"\0\1\0\2\1u\3E2U\0" + ROOT),
    (code.DNAME, TARGET),
    (code.DS, b"\0\1\10\2" + bytes(32)),
    (code.RRSIG, bytes(18) + TARGET + b"signature"),
    (code.NSEC, TARGET + b"\0\1\x40\1\1\x40"),
    (code.NSEC3, b"\1\0\0\5\2\xab\xcd\4hash\0\1\x40"),
    (code.NSEC3PARAM, b"\1\0\0\0\0"),
    (code.SVCB, b"\0\1" + ROOT + b"\0\1\0\3\2h2\0\3\0\2\1\xbb"),
    (code.CAA, b"\0\5issueca.example"),
    (65280, b"anything"),
]


def test_a_message_comes_back_as_it_was() -> None:
    asked = Message(
        0xBEEF,
        code.FLAG_QR | code.FLAG_AA | code.FLAG_RD | code.FLAG_CD,
        code.NOTIFY,
        code.BADVERS,
        [Question(OWNER, code.ANY, code.CLASS_ANY)],
        [record(record_type, data) for record_type, data in DATA],
        [record(code.SOA, TARGET + OWNER + bytes(20), ROOT, code.TTL_MAX)],
        [record(code.A, b"\1\2\3\4", TARGET)],
        Edns(4096, True, 0, 1, [Option(10, b"12345678"), Option(3, b"")]),
    )
    data = message.emit(asked)
    assert message.parse(data) == asked
    for size in range(len(data)):
        assert isinstance(message.parse(data[:size]), Malformed)
    assert message.parse(data + b"\0") is Malformed.TRAILING


def test_names_are_compressed_where_rfc_3597_lets_them() -> None:
    built = Message(1, questions=[Question(OWNER, code.MX)])
    plain = len(message.emit(built))
    built.answers.append(record(code.MX, b"\0\5" + TARGET))
    assert len(message.emit(built)) - plain == 2 + 10 + 2 + len(b"\4Mail") + 2
    built.answers.append(record(code.SRV, b"\0\5\0\0\0\0" + TARGET))
    data = message.emit(built)
    assert data.endswith(b"\0\5\0\0\0\0" + TARGET)


def test_compression_does_not_look_at_case() -> None:
    built = Message(1, questions=[Question(OWNER.upper(), code.A)])
    plain = len(message.emit(built))
    built.answers.append(record(code.A, b"\1\2\3\4"))
    data = message.emit(built)
    assert len(data) - plain == 2 + 10 + 4
    parsed = message.parse(data)
    assert isinstance(parsed, Message)
    assert parsed.answers[0].name == OWNER.upper()


def test_compressed_names_in_any_data_are_read() -> None:
    head = b"\0\1\x80\0\0\1\0\1\0\0\0\0" + OWNER + b"\0\x21\0\1"
    data = head + b"\xc0\x0c\0\x21\0\1\0\0\0\1\0\x08" + b"\0\1\0\2\0\3\xc0\x10"
    parsed = message.parse(data)
    assert isinstance(parsed, Message)
    assert parsed.answers == [record(code.SRV, b"\0\1\0\2\0\3" + OWNER[4:], ttl=1)]


def question_of(name: bytes) -> bytes:
    return b"\0\1\0\0\0\1\0\0\0\0\0\0" + name + b"\0\1\0\1"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (b"\xc0\x0c", Malformed.NAME_POINTER),
        (b"\xc0\x0d", Malformed.NAME_POINTER),
        (b"\1a\xc0\x0c", Malformed.NAME_POINTER),
        (b"\xff\xff", Malformed.NAME_POINTER),
        (b"\x40a\0", Malformed.NAME_LABEL),
        (b"\x80a\0", Malformed.NAME_LABEL),
        (b"\1a" * 127 + b"\1a\0", Malformed.NAME_SIZE),
        (b"\x3fa", Malformed.NAME_TRUNCATED),
    ],
)
def test_a_name_that_breaks_the_rules_is_refused(name: bytes, reason: Malformed) -> None:
    assert message.parse(question_of(name)) is reason


def test_pointers_cannot_make_a_name_too_long() -> None:
    first = b"\x3f" + b"a" * 63 + b"\x3f" + b"b" * 63 + b"\x3f" + b"c" * 63 + b"\0"
    second = b"\x3f" + b"d" * 63 + b"\xc0\x0c"
    head = b"\0\1\0\0\0\2\0\0\0\0\0\0"
    assert message.parse(head + first + b"\0\1\0\1" + second + b"\0\1\0\1") is Malformed.NAME_SIZE


@pytest.mark.parametrize(
    ("record_type", "data"),
    [
        (code.A, b"\1\2\3"),
        (code.A, b"\1\2\3\4\5"),
        (code.AAAA, b""),
        (code.TXT, b""),
        (code.TXT, b"\2a"),
        (code.MX, b"\0\5"),
        (code.NS, OWNER + b"x"),
        (code.NSEC, ROOT + b"\0\0"),
        (code.NSEC, ROOT + b"\1\1\1\0\1\1"),
        (code.SVCB, b"\0\1\0\0\3\0\0\0\1\0\0"),
        (code.SOA, ROOT + ROOT + bytes(19)),
    ],
)
def test_data_that_is_not_its_types_is_refused(record_type: int, data: bytes) -> None:
    built = message.emit(Message(1, answers=[record(65280, data)]))
    forged = built.replace((65280).to_bytes(2, "big"), record_type.to_bytes(2, "big"), 1)
    assert isinstance(message.parse(forged), Malformed)


def test_there_is_one_opt_record_at_the_root_among_the_additional_ones() -> None:
    opt = b"\0\0\x29\x04\xd0\0\0\x80\0\0\0"
    head = b"\0\1\0\0\0\0"
    parsed = message.parse(head + b"\0\0\0\0\0\1" + opt)
    assert isinstance(parsed, Message)
    assert parsed.edns == Edns(1232, True)
    assert message.parse(head + b"\0\0\0\0\0\2" + opt + opt) is Malformed.EDNS
    assert message.parse(head + b"\0\1\0\0\0\0" + opt) is Malformed.EDNS
    assert message.parse(head + b"\0\0\0\0\0\1" + b"\1a" + opt) is Malformed.EDNS
    broken = b"\0\0\x29\x04\xd0\0\0\x80\0\0\5\0\3\0\2x"
    assert message.parse(head + b"\0\0\0\0\0\1" + broken) is Malformed.EDNS


def test_a_ttl_with_the_top_bit_counts_as_0() -> None:
    data = message.emit(Message(1, answers=[record(code.A, b"\1\2\3\4", ROOT, 0x8000_0000)]))
    parsed = message.parse(data)
    assert isinstance(parsed, Message)
    assert parsed.answers[0].ttl == 0


def test_an_answer_matches_its_question() -> None:
    asked = message.query(7, OWNER, code.A)
    answer = Message(7, code.FLAG_QR, questions=[Question(OWNER.upper(), code.A)])
    assert message.is_answer_to(answer, asked)
    assert not message.is_answer_to(asked, asked)
    answer.id = 8
    assert not message.is_answer_to(answer, asked)
    answer = Message(7, code.FLAG_QR, questions=[Question(OWNER, code.AAAA)])
    assert not message.is_answer_to(answer, asked)
