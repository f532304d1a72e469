from gloam.device.net import Frame
from gloam.net.address import parse_hint
from gloam.net.arp import (
    NEIGHBOURS_MAX,
    PENDING_MAX,
    UNRESOLVED,
    WAITING_PACKETS_MAX,
    ArpEngine,
)
from gloam.net.statistics import Counters
from gloam.net.transmit import TransmitQueue
from gloam.net.wire import arp
from gloam.net.wire.arp import ArpMessage
from gloam.net.wire.octets import parse_ip
from support import packets
from support.packets import BROADCAST_MAC, OUR_IP, OUR_MAC, PEER_IP, PEER_MAC

SECOND = 1_000_000_000
START = 100 * SECOND
PEER = parse_ip(PEER_IP)
PEER_MAC_INT = int.from_bytes(PEER_MAC, "big")
NO_MAC = bytes(6)


class Bench:
    """An engine for 10.9.0.2/16 with everything that it sends and counts."""

    def __init__(self) -> None:
        self.counters = Counters()
        self.queue = TransmitQueue(self.counters)
        self.engine = ArpEngine(
            int.from_bytes(OUR_MAC, "big"), parse_hint("10.9.0.2/16"), self.queue, self.counters
        )
        self.now = START

    def sent(self) -> list[bytes]:
        frames = []
        while (frame := self.queue.pop()) is not None:
            frames.append(frame.joined())
        return frames

    def receive(
        self, operation: int, sender_mac: bytes, sender_ip: str, target_ip: str = OUR_IP
    ) -> None:
        data = packets.arp(operation, sender_mac, sender_ip, OUR_MAC, target_ip)
        message = arp.parse(data, 0)
        assert isinstance(message, ArpMessage)
        self.engine.receive(message, self.now)

    def drops(self) -> dict[str, int]:
        return self.counters.statistics().dropped

    def resolve(self, text: str = PEER_IP) -> int:
        return self.engine.resolve(parse_ip(text), self.now)

    def hold(self, packet: bytes, text: str = PEER_IP) -> None:
        self.engine.hold(parse_ip(text), Frame(packet), self.now)

    def advance(self, seconds: float) -> None:
        self.now += int(seconds * SECOND)
        self.engine.handle_timeout(self.now)


def request_frame(target_ip: str, frame_target: bytes = BROADCAST_MAC) -> bytes:
    message = packets.arp(1, OUR_MAC, OUR_IP, NO_MAC, target_ip)
    return packets.ethernet(message, frame_target, OUR_MAC, 0x0806)


def reply_frame(target_ip: str = PEER_IP) -> bytes:
    message = packets.arp(2, OUR_MAC, OUR_IP, PEER_MAC, target_ip)
    return packets.ethernet(message, PEER_MAC, OUR_MAC, 0x0806)


def data_frame(packet: bytes) -> bytes:
    return packets.ethernet(packet, PEER_MAC, OUR_MAC)


ANNOUNCEMENT = request_frame(OUR_IP)


def test_announces_twice_two_seconds_apart() -> None:
    # RFC 5227, 1.1 and 2.3; the form is the first frame of a capture that Linux accepted.
    bench = Bench()
    bench.engine.announce(bench.now)
    assert bench.sent() == [ANNOUNCEMENT]
    assert ANNOUNCEMENT[14:].hex() == "00010800060400010200000000020a0900020000000000000a090002"
    assert bench.engine.next_deadline() == START + 2 * SECOND
    bench.advance(1.9)
    assert bench.sent() == []
    bench.advance(0.1)
    assert bench.sent() == [ANNOUNCEMENT]
    assert bench.engine.next_deadline() == -1


def test_unknown_neighbour_is_asked_for_and_gets_what_waited_in_order() -> None:
    bench = Bench()
    assert bench.resolve() == UNRESOLVED
    bench.hold(b"first")
    bench.hold(b"second")
    assert bench.sent() == [request_frame(PEER_IP)]
    bench.receive(2, PEER_MAC, PEER_IP)
    assert bench.sent() == [data_frame(b"first"), data_frame(b"second")]
    assert bench.resolve() == PEER_MAC_INT
    assert bench.engine.next_deadline() == -1
    assert bench.drops() == {}


