"""SHA-1 (FIPS 180-4, section 6.1)."""

from __future__ import annotations

from gloam.kernel.block_hash import BlockHash
from gloam.machine import (
    Ptr,
    byte_swap32,
    bytes_data,
    bytes_finish,
    bytes_new,
    i64,
    reinterpret,
    u8,
    u32,
    wrapping_add,
    wrapping_shl,
)


class Sha1(BlockHash):
    def __init__(self) -> None:
        super().__init__(i64(64), i64(8), True)
        self._a = u32(0x67452301)
        self._b = u32(0xEFCDAB89)
        self._c = u32(0x98BADCFE)
        self._d = u32(0x10325476)
        self._e = u32(0xC3D2E1F0)
        self._schedule = bytes_new(i64(80 * 4))

    def copy(self) -> Sha1:
        result = Sha1()
        result._copy_buffer(self)
        result._a = self._a
        result._b = self._b
        result._c = self._c
        result._d = self._d
        result._e = self._e
        return result

    def _compress(self, data: Ptr[u8], blocks: i64) -> None:
        # SAFETY: the caller has `blocks` blocks of 64 bytes; unaligned loads are fine.
        words: Ptr[u32] = reinterpret(data)
        w: Ptr[u32] = reinterpret(bytes_data(self._schedule))
        left = blocks
        while left > 0:
            t = i64(0)
            while t < 16:
                w[t] = byte_swap32(words[t])
                t += 1
            while t < 80:
                x = w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16]
                w[t] = wrapping_shl(x, u32(1)) | (x >> 31)
                t += 1
            self._mix(w)
            words = words + 16
            left -= 1

    def _mix(self, w: Ptr[u32]) -> None:
        a = self._a
        b = self._b
        c = self._c
        d = self._d
        e = self._e
        t = i64(0)
        while t < 80:
            if t < 20:
                f = wrapping_add(d ^ (b & (c ^ d)), u32(0x5A827999))
            elif t < 40:
                f = wrapping_add(b ^ c ^ d, u32(0x6ED9EBA1))
            elif t < 60:
                f = wrapping_add((b & c) | (d & (b | c)), u32(0x8F1BBCDC))
            else:
                f = wrapping_add(b ^ c ^ d, u32(0xCA62C1D6))
            fresh = wrapping_add(wrapping_shl(a, u32(5)) | (a >> 27), f)
            fresh = wrapping_add(wrapping_add(fresh, e), w[t])
            e = d
            d = c
            c = wrapping_shl(b, u32(30)) | (b >> 2)
            b = a
            a = fresh
            t += 1
        self._a = wrapping_add(self._a, a)
        self._b = wrapping_add(self._b, b)
        self._c = wrapping_add(self._c, c)
        self._d = wrapping_add(self._d, d)
        self._e = wrapping_add(self._e, e)

    def _write_state(self) -> bytes:
        result = bytes_new(i64(20))
        words: Ptr[u32] = reinterpret(bytes_data(result))
        words[0] = byte_swap32(self._a)
        words[1] = byte_swap32(self._b)
        words[2] = byte_swap32(self._c)
        words[3] = byte_swap32(self._d)
        words[4] = byte_swap32(self._e)
        return bytes_finish(result)
