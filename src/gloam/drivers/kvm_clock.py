"""kvm-clock: the host writes what the time stamp counter means into a page (Linux,
Documentation/virt/ kvm/x86/msr.rst). The ring-0 stub registered the page; here it is only read.
"""

from typing import Final

from gloam.drivers.clock import Clock, scaled
from gloam.machine import (
    compiler_barrier,
    read_tsc,
    u8,
    u32,
    u64,
    volatile_load8,
    volatile_load32,
    volatile_load64,
    wrapping_sub,
)

# struct pvclock_vcpu_time_info
_VERSION: Final = u64(0)
_TSC_TIMESTAMP: Final = u64(8)
_SYSTEM_TIME: Final = u64(16)
_MULTIPLIER: Final = u64(24)
_SHIFT: Final = u64(28)

# struct pvclock_wall_clock
_WALL_SECONDS: Final = u64(4)
_WALL_NANOSECONDS: Final = u64(8)


class KvmClock(Clock):
    """`system` and `wall` are the addresses of the two structures; the host owns both."""

    def __init__(self, system: u64, wall: u64) -> None:
        self._system = system
        self._wall = wall
        self._latest = u64(0)

    def monotonic_ns(self) -> u64:
        now = self._system_ns()
        if now < self._latest:  # the host may correct its parameters backwards a little
            return self._latest
        self._latest = now
        return now

    def wall_ns(self) -> u64:
        seconds = u64(volatile_load32(self._wall + _WALL_SECONDS))
        nanoseconds = u64(volatile_load32(self._wall + _WALL_NANOSECONDS))
        return seconds * u64(1_000_000_000) + nanoseconds + self._system_ns()

    # SAFETY: the stub gives addresses inside its shared page; the host changes the structure only
    # while the version is odd, or raises it.
    def _system_ns(self) -> u64:
        while True:
            version = volatile_load32(self._system + _VERSION)
            compiler_barrier()
            ticks = wrapping_sub(read_tsc(), volatile_load64(self._system + _TSC_TIMESTAMP))
            base = volatile_load64(self._system + _SYSTEM_TIME)
            multiplier = u64(volatile_load32(self._system + _MULTIPLIER))
            shift = volatile_load8(self._system + _SHIFT)  # signed: above 127 to the right
            compiler_barrier()
            is_stable = version & u32(1) == u32(0)
            if is_stable and volatile_load32(self._system + _VERSION) == version:
                break
        if shift < u8(128):
            return base + scaled(ticks << u64(shift), multiplier)
        return base + scaled(ticks >> (u64(256) - u64(shift)), multiplier)
