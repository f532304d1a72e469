"""Malformed frames at a booted image: each must be counted under its cause, and none may hurt.

Frames reach the guest's network card through QEMU's `dgram` back end, one datagram each, so this
needs neither root nor TAP. Between batches a right datagram must come back unchanged.
"""

import ipaddress
import random
import socket
import struct
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from gloamtool.failure import ToolError
from tools import frames
from tools.frames import ETHERNET_SIZE, IPV4_SIZE, Station

HOST = Station(b"\x02\0\0\0\0\x01", bytes([10, 0, 2, 2]), 40_000)
GUEST = Station(b"\x52\x54\0\x12\x34\x56", bytes([10, 0, 2, 15]), 7000)
ADDRESS = "10.0.2.15/24,10.0.2.2"
HOST6 = ipaddress.IPv6Address("fe80::1").packed
ALL_NODES = ipaddress.IPv6Address("ff02::1").packed
ALL_NODES_MAC = b"\x33\x33\0\0\0\1"
BATCH = 32
PAYLOAD_SIZE = 64
FRAME_SIZE_MAX = 1514
ANSWER_TIMEOUT_S = 5.0
TRIES = 3
BOOT_TRIES = 100

_UDP_START = ETHERNET_SIZE + IPV4_SIZE


class Wire:
    """The other end of the guest's network cable; also answers the guest's ARP questions."""

    def __init__(self) -> None:
        self.sent = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
            free.bind(("127.0.0.1", 0))
            self._guest = free.getsockname()

    def close(self) -> None:
        """Unplug."""
        self._socket.close()

    def netdev(self) -> str:
        """QEMU's `-netdev` for this cable, without its id."""
        host, port = self._socket.getsockname()
        local = f"local.type=inet,local.host={self._guest[0]},local.port={self._guest[1]}"
        return f"dgram,{local},remote.type=inet,remote.host={host},remote.port={port}"

    def send(self, frame: bytes) -> None:
        """Put one frame on the cable. Lost without a word while nobody listens, as on a cable."""
        self.sent += 1
        self._socket.sendto(frame, self._guest)

    def ask(self, payload: bytes, start: bytes, timeout_s: float = ANSWER_TIMEOUT_S) -> bytes:
        """Send a datagram and return the payload of the answer, which begins with `start`.

        Late answers to other questions are skipped. Raises ToolError when nothing comes within
        `timeout_s`, several times.
        """
        self._socket.settimeout(timeout_s)
        for _ in range(TRIES):
            self.send(frames.datagram_frame(HOST, GUEST, payload))
            try:
                while True:
                    frame = self._socket.recv(65535)
                    reply = frames.arp_reply(frame, HOST)
                    if reply is not None:
                        self.send(reply)
                        continue
                    answer = frames.payload_of(frame)
                    if answer is not None and answer.startswith(start):
                        return answer
            except TimeoutError:
                continue
        raise ToolError("the guest no longer answers")


Mutation = Callable[[random.Random, bytearray], None]


def _set(offset: int, value: bytes) -> Mutation:
    def mutate(rng: random.Random, frame: bytearray) -> None:
        frame[offset : offset + len(value)] = value

    return mutate


