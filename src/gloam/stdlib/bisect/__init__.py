"""bisect: where an item belongs in a sorted sequence, and its insertion there."""

from .search import bisect_left, bisect_right, insort_left, insort_right
from .search import bisect_right as bisect
from .search import insort_right as insort

__all__ = [
    "bisect",
    "bisect_left",
    "bisect_right",
    "insort",
    "insort_left",
    "insort_right",
]
