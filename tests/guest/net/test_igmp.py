"""Groups of IPv4: RFC 3376, RFC 2236 and RFC 1112, with messages written with `struct` alone."""

from __future__ import annotations

import random
import struct

import pytest

from gloam.net.address import UNCONFIGURED, parse_hint
from gloam.net.igmp import GROUPS_MAX, OLD_ROUTER_NS, REPEAT_MS
from gloam.net.randomness import Randomness
from gloam.net.stack import (
    ALREADY_MEMBER,
    BAD_GROUP,
    NO_MEMBER,
    TOO_MANY_GROUPS,
    Stack,
)
from gloam.net.udp import Datagram, UdpSocket
from gloam.net.wire.octets import parse_ip
from support import packets
from support.packets import OUR_IP, OUR_MAC, PEER_IP

SECOND = 1_000_000_000
GROUP, OTHER = "239.1.2.3", "224.0.1.1"


def mac_of(group: str) -> bytes:
    """RFC 1112, 6.4."""
    _, second, third, fourth = packets.ip_bytes(group)
    return bytes([1, 0, 0x5E, second & 127, third, fourth])


class Bench:
    def __init__(self) -> None:
        self.stack = Stack(
            int.from_bytes(OUR_MAC, "big"), 1500, parse_hint(f"{OUR_IP}/24"), bytes(16)
        )
        self.now = 100 * SECOND
        self.randomness = Randomness(random.Random(3).randbytes)
        self.socket = self.bind(7)

    def bind(self, port: int, ip: int = 0) -> UdpSocket:
        socket = self.stack.bind_udp(ip, port)
        assert isinstance(socket, UdpSocket)
        return socket

    def join(self, group: str = GROUP, socket: UdpSocket | None = None) -> int:
        target = self.socket if socket is None else socket
        return self.stack.join(target, parse_ip(group), self.randomness, self.now)

    def leave(self, group: str = GROUP, socket: UdpSocket | None = None) -> int:
        target = self.socket if socket is None else socket
        return self.stack.leave(target, parse_ip(group), self.now)

    def sent(self) -> list[tuple[str, str]]:
        """Target and message of what was sent, each checked to be well-formed."""
        found = []
        while (frame := self.stack.poll_transmit(self.now)) is not None:
            data = frame.joined()
            packet, size = data[14:], (data[14] & 15) * 4
            assert packets.internet_checksum(packet[:size]) == 0
            target = ".".join(str(byte) for byte in packet[16:20])
            assert data[:6] == mac_of(target)
            if packet[9] == 2:
                assert packet[8] == 1 and packet[20:24].hex() == "94040000"
                assert packets.internet_checksum(packet[size:]) == 0
                message = packet[size : size + 2] + packet[size + 4 :]
            else:
                message = packet[size:]
            found.append((target, message.hex()))
        return found

    def hear(self, message: bytes, target: str = "224.0.0.1", source: str = PEER_IP) -> None:
        check = packets.internet_checksum(message[:2] + b"\0\0" + message[4:])
        message = message[:2] + struct.pack("!H", check) + message[4:]
        packet = packets.ipv4(message, 2, source, target, options=bytes.fromhex("94040000"))
        frame = packets.ethernet(packet, mac_of(target))
        self.stack.receive_frame(frame, self.now)

    def advance(self, duration_ns: int) -> list[tuple[str, str]]:
        end = self.now + duration_ns
        found = self.sent()
        while -1 != (deadline := self.stack.next_deadline()) <= end:
            self.now = max(deadline, self.now)
            self.stack.handle_timeout(self.now)
            found += self.sent()
        self.now = end
        return found

    def drops(self) -> dict[str, int]:
        return self.stack.statistics().dropped


def record(kind: int, *groups: str) -> tuple[str, str]:
    """A report of version 3 (RFC 3376, 4.2), without its checksum."""
    body = "".join(f"{kind:02x}000000" + packets.ip_bytes(each).hex() for each in groups)
    return "224.0.0.22", f"22000000{len(groups):04x}" + body


def query(version: int, group: str = "0.0.0.0", delay: int = 10) -> bytes:
    code = 0 if version == 1 else delay
    message = bytes([0x11, code, 0, 0]) + packets.ip_bytes(group)
    return message + (bytes([2, 125, 0, 0]) if version == 3 else b"")


