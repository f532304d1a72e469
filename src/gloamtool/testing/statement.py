"""A test as statements: its conditions, its fixtures, and the call itself."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from gloamtool.testing.fixture import (
    Fixture,
    Refused,
    ordered,
    parameter,
    parameters,
    wanted,
)
from gloamtool.testing.hook import METHOD
from gloamtool.testing.mark import Mark
from gloamtool.testing.parametrize import Row, Table

_REFUSED: Final = frozenset({"filterwarnings", "flaky", "django_db", "trio"})
_WRITE_OUT = "write the names and values of parametrize out, in one place"


@dataclass(frozen=True, slots=True)
class Call:
    """One run of a test: its name as pytest shows it, and the statements that run it."""

    name: str
    statements: tuple[str, ...]
    skip: str = ""
    """Why it is not run, if it is not."""
    line: int = 1
    is_asynchronous: bool = False
    fixtures: tuple[Fixture, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a module or a class of tests gives to each of them."""

    prefix: str
    owner: str
    """The class, or empty."""
    fixtures: dict[str, Fixture]
    marks: list[Mark]


Test = ast.FunctionDef | ast.AsyncFunctionDef


def calls(node: Test, around: Surroundings, known: Mapping[str, ast.stmt]) -> Iterator[Call]:
    """The runs of a test function, in pytest's order. Raises Refused."""
    own = [mark for d in reversed(node.decorator_list) if (mark := Mark.read(d)) is not None]
    marks, tables = [*own, *around.marks], list[Table]()
    for mark in marks:
        if mark.name in _REFUSED:
            message = f"pytest.mark.{mark.name} is not compiled"
            raise Refused(mark.node, message, "do without it")
        if mark.name == "parametrize":
            table = Table.read(mark, known)
            if table is None:
                raise Refused(mark.node, "this parametrize is not compiled", _WRITE_OUT)
            tables.append(table)
        if mark.name == "anyio" and "anyio_backend" not in around.fixtures:
            hint = 'define a fixture anyio_backend that returns "asyncio"'
            raise Refused(mark.node, "of anyio, only asyncio is compiled", hint)
    name = around.prefix + node.name
    if any(table.computed for table in tables):
        yield _computed(node, name, around, marks, tables)
        return
    names = frozenset(key for table in tables for key in table.names)
    varied = [f for f in wanted(around.fixtures, marks, _requests(node, around), names) if f.rows]
    for rows in product(*(fixture.rows for fixture in varied), *(table.rows for table in tables)):
        label = f"[{'-'.join(row.label for row in rows)}]" if rows else ""
        chosen, own_rows = rows[: len(varied)], rows[len(varied) :]
        turns = zip(varied, chosen, strict=True)
        values = {parameter(fixture.name): row.values[0] for fixture, row in turns}
        values |= _given(tables, own_rows)
        all_marks = [*own, *(mark for row in rows for mark in row.marks), *around.marks]
        yield _call(node, name + label, around, all_marks, _Given(names, values))


@dataclass(frozen=True, slots=True)
class _Given:
    """What `parametrize` gives by name; `values` holds the parameters of fixtures as well."""

    names: frozenset[str]
    values: dict[str, str]


def _requests(node: Test, around: Surroundings) -> tuple[ast.arg, ...]:
    is_static = any(ast.unparse(d) == "staticmethod" for d in node.decorator_list)
    return parameters(node, skip_first=bool(around.owner) and not is_static)


def _given(tables: Sequence[Table], rows: Sequence[Row]) -> dict[str, str]:
    return {
        key: value
        for table, row in zip(tables, rows, strict=True)
        for key, value in zip(table.names, row.values, strict=True)
    }


