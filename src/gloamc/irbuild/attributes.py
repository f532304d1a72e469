"""Reading and writing places: globals, attributes, items and slices."""

from __future__ import annotations

from dataclasses import replace

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import Kind
from gloamc.irbuild import (
    calls,
    checks,
    class_objects,
    closures,
    dynamic,
    enumerations,
    expressions,
    function_names,
    interfaces,
    kept_ints,
    machine_calls,
    named_tuples,
    slices,
    unions,
)
from gloamc.irbuild.function import I64_MAX, FunctionBuilder, constant_value
from gloamc.irbuild.program import ClassInstance
from gloamc.irbuild.representation import (
    canonical,
    is_dynamic,
    is_interface,
    is_named_tuple,
    is_optional,
    represent,
    without_none,
)

DEBUG = "gloam.machine.DEBUG"

# ---------------------------------------------------------------- globals


def global_type(b: FunctionBuilder, declared: tree.Type) -> irt.IRType:
    kind = b.program.represent(declared, {})
    return irt.OBJ if kind.kind is Kind.NONE else kind


def read_global(b: FunctionBuilder, e: tree.GlobalName) -> ir.Value:
    value = read_global_name(b, e.name, e.declared, _unset_global(e))
    return _narrowed(b, value, e.declared, e)


def _narrowed(
    b: FunctionBuilder, value: ir.Value, declared: tree.Type, e: tree.Expression
) -> ir.Value:
    """The value of a variable where it is known, or believed, to be of a narrower type."""
    if represent(b.resolve(e.type)).kind is ir.type_of(value).kind:
        if is_optional(declared) and not is_optional(e.type):
            expressions.check_not_none(b, value, "")
        return value
    if ir.type_of(value).kind is Kind.OBJ:
        expressions.check_class(b, value, b.resolve(e.type), e.span)
    return b.coerce(value, b.represent(e.type))


def _unset_global(e: tree.GlobalName) -> tuple[str, str]:
    """What CPython says of a global that is not there yet: exception and message."""
    short = e.name.rpartition(".")[2]
    if not e.through:
        return "NameError", f"name {short!r} is not defined"
    return "AttributeError", (
        f"partially initialized module {e.through!r} has no attribute {short!r} "
        "(most likely due to a circular import)"
    )


def read_global_name(
    b: FunctionBuilder, name: str, declared: tree.Type, unset_error: tuple[str, str]
) -> ir.Value:
    """`unset_error` is the exception, and its message, for a global that is not assigned."""
    if name == DEBUG:
        return b.bool_constant(b.program.debug)
    constant = constant_global(b, name)
    if constant is not None:
        return b.coerce(b.from_constant(constant), global_type(b, declared))
    kind = global_type(b, declared)
    made = ensure_global(b, name, kind)
    value = b.emit("get_global", type=kind, attribute=name)
    if isinstance(made.initial.value, ir.Unset) and kind.has_error_value and not b.is_unsafe:
        unset, fine = b.new_block("unset"), b.new_block("set")
        b.branch(b.emit("is_unset", value), unset, fine)
        b.start(unset)
        b.raise_new(*unset_error)
        b.start(fine)
    return value


def ensure_global(b: FunctionBuilder, name: str, kind: irt.IRType) -> ir.Global:
    made = b.program.ir.globals.get(name)
    if made is None:
        initial = static_initial(b, name, kind)
        made = ir.Global(name, kind, initial or ir.Constant(kind, ir.UNSET))
        b.program.ir.globals[name] = made
    return made


def _module_of(b: FunctionBuilder, name: str) -> tree.Module | None:
    module = name.rpartition(".")[0]
    while module and module not in b.program.tree.modules:
        module = module.rpartition(".")[0]
    return b.program.tree.modules.get(module)


def module_assignments(b: FunctionBuilder, module: tree.Module) -> dict[str, list[tree.Expression]]:
    """Top-level `name = value` of a module, per global; cached."""
    cached = b.program.module_assignments.get(module.name)
    if cached is not None:
        return cached
    found: dict[str, list[tree.Expression]] = {}
    statements = list(module.body)
    for definition in module.classes.values():
        if not definition.is_enum:  # there the value is not what the name is bound to
            statements.extend(definition.body)
    for statement in statements:
        if isinstance(statement, tree.Assignment):
            for target in statement.targets:
                if isinstance(target, tree.GlobalName):
                    found.setdefault(target.name, []).append(statement.value)
    b.program.module_assignments[module.name] = found
    return found


