"""What tests of code over gloam.machine use to set up the simulated machine. Never compiled."""

from gloam.machine import u64
from gloam.machine.hardware import Halted, SimulatedHardware, _Slot
from gloam.machine.memory import MEMORY, MemoryFault

__all__ = ["Halted", "MemoryFault", "SimulatedHardware", "install_hardware", "map_region"]


def map_region(size: int) -> u64:
    """The address, on a page boundary, of `size` fresh zeroed bytes."""
    return u64(MEMORY.map(size))


def install_hardware(hardware: SimulatedHardware) -> None:
    """Send port accesses, cpuid, system calls and traps to `hardware` from now on."""
    _Slot.hardware = hardware
