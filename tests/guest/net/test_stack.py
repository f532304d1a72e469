import struct

import pytest

from gloam.net.address import parse_hint
from gloam.net.bind import BindError
from gloam.net.icmp import ECHO_BURST, UNREACHABLE_BURST
from gloam.net.stack import Stack
from gloam.net.transmit import FRAMES_MAX
from gloam.net.udp import Datagram, SendError, UdpSocket
from gloam.net.wire.octets import parse_ip
from support import packets
from support.packets import (
    BROADCAST_MAC,
    OUR_IP,
    OUR_MAC,
    PEER_IP,
    PEER_MAC,
    arp_reply_frame,
    ethernet,
    udp_frame,
)

SECOND = 1_000_000_000
NOW = 100 * SECOND
PEER = parse_ip(PEER_IP)
US = parse_ip(OUR_IP)
LOOPBACK = 0x7F000001

# What Linux sent to 10.9.0.2, captured on a TAP device, and what it accepted as the answer.
# Ours have identification 1 here, not the capture's; their checksums follow.
LINUX_ARP = "ffffffffffff020000000001080600010800060400010200000000010a0900010000000000000a090002"
LINUX_HELLO = (
    "020000000002020000000001080045000021ba13400040116ca40a0900010a0900029c400007000d0ba668656c6c6f"
)
OUR_HELLO = (
    "02000000000102000000000208004500"
    "00210001000040" + "1166b70a0900020a09000100079c40000d6be648454c4c4f"
)
LINUX_CLOSED = (
    "02000000000202000000000108004500001d9736400040118f850a0900010a0900029c4100090009d77c78"
)
OUR_UNREACHABLE = (
    "020000000001020000000002080045000039000100004001"
    "66af0a0900020a0900010303112c00000000"
    "4500001d9736400040118f850a0900010a0900029c4100090009d77c78"
)
LINUX_PING = (
    "0200000000020200000000010800450000250fab4000400117190a0900010a090002"
    "0800eb3412340001616263646566676869"
)
OUR_PONG = (
    "0200000000010200000000020800450000250001000040"
    "0166c30a0900020a0900010000f33412340001616263646566676869"
)


class Bench:
    """A stack at 10.9.0.2/24 that knows the hardware address of 10.9.0.1."""

    def __init__(self, hint: str = f"{OUR_IP}/24,{PEER_IP}") -> None:
        self.stack = Stack(int.from_bytes(OUR_MAC, "big"), 1500, parse_hint(hint), bytes(16))
        self.now = NOW
        self.receive(
            ethernet(packets.arp(1, PEER_MAC, PEER_IP, bytes(6), OUR_IP), ether_type=0x806)
        )
        self.sent()

    def receive(self, frame: bytes) -> None:
        self.stack.receive_frame(frame, self.now)

    def sent(self) -> list[bytes]:
        frames = []
        while (frame := self.stack.poll_transmit(self.now)) is not None:
            frames.append(frame.joined())
        return frames

    def drops(self) -> dict[str, int]:
        return self.stack.statistics().dropped

    def bind(self, port: int, ip: int = 0) -> UdpSocket:
        socket = self.stack.bind_udp(ip, port)
        assert isinstance(socket, UdpSocket)
        return socket

    def send(self, socket: UdpSocket, payload: bytes, ip: int, port: int) -> SendError | None:
        return self.stack.send_udp(socket, payload, ip, port, self.now)


def test_conversation_with_linux_as_captured() -> None:
    bench = Bench()
    socket = bench.bind(7)
    bench.receive(bytes.fromhex(LINUX_HELLO))
    assert bench.stack.poll_event() is socket
    assert socket.receive() == Datagram(b"hello", PEER, 40_000)
    assert bench.send(socket, b"HELLO", PEER, 40_000) is None
    assert [frame.hex() for frame in bench.sent()] == [OUR_HELLO]
    assert bench.drops() == {}


def test_question_for_our_hardware_address_is_answered() -> None:
    bench = Bench()
    bench.receive(bytes.fromhex(LINUX_ARP))
    reply = packets.arp(2, OUR_MAC, OUR_IP, PEER_MAC, PEER_IP)
    assert bench.sent() == [ethernet(reply, PEER_MAC, OUR_MAC, 0x0806)]


def test_ping_is_answered() -> None:
    bench = Bench()
    bench.receive(bytes.fromhex(LINUX_PING))
    assert [frame.hex() for frame in bench.sent()] == [OUR_PONG]


