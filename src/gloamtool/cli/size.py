"""Sizes as users write them: 32M, 1G, 65536K, or plain bytes; and what memory a target takes."""

import os
import re
from typing import Final

import click

from gloamtool.failure import UserError

_UNITS: Final = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_SIZE: Final = re.compile(r"([0-9]{1,12})([KMG]?)", re.IGNORECASE)

_SMALLEST: Final = {"process": "64K", "vm": "2M"}
# Behind this address a virtual machine has its devices, and the boot stub uses nothing.
_VM_LARGEST: Final = "2816M"


def require_memory(target: str, memory_bytes: int) -> None:
    """UserError if the target cannot run in so much memory on this host."""
    smallest = _SMALLEST.get(target, "1")
    if memory_bytes < parse_size(smallest):
        raise UserError(f"--memory is too small: the target {target} needs at least {smallest}")
    if target == "vm" and memory_bytes > parse_size(_VM_LARGEST):
        raise UserError(f"--memory is too large: the target vm uses at most {_VM_LARGEST}")
    host_bytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if memory_bytes > host_bytes:
        raise UserError(f"--memory is too large: this host has {host_bytes >> 20}M")


def parse_size(text: str) -> int:
    """The size in bytes; click.BadParameter, which click shows with the option's name, if none."""
    match = _SIZE.fullmatch(text)
    if match is None or int(match[1]) == 0:
        raise click.BadParameter(f"{text!r} is not a size; write for example 32M")
    return int(match[1]) * _UNITS[match[2].upper()]
