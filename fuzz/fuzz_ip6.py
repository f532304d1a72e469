"""Promise: any IPv6 frames, at any times, raise nothing, are each counted or handled, and leave the
stack within its limits; afterwards it still answers an honest ping.

    python fuzz/fuzz_ip6.py [--seed N] [--rounds N]

A round is a fresh stack and FRAMES_PER_ROUND frames: valid ones of every kind, mutated, truncated,
spliced, with ICMPv6 checksums made right again half of the time, and plain noise. A failure prints
the seed of its round; run it again with `--seed N --rounds 1`.
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

from gloam.net.ip6.address_book import ADDRESSES_MAX, NETWORKS_MAX, ROUTERS_MAX
from gloam.net.ip6.neighbours import HELD_PACKETS_MAX, NEIGHBOURS_MAX, PENDING_MAX
from gloam.net.path import PATHS_MAX
from gloam.net.reassembly import BYTES_MAX, PACKETS_MAX
from gloam.net.transmit import FRAMES_MAX
from support import packets6
from support.bench6 import OURS, PEER, Bench6, text
from support.packets import internet_checksum

FRAMES_PER_ROUND = 300
SECOND_NS = 1_000_000_000
SETTINGS = ("auto", "auto,key", f"{OURS}/64,{PEER}")
LOCAL = packets6.OUR_LOCAL


class Round:
    """One stack under fire, all of its behaviour decided by `seed`."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.bench = Bench6(self.random.choice(SETTINGS), is_settled=self.random.random() < 0.7)
        self.sockets = [self.bench.bind(7), self.bench.bind(53, is_dual=True)]
        self.bench.stack.open_tcp().listen(1 << 128, 80, 5)
        self.previous = bytes(54)

    def run(self) -> None:
        for _ in range(FRAMES_PER_ROUND):
            self.feed(self.frame())
            self.act()
            self.check_limits()
        self.check_alive()

    def feed(self, frame: bytes) -> None:
        before = self.bench.stack.statistics()
        self.bench.stack.receive_frame(frame, self.bench.now)
        after = self.bench.stack.statistics()
        assert after.frames_received == before.frames_received + 1
        assert after.dropped_total() - before.dropped_total() <= 64

    def frame(self) -> bytes:
        choice = self.random.random()
        if choice < 0.05:
            return self.random.randbytes(self.random.randrange(200))
        packet = self.packet()
        if choice < 0.6:
            packet = self.mutated(packet)
            if self.random.random() < 0.5:
                packet = with_checksum(packet)
        frame = packets6.frame(packet) if len(packet) >= 40 else packets6.frame(packet, b"\xff" * 6)
        self.previous = frame
        return frame

    def host(self) -> str:
        return self.random.choice(
            (PEER, packets6.PEER_LOCAL, "fd00::77", "2001:db8::1", OURS, "::")
        )

    def ours(self) -> str:
        return self.random.choice((OURS, LOCAL, packets6.ALL_NODES, packets6.solicited_node(OURS)))

    def packet(self) -> bytes:
        """A well-formed packet of some kind."""
        source, target, data = self.host(), self.ours(), self.random.randbytes(40)
        number = self.random.randrange(1 << 16)
        makers = (
            lambda: packets6.ping(data, source, target),
            lambda: packets6.solicitation(self.ours(), source, target),
            lambda: packets6.solicitation(OURS, "::", packets6.solicited_node(OURS), b""),
            lambda: packets6.advertisement(
                self.host(), source, target, flags=self.random.choice((0, 32, 64, 96, 224))
            ),
            lambda: packets6.router(
                packets6.prefix_option(f"fd00:{number:x}::", 64, number, number // 2),
                b"\x01\x01" + self.random.randbytes(6),
                lifetime_s=self.random.choice((0, 1, 1800)),
                source=f"fe80::{number & 15:x}",
            ),
            lambda: packets6.ipv6(
                packets6.udp6(data, 9, self.random.choice((7, 53, 9)), source, target),
                17,
                source,
                target,
            ),
            lambda: packets6.fragment(
                data[: self.random.choice((8, 16, 40))],
                self.random.choice((17, 58, 60)),
                self.random.randrange(4) * 8,
                more=self.random.random() < 0.7,
                source=source,
                target=target,
                label=number & 7,
            ),
            lambda: self.error(source, target),
        )
        return self.random.choice(makers)()

    def error(self, source: str, target: str) -> bytes:
        quote = packets6.ipv6(packets6.udp6(b"x" * 20, 7, 9, OURS, source), 17, OURS, source)
        kind = self.random.choice((1, 2, 3, 4))
        rest = struct.pack("!I", self.random.choice((0, 1280, 1400, 1 << 31))) + quote
        message = packets6.icmp6(kind, self.random.randrange(5), rest, source, target)
        return packets6.ipv6(message, 58, source, target)

    def mutated(self, packet: bytes) -> bytes:
        data = bytearray(packet)
        for _ in range(self.random.randrange(1, 5)):
            choice = self.random.random()
            index = self.random.randrange(len(data)) if data else 0
            if choice < 0.6 and data:
                data[index] = self.random.choice((0, 1, 255, self.random.randrange(256)))
            elif choice < 0.8:
                del data[index:]
            else:
                data[index:] = self.previous[14 + index :]
        return bytes(data)

    def act(self) -> None:
        """What a program and its loop do in between, now and then."""
        choice = self.random.random()
        if choice < 0.3:
            self.bench.sent()
        elif choice < 0.4:
            socket = self.random.choice(self.sockets)
            while socket.receive() is not None:
                pass
        elif choice < 0.5:
            target = f"fd00::{self.random.randrange(64):x}"
            size = self.random.choice((1, 1400, 3000))
            self.bench.send(self.sockets[0], bytes(size), target, 9)
        elif choice < 0.8:
            self.bench.wait(
                self.random.choice((1, SECOND_NS // 7, 5 * SECOND_NS, 7_300 * SECOND_NS))
            )

    def check_limits(self) -> None:
        # The limits are promises about private state, so the check looks at it.
        six = self.bench.six
        book, cache = six.book(), six._neighbours
        assert len(book.addresses) <= ADDRESSES_MAX
        assert len(book.networks) <= NETWORKS_MAX
        assert len(book.routers) <= ROUTERS_MAX
        assert len(cache) <= NEIGHBOURS_MAX
        assert 0 <= cache._pending <= PENDING_MAX
        held = sum(len(neighbour.packets) for neighbour in cache._known.values())
        assert cache._held == held <= HELD_PACKETS_MAX
        assert len(six._paths._paths) <= PATHS_MAX
        assert len(six._reassembly._packets) <= PACKETS_MAX
        assert 0 <= six._reassembly._bytes <= BYTES_MAX
        assert len(self.bench.stack._queue._frames) <= FRAMES_MAX

    def check_alive(self) -> None:
        """An honest neighbour is answered, at an address that is still ours."""
        bench = self.bench
        bench.wait(20 * SECOND_NS)
        bench.sent()
        usable = [each.ip for each in bench.six.book().addresses if each.is_usable()]
        if not usable:
            return
        ours = text(usable[0])
        honest = "fe80::abcd"
        bench.receive(packets6.solicitation(ours, honest, ours))
        bench.sent()
        bench.receive(packets6.ping(b"alive", honest, ours))
        assert any(frame.endswith(b"alive") for frame in bench.sent()), "no answer to a ping"


def with_checksum(packet: bytes) -> bytes:
    """The packet with the checksum of an ICMPv6 message right behind the header made good."""
    if len(packet) < 48 or packet[6] != 58:
        return packet
    message = packet[40:42] + b"\0\0" + packet[44:]
    pseudo = packet[8:40] + struct.pack("!II", len(message), 58)
    check = internet_checksum(pseudo + message)
    return (
        packet[:4]
        + struct.pack("!H", len(message))
        + packet[6:42]
        + struct.pack("!H", check)
        + packet[44:]
    )


def run_rounds(seed: int, rounds: int) -> int:
    """The number of frames that were fed."""
    for number in range(seed, seed + rounds):
        try:
            Round(number).run()
        except BaseException:
            print(f"fuzz_ip6: failed; again with --seed {number} --rounds 1")
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
    print(f"fuzz_ip6: {frames} frames from seed {options.seed} in {seconds:.0f} s, promise kept")


if __name__ == "__main__":
    main()
