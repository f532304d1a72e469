"""Zones and their answers: the algorithm of RFC 1034 with wildcards, DNAME, delegations, proofs."""

import hashlib

import pytest

from gloam.dns import code
from gloam.dns.answer import Answer, resolve
from gloam.dns.message import Record
from gloam.dns.name import name_text, parse_name
from gloam.dns.rrset import Placed
from gloam.dns.zone import Zone, ZoneSet
from gloam.dns.zone_builder import ZoneBuilder, parse_zone
from gloam.dns.zone_token import ZoneFileError

ORIGIN = parse_name("z.")
HEAD = "$TTL 60\n@ SOA ns host 1 2 3 4 30\n@ NS ns\nns A 192.0.2.1\n"
TEXT = (
    HEAD
    + """\
ns AAAA ::1
a.ent TXT x
*.w A 192.0.2.2
b.w TXT x
c.e.w TXT x
c1 CNAME c2
c2 CNAME a.w
c3 CNAME c3
c4 CNAME nothing
c5 CNAME out.
c6 CNAME x.cut
cut NS ns.cut
cut DS 1 8 2 00
ns.cut A 192.0.2.3
hidden.cut TXT x
d DNAME w
dl DNAME LONG
mx MX 1 any.w
mx MX 2 ns.cut
""".replace("LONG", ".".join(["l" * 63] * 3))
)


def zone(text: str = TEXT) -> Zone:
    return parse_zone(text, ORIGIN, sha1=lambda data: hashlib.sha1(data).digest())


def ask(name: str, record_type: int = code.A, is_dnssec: bool = False, text: str = TEXT) -> Answer:
    return resolve(zone(text), parse_name(name), record_type, is_dnssec)


def section(placed: list[Placed]) -> list[str]:
    return [
        f"{name_text(one.owner)} {code.type_text(one.rrset.record_type)}"
        f"{'+' if one.rrset.signatures else ''}"
        for one in placed
    ]


def additionals(name: str, record_type: int) -> list[str]:
    made = zone()
    return section(resolve(made, parse_name(name), record_type).additionals(made))


def summary(answer: Answer) -> tuple[str, bool, list[str], list[str]]:
    return (
        code.rcode_text(answer.rcode),
        answer.is_authoritative,
        section(answer.answers),
        section(answer.authorities),
    )


@pytest.mark.parametrize(
    ("name", "record_type", "expected"),
    [
        ("ns.z.", code.A, ("NOERROR", True, ["ns.z. A"], [])),
        ("NS.Z.", code.A, ("NOERROR", True, ["NS.Z. A"], [])),
        ("ns.z.", code.TXT, ("NOERROR", True, [], ["z. SOA"])),
        ("ent.z.", code.A, ("NOERROR", True, [], ["z. SOA"])),
        ("b.ent.z.", code.A, ("NXDOMAIN", True, [], ["z. SOA"])),
        ("x.y.w.z.", code.A, ("NOERROR", True, ["x.y.w.z. A"], [])),
        ("x.w.z.", code.TXT, ("NOERROR", True, [], ["z. SOA"])),
        ("b.w.z.", code.A, ("NOERROR", True, [], ["z. SOA"])),
        ("x.b.w.z.", code.A, ("NXDOMAIN", True, [], ["z. SOA"])),
        ("e.w.z.", code.A, ("NOERROR", True, [], ["z. SOA"])),
        ("*.w.z.", code.A, ("NOERROR", True, ["*.w.z. A"], [])),
        ("c1.z.", code.A, ("NOERROR", True, ["c1.z. CNAME", "c2.z. CNAME", "a.w.z. A"], [])),
        ("c1.z.", code.CNAME, ("NOERROR", True, ["c1.z. CNAME"], [])),
        ("c3.z.", code.A, ("NOERROR", True, ["c3.z. CNAME"], [])),
        ("c4.z.", code.A, ("NXDOMAIN", True, ["c4.z. CNAME"], ["z. SOA"])),
        ("c5.z.", code.A, ("NOERROR", True, ["c5.z. CNAME"], [])),
        ("c6.z.", code.A, ("NOERROR", True, ["c6.z. CNAME"], ["cut.z. NS"])),
        ("cut.z.", code.A, ("NOERROR", False, [], ["cut.z. NS"])),
        ("cut.z.", code.NS, ("NOERROR", False, [], ["cut.z. NS"])),
        ("ns.cut.z.", code.A, ("NOERROR", False, [], ["cut.z. NS"])),
        ("hidden.cut.z.", code.DS, ("NOERROR", False, [], ["cut.z. NS"])),
        ("cut.z.", code.DS, ("NOERROR", True, ["cut.z. DS"], [])),
        ("d.z.", code.DNAME, ("NOERROR", True, ["d.z. DNAME"], [])),
        ("d.z.", code.A, ("NOERROR", True, [], ["z. SOA"])),
        ("q.d.z.", code.A, ("NOERROR", True, ["d.z. DNAME", "q.d.z. CNAME", "q.w.z. A"], [])),
        ("q.d.z.", code.CNAME, ("NOERROR", True, ["d.z. DNAME", "q.d.z. CNAME"], [])),
        (f"{'q' * 63}.dl.z.", code.A, ("YXDOMAIN", True, ["dl.z. DNAME"], [])),
        ("ns.z.", code.ANY, ("NOERROR", True, ["ns.z. A"], [])),
        ("ent.z.", code.ANY, ("NOERROR", True, [], ["z. SOA"])),
    ],
)
def test_answers(
    name: str, record_type: int, expected: tuple[str, bool, list[str], list[str]]
) -> None:
    assert summary(ask(name, record_type)) == expected


