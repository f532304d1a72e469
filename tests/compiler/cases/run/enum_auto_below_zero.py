"""auto() behind values below zero."""

from enum import Enum, auto, IntEnum


class A(Enum):
    X = -5
    Y = auto()
    Z = auto()


class D(Enum):
    X = -5
    Y = auto()
    Z = auto()
    V = 0
    W = auto()


print([m.value for m in A], [m.value for m in D])
