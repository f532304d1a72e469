"""Our IPv6 addresses, the networks of this link and its routers: what a way is chosen from.

Knows no messages; `autoconfiguration` enters and removes, by the clock too.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from gloam.net.family import SIX
from gloam.net.ip6 import policy
from gloam.net.upper import Routes
from gloam.net.wire import ipv6

NO_ROUTE: Final = -1
FOREVER: Final = -1

ADDRESSES_MAX: Final = 16
NETWORKS_MAX: Final = 16
ROUTERS_MAX: Final = 4


class Condition(Enum):
    """Of an address (RFC 4862, 2)."""

    TENTATIVE = "tentative"
    """Somebody else may have it: not used yet."""
    PREFERRED = "preferred"
    DEPRECATED = "deprecated"
    """Good for what goes on, not for what is new."""
    DUPLICATE = "duplicate"
    """Somebody else has it: not used."""


class OwnAddress:
    """One of ours. Times are of the monotonic clock, FOREVER for no end."""

    def __init__(self, ip: int, preferred_until_ns: int, valid_until_ns: int) -> None:
        self.ip = ip
        self.preferred_until_ns = preferred_until_ns
        self.valid_until_ns = valid_until_ns
        self.condition = Condition.TENTATIVE
        self.probes = 0
        """Solicitations sent for it."""
        self.deadline_ns = 0
        """When the next is due, or the address is free."""
        self.attempt = 0
        """How many addresses of this network were somebody else's before."""

    def is_usable(self) -> bool:
        return self.condition in (Condition.PREFERRED, Condition.DEPRECATED)


class Network:
    """A prefix whose addresses are on this link."""

    def __init__(self, prefix: int, size: int, valid_until_ns: int) -> None:
        self.prefix = prefix
        self.size = size
        self.valid_until_ns = valid_until_ns

    def has(self, ip: int) -> bool:
        return self.size == 0 or (ip ^ self.prefix) >> (128 - self.size) == 0


class Router:
    def __init__(self, ip: int, until_ns: int) -> None:
        self.ip = ip
        self.until_ns = until_ns


class AddressBook(Routes):
    def __init__(self) -> None:
        self.addresses: list[OwnAddress] = []
        self.networks: list[Network] = []
        self.routers: list[Router] = []
        """The first is used; one that does not answer goes to the end."""
        self.changes = 0
        """How often an address became usable, or a router came."""

    def find(self, ip: int) -> OwnAddress | None:
        """Our address, in whatever condition."""
        for address in self.addresses:
            if address.ip == ip:
                return address
        return None

    def has_usable(self, ip: int) -> bool:
        address = self.find(ip)
        return address is not None and address.is_usable()

    def link_local(self) -> int:
        """Our address for this link alone, or ipv6.UNSPECIFIED while there is none."""
        for address in self.addresses:
            if address.is_usable() and ipv6.is_link_local(address.ip):
                return address.ip
        return ipv6.UNSPECIFIED

    def is_on_link(self, ip: int) -> bool:
        if ipv6.is_link_local(ip):
            return True
        return any(network.has(ip) for network in self.networks)

    def source_of(self, target: int) -> int:
        """Our address to reach `target` from (RFC 6724, 5), or NO_ROUTE."""
        best: OwnAddress | None = None
        is_local = policy.scope(target) <= policy.SCOPE_LINK
        for address in self.addresses:
            if not address.is_usable() or (
                not is_local and policy.scope(address.ip) == policy.SCOPE_LINK
            ):
                continue
            if best is None or policy.is_better_source(
                address.ip,
                best.ip,
                target,
                is_old=address.condition is Condition.DEPRECATED,
                was_old=best.condition is Condition.DEPRECATED,
            ):
                best = address
        return NO_ROUTE if best is None else best.ip

    def hop_to(self, target: int) -> int:
        """The neighbour that takes packets for a single host, or NO_ROUTE (RFC 4861, 5.2)."""
        if self.is_on_link(target):
            return target
        return self.routers[0].ip if self.routers else NO_ROUTE

    def avoid_router(self, ip: int) -> None:
        """It does not answer: use another one first, if there is one (RFC 4861, 6.3.6)."""
        for index, router in enumerate(self.routers):
            if router.ip == ip:
                del self.routers[index]
                self.routers.append(router)
                return

    def remove_router(self, ip: int) -> None:
        self.routers = [router for router in self.routers if router.ip != ip]

    # ------------------------------------------------------------ for the upper layers

    def is_ours(self, ip: int) -> bool:
        return self.has_usable(ip ^ SIX)

    def source_for(self, target: int) -> int:
        bits = target ^ SIX
        source = self.source_of(bits)
        if source == NO_ROUTE or (not ipv6.is_multicast(bits) and self.hop_to(bits) == NO_ROUTE):
            return NO_ROUTE
        return SIX | source

    def is_preferred(self, target: int) -> bool:
        source = self.source_for(target)
        return source != NO_ROUTE and policy.suits(source ^ SIX, target ^ SIX)

    def next_hop(self, target: int) -> int:
        hop = self.hop_to(target ^ SIX)
        return NO_ROUTE if hop == NO_ROUTE else SIX | hop
