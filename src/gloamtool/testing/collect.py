"""The tests of a module, read from its source: what pytest would run, as functions to compile.

Nothing is run. What pytest has and a compiled test has not is a diagnostic at its place; what is
marked with `@pytest.mark.cpython` is pytest's alone.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gloamc.diagnostics import Diagnostic
from gloamtool.testing.edit import Edits
from gloamtool.testing.fixture import (
    Fixture,
    Place,
    Refused,
    built_in,
    fixture_decorator,
    read_fixture,
)
from gloamtool.testing.hook import class_hooks, function_hooks, module_hooks
from gloamtool.testing.mark import (
    ONLY_CPYTHON,
    Definition,
    Mark,
    decorator_marks,
    first_line,
    is_marked,
    listed_marks,
    needless_imports,
)
from gloamtool.testing.statement import Call, Surroundings, calls

CODE = "G200"


@dataclass(slots=True)
class Collected:
    calls: list[Call] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def used(self) -> list[ast.stmt]:
        """The functions of fixtures that a test asks for."""
        found = (f.node for call in self.calls for f in call.fixtures if not call.skip)
        return [node for node in found if node is not None]


def collect(
    path: Path, tree: ast.Module, edits: Edits, outer: Mapping[str, Fixture] | None = None
) -> Collected:
    """The tests of a module. `outer` are the fixtures of conftest.py.

    What only pytest reads is taken out of `edits`, definitions that are pytest's alone out of
    `tree` as well.
    """
    lines = list(edits.lines)
    whole = list(tree.body)
    _take_out(tree.body, edits)
    collector = _Collector(path, lines, tree, {**built_in(), **(outer or {})})
    collector.module(tree)
    _take_out_unused(tree.body, collector.result.used(), edits)
    removed = [node for node in whole if node not in tree.body]
    for node in needless_imports(removed, tree.body):
        tree.body.remove(node)
        edits.empty(node.lineno, node.end_lineno or node.lineno, node.col_offset)
    return collector.result


def _take_out(body: list[ast.stmt], edits: Edits) -> None:
    for node in list(body):
        if is_marked(node, ONLY_CPYTHON):
            body.remove(node)
            edits.empty(first_line(node), node.end_lineno or node.lineno, node.col_offset)
        elif _module_marks(node) is not None:
            edits.empty(node.lineno, node.end_lineno or node.lineno, node.col_offset)
        elif isinstance(node, Definition):
            read = [mark.node for mark in decorator_marks(node)]
            fixture = fixture_decorator(node)
            for decorator in [*read, fixture] if fixture is not None else read:
                edits.blank(decorator.lineno, decorator.end_lineno or decorator.lineno)
            if isinstance(node, ast.ClassDef):
                _take_out(node.body, edits)


def _take_out_unused(body: list[ast.stmt], used: list[ast.stmt], edits: Edits) -> None:
    """Fixtures of tests that are not compiled: nobody else can call them."""
    for node in list(body):
        if fixture_decorator(node) is not None and node not in used:
            body.remove(node)
            edits.empty(first_line(node), node.end_lineno or node.lineno, node.col_offset)
        elif isinstance(node, ast.ClassDef):
            _take_out_unused(node.body, used, edits)


def _module_marks(node: ast.stmt) -> ast.expr | None:
    match node:
        case ast.Assign(targets=[ast.Name(id="pytestmark")], value=value):
            return value
    return None


def _definitions(tree: ast.Module) -> dict[str, ast.stmt]:
    """What a module's names stand for, if they are bound once."""
    found: dict[str, list[ast.stmt]] = {}
    for node in tree.body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.setdefault(node.name, []).append(node)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found.setdefault(name, []).append(node)
    return {name: nodes[0] for name, nodes in found.items() if len(nodes) == 1}