def test_hosts_bring_their_addresses() -> None:
    assert additionals("x.cut.z.", code.A) == ["ns.cut.z. A"]
    assert additionals("z.", code.NS) == ["ns.z. A", "ns.z. AAAA"]
    # Not glue for MX; a wildcard's for another name; the zone's own servers behind.
    found = additionals("mx.z.", code.MX)
    assert found == ["any.w.z. A", "ns.z. A", "ns.z. AAAA"]
    assert additionals("ns.z.", code.A) == ["ns.z. AAAA"]


def test_positive_answers_name_the_servers_unless_they_are_minimal() -> None:
    assert section(ask("ns.z.").optional_authorities) == ["z. NS"]
    assert section(ask("cut.z.", code.DS).optional_authorities) == []
    minimal = resolve(zone(), parse_name("ns.z."), code.A, is_minimal=True)
    assert minimal.optional_authorities == []


def test_negative_answers_live_as_long_as_the_smaller_of_ttl_and_minimum() -> None:
    assert ask("no.z.").authorities[0].rrset.ttl == 30
    assert ask("z.", code.SOA).answers[0].rrset.ttl == 60


SIGNED = """\
@ DNSKEY 256 3 13 AQID
@ RRSIG SOA 13 1 60 20300101000000 20200101000000 1 @ AQ==
@ NSEC cut A NS SOA
@ RRSIG NSEC 13 1 60 20300101000000 20200101000000 1 @ AQ==
cut NSEC a.ent NS
a.ent NSEC ns TXT
ns NSEC w A
*.w NSEC b.w A
b.w NSEC @ TXT
a.ent TXT x
cut NS ns.out.
*.w A 192.0.2.2
b.w TXT x
"""


@pytest.mark.parametrize(
    ("name", "record_type", "expected"),
    [
        ("ns.z.", code.TXT, ["z. SOA+", "ns.z. NSEC"]),
        ("ent.z.", code.A, ["z. SOA+", "cut.z. NSEC"]),
        ("n.z.", code.A, ["z. SOA+", "a.ent.z. NSEC", "z. NSEC+"]),
        ("b.ent.z.", code.A, ["z. SOA+", "a.ent.z. NSEC", "cut.z. NSEC"]),
        ("a.w.z.", code.A, ["*.w.z. NSEC"]),
        ("a.w.z.", code.TXT, ["z. SOA+", "*.w.z. NSEC"]),
        ("c.w.z.", code.TXT, ["z. SOA+", "*.w.z. NSEC", "b.w.z. NSEC"]),
        ("x.cut.z.", code.A, ["cut.z. NS", "cut.z. NSEC"]),
        ("cut.z.", code.DS, ["z. SOA+", "cut.z. NSEC"]),
    ],
)
def test_nsec_proofs(name: str, record_type: int, expected: list[str]) -> None:
    text = HEAD + SIGNED
    assert section(ask(name, record_type, True, text).authorities) == expected
    plain = section(ask(name, record_type, False, text).authorities)
    assert plain == [one for one in expected if "NSEC" not in one]


