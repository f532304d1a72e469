"""Finding one sequence of code points or bytes in another; str and bytes share it.

A sequence is its data, its kind (1 for bytes) and positions in it. All results are positions in the
haystack or -1. The needle is never empty here: its callers answer that case.
"""
# ruff: noqa: PLR0917  (a haystack is four values and a needle three)

from typing import Final

from gloam.machine import (
    Ptr,
    compare_memory,
    i64,
    reinterpret,
    trailing_zeros,
    u8,
    u64,
    wrapping_sub,
)
from gloam.runtime import code_point

_EVERY_BYTE: Final = u64(0x0101_0101_0101_0101)
_EVERY_TOP_BIT: Final = u64(0x8080_8080_8080_8080)


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


def find_byte(data: Ptr[u8], byte: u8, start: i64, stop: i64) -> i64:
    """Where `byte` is first inside data[start:stop], or -1; eight bytes at a time."""
    pattern = u64(byte) * _EVERY_BYTE
    while start + 8 <= stop:
        # SAFETY: the word lies inside the data; x86 and wasm load unaligned words.
        words: Ptr[u64] = reinterpret(data + start)
        different = words[i64(0)] ^ pattern
        # The lowest byte that becomes 0x80 here is the lowest that is zero in `different`.
        zeros = wrapping_sub(different, _EVERY_BYTE) & ~different & _EVERY_TOP_BIT
        if zeros != 0:
            return start + (trailing_zeros(zeros) >> 3)
        start += 8
    while start < stop:
        if data[start] == byte:
            return start
        start += 1
    return i64(-1)


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
    if kind == 1 and needle_kind == 1:
        while start <= last:
            start = find_byte(data, needle[i64(0)], start, last + 1)
            if start < 0:
                return start
            if count == 1 or compare_memory(data + start, needle, count) == 0:
                return start
            start += 1
        return i64(-1)
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
