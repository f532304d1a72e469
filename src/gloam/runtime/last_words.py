"""The end of a program that an exception ended, even if there is no memory left to tell of it.

Apart from exceptions.py because there MemoryError means the class that it defines.
"""

from typing import Final

from gloam.machine import i64
from gloam.runtime import exceptions, heap

_STATUS_FATAL: Final = i64(134)


def report(exc: exceptions.BaseException) -> i64:
    """Print the traceback; the exit status. Without memory, say that and leave."""
    try:
        return exceptions.uncaught(exc)
    except MemoryError:
        heap.out_of_memory()
    return _STATUS_FATAL
