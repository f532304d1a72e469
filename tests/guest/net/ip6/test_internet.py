"""Packets through IPv6: who gets them, what is answered, and what is said of the rest."""

import struct

import pytest

from gloam.net.family import SIX
from gloam.net.ip6.reports import ERRORS_BURST
from gloam.net.path import LIFETIME_NS
from gloam.net.tcp.connection import Connection
from gloam.net.udp import Datagram, SendError
from support.bench6 import OURS, PEER, SECOND, Bench6, text
from support.packets import OUR_MAC, PEER_MAC
from support.packets6 import (
    ALL_NODES,
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
    solicitation,
    udp6,
)

ROUTER = "fd00::1"
FAR = "2001:db8::9"


@pytest.fixture
def bench() -> Bench6:
    bench = Bench6()
    bench.meet()
    return bench


def only(frames: list[bytes]) -> bytes:
    (frame,) = frames
    assert frame[:14] == PEER_MAC + OUR_MAC + b"\x86\xdd"
    return frame[14:]


def error(kind: int, code: int, word: int, packet: bytes, source: str = OURS) -> bytes:
    rest = struct.pack("!I", word) + packet[: 1280 - 48]
    return ipv6(icmp6(kind, code, rest, source, PEER), 58, source, PEER)


def hello(port: int = 7, source: str = PEER, target: str = OURS) -> bytes:
    return ipv6(udp6(b"hello", 9, port, source, target), 17, source, target)


def with_header(kind: int, header: bytes, target: str = OURS) -> bytes:
    return ipv6(header + udp6(b"hello", 9, 7, PEER, target), kind, PEER, target)


@pytest.mark.parametrize("size", [0, 1, 56, 1452])
def test_ping_is_answered(bench: Bench6, size: int) -> None:
    """RFC 4443, 4.2."""
    data = bytes(index % 251 for index in range(size))
    bench.receive(ping(data, PEER, OURS))
    reply = icmp6(129, 0, struct.pack("!HH", 7, 1) + data, OURS, PEER)
    assert only(bench.sent()) == ipv6(reply, 58, OURS, PEER)


def test_ping_to_all_is_answered_by_our_own_address(bench: Bench6) -> None:
    bench.receive(ping(b"x", PEER, ALL_NODES))
    reply = icmp6(129, 0, struct.pack("!HH", 7, 1) + b"x", OURS, PEER)
    assert only(bench.sent()) == ipv6(reply, 58, OURS, PEER)


def test_datagram_both_ways(bench: Bench6) -> None:
    socket = bench.bind(7)
    bench.receive(hello())
    assert socket.receive() == Datagram(b"hello", SIX | number(PEER), 9)
    assert bench.send(socket, b"HELLO", PEER, 9) is None
    assert only(bench.sent()) == ipv6(udp6(b"HELLO", 7, 9, OURS, PEER), 17, OURS, PEER)


def test_datagram_without_a_checksum_is_dropped(bench: Bench6) -> None:
    """RFC 8200, 8.1."""
    bench.bind(7)
    packet = bytearray(hello())
    packet[46:48] = b"\0\0"
    bench.receive(bytes(packet))
    assert bench.drops() == {"udp checksum": 1}


def test_closed_port_is_told(bench: Bench6) -> None:
    """RFC 4443, 3.1, code 4."""
    packet = hello(8)
    bench.receive(packet)
    assert only(bench.sent()) == error(1, 4, 0, packet)
    bench.receive(hello(8, target=ALL_NODES))
    assert bench.sent() == []


def test_socket_hears_that_the_port_is_closed(bench: Bench6) -> None:
    socket = bench.bind(7)
    socket.remote_ip, socket.remote_port = SIX | number(PEER), 9
    bench.send(socket, b"x", PEER, 9)
    sent = only(bench.sent())
    rest = bytes(4) + sent
    bench.receive(ipv6(icmp6(1, 4, rest, PEER, OURS), 58, PEER, OURS))
    assert socket.is_refused
    assert bench.drops() == {}


