"""Objects of dataclasses whose class is not known, and what dataclasses.fields gives."""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import attributes, calls, class_objects, displays
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import ClassInstance, Signature
from gloamc.irbuild.representation import OBJECT, without_none

VALUES = "_dataclass_values"
"""The library module behind `dataclasses`."""
_METHOD = "<record>"


def fields_of(instance: ClassInstance) -> list[tree.Field]:
    """The fields of a dataclass, those of its bases first."""
    found: dict[str, tree.Field] = {}
    for ancestor in reversed(instance.ancestors()):
        if ancestor.definition.dataclass is not None:
            fields = ancestor.definition.fields
            found.update({f.name: f for f in fields if not f.is_plain and not f.is_init_var})
    return list(found.values())


def is_record(instance: ClassInstance) -> bool:
    return any(a.definition.dataclass is not None for a in instance.ancestors())


def items(b: FunctionBuilder, value: ir.Value) -> ir.Value:
    """Names and values of an object's fields, or None: a slot that every class has."""
    owner = b.program.class_instance(OBJECT)

    def make(instance: ClassInstance) -> str:
        symbol = f"{instance.layout.name}.{_METHOD}"
        own = ir.Register("self", irt.ref(instance.layout.name), is_parameter=True)
        made = ir.Function(symbol, [own], irt.OBJ, path=b.function.path)
        b.program.ir.functions[symbol] = made
        signature = Signature(symbol, (own.type,), irt.OBJ, None, instance.environment)
        nowhere = tree.Span("", 0, 0, 0, 0)
        inner = FunctionBuilder(b.program, signature, made, "gloam.stdlib", nowhere)
        result: ir.Value = ir.Constant(irt.OBJ, None)
        if instance.entry is None and is_record(instance):
            values: list[ir.Value] = []
            for field in fields_of(instance):
                held = attributes.read_field(inner, own, instance.type, field.name, nowhere)
                values.append(inner.coerce(inner.string(field.name), irt.OBJ))
                values.append(inner.stable(inner.coerce(held, irt.OBJ)))
            result = inner.coerce(displays.tuple_of(inner, values), irt.OBJ)
        inner.end(ir.Return(result))
        inner.close()
        return symbol

    signature = Signature(_METHOD, (irt.REF,), irt.OBJ, None, {}, OBJECT)
    slot = b.program.made_slot(owner, _METHOD, signature, make)
    return b.emit("call_virtual", b.coerce(value, irt.REF), type=irt.OBJ, attribute=slot.name)


def fields(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """dataclasses.fields(object), or of a class that is known here."""
    argument = e.arguments[0].value
    if not isinstance(without_none(b.resolve(argument.type)), tree.ClassObjectType):
        return calls.call_function(b, f"{VALUES}.fields_of", e)
    known = class_objects.static_class(b, argument)
    if known is None or not is_record(known):
        b.program.refuse(
            "G219", e.span, "fields() of a class that is not known here", "give it an object"
        )
        return b.none()
    names = [b.string(field.name) for field in fields_of(known)]
    t = tree.Instance("builtins.list", (tree.Instance("builtins.str"),))
    return b.runtime(f"{VALUES}.fields_named", displays.list_of_values(b, t, names))


def is_dataclass(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    argument = e.arguments[0].value
    if isinstance(without_none(b.resolve(argument.type)), tree.ClassObjectType):
        known = class_objects.static_class(b, argument)
        if known is not None:
            return b.bool_constant(is_record(known))
        b.program.refuse(
            "G219", e.span, "is_dataclass() of a class that is not known here", "give it an object"
        )
        return b.bool_constant(False)
    return calls.call_function(b, f"{VALUES}.is_record", e)
