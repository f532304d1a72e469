"""Clocks from the processor's time stamp counter, calibrated by whoever knows its rate.

`Clock` is what the platform sees. `TscClock` serves machines whose host tells nothing (plain
emulation); kvm_clock.py has the other.
"""

from typing import Final

from gloam.drivers import cmos
from gloam.drivers.lapic import COUNT_MAX, LapicTimer
from gloam.machine import mul_high, read_tsc, u64, wrapping_mul, wrapping_shl, wrapping_sub

_CALIBRATION_MIN_NS: Final = u64(200_000)
_NS_PER_SECOND: Final = u64(1_000_000_000)


class Clock:
    def monotonic_ns(self) -> u64:
        """Since about the start of the image; never goes back."""
        raise NotImplementedError

    def wall_ns(self) -> u64:
        """UTC since 1970-01-01. Raises OSError when the machine has no wall clock."""
        raise NotImplementedError


class TscClock(Clock):
    """Calibrates itself against the local timer, between its construction and its first use.

    Boot constructs it early, so usually the time to initialise the program is the measured interval
    and nobody waits; a program that asks sooner waits for the rest of a fifth of a millisecond.
    Two readings of both counters are off by less than 0.2 us, so the rate is right to 1 in 1,000.
    Must be read once before the timer is used for anything else.
    """

    def __init__(self, timer: LapicTimer) -> None:
        self._timer = timer
        self._multiplier = u64(0)  # ns per tick, 32 fractional bits; 0 before calibration
        self._wall_start_ns = u64(0)  # 0 before the first wall_ns()
        timer.start_count()
        self._start = read_tsc()

    def monotonic_ns(self) -> u64:
        if self._multiplier == u64(0):
            self._calibrate()
        return scaled(wrapping_sub(read_tsc(), self._start), self._multiplier)

    def wall_ns(self) -> u64:
        now_ns = self.monotonic_ns()
        if self._wall_start_ns == u64(0):
            self._wall_start_ns = u64(cmos.wall_seconds()) * _NS_PER_SECOND - now_ns
        return self._wall_start_ns + now_ns

    def _calibrate(self) -> None:
        begin = self._start
        elapsed_ns = self._timer.elapsed_ns()
        if elapsed_ns == COUNT_MAX:  # ran out: nobody asked for four seconds
            self._timer.start_count()
            begin = read_tsc()
            elapsed_ns = u64(0)
        while elapsed_ns < _CALIBRATION_MIN_NS:
            elapsed_ns = self._timer.elapsed_ns()
        ticks = wrapping_sub(read_tsc(), begin)
        if ticks == u64(0):
            raise OSError("the time stamp counter stands still")
        self._multiplier = (elapsed_ns << u64(32)) // ticks


def scaled(ticks: u64, multiplier: u64) -> u64:
    """ticks * multiplier / 2**32, exact for every product below 2**96."""
    high = mul_high(ticks, multiplier)
    low = wrapping_mul(ticks, multiplier)
    return wrapping_shl(high, u64(32)) | (low >> u64(32))
