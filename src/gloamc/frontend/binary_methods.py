"""The methods behind binary operators: those that may return NotImplemented."""

from __future__ import annotations

from mypy import nodes

_OPERATORS = (
    *("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow"),
    *("lshift", "rshift", "and", "xor", "or"),
)
BINARY_METHODS = frozenset(
    [f"__{prefix}{name}__" for name in _OPERATORS for prefix in ("", "r", "i")]
    + [f"__{name}__" for name in ("eq", "ne", "lt", "le", "gt", "ge")]
)


def is_passed_on(node: nodes.Expression | None) -> bool:
    """`super().__add__(...)`: what it returns, NotImplemented included, is returned."""
    return (
        isinstance(node, nodes.CallExpr)
        and isinstance(node.callee, nodes.SuperExpr)
        and node.callee.name in BINARY_METHODS
    )


def may_be_not_implemented(node: nodes.Expression | None) -> bool:
    match node:
        case nodes.NameExpr():
            return node.fullname == "builtins.NotImplemented"
        case nodes.ConditionalExpr():
            return may_be_not_implemented(node.if_expr) or may_be_not_implemented(node.else_expr)
    return is_passed_on(node)
