"""A bound UDP port, whichever implementation is behind it: our stack or a socket of the host.

`listener` is called, at most once until `receive` has returned None, when a datagram or an error
has come. Closing drops the listener, so that an endpoint and its owner do not keep each other.
"""

from __future__ import annotations

from collections.abc import Callable

from gloam.net.udp import Datagram


class UdpEndpoint:
    def __init__(self) -> None:
        self._listener: Callable[[], object] | None = None

    def listen(self, listener: Callable[[], object]) -> None:
        """Call `listener` from now on, soon if something has come already."""
        self._listener = listener

    def notify(self) -> None:
        """Something has come."""
        if self._listener is not None:
            self._listener()

    def local_ip(self) -> int:
        """The bound address; 0.0.0.0 or :: for all of ours."""
        raise NotImplementedError

    def local_port(self) -> int:
        raise NotImplementedError

    def connect(self, remote_ip: int, remote_port: int) -> None:
        """Hear only this peer from now on, and report it when its port is closed."""
        raise NotImplementedError

    def has_datagram(self) -> bool:
        raise NotImplementedError

    def receive(self) -> Datagram | None:
        """The oldest datagram that waits, or None."""
        raise NotImplementedError

    def take_refusal(self) -> bool:
        """Whether the connected peer has refused a datagram since the last call."""
        raise NotImplementedError

    def send(self, payload: bytes, remote_ip: int, remote_port: int) -> int:
        """Send a datagram; 0, or Linux's errno number for why not."""
        raise NotImplementedError

    def join(self, group: int) -> int:
        """Hear what is sent to a multicast group; 0, or Linux's errno number for why not."""
        raise NotImplementedError

    def leave(self, group: int) -> int:
        raise NotImplementedError

    def set_group_hops(self, hops: int) -> None:
        """How many links datagrams to groups may cross: 0 to 255."""
        raise NotImplementedError

    def set_group_loop(self, has_loop: bool) -> None:
        """Whether this host hears what it sends to groups that it is in."""
        raise NotImplementedError

    def close(self) -> None:
        """Free the port; closing twice is fine."""
        raise NotImplementedError
