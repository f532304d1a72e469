"""A datagram of the host's own network, for targets that borrow the host's sockets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostDatagram:
    """`host` is the sender's IPv4 address as text, `port` its port."""

    data: bytes
    host: str
    port: int
