"""List and dict comprehensions, and the generator expressions that may become one."""

from __future__ import annotations

from mypy import nodes
from mypy import types as mypy_types

from gloamc.frontend import tree
from gloamc.frontend.flow import check_flow
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.targets import target
from gloamc.frontend.types import Refused


def list_comprehension(scope: FunctionScope, node: nodes.ListComprehension) -> tree.Expression:
    return generator_as(scope, node.generator, "list", scope.type_of(node), node)


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
    if kind == "list" and outer is not None:
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
    raise Refused(
        "G104",
        "a generator expression is compiled only as the sole argument of a function that reads "
        "it to the end",
        "write a list comprehension: [...]",
    )


def _clauses(
    scope: FunctionScope, node: nodes.GeneratorExpr | nodes.DictionaryComprehension
) -> list[tree.ComprehensionClause]:
    clauses: list[tree.ComprehensionClause] = []
    for index, sequence, conditions, is_async in zip(
        node.indices, node.sequences, node.condlists, node.is_async, strict=True
    ):
        if is_async:
            raise Refused("G105", "asynchronous comprehensions are not compiled yet", "use a loop")
        iterable = scope.expression(sequence)
        clauses.append(
            tree.ComprehensionClause(
                target=target(scope, index),
                iterable=iterable,
                conditions=[scope.expression(condition) for condition in conditions],
            )
        )
    return clauses
