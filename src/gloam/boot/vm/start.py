"""Entry of the `vm` target in ring 3: the first code that runs after the stub.

`info` is the table that stub.S fills, in 8-byte words: version, heap start, heap size, command
line, RSDP, interrupt counters, PVH start info, kvm-clock and its wall clock (0 where the host has
none).
"""

from typing import Final

from gloam.boot.vm.platform import VmPlatform
from gloam.device.platform import Platform, install
from gloam.drivers.clock import Clock, TscClock
from gloam.drivers.kvm_clock import KvmClock
from gloam.drivers.lapic import LapicTimer
from gloam.drivers.uart16550 import COM1, Uart16550
from gloam.machine import Ptr, fill_memory, i64, pointer, run_program, u8, u64
from gloam.runtime import heap

_HEAP_START: Final = i64(1)
_HEAP_SIZE: Final = i64(2)
_COMMAND_LINE: Final = i64(3)
_KVM_CLOCK: Final = i64(7)
_KVM_WALL: Final = i64(8)

_CONTROL_SIZE: Final = i64(8192)


def start(info: Ptr[u64]) -> None:
    """Run the program and power off with its status. Does not return."""
    _prepare(info, True).exit(int(run_program()))


def start_without_ip6(info: Ptr[u64]) -> None:
    """The same for an image that has no IPv6."""
    _prepare(info, False).exit(int(run_program()))


def _prepare(info: Ptr[u64], has_ip6: bool) -> Platform:
    """All but the call of the program, which the compiler wants to see in the entry itself: it
    follows in which order modules are initialised from there."""
    # SAFETY: the stub maps the table, and gives memory that nobody else uses. Firmware has left
    # something in it (SeaBIOS on q35 does), and the heap expects its own tables to be zero.
    control: Ptr[u8] = pointer(info[_HEAP_START])
    fill_memory(control, u8(0), _CONTROL_SIZE)
    heap.initialise(info[_HEAP_START], info[_HEAP_SIZE], False)
    heap.keep_reserve()
    timer = LapicTimer()
    clock = _clock(info, timer)
    platform = VmPlatform(Uart16550(COM1), clock, timer, info[_COMMAND_LINE], has_ip6)
    install(platform)
    return platform


def _clock(info: Ptr[u64], timer: LapicTimer) -> Clock:
    if info[_KVM_CLOCK] != u64(0):
        return KvmClock(info[_KVM_CLOCK], info[_KVM_WALL])
    return TscClock(timer)
