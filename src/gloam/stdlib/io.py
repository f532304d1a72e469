"""io: text and bytes in memory, read and written like files. An image has no other files.

Not here: `newline` of StringIO other than its default.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import Final, Self, TextIO

SEEK_SET: Final = 0
SEEK_CUR: Final = 1
SEEK_END: Final = 2
DEFAULT_BUFFER_SIZE: Final = 8192


class UnsupportedOperation(OSError):
    pass


class BufferedIOBase:
    """What streams of bytes have in common; `closed` is for all to see."""

    def __init__(self) -> None:
        self.closed = False
        self._pos = 0

    def _check(self) -> None:
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def close(self) -> None:
        self.closed = True

    def flush(self) -> None:
        self._check()

    def isatty(self) -> bool:
        self._check()
        return False

    def readable(self) -> bool:
        self._check()
        return True

    def writable(self) -> bool:
        self._check()
        return True

    def seekable(self) -> bool:
        self._check()
        return True

    def tell(self) -> int:
        self._check()
        return self._pos


class TextIOBase(TextIO):
    """What streams of text have in common."""


class StringIO(TextIOBase):
    """Positions count characters."""

    def __init__(self, initial_value: str | None = "", newline: str | None = "\n") -> None:
        super().__init__()
        self._has_ended = False
        self._pos = 0
        if newline != "\n":
            raise ValueError(f"illegal newline value: {newline!r}")
        text = "" if initial_value is None else initial_value
        self._text = text
        # What was written behind `_text`, not joined to it yet.
        self._parts: list[str] = []
        self._size = len(text)

    @property
    def closed(self) -> bool:
        return self._has_ended

    def close(self) -> None:
        self._has_ended = True

    def _check(self) -> None:
        if self._has_ended:
            raise ValueError("I/O operation on closed file")

    def flush(self) -> None:
        self._check()

    def isatty(self) -> bool:
        self._check()
        return False

    def readable(self) -> bool:
        self._check()
        return True

    def writable(self) -> bool:
        self._check()
        return True

    def seekable(self) -> bool:
        self._check()
        return True

    def tell(self) -> int:
        self._check()
        return self._pos

    def _whole(self) -> str:
        if self._parts:
            self._text += "".join(self._parts)
            self._parts.clear()
        return self._text

    def getvalue(self) -> str:
        self._check()
        return self._whole()

    def write(self, s: str, /) -> int:
        self._check()
        size = len(s)
        if size == 0:
            return 0
        if self._pos == self._size:
            self._parts.append(s)
        else:
            text = self._whole()
            if self._pos > self._size:
                text += "\0" * (self._pos - self._size)
            self._text = text[: self._pos] + s + text[self._pos + size :]
        self._pos += size
        self._size = max(self._size, self._pos)
        return size

    def writelines(self, lines: Iterable[str], /) -> None:
        self._check()
        for line in lines:
            self.write(line)

    def read(self, size: int | None = -1, /) -> str:
        self._check()
        text = self._whole()
        end = self._size
        if size is not None and 0 <= size < end - self._pos:
            end = self._pos + size
        result = text[self._pos : end]
        self._pos = max(self._pos, end)
        return result

    def readline(self, size: int | None = -1, /) -> str:
        self._check()
        text = self._whole()
        found = text.find("\n", self._pos)
        end = self._size if found < 0 else found + 1
        if size is not None and 0 <= size < end - self._pos:
            end = self._pos + size
        result = text[self._pos : end]
        self._pos = max(self._pos, end)
        return result

    def readlines(self, hint: int | None = -1, /) -> list[str]:
        """All lines, or as many as it takes to reach `hint` characters."""
        result: list[str] = []
        size = 0
        while True:
            line = self.readline()
            if line == "":
                return result
            result.append(line)
            size += len(line)
            if hint is not None and 0 < hint <= size:
                return result

    def seek(self, pos: int, whence: int = 0, /) -> int:
        self._check()
        if whence < 0 or whence > 2:
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        if whence != 0 and pos != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        if whence == 0:
            self._pos = pos
        elif whence == 2:
            self._pos = self._size
        return self._pos

    def truncate(self, pos: int | None = None, /) -> int:
        self._check()
        size = self._pos if pos is None else pos
        if size < 0:
            raise ValueError(f"Negative size value {size}")
        if size < self._size:
            self._text = self._whole()[:size]
            self._size = size
        return size

    def __iter__(self) -> Self:
        self._check()
        return self

    def __next__(self) -> str:
        line = self.readline()
        if line == "":
            raise StopIteration
        return line

    def __enter__(self) -> Self:
        self._check()
        return self

    def __exit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class BytesIO(BufferedIOBase):
    def __init__(self, initial_bytes: bytes | bytearray = b"") -> None:
        super().__init__()
        self._data = bytearray(initial_bytes)

    def getvalue(self) -> bytes:
        self._check()
        return bytes(self._data)

    def getbuffer(self) -> memoryview:
        """The bytes themselves, to be read and changed in place."""
        self._check()
        return memoryview(self._data)

    def write(self, b: bytes | bytearray, /) -> int:
        self._check()
        size = len(b)
        if size == 0:
            return 0
        if self._pos > len(self._data):
            self._data += bytes(self._pos - len(self._data))
        self._data[self._pos : self._pos + size] = b
        self._pos += size
        return size

    def writelines(self, lines: Iterable[bytes], /) -> None:
        self._check()
        for line in lines:
            self.write(line)

    def read(self, size: int | None = -1, /) -> bytes:
        self._check()
        end = len(self._data)
        if size is not None and 0 <= size < end - self._pos:
            end = self._pos + size
        result = bytes(self._data[self._pos : end])
        self._pos = max(self._pos, end)
        return result

    def read1(self, size: int | None = -1, /) -> bytes:
        return self.read(size)

    def readinto(self, buffer: bytearray, /) -> int:
        part = self.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)

    def readline(self, size: int | None = -1, /) -> bytes:
        self._check()
        found = self._data.find(b"\n", self._pos)
        end = len(self._data) if found < 0 else found + 1
        if size is not None and 0 <= size < end - self._pos:
            end = self._pos + size
        result = bytes(self._data[self._pos : end])
        self._pos = max(self._pos, end)
        return result

    def readlines(self, size: int | None = None, /) -> list[bytes]:
        """All lines, or as many as it takes to reach `size` bytes."""
        result: list[bytes] = []
        total = 0
        while True:
            line = self.readline()
            if line == b"":
                return result
            result.append(line)
            total += len(line)
            if size is not None and 0 < size <= total:
                return result

    def seek(self, pos: int, whence: int = 0, /) -> int:
        self._check()
        if whence < 0 or whence > 2:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"negative seek value {pos}")
        start = 0
        if whence == 1:
            start = self._pos
        elif whence == 2:
            start = len(self._data)
        self._pos = max(0, start + pos)
        return self._pos

    def truncate(self, size: int | None = None, /) -> int:
        self._check()
        wanted = self._pos if size is None else size
        if wanted < 0:
            raise ValueError(f"negative size value {wanted}")
        if wanted < len(self._data):
            del self._data[wanted:]
        return wanted

    def __iter__(self) -> Self:
        self._check()
        return self

    def __next__(self) -> bytes:
        line = self.readline()
        if line == b"":
            raise StopIteration
        return line

    def __enter__(self) -> Self:
        self._check()
        return self

    def __exit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
