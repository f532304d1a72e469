"""sys: arguments, exit, the standard streams, and facts about the implementation.

Loaded after boot has installed the platform, whose arguments it reads once.
"""

from __future__ import annotations

from typing import Final, NoReturn

from gloam.device import platform as device


class TextIO:
    """Standard output or standard error. Unbuffered: what is written is out."""

    def __init__(self, is_error: bool) -> None:
        self._is_error = is_error

    def write(self, s: str, /) -> int:
        """Write text as UTF-8; returns the number of characters."""
        data = s.encode()
        if self._is_error:
            device.current.write_error(data)
        else:
            device.current.write_console(data)
        return len(s)

    def flush(self) -> None:
        """Nothing is ever held back."""


argv: list[str] = device.current.arguments()
stdout = TextIO(False)
stderr = TextIO(True)

byteorder: Final = "little"
maxsize: Final = 9_223_372_036_854_775_807
maxunicode: Final = 0x10FFFF
platform: Final[str] = "gloam"
version_info: Final = (3, 11, 0, "final", 0)
"""The language version that images implement."""


def exit(status: int | str | None = None, /) -> NoReturn:
    """End the program with a status; text goes to standard error, with status 1."""
    raise SystemExit(status)
