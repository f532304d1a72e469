"""Fixtures, and what else pytest runs around a test: who asks for whom, and in which order."""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gloamtool.testing.mark import Mark

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


def read_fixture(
    node: ast.FunctionDef | ast.AsyncFunctionDef, decorator: ast.expr, owner: str
) -> Fixture:
    """`owner` is the object that has it as a method, or empty."""
    name, scope, is_automatic = node.name, "function", False
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
                hint = "parametrize the tests that use it"
                refused = Refused(decorator, "a fixture with params is not compiled", hint)
            case _:
                message = f"this {key or 'argument'} of a fixture is not compiled"
                refused = Refused(value, message, "write its value out")
    requests = parameters(node, skip_first=bool(owner))
    called = f"{owner}.{node.name}" if owner else node.name
    names = (f"{arg.arg}={{{arg.arg}}}" for arg in requests)
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
    return Fixture(
        name=name,
        scope=scope,
        is_automatic=is_automatic,
        requests=requests,
        statements=(statement,),
        is_asynchronous=is_asynchronous,
        result=result,
        node=node,
        refused=refused,
    )


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
        if (refused := fixtures[name].refused) is not None:
            raise refused
        queue += [(arg.arg, arg) for arg in fixtures[name].requests]
    by_scope = sorted(places, key=lambda name: SCOPES.index(fixtures[name].scope))
    result: dict[str, Fixture] = {}
    for name in by_scope:
        _add(name, fixtures, given, result, [])
    return list(result.values())


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


_BUILT_IN = frozenset(
    {
        "cache",
        "capfd",
        "caplog",
        "capsys",
        "monkeypatch",
        "recwarn",
        "request",
        "tmp_path",
        "tmp_path_factory",
    }
)


def _unknown(name: str, place: ast.AST | None) -> Refused:
    hint = "make the value in the test" if name in _BUILT_IN else "define it in this module"
    return Refused(place or ast.Pass(), f"the fixture {name} is not compiled", hint)
