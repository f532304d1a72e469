"""A value that is of one of several classes: the same thing is lowered once for each of them."""

from __future__ import annotations

from collections.abc import Callable

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import expressions
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.representation import represent


def split(
    b: FunctionBuilder,
    value: ir.Value,
    t: tree.UnionType,
    kind: irt.IRType,
    lower: Callable[[ir.Value, tree.Type], ir.Value],
) -> ir.Value:
    """One test for each class of the union but the last one. `lower` gets the value as a member of
    the union, and that member; what it gives becomes a `kind`."""
    result = b.temporary(irt.OBJ if kind.kind is irt.Kind.NONE else kind, "united")
    done = b.new_block("united")
    boxed = b.stable(b.coerce(value, irt.OBJ))
    for index, member in enumerate(t.items):
        after = b.new_block("member")
        is_last = index + 1 == len(t.items)
        if not is_last:
            here = b.new_block("member")
            names = expressions.class_names(b, member)
            b.branch(b.emit("isinstance", boxed, attribute="|".join(names)), here, after)
            b.start(here)
        narrow = b.stable(b.coerce(boxed, represent(member)))
        b.assign(result, b.coerce(lower(narrow, member), result.type))
        b.goto(done)
        if not is_last:
            b.start(after)
    b.start(done)
    return result
