"""PCI configuration space through ports 0xcf8 and 0xcfc: find functions, capabilities, registers.

Segment 0 only; extended configuration space (above 256 bytes) is not reached this way, and no
driver here needs it.
"""

from typing import Final

from gloam.machine import port_in32, port_out32, trap, u16, u32, u64

MSI_X: Final = 0x11
VENDOR_SPECIFIC: Final = 0x09

_ADDRESS: Final = u16(0xCF8)
_DATA: Final = u16(0xCFC)
_NOTHING: Final = 0xFFFF_FFFF
_CAPABILITIES_MAX: Final = 48
_TRAP_MAP: Final = u64(3)

_ID: Final = 0x00
_COMMAND: Final = 0x04
_HEADER_TYPE: Final = 0x0E
_FIRST_BAR: Final = 0x10
_LAST_BUS: Final = 0x1A
_CAPABILITIES: Final = 0x34

_MEMORY_ON: Final = 0x0002
_BUS_MASTER: Final = 0x0004
_INTX_OFF: Final = 0x0400
_MULTIPLE_FUNCTIONS: Final = 0x80
_HEADER_KIND: Final = 0x7F
_BRIDGE: Final = 0x01
_HAS_CAPABILITIES: Final = 0x0010  # in the status half of the command register

# Where windows go that the firmware left without an address (qboot assigns none): 16 KiB for each
# of the six windows of a function, 128 KiB for each function of bus 0.
_UNASSIGNED_FIRST: Final = 0xE000_0000
_UNASSIGNED_SIZE_MAX: Final = 0x4000
_LARGE_PAGE: Final = 0x20_0000


class Function:
    """One function of one device; `address` is its bus, device and function, as in port 0xcf8."""

    def __init__(self, address: int) -> None:
        self.address = address

    def identity(self) -> int:
        """Vendor in the lower half, device in the upper; all ones when there is nothing."""
        return self.read(_ID)

    def read(self, offset: int) -> int:
        """The aligned 32-bit word at `offset`."""
        port_out32(_ADDRESS, u32(0x8000_0000 + self.address + offset))
        return int(port_in32(_DATA))

    def write(self, offset: int, value: int) -> None:
        port_out32(_ADDRESS, u32(0x8000_0000 + self.address + offset))
        port_out32(_DATA, u32(value))

    def read8(self, offset: int) -> int:
        return self.read(offset & ~3) >> (offset & 3) * 8 & 0xFF

    def read16(self, offset: int) -> int:
        """`offset` is even."""
        return self.read(offset & ~3) >> (offset & 2) * 8 & 0xFFFF

    def enable(self) -> None:
        """Answer to memory accesses, access memory, do not use the interrupt pins."""
        self.write(_COMMAND, _MEMORY_ON | _BUS_MASTER | _INTX_OFF)

    def next_capability(self, kind: int, after: int) -> int:
        """The offset of the first capability of this kind behind the one at `after` (0: of all);
        0 when there is none."""
        if self.read(_COMMAND) >> 16 & _HAS_CAPABILITIES == 0:
            return 0
        offset = self.read8(_CAPABILITIES) & ~3
        is_behind = after == 0
        visited = 0
        while offset != 0 and visited < _CAPABILITIES_MAX:
            if is_behind and self.read8(offset) == kind:
                return offset
            if offset == after:
                is_behind = True
            offset = self.read8(offset + 1) & ~3
            visited += 1
        return 0

    def map_registers(self, index: int, size: int) -> u64:
        """The address of the memory window in base address register `index`, with at least `size`
        bytes of it mapped. Raises OSError when there is no such window."""
        if index > 5:
            raise OSError("pci: the device names a register window that cannot be")
        offset = _FIRST_BAR + 4 * index
        low = self.read(offset)
        if low & 1 != 0:
            raise OSError("pci: the device's registers are in port space")
        is_wide = low & 6 == 4
        base = low & ~0xF
        if is_wide:
            base += self.read(offset + 4) << 32
        if base == 0:
            base = _assign(self, offset, index)
        page = base & ~(_LARGE_PAGE - 1)
        while page < base + size:
            if trap(_TRAP_MAP, u64(page)) == u64(0):
                raise OSError("pci: the device's registers cannot be mapped")
            page += _LARGE_PAGE
        return u64(base)


def is_present() -> bool:
    """Does the machine have a PCI bus that is reached this way?"""
    return Function(0).identity() != _NOTHING


def find_function(identity: int, other_identity: int) -> Function | None:
    """The first function with one of two identities (modern and transitional, say).

    Buses are scanned in ascending order as far as the bridges seen so far reach; numbering them is
    the firmware's work.
    """
    last_bus = 0
    bus = 0
    while bus <= last_bus:
        device = 0
        while device < 32:
            last_function = 0
            number = 0
            while number <= last_function:
                function = Function(bus << 16 | device << 11 | number << 8)
                found = function.identity()
                if found == identity or found == other_identity:  # noqa: PLR1714, SIM109
                    return function
                if found != _NOTHING:
                    header = function.read8(_HEADER_TYPE)
                    if header & _MULTIPLE_FUNCTIONS != 0 and number == 0:
                        last_function = 7
                    if header & _HEADER_KIND == _BRIDGE:
                        last_bus = max(last_bus, function.read8(_LAST_BUS))
                number += 1
            device += 1
        bus += 1
    return None


def _assign(function: Function, offset: int, index: int) -> int:
    """Give a window without an address one of its own. Raises OSError when it is too large, or
    behind a bridge, which would need windows as well."""
    function.write(offset, 0xFFFF_FFFF)
    size = 0x1_0000_0000 - (function.read(offset) & ~0xF)
    if size > _UNASSIGNED_SIZE_MAX or function.address > 0xFFFF:
        raise OSError("pci: the firmware gave the device no addresses")
    base = _UNASSIGNED_FIRST + (function.address << 9) + index * _UNASSIGNED_SIZE_MAX
    function.write(offset, base)
    return base
