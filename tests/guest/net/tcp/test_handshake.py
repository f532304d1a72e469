"""Opening: RFC 9293, 3.5 and 3.10.7; options of RFC 7323 and 2018; backlog, cookies (RFC 4987)."""

from __future__ import annotations

import pytest

from gloam.net.tcp.connection import Connection, Failure
from gloam.net.tcp.engine import EPHEMERAL_PORT_FIRST, HALF_OPEN_MAX
from gloam.net.tcp.state import State
from gloam.net.wire.tcp import Options, SackBlock, parse_options
from support import packets
from support.tcp_bench import MILLISECOND, PEER_PORT, SECOND, Seen, TcpBench

MSS_536 = bytes.fromhex("02040218")
MSS_1460 = bytes.fromhex("020405b4")
SCALE_7 = bytes.fromhex("01030307")
SACK_OK = bytes.fromhex("01010402")
STAMP_5 = bytes.fromhex("0101080a0000000500000000")
LINUX = MSS_536 + SACK_OK + STAMP_5 + SCALE_7


def options_of(seen: Seen) -> Options:
    options = parse_options(seen.options, 0, len(seen.options))
    assert options is not None
    return options


def test_our_syn_offers_everything() -> None:
    """RFC 9293, 3.7.1; RFC 7323, 2.2, 2.3 and 3.2; RFC 2018, 2."""
    bench = TcpBench()
    bench.tcp.connect(0, 0x0A09_0001, 80, bench.now)
    bench.peer_port = 80
    (connection,) = bench.tcp.engine.connections()
    bench.our_port = connection.flow.local_port
    (syn,) = bench.sent()
    options = options_of(syn)
    assert (options.mss, options.window_scale, options.sack_permitted) == (1460, 6, True)
    assert options.timestamp >= 0 == options.timestamp_echo
    assert (syn.flags, syn.window, syn.payload) == ("S", 65_535, b"")


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        (b"", Options(1460)),
        (MSS_536, Options(1460)),
        (SCALE_7, Options(1460, 6)),
        (SACK_OK, Options(1460, sack_permitted=True)),
    ],
)
def test_answer_offers_only_what_the_syn_did(offer: bytes, expected: Options) -> None:
    """RFC 7323, 2.2 and 3.2: no option in a SYN-ACK that was not in the SYN."""
    bench = TcpBench()
    bench.listen()
    bench.send("S", 0, options=offer)
    (answer,) = bench.sent()
    assert answer.brief() == "SA 0 ack 1"
    assert options_of(answer) == expected


def test_timestamp_is_echoed_in_the_answer() -> None:
    """RFC 7323, 3.2."""
    bench = TcpBench()
    bench.listen()
    bench.send("S", 0, options=LINUX)
    (answer,) = bench.sent()
    assert options_of(answer).timestamp_echo == 5


@pytest.mark.parametrize(
    ("offer", "size"),
    [
        (b"", 536),
        (MSS_536, 536),
        (MSS_1460, 1460),
        (bytes.fromhex("02042328"), 1460),
    ],
)
def test_segments_are_as_long_as_both_take(offer: bytes, size: int) -> None:
    """RFC 9293, 3.7.1, MUST-15 and MUST-16: 536 if the peer says nothing."""
    bench = TcpBench()
    connection = bench.accepted(offer)
    bench.write(connection, bytes(2_000))
    assert len(bench.sent()[0].payload) == size


def test_tiny_mss_is_not_taken_literally() -> None:
    bench = TcpBench()
    connection = bench.accepted(bytes.fromhex("02040001"))
    bench.write(connection, bytes(1_000))
    assert len(bench.sent()[0].payload) == 64


def test_timestamps_take_their_room_from_the_segment() -> None:
    """RFC 9293, 3.7.1; RFC 6691, 2."""
    bench = TcpBench()
    connection = bench.connecting()
    bench.send("SA", 0, 1, options=bytes.fromhex("020405b4") + STAMP_5)
    bench.write(connection, bytes(2_000))
    assert len(bench.sent()[-1].payload) == 2_000 - 1448


def test_windows_are_scaled_after_the_handshake_only() -> None:
    """RFC 7323, 2.2: the window of a SYN is not scaled."""
    bench = TcpBench()
    connection = bench.accepted(SCALE_7 + bytes.fromhex("020405b4"), window=100)
    bench.write(connection, bytes(20_000))
    # 100 << 7 from the ACK of the handshake.
    assert sum(len(seen.payload) for seen in bench.sent()) <= 12_800
    assert connection.sender.edge - connection.sender.una == 12_800


