"""Neighbour discovery messages (RFC 4861, section 4; RFC 8106 for name servers).

What is read here is an ICMPv6 message whose checksum has been found good.
Whether the sender may say what it says on this link is the engine's business, but for the hop
limit of 255, without which a message came over a router.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.ipv6 import address_at, is_multicast
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at, u32_at, u48_at

TYPE_ROUTER_SOLICITATION: Final = 133
TYPE_ROUTER_ADVERTISEMENT: Final = 134
TYPE_NEIGHBOUR_SOLICITATION: Final = 135
TYPE_NEIGHBOUR_ADVERTISEMENT: Final = 136
TYPE_REDIRECT: Final = 137

HOP_LIMIT: Final = 255
OPTIONS_MAX: Final = 32
PREFIXES_MAX: Final = 8
NAME_SERVERS_MAX: Final = 3
"""More are ignored."""
FOREVER_S: Final = 0xFFFF_FFFF

_OPTION_SOURCE: Final = 1
_OPTION_TARGET: Final = 2
_OPTION_PREFIX: Final = 3
_OPTION_MTU: Final = 5
_OPTION_NAME_SERVERS: Final = 25

_FLAG_ROUTER: Final = 0x80
_FLAG_SOLICITED: Final = 0x40
_FLAG_OVERRIDE: Final = 0x20
_FLAG_ON_LINK: Final = 0x80
_FLAG_AUTONOMOUS: Final = 0x40


@dataclass(frozen=True, slots=True)
class Solicitation:
    """Who has `target`? `mac` is the asker's, 0 when it does not say."""

    target: int
    mac: int


@dataclass(frozen=True, slots=True)
class Advertisement:
    """The holder of `target` has `mac`, 0 when it does not say."""

    target: int
    mac: int
    is_router: bool
    is_solicited: bool
    is_override: bool


@dataclass(frozen=True, slots=True)
class Prefix:
    """A network of this link. Times are seconds, FOREVER_S without end."""

    network: int
    size: int
    is_on_link: bool
    is_autonomous: bool
    """Hosts may make addresses in it (RFC 4862)."""
    valid_s: int
    preferred_s: int


@dataclass(frozen=True, slots=True)
class RouterAdvertisement:
    hop_limit: int
    """0 when the router does not say."""
    lifetime_s: int
    """As a default router; 0 is none."""
    mac: int
    mtu: int
    """0 when the router does not say."""
    prefixes: tuple[Prefix, ...]
    name_servers: tuple[int, ...]
    name_servers_s: int
    """How long the name servers may be used."""


@dataclass(frozen=True, slots=True)
class Option:
    """The option's bytes are `data[start:stop]`, type and length included."""

    kind: int
    start: int
    stop: int


def parse_solicitation(
    data: bytes, start: int, stop: int, hop_limit: int
) -> Solicitation | Malformed:
    """Read a neighbour solicitation that fills data[start:stop]."""
    options = _checked(data, start, stop, 24, hop_limit)
    if isinstance(options, Malformed):
        return options
    target = address_at(data, start + 8)
    if is_multicast(target) or target == 0:
        return Malformed.NDP_TARGET
    return Solicitation(target, _mac(data, options, _OPTION_SOURCE))


def parse_advertisement(
    data: bytes, start: int, stop: int, hop_limit: int
) -> Advertisement | Malformed:
    """Read a neighbour advertisement that fills data[start:stop]."""
    options = _checked(data, start, stop, 24, hop_limit)
    if isinstance(options, Malformed):
        return options
    target = address_at(data, start + 8)
    if is_multicast(target) or target == 0:
        return Malformed.NDP_TARGET
    flags = data[start + 4]
    return Advertisement(
        target,
        _mac(data, options, _OPTION_TARGET),
        flags & _FLAG_ROUTER != 0,
        flags & _FLAG_SOLICITED != 0,
        flags & _FLAG_OVERRIDE != 0,
    )


