"""virtio over PCI, modern interface with MSI-X (virtio 1.2, section 4.1).

Transitional devices are driven by their modern half. The device describes where its registers are,
so every offset that it names is taken from a capability and bounded by the window that was mapped.
"""

from dataclasses import dataclass
from typing import Final

from gloam.drivers.pci import MSI_X, VENDOR_SPECIFIC, Function, find_function
from gloam.drivers.virtio.ring import Ring
from gloam.drivers.virtio.transport import Transport
from gloam.machine import (
    truncate_u32,
    u8,
    u16,
    u32,
    u64,
    volatile_load8,
    volatile_load16,
    volatile_load32,
    volatile_store8,
    volatile_store16,
    volatile_store32,
)

_VENDOR: Final = 0x1AF4
_MODERN_FIRST: Final = 0x1040

# Kinds of structure (4.1.4).
_COMMON: Final = 1
_NOTIFY: Final = 2
_DEVICE: Final = 4

# The common configuration structure (4.1.4.3).
_DEVICE_FEATURES_SELECT: Final = u64(0x00)
_DEVICE_FEATURES: Final = u64(0x04)
_DRIVER_FEATURES_SELECT: Final = u64(0x08)
_DRIVER_FEATURES: Final = u64(0x0C)
_CONFIG_VECTOR: Final = u64(0x10)
_STATUS: Final = u64(0x14)
_QUEUE_SELECT: Final = u64(0x16)
_QUEUE_SIZE: Final = u64(0x18)
_QUEUE_VECTOR: Final = u64(0x1A)
_QUEUE_ENABLE: Final = u64(0x1C)
_QUEUE_NOTIFY_OFFSET: Final = u64(0x1E)
_QUEUE_DESCRIPTORS: Final = u64(0x20)
_QUEUE_DRIVER: Final = u64(0x28)
_QUEUE_DEVICE: Final = u64(0x30)
_COMMON_SIZE: Final = 0x38

_NO_VECTOR: Final = u16(0xFFFF)
_MSI_ADDRESS: Final = u32(0xFEE0_0000)  # the local interrupt controller of processor 0
_MSI_X_ON: Final = 0x8000_0000  # in the word that holds the message control
_QUEUES_MAX: Final = 8


@dataclass(frozen=True, slots=True)
class Structure:
    """A mapped structure of registers, and the word that follows its capability."""

    address: u64
    size: int
    extra: int


