"""Addresses of our own, from the link and its routers (RFC 4862; RFC 4861, 6.3), and their ends.

Every address is asked for on the link before it is used. If another host has it, it is not; that
shows in the counters, and to whoever asks `take_conflicts`. An address in use is kept: whoever
claims it then may be an attacker. The link is asked faster than the RFC's second: a program waits
for the network, and neighbours answer in less.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.drop import Drop
from gloam.net.ip6.address_book import (
    ADDRESSES_MAX,
    FOREVER,
    NETWORKS_MAX,
    ROUTERS_MAX,
    AddressBook,
    Condition,
    Network,
    OwnAddress,
    Router,
)
from gloam.net.ip6.groups import Groups
from gloam.net.ip6.identifier import Identifiers
from gloam.net.ip6.link import Link
from gloam.net.path import Paths
from gloam.net.statistics import Counters
from gloam.net.wire import ipv6, ndp
from gloam.net.wire.ndp import FOREVER_S, Prefix, RouterAdvertisement, Solicitation
from gloam.sched.source import NO_DEADLINE, earliest

SECOND_NS: Final = 1_000_000_000

PROBES: Final = 2
PROBE_INTERVAL_NS: Final = 150_000_000
"""DupAddrDetectTransmits and RetransTimer are 1 and a second in RFC 4862, 5.1."""
SOLICIT_FIRST_NS: Final = 1 * SECOND_NS
SOLICIT_INTERVAL_NS_MAX: Final = 3_600 * SECOND_NS
"""Between questions to routers: each waits twice as long as the one before (RFC 7559, 2)."""
LIFETIME_S_MIN: Final = 7_200
"""What is left of an address's life at least, whatever a router says (5.5.3, e)."""
LINK_LOCAL: Final = 0xFE80_0000_0000_0000_0000_0000_0000_0000
CONFLICTS_MAX: Final = 16
PREFIX_SIZE: Final = 64


@dataclass(frozen=True, slots=True)
class StaticAddress:
    """What the person who starts the image says; no router is asked then."""

    ip: int
    prefix_size: int
    gateway: int
    """0 if there is none."""


