"""copy.copy and copy.deepcopy of objects: a method made for each class that an object can be of.

A class of the program is copied field by field, into a new object for which `__init__` does not
run; its own `__copy__` or `__deepcopy__` comes first. What the runtime lays out cannot be copied
here: gloam.runtime.copying has copied the containers before it asks.
"""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import IRType, Kind
from gloamc.irbuild import calls
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import ClassInstance, Signature
from gloamc.irbuild.representation import OBJECT, canonical

_FUNCTION = "gloam.runtime.function.Function"
_AS_THEY_ARE = ("builtins.str", "builtins.bytes")


def shallow(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    """`copy_object(x)`."""
    return _ask(b, "<copy>", "__copy__", [b.coerce(values[0], irt.REF)])


def deep(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    """`deep_copy_object(x, memo)`."""
    pair = [b.coerce(values[0], irt.REF), b.coerce(values[1], irt.OBJ)]
    return _ask(b, "<deep copy>", "__deepcopy__", pair)


def _ask(b: FunctionBuilder, name: str, method: str, values: list[ir.Value]) -> ir.Value:
    owner = b.program.class_instance(OBJECT)
    kinds = tuple(ir.type_of(value) for value in values)
    signature = Signature(name, kinds, irt.OBJ, None, {}, owner.type)
    slot = b.program.made_slot(
        owner, name, signature, lambda instance: _method(b, instance, name, method, kinds[1:])
    )
    return b.emit("call_virtual", *values, type=irt.OBJ, attribute=slot.name)


def _method(
    b: FunctionBuilder, instance: ClassInstance, name: str, method: str, kinds: tuple[IRType, ...]
) -> str:
    own = irt.ref(instance.layout.name)
    parameters = [
        ir.Register(f"argument{i}", kind, is_parameter=True) for i, kind in enumerate([own, *kinds])
    ]
    symbol = f"{instance.layout.name}.{name}"
    made = ir.Function(symbol, parameters, irt.OBJ, path=b.function.path, is_unsafe=True)
    b.program.ir.functions[symbol] = made
    signature = Signature(
        symbol, tuple(p.type for p in parameters), irt.OBJ, None, instance.environment
    )
    inner = FunctionBuilder(b.program, signature, made, "gloam.runtime", b.span)
    found = b.program.find_method(instance, method)
    if found is not None:
        values = parameters[1:]
        result = calls.call_found(
            inner, parameters[0], instance, *found, values, b.span, exact=True
        )
    elif instance.definition.is_enum or _is_function(instance):
        result = parameters[0]
    elif _is_laid_out(b, instance):
        text = f"cannot copy '{instance.definition.name}' object"
        inner.raise_new("TypeError", text)
        result = ir.Constant(irt.OBJ, None)
    else:
        result = _fields(inner, instance, parameters)
    if inner.block.terminator is None:
        inner.end(ir.Return(inner.coerce(result, irt.OBJ)))
    inner.close()
    return symbol


def _is_function(instance: ClassInstance) -> bool:
    return any(a.type.name == _FUNCTION for a in instance.ancestors())


def _is_laid_out(b: FunctionBuilder, instance: ClassInstance) -> bool:
    """Whether the runtime says what lies in its objects."""
    return any(
        b.program.is_unsafe(a.definition.module) and a.layout.fields
        for a in instance.ancestors()
        if canonical(a.type.name) != "builtins.object"
    ) or b.program.is_unsafe(instance.definition.module)


def _fields(b: FunctionBuilder, instance: ClassInstance, parameters: list[ir.Register]) -> ir.Value:
    """A new object; with a memo, which is told of it first, the fields are copied deeply."""
    name = instance.layout.name
    own, memo = parameters[0], parameters[1] if len(parameters) > 1 else None
    made = b.emit("new", type=irt.ref(name), attribute=name)
    if memo is not None:
        pair = [b.coerce(value, irt.OBJ) for value in (own, made)]
        b.runtime("gloam.runtime.copying.remember", memo, *pair)
    for owner in instance.ancestors():
        for item in owner.layout.fields:
            _field(b, own, made, f"{owner.layout.name}.{item.name}", item.type, memo)
    return made


def _field(
    b: FunctionBuilder,
    own: ir.Value,
    made: ir.Value,
    place: str,
    kind: IRType,
    memo: ir.Value | None,
) -> None:
    value = b.emit("get_field", own, type=kind, attribute=place)

    def put() -> None:
        copied: ir.Value = value
        is_plain = kind.kind not in (Kind.REF, Kind.OBJ) or kind.class_name in _AS_THEY_ARE
        if memo is not None and not is_plain:
            held = b.coerce(value, irt.OBJ)
            copied = b.coerce(b.runtime("gloam.runtime.copying.deep", held, memo), kind)
        b.emit("set_field", made, copied, attribute=place)

    if not kind.has_error_value:
        put()
        return
    is_set = b.emit("bool.not", b.emit("is_unset", value))
    b.if_then(is_set, put)
