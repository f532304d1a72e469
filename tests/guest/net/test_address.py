import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.net.address import (
    NO_ROUTE,
    InterfaceAddress,
    is_loopback,
    is_multicast,
    is_single_host,
    parse_hint,
    parse_name_servers,
)
from gloam.net.wire.octets import parse_ip
from gloam.net.wire.route import Route, sorted_routes

HOME = parse_hint("10.0.2.15/24,10.0.2.2")


def ip(text: str) -> int:
    return parse_ip(text)


def test_hint_with_and_without_gateway() -> None:
    assert parse_hint("192.0.2.9/28") == InterfaceAddress(ip("192.0.2.9"), 28, 0)
    assert InterfaceAddress(ip("10.0.2.15"), 24, ip("10.0.2.2")) == HOME


@pytest.mark.parametrize(
    ("hint", "message"),
    [
        ("10.0.2.15", "network address '10.0.2.15' has no /prefix"),
        ("10.0.2/24", "network address '10.0.2/24' is not a host's IPv4 address"),
        ("127.0.0.1/8", "network address '127.0.0.1/8' is not a host's IPv4 address"),
        ("224.0.0.1/8", "network address '224.0.0.1/8' is not a host's IPv4 address"),
        ("10.0.2.15/0", "network address '10.0.2.15/0' has a prefix that is not 1 to 32"),
        ("10.0.2.15/33", "network address '10.0.2.15/33' has a prefix that is not 1 to 32"),
        ("10.0.2.15/x", "network address '10.0.2.15/x' has a prefix that is not 1 to 32"),
        ("10.0.2.15/", "network address '10.0.2.15/' has a prefix that is not 1 to 32"),
        (
            "10.0.2.15/24,10.0.3.1",
            "network address '10.0.2.15/24,10.0.3.1' has a gateway that is not on its network",
        ),
        (
            "10.0.2.15/24,10.0.2.15",
            "network address '10.0.2.15/24,10.0.2.15' has a gateway that is not on its network",
        ),
        (
            "10.0.2.15/24,",
            "network address '10.0.2.15/24,' has a gateway that is not on its network",
        ),
    ],
)
def test_wrong_hint_is_refused_with_its_reason(hint: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_hint(hint)
    assert str(caught.value) == message


def test_next_hop_is_the_neighbour_itself_or_the_gateway() -> None:
    assert HOME.next_hop(ip("10.0.2.3")) == ip("10.0.2.3")
    assert HOME.next_hop(ip("10.0.3.3")) == ip("10.0.2.2")
    assert HOME.next_hop(ip("10.0.2.15")) == NO_ROUTE
    assert HOME.next_hop(ip("10.0.2.0")) == NO_ROUTE
    assert parse_hint("10.0.2.15/24").next_hop(ip("10.0.3.3")) == NO_ROUTE


def test_broadcast_addresses_of_the_network() -> None:
    assert HOME.is_broadcast(ip("255.255.255.255"))
    assert HOME.is_broadcast(ip("10.0.2.255"))
    assert not HOME.is_broadcast(ip("10.0.3.255"))
    assert not HOME.is_broadcast(ip("10.0.2.0"))


def test_point_to_point_network_has_two_hosts_and_no_broadcast() -> None:
    # RFC 3021: 31-bit prefixes.
    link = parse_hint("10.0.0.0/31,10.0.0.1")
    assert link.is_neighbour(ip("10.0.0.1"))
    assert not link.is_broadcast(ip("10.0.0.1"))
    assert not parse_hint("10.0.0.5/32").is_broadcast(ip("10.0.0.5"))
    assert not link.is_neighbour(ip("10.0.0.2"))


@given(st.integers(0x0100_0000, 0x7EFF_FFFF), st.integers(8, 32), st.integers(0, 2**32 - 1))
def test_network_arithmetic_is_that_of_ipaddress(own: int, prefix: int, other: int) -> None:
    address = InterfaceAddress(own, prefix, 0)
    network = ipaddress.IPv4Network((own, prefix), strict=False)
    for candidate in (other, own ^ 1, own | (2 ** (32 - prefix) - 1)):
        peer = ipaddress.IPv4Address(candidate)
        assert address.is_on_link(candidate) == (peer in network)
        is_directed = prefix < 31 and peer == network.broadcast_address
        assert address.is_broadcast(candidate) == (is_directed or candidate == 2**32 - 1)


@given(st.integers(0, 2**32 - 1))
def test_kinds_of_address_are_those_of_ipaddress(value: int) -> None:
    address = ipaddress.IPv4Address(value)
    assert is_multicast(value) == address.is_multicast
    assert is_loopback(value) == address.is_loopback
    is_this_network = address in ipaddress.IPv4Network("0.0.0.0/8")
    assert is_single_host(value) != (
        address.is_multicast or address.is_loopback or address.is_reserved or is_this_network
    )


def test_name_servers_stand_behind_the_gateway() -> None:
    assert parse_name_servers("10.9.0.2/24") == ()
    assert parse_name_servers("10.9.0.2/24,10.9.0.1") == ()
    hint = "10.9.0.2/24,,10.9.0.1,192.0.2.53"
    assert parse_hint(hint) == InterfaceAddress(0x0A090002, 24, 0)
    assert parse_name_servers(hint) == (0x0A090001, 0xC0000235)
    for wrong in ("", "x", "224.0.0.1", "0.0.0.0"):
        with pytest.raises(ValueError, match="name server"):
            parse_name_servers(f"10.9.0.2/24,10.9.0.1,{wrong}")


def test_gateway_outside_of_the_network_is_a_neighbour() -> None:
    address = InterfaceAddress(0x0A090002, 32, 0x0A090001)
    assert address.is_neighbour(0x0A090001)
    assert not address.is_neighbour(0x0A090003)
    assert address.next_hop(0xC0000201) == 0x0A090001


ROUTED = parse_hint(
    "10.0.2.15/24,10.0.2.2,10.0.0.0/8=10.0.2.3,10.7.0.0/16=10.0.2.4,10.0.2.128/25=10.0.2.5,"
    "192.168.1.0/24=,10.7.7.7/32=10.0.2.6,9.9.9.9,10.0.0.0/8=10.0.2.9"
)


@pytest.mark.parametrize(
    ("target", "hop"),
    [
        ("8.8.8.8", "10.0.2.2"),
        ("10.1.1.1", "10.0.2.3"),
        ("10.7.1.1", "10.0.2.4"),
        ("10.7.7.7", "10.0.2.6"),
        ("10.7.7.8", "10.0.2.4"),
        ("10.0.2.7", "10.0.2.7"),
        ("10.0.2.200", "10.0.2.5"),
        ("192.168.1.9", "192.168.1.9"),
        ("192.168.2.9", "10.0.2.2"),
        ("10.0.2.4", "10.0.2.4"),
    ],
)
def test_longest_prefix_decides(target: str, hop: str) -> None:
    """RFC 1812, 5.2.4.3."""
    assert ROUTED.next_hop(ip(target)) == ip(hop)


@given(
    st.lists(
        st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 32), st.integers(1, 200)), max_size=12
    ),
    st.integers(0x0100_0000, 0x7EFF_FFFF),
)
def test_routes_are_those_of_ipaddress(rows: list[tuple[int, int, int]], target: int) -> None:
    """The way of the longest network that has the target; of equals, the first."""
    routes = [
        Route(
            int(ipaddress.IPv4Network((network, size), strict=False)[0]), size, 0x0A00_0200 | host
        )
        for network, size, host in rows
    ]
    address = InterfaceAddress(0x0A00_02FE, 32, 0, sorted_routes(routes))
    if target == address.ip or target >> 8 == 0x0A_0002:
        return
    best = NO_ROUTE
    longest = -1
    for route in routes:
        network = ipaddress.IPv4Network((route.network, route.prefix_size))
        if ipaddress.IPv4Address(target) in network and route.prefix_size > longest:
            best, longest = route.gateway, route.prefix_size
    assert address.next_hop(target) == best


def test_gateways_of_routes_are_neighbours() -> None:
    for text in ("10.0.2.6", "192.168.1.7"):
        assert ROUTED.is_neighbour(ip(text))
    assert not ROUTED.is_neighbour(ip("192.168.2.7"))
    assert parse_name_servers("10.0.2.15/24,10.0.2.2,10.0.0.0/8=10.0.2.3,9.9.9.9") == (
        ip("9.9.9.9"),
    )


@pytest.mark.parametrize(
    "route",
    ["=", "10.0.0.0/8=x", "10.0.0.0/33=10.0.2.3", "10.0.0.1/8=10.0.2.3", "10.0.0.0/8=224.0.0.1"],
)
def test_wrong_route_is_refused_with_its_reason(route: str) -> None:
    with pytest.raises(ValueError, match="has a route"):
        parse_hint(f"10.0.2.15/24,10.0.2.2,{route}")
