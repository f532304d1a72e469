"""A way to a network, as configuration and DHCP tell it (RFC 3442)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ROUTES_MAX: Final = 32
"""Of one interface; more are ignored."""


@dataclass(frozen=True, slots=True)
class Route:
    network: int
    prefix_size: int
    gateway: int
    """0 if the hosts of the network are on this link."""

    def has(self, ip: int) -> bool:
        return (ip ^ self.network) >> (32 - self.prefix_size) == 0


def sorted_routes(routes: list[Route]) -> tuple[Route, ...]:
    """The first that has an address is the one with the longest prefix; of equals, the first."""
    found: list[Route] = []
    for size in range(32, -1, -1):
        found += [route for route in routes if route.prefix_size == size]
    return tuple(found[:ROUTES_MAX])
