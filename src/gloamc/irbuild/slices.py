"""slice objects: made for classes of the program, and as an index of the builtin sequences."""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import calls, classes, expressions
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.representation import without_none

SLICE = tree.Instance("builtins.slice")
_METHODS = {"get": "__getitem__", "set": "__setitem__", "del": "__delitem__"}


def construct(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """`slice(stop)`, `slice(start, stop)`, `slice(start, stop, step)`."""
    values = [_part(b, argument.value) for argument in e.arguments]
    if len(values) == 1:
        values.insert(0, _part(b, None))
    return make(b, [*values, _part(b, None)][:3], e.span)


def make(b: FunctionBuilder, parts: Sequence[ir.Value], span: tree.Span) -> ir.Value:
    return b.stable(classes.construct(b, b.program.class_instance(SLICE), list(parts), span))


def _part(b: FunctionBuilder, e: tree.Expression | None) -> ir.Value:
    value: ir.Value = b.none() if e is None else expressions.lower(b, e)
    return b.stable(b.coerce(value, irt.OBJ))


def takes_objects(b: FunctionBuilder, t: tree.Type, what: str) -> bool:
    """Whether a class wants a slice object for `x[a:b]`."""
    if not isinstance(t, tree.Instance) or calls.has_method(b, t, f"{what}_stepped"):
        return False
    return calls.has_method(b, t, _METHODS[what])


def call(
    b: FunctionBuilder,
    base: ir.Value,
    t: tree.Type,
    e: tree.Slice,
    what: str,
    values: Sequence[ir.Value],
) -> ir.Value:
    """`x[a:b]` of a class that wants a slice object."""
    base = b.stable(base)
    made = make(b, [_part(b, part) for part in (e.start, e.stop, e.step)], e.span)
    return calls.call_method(b, base, t, _METHODS[what], [made, *values], e.span)


def is_slice(b: FunctionBuilder, e: tree.Expression) -> bool:
    return without_none(b.resolve(e.type)) == SLICE


def at_slice(
    b: FunctionBuilder,
    base: ir.Value,
    t: tree.Type,
    index: ir.Value,
    what: str,
    values: Sequence[ir.Value],
    span: tree.Span,
) -> ir.Value:
    """`items[s]` of a builtin sequence with a slice object."""
    index = b.stable(b.coerce(index, irt.ref(SLICE.name)))
    parts = [
        b.stable(b.coerce(calls.call_method(b, index, SLICE, name, [], span), irt.OBJ))
        for name in ("start", "stop", "step")
    ]
    return calls.call_method(b, base, t, f"{what}_stepped", [*parts, *values], span)
