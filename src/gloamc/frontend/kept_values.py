"""Values that are evaluated once, where a definition runs, and read again later: defaults."""

from __future__ import annotations

from mypy import nodes

from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import without_none


def kept(
    scope: FunctionScope,
    value: nodes.Expression,
    type_: tree.Type,
    name: str,
    *,
    is_readable: bool = False,
) -> tree.Expression:
    """What is evaluated once, here, and read again later: a literal, or a global of this name.

    `is_readable`: there is a global in any case.
    """
    converted = expected(scope, value, type_)
    place = tree.GlobalName(span=scope.span(value), type=type_, name=name, declared=type_)
    if is_readable or not is_literal(value):
        scope.pending.append(tree.Assignment(span=place.span, targets=[place], value=converted))
    return converted if is_literal(value) else place


def expected(scope: FunctionScope, value: nodes.Expression, type_: tree.Type) -> tree.Expression:
    """A display of no items is of the type that is expected of it."""
    if isinstance(value, nodes.ListExpr | nodes.DictExpr) and not value.items:
        scope.overrides[value] = without_none(type_)
    return scope.expression(value)


def is_literal(node: nodes.Expression) -> bool:
    """Whether evaluating it at every call cannot be told from doing it once."""
    match node:
        case nodes.IntExpr() | nodes.FloatExpr() | nodes.StrExpr() | nodes.BytesExpr():
            return True
        case nodes.UnaryExpr(op="-", expr=nodes.IntExpr() | nodes.FloatExpr()):
            return True
        case nodes.RefExpr():
            return node.fullname in ("builtins.None", "builtins.True", "builtins.False")
    return False
