"""BLAKE2b and BLAKE2s (RFC 7693), with the parameter block of the BLAKE2 paper, section 2.8."""

from __future__ import annotations

from typing import Final

from gloam.kernel.block_hash import native_words
from gloam.machine import (
    Ptr,
    bytes_data,
    bytes_finish,
    bytes_length,
    bytes_new,
    copy_memory,
    fill_memory,
    i64,
    reinterpret,
    u8,
    u32,
    u64,
    wrapping_add,
    wrapping_shl,
)

# The initial states are those of SHA-512 and SHA-256.
_STATE_64: Final = native_words(
    bytes.fromhex(
        "6a09e667f3bcc908 bb67ae8584caa73b 3c6ef372fe94f82b a54ff53a5f1d36f1"
        "510e527fade682d1 9b05688c2b3e6c1f 1f83d9abfb41bd6b 5be0cd19137e2179"
    ),
    i64(8),
)
_STATE_32: Final = native_words(
    bytes.fromhex("6a09e667 bb67ae85 3c6ef372 a54ff53a 510e527f 9b05688c 1f83d9ab 5be0cd19"),
    i64(4),
)
# The order of the words in each of ten rounds; BLAKE2b begins again for two more.
_SIGMA: Final = bytes.fromhex(
    "000102030405060708090a0b0c0d0e0f 0e0a0408090f0d06010c00020b070503"
    "0b080c0005020f0d0a0e030607010904 070903010d0c0b0e0206050a04000f08"
    "0900050702040a0f0e010b0c0608030d 020c060a000b0803040d07050f0e0109"
    "0c05010f0e0d040a000706030902080b 0d0b070e0c01030905000f040806020a"
    "060f0e090b0300080c020d0701040a05 0a020804070601050f0b090e030c0d00"
)


