"""Machine integers for callers that have only `int`: they check the range before."""

from __future__ import annotations

from gloam.machine import i64, u8


def size_of(size: int) -> i64:
    """`size` is at least 0. Raises OverflowError from 2**63 on."""
    return i64(size)


def small_byte(value: int) -> u8:
    """`value` is below 256."""
    return u8(value)
