"""What MD5, SHA-1 and SHA-2 share: blocks, the last of which holds the length (Merkle, Damgard)."""

from __future__ import annotations

from gloam.machine import (
    Ptr,
    bytes_data,
    bytes_finish,
    bytes_length,
    bytes_new,
    copy_memory,
    fill_memory,
    i64,
    truncate_u8,
    u8,
    u64,
)


class BlockHash:
    """A hash that is being made. A subclass has the state, `_compress` and `_write_state`."""

    def __init__(self, block_size: i64, length_size: i64, is_big_endian: bool) -> None:
        self.block_size = block_size
        self._length_size = length_size
        self._is_big_endian = is_big_endian
        self._buffer = bytes_new(block_size)
        self._filled = i64(0)
        self._size = u64(0)

    def _compress(self, data: Ptr[u8], blocks: i64) -> None:
        """Take in whole blocks."""
        raise NotImplementedError

    def _write_state(self) -> bytes:
        """The digest, when all blocks are in."""
        raise NotImplementedError

    def copy(self) -> BlockHash:
        raise NotImplementedError

    def _copy_buffer(self, source: BlockHash) -> None:
        copy_memory(bytes_data(self._buffer), bytes_data(source._buffer), source._filled)
        self._filled = source._filled
        self._size = source._size

    def update(self, data: bytes) -> None:
        self._take(bytes_data(data), bytes_length(data))

    def _take(self, data: Ptr[u8], size: i64) -> None:
        self._size += u64(size)
        at = i64(0)
        if self._filled > 0:
            wanted = self.block_size - self._filled
            at = wanted if wanted < size else size
            copy_memory(bytes_data(self._buffer) + self._filled, data, at)
            self._filled += at
            if self._filled < self.block_size:
                return
            self._compress(bytes_data(self._buffer), i64(1))
            self._filled = i64(0)
        blocks = (size - at) // self.block_size
        if blocks > 0:
            self._compress(data + at, blocks)
            at += blocks * self.block_size
        self._filled = size - at
        copy_memory(bytes_data(self._buffer), data + at, self._filled)

    def digest(self) -> bytes:
        last = self.copy()
        last._pad()
        return last._write_state()

    def _pad(self) -> None:
        """A one bit, zeros, and the length in bits at the end of a block."""
        bits = self._size << 3
        data = bytes_data(self._buffer)
        data[self._filled] = u8(0x80)
        self._filled += 1
        if self._filled > self.block_size - self._length_size:
            fill_memory(data + self._filled, u8(0), self.block_size - self._filled)
            self._compress(data, i64(1))
            self._filled = i64(0)
        fill_memory(data + self._filled, u8(0), self.block_size - self._filled)
        index = i64(0)
        while index < 8:
            place = self.block_size - 1 - index
            if not self._is_big_endian:
                place = self.block_size - 8 + index
            data[place] = truncate_u8(bits >> (u64(index) << 3))
            index += 1
        self._compress(data, i64(1))


def native_words(words: bytes, size: i64) -> bytes:
    """Words of `size` bytes, written big-endian, in the order of bytes that the processor has."""
    count = bytes_length(words)
    result = bytes_new(count)
    at = i64(0)
    while at < count:
        bytes_data(result)[at] = bytes_data(words)[(at // size) * size + size - 1 - at % size]
        at += 1
    return bytes_finish(result)
