"""What a stack carries only if the program has it: a protocol above IP, and IPv6.

The stack knows them by these classes alone: what nobody makes is not in the image. Addresses are as
`family` has them.
"""

from __future__ import annotations

from dataclasses import dataclass

from gloam.net.address import InterfaceAddress


@dataclass(frozen=True, slots=True)
class Packet:
    """An IP payload for a host that has a route: its header, then its data.

    With `is_partial` the checksum of a TCP header is left to the device; `segment_size` is as in
    device.net.Frame.
    """

    source: int
    target: int
    header: bytes
    payload: bytes
    is_partial: bool = False
    segment_size: int = 0
    hops: int = 0
    """How many links it may cross; 0 for the usual number."""


class Routes:
    """Our IPv6 addresses and the ways from them."""

    def is_ours(self, ip: int) -> bool:
        """Whether a program may use it as its own."""
        raise NotImplementedError

    def source_for(self, target: int) -> int:
        """The address of ours to reach `target` from, or NO_ROUTE."""
        raise NotImplementedError

    def next_hop(self, target: int) -> int:
        """The neighbour that takes packets for a single host, or NO_ROUTE."""
        raise NotImplementedError

    def is_preferred(self, target: int) -> bool:
        """Whether IPv6 to `target` is to be tried before IPv4 (RFC 6724, 6)."""
        raise NotImplementedError


class SecondVersion:
    """IPv6 of a stack."""

    def routes(self) -> Routes:
        raise NotImplementedError

    def use_upper(self, upper: UpperProtocol) -> None:
        """Hand what comes for TCP to this."""
        raise NotImplementedError

    def receive(
        self, frame: bytes, start: int, is_group: bool, is_verified: bool, now_ns: int
    ) -> None:
        """Take the packet at frame[start:]. Any bytes are fine; nothing is raised."""
        raise NotImplementedError

    def send(self, protocol: int, packet: Packet, now_ns: int) -> None:
        """Send a packet, in fragments if need be, to a target that has a way."""
        raise NotImplementedError

    def join(self, group: int, now_ns: int) -> bool:
        """Hear what is sent to a multicast group; False if there are too many."""
        raise NotImplementedError

    def leave(self, group: int) -> None:
        raise NotImplementedError

    def is_configured(self) -> bool:
        """Whether there is an address to be reached at from beyond this link."""
        raise NotImplementedError

    def name_servers(self) -> tuple[int, ...]:
        """Those that a router told."""
        raise NotImplementedError

    def changes(self) -> int:
        """How often something came that may make another host reachable."""
        raise NotImplementedError

    def take_conflicts(self) -> list[int]:
        """The addresses that turned out to be somebody else's since this was last asked."""
        raise NotImplementedError

    def next_deadline(self) -> int:
        raise NotImplementedError

    def handle_timeout(self, now_ns: int) -> None:
        raise NotImplementedError


class UpperProtocol:
    def configure(self, address: InterfaceAddress) -> None:
        """The host has another address now, or none."""
        raise NotImplementedError

    def receive(
        self,
        frame: bytes,
        start: int,
        stop: int,
        source: int,
        target: int,
        is_verified: bool,
        now_ns: int,
    ) -> None:
        """Take frame[start:stop], the payload of a packet to us alone.

        Whatever it is, it is handled or counted. `is_verified`: its checksum needs no check.
        """
        raise NotImplementedError

    def receive_error(
        self, quote: bytes, start: int, local_ip: int, remote_ip: int, code: int
    ) -> bool:
        """An ICMP "unreachable" about a packet of ours whose payload begins at quote[start:].

        At least 8 bytes of it are there; `code` is one of IPv4's. False if it means nothing to
        anyone.
        """
        raise NotImplementedError

    def receive_too_big(
        self, quote: bytes, start: int, local_ip: int, remote_ip: int, mtu: int
    ) -> bool:
        """The same, about a packet that is larger than its path takes: `mtu` bytes with headers."""
        raise NotImplementedError

    def use_six(self, routes: Routes) -> None:
        """Speak over IPv6 too."""
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
