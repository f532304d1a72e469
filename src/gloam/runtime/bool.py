"""The methods of bool that differ from those of int. A bool here is an unboxed 0 or 1."""

from gloam.machine import i64


def __repr__(self: bool) -> str:
    if self:
        return "True"
    return "False"


def __str__(self: bool) -> str:
    return __repr__(self)


def __hash__(self: bool) -> i64:
    if self:
        return i64(1)
    return i64(0)


def __floor__(a: bool) -> int:
    return int(a)


def __ceil__(a: bool) -> int:
    return int(a)


def __trunc__(a: bool) -> int:
    return int(a)
