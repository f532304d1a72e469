"""Functions as values: nested functions, lambdas, bound methods, classes used as callables.

A function value is an object of a class made for it, a subclass of
`gloam.runtime.function.Function`; its `call_N` method takes and returns `obj` values, so that any
callable is called alike with N positional arguments; `call_any` takes a tuple and a dict of names.
Which of them exist is up to the calls that the program makes. A variable that is captured and
bound again later lives in a `gloam.runtime.function.Cell`; all others are copied.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import IRType
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import (
    builtin_calls,
    calls,
    class_objects,
    classes,
    displays,
    enumerations,
    expressions,
    iteration,
)
from gloamc.irbuild.function import FunctionBuilder, constant_value
from gloamc.irbuild.operand import Given, Operand, given
from gloamc.irbuild.program import ClassInstance, ProgramBuilder, Signature, frame_type
from gloamc.irbuild.representation import (
    ABSTRACT,
    FRAME_TYPES,
    FUNCTION,
    OBJECT,
    canonical,
    instance_name,
)
from gloamc.irbuild.walk import all_nodes, free_variables

CELL = "gloam.runtime.function.Cell"
CLASS_OBJECT = "gloam.runtime.function.ClassObject"
FLAG_CLASS_OBJECT = "gloam.runtime.function.FlagClassObject"
ENUM_CLASS_OBJECT = "gloam.runtime.function.EnumClassObject"
PARAMETERS_MAX = 6


def call_value(b: FunctionBuilder, function: ir.Value, arguments: Sequence[ir.Value]) -> ir.Value:
    """Call a function value with positional arguments; the result is `obj`."""
    values = [b.coerce(a, irt.OBJ) for a in arguments]
    if len(values) > PARAMETERS_MAX:
        names = arguments_of.new_names(b, b.span)
        return _call_slot(b, function, "call_any", [displays.tuple_of(b, values), names])
    return _call_slot(b, function, f"call_{len(values)}", values)


def call_with(
    b: FunctionBuilder,
    function: ir.Value,
    arguments: Sequence[Operand],
    span: tree.Span,
    *,
    is_open: bool = False,
) -> ir.Value:
    """Call a function value; starred and named arguments go through its general entry, and so do
    all if nothing is known about the parameters: it checks what it gets."""
    function = b.stable(function)
    values = [given(a) for a in arguments]
    if not is_open and all(a.kind is tree.ArgumentKind.POSITIONAL for a in values):
        return call_value(b, function, [_positional(b, a) for a in values])
    return call_packed(b, function, arguments_of.pack(b, values, span))


def call_packed(b: FunctionBuilder, function: ir.Value, packed: Sequence[ir.Value]) -> ir.Value:
    """Call a function value with a tuple of arguments and a dict of names."""
    return _call_slot(b, function, "call_any", packed)


def _positional(b: FunctionBuilder, argument: Given) -> ir.Value:
    if isinstance(argument.value, tree.Expression):
        return b.stable(expressions.lower(b, argument.value))
    return argument.value


def _call_slot(
    b: FunctionBuilder, function: ir.Value, method: str, values: Sequence[ir.Value]
) -> ir.Value:
    slot = b.program.virtual_slot(b.program.class_instance(tree.Instance(FUNCTION)), method)
    if slot is None:
        raise InternalError(f"{FUNCTION} has no {method}")
    callee = b.coerce(function, irt.REF)
    return b.emit("call_virtual", callee, *values, type=irt.OBJ, attribute=slot.name)


# ---------------------------------------------------------------- values


def function_value(b: FunctionBuilder, e: tree.Expression) -> ir.Value:
    """A function, class or method mentioned but not called."""
    match e:
        case tree.FunctionName(name=name):
            return _function_object(b, e, name)
        case tree.ClassName(name=name):
            return _class_value(b, canonical(name), e)
        case tree.Attribute(object=tree.ClassName()):
            return class_objects.bound_method(b, e)
        case tree.Attribute():
            receiver = b.stable(expressions.lower(b, e.object))
            return bound_method(b, receiver, b.resolve(e.object.type), e.name, e.span)
        case _:
            raise InternalError(f"{type(e).__name__} as a function value")


_COUNTS = {
    "builtins.max": (1, PARAMETERS_MAX, 2),
    "builtins.min": (1, PARAMETERS_MAX, 2),
    "builtins.divmod": (2, 2, 2),
    "builtins.pow": (2, 3, 2),
}
"""Builtin functions of several forms as values: fewest and most arguments, and how many are taken
where their number is known only while the program runs."""


def _function_object(b: FunctionBuilder, e: tree.FunctionName, name: str) -> ir.Value:
    if name == "builtins.print":
        entry = Entry(builtin_calls.print_given, 0, PARAMETERS_MAX)
        b.program.function_names["builtins.print.<value>"] = "print", "print"
        return shared_object(b, "builtins.print.<value>", entry)
    if name in builtin_calls.FUNCTIONS:
        t = b.resolve(e.type)
        result: tree.Type = t.result if isinstance(t, tree.CallableType) else OBJECT

        count = len(t.parameters) if isinstance(t, tree.CallableType) and t.parameters else 1
        least, most, count = _COUNTS.get(name, (count, count, count))

        def enter_builtin(
            inner: FunctionBuilder, _: Sequence[ir.Value], given: list[Given]
        ) -> ir.Value:
            passed = given
            if least == most or any(a.kind is not tree.ArgumentKind.POSITIONAL for a in given):
                passed = spread(inner, given, count, name.rpartition(".")[2])
            return builtin_calls.call_as_value(inner, name, result, passed, e.span)

        short = name.rpartition(".")[2]
        b.program.function_names[f"{name}.<value>"] = short, short
        return shared_object(b, f"{name}.<value>", Entry(enter_builtin, least, most))
    if name.startswith("builtins."):
        owner, _, method = name.removeprefix("builtins.").rpartition(".")
        name = f"gloam.runtime.{owner or 'builtins'}.{method}"
    function = b.program.find_function(name)
    if function is None:
        b.program.refuse("G204", e.span, f"gloam has no {name} as a value yet")
        return b.none()
    environment: dict[str, tree.Type] = {v.name: OBJECT for v in function.type_variables}
    if environment and not is_boxable(function):
        b.program.refuse(
            "G215",
            e.span,
            "a generic function with a type variable inside of another type can't be a value yet",
            "wrap it in a lambda or function that is not generic",
        )
        return b.none()
    signature = b.program.function_signature(function, environment)

    def enter(inner: FunctionBuilder, _: Sequence[ir.Value], given: list[Given]) -> ir.Value:
        return inner.call(signature, arguments_of.bind(inner, signature, given, function.span))

    entry = Entry(enter, *positional_range(function.parameters))
    b.program.function_names[f"{signature.symbol}.<value>"] = b.program.names_of(function)
    return shared_object(b, f"{signature.symbol}.<value>", entry)


def spread(b: FunctionBuilder, arguments: list[Given], count: int, name: str) -> list[Given]:
    """The `count` arguments of a builtin function that was called with starred ones."""
    if all(a.kind is tree.ArgumentKind.POSITIONAL for a in arguments):
        return arguments
    items, names = (a.value for a in arguments)
    assert not isinstance(items, tree.Expression) and not isinstance(names, tree.Expression)
    b.runtime("gloam.runtime.arguments.check_none", names, b.string(name))
    b.runtime("gloam.runtime.arguments.check_exact", b.string(name), b.i64(count), items)
    each = [iteration.item_at(b, items, arguments_of.ITEMS, b.i64(i), b.span) for i in range(count)]
    return [Given(tree.ArgumentKind.POSITIONAL, "", b.stable(item)) for item in each]


def positional_range(parameters: Sequence[tree.Parameter]) -> tuple[int, int]:
    """The fewest and the most positional arguments that a call can have."""
    positional = (tree.ParameterKind.NORMAL, tree.ParameterKind.POSITIONAL_ONLY)
    plain = [p for p in parameters if p.kind in positional]
    if any(p.kind is tree.ParameterKind.NAMED_ONLY and p.default is None for p in parameters):
        return 1, 0  # never by position alone
    is_starred = any(p.kind is tree.ParameterKind.STAR for p in parameters)
    required = sum(1 for p in plain if p.default is None)
    return required, PARAMETERS_MAX if is_starred else len(plain)


def _class_value(b: FunctionBuilder, name: str, e: tree.Expression) -> ir.Value:
    t = b.resolve(e.type)
    made: tree.Type = tree.Instance(name)
    if isinstance(t, tree.CallableType):
        made = t.result
    elif isinstance(t, tree.ClassObjectType):
        made = t.instance
    if not isinstance(made, tree.Instance) or b.program.find_class(made.name) is None:
        b.program.refuse("G215", e.span, f"class {name} can't be a value yet")
        return b.none()
    return callable_class(b, b.program.class_instance(made))


def callable_class(b: FunctionBuilder, instance: ClassInstance) -> ir.Value:
    """A class as a value that may be called as a function."""
    made = class_object(b, instance)
    name = f"{instance.layout.name}.<class>"
    if name not in b.program.callable_classes:
        b.program.callable_classes.add(name)
        b.program.implement_again(b.program.instances[name])
    return made


def class_object(b: FunctionBuilder, instance: ClassInstance) -> ir.Value:
    """A class as a value: one object, made when it is first asked for."""
    symbol = f"{instance.layout.name}.<get class>"
    if symbol not in b.program.ir.functions:
        made = ir.Function(symbol, [], irt.ref(FUNCTION), path=b.function.path)
        b.program.ir.functions[symbol] = made
        signature = Signature(symbol, (), made.result, None, {})
        inner = FunctionBuilder(b.program, signature, made, instance.definition.module, b.span)
        _lower_class_getter(inner, instance)
    return b.emit("call", type=irt.ref(FUNCTION), attribute=symbol)


def _lower_class_getter(b: FunctionBuilder, instance: ClassInstance) -> None:
    name, place, span = f"{instance.layout.name}.<class>", class_place(b, instance), b.span
    entry = Entry(
        lambda inner, _, given: class_objects.enter(inner, instance, given, span),
        *class_objects.positional_range(b, instance),
        module=instance.definition.module,
    )
    base = CLASS_OBJECT
    if instance.definition.is_enum:
        base = FLAG_CLASS_OBJECT if enumerations.flag_base(instance) else ENUM_CLASS_OBJECT
    _lower_getter(b, place, lambda: callable_object(b, name, [], entry, base))
    layout = b.program.instances[name].layout
    layout.python_name = instance.layout.python_name
    layout.python_module = instance.layout.python_module


def class_place(b: FunctionBuilder, instance: ClassInstance) -> str:
    """The global that holds a class object, once it is made."""
    name = f"{instance.layout.name}.<class object>"
    kind = irt.ref(FUNCTION)
    b.program.ir.globals.setdefault(name, ir.Global(name, kind, ir.Constant(kind, ir.UNSET)))
    return name


_OF_ONE = ("join", "extend", "translate", "format_map")
"""Methods with a form of their own that take one argument."""


def bound_method(
    b: FunctionBuilder, receiver: ir.Value, owner: tree.Type, method: str, span: tree.Span
) -> ir.Value:
    """A method of an object as a function."""
    seen_as = instance_name(owner) if isinstance(owner, tree.Instance) else owner
    name = f"{ir.type_of(receiver)}.{seen_as}.{method}.<bound>"
    least, most = 0, PARAMETERS_MAX
    written = b.program.find_function(f"gloam.runtime.{calls.value_module(owner)}.{method}")
    if method in _OF_ONE and (getattr(owner, "name", ""), method) in builtin_calls.METHODS:
        least, most = 1, 1
    elif written is not None:
        least, most = positional_range(written.parameters[1:])
    elif isinstance(owner, tree.Instance) and b.program.find_class(owner.name) is not None:
        found = b.program.find_method(b.program.class_instance(owner), method)
        if found is not None:
            is_static = found[1].kind is tree.FunctionKind.STATIC
            b.program.function_names[name] = method, b.program.qualified_name(found[1])
            if b.program.is_overridden(owner.name, method):
                b.program.bound_methods[name] = owner, method
            least, most = positional_range(found[1].parameters[0 if is_static else 1 :])

    def enter(inner: FunctionBuilder, held: Sequence[ir.Value], given: list[Given]) -> ir.Value:
        return calls.call_method(inner, held[0], owner, method, given, span)

    return callable_object(b, name, [receiver], Entry(enter, least, most))


# ---------------------------------------------------------------- classes of function values

Enter = Callable[[FunctionBuilder, Sequence[ir.Value], list[Given]], ir.Value]


@dataclass(frozen=True, slots=True)
class Entry:
    """How a function value is called: `enter(builder, what it holds, arguments)`. `least` and
    `most` are the numbers of positional arguments that can fit."""

    enter: Enter
    least: int
    most: int
    module: str = ""
    """Where its code belongs, if that is not where it is made."""


def shared_object(b: FunctionBuilder, name: str, entry: Entry) -> ir.Value:
    """A function that holds nothing, as a value: one object, made when it is first asked for."""
    symbol, kind = f"{name}.<get>", irt.ref(FUNCTION)
    if symbol not in b.program.ir.functions:
        made = ir.Function(symbol, [], kind, path=b.function.path)
        b.program.ir.functions[symbol] = made
        signature = Signature(symbol, (), kind, None, {})
        inner = FunctionBuilder(b.program, signature, made, b.module, b.span)
        place = f"$value {name}"
        b.program.ir.globals[place] = ir.Global(place, kind, ir.Constant(kind, ir.UNSET))
        _lower_getter(inner, place, lambda: callable_object(inner, name, [], entry))
    return b.emit("call", type=kind, attribute=symbol)


def _lower_getter(b: FunctionBuilder, place: str, make: Callable[[], ir.Value]) -> None:
    """The object in a global, which is made the first time."""
    known = b.emit("get_global", type=irt.ref(FUNCTION), attribute=place)
    first, again = b.new_block("first"), b.new_block("again")
    b.branch(b.emit("is_unset", known), first, again)
    b.start(again)
    b.end(ir.Return(known, b.line))
    b.enter(first)
    made = make()
    b.emit("set_global", made, attribute=place)
    b.end(ir.Return(made, b.line))
    b.close()


def callable_object(
    b: FunctionBuilder,
    name: str,
    held: Sequence[ir.Value],
    entry: Entry,
    base: str = FUNCTION,
) -> ir.Value:
    """A new function value of the class `name`, which holds the values `held`."""
    instance = closure_class(b, name, [ir.type_of(v) for v in held], entry, base)
    b.program.instantiate(instance)
    made = b.emit("new", type=irt.ref(name), attribute=name)
    for field, value in zip(instance.layout.fields, held, strict=True):
        b.emit("init_field", made, b.coerce(value, field.type), attribute=f"{name}.{field.name}")
    return made


def closure_class(
    b: FunctionBuilder,
    name: str,
    types: Sequence[IRType],
    entry: Entry,
    base_name: str = FUNCTION,
) -> ClassInstance:
    """The class of some function values; its `call_N` are made when the program calls them."""
    known = b.program.instances.get(name)
    if known is not None:
        return known
    base = b.program.class_instance(tree.Instance(base_name))
    layout = ir.Layout(
        name, base.layout.name, [ir.FieldLayout(f"held{i}", t) for i, t in enumerate(types)],
        python_name="function", python_module="builtins",
    )  # fmt: skip
    instance = ClassInstance(tree.Instance(name), base.definition, {}, base, layout)
    maker = _EntryMaker(b, instance, entry)
    instance.entry = maker.make
    base.children.append(instance)
    b.program.instances[name] = instance
    b.program.ir.layouts[name] = layout
    return instance


def object_call(program: ProgramBuilder, instance: ClassInstance, method: str) -> str:
    """The method `call_N` through which an object with `__call__` is called as a function."""
    found = program.find_method(instance, "__call__")
    assert found is not None, instance.layout.name
    span = found[1].span
    signature = Signature("", (), irt.OBJ, None, instance.environment)
    outer = FunctionBuilder(
        program, signature, ir.Function("", [], irt.OBJ, path=span.path), found[1].module, span
    )

    def enter(inner: FunctionBuilder, held: Sequence[ir.Value], given: list[Given]) -> ir.Value:
        return calls.call_found(inner, held[0], instance, *found, given, span, exact=True)

    entry = Entry(enter, *positional_range(found[1].parameters[1:]))
    return _EntryMaker(outer, instance, entry).make(method)


class _EntryMaker:
    """Makes the methods through which a function value is called."""

    def __init__(self, b: FunctionBuilder, instance: ClassInstance, entry: Entry) -> None:
        self.outer = b
        self.instance = instance
        self.entry = entry
        self.environment = b.signature.environment
        self.module = entry.module or b.module
        self.span = b.span

    def make(self, method: str) -> str:
        """The symbol of `call_N` or `call_any`, "" if no call of that form fits."""
        types: list[IRType] = []
        name = self.instance.layout.name
        if name.endswith(".<class>") and name not in self.outer.program.callable_classes:
            return ""
        if method == "call_any":
            names = self.outer.program.class_instance(arguments_of.NAMES)
            types = [irt.ref("builtins.tuple"), irt.ref(names.layout.name)]
        elif method.startswith("call_"):
            count = int(method.removeprefix("call_"))
            if not self.entry.least <= count <= self.entry.most:
                return ""
            types = [irt.OBJ] * count
        else:
            return ""
        symbol = f"{name}.{method}"
        self.outer.program.work.append(lambda: self._lower(symbol, method, types))
        return symbol

    def _lower(self, symbol: str, method: str, types: Sequence[IRType]) -> None:
        outer, name = self.outer, self.instance.layout.name
        own = ir.Register("self", irt.ref(name), is_parameter=True)
        parameters = [own] + [
            ir.Register(f"argument{i}", t, is_parameter=True) for i, t in enumerate(types)
        ]
        made = ir.Function(symbol, parameters, irt.OBJ, path=outer.function.path)
        made.is_unsafe = outer.program.is_unsafe(self.module)
        outer.program.ir.functions[symbol] = made
        signature = Signature(
            symbol, tuple(p.type for p in parameters), irt.OBJ, None, self.environment
        )
        inner = FunctionBuilder(outer.program, signature, made, self.module, self.span)
        held: list[ir.Value] = [own]
        if self.instance.entry is not None and not name.endswith(CLOSURE):
            held = [
                inner.emit("get_field", own, type=f.type, attribute=f"{name}.{f.name}")
                for f in self.instance.layout.fields
            ]
        kinds = [tree.ArgumentKind.POSITIONAL] * len(types)
        if method == "call_any":
            kinds = [tree.ArgumentKind.STAR, tree.ArgumentKind.DOUBLE_STAR]
        given = [Given(k, "", p) for k, p in zip(kinds, parameters[1:], strict=True)]
        result = self.entry.enter(inner, held, given)
        inner.end(ir.Return(inner.coerce(result, irt.OBJ), inner.line))
        inner.close()


# ---------------------------------------------------------------- nested functions

CLOSURE = ".<closure>"


def closure(
    b: FunctionBuilder, function: tree.Function, variable: tree.Variable | None = None
) -> ir.Value:
    """A nested function or lambda with what it captures. `variable` is what its `def` binds."""
    if function.type_variables and not is_boxable(function):
        b.program.refuse(
            "G215",
            function.span,
            "a nested generic function has a type variable inside of another type",
            "define the function at the top level of the module",
        )
        return b.none()
    symbol = function.full_name
    if "[" in b.signature.symbol:
        symbol += f"@{b.signature.symbol}"
    captured = [v for v in free_variables(function) if v.owner != function.full_name]
    visible = [v for v in captured if v is not variable]  # which it finds in itself
    held = [
        b.cells[id(v)] if id(v) in b.cells else b.stable(expressions.read_local(b, v))
        for v in visible
    ]
    defaults = _evaluated_defaults(b, function)
    held += defaults.values()
    name = f"{symbol}{CLOSURE}"
    b.program.function_names[name] = b.program.names_of(function)
    if function.named_after is not None and b.program.tree.reads_names:
        b.program.named_after[name] = f"held{len(held)}"
        held.append(b.stable(expressions.lower_as(b, function.named_after, irt.ref(FUNCTION))))
    is_new = name not in b.program.instances
    entry = Entry(
        lambda inner, own, given: _enter_nested(inner, symbol, own[0], given, function.span),
        *positional_range(function.parameters),
    )
    closure_class(b, name, [ir.type_of(v) for v in held], entry)
    if is_new:
        signature = nested_signature(b, function, symbol, name)
        b.program.nested[symbol] = [
            (v, f"{name}.held{i}", ir.type_of(held[i]), id(v) in b.cells)
            for i, v in enumerate(visible)
        ]
        for at, index in enumerate(defaults):
            b.program.nested_defaults[symbol, index] = f"{name}.held{len(visible) + at}"
        b.program.nested_self[symbol] = [v for v in captured if v is variable]
        if variable is not None:
            b.functions[id(variable)] = signature
        b.program.nested_scopes[symbol] = b.functions
        b.program.work.append(lambda: b.program.lower_function(signature))
    return callable_object(b, name, held, entry)


def is_boxable(function: tree.Function) -> bool:
    """Whether values of its own type variables can be objects in a nested generic function: they
    never meet a container that is laid out for their representation."""
    names = {v.name for v in function.type_variables}
    functions = [f for f in all_nodes(function.body) if isinstance(f, tree.Function)]
    types = [t for f in (function, *functions) for t in _signature_types(f)]
    return not any(_is_inside(t, names) for t in types)


_OF_OBJECTS = {"builtins.tuple", *FRAME_TYPES, *ABSTRACT}
"""Classes that hold or give objects, whatever their type arguments are."""


def _signature_types(function: tree.Function) -> list[tree.Type]:
    return [function.result, *(p.variable.type for p in function.parameters)]


def _is_inside(t: tree.Type, names: set[str]) -> bool:
    """Whether a type variable is an argument of a class."""
    match t:
        case tree.Instance(name, arguments) if name not in _OF_OBJECTS:
            return any(_mentions(a, names) for a in arguments)
        case tree.Instance(_, items) | tree.TupleType(items) | tree.UnionType(items):
            return any(_is_inside(i, names) for i in items)
        case tree.CallableType(parameters, result):
            return any(_is_inside(i, names) for i in (*parameters, result))
        case _:
            return False


def _mentions(t: tree.Type, names: set[str]) -> bool:
    match t:
        case tree.TypeVarType(name):
            return name in names
        case tree.Instance(_, items) | tree.TupleType(items) | tree.UnionType(items):
            return any(_mentions(i, names) for i in items)
        case tree.CallableType(parameters, result):
            return any(_mentions(i, names) for i in (*parameters, result))
        case _:
            return False


def _evaluated_defaults(b: FunctionBuilder, function: tree.Function) -> dict[int, ir.Value]:
    """Default values that are no literals, by index of the parameter: evaluated now, and kept."""
    result: dict[int, ir.Value] = {}
    for index, parameter in enumerate(function.parameters):
        if parameter.default is not None and constant_value(parameter.default) is None:
            kind = b.represent(parameter.variable.type)
            result[index] = b.stable(expressions.lower_as(b, parameter.default, kind))
    return result


def _enter_nested(
    inner: FunctionBuilder, symbol: str, own: ir.Value, given: list[Given], span: tree.Span
) -> ir.Value:
    signature = inner.program.signatures[symbol]
    return inner.call(signature, arguments_of.bind(inner, signature, given, span, closure=own))


def nested_signature(
    b: FunctionBuilder, function: tree.Function, symbol: str, closure_name: str
) -> Signature:
    """A nested function's own signature: its closure, then its parameters."""
    parameters = [irt.ref(closure_name)]
    parameters += [b.represent(p.variable.type) for p in function.parameters]
    result = b.represent(function.result)
    if function.is_async or function.is_generator:
        result = frame_type(function)
    signature = Signature(
        symbol, tuple(parameters), result, function, b.signature.environment, None
    )
    b.program.signatures[symbol] = signature
    return signature


