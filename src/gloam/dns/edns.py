"""EDNS(0), RFC 6891: the OPT record as a value of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from gloam.dns import code
from gloam.dns.malformed import Malformed

UDP_SIZE_MIN: Final = 512
"""What every peer takes (RFC 1035, 4.2.1); smaller values mean this one (RFC 6891, 6.2.3)."""
UDP_SIZE_DEFAULT: Final = 1232
"""What passes unfragmented nearly everywhere: IPv6's least MTU without headers."""
FIXED_SIZE: Final = 11
"""Of the record, without options."""

OPTION_NSID: Final = 3
OPTION_COOKIE: Final = 10
OPTION_PADDING: Final = 12

PADDING_BLOCK: Final = 468
"""Responses are padded to a multiple (RFC 8467, 4.1)."""

_FLAG_DO: Final = 0x8000


@dataclass(frozen=True, slots=True)
class Option:
    code: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Edns:
    udp_size: int = UDP_SIZE_DEFAULT
    is_dnssec_ok: bool = False
    version: int = 0
    rcode_high: int = 0
    """The upper eight bits of the response code."""
    options: list[Option] = field(default_factory=list)

    def option(self, number: int) -> bytes | None:
        for option in self.options:
            if option.code == number:
                return option.data
        return None


def parse(udp_size: int, ttl: int, data: bytes) -> Edns | Malformed:
    """From the class, the TTL and the data of an OPT record."""
    options: list[Option] = []
    index = 0
    while index < len(data):
        if len(data) - index < 4:
            return Malformed.EDNS
        stop = index + 4 + (data[index + 2] << 8 | data[index + 3])
        if stop > len(data):
            return Malformed.EDNS
        options.append(Option(data[index] << 8 | data[index + 1], data[index + 4 : stop]))
        index = stop
    is_dnssec_ok = ttl & _FLAG_DO != 0
    return Edns(max(udp_size, UDP_SIZE_MIN), is_dnssec_ok, ttl >> 16 & 255, ttl >> 24, options)


def size(edns: Edns) -> int:
    """Of the whole record, in octets."""
    return FIXED_SIZE + sum([4 + len(option.data) for option in edns.options])


def padded(edns: Edns, message_size: int, size_max: int) -> Edns:
    """With padding (RFC 7830), so that the message of `message_size` octets and the record become a
    multiple of the block's size, but no more than `size_max` octets."""
    whole = message_size + size(edns) + 4
    if whole > size_max:
        return edns
    count = min(-whole % PADDING_BLOCK, size_max - whole)
    options = [*edns.options, Option(OPTION_PADDING, bytes(count))]
    return Edns(edns.udp_size, edns.is_dnssec_ok, edns.version, edns.rcode_high, options)


def emit(edns: Edns, rcode_high: int) -> bytes:
    """The whole record, with the upper bits of a response code."""
    flags = _FLAG_DO if edns.is_dnssec_ok else 0
    parts = [
        b"\0",
        code.OPT.to_bytes(2, "big"),
        edns.udp_size.to_bytes(2, "big"),
        (rcode_high << 24 | edns.version << 16 | flags).to_bytes(4, "big"),
    ]
    options: list[bytes] = []
    for option in edns.options:
        options.append((option.code << 16 | len(option.data)).to_bytes(4, "big"))
        options.append(option.data)
    data = b"".join(options)
    parts.append(len(data).to_bytes(2, "big"))
    parts.append(data)
    return b"".join(parts)
