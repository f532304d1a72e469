"""Where an object belongs in a sorted list, whatever its items are represented as."""

from gloam.machine import i64
from gloam.runtime.list import AnyList
from gloam.runtime.object import lt


def position(items: AnyList, x: object, low: int, high: int, is_right: bool) -> int:
    """Between `low` and `high`: before all that equal `x`, or behind them if `is_right`."""
    start = i64(low)
    end = i64(high)
    while start < end:
        middle = (start + end) >> 1
        if middle >= items.size:  # comparing may have made it shorter
            raise IndexError("list index out of range")
        item = items.object_at(middle)
        if lt(x, item) if is_right else not lt(item, x):
            end = middle
        else:
            start = middle + 1
    return int(start)
