"""Makes a program that shows a difference small: takes away what it does not need.

Works on the syntax tree, from large to small: statements first, then blocks become their bodies,
then expressions become their parts. What is tried need not be a program that anybody would write;
the caller says whether it still shows the difference.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

Edit = Callable[[], Callable[[], None]]
"""Changes the tree in place, and gives what changes it back."""


def reduce(text: str, shows: Callable[[str], bool], tries_max: int) -> str:
    """The smallest program found within so many tries. `shows(text)` must be true."""
    tree = ast.parse(text)
    tries = 0
    progress = True
    while progress:
        progress = False
        for edits in (_fewer_statements, _opened_blocks, _smaller_expressions):
            again = True
            while again:
                again = False
                for edit in edits(tree):
                    if tries >= tries_max:
                        return ast.unparse(tree)
                    undo = edit()
                    tries += 1
                    if _is_shown(tree, shows):
                        progress = again = True
                        break
                    undo()
    return ast.unparse(tree)


def _is_shown(tree: ast.Module, shows: Callable[[str], bool]) -> bool:
    try:
        text = ast.unparse(ast.fix_missing_locations(tree))
        compile(text, "reduced", "exec")
    except (SyntaxError, ValueError):
        return False
    return shows(text)


def _bodies(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                yield body


def _fewer_statements(tree: ast.Module) -> Iterator[Edit]:
    """Runs of statements in a body: halves first, then quarters, down to one."""
    sizes = [len(body) for body in _bodies(tree)]
    size = max(sizes, default=0)
    while size:
        for body in list(_bodies(tree)):
            for start in range(0, len(body), size):
                if len(body) >= size:
                    yield lambda body=body, start=start, size=size: _cut(body, start, size)  # type: ignore[misc]
        size //= 2


def _cut(body: list[ast.stmt], start: int, size: int) -> Callable[[], None]:
    before = list(body)
    del body[start : start + size]
    if not body:
        body.append(ast.Pass())

    def undo() -> None:
        body[:] = before

    return undo


def _opened_blocks(tree: ast.Module) -> Iterator[Edit]:
    """An `if`, a loop, a `try` … becomes what is in it."""
    for body in list(_bodies(tree)):
        for index, statement in enumerate(body):
            for name in ("body", "orelse", "finalbody"):
                inner = getattr(statement, name, None)
                is_block = not isinstance(statement, ast.FunctionDef | ast.ClassDef)
                if isinstance(inner, list) and inner and is_block:
                    yield lambda body=body, index=index, inner=inner: _open(body, index, inner)  # type: ignore[misc]


def _open(body: list[ast.stmt], index: int, inner: list[ast.stmt]) -> Callable[[], None]:
    before = list(body)
    body[index : index + 1] = inner

    def undo() -> None:
        body[:] = before

    return undo


def _smaller_expressions(tree: ast.Module) -> Iterator[Edit]:
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if isinstance(value, ast.expr) and name not in ("annotation", "returns"):
                for part in _parts(value):
                    yield lambda node=node, name=name, value=value, part=part: _set(  # type: ignore[misc]
                        node, name, value, part
                    )


def _parts(value: ast.expr) -> list[ast.expr]:
    inner = [part for part in ast.iter_child_nodes(value) if isinstance(part, ast.expr)]
    if isinstance(value, ast.Constant | ast.Name):
        return []
    return [*inner, ast.Constant(0), ast.Constant("")]


def _set(node: ast.AST, name: str, value: ast.expr, part: ast.expr) -> Callable[[], None]:
    setattr(node, name, part)
    return lambda: setattr(node, name, value)
