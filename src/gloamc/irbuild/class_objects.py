"""Classes as values: class methods, construction through a class value, `type(x)`, class names.

A class method is compiled once for each class that it is called on, so that in it `cls` is known.
Where a class is known only while the program runs, its object is compared with those of the
classes that it can be.
"""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import IRType, Kind
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import (
    attributes,
    builtin_calls,
    calls,
    checks,
    classes,
    closures,
    dynamic,
    enumerations,
    expressions,
    machine_calls,
)
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.machine_calls import TUPLE_LENGTH
from gloamc.irbuild.operand import Given, Operand
from gloamc.irbuild.program import ClassInstance, Signature
from gloamc.irbuild.representation import (
    ABSTRACT,
    FRAME_TYPES,
    FUNCTION,
    OBJECT,
    canonical,
    represent,
    value_behind,
    without_none,
)

CLASS_OF = "<class of>"
CLASS_OF_EXCEPTION = "<class of exception>"


def static_class(b: FunctionBuilder, e: tree.Expression) -> ClassInstance | None:
    """The class that an expression is sure to be."""
    match e:
        case tree.LocalName(variable=variable) if b.bound_class is not None:
            known, instance = b.bound_class
            return instance if variable is known else None
        case tree.ClassName(name=name):
            definition = b.program.find_class(canonical(name))
            if definition is None or definition.type_variables:
                return None
            return b.program.class_instance(tree.Instance(canonical(name)))
    return None


def positional_range(b: FunctionBuilder, instance: ClassInstance) -> tuple[int, int]:
    """How many positional arguments a construction may have."""
    if instance.type.name in builtin_calls.CONSTRUCTORS:
        return 0, 1
    if instance.definition.is_enum:
        return 1, 1
    if fields := instance.definition.named_fields:
        return sum(item.default is None for item in fields), len(fields)
    found = b.program.find_method(instance, "__init__")
    new = b.program.find_method(instance, "__new__")
    if new is not None and (found is None or b.program.is_unsafe(found[0].definition.module)):
        return closures.positional_range(new[1].parameters[1:])
    if found is None:
        return (0, 1) if value_behind(instance.type.name) else (0, 0)
    if classes.is_exception(instance) and found[0].definition.module.startswith("gloam.runtime"):
        return 0, closures.PARAMETERS_MAX
    return closures.positional_range(found[1].parameters[1:])


def enter(
    b: FunctionBuilder, instance: ClassInstance, given: list[Given], span: tree.Span
) -> ir.Value:
    """Construct an object of a class that was a value."""
    name = instance.type.name
    if name in builtin_calls.CONSTRUCTORS:
        if given and given[0].kind is tree.ArgumentKind.STAR:
            return _construct_builtin(b, instance, given, span)
        return builtin_calls.call_as_value(b, name, instance.type, given, span)
    if instance.definition.is_enum and given[0].kind is not tree.ArgumentKind.POSITIONAL:
        b.raise_new("TypeError", f"{instance.definition.name} takes the value of a member")
        return ir.Constant(irt.OBJ, None)
    return classes.construct(b, instance, given, span)


def _construct_builtin(
    b: FunctionBuilder, instance: ClassInstance, packed: list[Given], span: tree.Span
) -> ir.Value:
    """A builtin class that is a value called with starred arguments: with none, or one."""
    name, items = instance.type.name, packed[0].value
    assert not isinstance(items, tree.Expression)
    result = b.temporary(irt.OBJ, "made")
    length = b.emit("layout.load", items, type=irt.I64, attribute=TUPLE_LENGTH)
    empty, other, done = b.new_block("empty"), b.new_block("other"), b.new_block("made")
    b.branch(b.emit("raw.eq", length, b.i64(0)), empty, other)
    b.start(empty)
    made = builtin_calls.call_as_value(b, name, instance.type, [], span)
    b.assign(result, b.coerce(made, irt.OBJ))
    b.goto(done)
    b.enter(other)
    passed = closures.spread(b, packed, 1, instance.definition.name)
    made = builtin_calls.call_as_value(b, name, instance.type, passed, span)
    if b.block.terminator is None:
        b.assign(result, b.coerce(made, irt.OBJ))
    b.start(done)
    return result


def is_class_value(b: FunctionBuilder, callee: tree.Expression) -> bool:
    """Whether a callee is a class that is known only while the program runs."""
    if isinstance(callee, tree.ClassName | tree.FunctionName | tree.SuperMethod):
        return False
    if isinstance(callee, tree.Attribute) and callee.kind is tree.AttributeKind.METHOD:
        return False
    t = without_none(b.resolve(_declared(callee)))
    return isinstance(t, tree.ClassObjectType) and not isinstance(t.instance, tree.AnyType)


