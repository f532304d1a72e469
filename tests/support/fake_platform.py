"""A machine in memory: a clock that only waiting moves, captured consoles, devices on queues."""

from __future__ import annotations

from gloam.device import platform
from gloam.device.datagram import HostDatagram
from gloam.device.net import Frame, NetDevice
from gloam.device.platform import Platform


class FakeDevice(NetDevice):
    """Frames put into `incoming` are received; sent ones end in `sent`, up to `room` of them."""

    def __init__(self, hint: str = "10.0.2.15/24,10.0.2.2") -> None:
        self.incoming: list[bytes] = []
        self.sent: list[bytes] = []
        self.room = 1_000_000
        self._hint = hint

    def mac(self) -> bytes:
        return bytes.fromhex("525400123456")

    def mtu(self) -> int:
        return 1500

    def offloads(self) -> bool:
        return False

    def is_verified(self) -> bool:
        return False

    def receive(self) -> bytes | None:
        return self.incoming.pop(0) if self.incoming else None

    def transmit(self, frame: Frame) -> bool:
        if len(self.sent) >= self.room:
            return False
        self.sent.append(frame.joined())
        return True

    def address_hint(self) -> str:
        return self._hint

    def prepare_wait(self) -> bool:
        return bool(self.incoming)

    def finish_wait(self) -> None:
        pass


class Deadlock(Exception):
    """The program waits without a deadline and nothing can ever come."""


class FakePlatform(Platform):
    """`wait` jumps to the deadline unless a frame is there; waiting without one is a Deadlock."""

    def __init__(self) -> None:
        super().__init__(has_ip6=True)
        self.now_ns = 1_000_000_000
        self.console = b""
        self.errors = b""
        self.device: FakeDevice | None = None
        self.host_incoming: dict[int, list[HostDatagram]] = {}
        self.host_sent: list[HostDatagram] = []
        self.waits: list[int] = []
        self.six_hint = "off"

    def write_console(self, data: bytes) -> None:
        self.console += data

    def write_error(self, data: bytes) -> None:
        self.errors += data

    def monotonic_ns(self) -> int:
        return self.now_ns

    def wall_ns(self) -> int:
        return 1_700_000_000_000_000_000 + self.now_ns + self.wall_offset_ns

    def entropy(self, count: int) -> bytes:
        return bytes(i % 256 for i in range(count))

    def wait(self, until_ns: int) -> None:
        self.waits.append(until_ns)
        if self.device is not None and self.device.prepare_wait():
            return
        if until_ns == -1:
            raise Deadlock
        self.now_ns = max(self.now_ns, until_ns)

    def exit(self, status: int) -> None:
        raise SystemExit(status)

    def arguments(self) -> list[str]:
        return ["program", "argument"]

    def network(self) -> NetDevice | None:
        return self.device

    def address6_hint(self) -> str:
        return self.six_hint

    def host_datagram_socket(self, port: int) -> int:
        return port if port in self.host_incoming else -1

    def host_receive(self, socket: int) -> HostDatagram | None:
        queue = self.host_incoming[socket]
        return queue.pop(0) if queue else None

    def host_send(self, socket: int, data: bytes, host: str, port: int) -> bool:
        self.host_sent.append(HostDatagram(data, host, port))
        return True


def install_fake() -> FakePlatform:
    """A new fake machine, which everything uses from now on."""
    fake = FakePlatform()
    platform.install(fake)
    return fake
