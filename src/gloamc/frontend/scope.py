"""What the conversion of a program, a module and a function know while they walk mypy's tree.

Three nested scopes: `ProgramScope` (types of expressions, what is compiled), `ModuleScope` (file,
collected functions and classes, diagnostics) and `FunctionScope` (local variables). The handlers
for node classes live in their own files and are reached through tables, so that no file has to
import all others. Scopes decide nothing about Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mypy import nodes
from mypy import types as mypy_types
from mypy.infer import ArgumentInferContext

from gloamc.diagnostics import Diagnostic, InternalError
from gloamc.frontend import tree
from gloamc.frontend.types import Refused, TypeConverter

ExpressionHandler = Callable[..., tree.Expression]
"""(scope, node) to our expression; the node's class is the key under which it stands."""
StatementHandler = Callable[..., list[tree.Statement]]


TEXT_STREAM = "gloam.runtime.text_stream"
"""A module of the runtime whose classes are like those of programs: streams of text."""
DEPTH_MAX = 500
"""Expressions are walked by recursion, here and behind. Each operator of `a + b + c` is a level."""


class Untyped(Exception):
    """mypy kept no type for an expression: it is unreachable, or we have a bug.

    The statement decides which: one whose leading expression has no type was never visited.
    """

    def __init__(self, node: nodes.Expression) -> None:
        super().__init__(type(node).__name__)
        self.node = node


@dataclass(frozen=True, slots=True)
class Tables:
    """Node class to handler. A class that is in neither table is an internal error."""

    expressions: Mapping[type[nodes.Expression], ExpressionHandler]
    statements: Mapping[type[nodes.Statement], StatementHandler]


@dataclass(slots=True)
class ProgramScope:
    expression_types: Mapping[nodes.Expression, mypy_types.Type]
    converter: TypeConverter
    tables: Tables
    entry: str
    compiled: frozenset[str]
    """Names of the modules whose bodies are compiled."""
    library: frozenset[str]
    """Those of them that are ours."""
    infer_context: ArgumentInferContext
    """What mypy's inference of type arguments needs for starred arguments."""
    user_classes: Sequence[nodes.TypeInfo] = ()
    """All classes of the user's modules."""
    local_names: dict[str, str] = field(default_factory=dict)
    """`__qualname__` of the classes in functions, by full name."""
    class_infos: dict[str, nodes.TypeInfo] = field(default_factory=dict)
    """The compiled classes, by full name."""
    rebound: set[str] = field(default_factory=set)
    """Full names of global variables that a function, or another module, assigns to."""
    docstrings: Mapping[str, str | None] = field(default_factory=dict)
    """Of the modules that are compiled, by name."""
    reads_names: bool = False
    """Whether `__name__` of a function that is a value is read."""
    late_variables: set[tuple[str, str]] = field(default_factory=set)
    """Class variables that are assigned through a class that may be a subclass: owner and name."""
    imported_reads: list[tuple[str, tree.Span]] = field(default_factory=list)
    """Where a user's module reads a variable that it imported by name (`from m import v`)."""
    class_types: dict[nodes.Expression, mypy_types.Type] = field(default_factory=dict)
    """What the objects of a generic class are, where it is an argument of an overloaded call."""
    keeps_ints: bool = False
    """Whether an int was seen to flow into a place declared float."""
    embedded: dict[Path, str] = field(default_factory=dict)
    """Files and directories whose content is in the program, with their fingerprints."""

    def fits_protocols(self, module: str) -> bool:
        """Whether classes of this module may be used as a protocol that they do not inherit from:
        all but the runtime's, whose methods take what the compiler gives them."""
        if module not in self.compiled:
            return False
        is_runtime = module in self.library and module.startswith("gloam.")
        return not is_runtime or module == TEXT_STREAM


@dataclass(slots=True)
class ModuleScope:
    program: ProgramScope
    name: str
    path: str
    is_package: bool
    functions: dict[str, tree.Function] = field(default_factory=dict)
    classes: dict[str, tree.Class] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    depth: int = 0
    """How many expressions enclose the one that is being converted."""

    @property
    def module_function(self) -> str:
        """Owner of the variables of comprehensions that stand in the module body."""
        return f"{self.name}.<module>"


