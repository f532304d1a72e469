"""Names of stub modules that are classes of library modules: they are imported from there.

`typing` and `types` are declared only, and for the checker theirs would live in a cycle with
`collections`, `re` and `contextlib`, which ours is not. It is shown `from collections import deque
as Deque` where the program says `from typing import Deque`, and a name as long as `typing.Deque`
where it says that. So lines stay where they are, and columns but for those behind an import.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

MOVED: Final = {
    "typing.AsyncContextManager": ("contextlib", "AbstractAsyncContextManager"),
    "typing.ChainMap": ("collections", "ChainMap"),
    "typing.ContextManager": ("contextlib", "AbstractContextManager"),
    "typing.Counter": ("collections", "Counter"),
    "typing.DefaultDict": ("collections", "defaultdict"),
    "typing.Deque": ("collections", "deque"),
    "typing.Match": ("re", "Match"),
    "typing.OrderedDict": ("collections", "OrderedDict"),
    "typing.Pattern": ("re", "Pattern"),
    "types.MappingProxyType": ("_mapping_proxy", "MappingProxyType"),
}
"""The name that programs use; the module where the class is, and what it is called there."""

_MENTIONED = re.compile(rf"\b({'|'.join(name.partition('.')[2] for name in MOVED)})\b")


def read_names(tree: ast.AST) -> Iterator[tuple[str, ast.Attribute]]:
    """The moved names that are read as attributes of their modules: `t.Deque`."""
    modules = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{modules.get(node.value.id)}.{node.attr}"
            if name in MOVED:
                yield name, node


def spelt_out(text: str) -> str:
    """The source with these names imported from where they are; the same text if it has none."""
    if not _MENTIONED.search(text):
        return text
    try:
        tree = ast.parse(text)
    except (SyntaxError, RecursionError):
        return text
    lines = text.split("\n")
    imports: dict[str, str] = {}
    attributes = [pair for pair in read_names(tree) if pair[1].lineno == pair[1].end_lineno]
    for name, read in attributes:
        assert read.end_col_offset is not None
        own = read.attr + "_" * (read.end_col_offset - read.col_offset - len(read.attr))
        line = lines[read.lineno - 1].encode()
        before, after = line[: read.col_offset], line[read.end_col_offset :]
        lines[read.lineno - 1] = (before + own.encode() + after).decode()
        imports[own] = name
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            _rewrite(lines, node)
        elif isinstance(node, ast.Import) and imports:
            _add(lines, node, imports)
    return "\n".join(lines)


def _add(lines: list[str], node: ast.Import, imports: dict[str, str]) -> None:
    """Behind the import of their module, the imports of the names that stand for attributes."""
    modules = [alias.name for alias in node.names]
    wanted = {own: name for own, name in imports.items() if name.partition(".")[0] in modules}
    if not wanted:
        return
    assert node.end_lineno is not None
    line = lines[node.end_lineno - 1].encode()
    made = "".join(f"; {_import_of(name, own)}" for own, name in wanted.items())
    at = node.end_col_offset
    lines[node.end_lineno - 1] = (line[:at] + made.encode() + line[at:]).decode()


def _rewrite(lines: list[str], node: ast.ImportFrom) -> None:
    moved = [alias for alias in node.names if f"{node.module}.{alias.name}" in MOVED]
    if not moved:
        return
    assert node.end_lineno is not None
    kept = [alias for alias in node.names if alias not in moved]
    parts = [ast.unparse(ast.ImportFrom(node.module, kept, 0))] if kept else []
    parts += [_import_of(f"{node.module}.{a.name}", a.asname or a.name) for a in moved]
    first, last = node.lineno - 1, node.end_lineno - 1
    before = lines[first].encode()[: node.col_offset].decode()
    after = lines[last].encode()[node.end_col_offset :].decode()
    lines[first : last + 1] = [before + "; ".join(parts) + after, *[""] * (last - first)]


def _import_of(moved: str, name: str) -> str:
    module, original = MOVED[moved]
    return ast.unparse(ast.ImportFrom(module, [ast.alias(original, name)], 0))
