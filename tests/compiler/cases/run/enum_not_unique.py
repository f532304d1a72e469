# alone: ends with an exception
"""@unique of an enum with an alias: the class statement raises."""

from enum import Enum, unique

print("before")


@unique
class Bad(Enum):
    A = 1
    B = 2
    C = 1
    D = 2


print("never", Bad.A)
