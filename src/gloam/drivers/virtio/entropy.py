"""The virtio entropy device (virtio 1.2, section 5.4): one ring, random bytes in.

The device may answer with fewer bytes than asked, and takes its time: the caller idles between
looks.
"""

from typing import Final

from gloam.drivers.buffer import bytes_from
from gloam.drivers.virtio.ring import NONE
from gloam.drivers.virtio.transport import Transport
from gloam.machine import u32

DEVICE_ID: Final = 4
TRANSITIONAL_ID: Final = 0x1005
REQUEST_SIZE_MAX: Final = 256


class VirtioEntropy:
    """A started device, with at most one request in flight."""

    def __init__(self, transport: Transport) -> None:
        """Raises OSError when the device cannot be used, MemoryError."""
        self._transport = transport
        transport.begin()
        transport.agree(u32(0))
        self._ring = transport.open_ring(0, 1, REQUEST_SIZE_MAX, True)
        transport.finish()

    def request(self, count: int) -> None:
        """Ask for `count` bytes, up to REQUEST_SIZE_MAX. Only when nothing is in flight."""
        self._ring.post(0, count)
        if self._ring.publish():
            self._transport.notify(0)
        self._ring.allow_interrupts()

    def poll(self) -> bytes | None:
        """The bytes that came, possibly fewer than asked; None while there are none."""
        self._transport.acknowledge_interrupt()
        slot = self._ring.take_used()
        if slot == NONE:
            return None
        return bytes_from(self._ring.buffer(slot), self._ring.used_length)
