"""What surrounds a program's `__del__`. The compiler makes the calls: gloamc.irbuild.finalisers.

A dying object is immortal. While its `__del__` runs it has one reference instead, which nobody
gives back, and other objects die where CPython lets them.
"""

from typing import Final

from gloam.machine import (
    Ptr,
    address_of,
    i64,
    reinterpret,
    set_draining,
    type_qualified_name,
    u8,
    u32,
)
from gloam.runtime import exceptions, int_text

_COUNT: Final = i64(0)
_IMMORTAL: Final = u32(0x8000_0000)


def begin(header: Ptr[u8]) -> None:
    count: Ptr[u32] = reinterpret(header)
    count[_COUNT] = u32(1)
    set_draining(u8(0))


def end(header: Ptr[u8]) -> bool:
    """Whether the object dies: nobody has taken a reference to it and kept it."""
    set_draining(u8(1))
    count: Ptr[u32] = reinterpret(header)
    if count[_COUNT] == 1:
        count[_COUNT] = _IMMORTAL
        return True
    count[_COUNT] -= 1
    return False


def report(dying: object, error: object) -> None:
    """Nobody is there to catch what `__del__` raises."""
    name = type_qualified_name(dying)
    address = int_text.hexadecimal(int(address_of(dying)), i64(0), "0x")
    exceptions.ignored(f"function {name}.__del__ at {address}", error)
