"""Zones and questions for comparing name servers: a zone of corner cases, a generated one."""

import random
from collections.abc import Iterator

from gloam.dns import code
from gloam.dns.message import Record
from gloam.dns.name import ROOT, parse_name

TRICKY_ORIGIN = "tricky.example."
TRICKY = """\
$TTL 3600
@ SOA ns1 hostmaster 2024010101 7200 3600 1209600 300
@ NS ns1
@ NS ns.elsewhere.test.
@ MX 10 mail
@ MX 20 mail.elsewhere.test.
@ MX 30 host.sub
@ TXT "v=spf1 -all" "second string"
@ CAA 0 issue "ca.example.net"
@ 60 HTTPS 1 . alpn=h2,h3 ipv4hint=192.0.2.1
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
mail 7200 A 192.0.2.2
mail 7200 A 192.0.2.3
Mixed.CASE A 192.0.2.4
; empty non-terminals: b.ent, ent
a.b.ent TXT "below empty non-terminals"
_sip._tcp SRV 1 2 5060 mail
_sip._tcp SRV 1 3 5060 any.wild
_sip._udp SRV 1 3 5060 ns.sub
naptr NAPTR 1 2 "u" "E2U+sip" "!^.*$!sip:x@y!" .
x\\.y TXT "a dot in a label"
\\000\\255 TXT "octets"
; aliases: chains, out of the zone, to nothing, in a loop, into wildcards and delegations
c1 CNAME c2
c2 CNAME c3
c3 CNAME mail
c4 CNAME www.elsewhere.test.
c5 CNAME nothing
c6 CNAME c7
c7 CNAME c6
c8 CNAME c8
c9 CNAME some.wild
c10 CNAME deep.under.sub
c11 CNAME ent
c12 CNAME x.dname
c13 CNAME host.sub
c14 CNAME @
; wildcards
*.wild A 192.0.2.10
*.wild MX 5 mail
exists.wild TXT "no wildcard here"
below.exists2.wild TXT "an empty non-terminal under the wildcard"
*.alias CNAME mail
*.alias2 CNAME nowhere.wild
*.alias3 CNAME x.dname
*.ent2.deeper TXT "wildcard under empty non-terminals"
w.*.star TXT "below an asterisk in the middle"
*.ns.wild2 A 192.0.2.11
; delegations: glue inside, glue of another delegation, nested names, none of ours
sub NS ns.sub
sub NS ns1
sub NS ns.other
ns.sub A 192.0.2.20
ns.sub AAAA 2001:db8::20
host.sub A 192.0.2.21
deep.er.sub TXT "hidden by the delegation"
other NS ns.other
ns.other A 192.0.2.22
far NS ns.elsewhere.test.
*.hidden.far TXT "hidden too"
secure NS ns.sub
secure DS 12345 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF
insecure.ent3 NS ns.elsewhere.test.
; substitution
dname DNAME target
dname TXT "beside the DNAME"
x.target A 192.0.2.30
y.target CNAME z.target
z.target TXT "end of a chain"
*.w.target A 192.0.2.31
dout DNAME elsewhere.test.
dself DNAME x.dself
d1 DNAME d2
d2 DNAME dname
dlong DNAME LONG.LONG.LONG
unknown TYPE65280 \\# 4 0A000001
big TXT "BIG" "A1"
big TXT "BIG" "A2"
big TXT "BIG" "A3"
big TXT "BIG" "A4"
big TXT "BIG" "A5"
big TXT "BIG" "A6"
manymx MX 1 any1.wild
manymx MX 2 any2.wild
manymx MX 3 mail
""".replace("LONG", "l" * 60).replace("BIG", "t" * 240)

GENERATED_ORIGIN = "generated."
LABELS = ["a", "b", "www", "*", "ns", "_tcp", "x", "deep", "ent", "zz", "\\000", "~"]
HASHED = (code.NSEC3, code.RRSIG)
TYPES = [
    *(code.A, code.A, code.AAAA, code.NS, code.SOA, code.MX, code.TXT, code.CNAME, code.SRV),
    *(code.DS, code.DS, code.DNSKEY, code.NSEC, code.RRSIG, code.ANY, code.DNAME, code.CAA),
    *(code.PTR, code.HTTPS, code.NSEC3PARAM, 65280, 1234),
]


def generated(count: int, seed: int) -> str:
    """A zone with the root's shape: `count` delegations, two to six servers each, glue for most,
    DS records for nine of ten; names of the servers shared between some."""
    rng = random.Random(seed)
    lines = [
        "$TTL 86400",
        "@ SOA a.servers nstld 2024010101 1800 900 604800 86400",
        *(f"@ 518400 NS {letter}.servers" for letter in "abcdefghijklm"),
    ]
    for number, letter in enumerate("abcdefghijklm"):
        lines.append(f"{letter}.servers A 198.41.0.{number + 1}")
        lines.append(f"{letter}.servers AAAA 2001:503::{number + 1:x}")
    for number in range(count):
        label = f"tld{number}"
        hosts = [f"{letter}.nic.{label}" for letter in "abcdef"[: rng.randrange(2, 7)]]
        if rng.random() < 0.2:
            hosts = [f"ns{rng.randrange(20)}.shared.tld0", *hosts[:1]]
        if rng.random() < 0.1:
            hosts = ["ns1.elsewhere.test.", "ns2.elsewhere.test."]
        lines.extend(f"{label} 172800 NS {host}" for host in hosts)
        for host in hosts:
            if host.startswith("ns"):
                continue
            lines.append(f"{host} 172800 A 192.0.{number % 250}.{rng.randrange(1, 250)}")
            if rng.random() < 0.7:
                lines.append(f"{host} 172800 AAAA 2001:db8:{number:x}::{rng.randrange(1, 999):x}")
        if rng.random() < 0.9:
            digest = rng.randbytes(32).hex()
            lines.append(f"{label} DS {rng.randrange(65536)} 8 2 {digest}")
    lines.extend(f"ns{number}.shared.tld0 172800 A 192.0.255.{number}" for number in range(20))
    return "\n".join(lines) + "\n"


def questions(
    records: list[Record], origin: bytes, count: int, seed: int
) -> Iterator[tuple[bytes, int]]:
    """Names that exist, above, below and beside them, in other case; types of all kinds.

    Owners of NSEC3 records are no names of the tree (RFC 5155, 7.2.8).
    """
    rng = random.Random(seed)
    names = sorted({record.name for record in records if record.record_type not in HASHED})
    labels = [parse_name(label)[:-1] for label in LABELS]
    for _ in range(count):
        name = rng.choice(names)
        kind = rng.randrange(10)
        if kind < 4:
            while kind > 0 and name.lower() != origin.lower() and name != ROOT:
                name = name[name[0] + 1 :]
                kind -= 2
        elif kind < 8:
            for _ in range(rng.choice((1, 1, 2, 3))):
                name = rng.choice(labels) + name
        elif kind == 8 and name[0] > 1 and name != origin:
            name = bytes([name[0]]) + rng.choice(b"a0z-~").to_bytes(1, "big") + name[2:]
        else:
            name = name.upper()
        if len(name) <= 255:
            yield name, rng.choice(TYPES)
