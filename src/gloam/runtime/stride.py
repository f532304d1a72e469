"""The places that `sequence[start:stop:step]` means."""

from gloam.machine import i64
from gloam.runtime import int as ints
from gloam.runtime.limits import I64_MAX, I64_MIN


class Stride:
    """`count` places: `first`, `first + step` and so on, all inside a sequence of `length` items.

    `start` and `stop` are as CPython's slice.indices() gives them. A bound that is left out is
    None; a step too large for an i64 is cut to one.
    """

    def __init__(self, start: object, stop: object, step: object, length: i64) -> None:
        self.step = i64(1)
        if isinstance(step, int):
            self.step = max(ints.clamp_i64(step), -I64_MAX)
        if self.step == 0:
            raise ValueError("slice step cannot be zero")
        if self.step > 0:
            self.first = _bound(start, i64(0), i64(0), length)
            self.stop = _bound(stop, length, i64(0), length)
            distance = self.stop - self.first
        else:
            self.first = _bound(start, length - 1, i64(-1), length - 1)
            self.stop = _bound(stop, i64(-1), i64(-1), length - 1)
            distance = self.first - self.stop
        self.count = i64(0)
        if distance > 0:
            size = self.step if self.step > 0 else -self.step
            self.count = (distance - 1) // size + 1

    def at(self, index: i64) -> i64:
        """The place of item `index`, which is below `count`."""
        return self.first + index * self.step

    def ascending(self) -> i64:
        """Turn the places around if they go down; the first one."""
        if self.step < 0 and self.count > 0:
            self.first = self.at(self.count - 1)
            self.step = -self.step
        return self.first


def _bound(value: object, default: i64, low: i64, high: i64) -> i64:
    """A bound, counted from the end if it is negative, then cut to low..high."""
    if not isinstance(value, int):
        return default
    at = ints.clamp_i64(value)
    if at < 0:
        if at == I64_MIN:
            return low
        at += high + 1 if low < 0 else high
    return min(max(at, low), high)