def _flip(offset: int, size: int) -> Mutation:
    """Change one bit of a field."""

    def mutate(rng: random.Random, frame: bytearray) -> None:
        bit = rng.randrange(8 * size)
        frame[offset + bit // 8] ^= 1 << bit % 8

    return mutate


def _cut(rng: random.Random, frame: bytearray) -> None:
    del frame[rng.randrange(_UDP_START, len(frame)) :]


def _impossible_size(rng: random.Random, frame: bytearray) -> None:
    size = rng.choice([rng.randrange(1, ETHERNET_SIZE), rng.randrange(FRAME_SIZE_MAX + 1, 2000)])
    frame[:] = (frame + bytes(size))[:size]


def _header_size(rng: random.Random, frame: bytearray) -> None:
    frame[ETHERNET_SIZE] = 0x40 | rng.randrange(5)


def _version(rng: random.Random, frame: bytearray) -> None:
    frame[ETHERNET_SIZE] = rng.choice([v for v in range(16) if v != 4]) << 4 | 5


def _udp_port(rng: random.Random, frame: bytearray) -> None:
    nobody = Station(GUEST.mac, GUEST.ip, 0)
    frame[:] = frames.datagram_frame(HOST, nobody, rng.randbytes(PAYLOAD_SIZE))


def _udp_length(rng: random.Random, frame: bytearray) -> None:
    right = struct.unpack_from("!H", frame, _UDP_START + 4)[0]
    wrong = rng.choice([rng.randrange(8), rng.randrange(right + 1, 65536)])
    struct.pack_into("!H", frame, _UDP_START + 4, wrong)


def _six(change: Callable[[random.Random, bytearray], None]) -> Mutation:
    """An echo request to all nodes in the frame's place, changed behind the Ethernet header."""

    def mutate(rng: random.Random, frame: bytearray) -> None:
        message = frames.icmp6(HOST6, ALL_NODES, 128, rng.randbytes(PAYLOAD_SIZE))
        packet = bytearray(frames.ipv6(HOST6, ALL_NODES, frames.PROTOCOL_ICMP6, message, 64))
        change(rng, packet)
        head = ALL_NODES_MAC + HOST.mac + struct.pack("!H", frames.TYPE_IPV6)
        frame[:] = head + packet

    return mutate


def _version6(rng: random.Random, packet: bytearray) -> None:
    packet[0] = rng.choice([v for v in range(16) if v != 6]) << 4


def _length6(rng: random.Random, packet: bytearray) -> None:
    right = len(packet) - frames.IPV6_SIZE
    struct.pack_into("!H", packet, 4, rng.randrange(right + 1, 65536))


def _extension(rng: random.Random, packet: bytearray) -> None:
    """Options that run past the packet."""
    packet[6] = rng.choice([0, 43, 60])
    packet[frames.IPV6_SIZE + 1] = rng.randrange(PAYLOAD_SIZE // 8 + 1, 256)


def _other_group(rng: random.Random, packet: bytearray) -> None:
    packet[24:40] = ipaddress.IPv6Address("ff02::1:ff00:0").packed[:13] + rng.randbytes(3)


def _flip6(rng: random.Random, packet: bytearray) -> None:
    bit = rng.randrange(8 * PAYLOAD_SIZE)
    packet[frames.IPV6_SIZE + 4 + bit // 8] ^= 1 << bit % 8


def _discovery(rng: random.Random, packet: bytearray) -> None:
    """A message of neighbour discovery that came over a router."""
    message = frames.icmp6(HOST6, ALL_NODES, rng.randrange(134, 137), rng.randbytes(20))
    hop_limit = rng.randrange(1, 255)
    packet[:] = frames.ipv6(HOST6, ALL_NODES, frames.PROTOCOL_ICMP6, message, hop_limit)


# What is done to a right frame, by the cause that it gives. The payload is so long that a frame cut
# behind the IPv4 header, which QEMU pads to 60 bytes, is still shorter than it says.
MUTATIONS: dict[str, Mutation] = {
    "ipv4 truncated": _cut,
    "ipv4 version": _version,
    "ipv4 header size": _header_size,
    "ipv4 checksum": _flip(ETHERNET_SIZE + 10, 2),
    "udp checksum": _flip(_UDP_START + 8, PAYLOAD_SIZE),
    "udp length": _udp_length,
    "udp port": _udp_port,
    "ipv6 version": _six(_version6),
    "ipv6 truncated": _six(_length6),
    "ipv6 extension": _six(_extension),
    "ipv6 not ours": _six(_other_group),
    "icmp checksum": _six(_flip6),
    "ndp hop limit": _six(_discovery),
    "frame size": _impossible_size,
    "frame not ours": _set(0, b"\x02\0\0\0\0\x77"),
    "frame source": _set(6, b"\x03"),
    "frame own": _set(6, GUEST.mac),
    "frame type": _set(12, b"\x88\xb5"),
    "frame vlan": _set(12, b"\x81\x00\x00\x05\x08\x00"),
}


def send_malformed(wire: Wire, count: int, rng: random.Random) -> Counter[str]:
    """Send `count` frames that are wrong in one known way each; how many of each cause.

    Raises ToolError if the guest stops answering right datagrams.
    """
    sent: Counter[str] = Counter()
    causes = list(MUTATIONS)
    for number in range(count):
        cause = rng.choice(causes)
        frame = bytearray(frames.datagram_frame(HOST, GUEST, rng.randbytes(PAYLOAD_SIZE)))
        MUTATIONS[cause](rng, frame)
        wire.send(bytes(frame))
        sent[cause] += 1
        if number % BATCH == 0:
            _prove_alive(wire, number)
    _prove_alive(wire, count)
    return sent


def send_random(wire: Wire, count: int, rng: random.Random) -> None:
    """Send `count` frames of random bytes. Raises as `send_malformed`."""
    for number in range(count):
        wire.send(_random_frame(rng))
        if number % BATCH == 0:
            _prove_alive(wire, number)
    _prove_alive(wire, count)


def _random_frame(rng: random.Random) -> bytes:
    """Random bytes of random length, mostly behind a header that gets them looked at."""
    head = GUEST.mac + HOST.mac + rng.choice([b"\x08\x00", b"\x08\x06", b"\x81\x00", b"\x86\xdd"])
    body = rng.randbytes(rng.randrange(1501))
    match rng.randrange(5):
        case 0:
            return head[: rng.randrange(14)] + body[:100]
        case 1:  # a right IPv4 header around noise
            protocol = rng.choice([1, 6, 17, 255])
            return frames.ethernet(
                HOST, GUEST, frames.TYPE_IPV4, frames.ipv4(HOST, GUEST, protocol, body[:1480])
            )
        case 2:  # a right IPv6 header, and sometimes a checksum, around noise
            protocol = rng.choice([0, 6, 17, 43, 44, 58, 60])
            if protocol == frames.PROTOCOL_ICMP6 and rng.random() < 0.8:
                kind = rng.choice([1, 2, 3, 4, 128, 130, 134, 135, 136, 137])
                body = frames.icmp6(HOST6, ALL_NODES, kind, body[: rng.randrange(200)])
            hop_limit = rng.choice([1, 64, 255])
            packet = frames.ipv6(HOST6, ALL_NODES, protocol, body[:1460], hop_limit)
            return ALL_NODES_MAC + HOST.mac + struct.pack("!H", frames.TYPE_IPV6) + packet
        case _:
            return head + body


def _prove_alive(wire: Wire, number: int) -> None:
    question = b"alive %d." % number
    wire.ask(question, question)


def counters(wire: Wire) -> Counter[str]:
    """The guest's counters by name."""
    found: Counter[str] = Counter()
    # The number tells the answer from a late one to an earlier question.
    question = b"statistics %d\n" % wire.sent
    for line in wire.ask(question, question).removeprefix(question).decode().splitlines():
        name, _, value = line.rpartition("=")
        found[name] = int(value)
    return found


def drops(found: Counter[str]) -> Counter[str]:
    """The counters that say why a frame was dropped."""
    return Counter({name: count for name, count in found.items() if "received" not in name})


def wait_until_up(wire: Wire, is_alive: Callable[[], bool]) -> None:
    """Ask until the guest answers. Raises ToolError if it ends or stays silent."""
    for _ in range(BOOT_TRIES):
        with suppress(ToolError):
            wire.ask(b"up", b"up", timeout_s=0.1)
            return
        if not is_alive():
            break
    raise ToolError("the guest did not come up")