def test_active_open() -> None:
    """3.5, figure 6."""
    bench = TcpBench()
    connection = bench.connecting()
    bench.send("SA", 0, 1)
    assert bench.brief() == ["A 1 ack 1"]
    assert connection.state is State.ESTABLISHED


def test_data_and_fin_with_the_answer_to_our_syn_count() -> None:
    """3.10.7.3, last paragraph but one."""
    bench = TcpBench()
    connection = bench.connecting()
    bench.send("SFA", 0, 1, b"hi")
    assert bench.brief() == ["A 1 ack 4"]
    assert connection.state is State.CLOSE_WAIT
    assert bench.read(connection) == b"hi"
    assert connection.is_at_eof()


def test_data_in_a_syn_is_left_for_the_peer_to_repeat() -> None:
    """3.10.7.2 allows to queue it; an ACK of the SYN alone is right as well."""
    bench = TcpBench()
    listener = bench.listen()
    bench.send("S", 0, payload=b"early")
    assert bench.brief() == ["SA 0 ack 1"]
    bench.send("A", 1, 1, b"early")
    connection = listener.accept()
    assert connection is not None
    assert bench.read(connection) == b"early"


def test_simultaneous_open() -> None:
    """3.5, figure 7."""
    bench = TcpBench()
    connection = bench.connecting()
    bench.send("S", 0)
    assert bench.brief() == ["SA 0 ack 1"]
    assert connection.state is State.SYN_RECEIVED
    bench.send("SA", 0, 1)
    bench.send("A", 1, 1)
    assert connection.is_open()


def test_old_duplicate_syn_is_recovered_from() -> None:
    """3.5, figure 8: the peer resets, and the listener forgets."""
    bench = TcpBench()
    listener = bench.listen()
    bench.send("S", 0)
    bench.sent()
    bench.send("R", 1)
    assert bench.tcp.engine.connections() == [] or bench.brief() == []
    bench.send("S", 500)
    (answer,) = bench.sent()
    bench.send("A", 501, 1)
    assert listener.accept() is not None


def test_half_open_peer_is_told_by_a_reset() -> None:
    """3.5.1, figure 9: it acknowledges what this connection never sent."""
    bench = TcpBench()
    bench.connecting()
    bench.send("A", 300, 100)
    assert bench.brief() == ["R 100"]


def test_refused() -> None:
    """3.10.7.3, second."""
    bench = TcpBench()
    connection = bench.connecting()
    bench.send("RA", 0, 1)
    assert connection.failure is Failure.REFUSED
    assert bench.brief() == []


@pytest.mark.parametrize(
    ("flags", "payload", "answer"),
    [
        ("S", b"", ["RA 4294967295 ack 1"]),
        ("S", b"abc", ["RA 4294967295 ack 4"]),
        ("", b"abc", ["RA 4294967295 ack 3"]),
        ("F", b"", ["RA 4294967295 ack 1"]),
        ("A", b"abc", ["R 77"]),
        ("SA", b"", ["R 77"]),
        ("R", b"", []),
        ("RA", b"", []),
    ],
)
def test_closed_port(flags: str, payload: bytes, answer: list[str]) -> None:
    """3.10.7.1: the reset is acceptable to whoever sent the segment."""
    bench = TcpBench()
    bench.iss = 1  # our resets of segments without ACK have number 0
    bench.send(flags, 0, 77, payload)
    assert bench.brief() == answer
    assert bench.drops() == {"tcp no port": 1}


def test_resets_of_strangers_are_rate_limited() -> None:
    bench = TcpBench()
    count = 0
    for _ in range(1_000):
        bench.send("S", 0)
        count += len(bench.frames())
    assert count == 200
    assert bench.drops() == {"tcp no port": 200, "tcp reset rate": 800}
    bench.now += SECOND
    bench.send("S", 0)
    assert len(bench.frames()) == 1


def test_ack_without_syn_to_a_listener_is_reset() -> None:
    """3.10.7.2, second."""
    bench = TcpBench()
    bench.listen()
    bench.send("A", 5, 9)
    assert bench.brief() == ["R 9"]


