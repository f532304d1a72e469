"""Every class of mypy's tree is in the tables: none can be dropped, and a new one is noticed."""

import inspect

from mypy import nodes

from gloamc.frontend.modules import EXPRESSIONS, STATEMENTS

ABSTRACT = {"Statement", "Expression", "RefExpr", "ImportBase", "TypeVarLikeExpr"}


def concrete(base: type) -> set[type]:
    return {
        member
        for _name, member in inspect.getmembers(nodes, inspect.isclass)
        if issubclass(member, base) and member.__name__ not in ABSTRACT
    }


def test_every_expression_class_has_a_handler() -> None:
    missing = concrete(nodes.Expression) - set(EXPRESSIONS)
    assert sorted(member.__name__ for member in missing) == []


def test_every_statement_class_has_a_handler() -> None:
    missing = concrete(nodes.Statement) - set(STATEMENTS)
    assert sorted(member.__name__ for member in missing) == []
