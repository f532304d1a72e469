"""Fixtures, and what else pytest runs around a test: who asks for whom, and in which order."""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gloamtool.testing.mark import Mark
from gloamtool.testing.parametrize import Row, fixture_rows

REQUEST: Final = "request"
SCOPES: Final = ("session", "package", "module", "class", "function")


class Refused(Exception):
    """What is wrong at `node`, and what to do instead."""

    def __init__(self, node: ast.AST, message: str, hint: str) -> None:
        super().__init__(message)
        self.node = node
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Fixture:
    name: str
    scope: str
    is_automatic: bool
    requests: tuple[ast.arg, ...]
    statements: tuple[str, ...]
    """They set `variable(name)`."""
    is_asynchronous: bool = False
    result: str = ""
    """What stands for its value, if that is not the variable."""
    node: ast.stmt | None = None
    """The function, if it is one of the program's."""
    refused: Refused | None = None
    """Why no compiled test can use it."""
    home: str = ""
    """The file that it is in, if that is not the test's."""
    rows: tuple[Row, ...] = ()
    """Its `params`."""

    @property
    def value(self) -> str:
        return self.result or variable(self.name)


def variable(name: str) -> str:
    return f"_v_{name}"


def fixture_decorator(node: ast.stmt) -> ast.expr | None:
    """The one that makes a fixture of a function."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        for decorator in node.decorator_list:
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            if ast.unparse(called) in ("pytest.fixture", "pytest_asyncio.fixture"):
                return decorator
    return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fixture is defined: `owner` is the object that has it as a method, or empty; `known`
    is what its module defines, `module` that module's name and `home` its file, if it is another
    than the test's."""

    owner: str
    known: Mapping[str, ast.stmt]
    module: str = ""
    home: str = ""


def read_fixture(
    node: ast.FunctionDef | ast.AsyncFunctionDef, decorator: ast.expr, place: Place
) -> Fixture:
    name, scope, is_automatic, owner = node.name, "function", False, place.owner
    params: ast.expr | None = None
    ids: ast.expr | None = None
    refused = None
    for key, value in _keywords(decorator):
        match key, value:
            case "name", ast.Constant(value=str(text)):
                name = text
            case "scope", ast.Constant(value=str(text)) if text in SCOPES:
                scope = text
            case "autouse", ast.Constant(value=bool(flag)):
                is_automatic = flag
            case "loop_scope", _:
                pass
            case "params", _:
                params = value
            case "ids", _:
                ids = value
            case _:
                message = f"this {key or 'argument'} of a fixture is not compiled"
                refused = Refused(value, message, "write its value out")
    rows: tuple[Row, ...] | None = ()
    if params is not None:
        rows = fixture_rows(name, params, ids, place.known)
        if not rows:
            hint = "write the values of params out in a list, and ids in another"
            refused = Refused(params, f"the params of {name} are not compiled", hint)
    wanted = parameters(node, skip_first=bool(owner))
    requests = tuple(arg for arg in wanted if arg.arg != REQUEST)
    called = ".".join(part for part in (place.module, owner, node.name) if part)
    own = f"_r_{name}"
    names = (f"{a.arg}={own if a.arg == REQUEST else f'{{{a.arg}}}'}" for a in wanted)
    call = f"{called}({', '.join(names)})"
    is_asynchronous = isinstance(node, ast.AsyncFunctionDef)
    result = ""
    if _yields(node):
        if is_asynchronous:
            statement = f"{variable(name)} = _asynchronous.value(_case, _loop, {call})"
        else:
            statement = f"{variable(name)} = _case.value({call})"
    else:
        made = f"_loop.run({call})" if is_asynchronous else call
        statement = f"{variable(name)} = {made}"
        if isinstance(node.returns, ast.Constant) and node.returns.value is None:
            statement, result = made, "None"
    statements = [statement]
    if len(requests) < len(wanted):
        statements.insert(0, f"{own} = {_request(f'{{{parameter(name)}}}')}")
    return Fixture(
        name=name,
        scope=scope,
        is_automatic=is_automatic,
        requests=requests,
        statements=tuple(statements),
        is_asynchronous=is_asynchronous,
        result=result,
        node=node,
        refused=refused,
        home=place.home,
        rows=rows or (),
    )


def parameter(name: str) -> str:
    """What stands in a fixture's statements for the one of its `params` whose turn it is."""
    return f"{name} param"


def _request(param: str) -> str:
    return f"_pytest.FixtureRequest({param}, _case.later)"


