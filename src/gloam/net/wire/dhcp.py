"""DHCPv4 messages (RFC 2131, section 2; options of RFC 2132), as a client reads and writes them.

Knows no states and no times: which answer fits which question is the engine's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u32_at, u48_at
from gloam.net.wire.route import Route

CLIENT_PORT: Final = 68
SERVER_PORT: Final = 67

OPTIONS_START: Final = 240
"""Behind the fixed fields and the magic cookie."""
MESSAGE_SIZE_MIN: Final = 300
"""What is sent is padded to it: relays and servers from the days of BOOTP expect no less."""
NAME_SERVERS_MAX: Final = 3
"""More are ignored."""

ABSENT: Final = -1

_COOKIE: Final = 0x6382_5363
_FLAG_BROADCAST: Final = 0x8000
_SERVER_NAME_START: Final = 44
_FILE_START: Final = 108
_FIXED_STOP: Final = 236

OPTION_PAD: Final = 0
OPTION_MASK: Final = 1
OPTION_ROUTER: Final = 3
OPTION_NAME_SERVERS: Final = 6
OPTION_MTU: Final = 26
OPTION_REQUESTED_IP: Final = 50
OPTION_LEASE: Final = 51
OPTION_OVERLOAD: Final = 52
OPTION_KIND: Final = 53
OPTION_SERVER: Final = 54
OPTION_PARAMETERS: Final = 55
OPTION_SIZE_MAX: Final = 57
OPTION_RENEWAL: Final = 58
OPTION_REBINDING: Final = 59
OPTION_CLIENT: Final = 61
OPTION_ROUTES: Final = 121
OPTION_END: Final = 255

_ASKED_FOR: Final = bytes(
    [
        OPTION_MASK,
        # In front of the router, as RFC 3442 asks.
        OPTION_ROUTES,
        OPTION_ROUTER,
        OPTION_NAME_SERVERS,
        OPTION_MTU,
        OPTION_LEASE,
        OPTION_SERVER,
        OPTION_RENEWAL,
        OPTION_REBINDING,
    ]
)


class Kind(Enum):
    """The message type of option 53 (RFC 2132, 9.6)."""

    DISCOVER = 1
    OFFER = 2
    REQUEST = 3
    DECLINE = 4
    ACK = 5
    NAK = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says. Addresses are 0, and durations -1, where the message has none."""

    kind: Kind
    """OFFER, ACK or NAK."""
    transaction: int
    mac: int
    """The client's hardware address, echoed."""
    ip: int
    """The address that is offered or granted."""
    server: int
    prefix_size: int
    """0 without a mask."""
    router: int
    name_servers: tuple[int, ...]
    mtu: int
    """0 when the server does not say."""
    lease_s: int
    """0xFFFFFFFF is for ever."""
    renewal_s: int
    rebinding_s: int
    routes: tuple[Route, ...] = ()
    """Empty if there are none, or the option is broken (RFC 3442)."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a client says. Addresses that a message of its kind does not carry are 0."""

    kind: Kind
    transaction: int
    mac: int
    seconds: int
    """Since the client began; below 65536."""
    wants_broadcast: bool
    """The client has no address yet, so that only broadcast reaches it."""
    own_ip: int
    """The address in use, to which the server may send its answer."""
    requested_ip: int
    server: int
    message_size_max: int


def parse(data: bytes) -> Answer | Malformed:
    """Read a server's message, a UDP payload. Unknown options are skipped."""
    if len(data) < OPTIONS_START:
        return Malformed.DHCP_TRUNCATED
    # A reply, over Ethernet, addresses of 6 bytes.
    if data[0] != 2 or data[1] != 1 or data[2] != 6 or u32_at(data, _FIXED_STOP) != _COOKIE:
        return Malformed.DHCP_FORMAT
    options: dict[int, bytes] = {}
    if not collect_options(data, OPTIONS_START, len(data), options):
        return Malformed.DHCP_OPTION
    overload = max(_number(options, OPTION_OVERLOAD, 1), 0)
    if overload & 1 and not collect_options(data, _FILE_START, _FIXED_STOP, options):
        return Malformed.DHCP_OPTION
    if overload & 2 and not collect_options(data, _SERVER_NAME_START, _FILE_START, options):
        return Malformed.DHCP_OPTION
    kind = _kind(options)
    if kind is None:
        return Malformed.DHCP_KIND
    prefix_size = 0
    mask = _number(options, OPTION_MASK, 4)
    if mask != ABSENT:
        prefix_size = prefix_of(mask)
        if prefix_size == 0:
            return Malformed.DHCP_OPTION
    return Answer(
        kind,
        u32_at(data, 4),
        u48_at(data, 28),
        u32_at(data, 16),
        _address(options, OPTION_SERVER),
        prefix_size,
        _address(options, OPTION_ROUTER),
        _addresses(options, OPTION_NAME_SERVERS, NAME_SERVERS_MAX),
        max(_number(options, OPTION_MTU, 2), 0),
        _number(options, OPTION_LEASE, 4),
        _number(options, OPTION_RENEWAL, 4),
        _number(options, OPTION_REBINDING, 4),
        _routes(options.get(OPTION_ROUTES, b"")),
    )


