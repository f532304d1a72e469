"""Builtin functions, classes and methods whose call has a shape of its own.

Everything else in builtins is an ordinary call of a function in gloam/runtime.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import Kind
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import (
    attributes,
    calls,
    checks,
    class_objects,
    class_order,
    classes,
    coroutines,
    dict_calls,
    displays,
    dynamic,
    enumerations,
    expressions,
    folds,
    formatting,
    iteration,
    iterators,
    operators,
    records,
    slices,
    text_calls,
)
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Given, Operand, given, named, positional
from gloamc.irbuild.representation import (
    OBJECT,
    is_any,
    is_buffer,
    is_dynamic,
    is_optional,
    represent,
    without_none,
)

Special = Callable[[FunctionBuilder, tree.Call], ir.Value]


def _print(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    texts = _texts_to_print(b, e)
    values = b.stable(_values_to_print(b, e)) if texts is None else b.none()
    sep = _text_option(b, e, "sep", " ")
    end = _text_option(b, e, "end", "\n")
    file = named(e, "file")
    line = None if texts is None else _line(b, texts, sep, end)
    name = file.name if isinstance(file, tree.GlobalName) else ""
    if file is None or isinstance(file, tree.NoneLiteral) or name in ("sys.stdout", "sys.stderr"):
        to_error = b.bool_constant(name == "sys.stderr")
        if line is None:
            b.runtime("gloam.runtime.builtins.print_values", values, sep, end, to_error)
        else:
            b.runtime("gloam.runtime.builtins.print_text", line, to_error)
        return b.none()
    if is_optional(file.type):
        b.program.refuse("G218", file.span, "file= must be surely a file here")
    target = b.stable(expressions.lower(b, file))
    if line is None:
        line = b.stable(b.runtime("gloam.runtime.builtins.text_of_values", values, sep, end))
    calls.call_method(b, target, b.resolve(file.type), "write", [line], file.span)
    return b.none()


def _line(b: FunctionBuilder, texts: list[ir.Value], sep: ir.Value, end: ir.Value) -> ir.Value:
    spaced = [part for text in texts for part in (sep, text)][1:]
    return b.stable(formatting.join(b, [*spaced, end]))


PLAIN_TEXT = frozenset(["builtins.str", "builtins.int", "builtins.float", "builtins.bool"])
"""Classes whose str() neither fails nor runs code of the program."""


def _texts_to_print(b: FunctionBuilder, e: tree.Call) -> list[ir.Value] | None:
    """The texts of print's values, made here; None if a value is not plain."""
    if any(a.kind is tree.ArgumentKind.STAR for a in e.arguments):
        return None
    shown = positional(e)
    for value in shown:
        t = b.resolve(value.type)
        if not isinstance(t, tree.Instance) or t.name not in PLAIN_TEXT:
            return None
    values: list[ir.Value] = []
    for value in shown:
        lowered = expressions.lower(b, value)
        if ir.type_of(lowered).kind is Kind.OBJ:
            lowered = b.coerce(lowered, b.represent(value.type))
        values.append(b.stable(lowered))
    return [
        b.stable(formatting.to_str(b, value, b.resolve(e_.type)))
        for value, e_ in zip(values, shown, strict=True)
    ]


