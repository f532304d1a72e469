"""Addresses of our own: duplicates, routers, lifetimes (RFC 4862; RFC 4861, 6.3; RFC 7217)."""

import pytest

from gloam.net.ip6.address_book import ADDRESSES_MAX, ROUTERS_MAX
from gloam.net.ip6.autoconfiguration import PROBE_INTERVAL_NS, PROBES
from gloam.net.ip6.identifier import Identifiers
from gloam.net.ip6.setting import parse_setting
from support.bench6 import OURS, PEER, SECOND, Bench6, text
from support.packets import OUR_MAC
from support.packets6 import (
    ALL_NODES,
    OUR_LOCAL,
    PEER_LOCAL,
    advertisement,
    group_mac,
    icmp6,
    ipv6,
    number,
    packed,
    prefix_option,
    router,
    solicitation,
    solicited_node,
)

NETWORK = "fd00:1::"
MADE = "fd00:1::ff:fe00:2"


def router_bench(*options: bytes, lifetime_s: int = 1800) -> Bench6:
    bench = Bench6("auto")
    bench.receive(router(*options, lifetime_s=lifetime_s))
    bench.wait(SECOND)
    bench.sent()
    return bench


def test_link_local_address_is_probed_reported_and_then_asks_for_routers() -> None:
    """RFC 4862, 5.3 and 5.4.2; RFC 3810, 5.2.13; RFC 4861, 6.3.7."""
    bench = Bench6("auto", is_settled=False)
    report, probe = bench.sent()
    assert report[:6] == group_mac("ff02::16")
    assert report[22:54] == bytes(16) + packed("ff02::16")
    assert report[54:62] == bytes([58, 0, 5, 2, 0, 0, 1, 0])
    assert report[70:] == b"\x04\0\0\0" + packed(solicited_node(OUR_LOCAL))
    group = solicited_node(OUR_LOCAL)
    assert probe == (
        group_mac(group) + OUR_MAC + b"\x86\xdd" + solicitation(OUR_LOCAL, "::", group, b"")
    )
    assert bench.addresses() == {OUR_LOCAL: "tentative"}
    bench.wait(PROBES * PROBE_INTERVAL_NS)
    assert bench.addresses() == {OUR_LOCAL: "preferred"}
    question = bench.sent()[-1]
    rest = bytes(4) + b"\x01\x01" + OUR_MAC
    message = icmp6(133, 0, rest, OUR_LOCAL, "ff02::2")
    assert question[14:] == ipv6(message, 58, OUR_LOCAL, "ff02::2", hop_limit=255)


