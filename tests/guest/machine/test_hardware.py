"""A simulated machine receives what a driver does to ports, processor and kernel."""

import pytest

from gloam.machine import (
    cpuid,
    halt_forever,
    i64,
    port_in8,
    port_in16,
    port_out8,
    port_out32,
    read_random,
    read_tsc,
    syscall,
    trap,
    u8,
    u16,
    u32,
    u64,
)
from gloam.machine.simulation import Halted, SimulatedHardware, install_hardware


class Recorder(SimulatedHardware):
    def __init__(self) -> None:
        self.log: list[tuple[object, ...]] = []

    def port_in(self, port: int, width: int) -> int:
        self.log.append(("in", port, width))
        return 0x41

    def port_out(self, port: int, width: int, value: int) -> None:
        self.log.append(("out", port, width, value))

    def cpuid(self, leaf: int, subleaf: int) -> tuple[int, int, int, int]:
        return (leaf, subleaf, 2, 3)

    def syscall(self, number: int, arguments: tuple[int, ...]) -> int:
        self.log.append(("syscall", number, *arguments))
        return -9

    def trap(self, operation: int, argument: int) -> int:
        return operation + argument


def test_accesses_reach_the_installed_machine() -> None:
    recorder = Recorder()
    install_hardware(recorder)
    try:
        assert port_in8(u16(0x60)) == 0x41
        assert port_in16(u16(0x61)) == 0x41
        port_out8(u16(0xE9), u8(7))
        port_out32(u16(0xCF8), u32(1 << 31))
        zero = u64(0)
        assert syscall(i64(3), u64(1), zero, zero, zero, zero, zero) == -9
        assert trap(u64(1), u64(2)) == 3
        assert [int(cpuid(u32(7), u32(1), i64(n))) for n in range(4)] == [7, 1, 2, 3]
    finally:
        install_hardware(SimulatedHardware())
    assert recorder.log == [
        ("in", 0x60, 1),
        ("in", 0x61, 2),
        ("out", 0xE9, 1, 7),
        ("out", 0xCF8, 4, 1 << 31),
        ("syscall", 3, 1, 0, 0, 0, 0, 0),
    ]


def test_without_a_machine_there_are_no_devices() -> None:
    with pytest.raises(NotImplementedError, match="0x60"):
        port_in8(u16(0x60))
    with pytest.raises(Halted):
        halt_forever()
    assert read_tsc() <= read_tsc()
    assert read_random() != read_random()
