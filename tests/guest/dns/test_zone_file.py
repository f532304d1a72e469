"""Zone files: what text means, and where errors are."""

import pytest

from gloam.dns import code, zone_file
from gloam.dns.message import Record
from gloam.dns.name import ROOT, name_text, parse_name
from gloam.dns.zone_token import ZoneFileError

ORIGIN = parse_name("example.")


def records(text: str, files: dict[str, str] | None = None) -> list[Record]:
    found: list[Record] = []
    loader = files.__getitem__ if files is not None else None
    zone_file.parse(text, ORIGIN, found.append, "z", loader)
    return found


def data(text: str) -> bytes:
    (record,) = records("a 60 IN " + text)
    return record.data


def summary(text: str) -> list[tuple[str, int, str]]:
    return [
        (name_text(record.name), record.ttl, code.type_text(record.record_type))
        for record in records(text)
    ]


def test_owner_ttl_class_and_type() -> None:
    text = """\
$TTL 1h
@ IN 2m NS a
  5 IN NS b
\tNS c
b.example. A 1.2.3.4
c\t1w2d CLASS1 TYPE1 \\# 4 01020304 ; comment
$ORIGIN sub
\\@ in a 1.2.3.4
$ORIGIN other.
d A 1.2.3.4
"""
    assert summary(text) == [
        ("example.", 120, "NS"),
        ("example.", 5, "NS"),
        ("example.", 3600, "NS"),
        ("b.example.", 3600, "A"),
        ("c.example.", 9 * 86_400, "A"),
        ("\\@.sub.example.", 3600, "A"),
        ("d.other.", 3600, "A"),
    ]


def test_without_ttl_directive_the_last_one_holds_and_first_the_soas_minimum() -> None:
    soa = "@ SOA ns host 1 2h 3 4 77"
    assert summary(f"{soa}\n@ NS a\na 9 A 1.2.3.4\na A 1.2.3.5") == [
        ("example.", 77, "SOA"),
        ("example.", 77, "NS"),
        ("a.example.", 9, "A"),
        ("a.example.", 9, "A"),
    ]


def test_parentheses_join_lines_and_quotes_protect() -> None:
    text = """\
@ 60 SOA ns\thost ( 1 ; serial (
    2 3
 4 ) 5
a 60 TXT ("one ; \\"two\\"" three
four) "" \\059\\;\r
"""
    soa, txt = records(text)
    assert soa.data.endswith(b"".join(number.to_bytes(4, "big") for number in range(1, 6)))
    assert txt.data == b'\x0bone ; "two"\5three\4four\0\2;;'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AAAA 2001:db8::1", bytes.fromhex("20010db8000000000000000000000001")),
        ("AAAA ::ffff:1.2.3.4", bytes(10) + b"\xff\xff\1\2\3\4"),
        ("MX 10 .", b"\0\x0a\0"),
        ("SRV 1 2 3 b.c.", b"\0\1\0\2\0\3\1b\1c\0"),
        ('NAPTR 1 2 "u" "E2U+sip" "!^.*$!sip:x!" .', b"\0\1\0\2\1u\7E2U+sip\x0c!^.*$!sip:x!\0"),
        ("DS 1 RSASHA256 2 ab CD", b"\0\1\x08\2\xab\xcd"),
        ("DNSKEY 257 3 13 AQ ID", b"\1\1\3\x0d\1\2\3"),
        (
            "RRSIG A 8 2 1h 20240229000000 19700101000001 5 x. AQ==",
            b"\0\1\x08\2\0\0\x0e\x10" + (1_709_164_800).to_bytes(4, "big") + b"\0\0\0\1\0\5\1x\0\1",
        ),
        ("NSEC b. A NS RRSIG TYPE1234", b"\1b\0\0\6\x60\0\0\0\0\2\4\x1b" + bytes(26) + b"\x20"),
        ("NSEC3 1 1 12 aabb 2t7b4g4vsa5smi47k61mv5bv1a22bojr A", b"\1\1\0\x0c\2\xaa\xbb\x14"),
        ("NSEC3PARAM 1 0 0 -", b"\1\0\0\0\0"),
        ("TLSA 3 1 1 00ff", b"\3\1\1\0\xff"),
        ('CAA 0 issue "a.b; x=y"', b"\0\5issuea.b; x=y"),
        (
            'HTTPS 1 . port=443 alpn="h2,h3" mandatory=port,alpn key667="a b"',
            b"\0\1\0\0\0\0\4\0\1\0\3\0\1\0\6\2h2\2h3\0\3\0\2\1\xbb\2\x9b\0\3a b",
        ),
        ("SVCB 1 . ipv4hint=1.2.3.4,5.6.7.8 no-default-alpn alpn=x", b""),
        ("SSHFP 1 2 0a", b"\1\2\x0a"),
        ("TYPE65280 \\# 3 01 0203", b"\1\2\3"),
        ("TYPE65280 \\# 0", b""),
        ("LOC \\# 1 00", b"\0"),
        ("CDS 0 0 0 00", b"\0\0\0\0\0"),
    ],
)
def test_data(text: str, expected: bytes) -> None:
    assert data(text).startswith(expected)


