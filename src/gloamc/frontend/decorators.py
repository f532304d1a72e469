"""Decorators: those that the checker has dealt with, and those of the user, which are calls.

`@a` above `def f` binds `f` to what `a(f)` returns. At the top level of a module that is a global
variable, in a function a local one; a method keeps its place in the class, with a body that calls
what the decorator returned, so that subclasses may override it as any other.
"""

from __future__ import annotations

from mypy import nodes
from mypy import types as mypy_types

from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import Refused

IGNORED = frozenset(
    {
        "typing.override",
        "typing_extensions.override",
        "typing.final",
        "typing.overload",
        "abc.abstractmethod",
        "builtins.staticmethod",
        "builtins.classmethod",
        "builtins.property",
        "functools.wraps",
    }
)
"""Decorators whose meaning mypy has put into the definition, or that change nothing that a compiled
program can see."""


def decorator_name(node: nodes.Expression) -> str:
    callee = node.callee if isinstance(node, nodes.CallExpr) else node
    return callee.fullname if isinstance(callee, nodes.RefExpr) else ""


def user_decorators(node: nodes.Decorator) -> list[nodes.Expression]:
    """What has to be called, outermost first."""
    return [
        decorator
        for decorator in node.original_decorators
        if decorator_name(decorator) not in IGNORED and not _is_accessor(node, decorator)
    ]


def _is_accessor(node: nodes.Decorator, decorator: nodes.Expression) -> bool:
    """`@name.setter` and `@name.deleter` of the property `name`."""
    return (
        isinstance(decorator, nodes.MemberExpr)
        and decorator.name in ("setter", "deleter")
        and isinstance(decorator.expr, nodes.NameExpr)
        and decorator.expr.name == node.func.name
    )


def decorated_name(function: nodes.Decorator) -> str:
    """The global variable that a decorated function of a module is bound to."""
    return f"{function.fullname}.<decorated>"


def apply(
    scope: FunctionScope, node: nodes.Decorator, function: tree.Expression
) -> tree.Expression:
    """The calls of the decorators, innermost first, on the function that they decorate.

    The decorators are evaluated first, in the order in which they stand.
    """
    decorators = user_decorators(node)
    evaluated = [scope.expression(decorator) for decorator in decorators]
    result = function
    for decorator, callee in reversed(list(zip(decorators, evaluated, strict=True))):
        is_last = decorator is decorators[0]
        type_ = declared_type(scope, node) if is_last else _result(scope, decorator, function.type)
        argument = tree.Argument(tree.ArgumentKind.POSITIONAL, "", result)
        result = tree.Call(
            span=scope.span(decorator), type=type_, callee=callee, arguments=[argument]
        )
    return result


def declared_type(scope: FunctionScope, node: nodes.Decorator) -> tree.Type:
    """Of the name that is bound to what the decorators return."""
    if node.var.type is None:
        raise Refused("G106", f"the type of the decorated {node.name} is not known")
    return scope.type(node.var.type)


def _result(scope: FunctionScope, node: nodes.Expression, function: tree.Type) -> tree.Type:
    """What a decorator that is not the outermost one returns: a function of some kind."""
    proper = mypy_types.get_proper_type(scope.program.expression_types.get(node))
    if isinstance(proper, mypy_types.CallableType) and not proper.is_type_obj():
        result = mypy_types.get_proper_type(proper.ret_type)
        if isinstance(result, mypy_types.Instance):
            return scope.type(result)
        return function
    if isinstance(proper, mypy_types.FunctionLike):
        return scope.type(proper.items[0].ret_type)
    return function


def forwarder(
    scope: FunctionScope, node: nodes.Decorator, plain: tree.Function, place: tree.GlobalName
) -> tree.Function:
    """A method with the parameters of the decorated one that calls what the decorators returned."""
    signature = mypy_types.get_proper_type(node.var.type)
    if isinstance(signature, mypy_types.Instance):
        # An object that is called with whatever the method is given, such as a cache of results.
        signature = mypy_types.get_proper_type(node.func.type)
    if not isinstance(signature, mypy_types.CallableType):
        raise Refused("G106", f"the decorator of method {node.name} returns no function")
    parameters: list[tree.Parameter] = []
    arguments: list[tree.Argument] = []
    owner, span = f"{plain.owner_class}.{node.name}", scope.place
    own = plain.parameters[0].variable
    names = zip(signature.arg_types, signature.arg_kinds, signature.arg_names, strict=True)
    for index, (declared, kind, name) in enumerate(names):
        if kind not in _FORWARDED:
            raise Refused(
                "G106",
                f"the decorated method {node.name} has parameters that may be left out",
                "let callers give all arguments, or decorate a function",
            )
        type_ = own.type if index == 0 else scope.type(declared)
        if kind is nodes.ARG_STAR and not isinstance(declared, mypy_types.ParamSpecType):
            type_ = tree.Instance("builtins.tuple", (type_,))
        variable = tree.Variable(name or f"argument{index}", type_, owner, is_parameter=True)
        parameter_kind, argument_kind = _FORWARDED[kind]
        parameters.append(tree.Parameter(variable, parameter_kind, None))
        read = tree.LocalName(span=span, type=type_, variable=variable)
        shown = name or "" if argument_kind is tree.ArgumentKind.NAMED else ""
        arguments.append(tree.Argument(argument_kind, shown, read))
    result = scope.type(signature.ret_type)
    call = tree.Call(span=span, type=result, callee=place, arguments=arguments)
    function = tree.Function(
        name=node.name,
        full_name=owner,
        qualified_name="",
        module=plain.module,
        span=span,
        kind=tree.FunctionKind.METHOD,
        parameters=parameters,
        result=result,
        is_async=False,
        is_generator=False,
        type_variables=[],
        body=[tree.Return(span=span, value=call)],
        owner_class=plain.owner_class,
        is_forwarder=True,
    )
    scope.module.functions[owner] = function
    return function


_FORWARDED = {
    nodes.ARG_POS: (tree.ParameterKind.NORMAL, tree.ArgumentKind.POSITIONAL),
    nodes.ARG_STAR: (tree.ParameterKind.STAR, tree.ArgumentKind.STAR),
    nodes.ARG_NAMED: (tree.ParameterKind.NAMED_ONLY, tree.ArgumentKind.NAMED),
}
