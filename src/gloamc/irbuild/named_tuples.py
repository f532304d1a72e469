"""NamedTuple classes: tuples of a class of their own, so that each item has a name too."""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import displays
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Given, Operand, given
from gloamc.irbuild.program import ClassInstance, Signature


def construct(
    b: FunctionBuilder,
    instance: ClassInstance,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """`P(1, y=2)`."""
    definition = instance.definition
    parameters = [
        tree.Parameter(
            tree.Variable(f.name, f.type, definition.full_name),
            tree.ParameterKind.NORMAL,
            f.default,
        )
        for f in definition.named_fields
    ]
    function = tree.Function(
        definition.name, definition.full_name, definition.name, definition.module, span,
        tree.FunctionKind.FUNCTION, parameters, instance.type,
        is_async=False, is_generator=False, type_variables=(), body=(),
    )  # fmt: skip
    types = tuple(b.represent(f.type) for f in definition.named_fields)
    kind = irt.ref(instance.layout.name)
    signature = Signature(f"{definition.full_name}.<new>", types, kind, function, {})
    return _make(b, instance, arguments_of.bind(b, signature, arguments, span))


def _make(b: FunctionBuilder, instance: ClassInstance, values: Sequence[ir.Value]) -> ir.Value:
    b.program.instantiate(instance)
    boxed = [b.stable(b.coerce(value, irt.OBJ)) for value in values]
    return displays.tuple_of(b, boxed, instance.layout.name)


def read(
    b: FunctionBuilder, receiver: ir.Value, instance: ClassInstance, name: str
) -> ir.Value | None:
    """The item of this name."""
    for index, item in enumerate(instance.definition.named_fields):
        if item.name == name:
            found = b.runtime("gloam.runtime.tuple.item", receiver, b.i64(index))
            kind = b.represent(item.type)
            return b.coerce(found, irt.OBJ if kind.kind is irt.Kind.NONE else kind)
    return None


def method(
    b: FunctionBuilder,
    receiver: ir.Value,
    instance: ClassInstance,
    name: str,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value | None:
    """`_replace` and `_asdict`; None for the methods of all tuples."""
    receiver = b.stable(receiver)
    if name == "_replace":
        values = [
            Given(tree.ArgumentKind.NAMED, f.name, _item(b, receiver, instance, f))
            for f in instance.definition.named_fields
        ]
        changed = {a.name: a for a in map(given, arguments)}
        return construct(b, instance, [changed.get(v.name, v) for v in values], span)
    if name == "_asdict":
        made = arguments_of.new_names(b, span)
        for item in instance.definition.named_fields:
            value = b.coerce(_item(b, receiver, instance, item), irt.OBJ)
            arguments_of.set_item(b, made, arguments_of.NAMES, b.string(item.name), value, span)
        return made
    return None


def _item(
    b: FunctionBuilder, receiver: ir.Value, instance: ClassInstance, item: tree.Field
) -> ir.Value:
    found = read(b, receiver, instance, item.name)
    assert found is not None
    return b.stable(found)
