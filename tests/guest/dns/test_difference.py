"""Versions of a zone: what changed, what a journal keeps, and that it leads to the new version."""

import asyncio
import random
import shutil
import subprocess

import pytest

from gloam.dns import code, message
from gloam.dns.difference import Journal, difference, records_of, soa_of
from gloam.dns.message import Message, Record
from gloam.dns.name import parse_name
from gloam.dns.policy import Policy
from gloam.dns.responder import Responder
from gloam.dns.secondary import Primary, fetch
from gloam.dns.server import DnsServer
from gloam.dns.transfer_reader import Failure, TransferReader
from gloam.dns.zone import Zone, ZoneSet
from gloam.dns.zone_builder import parse_zone

ORIGIN = parse_name("z.")
HERE = "127.0.0.1"


def zone(serial: int, lines: str) -> Zone:
    return parse_zone(f"$TTL 60\n@ SOA ns host {serial} 2 3 4 30\n@ NS ns\n{lines}", ORIGIN)


def contents(version: Zone) -> set[Record]:
    """With owners in one case: a difference does not tell those that changed in case alone."""
    found = {record for node in version.nodes.walk() for record in records_of(node)}
    return {soa_of(version), *found}


OLD = zone(1, "ns A 192.0.2.1\na A 192.0.2.2\na A 192.0.2.3\nb TXT x\nc MX 1 a\nd.e.f TXT y\n")
NEW = zone(2, "ns A 192.0.2.1\na A 192.0.2.2\na A 192.0.2.4\nb 30 TXT x\nc MX 1 a\n0.c AAAA ::1\n")


def shown(records: list[Record]) -> list[tuple[bytes, int, int, bytes]]:
    return [(one.name, one.record_type, one.ttl, one.data) for one in records]


def test_a_difference_is_what_is_only_in_one_version() -> None:
    found = difference(OLD, NEW, 1 << 20)
    assert found is not None and found.count == 8
    assert (found.old_soa, found.new_soa) == (soa_of(OLD), soa_of(NEW))
    a, b, d = (parse_name(f"{name}.z.") for name in ("a", "b", "d.e.f"))
    assert shown(found.removed) == [
        (a, code.A, 60, bytes([192, 0, 2, 3])),
        (b, code.TXT, 60, b"\1x"),
        (d, code.TXT, 60, b"\1y"),
    ]
    assert shown(found.added) == [
        (a, code.A, 60, bytes([192, 0, 2, 4])),
        (b, code.TXT, 30, b"\1x"),
        (parse_name("0.c.z."), code.AAAA, 60, bytes(15) + b"\1"),
    ]
    assert difference(OLD, NEW, 100) is None


def served(versions: list[Zone], journal_size: int = 1 << 18) -> Responder:
    policy = Policy(transfer_to=(HERE,))
    responder = Responder(ZoneSet(versions[:1]), policy=policy, journal_size=journal_size)
    for version in versions[1:]:
        responder.put(version)
    return responder


def asked(responder: Responder, base: Zone) -> tuple[TransferReader, int]:
    """A reader that has read the answer to IXFR from a version, and how many records there were."""
    reader = TransferReader(ORIGIN, 7, base=base)
    messages = responder.transfer(reader.query(), HERE)
    assert messages is not None
    count = 0
    for data in messages:
        parsed = message.parse(data)
        assert isinstance(parsed, Message)
        count += len(parsed.answers)
        assert reader.receive(data) is None
    return reader, count


def test_differences_lead_from_any_version_to_the_last() -> None:
    rng = random.Random(1)
    lines = {f"n{number} TXT {number}" for number in range(400)}
    versions: list[Zone] = []
    for serial in range(1, 9):
        for _ in range(rng.randrange(6)):
            lines.discard(rng.choice(sorted(lines)))
            lines.add(f"n{rng.randrange(500)} {rng.choice(['TXT x', 'MX 1 ns', 'A 192.0.2.9'])}")
        versions.append(zone(serial, "ns A 192.0.2.1\n" + "\n".join(sorted(lines)) + "\n"))
    responder = served(versions)
    for version in versions[:-1]:
        reader, count = asked(responder, version)
        image = reader.image()
        assert image is not None and count < 120
        assert contents(Zone(image)) == contents(versions[-1])
    reader, count = asked(responder, versions[-1])
    assert reader.is_current() and count == 1 and reader.image() is None


def test_signed_zones_and_hashed_names_change_too() -> None:
    head = "@ DNSKEY 256 3 13 AA==\n@ NSEC3PARAM 1 0 0 -\nns A 192.0.2.1\n"
    link = "{0} NSEC3 1 0 0 - {1} A RRSIG\n{0} RRSIG NSEC3 13 2 60 1 2 3 z. {2}\n"
    names = ["0" * 32, "1" * 32, "2" * 32]
    old = head + link.format(names[0], names[1], "AA==") + link.format(names[1], names[0], "AA==")
    new = head + link.format(names[0], names[2], "BB==") + link.format(names[2], names[0], "BB==")
    versions = [_hashed(1, old), _hashed(2, new)]
    found = difference(versions[0], versions[1], 1 << 20)
    assert found is not None and (len(found.removed), len(found.added)) == (4, 4)


