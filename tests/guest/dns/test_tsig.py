"""Signed messages: what is signed, what is believed, and what servers do with it."""

import asyncio
import base64
import hashlib
import hmac
import shutil
import socket
import struct
import subprocess

import pytest

from gloam.dns import code, message
from gloam.dns.edns import Edns
from gloam.dns.key import hmac_sha256_key
from gloam.dns.message import Message, Question, Record
from gloam.dns.name import parse_name
from gloam.dns.policy import Policy
from gloam.dns.responder import Responder
from gloam.dns.response import Outcome
from gloam.dns.secondary import Primary, TransferError, fetch
from gloam.dns.server import DnsServer
from gloam.dns.tsig import ABSENT, UNSIGNED_MAX, Mistake, Session, find
from gloam.dns.zone import Zone, ZoneSet
from gloam.dns.zone_builder import ZoneBuilder, parse_zone

SECRET = b"a secret of 32 octets, as it is."
KEY = hmac_sha256_key("K.example.", SECRET)
NAME = b"\1k\7example\0"
ALGORITHM = b"\x0bhmac-sha256\0"
NOW = 1_700_000_000
ORIGIN = parse_name("z.")
ZONE = parse_zone(
    "$TTL 60\n@ SOA ns host 7 2 3 4 30\n@ NS ns\nns A 192.0.2.1\n"
    + "".join(f'n{number} TXT "{"x" * 200}"\n' for number in range(300)),
    ORIGIN,
)
CLIENT = b"192.0.2.7"
QUERY = message.emit(message.query(77, parse_name("ns.z."), code.A))
TIMES = struct.pack("!HIH", 0, NOW, 300)


def server(**policy: object) -> Responder:
    return Responder(ZoneSet([ZONE]), policy=Policy(**policy), keys=[KEY])  # type: ignore[arg-type]


def ask(data: bytes, now: int = NOW, is_udp: bool = True) -> Outcome:
    return server().respond(data, is_udp, CLIENT, now)


def parsed(data: bytes) -> Message:
    found = message.parse(data)
    assert isinstance(found, Message), found
    return found


def test_a_record_is_as_rfc_8945_4_2_has_it() -> None:
    variables = NAME + b"\0\xff\0\0\0\0" + ALGORITHM + TIMES + b"\0\0\0\0"
    mac = hmac.digest(SECRET, QUERY + variables, "sha256")
    content = ALGORITHM + TIMES + b"\0\x20" + mac + b"\0\x4d\0\0\0\0"
    record = NAME + b"\0\xfa\0\xff\0\0\0\0" + struct.pack("!H", len(content)) + content
    signed = Session(KEY).sign(QUERY, NOW)
    assert signed == QUERY[:11] + b"\1" + QUERY[12:] + record
    assert len(signed) == len(QUERY) + KEY.record_size
    assert find(signed) == len(QUERY) and find(QUERY) == ABSENT
    assert Session(KEY).verify(signed, NOW) == QUERY


def test_answers_are_signed_over_the_question_and_each_other() -> None:
    asking = Session(KEY)
    asked = asking.sign(QUERY, NOW)
    accepted = Session(KEY)
    assert accepted.verify(asked, NOW + 300) == QUERY
    answering, reading = accepted.answer(), asking.answer()
    bodies = [QUERY + bytes(0), QUERY, QUERY]
    wires = [answering.sign(body, NOW) for body in bodies]
    macs = [wire[-6 - 32 : -6] for wire in wires]
    later = struct.pack("!H", 32) + macs[0] + QUERY + TIMES
    assert macs[1] == hmac.new(SECRET, later, hashlib.sha256).digest()
    for wire, body in zip(wires, bodies, strict=True):
        assert reading.verify(wire, NOW) == body
    other = asking.answer()
    assert other.verify(wires[1], NOW) is Mistake.SIGNATURE


def test_messages_between_two_signatures_are_covered_by_the_second() -> None:
    sending, reading = Session(KEY, b"p"), Session(KEY, b"p")
    assert reading.verify(QUERY, NOW) is Mistake.FORM
    assert reading.verify(sending.sign(QUERY, NOW), NOW) == QUERY
    assert reading.verify(QUERY, NOW) == QUERY
    assert not reading.is_settled()
    assert sending.leave_unsigned(QUERY)
    assert reading.verify(sending.sign(QUERY, NOW), NOW) == QUERY
    assert reading.is_settled()
    for _ in range(UNSIGNED_MAX):
        assert reading.verify(QUERY, NOW) == QUERY
    assert reading.verify(QUERY, NOW) is Mistake.FORM
    assert not Session(KEY).leave_unsigned(QUERY)


def test_records_that_leave_no_room_for_a_signature_are_sent() -> None:
    builder = ZoneBuilder(ORIGIN)
    builder.add(Record(ORIGIN, code.SOA, 1, 60, ORIGIN + ORIGIN + bytes(20)))
    builder.add(Record(ORIGIN, code.NS, 1, 60, parse_name("a.")))
    for number in range(4):
        size = 65_480 if number != 2 else 100
        builder.add(Record(parse_name(f"x{number}.z."), 65_280, 1, 60, bytes(size)))
    zones = ZoneSet([Zone(builder.finish())])
    asking = Session(KEY)
    signed = asking.sign(message.emit(message.query(1, ORIGIN, code.AXFR, flags=0)), NOW)
    sent = Responder(zones, keys=[KEY]).transfer(signed, "192.0.2.7", NOW)
    assert sent is not None
    reading = asking.answer()
    records = 0
    for wire in sent:
        assert len(wire) <= 65_535
        found = reading.verify(wire, NOW)
        assert isinstance(found, bytes)
        records += len(parsed(found).answers)
    assert records == 7 and reading.is_settled()


