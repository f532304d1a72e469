"""IPv4 path MTU discovery: RFC 1191, with the checks of RFC 5927."""

from __future__ import annotations

import struct

import pytest

from gloam.net.path import LIFETIME_NS, PATHS_MAX, Paths, plateau_below
from gloam.net.stack import PATH_MTU_MIN
from gloam.net.udp import UdpSocket
from support import packets
from support.packets import OUR_IP, PEER_IP, icmp, ip_bytes
from support.tcp_bench import SECOND, TcpBench

MSS = bytes.fromhex("020405b4")
ROUTER = "10.9.0.9"


def needed(packet: bytes, mtu: int, size: int = 548) -> bytes:
    """ "Fragmentation needed" (RFC 792) about a packet of ours, cut off after `size` bytes."""
    body = icmp(3, 4, struct.pack("!HH", 0, mtu) + packet[:size])
    return packets.ethernet(packets.ipv4(body, 1, ROUTER, OUR_IP))


class Path:
    """A connection with 2 full segments on their way; `sent` are their packets."""

    def __init__(self, options: bytes = MSS, *, offloads: bool = False) -> None:
        self.bench = TcpBench(offloads=offloads)
        self.connection = self.bench.accepted(options, 60_000)
        self.bench.write(self.connection, bytes(2 * 1460))
        self.sent = [frame[14:] for frame in self.bench.frames()]

    def hear(self, packet: bytes, mtu: int, size: int = 548) -> list[bytes]:
        self.bench.stack.receive_frame(needed(packet, mtu, size), self.bench.now)
        return [frame[14:] for frame in self.bench.frames()]


def field(packet: bytes, at: int) -> int:
    return int.from_bytes(packet[at : at + 2], "big")


@pytest.mark.parametrize("offloads", [False, True])
def test_segments_forbid_fragmentation(offloads: bool) -> None:
    """RFC 1191, 3."""
    path = Path(offloads=offloads)
    assert [field(packet, 6) for packet in path.sent] == [0x4000, 0x4000]


def test_datagrams_and_echoes_may_be_fragmented() -> None:
    bench = TcpBench()
    peer = int.from_bytes(ip_bytes(PEER_IP), "big")
    socket = bench.stack.bind_udp(0, 9)
    assert isinstance(socket, UdpSocket)
    bench.stack.send_udp(socket, b"x", peer, 9, bench.now)
    ping = packets.ethernet(packets.ipv4(icmp(8, 0, bytes(4)), 1))
    bench.stack.receive_frame(ping, bench.now)
    assert [field(frame, 20) for frame in bench.frames()] == [0, 0]


@pytest.mark.parametrize("offloads", [False, True])
def test_data_goes_again_in_smaller_segments(offloads: bool) -> None:
    """RFC 1191, 6.4."""
    path = Path(offloads=offloads)
    again = path.hear(path.sent[0], 1000)
    assert [field(packet, 2) for packet in again] == [1000, 540, 1000, 540]
    assert b"".join(packet[40:] for packet in again) == bytes(2 * 1460)
    assert all(field(packet, 6) == 0x4000 for packet in again)
    # No sign of congestion (RFC 1191, 6.4).
    assert path.connection.sender.congestion.window == 10 * 1460


def test_eight_bytes_behind_the_header_are_enough() -> None:
    """RFC 792: a quote is a header and 8 bytes."""
    path = Path()
    assert field(path.hear(path.sent[1], 1400, 28)[0], 2) == 1400


def test_next_connection_to_the_host_begins_small_until_the_path_is_forgotten() -> None:
    """RFC 1191, 6.3."""
    path = Path()
    path.hear(path.sent[0], 1000)
    peer = int.from_bytes(ip_bytes(PEER_IP), "big")
    assert path.bench.stack._paths.mtu(peer, path.bench.now) == 1000
    path.bench.stack.receive_frame(packets.udp_frame(b"", 7, 7), path.bench.now)
    assert path.bench.stack._paths.mtu(peer, path.bench.now + LIFETIME_NS) == 1500


