"""A connection of the host's own network, for targets that borrow the host's sockets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostAccepted:
    """`peer` is the other end's IPv4 address and port."""

    socket: int
    peer: tuple[int, int]