def test_whatever_is_changed_is_noticed() -> None:
    signed = Session(KEY).sign(QUERY, NOW)
    for index in range(len(signed)):
        for bit in (1, 32):
            forged = signed[:index] + bytes([signed[index] ^ bit]) + signed[index + 1 :]
            found = Session(KEY).verify(forged, NOW)
            # The identifier may be another's (RFC 8945, 5.1), a key's name in other case.
            assert isinstance(found, Mistake) or found == QUERY, index
            response = server().respond(forged, True, CLIENT, NOW).response
            assert response[:2] in (b"", forged[:2])
        assert not isinstance(Session(KEY).verify(signed[:index], NOW), bytes)


@pytest.mark.parametrize(
    ("key", "now", "mistake"),
    [
        (hmac_sha256_key("other.", SECRET), NOW, Mistake.KEY),
        (hmac_sha256_key("k.example.", b"x"), NOW, Mistake.SIGNATURE),
        (KEY, NOW + 301, Mistake.TIME),
        (KEY, NOW - 301, Mistake.TIME),
    ],
)
def test_who_is_not_believed_is_told_why(key: object, now: int, mistake: Mistake) -> None:
    assert isinstance(key, type(KEY))
    asking = Session(key)
    outcome = ask(asking.sign(QUERY, NOW), now)
    answer = parsed(outcome.response)
    assert (outcome.rcode, answer.rcode) == (code.NOTAUTH, code.NOTAUTH)
    assert answer.questions == [Question(parse_name("ns.z."), code.A)] and not answer.answers
    (record,) = answer.additionals
    assert record.record_type == code.TSIG and not outcome.is_trusted
    error, size = struct.unpack(
        "!HH", record.data[-4:] if mistake is not Mistake.TIME else record.data[-10:-6]
    )
    assert (error, size) == (mistake.value, 6 if mistake is Mistake.TIME else 0)
    if mistake is Mistake.TIME:
        assert int.from_bytes(record.data[-6:], "big") == now
        assert asking.answer().verify(outcome.response, NOW) is Mistake.TIME


def test_answers_keep_room_for_the_signature_and_are_not_limited() -> None:
    for edns in (None, Edns(1232)):
        asked = message.emit(message.query(1, parse_name("n1.z."), code.ANY, edns=edns))
        asking = Session(KEY)
        outcome = ask(asking.sign(asked, NOW))
        assert len(outcome.response) <= 1232 and outcome.is_trusted
        found = asking.answer().verify(outcome.response, NOW)
        assert isinstance(found, bytes) and parsed(found).answers
    assert (
        not server().respond(b"\0\1\0\0\0\1\0\0\0\0\0\1" + bytes(9), True, CLIENT, NOW).is_trusted
    )


def test_a_key_opens_zones_and_notifies() -> None:
    asked = message.emit(message.query(1, ORIGIN, code.AXFR, flags=0))
    asking = Session(KEY)
    signed = asking.sign(asked, NOW)
    messages = server().transfer(signed, "192.0.2.7", NOW)
    assert messages is not None
    reading = asking.answer()
    records = 0
    for wire in messages:
        found = reading.verify(wire, NOW)
        assert isinstance(found, bytes)
        records += len(parsed(found).answers)
    assert records == 304
    for refused, now in ((asked, NOW), (signed, NOW + 999), (signed[:-1], NOW)):
        assert server().transfer(refused, "192.0.2.7", now) is None
    told = message.query(3, ORIGIN, code.SOA, flags=code.FLAG_AA)
    told.opcode = code.NOTIFY
    data = message.emit(told)
    assert ask(data).notified == b""
    assert ask(Session(KEY).sign(data, NOW)).notified == ORIGIN


def test_zones_come_signed_from_our_server_and_for_dig() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]

    async def main() -> None:
        primary = DnsServer([ZONE], keys=[KEY])
        await primary.start("127.0.0.1", port)
        fetched = await fetch(ORIGIN, Primary("127.0.0.1", port, KEY))
        assert fetched.record_count == ZONE.record_count
        for key in (None, hmac_sha256_key("k.example.", b"wrong")):
            with pytest.raises(TransferError):
                await fetch(ORIGIN, Primary("127.0.0.1", port, key))
        if shutil.which("dig") is not None:
            text = await asyncio.to_thread(_dig, port)
            assert text.count("TXT") == 300 and "could not be validated" not in text
        primary.close()

    asyncio.run(asyncio.wait_for(main(), 30))


def _dig(port: int) -> str:
    secret = base64.b64encode(SECRET).decode()
    command = ["dig", "@127.0.0.1", "-p", str(port), "-y", f"hmac-sha256:k.example:{secret}"]
    return subprocess.run(
        [*command, "z", "axfr"], capture_output=True, text=True, check=True
    ).stdout
