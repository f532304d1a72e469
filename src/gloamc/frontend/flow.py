"""Finds ints that flow into float places, which mypy allows and CPython does not convert.

`x: float = 1; print(x)` prints 1. Converting silently would print 1.0, so the place is refused and
the user writes what is meant. The rule is mypy's own subtype check, with and without promotion,
which covers containers and callables too.
"""

from __future__ import annotations

from mypy import nodes
from mypy import types as mypy_types
from mypy.erasetype import remove_instance_last_known_values
from mypy.subtypes import is_subtype

from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import Refused


def is_promoted(value: mypy_types.Type, place: mypy_types.Type) -> bool:
    """Whether `value` may stand in `place` only because mypy lets int pass for float."""
    if value is place or isinstance(mypy_types.get_proper_type(place), mypy_types.AnyType):
        return False
    return is_subtype(value, place) and not is_subtype(value, place, ignore_promotions=True)


def check_flow(scope: FunctionScope, node: nodes.Expression, place: mypy_types.Type) -> None:
    """Refuse an int (or a container of ints) that flows into a float place."""
    if node in scope.program.expression_types and _mentions_float(place):
        check_types(scope, node, scope.checked_type(node), place)


def check_types(
    scope: FunctionScope,
    blamed: nodes.Expression,
    value: mypy_types.Type,
    place: mypy_types.Type,
) -> None:
    """As `check_flow`, for a value of which only the type is known; `blamed` gives the place."""
    if _mentions_float(place) and is_promoted(value, place):
        raise promotion(scope, blamed, value, place)


def promotion(
    scope: FunctionScope,
    node: nodes.Expression,
    value: mypy_types.Type,
    place: mypy_types.Type,
) -> Refused:
    if isinstance(node, nodes.IntExpr):
        hint = f"write {node.value}.0"
    else:
        hint = "convert it: float(...)"
    shown = _plain(value)
    return Refused(
        "G120",
        f"{shown} flows into a place declared {_plain(place)}, where CPython would keep it {shown}",
        hint,
        scope.span(node),
    )


def _plain(shown: mypy_types.Type) -> str:
    proper = mypy_types.get_proper_type(shown)
    if isinstance(proper, mypy_types.LiteralType):
        proper = proper.fallback
    return str(remove_instance_last_known_values(proper)).replace("builtins.", "")


def _mentions_float(place: mypy_types.Type) -> bool:
    """A cheap test that spares nearly all subtype checks."""
    return "float" in str(place)
