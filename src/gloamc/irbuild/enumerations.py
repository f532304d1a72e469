"""Enum classes: their members in order, looked up by value and by name.

Members are made once, when the class statement runs; a global tuple of the class holds them.
"""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import attributes, displays, expressions
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import ENUM_MEMBER, ClassInstance
from gloamc.irbuild.representation import OBJECT, represent

TUPLE = tree.Instance("builtins.tuple", (OBJECT,))


def lower_class(b: FunctionBuilder, definition: tree.Class) -> None:
    """An enum's class statement: make each member and bind it to its global."""
    instance = b.program.class_instance(tree.Instance(definition.full_name))
    b.program.instantiate(instance)
    names = set(definition.enum_members)
    members: list[ir.Value] = []
    for statement in definition.body:
        if not isinstance(statement, tree.Assignment):
            continue
        for target in statement.targets:
            if not isinstance(target, tree.GlobalName):
                continue
            name = target.name.rpartition(".")[2]
            if name not in names:
                kind = attributes.global_type(b, target.declared)
                attributes.write_global(b, target, expressions.lower_as(b, statement.value, kind))
                continue
            made = b.stable(_member(b, instance, name, statement.value))
            members.append(b.coerce(made, irt.OBJ))
            attributes.ensure_global(b, target.name, irt.ref(instance.layout.name))
            b.emit("set_global", made, attribute=target.name)
    b.emit("set_global", displays.tuple_of(b, members), attribute=_place(b, instance))


def _member(
    b: FunctionBuilder, instance: ClassInstance, name: str, value: tree.Expression
) -> ir.Value:
    """A new member. An `__init__` of the class gets the items of a tuple, or the value."""
    made = b.stable(
        b.emit("new", type=irt.ref(instance.layout.name), attribute=instance.layout.name)
    )
    base = b.program.class_instance(tree.Instance(ENUM_MEMBER))
    found = b.program.find_method(base, "__init__")
    assert found is not None
    held = b.stable(expressions.lower(b, value))
    signature = b.program.method_signature(*found)
    b.call(signature, [made, b.string(name), b.coerce(held, irt.OBJ)])
    own = b.program.find_method(instance, "__init__")
    if own is not None and own[0] is not base:
        t = b.resolve(value.type)
        items: list[ir.Value] = [held]
        if isinstance(t, tree.TupleType):
            items = [
                b.coerce(b.runtime("gloam.runtime.tuple.item", held, b.i64(i)), represent(item))
                for i, item in enumerate(t.items)
            ]
        signature = b.program.method_signature(*own)
        b.call(signature, arguments_of.bind(b, signature, items, value.span, made))
    return made


def _place(b: FunctionBuilder, instance: ClassInstance) -> str:
    name = f"{instance.layout.name}.<members>"
    kind = irt.ref("builtins.tuple")
    b.program.ir.globals.setdefault(name, ir.Global(name, kind, ir.Constant(kind, ir.UNSET)))
    return name


def class_behind(b: FunctionBuilder, t: tree.Type) -> ClassInstance | None:
    """The enum class that a class object's type stands for."""
    if not isinstance(t, tree.ClassObjectType) or not isinstance(t.instance, tree.Instance):
        return None
    definition = b.program.find_class(t.instance.name)
    if definition is None or not definition.is_enum:
        return None
    return b.program.class_instance(t.instance)


def members(b: FunctionBuilder, instance: ClassInstance) -> ir.Value:
    """The tuple of all members."""
    kind = irt.ref("builtins.tuple")
    return b.emit("get_global", type=kind, attribute=_place(b, instance))


def by_value(b: FunctionBuilder, instance: ClassInstance, value: ir.Value) -> ir.Value:
    """`Color(1)`."""
    name = b.string(instance.layout.python_name or instance.definition.name)
    boxed = b.stable(b.coerce(value, irt.OBJ))
    found = b.runtime("gloam.runtime.enumeration.by_value", members(b, instance), boxed, name)
    return b.coerce(found, irt.ref(instance.layout.name))


def by_name(b: FunctionBuilder, instance: ClassInstance, e: tree.Expression) -> ir.Value:
    """`Color["RED"]`."""
    name = b.stable(expressions.lower_as(b, e, irt.STR))
    found = b.runtime("gloam.runtime.enumeration.by_name", members(b, instance), name)
    return b.coerce(found, irt.ref(instance.layout.name))
