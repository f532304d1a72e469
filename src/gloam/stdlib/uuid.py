"""uuid: identifiers of 128 bits (RFC 4122). There is no hardware address for version 1."""

from __future__ import annotations

import hashlib
import secrets
from enum import Enum
from typing import Final, TypeAlias

RESERVED_NCS: Final = "reserved for NCS compatibility"
RFC_4122: Final = "specified in RFC 4122"
RESERVED_MICROSOFT: Final = "reserved for Microsoft compatibility"
RESERVED_FUTURE: Final = "reserved for future definition"

_LIMIT: Final = 1 << 128
_Octets: TypeAlias = bytes


class SafeUUID(Enum):
    safe = 0
    unsafe = -1
    unknown = None


class UUID:
    """Made of exactly one of its forms. `fields` are time_low (32 bits), time_mid, time_hi_version
    (16 each), clock_seq_hi_variant, clock_seq_low (8 each) and node (48)."""

    __slots__ = ("int", "is_safe")

    def __init__(
        self,
        hex: str | None = None,
        bytes: bytes | None = None,
        bytes_le: bytes | None = None,
        fields: tuple[int, int, int, int, int, int] | None = None,
        int: int | None = None,
        version: int | None = None,
        *,
        is_safe: SafeUUID = SafeUUID.unknown,
    ) -> None:
        given = [hex is None, bytes is None, bytes_le is None, fields is None, int is None]
        if given.count(False) != 1:
            raise TypeError(
                "one of the hex, bytes, bytes_le, fields, or int arguments must be given"
            )
        value = 0
        if hex is not None:
            value = _of_hex(hex)
        elif bytes_le is not None:
            if len(bytes_le) != 16:
                raise ValueError("bytes_le is not a 16-char string")
            value = _of_bytes(_swapped(bytes_le))
        elif bytes is not None:
            if len(bytes) != 16:
                raise ValueError("bytes is not a 16-char string")
            value = _of_bytes(bytes)
        elif fields is not None:
            value = _of_fields(fields)
        elif int is not None:
            value = int
        if not 0 <= value < _LIMIT:
            raise ValueError("int is out of range (need a 128-bit value)")
        if version is not None:
            if not 1 <= version <= 5:
                raise ValueError("illegal version number")
            # Section 4.1: the variant in two bits, the version in four.
            value = value & ~(0xC000 << 48) | 0x8000 << 48
            value = value & ~(0xF000 << 64) | version << 76
        self.int = value
        self.is_safe = is_safe

    def __eq__(self, other: object) -> bool:
        if isinstance(other, UUID):
            return self.int == other.int
        return NotImplemented

    def __lt__(self, other: UUID) -> bool:
        return self.int < other.int

    def __gt__(self, other: UUID) -> bool:
        return self.int > other.int

    def __le__(self, other: UUID) -> bool:
        return self.int <= other.int

    def __ge__(self, other: UUID) -> bool:
        return self.int >= other.int

    def __hash__(self) -> int:
        return hash(self.int)

    def __int__(self) -> int:
        return self.int

    def __repr__(self) -> str:
        return f"UUID({str(self)!r})"

    def __str__(self) -> str:
        text = self.hex
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    @property
    def bytes(self) -> bytes:
        return self.int.to_bytes(16, "big")

    @property
    def bytes_le(self) -> _Octets:
        return _swapped(self.int.to_bytes(16, "big"))

    @property
    def fields(self) -> tuple[int, int, int, int, int, int]:
        return (
            *(self.time_low, self.time_mid, self.time_hi_version),
            *(self.clock_seq_hi_variant, self.clock_seq_low, self.node),
        )

    @property
    def time_low(self) -> int:
        return self.int >> 96

    @property
    def time_mid(self) -> int:
        return self.int >> 80 & 0xFFFF

    @property
    def time_hi_version(self) -> int:
        return self.int >> 64 & 0xFFFF

    @property
    def clock_seq_hi_variant(self) -> int:
        return self.int >> 56 & 0xFF

    @property
    def clock_seq_low(self) -> int:
        return self.int >> 48 & 0xFF

    @property
    def time(self) -> int:
        return (self.time_hi_version & 0x0FFF) << 48 | self.time_mid << 32 | self.time_low

    @property
    def clock_seq(self) -> int:
        return (self.clock_seq_hi_variant & 0x3F) << 8 | self.clock_seq_low

    @property
    def node(self) -> int:
        return self.int & 0xFFFFFFFFFFFF

    @property
    def hex(self) -> str:
        return f"{self.int:032x}"

    @property
    def urn(self) -> str:
        return f"urn:uuid:{self}"

    @property
    def variant(self) -> str:
        top = self.clock_seq_hi_variant
        if not top & 0x80:
            return RESERVED_NCS
        if not top & 0x40:
            return RFC_4122
        return RESERVED_FUTURE if top & 0x20 else RESERVED_MICROSOFT

    @property
    def version(self) -> int | None:
        return self.int >> 76 & 0xF if self.variant == RFC_4122 else None


def _of_hex(text: str) -> int:
    digits = text.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
    if len(digits) != 32:
        raise ValueError("badly formed hexadecimal UUID string")
    return int(digits, 16)


def _of_bytes(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _swapped(data: bytes) -> bytes:
    """Between the big-endian form and the one whose first three fields are little-endian."""
    return data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:]


def _of_fields(fields: tuple[int, int, int, int, int, int]) -> int:
    value = 0
    widths = (32, 16, 16, 8, 8, 48)
    for number, (part, width) in enumerate(zip(fields, widths, strict=True), 1):
        if not 0 <= part < 1 << width:
            raise ValueError(f"field {number} out of range (need a {width}-bit value)")
        value = value << width | part
    return value


def uuid3(namespace: UUID, name: str) -> UUID:
    """Of a name, by MD5."""
    digest = hashlib.md5(namespace.bytes + name.encode(), usedforsecurity=False).digest()
    return UUID(bytes=digest[:16], version=3)


def uuid4() -> UUID:
    """Random."""
    return UUID(bytes=secrets.token_bytes(16), version=4)


def uuid5(namespace: UUID, name: str) -> UUID:
    """Of a name, by SHA-1."""
    digest = hashlib.sha1(namespace.bytes + name.encode(), usedforsecurity=False).digest()
    return UUID(bytes=digest[:16], version=5)


NAMESPACE_DNS: Final = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_URL: Final = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_OID: Final = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_X500: Final = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
