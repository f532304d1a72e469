"""SHA-2 (FIPS 180-4): on words of 32 bits, SHA-256 and SHA-224, and of 64, SHA-512 and SHA-384."""

from __future__ import annotations

from typing import Final

from gloam.kernel.block_hash import BlockHash, native_words
from gloam.machine import (
    Ptr,
    byte_swap32,
    byte_swap64,
    bytes_data,
    bytes_finish,
    bytes_new,
    copy_memory,
    i64,
    reinterpret,
    u8,
    u32,
    u64,
    wrapping_add,
    wrapping_shl,
)

# Section 4.2: fractions of the cube roots of the first primes. Section 5.3: of square roots.
_K_32: Final = native_words(
    bytes.fromhex(
        "428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5"
        "d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174"
        "e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da"
        "983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967"
        "27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85"
        "a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070"
        "19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3"
        "748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2"
    ),
    i64(4),
)
_K_64: Final = native_words(
    bytes.fromhex(
        "428a2f98d728ae22 7137449123ef65cd b5c0fbcfec4d3b2f e9b5dba58189dbbc"
        "3956c25bf348b538 59f111f1b605d019 923f82a4af194f9b ab1c5ed5da6d8118"
        "d807aa98a3030242 12835b0145706fbe 243185be4ee4b28c 550c7dc3d5ffb4e2"
        "72be5d74f27b896f 80deb1fe3b1696b1 9bdc06a725c71235 c19bf174cf692694"
        "e49b69c19ef14ad2 efbe4786384f25e3 0fc19dc68b8cd5b5 240ca1cc77ac9c65"
        "2de92c6f592b0275 4a7484aa6ea6e483 5cb0a9dcbd41fbd4 76f988da831153b5"
        "983e5152ee66dfab a831c66d2db43210 b00327c898fb213f bf597fc7beef0ee4"
        "c6e00bf33da88fc2 d5a79147930aa725 06ca6351e003826f 142929670a0e6e70"
        "27b70a8546d22ffc 2e1b21385c26c926 4d2c6dfc5ac42aed 53380d139d95b3df"
        "650a73548baf63de 766a0abb3c77b2a8 81c2c92e47edaee6 92722c851482353b"
        "a2bfe8a14cf10364 a81a664bbc423001 c24b8b70d0f89791 c76c51a30654be30"
        "d192e819d6ef5218 d69906245565a910 f40e35855771202a 106aa07032bbd1b8"
        "19a4c116b8d2d0c8 1e376c085141ab53 2748774cdf8eeb99 34b0bcb5e19b48a8"
        "391c0cb3c5c95a63 4ed8aa4ae3418acb 5b9cca4f7763e373 682e6ff3d6b2b8a3"
        "748f82ee5defb2fc 78a5636f43172f60 84c87814a1f0ab72 8cc702081a6439ec"
        "90befffa23631e28 a4506cebde82bde9 bef9a3f7b2c67915 c67178f2e372532b"
        "ca273eceea26619c d186b8c721c0c207 eada7dd6cde0eb1e f57d4f7fee6ed178"
        "06f067aa72176fba 0a637dc5a2c898a6 113f9804bef90dae 1b710b35131c471b"
        "28db77f523047d84 32caab7b40c72493 3c9ebe0a15c9bebc 431d67c49c100d4c"
        "4cc5d4becb3e42b6 597f299cfc657e2a 5fcb6fab3ad6faec 6c44198c4a475817"
    ),
    i64(8),
)
_SHA_256: Final = bytes.fromhex(
    "6a09e667 bb67ae85 3c6ef372 a54ff53a 510e527f 9b05688c 1f83d9ab 5be0cd19"
)
_SHA_224: Final = bytes.fromhex(
    "c1059ed8 367cd507 3070dd17 f70e5939 ffc00b31 68581511 64f98fa7 befa4fa4"
)
_SHA_512: Final = bytes.fromhex(
    "6a09e667f3bcc908 bb67ae8584caa73b 3c6ef372fe94f82b a54ff53a5f1d36f1"
    "510e527fade682d1 9b05688c2b3e6c1f 1f83d9abfb41bd6b 5be0cd19137e2179"
)
_SHA_384: Final = bytes.fromhex(
    "cbbb9d5dc1059ed8 629a292a367cd507 9159015a3070dd17 152fecd8f70e5939"
    "67332667ffc00b31 8eb44a8768581511 db0c2e0d64f98fa7 47b5481dbefa4fa4"
)

