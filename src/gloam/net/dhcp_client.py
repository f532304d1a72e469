"""Joins the DHCP engine to a stack: its datagrams, its address check, and what a lease changes."""

from __future__ import annotations

from gloam.net.address import UNCONFIGURED
from gloam.net.dhcp import DhcpEngine, Event
from gloam.net.randomness import Randomness
from gloam.net.stack import Stack
from gloam.net.udp import UdpSocket
from gloam.net.wire import dhcp, ipv4, udp


class DhcpClient:
    def __init__(self, stack: Stack, mac: int, mtu: int, randomness: Randomness) -> None:
        """The client of a stack that has no address and no sockets yet; `start` begins."""
        self._stack = stack
        socket = stack.bind_udp(0, dhcp.CLIENT_PORT)
        assert isinstance(socket, UdpSocket), "the client binds before anybody else"
        socket.may_broadcast = True
        self._socket = socket
        size_max = mtu - ipv4.HEADER_SIZE - udp.HEADER_SIZE
        self._engine = DhcpEngine(mac, size_max, randomness, stack.counters())
        self.name_servers: tuple[int, ...] = ()
        """Of the lease in use."""

    def start(self, now_ns: int) -> None:
        self._engine.start(now_ns)
        self._act(now_ns)

    def next_deadline(self) -> int:
        return self._engine.next_deadline()

    def poll(self, now_ns: int) -> None:
        """Do what has come or is due; everything happens here."""
        datagram = self._socket.receive()
        while datagram is not None:
            if datagram.remote_port == dhcp.SERVER_PORT:
                self._engine.receive(datagram.payload, now_ns)
            datagram = self._socket.receive()
        is_free = self._stack.poll_check()
        if is_free is not None:
            self._engine.checked(is_free, now_ns)
        self._engine.handle_timeout(now_ns)
        self._act(now_ns)

    def _act(self, now_ns: int) -> None:
        event = self._engine.poll_event()
        while event is not None:
            self._follow(event, now_ns)
            event = self._engine.poll_event()
        message = self._engine.poll_transmit()
        while message is not None:
            # A message that cannot leave now is like a lost one: it is sent again later.
            self._stack.send_udp(
                self._socket, message.payload, message.target, dhcp.SERVER_PORT, now_ns
            )
            message = self._engine.poll_transmit()

    def _follow(self, event: Event, now_ns: int) -> None:
        lease = self._engine.lease
        if event is Event.LOST or lease is None:
            self.name_servers = ()
            self._stack.configure(UNCONFIGURED, 0, now_ns)
        elif event is Event.CHECK:
            self._stack.check_address(lease.address.ip, now_ns)
        else:
            self.name_servers = lease.name_servers
            self._stack.configure(lease.address, lease.mtu, now_ns)
