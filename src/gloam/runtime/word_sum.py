"""The one's complement sum of bytes (RFC 1071), eight at a time.

The sum does not depend on the byte order of the words but for its own (RFC 1071, 2 B), so whole
machine words are added with the carry going around.
"""

from typing import Final

from gloam.machine import (
    Ptr,
    byte_swap16,
    bytes_data,
    bytes_length,
    i64,
    reinterpret,
    truncate_u16,
    u8,
    u64,
    wrapping_add,
)

_LOW: Final = u64(0xFFFF)


def ones_complement_sum(data: bytes, start: i64, stop: i64) -> int:
    """Of data[start:stop] as big-endian 16-bit words, in 16 bits; an odd last byte is padded.

    0 only for zeros; 0xFFFF stands for every other multiple of it. Raises IndexError outside.
    """
    if start < 0 or stop < start or stop > bytes_length(data):
        raise IndexError("index out of range")
    # SAFETY: start and stop lie inside the data; x86 and wasm load unaligned words.
    at: Ptr[u8] = bytes_data(data) + start
    size = stop - start
    words: Ptr[u64] = reinterpret(at)
    count = size // 8
    total = u64(0)
    index = i64(0)
    while index < count:
        word = words[index]
        total = wrapping_add(total, word)
        if total < word:
            total = wrapping_add(total, u64(1))
        index += 1
    place = count * 8
    tail = u64(0)
    shift = i64(0)
    while place < size:
        tail = tail | u64(at[place]) << u64(shift)
        shift += 8
        place += 1
    total = wrapping_add(total, tail)
    if total < tail:
        total = wrapping_add(total, u64(1))
    total = (total & u64(0xFFFF_FFFF)) + (total >> 32)
    total = (total & _LOW) + (total >> 16)
    total = (total & _LOW) + (total >> 16)
    total = (total & _LOW) + (total >> 16)
    return int(byte_swap16(truncate_u16(total)))