def constant_global(b: FunctionBuilder, name: str) -> tree.Expression | None:
    """The literal behind an ALL_CAPS constant that a static module assigns once."""
    short = name.rpartition(".")[2]
    if not (short.isupper() or short.strip("_").isupper()):
        return None
    module = _module_of(b, name)
    if module is None or not b.program.is_static(module.name):
        return None
    values = module_assignments(b, module).get(name, [])
    if len(values) != 1:
        return None
    return static_literal(b, values[0], module)


def static_literal(
    b: FunctionBuilder, e: tree.Expression, module: tree.Module
) -> tree.Expression | None:
    """A literal, or a fixed-width constructor around one, or arithmetic of such constants."""
    constant = constant_value(e)
    if constant is not None:
        return constant
    match e:
        case tree.Call(callee=tree.ClassName(name=name), arguments=[argument]):
            if canonical(name).startswith("gloam.machine."):
                return static_literal(b, argument.value, module)
        case tree.GlobalName(name=name):
            return constant_global(b, name)
        case tree.BinaryOperation(operator=operator, left=left, right=right):
            low, high = static_literal(b, left, module), static_literal(b, right, module)
            if isinstance(low, tree.IntLiteral) and isinstance(high, tree.IntLiteral):
                return constant_value(
                    tree.BinaryOperation(operator, low, high, span=e.span, type=e.type)
                )
        case _:
            pass
    return None


def static_initial(b: FunctionBuilder, name: str, kind: irt.IRType) -> ir.Constant | None:
    """The initial value of a global of a static module; it has no initialiser to set it."""
    module = _module_of(b, name)
    if module is None or not b.program.is_static(module.name):
        return None
    values = module_assignments(b, module).get(name, [])
    if not values:
        return None
    literal = static_literal(b, values[0], module)
    if literal is not None:
        value = b.coerce(b.from_constant(literal), kind)
        if isinstance(value, ir.Constant):
            return value
    match values[0]:
        case tree.Call(callee=tree.FunctionName(name=called)) if called.endswith(".null"):
            return ir.Constant(kind, 0)
        case _:
            return None


def write_global(b: FunctionBuilder, target: tree.GlobalName, value: ir.Value) -> None:
    kind = global_type(b, target.declared)
    ensure_global(b, target.name, kind)
    b.emit("set_global", b.coerce(value, kind), attribute=target.name)


# ---------------------------------------------------------------- attributes


def family_name(b: FunctionBuilder, name: str) -> str:
    """The class name for isinstance; a generic class means all its instances."""
    known = canonical(name)
    definition = b.program.find_class(known)
    if definition is None:
        return known
    if definition.type_variables and known != "builtins.tuple":
        return known
    return b.program.class_instance(tree.Instance(known)).layout.name


def field_owner(
    b: FunctionBuilder, instance: ClassInstance, name: str
) -> tuple[ClassInstance, tree.Field] | None:
    for ancestor in instance.ancestors():
        for item in ancestor.definition.fields:
            # A class that declares an inherited field again has no place of its own for it.
            if item.name == name and any(f.name == name for f in ancestor.layout.fields):
                return ancestor, item
    return None


def checked_receiver(b: FunctionBuilder, value: ir.Value, e: tree.Attribute) -> ir.Value:
    """Refuse None at run time where mypy only believes that it is not None."""
    t = e.object.type
    if is_optional(t):
        expressions.check_not_none(b, value, e.name)
    return value