def lower_call(b: FunctionBuilder, special: Special, name: str, e: tree.Call) -> ir.Value:
    """A call of a function or class with a form of its own. min and max of starred arguments are
    those of a tuple; what else does not know these is refused."""
    if any(a.kind is tree.ArgumentKind.STAR for a in e.arguments) and name not in _STARRED:
        if name not in ("builtins.min", "builtins.max"):
            short = name.removeprefix("builtins.")
            b.program.refuse(
                "G206",
                e.span,
                f"a starred argument of {short} is not compiled",
                "pass the arguments one by one",
            )
            return b.none()
        t = tree.Instance("builtins.tuple", (_item_of(b, e),))
        packed = b.as_expression(displays.tuple_display(b, items_of(e)), t, e.span)
        length = b.emit("layout.load", b.register(packed.variable), type=irt.I64, attribute="8")
        few = b.emit("raw.lt", length, b.i64(2))
        message = f"{name.removeprefix('builtins.')} expected at least 2 arguments"
        b.if_then(few, lambda: b.raise_new("TypeError", message))
        rest = [a for a in e.arguments if a.kind is tree.ArgumentKind.NAMED]
        whole = tree.Argument(tree.ArgumentKind.POSITIONAL, "", packed)
        e = tree.Call(e.callee, [whole, *rest], e.type_arguments, span=e.span, type=e.type)
    return special(b, e)


_STARRED = ("builtins.pow", "builtins.print", "builtins.zip", "builtins.range")
"""What looks at starred arguments itself."""


def _item_of(b: FunctionBuilder, e: tree.Call) -> tree.Type:
    found: list[tree.Type] = []
    for argument in e.arguments:
        t: tree.Type | None = argument.value.type
        if argument.kind is tree.ArgumentKind.STAR:
            t = iteration.item_type(b, argument.value.type)
        if argument.kind is not tree.ArgumentKind.NAMED:
            found.append(t or OBJECT)
    distinct = list(dict.fromkeys(found))
    return distinct[0] if len(distinct) == 1 else tree.UnionType(tuple(distinct))