def test_silent_neighbour_is_asked_three_times_then_given_up() -> None:
    bench = Bench()
    bench.hold(b"one")
    bench.hold(b"two")
    assert bench.engine.next_deadline() == START + SECOND
    bench.advance(0.999)
    assert len(bench.sent()) == 1
    bench.advance(0.001)
    bench.advance(1)
    assert bench.sent() == [request_frame(PEER_IP)] * 2
    assert bench.drops() == {}
    bench.advance(1)
    assert bench.sent() == []
    assert bench.drops() == {"arp unresolved": 2}
    assert bench.engine.next_deadline() == -1
    bench.receive(2, PEER_MAC, PEER_IP)
    assert bench.resolve() == UNRESOLVED


def test_oldest_waiting_packet_goes_when_too_many_wait() -> None:
    bench = Bench()
    for number in range(WAITING_PACKETS_MAX + 2):
        bench.hold(bytes([number]))
    bench.sent()
    bench.receive(2, PEER_MAC, PEER_IP)
    assert bench.sent() == [data_frame(bytes([2 + n])) for n in range(WAITING_PACKETS_MAX)]
    assert bench.drops() == {"arp queue full": 2}


def test_number_of_neighbours_asked_at_once_is_bounded() -> None:
    bench = Bench()
    for number in range(PENDING_MAX + 5):
        bench.hold(b"x", f"10.9.1.{number}")
    assert len(bench.sent()) == PENDING_MAX
    assert bench.drops() == {"arp queue full": 5}
    bench.receive(2, PEER_MAC, "10.9.1.0")
    assert bench.sent() == [data_frame(b"x")]
    bench.hold(b"y", "10.9.2.1")
    assert bench.sent() == [request_frame("10.9.2.1")]


def test_address_in_use_is_refreshed_by_unicast_then_expires() -> None:
    bench = Bench()
    bench.receive(1, PEER_MAC, PEER_IP)
    assert bench.sent() == [reply_frame()]
    bench.advance(44.9)
    assert bench.resolve() == PEER_MAC_INT
    assert bench.sent() == []
    bench.advance(0.1)
    assert bench.resolve() == PEER_MAC_INT
    assert bench.resolve() == PEER_MAC_INT
    assert bench.sent() == [request_frame(PEER_IP, PEER_MAC)]
    bench.advance(14.9)
    assert bench.resolve() == PEER_MAC_INT
    bench.advance(0.1)
    assert bench.resolve() == UNRESOLVED


def test_answer_to_a_refresh_renews_the_lifetime() -> None:
    bench = Bench()
    bench.receive(1, PEER_MAC, PEER_IP)
    bench.advance(50)
    bench.resolve()
    bench.receive(2, PEER_MAC, PEER_IP)
    bench.advance(59)
    assert bench.resolve() == PEER_MAC_INT


def test_request_to_us_is_answered_and_its_sender_learned() -> None:
    bench = Bench()
    bench.receive(1, PEER_MAC, PEER_IP)
    assert bench.sent() == [reply_frame()]
    assert bench.resolve() == PEER_MAC_INT


def test_request_to_somebody_else_is_neither_answered_nor_learned() -> None:
    bench = Bench()
    bench.receive(1, PEER_MAC, PEER_IP, "10.9.0.77")
    assert bench.sent() == []
    assert bench.resolve() == UNRESOLVED
    assert bench.drops() == {"arp not ours": 1}


def test_reply_that_nobody_asked_for_is_not_learned() -> None:
    bench = Bench()
    bench.receive(2, PEER_MAC, PEER_IP)
    assert bench.resolve() == UNRESOLVED
    assert bench.drops() == {"arp not ours": 1}


