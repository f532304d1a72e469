"""I/O interrupt controllers (82093AA): one line to one vector, edge triggered.

Edge triggered, because the ring-0 stub ends an interrupt before the driver has seen the device: a
level that is still high would fire again at once. The driver acknowledges the device before it
looks at its rings, so no edge is lost.
"""

from typing import Final

from gloam.machine import trap, u32, u64, volatile_load32, volatile_store32

MICROVM_SECOND: Final = u64(0xFEC1_0000)  # QEMU microvm: lines 24 and up of the machine

_SELECT: Final = u64(0x00)
_WINDOW: Final = u64(0x10)
_VERSION: Final = u32(0x01)
_REDIRECTION: Final = u32(0x10)
_TRAP_MAP: Final = u64(3)


def route(controller: u64, line: u32, vector: u32) -> None:
    """Send edges on `line` (0 is the controller's first) to `vector` of this processor.

    Raises OSError when there is no such controller or line: the device could never wake us.
    """
    trap(_TRAP_MAP, controller)
    lines = (_read(controller, _VERSION) >> 16) & u32(0xFF)
    if lines == u32(0xFF) or line > lines:
        raise OSError("no interrupt controller has this device's line")
    entry = _REDIRECTION + line * u32(2)
    _write(controller, entry + u32(1), u32(0))
    _write(controller, entry, vector)


# SAFETY: the page at `controller` was mapped by route(); the registers have no effect on memory.
def _read(controller: u64, register: u32) -> u32:
    volatile_store32(controller + _SELECT, register)
    return volatile_load32(controller + _WINDOW)


def _write(controller: u64, register: u32, value: u32) -> None:
    volatile_store32(controller + _SELECT, register)
    volatile_store32(controller + _WINDOW, value)
