"""`__name__` and `__qualname__` of functions: known here, or asked of a function value."""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import expressions
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import ClassInstance, Signature
from gloamc.irbuild.representation import FUNCTION, represent, without_none


def read(b: FunctionBuilder, e: tree.Attribute) -> ir.Value:
    known = _known(b, e.object)
    if known is not None:
        return b.string(known[e.name == "__qualname__"])
    return ask(b, b.stable(expressions.lower(b, e.object)), e.name)


def _known(b: FunctionBuilder, e: tree.Expression) -> tuple[str, str] | None:
    """The names of a function that is written out."""
    match e:
        case tree.FunctionName(name=name):
            function = b.program.find_function(name)
            if function is not None:
                return b.program.names_of(function)
            short = name.removeprefix("builtins.")
            return short.rpartition(".")[2], short
        case tree.Attribute(kind=tree.AttributeKind.METHOD, object=object_, name=name):
            t = without_none(b.resolve(object_.type))
            if isinstance(t, tree.Instance) and b.program.find_class(t.name) is not None:
                instance = b.program.class_instance(t)
                found = b.program.find_method(instance, name)
                if found is not None and not b.program.has_subclass(instance):
                    return b.program.names_of(found[1])
    return None


def ask(b: FunctionBuilder, function: ir.Value, name: str) -> ir.Value:
    """The name of a function value: a slot that all of them have."""
    owner = tree.Instance(FUNCTION)
    slot = b.program.made_slot(
        b.program.class_instance(owner),
        f"<{name}>",
        Signature("", (represent(owner),), irt.STR, None, {}, owner),
        lambda instance: _getter(b, instance, name),
    )
    receiver = b.coerce(function, irt.REF)
    return b.emit("call_virtual", receiver, type=irt.STR, attribute=slot.name)


def _getter(b: FunctionBuilder, instance: ClassInstance, name: str) -> str:
    layout = instance.layout.name
    symbol = f"{layout}.<{name}>"
    own = ir.Register("self", irt.ref(layout), is_parameter=True)
    made = ir.Function(symbol, [own], irt.STR)
    b.program.ir.functions[symbol] = made
    signature = Signature(symbol, (own.type,), irt.STR, None, {})
    nowhere = tree.Span("", 0, 0, 0, 0)
    inner = FunctionBuilder(b.program, signature, made, "gloam.stdlib", nowhere)
    field = b.program.named_after.get(layout)
    known = b.program.function_names.get(layout)
    stands_for = b.program.instances.get(layout.removesuffix(".<class>"))
    if known is None and stands_for is not None and stands_for is not instance:
        full = stands_for.layout.python_name or stands_for.definition.name
        known = full.rpartition(".")[2], full
    if field is not None:
        kind = next(f.type for f in instance.layout.fields if f.name == field)
        held = inner.emit("get_field", own, type=kind, attribute=f"{layout}.{field}")
        inner.end(ir.Return(ask(inner, held, name)))
    elif layout in b.program.bound_methods and name == "__qualname__":
        inner.end(ir.Return(_of_method(inner, own, instance)))
    elif known is not None:
        inner.end(ir.Return(inner.string(known[name == "__qualname__"])))
    else:
        text = f"{instance.layout.python_name!r} object has no attribute {name!r}"
        inner.raise_new("AttributeError", text)
    inner.close()
    return symbol


def _of_method(b: FunctionBuilder, own: ir.Value, instance: ClassInstance) -> ir.Value:
    """The `__qualname__` of a bound method that the class of its object decides."""
    owner, method = b.program.bound_methods[instance.layout.name]
    field = instance.layout.fields[0]
    held = b.emit(
        "get_field", own, type=field.type, attribute=f"{instance.layout.name}.{field.name}"
    )

    def make(below: ClassInstance) -> str:
        symbol = f"{below.layout.name}.<name of {method}>"
        receiver = ir.Register("self", irt.ref(below.layout.name), is_parameter=True)
        made = ir.Function(symbol, [receiver], irt.STR)
        b.program.ir.functions[symbol] = made
        signature = Signature(symbol, (receiver.type,), irt.STR, None, {})
        nowhere = tree.Span("", 0, 0, 0, 0)
        inner = FunctionBuilder(b.program, signature, made, "gloam.stdlib", nowhere)
        found = b.program.find_method(below, method)
        assert found is not None
        inner.end(ir.Return(inner.string(b.program.qualified_name(found[1]))))
        inner.close()
        return symbol

    signature = Signature("", (represent(owner),), irt.STR, None, {}, owner)
    slot = b.program.made_slot(
        b.program.class_instance(owner), f"<name of {method}>", signature, make
    )
    return b.emit("call_virtual", b.coerce(held, irt.REF), type=irt.STR, attribute=slot.name)
