"""Sizes as users write them: 32M, 1G, 65536K, or plain bytes."""

import re
from typing import Final

import click

_UNITS: Final = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_SIZE: Final = re.compile(r"([0-9]{1,12})([KMG]?)", re.IGNORECASE)


def parse_size(text: str) -> int:
    """The size in bytes; click.BadParameter, which click shows with the option's name, if none."""
    match = _SIZE.fullmatch(text)
    if match is None or int(match[1]) == 0:
        raise click.BadParameter(f"{text!r} is not a size; write for example 32M")
    return int(match[1]) * _UNITS[match[2].upper()]