def test_signatures_take_the_ttl_of_what_they_cover_and_answer_for_rrsig() -> None:
    answer = ask("z.", code.RRSIG, True, HEAD + SIGNED)
    (placed,) = answer.answers
    assert len(placed.rrset.bodies) == 2
    negative = ask("no.z.", code.A, True, HEAD + SIGNED).authorities[0].rrset
    assert negative.signatures[0][4:8] == (30).to_bytes(4, "big")


def test_nsec3_hashes_are_those_of_rfc_5155() -> None:
    """Appendix A: the owners of "example" and "a.example"."""
    text = HEAD + (
        "@ DNSKEY 256 3 13 AQID\n@ NSEC3PARAM 1 0 12 aabbccdd\n"
        "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom NSEC3 1 1 12 aabbccdd "
        "2t7b4g4vsa5smi47k61mv5bv1a22bojr MX\n"
    )
    made = zone(text)
    assert made.nsec3 is not None
    assert made.nsec3.matching(parse_name("example.")) is not None
    assert made.nsec3.matching(parse_name("a.example.")) is None
    covering = made.nsec3.covering(parse_name("a.example."))
    assert covering is not None
    hashed = made.nsec3.hash(parse_name("example."))
    assert hashed == made.nsec3.hash(parse_name("example."))
    # Their owners are no names of the zone (RFC 5155, 7.2.8).
    assert ask("0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.z.", text=text).rcode == code.NXDOMAIN


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a.other. A 1.2.3.4", "a.other. is not in z."),
        ("@ SOA ns host 1 2 3 4 5", "there is one SOA record, and it is at the zone's apex"),
        ("a CH A 1.2.3.4", "class CH is not IN"),
        ("a CNAME b\na TXT x", "CNAME and other data of one name (RFC 1034, 3.6.2)"),
        ("a TXT x\na CNAME b", "CNAME and other data of one name (RFC 1034, 3.6.2)"),
        ("a CNAME b\na CNAME c", "CNAME is there with other data (RFC 2181)"),
        ("a DNAME b\na NS c", "DNAME and a delegation of one name (RFC 6672, 2.4)"),
        ("a NS b\na DNAME c", "DNAME and a delegation of one name (RFC 6672, 2.4)"),
        ("a ANY \\# 0", "ANY is no type of data"),
    ],
)
def test_what_cannot_be_together(line: str, message: str) -> None:
    with pytest.raises(ZoneFileError) as caught:
        zone(HEAD + line)
    assert caught.value.message == message


def test_a_zone_needs_soa_and_ns() -> None:
    with pytest.raises(ValueError, match="no NS record"):
        zone("$TTL 60\n@ SOA ns host 1 2 3 4 5")
    with pytest.raises(ValueError, match="no SOA record"):
        zone("@ 60 NS ns")


def test_a_record_that_is_there_twice_is_there_once() -> None:
    builder = ZoneBuilder(ORIGIN)
    for record in (
        Record(ORIGIN, code.SOA, 1, 60, ORIGIN + ORIGIN + bytes(20)),
        Record(ORIGIN, code.NS, 1, 60, parse_name("a.")),
        Record(ORIGIN, code.NS, 1, 60, parse_name("a.")),
    ):
        builder.add(record)
    assert len(Zone(builder.finish()).ns.data) == 1


def test_the_closest_zone_answers_and_the_one_above_has_its_ds() -> None:
    child = parse_zone(HEAD, parse_name("c.z."))
    zones = ZoneSet([zone(), child])
    assert zones.find(parse_name("x.c.z."), code.A) is child
    assert zones.find(parse_name("c.z."), code.A) is child
    above = zones.find(parse_name("c.z."), code.DS)
    assert above is not None
    assert above is not child
    assert ZoneSet([child]).find(parse_name("c.z."), code.DS) is child
    assert zones.find(parse_name("other."), code.A) is None