def _declared(callee: tree.Expression) -> tree.Type:
    """The type of what is called: that of a callee says what it makes here."""
    match callee:
        case tree.LocalName(variable=variable):
            return variable.type
        case tree.GlobalName(declared=declared) | tree.Attribute(declared=declared):
            return declared
    return callee.type


_STARRED = (tree.ArgumentKind.STAR, tree.ArgumentKind.DOUBLE_STAR)


def construct(b: FunctionBuilder, callee: tree.Expression, e: tree.Call) -> ir.Value:
    """An object of a class that is known only while the program runs."""
    t = without_none(b.resolve(callee.type))
    assert isinstance(t, tree.ClassObjectType)
    value = b.stable(expressions.lower(b, callee))
    if any(a.kind in _STARRED for a in e.arguments):
        return checks.convert(b, dynamic.call_value(b, value, e.arguments, e.span), e.type)
    given = [Given(a.kind, a.name, _evaluated(b, a)) for a in e.arguments]
    kind = b.represent(e.type)
    result = b.temporary(kind, "made")

    def use(instance: ClassInstance) -> None:
        made = enter(b, instance, given, e.span)
        b.assign(result, b.coerce(made, result.type))

    _by_class(b, value, t, e.span, use)
    return result


# ---------------------------------------------------------------- methods


def call_by_name(
    b: FunctionBuilder, callee: tree.Attribute, class_name: str, e: tree.Call
) -> ir.Value:
    """`C.static(x)`, `C.class_method(x)`, `C.method(obj, x)`."""
    instance = _named_class(b, class_name, e)
    found = b.program.find_method(instance, callee.name)
    if found is None:
        b.program.refuse("G208", e.span, f"gloam has no {class_name}.{callee.name} yet")
        return b.none()
    owner, function = found
    if function.kind is tree.FunctionKind.CLASS:
        return call_found(b, instance, owner, function, e.arguments, e.span, e)
    signature = b.program.method_signature(owner, function)
    if function.kind is tree.FunctionKind.STATIC:
        return b.call(signature, arguments_of.bind(b, signature, e.arguments, e.span))
    receiver = b.stable(expressions.lower(b, e.arguments[0].value))
    values = arguments_of.bind(b, signature, e.arguments[1:], e.span, receiver)
    return b.call(signature, values)


def _named_class(b: FunctionBuilder, class_name: str, e: tree.Call) -> ClassInstance:
    """The class behind a name; for a generic one the call's result says with which arguments."""
    definition = b.program.find_class(class_name)
    made = without_none(b.resolve(e.type))
    if definition is not None and definition.type_variables:
        if isinstance(made, tree.Instance) and made.name == canonical(class_name):
            return b.program.class_instance(made)
        b.program.refuse(
            "G215",
            e.span,
            f"a method of the generic class {definition.name} is called on the class",
            "call it on an object, or write a function",
        )
    return b.program.class_instance(tree.Instance(canonical(class_name)))


def call_found(
    b: FunctionBuilder,
    bound: ClassInstance,
    owner: ClassInstance,
    function: tree.Function,
    arguments: Sequence[Operand],
    span: tree.Span,
    call: tree.Call | None,
) -> ir.Value:
    """A class method, called on a class that is known."""
    environment = calls.infer_environment(b, function, arguments, call, dict(owner.environment))
    signature = b.program.class_method_signature(owner, function, bound, environment)
    receiver = closures.class_object(b, bound)
    return b.call(signature, arguments_of.bind(b, signature, arguments, span, receiver))


def call_method(b: FunctionBuilder, callee: tree.Attribute, e: tree.Call) -> ir.Value:
    """`cls.method(...)`, and a method of a class that is known only while the program runs."""
    known = static_class(b, callee.object)
    if known is not None:
        return _call_on(b, known, callee.name, e.arguments, e)
    t = without_none(b.resolve(callee.object.type))
    assert isinstance(t, tree.ClassObjectType)
    value = b.stable(expressions.lower(b, callee.object))
    given = [Given(a.kind, a.name, _evaluated(b, a)) for a in e.arguments]
    kind = b.represent(e.type)
    result = b.temporary(irt.OBJ if kind.kind is Kind.NONE else kind, "called")

    def use(instance: ClassInstance) -> None:
        made = _call_on(b, instance, callee.name, given, e)
        b.assign(result, b.coerce(made, result.type))

    _by_class(b, value, t, e.span, use)
    return result


