"""The command line that a virtual machine's program reads: settings, then `--`, then `sys.argv`.

    gloam.ip=10.0.2.15/24,10.0.2.2 -- app.py --name two%20words %

Words are separated by single spaces. In an argument every byte of its UTF-8 form outside printable
ASCII, the space and `%` are written as `%` and two hexadecimal digits; an empty argument is a lone
`%`. Words of their own that hypervisors add go in front of the `--`, as they do for Linux.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from gloamtool.failure import UserError

# What the boot stub copies; a longer line would lose its end.
COMMAND_LINE_SIZE_MAX: Final = 4095


def emit(settings: Mapping[str, str], argv: Sequence[str]) -> str:
    """The command line for `settings` (names without their `gloam.`) and the whole `sys.argv`."""
    words = [f"gloam.{name}={value}" for name, value in settings.items()]
    words += ["--", *map(_encoded, argv)]
    line = " ".join(words)
    if len(line) > COMMAND_LINE_SIZE_MAX:
        raise UserError(
            f"the arguments are too long for a virtual machine: {len(line)} bytes, "
            f"at most {COMMAND_LINE_SIZE_MAX}"
        )
    return line


def _encoded(argument: str) -> str:
    if not argument:
        return "%"
    data = argument.encode("utf-8", "surrogateescape")
    return "".join(
        chr(byte) if 0x20 < byte < 0x7F and byte != ord("%") else f"%{byte:02X}" for byte in data
    )