@pytest.mark.parametrize(
    ("packet", "cause"),
    [
        pytest.param(hello(target="fd00::3"), "ipv6 not ours", id="another host"),
        pytest.param(hello(target="ff02::fb"), "ipv6 not ours", id="another group"),
        pytest.param(hello(source="ff02::1"), "ipv6 source", id="group as source"),
        pytest.param(hello(source="::1"), "ipv6 source", id="loopback"),
        pytest.param(hello(source=OURS), "ipv6 source", id="ourselves"),
        pytest.param(hello(source="::"), "ipv6 source", id="nobody"),
        pytest.param(hello(source="::ffff:1.2.3.4"), "ipv6 source", id="IPv4"),
        pytest.param(hello()[:-1], "ipv6 truncated", id="cut"),
        pytest.param(ipv6(bytes(8), 59, PEER, OURS), "ipv6 protocol", id="nothing follows"),
    ],
)
def test_what_is_dropped_in_silence(bench: Bench6, packet: bytes, cause: str) -> None:
    bench.bind(7)
    bench.receive(packet, OUR_MAC)
    assert bench.drops() == {cause: 1}
    assert bench.sent() == []


def test_packet_to_one_host_in_a_group_frame_is_dropped(bench: Bench6) -> None:
    bench.receive(hello(), b"\xff" * 6)
    assert bench.drops() == {"ipv6 link group": 1}


def test_unknown_protocol_is_told_with_its_place(bench: Bench6) -> None:
    """RFC 4443, 3.4, code 1."""
    packet = ipv6(bytes(8), 99, PEER, OURS)
    bench.receive(packet)
    assert only(bench.sent()) == error(4, 1, 6, packet)
    packet = ipv6(bytes([99, 0, 1, 4, 0, 0, 0, 0]) + bytes(8), 60, PEER, OURS)
    bench.receive(packet)
    assert only(bench.sent()) == error(4, 1, 40, packet)


@pytest.mark.parametrize(
    ("target", "action", "is_told"),
    [
        (OURS, 0x40, False),
        (OURS, 0x80, True),
        (OURS, 0xC0, True),
        (ALL_NODES, 0x40, False),
        (ALL_NODES, 0x80, True),
        (ALL_NODES, 0xC0, False),
    ],
)
def test_unknown_option(bench: Bench6, target: str, action: int, is_told: bool) -> None:
    """RFC 8200, 4.2; RFC 4443, 2.4, e."""
    packet = with_header(60, bytes([17, 0, 1, 0, action | 5, 2, 0, 0]), target)
    bench.receive(packet)
    frames = bench.sent()
    assert bench.drops() == {"ipv6 problem": 1}
    assert frames == [] if not is_told else only(frames) == error(4, 2, 44, packet)


def test_routing_header_of_type_0_is_refused(bench: Bench6) -> None:
    """RFC 5095, 3; RFC 8200, 4.4. With no segments left it is skipped."""
    socket = bench.bind(7)
    packet = with_header(43, bytes([17, 2, 0, 1, 0, 0, 0, 0]) + packed(FAR))
    bench.receive(packet)
    assert only(bench.sent()) == error(4, 0, 42, packet)
    bench.receive(with_header(43, bytes([17, 0, 0, 0, 0, 0, 0, 0])))
    assert socket.receive() is not None


def test_errors_are_rate_limited_and_never_answer_errors(bench: Bench6) -> None:
    for _ in range(3 * ERRORS_BURST):
        bench.receive(hello(8))
    assert len(bench.sent()) == ERRORS_BURST
    bench.wait(SECOND)
    message = icmp6(1, 4, bytes(4) + hello(8), PEER, OURS)
    packet = ipv6(bytes([58, 0, 0x85, 4, 0, 0, 0, 0]) + message, 60, PEER, OURS)
    bench.receive(packet)
    assert bench.sent() == []


# ------------------------------------------------------------ fragments


def parts(packet: bytes, sizes: list[int], label: int = 5) -> list[bytes]:
    made, offset = [], 0
    payload = packet[40:]
    for index, size in enumerate(sizes):
        part = payload[offset : offset + size] if index + 1 < len(sizes) else payload[offset:]
        more = index + 1 < len(sizes)
        made.append(
            fragment(part, packet[6], offset, more=more, source=PEER, target=OURS, label=label)
        )
        offset += len(part)
    return made


