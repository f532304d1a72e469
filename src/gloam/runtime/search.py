"""Finding one sequence of code points or bytes in another; str and bytes share it.

A sequence is its data, its kind (1 for bytes) and positions in it. All results are positions in the
haystack or -1. The needle is never empty here: its callers answer that case.
"""
# ruff: noqa: PLR0917  (a haystack is four values and a needle three)

from gloam.machine import Ptr, compare_memory, i64, u8
from gloam.runtime import code_point


def matches(
    data: Ptr[u8], kind: i64, at: i64, needle: Ptr[u8], needle_kind: i64, count: i64
) -> bool:
    """Whether data[at:at + count], which exists, equals the needle of `count` items."""
    if kind == needle_kind:
        return compare_memory(data + at * kind, needle, count * kind) == 0
    index = i64(0)
    while index < count:
        left = code_point.read(data, kind, at + index)
        if left != code_point.read(needle, needle_kind, index):
            return False
        index += 1
    return True


def find(
    data: Ptr[u8],
    kind: i64,
    start: i64,
    stop: i64,
    needle: Ptr[u8],
    needle_kind: i64,
    count: i64,
) -> i64:
    """The first match inside data[start:stop]."""
    last = stop - count
    first = code_point.read(needle, needle_kind, i64(0))
    while start <= last:
        if code_point.read(data, kind, start) == first and matches(
            data, kind, start, needle, needle_kind, count
        ):
            return start
        start += 1
    return i64(-1)


def find_last(
    data: Ptr[u8],
    kind: i64,
    start: i64,
    stop: i64,
    needle: Ptr[u8],
    needle_kind: i64,
    count: i64,
) -> i64:
    """The last match inside data[start:stop]."""
    at = stop - count
    first = code_point.read(needle, needle_kind, i64(0))
    while at >= start:
        if code_point.read(data, kind, at) == first and matches(
            data, kind, at, needle, needle_kind, count
        ):
            return at
        at -= 1
    return i64(-1)


def clamp(position: i64, length: i64) -> i64:
    """A slice bound as CPython reads it: negative counts from the end, then 0..length."""
    if position < 0:
        position += length
        if position < 0:
            return i64(0)
        return position
    if position > length:
        return length
    return position
