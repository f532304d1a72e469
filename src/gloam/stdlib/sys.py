"""sys: arguments, exit, the standard streams, and facts about the implementation.

Loaded after boot has installed the platform, whose arguments it reads once.
"""

from __future__ import annotations

from typing import Final, NoReturn, TextIO, cast

from gloam.device import platform as device
from gloam.runtime import raising
from gloam.runtime.text_stream import ConsoleStream

argv: list[str] = device.current.arguments()
# cast: compiled, typing.TextIO is what they derive from
stdout: TextIO = cast("TextIO", ConsoleStream(False))
stderr: TextIO = cast("TextIO", ConsoleStream(True))

byteorder: Final = "little"
maxsize: Final = 9_223_372_036_854_775_807
maxunicode: Final = 0x10FFFF
platform: Final[str] = "gloam"
version_info: Final = (3, 11, 0, "final", 0)
"""The language version that images implement."""


def exit(status: int | str | None = None, /) -> NoReturn:
    """End the program with a status; text goes to standard error, with status 1."""
    raise SystemExit(status)


def exc_info() -> tuple[type[BaseException] | None, BaseException | None, None]:
    """The exception that is being handled; its traceback is part of it."""
    active = raising.handled
    return (None if active is None else type(active), active, None)
