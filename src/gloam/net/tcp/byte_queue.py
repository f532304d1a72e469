"""A run of a stream, held in chunks and addressed by position.

Appending keeps the bytes object it is given; only small pieces are joined, so that a stream of
single bytes costs little more than its bytes.
"""

from __future__ import annotations

from typing import Final

JOINED_SIZE_MAX: Final = 2_048
"""Up to this size a piece is appended to the last chunk instead of becoming one."""
COMPACT_COUNT_MIN: Final = 32


class ByteQueue:
    """Holds the bytes from `start` up to, not including, `stop`. Whoever appends states a limit."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.stop = start
        self._chunks: list[bytes] = []
        # Position of the first byte of each chunk.
        self._begins: list[int] = []
        # Chunks before this index are released; they are cut off in bulk.
        self._head = 0

    def __len__(self) -> int:
        return self.stop - self.start

    def append(self, data: bytes) -> None:
        size = len(data)
        if size == 0:
            return
        last = len(self._chunks) - 1
        if last >= self._head and len(self._chunks[last]) + size <= JOINED_SIZE_MAX:
            self._chunks[last] += data
        else:
            self._chunks.append(data)
            self._begins.append(self.stop)
        self.stop += size

    def read(self, position: int, size: int) -> bytes:
        """`size` bytes from `position`, all of which are held. A whole chunk is not copied."""
        if size == 0:
            return b""
        index = self._chunk_at(position)
        chunk = self._chunks[index]
        offset = position - self._begins[index]
        if offset + size <= len(chunk):
            if offset == 0 and size == len(chunk):
                return chunk
            return chunk[offset : offset + size]
        parts = [chunk[offset:]]
        missing = size - (len(chunk) - offset)
        while missing > 0:
            index += 1
            chunk = self._chunks[index]
            parts.append(chunk if len(chunk) <= missing else chunk[:missing])
            missing -= len(chunk)
        return b"".join(parts)

    def release(self, position: int) -> None:
        """Forget what is before `position`, which is at most `stop`."""
        if position <= self.start:
            return
        self.start = position
        head = self._head
        chunks = self._chunks
        count = len(chunks)
        while head < count and self._begins[head] + len(chunks[head]) <= position:
            chunks[head] = b""
            head += 1
        self._head = head
        if head == count:
            self.clear()
        elif head >= COMPACT_COUNT_MIN and head * 2 > count:
            self._chunks = chunks[head:]
            self._begins = self._begins[head:]
            self._head = 0

    def take(self, limit: int) -> bytes:
        """Read and release the first bytes, at most `limit` of them."""
        size = min(limit, self.stop - self.start)
        data = self.read(self.start, size)
        self.release(self.start + size)
        return data

    def clear(self) -> None:
        """Forget everything; `stop` stays."""
        self.start = self.stop
        self._chunks = []
        self._begins = []
        self._head = 0

    def _chunk_at(self, position: int) -> int:
        """The index of the chunk that holds the byte at `position`."""
        begins = self._begins
        low = self._head
        high = len(begins) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if begins[middle] <= position:
                low = middle
            else:
                high = middle - 1
        return low
