"""f-strings. mypy's parser has no node for them: it makes `"".join(["{:{}}".format(value, spec)])`.

Its made-up nodes have no position of their own, which tells them from the same calls written by
the user.
"""

from __future__ import annotations

from mypy import nodes

from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import STR

CONVERSIONS = {"{:{}}": "", "{!r:{}}": "r", "{!s:{}}": "s", "{!a:{}}": "a"}


def is_formatted(node: nodes.CallExpr) -> bool:
    return _is_join(node) or _is_format(node)


def formatted(scope: FunctionScope, node: nodes.CallExpr) -> tree.Expression:
    """The f-string that `node` stands for; `is_formatted(node)` holds."""
    return tree.FormattedString(span=scope.place, type=STR, parts=_parts(scope, node))


def _parts(scope: FunctionScope, node: nodes.Expression) -> list[str | tree.FormattedValue]:
    if isinstance(node, nodes.StrExpr):
        return [node.value] if node.value else []
    assert isinstance(node, nodes.CallExpr)
    if _is_format(node):
        return [_value(scope, node)]
    items = node.args[0]
    assert isinstance(items, nodes.ListExpr)
    return [part for item in items.items for part in _parts(scope, item)]


def _value(scope: FunctionScope, node: nodes.CallExpr) -> tree.FormattedValue:
    value, spec = node.args
    return tree.FormattedValue(
        value=scope.expression(value),
        conversion=CONVERSIONS[_text(node)],
        spec=_parts(scope, spec),
    )


def _is_join(node: nodes.CallExpr) -> bool:
    callee = node.callee
    return (
        isinstance(callee, nodes.MemberExpr)
        and callee.name == "join"
        and callee.end_line is None
        and isinstance(callee.expr, nodes.StrExpr)
        and isinstance(node.args[0], nodes.ListExpr)
    )


def _is_format(node: nodes.CallExpr) -> bool:
    callee = node.callee
    return (
        isinstance(callee, nodes.MemberExpr)
        and callee.name == "format"
        and isinstance(callee.expr, nodes.StrExpr)
        and callee.expr.line < 1
        and callee.expr.value in CONVERSIONS
    )


def _text(node: nodes.CallExpr) -> str:
    assert isinstance(node.callee, nodes.MemberExpr)
    assert isinstance(node.callee.expr, nodes.StrExpr)
    return node.callee.expr.value
