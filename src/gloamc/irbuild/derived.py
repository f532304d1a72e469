"""Objects of classes that continue int or str, and `__new__`."""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import builtin_calls, class_objects, classes, expressions
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.machine_calls import HASH, KIND, LENGTH, STR_HEAD
from gloamc.irbuild.operand import Given, Operand, given
from gloamc.irbuild.program import ClassInstance
from gloamc.irbuild.representation import canonical, represent, value_behind

NEW = "__new__"


def allocate(b: FunctionBuilder, instance: ClassInstance) -> ir.Value:
    """A new object of exactly this class, with what its class gives its attributes."""
    b.program.instantiate(instance)
    name = instance.layout.name
    made = b.emit("new", type=irt.ref(name), attribute=name)
    classes.set_defaults(b, instance, made)
    classes.set_captured(b, instance, made, b.span)
    return made


def make(b: FunctionBuilder, instance: ClassInstance, value: ir.Value) -> ir.Value:
    """A new object of exactly this class, which continues int or str, with a value."""
    if value_behind(instance.type.name) == "builtins.int":
        made = b.stable(allocate(b, instance))
        b.runtime("gloam.runtime.derived.set_value", made, b.coerce(value, irt.INT))
        return b.coerce(made, irt.INT)
    b.program.instantiate(instance)
    text = b.stable(b.coerce(value, irt.STR))
    length = b.emit("layout.load", text, type=irt.I64, attribute=LENGTH)
    kind = b.emit("layout.load", text, type=irt.I64, attribute=KIND)
    size = b.emit("raw.mul", length, kind, type=irt.I64)
    size = b.emit("raw.add", size, b.i64(STR_HEAD), type=irt.I64)
    name = instance.layout.name
    made = b.stable(b.emit("allocate", size, type=irt.ref(name), attribute=name))
    for offset, held in ((HASH, b.i64(0)), (LENGTH, length), (KIND, kind)):
        b.emit("layout.store", made, held, attribute=offset)
    b.runtime("gloam.runtime.derived.set_text", made, text)
    return made


def construct(
    b: FunctionBuilder, instance: ClassInstance, arguments: Sequence[Operand], span: tree.Span
) -> ir.Value:
    """`C(5)` of a class that continues int or str and has no `__new__`."""
    values = evaluated(b, arguments)
    made = b.stable(make(b, instance, _base_value(b, instance, values, span)))
    return initialised(b, instance, made, values, span)


def construct_by_new(
    b: FunctionBuilder,
    instance: ClassInstance,
    found: tuple[ClassInstance, tree.Function],
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """`C(...)` of a class with `__new__`: it makes the object, and `__init__` gets the same
    arguments if it is one of the class."""
    values = evaluated(b, arguments)
    made = b.stable(class_objects.call_found(b, instance, *found, values, span, None))
    kind = represent(instance.type)
    if not _has_init(b, instance):
        return made
    result = b.temporary(ir.type_of(made), "made")
    b.assign(result, made)
    own, done = b.new_block("own"), b.new_block("made")
    boxed = b.coerce(made, irt.OBJ)
    b.branch(b.emit("isinstance", boxed, attribute=instance.layout.name), own, done)
    b.start(own)
    initialised(b, instance, b.coerce(made, kind), values, span)
    b.start(done)
    return result


def evaluated(b: FunctionBuilder, arguments: Sequence[Operand]) -> list[Operand]:
    """Arguments that are used twice: evaluated now."""
    result: list[Operand] = []
    for argument in map(given, arguments):
        value = argument.value
        if argument.kind in (tree.ArgumentKind.STAR, tree.ArgumentKind.DOUBLE_STAR):
            span = value.span if isinstance(value, tree.Expression) else b.span
            b.program.refuse(
                "G206", span, "a starred argument for a class with __new__ of its own",
                "write the arguments one by one",
            )  # fmt: skip
            continue
        if isinstance(value, tree.Expression):
            t = value.type
            value = b.as_expression(b.stable(expressions.lower(b, value)), t, value.span)
        result.append(Given(argument.kind, argument.name, value))
    return result


def _has_init(b: FunctionBuilder, instance: ClassInstance) -> bool:
    found = b.program.find_method(instance, "__init__")
    return found is not None and not b.program.is_unsafe(found[0].definition.module)


def initialised(
    b: FunctionBuilder,
    instance: ClassInstance,
    made: ir.Value,
    values: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    if _has_init(b, instance):
        found = b.program.find_method(instance, "__init__")
        assert found is not None
        signature = b.program.method_signature(*found)
        b.call(signature, arguments_of.bind(b, signature, values, span, made))
    return made


def _base_value(
    b: FunctionBuilder, instance: ClassInstance, arguments: Sequence[Operand], span: tree.Span
) -> ir.Value:
    """What int(...) or str(...) makes of the arguments."""
    base = value_behind(instance.type.name)
    t = tree.Instance(base)
    passed = [tree.Argument(a.kind, a.name, _expression(b, a, span)) for a in map(given, arguments)]
    callee = tree.ClassName(span=span, type=tree.ClassObjectType(t), name=base)
    call = tree.Call(span=span, type=t, callee=callee, arguments=passed)
    return b.stable(builtin_calls.CONSTRUCTORS[base](b, call))


def _expression(b: FunctionBuilder, argument: Given, span: tree.Span) -> tree.Expression:
    if isinstance(argument.value, tree.Expression):
        return argument.value
    return b.as_expression(argument.value, tree.Instance("builtins.object"), span)


# ---------------------------------------------------------------- __new__


def call_new(b: FunctionBuilder, owner: str, e: tree.Call) -> ir.Value:
    """`super().__new__(cls, ...)`, `object.__new__(cls)`, `int.__new__(cls, value)`: in `__new__`
    of a class, for the class that is being made."""
    if b.bound_class is None or not e.arguments or not _is_own_class(b, e.arguments[0].value):
        b.program.refuse(
            "G130",
            e.span,
            "__new__ is called for another class than the one that is being made",
            "call it in __new__ of a class, with its own first parameter",
        )
        return b.none()
    instance = b.bound_class[1]
    definition = b.program.find_class(owner)
    if definition is not None and NEW in definition.methods:
        own = b.program.class_instance(tree.Instance(canonical(owner)))
        method = definition.methods[NEW]
        return class_objects.call_found(b, instance, own, method, e.arguments[1:], e.span, e)
    if value_behind(instance.type.name):
        return make(b, instance, _base_value(b, instance, e.arguments[1:], e.span))
    for argument in e.arguments[1:]:
        expressions.lower(b, argument.value)
    return allocate(b, instance)


def _is_own_class(b: FunctionBuilder, e: tree.Expression) -> bool:
    return (
        isinstance(e, tree.LocalName)
        and b.bound_class is not None
        and e.variable is b.bound_class[0]
    )
