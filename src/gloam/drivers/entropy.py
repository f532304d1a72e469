"""RDRAND as a source of entropy."""

from typing import Final

from gloam.machine import (
    bytes_data,
    bytes_finish,
    bytes_new,
    cpuid,
    i64,
    read_random,
    truncate_u8,
    u32,
    u64,
)

_FEATURES: Final = u32(1)
_RDRAND: Final = u32(0x4000_0000)
_ATTEMPTS_MAX: Final = 32


def has_rdrand() -> bool:
    return cpuid(_FEATURES, u32(0), i64(2)) & _RDRAND != u32(0)


def rdrand_bytes(count: int) -> bytes:
    """`count` bytes. Raises OSError when the processor keeps failing (Intel SDM 7.3.17.1)."""
    result = bytes_new(i64(count))
    target = bytes_data(result)
    index = i64(0)
    word = u64(0)
    while index < i64(count):
        if index & i64(7) == i64(0):
            word = _rdrand()
        # SAFETY: index is below the length of the new object.
        target[index] = truncate_u8(word)
        word = word >> 8
        index += 1
    return bytes_finish(result)


def _rdrand() -> u64:
    attempts = 0
    while attempts < _ATTEMPTS_MAX:
        value = read_random()
        if value != u64(0):
            return value
        attempts += 1
    raise OSError("RDRAND gives no random numbers")
