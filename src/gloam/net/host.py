"""UDP endpoints on sockets of the host: the process target without a network device."""

from __future__ import annotations

from gloam.device.host_socket import HostDatagram, HostSocket
from gloam.net.endpoint import UdpEndpoint
from gloam.net.udp import Datagram
from gloam.sched.source import NO_DEADLINE, Source


class HostEndpoint(UdpEndpoint):
    """Reads one datagram ahead: that is how it learns that something has come."""

    def __init__(self, socket: HostSocket) -> None:
        super().__init__()
        self._socket: HostSocket | None = socket
        self._ahead: HostDatagram | None = None
        self._remote_ip = 0
        self._remote_port = 0

    def local_ip(self) -> int:
        return 0 if self._socket is None else self._socket.local_ip()

    def local_port(self) -> int:
        return 0 if self._socket is None else self._socket.local_port()

    def connect(self, remote_ip: int, remote_port: int) -> None:
        self._remote_ip = remote_ip
        self._remote_port = remote_port

    def has_datagram(self) -> bool:
        """Looks for the next datagram of the connected peer, discarding others."""
        while self._ahead is None and self._socket is not None:
            datagram = self._socket.receive()
            if datagram is None:
                return False
            if self._remote_port == 0 or (
                datagram.remote_port == self._remote_port and datagram.remote_ip == self._remote_ip
            ):
                self._ahead = datagram
        return self._ahead is not None

    def receive(self) -> Datagram | None:
        if not self.has_datagram() or self._ahead is None:
            return None
        datagram = self._ahead
        self._ahead = None
        return Datagram(datagram.payload, datagram.remote_ip, datagram.remote_port)

    def take_refusal(self) -> bool:
        """The host does not say: its socket is not connected."""
        return False

    def send(self, payload: bytes, remote_ip: int, remote_port: int) -> int:
        return 9 if self._socket is None else self._socket.send(payload, remote_ip, remote_port)

    def close(self) -> None:
        socket = self._socket
        self._socket = None
        self._listener = None
        if socket is not None:
            socket.close()

    def is_open(self) -> bool:
        return self._socket is not None


class HostSockets(Source):
    """All host endpoints of one loop."""

    def __init__(self) -> None:
        self._endpoints: list[HostEndpoint] = []

    def add(self, socket: HostSocket) -> HostEndpoint:
        endpoint = HostEndpoint(socket)
        self._endpoints.append(endpoint)
        return endpoint

    def poll(self, now_ns: int) -> None:
        closed = 0
        for endpoint in self._endpoints:
            if not endpoint.is_open():
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
            if endpoint.is_open():
                kept.append(endpoint)
        self._endpoints = kept
