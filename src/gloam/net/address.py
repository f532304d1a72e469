"""The addresses of one interface, where they send a packet, and the kinds of IPv4 address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.ipv4 import ADDRESS_BROADCAST
from gloam.net.wire.octets import parse_ip
from gloam.net.wire.route import Route, sorted_routes

ADDRESS_LOOPBACK: Final = 0x7F00_0001

NO_ROUTE: Final = -1


@dataclass(frozen=True, slots=True)
class InterfaceAddress:
    """An IPv4 configuration. `gateway`, of all that has no other way, is 0 if there is none."""

    ip: int
    prefix_size: int
    gateway: int
    routes: tuple[Route, ...] = ()
    """As `sorted_routes` has them."""

    def is_on_link(self, ip: int) -> bool:
        return (ip ^ self.ip) >> (32 - self.prefix_size) == 0

    def _host_bits(self) -> int:
        return (1 << (32 - self.prefix_size)) - 1

    def is_broadcast(self, ip: int) -> bool:
        """To every host of this link: limited, or directed at our network (RFC 919).

        Networks of one or two addresses have no directed broadcast (RFC 3021).
        """
        if ip == ADDRESS_BROADCAST:
            return True
        if self.prefix_size > 30 or not self.is_on_link(ip):
            return False
        host_bits = self._host_bits()
        return ip & host_bits == host_bits

    def is_neighbour(self, ip: int) -> bool:
        """Whether another single host on this link can have the address.

        The gateway is one even outside of the network: clouds hand out a /32 and a router.
        """
        if ip == self.ip or not is_single_host(ip):
            return False
        if ip == self.gateway or (self.is_on_link(ip) and self.is_host(ip)):
            return True
        for route in self.routes:
            if ip == route.gateway or (route.gateway == 0 and route.has(ip)):
                return True
        return False

    def is_host(self, ip: int) -> bool:
        """Whether an on-link address is one host's: not the network's own, nor its broadcast."""
        if self.prefix_size > 30:
            return True
        host_bits = self._host_bits()
        return 0 < ip & host_bits < host_bits

    def next_hop(self, target: int) -> int:
        """The neighbour that takes packets for a single host `target`, or NO_ROUTE.

        The longest prefix decides (RFC 1812, 5.2.4.3); our own network's is one of them.
        """
        route = self._route_to(target)
        if route is not None:
            return target if route.gateway == 0 else route.gateway
        if self.is_neighbour(target):
            return target
        if self.is_on_link(target) or self.gateway == 0:
            return NO_ROUTE
        return self.gateway

    def _route_to(self, target: int) -> Route | None:
        """The route with the longest prefix, unless that is shorter than our network's."""
        if target == self.ip:
            return None
        for route in self.routes:
            if target == route.gateway:
                return None
        for route in self.routes:
            if route.has(target):
                is_ours = self.is_on_link(target) and route.prefix_size <= self.prefix_size
                return None if is_ours else route
        return None


UNCONFIGURED: Final = InterfaceAddress(0, 32, 0)
"""Of an interface that has no address yet: no neighbours, no routes, only broadcasts."""


def is_multicast(ip: int) -> bool:
    """Class D, 224.0.0.0/4 (RFC 1112)."""
    return ip >> 28 == 14


def is_loopback(ip: int) -> bool:
    """127.0.0.0/8: never on a wire (RFC 1122, 3.2.1.3)."""
    return ip >> 24 == 127


def is_single_host(ip: int) -> bool:
    """Whether the address can be one other host's: not of networks 0 and 127, nor class D or E."""
    return ip >> 24 != 0 and not is_loopback(ip) and ip >> 29 != 7


def parse_hint(hint: str) -> InterfaceAddress:
    """Read "address/prefix,gateway,name server,..." as boot configuration writes it.

    Only the first part has to be there; a gateway before name servers may be empty. A part
    "network/prefix=gateway" anywhere behind the first is a route; without a gateway, that of a
    network on this link. Raises
    ValueError naming what is wrong: the text comes from the person who starts the image.
    """
    parts, routes = _parts(hint)
    network = parts[0]
    slash = network.find("/")
    if slash < 0:
        raise ValueError(f"network address {hint!r} has no /prefix")
    ip = parse_ip(network[:slash])
    if ip < 0 or not is_single_host(ip):
        raise ValueError(f"network address {hint!r} is not a host's IPv4 address")
    digits = network[slash + 1 :]
    if not digits.isdigit() or len(digits) > 2 or not 1 <= int(digits) <= 32:
        raise ValueError(f"network address {hint!r} has a prefix that is not 1 to 32")
    address = InterfaceAddress(ip, int(digits), 0, routes)
    if len(parts) == 1 or (parts[1] == "" and len(parts) > 2):
        return address
    gateway = parse_ip(parts[1])
    if gateway < 0 or not address.is_neighbour(gateway):
        raise ValueError(f"network address {hint!r} has a gateway that is not on its network")
    return InterfaceAddress(ip, int(digits), gateway, routes)


def parse_name_servers(hint: str) -> tuple[int, ...]:
    """The name servers of the same text. Raises ValueError."""
    servers: list[int] = []
    for part in _parts(hint)[0][2:]:
        server = parse_ip(part)
        if server < 0 or not (is_single_host(server) or is_loopback(server)):
            raise ValueError(f"network address {hint!r} has a name server that is no address")
        servers.append(server)
    return tuple(servers)


def _parts(hint: str) -> tuple[list[str], tuple[Route, ...]]:
    """The text without its routes, and the routes. Raises ValueError."""
    parts: list[str] = []
    routes: list[Route] = []
    for part in hint.split(","):
        network, equals, gateway = part.partition("=")
        if equals == "":
            parts.append(part)
            continue
        route = _parse_route(network, gateway)
        if route is None:
            raise ValueError(f"network address {hint!r} has a route {part!r} that is none")
        routes.append(route)
    return parts, sorted_routes(routes)


def _parse_route(text: str, gateway_text: str) -> Route | None:
    network_text, _, digits = text.partition("/")
    network = parse_ip(network_text)
    gateway = parse_ip(gateway_text) if gateway_text else 0
    if network < 0 or gateway < 0 or not digits.isdigit() or len(digits) > 2 or int(digits) > 32:
        return None
    if gateway_text and not is_single_host(gateway):
        return None
    if network & (0xFFFF_FFFF >> int(digits)) != 0:
        return None
    return Route(network, int(digits), gateway)
