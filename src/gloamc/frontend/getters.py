"""`operator.attrgetter` and `methodcaller`: each call becomes a lambda, for attributes are found by
the name in the source. Arguments of a method are evaluated where the call stands."""

from __future__ import annotations

from typing import Final

from mypy import nodes

from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import Refused

_ATTRIBUTES: Final = "operator.attrgetter"
_METHOD: Final = "operator.methodcaller"
_HINT: Final = "write the name in quotes, or a lambda in its place"


def is_getter(full_name: str) -> bool:
    return full_name in (_ATTRIBUTES, _METHOD)


def as_value(full_name: str) -> Refused:
    """A function of these that is not called where it is named."""
    return Refused("G162", f"{full_name} is not called here", "call it where it stands")


def getter(scope: FunctionScope, node: nodes.CallExpr, full_name: str) -> tree.Expression:
    """The lambda that the call stands for."""
    span = scope.place
    is_nested = scope.function is not None
    owner = scope.full_name if is_nested else scope.module.name
    separator = ".<locals>." if is_nested else "."
    name = f"{owner}{separator}<getter:{span.line}:{span.column}>"
    given = tree.Variable("$object", tree.AnyType(), name, is_parameter=True)
    parameters = [tree.Parameter(given, tree.ParameterKind.POSITIONAL_ONLY, None)]
    read = tree.LocalName(given, span=span, type=tree.AnyType())
    if full_name == _METHOD:
        value = _method(scope, node, read, parameters)
    else:
        found = [_path(read, _literal(scope, full_name, argument)) for argument in node.args]
        kinds = tuple(tree.AnyType() for _ in found)
        value = (
            found[0]
            if len(found) == 1
            else tree.TupleDisplay(found, span=span, type=tree.TupleType(kinds))
        )
    if scope.module.name not in scope.program.library:
        scope.program.keeps_ints = True  # as for any attribute that is found by name
    function = tree.Function(
        name="<lambda>",
        full_name=name,
        qualified_name="<lambda>",
        module=scope.module.name,
        span=span,
        kind=tree.FunctionKind.FUNCTION,
        parameters=parameters,
        result=tree.AnyType(),
        is_async=False,
        is_generator=False,
        type_variables=[],
        body=[tree.Return(span=span, value=value)],
        enclosing=owner if is_nested else "",
    )
    scope.module.functions[name] = function
    made = tree.CallableType((tree.AnyType(),), tree.AnyType())
    return tree.Lambda(function, span=span, type=made)


def _path(value: tree.Expression, path: str) -> tree.Expression:
    """`value.first.second` of "first.second"."""
    for name in path.split("."):
        value = _attribute(value, name)
    return value


def _attribute(value: tree.Expression, name: str) -> tree.Expression:
    return tree.Attribute(
        value, name, tree.AttributeKind.DYNAMIC, "", tree.AnyType(),
        span=value.span, type=tree.AnyType(),
    )  # fmt: skip


def _method(
    scope: FunctionScope,
    node: nodes.CallExpr,
    receiver: tree.LocalName,
    parameters: list[tree.Parameter],
) -> tree.Expression:
    """The call of the method. Its arguments are defaults of parameters that nobody can name."""
    if not node.args:
        raise Refused("G162", f"{_METHOD} is called without a name", _HINT)
    name = _literal(scope, _METHOD, node.args[0])
    arguments: list[tree.Argument] = []
    for index, (value, kind, keyword) in enumerate(
        zip(node.args[1:], node.arg_kinds[1:], node.arg_names[1:], strict=True)
    ):
        if kind.is_star():
            raise Refused(
                "G162", f"{_METHOD} is called with starred arguments", _HINT, scope.span(value)
            )
        default = scope.expression(value)
        held = tree.Variable(f"${index}", default.type, receiver.variable.owner, is_parameter=True)
        parameters.append(tree.Parameter(held, tree.ParameterKind.NAMED_ONLY, default))
        passed = tree.LocalName(held, span=default.span, type=default.type)
        how = tree.ArgumentKind.NAMED if keyword else tree.ArgumentKind.POSITIONAL
        arguments.append(tree.Argument(how, keyword or "", passed))
    return tree.Call(_attribute(receiver, name), arguments, span=receiver.span, type=tree.AnyType())


def _literal(scope: FunctionScope, full_name: str, node: nodes.Expression) -> str:
    if isinstance(node, nodes.StrExpr):
        return node.value
    raise Refused("G162", f"a name for {full_name} is computed", _HINT, scope.span(node))