def built_in() -> dict[str, Fixture]:
    """Those of pytest's own that there are."""
    statements = {
        "capsys": f"{variable('capsys')} = _case.capture()",
        REQUEST: f"{variable(REQUEST)} = {_request('None')}",
    }
    return {name: Fixture(name, "function", False, (), (s,)) for name, s in statements.items()}


def _keywords(decorator: ast.expr) -> Iterable[tuple[str | None, ast.expr]]:
    if isinstance(decorator, ast.Call):
        yield from ((None, argument) for argument in decorator.args)
        yield from ((keyword.arg, keyword.value) for keyword in decorator.keywords)


def parameters(
    node: ast.FunctionDef | ast.AsyncFunctionDef, *, skip_first: bool
) -> tuple[ast.arg, ...]:
    """What pytest gives values to: those without a default. `skip_first` is for `self`."""
    positional = [*node.args.posonlyargs, *node.args.args]
    positional = positional[: len(positional) - len(node.args.defaults)]
    given = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    return (*positional[skip_first:], *(arg for arg, default in given if default is None))


def _yields(node: ast.AST) -> bool:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Yield, ast.YieldFrom)):
            return True
        is_inner = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        if not is_inner and _yields(child):
            return True
    return False


def ordered(
    fixtures: Mapping[str, Fixture],
    marks: Sequence[Mark],
    requests: Sequence[ast.arg],
    given: frozenset[str],
) -> list[Fixture]:
    """Those that a test needs, in the order in which pytest sets them up.

    `fixtures` holds the automatic ones in the order of their registration; `given` are the names
    that `parametrize` gives. Raises Refused for one that is not there.
    """
    result: dict[str, Fixture] = {}
    for fixture in wanted(fixtures, marks, requests, given):
        _add(fixture.name, fixtures, given, result, [])
    return list(result.values())


def wanted(
    fixtures: Mapping[str, Fixture],
    marks: Sequence[Mark],
    requests: Sequence[ast.arg],
    given: frozenset[str],
) -> list[Fixture]:
    """The same in the order in which they are asked for. Raises Refused."""
    automatic = [(name, None) for name, fixture in fixtures.items() if fixture.is_automatic]
    marked = [(name, mark.node) for mark in marks for name in _names_used(mark)]
    asked = [(arg.arg, arg) for arg in requests]
    places: dict[str, ast.AST | None] = {}
    queue: list[tuple[str, ast.AST | None]] = [*automatic, *marked, *asked]
    for name, place in queue:
        if name in given or name in places:
            continue
        places[name] = place
        if name not in fixtures:
            raise _unknown(name, place)
        fixture = fixtures[name]
        if (refused := fixture.refused) is not None:
            if not fixture.home:
                raise refused
            message = f"{refused.message} ({fixture.home})"
            raise Refused(place or ast.Pass(), message, refused.hint)
        asked_for = fixture.requests
        queue += [(arg.arg, place if fixture.home else arg) for arg in asked_for]
    by_scope = sorted(places, key=lambda name: SCOPES.index(fixtures[name].scope))
    return [fixtures[name] for name in by_scope]


def _add(
    name: str,
    fixtures: Mapping[str, Fixture],
    given: frozenset[str],
    result: dict[str, Fixture],
    asking: list[str],
) -> None:
    """Behind those that it asks for."""
    if name in result or name in given:
        return
    fixture = fixtures[name]
    for arg in fixture.requests:
        if arg.arg in given:
            continue
        if arg.arg in [*asking, name]:
            raise Refused(arg, f"the fixture {arg.arg} asks for itself", "give one another name")
        asked = fixtures[arg.arg]
        if SCOPES.index(asked.scope) > SCOPES.index(fixture.scope):
            message = f"a fixture of scope {fixture.scope} cannot ask for {arg.arg}"
            raise Refused(arg, message, f"{arg.arg} has the scope {asked.scope}")
        _add(arg.arg, fixtures, given, result, [*asking, name])
    result[name] = fixture


def _names_used(mark: Mark) -> list[str]:
    if mark.name != "usefixtures":
        return []
    return [str(node.value) for node in mark.arguments if isinstance(node, ast.Constant)]


_BUILT_IN: Final = {
    "cache": "make the value in the test",
    "capfd": "take capsys",
    "caplog": "give the logger a handler of the test's own",
    "monkeypatch": "give the value to what is tested as an argument",
    "recwarn": "an image has no warnings",
    "tmp_path": "an image has no files: test what becomes of their contents",
    "tmp_path_factory": "an image has no files: test what becomes of their contents",
}


def _unknown(name: str, place: ast.AST | None) -> Refused:
    hint = _BUILT_IN.get(name, "define it in this module or in conftest.py")
    return Refused(place or ast.Pass(), f"the fixture {name} is not compiled", hint)