def test_fragments_in_any_order(bench: Bench6) -> None:
    """RFC 8200, 4.5."""
    socket = bench.bind(7)
    payload = bytes(index % 256 for index in range(3000))
    packet = ipv6(udp6(payload, 9, 7, PEER, OURS), 17, PEER, OURS)
    for order in ([0, 1, 2], [2, 0, 1], [1, 2, 0]):
        made = parts(packet, [1000, 1200, 0])
        for index in order:
            bench.receive(made[index])
        datagram = socket.receive()
        assert datagram is not None and datagram.payload == payload
    assert bench.drops() == {}


def test_overlapping_fragments_condemn_the_packet(bench: Bench6) -> None:
    """RFC 5722, 4: all of it, and what comes later."""
    socket = bench.bind(7)
    first, second = parts(hello(), [8, 0])
    clash = fragment(b"\xff" * 16, 17, 0, more=True, source=PEER, target=OURS, label=5)
    for packet in (first, clash, second, first):
        bench.receive(packet)
    assert socket.receive() is None
    assert bench.drops() == {"fragment overlap": 3}
    assert bench.sent() == []


def test_atomic_fragment_is_a_whole_packet(bench: Bench6) -> None:
    """RFC 6946, 4: others with its number do not matter."""
    socket = bench.bind(7)
    bench.receive(parts(hello(), [8, 0])[0])
    (atomic,) = parts(hello(), [0])
    bench.receive(atomic)
    assert socket.receive() is not None
    assert len(bench.six._reassembly._packets) == 1


def test_fragment_of_the_wrong_size_is_told(bench: Bench6) -> None:
    """RFC 8200, 4.5: not a multiple of 8, or beyond the largest packet."""
    packet = fragment(bytes(9), 17, 0, more=True, source=PEER, target=OURS, label=1)
    bench.receive(packet)
    assert only(bench.sent()) == error(4, 0, 4, packet)
    packet = fragment(bytes(16), 17, 65_528, more=False, source=PEER, target=OURS, label=1)
    bench.receive(packet)
    assert only(bench.sent()) == error(4, 0, 42, packet)
    assert bench.drops() == {"fragment": 2}


def test_first_fragment_without_all_headers_is_dropped(bench: Bench6) -> None:
    """RFC 7112, 5."""
    packet = fragment(
        bytes([17, 1]) + bytes(6), 60, 0, more=True, source=PEER, target=OURS, label=1
    )
    bench.receive(packet)
    assert only(bench.sent()) == error(4, 3, 0, packet)
    assert bench.drops() == {"ipv6 header chain": 1}
    assert len(bench.six._reassembly._packets) == 0


def test_packet_whose_rest_never_comes_is_told(bench: Bench6) -> None:
    """RFC 8200, 4.5; RFC 4443, 3.3, code 1."""
    first = parts(hello(), [8, 0])[0]
    bench.receive(first)
    bench.wait(61 * SECOND)
    frames = [frame for frame in bench.sent() if frame[54] == 3]
    assert only(frames) == error(3, 1, 0, first)
    # Without the first fragment there is nothing to quote.
    bench.receive(parts(hello(), [8, 0])[1])
    bench.wait(61 * SECOND)
    assert not [frame for frame in bench.sent() if frame[54] == 3]


def test_large_datagram_leaves_in_fragments(bench: Bench6) -> None:
    payload = bytes(index % 256 for index in range(4000))
    bench.send(bench.bind(7), payload, PEER, 9)
    whole = b""
    for frame in bench.sent():
        packet = frame[14:]
        assert len(packet) <= 1500 and packet[6] == 44 and packet[40] == 17
        assert struct.unpack("!H", packet[42:44])[0] & 0xFFF8 == len(whole)
        whole += packet[48:]
    assert whole == udp6(payload, 7, 9, OURS, PEER)


# ------------------------------------------------------------ paths


def too_big(quote: bytes, mtu: int) -> bytes:
    rest = struct.pack("!I", mtu) + quote[:1232]
    return ipv6(icmp6(2, 0, rest, ROUTER, OURS), 58, ROUTER, OURS)


