"""The I/O shell of the stack: moves frames between a device and a `Stack`, and wakes endpoints.

Bounded per poll, so that a flood cannot starve the program. It decides nothing about packets.
"""

from __future__ import annotations

from typing import Final

from gloam.device import platform
from gloam.device.net import NetDevice
from gloam.net.address import ADDRESS_LOOPBACK, InterfaceAddress, parse_hint
from gloam.net.bind import BindError
from gloam.net.endpoint import UdpEndpoint
from gloam.net.stack import NO_DEADLINE, Stack
from gloam.net.statistics import Statistics
from gloam.net.tcp_host import TcpHost
from gloam.net.udp import Datagram, UdpSocket
from gloam.net.upper import Dispatcher
from gloam.sched.source import Source

FRAMES_PER_POLL_MAX: Final = 64
RETRY_NS: Final = 200_000
"""How soon a device whose ring was full is tried again."""


class Interface(Source):
    """A stack and its device; without a device, only the loopback addresses answer."""

    def __init__(self, device: NetDevice | None, stack: Stack) -> None:
        self._device = device
        self._stack = stack
        self._endpoints: dict[int, StackEndpoint] = {}
        self.dispatcher: Dispatcher | None = None
        """Of TCP, if that is open."""
        self._unsent: bytes | None = None
        self._busy_until_ns = NO_DEADLINE

    def poll(self, now_ns: int) -> None:
        self._busy_until_ns = NO_DEADLINE
        self._receive(now_ns)
        deadline = self._stack.next_deadline()
        if deadline != NO_DEADLINE and deadline <= now_ns:
            self._stack.handle_timeout(now_ns)
        self.flush(now_ns)

    def flush(self, now_ns: int) -> None:
        """Wake endpoints, then transmit: what a listener sends must not stay behind in a wait."""
        socket = self._stack.poll_event()
        while socket is not None:
            endpoint = self._endpoints.get(socket.local_port)
            if endpoint is not None:
                endpoint.notify()
            socket = self._stack.poll_event()
        if self.dispatcher is not None:
            self.dispatcher.dispatch()
        self._transmit(now_ns)

    def next_deadline(self) -> int:
        deadline = self._stack.next_deadline()
        if self._busy_until_ns == NO_DEADLINE:
            return deadline
        if deadline == NO_DEADLINE:
            return self._busy_until_ns
        return min(deadline, self._busy_until_ns)

    def close(self) -> None:
        endpoints = self._endpoints
        self._endpoints = {}
        for endpoint in endpoints.values():
            endpoint.abandon()
        dispatcher = self.dispatcher
        self.dispatcher = None
        if dispatcher is not None:
            dispatcher.close()

    def statistics(self) -> Statistics:
        return self._stack.statistics()

    def open_tcp(self) -> TcpHost:
        """Speak TCP from now on; to be called once."""
        return self._stack.open_tcp()

    def bind(self, ip: int, port: int, may_broadcast: bool) -> StackEndpoint | BindError:
        """A UDP endpoint of the stack; 0 means every address, or any free port."""
        socket = self._stack.bind_udp(ip, port)
        if isinstance(socket, BindError):
            return socket
        socket.may_broadcast = may_broadcast
        endpoint = StackEndpoint(self, self._stack, socket)
        self._endpoints[socket.local_port] = endpoint
        return endpoint

    def forget(self, port: int) -> None:
        """The endpoint of this port is closed."""
        self._endpoints.pop(port, None)

    def _receive(self, now_ns: int) -> None:
        device = self._device
        if device is None:
            return
        count = 0
        while count < FRAMES_PER_POLL_MAX:
            frame = device.receive()
            if frame is None:
                return
            self._stack.receive_frame(frame, now_ns)
            count += 1
        self._busy_until_ns = 0

    def _transmit(self, now_ns: int) -> None:
        device = self._device
        if device is None:
            # Whatever is sent here stays here.
            frame = self._stack.poll_transmit(now_ns)
            assert frame is None
            return
        frame = self._unsent
        self._unsent = None
        if frame is None:
            frame = self._stack.poll_transmit(now_ns)
        while frame is not None:
            if not device.transmit(frame):
                self._unsent = frame
                if self._busy_until_ns == NO_DEADLINE:
                    self._busy_until_ns = now_ns + RETRY_NS
                return
            frame = self._stack.poll_transmit(now_ns)


class StackEndpoint(UdpEndpoint):
    def __init__(self, interface: Interface, stack: Stack, socket: UdpSocket) -> None:
        super().__init__()
        self._interface: Interface | None = interface
        self._stack = stack
        self._socket = socket

    def local_ip(self) -> int:
        return self._socket.local_ip

    def local_port(self) -> int:
        return self._socket.local_port

    def connect(self, remote_ip: int, remote_port: int) -> None:
        self._socket.remote_ip = remote_ip
        self._socket.remote_port = remote_port

    def has_datagram(self) -> bool:
        return self._socket.has_datagram()

    def receive(self) -> Datagram | None:
        return self._socket.receive()

    def take_refusal(self) -> bool:
        is_refused = self._socket.is_refused
        self._socket.is_refused = False
        return is_refused

    def send(self, payload: bytes, remote_ip: int, remote_port: int) -> int:
        now_ns = platform.current.monotonic_ns()
        error = self._stack.send_udp(self._socket, payload, remote_ip, remote_port, now_ns)
        if error is None:
            return 0
        code: int = error.value
        return code

    def close(self) -> None:
        if self._interface is not None:
            self._interface.forget(self._socket.local_port)
            self._stack.close_udp(self._socket)
        self.abandon()

    def abandon(self) -> None:
        """The interface is gone, or has forgotten this endpoint."""
        self._interface = None
        self._listener = None


def open_interface(device: NetDevice) -> Interface:
    """An interface with the device's address hint, announced on its link.

    Raises OSError if nothing is configured, ValueError if the hint is not an address.
    """
    hint = device.address_hint()
    if hint == "":
        raise OSError(99, "the network device has no IPv4 address configured")
    mac = int.from_bytes(device.mac(), "big")
    stack = Stack(mac, device.mtu(), parse_hint(hint), random_key())
    stack.start(platform.current.monotonic_ns())
    return Interface(device, stack)


def open_loopback() -> Interface:
    """An interface without a device: datagrams between sockets of this program."""
    address = InterfaceAddress(ADDRESS_LOOPBACK, 32, 0)
    return Interface(None, Stack(0, 65_535, address, random_key()))


def random_key() -> bytes:
    return platform.current.entropy(16)