def read(b: FunctionBuilder, e: tree.Attribute) -> ir.Value:
    if e.kind is tree.AttributeKind.CLASS_VARIABLE:
        declared = e.declared
        definition = b.program.find_class(e.owner)
        if definition is not None and e.name in definition.enum_members:
            declared = tree.Instance(definition.full_name)  # mypy gives the value's type
        value = class_objects.read_variable(b, e, declared)
        return _narrowed(b, b.stable(value), b.resolve(declared), e)
    if e.kind is tree.AttributeKind.METHOD:
        return closures.function_value(b, e)
    if e.kind is tree.AttributeKind.DYNAMIC:
        return dynamic.read(b, expressions.lower(b, e.object), e.name)
    if e.name == "__class__":
        return class_objects.class_of(b, e.object)
    if e.owner == "builtins.function":
        return function_names.read(b, e)
    if e.kind is tree.AttributeKind.PROPERTY and class_objects.is_class_type(b, e.object.type):
        return class_objects.name_of(b, e)
    t = without_none(b.resolve(e.object.type))
    receiver = b.stable(expressions.lower(b, e.object))
    receiver = checked_receiver(b, receiver, e)
    if isinstance(t, tree.Instance) and is_interface(t.name):
        return b.coerce(interfaces.read(b, receiver, t, e), b.represent(e.type))
    if e.kind is tree.AttributeKind.PROPERTY:
        value = calls.call_method(b, receiver, t, e.name, [], e.span)
        return b.coerce(value, b.represent(e.type))
    if isinstance(t, tree.UnionType):
        return _read_union(b, receiver, t, e)
    found = None
    if isinstance(t, tree.Instance) and is_named_tuple(t.name):
        found = named_tuples.read(b, receiver, b.program.class_instance(t), e.name)
    value = found or read_field(b, receiver, t, e.name, e.span)
    target = b.represent(e.type)
    if isinstance(b.resolve(e.type), tree.NeverType | tree.AnyType):
        return value
    declared = b.resolve(e.declared)
    if ir.type_of(value).kind is target.kind:
        if is_optional(declared) and not is_optional(e.type):
            expressions.check_not_none(b, value, "")
        elif target.kind is Kind.REF and isinstance(declared, tree.UnionType):
            narrowed = b.resolve(e.type)
            if narrowed != declared:
                expressions.check_class(b, value, narrowed, e.span)
        return value
    if ir.type_of(value).kind is Kind.OBJ:
        value = b.stable(value)
        expressions.check_class(b, value, b.resolve(e.type), e.span)
    return b.coerce(value, target)


def canonical_owner(b: FunctionBuilder, e: tree.Attribute) -> str:
    definition = b.program.find_class(e.owner)
    return definition.full_name if definition is not None else e.owner


def read_field(
    b: FunctionBuilder, receiver: ir.Value, t: tree.Type, name: str, span: tree.Span
) -> ir.Value:
    if not isinstance(t, tree.Instance) or b.program.find_class(t.name) is None:
        b.program.refuse("G210", span, f"attribute {name} of this type is not supported yet")
        return b.none()
    instance = b.program.class_instance(t)
    found = field_owner(b, instance, name)
    if found is None:
        if b.program.find_method(instance, name) is not None:
            return calls.call_method(b, receiver, t, name, [], span)
        b.program.refuse("G210", span, f"gloam has no attribute {t.name}.{name} yet")
        return b.none()
    owner, item = found
    kind = next(f.type for f in owner.layout.fields if f.name == name)
    receiver = b.coerce(receiver, irt.REF)
    value = b.emit("get_field", receiver, type=kind, attribute=f"{owner.layout.name}.{name}")
    if not b.is_unsafe and kind.has_error_value and not _always_set(owner, item):
        unset, fine = b.new_block("unset"), b.new_block("set")
        b.branch(b.emit("is_unset", value), unset, fine)
        b.start(unset)
        b.runtime(
            "gloam.runtime.raising.raise_no_attribute",
            b.coerce(receiver, irt.OBJ),
            b.string(name),
        )
        b.end(ir.Unreachable(b.line))
        b.start(fine)
    return kept_ints.enter(b, item.type, value)


def _always_set(owner: ClassInstance, item: tree.Field) -> bool:
    if item.is_plain:
        return False
    return owner.definition.dataclass is not None or item.default is not None


def _read_union(
    b: FunctionBuilder, receiver: ir.Value, t: tree.UnionType, e: tree.Attribute
) -> ir.Value:
    return unions.split(
        b,
        receiver,
        t,
        b.represent(e.type),
        lambda value, member: read_field(b, value, member, e.name, e.span),
    )


def write_attribute(b: FunctionBuilder, target: tree.Attribute, value: ir.Value) -> None:
    if target.kind is tree.AttributeKind.CLASS_VARIABLE:
        class_objects.write_variable(b, target, value)
        return
    value = b.stable(value)
    receiver = expressions.lower(b, target.object)
    if target.kind is tree.AttributeKind.DYNAMIC:
        dynamic.write(b, receiver, target.name, value)
        return
    receiver = checked_receiver(b, b.stable(receiver), target)
    t = without_none(b.resolve(target.object.type))
    if not isinstance(t, tree.Instance):
        b.program.refuse("G210", target.span, "assignment to an attribute of a union")
        return
    _write_place(b, receiver, t, target, value)
    if target.name == "__cause__" and not b.is_unsafe:
        suppress = replace(target, name="__suppress_context__")
        _write_place(b, receiver, t, suppress, b.bool_constant(True))