def test_generate() -> None:
    text = """\
$GENERATE 1-3/2 host$ 60 A 10.0.0.$
$GENERATE 10-11 ${-10,3,d} 60 CNAME ${0,4,x}.${1,3,n}.$$.
"""
    found = records(text)
    assert [name_text(record.name) for record in found] == [
        *("host1.example.", "host3.example.", "000.example.", "001.example.")
    ]
    assert name_text(found[3].data) == "000b.c.0.\\$."
    assert found[1].data == b"\x0a\0\0\3"


def test_include_restores_origin_and_owner() -> None:
    text = "$TTL 5\na A 1.2.3.4\n$INCLUDE f sub\n A 1.2.3.5\nb A 1.2.3.6\n"
    files = {"f": "x A 1.1.1.1\n$ORIGIN y.\nz A 1.1.1.2\n"}
    assert [name_text(record.name) for record in records(text, files)] == [
        *("a.example.", "x.sub.example.", "z.y.", "a.example.", "b.example.")
    ]
    with pytest.raises(ZoneFileError, match="^f:1:5: '1' is no IPv4"):
        records("$TTL 5\n$INCLUDE f", {"f": "a A 1"})
    with pytest.raises(ZoneFileError, match="more than 10 files"):
        records("$INCLUDE f", {"f": "$INCLUDE f"})


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a 60 A 1.2.3", "1:8", "'1.2.3' is no IPv4 address"),
        ("\n\na 60 A", "3:6", "data is missing at the end of the entry"),
        ("a 60 A 1.2.3.4 5", "1:16", "'5' is too much"),
        ("a A 1.2.3.4", "1:3", "there is no TTL: write one here, or $TTL before"),
        (" 60 A 1.2.3.4", "1:2", "the first record has no owner"),
        ("a..b 60 A 1.2.3.4", "1:1", "a name has an empty label"),
        ("a 60 QQ 1.2.3.4", "1:6", "'QQ' is no type of records"),
        ("a 60 MX (70000\n b)", "1:10", "70000 is above 65535"),
        ('a 60 TXT "open', "1:10", "a quoted string does not end on its line"),
        ("a 60 TXT (x\ny", "1:1", "a parenthesis is not closed"),
        ("a 60 TXT x)", "1:11", "a parenthesis is closed that is not open"),
        ("$NO x", "1:1", "$NO is no directive"),
        ("$TTL", "1:1", "$TTL needs a value"),
        ("$TTL 1x", "1:6", "'1x' is no time to live"),
        ("$ORIGIN a b", "1:11", "'b' is too much"),
        ("$INCLUDE f", "1:10", "no file can be included here"),
        ("$GENERATE 3-1 a 60 A 1.2.3.4", "1:11", "'3-1' is an empty range"),
        ("$GENERATE 1-2 a${ 60 A 1.2.3.4", "1:15", "a brace is not closed"),
        ("a 60 TYPE999 x", "1:14", "data of type TYPE999 is written as \\# size hexadecimal"),
        ("a 60 A \\# 3 010203", "1:13", "the octets are no data of type A"),
        ("a 60 TXT " + "x" * 256, "1:10", "a string has 256 octets, the most is 255"),
        ("a 99999999999 A 1.2.3.4", "1:3", "99999999999 is above 2147483647"),
        ("a 60 NSEC b. QQ", "1:14", "'QQ' is no type of records"),
        ("a 60 HTTPS 1 . port=1 port=2", "1:16", "service parameter port is there twice"),
        ("a 60 DS 1 8 2 abc", "1:15", "hexadecimal data has an odd number of digits"),
        ("a 60 DNSKEY 1 3 8 a=", "1:19", "base64 data is not whole groups of four"),
    ],
)
def test_errors_say_where(text: str, place: str, message: str) -> None:
    with pytest.raises(ZoneFileError) as caught:
        records(text)
    assert str(caught.value) == f"z:{place}: {message}"


def test_what_the_receiver_refuses_is_reported_at_the_record() -> None:
    def refuse(record: Record) -> None:
        raise ValueError("no")

    with pytest.raises(ZoneFileError, match="^z:2:1: no$"):
        zone_file.parse("\na 60 A 1.2.3.4", ROOT, refuse, "z")
