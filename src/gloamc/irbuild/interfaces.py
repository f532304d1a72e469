"""Attributes of objects of unknown layout: read and written by methods made for each class."""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import IRType
from gloamc.irbuild import attributes, calls, class_objects, virtual_calls
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import ClassInstance, Signature


def read(b: FunctionBuilder, receiver: ir.Value, t: tree.Instance, e: tree.Attribute) -> ir.Value:
    """`e`, of which the object is evaluated already and is of an interface's type."""
    owner = b.program.class_instance(t)
    kind = attributes.global_type(b, b.resolve(e.declared))
    signature = Signature("", (irt.REF,), kind, None, {}, t)

    def make(instance: ClassInstance) -> str:
        inner, own = _method(b, instance, f"<get {e.name}>", [], kind)
        value = read_exactly(inner, own[0], instance, e)
        inner.end(ir.Return(inner.coerce(value, kind)))
        inner.close()
        return inner.function.name

    slot = b.program.made_slot(owner, f"<get {e.name}>", signature, make)
    virtual_calls.check_protocol(b, receiver, t, e.span)
    return b.emit("call_virtual", b.coerce(receiver, irt.REF), type=kind, attribute=slot.name)


def write(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Instance,
    target: tree.Attribute,
    value: ir.Value,
) -> None:
    owner = b.program.class_instance(t)
    kind = attributes.global_type(b, b.resolve(target.declared))
    signature = Signature("", (irt.REF, kind), irt.NONE, None, {}, t)

    def make(instance: ClassInstance) -> str:
        inner, own = _method(b, instance, f"<put {target.name}>", [kind], irt.NONE)
        _write(inner, own[0], instance, target, own[1])
        inner.end(ir.Return(inner.none()))
        inner.close()
        return inner.function.name

    slot = b.program.made_slot(owner, f"<put {target.name}>", signature, make)
    virtual_calls.check_protocol(b, receiver, t, target.span)
    values = [b.coerce(receiver, irt.REF), b.coerce(value, kind)]
    b.emit("call_virtual", *values, type=irt.NONE, attribute=slot.name)


def _method(
    b: FunctionBuilder, instance: ClassInstance, name: str, types: list[IRType], result: IRType
) -> tuple[FunctionBuilder, list[ir.Register]]:
    own = irt.ref(instance.layout.name)
    parameters = [
        ir.Register(f"argument{i}", kind, is_parameter=True) for i, kind in enumerate([own, *types])
    ]
    # Interfaces may declare one attribute differently, and `object` has it as any value at all.
    kinds = ",".join(str(t) for t in (*types, result))
    symbol = f"{instance.layout.name}.{name}({kinds})"
    made = ir.Function(symbol, parameters, result, path=b.function.path)
    b.program.ir.functions[made.name] = made
    signature = Signature(
        made.name, tuple(p.type for p in parameters), result, None, instance.environment
    )
    return FunctionBuilder(b.program, signature, made, b.module, b.span), parameters


def has_attribute(b: FunctionBuilder, instance: ClassInstance, name: str) -> bool:
    """Whether objects of a class have a property, field or class variable of this name."""
    found = b.program.find_method(instance, name)
    if found is not None:
        return found[1].kind is tree.FunctionKind.PROPERTY
    if attributes.field_owner(b, instance, name) is not None:
        return True
    definitions = (b.program.find_class(c) for c in b.program.order_of(instance))
    return any(d is not None and name in d.class_variables for d in definitions)


def read_exactly(
    inner: FunctionBuilder, own: ir.Value, instance: ClassInstance, e: tree.Attribute
) -> ir.Value:
    """The attribute as this class has it: a property, a field or a class variable."""
    found = inner.program.find_method(instance, e.name)
    if found is not None:
        return calls.call_found(inner, own, instance, *found, [], e.span, exact=True)
    if attributes.field_owner(inner, instance, e.name) is not None:
        return attributes.read_field(inner, own, instance.type, e.name, e.span)
    for name in inner.program.order_of(instance):
        definition = inner.program.find_class(name)
        if definition is not None and e.name in definition.class_variables:
            declared = definition.class_variables[e.name]
            return class_objects.read_of_class(inner, instance, e.name, declared, e.name)
    inner.program.refuse("G210", e.span, f"{instance.type.name} has no attribute {e.name}")
    return inner.none()


def _write(
    inner: FunctionBuilder,
    own: ir.Value,
    instance: ClassInstance,
    target: tree.Attribute,
    value: ir.Value,
) -> None:
    found = inner.program.find_method(instance, f"<set {target.name}>")
    if found is not None:
        calls.call_found(inner, own, instance, *found, [value], target.span, exact=True)
        return
    place = attributes.field_owner(inner, instance, target.name)
    if place is None:
        inner.program.refuse(
            "G210", target.span, f"attribute {target.name} of {instance.type.name} is not writable"
        )
        return
    owner, _ = place
    kind = next(f.type for f in owner.layout.fields if f.name == target.name)
    name = f"{owner.layout.name}.{target.name}"
    inner.emit("set_field", own, inner.coerce(value, kind), attribute=name)
