"""Promise: any frames, at any times, raise nothing, are each counted or handled, and leave the
stack within its limits; afterwards it still answers an honest ping.

    python fuzz/fuzz_stack.py [--seed N] [--rounds N]

A round is a fresh stack and FRAMES_PER_ROUND frames: valid ones of every kind, mutated, truncated,
spliced, with checksums made right again half of the time so that they get past the first gate, and
plain noise. A failure prints the seed of its round; run it again with `--seed N --rounds 1`.
"""

from __future__ import annotations

import argparse
import random
import struct
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    ROOT = Path(__file__).resolve().parent.parent
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from gloam.net.address import parse_hint
from gloam.net.arp import HELD_PACKETS_MAX, NEIGHBOURS_MAX, PENDING_MAX, WAITING_PACKETS_MAX
from gloam.net.randomness import Randomness
from gloam.net.reassembly import BYTES_MAX, PACKETS_MAX
from gloam.net.stack import Stack
from gloam.net.transmit import FRAMES_MAX
from gloam.net.udp import QUEUE_BYTES_MAX, QUEUE_DATAGRAMS_MAX, UdpSocket
from support import packets
from support.packets import BROADCAST_MAC, OUR_IP, OUR_MAC, PEER_IP, PEER_MAC

FRAMES_PER_ROUND = 400
GROUP = 0xEF01_0203
PORTS = (7, 53, 0, 9)
SECOND_NS = 1_000_000_000


