"""traceback: exceptions as text. There are no source lines, and no frames to walk."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TextIO, cast

from gloam.runtime import exceptions, raising


def _shown(
    exc: type[BaseException] | BaseException | None, value: BaseException | None
) -> BaseException | None:
    """The exception of a call that names it first, or its class first."""
    return exc if isinstance(exc, BaseException) else value


def _text(exc: BaseException | None, chain: bool) -> str:
    if exc is None:
        return "NoneType: None\n"
    known = cast("exceptions.BaseException", exc)  # cast: compiled, they are the same class
    return exceptions.format_exception(known) if chain else exceptions.format_alone(known)


def _lines(text: str) -> list[str]:
    """A traceback as CPython cuts it: one string for each frame and each line of text."""
    return text.splitlines(keepends=True)


def format_exception(
    exc: type[BaseException] | BaseException | None,
    /,
    value: BaseException | None = None,
    tb: TracebackType | None = None,
    limit: int | None = None,
    chain: bool = True,
) -> list[str]:
    return _lines(_text(_shown(exc, value), chain))


def format_exception_only(
    exc: type[BaseException] | BaseException | None, /, value: BaseException | None = None
) -> list[str]:
    """What stands below the traceback: the class, the message, the notes."""
    shown = _shown(exc, value)
    if shown is None:
        return ["NoneType: None\n"]
    return _lines(exceptions.format_only(cast("exceptions.BaseException", shown)))  # cast: as above


def print_exception(
    exc: type[BaseException] | BaseException | None,
    /,
    value: BaseException | None = None,
    tb: TracebackType | None = None,
    limit: int | None = None,
    file: TextIO | None = None,
    chain: bool = True,
) -> None:
    """Write it to `file`, or to standard error."""
    target = sys.stderr if file is None else file
    target.write(_text(_shown(exc, value), chain))


def format_exc(limit: int | None = None, chain: bool = True) -> str:
    """The exception that is being handled, as text."""
    return _text(raising.handled, chain)


def print_exc(limit: int | None = None, file: TextIO | None = None, chain: bool = True) -> None:
    """Write the exception that is being handled to `file`, or to standard error."""
    target = sys.stderr if file is None else file
    target.write(_text(raising.handled, chain))
