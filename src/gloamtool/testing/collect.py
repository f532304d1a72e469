"""The tests of a module, read from its source: what pytest would run, as calls to compile.

Nothing is run. What pytest has and a compiled test has not is a diagnostic at its place; a test
with `@pytest.mark.cpython` is pytest's alone.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from gloamc.diagnostics import Diagnostic
from gloamtool.testing.edit import Edits

CODE = "G200"
ONLY_CPYTHON = "cpython"
_HOOKS = frozenset(
    f"{time}_{what}"
    for time in ("setup", "teardown")
    for what in ("module", "function", "class", "method")
)


@dataclass(frozen=True, slots=True)
class Call:
    """One run of a test function: its name as pytest shows it, and the statements that run it."""

    name: str
    statements: tuple[str, ...]
    skip: str = ""
    """Why it is not run, if it is not."""


@dataclass(slots=True)
class Collected:
    calls: list[Call] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def collect(path: Path, tree: ast.Module, edits: Edits) -> Collected:
    """The tests of a module.

    The decorators that only pytest reads are taken out of `edits`, the definitions that are
    pytest's alone out of `tree` as well.
    """
    collector = _Collector(path, edits)
    for node in list(tree.body):
        if _is_marked(node, ONLY_CPYTHON):
            tree.body.remove(node)
            edits.blank(_first_line(node), node.end_lineno or node.lineno)
        else:
            collector.statement(node)
    return collector.result


def _decorators(node: ast.stmt) -> list[ast.expr]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.decorator_list
    return []


def _is_marked(node: ast.stmt, name: str) -> bool:
    marks = [_Mark.read(decorator) for decorator in _decorators(node)]
    return any(mark is not None and mark.name == name for mark in marks)


def _first_line(node: ast.stmt) -> int:
    return min([node.lineno, *[decorator.lineno for decorator in _decorators(node)]])


class _Collector:
    def __init__(self, path: Path, edits: Edits) -> None:
        self._path = str(path)
        self._edits = edits
        self.result = Collected()

    def statement(self, node: ast.stmt) -> None:
        match node:
            case ast.FunctionDef(name=name) if name.startswith("test"):
                self._test(node)
            case ast.FunctionDef(name=name) if name in _HOOKS:
                self._refuse(node, f"{name} is not called in compiled tests", "call it in the test")
            case ast.FunctionDef() if any("fixture" in ast.unparse(d) for d in node.decorator_list):
                self._refuse(node, "fixtures are not compiled", "call a function in the test")
            case ast.AsyncFunctionDef(name=name) if name.startswith("test"):
                hint = "write a plain function that calls asyncio.run"
                self._refuse(node, "asynchronous tests are not compiled", hint)
            case ast.ClassDef(name=name) if name.startswith("Test"):
                hint = "write functions at the top level of the module"
                self._refuse(node, "classes of tests are not compiled", hint)
            case ast.Assign(targets=[ast.Name(id="pytestmark")]):
                self._refuse(node, "pytestmark is not compiled", "mark each test")

    def _refuse(self, node: ast.AST, message: str, hint: str) -> None:
        hint += f", or mark it with @pytest.mark.{ONLY_CPYTHON}"
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        text = self._edits.lines[line - 1]
        found = Diagnostic(CODE, self._path, line, column, len(text.encode()), message, hint)
        self.result.diagnostics.append(found)

    def _test(self, node: ast.FunctionDef) -> None:
        skip, tables = "", list[_Table]()
        for decorator in node.decorator_list:
            mark = _Mark.read(decorator)
            if mark is None:
                continue
            self._edits.blank(decorator.lineno, decorator.end_lineno or decorator.lineno)
            if mark.name == "skip":
                skip = mark.text("reason") or "unconditional skip"
            elif mark.name == "parametrize" and (table := _Table.read(mark)) is not None:
                tables.append(table)
            else:
                hint = "write the names and values of parametrize out, in one place"
                self._refuse(decorator, f"pytest.mark.{mark.name} is not compiled here", hint)
                return
        given = {name for table in tables for name in table.names}
        parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        for parameter in parameters:
            if parameter.arg not in given:
                message = f"the fixture {parameter.arg} is not compiled"
                self._refuse(parameter, message, "make the value in the test")
                return
        for call in _calls(node.name, tables[::-1]):
            self.result.calls.append(Call(call.name, call.statements, skip))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A decorator `@pytest.mark.name` or `@pytest.mark.name(...)`."""

    name: str
    arguments: list[ast.expr]
    keywords: dict[str, ast.expr]

    @classmethod
    def read(cls, decorator: ast.expr) -> "_Mark | None":
        call = decorator if isinstance(decorator, ast.Call) else None
        name = ast.unparse(call.func if call is not None else decorator)
        if not name.startswith("pytest.mark."):
            return None
        keywords = {k.arg: k.value for k in call.keywords if k.arg} if call is not None else {}
        arguments = call.args if call is not None else []
        return cls(name.removeprefix("pytest.mark."), arguments, keywords)

    def text(self, keyword: str) -> str:
        value = self.keywords.get(keyword, self.arguments[0] if self.arguments else None)
        return str(value.value) if isinstance(value, ast.Constant) else ""


