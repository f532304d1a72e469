"""Comprehensions, and generator expressions: those that may become a list, and all others."""

from __future__ import annotations

from mypy import nodes
from mypy import types as mypy_types

from gloamc.frontend import tree
from gloamc.frontend.flow import check_flow
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.targets import target
from gloamc.frontend.types import OBJECT, Refused


def list_comprehension(scope: FunctionScope, node: nodes.ListComprehension) -> tree.Expression:
    return generator_as(scope, node.generator, "list", scope.type_of(node), node)


def set_comprehension(scope: FunctionScope, node: nodes.SetComprehension) -> tree.Expression:
    return generator_as(scope, node.generator, "set", scope.type_of(node), node)


def dict_comprehension(
    scope: FunctionScope, node: nodes.DictionaryComprehension
) -> tree.Expression:
    if node.key is None:
        raise Refused("G101", "** in a dict comprehension is not part of Python 3.11")
    span, type_ = scope.place, scope.type_of(node)
    clauses = _clauses(scope, node)
    _check_items(scope, node, [node.key, node.value])
    return tree.Comprehension(
        span=span,
        type=type_,
        kind="dict",
        key=scope.expression(node.key),
        element=scope.expression(node.value),
        clauses=clauses,
    )


def generator_as(
    scope: FunctionScope,
    node: nodes.GeneratorExpr,
    kind: str,
    type_: tree.Type | None,
    outer: nodes.Expression | None = None,
) -> tree.Comprehension:
    """The comprehension of `kind` that does what the generator expression does where it stands.

    `type_` None stands for the list of the elements. `outer` is the node that is typed as the list.
    """
    span = scope.place
    clauses = _clauses(scope, node)
    if outer is not None:
        _check_items(scope, outer, [node.left_expr])
    element = scope.expression(node.left_expr)
    return tree.Comprehension(
        span=span,
        type=type_ or tree.Instance("builtins.list", (element.type,)),
        kind=kind,
        key=None,
        element=element,
        clauses=clauses,
    )


def _check_items(
    scope: FunctionScope, node: nodes.Expression, items: list[nodes.Expression]
) -> None:
    """Check the items of the new container against its type arguments."""
    container = scope.checked_type(node)
    if isinstance(container, mypy_types.Instance):
        for item, place in zip(items, container.args, strict=False):
            check_flow(scope, item, place)


def generator(scope: FunctionScope, node: nodes.GeneratorExpr) -> tree.Expression:
    """A call of a generator function made for it. Its first iterable is evaluated here, the rest
    of it when somebody asks for an item."""
    span, type_ = scope.place, scope.type_of(node)
    is_nested = scope.function is not None
    owner = scope.full_name if is_nested else scope.module.name
    separator = ".<locals>." if is_nested else "."
    inner = FunctionScope(
        scope.module,
        full_name=f"{owner}{separator}<genexpr:{span.line}:{span.column}>",
        outer=scope,
        function=node,
    )
    first = scope.expression(node.sequences[0])
    source = tree.Variable(
        "$source", tree.Instance("typing.Iterator", (OBJECT,)), inner.full_name, True
    )
    clauses = _clauses(inner, node, tree.LocalName(source, span=span, type=source.type))
    element = inner.expression(node.left_expr)
    function = tree.Function(
        name="<genexpr>",
        full_name=inner.full_name,
        qualified_name="<genexpr>",
        module=scope.module.name,
        span=span,
        kind=tree.FunctionKind.FUNCTION,
        parameters=[tree.Parameter(source, tree.ParameterKind.POSITIONAL_ONLY, None)],
        result=type_,
        is_async=False,
        is_generator=True,
        type_variables=[],
        body=_loops(clauses, element),
        enclosing=owner if is_nested else "",
    )
    scope.module.functions[function.full_name] = function
    made = tree.Lambda(span=span, type=tree.CallableType((source.type,), type_), function=function)
    iterator = tree.Call(
        span=first.span,
        type=source.type,
        callee=tree.FunctionName(span=span, type=tree.AnyType(), name="builtins.iter"),
        arguments=[tree.Argument(tree.ArgumentKind.POSITIONAL, "", first)],
    )
    argument = tree.Argument(tree.ArgumentKind.POSITIONAL, "", iterator)
    return tree.Call(span=span, type=type_, callee=made, arguments=[argument])


def _loops(
    clauses: list[tree.ComprehensionClause], element: tree.Expression
) -> list[tree.Statement]:
    """The clauses as nested loops around `yield element`."""
    span = element.span
    given = tree.Yield(span=span, type=tree.NoneType(), value=element)
    body: list[tree.Statement] = [tree.ExpressionStatement(span=span, value=given)]
    for clause in reversed(clauses):
        for condition in reversed(clause.conditions):
            body = [tree.If(span=condition.span, condition=condition, then=body, otherwise=[])]
        body = [
            tree.For(
                span=clause.iterable.span,
                target=clause.target,
                iterable=clause.iterable,
                body=body,
                otherwise=[],
            )
        ]
    return body


def _clauses(
    scope: FunctionScope,
    node: nodes.GeneratorExpr | nodes.DictionaryComprehension,
    first: tree.Expression | None = None,
) -> list[tree.ComprehensionClause]:
    """`first` stands for the first iterable if that has been evaluated already."""
    clauses: list[tree.ComprehensionClause] = []
    for index, sequence, conditions, is_async in zip(
        node.indices, node.sequences, node.condlists, node.is_async, strict=True
    ):
        if is_async and isinstance(scope.function, nodes.GeneratorExpr):
            raise Refused(
                "G105",
                "an asynchronous generator expression is not compiled yet",
                "write an async generator function, or a list comprehension",
            )
        iterable = first if first and not clauses else scope.expression(sequence)
        clauses.append(
            tree.ComprehensionClause(
                target=target(scope, index),
                iterable=iterable,
                conditions=[scope.expression(condition) for condition in conditions],
                is_async=is_async,
            )
        )
    return clauses
