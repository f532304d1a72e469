"""The order in which a class and its bases are looked through, of a class known at run time."""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import closures, displays, expressions
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import ClassInstance, Signature
from gloamc.irbuild.representation import OBJECT, canonical, value_behind

SLOT = "<class order>"
_NOWHERE = tree.Span("", 0, 0, 0, 0)
_TUPLE = irt.ref("builtins.tuple")


def order_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """A tuple of classes, the one that is given first: only of what is surely a class."""
    value = b.coerce(expressions.lower(b, e.arguments[0].value), irt.REF)
    owner = tree.Instance(closures.CLASS_OBJECT)
    signature = Signature("", (irt.REF,), _TUPLE, None, {}, owner)
    slot = b.program.made_slot(
        b.program.class_instance(owner), SLOT, signature, lambda instance: _implement(b, instance)
    )
    return b.emit("call_virtual", value, type=_TUPLE, attribute=slot.name)


def _implement(b: FunctionBuilder, instance: ClassInstance) -> str:
    symbol = f"{instance.layout.name}.{SLOT}"
    own = ir.Register("self", irt.ref(instance.layout.name), is_parameter=True)
    made = ir.Function(symbol, [own], _TUPLE, is_unsafe=True)
    b.program.ir.functions[symbol] = made
    signature = Signature(symbol, (own.type,), made.result, None, {})
    inner = FunctionBuilder(b.program, signature, made, "gloam.runtime", _NOWHERE)
    known = b.program.instances.get(instance.layout.name.removesuffix(".<class>"))
    order = _order(inner, known) if known is not None else []
    classes = [inner.coerce(closures.class_object(inner, each), irt.OBJ) for each in order]
    inner.end(ir.Return(displays.tuple_of(inner, [inner.stable(c) for c in classes])))
    inner.close()
    return symbol


def _order(b: FunctionBuilder, instance: ClassInstance) -> list[ClassInstance]:
    above = {canonical(a.type.name): a for a in instance.ancestors()}
    names = [canonical(instance.type.name), *map(canonical, instance.definition.order), *above]
    behind = value_behind(instance.type.name)
    if behind:
        names.append(behind)
    found: list[ClassInstance] = []
    for name in dict.fromkeys(names):
        is_internal = name.startswith("gloam.runtime.") or name == "builtins.object"
        definition = b.program.find_class(name)
        if is_internal or definition is None:
            continue
        if name in above:  # of a generic class with the arguments of the base
            found.append(above[name])
        elif not definition.type_variables:
            found.append(b.program.class_instance(tree.Instance(name)))
    return [*found, b.program.class_instance(OBJECT)]
