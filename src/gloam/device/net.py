"""A network device: Ethernet frames in and out, never blocking.

Frames are without preamble and check sequence, at most mtu() + 14 bytes. A device that offloads
TCP (virtio 1.2, 5.1.6) takes the data of many segments in one frame and cuts it, and may deliver
such a frame. Loopbacks, tracers and fault injectors are other implementations of the same class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ETHERNET_SIZE: Final = 14
OFFLOADED_SIZE_MAX: Final = 65_535 + ETHERNET_SIZE
"""Of a frame that holds many segments: an IP packet of the largest size."""
CHECKSUM_OFFSET: Final = 16
"""Where the checksum is in a TCP header (RFC 9293, 3.1)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame to send, and what is left to the device: nothing, or the work of TCP segments."""

    headers: bytes
    """All that is in front of `payload`; of a plain frame it may be everything."""
    payload: bytes = b""
    checksum_start: int = 0
    """Where the TCP header begins whose checksum holds the sum of the pseudo-header so far; 0 when
    nothing is left to do."""
    segment_size: int = 0
    """The bytes of `payload` for each frame that is to be made of this one; 0 if it is one. Only
    with a `checksum_start`."""
    is_ipv6: bool = False

    def size(self) -> int:
        return len(self.headers) + len(self.payload)

    def behind(self, header: bytes) -> Frame:
        """This frame with `header` in front."""
        start = self.checksum_start
        if start != 0:
            start += len(header)
        return Frame(header + self.headers, self.payload, start, self.segment_size, self.is_ipv6)

    def joined(self) -> bytes:
        return self.headers + self.payload


class NetDevice:
    def mac(self) -> bytes:
        """Six bytes; the same for the life of the device."""
        raise NotImplementedError

    def mtu(self) -> int:
        """The largest payload of a frame, in bytes, without the 14 bytes of Ethernet header."""
        raise NotImplementedError

    def offloads(self) -> bool:
        """Whether transmit() finishes checksums and cuts segments."""
        raise NotImplementedError

    def receive(self) -> bytes | None:
        """The next frame, which is the caller's from now on; None when there is none.

        None also hands the frames transmitted so far to the device, so a caller that polls until
        None never leaves one behind.
        """
        raise NotImplementedError

    def is_verified(self) -> bool:
        """Whether the TCP or UDP checksum of the frame that receive() gave last needs no check.

        The device has checked it, or the sender is on the same host and never made one.
        """
        raise NotImplementedError

    def transmit(self, frame: Frame) -> bool:
        """Queue a copy of `frame`. False: the ring is full, nothing was taken, try after wait().

        A frame of fewer than 14 or more than mtu() + 14 bytes is the caller's bug, and so is work
        for a device that does not offload. What it cuts has up to OFFLOADED_SIZE_MAX bytes.
        """
        raise NotImplementedError

    def address_hint(self) -> str:
        """The static IPv4 address from the boot configuration: "10.0.2.15/24,10.0.2.2,10.0.2.3",
        with a gateway and name servers behind it if any; "" when there is none."""
        raise NotImplementedError

    def prepare_wait(self) -> bool:
        """Called by the platform before it idles: ask for an interrupt when there is something.

        True when there is something already: then do not idle.
        """
        raise NotImplementedError

    def finish_wait(self) -> None:
        """Called by the platform after it idled: no interrupts while the program runs."""
        raise NotImplementedError
