"""The UDP engine: sockets, their ports and queues (RFC 768; RFC 1122, 4.1).

It knows no frames, routes or coroutines: the stack hands it checked datagrams, and whoever waits
for a socket asks `poll_event` which ones have news.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloam.net.bind import BindError
from gloam.net.drop import Drop
from gloam.net.family import is_any, port_key
from gloam.net.statistics import Counters
from gloam.sched.fifo import Fifo

SOCKETS_MAX: Final = 1_024
QUEUE_DATAGRAMS_MAX: Final = 256
QUEUE_BYTES_MAX: Final = 262_144

EPHEMERAL_PORT_FIRST: Final = 49_152
EPHEMERAL_PORT_COUNT: Final = 16_384
"""The dynamic ports 49152 to 65535 (RFC 6335, 6)."""


class SendError(Enum):
    """Why a datagram was not sent. The values are Linux's errno numbers."""

    NO_ROUTE = 101
    TOO_LONG = 90
    BROADCAST_FORBIDDEN = 13
    BAD_TARGET = 22
    """Port 0, or an address that is no host's."""
    QUEUE_FULL = 105


@dataclass(frozen=True, slots=True)
class Datagram:
    payload: bytes
    remote_ip: int
    remote_port: int


class UdpSocket:
    """A bound port and what arrived for it. Made by `UdpEngine.bind`, ended by `close`."""

    def __init__(self, local_ip: int, local_port: int, *, is_dual: bool) -> None:
        self.local_ip = local_ip
        """0.0.0.0 or :: takes datagrams to every address of ours, of that version."""
        self.local_port = local_port
        self.is_dual = is_dual
        """Bound to ::, and takes IPv4's datagrams too (RFC 3493, 5.3)."""
        self.remote_ip = 0
        self.remote_port = 0
        """Both 0 unless connected; then only this peer is heard."""
        self.may_broadcast = False
        self.is_refused = False
        """The connected peer's host said that its port is closed; the reader resets it."""
        self.is_reported = False
        """Stands in the engine's event queue already."""
        self.groups: list[int] = []
        """The multicast groups that it has joined."""
        self.group_hops = 1
        self.has_group_loop = True
        """How far datagrams to groups go, and whether we hear our own (RFC 1112, 6.1)."""
        self._queue: Fifo[Datagram] = Fifo()
        self._queued_bytes = 0

    def is_connected(self) -> bool:
        return self.remote_port != 0

    def is_for(self, ip: int, remote_ip: int, remote_port: int) -> bool:
        """Whether a datagram to our address `ip` from that peer is this socket's."""
        if not is_any(self.local_ip) and self.local_ip != ip:
            return False
        return self.remote_port == 0 or (
            self.remote_port == remote_port and self.remote_ip == remote_ip
        )

    def has_datagram(self) -> bool:
        return len(self._queue) > 0

    def receive(self) -> Datagram | None:
        """Take the oldest datagram."""
        if len(self._queue) == 0:
            return None
        datagram = self._queue.pop()
        self._queued_bytes -= len(datagram.payload)
        return datagram

    def enqueue(self, datagram: Datagram) -> bool:
        """Add a datagram; False if the queue is at one of its limits."""
        size = len(datagram.payload)
        if len(self._queue) >= QUEUE_DATAGRAMS_MAX or self._queued_bytes + size > QUEUE_BYTES_MAX:
            return False
        self._queued_bytes += size
        self._queue.push(datagram)
        return True


class UdpEngine:
    def __init__(self, counters: Counters, seed: int) -> None:
        """`seed` is unpredictable: it decides which ephemeral port comes first (RFC 6056)."""
        self._counters = counters
        self._sockets: dict[int, UdpSocket] = {}
        self._events: Fifo[UdpSocket] = Fifo()
        self._ephemeral = seed % EPHEMERAL_PORT_COUNT

    def bind(self, ip: int, port: int, *, is_dual: bool = False) -> UdpSocket | BindError:
        """A new socket; port 0 asks for any free ephemeral one. One socket per port and version.

        `is_dual` is for the address :: alone: the socket has the port of both versions.
        """
        if len(self._sockets) >= SOCKETS_MAX:
            return BindError.TOO_MANY_SOCKETS
        if port == 0:
            # Ends: there are more ephemeral ports than sockets.
            while self._is_taken(ip, EPHEMERAL_PORT_FIRST + self._ephemeral, is_dual):
                self._ephemeral = (self._ephemeral + 1) % EPHEMERAL_PORT_COUNT
            port = EPHEMERAL_PORT_FIRST + self._ephemeral
            self._ephemeral = (self._ephemeral + 1) % EPHEMERAL_PORT_COUNT
        elif self._is_taken(ip, port, is_dual):
            return BindError.PORT_IN_USE
        socket = UdpSocket(ip, port, is_dual=is_dual)
        self._sockets[port_key(ip, port)] = socket
        if is_dual:
            self._sockets[port] = socket
        return socket

    def _is_taken(self, ip: int, port: int, is_dual: bool) -> bool:
        return port_key(ip, port) in self._sockets or (is_dual and port in self._sockets)

    def close(self, socket: UdpSocket) -> None:
        """Free the port. Queued datagrams stay readable by whoever holds the socket."""
        key = port_key(socket.local_ip, socket.local_port)
        if self._sockets.get(key) is not socket:
            return
        del self._sockets[key]
        if socket.is_dual:
            del self._sockets[socket.local_port]

    def has_socket(self, ip: int, port: int) -> bool:
        """Whether somebody listens at this port of ours."""
        return port_key(ip, port) in self._sockets

    def receive(self, ip: int, port: int, datagram: Datagram) -> bool:
        """Deliver a datagram sent to our `ip` and `port`; False if nobody listens there."""
        socket = self._sockets.get(port_key(ip, port))
        if socket is None or not socket.is_for(ip, datagram.remote_ip, datagram.remote_port):
            self._counters.drop(Drop.UDP_NO_PORT)
            return False
        if not socket.enqueue(datagram):
            self._counters.drop(Drop.UDP_QUEUE_FULL)
            return True
        self._counters.datagrams_received += 1
        self._report(socket)
        return True

    def refuse(self, port: int, remote_ip: int, remote_port: int) -> bool:
        """The remote port is closed: tell our socket if it is connected there (RFC 1122, 4.1.3.3).

        False if no such socket exists, as for a forged message.
        """
        socket = self._sockets.get(port_key(remote_ip, port))
        if socket is None or not socket.is_connected():
            return False
        if socket.remote_port != remote_port or socket.remote_ip != remote_ip:
            return False
        socket.is_refused = True
        self._report(socket)
        return True

    def poll_event(self) -> UdpSocket | None:
        """A socket that got a datagram or a refusal since it was last returned here."""
        if len(self._events) == 0:
            return None
        socket = self._events.pop()
        socket.is_reported = False
        return socket

    def _report(self, socket: UdpSocket) -> None:
        if not socket.is_reported:
            socket.is_reported = True
            self._events.push(socket)