def test_ping_with_options_and_a_priority_tag_is_answered_without_them() -> None:
    bench = Bench()
    message = packets.icmp(8, 0, struct.pack("!HH", 1, 2) + b"data")
    packet = packets.ipv4(message, 1, options=bytes.fromhex("01010100"))
    bench.receive(OUR_MAC + PEER_MAC + b"\x81\x00\xe0\x00" + b"\x08\x00" + packet)
    (answer,) = bench.sent()
    assert answer[34:] == packets.icmp(0, 0, struct.pack("!HH", 1, 2) + b"data")


def test_datagram_to_a_closed_port_is_answered_as_linux_does() -> None:
    bench = Bench()
    bench.receive(bytes.fromhex(LINUX_CLOSED))
    assert [frame.hex() for frame in bench.sent()] == [OUR_UNREACHABLE]
    assert bench.drops() == {"udp no port": 1}


def test_quote_of_a_long_datagram_stays_within_576_bytes() -> None:
    # RFC 1812, 4.3.2.3.
    bench = Bench()
    bench.receive(udp_frame(bytes(1_000), 5, 9))
    (answer,) = bench.sent()
    assert len(answer) == 14 + 576
    assert struct.unpack("!H", answer[16:18])[0] == 576


def test_quote_leaves_out_the_padding_of_the_frame() -> None:
    bench = Bench()
    bench.receive(udp_frame(b"x", 5, 9) + bytes(17))
    (answer,) = bench.sent()
    assert len(answer) == 14 + 20 + 8 + 29


def test_unknown_protocol_is_answered_with_protocol_unreachable() -> None:
    bench = Bench()
    bench.receive(ethernet(packets.ipv4(b"sctp", 132)))
    (answer,) = bench.sent()
    assert answer[34:36] == b"\x03\x02"
    assert bench.drops() == {"ipv4 protocol": 1}


@pytest.mark.parametrize("protocol", [17, 132])
def test_broadcast_is_never_answered_with_an_error(protocol: int) -> None:
    # RFC 1122, 3.2.2.
    bench = Bench()
    for target in ("255.255.255.255", "10.9.0.255"):
        payload = packets.udp(b"x", 5, 9, target=target) if protocol == 17 else b"sctp"
        bench.receive(ethernet(packets.ipv4(payload, protocol, target=target), BROADCAST_MAC))
    assert bench.sent() == []
    assert sum(bench.drops().values()) == 2


def test_broadcast_ping_is_not_answered() -> None:
    bench = Bench()
    message = packets.icmp(8, 0, bytes(4))
    bench.receive(ethernet(packets.ipv4(message, 1, target="10.9.0.255"), BROADCAST_MAC))
    assert bench.sent() == []
    assert bench.drops() == {"icmp broadcast": 1}


def test_broadcast_datagram_reaches_an_open_port() -> None:
    bench = Bench()
    socket = bench.bind(77)
    captured = (
        "ffffffffffff02000000000108004500001f40d840004011e4e40a0900010a0900ff9c42004d000b80ca616c6c"
    )
    bench.receive(bytes.fromhex(captured))
    assert socket.receive() == Datagram(b"all", PEER, 40_002)


def test_answers_are_rate_limited() -> None:
    bench = Bench()
    for _ in range(ECHO_BURST + 3):
        bench.receive(bytes.fromhex(LINUX_PING))
    assert len(bench.sent()) == ECHO_BURST
    assert bench.drops() == {"icmp rate": 3}
    for _ in range(UNREACHABLE_BURST + 3):
        bench.receive(bytes.fromhex(LINUX_CLOSED))
    assert len(bench.sent()) == UNREACHABLE_BURST
    bench.now += SECOND // 100
    bench.receive(bytes.fromhex(LINUX_CLOSED))
    assert len(bench.sent()) == 1


