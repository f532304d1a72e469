"""`getattr`, `hasattr` and `setattr`: each becomes a function of the attribute that is named.

A name in quotes is looked up in the object's class, as that of a value of type Any is. A computed
one is compared with the names that the object's class of the program, those above and those below
it have.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mypy import nodes
from mypy import types as mypy_types

from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import BOOL, OBJECT, STR, Refused

_GET: Final = "builtins.getattr"
_HAS: Final = "builtins.hasattr"
_SET: Final = "builtins.setattr"
_ANY: Final = tree.AnyType()
_HINT: Final = "write the name in quotes, or keep functions in a dict by their names"


def is_by_name(full_name: str) -> bool:
    return full_name in (_GET, _HAS, _SET)


def as_value(full_name: str) -> Refused:
    """One of these that is not called where it is named."""
    short = full_name.removeprefix("builtins.")
    return Refused("G162", f"{short} is not called here", "call it where it stands")


def by_name(scope: FunctionScope, node: nodes.CallExpr, full_name: str) -> tree.Expression:
    """The call of the function that is made."""
    if any(kind is not nodes.ARG_POS for kind in node.arg_kinds):
        raise Refused("G162", "attributes by name are not looked up with starred arguments", _HINT)
    if scope.module.name not in scope.program.library:
        scope.program.keeps_ints = True  # as for any attribute that is found by name
    return _Maker(scope, node, full_name).made()


class _Maker:
    """The function `object, name, value: ...` of one call, and its parts."""

    def __init__(self, scope: FunctionScope, node: nodes.CallExpr, full_name: str) -> None:
        self.scope = scope
        self.node = node
        self.full_name = full_name
        self.span = scope.place
        self.is_nested = scope.function is not None
        self.owner = scope.full_name if self.is_nested else scope.module.name
        separator = ".<locals>." if self.is_nested else "."
        self.name = f"{self.owner}{separator}<by name:{self.span.line}:{self.span.column}>"
        self.parameters: list[tree.Parameter] = []
        self.arguments: list[tree.Argument] = []

    def made(self) -> tree.Expression:
        scope, span = self.scope, self.span
        given = self.node.args
        held = self._parameter("$object", _ANY, given[0])
        name = self._parameter("$name", STR, given[1])
        rest = self._parameter("$value", _ANY, given[2]) if len(given) > 2 else None
        literal = given[1].value if isinstance(given[1], nodes.StrExpr) else None
        names = [literal] if literal is not None else _names_of(scope, given[0])
        results: dict[str, tree.Type] = {_GET: _ANY, _HAS: BOOL, _SET: tree.NoneType()}
        result = results[self.full_name]
        body: list[tree.Statement] = []
        for item in names:
            place = self._attribute(held, item)
            done: list[tree.Statement] = [tree.Return(span=span, value=place)]
            if self.full_name == _SET:
                assert rest is not None
                done = [
                    tree.Assignment(span=span, targets=[place], value=rest),
                    tree.Return(span=span, value=None),
                ]
            elif self.full_name == _HAS:
                done = [
                    tree.ExpressionStatement(span=span, value=place),
                    tree.Return(span=span, value=tree.BoolLiteral(True, span=span, type=BOOL)),
                ]
            if literal is None:
                text = tree.StrLiteral(item, span=span, type=STR)
                same = tree.Comparison(("==",), (name, text), span=span, type=BOOL)
                done = [tree.If(condition=same, then=done, otherwise=(), span=span)]
            body += done
        if literal is None:
            body.append(self._missing(held, name))
        otherwise: tree.Expression | None = rest
        if self.full_name == _HAS:
            otherwise = tree.BoolLiteral(False, span=span, type=BOOL)
        if otherwise is not None and self.full_name != _SET:
            failed: list[tree.Statement] = [tree.Return(span=span, value=otherwise)]
            handler = tree.ExceptHandler(["builtins.AttributeError"], None, failed, span)
            body = [tree.Try(body, [handler], (), (), span=span)]
        function = tree.Function(
            name="<lambda>",
            full_name=self.name,
            qualified_name="<lambda>",
            module=scope.module.name,
            span=span,
            kind=tree.FunctionKind.FUNCTION,
            parameters=self.parameters,
            result=result,
            is_async=False,
            is_generator=False,
            type_variables=[],
            body=body,
            enclosing=self.owner if self.is_nested else "",
        )
        scope.module.functions[self.name] = function
        kinds = tuple(p.variable.type for p in self.parameters)
        callee = tree.Lambda(function, span=span, type=tree.CallableType(kinds, result))
        return tree.Call(callee, self.arguments, span=span, type=result)

    def _parameter(self, name: str, type_: tree.Type, value: nodes.Expression) -> tree.LocalName:
        variable = tree.Variable(name, type_, self.name, is_parameter=True)
        self.parameters.append(tree.Parameter(variable, tree.ParameterKind.POSITIONAL_ONLY, None))
        given = self.scope.expression(value)
        self.arguments.append(tree.Argument(tree.ArgumentKind.POSITIONAL, "", given))
        return tree.LocalName(variable, span=self.span, type=type_)

    def _attribute(self, held: tree.Expression, name: str) -> tree.Attribute:
        kind = tree.AttributeKind.DYNAMIC
        return tree.Attribute(held, name, kind, "", _ANY, span=self.span, type=_ANY)

    def _missing(self, held: tree.Expression, name: tree.Expression) -> tree.Statement:
        """AttributeError, as for a name that no class has."""
        span = self.span
        shown = tree.Call(
            tree.FunctionName(
                "gloam.machine.type_name", span=span, type=tree.CallableType((OBJECT,), STR)
            ),
            [tree.Argument(tree.ArgumentKind.POSITIONAL, "", held)],
            span=span,
            type=STR,
        )
        parts: list[str | tree.FormattedValue] = [
            "'",
            tree.FormattedValue(shown, "", ()),
            "' object has no attribute '",
            tree.FormattedValue(name, "", ()),
            "'",
        ]
        text = tree.FormattedString(parts, span=span, type=STR)
        kind = tree.Instance("builtins.AttributeError")
        callee = tree.ClassName(kind.name, span=span, type=tree.ClassObjectType(kind))
        argument = tree.Argument(tree.ArgumentKind.POSITIONAL, "", text)
        error = tree.Call(callee, [argument], span=span, type=kind)
        return tree.Raise(error, None, span=span)


def _names_of(scope: FunctionScope, node: nodes.Expression) -> Sequence[str]:
    """The attributes that an object of the static type may have, by the program's classes."""
    found = mypy_types.get_proper_type(scope.checked_type(node))
    if not isinstance(found, mypy_types.Instance):
        raise Refused("G162", "the name of an attribute is computed", _HINT)
    info = found.type
    if info.module_name not in scope.program.compiled or info.module_name in scope.program.library:
        raise Refused("G162", f"the name of an attribute of {info.name} is computed", _HINT)
    names: dict[str, None] = {}
    classes = [*info.mro, *(c for c in scope.program.user_classes if info in c.mro[1:])]
    for at in classes:
        if at.module_name not in scope.program.compiled:
            continue
        for name, symbol in at.names.items():
            if _is_attribute(symbol) and not (name.startswith("__") and name.endswith("__")):
                names[name] = None
    return list(names)


def _is_attribute(symbol: nodes.SymbolTableNode) -> bool:
    kinds = nodes.Var | nodes.FuncDef | nodes.Decorator | nodes.OverloadedFuncDef
    return isinstance(symbol.node, kinds) and not symbol.plugin_generated
