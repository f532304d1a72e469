"""Calls: functions, methods (direct and virtual), construction, and binding of arguments."""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import Kind
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import (
    attributes,
    builtin_calls,
    checks,
    class_objects,
    classes,
    closures,
    coroutines,
    derived,
    dynamic,
    expressions,
    iteration,
    machine_calls,
    named_tuples,
    not_implemented,
    unions,
    virtual_calls,
)
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Given, Operand, given
from gloamc.irbuild.program import ClassInstance, Signature
from gloamc.irbuild.representation import (
    ABSTRACT,
    FRAME,
    FRAME_TYPES,
    FUNCTION,
    OBJECT,
    RAW_TYPES,
    category,
    is_any,
    is_dynamic,
    is_named_tuple,
    is_optional,
    represent,
    value_behind,
    without_none,
)

VALUE_TYPES = {
    "builtins.int": "int", "builtins.bool": "bool", "builtins.float": "float",
    "builtins.str": "str", "builtins.bytes": "bytes", "builtins.tuple": "tuple",
    "builtins.object": "object", "$reference": "object", "$any": "object",
    **dict.fromkeys(ABSTRACT, "abstract"),
}  # fmt: skip
"""Types whose methods are functions of a runtime module."""


PROTOCOL = frozenset(
    f"__{name}__" for name in ("iter", "next", "reversed", "contains", "getitem", "aiter", "anext")
)
"""Methods that builtins.object has only so that an abstract type can ask any object for them."""


def call_protocol(
    b: FunctionBuilder, receiver: ir.Value, name: str, arguments: Sequence[ir.Value] = ()
) -> ir.Value:
    """Call a virtual method of builtins.object on an object that is no value of a builtin type."""
    slot = b.program.virtual_slot(b.program.class_instance(OBJECT), name)
    assert slot is not None, name
    values = [b.coerce(receiver, irt.REF), *arguments]
    return b.emit("call_virtual", *values, type=slot.signature.result, attribute=slot.name)


def is_builtin_iterator(b: FunctionBuilder, t: tree.Type) -> bool:
    """Whether a class steps by `__advance__`, which spares a StopIteration."""
    if not isinstance(t, tree.Instance) or b.program.find_class(t.name) is None:
        return False
    found = b.program.find_method(b.program.class_instance(t), "__advance__")
    return found is not None and found[0].type != OBJECT


_WITHOUT_VALUE = tree.NoneType | tree.NeverType


