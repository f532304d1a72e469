"""The marks of pytest, read from decorators and from `pytestmark`."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

ONLY_CPYTHON = "cpython"
_PREFIX = "pytest.mark."

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Mark:
    """`pytest.mark.name` or `pytest.mark.name(...)`."""

    name: str
    arguments: list[ast.expr]
    keywords: dict[str, ast.expr]
    node: ast.expr

    @classmethod
    def read(cls, node: ast.expr) -> "Mark | None":
        call = node if isinstance(node, ast.Call) else None
        name = ast.unparse(call.func if call is not None else node)
        if not name.startswith(_PREFIX):
            return None
        keywords = {k.arg: k.value for k in call.keywords if k.arg} if call is not None else {}
        arguments = call.args if call is not None else []
        return cls(name.removeprefix(_PREFIX), arguments, keywords, node)

    def argument(self, keyword: str, position: int = 0) -> ast.expr | None:
        """What was given by name, or by its place."""
        if keyword in self.keywords:
            return self.keywords[keyword]
        return self.arguments[position] if position < len(self.arguments) else None

    def text(self, keyword: str) -> str:
        value = self.argument(keyword)
        return str(value.value) if isinstance(value, ast.Constant) else ""


def decorator_marks(node: ast.stmt) -> list[Mark]:
    """Those of a definition, the nearest to its name first."""
    if not isinstance(node, Definition):
        return []
    return [mark for d in reversed(node.decorator_list) if (mark := Mark.read(d)) is not None]


def listed_marks(value: ast.expr) -> list[Mark] | None:
    """Those of one mark or of a list of them, as `pytestmark` has them."""
    nodes = value.elts if isinstance(value, (ast.List, ast.Tuple)) else [value]
    marks = [mark for mark in map(Mark.read, nodes) if mark is not None]
    return marks if len(marks) == len(nodes) else None


def is_marked(node: ast.stmt, name: str) -> bool:
    return any(mark.name == name for mark in decorator_marks(node))


def first_line(node: ast.stmt) -> int:
    return min([node.lineno, *_decorator_lines(node)])


def _decorator_lines(node: ast.stmt) -> Iterator[int]:
    if isinstance(node, Definition):
        yield from (decorator.lineno for decorator in node.decorator_list)


def needless_imports(removed: Sequence[ast.stmt], kept: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Imports among `kept` of what only `removed` uses."""
    imports = [node for node in kept if isinstance(node, (ast.Import, ast.ImportFrom))]
    used = _names(node for node in kept if node not in imports)
    gone = _names(removed) - used
    for node in imports:
        bound = {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        if bound <= gone:
            yield node


def _names(nodes: Iterable[ast.stmt]) -> set[str]:
    inner = (child for node in nodes for child in ast.walk(node))
    return {child.id for child in inner if isinstance(child, ast.Name)}
