"""virtio over memory-mapped registers (virtio 1.2, section 4.2): microVMs."""

from typing import Final

from gloam.drivers import ioapic
from gloam.drivers.virtio.ring import Ring
from gloam.drivers.virtio.transport import Transport
from gloam.machine import (
    trap,
    truncate_u32,
    u32,
    u64,
    volatile_load8,
    volatile_load32,
    volatile_store32,
)

# QEMU microvm: 24 windows, filled from the top; line n of the second interrupt controller is window
# n.
MICROVM_BASE: Final = u64(0xFEB0_0000)
MICROVM_STRIDE: Final = u64(512)
MICROVM_SLOTS: Final = 24

_MAGIC: Final = u32(0x7472_6976)
_TRAP_MAP: Final = u64(3)

_MAGIC_VALUE: Final = u64(0x000)
_VERSION: Final = u64(0x004)
_DEVICE_ID: Final = u64(0x008)
_DEVICE_FEATURES: Final = u64(0x010)
_DEVICE_FEATURES_SELECT: Final = u64(0x014)
_DRIVER_FEATURES: Final = u64(0x020)
_DRIVER_FEATURES_SELECT: Final = u64(0x024)
_QUEUE_SELECT: Final = u64(0x030)
_QUEUE_SIZE_MAX: Final = u64(0x034)
_QUEUE_SIZE: Final = u64(0x038)
_QUEUE_READY: Final = u64(0x044)
_QUEUE_NOTIFY: Final = u64(0x050)
_INTERRUPT_STATUS: Final = u64(0x060)
_INTERRUPT_ACKNOWLEDGE: Final = u64(0x064)
_STATUS: Final = u64(0x070)
_QUEUE_DESCRIPTORS: Final = u64(0x080)
_QUEUE_DRIVER: Final = u64(0x090)
_QUEUE_DEVICE: Final = u64(0x0A0)
_CONFIG: Final = u64(0x100)


class MmioTransport(Transport):
    """The device whose registers are at `base`, which is mapped."""

    def __init__(self, base: u64) -> None:
        self._base = base

    # SAFETY: here and below, the window of 512 bytes at base belongs to this device alone. What the
    # device does with memory is confined to the rings that enable_queue names.
    def _read(self, register: u64) -> u32:
        return volatile_load32(self._base + register)

    def _write(self, register: u64, value: u32) -> None:
        volatile_store32(self._base + register, value)

    def read_status(self) -> int:
        return int(self._read(_STATUS))

    def write_status(self, status: int) -> None:
        self._write(_STATUS, u32(status))

    def read_features(self, half: u32) -> u32:
        self._write(_DEVICE_FEATURES_SELECT, half)
        return self._read(_DEVICE_FEATURES)

    def write_features(self, half: u32, bits: u32) -> None:
        self._write(_DRIVER_FEATURES_SELECT, half)
        self._write(_DRIVER_FEATURES, bits)

    def queue_size_max(self, queue: int) -> int:
        self._write(_QUEUE_SELECT, u32(queue))
        return int(self._read(_QUEUE_SIZE_MAX))

    def enable_queue(self, queue: int, ring: Ring) -> None:
        self._write(_QUEUE_SELECT, u32(queue))
        self._write(_QUEUE_SIZE, u32(ring.size))
        self._write_address(_QUEUE_DESCRIPTORS, ring.descriptors)
        self._write_address(_QUEUE_DRIVER, ring.available)
        self._write_address(_QUEUE_DEVICE, ring.used)
        self._write(_QUEUE_READY, u32(1))

    def _write_address(self, register: u64, address: u64) -> None:
        self._write(register, truncate_u32(address))
        self._write(register + u64(4), truncate_u32(address >> 32))

    def notify(self, queue: int) -> None:
        self._write(_QUEUE_NOTIFY, u32(queue))

    def acknowledge_interrupt(self) -> None:
        pending = self._read(_INTERRUPT_STATUS)
        if pending != u32(0):
            self._write(_INTERRUPT_ACKNOWLEDGE, pending)

    def read_config8(self, offset: int) -> int:
        return int(volatile_load8(self._base + _CONFIG + u64(offset)))


def find_microvm_device(device_id: int, vector: u32) -> Transport | None:
    """The first device of this kind in QEMU microvm's windows, its interrupt routed to `vector`."""
    if trap(_TRAP_MAP, MICROVM_BASE) == u64(0):
        return None
    slot = MICROVM_SLOTS - 1
    while slot >= 0:
        base = MICROVM_BASE + MICROVM_STRIDE * u64(slot)
        if _is_device(base, device_id):
            ioapic.route(ioapic.MICROVM_SECOND, u32(slot), vector)
            return MmioTransport(base)
        slot -= 1
    return None


def _is_device(base: u64, device_id: int) -> bool:
    """Is there a device of this kind? Raises OSError if there is, but with the legacy interface."""
    if volatile_load32(base + _MAGIC_VALUE) != _MAGIC:
        return False
    if int(volatile_load32(base + _DEVICE_ID)) != device_id:
        return False
    if volatile_load32(base + _VERSION) != u32(2):
        raise OSError(
            "virtio-mmio: legacy device; start QEMU with -global virtio-mmio.force-legacy=false"
        )
    return True