_STATE_32: Final = i64(32)
_STATE_64: Final = i64(64)


def sha256() -> Sha2Narrow:
    return Sha2Narrow(native_words(_SHA_256, i64(4)), i64(32))


def sha224() -> Sha2Narrow:
    return Sha2Narrow(native_words(_SHA_224, i64(4)), i64(28))


def sha512() -> Sha2Wide:
    return Sha2Wide(native_words(_SHA_512, i64(8)), i64(64))


def sha384() -> Sha2Wide:
    return Sha2Wide(native_words(_SHA_384, i64(8)), i64(48))


def _right_32(x: u32, n: u32) -> u32:
    return (x >> n) | wrapping_shl(x, 32 - n)


def _right_64(x: u64, n: u64) -> u64:
    return (x >> n) | wrapping_shl(x, 64 - n)


class Sha2Narrow(BlockHash):
    """SHA-256 and SHA-224: eight words of 32 bits."""

    def __init__(self, initial: bytes, digest_size: i64) -> None:
        super().__init__(i64(64), i64(8), True)
        self._digest_size = digest_size
        self._state = bytes_new(_STATE_32)
        copy_memory(bytes_data(self._state), bytes_data(initial), _STATE_32)
        self._schedule = bytes_new(i64(64 * 4))

    def copy(self) -> Sha2Narrow:
        result = Sha2Narrow(self._state, self._digest_size)
        result._copy_buffer(self)
        return result

    def _compress(self, data: Ptr[u8], blocks: i64) -> None:
        # SAFETY: the caller has `blocks` blocks of 64 bytes; unaligned loads are fine.
        words: Ptr[u32] = reinterpret(data)
        w: Ptr[u32] = reinterpret(bytes_data(self._schedule))
        state: Ptr[u32] = reinterpret(bytes_data(self._state))
        left = blocks
        while left > 0:
            t = i64(0)
            while t < 16:
                w[t] = byte_swap32(words[t])
                t += 1
            while t < 64:
                x = w[t - 15]
                y = w[t - 2]
                x = _right_32(x, u32(7)) ^ _right_32(x, u32(18)) ^ (x >> 3)
                y = _right_32(y, u32(17)) ^ _right_32(y, u32(19)) ^ (y >> 10)
                w[t] = wrapping_add(wrapping_add(w[t - 16], x), wrapping_add(w[t - 7], y))
                t += 1
            _mix_32(state, w)
            words = words + 16
            left -= 1

    def _write_state(self) -> bytes:
        result = bytes_new(self._digest_size)
        words: Ptr[u32] = reinterpret(bytes_data(result))
        state: Ptr[u32] = reinterpret(bytes_data(self._state))
        at = i64(0)
        while at < self._digest_size // 4:
            words[at] = byte_swap32(state[at])
            at += 1
        return bytes_finish(result)


def _mix_32(state: Ptr[u32], w: Ptr[u32]) -> None:
    """The 64 steps of section 6.2.2."""
    k: Ptr[u32] = reinterpret(bytes_data(_K_32))
    a = state[0]
    b = state[1]
    c = state[2]
    d = state[3]
    e = state[4]
    f = state[5]
    g = state[6]
    h = state[7]
    t = i64(0)
    while t < 64:
        sigma = _right_32(e, u32(6)) ^ _right_32(e, u32(11)) ^ _right_32(e, u32(25))
        choice = g ^ (e & (f ^ g))
        one = wrapping_add(wrapping_add(h, sigma), choice)
        one = wrapping_add(one, wrapping_add(k[t], w[t]))
        sigma = _right_32(a, u32(2)) ^ _right_32(a, u32(13)) ^ _right_32(a, u32(22))
        two = wrapping_add(sigma, (a & b) | (c & (a | b)))
        h = g
        g = f
        f = e
        e = wrapping_add(d, one)
        d = c
        c = b
        b = a
        a = wrapping_add(one, two)
        t += 1
    state[0] = wrapping_add(state[0], a)
    state[1] = wrapping_add(state[1], b)
    state[2] = wrapping_add(state[2], c)
    state[3] = wrapping_add(state[3], d)
    state[4] = wrapping_add(state[4], e)
    state[5] = wrapping_add(state[5], f)
    state[6] = wrapping_add(state[6], g)
    state[7] = wrapping_add(state[7], h)