def lower_call(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    value = _lower_call(b, e)
    t = b.resolve(e.type)
    if isinstance(t, tree.NeverType):
        b.end(ir.Unreachable(b.line))
        return value
    if isinstance(t, tree.NoneType):
        return value
    return b.coerce(value, represent(t)) if ir.type_of(value).kind is not Kind.NONE else value


def _lower_call(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    callee = e.callee
    match callee:
        case tree.FunctionName(name=name):
            if name.startswith("gloam.machine."):
                return machine_calls.lower(b, name.rsplit(".", 1)[1], e)
            special = builtin_calls.FUNCTIONS.get(name)
            if special is not None:
                return builtin_calls.lower_call(b, special, name, e)
            owner, _, method = name.rpartition(".")
            if method == derived.NEW:
                return derived.call_new(b, owner, e)
            if name.startswith("builtins."):
                name = "gloam.runtime.builtins." + name.removeprefix("builtins.")
            return call_function(b, name, e)
        case tree.ClassName(name=name):
            return construct(b, name, e)
        case tree.LocalName() if class_objects.static_class(b, callee) is not None:
            instance = class_objects.static_class(b, callee)
            assert instance is not None
            return classes.construct(b, instance, e.arguments, e.span)
        case _ if class_objects.is_class_value(b, callee):
            return class_objects.construct(b, callee, e)
        case tree.Attribute(kind=tree.AttributeKind.DYNAMIC):
            receiver = b.stable(expressions.lower(b, callee.object))
            return dynamic.call_method(b, receiver, callee.name, e.arguments, e.span)
        case tree.Attribute(kind=tree.AttributeKind.METHOD):
            if isinstance(callee.object, tree.ClassName):
                return _call_on_class(b, callee, callee.object.name, e)
            if isinstance(without_none(b.resolve(callee.object.type)), tree.ClassObjectType):
                return class_objects.call_method(b, callee, e)
            receiver = b.stable(expressions.lower(b, callee.object))
            t = b.resolve(callee.object.type)
            receiver = attributes.checked_receiver(b, receiver, callee)
            value = call_method(b, receiver, t, callee.name, e.arguments, e.span, call=e)
            if is_dynamic(without_none(t)) and not isinstance(e.type, _WITHOUT_VALUE):
                return checks.convert(b, value, e.type)  # of a TypedDict the checker knows more
            return value
        case tree.SuperMethod():
            return _call_super(b, callee, e)
        case _:
            function = expressions.lower(b, callee)
            declared = callee.type
            if isinstance(declared, tree.TypeVarType):
                declared = declared.upper_bound
            called = without_none(b.resolve(declared))
            is_open_class = isinstance(called, tree.ClassObjectType) and is_any(called.instance)
            if is_any(called) or is_open_class:  # type[Any] makes anything
                return dynamic.call_value(b, function, e.arguments, e.span)
            if isinstance(called, tree.Instance) and has_method(b, called, "__call__"):
                function = b.stable(function)
                return call_method(b, function, called, "__call__", e.arguments, e.span, call=e)
            nested = _nested_signature(b, callee)
            if nested is not None:
                closure = b.stable(function)
                values = arguments_of.bind(b, nested, e.arguments, e.span, closure=closure)
                return b.call(nested, values)
            if _is_some_function(called):
                return closures.call_with(b, function, e.arguments, e.span, is_open=True)
            is_function = isinstance(called, tree.CallableType | tree.ClassObjectType)
            if not (is_function or _is_function(b, function)):
                b.program.refuse("G215", e.span, "a value of this type can't be called yet")
                return b.none()
            is_open = isinstance(called, tree.CallableType) and (
                called.is_open or any(is_any(p) for p in called.parameters)
            )
            return closures.call_with(b, function, e.arguments, e.span, is_open=is_open)


def _is_some_function(t: tree.Type) -> bool:
    """Whether it is surely a function, of one of several types or of one that is not known."""
    if isinstance(t, tree.UnionType):
        return all(isinstance(item, tree.CallableType) for item in t.items)
    return t == tree.Instance("builtins.function")


def _is_function(b: FunctionBuilder, value: ir.Value) -> bool:
    kind = ir.type_of(value)
    if kind.class_name == FUNCTION:
        return True
    instance = b.program.instances.get(kind.class_name)
    return instance is not None and instance.entry is not None


def _nested_signature(b: FunctionBuilder, callee: tree.Expression) -> Signature | None:
    """How a nested function is called by its own name."""
    if isinstance(callee, tree.LocalName):
        return b.functions.get(id(callee.variable))
    return None


# ---------------------------------------------------------------- functions


def call_function(b: FunctionBuilder, name: str, e: tree.Call) -> ir.Value:
    function = b.program.find_function(name)
    if function is None:
        b.program.refuse("G204", e.span, f"gloam has no {name.removeprefix('gloam.runtime.')} yet")
        return b.none()
    environment = infer_environment(b, function, e.arguments, e, dict(b.signature.environment))
    signature = b.program.function_signature(function, environment)
    result = b.call(signature, arguments_of.bind(b, signature, e.arguments, e.span))
    return _checked_result(b, result, function, e)


def _checked_result(
    b: FunctionBuilder, value: ir.Value, function: tree.Function, call: tree.Call | None
) -> ir.Value:
    """What an overloaded function returns is what the variant promises, or a TypeError."""
    if call is not None and (
        function.is_overloaded or not_implemented.may_return_it(function.result)
    ):
        value = b.stable(value)
        if ir.type_of(value).kind in (Kind.OBJ, Kind.REF):
            expressions.check_class(b, value, b.resolve(call.type), call.span)
    return value


def infer_environment(
    b: FunctionBuilder,
    function: tree.Function,
    arguments: Sequence[Operand],
    call: tree.Call | None,
    known: dict[str, tree.Type],
) -> dict[str, tree.Type]:
    """Categories for a function's own type variables, from the call."""
    if not function.type_variables:
        return known
    solved: dict[str, tree.Type] = {}
    names = {v.name for v in function.type_variables}
    if call is not None:
        for name, t in call.type_arguments.items():
            if name in names:
                solved[name] = b.resolve(t)
    if set(solved) < names:
        parameters = [p for p in function.parameters]
        if function.kind in (tree.FunctionKind.METHOD, tree.FunctionKind.CLASS):
            parameters = parameters[1:]
        for index, argument in enumerate(map(given, arguments)):
            value = argument.value
            if isinstance(value, ir.Register | ir.Constant | ir.Op):
                continue
            if argument.kind in (tree.ArgumentKind.STAR, tree.ArgumentKind.DOUBLE_STAR):
                continue
            parameter = _parameter_for(parameters, index, argument.name)
            if parameter is not None:
                _unify(parameter.variable.type, b.resolve(value.type), solved, names)
        if call is not None:
            _unify(function.result, b.resolve(call.type), solved, names)
    result = dict(known)
    for variable in function.type_variables:
        found = solved.get(variable.name, OBJECT)
        if is_any(found) and not closures.is_boxable(function):
            result[variable.name] = tree.AnyType()
        else:
            result[variable.name] = category(found, variable.variance)
    return result


def _parameter_for(
    parameters: Sequence[tree.Parameter], index: int, name: str
) -> tree.Parameter | None:
    if name:
        return next((p for p in parameters if p.variable.name == name), None)
    return parameters[index] if index < len(parameters) else None


def _unify(
    pattern: tree.Type, actual: tree.Type, solved: dict[str, tree.Type], names: set[str]
) -> None:
    match pattern:
        case tree.TypeVarType(name):
            if name in names and name not in solved and not isinstance(actual, tree.NeverType):
                solved[name] = actual
        case tree.Instance(_, arguments):
            if isinstance(actual, tree.Instance) and len(actual.arguments) == len(arguments):
                for p, a in zip(arguments, actual.arguments, strict=True):
                    _unify(p, a, solved, names)
        case tree.UnionType(items):
            rest = [i for i in items if not isinstance(i, tree.NoneType)]
            if len(rest) == 1:
                _unify(rest[0], without_none(actual), solved, names)
        case tree.TupleType(items):
            if isinstance(actual, tree.TupleType) and len(actual.items) == len(items):
                for p, a in zip(items, actual.items, strict=True):
                    _unify(p, a, solved, names)
        case tree.CallableType(_, result):
            if isinstance(actual, tree.CallableType):
                _unify(result, actual.result, solved, names)
            elif isinstance(actual, tree.ClassObjectType):
                _unify(result, actual.instance, solved, names)
        case _:
            pass


# ---------------------------------------------------------------- methods


def value_module(t: tree.Type) -> str:
    """The runtime module with the methods of a value type, or ""."""
    if isinstance(t, tree.TupleType):
        return "tuple"
    if isinstance(t, tree.Instance):
        if is_named_tuple(t.name):
            return "tuple"
        return VALUE_TYPES.get(value_behind(t.name) or t.name, "")
    return ""


def derived_method(
    b: FunctionBuilder, t: tree.Type, name: str
) -> tuple[ClassInstance, tree.Function] | None:
    """A method of a class that continues int or str that is none of these."""
    if not isinstance(t, tree.Instance) or not value_behind(t.name):
        return None
    found = b.program.find_method(b.program.class_instance(t), name)
    return found if found is not None and found[0].type != OBJECT else None


def has_method(b: FunctionBuilder, t: tree.Type, name: str) -> bool:
    t = without_none(t)
    if isinstance(t, tree.Instance) and is_named_tuple(t.name):
        definition = b.program.find_class(t.name)
        if definition is not None and name in definition.methods:
            return True
    if derived_method(b, t, name) is not None:
        return True
    module = value_module(t)
    if module:
        return b.program.find_function(f"gloam.runtime.{module}.{name}") is not None
    if isinstance(t, tree.Instance) and represent(t).kind is Kind.REF and t.name not in FRAME_TYPES:
        if b.program.find_class(t.name) is None:
            return False
        found = b.program.find_method(b.program.class_instance(t), name)
        return found is not None and not (found[0].type == OBJECT and name in PROTOCOL)
    return False


def call_method(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Type,
    name: str,
    arguments: Sequence[Operand],
    span: tree.Span,
    call: tree.Call | None = None,
) -> ir.Value:
    """Call a method by the static type of the receiver, which is not None here."""
    t = without_none(t)
    if is_dynamic(t):
        return dynamic.call_method(b, receiver, name, arguments, span)
    if isinstance(t, tree.UnionType):
        return _call_on_union(b, receiver, t, name, arguments, span, call)
    if isinstance(t, tree.TypeVarType):
        return call_method(b, receiver, b.resolve(t), name, arguments, span, call)
    if isinstance(t, tree.Instance) and t.name == "gloam.machine.Ptr":
        return machine_calls.pointer_method(b, receiver, t, name, arguments)
    if isinstance(t, tree.Instance) and (t.name in FRAME_TYPES):
        return coroutines.frame_method(b, receiver, t, name, arguments, span)
    special = builtin_calls.METHODS.get((getattr(t, "name", "builtins.tuple"), name))
    if special is not None:
        return special(b, receiver, t, arguments, span)
    container = container_behind(b, t, name)
    special = builtin_calls.METHODS.get((container.name, name)) if container else None
    if special is not None and container is not None:
        return special(b, b.coerce(receiver, represent(container)), container, arguments, span)
    if isinstance(t, tree.Instance) and is_named_tuple(t.name):
        instance = b.program.class_instance(t)
        method = instance.definition.methods.get(name)
        if method is not None:
            return call_found(
                b, receiver, instance, instance, method, arguments, span, call, exact=True
            )
        made = named_tuples.method(b, receiver, instance, name, arguments, span)
        if made is not None:
            return made
    own = derived_method(b, t, name)
    if own is not None:
        assert isinstance(t, tree.Instance)
        instance = b.program.class_instance(t)
        return call_found(b, receiver, instance, *own, arguments, span, call)
    module = value_module(t)
    if module:
        function = b.program.find_function(f"gloam.runtime.{module}.{name}")
        if function is None and module == "object":
            return _call_on_object(b, receiver, name, arguments, span)
        if function is None and module == "abstract":
            return dynamic.call_method(b, receiver, name, arguments, span)
        if function is None:
            b.program.refuse("G208", span, f"gloam has no method {module}.{name} yet")
            return b.none()
        signature = b.program.function_signature(function, {})
        return b.call(signature, arguments_of.bind(b, signature, arguments, span, receiver))
    if not isinstance(t, tree.Instance) or b.program.find_class(t.name) is None:
        b.program.refuse("G208", span, f"method {name} of this type is not supported yet")
        return b.none()
    instance = b.program.class_instance(t)
    found = b.program.find_method(instance, name)
    if found is None:
        if has_method(b, OBJECT, name):
            return call_method(b, b.coerce(receiver, irt.OBJ), OBJECT, name, arguments, span, call)
        b.program.refuse("G208", span, f"gloam has no method {t.name}.{name} yet")
        return b.none()
    owner, function = found
    return call_found(b, receiver, instance, owner, function, arguments, span, call)


def container_behind(b: FunctionBuilder, t: tree.Type, name: str) -> tree.Instance | None:
    """The builtin container that a class of the program continues, if it leaves a method to it."""
    if not isinstance(t, tree.Instance) or b.program.find_class(t.name) is None:
        return None
    if represent(t).kind is not Kind.REF:
        return None
    for ancestor in b.program.class_instance(t).ancestors():
        if ancestor.type.name in CONTAINERS:
            return ancestor.type
        if name in ancestor.definition.methods:
            return None
    return None


CONTAINERS = ("builtins.dict", "builtins.list", "builtins.set")


def fill_container(
    b: FunctionBuilder,
    made: ir.Value,
    behind: tree.Instance,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> None:
    """What `__init__` of a builtin container does with what a class that continues it is given."""
    name = "extend" if behind.name == "builtins.list" else "update"
    if arguments:
        call_method(b, made, behind, name, arguments, span)


def _call_on_object(
    b: FunctionBuilder,
    receiver: ir.Value,
    name: str,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """A virtual method that every class has; the receiver is known to be no small int."""
    instance = b.program.class_instance(OBJECT)
    slot = b.program.virtual_slot(instance, name) if b.is_unsafe else None
    if slot is None:  # a type variable with a bound: what its class has is found when it is called
        return dynamic.call_method(b, receiver, name, arguments, span)
    values = arguments_of.bind(b, slot.signature, arguments, span, receiver)
    return b.emit("call_virtual", *values, type=slot.signature.result, attribute=slot.name)


def call_found(
    b: FunctionBuilder,
    receiver: ir.Value,
    instance: ClassInstance,
    owner: ClassInstance,
    function: tree.Function,
    arguments: Sequence[Operand],
    span: tree.Span,
    call: tree.Call | None = None,
    *,
    exact: bool = False,
) -> ir.Value:
    """Call a method found on a class: directly if no subclass overrides it."""
    result = _call_found(b, receiver, instance, owner, function, arguments, span, call, exact=exact)
    return _checked_result(b, result, function, call)


def _call_found(
    b: FunctionBuilder,
    receiver: ir.Value,
    instance: ClassInstance,
    owner: ClassInstance,
    function: tree.Function,
    arguments: Sequence[Operand],
    span: tree.Span,
    call: tree.Call | None = None,
    *,
    exact: bool = False,
) -> ir.Value:
    takes_all = any(p.kind is tree.ParameterKind.DOUBLE_STAR for p in function.parameters)
    if (
        function.is_forwarder
        and not takes_all
        and any(a.kind is not tree.ArgumentKind.POSITIONAL for a in map(given, arguments))
    ):
        b.program.refuse(
            "G106",
            span,
            f"the decorated method {function.name} is called with a named or starred argument",
            "pass the arguments by position: a decorator sees how they were passed",
        )
    is_static = function.kind is tree.FunctionKind.STATIC
    if is_static and (exact or not b.program.is_overridden(instance.type.name, function.name)):
        environment = infer_environment(b, function, arguments, call, dict(owner.environment))
        signature = b.program.function_signature(function, environment)
        return b.call(signature, arguments_of.bind(b, signature, arguments, span))
    if function.kind is tree.FunctionKind.CLASS and (exact or not b.program.has_subclass(instance)):
        return class_objects.call_found(b, instance, owner, function, arguments, span, call)
    if function.type_variables:
        environment = infer_environment(b, function, arguments, call, dict(owner.environment))
        signature = b.program.function_signature(function, environment, owner)
        return b.call(signature, arguments_of.bind(b, signature, arguments, span, receiver))
    is_class_method = function.kind is tree.FunctionKind.CLASS
    if exact or not (is_class_method or b.program.is_overridden(instance.type.name, function.name)):
        if function.is_abstract:
            return virtual_calls.call(b, receiver, instance, function, arguments, span)
        signature = b.program.method_signature(owner, function)
        return b.call(signature, arguments_of.bind(b, signature, arguments, span, receiver))
    return virtual_calls.call(b, receiver, instance, function, arguments, span)


def _call_on_union(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.UnionType,
    name: str,
    arguments: Sequence[Operand],
    span: tree.Span,
    call: tree.Call | None,
) -> ir.Value:
    """One test per member of the union; the arguments are evaluated first, once."""
    values: list[Operand] = []
    for argument in map(given, arguments):
        value = argument.value
        if isinstance(value, tree.Expression):
            value = b.stable(expressions.lower(b, value))
        values.append(Given(argument.kind, argument.name, value))
    kind = b.represent(call.type) if call is not None else irt.OBJ
    return unions.split(
        b,
        receiver,
        t,
        kind,
        lambda value, member: call_method(b, value, member, name, values, span, call),
    )


def _call_on_class(
    b: FunctionBuilder, callee: tree.Attribute, class_name: str, e: tree.Call
) -> ir.Value:
    """`C.static(x)`, `C.method(obj, x)`, `int.from_bytes(...)`."""
    special = builtin_calls.CLASS_METHODS.get((class_name, callee.name))
    if special is not None:
        return special(b, e)
    module = VALUE_TYPES.get(class_name)
    if module:
        return call_function(b, f"gloam.runtime.{module}.{callee.name}", e)
    return class_objects.call_by_name(b, callee, class_name, e)


def _call_super(b: FunctionBuilder, callee: tree.SuperMethod, e: tree.Call) -> ir.Value:
    if callee.name == derived.NEW:
        return derived.call_new(b, callee.owner, e)
    receiver = expressions.read_local(b, callee.self)
    own = b.signature.receiver
    assert own is not None
    instance = b.program.class_instance(own)
    if instance.base is None:
        return b.none()
    found = b.program.find_method(instance.base, callee.name)
    is_container = container_behind(b, instance.base.type, "") is not None
    if callee.owner == "builtins.object" and not is_container:
        found = b.program.find_method(b.program.class_instance(OBJECT), callee.name)
    for ancestor in instance.ancestors():  # by the order of the class's bases, if it has several
        method = ancestor.definition.methods.get(callee.name)
        if method is not None and ancestor.definition.full_name == callee.owner:
            found = ancestor, method
    if found is None:
        if callee.name == "__init__":
            for argument in e.arguments:
                expressions.lower(b, argument.value)
            return b.none()
        if callee.name == "__init_subclass__":
            _, names = arguments_of.pack(b, [given(a) for a in e.arguments], e.span)
            known = b.program.class_instance(b.signature.bound_class or OBJECT)
            shown = b.string(f"{known.definition.name}.__init_subclass__")
            b.runtime("gloam.runtime.arguments.check_no_names", names, shown)
            return b.none()
        return call_method(
            b, b.coerce(receiver, irt.OBJ), OBJECT, f"default{callee.name}", e.arguments, e.span, e
        )
    owner, function = found
    if function.kind is tree.FunctionKind.CLASS and b.signature.bound_class is not None:
        bound = b.program.class_instance(b.signature.bound_class)
        return class_objects.call_found(b, bound, owner, function, e.arguments, e.span, e)
    signature = b.program.method_signature(owner, function)
    is_builtin = function.module == "gloam.runtime.exceptions"
    is_init = callee.name == "__init__" or callee.name.endswith(" __init__>")  # of a mixin
    if is_builtin and is_init and b.module != "gloam.runtime.exceptions":
        return classes.call_exception_init(b, receiver, owner, function, e.arguments, e.span)
    behind = container_behind(b, instance.base.type, "__init__")
    if callee.name == "__init__" and behind is not None:
        receiver = b.stable(receiver)
        b.call(signature, arguments_of.bind(b, signature, [], e.span, receiver))
        fill_container(b, receiver, behind, e.arguments, e.span)
        return b.none()
    result = b.call(signature, arguments_of.bind(b, signature, e.arguments, e.span, receiver))
    return _checked_result(b, result, function, e)


# ---------------------------------------------------------------- construction


def construct(b: FunctionBuilder, name: str, e: tree.Call) -> ir.Value:
    """`C(...)`."""
    if name in RAW_TYPES or name.startswith("gloam.machine."):
        return machine_calls.convert(b, name, e)
    special = builtin_calls.CONSTRUCTORS.get(name)
    if special is not None:
        return builtin_calls.lower_call(b, special, name, e)
    t = b.resolve(e.type)
    if not isinstance(t, tree.Instance) or b.program.find_class(t.name) is None:
        b.program.refuse("G209", e.span, f"{name} can't be constructed yet")
        return b.none()
    instance = b.program.class_instance(t)
    return classes.construct(b, instance, e.arguments, e.span)


# ---------------------------------------------------------------- containment, pointers


def contains(
    b: FunctionBuilder,
    container: ir.Value,
    container_type: tree.Type,
    item: ir.Value,
    item_type: tree.Type,
    span: tree.Span,
) -> ir.Value:
    if is_dynamic(container_type):
        return b.runtime("gloam.runtime.dynamic.contains", container, item)
    if has_method(b, container_type, "__contains__"):
        found = call_method(b, container, container_type, "__contains__", [item], span)
        return b.coerce(found, irt.BOOL)
    return iteration.contains(b, container, container_type, item, item_type, span)


def pointer_offset(
    b: FunctionBuilder, pointer: ir.Value, count: ir.Value, t: tree.Type
) -> ir.Value:
    return b.emit(
        "ptr.offset",
        pointer,
        b.coerce(count, irt.I64),
        attribute=str(machine_calls.item_type(b, t)),
    )


__all__ = ["FRAME", "FUNCTION", "call_method", "has_method", "is_optional", "lower_call"]
