"""The builtin functions: what compiled code calls for `print(...)`, `min(...)` and the like.

len, isinstance, range and iteration are the compiler's own. Where a builtin takes any iterable, the
compiler builds a list first; where CPython's has several forms, each is a function here, and the
table of them is the docstring of each.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from gloam.machine import address_of, i64, int_is_small, int_small, str_length
from gloam.runtime import code_point, console
from gloam.runtime import float as floats
from gloam.runtime import int as ints
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods

T = TypeVar("T")
K = TypeVar("K")

_POINT_MAX: Final = i64(0x10FFFF)


# Text.


def print(values: tuple[object, ...], sep: str, end: str, to_error: bool) -> None:
    """print(*values, sep=sep, end=end), to standard output or error; one write in all."""
    parts: list[str] = []
    index = 0
    while index < len(values):
        parts.append(objects.str(values[index]))
        index += 1
    text = text_methods.concat2(text_methods.join_list(sep, parts), end)
    if to_error:
        console.write_error(text)
    else:
        console.write_output(text)


def input(prompt: object) -> str:
    """An image has no standard input: it is always at its end."""
    console.write_output(objects.str(prompt))
    raise EOFError("EOF when reading a line")


def repr(a: object) -> str:
    return objects.repr(a)


def str(a: object) -> "text_methods.Text":
    return objects.str(a)


def ascii(a: object) -> str:
    return text_methods.ascii_repr(objects.repr(a))


def format(a: object, spec: str) -> str:
    return objects.format(a, spec)


def chr(code: int) -> str:
    if not int_is_small(code):
        raise OverflowError("Python int too large to convert to C int")
    point = int_small(code)
    if point < 0 or point > _POINT_MAX:
        raise ValueError("chr() arg not in range(0x110000)")
    return code_point.character(point)


def ord(character: str) -> int:
    if str_length(character) != 1:
        length = int(str_length(character))
        raise TypeError(f"ord() expected a character, but string of length {length} found")
    return int(text_methods.point_at(character, i64(0)))


def bin(x: int) -> str:
    return f"{x:#b}"


def hex(x: int) -> str:
    return f"{x:#x}"


def oct(x: int) -> str:
    return f"{x:#o}"
