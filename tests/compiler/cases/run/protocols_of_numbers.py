"""Hashable, SupportsFloat and the like as types of parameters and containers: numbers fit them."""

from collections.abc import Hashable
from typing import SupportsFloat, SupportsIndex, SupportsInt


class Half:
    def __float__(self) -> float:
        return 0.5

    def __int__(self) -> int:
        return 7


def total(*values: Hashable) -> int:
    seen: dict[Hashable, int] = {}
    for value in values:
        seen[value] = seen.get(value, 0) + 1
    return len(seen)


def as_float(x: SupportsFloat) -> float:
    return float(x)


def as_int(x: SupportsInt) -> int:
    return int(x)


def indexed(x: SupportsIndex) -> SupportsIndex:
    return x


print(total(1, "a", 1.0, True, (1, 2), None, (1, 2)))
print(as_float(3), as_float(2.5), as_float(True), as_float(Half()), as_float(10**20))
print(as_int(3), as_int(2.9), as_int(Half()))
print(indexed(5), indexed(True))
h: Hashable = 5
print(h, hash(h) == hash(5), h == 5)
h = "text"
print(h, [h, h] == ["text", "text"])