class Round:
    """One stack under fire, all of its behaviour decided by `seed`."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        mac = int.from_bytes(OUR_MAC, "big")
        key = seed.to_bytes(16, "big")
        self.stack = Stack(mac, 1500, parse_hint(f"{OUR_IP}/24,{PEER_IP}"), key)
        self.now = 1_000 * SECOND_NS
        self.sockets = [self.bind(7), self.bind(53)]
        self.sockets[1].remote_ip = 0x0A090001
        self.sockets[1].remote_port = 9
        self.previous = b""
        # Half of the rounds are in a group.
        self.is_member = seed % 2 == 0
        if self.is_member:
            randomness = Randomness(self.random.randbytes)
            assert self.stack.join(self.sockets[0], GROUP, randomness, self.now) == 0

    def bind(self, port: int) -> UdpSocket:
        socket = self.stack.bind_udp(0, port)
        assert isinstance(socket, UdpSocket)
        return socket

    def run(self) -> None:
        self.stack.start(self.now)
        for _ in range(FRAMES_PER_ROUND):
            self.feed(self.frame())
            self.act()
            self.check_limits()
        self.check_alive()

    def feed(self, frame: bytes) -> None:
        """One frame, after which exactly one of the outcomes has happened."""
        before = self.stack.statistics()
        self.stack.receive_frame(frame, self.now)
        after = self.stack.statistics()
        assert after.frames_received == before.frames_received + 1
        assert after.bytes_received == before.bytes_received + len(frame)
        # A frame has at most one cause of its own; dropping answers may add others.
        assert after.dropped_total() - before.dropped_total() <= 1 + WAITING_PACKETS_MAX

    def act(self) -> None:
        """What a program and its loop do in between, now and then."""
        choice = self.random.random()
        if choice < 0.3:
            self.drain(self.random.randrange(20))
        elif choice < 0.4:
            socket = self.random.choice(self.sockets)
            while socket.receive() is not None:
                pass
        elif choice < 0.5:
            socket = self.random.choice(self.sockets)
            target = 0x0A090000 + self.random.randrange(256)
            payload = self.random.randbytes(self.random.randrange(64))
            self.stack.send_udp(socket, payload, target, 9, self.now)
        elif choice < 0.8:
            self.now += self.random.choice((1, 1_000_000, SECOND_NS, 61 * SECOND_NS))
            self.stack.handle_timeout(self.now)
        while self.random.random() < 0.5 and self.stack.poll_event() is not None:
            pass

    def drain(self, count: int) -> None:
        """Take frames, each of which must be well-formed by an independent reading."""
        for _ in range(count):
            frame = self.stack.poll_transmit(self.now)
            if frame is None:
                return
            check_sent(frame.joined())

    def check_limits(self) -> None:
        # The limits are promises about private state, so the check looks at it.
        assert len(self.stack._reassembly._packets) <= PACKETS_MAX
        assert 0 <= self.stack._reassembly._bytes <= BYTES_MAX
        arp = self.stack._arp
        assert len(arp._known) <= NEIGHBOURS_MAX
        assert len(arp._pending) <= PENDING_MAX
        held = sum(len(resolution.packets) for resolution in arp._pending.values())
        assert arp._held == held <= HELD_PACKETS_MAX
        for resolution in arp._pending.values():
            assert len(resolution.packets) <= WAITING_PACKETS_MAX
        assert len(self.stack._queue._frames) <= FRAMES_MAX
        for socket in self.sockets:
            assert len(socket._queue) <= QUEUE_DATAGRAMS_MAX
            assert 0 <= socket._queued_bytes <= QUEUE_BYTES_MAX

    def check_alive(self) -> None:
        self.drain(10 * FRAMES_MAX)
        self.now += 100 * SECOND_NS
        self.stack.handle_timeout(self.now)
        self.drain(10 * FRAMES_MAX)
        question = packets.arp(1, PEER_MAC, PEER_IP, bytes(6), OUR_IP)
        self.feed(packets.ethernet(question, BROADCAST_MAC, PEER_MAC, 0x0806))
        ping = packets.icmp(8, 0, b"\x00\x01\x00\x02honest")
        self.feed(packets.ethernet(packets.ipv4(ping, 1)))
        sent = []
        while (frame := self.stack.poll_transmit(self.now)) is not None:
            sent.append(frame.joined())
        pong = packets.icmp(0, 0, b"\x00\x01\x00\x02honest")
        assert any(frame[34:] == pong and frame[:6] == PEER_MAC for frame in sent), sent

    # ------------------------------------------------------------ frames

    def frame(self) -> bytes:
        kind = self.random.random()
        if kind < 0.05:
            return self.random.randbytes(self.random.choice((0, 5, 14, 40, 60, 300, 1514)))
        frame = self.honest()
        if kind < 0.25:
            self.previous = frame
            return frame
        for _ in range(self.random.randint(1, 3)):
            frame = self.mutated(frame)
        if self.random.random() < 0.5:
            frame = with_right_checksums(frame)
        self.previous = frame
        return frame

    def honest(self) -> bytes:
        pick = self.random
        source = pick.choice((PEER_IP, PEER_IP, f"10.9.0.{pick.randrange(256)}", "192.0.2.1"))
        target = pick.choice((OUR_IP, OUR_IP, OUR_IP, "10.9.0.255", "255.255.255.255"))
        if self.is_member and pick.random() < 0.2:
            target = pick.choice(("224.0.0.1", "239.1.2.3", "239.1.2.4"))
        link = OUR_MAC if target == OUR_IP else BROADCAST_MAC
        mac = pick.choice((PEER_MAC, b"\x02" + pick.randbytes(5)))
        kind = pick.randrange(8)
        if kind <= 1:
            operation = pick.choice((1, 2))
            sender = pick.choice((source, "0.0.0.0", OUR_IP))
            message = packets.arp(operation, mac, sender, OUR_MAC, pick.choice((OUR_IP, source)))
            return packets.ethernet(message, pick.choice((OUR_MAC, BROADCAST_MAC)), mac, 0x0806)
        options = pick.choice((b"", b"", b"\x01\x01\x01\x00", b"\x07\x07\x04\0\0\0\0\0"))
        if kind <= 3:
            payload = pick.randbytes(pick.choice((0, 1, 8, 200)))
            body = packets.udp(
                payload, pick.choice((9, 40_000)), pick.choice(PORTS), source, target
            )
            protocol = 17
        elif kind == 4:
            body = packets.icmp(8, 0, pick.randbytes(pick.choice((4, 5, 100))))
            protocol = 1
        elif kind == 5:
            ours = packets.udp(b"", pick.choice(PORTS), 9, OUR_IP, PEER_IP)
            quote = packets.ipv4(ours, 17, OUR_IP, PEER_IP)
            body = packets.icmp(3, pick.choice((1, 3, 4)), bytes(4) + quote)
            protocol = 1
        elif kind == 6:
            body = igmp(pick.choice((0x11, 0x11, 0x12, 0x16, 0x22)), pick)
            protocol = 2
        else:
            body = pick.randbytes(20)
            protocol = pick.choice((6, 132, 255))
        part = pick.choice((0, 0, 0, 0, 0x2000, 1, 0x2001, 0x1FFF))
        packet = packets.ipv4(body, protocol, source, target, options=options, fragment=part)
        return packets.ethernet(packet, link, mac)

    def mutated(self, frame: bytes) -> bytes:
        pick = self.random
        index = pick.randrange(len(frame) + 1)
        kind = pick.randrange(7)
        if kind <= 1 and index < len(frame):
            return frame[:index] + bytes([pick.randrange(256)]) + frame[index + 1 :]
        if kind == 2 and index < len(frame):
            edge = pick.choice((0, 1, 0x7F, 0x80, 0xFF, frame[index] ^ 1 << pick.randrange(8)))
            return frame[:index] + bytes([edge]) + frame[index + 1 :]
        if kind == 3:
            return frame[:index]
        if kind == 4:
            return frame[:index] + pick.randbytes(pick.choice((1, 4, 40))) + frame[index:]
        if kind == 5:
            return frame[:index] + self.previous[index:]
        return frame[:12] + b"\x81\x00" + pick.choice((b"\0\0", b"\xe0\0", b"\0\5")) + frame[12:]


def igmp(kind: int, pick: random.Random) -> bytes:
    """A message of any version about all groups, ours, or another one."""
    group = pick.choice((bytes(4), b"\xef\1\2\3", b"\xef\1\2\4", pick.randbytes(4)))
    rest = pick.choice((b"", b"", b"\2\x7d\0\0", b"\2\x7d\0\1\x0a\0\0\1"))
    message = bytes([kind, pick.randrange(256), 0, 0]) + group + rest
    return message[:2] + struct.pack("!H", packets.internet_checksum(message)) + message[4:]


def with_right_checksums(frame: bytes) -> bytes:
    """Repair the checksums of an IPv4 packet, as far as its lengths make sense."""
    if frame[12:14] != b"\x08\x00" or len(frame) < 34:
        return frame
    packet = bytearray(frame[14:])
    size = min(max(20, (packet[0] & 15) * 4), len(packet))
    packet[10:12] = b"\0\0"
    packet[10:12] = struct.pack("!H", packets.internet_checksum(bytes(packet[:size])))
    body = packet[size : int.from_bytes(packet[2:4], "big")]
    if packet[9] in (1, 2) and len(body) >= 8:
        body[2:4] = b"\0\0"
        packet[size + 2 : size + 4] = struct.pack("!H", packets.internet_checksum(bytes(body)))
    if packet[9] == 17 and len(body) >= 8:
        packet[size + 6 : size + 8] = b"\0\0"
    return frame[:14] + bytes(packet)


def check_sent(frame: bytes) -> None:
    assert 14 <= len(frame) <= 1514
    assert frame[6:12] == OUR_MAC
    if frame[12:14] == b"\x08\x06":
        assert len(frame) == 42
        return
    assert frame[12:14] == b"\x08\x00"
    packet = frame[14:]
    if packet[0] == 0x46:
        # A report of groups: with the router alert, to one link alone (RFC 3376, 4).
        assert (packet[8], packet[9], packet[20:24]) == (1, 2, b"\x94\4\0\0")
        assert packets.internet_checksum(packet[:24]) == 0
        assert packets.internet_checksum(packet[24:]) == 0
        return
    assert packet[0] == 0x45
    assert int.from_bytes(packet[2:4], "big") == len(packet)
    assert packets.internet_checksum(packet[:20]) == 0
    assert packet[12:16] == packets.ip_bytes(OUR_IP)
    if packet[9] == 1:
        assert packets.internet_checksum(packet[20:]) == 0
    else:
        assert packet[9] == 17
        pseudo = packet[12:20] + struct.pack("!HH", 17, len(packet) - 20)
        assert packets.internet_checksum(pseudo + packet[20:]) == 0


def run_rounds(seed: int, rounds: int) -> int:
    """Run rounds with the seeds from `seed` on; the number of frames fed."""
    for number in range(seed, seed + rounds):
        try:
            Round(number).run()
        except BaseException:
            print(f"fuzz_stack: failed in the round with --seed {number} --rounds 1")
            raise
    return rounds * FRAMES_PER_ROUND


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    parser.add_argument("--rounds", type=int, default=2_500)
    options = parser.parse_args()
    start = time.monotonic()
    frames = run_rounds(options.seed, options.rounds)
    seconds = time.monotonic() - start
    print(f"fuzz_stack: {frames} frames from seed {options.seed} in {seconds:.0f} s, promise kept")


if __name__ == "__main__":
    main()