def bound_method(b: FunctionBuilder, e: tree.Attribute) -> ir.Value:
    """`C.class_method` as a value."""
    instance = static_class(b, e.object)
    found = b.program.find_method(instance, e.name) if instance is not None else None
    if instance is None or found is None:
        b.program.refuse("G215", e.span, f"method {e.name} of this class can't be a value yet")
        return b.none()
    owner, function = found

    def call(inner: FunctionBuilder, _: Sequence[ir.Value], given: list[Given]) -> ir.Value:
        return call_found(inner, instance, owner, function, given, e.span, None)

    least, most = closures.positional_range(function.parameters[1:])
    name = f"{instance.layout.name}.{e.name}.<bound>"
    return closures.callable_object(b, name, [], closures.Entry(call, least, most))


def _evaluated(b: FunctionBuilder, argument: tree.Argument) -> tree.Expression | ir.Value:
    if argument.kind in (tree.ArgumentKind.POSITIONAL, tree.ArgumentKind.NAMED):
        return b.stable(expressions.lower(b, argument.value))
    b.program.refuse("G206", argument.value.span, "a starred argument of a method of a class value")
    return b.none()


def _call_on(
    b: FunctionBuilder,
    instance: ClassInstance,
    name: str,
    arguments: Sequence[Operand],
    e: tree.Call,
) -> ir.Value:
    found = b.program.find_method(instance, name)
    if found is None or found[1].kind not in (tree.FunctionKind.CLASS, tree.FunctionKind.STATIC):
        b.program.refuse("G208", e.span, f"method {name} can't be called on a class value yet")
        return b.none()
    owner, function = found
    if function.kind is tree.FunctionKind.CLASS:
        return call_found(b, instance, owner, function, arguments, e.span, e)
    signature = b.program.method_signature(owner, function)
    return b.call(signature, arguments_of.bind(b, signature, arguments, e.span))


def _by_class(
    b: FunctionBuilder,
    value: ir.Value,
    t: tree.ClassObjectType,
    span: tree.Span,
    use: object,
) -> None:
    """Go on with the class that a class value is: a test for each that it can be."""
    assert callable(use)
    done = b.new_block("known")
    for instance in _candidates(b, t, span):
        place = closures.class_place(b, instance)
        here, after = b.new_block("class"), b.new_block("class")
        is_it = b.emit("same", value, b.emit("get_global", type=irt.REF, attribute=place))
        b.branch(is_it, here, after)
        b.start(here)
        use(instance)
        b.goto(done)
        b.start(after)
    b.runtime("gloam.runtime.raising.raise_wrong_class", b.coerce(value, irt.OBJ))
    b.end(ir.Unreachable(b.line))
    b.enter(done)


def _candidates(
    b: FunctionBuilder, t: tree.ClassObjectType, span: tree.Span
) -> list[ClassInstance]:
    base = t.instance
    if not isinstance(base, tree.Instance) or b.program.find_class(base.name) is None:
        b.program.refuse("G215", span, "nothing is known about this class")
        return []
    names = [canonical(base.name), *b.program.below(base.name)]
    definitions = [b.program.find_class(name) for name in names]
    return [
        b.program.class_instance(tree.Instance(name))
        for name, definition in zip(names, definitions, strict=True)
        if definition is not None and not definition.type_variables
    ]


def tell_base(b: FunctionBuilder, s: tree.ClassDefinition, keywords: Sequence[Operand]) -> None:
    """Call __init_subclass__ of a base with a new class."""
    instance = b.program.class_instance(tree.Instance(s.definition.full_name))
    lines = (a for a in instance.ancestors() if a.definition.full_name == s.told)
    owner = next(lines, instance)  # a base beside the line of layouts: its methods were copied
    function = owner.definition.methods["__init_subclass__"]
    call_found(b, instance, owner, function, keywords, s.span, None)


