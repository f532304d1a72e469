"""Bytes objects to and from memory that a device shares.

Both copy exactly once, so what a device changes later cannot reach the program.
"""

from gloam.machine import (
    Ptr,
    bytes_data,
    bytes_finish,
    bytes_length,
    bytes_new,
    copy_memory,
    i64,
    pointer,
    u8,
    u64,
)


def bytes_from(address: u64, size: int) -> bytes:
    """A copy of the `size` bytes at `address`."""
    result = bytes_new(i64(size))
    source: Ptr[u8] = pointer(address)
    # SAFETY: the caller owns `size` readable bytes at `address`; the new object has room for them.
    copy_memory(bytes_data(result), source, i64(size))
    return bytes_finish(result)


def store_part(address: u64, data: bytes, start: int, size: int) -> None:
    """Copy data[start : start + size], all of which is there, to `address`."""
    assert start >= 0 and start + size <= len(data)
    target: Ptr[u8] = pointer(address)
    # SAFETY: the caller owns `size` writable bytes at `address`.
    copy_memory(target, bytes_data(data) + i64(start), i64(size))


def store_bytes(address: u64, data: bytes) -> None:
    """Copy all of `data` to `address`."""
    target: Ptr[u8] = pointer(address)
    # SAFETY: the caller owns len(data) writable bytes at `address`.
    copy_memory(target, bytes_data(data), bytes_length(data))