class Autoconfiguration:
    def __init__(
        self,
        book: AddressBook,
        link: Link,
        paths: Paths,
        groups: Groups,
        identifiers: Identifiers,
        counters: Counters,
    ) -> None:
        self._book = book
        self._link = link
        self._paths = paths
        self._groups = groups
        self._identifiers = identifiers
        self._counters = counters
        self._mtu_max = paths.link_mtu
        self._is_static = False
        self._solicit_ns = NO_DEADLINE
        self._solicit_interval_ns = SOLICIT_FIRST_NS
        self.name_servers: tuple[int, ...] = ()
        self._name_servers_until_ns = NO_DEADLINE
        # Addresses that somebody else has, until somebody asks.
        self._conflicts: list[int] = []

    def start(self, static: StaticAddress | None, now_ns: int) -> None:
        """Make a link-local address, and use `static` or what routers say."""
        self._is_static = static is not None
        self._add(self._identifiers.address(LINK_LOCAL, 0), FOREVER, FOREVER, 0, now_ns)
        if static is None:
            return
        size = static.prefix_size
        self._book.networks.append(Network(static.ip, size, FOREVER))
        self._add(static.ip, FOREVER, FOREVER, 0, now_ns)
        if static.gateway != 0:
            self._book.routers.append(Router(static.gateway, FOREVER))

    # ------------------------------------------------------------ other holders

    def claimed(self, ip: int) -> bool:
        """Another host shows that it has the address (5.4.3, 5.4.4); False if that is not ours."""
        address = self._book.find(ip)
        if address is None or address.condition is Condition.DUPLICATE:
            return False
        self._counters.drop(Drop.NDP_CONFLICT)
        if address.condition is not Condition.TENTATIVE:
            return True
        self._groups.leave(ipv6.solicited_node(ip))
        if len(self._conflicts) < CONFLICTS_MAX:
            self._conflicts.append(ip)
        address.condition = Condition.DUPLICATE
        if not self._is_made_by_hand(ip):
            self._try_another(address, address.attempt + 1)
        return True

    def take_conflicts(self) -> list[int]:
        """The addresses that turned out to be somebody else's since this was last asked."""
        conflicts = self._conflicts
        self._conflicts = []
        return conflicts

    def _is_made_by_hand(self, ip: int) -> bool:
        return self._is_static and not ipv6.is_link_local(ip)

    def _try_another(self, address: OwnAddress, attempt: int) -> None:
        """An identifier that comes from a secret has successors (RFC 7217, 6)."""
        if attempt >= self._identifiers.attempts_max():
            return
        address.ip = self._identifiers.address(address.ip, attempt)
        address.attempt = attempt
        address.condition = Condition.TENTATIVE
        address.probes = 0
        address.deadline_ns = 0

    # ------------------------------------------------------------ routers

    def receive(self, router: int, message: RouterAdvertisement, now_ns: int) -> None:
        """Take a router's advertisement (RFC 4861, 6.3.4; RFC 4862, 5.5.3)."""
        if self._is_static:
            return
        self._take_router(router, message.lifetime_s, now_ns)
        if message.hop_limit != 0:
            self._link.hop_limit = message.hop_limit
        if ipv6.MTU_MIN <= message.mtu <= self._mtu_max:
            self._paths.link_mtu = message.mtu
        for prefix in message.prefixes:
            if ipv6.is_link_local(prefix.network) or ipv6.is_multicast(prefix.network):
                continue
            if prefix.is_on_link:
                self._take_network(prefix, now_ns)
            if prefix.is_autonomous:
                self._take_prefix(prefix, now_ns)
        if message.name_servers:
            seconds = message.name_servers_s
            self.name_servers = message.name_servers if seconds > 0 else ()
            self._name_servers_until_ns = until(seconds, now_ns)
        if message.lifetime_s > 0:
            self._solicit_ns = NO_DEADLINE

    def _take_router(self, ip: int, lifetime_s: int, now_ns: int) -> None:
        book = self._book
        if lifetime_s == 0:
            book.remove_router(ip)
            return
        for router in book.routers:
            if router.ip == ip:
                router.until_ns = now_ns + lifetime_s * SECOND_NS
                return
        if len(book.routers) >= ROUTERS_MAX:
            self._counters.drop(Drop.NDP_ROUTERS_FULL)
            return
        book.routers.append(Router(ip, now_ns + lifetime_s * SECOND_NS))
        book.changes += 1

    def _take_network(self, prefix: Prefix, now_ns: int) -> None:
        networks = self._book.networks
        for network in networks:
            if network.prefix == prefix.network and network.size == prefix.size:
                network.valid_until_ns = until(prefix.valid_s, now_ns)
                return
        if prefix.valid_s == 0:
            return
        if len(networks) >= NETWORKS_MAX:
            self._counters.drop(Drop.NDP_ROUTERS_FULL)
            return
        networks.append(Network(prefix.network, prefix.size, until(prefix.valid_s, now_ns)))

    def _take_prefix(self, prefix: Prefix, now_ns: int) -> None:
        """Make an address in the network, or set the end of the one there is."""
        if prefix.preferred_s > prefix.valid_s or prefix.size != PREFIX_SIZE:
            return
        for address in self._book.addresses:
            if address.ip >> 64 == prefix.network >> 64:
                self._renew(address, prefix, now_ns)
                return
        if prefix.valid_s == 0:
            return
        ip = self._identifiers.address(prefix.network, 0)
        preferred_ns, valid_ns = until(prefix.preferred_s, now_ns), until(prefix.valid_s, now_ns)
        self._add(ip, preferred_ns, valid_ns, 0, now_ns)

    def _renew(self, address: OwnAddress, prefix: Prefix, now_ns: int) -> None:
        address.preferred_until_ns = until(prefix.preferred_s, now_ns)
        if address.condition is Condition.DEPRECATED and prefix.preferred_s > 0:
            address.condition = Condition.PREFERRED
        left_ns = address.valid_until_ns - now_ns
        floor_ns = LIFETIME_S_MIN * SECOND_NS
        if prefix.valid_s > LIFETIME_S_MIN or (
            address.valid_until_ns != FOREVER and prefix.valid_s * SECOND_NS > left_ns
        ):
            address.valid_until_ns = until(prefix.valid_s, now_ns)
        elif address.valid_until_ns == FOREVER or left_ns > floor_ns:
            address.valid_until_ns = now_ns + floor_ns

    # ------------------------------------------------------------ time

    def next_deadline(self) -> int:
        deadline = self._solicit_ns
        for address in self._book.addresses:
            deadline = earliest(deadline, _deadline_of(address))
        for network in self._book.networks:
            deadline = earliest(deadline, network.valid_until_ns)
        for router in self._book.routers:
            deadline = earliest(deadline, router.until_ns)
        return earliest(deadline, self._name_servers_until_ns)

    def handle_timeout(self, now_ns: int) -> None:
        if self._name_servers_until_ns != NO_DEADLINE and now_ns >= self._name_servers_until_ns:
            self._name_servers_until_ns = NO_DEADLINE
            self.name_servers = ()
        if self._solicit_ns != NO_DEADLINE and now_ns >= self._solicit_ns:
            self._solicit(now_ns)
        for address in list(self._book.addresses):
            self._age(address, now_ns)
        self._forget_old(now_ns)

    def _age(self, address: OwnAddress, now_ns: int) -> None:
        if address.condition is Condition.TENTATIVE:
            if now_ns >= address.deadline_ns:
                self._probe(address, now_ns)
        elif is_over(address.valid_until_ns, now_ns):
            self._book.addresses.remove(address)
            if address.is_usable():
                self._groups.leave(ipv6.solicited_node(address.ip))
        elif address.condition is Condition.PREFERRED and is_over(
            address.preferred_until_ns, now_ns
        ):
            address.condition = Condition.DEPRECATED

    def _forget_old(self, now_ns: int) -> None:
        book = self._book
        for network in list(book.networks):
            if is_over(network.valid_until_ns, now_ns):
                book.networks.remove(network)
        for router in list(book.routers):
            if is_over(router.until_ns, now_ns):
                book.routers.remove(router)

    # ------------------------------------------------------------ questions

    def _add(self, ip: int, preferred_ns: int, valid_ns: int, attempt: int, now_ns: int) -> None:
        if len(self._book.addresses) >= ADDRESSES_MAX:
            self._counters.drop(Drop.NDP_ROUTERS_FULL)
            return
        address = OwnAddress(ip, preferred_ns, valid_ns)
        address.attempt = attempt
        self._book.addresses.append(address)
        self._probe(address, now_ns)

    def _probe(self, address: OwnAddress, now_ns: int) -> None:
        """Ask once more whether somebody has the address, or find that nobody has (5.4.2)."""
        if address.probes >= PROBES:
            address.condition = Condition.PREFERRED
            self._book.changes += 1
            if ipv6.is_link_local(address.ip) and not self._is_static:
                self._solicit(now_ns)
            return
        if address.probes == 0:
            self._groups.join(ipv6.solicited_node(address.ip), now_ns)
        address.probes += 1
        address.deadline_ns = now_ns + PROBE_INTERVAL_NS
        target = ipv6.solicited_node(address.ip)
        body = ndp.emit_solicitation(Solicitation(address.ip, 0))
        mac = ipv6.multicast_mac(target)
        kind = ndp.TYPE_NEIGHBOUR_SOLICITATION
        self._link.send_discovery(ipv6.UNSPECIFIED, target, mac, kind, body)

    def _solicit(self, now_ns: int) -> None:
        """Ask for routers, and again later unless one answers."""
        source = self._book.link_local()
        if source == ipv6.UNSPECIFIED:
            self._solicit_ns = NO_DEADLINE
            return
        self._solicit_ns = now_ns + self._solicit_interval_ns
        self._solicit_interval_ns = min(2 * self._solicit_interval_ns, SOLICIT_INTERVAL_NS_MAX)
        body = ndp.emit_router_solicitation(self._link.mac)
        mac = ipv6.multicast_mac(ipv6.ALL_ROUTERS)
        kind = ndp.TYPE_ROUTER_SOLICITATION
        self._link.send_discovery(source, ipv6.ALL_ROUTERS, mac, kind, body)


def until(seconds: int, now_ns: int) -> int:
    """The end of a lifetime as messages have it."""
    return FOREVER if seconds == FOREVER_S else now_ns + seconds * SECOND_NS


def is_over(until_ns: int, now_ns: int) -> bool:
    return until_ns != FOREVER and now_ns >= until_ns


def _deadline_of(address: OwnAddress) -> int:
    if address.condition is Condition.TENTATIVE:
        return address.deadline_ns
    if address.condition is Condition.PREFERRED:
        return earliest(address.preferred_until_ns, address.valid_until_ns)
    return address.valid_until_ns