def test_syn_is_retransmitted_and_given_up() -> None:
    """RFC 6298, 2.1 and 5.5; RFC 9293, 3.8.3: R2 of a SYN is 3 minutes."""
    bench = TcpBench()
    connection = bench.connecting()
    assert bench.advance(SECOND - 1) == []
    assert bench.advance(1) == ["S 0"]
    assert bench.advance(2 * SECOND) == ["S 0"]
    assert bench.advance(4 * SECOND) == ["S 0"]
    assert connection.failure is None
    bench.advance(173 * SECOND)
    assert connection.failure is Failure.TIMED_OUT
    assert bench.stack.statistics().connections_timed_out == 1


def test_after_a_lost_syn_the_timer_is_three_seconds() -> None:
    """RFC 6298, 5.7; and one segment is the window (RFC 6928, 2)."""
    bench = TcpBench()
    connection = bench.connecting()
    assert bench.advance(SECOND) == ["S 0"]
    bench.send("SA", 0, 1)
    bench.write(connection, bytes(2_000))
    assert [seen.brief() for seen in bench.sent()] == ["A 1:537 ack 1"]
    assert bench.advance(3 * SECOND - 1) == []
    assert bench.advance(1) == ["PA 1:537 ack 1"]


def test_answer_is_repeated_when_the_syn_is() -> None:
    bench = TcpBench()
    bench.listen()
    bench.send("S", 0)
    assert bench.brief() == ["SA 0 ack 1"]
    bench.send("S", 0)
    assert bench.brief() == ["SA 0 ack 1"]


def test_half_open_connection_is_forgotten_after_a_minute() -> None:
    bench = TcpBench()
    bench.in_state(State.SYN_RECEIVED)
    sent = bench.advance(60 * SECOND)
    assert sent[:-1] == ["SA 0 ack 1"] * (len(sent) - 1)
    assert sent[-1] == "RA 1 ack 1"
    assert bench.tcp.engine.connections() == []
    assert bench.tcp.engine._half_open == 0


def test_backlog_limits_what_waits() -> None:
    """3.10.7.2: a SYN that finds no room is dropped, so that the peer asks again."""
    bench = TcpBench()
    listener = bench.listen(backlog=2)
    for number in range(3):
        bench.peer_port = PEER_PORT + number
        bench.send("S", 0)
        bench.frames()
        bench.send("A", 1, bench_ack(bench))
    assert bench.drops() == {"tcp backlog full": 1, "tcp no port": 1}
    assert listener.accept() is not None
    bench.frames()
    bench.send("S", 0)
    assert len(bench.frames()) == 1


def bench_ack(bench: TcpBench) -> int:
    """The relative number that acknowledges the newest connection's SYN."""
    connections = bench.tcp.engine.connections()
    return (connections[-1].sender.iss + 1 - bench.iss) & 0xFFFF_FFFF if connections else 1


def flood(bench: TcpBench, count: int) -> None:
    for number in range(count):
        bench.peer_port = 1_000 + number
        bench.send("S", 0)
        bench.frames()
    bench.peer_port = PEER_PORT


def test_flood_of_syns_is_bounded_and_honest_peers_get_cookies() -> None:
    """RFC 4987, 3.6."""
    bench = TcpBench()
    listener = bench.listen()
    flood(bench, 2 * HALF_OPEN_MAX)
    assert len(bench.tcp.engine.connections()) == HALF_OPEN_MAX
    assert bench.stack.statistics().cookies_sent == HALF_OPEN_MAX
    bench.send("S", 0, options=bytes.fromhex("020405b4"))
    (answer,) = bench.sent()
    assert answer.brief() == "SA 0 ack 1"
    bench.send("A", 1, 1, b"hello")
    connection = listener.accept()
    assert connection is not None
    assert connection.sender.mss == 1460
    assert bench.read(connection) == b"hello"
    bench.write(connection, b"world")
    assert bench.brief() == ["PA 1:6 ack 6"]


def test_cookie_keeps_the_options_if_there_are_timestamps() -> None:
    bench = TcpBench()
    listener = bench.listen()
    flood(bench, HALF_OPEN_MAX)
    bench.send("S", 0, options=LINUX)
    (answer,) = bench.sent()
    stamp = options_of(answer).timestamp
    echo = bytes.fromhex("0101080a00000006") + stamp.to_bytes(4, "big")
    bench.send("A", 1, 1, options=echo)
    connection = listener.accept()
    assert connection is not None
    assert connection.sender.is_sack
    assert connection.sender.edge - connection.sender.una == 8_000 << 7
    assert connection.recent == 6