def decorate(b: FunctionBuilder, definition: tree.Class, decorator: tree.Expression) -> None:
    """Call a decorator with a class. It has to return the class: a name of a class stands for that
    class wherever it is used."""
    instance = tree.Instance(definition.full_name)
    kind, span = tree.ClassObjectType(instance), decorator.span
    name = tree.ClassName(span=span, type=kind, name=definition.full_name)
    argument = tree.Argument(tree.ArgumentKind.POSITIONAL, "", name)
    call = tree.Call(span=span, type=kind, callee=decorator, arguments=[argument])
    b.line = span.line
    made = b.stable(b.coerce(calls.lower_call(b, call), irt.OBJ))
    own = b.coerce(closures.class_object(b, b.program.class_instance(instance)), irt.OBJ)
    good, bad = b.new_block("class"), b.new_block("other")
    b.branch(b.emit("same", made, own), good, bad)
    b.start(bad)
    b.raise_new("TypeError", "the decorator of a class returned something else than the class")
    b.start(good)


# ---------------------------------------------------------------- type(x), names


def is_class_type(b: FunctionBuilder, t: tree.Type) -> bool:
    """Whether values of this type are classes."""
    resolved = b.resolve(t)
    items = resolved.items if isinstance(resolved, tree.UnionType) else (resolved,)
    return all(isinstance(item, tree.ClassObjectType) or item == _TYPE for item in items)


_TYPE = tree.Instance("builtins.type")


def name_of(b: FunctionBuilder, e: tree.Attribute) -> ir.Value:
    """`__name__`, `__qualname__`, `__module__` or `__members__` of a class."""
    if e.name == "__members__":
        enum = enumerations.class_behind(b, without_none(b.resolve(e.object.type)))
        if enum is not None:
            return enumerations.names(b, enum)
        b.program.refuse("G210", e.span, "__members__ of an enum that is not known here")
        return b.none()
    known = static_class(b, e.object)
    if known is not None:
        full = known.layout.python_name or known.definition.name
        texts = {
            "__name__": full.rpartition(".")[2],
            "__qualname__": full,
            "__module__": known.layout.python_module,
        }
        return b.string(texts[e.name])
    value = b.stable(_object_behind(b, e.object))
    operation = {"__name__": "type_name", "__qualname__": "type_qualified_name"}
    name = operation.get(e.name, "type_module")
    return machine_calls.type_text(b, name, value)


def _object_behind(b: FunctionBuilder, e: tree.Expression) -> ir.Value:
    """An object whose class has the name asked for: x itself for type(x), else the class object,
    whose own class is named after the class that it stands for."""
    match e:
        case tree.Call(callee=tree.ClassName(name="builtins.type"), arguments=[argument]):
            return b.coerce(expressions.lower(b, argument.value), irt.OBJ)
        case tree.Attribute(name="__class__"):
            return b.coerce(expressions.lower(b, e.object), irt.OBJ)
    return b.coerce(expressions.lower(b, e), irt.OBJ)


def type_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """`type(x)`."""
    return class_of(b, e.arguments[0].value)


def class_of(b: FunctionBuilder, e: tree.Expression) -> ir.Value:
    value = b.stable(expressions.lower(b, e))
    t = b.resolve(e.type)
    kind = ir.type_of(value)
    if kind.class_name == "builtins.str" and b.program.has_derived("builtins.str"):
        return b.emit(
            "call", b.coerce(value, irt.OBJ), type=irt.ref(FUNCTION), attribute=_class_function(b)
        )
    is_sure = kind.kind in (Kind.BOOL, Kind.NONE) or (kind.kind is Kind.FLOAT and not b.keeps_ints)
    if is_sure or (
        kind.kind is Kind.REF and kind.class_name in ("builtins.str", "builtins.bytes")
        and isinstance(t, tree.Instance)
    ):  # fmt: skip
        name = {Kind.FLOAT: "builtins.float", Kind.BOOL: "builtins.bool"}.get(
            kind.kind, "builtins.NoneType" if kind.kind is Kind.NONE else kind.class_name
        )
        return closures.class_object(b, b.program.class_instance(tree.Instance(name)))
    if isinstance(t, tree.Instance) and kind.kind is Kind.REF and not _is_abstract(t):
        instance = b.program.class_instance(t)
        if not b.program.has_subclass(instance):
            return closures.class_object(b, instance)
    symbol = _class_function(b)
    return b.emit("call", b.coerce(value, irt.OBJ), type=irt.ref(FUNCTION), attribute=symbol)


def _is_abstract(t: tree.Instance) -> bool:
    """Whether a type does not tell the class of its values."""
    return t.name == "$reference" or t.name in ABSTRACT or t.name in FRAME_TYPES


_VALUES = ("NoneType", "bool", "int", "float", "str", "bytes")


