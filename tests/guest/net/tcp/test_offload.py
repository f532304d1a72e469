"""Segments that the device cuts: what the stack gives it, and what the peer sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.device.net import OFFLOADED_SIZE_MAX
from gloam.net.wire import tcp
from gloam.net.wire.checksum import checksum, pseudo_header_sum
from support import packets
from support.tcp_bench import TcpBench

MSS = bytes([2, 4, 1000 >> 8, 1000 & 255])


def test_initial_window_leaves_as_one_unit() -> None:
    bench = TcpBench(offloads=True)
    connection = bench.accepted(MSS, 60_000)
    bench.units.clear()
    bench.write(connection, bytes(30_000))
    seen = bench.sent()
    # RFC 6928: ten segments of 1,000 bytes.
    assert [(each.seq, len(each.payload)) for each in seen] == [
        (1 + 1_000 * index, 1_000) for index in range(10)
    ]
    assert [(len(unit.payload), unit.segment_size) for unit in bench.units] == [(10_000, 1_000)]


def test_what_is_left_goes_with_the_last_unit_and_pushes() -> None:
    bench = TcpBench(offloads=True)
    connection = bench.accepted(MSS, 60_000)
    bench.units.clear()
    bench.write(connection, bytes(2_500))
    bench.tcp.engine.shut_down(connection)
    assert bench.brief() == ["A 1:1001 ack 1", "A 1001:2001 ack 1", "FPA 2001:2501 ack 1"]
    assert len(bench.units) == 1


def test_single_segment_and_bare_ack_have_only_their_checksum_left() -> None:
    bench = TcpBench(offloads=True)
    connection = bench.accepted(MSS, 60_000)
    bench.units.clear()
    bench.write(connection, b"small")
    assert bench.brief() == ["PA 1:6 ack 1"]
    bench.send("PA", 1, 6, b"question")
    assert bench.advance(1_000_000_000)[-1] == "A 6 ack 9"
    assert [unit.segment_size for unit in bench.units] == [0, 0]
    assert all(unit.checksum_start == 34 for unit in bench.units)


def test_only_the_lost_segment_of_a_unit_is_sent_again() -> None:
    bench = TcpBench(offloads=True)
    connection = bench.accepted(MSS, 60_000)
    bench.write(connection, bytes(8_000))
    assert len(bench.sent()) == 8
    for _ in range(3):
        bench.send("A", 1, 2_001, window=60_000 - 1)
        bench.send("A", 1, 2_001, window=60_000 - 1)
    assert bench.brief()[0] == "PA 2001:3001 ack 1"


def test_unit_stays_inside_of_the_peers_window() -> None:
    bench = TcpBench(offloads=True)
    connection = bench.accepted(MSS, 4_300)
    bench.write(connection, bytes(30_000))
    assert sum(len(each.payload) for each in bench.sent()) <= 4_300


def test_large_unit_fits_the_largest_packet() -> None:
    bench = TcpBench(offloads=True)
    options = MSS + bytes([1, 3, 3, 7])
    connection = bench.accepted(options, 60_000)
    bench.write(connection, bytes(200_000))
    acked = 1
    while acked < 200_001:
        acked += sum(len(each.payload) for each in bench.sent())
        bench.send("A", 1, acked, window=60_000)
    sizes = [unit.size() for unit in bench.units]
    assert max(sizes) > 60_000
    assert max(sizes) <= OFFLOADED_SIZE_MAX


def test_unit_of_an_unknown_neighbour_waits_whole() -> None:
    bench = TcpBench(offloads=True)
    connection = bench.accepted(MSS, 60_000)
    bench.now += 100_000_000_000
    bench.units.clear()
    bench.write(connection, bytes(5_000))
    assert len(bench.sent()) == 5
    assert len(bench.units) == 1


def test_link_that_shrank_gets_smaller_segments() -> None:
    bench = TcpBench(offloads=True)
    connection = bench.accepted(MSS, 60_000)
    bench.stack.configure(bench.stack.address(), 600, bench.now)
    bench.write(connection, bytes(range(250)) * 4)
    assert bench.brief() == ["PA 1:561 ack 1", "PA 561:1001 ack 1"]


def test_segment_that_cannot_be_smaller_is_finished_before_it_is_fragmented() -> None:
    bench = TcpBench(offloads=True)
    connection = bench.accepted(MSS, 60_000)
    bench.stack.configure(bench.stack.address(), 100, bench.now)
    bench.write(connection, bytes(range(64)))
    fragments = [packet[34:] for packet in bench.frames()]
    assert len(fragments) == 2
    segment = b"".join(fragments)
    source, target = (packets.ip_bytes(text) for text in (packets.OUR_IP, packets.PEER_IP))
    pseudo = source + target + bytes([0, 6]) + len(segment).to_bytes(2, "big")
    assert packets.internet_checksum(pseudo + segment) == 0
    assert segment[20:] == bytes(range(64))


@given(payload=st.binary(max_size=100), options=st.booleans())
def test_finished_header_is_the_one_made_at_once(payload: bytes, options: bool) -> None:
    chosen = tcp.Options(timestamp=7, timestamp_echo=9) if options else tcp.NO_OPTIONS
    segment = tcp.Segment(1, 2, 3, 4, tcp.FLAG_ACK, 5, chosen, payload)
    size = tcp.header_size(chosen) + len(payload)
    pseudo = pseudo_header_sum(0x0A090001, 0x0A090002, 6, size)
    whole = tcp.emit_header(segment, pseudo) + payload
    assert tcp.finished(tcp.emit_header(segment, pseudo, True), payload) == whole
    assert checksum(whole, 0, len(whole), pseudo) == 0


# ------------------------------------------------------------ receiving


@pytest.mark.parametrize("is_verified", [False, True])
def test_unfinished_checksum_is_taken_only_from_a_device_that_vouches(is_verified: bool) -> None:
    bench = TcpBench()
    connection = bench.accepted()
    bench.damage = 0x1234
    bench.is_verified = is_verified
    bench.send("PA", 1, 1, b"data")
    assert connection.readable() == (4 if is_verified else 0)
