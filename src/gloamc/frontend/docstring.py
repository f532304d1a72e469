"""`__doc__` of modules, and of functions and classes that are named where it is read."""

from __future__ import annotations

from collections.abc import Sequence

from mypy import nodes

from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import STR, Refused

NAME = "__doc__"
_HINT = "read it from the module, function or class by its name"


def text(body: Sequence[nodes.Statement]) -> str | None:
    """The string that a body begins with."""
    match body:
        case [nodes.ExpressionStmt(expr=nodes.StrExpr(value=value)), *_]:
            return value
    return None


def of_module(scope: FunctionScope, module: str) -> tree.Expression:
    """Raises Refused for a module of the library."""
    _check_own(scope, module, module)
    return _literal(scope, scope.program.docstrings.get(module))


def of_member(scope: FunctionScope, node: nodes.MemberExpr) -> tree.Expression:
    """`f.__doc__` and `C.__doc__`. Raises Refused for what only the running program knows."""
    symbol = node.expr.node if isinstance(node.expr, nodes.RefExpr) else None
    if symbol is None and isinstance(node.expr, nodes.MemberExpr):
        symbol = _method(node.expr)
    match symbol:
        case nodes.FuncDef():
            if not _is_local(node.expr):
                _check_own(scope, symbol.fullname, symbol.name)
            return _literal(scope, text(symbol.body.body))
        case nodes.TypeInfo():
            _check_own(scope, symbol.module_name, symbol.name)
            found = text(symbol.defn.defs.body)
            is_given = symbol.is_enum or symbol.is_named_tuple or "dataclass" in symbol.metadata
            if NAME in symbol.names or (found is None and is_given):
                message = f"the __doc__ of {symbol.name} is not that of a docstring"
                raise Refused("G101", message, "write a docstring")
            return _literal(scope, found)
    raise Refused("G101", "the __doc__ of this is not known when it is compiled", _HINT)


def _is_local(node: nodes.Expression) -> bool:
    return isinstance(node, nodes.RefExpr) and node.kind == nodes.LDEF


def _check_own(scope: FunctionScope, full_name: str, shown: str) -> None:
    """Refuse what is not of the program: the library's docstrings are not CPython's."""
    names = full_name.split(".")
    modules = {".".join(names[:size]) for size in range(1, len(names) + 1)}
    is_own = bool(modules & (scope.program.compiled - scope.program.library))
    if not is_own and scope.module.name not in scope.program.library:
        raise Refused("G101", f"{shown} has no __doc__ in an image", "write the text out")


def _method(node: nodes.MemberExpr) -> nodes.SymbolNode | None:
    """`C.method`, by the class that has it."""
    if isinstance(node.expr, nodes.RefExpr) and isinstance(node.expr.node, nodes.TypeInfo):
        found = node.expr.node.get(node.name)
        return found.node if found is not None else None
    return None


def _literal(scope: FunctionScope, value: str | None) -> tree.Expression:
    literal: tree.Expression
    if value is None:
        literal = tree.NoneLiteral(span=scope.place, type=tree.NoneType())
    else:
        literal = tree.StrLiteral(span=scope.place, type=STR, value=value)
    return tree.Cast(span=scope.place, type=tree.UnionType((STR, tree.NoneType())), value=literal)
