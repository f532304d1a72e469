"""The tables of `parametrize`: their rows, and the labels that pytest gives to them."""

import ast
import builtins
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from gloamtool.testing.mark import Mark, listed_marks

_ROWS_MAX = 1000
_READ = frozenset({"argnames", "argvalues", "ids", "scope"})


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    values: list[str]
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as written, or `computed`, an expression of them."""

    names: list[str]
    rows: list[Row]
    computed: str

    @classmethod
    def read(cls, mark: Mark, known: Mapping[str, ast.stmt]) -> "Table | None":
        """None for what cannot be read without running it. `known` is what the module defines."""
        names_given, values = mark.argument("argnames"), mark.argument("argvalues", 1)
        if names_given is None or values is None or set(mark.keywords) - _READ:
            return None
        names = _names(names_given)
        labels = _labels_given(mark.argument("ids", 3))
        if not names or labels is None or len(mark.arguments) > 2:
            return None
        values = _written_out(values, known)
        if not isinstance(values, (ast.List, ast.Tuple)) or _has_star(values):
            return None if labels else cls(names, [], ast.unparse(values))
        is_tuple = len(names) > 1 or not isinstance(names_given, ast.Constant)
        rows = [_row(v, names, is_tuple, index, known) for index, v in enumerate(values.elts)]
        whole = [row for row in rows if row is not None]
        if len(whole) != len(rows) or len(labels) not in (0, len(rows)):
            return None
        for index, label in enumerate(labels):
            if label is not None:
                whole[index] = replace(whole[index], label=label)
        return cls(names, _with_unique_labels(whole), "")


def fixture_rows(
    name: str, params: ast.expr, ids: ast.expr | None, known: Mapping[str, ast.stmt]
) -> tuple[Row, ...] | None:
    """The values of a fixture's `params`. None for what cannot be read without running it."""
    mark = Mark("parametrize", [ast.Constant(name), params], {}, params)
    if ids is not None:
        mark.keywords["ids"] = ids
    table = Table.read(mark, known)
    return None if table is None or table.computed else tuple(table.rows)


def _written_out(values: ast.expr, known: Mapping[str, ast.stmt]) -> ast.expr:
    """The list behind a name or a `range`, if the module has it written out."""
    match values:
        case ast.Name(id=name) if name in known:
            match known[name]:
                case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                    return value
        case ast.Call(func=ast.Name(id="range"), args=args, keywords=[]) if len(args) in (1, 2, 3):
            try:
                rows = range(*(ast.literal_eval(arg) for arg in args))
            except (ValueError, TypeError):
                return values
            if len(rows) <= _ROWS_MAX:
                return ast.List([ast.Constant(n) for n in rows], ast.Load())
    return values


def _row(
    value: ast.expr, names: list[str], is_tuple: bool, index: int, known: Mapping[str, ast.stmt]
) -> Row | None:
    label, items, marks = None, [value], list[Mark]()
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "pytest.param":
        keywords = {k.arg: k.value for k in value.keywords}
        if set(keywords) - {"id", "marks"}:
            return None
        if "id" in keywords:
            match keywords["id"]:
                case ast.Constant(value=str(text)):
                    label = _escaped(text)
                case _:
                    return None
        if "marks" in keywords:
            found = listed_marks(keywords["marks"])
            if found is None:
                return None
            marks = found
        items = value.args
    elif is_tuple:
        if not isinstance(value, (ast.Tuple, ast.List)):
            return None
        items = value.elts
    if len(items) != len(names):
        return None
    if label is None:
        parts = zip(items, names, strict=True)
        label = "-".join(_label(item, name, index, known) for item, name in parts)
    return Row(label, [ast.unparse(item) for item in items], marks)


def _names(node: ast.expr) -> list[str] | None:
    match node:
        case ast.Constant(value=str(text)):
            return [name.strip() for name in text.split(",") if name.strip()]
        case ast.List(elts=items) | ast.Tuple(elts=items):
            texts = [item.value for item in items if isinstance(item, ast.Constant)]
            return [str(text) for text in texts] if len(texts) == len(items) else None
    return None


def _labels_given(node: ast.expr | None) -> list[str | None] | None:
    """Of `ids`: one for each row, or nothing. None for a function, and for what is not plain."""
    if node is None:
        return []
    if not isinstance(node, (ast.List, ast.Tuple)):
        return None
    labels = list[str | None]()
    for item in node.elts:
        match item:
            case ast.Constant(value=None):
                labels.append(None)
            case ast.Constant(value=str(text)):
                labels.append(_escaped(text))
            case ast.Constant(value=bool() | int() | float() as value):
                labels.append(str(value))
            case _:
                return None
    return labels


def _has_star(values: ast.List | ast.Tuple) -> bool:
    return any(isinstance(value, ast.Starred) for value in values.elts)


def _label(item: ast.expr, name: str, index: int, known: Mapping[str, ast.stmt]) -> str:
    """A plain value, a function's or a class's name, an enum's member, else the parameter's name
    and the row's number."""
    try:
        value = ast.literal_eval(item)
    except (ValueError, TypeError):
        return _definition_label(item, known) or f"{name}{index}"
    match value:
        case str():
            return _escaped(value)
        case bytes():
            return value.decode("ascii", "backslashreplace")
        case None | int() | float() | complex():
            return str(value)
    return f"{name}{index}"


def _definition_label(item: ast.expr, known: Mapping[str, ast.stmt]) -> str:
    match item:
        case ast.Name(id=name):
            found = known.get(name)
            if isinstance(found, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                return name
            if found is None and isinstance(getattr(builtins, name, None), type):
                return name
        case ast.Attribute(value=ast.Name(id=owner), attr=member):
            match known.get(owner):
                case ast.ClassDef(bases=[ast.Name(id="Enum") | ast.Attribute(attr="Enum")]):
                    return f"{owner}.{member}"
    return ""


def _escaped(text: str) -> str:
    return text.encode("unicode_escape").decode("ascii")


def _with_unique_labels(rows: list[Row]) -> list[Row]:
    """Labels that occur twice are numbered."""
    counts = Counter(row.label for row in rows)
    taken, numbers, result = set(counts), Counter[str](), list[Row]()
    for row in rows:
        label = row.label
        if counts[label] > 1:
            sign = "_" if label[-1:].isdigit() else ""
            while f"{label}{sign}{numbers[label]}" in taken:
                numbers[label] += 1
            numbered = f"{label}{sign}{numbers[label]}"
            numbers[label] += 1
            taken.add(numbered)
            row = replace(row, label=numbered)  # noqa: PLW2901
        result.append(row)
    return result
