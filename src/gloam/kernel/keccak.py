"""SHA-3 and SHAKE (FIPS 202): the Keccak permutation of 1600 bits as a sponge."""

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
    u64,
    wrapping_shl,
)

_STATE_SIZE: Final = i64(200)
_ROUNDS: Final = i64(24)
# Section 3.2.5.
_ROUND_CONSTANTS: Final = native_words(
    bytes.fromhex(
        "0000000000000001 0000000000008082 800000000000808a 8000000080008000"
        "000000000000808b 0000000080000001 8000000080008081 8000000000008009"
        "000000000000008a 0000000000000088 0000000080008009 000000008000000a"
        "000000008000808b 800000000000008b 8000000000008089 8000000000008003"
        "8000000000008002 8000000000000080 000000000000800a 800000008000000a"
        "8000000080008081 8000000000008080 0000000080000001 8000000080008008"
    ),
    i64(8),
)
# Sections 3.2.2 and 3.2.3: where each lane goes, in the order of one walk over 24 lanes, and how
# far it is turned on the way.
_PLACES: Final = bytes.fromhex("0a070b1112030510081518040f17130d0c02140e16090601")
_TURNS: Final = bytes.fromhex("0103060a0f151c242d37020e1b293808192b3e12273d142c")


class Keccak:
    """A sponge that takes in `rate` bytes at a time; `suffix` tells SHA-3 and SHAKE apart."""

    def __init__(self, rate: i64, suffix: u8) -> None:
        self.rate = rate
        self._suffix = suffix
        self._state = bytes_new(_STATE_SIZE)
        fill_memory(bytes_data(self._state), u8(0), _STATE_SIZE)
        self._filled = i64(0)

    def copy(self) -> Keccak:
        result = Keccak(self.rate, self._suffix)
        copy_memory(bytes_data(result._state), bytes_data(self._state), _STATE_SIZE)
        result._filled = self._filled
        return result

    def update(self, data: bytes) -> None:
        state = bytes_data(self._state)
        source = bytes_data(data)
        size = bytes_length(data)
        at = i64(0)
        filled = self._filled
        while at < size:
            state[filled] = state[filled] ^ source[at]
            filled += 1
            at += 1
            if filled == self.rate:
                _permute(state)
                filled = i64(0)
        self._filled = filled

    def digest(self, size: i64) -> bytes:
        """The first `size` bytes that the sponge gives back."""
        last = self.copy()
        state = bytes_data(last._state)
        state[last._filled] = state[last._filled] ^ self._suffix
        state[self.rate - 1] = state[self.rate - 1] ^ u8(0x80)
        _permute(state)
        result = bytes_new(size)
        at = i64(0)
        while True:
            part = self.rate if size - at > self.rate else size - at
            copy_memory(bytes_data(result) + at, state, part)
            at += part
            if at == size:
                break
            _permute(state)
        return bytes_finish(result)


def _turned(x: u64, n: u64) -> u64:
    """`n` from 1 to 63."""
    return wrapping_shl(x, n) | (x >> (64 - n))


def _permute(state: Ptr[u8]) -> None:
    # SAFETY: 200 bytes are 25 lanes, which little-endian machines hold as the standard numbers
    # their bytes; the tables have 24 entries.
    a: Ptr[u64] = reinterpret(state)
    constants: Ptr[u64] = reinterpret(bytes_data(_ROUND_CONSTANTS))
    places = bytes_data(_PLACES)
    turns = bytes_data(_TURNS)
    number = i64(0)
    while number < _ROUNDS:
        # Theta: each lane with the parity of two columns.
        c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20]
        c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21]
        c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22]
        c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23]
        c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24]
        d0 = c4 ^ _turned(c1, u64(1))
        d1 = c0 ^ _turned(c2, u64(1))
        d2 = c1 ^ _turned(c3, u64(1))
        d3 = c2 ^ _turned(c4, u64(1))
        d4 = c3 ^ _turned(c0, u64(1))
        y = i64(0)
        while y < 25:
            a[y] = a[y] ^ d0
            a[y + 1] = a[y + 1] ^ d1
            a[y + 2] = a[y + 2] ^ d2
            a[y + 3] = a[y + 3] ^ d3
            a[y + 4] = a[y + 4] ^ d4
            y += 5
        # Rho and pi: lanes turn and trade places.
        lane = a[1]
        step = i64(0)
        while step < 24:
            place = i64(places[step])
            kept = a[place]
            a[place] = _turned(lane, u64(turns[step]))
            lane = kept
            step += 1
        # Chi: the only step that is not linear.
        y = i64(0)
        while y < 25:
            c0 = a[y]
            c1 = a[y + 1]
            c2 = a[y + 2]
            c3 = a[y + 3]
            c4 = a[y + 4]
            a[y] = c0 ^ (~c1 & c2)
            a[y + 1] = c1 ^ (~c2 & c3)
            a[y + 2] = c2 ^ (~c3 & c4)
            a[y + 3] = c3 ^ (~c4 & c0)
            a[y + 4] = c4 ^ (~c0 & c1)
            y += 5
        a[0] = a[0] ^ constants[number]
        number += 1
