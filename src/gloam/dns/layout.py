"""What the data of each type of record consists of: one table for the wire and for zone files.

A type without a row is opaque: its data is copied as it is and written as `\\# size hex`
(RFC 3597), which every type may use.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from gloam.dns import code


class Field(Enum):
    """One part of a record's data. In a zone file each is one token, unless it says otherwise."""

    U8 = "8-bit number"
    U16 = "16-bit number"
    U32 = "32-bit number"
    TTL = "time to live"
    """32 bits; a zone file may use units."""
    TIME = "time"
    """32 bits; seconds or YYYYMMDDHHMMSS in a zone file (RFC 4034, 3.2)."""
    TYPE = "type"
    """16 bits; a type's name in a zone file."""
    ALGORITHM = "algorithm"
    """8 bits; a number or a mnemonic of DNSSEC in a zone file (RFC 4034, A.1)."""
    IP4 = "IPv4 address"
    IP6 = "IPv6 address"
    NAME = "name"
    STRING = "character string"
    """A length octet and so many octets."""
    STRINGS = "character strings"
    """One or more, to the end of the data and of the entry."""
    TAG = "tag"
    """As STRING, of letters and digits only (RFC 8659, 4.1)."""
    TEXT = "text"
    """The rest of the data, one string in a zone file."""
    BASE64 = "base64"
    """The rest of the data and of the entry."""
    HEX = "hexadecimal"
    """The rest of the data and of the entry."""
    SALT = "salt"
    """A length octet and so many; hexadecimal, or "-" if there are none (RFC 5155, 3.3)."""
    HASH = "hashed name"
    """A length octet and so many; base32hex without padding (RFC 5155, 3.3)."""
    BITMAP = "types"
    """The rest: a map of types (RFC 4034, 4.1.2), a list of names in a zone file."""
    PARAMETERS = "service parameters"
    """The rest: keys in rising order with their values (RFC 9460, 2.1 and 2.2)."""


_U8: Final = Field.U8
_U16: Final = Field.U16
_U32: Final = Field.U32
_NAME: Final = Field.NAME
_STRING: Final = Field.STRING
_DIGEST: Final = (_U16, Field.ALGORITHM, _U8, Field.HEX)
_KEY: Final = (_U16, _U8, Field.ALGORITHM, Field.BASE64)
_SIGNATURE: Final = (
    *(Field.TYPE, Field.ALGORITHM, _U8, Field.TTL, Field.TIME, Field.TIME),
    *(_U16, _NAME, Field.BASE64),
)
_CERTIFICATE: Final = (_U8, _U8, _U8, Field.HEX)
_SERVICE: Final = (_U16, _NAME, Field.PARAMETERS)

LAYOUTS: Final[dict[int, tuple[Field, ...]]] = {
    code.A: (Field.IP4,),
    code.NS: (_NAME,),
    3: (_NAME,),  # MD
    4: (_NAME,),  # MF
    code.CNAME: (_NAME,),
    code.SOA: (_NAME, _NAME, _U32, Field.TTL, Field.TTL, Field.TTL, Field.TTL),
    7: (_NAME,),  # MB
    8: (_NAME,),  # MG
    9: (_NAME,),  # MR
    code.PTR: (_NAME,),
    13: (_STRING, _STRING),  # HINFO
    14: (_NAME, _NAME),  # MINFO
    code.MX: (_U16, _NAME),
    code.TXT: (Field.STRINGS,),
    17: (_NAME, _NAME),  # RP
    code.AFSDB: (_U16, _NAME),
    19: (_STRING,),  # X25
    20: (Field.STRINGS,),  # ISDN
    code.RT: (_U16, _NAME),
    24: _SIGNATURE,  # SIG
    25: _KEY,  # KEY
    26: (_U16, _NAME, _NAME),  # PX
    code.AAAA: (Field.IP6,),
    code.SRV: (_U16, _U16, _U16, _NAME),
    code.NAPTR: (_U16, _U16, _STRING, _STRING, _STRING, _NAME),
    code.KX: (_U16, _NAME),
    37: (_U16, _U16, Field.ALGORITHM, Field.BASE64),  # CERT
    code.DNAME: (_NAME,),
    code.DS: _DIGEST,
    code.SSHFP: (_U8, _U8, Field.HEX),
    code.RRSIG: _SIGNATURE,
    code.NSEC: (_NAME, Field.BITMAP),
    code.DNSKEY: _KEY,
    49: (Field.BASE64,),  # DHCID
    code.NSEC3: (_U8, _U8, _U16, Field.SALT, Field.HASH, Field.BITMAP),
    code.NSEC3PARAM: (_U8, _U8, _U16, Field.SALT),
    code.TLSA: _CERTIFICATE,
    53: _CERTIFICATE,  # SMIMEA
    59: _DIGEST,  # CDS
    60: _KEY,  # CDNSKEY
    61: (Field.BASE64,),  # OPENPGPKEY
    62: (_U32, _U16, Field.BITMAP),  # CSYNC
    63: (_U32, _U8, _U8, Field.HEX),  # ZONEMD
    code.SVCB: _SERVICE,
    code.HTTPS: _SERVICE,
    99: (Field.STRINGS,),  # SPF
    256: (_U16, _U16, Field.TEXT),  # URI
    code.CAA: (_U8, Field.TAG, Field.TEXT),
}

SIZES: Final[dict[Field, int]] = {
    Field.U8: 1,
    Field.U16: 2,
    Field.U32: 4,
    Field.TTL: 4,
    Field.TIME: 4,
    Field.TYPE: 2,
    Field.ALGORITHM: 1,
    Field.IP4: 4,
    Field.IP6: 16,
}
"""Of the fields that have a fixed one, in octets."""

COUNTED: Final = frozenset([Field.STRING, Field.TAG, Field.SALT, Field.HASH])
"""The fields that begin with a length octet."""

COMPRESSED: Final = frozenset([code.NS, 3, 4, code.CNAME, code.SOA, 7, 8, 9, code.PTR, 14, code.MX])
"""Only the names in these types' data may be compressed when emitted (RFC 3597, 4)."""

HOST_AT: Final[dict[int, int]] = {
    code.NS: 0,
    code.MX: 2,
    code.AFSDB: 2,
    code.RT: 2,
    code.KX: 2,
    code.SRV: 6,
}
"""Where in the data the host is whose addresses answers add."""

WITH_NAMES: Final = frozenset([number for number, row in LAYOUTS.items() if _NAME in row])
