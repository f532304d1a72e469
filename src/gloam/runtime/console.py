"""Text to the user: the one place of the runtime that reaches the platform."""

from gloam.device import platform
from gloam.runtime import codec


def write_output(text: str) -> None:
    """Raises UnicodeEncodeError for a surrogate, as CPython's sys.stdout does."""
    platform.current.write_console(codec.encode_utf8(text))


def write_error(text: str) -> None:
    """Never fails for its contents: a surrogate is written as its escape, as CPython does."""
    platform.current.write_error(codec.encode_escaped(text))
