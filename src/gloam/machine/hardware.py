"""CPython stand-ins for the processor: forwarded to a simulated machine that a test installs."""

import os
import time
from typing import NoReturn

from gloam.machine.ints import i64, u8, u16, u32, u64


class SimulatedHardware:
    """A machine without devices; tests override what their driver touches.

    Port and volatile accesses have a width in bytes. Volatile memory accesses do not come here:
    they go to simulated memory.
    """

    def port_in(self, port: int, width: int) -> int:
        raise NotImplementedError(f"no device at port {port:#x}")

    def port_out(self, port: int, width: int, value: int) -> None:
        raise NotImplementedError(f"no device at port {port:#x}")

    def cpuid(self, leaf: int, subleaf: int) -> tuple[int, int, int, int]:
        return (0, 0, 0, 0)

    def syscall(self, number: int, arguments: tuple[int, ...]) -> int:
        raise NotImplementedError(f"no system call {number}")

    def trap(self, operation: int, argument: int) -> int:
        raise NotImplementedError(f"no trap {operation}")


class _Slot:
    """Where port accesses, cpuid, system calls and traps go."""

    hardware = SimulatedHardware()


class Halted(Exception):
    """halt_forever was reached."""


def port_in8(port: u16) -> u8:
    return u8(_Slot.hardware.port_in(int(port), 1))


def port_in16(port: u16) -> u16:
    return u16(_Slot.hardware.port_in(int(port), 2))


def port_in32(port: u16) -> u32:
    return u32(_Slot.hardware.port_in(int(port), 4))


def port_out8(port: u16, value: u8) -> None:
    _Slot.hardware.port_out(int(port), 1, int(u8(value)))


def port_out16(port: u16, value: u16) -> None:
    _Slot.hardware.port_out(int(port), 2, int(u16(value)))


def port_out32(port: u16, value: u32) -> None:
    _Slot.hardware.port_out(int(port), 4, int(u32(value)))


def read_tsc() -> u64:
    return u64(time.perf_counter_ns())


def cpuid(leaf: u32, subleaf: u32, register: i64) -> u32:
    return u32(_Slot.hardware.cpuid(int(leaf), int(subleaf))[register])


def read_random() -> u64:
    return u64(int.from_bytes(os.urandom(8), "little"))


def syscall(number: i64, a: u64, b: u64, c: u64, d: u64, e: u64, f: u64) -> i64:  # noqa: PLR0917
    arguments = (int(a), int(b), int(c), int(d), int(e), int(f))
    return i64(_Slot.hardware.syscall(int(number), arguments))


def trap(operation: u64, argument: u64) -> u64:
    return u64(_Slot.hardware.trap(int(operation), int(argument)))


def heap_start() -> u64:
    raise NotImplementedError("only an image has a heap")


def heap_end() -> u64:
    raise NotImplementedError("only an image has a heap")


def halt_forever() -> NoReturn:
    raise Halted


def run_program() -> i64:
    raise NotImplementedError("only an image runs its program")
