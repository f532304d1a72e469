"""A protocol above IP that a stack carries only if the program uses it.

The stack knows it by this class alone: what nobody makes is not in the image.
"""

from __future__ import annotations

from dataclasses import dataclass

from gloam.net.address import InterfaceAddress
from gloam.net.wire.ipv4 import Ipv4Header


@dataclass(frozen=True, slots=True)
class Packet:
    """An IP payload for a host that has a route: its header, then its data.

    With `is_partial` the checksum of a TCP header is left to the device; `segment_size` is as in
    device.net.Frame.
    """

    target: int
    header: bytes
    payload: bytes
    is_partial: bool = False
    segment_size: int = 0


class UpperProtocol:
    def configure(self, address: InterfaceAddress) -> None:
        """The host has another address now, or none."""
        raise NotImplementedError

    def receive(
        self,
        frame: bytes,
        header: Ipv4Header,
        is_broadcast: bool,
        is_verified: bool,
        now_ns: int,
    ) -> None:
        """Take the payload of an IPv4 packet to us; whatever it is, it is handled or counted.

        `is_verified`: its checksum needs no check.
        """
        raise NotImplementedError

    def receive_error(self, quote: bytes, start: int, remote_ip: int, code: int) -> bool:
        """An ICMP "unreachable" about a packet of ours whose payload begins at quote[start:].

        At least 8 bytes of it are there. False if it means nothing to anyone.
        """
        raise NotImplementedError

    def lose_neighbour(self, next_hop: int) -> None:
        """Packets by way of this neighbour are lost: it does not answer ARP."""
        raise NotImplementedError

    def poll_transmit(self, now_ns: int) -> Packet | None:
        """The next packet that leaves this host."""
        raise NotImplementedError

    def next_deadline(self) -> int:
        """When `handle_timeout` is due, or -1; 0 while there is something to do at once."""
        raise NotImplementedError

    def handle_timeout(self, now_ns: int) -> None:
        """Do what is due; harmless when called early."""
        raise NotImplementedError


class Dispatcher:
    """Tells the users of an upper protocol what has happened."""

    def dispatch(self) -> None:
        """Tell everybody who has news."""
        raise NotImplementedError

    def close(self) -> None:
        """The program is done with the interface: nobody is told of anything any more."""
        raise NotImplementedError

    def undelivered(self) -> int:
        """How much of what the program sent has not reached its peers; 0 when nothing is left."""
        raise NotImplementedError