@pytest.mark.parametrize(
    ("frame", "cause"),
    [
        (b"", "frame truncated"),
        (bytes(13), "frame truncated"),
        (udp_frame(b"x", 5, 7) + bytes(65_553), "frame oversize"),
        (ethernet(b"", source=OUR_MAC), "frame own"),
        (ethernet(b"", source=b"\x03" + bytes(5)), "frame source"),
        (OUR_MAC + PEER_MAC + b"\x81\x00\x00\x05\x08\x00", "frame vlan"),
        (ethernet(b"", target=b"\x02" + bytes(5)), "frame not ours"),
        (ethernet(b"", ether_type=0x86DD), "frame type"),
        (ethernet(bytes(46), ether_type=46), "frame type"),
        (ethernet(bytes(27), ether_type=0x0806), "arp truncated"),
        (ethernet(bytes(28), ether_type=0x0806), "arp format"),
        (ethernet(b"\x45"), "ipv4 truncated"),
        (ethernet(packets.ipv4(b"", 17, target="10.9.0.3")), "ipv4 not ours"),
        (ethernet(packets.ipv4(b"", 17, target="224.0.0.1"), b"\x01\0\x5e\0\0\1"), "ipv4 not ours"),
        (ethernet(packets.ipv4(b"", 17, target="127.0.0.1")), "ipv4 not ours"),
        (ethernet(packets.ipv4(b"", 17), BROADCAST_MAC), "ipv4 link broadcast"),
        (ethernet(packets.ipv4(b"", 17, "0.0.0.0")), "ipv4 source"),
        (ethernet(packets.ipv4(b"", 17, "127.0.0.1")), "ipv4 source"),
        (ethernet(packets.ipv4(b"", 17, "224.0.0.1")), "ipv4 source"),
        (ethernet(packets.ipv4(b"", 17, "255.255.255.255")), "ipv4 source"),
        (ethernet(packets.ipv4(b"", 17, "10.9.0.255")), "ipv4 source"),
        (ethernet(packets.ipv4(b"", 17, OUR_IP)), "ipv4 source"),
        (ethernet(packets.ipv4(b"", 17, options=b"\x83\x03\x04\x00")), "ipv4 source route"),
        (ethernet(packets.ipv4(bytes(7), 17, fragment=0x2000)), "fragment"),
        (ethernet(packets.ipv4(b"1234567", 17)), "udp truncated"),
        (ethernet(packets.ipv4(bytes(8), 17)), "udp length"),
        (ethernet(packets.ipv4(packets.udp(b"x", 5, 7)[:-1] + b"y", 17)), "udp checksum"),
        (udp_frame(b"x", 5, 0), "udp port"),
        (ethernet(packets.ipv4(b"1234567", 1)), "icmp truncated"),
        (ethernet(packets.ipv4(bytes(8), 1)), "icmp checksum"),
        (ethernet(packets.ipv4(packets.icmp(0, 0, bytes(4)), 1)), "icmp type"),
        (ethernet(packets.ipv4(packets.icmp(8, 1, bytes(4)), 1)), "icmp type"),
        (ethernet(packets.ipv4(packets.icmp(5, 1, bytes(28)), 1)), "icmp type"),
    ],
)
def test_frame_is_dropped_silently_and_counted_under_its_cause(frame: bytes, cause: str) -> None:
    bench = Bench()
    socket = bench.bind(7)
    bench.receive(frame)
    assert bench.drops() == {cause: 1}
    assert bench.sent() == []
    assert not socket.has_datagram()


def unreachable_about(quote: bytes, code: int = 3, source: str = PEER_IP) -> bytes:
    return ethernet(packets.ipv4(packets.icmp(3, code, bytes(4) + quote), 1, source))


def test_refusal_by_linux_as_captured_reaches_the_connected_socket() -> None:
    bench = Bench()
    socket = bench.bind(7)
    socket.remote_ip, socket.remote_port = PEER, 9999
    bench.receive(
        bytes.fromhex(
            "0200000000020200000000010800"
            "45c0003f0fb30000400156370a0900010a09000203031132000000004500002300040000"
            "401166b20a0900020a0900010007270f000f4d61636c6f7365643f"
        )
    )
    assert socket.is_refused
    assert bench.stack.poll_event() is socket
    assert bench.drops() == {}


QUOTE = packets.ipv4(packets.udp(b"", 7, 9, OUR_IP, PEER_IP), 17, OUR_IP, PEER_IP)


@pytest.mark.parametrize(
    ("frame", "is_refused"),
    [
        (unreachable_about(QUOTE), True),
        # A router may be the one that says so.
        (unreachable_about(QUOTE, source="192.0.2.1"), True),
        (unreachable_about(QUOTE, code=1), False),
        (unreachable_about(QUOTE[:27]), False),
        (unreachable_about(b"\x46" + QUOTE[1:]), False),
        (unreachable_about(b"\x44" + QUOTE[1:]), False),
        (unreachable_about(QUOTE[:9] + b"\x06" + QUOTE[10:]), False),
        (unreachable_about(QUOTE[:15] + b"\x03" + QUOTE[16:]), False),
        (unreachable_about(QUOTE[:19] + b"\x03" + QUOTE[20:]), False),
        (unreachable_about(QUOTE[:23] + b"\x08" + QUOTE[24:]), False),
        (unreachable_about(QUOTE[:21] + b"\x08" + QUOTE[22:]), False),
    ],
)
def test_only_an_error_about_our_own_datagram_counts(frame: bytes, is_refused: bool) -> None:
    bench = Bench()
    socket = bench.bind(7)
    socket.remote_ip, socket.remote_port = PEER, 9
    bench.receive(frame)
    assert socket.is_refused == is_refused
    assert bench.drops() == ({} if is_refused else {"icmp type": 1})


