"""Builtin functions that are ordinary calls in compiled code.

The compiler has its own lowering of len, isinstance, min, max, sum, any, all, sorted, abs, round,
divmod, hash, id and of iteration; it turns `print` into print_values, or
print_text where str() of each value can neither fail nor run the program's own code.
"""

from typing import Final

from gloam.machine import (
    bytes_data,
    bytes_length,
    i64,
    str_length,
    tuple_item,
    tuple_length,
    type_name,
)
from gloam.runtime import code_point, console
from gloam.runtime import int as ints
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime.magnitude import is_word, word_of

_POINT_MAX: Final = i64(0x10FFFF)


def print_values(values: tuple[object, ...], sep: str, end: str, to_error: bool) -> None:
    """print(*values, sep=sep, end=end), to standard output or error; one write in all.

    If the str() of a value fails, what stands before it is written all the same.
    """
    parts: list[str] = []
    at = i64(0)
    try:
        while at < tuple_length(values):
            parts.append(objects.str(tuple_item(values, at)))
            at += 1
    except BaseException:
        parts.append("")
        print_text(text_methods.join_list(sep, parts), to_error)
        raise
    print_text(text_methods.concat2(text_methods.join_list(sep, parts), end), to_error)


def print_named(values: tuple[object, ...], names: dict[str, object]) -> None:
    """print(*values, **names) of `print` as a value; `file` is refused."""
    sep = " "
    end = "\n"
    for name, value in names.items():
        if name == "flush":
            continue
        if name != "sep" and name != "end":  # noqa: PLR1714  # compiled: two comparisons
            raise TypeError(f"print() got an unexpected keyword argument '{name}'")
        if value is None:
            continue
        if not isinstance(value, str):
            raise TypeError(f"{name} must be None or a string, not {type_name(value)}")
        if name == "sep":
            sep = value
        else:
            end = value
    print_values(values, sep, end, False)


def text_of_values(values: tuple[object, ...], sep: str, end: str) -> str:
    """What print(*values, sep=sep, end=end) writes."""
    parts: list[str] = []
    at = i64(0)
    while at < tuple_length(values):
        parts.append(objects.str(tuple_item(values, at)))
        at += 1
    return text_methods.concat2(text_methods.join_list(sep, parts), end)


def print_text(text: str, to_error: bool) -> None:
    if to_error:
        console.write_error(text)
    else:
        console.write_output(text)


def flush() -> None:
    """Output is not buffered."""


def input(prompt: object = "") -> str:
    """An image has no standard input: it is always at its end."""
    console.write_output(objects.str(prompt))
    raise EOFError("EOF when reading a line")


def ascii(obj: object) -> str:
    return text_methods.ascii_only(objects.repr(obj))


def format(value: object, format_spec: str = "") -> str:
    return objects.format(value, format_spec)


def chr(i: int) -> str:
    if not is_word(i):
        raise OverflowError("Python int too large to convert to C int")
    point = word_of(i)
    if point < 0 or point > _POINT_MAX:
        raise ValueError("chr() arg not in range(0x110000)")
    return code_point.character(point)


def ord(c: str | bytes) -> int:
    if isinstance(c, str):
        if str_length(c) == 1:
            return int(text_methods.point_at(c, i64(0)))
        raise _not_one(str_length(c))
    if bytes_length(c) == 1:
        return int(bytes_data(c)[0])
    raise _not_one(bytes_length(c))


def _not_one(length: i64) -> TypeError:
    return TypeError(f"ord() expected a character, but string of length {int(length)} found")


def bin(number: int) -> str:
    return ints.format(number, "#b")


def hex(number: int) -> str:
    return ints.format(number, "#x")


def oct(number: int) -> str:
    return ints.format(number, "#o")


def pow(base: int, exp: int, mod: int) -> int:
    """pow with three arguments; with two it is the operator **."""
    return ints.pow_mod(base, exp, mod)