class Blake2:
    """A hash that is being made; the last block waits until it is known to be the last."""

    def __init__(self, block_size: i64, digest_size: i64, is_last_node: bool) -> None:
        self.block_size = block_size
        self.digest_size = digest_size
        self._is_last_node = is_last_node
        self._buffer = bytes_new(block_size)
        self._filled = i64(0)
        self._size = u64(0)
        self._state = bytes_new(block_size // 2)
        self._work = bytes_new(block_size)

    def _compress(self, data: Ptr[u8], is_last: bool) -> None:
        raise NotImplementedError

    def copy(self) -> Blake2:
        raise NotImplementedError

    def _copy_all(self, source: Blake2) -> None:
        copy_memory(bytes_data(self._buffer), bytes_data(source._buffer), source._filled)
        copy_memory(bytes_data(self._state), bytes_data(source._state), self.block_size // 2)
        self._filled = source._filled
        self._size = source._size

    def _set_parameters(self, initial: bytes, parameters: bytes) -> None:
        """`parameters` are as long as the state."""
        state = bytes_data(self._state)
        at = i64(0)
        while at < self.block_size // 2:
            state[at] = bytes_data(initial)[at] ^ bytes_data(parameters)[at]
            at += 1

    def update(self, data: bytes) -> None:
        source = bytes_data(data)
        size = bytes_length(data)
        buffer = bytes_data(self._buffer)
        at = i64(0)
        while at < size:
            if self._filled == self.block_size:
                self._size += u64(self.block_size)
                self._compress(buffer, False)
                self._filled = i64(0)
            if self._filled == 0:
                while size - at > self.block_size:
                    self._size += u64(self.block_size)
                    self._compress(source + at, False)
                    at += self.block_size
            part = self.block_size - self._filled
            if part > size - at:
                part = size - at
            copy_memory(buffer + self._filled, source + at, part)
            self._filled += part
            at += part

    def digest(self) -> bytes:
        last = self.copy()
        buffer = bytes_data(last._buffer)
        fill_memory(buffer + last._filled, u8(0), last.block_size - last._filled)
        last._size += u64(last._filled)
        last._compress(buffer, True)
        result = bytes_new(self.digest_size)
        copy_memory(bytes_data(result), bytes_data(last._state), self.digest_size)
        return bytes_finish(result)


class Blake2b(Blake2):
    def __init__(self, digest_size: i64, is_last_node: bool) -> None:
        super().__init__(i64(128), digest_size, is_last_node)

    def start(self, parameters: bytes) -> None:
        """Set the state from the parameter block of 64 bytes."""
        self._set_parameters(_STATE_64, parameters)

    def copy(self) -> Blake2b:
        result = Blake2b(self.digest_size, self._is_last_node)
        result._copy_all(self)
        return result

    def _compress(self, data: Ptr[u8], is_last: bool) -> None:
        # SAFETY: `data` is a block of 128 bytes, so are the work words; the state has 64 bytes.
        m: Ptr[u64] = reinterpret(data)
        h: Ptr[u64] = reinterpret(bytes_data(self._state))
        v: Ptr[u64] = reinterpret(bytes_data(self._work))
        copy_memory(bytes_data(self._work), bytes_data(self._state), i64(64))
        copy_memory(bytes_data(self._work) + 64, bytes_data(_STATE_64), i64(64))
        v[12] = v[12] ^ self._size
        if is_last:
            v[14] = ~v[14]
            if self._is_last_node:
                v[15] = ~v[15]
        number = i64(0)
        while number < 12:
            s = bytes_data(_SIGMA) + (number % 10) * 16
            _mix_64(v, i64(0), i64(4), i64(8), i64(12), m[i64(s[0])], m[i64(s[1])])
            _mix_64(v, i64(1), i64(5), i64(9), i64(13), m[i64(s[2])], m[i64(s[3])])
            _mix_64(v, i64(2), i64(6), i64(10), i64(14), m[i64(s[4])], m[i64(s[5])])
            _mix_64(v, i64(3), i64(7), i64(11), i64(15), m[i64(s[6])], m[i64(s[7])])
            _mix_64(v, i64(0), i64(5), i64(10), i64(15), m[i64(s[8])], m[i64(s[9])])
            _mix_64(v, i64(1), i64(6), i64(11), i64(12), m[i64(s[10])], m[i64(s[11])])
            _mix_64(v, i64(2), i64(7), i64(8), i64(13), m[i64(s[12])], m[i64(s[13])])
            _mix_64(v, i64(3), i64(4), i64(9), i64(14), m[i64(s[14])], m[i64(s[15])])
            number += 1
        at = i64(0)
        while at < 8:
            h[at] = h[at] ^ v[at] ^ v[at + 8]
            at += 1


def _mix_64(v: Ptr[u64], a: i64, b: i64, c: i64, d: i64, x: u64, y: u64) -> None:
    v[a] = wrapping_add(wrapping_add(v[a], v[b]), x)
    v[d] = _right_64(v[d] ^ v[a], u64(32))
    v[c] = wrapping_add(v[c], v[d])
    v[b] = _right_64(v[b] ^ v[c], u64(24))
    v[a] = wrapping_add(wrapping_add(v[a], v[b]), y)
    v[d] = _right_64(v[d] ^ v[a], u64(16))
    v[c] = wrapping_add(v[c], v[d])
    v[b] = _right_64(v[b] ^ v[c], u64(63))


def _right_64(x: u64, n: u64) -> u64:
    return (x >> n) | wrapping_shl(x, 64 - n)


class Blake2s(Blake2):
    def __init__(self, digest_size: i64, is_last_node: bool) -> None:
        super().__init__(i64(64), digest_size, is_last_node)

    def start(self, parameters: bytes) -> None:
        """Set the state from the parameter block of 32 bytes."""
        self._set_parameters(_STATE_32, parameters)

    def copy(self) -> Blake2s:
        result = Blake2s(self.digest_size, self._is_last_node)
        result._copy_all(self)
        return result

    def _compress(self, data: Ptr[u8], is_last: bool) -> None:
        # SAFETY: `data` is a block of 64 bytes, so are the work words; the state has 32 bytes.
        m: Ptr[u32] = reinterpret(data)
        h: Ptr[u32] = reinterpret(bytes_data(self._state))
        v: Ptr[u32] = reinterpret(bytes_data(self._work))
        copy_memory(bytes_data(self._work), bytes_data(self._state), i64(32))
        copy_memory(bytes_data(self._work) + 32, bytes_data(_STATE_32), i64(32))
        v[12] = v[12] ^ u32(self._size & u64(0xFFFFFFFF))
        v[13] = v[13] ^ u32(self._size >> 32)
        if is_last:
            v[14] = ~v[14]
            if self._is_last_node:
                v[15] = ~v[15]
        number = i64(0)
        while number < 10:
            s = bytes_data(_SIGMA) + number * 16
            _mix_32(v, i64(0), i64(4), i64(8), i64(12), m[i64(s[0])], m[i64(s[1])])
            _mix_32(v, i64(1), i64(5), i64(9), i64(13), m[i64(s[2])], m[i64(s[3])])
            _mix_32(v, i64(2), i64(6), i64(10), i64(14), m[i64(s[4])], m[i64(s[5])])
            _mix_32(v, i64(3), i64(7), i64(11), i64(15), m[i64(s[6])], m[i64(s[7])])
            _mix_32(v, i64(0), i64(5), i64(10), i64(15), m[i64(s[8])], m[i64(s[9])])
            _mix_32(v, i64(1), i64(6), i64(11), i64(12), m[i64(s[10])], m[i64(s[11])])
            _mix_32(v, i64(2), i64(7), i64(8), i64(13), m[i64(s[12])], m[i64(s[13])])
            _mix_32(v, i64(3), i64(4), i64(9), i64(14), m[i64(s[14])], m[i64(s[15])])
            number += 1
        at = i64(0)
        while at < 8:
            h[at] = h[at] ^ v[at] ^ v[at + 8]
            at += 1


def _mix_32(v: Ptr[u32], a: i64, b: i64, c: i64, d: i64, x: u32, y: u32) -> None:
    v[a] = wrapping_add(wrapping_add(v[a], v[b]), x)
    v[d] = _right_32(v[d] ^ v[a], u32(16))
    v[c] = wrapping_add(v[c], v[d])
    v[b] = _right_32(v[b] ^ v[c], u32(12))
    v[a] = wrapping_add(wrapping_add(v[a], v[b]), y)
    v[d] = _right_32(v[d] ^ v[a], u32(8))
    v[c] = wrapping_add(v[c], v[d])
    v[b] = _right_32(v[b] ^ v[c], u32(7))


def _right_32(x: u32, n: u32) -> u32:
    return (x >> n) | wrapping_shl(x, 32 - n)
