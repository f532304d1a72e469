"""Clock arithmetic and the CMOS clock against Python's own."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.drivers.clock import scaled
from gloam.drivers.cmos import days_from_civil, wall_seconds
from gloam.drivers.kvm_clock import KvmClock
from gloam.machine import u64
from gloam.machine.memory import MEMORY
from gloam.machine.simulation import SimulatedHardware, install_hardware, map_region

DATES = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))


@given(ticks=st.integers(0, 2**63), multiplier=st.integers(0, 2**33 - 1))
def test_scaling_is_exact(ticks: int, multiplier: int) -> None:
    exact = ticks * multiplier >> 32
    if exact < 2**64:
        assert scaled(u64(ticks), u64(multiplier)) == exact


@given(DATES)
def test_days_from_civil_equals_datetime(date: datetime.date) -> None:
    epoch = datetime.date(1970, 1, 1)
    assert days_from_civil(date.year, date.month, date.day) == (date - epoch).days


class FakeCmos(SimulatedHardware):
    """Ports 0x70 and 0x71. The update flag is set at the first look, as in the worst case."""

    def __init__(self, registers: dict[int, int]) -> None:
        self.registers = registers
        self.index = 0
        self.looks = 0

    def port_out(self, port: int, width: int, value: int) -> None:
        assert (port, width) == (0x70, 1)
        self.index = value

    def port_in(self, port: int, width: int) -> int:
        assert (port, width) == (0x71, 1)
        if self.index == 0x0A:
            self.looks += 1
            return 0x80 if self.looks == 1 else 0
        return self.registers.get(self.index, 0)


@pytest.mark.parametrize(
    ("hour", "mode", "shown"),
    [(0, 2, 0x00), (23, 2, 0x23), (0, 0, 0x12), (11, 0, 0x11), (12, 0, 0x92), (23, 0, 0x91)],
)
def test_bcd_clock_in_both_hour_modes(hour: int, mode: int, shown: int) -> None:
    registers = {0: 0x59, 2: 0x30, 4: shown, 7: 0x29, 8: 0x02, 9: 0x24, 0xB: mode, 0xD: 0x80}
    install_hardware(FakeCmos(registers))
    moment = datetime.datetime(2024, 2, 29, hour, 30, 59, tzinfo=datetime.UTC)
    assert wall_seconds() == moment.timestamp()


def test_binary_clock() -> None:
    registers = {0: 59, 2: 30, 4: 23, 7: 31, 8: 12, 9: 99, 0xB: 6, 0xD: 0x80}
    install_hardware(FakeCmos(registers))
    moment = datetime.datetime(2099, 12, 31, 23, 30, 59, tzinfo=datetime.UTC)
    assert wall_seconds() == moment.timestamp()


@pytest.mark.parametrize("status", [0x00, 0xFF])
def test_missing_clock_is_refused_aloud(status: int) -> None:
    install_hardware(FakeCmos({0xD: status}))
    with pytest.raises(OSError, match="no wall clock"):
        wall_seconds()


def test_kvm_clock_never_goes_back() -> None:
    page = map_region(4096)
    clock = KvmClock(page, page + u64(64))

    def host_writes(system_time: int) -> None:
        # version, pad, tsc timestamp, system time, multiplier 0: time stands still at system_time
        fields = [(2, 4), (0, 4), (0, 8), (system_time, 8), (0, 4), (0xFF, 1)]
        MEMORY.store(int(page), b"".join(value.to_bytes(size, "little") for value, size in fields))

    host_writes(1_000)
    assert clock.monotonic_ns() == 1_000
    host_writes(900)
    assert clock.monotonic_ns() == 1_000
    host_writes(1_100)
    assert clock.monotonic_ns() == 1_100
    MEMORY.store(int(page) + 64, (2).to_bytes(4, "little") + (1_700_000_000).to_bytes(4, "little"))
    MEMORY.store(int(page) + 72, (5).to_bytes(4, "little"))
    assert clock.wall_ns() == 1_700_000_000 * 10**9 + 5 + 1_100
