"""The numbers of the protocol (IANA, "Domain Name System Parameters"), and their names."""

from __future__ import annotations

from typing import Final

# Types of records. A constant for each type that code here treats on its own.
A: Final = 1
NS: Final = 2
CNAME: Final = 5
SOA: Final = 6
PTR: Final = 12
MX: Final = 15
TXT: Final = 16
AFSDB: Final = 18
RT: Final = 21
AAAA: Final = 28
SRV: Final = 33
NAPTR: Final = 35
KX: Final = 36
DNAME: Final = 39
OPT: Final = 41
DS: Final = 43
SSHFP: Final = 44
RRSIG: Final = 46
NSEC: Final = 47
DNSKEY: Final = 48
NSEC3: Final = 50
NSEC3PARAM: Final = 51
TLSA: Final = 52
SVCB: Final = 64
HTTPS: Final = 65
TKEY: Final = 249
TSIG: Final = 250
IXFR: Final = 251
AXFR: Final = 252
MAILB: Final = 253
MAILA: Final = 254
ANY: Final = 255
CAA: Final = 257

TYPES: Final[dict[str, int]] = {
    "A": A,
    "NS": NS,
    "MD": 3,
    "MF": 4,
    "CNAME": CNAME,
    "SOA": SOA,
    "MB": 7,
    "MG": 8,
    "MR": 9,
    "NULL": 10,
    "WKS": 11,
    "PTR": PTR,
    "HINFO": 13,
    "MINFO": 14,
    "MX": MX,
    "TXT": TXT,
    "RP": 17,
    "AFSDB": AFSDB,
    "X25": 19,
    "ISDN": 20,
    "RT": RT,
    "SIG": 24,
    "KEY": 25,
    "PX": 26,
    "AAAA": AAAA,
    "LOC": 29,
    "SRV": SRV,
    "NAPTR": NAPTR,
    "KX": KX,
    "CERT": 37,
    "DNAME": DNAME,
    "OPT": OPT,
    "APL": 42,
    "DS": DS,
    "SSHFP": SSHFP,
    "IPSECKEY": 45,
    "RRSIG": RRSIG,
    "NSEC": NSEC,
    "DNSKEY": DNSKEY,
    "DHCID": 49,
    "NSEC3": NSEC3,
    "NSEC3PARAM": NSEC3PARAM,
    "TLSA": TLSA,
    "SMIMEA": 53,
    "CDS": 59,
    "CDNSKEY": 60,
    "OPENPGPKEY": 61,
    "CSYNC": 62,
    "ZONEMD": 63,
    "SVCB": SVCB,
    "HTTPS": HTTPS,
    "SPF": 99,
    "EUI48": 108,
    "EUI64": 109,
    "TKEY": TKEY,
    "TSIG": TSIG,
    "IXFR": IXFR,
    "AXFR": AXFR,
    "MAILB": MAILB,
    "MAILA": MAILA,
    "ANY": ANY,
    "URI": 256,
    "CAA": CAA,
}
TYPE_NAMES: Final[dict[int, str]] = {number: name for name, number in TYPES.items()}

CLASS_IN: Final = 1
CLASS_CH: Final = 3
CLASS_ANY: Final = 255
CLASSES: Final[dict[str, int]] = {"IN": CLASS_IN, "CH": CLASS_CH, "HS": 4, "NONE": 254}
CLASS_NAMES: Final[dict[int, str]] = {number: name for name, number in CLASSES.items()}

# Operations (RFC 1035, 4.1.1).
QUERY: Final = 0
NOTIFY: Final = 4
UPDATE: Final = 5

# Response codes; those above 15 need EDNS (RFC 6891, 6.1.3).
NOERROR: Final = 0
FORMERR: Final = 1
SERVFAIL: Final = 2
NXDOMAIN: Final = 3
NOTIMP: Final = 4
REFUSED: Final = 5
YXDOMAIN: Final = 6
NOTAUTH: Final = 9
BADVERS: Final = 16
BADCOOKIE: Final = 23
RCODE_NAMES: Final[dict[int, str]] = {
    NOERROR: "NOERROR",
    FORMERR: "FORMERR",
    SERVFAIL: "SERVFAIL",
    NXDOMAIN: "NXDOMAIN",
    NOTIMP: "NOTIMP",
    REFUSED: "REFUSED",
    YXDOMAIN: "YXDOMAIN",
    NOTAUTH: "NOTAUTH",
    BADVERS: "BADVERS",
    BADCOOKIE: "BADCOOKIE",
}

# Bits of the header's second word.
FLAG_QR: Final = 0x8000
FLAG_AA: Final = 0x0400
FLAG_TC: Final = 0x0200
FLAG_RD: Final = 0x0100
FLAG_RA: Final = 0x0080
FLAG_AD: Final = 0x0020
FLAG_CD: Final = 0x0010
OPCODE_SHIFT: Final = 11
OPCODE_MASK: Final = 0x7800
RCODE_MASK: Final = 0x000F

TTL_MAX: Final = 0x7FFF_FFFF
"""RFC 2181, 8."""


def type_text(number: int) -> str:
    """The mnemonic, or TYPE123 (RFC 3597, 5)."""
    return TYPE_NAMES.get(number, f"TYPE{number}")


def class_text(number: int) -> str:
    return CLASS_NAMES.get(number, f"CLASS{number}")


def rcode_text(number: int) -> str:
    return RCODE_NAMES.get(number, f"RCODE{number}")


def parse_type(text: str) -> int:
    """The number of a mnemonic in any case, or of TYPE123; -1 if it is neither."""
    upper = text.upper()
    return TYPES.get(upper, _numbered(upper, "TYPE"))


def parse_class(text: str) -> int:
    """The number of a mnemonic in any case, or of CLASS123; -1 if it is neither."""
    upper = text.upper()
    return CLASSES.get(upper, _numbered(upper, "CLASS"))


def _numbered(text: str, prefix: str) -> int:
    digits = text[len(prefix) :]
    if not text.startswith(prefix) or not digits.isascii() or not digits.isdigit():
        return -1
    return int(digits) if len(digits) <= 5 and int(digits) <= 0xFFFF else -1