def test_packet_too_big_shrinks_datagrams_for_a_while(bench: Bench6) -> None:
    """RFC 8201, 4 and 5.3."""
    socket = bench.bind(7)
    bench.send(socket, bytes(1400), FAR, 9)
    (sent,) = bench.sent()
    bench.receive(too_big(sent[14:], 1300))
    bench.send(socket, bytes(1400), FAR, 9)
    assert [len(frame) - 14 <= 1300 for frame in bench.sent()] == [True, True]
    # Never below what every link carries.
    bench.receive(too_big(sent[14:], 68))
    bench.send(socket, bytes(1400), FAR, 9)
    assert max(len(frame) - 14 for frame in bench.sent()) > 1200
    bench.wait(LIFETIME_NS)
    bench.send(socket, bytes(1400), FAR, 9)
    bench.receive(advertisement(PEER, PEER, OURS))
    assert max(len(frame) - 14 for frame in bench.sent()) == 1448


@pytest.mark.parametrize("port", [7, 8])
def test_packet_too_big_is_believed_of_what_we_may_have_sent(bench: Bench6, port: int) -> None:
    """RFC 5927, 7: the quote shows a port of ours."""
    bench.bind(7)
    quote = ipv6(udp6(bytes(1400), port, 9, OURS, FAR), 17, OURS, FAR)
    bench.receive(too_big(quote, 1280))
    assert bench.six._paths.mtu(number(FAR), bench.now) == (1280 if port == 7 else 1500)
    assert bench.drops() == ({} if port == 7 else {"icmp type": 1})


def connected(bench: Bench6) -> Connection:
    """A connection to FAR, opened by us and answered."""
    host = bench.stack.open_tcp()
    connection = host.connect(0, SIX | number(FAR), 80, bench.now)
    assert isinstance(connection, Connection)
    (syn,) = bench.sent()
    ports = syn[56:58] + syn[54:56]
    sequence = struct.unpack("!I", syn[58:62])[0] + 1
    bench.receive(segment(ports, 1000, sequence, 0x12, b"\x02\x04\x05\xa0", b""))
    assert connection.is_open()
    bench.sent()
    return connection


def segment(
    ports: bytes, sequence: int, ack: int, flags: int, options: bytes, data: bytes
) -> bytes:
    head = ports + struct.pack(
        "!IIBBHHH", sequence, ack, (20 + len(options)) << 2, flags, 60_000, 0, 0
    )
    message = head + options + data
    pseudo = packed(FAR) + packed(OURS) + struct.pack("!II", len(message), 6)
    value = int.from_bytes(pseudo + message + b"\0" * (len(message) % 2), "big") % 0xFFFF
    check = 0xFFFF - (value or 0xFFFF)
    return ipv6(message[:16] + struct.pack("!H", check) + message[18:], 6, FAR, OURS)


def test_packet_too_big_makes_tcp_send_again_in_smaller_segments(bench: Bench6) -> None:
    connection = connected(bench)
    assert bench.stack._tcp is not None
    connection.write(bytes(1400))
    bench.stack._tcp.engine._touch(connection)  # type: ignore[attr-defined]
    (sent,) = bench.sent()
    assert len(sent) - 14 == 1460
    # A wrong sequence number is nobody's.
    forged = sent[14:58] + bytes(4) + sent[62:]
    bench.receive(too_big(forged, 1280))
    assert bench.sent() == []
    bench.receive(too_big(sent[14:], 1280))
    again = bench.sent()
    assert [len(frame) - 14 for frame in again] == [1280, 40 + 20 + 180]
    assert again[0][58:62] == sent[58:62]


def test_unreachable_ends_a_connection_that_is_being_opened(bench: Bench6) -> None:
    """RFC 5461, 4.2; RFC 4443, 3.1."""
    host = bench.stack.open_tcp()
    connection = host.connect(0, SIX | number(FAR), 80, bench.now)
    assert isinstance(connection, Connection)
    (syn,) = bench.sent()
    bench.receive(ipv6(icmp6(1, 4, bytes(4) + syn[14:], ROUTER, OURS), 58, ROUTER, OURS))
    assert connection.failure is not None and connection.failure.value == 111


# ------------------------------------------------------------ sockets of both versions


def test_each_version_has_ports_of_its_own(bench: Bench6) -> None:
    four, six = bench.bind(7, 0), bench.bind(7)
    bench.receive(hello())
    assert four.receive() is None
    assert six.receive() is not None


