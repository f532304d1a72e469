"""Storing a value in any target; tuple targets take a value apart."""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import attributes, calls, checks, displays, iteration, statements
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.iteration import TUPLE_OF_ANY
from gloamc.irbuild.representation import OBJECT, is_any, is_anything, without_none


def assign(
    b: FunctionBuilder, target: tree.Target, value: ir.Value, t: tree.Type | None = None
) -> None:
    """Store a value that was evaluated already. `t` is its type if that is known."""
    if isinstance(target, tree.TupleTarget):
        known = without_none(b.substituted(t)) if t is not None else None
        _unpack(b, target, b.stable(value), known)
        return
    if isinstance(target, tree.Slice) and t is not None:
        value = displays.list_from(b, value, t, b.resolve(target.base.type), target.span)
    attributes.write(b, target, sure(b, target, value, t))


def sure(b: FunctionBuilder, target: tree.Target, value: ir.Value, t: tree.Type | None) -> ir.Value:
    """A value of type Any for a target that declares another type, made sure of."""
    if t is None or not is_any(b.resolve(t)):
        return value
    declared = target.declared if isinstance(target, tree.GlobalName | tree.Attribute) else OBJECT
    if isinstance(target, tree.LocalName):
        declared = target.variable.type
    elif isinstance(target, tree.Index):
        declared = target.type
    return value if is_anything(b.resolve(declared)) else checks.convert(b, value, declared)


def _unpack(
    b: FunctionBuilder, target: tree.TupleTarget, value: ir.Value, t: tree.Type | None
) -> None:
    """From a tuple or list by index; any other iterable is made a tuple first."""
    star = next((i for i, x in enumerate(target.items) if isinstance(x, tree.StarTarget)), None)
    wanted = len(target.items) - (star is not None)
    sequence = TUPLE_OF_ANY
    if t is not None and iteration.is_list(t):
        sequence = b.resolve(t)  # type: ignore[assignment]
    elif isinstance(t, tree.TupleType) or getattr(t, "name", "") == "builtins.tuple":
        value = b.stable(b.coerce(value, irt.ref("builtins.tuple")))
    elif star is not None:
        value = b.stable(b.runtime("gloam.runtime.iterator.to_tuple", value))
    else:
        value = b.stable(b.runtime("gloam.runtime.iterator.unpack", value, b.i64(wanted)))
    size = b.coerce(calls.call_method(b, value, sequence, "__len__", [], target.span), irt.I64)
    check = "check_unpack" if star is None else "check_unpack_star"
    b.runtime(f"gloam.runtime.raising.{check}", size, b.i64(wanted))
    # Everything is taken out before anything is stored: storing may change the list.
    parts: list[tuple[tree.Target, ir.Value, tree.Type | None]] = []
    for index, item in enumerate(target.items):
        if isinstance(item, tree.StarTarget):
            rest = b.i64(wanted - index)
            stop = b.emit("raw.sub", size, rest, type=irt.I64)
            made = _rest(b, item, value, sequence, index, stop)
            parts.append((item.item, made, item.type))
            continue
        at: ir.Value = b.i64(index)
        if star is not None and index > star:
            back = b.i64(len(target.items) - index)
            at = b.emit("raw.sub", size, back, type=irt.I64)
        element = iteration.item_at(b, value, sequence, at, target.span)
        kind = statements.target_type(b, item)
        part_type = _part_type(b, t, index, star)
        if part_type is not None and is_any(b.resolve(part_type)):
            element = sure(b, item, element, part_type)
        if kind is not None:
            element = b.coerce(element, kind)
        parts.append((item, b.stable(element), part_type))
    for item, element, part in parts:
        assign(b, item, element, part)


def _part_type(
    b: FunctionBuilder, t: tree.Type | None, index: int, star: int | None
) -> tree.Type | None:
    if isinstance(t, tree.TupleType):
        return t.items[index] if index < len(t.items) and star is None else None
    return iteration.item_type(b, t) if t is not None else None


def _rest(
    b: FunctionBuilder,
    target: tree.StarTarget,
    value: ir.Value,
    sequence: tree.Type,
    start: int,
    stop: ir.Value,
) -> ir.Value:
    """The list for a starred target: items from `start` to before `stop`."""
    made, t = displays.new_list(b, target.type)
    kind = b.represent(t.arguments[0])
    index = b.temporary(irt.I64, "index")
    b.assign(index, b.i64(start))
    head, inside, done = b.new_block("rest"), b.new_block("more"), b.new_block("all")
    b.start(head)
    b.branch(b.emit("raw.lt", index, stop), inside, done)
    b.start(inside)
    item = b.coerce(iteration.item_at(b, value, sequence, index, target.span), kind)
    calls.call_method(b, made, t, "append", [item], target.span)
    b.assign(index, b.emit("raw.add", index, b.i64(1), type=irt.I64))
    b.goto(head)
    b.start(done)
    return made
