"""Names in LLVM text.

A function's symbol is its IR name. What the back end adds begins with a word that no Python module
can be called: `class.` (type descriptors), `trace.` (trace tables), `global.` (module variables),
or lives below `gloam.`.
"""

from __future__ import annotations

import re
from functools import cache

_PLAIN = re.compile(r"[-a-zA-Z$._][-a-zA-Z$._0-9]*")


@cache
def symbol(name: str) -> str:
    """`@name`, quoted if it needs to be; bytes outside printable ASCII become `\\XX`."""
    if _PLAIN.fullmatch(name):
        return f"@{name}"
    return f'@"{escaped(name.encode())}"'


def class_symbol(name: str) -> str:
    return symbol(f"class.{name}")


def trace_symbol(name: str) -> str:
    """What the collector knows of a class."""
    return symbol(f"trace.{name}")


def global_symbol(name: str) -> str:
    return symbol(f"global.{name}")


def escaped(data: bytes) -> str:
    """The inside of an LLVM string."""
    return data.decode("latin-1").translate(_ESCAPES)


_ESCAPES = {byte: f"\\{byte:02X}" for byte in range(256) if not 32 <= byte < 127 or byte in b'"\\'}