# ---------------------------------------------------------------- cells


def make_cell(b: FunctionBuilder, variable: tree.Variable) -> None:
    instance = b.program.class_instance(tree.Instance(CELL))
    cell = b.temporary(irt.ref(CELL), f"cell_{variable.name}_")
    b.assign(cell, classes.construct(b, instance, [], b.span))
    b.cells[id(variable)] = cell


def read_cell(b: FunctionBuilder, variable: tree.Variable) -> ir.Value:
    value = b.emit("get_field", b.cells[id(variable)], type=irt.OBJ, attribute=f"{CELL}.value")
    unset, fine = b.new_block("unset"), b.new_block("set")
    b.branch(b.emit("is_unset", value), unset, fine)
    b.start(unset)
    if b.definition is not None and b.definition.full_name != variable.owner:
        b.raise_new(
            "NameError",
            f"cannot access free variable '{variable.name}' where it is not associated with a "
            "value in enclosing scope",
        )
    else:
        b.raise_new(
            "UnboundLocalError",
            f"cannot access local variable '{variable.name}' where it is not associated with a "
            "value",
        )
    b.start(fine)
    return b.coerce(value, b.variable_type(variable))


def write_cell(b: FunctionBuilder, variable: tree.Variable, value: ir.Value) -> None:
    converted = b.coerce(b.coerce(value, b.variable_type(variable)), irt.OBJ)
    b.emit("set_field", b.cells[id(variable)], converted, attribute=f"{CELL}.value")
