"""UDP endpoints on sockets of the host: the process target without a network device."""

from __future__ import annotations

from gloam.device import platform
from gloam.net.endpoint import UdpEndpoint
from gloam.net.family import is_six
from gloam.net.udp import Datagram
from gloam.net.wire.octets import ip_text, parse_ip
from gloam.sched.source import NO_DEADLINE, Source

NO_ROUTE_ERROR = 101
"""ENETUNREACH: the host's sockets that an image gets are IPv4's."""
NOT_SUPPORTED = 95
"""EOPNOTSUPP."""
NOT_SENT = 105
"""ENOBUFS: the host did not take a datagram and does not say why."""


class HostEndpoint(UdpEndpoint):
    """Reads one datagram ahead: that is how it learns that something has come."""

    def __init__(self, socket: int, port: int) -> None:
        """`socket` is the platform's number for it; `port` the guest's view of its port."""
        super().__init__()
        self._socket = socket
        self._port = port
        self._ahead: Datagram | None = None
        self._remote_ip = 0
        self._remote_port = 0
        self.is_open = True

    def local_ip(self) -> int:
        return 0

    def local_port(self) -> int:
        return self._port

    def connect(self, remote_ip: int, remote_port: int) -> None:
        self._remote_ip = remote_ip
        self._remote_port = remote_port

    def has_datagram(self) -> bool:
        """Looks for the next datagram of the connected peer, discarding others."""
        while self._ahead is None and self.is_open:
            received = platform.current.host_receive(self._socket)
            if received is None:
                return False
            remote_ip = parse_ip(received.host)
            if self._remote_port == 0 or (
                received.port == self._remote_port and remote_ip == self._remote_ip
            ):
                self._ahead = Datagram(received.data, remote_ip, received.port)
        return self._ahead is not None

    def receive(self) -> Datagram | None:
        if not self.has_datagram():
            return None
        datagram = self._ahead
        self._ahead = None
        return datagram

    def take_refusal(self) -> bool:
        """The host does not say: its socket is not connected."""
        return False

    def send(self, payload: bytes, remote_ip: int, remote_port: int) -> int:
        if is_six(remote_ip):
            return NO_ROUTE_ERROR
        host = ip_text(remote_ip)
        if platform.current.host_send(self._socket, payload, host, remote_port):
            return 0
        return NOT_SENT

    def join(self, group: int) -> int:
        """The sandbox lets nobody change a socket of the host."""
        return NOT_SUPPORTED

    def leave(self, group: int) -> int:
        return NOT_SUPPORTED

    def set_group_hops(self, hops: int) -> None:
        """Nothing reaches a group from here."""

    def set_group_loop(self, has_loop: bool) -> None:
        """Likewise."""

    def close(self) -> None:
        """The host's socket stays open, unheard: the launcher made it, for one endpoint."""
        self.is_open = False
        self._listener = None
        self._ahead = None


class HostSockets(Source):
    """All host endpoints of one loop."""

    def __init__(self) -> None:
        self._endpoints: list[HostEndpoint] = []

    def add(self, socket: int, port: int) -> HostEndpoint:
        endpoint = HostEndpoint(socket, port)
        self._endpoints.append(endpoint)
        return endpoint

    def poll(self, now_ns: int) -> None:
        closed = 0
        for endpoint in self._endpoints:
            if not endpoint.is_open:
                closed += 1
            elif endpoint.has_datagram():
                endpoint.notify()
        if closed > 0:
            self._forget_closed()

    def flush(self, now_ns: int) -> None:
        """Nothing to do: the host took every datagram when it was sent."""

    def next_deadline(self) -> int:
        return NO_DEADLINE

    def close(self) -> None:
        endpoints = self._endpoints
        self._endpoints = []
        for endpoint in endpoints:
            endpoint.close()

    def _forget_closed(self) -> None:
        kept: list[HostEndpoint] = []
        for endpoint in self._endpoints:
            if endpoint.is_open:
                kept.append(endpoint)
        self._endpoints = kept
