"""Literals of the ground types, with a liking for the edges of their representations."""

from __future__ import annotations

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