def test_joining_is_reported_twice_and_leaving_once() -> None:
    """RFC 3376, 5.1 and 8.1."""
    bench = Bench()
    assert bench.join() == 0
    assert bench.advance(REPEAT_MS * 1_000_000) == [record(4, GROUP)] * 2
    assert bench.advance(100 * SECOND) == []
    assert bench.leave() == 0
    assert bench.sent() == [record(3, GROUP)]


def test_what_cannot_be_joined_or_left() -> None:
    bench = Bench()
    assert bench.join("10.0.0.1") == BAD_GROUP
    assert bench.leave() == NO_MEMBER
    assert bench.join() == 0
    assert bench.join() == ALREADY_MEMBER
    for number in range(GROUPS_MAX - 1):
        assert bench.join(f"239.2.0.{number}") == 0
    assert bench.join("239.3.0.1") == TOO_MANY_GROUPS


def test_group_is_left_with_its_last_socket() -> None:
    bench = Bench()
    other = bench.bind(8)
    assert (bench.join(), bench.join(socket=other)) == (0, 0)
    bench.advance(SECOND)
    bench.stack.close_udp(other, bench.now)
    assert bench.sent() == []
    bench.stack.close_udp(bench.socket, bench.now)
    assert bench.sent() == [record(3, GROUP)]


@pytest.mark.parametrize("asked", ["0.0.0.0", GROUP])
def test_query_is_answered_within_its_time(asked: str) -> None:
    """RFC 3376, 5.2."""
    bench = Bench()
    bench.join()
    bench.join(OTHER)
    bench.advance(10 * SECOND)
    bench.hear(query(3, asked))
    bench.hear(query(3, asked))
    groups = (GROUP, OTHER) if asked == "0.0.0.0" else (GROUP,)
    assert bench.advance(SECOND) == [record(2, *groups)]
    bench.hear(query(3, "239.9.9.9"))
    assert bench.advance(SECOND) == []


def test_long_times_are_floating_point_numbers() -> None:
    """RFC 3376, 4.1.1: 0x8f is (15 | 16) << 3 tenths of a second."""
    bench = Bench()
    bench.join()
    bench.advance(10 * SECOND)
    bench.hear(query(3, delay=0xFF))
    assert 0 < bench.stack.next_deadline() - bench.now < (31 << 10) * SECOND // 10


def test_old_routers_are_answered_in_their_version() -> None:
    """RFC 3376, 7.2.1; RFC 2236, 3; RFC 1112, appendix I."""
    bench = Bench()
    bench.join()
    bench.advance(10 * SECOND)
    group = packets.ip_bytes(GROUP).hex()
    bench.hear(query(2))
    assert bench.advance(SECOND) == [(GROUP, "1600" + group)]
    bench.leave()
    assert bench.sent() == [("224.0.0.2", "1700" + group)]
    bench.join()
    assert bench.advance(SECOND) == [(GROUP, "1600" + group)] * 2
    bench.hear(query(1))
    assert bench.advance(10 * SECOND) == [(GROUP, "1200" + group)]
    bench.leave()
    assert bench.sent() == []
    # After a while without them, the newest again.
    bench.advance(OLD_ROUTER_NS)
    bench.join()
    assert bench.sent() == [record(4, GROUP)]


def test_answer_of_another_host_is_enough_for_an_old_router() -> None:
    """RFC 2236, 3."""
    bench = Bench()
    bench.join()
    bench.advance(10 * SECOND)
    bench.hear(query(2))
    bench.hear(bytes([0x16, 0, 0, 0]) + packets.ip_bytes(GROUP), GROUP)
    assert bench.advance(SECOND) == []


def test_groups_are_heard_only_while_joined() -> None:
    bench = Bench()

    def datagram(group: str) -> bytes:
        payload = packets.udp(b"x", 9, 7, PEER_IP, group)
        return packets.ethernet(packets.ipv4(payload, 17, PEER_IP, group), mac_of(group))

    bench.stack.receive_frame(datagram(GROUP), bench.now)
    bench.join()
    bench.stack.receive_frame(datagram(OTHER), bench.now)
    assert bench.socket.receive() is None
    bench.stack.receive_frame(datagram(GROUP), bench.now)
    assert bench.socket.receive() == Datagram(b"x", parse_ip(PEER_IP), 9)
    bench.leave()
    bench.stack.receive_frame(datagram(GROUP), bench.now)
    assert bench.socket.receive() is None
    assert bench.drops() == {"ipv4 not ours": 3}


