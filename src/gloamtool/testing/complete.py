"""A test module made ready to be compiled.

Asserts say what they compared, and a main program behind it all runs the test whose number is its
argument. Every line stays where it is, so that messages about it are right.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gloamtool.testing.edit import Edits
from gloamtool.testing.statement import Call

_SIGNS: Final[dict[type[ast.cmpop], str]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}


@dataclass(frozen=True, slots=True)
class Completed:
    """The text to compile in the place of the module's.

    `origins` holds, for each line behind the module's own, that of the test which it is for.
    """

    text: str
    origins: list[int]


def complete(
    tree: ast.Module, edits: Edits, calls: Sequence[Call], modules: Sequence[str] = ()
) -> Completed:
    """`modules` are imported for the fixtures in them."""
    for number, node in enumerate(_asserts(tree)):
        _explain(node, edits, number)
    lines = ["import sys as _sys", "import pytest as _pytest"]
    lines += ["from pytest.case import Case as _Case", *(f"import {name}" for name in modules)]
    if any(test.is_asynchronous for test in calls):
        lines += ["import asyncio as _asyncio", "import pytest.asynchronous as _asynchronous"]
    origins = [1] * len(lines)
    for number, test in enumerate(calls):
        if test.skip:
            continue
        lines.append(f"def _case{number}(_case: _Case) -> None:")
        lines += [f"    {statement}" for statement in test.statements]
        lines.append(f'if _sys.argv[1] == "{number}": _Case().run(_case{number})')
        origins += [test.line] * (len(test.statements) + 2)
    return Completed(edits.text() + "\n".join(lines) + "\n", origins)


def _asserts(tree: ast.Module) -> list[ast.Assert]:
    """Those inside of functions that compare two values and say nothing."""
    found: dict[ast.Assert, None] = {}
    for function in ast.walk(tree):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.Assert) and node.msg is None:
                    if isinstance(node.test, ast.Compare) and len(node.test.ops) == 1:
                        if type(node.test.ops[0]) in _SIGNS:
                            found[node] = None
    return list(found)


def _explain(node: ast.Assert, edits: Edits, number: int) -> None:
    """Give an assert a message with both values, which are computed once."""
    compare = node.test
    assert isinstance(compare, ast.Compare)
    sides = []
    for side, word in ((compare.left, "left"), (compare.comparators[0], "right")):
        if _is_plain(side) or _is_literal(side):
            sides.append(ast.unparse(side))
            continue
        name = f"_{word}{number}"
        sides.append(name)
        assert side.end_lineno is not None and side.end_col_offset is not None
        edits.insert(side.lineno, side.col_offset, f"({name} := ")
        edits.insert(side.end_lineno, side.end_col_offset, ")")
    assert node.end_lineno is not None and node.end_col_offset is not None
    sign = _SIGNS[type(compare.ops[0])]
    message = f', "assert " + repr({sides[0]}) + " {sign} " + repr({sides[1]})'
    edits.insert(node.end_lineno, node.end_col_offset, message)


def _is_plain(node: ast.expr) -> bool:
    """A name or attributes of one: looked at again, it is the same."""
    if isinstance(node, ast.Attribute):
        return _is_plain(node.value)
    return isinstance(node, ast.Name)


def _is_literal(node: ast.expr) -> bool:
    """Displays and constants: written again they are the same, and an empty one has its type from
    what it is compared with."""
    match node:
        case ast.Constant():
            return True
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return all(map(_is_literal, items))
        case ast.Dict(keys=keys, values=values):
            return all(key is not None and _is_literal(key) for key in keys) and all(
                map(_is_literal, values)
            )
        case ast.Call(func=ast.Name(id="list" | "dict" | "set"), args=[], keywords=[]):
            return True
    return False