def _values_to_print(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    return displays.tuple_display(b, items_of(e))


def items_of(e: tree.Call) -> list[tree.Expression]:
    """The positional arguments, starred ones too, as the items of a display."""
    items: list[tree.Expression] = []
    for argument in e.arguments:
        if argument.kind is tree.ArgumentKind.POSITIONAL:
            items.append(argument.value)
        elif argument.kind is tree.ArgumentKind.STAR:
            value = argument.value
            items.append(tree.Starred(span=value.span, type=value.type, value=value))
    return items


def _text_option(b: FunctionBuilder, e: tree.Call, name: str, default: str) -> ir.Value:
    given = named(e, name)
    if given is None or isinstance(given, tree.NoneLiteral):
        return b.string(default)
    if is_optional(given.type):
        b.program.refuse("G218", given.span, f"{name}= must be a str here")
    return b.stable(expressions.lower_as(b, given, irt.STR))


def _len(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    argument = e.arguments[0].value
    t = without_none(b.resolve(argument.type))
    enum = enumerations.class_behind(b, t)
    if enum is not None:
        items = enumerations.members(b, enum)
        size = calls.call_method(b, items, enumerations.TUPLE, "__len__", [], e.span)
        return b.coerce(size, irt.INT)
    value = b.stable(expressions.lower(b, argument))
    if isinstance(t, tree.UnionType) or represent(t).kind is Kind.OBJ:
        return b.coerce(b.runtime("gloam.runtime.object.length", value), irt.INT)
    return b.coerce(operators.length(b, value, t, e.span), irt.INT)


def _repr(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    argument = e.arguments[0].value
    value = expressions.lower(b, argument)
    return formatting.to_repr(b, value, b.resolve(argument.type))


def _str(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    if not e.arguments:
        return b.string("")
    argument = e.arguments[0].value
    if len(e.arguments) > 1:
        value = expressions.lower(b, argument)
        rest = e.arguments[1:]
        return calls.call_method(b, value, tree.Instance("builtins.bytes"), "decode", rest, e.span)
    value = expressions.lower(b, argument)
    return formatting.to_str(b, value, b.resolve(argument.type))


def _int(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    if not e.arguments:
        return b.int_constant(0)
    argument = e.arguments[0].value
    value = expressions.lower(b, argument)
    t = b.resolve(argument.type)
    kind = ir.type_of(value)
    match kind.kind:
        case Kind.INT:
            plain = b.emit("int.add", value, b.int_constant(0))
            return plain
        case Kind.BOOL:
            return b.emit("bool.to_int", value)
        case Kind.FLOAT:
            return operators.float_runtime(b, "to_int", value)
        case Kind.REF if kind in _PARSERS:
            base: ir.Value = b.int_constant(10)
            if len(e.arguments) > 1:
                value = b.stable(value)
                base = expressions.lower(b, e.arguments[1].value)
            return b.runtime(f"gloam.runtime.int_text.{_PARSERS[kind]}", value, base)
        case _ if kind.is_raw:
            return b.emit("int.from_raw", value)
        case _:
            if calls.has_method(b, t, "__int__"):
                return calls.call_method(b, value, t, "__int__", [], e.span)
            if calls.has_method(b, t, "__index__"):
                return calls.call_method(b, value, t, "__index__", [], e.span)
            if len(e.arguments) == 1 and _may_be_any(t) and b.program.defines("__int__"):
                return _number_of(b, value, "int", irt.INT, e.span)
            if len(e.arguments) == 1 and (kind.kind is Kind.OBJ or kind.kind is Kind.REF):
                return b.runtime("gloam.runtime.object.to_int", value)
            b.program.refuse("G219", e.span, "int() of this type is not supported yet")
            return b.int_constant(0)


_PARSERS = {irt.STR: "parse", irt.BYTES: "parse_bytes"}


def _float(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    if not e.arguments:
        return ir.Constant(irt.FLOAT, 0.0)
    argument = e.arguments[0].value
    value = expressions.lower(b, argument)
    t = b.resolve(argument.type)
    kind = ir.type_of(value)
    match kind.kind:
        case Kind.FLOAT | Kind.INT | Kind.BOOL:
            return b.to_float(value)
        case Kind.REF if kind in _PARSERS:
            return b.runtime(f"gloam.runtime.float_parse.{_PARSERS[kind]}", value)
        case _ if kind.is_raw:
            return b.emit("float.from_raw", value)
        case _ if calls.has_method(b, t, "__float__"):
            return calls.call_method(b, value, t, "__float__", [], e.span)
        case Kind.OBJ | Kind.REF if _may_be_any(t) and b.program.defines("__float__"):
            return _number_of(b, value, "float", irt.FLOAT, e.span)
        case Kind.OBJ | Kind.REF:
            return b.runtime("gloam.runtime.object.to_float", value)
        case _:
            b.program.refuse("G219", e.span, "float() of this type is not supported yet")
            return ir.Constant(irt.FLOAT, 0.0)


def _may_be_any(t: tree.Type) -> bool:
    """Whether only the object itself says what it answers to."""
    return is_dynamic(t) or isinstance(t, tree.UnionType)


def _number_of(
    b: FunctionBuilder, value: ir.Value, name: str, kind: irt.IRType, span: tree.Span
) -> ir.Value:
    """int() or float() of an object of any class, some of which have the method for it."""
    value = b.stable(b.coerce(value, irt.OBJ))
    result = b.temporary(kind, name)
    plain, other, done = b.new_block("plain"), b.new_block("object"), b.new_block("done")
    b.branch(b.runtime("gloam.runtime.object.is_value", value), plain, other)
    b.start(plain)
    b.assign(result, b.runtime(f"gloam.runtime.object.to_{name}", value))
    b.goto(done)
    b.enter(other)
    made = dynamic.call_method(b, value, f"__{name}__", [], span)
    b.assign(result, checks.convert(b, made, tree.Instance(f"builtins.{name}")))
    b.start(done)
    return result


def _bool(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    if not e.arguments:
        return b.bool_constant(False)
    return expressions.condition(b, e.arguments[0].value)


def _bytes(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    if not e.arguments:
        return ir.Constant(irt.BYTES, b"")
    argument = e.arguments[0].value
    t = without_none(b.resolve(argument.type))
    name = getattr(t, "name", "")
    if name == "builtins.bytes":
        return expressions.lower(b, argument)
    if name == "builtins.str":
        value = expressions.lower(b, argument)
        return calls.call_method(b, value, t, "encode", e.arguments[1:], e.span)
    if represent(t).kind in (Kind.INT, Kind.BOOL) or represent(t).is_raw:
        return b.runtime("gloam.runtime.bytes.zeros", expressions.lower(b, argument))
    if is_buffer(t):
        return b.runtime("gloam.runtime.bytearray.content", expressions.lower(b, argument))
    if is_any(t):
        return b.runtime("gloam.runtime.dynamic.to_bytes", expressions.lower(b, argument))
    if isinstance(argument, tree.ListDisplay) and _are_ints(b, argument.items):
        return _bytes_display(b, argument.items)
    items = displays.list_of(b, argument, tree.Instance("builtins.int"))
    return b.runtime("gloam.runtime.bytes.from_list", items)


def _are_ints(b: FunctionBuilder, items: Sequence[tree.Expression]) -> bool:
    return all(
        not isinstance(item, tree.Starred) and b.represent(item.type).kind is Kind.INT
        for item in items
    )


def _bytes_display(b: FunctionBuilder, items: Sequence[tree.Expression]) -> ir.Value:
    """`bytes([a, b, c])` without a list. All items are evaluated before the first is looked at."""
    values = [b.stable(expressions.lower(b, item)) for item in items]
    made = b.stable(b.runtime("gloam.runtime.bytes.start", b.i64(len(items))))
    for index, value in enumerate(values):
        b.runtime("gloam.runtime.bytes.fill", made, b.i64(index), value)
    return made


def _list(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    t = b.resolve(e.type)
    assert isinstance(t, tree.Instance)
    if not e.arguments:
        return classes.construct(b, b.program.class_instance(t), [], e.span)
    return displays.list_of(b, e.arguments[0].value, t.arguments[0])


def _bytearray(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    if not e.arguments:
        return b.runtime("gloam.runtime.bytearray.make", ir.Constant(irt.BYTES, b""))
    argument = e.arguments[0].value
    value = expressions.lower(b, argument)
    t = without_none(b.resolve(argument.type))
    if t == tree.Instance("builtins.str"):
        value = calls.call_method(b, value, t, "encode", e.arguments[1:], e.span)
    return b.runtime("gloam.runtime.bytearray.make", value)


def _memoryview(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    return b.runtime("gloam.runtime.memoryview.make", expressions.lower(b, e.arguments[0].value))


def _set(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    if not e.arguments:
        return displays.new_container(b, e.type)[0]
    return b.runtime("gloam.runtime.set.new_set", expressions.lower(b, e.arguments[0].value))


def _frozenset(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    if not e.arguments:
        return displays.new_container(b, e.type)[0]
    return b.runtime("gloam.runtime.set.new_frozenset", expressions.lower(b, e.arguments[0].value))


def _tuple(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    if not e.arguments:
        return displays.tuple_of(b, [])
    return displays.to_tuple(b, e.arguments[0].value)


def _object(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    instance = b.program.class_instance(tree.Instance("builtins.object"))
    return b.coerce(classes.construct(b, instance, [], e.span), irt.OBJ)


def _hash(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    value = expressions.lower(b, e.arguments[0].value)
    return b.coerce(b.runtime("gloam.runtime.object.hash", value), irt.INT)


def _abs(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    argument = e.arguments[0].value
    value = expressions.lower(b, argument)
    kind = ir.type_of(value)
    if kind.kind is Kind.FLOAT:
        return operators.float_op(b, "float.abs", value)
    if kind.kind in (Kind.INT, Kind.BOOL):
        return b.runtime("gloam.runtime.int.abs", operators.as_int(b, value))
    if kind.kind is Kind.OBJ:
        value = b.stable(value)
        number = expressions.is_instance(b, value, ["builtins.int", "builtins.float"])
        result = b.temporary(irt.OBJ, "absolute")
        plain, other, done = b.new_block("number"), b.new_block("other"), b.new_block("absolute")
        b.branch(number, plain, other)
        b.start(plain)
        b.assign(result, b.runtime("gloam.runtime.object.absolute", value))
        b.goto(done)
        b.enter(other)
        b.assign(result, calls.call_method(b, value, tree.AnyType(), "__abs__", [], e.span))
        b.start(done)
        return b.coerce(result, b.represent(e.type))
    return calls.call_method(b, value, b.resolve(argument.type), "__abs__", [], e.span)


def _id(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    value = b.coerce(expressions.lower(b, e.arguments[0].value), irt.OBJ)
    address = b.emit("machine", value, type=irt.U64, attribute="address_of")
    return b.emit("int.from_raw", address)


def _sorted(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    t = b.resolve(e.type)
    assert isinstance(t, tree.Instance)
    made = b.stable(displays.list_of(b, positional(e)[0], t.arguments[0]))
    rest = [a for a in e.arguments if a.kind is tree.ArgumentKind.NAMED]
    calls.call_method(b, made, t, "sort", rest, e.span)
    return made


def _divmod(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    left = b.stable(expressions.lower(b, e.arguments[0].value))
    right = b.stable(expressions.lower(b, e.arguments[1].value))
    types = [b.resolve(a.value.type) for a in e.arguments]
    kinds = {ir.type_of(value).kind for value in (left, right)}
    if Kind.FLOAT in kinds and kinds <= {Kind.FLOAT, Kind.INT, Kind.BOOL}:
        operators.forbid_zero(b, left, right, "float divmod()")
    pair = [
        b.stable(b.coerce(operators.operate(b, o, left, right, types[0], types[1], e), irt.OBJ))
        for o in ("//", "%")
    ]
    return displays.tuple_of(b, pair)


def _round(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    value = b.stable(expressions.lower(b, e.arguments[0].value))
    kind = ir.type_of(value)
    module = "float" if kind.kind is Kind.FLOAT else "int"
    if kind.kind is Kind.OBJ:
        if len(e.arguments) == 1:
            return b.runtime("gloam.runtime.dynamic.rounded", value)
        places = expressions.lower(b, e.arguments[1].value)
        return b.runtime("gloam.runtime.dynamic.rounded_to", value, places)
    if kind.kind not in (Kind.FLOAT, Kind.INT, Kind.BOOL):
        b.program.refuse("G219", e.span, "round() of this type is not supported yet")
        return b.int_constant(0)
    if module == "int":
        value = operators.as_int(b, value)
    if len(e.arguments) == 1:
        if module == "int":
            return b.emit("int.add", value, b.int_constant(0))
        return operators.float_runtime(b, "round_to_int", value)
    digits = expressions.lower(b, e.arguments[1].value)
    if module == "float":
        return operators.float_runtime(b, "round", value, digits)
    return b.runtime("gloam.runtime.int.round", value, digits)


def _sleep(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """asyncio.sleep: without a result it is a coroutine of its own."""
    name = "asyncio.tasks.pause" if len(e.arguments) == 1 else "asyncio.tasks.sleep"
    return calls.call_function(b, name, e)


def _step(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """gloam.runtime.coroutine.step(coroutine, injected)."""
    frame = b.stable(expressions.lower(b, e.arguments[0].value))
    injected = e.arguments[1].value
    if not isinstance(injected, tree.NoneLiteral):
        value = b.coerce(expressions.lower(b, injected), irt.REF)
        coroutines.ensure_injected(b)
        b.emit("set_global", value, attribute=coroutines.INJECTED)
    return coroutines.step(b, frame)


def _returned(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """gloam.runtime.coroutine.returned(coroutine)."""
    frame = b.coerce(expressions.lower(b, e.arguments[0].value), irt.REF)
    value = b.emit("take_field", frame, type=irt.OBJ, attribute=f"{coroutines.FRAME}.result")
    return b.coerce(value, represent(b.resolve(e.type)))


def _assert_never(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    value = expressions.lower(b, e.arguments[0].value)
    b.runtime("gloam.runtime.raising.raise_unexpected", value)
    b.end(ir.Unreachable(b.line))
    return b.none()


def _replace(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """dataclasses.replace: a new object with some fields changed."""
    subject = e.arguments[0].value
    t = b.resolve(subject.type)
    definition = b.program.find_class(t.name) if isinstance(t, tree.Instance) else None
    if not isinstance(t, tree.Instance) or definition is None or definition.dataclass is None:
        b.program.refuse("G219", e.span, "replace() takes an object of a dataclass")
        return b.none()
    instance = b.program.class_instance(t)
    found = b.program.find_method(instance, "__init__")
    if found is None or b.program.has_subclass(instance):
        b.program.refuse(
            "G219", e.span, "replace() of a dataclass with subclasses is not supported yet"
        )
        return b.none()
    held = b.stable(expressions.lower(b, subject))
    changed = {a.name: Given(a.kind, a.name, a.value) for a in e.arguments[1:]}
    evaluated = {}
    for name, argument in changed.items():
        assert isinstance(argument.value, tree.Expression)
        _, kind = classes.field_place(instance, name)
        value = b.stable(expressions.lower_as(b, argument.value, kind))
        evaluated[name] = Given(argument.kind, name, value)
    for parameter in found[1].parameters[1:]:
        name = parameter.variable.name
        if name not in evaluated:
            value = b.stable(attributes.read_field(b, held, t, name, e.span))
            evaluated[name] = Given(tree.ArgumentKind.NAMED, name, value)
    return classes.construct(b, instance, list(evaluated.values()), e.span)


def _callable(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    value = b.coerce(expressions.lower(b, e.arguments[0].value), irt.OBJ)
    return dynamic.is_callable(b, value)


def _pow(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """With two arguments it is the operator `**`."""
    if any(a.kind is tree.ArgumentKind.STAR for a in e.arguments):
        return calls.call_function(b, "gloam.runtime.builtins.pow", e)
    names = ("base", "exp", "mod")
    values = [a.value for a in e.arguments if a.kind is tree.ArgumentKind.POSITIONAL]
    for name in names[len(values) :]:
        value = named(e, name)
        if value is not None:
            values.append(value)
    if len(values) == 3 and not isinstance(values[2], tree.NoneLiteral):
        lowered = [b.stable(b.coerce(expressions.lower(b, v), irt.INT)) for v in values]
        return b.runtime("gloam.runtime.builtins.pow", *lowered)
    if len(values) < 2:  # called as a value
        b.raise_new("TypeError", "pow() missing required argument 'exp' (pos 2)")
        return b.none()
    left, right = values[:2]
    return operators.binary(b, tree.BinaryOperation("**", left, right, span=e.span, type=e.type))


def _issubclass(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    values = [b.stable(b.coerce(expressions.lower(b, a.value), irt.OBJ)) for a in e.arguments]
    return b.runtime("gloam.runtime.function.is_subclass", *values)


FUNCTIONS: dict[str, Special] = {
    "asyncio.tasks.sleep": _sleep,
    "dataclasses.replace": _replace,
    "dataclasses.asdict": lambda b, e: calls.call_function(b, f"{records.VALUES}.asdict", e),
    "dataclasses.astuple": lambda b, e: calls.call_function(b, f"{records.VALUES}.astuple", e),
    "dataclasses.fields": lambda b, e: records.fields(b, e),
    "dataclasses.is_dataclass": lambda b, e: records.is_dataclass(b, e),
    "gloam.runtime.coroutine.step": _step,
    "gloam.runtime.coroutine.returned": _returned,
    "builtins.str.maketrans": text_calls.make_table,
    "builtins.bytes.maketrans": text_calls.make_octet_table,
    "builtins.print": _print,
    "builtins.len": _len,
    "builtins.repr": _repr,
    "builtins.callable": _callable,
    "builtins.pow": _pow,
    "builtins.issubclass": _issubclass,
    "gloam.runtime.function.class_order": lambda b, e: class_order.order_of(b, e),
    "builtins.min": folds.extreme("<"),
    "builtins.max": folds.extreme(">"),
    "builtins.sum": folds.sum_of,
    "math.total.prod": folds.product_of,
    "builtins.any": folds.any_all(True),
    "builtins.all": folds.any_all(False),
    "builtins.hash": _hash,
    "builtins.abs": _abs,
    "builtins.id": _id,
    "builtins.sorted": _sorted,
    "builtins.divmod": _divmod,
    "builtins.round": _round,
    "typing.assert_never": _assert_never,
    "typing_extensions.assert_never": _assert_never,
    "builtins.iter": iterators.iter_of,
    "builtins.next": iterators.next_of,
    "builtins.aiter": iterators.aiter_of,
    "builtins.anext": iterators.anext_of,
}

CONSTRUCTORS: dict[str, Special] = {
    "builtins.str": _str,
    "builtins.int": _int,
    "builtins.float": _float,
    "builtins.bool": _bool,
    "builtins.bytes": _bytes,
    "builtins.list": _list,
    "builtins.dict": dict_calls.construct,
    "builtins.tuple": _tuple,
    "builtins.bytearray": _bytearray,
    "builtins.memoryview": _memoryview,
    "builtins.set": _set,
    "builtins.frozenset": _frozenset,
    "builtins.object": _object,
    "builtins.type": lambda b, e: class_objects.type_of(b, e),
    "builtins.range": iterators.range_of,
    "builtins.slice": lambda b, e: slices.construct(b, e),
    "builtins.enumerate": iterators.enumerate_of,
    "builtins.zip": iterators.zip_of,
    "builtins.map": iterators.map_of,
    "builtins.filter": iterators.filter_of,
    "builtins.reversed": iterators.reversed_of,
}


def _from_hex(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    value = expressions.lower(b, e.arguments[0].value)
    return b.runtime("gloam.runtime.bytearray.fromhex", value)


CLASS_METHODS: dict[tuple[str, str], Special] = {
    ("builtins.dict", "fromkeys"): dict_calls.from_keys,
    ("builtins.bytearray", "fromhex"): _from_hex,
}


def print_given(b: FunctionBuilder, _: Sequence[ir.Value], arguments: list[Given]) -> ir.Value:
    """`print` that was a value, called with objects."""
    values, names = arguments_of.pack(b, arguments, b.span)
    b.runtime("gloam.runtime.builtins.print_named", values, names)
    return b.none()


def call_as_value(
    b: FunctionBuilder, name: str, t: tree.Type, given: Sequence[Given], span: tree.Span
) -> ir.Value:
    """A builtin function or class that was a value is called with objects."""
    if name in _OF_OBJECTS and len(given) == 1:
        value = given[0].value
        assert not isinstance(value, tree.Expression)
        return b.runtime(_OF_OBJECTS[name], value)
    lower = CONSTRUCTORS.get(name) or FUNCTIONS.get(name)
    if lower is None or any(a.kind is not tree.ArgumentKind.POSITIONAL for a in given):
        short = name.removeprefix("builtins.")
        b.program.refuse("G204", span, f"{short} can't be called as a value")
        return b.none()
    if name in _WITH_ARGUMENTS and not given:
        b.raise_new("TypeError", f"{name.removeprefix('builtins.')} expected an argument, got 0")
        return b.none()
    known: tree.Type = tree.AnyType() if name in _OF_ITEMS else OBJECT
    if name == "builtins.sorted" and not isinstance(t, tree.Instance):
        t = tree.Instance("builtins.list", (tree.AnyType(),))
    arguments = [
        tree.Argument(a.kind, "", b.as_expression(a.value, known, span))
        for a in given
        if not isinstance(a.value, tree.Expression)
    ]
    callee = tree.ClassName(span=span, type=tree.ClassObjectType(t), name=name)
    return lower(b, tree.Call(span=span, type=t, callee=callee, arguments=arguments))


_WITH_ARGUMENTS = frozenset(
    f"builtins.{name}"
    for name in ("type", "range", "memoryview", "enumerate", "map", "filter", "reversed")
)
_OF_ITEMS = frozenset(
    f"builtins.{name}"
    for name in (
        "list", "dict", "tuple", "bytes", "set", "frozenset", "bytearray", "sorted", "sum", "min",
        "max", "any", "all", "pow",
    )
)  # fmt: skip
"""What looks at the items of its argument."""

_OF_OBJECTS = {
    "builtins.len": "gloam.runtime.object.length",
    "builtins.abs": "gloam.runtime.object.absolute",
    "builtins.int": "gloam.runtime.object.to_int",
    "builtins.float": "gloam.runtime.object.to_float",
}
"""What computes the result from an object of unknown class."""


Method = Callable[
    [
        FunctionBuilder,
        ir.Value,
        tree.Type,
        Sequence[Operand],
        tree.Span,
    ],
    ir.Value,
]


def _looked_into(
    b: FunctionBuilder, value: tree.Expression | ir.Value, span: tree.Span
) -> tree.Expression | ir.Value:
    """The argument of a method that was a value: an object of which nothing is known."""
    if not isinstance(value, tree.Expression) and ir.type_of(value).kind is Kind.OBJ:
        return b.as_expression(value, tree.AnyType(), span)
    return value


def _join(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Type,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """`sep.join(iterable)`: anything that is no list becomes one first."""
    module = calls.value_module(t)
    value = _looked_into(b, given(arguments[0]).value, span)
    if isinstance(value, tree.Expression):
        element = tree.Instance(f"builtins.{module}")
        source = without_none(b.resolve(value.type))
        found = iteration.item_type(b, value.type)
        if module == "bytes" and (found is None or is_buffer(found)):
            parts = displays.list_of(b, value, tree.Instance("builtins.object"))
            return b.runtime("gloam.runtime.bytearray.join", receiver, parts)
        wanted = b.resolve(tree.Instance("builtins.list", (element,)))
        if source == wanted:
            items = expressions.lower(b, value)
        else:
            items = displays.list_of(b, value, element)
    else:
        items = value
    return b.runtime(f"gloam.runtime.{module}.join", receiver, items)


def _extend(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Type,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    value = _looked_into(b, given(arguments[0]).value, span)
    assert isinstance(t, tree.Instance)
    if isinstance(value, tree.Expression):
        if without_none(b.resolve(value.type)) != t:
            displays.append_all(b, receiver, t, value)
            return b.none()
        items = expressions.lower(b, value)
    else:
        items = value
    instance = b.program.class_instance(t)
    found = b.program.find_method(instance, "extend")
    assert found is not None
    signature = b.program.method_signature(*found)
    return b.call(
        signature,
        [b.coerce(v, k) for v, k in zip([receiver, items], signature.parameters, strict=True)],
    )


METHODS: dict[tuple[str, str], Method] = {
    ("builtins.str", "format"): text_calls.format_method,
    ("builtins.str", "format_map"): text_calls.format_map,
    ("builtins.str", "translate"): text_calls.translate,
    ("builtins.bytes", "translate"): text_calls.translate,
    ("builtins.str", "join"): _join,
    ("builtins.bytes", "join"): _join,
    ("builtins.list", "extend"): _extend,
    ("builtins.list", "__iadd__"): _extend,
    ("builtins.dict", "update"): dict_calls.update,
    ("builtins.dict", "__ior__"): dict_calls.update_in_place,
}
