"""The command line that a virtual machine's program reads: settings, then `--`, then arguments.

    gloam.name=app.py gloam.ip=10.0.2.15/24,10.0.2.2 -- first "second argument" "it is \\"so\\""

`gloam.name` is `sys.argv[0]`; what follows `--` is the rest. Words are separated by spaces. Double
quotes keep blanks inside a word, a backslash makes the next character ordinary, in quotes and
outside. `gloam/boot/command_line.py` reads it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from gloamtool.failure import UserError

# What the boot stub copies; a longer line would lose its end.
COMMAND_LINE_SIZE_MAX: Final = 4094

_SPECIAL: Final = frozenset(' \t\r\n"\\')


def emit(settings: Mapping[str, str], argv: Sequence[str]) -> str:
    """The command line for `settings` (names without their `gloam.`) and the whole `sys.argv`."""
    words = [f"gloam.{name}={value}" for name, value in {"name": argv[0], **settings}.items()]
    line = " ".join(map(_quoted, [*words, "--", *argv[1:]]))
    size = len(line.encode("utf-8", "surrogateescape"))
    if size > COMMAND_LINE_SIZE_MAX:
        raise UserError(
            f"the arguments are too long for a virtual machine: {size} bytes, "
            f"at most {COMMAND_LINE_SIZE_MAX}"
        )
    return line


def _quoted(word: str) -> str:
    if word and not _SPECIAL & set(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