class Sha2Wide(BlockHash):
    """SHA-512 and SHA-384: eight words of 64 bits."""

    def __init__(self, initial: bytes, digest_size: i64) -> None:
        super().__init__(i64(128), i64(16), True)
        self._digest_size = digest_size
        self._state = bytes_new(_STATE_64)
        copy_memory(bytes_data(self._state), bytes_data(initial), _STATE_64)
        self._schedule = bytes_new(i64(80 * 8))

    def copy(self) -> Sha2Wide:
        result = Sha2Wide(self._state, self._digest_size)
        result._copy_buffer(self)
        return result

    def _compress(self, data: Ptr[u8], blocks: i64) -> None:
        # SAFETY: the caller has `blocks` blocks of 128 bytes; unaligned loads are fine.
        words: Ptr[u64] = reinterpret(data)
        w: Ptr[u64] = reinterpret(bytes_data(self._schedule))
        state: Ptr[u64] = reinterpret(bytes_data(self._state))
        left = blocks
        while left > 0:
            t = i64(0)
            while t < 16:
                w[t] = byte_swap64(words[t])
                t += 1
            while t < 80:
                x = w[t - 15]
                y = w[t - 2]
                x = _right_64(x, u64(1)) ^ _right_64(x, u64(8)) ^ (x >> 7)
                y = _right_64(y, u64(19)) ^ _right_64(y, u64(61)) ^ (y >> 6)
                w[t] = wrapping_add(wrapping_add(w[t - 16], x), wrapping_add(w[t - 7], y))
                t += 1
            _mix_64(state, w)
            words = words + 16
            left -= 1

    def _write_state(self) -> bytes:
        result = bytes_new(self._digest_size)
        words: Ptr[u64] = reinterpret(bytes_data(result))
        state: Ptr[u64] = reinterpret(bytes_data(self._state))
        at = i64(0)
        while at < self._digest_size // 8:
            words[at] = byte_swap64(state[at])
            at += 1
        return bytes_finish(result)


def _mix_64(state: Ptr[u64], w: Ptr[u64]) -> None:
    """The 80 steps of section 6.4.2."""
    k: Ptr[u64] = reinterpret(bytes_data(_K_64))
    a = state[0]
    b = state[1]
    c = state[2]
    d = state[3]
    e = state[4]
    f = state[5]
    g = state[6]
    h = state[7]
    t = i64(0)
    while t < 80:
        sigma = _right_64(e, u64(14)) ^ _right_64(e, u64(18)) ^ _right_64(e, u64(41))
        choice = g ^ (e & (f ^ g))
        one = wrapping_add(wrapping_add(h, sigma), choice)
        one = wrapping_add(one, wrapping_add(k[t], w[t]))
        sigma = _right_64(a, u64(28)) ^ _right_64(a, u64(34)) ^ _right_64(a, u64(39))
        two = wrapping_add(sigma, (a & b) | (c & (a | b)))
        h = g
        g = f
        f = e
        e = wrapping_add(d, one)
        d = c
        c = b
        b = a
        a = wrapping_add(one, two)
        t += 1
    state[0] = wrapping_add(state[0], a)
    state[1] = wrapping_add(state[1], b)
    state[2] = wrapping_add(state[2], c)
    state[3] = wrapping_add(state[3], d)
    state[4] = wrapping_add(state[4], e)
    state[5] = wrapping_add(state[5], f)
    state[6] = wrapping_add(state[6], g)
    state[7] = wrapping_add(state[7], h)
