"""What @dataclass(...) and field(...) say."""

from __future__ import annotations

from mypy import nodes

from gloamc.frontend import tree
from gloamc.frontend.decorators import decorator_name
from gloamc.frontend.kept_values import kept
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import Refused


def dataclass_options(scope: FunctionScope, node: nodes.ClassDef) -> tree.DataclassOptions | None:
    for decorator in node.decorators:
        if decorator_name(decorator) != "dataclasses.dataclass":
            continue
        options = tree.DataclassOptions(init=True, eq=True, order=False, frozen=False, repr=True)
        if isinstance(decorator, nodes.CallExpr):
            for name, value in zip(decorator.arg_names, decorator.args, strict=True):
                _dataclass_option(scope, options, name, value)
        return options
    return None


def _dataclass_option(
    scope: FunctionScope,
    options: tree.DataclassOptions,
    name: str | None,
    value: nodes.Expression,
) -> None:
    flag = _flag(scope, value)
    match name:
        case "init":
            options.init = flag
        case "eq":
            options.eq = flag
        case "order":
            options.order = flag
        case "frozen":
            options.frozen = flag
        case "repr":
            options.repr = flag
        case "kw_only":
            options.kw_only = flag
        case "unsafe_hash":
            options.unsafe_hash = flag
        case "slots" | "match_args":
            pass  # fields are slots anyway; match is refused
        case _:
            if flag:
                raise Refused("G113", f"dataclass option {name} is not compiled yet", "remove it")


def _flag(scope: FunctionScope, value: nodes.Expression) -> bool:
    name = value.fullname if isinstance(value, nodes.RefExpr) else ""
    if name not in ("builtins.True", "builtins.False"):
        raise Refused(
            "G113", "dataclass options are True or False", "write it out", scope.span(value)
        )
    return name == "builtins.True"


def dataclass_field(
    scope: FunctionScope, field: tree.Field, value: nodes.CallExpr, full_name: str
) -> None:
    """`field(default=..., default_factory=..., init=..., kw_only=...)` and so on."""
    for name, argument in zip(value.arg_names, value.args, strict=True):
        match name:
            case "default":
                field.default = kept(scope, argument, field.type, full_name)
            case "default_factory":
                field.default = _factory_call(scope, field.type, argument)
            case "init":
                field.in_init = _flag(scope, argument)
            case "kw_only":
                field.kw_only = _flag(scope, argument)
            case "repr":
                field.in_repr = _flag(scope, argument)
            case "compare":
                field.in_compare = _flag(scope, argument)
            case "hash" if decorator_name(argument) != "builtins.None":
                field.in_hash = _flag(scope, argument)
            case "hash" | "metadata":
                pass
            case _:
                raise Refused(
                    "G113",
                    f"field option {name} is not compiled yet",
                    "write the method that it changes",
                    scope.span(argument),
                )


def _factory_call(
    scope: FunctionScope, type_: tree.Type, factory: nodes.Expression
) -> tree.Expression:
    """What makes the value of a field for each new object."""
    span = scope.span(factory)
    if isinstance(factory, nodes.LambdaExpr | nodes.RefExpr):
        if isinstance(factory, nodes.RefExpr) and isinstance(factory.node, nodes.TypeInfo):
            name = scope.program.converter.class_name(factory.node)
            callee: tree.Expression = tree.ClassName(
                span=span, type=tree.ClassObjectType(type_), name=name
            )
        else:
            callee = scope.expression(factory)
        return tree.Call(span=span, type=type_, callee=callee, arguments=[])
    raise Refused("G113", "default_factory is a computed function", "name a function", span)
