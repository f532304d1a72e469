"""The command line that a virtual machine's program reads: settings, then `--`, then sys.argv.

    gloam.ip=10.0.2.15/24,10.0.2.2 -- app.py first second%20argument %

Words are separated by spaces. In an argument, `%` and two hexadecimal digits stand for one byte of
its UTF-8 form; a lone `%` is the empty argument. `gloam/boot/command_line.py` reads it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from gloamtool.failure import UserError

# What the boot stub copies; a longer line would lose its end.
COMMAND_LINE_SIZE_MAX: Final = 4094

_ORDINARY: Final = frozenset(range(0x21, 0x7F)) - {0x25}
"""Bytes that stand for themselves: printable ASCII without the blank and the percent sign."""


def emit(settings: Mapping[str, str], argv: Sequence[str]) -> str:
    """The command line for `settings` (names without their `gloam.`) and the whole `sys.argv`."""
    words = [f"gloam.{name}={value}" for name, value in settings.items()]
    line = " ".join([*words, "--", *map(_escaped, argv)])
    size = len(line.encode("utf-8", "surrogateescape"))
    if size > COMMAND_LINE_SIZE_MAX:
        raise UserError(
            f"the arguments are too long for a virtual machine: {size} bytes, "
            f"at most {COMMAND_LINE_SIZE_MAX}"
        )
    return line


def _escaped(word: str) -> str:
    if not word:
        return "%"
    octets = word.encode("utf-8", "surrogateescape")
    return "".join(chr(o) if o in _ORDINARY else f"%{o:02X}" for o in octets)
