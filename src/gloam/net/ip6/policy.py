"""Which of several addresses to use: source and destination selection (RFC 6724)."""

from __future__ import annotations

from typing import Final

from gloam.net.wire import ipv6

SCOPE_LINK: Final = 2
SCOPE_SITE: Final = 5
SCOPE_GLOBAL: Final = 14

_LABEL_LOOPBACK: Final = 0
_LABEL_REST: Final = 1
_LABEL_6TO4: Final = 2
LABEL_IPV4: Final = 4
_LABEL_TEREDO: Final = 5
_LABEL_SITE: Final = 11
_LABEL_UNIQUE: Final = 13


def scope(address: int) -> int:
    """The scope of a unicast or multicast address (3.1)."""
    if ipv6.is_multicast(address):
        return address >> 112 & 15
    if ipv6.is_link_local(address) or address == ipv6.LOOPBACK:
        return SCOPE_LINK
    return SCOPE_SITE if address >> 118 == 0xFEC0 >> 6 else SCOPE_GLOBAL


def label(address: int) -> int:
    """The label of the default policy table (2.1): like prefers like."""
    if address == ipv6.LOOPBACK:
        return _LABEL_LOOPBACK
    if address >> 32 == 0xFFFF:
        return LABEL_IPV4
    if address >> 112 == 0x2002:
        return _LABEL_6TO4
    if address >> 96 == 0x2001_0000:
        return _LABEL_TEREDO
    if address >> 121 == 0xFC >> 1:
        return _LABEL_UNIQUE
    if address >> 118 == 0xFEC0 >> 6:
        return _LABEL_SITE
    return _LABEL_REST


def common_prefix(first: int, second: int) -> int:
    """How many bits are the same in front, of the network's half (2.2)."""
    difference = (first ^ second) >> 64
    size = 64
    while difference > 0:
        difference >>= 1
        size -= 1
    return size


def is_better_source(first: int, second: int, target: int, *, is_old: bool, was_old: bool) -> bool:
    """Whether `first` suits `target` better than `second`; `is_old`: it is deprecated (5).

    Rules 1 to 3, 6 and 8; for the others there is no choice here.
    """
    if target in (first, second):
        return first == target
    goal = scope(target)
    one, other = scope(first), scope(second)
    if one != other:
        return one >= goal if one < other else other < goal
    if is_old != was_old:
        return was_old
    wanted = label(target)
    is_alike, was_alike = label(first) == wanted, label(second) == wanted
    if is_alike != was_alike:
        return is_alike
    return common_prefix(first, target) > common_prefix(second, target)


def suits(source: int, target: int) -> bool:
    """Whether IPv6 from this source is to be tried before IPv4 (6, rules 2 and 5)."""
    return scope(source) == scope(target) and label(source) == label(target)