def _builder(b: FunctionBuilder, made: ir.Function) -> FunctionBuilder:
    """For a function that the compiler makes."""
    signature = Signature(made.name, tuple(p.type for p in made.parameters), made.result, None, {})
    nowhere = tree.Span("", 0, 0, 0, 0)
    return FunctionBuilder(b.program, signature, made, "gloam.runtime", nowhere)


def _class_function(b: FunctionBuilder) -> str:
    """The function that gives the class of any object."""
    symbol = CLASS_OF
    if symbol in b.program.ir.functions:
        return symbol
    parameter = ir.Register("value", irt.OBJ, is_parameter=True)
    made = ir.Function(symbol, [parameter], irt.ref(FUNCTION), is_unsafe=True)
    b.program.ir.functions[symbol] = made
    inner = _builder(b, made)
    derived, values = inner.new_block("derived"), inner.new_block("values")
    if b.program.derived:
        names = (b.program.class_instance(tree.Instance(n)).layout.name for n in b.program.derived)
        inner.branch(
            inner.emit("isinstance", parameter, attribute="|".join(names)), derived, values
        )
        inner.start(values)
    for name in _VALUES:
        instance = b.program.class_instance(tree.Instance(f"builtins.{name}"))
        here, after = inner.new_block("is"), inner.new_block("other")
        test = inner.emit("isinstance", parameter, attribute=instance.layout.name)
        inner.branch(test, here, after)
        inner.start(here)
        inner.end(ir.Return(closures.class_object(inner, instance)))
        inner.start(after)
    slot = b.program.made_slot(
        b.program.class_instance(OBJECT), CLASS_OF, getter_signature(OBJECT, irt.ref(FUNCTION)),
        lambda instance: _class_getter(b, instance),
    )  # fmt: skip
    if b.program.derived:
        inner.start(derived)
    receiver = inner.coerce(parameter, irt.REF)
    result = inner.emit("call_virtual", receiver, type=irt.ref(FUNCTION), attribute=slot.name)
    inner.end(ir.Return(result))
    inner.close()
    return symbol


def class_of_exception(b: FunctionBuilder, value: ir.Value) -> ir.Value:
    """`type(exc)`, by a slot that only exceptions have."""
    owner = tree.Instance("builtins.BaseException")
    result = irt.ref(FUNCTION)
    slot = b.program.made_slot(
        b.program.class_instance(owner), CLASS_OF_EXCEPTION, getter_signature(owner, result),
        lambda instance: _class_getter(b, instance),
    )  # fmt: skip
    return b.emit("call_virtual", b.coerce(value, irt.REF), type=result, attribute=slot.name)


def getter_signature(owner: tree.Instance, result: IRType) -> Signature:
    """Of a slot that takes nothing but the object."""
    return Signature("", (represent(owner),), result, None, {}, owner)


def _class_getter(b: FunctionBuilder, instance: ClassInstance) -> str:
    symbol = f"{instance.layout.name}.{CLASS_OF}"
    if symbol in b.program.ir.functions:
        return symbol
    own = ir.Register("self", irt.ref(instance.layout.name), is_parameter=True)
    made = ir.Function(symbol, [own], irt.ref(FUNCTION), is_unsafe=True)
    b.program.ir.functions[symbol] = made
    inner = _builder(b, made)
    if instance.entry is not None and instance.base is not None:
        instance = instance.base  # all functions are of one class, and so are all classes
    inner.end(ir.Return(closures.class_object(inner, instance)))
    inner.close()
    return symbol


# ---------------------------------------------------------------- class variables


def read_variable(b: FunctionBuilder, e: tree.Attribute, declared: tree.Type) -> ir.Value:
    """A class variable, as the class or the object's class has it."""
    name = f"{attributes.canonical_owner(b, e)}.{e.name}"
    known = static_class(b, e.object)
    if known is not None:
        return read_of_class(b, known, e.name, declared, name)
    if not _is_redefined(b, e.owner, e.name):
        return read_of(b, name, declared)
    t = without_none(b.resolve(e.object.type))
    kind = attributes.global_type(b, declared)
    if isinstance(t, tree.ClassObjectType):
        value = b.stable(expressions.lower(b, e.object))
        result = b.temporary(kind, "variable")

        def use(instance: ClassInstance) -> None:
            found = read_of_class(b, instance, e.name, declared, name)
            b.assign(result, b.coerce(found, kind))

        _by_class(b, value, t, e.span, use)
        return result
    if not isinstance(t, tree.Instance):
        b.program.refuse("G210", e.span, f"class variable {e.name} of this type")
        return b.none()
    receiver = attributes.checked_receiver(b, b.stable(expressions.lower(b, e.object)), e)
    introducing = b.program.class_instance(t)
    while introducing.base is not None and _variable_owner(b, introducing.base, e.name):
        introducing = introducing.base
    slot = b.program.made_slot(
        introducing,
        f"<variable {e.name}>",
        getter_signature(introducing.type, kind),
        lambda instance: _getter(b, instance, e.name, declared),
    )
    return b.emit("call_virtual", b.coerce(receiver, irt.REF), type=kind, attribute=slot.name)


