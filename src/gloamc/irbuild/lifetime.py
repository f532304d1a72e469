"""Whose death can be seen: a suspended generator runs its `finally` blocks when it dies.

Objects die behind their last use, except that a variable keeps what may be such an object alive
until it is bound again, deleted, or its function returns, as in CPython.
"""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.representation import without_none

_ITERATORS = frozenset(
    {
        "typing.Generator", "typing.Iterator", "typing.Iterable", "builtins.zip", "builtins.map",
        "builtins.filter", "builtins.enumerate",
    }
)  # fmt: skip


def runs_code_at_death(b: FunctionBuilder, t: tree.Type) -> bool:
    """Whether a value of this type may be, or hold, a generator."""
    return _may_hold(b, t, set())


def _may_hold(b: FunctionBuilder, t: tree.Type, seen: set[str]) -> bool:
    match without_none(t):
        case tree.Instance(name) if name in _ITERATORS:
            return True
        case tree.Instance(name, arguments):
            if any(_may_hold(b, argument, seen) for argument in arguments):
                return True
            if name in seen:
                return False
            seen.add(name)
            definition = b.program.find_class(name)
            return definition is not None and any(
                _may_hold(b, field.type, seen) for field in definition.fields
            )
        case tree.TupleType(items) | tree.UnionType(items):
            return any(_may_hold(b, item, seen) for item in items)
        case _:
            return False