def _write_place(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Instance,
    target: tree.Attribute,
    value: ir.Value,
) -> None:
    if is_interface(t.name):
        interfaces.write(b, receiver, t, target, value)
        return
    if target.kind is tree.AttributeKind.PROPERTY:
        calls.call_method(b, receiver, t, f"<set {target.name}>", [value], target.span)
        return
    instance = b.program.class_instance(t)
    found = field_owner(b, instance, target.name)
    if found is None:
        b.program.refuse("G210", target.span, f"{t.name} has no attribute {target.name}")
        return
    owner, _ = found
    kind = next(f.type for f in owner.layout.fields if f.name == target.name)
    b.emit(
        "set_field",
        b.coerce(receiver, irt.REF),
        b.coerce(value, kind),
        attribute=f"{owner.layout.name}.{target.name}",
    )


def delete_attribute(b: FunctionBuilder, target: tree.Attribute) -> None:
    t = without_none(b.resolve(target.object.type))
    receiver = checked_receiver(b, b.stable(expressions.lower(b, target.object)), target)
    if target.kind is tree.AttributeKind.PROPERTY:
        calls.call_method(b, receiver, t, f"<delete {target.name}>", [], target.span)
        return
    found = None
    if isinstance(t, tree.Instance) and target.kind is tree.AttributeKind.FIELD:
        found = field_owner(b, b.program.class_instance(t), target.name)
    if found is None or _always_set(*found):
        b.program.refuse(
            "G220", target.span, f"del of {target.name} is not supported: it has a default value"
        )
        return
    owner, _ = found
    kind = next(f.type for f in owner.layout.fields if f.name == target.name)
    if not kind.has_error_value:
        b.program.refuse("G220", target.span, f"del of {target.name} is not supported")
        return
    read_field(b, receiver, t, target.name, target.span)
    place = f"{owner.layout.name}.{target.name}"
    b.emit("set_field", b.coerce(receiver, irt.REF), ir.Constant(kind, ir.UNSET), attribute=place)


# ---------------------------------------------------------------- items


def read_index(b: FunctionBuilder, e: tree.Index) -> ir.Value:
    t = without_none(b.resolve(e.base.type))
    enum = enumerations.class_behind(b, t)
    if enum is not None:
        return enumerations.by_name(b, enum, e.index)
    base = b.stable(expressions.lower(b, e.base))
    if isinstance(t, tree.Instance) and t.name == "gloam.machine.Ptr":
        index = expressions.lower_as(b, e.index, irt.I64)
        return b.emit("ptr.load", base, index, type=machine_calls.item_type(b, t))
    if isinstance(t, tree.UnionType):
        kind = b.represent(e.type)
        return unions.split(b, base, t, kind, lambda one, member: _item(b, one, member, e))
    value = _item(b, base, t, e)
    if ir.type_of(value).is_raw and not b.represent(e.type).is_raw:
        return b.emit("int.from_raw", value)
    if is_dynamic(t):
        return checks.convert(b, value, e.type)
    target = b.represent(e.type)
    return b.coerce(value, target)


def _item(b: FunctionBuilder, base: ir.Value, t: tree.Type, e: tree.Index) -> ir.Value:
    if is_dynamic(t):
        return dynamic.call_method(b, base, "__getitem__", [e.index], e.span)
    if slices.is_slice(b, e.index) and calls.has_method(b, t, "get_stepped"):
        index = expressions.lower(b, e.index)
        return slices.at_slice(b, base, t, index, "get", [], e.span)
    _refuse_open_index(b, t, e)
    if calls.value_module(t) in ("str", "bytes", "tuple"):
        index = expressions.lower_as(b, e.index, irt.INT)
        return calls.call_method(b, base, t, "item", [index], e.span)
    if not calls.has_method(b, t, "__getitem__"):
        b.program.refuse("G211", e.span, "this value can't be indexed yet")
        return b.none()
    return calls.call_method(b, base, t, "__getitem__", [e.index], e.span)


def _refuse_open_index(b: FunctionBuilder, t: tree.Type, e: tree.Index) -> None:
    kind = b.resolve(e.index.type)
    if isinstance(kind, tree.UnionType) and slices.SLICE in kind.items:
        if calls.has_method(b, t, "get_stepped"):
            b.program.refuse(
                "G211",
                e.span,
                "an index that is a number or a slice",
                "tell them apart with isinstance(index, slice) first",
            )


def read_slice(b: FunctionBuilder, e: tree.Slice) -> ir.Value:
    t = without_none(b.resolve(e.base.type))
    base = b.stable(expressions.lower(b, e.base))
    if isinstance(t, tree.UnionType):
        kind = b.represent(e.type)
        return unions.split(
            b, base, t, kind, lambda one, member: on_slice(b, one, member, e, "get", [])
        )
    value = on_slice(b, base, t, e, "get", [])
    if ir.type_of(value).kind is Kind.OBJ and b.represent(e.type).kind is not Kind.OBJ:
        value = b.stable(value)
        expressions.check_class(b, value, b.resolve(e.type), e.span)
        return b.coerce(value, b.represent(e.type))
    return value


