"""Literals of the ground types, with a liking for the edges of their representations."""

from __future__ import annotations

from collections.abc import Callable

from tools.differential.choices import Choices

_EDGES = [0, 1, 2, 31, 32, 50, 51, 53, 59, 60, 61, 62, 63, 64, 65, 100, 127]
_TEXTS = [
    "",
    "a",
    "b",
    "ab",
    "Ab c",
    " x\t",
    "line\nnext",
    "0",
    "-12",
    "3.5",
    "é",
    "ÅÄ",
    "ß",
    "日本",
    "a😀b",
    "\x00",
    "it's",
    '"q"',
    "\\n",
    "aXbXc",
    "ǅ",
    "\u2028",
    "\x7f",
    "İı",
    "hello world",
    "zz",
]
_BYTES = [b"", b"a", b"ab", b"\x00\xff", b"a,b,,c", b"  x ", b"\x80\n'", b"12", b"Hello"]
_FLOATS = [
    "0.0",
    "-0.0",
    "1.0",
    "0.1",
    "-2.5",
    "0.5",
    "1.5",
    "3.75",
    "1e16",
    "123456789.125",
    "1e22",
    "1e-7",
    "5e-324",
    "1.7976931348623157e308",
    "2.0**53",
    "100.0",
    "1e15",
    "0.30000000000000004",
]


def int_literal(choices: Choices) -> str:
    kind = choices.below(10)
    if kind < 6:
        return str(choices.between(-9, 20))
    if kind < 7:
        return str(choices.between(-1000, 100000))
    value = (1 << choices.one_of(_EDGES)) + choices.between(-2, 2)
    return str(-value if choices.happens(40) else value)


def float_literal(choices: Choices) -> str:
    if choices.happens(70):
        return choices.one_of(_FLOATS)
    return repr(choices.between(-10000, 10000) / choices.one_of([1, 2, 3, 7, 10, 1000]))


def str_literal(choices: Choices) -> str:
    return repr(choices.one_of(_TEXTS))


def bytes_literal(choices: Choices) -> str:
    return repr(choices.one_of(_BYTES))


def bool_literal(choices: Choices) -> str:
    return choices.one_of(["True", "False"])


def _spec(choices: Choices, types: list[str], *, is_number: bool, is_exact: bool) -> str:
    """A format specification: mostly a valid one."""
    fill = choices.one_of(["", "", "*", "0", "é"])
    align = choices.one_of(["<", ">", "^", "=" if is_number else "<"]) if fill else ""
    sign = choices.one_of(["", "", "+", "-", " "]) if is_number else ""
    alternate = "#" if is_number and choices.happens(15) else ""
    zero = "0" if is_number and choices.happens(15) else ""
    width = str(choices.between(1, 14)) if choices.happens(60) else ""
    grouping = choices.one_of(["", "", ",", "_"]) if is_number else ""
    precision = f".{choices.below(6)}" if not is_exact and choices.happens(50) else ""
    kind = choices.one_of(types)
    return f"{fill}{align}{sign}{alternate}{zero}{width}{grouping}{precision}{kind}"


SPECS: dict[str, Callable[[Choices], str]] = {
    "ispec": lambda c: _spec(c, ["", "d", "x", "X", "b", "o"], is_number=True, is_exact=True),
    "fspec": lambda c: _spec(
        c, ["", "f", "e", "g", "G", "%", "E", "F"], is_number=True, is_exact=False
    ),
    "sspec": lambda c: _spec(c, ["", "s"], is_number=False, is_exact=False),
}