def _routes(data: bytes) -> tuple[Route, ...]:
    """Classless static routes: each is a prefix size, as many octets as it needs, and a router."""
    routes: list[Route] = []
    index = 0
    while index < len(data):
        size = data[index]
        count = (size + 7) // 8
        stop = index + 1 + count + 4
        if size > 32 or stop > len(data):
            return ()
        network = int.from_bytes(data[index + 1 : index + 1 + count] + bytes(4 - count), "big")
        mask = 0xFFFF_FFFF << (32 - size) & 0xFFFF_FFFF
        routes.append(Route(network & mask, size, u32_at(data, stop - 4)))
        index = stop
    return tuple(routes)


def collect_options(data: bytes, start: int, stop: int, options: dict[int, bytes]) -> bool:
    """Add the options of data[start:stop]; False if one runs past the end.

    The parts of an option that comes several times belong together (RFC 3396).
    """
    index = start
    while index < stop:
        code = data[index]
        index += 1
        if code == OPTION_END:
            return True
        if code == OPTION_PAD:
            continue
        if index == stop or index + 1 + data[index] > stop:
            return False
        value_stop = index + 1 + data[index]
        options[code] = options.get(code, b"") + data[index + 1 : value_stop]
        index = value_stop
    return True


def prefix_of(mask: int) -> int:
    """The number of leading ones, or 0 if a mask has none or others behind them."""
    size = 0
    while size < 32 and mask >> (31 - size) & 1:
        size += 1
    return size if mask & (0xFFFF_FFFF >> size) == 0 else 0


def _kind(options: dict[int, bytes]) -> Kind | None:
    code = _number(options, OPTION_KIND, 1)
    if code == 2:
        return Kind.OFFER
    if code == 5:
        return Kind.ACK
    return Kind.NAK if code == 6 else None


def _number(options: dict[int, bytes], code: int, size: int) -> int:
    """The value of an option of exactly `size` bytes, otherwise ABSENT."""
    value = options.get(code)
    if value is None or len(value) != size:
        return ABSENT
    return int.from_bytes(value, "big")


def _address(options: dict[int, bytes], code: int) -> int:
    addresses = _addresses(options, code, 1)
    return addresses[0] if addresses else 0


def _addresses(options: dict[int, bytes], code: int, count_max: int) -> tuple[int, ...]:
    value = options.get(code)
    if value is None:
        return ()
    count = min(len(value) // 4, count_max)
    return tuple([u32_at(value, 4 * index) for index in range(count)])


def emit(question: Question) -> bytes:
    """The whole message, a UDP payload."""
    mac = question.mac.to_bytes(6, "big")
    parts = [
        b"\x01\x01\x06\x00",
        question.transaction.to_bytes(4, "big"),
        question.seconds.to_bytes(2, "big"),
        (_FLAG_BROADCAST if question.wants_broadcast else 0).to_bytes(2, "big"),
        question.own_ip.to_bytes(4, "big"),
        bytes(12),
        mac,
        bytes(_FIXED_STOP - 34),
        _COOKIE.to_bytes(4, "big"),
        bytes([OPTION_KIND, 1, question.kind.value]),
        # The client's identifier is its hardware address (RFC 2132, 9.14).
        bytes([OPTION_CLIENT, 7, 1]) + mac,
    ]
    if question.requested_ip != 0:
        parts.append(_option(OPTION_REQUESTED_IP, question.requested_ip.to_bytes(4, "big")))
    if question.server != 0:
        parts.append(_option(OPTION_SERVER, question.server.to_bytes(4, "big")))
    if question.kind is not Kind.DECLINE:
        parts.append(_option(OPTION_SIZE_MAX, question.message_size_max.to_bytes(2, "big")))
        parts.append(_option(OPTION_PARAMETERS, _ASKED_FOR))
    parts.append(bytes([OPTION_END]))
    message = b"".join(parts)
    return message + bytes(max(0, MESSAGE_SIZE_MIN - len(message)))


def _option(code: int, value: bytes) -> bytes:
    return bytes([code, len(value)]) + value