class PciTransport(Transport):
    """The device behind one PCI function; all its queues interrupt with the same vector."""

    def __init__(self, function: Function, vector: u32) -> None:
        """Raises OSError when the function lacks a modern interface or MSI-X."""
        function.enable()
        common = _structure(function, _COMMON)
        notify = _structure(function, _NOTIFY)
        device = _structure(function, _DEVICE)
        if common.size < _COMMON_SIZE:
            raise OSError("virtio-pci: the common configuration is too short")
        self._common = common.address
        self._notify = notify
        self._device = device
        self._doorbells: list[u64] = []
        while len(self._doorbells) < _QUEUES_MAX:
            self._doorbells.append(u64(0))
        _enable_msi_x(function, vector)

    # SAFETY: here and below, the three structures lie in windows that map_registers() mapped whole,
    # and belong to this device alone. What it does with memory is confined to the rings it was told
    # of.
    def read_status(self) -> int:
        return int(volatile_load8(self._common + _STATUS))

    def write_status(self, status: int) -> None:
        volatile_store8(self._common + _STATUS, u8(status))

    def read_features(self, half: u32) -> u32:
        volatile_store32(self._common + _DEVICE_FEATURES_SELECT, half)
        return volatile_load32(self._common + _DEVICE_FEATURES)

    def write_features(self, half: u32, bits: u32) -> None:
        volatile_store32(self._common + _DRIVER_FEATURES_SELECT, half)
        volatile_store32(self._common + _DRIVER_FEATURES, bits)

    def queue_size_max(self, queue: int) -> int:
        volatile_store16(self._common + _QUEUE_SELECT, u16(queue))
        return int(volatile_load16(self._common + _QUEUE_SIZE))

    def enable_queue(self, queue: int, ring: Ring) -> None:
        volatile_store16(self._common + _QUEUE_SELECT, u16(queue))
        volatile_store16(self._common + _QUEUE_SIZE, u16(ring.size))
        volatile_store16(self._common + _QUEUE_VECTOR, u16(0))
        if volatile_load16(self._common + _QUEUE_VECTOR) == _NO_VECTOR:
            raise OSError("virtio-pci: the device has no interrupt vector left")
        volatile_store16(self._common + _CONFIG_VECTOR, _NO_VECTOR)
        self._write_address(_QUEUE_DESCRIPTORS, ring.descriptors)
        self._write_address(_QUEUE_DRIVER, ring.available)
        self._write_address(_QUEUE_DEVICE, ring.used)
        offset = int(volatile_load16(self._common + _QUEUE_NOTIFY_OFFSET)) * self._notify.extra
        if offset + 2 > self._notify.size:
            raise OSError("virtio-pci: a doorbell lies outside the device's registers")
        self._doorbells[queue] = self._notify.address + u64(offset)
        volatile_store16(self._common + _QUEUE_ENABLE, u16(1))

    def _write_address(self, register: u64, address: u64) -> None:
        volatile_store32(self._common + register, truncate_u32(address))
        volatile_store32(self._common + register + u64(4), truncate_u32(address >> 32))

    def notify(self, queue: int) -> None:
        volatile_store16(self._doorbells[queue], u16(queue))

    def acknowledge_interrupt(self) -> None:
        """Nothing: an MSI is a message, there is no line to lower."""

    def read_config8(self, offset: int) -> int:
        if offset >= self._device.size:
            raise OSError("virtio-pci: the device's configuration is too short")
        return int(volatile_load8(self._device.address + u64(offset)))


def find_pci_device(device_id: int, transitional_id: int, vector: u32) -> Transport | None:
    """The first device of this kind, under its modern or its transitional PCI identity."""
    modern = (_MODERN_FIRST + device_id) << 16 | _VENDOR
    function = find_function(modern, transitional_id << 16 | _VENDOR)
    if function is None:
        return None
    return PciTransport(function, vector)


def _structure(function: Function, kind: int) -> Structure:
    """Find and map a structure (4.1.4): capability words are id next len cfg_type, bar, offset,
    length, and for notify the multiplier."""
    offset = function.next_capability(VENDOR_SPECIFIC, 0)
    while offset != 0:
        if function.read8(offset + 3) == kind:
            window = function.read8(offset + 4)
            start = function.read(offset + 8)
            size = function.read(offset + 12)
            base = function.map_registers(window, start + size)
            extra = 0
            if kind == _NOTIFY:
                extra = function.read(offset + 16)
            return Structure(base + u64(start), size, extra)
        offset = function.next_capability(VENDOR_SPECIFIC, offset)
    raise OSError("virtio-pci: legacy device; start QEMU with disable-modern=off")


def _enable_msi_x(function: Function, vector: u32) -> None:
    """Entry 0 of the table sends `vector` to this processor; the others stay masked (PCI 6.8.2)."""
    offset = function.next_capability(MSI_X, 0)
    if offset == 0:
        raise OSError("virtio-pci: the device has no MSI-X interrupts")
    location = function.read(offset + 4)
    start = location & ~7
    entry = function.map_registers(location & 7, start + 16) + u64(start)
    # SAFETY: the 16 bytes of entry 0 were mapped just now.
    volatile_store32(entry, _MSI_ADDRESS)
    volatile_store32(entry + u64(4), u32(0))
    volatile_store32(entry + u64(8), vector)
    volatile_store32(entry + u64(12), u32(0))
    function.write(offset, function.read(offset) & 0xFFFF_FFFF | _MSI_X_ON)
