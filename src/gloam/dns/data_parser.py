"""The data of a record from the words of a zone file, as the layout of its type says."""

from __future__ import annotations

from typing import Final

from gloam.dns import code, encoding
from gloam.dns.layout import LAYOUTS, Field
from gloam.dns.malformed import Malformed
from gloam.dns.name import parse_name
from gloam.dns.reader import Reader
from gloam.dns.service_parameter import parse_parameters
from gloam.dns.zone_token import Token

DATA_SIZE_MAX: Final = 65_535
STRING_SIZE_MAX: Final = 255
_MAXIMA: Final[dict[int, int]] = {1: 0xFF, 2: 0xFFFF, 4: 0xFFFF_FFFF}

_ALGORITHMS: Final[dict[str, int]] = {
    "RSAMD5": 1,
    "DH": 2,
    "DSA": 3,
    "RSASHA1": 5,
    "DSA-NSEC3-SHA1": 6,
    "RSASHA1-NSEC3-SHA1": 7,
    "RSASHA256": 8,
    "RSASHA512": 10,
    "ECC-GOST": 12,
    "ECDSAP256SHA256": 13,
    "ECDSAP384SHA384": 14,
    "ED25519": 15,
    "ED448": 16,
    "INDIRECT": 252,
    "PRIVATEDNS": 253,
    "PRIVATEOID": 254,
}
"""IANA, "DNS Security Algorithm Numbers"."""


class DataParser:
    """Reads tokens from `index` on, which after an error is the one that is wrong."""

    def __init__(self, tokens: list[Token], index: int, origin: bytes) -> None:
        self.tokens = tokens
        self.index = index
        self._origin = origin

    def parse(self, record_type: int) -> bytes:
        """All tokens. Raises ValueError."""
        if self.index < len(self.tokens) and self.tokens[self.index].text == "\\#":
            return self._generic(record_type)
        row = LAYOUTS.get(record_type)
        if row is None:
            name = code.type_text(record_type)
            raise ValueError(f"data of type {name} is written as \\# size hexadecimal")
        data = b"".join([self._field(field) for field in row])
        if self.index < len(self.tokens):
            raise ValueError(f"{self.tokens[self.index].text!r} is too much")
        if len(data) > DATA_SIZE_MAX:
            raise ValueError(f"data has {len(data)} octets, the most is {DATA_SIZE_MAX}")
        return data

    def _generic(self, record_type: int) -> bytes:
        """RFC 3597, 5."""
        self.index += 1
        size = encoding.parse_number(self._current(), DATA_SIZE_MAX)
        self.index += 1
        data = encoding.parse_hex(self._rest()) if size > 0 else b""
        if len(data) != size:
            raise ValueError(f"data has {len(data)} octets, not {size}")
        if isinstance(Reader(data).record_data(record_type, size), Malformed):
            raise ValueError(f"the octets are no data of type {code.type_text(record_type)}")
        self.index = len(self.tokens)
        return data

    def _current(self) -> str:
        if self.index >= len(self.tokens):
            raise ValueError("data is missing at the end of the entry")
        return self.tokens[self.index].text

    def _rest(self) -> str:
        """All tokens that are left, at least one, as one; the position stays."""
        self._current()
        return "".join([token.text for token in self.tokens[self.index :]])

    def _field(self, field: Field) -> bytes:
        match field:
            case Field.BASE64:
                data = encoding.parse_base64(self._rest())
                self.index = len(self.tokens)
                return data
            case Field.HEX:
                data = encoding.parse_hex(self._rest())
                self.index = len(self.tokens)
                return data
            case Field.STRINGS:
                return self._strings()
            case Field.BITMAP:
                return self._bitmap()
            case Field.PARAMETERS:
                return self._parameters()
        data = self._one(field, self._current())
        self.index += 1
        return data

    def _one(self, field: Field, text: str) -> bytes:
        """A field of one token."""
        match field:
            case Field.U8:
                return self._number(text, 1)
            case Field.U16:
                return self._number(text, 2)
            case Field.U32:
                return self._number(text, 4)
            case Field.TTL:
                return encoding.parse_ttl(text, 0xFFFF_FFFF).to_bytes(4, "big")
            case Field.TIME:
                return encoding.parse_time(text).to_bytes(4, "big")
            case Field.TYPE:
                return _type(text).to_bytes(2, "big")
            case Field.ALGORITHM:
                number = _ALGORITHMS.get(text.upper(), -1)
                return self._number(text, 1) if number < 0 else bytes([number])
            case Field.IP4:
                return encoding.parse_ip4(text)
            case Field.IP6:
                return encoding.parse_ip6(text)
            case Field.NAME:
                return parse_name(text, self._origin)
            case Field.SALT:
                return _counted(b"" if text == "-" else encoding.parse_hex(text))
            case Field.HASH:
                return _counted(encoding.parse_base32hex(text))
            case Field.TAG:
                if not text.isascii() or not text.isalnum():
                    raise ValueError(f"{text!r} is no tag of letters and digits")
                return _counted(text.encode())
            case Field.TEXT:
                return encoding.parse_string(text)
        return _counted(encoding.parse_string(text))

    def _number(self, text: str, size: int) -> bytes:
        return encoding.parse_number(text, _MAXIMA[size]).to_bytes(size, "big")

    def _strings(self) -> bytes:
        parts = [_counted(encoding.parse_string(self._current()))]
        self.index += 1
        while self.index < len(self.tokens):
            parts.append(_counted(encoding.parse_string(self._current())))
            self.index += 1
        return b"".join(parts)

    def _bitmap(self) -> bytes:
        types: set[int] = set()
        while self.index < len(self.tokens):
            types.add(_type(self._current()))
            self.index += 1
        return emit_bitmap(types)

    def _parameters(self) -> bytes:
        words = [token.text for token in self.tokens[self.index :]]
        data = parse_parameters(words)
        self.index = len(self.tokens)
        return data


def _type(text: str) -> int:
    number = code.parse_type(text)
    if number < 0:
        raise ValueError(f"{text!r} is no type of records")
    return number


def _counted(octets: bytes) -> bytes:
    if len(octets) > STRING_SIZE_MAX:
        raise ValueError(f"a string has {len(octets)} octets, the most is {STRING_SIZE_MAX}")
    return bytes([len(octets)]) + octets


def emit_bitmap(types: set[int]) -> bytes:
    """RFC 4034, 4.1.2."""
    blocks: dict[int, bytearray] = {}
    for number in sorted(types):
        block = blocks.setdefault(number >> 8, bytearray())
        octet = (number & 255) >> 3
        block.extend(bytes(octet + 1 - len(block)))
        block[octet] |= 0x80 >> (number & 7)
    return b"".join([bytes([window, len(block)]) + block for window, block in blocks.items()])
