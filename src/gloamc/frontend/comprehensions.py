"""List and dict comprehensions, and the generator expressions that may become one."""

from __future__ import annotations

from mypy import nodes

from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.targets import target
from gloamc.frontend.types import Refused


def list_comprehension(scope: FunctionScope, node: nodes.ListComprehension) -> tree.Expression:
    return generator_as(scope, node.generator, "list", scope.type_of(node))


def dict_comprehension(
    scope: FunctionScope, node: nodes.DictionaryComprehension
) -> tree.Expression:
    if node.key is None:
        raise Refused("G110", "** in a dict comprehension is not part of Python 3.11")
    span, type_ = scope.place, scope.type_of(node)
    clauses = _clauses(scope, node)
    return tree.Comprehension(
        span=span,
        type=type_,
        kind="dict",
        key=scope.expression(node.key),
        element=scope.expression(node.value),
        clauses=clauses,
    )


def generator_as(
    scope: FunctionScope, node: nodes.GeneratorExpr, kind: str, type_: tree.Type | None
) -> tree.Comprehension:
    """The comprehension of `kind` that does what the generator expression does where it stands.

    `type_` None stands for the list of the elements.
    """
    span = scope.place
    clauses = _clauses(scope, node)
    element = scope.expression(node.left_expr)
    return tree.Comprehension(
        span=span,
        type=type_ or tree.Instance("builtins.list", (element.type,)),
        kind=kind,
        key=None,
        element=element,
        clauses=clauses,
    )


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