def read_of_class(
    b: FunctionBuilder, instance: ClassInstance, name: str, declared: tree.Type, otherwise: str
) -> ir.Value:
    """The variable that a class has or inherits; `otherwise` is the global if none is known."""
    owners = _variable_owners(b, instance, name)
    if not owners:
        return read_of(b, otherwise, declared)
    if f"{owners[0]}.{name}" not in b.program.late_variables:
        return read_of(b, f"{owners[0]}.{name}", declared)
    kind = attributes.global_type(b, declared)
    result = b.temporary(kind, "variable")
    done = b.new_block("variable")
    for owner in owners:
        place = f"{owner}.{name}"
        if place not in b.program.late_variables:
            b.assign(result, b.coerce(read_of(b, place, declared), kind))
            break
        attributes.ensure_global(b, place, kind)
        b.assign(result, b.emit("get_global", type=kind, attribute=place))
        more = b.new_block("inherited")
        b.branch(b.emit("is_unset", result), more, done)
        b.start(more)
    b.start(done)
    return result


def write_variable(b: FunctionBuilder, target: tree.Attribute, value: ir.Value) -> None:
    """`C.x = value`, `cls.x = value`: of that class, whichever declares it."""
    kind = attributes.global_type(b, target.declared)
    value = b.stable(b.coerce(value, kind))

    def write(instance: ClassInstance) -> None:
        owners = _variable_owners(b, instance, target.name)
        name = f"{owners[0]}.{target.name}"
        if name in b.program.late_variables and not kind.has_error_value:
            b.program.refuse(
                "G210", target.span, f"class variable {target.name} of this type in a subclass"
            )
        attributes.ensure_global(b, name, kind)
        b.emit("set_global", value, attribute=name)

    known = static_class(b, target.object)
    t = without_none(b.resolve(target.object.type))
    if known is not None:
        write(known)
    elif isinstance(target.object, tree.ClassName):
        name = f"{attributes.canonical_owner(b, target)}.{target.name}"
        attributes.ensure_global(b, name, kind)
        b.emit("set_global", value, attribute=name)
    elif isinstance(t, tree.ClassObjectType):
        _by_class(b, b.stable(expressions.lower(b, target.object)), t, target.span, write)
    else:
        b.program.refuse("G210", target.span, f"class variable {target.name} of this type")


def read_of(b: FunctionBuilder, name: str, declared: tree.Type) -> ir.Value:
    owner, _, short = name.rpartition(".")
    text = f"type object {owner.rpartition('.')[2]!r} has no attribute {short!r}"
    return attributes.read_global_name(b, name, declared, ("AttributeError", text))


def _variable_owner(b: FunctionBuilder, instance: ClassInstance, name: str) -> str:
    """Full name of the class that gives an object's class this variable."""
    return next(iter(_variable_owners(b, instance, name)), "")


def _variable_owners(b: FunctionBuilder, instance: ClassInstance, name: str) -> list[str]:
    """Full names of the classes that have this variable, the class's own first."""
    definitions = [b.program.find_class(known) for known in b.program.order_of(instance)]
    return [d.full_name for d in definitions if d is not None and name in d.class_variables]


def _is_redefined(b: FunctionBuilder, owner: str, name: str) -> bool:
    definitions = [b.program.find_class(c) for c in b.program.below(owner)]
    return any(d is not None and name in d.class_variables for d in definitions)


def _getter(b: FunctionBuilder, instance: ClassInstance, name: str, declared: tree.Type) -> str:
    kind = attributes.global_type(b, declared)
    symbol = f"{instance.layout.name}.<variable {name}>"
    own = ir.Register("self", irt.ref(instance.layout.name), is_parameter=True)
    made = ir.Function(symbol, [own], kind, path=b.function.path)
    b.program.ir.functions[symbol] = made
    inner = _builder(b, made)
    value = read_of_class(inner, instance, name, declared, name)
    inner.end(ir.Return(inner.coerce(value, kind)))
    inner.close()
    return symbol
