"""typing.TextIO: streams of text, and the two that an image always has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from gloam.runtime import console
from gloam.runtime.console import Sink


class TextIO(Sink):
    """What a kind of stream cannot do raises OSError."""

    def __init__(self) -> None:
        self._is_closed = False

    @property
    def closed(self) -> bool:
        return self._is_closed

    def write(self, s: str, /) -> int:
        raise self._unsupported("write")

    def read(self, n: int = -1, /) -> str:
        raise self._unsupported("read")

    def readline(self, limit: int = -1, /) -> str:
        raise self._unsupported("readline")

    def readlines(self, hint: int = -1, /) -> list[str]:
        """All lines, or as many as it takes to reach `hint` characters."""
        lines: list[str] = []
        size = 0
        while True:
            line = self.readline()
            if line == "":
                return lines
            lines.append(line)
            size += len(line)
            if 0 < hint <= size:
                return lines

    def writelines(self, lines: Iterable[str], /) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is ever held back."""

    def close(self) -> None:
        self._is_closed = True

    def isatty(self) -> bool:
        return False

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def seek(self, pos: int, whence: int = 0, /) -> int:
        raise self._unsupported("seek")

    def tell(self) -> int:
        raise self._unsupported("tell")

    def truncate(self, size: int | None = None, /) -> int:
        raise self._unsupported("truncate")

    def fileno(self) -> int:
        raise self._unsupported("fileno")

    def _unsupported(self, name: str) -> OSError:
        return OSError(f"underlying stream has no {name}")

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.readline()
        if line == "":
            raise StopIteration
        return line

    def __enter__(self) -> Self:
        return self

    def __exit__(self, typ: object, value: object, traceback: object, /) -> None:
        self.close()


class ConsoleStream(TextIO):
    """Standard output or standard error. Unbuffered: what is written is out."""

    def __init__(self, is_error: bool) -> None:
        super().__init__()
        self._is_error = is_error

    def write(self, s: str, /) -> int:
        """Write text as UTF-8; returns the number of characters."""
        if self._is_error:
            console.write_error(s)
        else:
            console.write_output(s)
        return len(s)

    def writable(self) -> bool:
        return True

    def __repr__(self) -> str:
        name = "stderr" if self._is_error else "stdout"
        return f"<_io.TextIOWrapper name='<{name}>' mode='w' encoding='utf-8'>"


def redirect(sink: Sink | None, is_error: bool) -> Sink | None:
    """Send a standard stream to `sink` from now on; where it went before.

    A stream that is sent to itself stays as it is.
    """
    if isinstance(sink, ConsoleStream) and sink._is_error == is_error:
        return console.error_output if is_error else console.output
    return console.set_error_output(sink) if is_error else console.set_output(sink)