def test_wrong_or_old_cookie_is_reset() -> None:
    bench = TcpBench()
    listener = bench.listen()
    flood(bench, HALF_OPEN_MAX)
    bench.send("S", 0)
    bench.sent()
    bench.send("A", 1, 2)
    assert bench.brief() == ["R 2"]
    bench.send("A", 2, 1)
    assert bench.brief() == ["R 1"]
    bench.now += 130 * SECOND
    bench.send("A", 1, 1)
    assert bench.brief() == ["R 1"]
    assert listener.accept() is None


def test_without_a_flood_no_cookie_is_looked_for() -> None:
    bench = TcpBench()
    bench.listen()
    bench.send("A", 1, 1)
    assert bench.brief() == ["R 1"]


def test_initial_numbers_differ_by_flow_and_grow_with_time() -> None:
    """RFC 6528, 3; RFC 9293, 3.4.1."""
    bench = TcpBench()
    numbers = []
    for port in (80, 81, 80):
        connection = bench.tcp.connect(5_000, 0x0A09_0001, port, bench.now)
        assert isinstance(connection, Connection)
        numbers.append(connection.sender.iss)
        bench.tcp.engine.abort(connection)
        bench.stack.poll_transmit(bench.now)
        bench.now += 4 * MILLISECOND
    assert (numbers[2] - numbers[0]) & 0xFFFF_FFFF == 2 * 4 * MILLISECOND // 4_000
    assert numbers[0] != numbers[1]


def test_ephemeral_ports_are_in_range_and_differ() -> None:
    """RFC 6056."""
    bench = TcpBench()
    ports = set()
    for _ in range(100):
        connection = bench.tcp.connect(0, 0x0A09_0001, 80, bench.now)
        assert isinstance(connection, Connection)
        ports.add(connection.flow.local_port)
    assert len(ports) == 100
    assert min(ports) >= EPHEMERAL_PORT_FIRST


def test_unreachable_ends_only_what_is_being_opened() -> None:
    """RFC 5461, 4.1 and RFC 5927, 4.1: the quoted number must be right."""
    bench = TcpBench()
    connection = bench.connecting()
    ports = connection.flow.local_port.to_bytes(2, "big") + (7).to_bytes(2, "big")

    def unreachable(sequence: int, code: int) -> None:
        quote = packets.ipv4(ports + sequence.to_bytes(4, "big"), 6, "10.9.0.2", "10.9.0.1")
        message = packets.icmp(3, code, bytes(4) + quote)
        bench.stack.receive_frame(packets.ethernet(packets.ipv4(message, 1)), bench.now)

    unreachable(connection.sender.iss ^ 1, 1)
    unreachable(connection.sender.iss, 4)
    assert connection.state is State.SYN_SENT
    unreachable(connection.sender.iss, 1)
    assert connection.failure is Failure.UNREACHABLE
    bench = TcpBench()
    established = bench.accepted()
    bench.our_port = 7
    unreachable(established.sender.iss, 1)
    assert established.state is State.ESTABLISHED


def test_neighbour_that_does_not_answer_is_unreachable() -> None:
    """As Linux has it (EHOSTUNREACH), after three questions; open connections live on."""
    bench = TcpBench()
    established = bench.accepted()
    connection = bench.tcp.connect(0, 0x0A09_0005, 7, bench.now)
    assert isinstance(connection, Connection)
    for _ in range(40):
        while bench.stack.poll_transmit(bench.now) is not None:
            pass
        bench.now += SECOND // 10
        bench.stack.handle_timeout(bench.now)
    assert connection.failure is Failure.UNREACHABLE
    assert established.state is State.ESTABLISHED


def test_blocks_of_a_handshake_are_ignored() -> None:
    """SACK blocks about a SYN mean nothing."""
    bench = TcpBench()
    connection = bench.connecting()
    bench.send("SA", 0, 1, options=bytes.fromhex("0101050a0000000000000005"))
    assert connection.state is State.ESTABLISHED
    assert SackBlock(0, 5) not in connection.receiver.sack_blocks(4)