def test_nothing_is_answered_to_a_group() -> None:
    """RFC 1122, 3.2.2: no errors; 3.2.2.6: an echo request may be dropped."""
    bench = Bench()
    bench.join()
    bench.advance(SECOND)
    for payload, protocol in (
        (packets.udp(b"x", 9, 99, PEER_IP, GROUP), 17),
        (packets.icmp(8, 0, bytes(4)), 1),
        (b"?", 99),
        (bytes(20), 6),
    ):
        packet = packets.ipv4(payload, protocol, PEER_IP, GROUP)
        bench.stack.receive_frame(packets.ethernet(packet, mac_of(GROUP)), bench.now)
    assert bench.sent() == []


def test_datagrams_go_to_groups_without_being_in_them() -> None:
    """RFC 1112, 6.1 and 6.4: one link far, unless the program says more."""
    bench = Bench()
    for hops in (1, 9, 0):
        bench.socket.group_hops = hops
        assert bench.stack.send_udp(bench.socket, b"x", parse_ip(GROUP), 9, bench.now) is None
    frames = []
    while (frame := bench.stack.poll_transmit(bench.now)) is not None:
        frames.append(frame.joined())
    assert [(frame[:6], frame[22]) for frame in frames] == [(mac_of(GROUP), 1), (mac_of(GROUP), 9)]


def test_own_datagrams_are_heard_by_members_unless_they_say_no() -> None:
    bench = Bench()
    for is_member, has_loop in ((False, True), (True, True), (True, False)):
        if is_member and not bench.socket.groups:
            bench.join()
        bench.socket.has_group_loop = has_loop
        bench.stack.send_udp(bench.socket, b"own", parse_ip(GROUP), 7, bench.now)
        heard = bench.socket.receive()
        expected = Datagram(b"own", parse_ip(OUR_IP), 7) if is_member and has_loop else None
        assert heard == expected


def test_socket_may_be_bound_to_a_group() -> None:
    bench = Bench()
    socket = bench.bind(9, parse_ip(GROUP))
    bench.join(socket=socket)
    bench.advance(SECOND)
    payload = packets.udp(b"x", 9, 9, PEER_IP, GROUP)
    packet = packets.ipv4(payload, 17, PEER_IP, GROUP)
    bench.stack.receive_frame(packets.ethernet(packet, mac_of(GROUP)), bench.now)
    assert socket.receive() is not None
    # It speaks from our own address.
    bench.stack.send_udp(socket, b"y", parse_ip(GROUP), 9, bench.now)
    (sent,) = [frame.joined() for frame in iter(lambda: bench.stack.poll_transmit(bench.now), None)]
    assert sent[26:30] == packets.ip_bytes(OUR_IP)


def test_new_address_reports_anew() -> None:
    bench = Bench()
    bench.join()
    bench.advance(10 * SECOND)
    bench.stack.configure(UNCONFIGURED, 0, bench.now)
    assert bench.stack.send_udp(bench.socket, b"x", parse_ip(GROUP), 9, bench.now) is not None
    bench.stack.configure(parse_hint("10.9.0.7/24"), 0, bench.now)
    reports = [each for each in bench_reports(bench) if each == record(4, GROUP)]
    assert len(reports) == 1


def bench_reports(bench: Bench) -> list[tuple[str, str]]:
    """What was sent over IPv4; ARP is somebody else's."""
    found = []
    while (frame := bench.stack.poll_transmit(bench.now)) is not None:
        data = frame.joined()
        if data[12:14] == b"\x08\0":
            message = data[38:]
            found.append(("224.0.0.22", (message[:2] + message[4:]).hex()))
    return found


@pytest.mark.parametrize("size", range(12))
def test_broken_messages_are_counted(size: int) -> None:
    bench = Bench()
    bench.join()
    bench.advance(SECOND)
    message = query(3)[:size]
    packet = packets.ipv4(message, 2, PEER_IP, "224.0.0.1")
    bench.stack.receive_frame(packets.ethernet(packet, mac_of("224.0.0.1")), bench.now)
    cause = "igmp truncated" if size < 8 else "igmp checksum"
    assert bench.drops() == {cause: 1}
    assert bench.advance(10 * SECOND) == []