@pytest.mark.parametrize(
    ("at", "value", "name"),
    [
        (24, b"\x7f\x00\x00\x01", "a sequence number that is not outstanding (RFC 5927, 7.2)"),
        (20, b"\x00\x08", "another port of ours"),
        (22, b"\x00\x08", "another port of the peer"),
        (12, b"\x0a\x09\x00\x03", "a packet that is not ours"),
        (16, b"\x0a\x09\x00\x03", "another peer"),
        (6, b"\x00\x00", "a packet that may be fragmented"),
        (9, b"\x11", "a datagram"),
        (2, b"\x03\xe8", "a packet that would fit"),
    ],
)
def test_forged_word_changes_nothing(at: int, value: bytes, name: str) -> None:
    """RFC 5927, 7."""
    path = Path()
    packet = path.sent[0][:at] + value + path.sent[0][at + len(value) :]
    assert path.hear(packet, 1000) == [], name
    assert path.connection.sender.mss == 1460
    assert path.bench.drops() == {"icmp type": 1}


def test_acknowledged_segment_is_not_believed() -> None:
    path = Path()
    path.bench.send("A", 1, 1461, window=60_000)
    assert path.hear(path.sent[0], 1000) == []
    assert path.connection.sender.mss == 1460


def test_larger_size_than_now_changes_nothing() -> None:
    """RFC 1191, 3: never raised by a message."""
    path = Path()
    again = path.hear(path.sent[0], 1000)
    assert path.hear(again[0], 1000) == []
    assert path.connection.sender.mss == 960


def test_router_that_tells_no_size_gets_the_next_plateau() -> None:
    """RFC 1191, 5 and 7.1."""
    path = Path()
    assert field(path.hear(path.sent[0], 0)[0], 2) == 1492
    assert [plateau_below(size) for size in (65_535, 1_500, 1_492, 69, 68, 20)] == [
        32_000,
        1_492,
        1_006,
        68,
        68,
        68,
    ]


@pytest.mark.parametrize("mtu", [1, 68, PATH_MTU_MIN - 1])
def test_very_small_size_stops_at_a_floor_and_lets_routers_fragment(mtu: int) -> None:
    """RFC 5927, 7: nobody can make us send little else than headers."""
    path = Path()
    again = path.hear(path.sent[0], mtu)
    assert max(field(packet, 2) for packet in again) == PATH_MTU_MIN
    assert {field(packet, 6) for packet in again} == {0}


def test_timestamps_are_counted() -> None:
    bench = TcpBench()
    listener = bench.listen()
    stamp = bytes.fromhex("0101080a0000000100000000")
    bench.send("S", 0, window=60_000, options=MSS + stamp)
    bench.sent()
    bench.send("A", 1, 1, window=60_000, options=stamp)
    connection = listener.accept()
    assert connection is not None
    bench.write(connection, bytes(1448))
    (sent,) = bench.frames()
    bench.stack.receive_frame(needed(sent[14:], 1000), bench.now)
    assert [field(frame[14:], 2) for frame in bench.frames()] == [1000, 52 + 1448 - 948]


def test_recovery_goes_on_after_the_size_shrank() -> None:
    path = Path()
    path.hear(path.sent[0], 1000)
    path.bench.send("A", 1, 1 + 2 * 1460, window=60_000)
    assert path.bench.advance(SECOND) == []
    path.bench.write(path.connection, bytes(1460))
    assert [field(frame[14:], 2) for frame in path.bench.frames()] == [1000, 540]


def test_oldest_path_gives_way() -> None:
    paths = Paths(1500, 552)
    for host in range(PATHS_MAX + 1):
        paths.learn(host, 1000, host)
    assert [paths.mtu(host, PATHS_MAX) for host in (0, 1, PATHS_MAX)] == [1500, 1000, 1000]
