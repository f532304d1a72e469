"""ICMPv6: echo and errors (RFC 4443). The messages of neighbour discovery are in `ndp`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.checksum import checksum
from gloam.net.wire.ipv6 import HEADER_SIZE as IP_HEADER_SIZE
from gloam.net.wire.ipv6 import MTU_MIN, PROTOCOL_ICMP, pseudo_header_sum
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u32_at

HEADER_SIZE: Final = 8

TYPE_UNREACHABLE: Final = 1
TYPE_TOO_BIG: Final = 2
TYPE_TIME_EXCEEDED: Final = 3
TYPE_PARAMETER_PROBLEM: Final = 4
TYPE_ECHO_REQUEST: Final = 128
TYPE_ECHO_REPLY: Final = 129

ERROR_TYPES_STOP: Final = 128
"""Types below are errors, which nobody answers with another one (2.4)."""

CODE_PORT: Final = 4
"""Of "unreachable"."""
CODE_REASSEMBLY: Final = 1
"""Of "time exceeded"."""
CODE_FIELD: Final = 0
CODE_NEXT_HEADER: Final = 1
CODE_OPTION: Final = 2
CODE_HEADER_CHAIN: Final = 3
"""Of "parameter problem" (RFC 4443, 3.4; RFC 7112, 5)."""

QUOTE_SIZE_MAX: Final = MTU_MIN - IP_HEADER_SIZE - HEADER_SIZE
"""An error with its quote fits into every link (2.4, c)."""


@dataclass(frozen=True, slots=True)
class Icmp6Message:
    """A message with a good checksum; behind `word`, its body is `data[body_start:body_stop]`."""

    kind: int
    code: int
    word: int
    """The second header row: identifier and number of an echo, MTU, pointer."""
    body_start: int
    body_stop: int


def parse(data: bytes, start: int, stop: int, source: int, target: int) -> Icmp6Message | Malformed:
    """Read the message that fills data[start:stop], sent from `source` to `target`."""
    if stop - start < HEADER_SIZE:
        return Malformed.ICMP_TRUNCATED
    pseudo = pseudo_header_sum(source, target, PROTOCOL_ICMP, stop - start)
    if checksum(data, start, stop, pseudo) != 0:
        return Malformed.ICMP_CHECKSUM
    return Icmp6Message(
        data[start], data[start + 1], u32_at(data, start + 4), start + HEADER_SIZE, stop
    )


def emit(kind: int, code: int, body: bytes, source: int, target: int) -> bytes:
    """A whole message from `source` to `target`: `body` is all that is behind the checksum."""
    pseudo = pseudo_header_sum(source, target, PROTOCOL_ICMP, 4 + len(body))
    check = checksum(body, 0, len(body), pseudo + (kind << 8 | code))
    return bytes([kind, code, check >> 8, check & 255]) + body