def on_slice(
    b: FunctionBuilder,
    base: ir.Value,
    t: tree.Type,
    e: tree.Slice,
    what: str,
    values: list[ir.Value],
) -> ir.Value:
    """Call get_slice, set_slice or del_slice; `get_stepped` and so on, whose bounds are objects,
    if there is a step or a bound may be None."""
    if not is_dynamic(t) and slices.takes_objects(b, t, what):
        return slices.call(b, base, t, e, what, values)
    if (
        not is_dynamic(t)
        and e.step is None
        and not _may_be_none(b, e.start)
        and not _may_be_none(b, e.stop)
    ):
        start, stop = slice_bounds(b, e)
        return calls.call_method(b, base, t, f"{what}_slice", [start, stop, *values], e.span)
    parts: list[ir.Value] = []
    for part in (e.start, e.stop, e.step):
        value: ir.Value = b.none() if part is None else expressions.lower(b, part)
        parts.append(b.stable(b.coerce(value, irt.OBJ)))
    return calls.call_method(b, base, t, f"{what}_stepped", [*parts, *values], e.span)


def _may_be_none(b: FunctionBuilder, e: tree.Expression | None) -> bool:
    if e is None or isinstance(e, tree.NoneLiteral):
        return False
    return b.represent(e.type).kind in (Kind.OBJ, Kind.NONE)


def slice_bounds(b: FunctionBuilder, e: tree.Slice) -> tuple[ir.Value, ir.Value]:
    """Missing bounds are 0 and the largest i64; too large ones are clamped."""
    start: ir.Value = b.i64(0)
    stop: ir.Value = b.i64(I64_MAX)
    if e.start is not None and not isinstance(e.start, tree.NoneLiteral):
        start = b.stable(_bound(b, e.start))
    if e.stop is not None and not isinstance(e.stop, tree.NoneLiteral):
        stop = _bound(b, e.stop)
    return start, stop


def _bound(b: FunctionBuilder, e: tree.Expression) -> ir.Value:
    value = expressions.lower(b, e)
    if ir.type_of(value).is_raw:
        return b.coerce(value, irt.I64)
    if isinstance(value, ir.Constant) or b.is_unsafe:
        return b.coerce(value, irt.I64)
    return b.runtime("gloam.runtime.int.clamp_i64", value)


def write_index(b: FunctionBuilder, target: tree.Index, value: ir.Value) -> None:
    t = without_none(b.resolve(target.base.type))
    value = b.stable(value)
    base = b.stable(expressions.lower(b, target.base))
    if isinstance(t, tree.Instance) and t.name == "gloam.machine.Ptr":
        index = expressions.lower_as(b, target.index, irt.I64)
        kind = machine_calls.item_type(b, t)
        b.emit("ptr.store", base, index, b.coerce(value, kind))
        return
    if is_dynamic(t) or calls.value_module(t) == "abstract":
        index_value = b.stable(b.coerce(expressions.lower(b, target.index), irt.OBJ))
        pair = [index_value, b.coerce(value, irt.OBJ)]
        dynamic.call_method(b, base, "__setitem__", pair, target.span)
        return
    if slices.is_slice(b, target.index) and calls.has_method(b, t, "set_stepped"):
        index = expressions.lower(b, target.index)
        slices.at_slice(b, base, t, index, "set", [value], target.span)
        return
    if not calls.has_method(b, t, "__setitem__"):
        b.program.refuse("G211", target.span, "items of this value can't be assigned yet")
        return
    index_value = b.stable(expressions.lower(b, target.index))
    calls.call_method(b, base, t, "__setitem__", [index_value, value], target.span)


def write(b: FunctionBuilder, target: tree.Target, value: ir.Value) -> None:
    """Assign a value to any target; TupleTarget is for statements.assign."""
    match target:
        case tree.LocalName():
            expressions.write_local(b, target.variable, value)
        case tree.GlobalName():
            write_global(b, target, value)
        case tree.Attribute():
            write_attribute(b, target, value)
        case tree.Index():
            write_index(b, target, value)
        case tree.Slice():
            t = b.resolve(target.base.type)
            value = b.stable(value)
            base = b.stable(expressions.lower(b, target.base))
            if is_dynamic(t):
                value = b.coerce(value, irt.OBJ)
            on_slice(b, base, t, target, "set", [value])
        case _:
            raise InternalError(f"assignment to {type(target).__name__}")