@dataclass(frozen=True, slots=True)
class _Table:
    """What `parametrize` gives: rows as written, or `computed`, an expression of them."""

    names: list[str]
    rows: list["_Row"]
    computed: str

    @classmethod
    def read(cls, mark: _Mark) -> "_Table | None":
        """None for what cannot be read without running it."""
        given = [*mark.arguments, *[mark.keywords[k] for k in _WANTED if k in mark.keywords]]
        names = _names(given[0]) if len(given) == 2 else None
        if not names:
            return None
        values = given[1]
        if not isinstance(values, (ast.List, ast.Tuple)) or _has_star(values):
            return cls(names, [], ast.unparse(values))
        is_tuple = len(names) > 1 or not isinstance(given[0], ast.Constant)
        rows = [_Row.read(v, names, is_tuple, index) for index, v in enumerate(values.elts)]
        whole = [row for row in rows if row is not None]
        return cls(names, whole, "") if len(whole) == len(rows) else None


_WANTED = ("argnames", "argvalues")


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    values: list[str]

    @classmethod
    def read(cls, value: ast.expr, names: list[str], is_tuple: bool, index: int) -> "_Row | None":
        label, items = "", [value]
        if isinstance(value, ast.Call) and ast.unparse(value.func) == "pytest.param":
            keywords = {k.arg: k.value for k in value.keywords}
            if set(keywords) - {"id"}:
                return None
            label = ast.literal_eval(keywords["id"]) if "id" in keywords else ""
            items = value.args
        elif is_tuple:
            if not isinstance(value, (ast.Tuple, ast.List)):
                return None
            items = value.elts
        if len(items) != len(names):
            return None
        label = label or "-".join(map(_label, items, names, [index] * len(names)))
        return cls(label, [ast.unparse(item) for item in items])


def _names(node: ast.expr) -> list[str] | None:
    match node:
        case ast.Constant(value=str(text)):
            return [name.strip() for name in text.split(",") if name.strip()]
        case ast.List(elts=items) | ast.Tuple(elts=items):
            texts = [item.value for item in items if isinstance(item, ast.Constant)]
            return [str(text) for text in texts] if len(texts) == len(items) else None
    return None


def _has_star(values: ast.List | ast.Tuple) -> bool:
    return any(isinstance(value, ast.Starred) for value in values.elts)


def _label(item: ast.expr, name: str, index: int) -> str:
    """As pytest's: a plain value, else the parameter's name and the row's number."""
    try:
        value = ast.literal_eval(item)
    except ValueError:
        return f"{name}{index}"
    is_plain = value is None or isinstance(value, (str, int, float))
    return str(value) if is_plain else f"{name}{index}"


def _calls(name: str, tables: list[_Table]) -> Iterator[Call]:
    if not tables:
        yield Call(name, (f"{name}()",))
    elif any(table.computed for table in tables):
        yield Call(f"{name}[...]", tuple(_loops(name, tables)))
    else:
        for rows in product(*(table.rows for table in tables)):
            label = "-".join(row.label for row in rows)
            given = [
                f"{key}={value}"
                for table, row in zip(tables, rows, strict=True)
                for key, value in zip(table.names, row.values, strict=True)
            ]
            yield Call(f"{name}[{label}]", (f"{name}({', '.join(given)})",))


def _loops(name: str, tables: list[_Table]) -> Iterator[str]:
    """A loop for each table, and the call inside of them."""
    for depth, table in enumerate(tables):
        variables = ", ".join(f"_{name}_{key}" for key in table.names)
        rows = ", ".join(f"({', '.join(row.values)})" for row in table.rows)
        yield f"{'    ' * depth}for {variables} in {table.computed or f'[{rows}]'}:"
    given = ", ".join(f"{key}=_{name}_{key}" for table in tables for key in table.names)
    yield f"{'    ' * len(tables)}{name}({given})"