def test_announcement_of_a_known_neighbour_changes_its_address() -> None:
    bench = Bench()
    bench.receive(1, PEER_MAC, PEER_IP)
    bench.receive(1, b"\x02\x00\x00\x00\x00\x99", PEER_IP, PEER_IP)
    assert bench.resolve() == 0x020000000099
    assert bench.drops() == {}


def test_probe_for_our_address_is_answered_but_not_learned() -> None:
    # RFC 5227, 2.1.1: a probe has sender address 0.
    bench = Bench()
    bench.receive(1, PEER_MAC, "0.0.0.0")
    assert bench.sent() == [reply_frame("0.0.0.0")]
    assert bench.resolve("0.0.0.0") == UNRESOLVED
    bench.receive(1, PEER_MAC, "0.0.0.0", "10.9.0.50")
    assert bench.sent() == []


def test_sender_that_no_neighbour_can_be_is_refused() -> None:
    bench = Bench()
    for sender in ("10.8.0.1", "10.9.255.255", "10.9.0.0", "224.0.0.1", "127.0.0.1"):
        bench.receive(1, PEER_MAC, sender)
    for mac in (bytes(6), BROADCAST_MAC, b"\x01\x00\x5e\x00\x00\x01"):
        bench.receive(1, mac, PEER_IP)
    bench.receive(2, PEER_MAC, "0.0.0.0")
    assert bench.sent() == []
    assert bench.drops() == {"arp sender": 9}


def test_claim_of_our_address_is_answered_once_in_ten_seconds() -> None:
    # RFC 5227, 2.4 (c): defend with one announcement per DEFEND_INTERVAL.
    bench = Bench()
    for _ in range(3):
        bench.receive(1, PEER_MAC, OUR_IP, "10.9.0.77")
    assert bench.sent() == [ANNOUNCEMENT]
    bench.advance(9.9)
    bench.receive(2, PEER_MAC, OUR_IP)
    assert bench.sent() == []
    bench.advance(0.1)
    bench.receive(2, PEER_MAC, OUR_IP)
    assert bench.sent() == [ANNOUNCEMENT]
    assert bench.drops() == {"arp conflict": 5}


def fill(bench: Bench) -> None:
    for number in range(NEIGHBOURS_MAX):
        bench.receive(1, PEER_MAC, f"10.9.{1 + number // 200}.{1 + number % 200}")
        bench.sent()


def test_flood_of_requests_is_answered_but_pushes_nobody_out() -> None:
    bench = Bench()
    bench.receive(1, PEER_MAC, PEER_IP)
    fill(bench)
    assert bench.resolve() == PEER_MAC_INT
    assert bench.resolve("10.9.2.55") == PEER_MAC_INT
    # The 256th and 257th neighbours found the cache full.
    assert bench.resolve("10.9.2.56") == UNRESOLVED
    bench.sent()
    bench.receive(1, PEER_MAC, "10.9.100.1")
    assert bench.sent() == [reply_frame("10.9.100.1")]
    assert bench.resolve("10.9.100.1") == UNRESOLVED


def test_what_we_ask_for_fits_into_a_full_cache() -> None:
    bench = Bench()
    fill(bench)
    bench.hold(b"x")
    bench.sent()
    bench.receive(2, PEER_MAC, PEER_IP)
    assert bench.sent() == [data_frame(b"x")]
    assert bench.resolve() == PEER_MAC_INT
    # The neighbour heard of longest ago made room.
    assert bench.resolve("10.9.1.1") == UNRESOLVED
    assert bench.resolve("10.9.1.2") == PEER_MAC_INT


def test_expired_neighbours_make_room_for_new_ones() -> None:
    bench = Bench()
    fill(bench)
    bench.advance(30)
    bench.receive(2, PEER_MAC, "10.9.1.1")
    bench.advance(30)
    bench.receive(1, PEER_MAC, PEER_IP)
    assert bench.resolve() == PEER_MAC_INT
    assert bench.resolve("10.9.1.1") == PEER_MAC_INT