def test_routers_are_asked_again_ever_less_until_one_answers() -> None:
    """RFC 7559, 2."""
    bench = Bench6("auto")
    times = []
    for _ in range(200):
        bench.wait(SECOND)
        times += [bench.now // SECOND for frame in bench.sent() if frame[54] == 133]
    assert [later - sooner for sooner, later in zip(times, times[1:], strict=False)] == [
        2,
        4,
        8,
        16,
        32,
        64,
    ]
    bench.receive(router())
    bench.wait(9000 * SECOND)
    assert not [frame for frame in bench.sent() if frame[54] == 133]


@pytest.mark.parametrize("is_question", [False, True])
def test_address_that_somebody_else_has_or_wants_is_not_used(is_question: bool) -> None:
    """RFC 4862, 5.4.3 and 5.4.4."""
    bench = Bench6(is_settled=False)
    if is_question:
        bench.receive(solicitation(OURS, "::", solicited_node(OURS), b""))
    else:
        bench.receive(advertisement(OURS, OURS, ALL_NODES, flags=0x20))
    bench.wait(10 * SECOND)
    assert bench.addresses() == {OUR_LOCAL: "preferred", OURS: "duplicate"}
    assert [text(ip & (1 << 128) - 1) for ip in bench.six.take_conflicts()] == [OURS]
    assert bench.six.take_conflicts() == []
    assert bench.drops() == {"ndp conflict": 1}
    assert not bench.six.is_configured()


def test_address_in_use_is_defended_and_kept() -> None:
    bench = Bench6()
    bench.receive(solicitation(OURS, "::", solicited_node(OURS), b""))
    (answer,) = bench.sent()
    # To everybody, not solicited: the asker has no address (RFC 4861, 7.2.4).
    assert answer[14:] == advertisement(OURS, OURS, ALL_NODES, OUR_MAC, flags=0x20)
    bench.receive(advertisement(OURS, PEER_LOCAL, ALL_NODES, flags=0x20))
    assert bench.addresses()[OURS] == "preferred"
    assert bench.drops() == {"ndp conflict": 1}


def test_prefix_makes_an_address_that_is_probed_first() -> None:
    """RFC 4862, 5.5.3."""
    bench = Bench6("auto")
    bench.receive(router(prefix_option(NETWORK, 64, 600, 300)))
    assert bench.addresses() == {OUR_LOCAL: "preferred", MADE: "tentative"}
    assert not bench.six.is_configured()
    bench.wait(SECOND)
    assert bench.addresses() == {OUR_LOCAL: "preferred", MADE: "preferred"}
    assert bench.six.is_configured()


def test_address_is_deprecated_and_ends() -> None:
    """RFC 4862, 5.5.4."""
    bench = router_bench(prefix_option(NETWORK, 64, 600, 300))
    bench.wait(298 * SECOND)
    assert bench.addresses()[MADE] == "preferred"
    bench.wait(2 * SECOND)
    assert bench.addresses()[MADE] == "deprecated"
    bench.receive(router(prefix_option(NETWORK, 64, 600, 300)))
    assert bench.addresses()[MADE] == "preferred"
    bench.wait(599 * SECOND)
    assert bench.addresses()[MADE] == "deprecated"
    bench.wait(2 * SECOND)
    assert bench.addresses() == {OUR_LOCAL: "preferred"}
    assert bench.six.book().networks == []


def test_life_is_not_cut_below_two_hours_by_anybody() -> None:
    """RFC 4862, 5.5.3, e."""
    bench = router_bench(prefix_option(NETWORK, 64, 86_400, 86_400))
    bench.receive(router(prefix_option(NETWORK, 64, 10, 10)))
    bench.wait(7_198 * SECOND)
    assert bench.addresses()[MADE] == "deprecated"
    bench.receive(router(prefix_option(NETWORK, 64, 1, 1)))
    bench.wait(1 * SECOND)
    assert MADE in bench.addresses()
    bench.wait(2 * SECOND)
    assert MADE not in bench.addresses()


@pytest.mark.parametrize(
    "option",
    [
        pytest.param(prefix_option(NETWORK, 64, 300, 600), id="preferred beyond valid"),
        pytest.param(prefix_option(NETWORK, 64, 0, 0), id="already over"),
        pytest.param(prefix_option(NETWORK, 48, 600, 300), id="not 64 bits"),
        pytest.param(prefix_option("fe80::", 64, 600, 300), id="link-local"),
        pytest.param(prefix_option("ff00::", 64, 600, 300), id="multicast"),
        pytest.param(prefix_option(NETWORK, 64, 600, 300, flags=0x80), id="not autonomous"),
    ],
)
def test_prefix_that_makes_no_address(option: bytes) -> None:
    """RFC 4862, 5.5.3, a to d."""
    assert router_bench(option).addresses() == {OUR_LOCAL: "preferred"}


def test_prefix_that_is_not_on_the_link_makes_an_address_but_no_network() -> None:
    bench = router_bench(prefix_option(NETWORK, 64, 600, 300, flags=0x40))
    assert MADE in bench.addresses()
    assert bench.six.book().networks == []
    assert text(bench.six.book().hop_to(number("fd00:1::9"))) == PEER_LOCAL


def test_router_is_used_until_it_says_no_or_its_time_is_over() -> None:
    """RFC 4861, 6.3.4 and 6.3.5."""
    bench = router_bench(lifetime_s=30)
    far = number("2001:db8::1")
    assert text(bench.six.book().hop_to(far)) == PEER_LOCAL
    bench.wait(30 * SECOND)
    assert bench.six.book().hop_to(far) == -1
    bench.receive(router())
    assert text(bench.six.book().hop_to(far)) == PEER_LOCAL
    bench.receive(router(lifetime_s=0))
    assert bench.six.book().hop_to(far) == -1


def test_routers_and_prefixes_are_bounded() -> None:
    bench = Bench6("auto")
    for index in range(100):
        option = prefix_option(f"fd00:{index + 1:x}::", 64, 600, 300)
        bench.receive(router(option, source=f"fe80::{index + 1:x}"))
    book = bench.six.book()
    assert len(book.routers) == ROUTERS_MAX
    assert len(book.addresses) == ADDRESSES_MAX
    bench.wait(10_000 * SECOND)
    assert (book.routers, len(book.addresses), book.networks) == ([], 1, [])


@pytest.mark.parametrize(
    ("packet", "cause"),
    [
        pytest.param(router(source="fd00::1"), "ndp sender", id="not link-local"),
        pytest.param(router(hop_limit=254), "ndp hop limit", id="over a router"),
        pytest.param(router(b"\x01\0" + bytes(6)), "ndp option", id="empty option"),
    ],
)
def test_router_that_is_not_believed(packet: bytes, cause: str) -> None:
    """RFC 4861, 6.1.2."""
    bench = Bench6("auto")
    bench.receive(packet)
    assert bench.drops() == {cause: 1}
    assert bench.six.book().routers == []


def test_static_address_asks_no_router_and_believes_none() -> None:
    bench = Bench6(is_settled=False)
    bench.wait(100 * SECOND)
    assert not [frame for frame in bench.sent() if frame[54] == 133]
    bench.receive(router(prefix_option(NETWORK, 64, 600, 300)))
    assert bench.addresses() == {OUR_LOCAL: "preferred", OURS: "preferred"}
    assert text(bench.six.book().hop_to(number("2001:db8::1"))) == PEER


def test_mtu_hop_limit_and_name_servers_of_a_router() -> None:
    """RFC 4861, 4.6.4; RFC 8106, 5.1."""
    servers = b"\x19\x03\0\0" + (60).to_bytes(4, "big") + packed("fd00::53")
    bench = router_bench(b"\x05\x01\0\0" + (1400).to_bytes(4, "big"), servers)
    assert bench.six._paths.link_mtu == 1400
    assert bench.six.name_servers() == (1 << 128 | number("fd00::53"),)
    bench.wait(60 * SECOND)
    assert bench.six.name_servers() == ()
    for mtu in (1279, 1501, 9000):
        bench.receive(router(b"\x05\x01\0\0" + mtu.to_bytes(4, "big")))
        assert bench.six._paths.link_mtu == 1400


def test_secret_makes_identifiers_that_differ_by_network_and_stay() -> None:
    """RFC 7217, 5."""
    mac = int.from_bytes(OUR_MAC, "big")
    identifiers = Identifiers(mac, bytes(range(16)))
    one, other = number("fd00:1::"), number("fd00:2::")
    low = (1 << 64) - 1
    assert identifiers.address(one, 0) >> 64 == one >> 64
    seen = {
        identifiers.address(network, attempt) & low
        for network in (one, other)
        for attempt in (0, 1)
    }
    assert len(seen) == 4
    assert Identifiers(mac, bytes(range(16))).address(one, 0) == identifiers.address(one, 0)
    assert Identifiers(mac, bytes(16)).address(one, 0) != identifiers.address(one, 0)
    assert Identifiers(mac + 1, bytes(range(16))).address(one, 0) != identifiers.address(one, 0)
    assert Identifiers(mac, b"").address(one, 0) == number(MADE)


def test_address_from_a_secret_has_successors_when_it_is_taken() -> None:
    """RFC 7217, 6: three, then none."""
    bench = Bench6("auto,key", is_settled=False)
    tried = []
    for _ in range(5):
        (ip,) = bench.addresses()
        tried.append(ip)
        bench.receive(advertisement(ip, PEER_LOCAL, ALL_NODES, flags=0x20))
        bench.wait(1)
    assert len(set(tried)) == 3
    assert bench.addresses() == {tried[-1]: "duplicate"}


@pytest.mark.parametrize(
    "setting",
    [
        "fd00::2",
        "fd00::2/0",
        "fd00::2/129",
        "fd00::2/x",
        "::/64",
        "::1/64",
        "ff02::1/64",
        "1.2.3.4/8",
    ]
    + ["fd00::2/64,", "fd00::2/64,x", "fd00::2/64,ff02::1", "fd00::2/64,,x", "::ffff:1.2.3.4/96"],
)
def test_setting_that_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="IPv6 address"):
        parse_setting(setting)


def test_settings() -> None:
    assert parse_setting("off") is None
    automatic = parse_setting("")
    assert automatic == parse_setting("auto") and automatic is not None
    assert (automatic.static, automatic.secret) == (None, b"")
    private = parse_setting("auto,some key")
    assert private is not None and len(private.secret) == 16
    static = parse_setting("fd00::2/64,,fd00::53")
    assert static is not None and static.static is not None
    assert (static.static.ip, static.static.prefix_size) == (number("fd00::2"), 64)
    assert (static.static.gateway, static.name_servers) == (0, (1 << 128 | number("fd00::53"),))
