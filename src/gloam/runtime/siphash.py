"""SipHash-1-3 (Aumasson and Bernstein, 2012): the keyed hash of str and bytes.

The key is two words of entropy that boot sets before any str is hashed, so that nobody outside can
choose keys that collide. Until then it is zero.
"""

from typing import Final

from gloam.machine import Ptr, i64, reinterpret, truncate_i64, u8, u64, wrapping_add, wrapping_shl

_STATE_0: Final = u64(0x736F6D6570736575)
_STATE_1: Final = u64(0x646F72616E646F6D)
_STATE_2: Final = u64(0x6C7967656E657261)
_STATE_3: Final = u64(0x7465646279746573)

HASH_UNKEPT: Final = i64(-1)
"""Where a text or data would keep its hash: it is in read-only memory (`gloamc.llvm.constants`)."""

key_0: u64 = u64(0)
key_1: u64 = u64(0)


def set_key(word_0: u64, word_1: u64) -> None:
    global key_0, key_1  # noqa: PLW0603  # set once, by boot
    key_0 = word_0
    key_1 = word_1


def hash_memory(data: Ptr[u8], size: i64) -> i64:
    """Hash `size` bytes; never -1, which marks free dict entries, and never 0 ("not computed")."""
    v0 = key_0 ^ _STATE_0
    v1 = key_1 ^ _STATE_1
    v2 = key_0 ^ _STATE_2
    v3 = key_1 ^ _STATE_3
    # SAFETY: whole words up to size // 8 lie inside the data; x86 and wasm load unaligned words.
    words: Ptr[u64] = reinterpret(data)
    count = size // 8
    rounds_left = i64(0)
    index = i64(0)
    word = u64(0)
    while True:
        # One compression round per word, the padded last word included, then three to finish.
        if rounds_left == 0:
            if index < count:
                word = words[index]
            elif index == count:
                word = _last_word(data, size)
            else:
                v2 = v2 ^ u64(0xFF)
                word = u64(0)
                rounds_left = i64(3)
            index += 1
        v3 = v3 ^ word
        v0 = wrapping_add(v0, v1)
        v1 = (wrapping_shl(v1, u64(13)) | (v1 >> 51)) ^ v0
        v0 = wrapping_shl(v0, u64(32)) | (v0 >> 32)
        v2 = wrapping_add(v2, v3)
        v3 = (wrapping_shl(v3, u64(16)) | (v3 >> 48)) ^ v2
        v0 = wrapping_add(v0, v3)
        v3 = (wrapping_shl(v3, u64(21)) | (v3 >> 43)) ^ v0
        v2 = wrapping_add(v2, v1)
        v1 = (wrapping_shl(v1, u64(17)) | (v1 >> 47)) ^ v2
        v2 = wrapping_shl(v2, u64(32)) | (v2 >> 32)
        v0 = v0 ^ word
        if rounds_left > 0:
            rounds_left -= 1
            if rounds_left == 0:
                break
    value = truncate_i64(v0 ^ v1 ^ v2 ^ v3)
    if value == 0:
        return i64(1)
    if value == -1:
        return i64(-2)
    return value


def _last_word(data: Ptr[u8], size: i64) -> u64:
    """The bytes after the last whole word, and the size modulo 256 in the top byte."""
    word = u64(size % 256) << 56
    index = size - size % 8
    shift = u64(0)
    while index < size:
        word = word | (u64(data[index]) << shift)
        shift = shift + 8
        index += 1
    return word
