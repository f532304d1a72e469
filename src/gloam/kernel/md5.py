"""MD5 (RFC 1321)."""

from __future__ import annotations

from typing import Final

from gloam.kernel.block_hash import BlockHash, native_words
from gloam.machine import (
    Ptr,
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

# floor(2**32 * abs(sin(i + 1))), section 3.4.
_SINES: Final = native_words(
    bytes.fromhex(
        "d76aa478 e8c7b756 242070db c1bdceee f57c0faf 4787c62a a8304613 fd469501"
        "698098d8 8b44f7af ffff5bb1 895cd7be 6b901122 fd987193 a679438e 49b40821"
        "f61e2562 c040b340 265e5a51 e9b6c7aa d62f105d 02441453 d8a1e681 e7d3fbc8"
        "21e1cde6 c33707d6 f4d50d87 455a14ed a9e3e905 fcefa3f8 676f02d9 8d2a4c8a"
        "fffa3942 8771f681 6d9d6122 fde5380c a4beea44 4bdecfa9 f6bb4b60 bebfbc70"
        "289b7ec6 eaa127fa d4ef3085 04881d05 d9d4d039 e6db99e5 1fa27cf8 c4ac5665"
        "f4292244 432aff97 ab9423a7 fc93a039 655b59c3 8f0ccc92 ffeff47d 85845dd1"
        "6fa87e4f fe2ce6e0 a3014314 4e0811a1 f7537e82 bd3af235 2ad7d2bb eb86d391"
    ),
    i64(4),
)


def _rotated(x: u32, n: u32) -> u32:
    return wrapping_shl(x, n) | (x >> (32 - n))


class Md5(BlockHash):
    def __init__(self) -> None:
        super().__init__(i64(64), i64(8), False)
        self._a = u32(0x67452301)
        self._b = u32(0xEFCDAB89)
        self._c = u32(0x98BADCFE)
        self._d = u32(0x10325476)

    def copy(self) -> Md5:
        result = Md5()
        result._copy_buffer(self)
        result._a = self._a
        result._b = self._b
        result._c = self._c
        result._d = self._d
        return result

    def _compress(self, data: Ptr[u8], blocks: i64) -> None:
        # SAFETY: the caller has `blocks` blocks of 64 bytes; unaligned loads are fine.
        words: Ptr[u32] = reinterpret(data)
        sines: Ptr[u32] = reinterpret(bytes_data(_SINES))
        a = self._a
        b = self._b
        c = self._c
        d = self._d
        left = blocks
        while left > 0:
            old_a = a
            old_b = b
            old_c = c
            old_d = d
            # Four steps at a time, so that a, b, c and d come back to their places.
            i = i64(0)
            while i < 16:
                a = _step_f(a, b, c, d, wrapping_add(words[i], sines[i]), u32(7))
                d = _step_f(d, a, b, c, wrapping_add(words[i + 1], sines[i + 1]), u32(12))
                c = _step_f(c, d, a, b, wrapping_add(words[i + 2], sines[i + 2]), u32(17))
                b = _step_f(b, c, d, a, wrapping_add(words[i + 3], sines[i + 3]), u32(22))
                i += 4
            k = i64(1)
            while i < 32:
                a = _step_g(a, b, c, d, wrapping_add(words[k], sines[i]), u32(5))
                d = _step_g(d, a, b, c, wrapping_add(words[(k + 5) & 15], sines[i + 1]), u32(9))
                c = _step_g(c, d, a, b, wrapping_add(words[(k + 10) & 15], sines[i + 2]), u32(14))
                b = _step_g(b, c, d, a, wrapping_add(words[(k + 15) & 15], sines[i + 3]), u32(20))
                k = (k + 4) & 15
                i += 4
            k = i64(5)
            while i < 48:
                a = _step_h(a, b, c, d, wrapping_add(words[k], sines[i]), u32(4))
                d = _step_h(d, a, b, c, wrapping_add(words[(k + 3) & 15], sines[i + 1]), u32(11))
                c = _step_h(c, d, a, b, wrapping_add(words[(k + 6) & 15], sines[i + 2]), u32(16))
                b = _step_h(b, c, d, a, wrapping_add(words[(k + 9) & 15], sines[i + 3]), u32(23))
                k = (k + 12) & 15
                i += 4
            k = i64(0)
            while i < 64:
                a = _step_i(a, b, c, d, wrapping_add(words[k], sines[i]), u32(6))
                d = _step_i(d, a, b, c, wrapping_add(words[(k + 7) & 15], sines[i + 1]), u32(10))
                c = _step_i(c, d, a, b, wrapping_add(words[(k + 14) & 15], sines[i + 2]), u32(15))
                b = _step_i(b, c, d, a, wrapping_add(words[(k + 21) & 15], sines[i + 3]), u32(21))
                k = (k + 28) & 15
                i += 4
            a = wrapping_add(a, old_a)
            b = wrapping_add(b, old_b)
            c = wrapping_add(c, old_c)
            d = wrapping_add(d, old_d)
            words = words + 16
            left -= 1
        self._a = a
        self._b = b
        self._c = c
        self._d = d

    def _write_state(self) -> bytes:
        result = bytes_new(i64(16))
        words: Ptr[u32] = reinterpret(bytes_data(result))
        words[0] = self._a
        words[1] = self._b
        words[2] = self._c
        words[3] = self._d
        return bytes_finish(result)


def _step_f(a: u32, b: u32, c: u32, d: u32, x: u32, s: u32) -> u32:
    f = d ^ (b & (c ^ d))
    return wrapping_add(b, _rotated(wrapping_add(wrapping_add(a, f), x), s))


def _step_g(a: u32, b: u32, c: u32, d: u32, x: u32, s: u32) -> u32:
    f = c ^ (d & (b ^ c))
    return wrapping_add(b, _rotated(wrapping_add(wrapping_add(a, f), x), s))


def _step_h(a: u32, b: u32, c: u32, d: u32, x: u32, s: u32) -> u32:
    f = b ^ c ^ d
    return wrapping_add(b, _rotated(wrapping_add(wrapping_add(a, f), x), s))


def _step_i(a: u32, b: u32, c: u32, d: u32, x: u32, s: u32) -> u32:
    f = c ^ (b | ~d)
    return wrapping_add(b, _rotated(wrapping_add(wrapping_add(a, f), x), s))