def _hashed(serial: int, lines: str) -> Zone:
    text = f"$TTL 60\n@ SOA ns host {serial} 2 3 4 30\n@ NS ns\n{lines}"
    return parse_zone(text, ORIGIN, sha1=lambda data: data[:20].ljust(20))


def test_a_journal_is_bounded_and_without_gaps() -> None:
    versions = [zone(serial, f"ns A 192.0.2.1\nx TXT {serial}\n") for serial in range(1, 12)]
    journal = Journal(1_200)
    for old, new in zip(versions, versions[1:], strict=False):
        journal.change(old, new)
        assert journal._size <= 1_200
    assert journal.since(1) == [] and len(journal.since(10)) == 1
    kept = journal.since(8)
    assert [one.old_soa for one in kept] == [soa_of(version) for version in versions[7:10]]
    journal.change(
        versions[-1],
        zone(
            12,
            "ns A 192.0.2.1\n"
            + f'x TXT "{"y" * 200}"\n' * 1
            + "".join(f"l{n} TXT a\n" for n in range(50)),
        ),
    )
    assert journal.since(10) == []


def test_all_of_a_zone_comes_where_differences_are_unknown_or_larger() -> None:
    other = zone(3, "ns A 192.0.2.7\n")
    for responder, base in (
        (served([OLD, NEW], 0), OLD),
        (served([OLD, NEW, other]), OLD),
        (served([OLD, NEW]), other),
    ):
        reader, _ = asked(responder, base)
        image = reader.image()
        if image is not None:
            assert contents(Zone(image)) == contents(responder.zones.get(ORIGIN) or OLD)
        else:
            assert reader.is_current()


A = Record(parse_name("a.z."), code.A, code.CLASS_IN, 60, bytes([192, 0, 2, 2]))
B = Record(parse_name("b.z."), code.A, code.CLASS_IN, 60, bytes([192, 0, 2, 2]))


@pytest.mark.parametrize(
    ("answers", "failure"),
    [
        ([A], Failure.NO_SOA),
        ([soa_of(NEW), soa_of(OLD), A, A], Failure.DIFFERENCE),
        ([soa_of(NEW), soa_of(OLD), A, soa_of(NEW), B, soa_of(OLD)], Failure.DIFFERENCE),
        ([soa_of(NEW), soa_of(OLD), soa_of(NEW), soa_of(NEW), A], Failure.TRAILING),
    ],
)
def test_what_is_no_difference_is_refused(answers: list[Record], failure: Failure) -> None:
    reader = TransferReader(ORIGIN, 7, base=OLD)
    made = Message(7, code.FLAG_QR, questions=[message.Question(ORIGIN, code.IXFR)])
    made.answers.extend(answers)
    assert reader.receive(message.emit(made)) is failure
    assert reader.image() is None


def test_what_is_gone_must_have_been_there() -> None:
    reader = TransferReader(ORIGIN, 7, base=OLD)
    made = Message(7, code.FLAG_QR, questions=[message.Question(ORIGIN, code.IXFR)])
    made.answers.extend([soa_of(NEW), soa_of(OLD), B, soa_of(NEW), soa_of(NEW)])
    assert reader.receive(message.emit(made)) is None
    with pytest.raises(ValueError, match="never there"):
        reader.image()


def test_secondaries_and_dig_get_differences() -> None:
    async def main() -> None:
        more = "ns A 192.0.2.1\n$GENERATE 1-50 n$ A 192.0.2.$\n"
        primary = DnsServer([zone(1, more)], policy=Policy(transfer_to=(HERE,)))
        await primary.start_tcp(HERE, 0)
        assert primary._tcp is not None
        port = int(primary._tcp.sockets[0].getsockname()[1])
        old = await fetch(ORIGIN, Primary(HERE, port))
        assert await fetch(ORIGIN, Primary(HERE, port), base=old) is old
        changed = zone(2, more + "x TXT x\n")
        primary.put(changed)
        new = await fetch(ORIGIN, Primary(HERE, port), base=old)
        assert contents(new) == contents(changed)
        if shutil.which("dig") is not None:
            text = await asyncio.to_thread(_dig, port)
            assert [line.split()[3] for line in text.splitlines()].count("SOA") == 4
        primary.close()

    asyncio.run(asyncio.wait_for(main(), 30))


def _dig(port: int) -> str:
    command = ["dig", f"@{HERE}", "-p", str(port), "+noall", "+answer", "z", "ixfr=1"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
