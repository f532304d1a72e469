"""Operands as builtin types."""

from gloam.machine import type_name


def index_of(a: object) -> int:
    """a.__index__() of an int."""
    if not isinstance(a, int):
        raise TypeError(f"'{type_name(a)}' object cannot be interpreted as an integer")
    return a + 0
