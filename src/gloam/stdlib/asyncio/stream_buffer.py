"""What a StreamReader has received: pieces as they came, joined only to be searched."""

from __future__ import annotations


class StreamBuffer:
    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        # Where the unread part of the first piece begins.
        self._offset = 0
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def append(self, data: bytes) -> None:
        self._pieces.append(data)
        self._size += len(data)

    def take(self, count: int) -> bytes:
        """Remove and return the first `count` bytes, or all if there are fewer."""
        parts: list[bytes] = []
        missing = min(count, self._size)
        self._size -= missing
        index = 0
        while missing > 0:
            piece = self._pieces[index]
            stop = self._offset + missing
            if stop < len(piece):
                parts.append(piece[self._offset : stop])
                self._offset = stop
                break
            missing -= len(piece) - self._offset
            parts.append(piece[self._offset :] if self._offset > 0 else piece)
            self._offset = 0
            index += 1
        if index > 0:
            self._pieces = self._pieces[index:]
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def find(self, separator: bytes, start: int) -> int:
        """Where `separator` is first found from byte `start` on, or -1."""
        if not self._pieces:
            return -1
        first = self._pieces[0]
        index = first.find(separator, self._offset + start)
        if index < 0 and len(self._pieces) > 1:
            whole = self.take(self._size)
            self._pieces = [whole]
            self._size = len(whole)
            index = whole.find(separator, start)
        return -1 if index < 0 else index - self._offset