def parse_router_advertisement(
    data: bytes, start: int, stop: int, hop_limit: int
) -> RouterAdvertisement | Malformed:
    """Read a router advertisement that fills data[start:stop]. Unknown options are skipped."""
    options = _checked(data, start, stop, 16, hop_limit)
    if isinstance(options, Malformed):
        return options
    prefixes: list[Prefix] = []
    servers: list[int] = []
    servers_s = 0
    mtu = 0
    for option in options:
        index, size = option.start, option.stop - option.start
        if option.kind == _OPTION_PREFIX and size == 32 and data[index + 2] <= 128:
            if len(prefixes) < PREFIXES_MAX:
                prefixes.append(_prefix(data, index))
        elif option.kind == _OPTION_MTU and size == 8:
            mtu = u32_at(data, index + 4)
        elif option.kind == _OPTION_NAME_SERVERS and size >= 24 and not servers:
            servers_s = u32_at(data, index + 4)
            for number in range(min((size - 8) // 16, NAME_SERVERS_MAX)):
                servers.append(address_at(data, index + 8 + 16 * number))
    return RouterAdvertisement(
        data[start + 4],
        u16_at(data, start + 6),
        _mac(data, options, _OPTION_SOURCE),
        mtu,
        tuple(prefixes),
        tuple(servers),
        servers_s,
    )


def _checked(
    data: bytes, start: int, stop: int, fixed_size: int, hop_limit: int
) -> list[Option] | Malformed:
    """What all messages share (RFC 4861, 6.1 and 7.1): hop limit, code, size and options."""
    if hop_limit != HOP_LIMIT:
        return Malformed.NDP_HOP_LIMIT
    if stop - start < fixed_size:
        return Malformed.NDP_TRUNCATED
    if data[start + 1] != 0:
        return Malformed.NDP_CODE
    options: list[Option] = []
    index = start + fixed_size
    while index < stop:
        if stop - index < 8 or data[index + 1] == 0 or len(options) == OPTIONS_MAX:
            return Malformed.NDP_OPTION
        end = index + 8 * data[index + 1]
        if end > stop:
            return Malformed.NDP_OPTION
        options.append(Option(data[index], index, end))
        index = end
    return options


def _mac(data: bytes, options: list[Option], kind: int) -> int:
    """The Ethernet address in the option (RFC 2464, 6), or 0."""
    for option in options:
        if option.kind == kind and option.stop - option.start == 8:
            return u48_at(data, option.start + 2)
    return 0


def _prefix(data: bytes, index: int) -> Prefix:
    size = data[index + 2]
    shift = 128 - size
    network = address_at(data, index + 16) >> shift << shift
    flags = data[index + 3]
    return Prefix(
        network,
        size,
        flags & _FLAG_ON_LINK != 0,
        flags & _FLAG_AUTONOMOUS != 0,
        u32_at(data, index + 4),
        u32_at(data, index + 8),
    )


def emit_solicitation(message: Solicitation) -> bytes:
    """The message behind type, code and checksum."""
    return bytes(4) + message.target.to_bytes(16, "big") + _mac_option(_OPTION_SOURCE, message.mac)


def emit_advertisement(message: Advertisement) -> bytes:
    """The message behind type, code and checksum."""
    flags = (
        (_FLAG_ROUTER if message.is_router else 0)
        | (_FLAG_SOLICITED if message.is_solicited else 0)
        | (_FLAG_OVERRIDE if message.is_override else 0)
    )
    target = message.target.to_bytes(16, "big")
    return bytes([flags, 0, 0, 0]) + target + _mac_option(_OPTION_TARGET, message.mac)


def emit_router_solicitation(mac: int) -> bytes:
    """The message behind type, code and checksum; a `mac` of 0 is left out."""
    return bytes(4) + _mac_option(_OPTION_SOURCE, mac)


def _mac_option(kind: int, mac: int) -> bytes:
    return b"" if mac == 0 else bytes([kind, 1]) + mac.to_bytes(6, "big")