def test_packet_for_another_network_goes_to_the_gateway() -> None:
    bench = Bench()
    socket = bench.bind(7)
    assert bench.send(socket, b"x", parse_ip("192.0.2.1"), 53) is None
    (frame,) = bench.sent()
    assert frame[:6] == PEER_MAC
    assert frame[30:34] == packets.ip_bytes("192.0.2.1")
    assert frame[34:] == packets.udp(b"x", 7, 53, OUR_IP, "192.0.2.1")


def test_answer_without_a_way_out_is_counted() -> None:
    bench = Bench(f"{OUR_IP}/24")
    message = packets.icmp(8, 0, bytes(4))
    bench.receive(ethernet(packets.ipv4(message, 1, "192.0.2.1")))
    assert bench.sent() == []
    assert bench.drops() == {"ipv4 no route": 1}


def test_packet_waits_for_its_neighbour_and_counts_as_sent() -> None:
    bench = Bench()
    socket = bench.bind(7)
    other_mac = b"\x02\x00\x00\x00\x00\x09"
    assert bench.send(socket, b"x", parse_ip("10.9.0.9"), 5) is None
    (request,) = bench.sent()
    assert request[12:14] == b"\x08\x06"
    bench.receive(arp_reply_frame("10.9.0.9", other_mac))
    (frame,) = bench.sent()
    assert frame[:14] == other_mac + OUR_MAC + b"\x08\x00"
    assert frame[34:] == packets.udp(b"x", 7, 5, OUR_IP, "10.9.0.9")


@pytest.mark.parametrize(
    ("ip", "port", "size", "error"),
    [
        ("10.9.0.1", 5, 1472, None),
        ("10.9.0.1", 5, 65_508, SendError.TOO_LONG),
        ("10.9.0.1", 0, 1, SendError.BAD_TARGET),
        ("0.0.0.0", 5, 1, SendError.BAD_TARGET),
        ("224.0.0.1", 5, 1, None),
        ("10.9.0.255", 5, 1, SendError.BROADCAST_FORBIDDEN),
        ("255.255.255.255", 5, 1, SendError.BROADCAST_FORBIDDEN),
        ("10.9.0.0", 5, 1, SendError.NO_ROUTE),
        ("127.0.0.1", 5, 65_507, None),
        ("127.0.0.1", 5, 65_508, SendError.TOO_LONG),
    ],
)
def test_what_can_be_sent_where(ip: str, port: int, size: int, error: SendError | None) -> None:
    bench = Bench()
    socket = bench.bind(7)
    assert bench.send(socket, bytes(size), parse_ip(ip), port) is error
    assert bench.stack.statistics().datagrams_sent == (error is None)


def test_socket_may_be_allowed_to_broadcast() -> None:
    bench = Bench()
    socket = bench.bind(7)
    socket.may_broadcast = True
    assert bench.send(socket, b"x", parse_ip("10.9.0.255"), 5) is None
    (frame,) = bench.sent()
    assert frame[:6] == BROADCAST_MAC


def test_without_gateway_other_networks_have_no_route() -> None:
    bench = Bench(f"{OUR_IP}/24")
    assert bench.send(bench.bind(7), b"x", parse_ip("192.0.2.1"), 5) is SendError.NO_ROUTE


def test_full_transmit_queue_refuses_datagrams_and_drops_answers() -> None:
    bench = Bench()
    socket = bench.bind(7)
    for _ in range(FRAMES_MAX):
        assert bench.send(socket, b"x", PEER, 5) is None
    assert bench.send(socket, b"x", PEER, 5) is SendError.QUEUE_FULL
    bench.receive(bytes.fromhex(LINUX_PING))
    assert bench.drops() == {"transmit queue full": 1}
    assert len(bench.sent()) == FRAMES_MAX


@pytest.mark.parametrize(("ip", "source"), [(LOOPBACK, LOOPBACK), (US, US), (0x7F0000FF, LOOPBACK)])
def test_our_own_addresses_loop_back_without_a_frame(ip: int, source: int) -> None:
    bench = Bench()
    server, client = bench.bind(7), bench.bind(0)
    assert bench.send(client, b"x", ip, 7) is None
    assert bench.stack.poll_event() is server
    assert server.receive() == Datagram(b"x", source, client.local_port)
    assert bench.sent() == []


