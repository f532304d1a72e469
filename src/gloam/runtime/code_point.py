"""Code points in the data of a str: 1, 2 or 4 bytes each, the kind of the str.

A code point is an i64 here. Kinds are always the smallest that holds every code point, as in
CPython, so two equal str have equal bytes. It does not know what a code point means.

SAFETY: every function takes the data of an object that its caller keeps alive, and positions that
the caller has checked against its length.
"""
# ruff: noqa: PLR0917, PLR1730  (a raw area is three values; comparisons written out)

from typing import Final

from gloam.machine import (
    Ptr,
    bytes_data,
    bytes_length,
    copy_memory,
    i64,
    null,
    reinterpret,
    str_data,
    str_finish,
    str_kind,
    str_length,
    str_new,
    truncate_u8,
    truncate_u16,
    truncate_u32,
    u8,
    u16,
    u32,
)
from gloam.runtime import collector, heap

_BUFFER_MIN: Final = i64(32)
_ASCII_COUNT: Final = i64(128)
_REPLACEMENT: Final = i64(0xFFFD)

_ascii: list[str] | None = None


def kind_of(point: i64) -> i64:
    """The smallest kind that holds this code point."""
    if point < 0x100:
        return i64(1)
    if point < 0x10000:
        return i64(2)
    return i64(4)


def read(data: Ptr[u8], kind: i64, index: i64) -> i64:
    if kind == 1:
        return i64(data[index])
    if kind == 2:
        halves: Ptr[u16] = reinterpret(data)
        return i64(halves[index])
    words: Ptr[u32] = reinterpret(data)
    return i64(words[index])


def write(data: Ptr[u8], kind: i64, index: i64, point: i64) -> None:
    """`point` fits `kind`."""
    if kind == 1:
        data[index] = truncate_u8(point)
    elif kind == 2:
        halves: Ptr[u16] = reinterpret(data)
        halves[index] = truncate_u16(point)
    else:
        words: Ptr[u32] = reinterpret(data)
        words[index] = truncate_u32(point)


def smallest_kind(data: Ptr[u8], kind: i64, start: i64, stop: i64) -> i64:
    """The smallest kind that holds data[start:stop]."""
    if kind == 1:
        return i64(1)
    found = i64(1)
    while start < stop:
        needed = kind_of(read(data, kind, start))
        if needed == kind:
            return kind
        if needed > found:
            found = needed
        start += 1
    return found


def copy(
    target: Ptr[u8],
    target_kind: i64,
    target_index: i64,
    source: Ptr[u8],
    source_kind: i64,
    source_index: i64,
    count: i64,
) -> None:
    """Copy `count` code points, which fit `target_kind`; the areas do not overlap."""
    if target_kind == source_kind:
        copy_memory(
            target + target_index * target_kind,
            source + source_index * source_kind,
            count * source_kind,
        )
        return
    index = i64(0)
    while index < count:
        point = read(source, source_kind, source_index + index)
        write(target, target_kind, target_index + index, point)
        index += 1


def copy_str(target: Ptr[u8], target_kind: i64, target_index: i64, source: str) -> None:
    """Copy a whole str, whose kind is at most `target_kind`."""
    source_kind = str_kind(source)
    count = str_length(source)
    copy(target, target_kind, target_index, str_data(source), source_kind, i64(0), count)


def new_str(data: Ptr[u8], kind: i64, start: i64, stop: i64) -> str:
    """A str of data[start:stop], of the smallest kind."""
    if stop <= start:
        return ""
    needed = smallest_kind(data, kind, start, stop)
    result = str_new(stop - start, needed)
    copy(str_data(result), needed, i64(0), data, kind, start, stop - start)
    return str_finish(result)


def item_character(point: i64) -> str:
    """`character` for the items of a str: those of ASCII are made once, at the first use."""
    if point < _ASCII_COUNT:
        return _ascii_characters()[int(point)]
    return character(point)


def _ascii_characters() -> list[str]:
    global _ascii  # noqa: PLW0603  # made at the first use
    known = _ascii
    if known is not None:
        return known
    made: list[str] = []
    point = i64(0)
    while point < _ASCII_COUNT:
        made.append(character(point))
        point += 1
    _ascii = made
    return made


def character(point: i64) -> str:
    """The str of one code point."""
    kind = kind_of(point)
    result = str_new(i64(1), kind)
    write(str_data(result), kind, i64(0), point)
    return str_finish(result)


def ascii_text(data: bytes) -> str:
    """The text of ASCII bytes, with U+FFFD for all others: what int() and float() read."""
    text = CodePointBuffer()
    at = i64(0)
    while at < bytes_length(data):
        code = i64(bytes_data(data)[at])
        text.append(code if code < _ASCII_COUNT else _REPLACEMENT)
        at += 1
    return text.finish()


class CodePointBuffer:
    """Code points collected one by one, then turned into a str."""

    def __init__(self) -> None:
        self._points: Ptr[u32] = null()
        self._size = i64(0)
        self._capacity = i64(0)

    def append(self, point: i64) -> None:
        if self._size == self._capacity:
            self._grow(self._size + 1)
        self._points[self._size] = truncate_u32(point)
        self._size += 1

    def append_str(self, text: str) -> None:
        count = str_length(text)
        if self._size + count > self._capacity:
            self._grow(self._size + count)
        if count > 0:
            target: Ptr[u8] = reinterpret(self._points)
            copy_str(target, i64(4), self._size, text)
            self._size += count

    def finish(self) -> str:
        """The collected text; the buffer is empty afterwards."""
        if self._size == 0:
            return ""
        data: Ptr[u8] = reinterpret(self._points)
        result = new_str(data, i64(4), i64(0), self._size)
        self._release()
        return result

    def _grow(self, needed: i64) -> None:
        capacity = self._capacity * 2
        if capacity < _BUFFER_MIN:
            capacity = _BUFFER_MIN
        if capacity < needed:
            capacity = needed
        fresh: Ptr[u32] = reinterpret(collector.allocate_block(capacity * 4))
        if fresh.is_null():
            raise MemoryError
        if self._size > 0:
            copy_memory(fresh, self._points, self._size)
        size = self._size
        self._release()
        self._points = fresh
        self._size = size
        self._capacity = capacity

    def _release(self) -> None:
        if self._capacity > 0:
            block: Ptr[u8] = reinterpret(self._points)
            heap.free(block, self._capacity * 4)
        self._points = null()
        self._size = i64(0)
        self._capacity = i64(0)

    def __drop__(self) -> None:
        self._release()