def test_dual_socket_has_the_port_of_both(bench: Bench6) -> None:
    """RFC 3493, 5.3."""
    dual = bench.bind(7, is_dual=True)
    assert not isinstance(bench.stack.bind_udp(0, 7), type(dual))
    assert not isinstance(bench.stack.bind_udp(SIX, 7), type(dual))
    bench.stack.close_udp(dual, bench.now)
    bench.bind(7, 0)
    bench.bind(7)


def test_loopback(bench: Bench6) -> None:
    one, other = bench.bind(7), bench.bind(8, SIX | 1)
    assert bench.send(one, b"x", "::1", 8) is None
    assert other.receive() == Datagram(b"x", SIX | 1, 7)
    assert bench.send(one, b"y", OURS, 7) is None
    assert one.receive() == Datagram(b"y", SIX | number(OURS), 7)
    assert bench.sent() == []


def test_ways_that_do_not_exist(bench: Bench6) -> None:
    socket = bench.bind(7)
    assert bench.send(socket, b"x", "::", 9) is SendError.BAD_TARGET
    assert bench.send(socket, bytes(65_528), PEER, 9) is SendError.TOO_LONG
    bench.six.book().routers.clear()
    assert bench.send(socket, b"x", FAR, 9) is SendError.NO_ROUTE
    lone = Bench6("auto")
    assert lone.send(lone.bind(7), b"x", FAR, 9) is SendError.NO_ROUTE


def test_source_is_of_the_targets_scope(bench: Bench6) -> None:
    """RFC 6724, 5, rule 2."""
    socket = bench.bind(7)
    bench.receive(solicitation(OUR_LOCAL, PEER_LOCAL, OUR_LOCAL))
    bench.sent()
    bench.send(socket, b"x", PEER_LOCAL, 9)
    assert only(bench.sent())[8:24] == packed(OUR_LOCAL)
    bench.send(socket, b"x", PEER, 9)
    assert only(bench.sent())[8:24] == packed(OURS)
    bench.send(socket, b"x", ALL_NODES, 9)
    (frame,) = bench.sent()
    assert (frame[:6], frame[22:38]) == (group_mac(ALL_NODES), packed(OUR_LOCAL))


# ------------------------------------------------------------ groups


def query(group: str, delay_ms: int, *, old: bool = False, hop_limit: int = 1) -> bytes:
    target = ALL_NODES if group == "::" else group
    rest = struct.pack("!HH", delay_ms, 0) + packed(group) + (b"" if old else bytes(4))
    message = icmp6(130, 0, rest, PEER_LOCAL, target)
    alert = bytes([58, 0, 5, 2, 0, 0, 1, 0])
    return ipv6(alert + message, 0, PEER_LOCAL, target, hop_limit=hop_limit)


def test_query_is_answered_with_all_groups(bench: Bench6) -> None:
    """RFC 3810, 6.2."""
    bench.wait(5 * SECOND)
    bench.sent()
    bench.receive(query("::", 500))
    assert bench.sent() == []
    bench.wait(SECOND)
    (report,) = bench.sent()
    assert report[38:54] == packed("ff02::16") and report[62] == 143
    groups = {text(int.from_bytes(report[at + 4 : at + 20], "big")) for at in (70, 90)}
    assert groups == {"ff02::1:ff00:2"} or len(groups) == 2
    assert report[70:71] == b"\x02"


def test_query_of_version_1_is_answered_so(bench: Bench6) -> None:
    """RFC 2710, 4."""
    bench.wait(5 * SECOND)
    bench.sent()
    bench.receive(query("ff02::1:ff00:2", 100, old=True))
    bench.wait(SECOND)
    (report,) = bench.sent()
    assert report[38:54] == packed("ff02::1:ff00:2") and report[62] == 131


def test_query_from_beyond_the_link_is_not_answered(bench: Bench6) -> None:
    bench.wait(5 * SECOND)
    bench.sent()
    bench.receive(query("::", 0, hop_limit=2))
    bench.wait(SECOND)
    assert bench.sent() == []
    assert bench.drops() == {"ndp sender": 1}


def test_group_that_was_joined_is_heard_and_reported(bench: Bench6) -> None:
    socket = bench.bind(7)
    assert bench.six.join(number("ff02::fb"), bench.now)
    reports = [frame for frame in bench.sent() if frame[62] == 143]
    assert packed("ff02::fb") in reports[0]
    bench.receive(hello(target="ff02::fb"))
    assert socket.receive() is not None