class _Collector:
    def __init__(
        self, path: Path, lines: list[str], tree: ast.Module, outer: dict[str, Fixture]
    ) -> None:
        self._path = str(path)
        self._lines = lines
        self._known = _definitions(tree)
        self._outer = outer
        self.result = Collected()

    def module(self, tree: ast.Module) -> None:
        members = {node.name: node for node in tree.body if isinstance(node, Definition)}
        hooks, around_functions = list[Fixture](), list[Fixture]()
        try:
            hooks = module_hooks(members)
            around_functions = function_hooks(members)
        except Refused as refused:
            self._refuse(refused)
        own = [*around_functions, *self._fixtures(members, "")]
        marks = self._marks(tree.body)
        named = {**self._outer, **{f.name: f for f in [*hooks, *own]}}
        around = Surroundings("", "", named, marks)
        hidden = {fixture.name for fixture in around_functions}
        inherited = {name: f for name, f in around.fixtures.items() if name not in hidden}
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                self._class(node, Surroundings("", "", inherited, marks))
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._test(node, around)

    def _class(self, node: ast.ClassDef, outer: Surroundings) -> None:
        """A class of tests and those inside of it. One with `__init__` is none for pytest."""
        if not node.name.startswith("Test"):
            return
        owner = f"{outer.owner}.{node.name}" if outer.owner else node.name
        try:
            line = list(self._line(node))
            members = _members(line)
            if "__init__" in members or "__new__" in members or _is_no_test(line):
                return
            hooks = class_hooks(members, owner)
        except Refused as refused:
            self._refuse(refused)
            return
        fixtures = dict(outer.fixtures)
        own = [*hooks, *self._fixtures(members, "_o")]
        for fixture in own:
            fixtures.pop(fixture.name, None)
            fixtures[fixture.name] = fixture
        marks = [mark for part in line for mark in self._class_marks(part)]
        around = Surroundings(
            f"{outer.prefix}{node.name}::", owner, fixtures, [*marks, *outer.marks]
        )
        for member in members.values():
            if isinstance(member, ast.ClassDef):
                if own and member.name.startswith("Test"):
                    message = "a class inside of one with fixtures is not compiled"
                    self._refuse(Refused(member, message, "move it to the top level"))
                    continue
                self._class(member, around)
            else:
                self._test(member, around)

    def _line(self, node: ast.ClassDef) -> Iterator[ast.ClassDef]:
        """A class and those that it inherits from."""
        yield node
        bases = [base for base in node.bases if ast.unparse(base) != "object"]
        if not bases:
            return
        match bases:
            case [ast.Name(id=name)]:
                base = self._known.get(name)
                if isinstance(base, ast.ClassDef):
                    yield from self._line(base)
                    return
        message = "a class of tests has one base at most, of this module"
        raise Refused(bases[0], message, "write its tests as functions")

    def _class_marks(self, node: ast.ClassDef) -> list[Mark]:
        return [*decorator_marks(node), *self._marks(node.body)]

    def _marks(self, body: list[ast.stmt]) -> list[Mark]:
        marks = list[Mark]()
        for node in body:
            if (value := _module_marks(node)) is not None:
                listed = listed_marks(value)
                if listed is None:
                    hint = "write the marks in a list"
                    self._refuse(Refused(node, "this pytestmark is not compiled", hint))
                else:
                    marks += listed
        return marks

    def _fixtures(self, members: Mapping[str, Definition], owner: str) -> Iterator[Fixture]:
        """In the order in which pytest finds them, which is that of their names."""
        for _, node in sorted(members.items()):
            if isinstance(node, ast.ClassDef) or (decorator := fixture_decorator(node)) is None:
                continue
            yield read_fixture(node, decorator, Place(owner, self._known))

    def _test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, around: Surroundings) -> None:
        if not node.name.startswith("test") or fixture_decorator(node) is not None:
            return
        try:
            self.result.calls += calls(node, around, self._known)
        except Refused as refused:
            self._refuse(refused)

    def _refuse(self, refused: Refused) -> None:
        hint = f"{refused.hint}, or leave it to CPython with @pytest.mark.{ONLY_CPYTHON}"
        line = getattr(refused.node, "lineno", 1)
        column = getattr(refused.node, "col_offset", 0)
        end = len(self._lines[line - 1].encode())
        found = Diagnostic(CODE, self._path, line, column, end, refused.message, hint)
        if found not in self.result.diagnostics:
            self.result.diagnostics.append(found)


def _members(line: list[ast.ClassDef]) -> dict[str, Definition]:
    """By name: those of the last base first, each as the class has it."""
    found: dict[str, Definition] = {}
    for node in reversed(line):
        for member in node.body:
            if isinstance(member, Definition):
                found.pop(member.name, None)
                found[member.name] = member
    return found


def _is_no_test(line: list[ast.ClassDef]) -> bool:
    for node in line:
        for member in node.body:
            match member:
                case ast.Assign(targets=[ast.Name(id="__test__")], value=ast.Constant(value=value)):
                    return not value
    return False