def _call(
    node: Test, name: str, around: Surroundings, marks: Sequence[Mark], given: _Given
) -> Call:
    requests = _requests(node, around)
    fixtures = ordered(around.fixtures, marks, requests, given.names)
    asked = {arg.arg for part in [requests, *(f.requests for f in fixtures)] for arg in part}
    for mark in marks:
        if mark.name == "parametrize" and given.names - asked:
            message = f"{node.name} has no argument {min(given.names - asked)}"
            raise Refused(mark.node, message, "give it the argument")
    values = {parameter(fixture.name): "None" for fixture in fixtures}
    values |= {fixture.name: fixture.value for fixture in fixtures} | given.values
    values[METHOD] = f"_o.{node.name}"
    is_coroutine = isinstance(node, ast.AsyncFunctionDef)
    is_asynchronous = is_coroutine or any(fixture.is_asynchronous for fixture in fixtures)
    statements = list(_conditions(marks))
    if is_asynchronous:
        statements += ["_loop = _asyncio.Runner()", "_case.later(_loop.close)"]
    if around.owner:
        statements.append(f"_o = {around.owner}()")
    for fixture in fixtures:
        statements += [statement.format_map(values) for statement in fixture.statements]
    statements.append("_case.calls()")
    arguments = ", ".join(f"{arg.arg}={values[arg.arg]}" for arg in requests)
    call = f"{'_o.' if around.owner else ''}{node.name}({arguments})"
    statements.append(f"_loop.run({call})" if is_coroutine else call)
    skip = _skip(marks)
    return Call(name, tuple(statements), skip, node.lineno, is_asynchronous, tuple(fixtures))


def _skip(marks: Sequence[Mark]) -> str:
    for mark in marks:
        if mark.name == "skip":
            return mark.text("reason") or "unconditional skip"
    return ""


def _conditions(marks: Sequence[Mark]) -> Iterator[str]:
    """What skipif and xfail say, asked for when the test runs."""
    for mark in marks:
        if mark.name == "skipif":
            reason = _text(mark.keywords.get("reason"))
            for condition in [*mark.arguments, *_named_condition(mark)]:
                yield f"_case.skip_if({_condition(condition)}, {reason})"
    for mark in marks:
        if mark.name == "xfail":
            yield _expectation(mark)


def _expectation(mark: Mark) -> str:
    conditions = [_condition(node) for node in [*mark.arguments, *_named_condition(mark)]]
    condition = " or ".join(f"bool({text})" for text in conditions) or "True"
    reason = _text(mark.keywords.get("reason"))
    match mark.keywords.get("run"):
        case ast.Constant(value=False):
            return f"_case.do_not_run({condition}, {reason})"
    raises = mark.keywords.get("raises")
    strict = mark.keywords.get("strict")
    is_strict = "False" if strict is None else ast.unparse(strict)
    expected = "()"
    if isinstance(raises, ast.Tuple):
        expected = ast.unparse(raises)
    elif raises is not None:
        expected = f"({ast.unparse(raises)},)"
    return f"_case.expect_failure({condition}, {reason}, {is_strict}, {expected})"


def _named_condition(mark: Mark) -> list[ast.expr]:
    return [mark.keywords["condition"]] if "condition" in mark.keywords else []


def _condition(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        raise Refused(node, "a condition in a string is not compiled", "write it as an expression")
    return ast.unparse(node)


def _text(node: ast.expr | None) -> str:
    return "''" if node is None else ast.unparse(node)


def _computed(
    node: Test, name: str, around: Surroundings, marks: Sequence[Mark], tables: Sequence[Table]
) -> Call:
    """All rows in one run, if one of the tables is only known then."""
    given = {key: f"_row_{key}" for table in tables for key in table.names}
    requests = parameters(node, skip_first=bool(around.owner))
    fixtures = ordered(around.fixtures, marks, requests, frozenset(given))
    if around.owner or fixtures or isinstance(node, ast.AsyncFunctionDef):
        mark = next(mark for mark in marks if mark.name == "parametrize")
        message = "a computed parametrize is for plain functions without fixtures"
        raise Refused(mark.node, message, _WRITE_OUT)
    statements = [*_conditions(marks), "_case.calls()"]
    for depth, table in enumerate(tables):
        variables = ", ".join(given[key] for key in table.names)
        rows = ", ".join(f"({', '.join(row.values)})" for row in table.rows)
        line = f"for {variables} in {table.computed or f'[{rows}]'}:"
        statements.append("    " * depth + line)
    arguments = ", ".join(f"{key}={value}" for key, value in given.items())
    statements.append(f"{'    ' * len(tables)}{node.name}({arguments})")
    return Call(f"{name}[...]", tuple(statements), _skip(marks), node.lineno)
