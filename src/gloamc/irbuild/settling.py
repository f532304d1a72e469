"""Lists and dicts that were made for items of any type, where their items' type is declared.

Only places that say nothing about the items hold such an object, so it can take on the form of a
declared type for all of them at once: each item is made sure of, then each is stored in the form
that the type has, and the object is of that type's class from then on. Storing an item of another
type raises TypeError afterwards.
"""

from __future__ import annotations

from collections.abc import Callable

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import attributes, calls, checks
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import ClassInstance
from gloamc.irbuild.representation import ANY


def settle(
    b: FunctionBuilder,
    value: ir.Value,
    t: tree.Instance,
    loose: ClassInstance,
    settled: ClassInstance,
) -> None:
    """Make an object of the class `loose` one of `settled`, of type `t`, or raise TypeError."""
    held = b.stable(b.coerce(value, irt.ref(loose.layout.name)))
    arrays = ("_keys", "_values") if t.name == "builtins.dict" else ("items",)
    pairs = [
        (name, item)
        for name, item, had in zip(arrays, t.arguments, loose.type.arguments, strict=True)
        if had == ANY
    ]

    def check(at: ir.Value) -> None:
        for name, item in pairs:
            found = b.emit("ptr.load", _array(b, held, loose, name), at, type=irt.OBJ)
            checks.convert(b, b.stable(found), item)

    def store(at: ir.Value) -> None:
        for name, item in pairs:
            kind = b.represent(item)
            if kind.kind is not irt.Kind.OBJ:
                array = _array(b, held, loose, name)
                found = b.stable(b.emit("ptr.take", array, at, type=irt.OBJ))
                b.emit("ptr.init", array, at, b.coerce(found, kind))

    _each(b, held, loose, check)
    _each(b, held, loose, store)
    b.program.instantiate(settled)
    b.emit("become", b.coerce(held, irt.REF), attribute=settled.layout.name)


def _array(b: FunctionBuilder, held: ir.Value, loose: ClassInstance, name: str) -> ir.Value:
    found = attributes.field_owner(b, loose, name)
    assert found is not None
    return b.emit("get_field", held, type=irt.PTR, attribute=f"{found[0].layout.name}.{name}")


def _each(
    b: FunctionBuilder, held: ir.Value, loose: ClassInstance, body: Callable[[ir.Value], None]
) -> None:
    """For the index of each item. Checking items may run nothing that changes the container."""
    index = b.temporary(irt.I64, "index")
    b.assign(index, b.i64(0))
    head, inside, done = b.new_block("items"), b.new_block("item"), b.new_block("done")
    b.start(head)
    if loose.type.name == "builtins.dict":
        found = calls.call_method(b, held, loose.type, "next_index", [index], b.span)
        b.assign(index, b.coerce(found, irt.I64))
        b.branch(b.emit("raw.ge", index, b.i64(0)), inside, done)
    else:
        size = b.coerce(calls.call_method(b, held, loose.type, "__len__", [], b.span), irt.I64)
        b.branch(b.emit("raw.lt", index, size), inside, done)
    b.start(inside)
    body(index)
    b.assign(index, b.emit("raw.add", index, b.i64(1), type=irt.I64))
    b.goto(head)
    b.start(done)
