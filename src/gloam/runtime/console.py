"""Text to the user: the one place of the runtime that reaches the platform.

What goes to a standard stream may be sent elsewhere for a while (contextlib.redirect_stdout).
"""
# ruff: noqa: PLW0603  # there is one console

from gloam.device import platform
from gloam.runtime import codec


class Sink:
    """Something to write text to."""

    def write(self, s: str, /) -> int:
        """How many characters were written."""
        raise NotImplementedError


output: Sink | None = None
"""Where standard output goes instead of the console."""
error_output: Sink | None = None


def write_output(text: str) -> None:
    """Raises UnicodeEncodeError for a surrogate, as CPython's sys.stdout does."""
    if output is not None:
        output.write(text)
        return
    platform.current.write_console(codec.encode_utf8(text))


def write_error(text: str) -> None:
    """Never fails for its contents: a surrogate is written as its escape, as CPython does."""
    if error_output is not None:
        error_output.write(text)
        return
    platform.current.write_error(codec.encode_escaped(text))


def set_output(sink: Sink | None) -> Sink | None:
    """Send standard output there, None for the console; where it went before."""
    global output
    previous = output
    output = sink
    return previous


def set_error_output(sink: Sink | None) -> Sink | None:
    global error_output
    previous = error_output
    error_output = sink
    return previous
