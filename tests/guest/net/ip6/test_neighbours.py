"""The neighbour cache (RFC 4861, section 7), the answers to questions, and floods."""

from gloam.net.ip6.neighbours import (
    DELAY_NS,
    HELD_PACKETS_MAX,
    NEIGHBOURS_MAX,
    PENDING_MAX,
    REACHABLE_NS,
    RETRANSMIT_NS,
    SOLICITATIONS_MAX,
    WAITING_PACKETS_MAX,
    Reachability,
)
from support.bench6 import OURS, PEER, SECOND, Bench6
from support.packets import OUR_MAC, PEER_MAC
from support.packets6 import (
    OUR_LOCAL,
    PEER_LOCAL,
    advertisement,
    fragment,
    group_mac,
    icmp6,
    ipv6,
    number,
    packed,
    ping,
    router,
    solicitation,
    solicited_node,
)

OTHER_MAC = bytes.fromhex("020000000009")


def state(bench: Bench6, ip: str = PEER) -> Reachability | None:
    neighbour = bench.six._neighbours._known.get(number(ip))
    return None if neighbour is None else neighbour.state


def mac_of(bench: Bench6, ip: str = PEER) -> bytes:
    return bench.six._neighbours._known[number(ip)].mac.to_bytes(6, "big")


def reachable(bench: Bench6) -> None:
    socket = bench.bind(1)
    assert bench.send(socket, b"x", PEER, 9) is None
    bench.receive(advertisement(PEER, PEER, OURS))
    bench.stack.close_udp(socket, bench.now)
    bench.sent()
    assert state(bench) is Reachability.REACHABLE


def test_question_is_answered_and_the_asker_remembered() -> None:
    """RFC 4861, 7.2.3 and 7.2.4."""
    bench = Bench6()
    bench.receive(solicitation(OURS, PEER, solicited_node(OURS)))
    (answer,) = bench.sent()
    assert answer[:14] == PEER_MAC + OUR_MAC + b"\x86\xdd"
    assert answer[14:] == advertisement(OURS, OURS, PEER, OUR_MAC)
    assert state(bench) is Reachability.STALE


def test_question_without_a_hardware_address_is_answered_after_one_of_ours() -> None:
    """A unicast probe may do without the option (7.2.2); the answer needs the address."""
    bench = Bench6()
    bench.receive(solicitation(OURS, PEER, OURS, b""))
    (question,) = bench.sent()
    assert question[54] == 135
    bench.receive(advertisement(PEER, PEER, OURS))
    (answer,) = bench.sent()
    assert answer == PEER_MAC + OUR_MAC + b"\x86\xdd" + advertisement(OURS, OURS, PEER, OUR_MAC)


def test_packets_wait_for_the_answer_in_order() -> None:
    bench = Bench6()
    socket = bench.bind(5)
    for index in range(3):
        assert bench.send(socket, bytes([index]), PEER, 9) is None
    (question,) = bench.sent()
    group = solicited_node(PEER)
    assert question == (
        group_mac(group) + OUR_MAC + b"\x86\xdd" + solicitation(PEER, OURS, group, OUR_MAC)
    )
    bench.receive(advertisement(PEER, PEER, OURS))
    assert [frame[-1] for frame in bench.sent()] == [0, 1, 2]
    assert state(bench) is Reachability.REACHABLE


def test_neighbour_that_does_not_answer_is_asked_three_times() -> None:
    bench = Bench6()
    bench.send(bench.bind(5), b"x", PEER, 9)
    questions = 0
    for _ in range(SOLICITATIONS_MAX + 2):
        questions += len(bench.sent())
        bench.wait(RETRANSMIT_NS)
    assert questions == SOLICITATIONS_MAX
    assert bench.drops() == {"ndp unresolved": 1}
    assert state(bench) is None
    assert bench.six._neighbours._held == bench.six._neighbours._pending == 0


def test_neighbour_in_use_is_probed_when_it_was_not_heard_for_long() -> None:
    """7.3.3: REACHABLE, STALE, DELAY, PROBE, and gone."""
    bench = Bench6()
    socket = bench.bind(5)
    reachable(bench)
    bench.wait(REACHABLE_NS)
    bench.send(socket, b"x", PEER, 9)
    assert state(bench) is Reachability.DELAY
    assert len(bench.sent()) == 1
    bench.wait(DELAY_NS)
    assert state(bench) is Reachability.PROBE
    (probe,) = bench.sent()
    assert probe == PEER_MAC + OUR_MAC + b"\x86\xdd" + solicitation(PEER, OURS, PEER, OUR_MAC)
    bench.receive(advertisement(PEER, PEER, OURS, b"", flags=0x40))
    assert state(bench) is Reachability.REACHABLE
    bench.wait(REACHABLE_NS)
    bench.send(socket, b"x", PEER, 9)
    bench.wait(DELAY_NS + SOLICITATIONS_MAX * RETRANSMIT_NS)
    assert state(bench) is None


def test_what_an_advertisement_changes() -> None:
    """7.2.5, and the table of appendix C."""
    bench = Bench6()
    reachable(bench)
    # Another address without override: doubt, no change.
    bench.receive(advertisement(PEER, PEER, OURS, OTHER_MAC, flags=0x40))
    assert (state(bench), mac_of(bench)) == (Reachability.STALE, PEER_MAC)
    # Solicited, the same address: certainty.
    bench.receive(advertisement(PEER, PEER, OURS, flags=0x40))
    assert (state(bench), mac_of(bench)) == (Reachability.REACHABLE, PEER_MAC)
    # Override, unsolicited, another address: believed, not certain.
    bench.receive(advertisement(PEER, PEER, OURS, OTHER_MAC, flags=0x20))
    assert (state(bench), mac_of(bench)) == (Reachability.STALE, OTHER_MAC)
    # Override, unsolicited, the same address: nothing new.
    bench.receive(advertisement(PEER, PEER, OURS, OTHER_MAC, flags=0x20))
    assert state(bench) is Reachability.STALE
    bench.receive(advertisement(PEER, PEER, OURS, PEER_MAC, flags=0x60))
    assert (state(bench), mac_of(bench)) == (Reachability.REACHABLE, PEER_MAC)


