"""The I/O shell of the stack: moves frames between a device and a `Stack`, and wakes endpoints.

Bounded per poll, so that a flood cannot starve the program. It decides nothing about packets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gloam.device import platform
from gloam.device.net import Frame, NetDevice
from gloam.net.address import (
    ADDRESS_LOOPBACK,
    NO_ROUTE,
    UNCONFIGURED,
    InterfaceAddress,
    parse_hint,
    parse_name_servers,
)
from gloam.net.bind import BindError
from gloam.net.dhcp_client import DhcpClient
from gloam.net.endpoint import UdpEndpoint
from gloam.net.family import host_text, is_any, is_local, is_six, port_key
from gloam.net.ip6.setting import open_six, parse_setting
from gloam.net.randomness import Randomness
from gloam.net.stack import NO_DEADLINE, Stack
from gloam.net.statistics import Statistics
from gloam.net.tcp_host import TcpHost
from gloam.net.udp import Datagram, UdpSocket
from gloam.net.upper import Dispatcher
from gloam.net.wire import ipv6
from gloam.sched.source import Source, earliest

FRAMES_PER_POLL_MAX: Final = 64
RETRY_NS: Final = 200_000
"""How soon a device whose ring was full is tried again."""


LINGER_NS: Final = 5_000_000_000


class Interface(Source):
    """A stack and its device; without a device, only the loopback addresses answer."""

    def __init__(self, device: NetDevice | None, stack: Stack, dhcp: DhcpClient | None) -> None:
        """`dhcp` configures the stack, unless its address is static."""
        self._device = device
        self._stack = stack
        self._dhcp = dhcp
        self._name_servers: tuple[int, ...] = ()
        self._name_servers_six: tuple[int, ...] = ()
        self._waiting: list[Callable[[], object]] = []
        self._changes = 0
        self._endpoints: dict[int, StackEndpoint] = {}
        self.dispatcher: Dispatcher | None = None
        """Of TCP, if that is open."""
        self._unsent: Frame | None = None
        self._busy_until_ns = NO_DEADLINE

    def poll(self, now_ns: int) -> None:
        self._busy_until_ns = NO_DEADLINE
        self._receive(now_ns)
        deadline = self._stack.next_deadline()
        if deadline != NO_DEADLINE and deadline <= now_ns:
            self._stack.handle_timeout(now_ns)
        if self._dhcp is not None:
            self._dhcp.poll(now_ns)
        self._tell_changes()
        self.flush(now_ns)

    def flush(self, now_ns: int) -> None:
        """Wake endpoints, then transmit: what a listener sends must not stay behind in a wait."""
        socket = self._stack.poll_event()
        while socket is not None:
            endpoint = self._endpoints.get(port_key(socket.local_ip, socket.local_port))
            if endpoint is not None:
                endpoint.notify()
            socket = self._stack.poll_event()
        if self.dispatcher is not None:
            self.dispatcher.dispatch()
        self._transmit(now_ns)

    def next_deadline(self) -> int:
        deadline = earliest(self._stack.next_deadline(), self._busy_until_ns)
        if self._dhcp is not None:
            deadline = earliest(deadline, self._dhcp.next_deadline())
        return deadline

    def close(self) -> None:
        endpoints = self._endpoints
        self._endpoints = {}
        self._waiting = []
        for endpoint in endpoints.values():
            endpoint.abandon()
        dispatcher = self.dispatcher
        self.dispatcher = None
        if dispatcher is not None:
            dispatcher.close()
            self._linger(dispatcher)

    def is_ready(self, ip: int) -> bool:
        """Whether there is an address of ours to reach `ip` from, or `ip` is it.

        0.0.0.0 asks for any IPv4 address; :: for one of either version to be reached at.
        """
        has_four = self._stack.address().ip != 0
        if not is_six(ip):
            return has_four
        six = self._stack.six
        if is_any(ip):
            return has_four or (six is not None and six.is_configured())
        if six is None or is_local(ip):
            return is_local(ip)
        routes = six.routes()
        return routes.is_ours(ip) or routes.source_for(ip) != NO_ROUTE

    def prefers_six(self, ip: int) -> bool:
        """Whether the IPv6 address of a host is to be tried before its IPv4 one."""
        six = self._stack.six
        return six is not None and six.routes().is_preferred(ip)

    def has_six(self) -> bool:
        return self._stack.six is not None

    def when_changed(self, listener: Callable[[], object]) -> None:
        """Call `listener`, once, when something has come that may make `is_ready` true."""
        self._waiting.append(listener)

    def set_name_servers(self, servers: tuple[int, ...]) -> None:
        """Those of a static IPv4 configuration."""
        self._name_servers = servers

    def add_name_servers(self, servers: tuple[int, ...]) -> None:
        """Those of a static IPv6 configuration."""
        self._name_servers_six = servers

    def name_servers(self) -> tuple[int, ...]:
        """The addresses to ask for names, best first; none while nobody has told."""
        servers = self._name_servers if self._dhcp is None else self._dhcp.name_servers
        six = self._stack.six
        return servers if six is None else servers + self._name_servers_six + six.name_servers()

    def _tell_changes(self) -> None:
        count = self._stack.changes()
        six = self._stack.six
        if six is not None:
            for ip in six.take_conflicts():
                text = f"network: another host has the address {host_text(ip)}: it is not used\n"
                platform.current.write_error(text.encode())
        if count == self._changes:
            return
        self._changes = count
        waiting = self._waiting
        self._waiting = []
        for listener in waiting:
            listener()

    def _linger(self, dispatcher: Dispatcher) -> None:
        """Deliver what was written before the end, as a kernel does when a program has ended.

        A peer that takes nothing for LINGER_NS is not waited for.
        """
        now_ns = platform.current.monotonic_ns()
        self.poll(now_ns)
        left = dispatcher.undelivered()
        end_ns = now_ns + LINGER_NS
        while left > 0 and now_ns < end_ns:
            deadline = self.next_deadline()
            if deadline == NO_DEADLINE or deadline > now_ns:
                platform.current.wait(end_ns if deadline == NO_DEADLINE else min(deadline, end_ns))
            now_ns = platform.current.monotonic_ns()
            self.poll(now_ns)
            if dispatcher.undelivered() < left:
                left = dispatcher.undelivered()
                end_ns = now_ns + LINGER_NS
        # The last frames are handed to the device by asking it once more.
        self.poll(now_ns)

    def statistics(self) -> Statistics:
        return self._stack.statistics()

    def open_tcp(self) -> TcpHost:
        """Speak TCP from now on; to be called once."""
        return self._stack.open_tcp()

    def bind(
        self, ip: int, port: int, may_broadcast: bool, *, is_dual: bool = False
    ) -> StackEndpoint | BindError:
        """A UDP endpoint of the stack; port 0 is any free one.

        `is_dual` is for the address ::, and takes IPv4's datagrams too.
        """
        socket = self._stack.bind_udp(ip, port, is_dual=is_dual)
        if isinstance(socket, BindError):
            return socket
        socket.may_broadcast = may_broadcast
        endpoint = StackEndpoint(self, self._stack, socket)
        self._endpoints[port_key(ip, socket.local_port)] = endpoint
        return endpoint

    def forget(self, socket: UdpSocket) -> None:
        """The endpoint of this socket is closed."""
        self._endpoints.pop(port_key(socket.local_ip, socket.local_port), None)

    def _receive(self, now_ns: int) -> None:
        device = self._device
        if device is None:
            return
        count = 0
        while count < FRAMES_PER_POLL_MAX:
            frame = device.receive()
            if frame is None:
                return
            self._stack.receive_frame(frame, now_ns, device.is_verified())
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
        self._stack.connect_udp(self._socket, remote_ip, remote_port)

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

    def join(self, group: int) -> int:
        now_ns = platform.current.monotonic_ns()
        randomness = Randomness(platform.current.entropy)
        return self._stack.join(self._socket, group, randomness, now_ns)

    def leave(self, group: int) -> int:
        return self._stack.leave(self._socket, group, platform.current.monotonic_ns())

    def set_group_hops(self, hops: int) -> None:
        self._socket.group_hops = hops

    def set_group_loop(self, has_loop: bool) -> None:
        self._socket.has_group_loop = has_loop

    def close(self) -> None:
        if self._interface is not None:
            self._interface.forget(self._socket)
            self._stack.close_udp(self._socket, platform.current.monotonic_ns())
        self.abandon()

    def abandon(self) -> None:
        """The interface is gone, or has forgotten this endpoint."""
        self._interface = None
        self._listener = None


def open_interface(device: NetDevice) -> Interface:
    """An interface with the addresses of the boot configuration, announced.

    Without one, it asks DHCP, and IPv6 routers. Raises ValueError for what is no address.
    """
    hint = device.address_hint()
    mac = int.from_bytes(device.mac(), "big")
    mtu = device.mtu()
    now_ns = platform.current.monotonic_ns()
    if hint != "":
        stack = Stack(mac, mtu, parse_hint(hint), random_key(), device.offloads())
        stack.start(now_ns)
        interface = Interface(device, stack, None)
        interface.set_name_servers(parse_name_servers(hint))
    else:
        stack = Stack(mac, mtu, UNCONFIGURED, random_key(), device.offloads())
        client = DhcpClient(stack, mac, mtu, Randomness(platform.current.entropy))
        client.start(now_ns)
        interface = Interface(device, stack, client)
    _open_six(stack, mac, mtu, interface, now_ns)
    return interface


def _open_six(stack: Stack, mac: int, mtu: int, interface: Interface, now_ns: int) -> None:
    """IPv6 too, unless the image, the boot configuration or the link says no."""
    if not platform.current.has_ip6:
        return
    setting = parse_setting(platform.current.address6_hint())
    if setting is None or mtu < ipv6.MTU_MIN:
        return
    open_six(stack, mac, mtu, setting, Randomness(platform.current.entropy), now_ns)
    interface.add_name_servers(setting.name_servers)


def open_loopback() -> Interface:
    """An interface without a device: datagrams between sockets of this program."""
    address = InterfaceAddress(ADDRESS_LOOPBACK, 32, 0)
    return Interface(None, Stack(0, 65_535, address, random_key()), None)


def random_key() -> bytes:
    return platform.current.entropy(16)
