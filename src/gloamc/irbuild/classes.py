"""Classes: construction and destruction."""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import Kind
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import (
    calls,
    derived,
    displays,
    enumerations,
    expressions,
    finalisers,
    named_tuples,
)
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.machine_calls import (
    BIG_HEAD,
    BIG_SIZE,
    BYTES_HEAD,
    KIND,
    LENGTH,
    STR_HEAD,
    TUPLE_HEAD,
    TUPLE_ITEMS,
    TUPLE_LENGTH,
)
from gloamc.irbuild.operand import Given, Operand, given
from gloamc.irbuild.program import ClassInstance, ProgramBuilder, Signature
from gloamc.irbuild.representation import is_named_tuple, value_behind

HEADER_SIZE = 8
FREE = "gloam.runtime.heap.free"
DROP = "__drop__"
TRACE = "__trace__"
FINALISE = "__finalise__"
TRACE_TUPLE = "gloam.runtime.tuple.trace"
OS_ERROR = "builtins.OSError"


def is_exception(instance: ClassInstance) -> bool:
    return any(a.type.name == "builtins.BaseException" for a in instance.ancestors())


def construct(
    b: FunctionBuilder,
    instance: ClassInstance,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """A new object of exactly this class, initialised."""
    if instance.definition.is_enum:
        (value,) = map(given, arguments)
        held = value.value
        if isinstance(held, tree.Expression):
            held = expressions.lower(b, held)
        return enumerations.by_value(b, instance, held, span)
    if instance.type.name == OS_ERROR and not b.is_unsafe and len(arguments) > 0:
        return _os_error(b, instance, arguments, span)
    new = b.program.find_method(instance, derived.NEW)
    if new is not None:
        return derived.construct_by_new(b, instance, new, arguments, span)
    if value_behind(instance.type.name):
        return derived.construct(b, instance, arguments, span)
    if instance.definition.named_fields:
        return named_tuples.construct(b, instance, arguments, span)
    if is_unfinished(instance) and not b.is_library:
        _raise_unfinished(b, instance)
    b.program.instantiate(instance)
    name = instance.layout.name
    made = b.emit("new", type=irt.ref(name), attribute=name)
    set_defaults(b, instance, made)
    set_captured(b, instance, made, span)
    found = b.program.find_method(instance, "__init__")
    if found is None:
        return made
    owner, function = found
    if is_exception(instance):
        values = call_exception_new(b, made, arguments)
        if function.module == "gloam.runtime.exceptions":
            call_exception_init(b, made, owner, function, values, span)
            return made
        arguments = values
    signature = b.program.method_signature(owner, function)
    behind = calls.container_behind(b, instance.type, "__init__")
    if behind is not None and instance.type.name not in calls.CONTAINERS:
        held = b.stable(made)
        b.call(signature, arguments_of.bind(b, signature, [], span, held))
        calls.fill_container(b, held, behind, arguments, span)
        return held
    b.call(signature, arguments_of.bind(b, signature, arguments, span, made))
    return made


def _os_error(
    b: FunctionBuilder, instance: ClassInstance, arguments: Sequence[Operand], span: tree.Span
) -> ir.Value:
    """`OSError(errno, text)`: its subclass for the errno."""
    packed, _ = arguments_of.pack(b, [given(a) for a in arguments], span)
    made = b.runtime("gloam.runtime.os_errors.make", packed)
    return b.coerce(made, irt.ref(instance.layout.name))


def set_defaults(b: FunctionBuilder, instance: ClassInstance, made: ir.Value) -> None:
    """Give a new object's attributes the values that their classes' bodies have for them."""
    defaults: dict[str, tree.Expression | None] = {}
    for ancestor in reversed(instance.ancestors()):
        for item in ancestor.definition.fields:
            if _is_parameter(ancestor, item):
                defaults[item.name] = None
            elif item.default is not None:
                defaults[item.name] = item.default
    for field_name, default in defaults.items():
        if default is not None:
            place, kind = field_place(instance, field_name)
            b.emit("set_field", made, expressions.lower_as(b, default, kind), attribute=place)


def set_captured(
    b: FunctionBuilder, instance: ClassInstance, made: ir.Value, span: tree.Span
) -> None:
    """Give a new object of a class in a function the variables of it that its methods use."""
    for variable, name in b.program.captures(instance):
        cell = b.cells.get(id(variable))
        if cell is None:
            b.program.refuse(
                "G117",
                span,
                f"class {instance.definition.name} uses {variable.name} of the function around "
                "it, and is called where that is not known",
                "call the class by its name, or move it to the top level of the module",
            )
            return
        place, _ = field_place(instance, name)
        b.emit("set_field", made, cell, attribute=place)


def _is_parameter(instance: ClassInstance, item: tree.Field) -> bool:
    options = instance.definition.dataclass
    if item.is_init_var:
        return True
    return options is not None and options.init and item.in_init and not item.is_plain


def is_unfinished(instance: ClassInstance) -> bool:
    return instance.definition.is_abstract and bool(abstract_methods(instance))


def abstract_methods(instance: ClassInstance) -> list[str]:
    found: dict[str, bool] = {}
    for ancestor in reversed(instance.ancestors()):
        for name, method in ancestor.definition.methods.items():
            found[name] = method.is_abstract
    return sorted(name for name, is_abstract in found.items() if is_abstract)


def _raise_unfinished(b: FunctionBuilder, instance: ClassInstance) -> None:
    """Through `cls()`: the checker finds only what is written out."""
    missing = abstract_methods(instance)
    plural = "s" if len(missing) > 1 else ""
    what = f"class {instance.definition.name} with abstract method{plural} {', '.join(missing)}"
    b.raise_new("TypeError", f"Can't instantiate abstract {what}")


def call_exception_new(
    b: FunctionBuilder, made: ir.Value, arguments: Sequence[Operand]
) -> list[Operand]:
    """What BaseException.__new__ does: `args` is what the constructor got. Evaluates once."""
    values: list[Operand] = []
    boxed: list[ir.Value] = []
    rest: ir.Value | None = None
    for argument in map(given, arguments):
        value = argument.value
        if argument.kind is tree.ArgumentKind.STAR:
            if isinstance(value, tree.Expression):
                value = displays.to_tuple(b, value)
            value = b.stable(value)
            made_before = displays.tuple_of(b, boxed)
            if rest is not None:
                made_before = b.runtime("gloam.runtime.tuple.__add__", rest, made_before)
            rest = b.stable(b.runtime("gloam.runtime.tuple.__add__", made_before, value))
            boxed = []
        elif argument.kind is tree.ArgumentKind.POSITIONAL:
            if isinstance(value, tree.Expression):
                value = expressions.lower(b, value)
            value = b.stable(value)
            boxed.append(b.coerce(value, irt.OBJ))
        values.append(Given(argument.kind, argument.name, value))
    base = b.program.class_instance(tree.Instance("builtins.BaseException"))
    found = b.program.find_method(base, "__init__")
    assert found is not None
    signature = b.program.method_signature(*found)
    packed = displays.tuple_of(b, boxed)
    if rest is not None:
        packed = b.runtime("gloam.runtime.tuple.__add__", rest, packed)
    b.call(signature, [made, packed])
    return values


def call_exception_init(
    b: FunctionBuilder,
    receiver: ir.Value,
    owner: ClassInstance,
    function: tree.Function,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """Call a builtin exception's __init__: its arguments go in one tuple."""
    signature = b.program.method_signature(owner, function)
    parameters = function.parameters
    is_packed = len(parameters) == 2 and parameters[1].variable.name == "args"
    if is_packed and parameters[1].kind is not tree.ParameterKind.STAR:
        packed, _ = arguments_of.pack(b, [given(a) for a in arguments], span)
        return b.call(signature, [b.coerce(receiver, signature.parameters[0]), packed])
    return b.call(signature, arguments_of.bind(b, signature, arguments, span, receiver))


def field_place(instance: ClassInstance, name: str) -> tuple[str, irt.IRType]:
    """A field as IR names it, by the class whose layout has it, and its type."""
    for ancestor in instance.ancestors():
        for item in ancestor.layout.fields:
            if item.name == name:
                return f"{ancestor.layout.name}.{name}", item.type
    raise InternalError(f"{instance.layout.name} has no field {name}")


# ---------------------------------------------------------------- destruction


def lower_destroy(program: ProgramBuilder, instance: ClassInstance) -> None:
    """`destroy(self)`: run the drop hook, release the fields, free the memory."""
    name = instance.layout.name
    symbol = f"{name}.<destroy>"
    own = ir.Register("self", irt.ref(name), is_parameter=True)
    function = ir.Function(symbol, [own], irt.NONE, is_unsafe=True)
    program.ir.functions[symbol] = function
    instance.layout.destroy = symbol
    signature = Signature(symbol, (own.type,), irt.NONE, None, {})
    span = tree.Span("", 0, 0, 0, 0)
    b = FunctionBuilder(program, signature, function, "gloam.runtime", span)
    found = program.find_method(instance, DROP)
    if found is not None:
        owner, method = found
        b.call(program.method_signature(owner, method), [own])
    finalisers.run_before_death(b, instance, own)
    size = _variable_size(b, own, name)
    if size is None:
        size = b.i64(0)  # set by complete_destroy, when the layout is final
        program.destroyed.append((instance, function))
    address = b.emit("layout.address", own, attribute="0")
    b.call(program.runtime(FREE), [address, size])
    b.end(ir.Return(b.none(), 0))
    _add_hooks(program, instance)


def _add_hooks(program: ProgramBuilder, instance: ClassInstance) -> None:
    """What the collector calls for objects of a class."""
    layout = instance.layout
    if is_named_tuple(layout.name) or layout.name == "builtins.tuple":
        layout.trace = program.runtime(TRACE_TUPLE).symbol
    elif (found := program.find_method(instance, TRACE)) is not None:
        layout.trace = program.method_signature(*found).symbol
    if (found := program.find_method(instance, FINALISE)) is not None:
        layout.finalise = program.method_signature(*found).symbol
    else:
        layout.finalise = finalisers.finalise_hook(program, instance)


def complete_destroy(program: ProgramBuilder) -> None:
    """Release every field, now that the coroutine pass has added those of the frames.

    Before: destroy functions of fixed-size classes free 0 bytes. After: they move each counted
    field out (and so release it) and free the object's size.
    """
    for instance, function in program.destroyed:
        block, at = next(
            (block, at)
            for block in function.blocks
            for at, op in enumerate(block.ops)
            if op.name == "call" and op.attribute == FREE
        )
        free = block.ops[at]
        fields = [(a, f) for a in instance.ancestors() for f in a.layout.fields]
        takes = [
            ir.Op(
                "take_field",
                [function.parameters[0]],
                item.type,
                f"{owner.layout.name}.{item.name}",
            )
            for owner, item in fields
            if item.type.is_counted
        ]
        block.ops[at:at] = takes
        free.arguments[1] = ir.Constant(irt.I64, HEADER_SIZE + 8 * len(fields))


def _variable_size(b: FunctionBuilder, own: ir.Value, name: str) -> ir.Value | None:
    def load(offset: str) -> ir.Value:
        return b.emit("layout.load", own, type=irt.I64, attribute=offset)

    def plus(value: ir.Value, head: int) -> ir.Value:
        return b.emit("raw.add", value, b.i64(head), type=irt.I64)

    if is_named_tuple(name):
        name = "builtins.tuple"
    if value_behind(name) == "builtins.str":
        name = "builtins.str"
    match name:
        case "builtins.str":
            size = b.emit("raw.mul", load(LENGTH), load(KIND), type=irt.I64)
            return plus(size, STR_HEAD)
        case "builtins.bytes":
            return plus(load(LENGTH), BYTES_HEAD)
        case "builtins.int":
            digits = load(BIG_SIZE)
            result = b.temporary(irt.I64)
            b.assign(result, digits)
            negative = b.emit("raw.lt", digits, b.i64(0))
            b.if_then(negative, lambda: b.assign(result, b.emit("raw.neg", digits, type=irt.I64)))
            return plus(b.emit("raw.mul", result, b.i64(8), type=irt.I64), BIG_HEAD)
        case "builtins.float":
            return b.i64(16)
        case "builtins.tuple":
            length = load(TUPLE_LENGTH)
            items = b.emit("layout.address", own, attribute=TUPLE_ITEMS)
            index = b.temporary(irt.I64, "index")
            b.assign(index, b.i64(0))
            head, body, done = b.new_block("head"), b.new_block("body"), b.new_block("done")
            b.start(head)
            b.branch(b.emit("raw.lt", index, length), body, done)
            b.start(body)
            b.emit("ptr.take", items, index, type=irt.OBJ)
            b.assign(index, b.emit("raw.add", index, b.i64(1), type=irt.I64))
            b.goto(head)
            b.start(done)
            return plus(b.emit("raw.mul", length, b.i64(8), type=irt.I64), TUPLE_HEAD)
        case _:
            return None


__all__ = ["Kind", "construct", "lower_destroy"]