def test_loopback_socket_speaks_from_its_own_address_and_to_no_wire() -> None:
    bench = Bench()
    server, client = bench.bind(7), bench.bind(0, 0x7F000005)
    bench.send(client, b"x", LOOPBACK, 7)
    assert server.receive() == Datagram(b"x", 0x7F000005, client.local_port)
    assert bench.send(client, b"x", PEER, 7) is SendError.BAD_TARGET


def test_closed_port_of_our_own_refuses() -> None:
    bench = Bench()
    client = bench.bind(0)
    client.remote_ip, client.remote_port = LOOPBACK, 7
    bench.send(client, b"x", LOOPBACK, 7)
    assert client.is_refused


def test_address_of_somebody_else_cannot_be_bound() -> None:
    assert Bench().stack.bind_udp(PEER, 7) is BindError.NOT_OUR_ADDRESS


def test_every_frame_is_counted_with_its_bytes() -> None:
    bench = Bench()
    before = bench.stack.statistics()
    bench.receive(bytes.fromhex(LINUX_PING))
    bench.receive(b"\x00" * 10)
    bench.sent()
    after = bench.stack.statistics()
    assert after.frames_received - before.frames_received == 2
    assert after.bytes_received - before.bytes_received == 61
    assert after.frames_sent - before.frames_sent == 1
    assert after.bytes_sent - before.bytes_sent == 51
    assert after.dropped_total() == 1


def fragments(payload: bytes, protocol: int, mtu: int) -> list[bytes]:
    """Frames from the peer that carry an IP payload in parts."""
    step = (mtu - 20) // 8 * 8
    frames = []
    for start in range(0, len(payload), step):
        more = 0x2000 if start + step < len(payload) else 0
        part = packets.ipv4(payload[start : start + step], protocol, fragment=more | start // 8)
        frames.append(ethernet(part))
    return frames


def joined(frames: list[bytes]) -> bytes:
    """The IP payload that frames of ours carry, which must be in order and without gaps."""
    payload = b""
    for frame in frames:
        size, identification, field = struct.unpack_from("!HHH", frame, 16)
        assert identification == struct.unpack_from("!H", frames[0], 18)[0]
        assert (field & 0x1FFF) * 8 == len(payload)
        assert (field & 0x2000 != 0) is (frame is not frames[-1])
        assert packets.internet_checksum(frame[14:34]) == 0
        payload += frame[34 : 14 + size]
    return payload


def test_large_ping_is_put_together_and_answered_in_parts() -> None:
    bench = Bench()
    data = bytes(range(256)) * 200
    for frame in fragments(packets.icmp(8, 0, b"\0\1\0\2" + data), 1, 1500):
        bench.receive(frame)
    answer = bench.sent()
    assert len(answer) == 35
    assert joined(answer) == packets.icmp(0, 0, b"\0\1\0\2" + data)
    assert bench.drops() == {}


def test_largest_datagram_both_ways_even_to_a_neighbour_not_yet_known() -> None:
    bench = Bench()
    socket = bench.bind(7)
    data = bytes(range(251)) * 261
    data = data[:65_507]
    for frame in fragments(packets.udp(data, 5, 7), 17, 576):
        bench.receive(frame)
    assert socket.receive() == Datagram(data, PEER, 5)
    assert bench.send(socket, data, parse_ip("10.9.0.9"), 5) is None
    assert len(bench.sent()) == 1
    bench.receive(arp_reply_frame("10.9.0.9", PEER_MAC))
    assert joined(bench.sent()) == packets.udp(data, 7, 5, OUR_IP, "10.9.0.9")
    assert bench.drops() == {}


def test_unreachable_quotes_the_whole_packet_that_fragments_made() -> None:
    bench = Bench()
    datagram = packets.udp(bytes(100), 5, 9)
    for frame in fragments(datagram, 17, 76):
        bench.receive(frame)
    (answer,) = bench.sent()
    assert answer[34:36] == b"\x03\x03"
    assert answer[42 + 20 :] == datagram


def test_packet_that_stays_incomplete_is_reported_to_its_sender() -> None:
    bench = Bench()
    first, *_ = fragments(packets.udp(bytes(100), 5, 9), 17, 76)
    bench.receive(first)
    deadline = bench.stack.next_deadline()
    assert deadline == NOW + 30 * SECOND
    bench.now = deadline
    bench.stack.handle_timeout(bench.now)
    (answer,) = bench.sent()
    assert answer[34:] == packets.icmp(11, 1, bytes(4) + first[14:42])
    assert bench.drops() == {"fragment timeout": 1}