def test_router_that_says_it_is_none_is_not_used() -> None:
    """7.2.5: a change of IsRouter from TRUE to FALSE."""
    bench = Bench6("auto")
    bench.receive(router(b"\x01\x01" + PEER_MAC))
    assert len(bench.six.book().routers) == 1
    bench.receive(advertisement(PEER_LOCAL, PEER_LOCAL, OUR_LOCAL, flags=0x60))
    assert bench.six.book().routers == []


def test_router_that_does_not_answer_gives_way_to_another() -> None:
    """RFC 4861, 6.3.6."""
    bench = Bench6("auto")
    option = b"\x03\x04\x40\xc0" + (600).to_bytes(4, "big") * 2 + bytes(4) + packed("fd00::")
    bench.receive(router(option))
    bench.receive(router(source="fe80::2"))
    bench.wait(SECOND)
    bench.send(bench.bind(5), b"x", "2001:db8::1", 9)
    bench.wait(4 * SECOND)
    assert [router_.ip for router_ in bench.six.book().routers] == [
        number("fe80::2"),
        number(PEER_LOCAL),
    ]


def test_answers_that_nobody_asked_for_teach_nothing() -> None:
    bench = Bench6()
    bench.receive(advertisement(PEER, PEER, OURS))
    assert state(bench) is None
    assert bench.drops() == {"ndp not ours": 1}


def test_messages_that_are_not_believed() -> None:
    bench = Bench6()
    group = solicited_node(OURS)
    cases = [
        (solicitation(OURS, PEER, OURS, hop_limit=64), "ndp hop limit"),
        # 7.1.1: a probe has no source address, goes to the group, and has no option.
        (solicitation(OURS, "::", group), "ndp sender"),
        (solicitation(OURS, "::", OURS, b""), "ndp sender"),
        (solicitation(OURS, "2001:db8::1", OURS), "ndp sender"),
        (solicitation(OURS, PEER, OURS, b"\x33\x33\0\0\0\1"), "ndp sender"),
        (solicitation("ff02::1", PEER, OURS), "ndp target"),
        (solicitation("fd00::9", PEER, OURS), "ndp not ours"),
        # 7.1.2: solicited ones go to one host.
        (advertisement(PEER, PEER, "ff02::1", flags=0x40), "ndp sender"),
        # 8.1: redirects are not followed.
        (
            ipv6(
                icmp6(137, 0, bytes(4) + packed(PEER) * 2, PEER_LOCAL, OURS),
                58,
                PEER_LOCAL,
                OURS,
                hop_limit=255,
            ),
            "ndp redirect",
        ),
    ]
    expected: dict[str, int] = {}
    for packet, cause in cases:
        bench.receive(packet)
        expected[cause] = expected.get(cause, 0) + 1
        assert bench.drops() == expected, cause
    assert bench.sent() == []


def test_discovery_in_fragments_is_dropped() -> None:
    """RFC 6980, 5."""
    bench = Bench6()
    message = solicitation(OURS, PEER, OURS)[40:]
    bench.receive(fragment(message[:24], 58, 0, more=True, source=PEER, target=OURS, label=1))
    bench.receive(fragment(message[24:], 58, 24, more=False, source=PEER, target=OURS, label=1))
    assert bench.drops() == {"ndp sender": 1}
    assert bench.sent() == []


def test_questions_of_strangers_fill_the_cache_and_push_nobody_out() -> None:
    bench = Bench6()
    reachable(bench)
    for index in range(3 * NEIGHBOURS_MAX):
        bench.receive(solicitation(OURS, f"fd00::1:{index:x}", OURS))
        bench.sent()
    assert len(bench.six._neighbours) == NEIGHBOURS_MAX
    assert state(bench) is Reachability.REACHABLE
    # And there is room for whom we ask.
    bench.send(bench.bind(5), b"x", "fd00::77", 9)
    assert state(bench, "fd00::77") is Reachability.INCOMPLETE
    assert len(bench.six._neighbours) == NEIGHBOURS_MAX


def test_echo_requests_of_many_strangers_hold_a_bounded_number_of_packets() -> None:
    bench = Bench6()
    for index in range(4 * PENDING_MAX):
        bench.receive(ping(b"x", f"fd00::2:{index:x}", OURS))
    cache = bench.six._neighbours
    assert cache._pending == PENDING_MAX
    assert cache._held == PENDING_MAX
    assert bench.drops() == {"ndp queue full": 3 * PENDING_MAX}
    bench.wait(10 * SECOND)
    assert (cache._pending, cache._held, len(cache)) == (0, 0, 0)


def test_packets_for_one_neighbour_are_bounded() -> None:
    bench = Bench6()
    socket = bench.bind(5)
    for index in range(WAITING_PACKETS_MAX + 5):
        bench.send(socket, bytes([index]), PEER, 9)
    bench.sent()
    for number_ in range(HELD_PACKETS_MAX):
        bench.send(socket, b"x", f"fd00::3:{number_ % 8:x}", 9)
    assert bench.six._neighbours._held == HELD_PACKETS_MAX
    bench.receive(advertisement(PEER, PEER, OURS))
    first = [frame[-1] for frame in bench.sent() if frame[:6] == PEER_MAC]
    assert first == list(range(5, WAITING_PACKETS_MAX + 5))
