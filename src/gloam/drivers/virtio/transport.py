"""How a driver reaches a virtio device, whatever bus it sits on (virtio 1.2, sections 2 and 3.1).

A transport is registers; the order in which a device comes to life is the same for all: `begin`,
`agree`, `open_ring`, `finish`.
"""

from typing import Final

from gloam.drivers.virtio.ring import Ring
from gloam.machine import u32

VERSION_1: Final = u32(1)  # feature bit 32: bit 0 of the upper half

_ACKNOWLEDGE: Final = 1
_DRIVER: Final = 2
_DRIVER_OK: Final = 4
_FEATURES_OK: Final = 8
_FAILED: Final = 128
_RESET_READS_MAX: Final = 100_000


class Transport:
    """One device. Field accessors are in terms of the common configuration structure."""

    def read_status(self) -> int:
        raise NotImplementedError

    def write_status(self, status: int) -> None:
        raise NotImplementedError

    def read_features(self, half: u32) -> u32:
        """Offered bits: half 0 has bits 0 to 31, half 1 bits 32 to 63."""
        raise NotImplementedError

    def write_features(self, half: u32, bits: u32) -> None:
        raise NotImplementedError

    def queue_size_max(self, queue: int) -> int:
        """0 when the device has no such queue."""
        raise NotImplementedError

    def enable_queue(self, queue: int, ring: Ring) -> None:
        """Tell the device where the ring lies, and let the queue interrupt."""
        raise NotImplementedError

    def notify(self, queue: int) -> None:
        raise NotImplementedError

    def acknowledge_interrupt(self) -> None:
        """Before the rings are looked at, after each wait."""
        raise NotImplementedError

    def read_config8(self, offset: int) -> int:
        """A byte of the device-specific configuration."""
        raise NotImplementedError

    def begin(self) -> u32:
        """Reset the device: what it offers of bits 0 to 31. Raises OSError if it is unusable."""
        self.write_status(0)
        reads = 0
        while self.read_status() != 0:
            reads += 1
            if reads > _RESET_READS_MAX:
                raise OSError("virtio: the device does not reset")
        self.write_status(_ACKNOWLEDGE)
        self.write_status(_ACKNOWLEDGE | _DRIVER)
        if self.read_features(u32(1)) & VERSION_1 == u32(0):
            self.write_status(_FAILED)
            raise OSError("virtio: the device is older than virtio 1.0")
        return self.read_features(u32(0))

    def agree(self, bits: u32) -> None:
        """Use these of the features that begin() gave, and VERSION_1. Raises OSError."""
        self.write_features(u32(0), bits)
        self.write_features(u32(1), VERSION_1)
        self.write_status(_ACKNOWLEDGE | _DRIVER | _FEATURES_OK)
        if self.read_status() & _FEATURES_OK == 0:
            self.write_status(_FAILED)
            raise OSError("virtio: the device insists on features that this driver lacks")

    def open_ring(self, queue: int, size: int, buffer_size: int, device_writes: bool) -> Ring:
        """A ring of at most `size` slots on `queue`, enabled. Raises OSError, MemoryError."""
        size_max = self.queue_size_max(queue)
        if size_max == 0:
            raise OSError(f"virtio: the device has no queue {queue}")
        while size > size_max:
            size = size // 2
        ring = Ring(size, buffer_size, device_writes)
        self.enable_queue(queue, ring)
        return ring

    def finish(self) -> None:
        """The driver is ready: the device may start."""
        self.write_status(_ACKNOWLEDGE | _DRIVER | _FEATURES_OK | _DRIVER_OK)
