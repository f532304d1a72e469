"""The network device signature: Ethernet frames in and out."""

from __future__ import annotations


class NetDevice:
    """One network interface. No call blocks."""

    def mac(self) -> bytes:
        """The hardware address, 6 bytes."""
        raise NotImplementedError

    def mtu(self) -> int:
        """The largest payload of a frame in bytes, Ethernet header not counted."""
        raise NotImplementedError

    def receive(self) -> bytes | None:
        """One whole Ethernet frame without its check sequence, or None if there is none now."""
        raise NotImplementedError

    def transmit(self, frame: bytes) -> bool:
        """Send one frame; False if the ring is full: the frame was not taken, try it again."""
        raise NotImplementedError

    def address_hint(self) -> str:
        """The static IPv4 address from the boot configuration, "a.b.c.d/prefix,gateway".

        The gateway and its comma may be missing; "" if nothing is configured.
        """
        raise NotImplementedError
