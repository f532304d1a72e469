"""UDP sockets of the host, for the process target without a network device of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostDatagram:
    """A datagram and who sent it; `remote_ip` is a 32-bit number, 127.0.0.1 is 0x7F000001."""

    payload: bytes
    remote_ip: int
    remote_port: int


class HostSocket:
    """A bound, non-blocking IPv4 UDP socket that the launcher opened and passed on."""

    def local_ip(self) -> int:
        """The bound address; 0 for any."""
        raise NotImplementedError

    def local_port(self) -> int:
        raise NotImplementedError

    def receive(self) -> HostDatagram | None:
        """The next datagram, or None if there is none now."""
        raise NotImplementedError

    def send(self, payload: bytes, remote_ip: int, remote_port: int) -> int:
        """Send one datagram; 0, or the errno of the host (11, EAGAIN, if it would block)."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the socket; no other call may follow."""
        raise NotImplementedError
