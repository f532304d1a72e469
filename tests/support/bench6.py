"""A stack with IPv6 in a test: frames in, frames out, and a clock of its own."""

from __future__ import annotations

import ipaddress
import random

from gloam.net.address import UNCONFIGURED
from gloam.net.family import SIX
from gloam.net.ip6.internet import Internet6
from gloam.net.ip6.setting import open_six, parse_setting
from gloam.net.randomness import Randomness
from gloam.net.stack import Stack
from gloam.net.udp import SendError, UdpSocket
from support import packets6
from support.packets import OUR_MAC

SECOND = 1_000_000_000
OURS = "fd00::2"
PEER = "fd00::1"


class Bench6:
    """A stack that has fd00::2/64 and knows the router fd00::1, or what `setting` says."""

    def __init__(self, setting: str = f"{OURS}/64,{PEER}", *, is_settled: bool = True) -> None:
        mac = int.from_bytes(OUR_MAC, "big")
        self.stack = Stack(mac, 1500, UNCONFIGURED, bytes(range(16)))
        self.now = 100 * SECOND
        parsed = parse_setting(setting)
        assert parsed is not None
        randomness = Randomness(random.Random(1).randbytes)
        self.six: Internet6 = open_six(self.stack, mac, 1500, parsed, randomness, self.now)
        if is_settled:
            self.wait(SECOND)
            self.sent()

    def receive(self, packet: bytes, mac: bytes | None = None) -> None:
        self.stack.receive_frame(packets6.frame(packet, mac), self.now)

    def wait(self, duration_ns: int) -> None:
        """Let time pass, from deadline to deadline."""
        end = self.now + duration_ns
        deadline = self.stack.next_deadline()
        while deadline != -1 and deadline <= end:
            self.now = max(self.now, deadline)
            self.stack.handle_timeout(self.now)
            deadline = self.stack.next_deadline()
        self.now = end

    def sent(self) -> list[bytes]:
        """The frames since the last call."""
        frames = []
        while (frame := self.stack.poll_transmit(self.now)) is not None:
            frames.append(frame.joined())
        return frames

    def meet(self, ip: str = PEER) -> None:
        """Learn the hardware address of a neighbour from its question to us."""
        self.receive(packets6.solicitation(OURS, ip, OURS))
        self.sent()

    def drops(self) -> dict[str, int]:
        return self.stack.statistics().dropped

    def bind(self, port: int, ip: int = SIX, *, is_dual: bool = False) -> UdpSocket:
        socket = self.stack.bind_udp(ip, port, is_dual=is_dual)
        assert isinstance(socket, UdpSocket)
        return socket

    def send(self, socket: UdpSocket, payload: bytes, ip: str, port: int) -> SendError | None:
        target = SIX | packets6.number(ip)
        return self.stack.send_udp(socket, payload, target, port, self.now)

    def addresses(self) -> dict[str, str]:
        """Ours, with their conditions."""
        book = self.six.book()
        return {text(each.ip): each.condition.value for each in book.addresses}


def text(ip: int) -> str:
    return str(ipaddress.IPv6Address(ip))