class FunctionScope:
    """One function body, or a module or class body (then `function` is None)."""

    def __init__(
        self,
        module: ModuleScope,
        *,
        full_name: str,
        outer: FunctionScope | None = None,
        function: nodes.FuncItem | nodes.GeneratorExpr | None = None,
        self_variable: tree.Variable | None = None,
        owner: nodes.TypeInfo | None = None,
    ) -> None:
        self.module = module
        self.program = module.program
        self.full_name = full_name
        self.outer = outer
        self.function = function
        self.self_variable = self_variable
        self.owner = owner
        self.result: mypy_types.Type | None = None
        self.may_refuse = False
        """Whether it is a binary method that may return NotImplemented."""
        self.nesting = 0
        self.nonlocals: set[str] = set()
        self.pending: list[tree.Statement] = []
        """What the definition that is being converted runs: default values, decorators."""
        self.variables: dict[nodes.SymbolNode, tree.Variable] = outer.variables if outer else {}
        self.overrides: dict[nodes.Expression, tree.Type] = {}
        self.unsure: dict[nodes.Expression, mypy_types.ProperType] = {}
        """Expressions with an Any in their type, where something else is declared: that type."""
        self.place: tree.Span = outer.place if outer else tree.Span(module.path, 1, 0, 1, 0)

    def qualified_name(self) -> str:
        """What Python calls the `__qualname__` of the function."""
        own = self.full_name.removeprefix(f"{self.module.name}.")
        for name, shown in self.program.local_names.items():
            if self.full_name.startswith(f"{name}."):
                own = shown + self.full_name[len(name) :]
        return own

    @property
    def is_in_function(self) -> bool:
        """Whether it is the scope of a function, or of a class in one."""
        return self.function is not None or self.outer is not None

    # ------------------------------------------------------------ places

    def span(self, node: nodes.Context) -> tree.Span:
        """Where a node stands; made-up nodes take the place of what encloses them."""
        if node.line < 1 or node.column < 0:
            return self.place
        end_line, end_column = node.end_line, node.end_column
        if end_line is None or end_column is None:
            end_line, end_column = self.place.end_line, self.place.end_column
        return tree.Span(self.module.path, node.line, node.column, end_line, end_column)

    @contextmanager
    def at(self, node: nodes.Context) -> Iterator[tree.Span]:
        """Convert inside `node`: refusals without a place of their own get this one."""
        saved = self.place
        self.place = self.span(node)
        try:
            yield self.place
        except Refused as refusal:
            if refusal.span is None:
                refusal.span = self.place
            raise
        finally:
            self.place = saved

    def refused(self, refusal: Refused) -> None:
        """Record a refusal and go on."""
        span = refusal.span or self.place
        end = span.end_column if span.end_line == span.line else span.column + 1
        self.module.diagnostics.append(
            Diagnostic(
                refusal.code,
                span.path,
                span.line,
                span.column,
                end,
                refusal.message,
                refusal.hint,
            )
        )

    def bug(self, message: str) -> InternalError:
        return InternalError(f"{self.place.path}:{self.place.line}: {message}")

    def take_pending(self) -> list[tree.Statement]:
        taken, self.pending = self.pending, []
        return taken

    # ------------------------------------------------------------ nodes

    def expression(self, node: nodes.Expression) -> tree.Expression:
        handler = self.program.tables.expressions.get(type(node))
        if handler is None:
            raise self.bug(f"expression {type(node).__name__} is unknown to the front end")
        # `with self.at(node)` written out: this runs once for every expression of the program.
        saved = self.place
        self.place = self.span(node)
        self.module.depth += 1
        try:
            if self.module.depth > DEPTH_MAX:
                raise Refused(
                    "G101",
                    f"the expression is nested more than {DEPTH_MAX} levels deep",
                    "give parts of it names, or build it in a loop",
                )
            found = handler(self, node)
            place = self.unsure.get(node) if self.unsure else None
            return found if place is None else self.made_sure(found, place)
        except Refused as refusal:
            if refusal.span is None:
                refusal.span = self.place
            raise
        finally:
            self.module.depth -= 1
            self.place = saved

    def made_sure(self, value: tree.Expression, place: mypy_types.Type) -> tree.Expression:
        """A value with an Any in its type, checked to be what its place declares."""
        type_ = self.type(place)
        return tree.Cast(span=value.span, type=type_, value=value, is_checked=True)

    def statement(self, node: nodes.Statement) -> list[tree.Statement]:
        handler = self.program.tables.statements.get(type(node))
        if handler is None:
            raise self.bug(f"statement {type(node).__name__} is unknown to the front end")
        with self.at(node):
            return handler(self, node)

    # ------------------------------------------------------------ types

    def checked_type(self, node: nodes.Expression) -> mypy_types.ProperType:
        """mypy's type of this occurrence. Raises Untyped."""
        found = self.program.expression_types.get(node)
        if found is None:
            raise Untyped(node)
        return mypy_types.get_proper_type(found)

    def type_of(self, node: nodes.Expression) -> tree.Type:
        """The type of this occurrence, as ours. Raises Untyped and Refused."""
        if node in self.overrides:
            return self.overrides[node]
        return self.type(self.checked_type(node))

    def type(self, mypy_type: mypy_types.Type) -> tree.Type:
        return self.program.converter.convert(mypy_type)

    def declared_type(self, symbol: nodes.Var) -> tree.Type:
        """The type of a variable, not narrowed. mypy deletes that of the name of an except clause
        when the clause ends."""
        if symbol.type is None:
            raise self.bug(f"variable {symbol.fullname} has no type")
        if isinstance(mypy_types.get_proper_type(symbol.type), mypy_types.DeletedType):
            return tree.Instance("builtins.BaseException")
        return self.type(symbol.type)

    # ------------------------------------------------------------ variables

    def variable(self, symbol: nodes.Var) -> tree.Variable:
        """The variable behind a local name, wherever it is read."""
        found = self.variables.get(symbol)
        if found is None:
            found = tree.Variable(symbol.name, self.declared_type(symbol), self.full_name)
            self.variables[symbol] = found
        return found

    def bind(self, symbol: nodes.Var) -> tree.Variable:
        """The variable behind a local name where it is bound: that settles whose local it is."""
        found = self.variable(symbol)
        if not found.is_parameter and symbol.name not in self.nonlocals:
            found.owner = self.full_name
        return found

    @contextmanager
    def bound_as(self, symbol: nodes.SymbolNode, variable: tree.Variable) -> Iterator[None]:
        """Within: `symbol` means `variable` (the name of an except clause)."""
        saved = self.variables.get(symbol)
        self.variables[symbol] = variable
        try:
            yield
        finally:
            del self.variables[symbol]
            if saved is not None:
                self.variables[symbol] = saved
