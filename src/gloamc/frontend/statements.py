"""Statements, one function per node class. Definitions are in `functions.py` and `classes.py`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from mypy import nodes
from mypy import types as mypy_types

from gloamc.diagnostics import InternalError
from gloamc.frontend import enum_calls, named_tuples, tree
from gloamc.frontend.binary_methods import is_passed_on
from gloamc.frontend.calls import class_names
from gloamc.frontend.flow import check_flow, check_types
from gloamc.frontend.names import NOT_IMPLEMENTED, give_declared_type
from gloamc.frontend.scope import FunctionScope, Untyped
from gloamc.frontend.targets import note_class_variable, note_rebinding, place_type, target
from gloamc.frontend.types import OBJECT, Refused

# ---------------------------------------------------------------- blocks


def block(scope: FunctionScope, node: nodes.Block | None) -> list[tree.Statement]:
    """A suite. What follows code that never ends normally has no types and becomes a trap."""
    if node is None:
        return []
    if node.is_unreachable:
        with scope.at(node) as span:
            return [tree.Unreachable(span=span)]
    scope.nesting += 1
    try:
        return suite(scope, node.body)
    finally:
        scope.nesting -= 1


def suite(scope: FunctionScope, body: Sequence[nodes.Statement]) -> list[tree.Statement]:
    result: list[tree.Statement] = []
    for statement in body:
        try:
            result += scope.statement(statement)
        except Refused as refusal:
            scope.refused(refusal)
        except Untyped as untyped:
            if _was_checked(scope, statement):
                with scope.at(statement):
                    raise scope.bug(f"mypy gave no type to a {untyped}") from untyped
            with scope.at(statement) as span:
                result.append(tree.Unreachable(span=span))
            break
    return result


def _was_checked(scope: FunctionScope, node: nodes.Node) -> bool:
    """Whether mypy visited a statement: then something in it has a type."""
    if isinstance(node, nodes.Expression) and node in scope.program.expression_types:
        return True
    return any(_was_checked(scope, child) for child in _children(node))


CHILDREN = (
    *("expr", "rvalue", "lvalues", "lvalue", "index", "target", "msg", "from_expr", "types"),
    *("left", "right", "operands", "items", "base", "callee", "args", "cond", "if_expr"),
    *("else_expr", "value", "key", "generator", "left_expr", "sequences", "condlists"),
    *("begin_index", "end_index", "stride"),
)
"""Attributes that hold the expressions of a statement or expression, whatever its class."""


def _children(node: nodes.Node) -> Iterator[nodes.Node]:
    pending = [getattr(node, name, None) for name in CHILDREN]
    while pending:
        found = pending.pop()
        if isinstance(found, list | tuple):
            pending += found
        elif isinstance(found, nodes.Expression):
            yield found


# ---------------------------------------------------------------- simple statements


def expression(scope: FunctionScope, node: nodes.ExpressionStmt) -> list[tree.Statement]:
    if isinstance(node.expr, nodes.StrExpr | nodes.EllipsisExpr):
        return []  # a docstring or the body of a declaration
    return [tree.ExpressionStatement(span=scope.place, value=scope.expression(node.expr))]


def assignment(scope: FunctionScope, node: nodes.AssignmentStmt) -> list[tree.Statement]:
    if node.is_alias_def or _is_declaration(node):
        return []
    rvalue = node.rvalue
    if isinstance(rvalue, nodes.CallExpr) and isinstance(
        rvalue.analyzed,
        nodes.TypeVarExpr | nodes.ParamSpecExpr | nodes.NewTypeExpr | nodes.TypedDictExpr,
    ):
        return []
    if isinstance(rvalue, nodes.CallExpr) and isinstance(rvalue.analyzed, nodes.NamedTupleExpr):
        return named_tuples.statement(scope, rvalue, rvalue.analyzed.info)
    if isinstance(rvalue, nodes.CallExpr) and isinstance(rvalue.analyzed, nodes.EnumCallExpr):
        return enum_calls.statement(scope, rvalue, rvalue.analyzed)
    for lvalue in node.lvalues:
        flow_into(scope, lvalue, node.rvalue)
    _give_item_types(scope, node.lvalues[0], node.rvalue)
    value = scope.expression(node.rvalue)
    targets = [target(scope, lvalue) for lvalue in node.lvalues]
    return [tree.Assignment(span=scope.place, targets=targets, value=value)]


IGNORED_NAMES = frozenset({"__all__", "__slots__", "__match_args__"})
"""Variables that tell tools and CPython something that the compiler knows already."""


def _give_item_types(
    scope: FunctionScope, lvalue: nodes.Expression, rvalue: nodes.Expression
) -> None:
    """`x = []` and `x, y = [], {}` make containers of what their variables hold."""
    if isinstance(lvalue, nodes.TupleExpr | nodes.ListExpr):
        if isinstance(rvalue, nodes.TupleExpr | nodes.ListExpr) and not _stars(rvalue.items):
            for left, right in _aligned(lvalue.items, rvalue.items):
                _give_item_types(scope, left, right)
    elif not isinstance(lvalue, nodes.StarExpr) and _is_untyped_container(scope, rvalue):
        place = target(scope, lvalue)
        assert not isinstance(place, tree.TupleTarget | tree.StarTarget)
        scope.overrides[rvalue] = place.type


def _is_untyped_container(scope: FunctionScope, rvalue: nodes.Expression) -> bool:
    """mypy finds the item type of the variable later and leaves the display with Never."""
    found = scope.program.expression_types.get(rvalue)
    proper = mypy_types.get_proper_type(found) if found is not None else None
    return isinstance(proper, mypy_types.Instance) and any(
        isinstance(mypy_types.get_proper_type(argument), mypy_types.UninhabitedType)
        for argument in proper.args
    )


def _is_declaration(node: nodes.AssignmentStmt) -> bool:
    if isinstance(node.rvalue, nodes.TempNode) and node.rvalue.no_rhs:
        return True
    first = node.lvalues[0]
    return isinstance(first, nodes.NameExpr) and first.name in IGNORED_NAMES


def flow_into(scope: FunctionScope, lvalue: nodes.Expression, value: nodes.Expression) -> None:
    """Refuse ints that are assigned to float places, item by item for tuples."""
    if isinstance(lvalue, nodes.TupleExpr | nodes.ListExpr):
        if isinstance(value, nodes.TupleExpr | nodes.ListExpr) and not _stars(value.items):
            for left, right in _aligned(lvalue.items, value.items):
                flow_into(scope, left, right)
        elif value in scope.program.expression_types:
            flow_type_into(scope, lvalue, scope.checked_type(value), value)
        return
    place = place_type(scope, lvalue)
    if place is not None:
        check_flow(scope, value, place)


def _stars(items: Sequence[nodes.Expression]) -> list[int]:
    return [index for index, item in enumerate(items) if isinstance(item, nodes.StarExpr)]


T = TypeVar("T")


def _aligned(
    targets: Sequence[nodes.Expression], values: Sequence[T]
) -> list[tuple[nodes.Expression, T]]:
    """Targets that take one item, with it; a starred one between them takes the rest."""
    stars = _stars(targets)
    if not stars:
        return list(zip(targets, values, strict=False))
    before, after = targets[: stars[0]], targets[stars[0] + 1 :]
    pairs = list(zip(before, values, strict=False))
    if after:
        pairs += list(zip(after, values[-len(after) :], strict=False))
    return pairs


def flow_type_into(
    scope: FunctionScope,
    lvalue: nodes.Expression,
    value: mypy_types.Type,
    blamed: nodes.Expression,
) -> None:
    """As `flow_into`, for a value of which only the type is known: an item of a tuple."""
    if isinstance(lvalue, nodes.TupleExpr | nodes.ListExpr):
        proper = mypy_types.get_proper_type(value)
        if isinstance(proper, mypy_types.TupleType):
            for item, item_type in _aligned(lvalue.items, proper.items):
                flow_type_into(scope, item, item_type, blamed)
        elif isinstance(proper, mypy_types.Instance) and len(proper.args) == 1:
            for item in lvalue.items:
                flow_type_into(scope, item, proper.args[0], blamed)
        return
    place = place_type(scope, lvalue)
    if place is not None:
        check_types(scope, blamed, value, place)


def operator_assignment(
    scope: FunctionScope, node: nodes.OperatorAssignmentStmt
) -> list[tree.Statement]:
    if isinstance(node.lvalue, nodes.NameExpr) and node.lvalue.name in IGNORED_NAMES:
        return []
    if isinstance(node.lvalue, nodes.MemberExpr):
        give_declared_type(scope, node.lvalue)
    place = scope.expression(node.lvalue)
    if isinstance(node.lvalue, nodes.NameExpr) and isinstance(place, tree.LocalName):
        assert isinstance(node.lvalue.node, nodes.Var)
        scope.bind(node.lvalue.node)
    if isinstance(place, tree.GlobalName):
        note_rebinding(scope, node.lvalue, place.name)
    if isinstance(place, tree.Attribute):
        note_class_variable(scope, place)
    if not isinstance(place, tree.LocalName | tree.GlobalName | tree.Attribute | tree.Index):
        raise Refused(
            "G101",
            f"{node.op}= is not compiled for this target yet",
            "compute the new value and assign it",
        )
    value = scope.expression(node.rvalue)
    return [tree.AugmentedAssignment(span=scope.place, operator=node.op, target=place, value=value)]


def return_(scope: FunctionScope, node: nodes.ReturnStmt) -> list[tree.Statement]:
    if node.expr is None:
        return [tree.Return(span=scope.place, value=None)]
    if scope.result is not None:
        check_flow(scope, node.expr, scope.result)
    value = scope.expression(node.expr)
    if scope.may_refuse and is_passed_on(node.expr):
        value.type = tree.UnionType((value.type, tree.Instance(NOT_IMPLEMENTED)))
    return [tree.Return(span=scope.place, value=value)]


def raise_(scope: FunctionScope, node: nodes.RaiseStmt) -> list[tree.Statement]:
    return [
        tree.Raise(
            span=scope.place,
            exception=None if node.expr is None else scope.expression(node.expr),
            cause=None if node.from_expr is None else scope.expression(node.from_expr),
        )
    ]


def assert_(scope: FunctionScope, node: nodes.AssertStmt) -> list[tree.Statement]:
    condition = scope.expression(node.expr)
    try:
        message = None if node.msg is None else scope.expression(node.msg)
    except Untyped:
        message = None  # the condition is never false: mypy did not look at the message
    return [tree.Assert(span=scope.place, condition=condition, message=message)]


def delete(scope: FunctionScope, node: nodes.DelStmt) -> list[tree.Statement]:
    items = node.expr.items if isinstance(node.expr, nodes.TupleExpr) else [node.expr]
    result: list[tree.Statement] = []
    for item in items:
        if isinstance(item, nodes.IndexExpr):
            # mypy types a call of __delitem__ instead; nobody needs the type of what goes.
            scope.overrides[item] = OBJECT
        place = target(scope, item)
        if isinstance(place, tree.TupleTarget | tree.StarTarget):
            raise Refused("G101", "del of a nested tuple is not compiled", "write del a, b")
        result.append(tree.Delete(span=scope.place, target=place))
    return result


def pass_(scope: FunctionScope, node: nodes.PassStmt) -> list[tree.Statement]:
    return [tree.Pass(span=scope.place)]


def break_(scope: FunctionScope, node: nodes.BreakStmt) -> list[tree.Statement]:
    return [tree.Break(span=scope.place)]


def continue_(scope: FunctionScope, node: nodes.ContinueStmt) -> list[tree.Statement]:
    return [tree.Continue(span=scope.place)]


def global_(scope: FunctionScope, node: nodes.GlobalDecl) -> list[tree.Statement]:
    return []  # names are resolved


def nonlocal_(scope: FunctionScope, node: nodes.NonlocalDecl) -> list[tree.Statement]:
    scope.nonlocals.update(node.names)
    return []


# ---------------------------------------------------------------- compound statements


def if_(scope: FunctionScope, node: nodes.IfStmt) -> list[tree.Statement]:
    return _if_chain(scope, node, 0)


def _if_chain(scope: FunctionScope, node: nodes.IfStmt, index: int) -> list[tree.Statement]:
    if index == len(node.expr):
        return block(scope, node.else_body)
    condition, body = node.expr[index], node.body[index]
    if isinstance(condition, nodes.RefExpr) and condition.fullname == "typing.TYPE_CHECKING":
        return _not_checking(scope, node, index)
    if isinstance(condition, nodes.UnaryExpr) and condition.op == "not":
        operand = condition.expr
        if isinstance(operand, nodes.RefExpr) and operand.fullname == "typing.TYPE_CHECKING":
            raise _unchecked()
    if body.is_unreachable:  # a test of the platform or version that is false here
        return _if_chain(scope, node, index + 1)
    return [
        tree.If(
            span=scope.span(condition) if index else scope.place,
            condition=scope.expression(condition),
            then=block(scope, body),
            otherwise=_if_chain(scope, node, index + 1),
        )
    ]


def _not_checking(scope: FunctionScope, node: nodes.IfStmt, index: int) -> list[tree.Statement]:
    """`if TYPE_CHECKING:` never runs; its else branch does, but the checker did not look at it."""
    if index + 1 < len(node.expr) or (node.else_body and node.else_body.body):
        raise _unchecked()
    return []


def _unchecked() -> Refused:
    return Refused(
        "G131",
        "the else branch of TYPE_CHECKING is not type-checked and cannot be compiled",
        "keep only the if branch, with imports in it",
    )


def while_(scope: FunctionScope, node: nodes.WhileStmt) -> list[tree.Statement]:
    return [
        tree.While(
            span=scope.place,
            condition=scope.expression(node.expr),
            body=block(scope, node.body),
            otherwise=block(scope, node.else_body),
        )
    ]


def for_(scope: FunctionScope, node: nodes.ForStmt) -> list[tree.Statement]:
    iterable = scope.expression(node.expr)
    if node.inferred_item_type is not None:
        flow_type_into(scope, node.index, node.inferred_item_type, node.expr)
    return [
        tree.For(
            span=scope.place,
            target=target(scope, node.index),
            iterable=iterable,
            body=block(scope, node.body),
            otherwise=block(scope, node.else_body),
            is_async=node.is_async,
        )
    ]


def with_(scope: FunctionScope, node: nodes.WithStmt) -> list[tree.Statement]:
    items = [
        tree.WithItem(
            manager=scope.expression(manager),
            target=None if place is None else target(scope, place),
        )
        for manager, place in zip(node.expr, node.target, strict=True)
    ]
    body = block(scope, node.body)
    return [tree.With(span=scope.place, items=items, body=body, is_async=node.is_async)]


# ---------------------------------------------------------------- try


def try_(scope: FunctionScope, node: nodes.TryStmt) -> list[tree.Statement]:
    body = block(scope, node.body)
    handlers = [
        _handler(scope, classes, name, handler)
        for classes, name, handler in zip(node.types, node.vars, node.handlers, strict=True)
    ]
    return [
        tree.Try(
            span=scope.place,
            body=body,
            handlers=handlers,
            otherwise=block(scope, node.else_body),
            final=block(scope, node.finally_body),
            is_star=node.is_star,
        )
    ]


def _handler(
    scope: FunctionScope,
    classes: nodes.Expression | None,
    name: nodes.NameExpr | None,
    body: nodes.Block,
) -> tree.ExceptHandler:
    names = [] if classes is None else class_names(scope, classes, "G134", "the except clause")
    with scope.at(classes or body) as span:
        if name is None:
            return tree.ExceptHandler(names, None, block(scope, body), span)
        if name not in scope.program.expression_types:
            unreachable: list[tree.Statement] = [tree.Unreachable(span=span)]
            return tree.ExceptHandler(names, None, unreachable, span)
        symbol = name.node
        assert isinstance(symbol, nodes.Var)
        if name.name in scope.nonlocals:
            raise Refused(
                "G116", "the name of an except clause is nonlocal", "use a name of its own here"
            )
        if name.kind != nodes.LDEF:
            converted = block(scope, body)
            return tree.ExceptHandler(names, None, converted, span, symbol.fullname)
        # Each handler has a variable of its own: mypy retypes the name at every clause, and
        # Python unbinds it at the end of one.
        variable = tree.Variable(name.name, scope.type_of(name), scope.full_name)
        with scope.bound_as(symbol, variable):
            return tree.ExceptHandler(names, variable, block(scope, body), span)


# ---------------------------------------------------------------- imports


def import_(scope: FunctionScope, node: nodes.Import) -> list[tree.Statement]:
    wanted: list[str] = []
    for module, _alias in node.ids:
        wanted += with_parents(module)
    return _import(scope, node, wanted)


def import_from(scope: FunctionScope, node: nodes.ImportFrom) -> list[tree.Statement]:
    base = node.id
    if node.relative:
        base = _absolute(scope, node)
    wanted = with_parents(base) + [f"{base}.{name}" for name, _alias in node.names]
    return _import(scope, node, wanted)


def import_all(scope: FunctionScope, node: nodes.ImportAll) -> list[tree.Statement]:
    """`from m import *`: the checker has resolved each name to where it comes from."""
    base = _absolute(scope, node) if node.relative else node.id
    return _import(scope, node, with_parents(base))


def _absolute(scope: FunctionScope, node: nodes.ImportFrom | nodes.ImportAll) -> str:
    parts = scope.module.name.split(".")
    keep = len(parts) - node.relative + (1 if scope.module.is_package else 0)
    return ".".join(parts[:keep] + ([node.id] if node.id else []))


def with_parents(module: str) -> list[str]:
    """["a", "a.b", "a.b.c"] for "a.b.c"."""
    parts = module.split(".")
    return [".".join(parts[: end + 1]) for end in range(len(parts))]


def _import(
    scope: FunctionScope, node: nodes.ImportBase, wanted: list[str]
) -> list[tree.Statement]:
    if node.is_mypy_only or node.is_unreachable:
        return []
    modules = [name for name in dict.fromkeys(wanted) if name in scope.program.compiled]
    return [tree.Import(span=scope.place, modules=modules)] if modules else []


# ---------------------------------------------------------------- refusals

REFUSED: dict[type[nodes.Statement], tuple[str, str, str]] = {
    nodes.TypeAliasStmt: ("G101", "type statements are not part of Python 3.11", ""),
}


def refused(scope: FunctionScope, node: nodes.Statement) -> list[tree.Statement]:
    code, message, hint = REFUSED[type(node)]
    raise Refused(code, message, hint)


def unexpected_block(scope: FunctionScope, node: nodes.Block) -> list[tree.Statement]:
    raise InternalError("a block stands as a statement")
