"""The name server's library: a zone of corner cases, questions whole and broken."""

from gloam.dns import code, message
from gloam.dns.edns import Edns
from gloam.dns.malformed import Malformed
from gloam.dns.name import name_text, parse_name
from gloam.dns.responder import Responder
from gloam.dns.zone import ZoneSet
from gloam.dns.zone_builder import parse_zone

ZONE = r"""
$TTL 1h
@ SOA ns1 hostmaster ( 1 2h ; comment
  3m 4 300 )
@ NS ns1
ns1 A 192.0.2.1
  AAAA 2001:db8::1
@ DNSKEY 256 3 13 AQIDBA==
@ RRSIG SOA 13 1 3600 20300101000000 20200101000000 1 @ AQ==
@ NSEC c1 NS SOA RRSIG NSEC DNSKEY
c1 CNAME C2
c1 NSEC *.w CNAME
C2 CNAME some.w
loop CNAME loop
*.w A 192.0.2.2
*.w NSEC @ A
a.ent TXT "one \"two\"" three \195\164 ä
sub NS ns.sub
sub DS 1 8 2 (00ff
  1234)
ns.sub A 192.0.2.3
d DNAME w
x\.y SRV 1 2 3 ns1
h HTTPS 1 . alpn=h2,h3 port=443 ipv4hint=1.2.3.4 key667="a b"
n NAPTR 1 2 "u" "E2U+sip" "!^.*$!sip:x!" .
u TYPE65280 \# 4 01020304
$GENERATE 1-40/3 g${-1,3,x} MX $ ns1
$ORIGIN deeper
q A 192.0.2.4
"""
WRONG = [
    "a A 1.2.3",
    'a TXT "open',
    "a CNAME b\na A 1.2.3.4",
    "b.other. A 1.2.3.4",
    "a AAAA 1::2::3",
    "a MX 70000 b",
    "$GENERATE 2-1 a A 1.2.3.4",
    "$INCLUDE f",
    "a..b A 1.2.3.4",
    "a TYPE1 \\# 3 010203",
    "(",
]
NAMES = [
    *(
        "@",
        "ns1",
        "NS1",
        "c1",
        "loop",
        "x.w",
        "w",
        "ent",
        "b.ent",
        "a.ent",
        "sub",
        "x.sub",
        "y.d",
        "d",
    ),
    *(r"x\.y", "h", "n", "u", "g000", "g026", "q.deeper", "none", "other.", "ns.sub", "*.w", "z"),
]
TYPES = [
    code.A,
    code.AAAA,
    code.NS,
    code.MX,
    code.DS,
    code.ANY,
    code.TXT,
    code.SRV,
    code.HTTPS,
    65280,
]


def shown(data: bytes) -> str:
    found = message.parse(data)
    if isinstance(found, Malformed):
        return found.value
    sections = (found.answers, found.authorities, found.additionals)
    texts = [
        " ".join([f"{name_text(one.name)}/{code.type_text(one.record_type)}" for one in section])
        for section in sections
    ]
    return f"{code.rcode_text(found.rcode)} {found.flags:04x} {len(data)} {texts}"


def main() -> None:
    origin = parse_name("Z.example.")
    zone = parse_zone(ZONE, origin)
    responder = Responder(ZoneSet([zone]))
    print(zone.name_count, zone.record_count)
    number = 0
    for text in NAMES:
        for record_type in TYPES:
            edns = [None, Edns(512), Edns(4096, True)][number % 3]
            query = message.query(number, parse_name(text, origin), record_type, edns=edns)
            data = message.emit(query)
            outcome = responder.respond(data, number % 7 != 0)
            print(text, record_type, shown(outcome.response))
            broken = (
                data[: number % len(data)] + bytes([number % 251]) + data[number % len(data) + 1 :]
            )
            print(responder.respond(broken, True).response.hex())
            number += 1
    print(responder.counters, responder.rcodes)
    for text in WRONG:
        try:
            parse_zone("$TTL 60\n@ SOA a b 1 2 3 4 5\n@ NS a\n" + text, origin)
        except ValueError as error:
            print(type(error).__name__, error)
    try:
        parse_zone("@ 60 NS a", origin)
    except ValueError as error:
        print(error)


main()
