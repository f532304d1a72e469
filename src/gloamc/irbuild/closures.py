"""Functions as values: nested functions, lambdas, bound methods, classes used as callables.

A function value is an object of a class made for it, a subclass of
`gloam.runtime.function.Function`; its `call_N` method takes and returns `obj` values, so that any
callable of N parameters is called alike. A variable that is captured and bound again later lives
in a `gloam.runtime.function.Cell`; all others are copied.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import IRType, Kind
from gloamc.irbuild import calls, classes, expressions
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import ClassInstance, Signature, frame_type
from gloamc.irbuild.representation import FUNCTION, canonical
from gloamc.irbuild.walk import free_variables

CELL = "gloam.runtime.function.Cell"
PARAMETERS_MAX = 6


def call_value(b: FunctionBuilder, function: ir.Value, arguments: Sequence[ir.Value]) -> ir.Value:
    """Call a function value; the result is `obj`."""
    if len(arguments) > PARAMETERS_MAX:
        b.program.refuse(
            "G214", b.span, f"a function value takes at most {PARAMETERS_MAX} arguments"
        )
        return b.none()
    instance = b.program.class_instance(tree.Instance(FUNCTION))
    slot = b.program.virtual_slot(instance, f"call_{len(arguments)}")
    if slot is None:
        raise InternalError(f"{FUNCTION} has no call_{len(arguments)}")
    values = [b.coerce(a, irt.OBJ) for a in arguments]
    return b.emit(
        "call_virtual", b.coerce(function, irt.REF), *values, type=irt.OBJ, attribute=slot.name
    )


def function_value(b: FunctionBuilder, e: tree.Expression) -> ir.Value:
    """A function, class or method mentioned but not called."""
    t = b.resolve(e.type)
    if isinstance(t, tree.CallableType):
        count = len(t.parameters)
    else:
        count = 0
    match e:
        case tree.FunctionName(name=name):
            function = b.program.find_function(name)
            if function is None:
                b.program.refuse("G204", e.span, f"gloam has no {name} as a value yet")
                return b.none()
            if function.type_variables:
                b.program.refuse("G215", e.span, "a generic function can't be a value yet")
                return b.none()
            count = len([p for p in function.parameters if p.default is None])
            if isinstance(t, tree.CallableType):
                count = len(t.parameters)
            signature = b.program.function_signature(function, {})
            return _adapter(b, f"{signature.symbol}.<value{count}>", count, [], _calls(signature))
        case tree.ClassName(name=name):
            return _class_value(b, canonical(name), e, count)
        case tree.Attribute():
            receiver = b.stable(expressions.lower(b, e.object))
            return _bound_method(b, e, receiver)
        case _:
            raise InternalError(f"{type(e).__name__} as a function value")


def _calls(signature: Signature) -> Callable[[FunctionBuilder, list[ir.Value]], ir.Value]:
    def body(inner: FunctionBuilder, values: list[ir.Value]) -> ir.Value:
        function = signature.function
        assert function is not None
        return inner.call(signature, calls.bind(inner, signature, values, function.span))

    return body


def _class_value(b: FunctionBuilder, name: str, e: tree.Expression, count: int) -> ir.Value:
    t = b.resolve(e.type)
    made: tree.Type = tree.Instance(name)
    if isinstance(t, tree.CallableType):
        made = t.result
    elif isinstance(t, tree.ClassObjectType):
        made = t.instance
    if not isinstance(made, tree.Instance) or b.program.find_class(made.name) is None:
        b.program.refuse("G215", e.span, f"class {name} can't be a value yet")
        return b.none()
    instance = b.program.class_instance(made)

    def body(inner: FunctionBuilder, values: list[ir.Value]) -> ir.Value:
        return classes.construct(inner, instance, values, e.span)

    found = b.program.find_method(instance, "__init__")
    if found is not None and isinstance(t, tree.ClassObjectType):
        count = len([p for p in found[1].parameters if p.default is None]) - 1
    return _adapter(b, f"{instance.layout.name}.<class{count}>", count, [], body)


def _bound_method(b: FunctionBuilder, e: tree.Attribute, receiver: ir.Value) -> ir.Value:
    t = b.resolve(e.type)
    count = len(t.parameters) if isinstance(t, tree.CallableType) else 0
    owner = b.resolve(e.object.type)
    name = f"{ir.type_of(receiver)}.{e.name}.<bound{count}>"

    def body(inner: FunctionBuilder, values: list[ir.Value]) -> ir.Value:
        return calls.call_method(inner, values[0], owner, e.name, values[1:], e.span)

    return _adapter(b, name, count, [receiver], body)


def _adapter(
    b: FunctionBuilder,
    name: str,
    count: int,
    held: Sequence[ir.Value],
    body: Callable[[FunctionBuilder, list[ir.Value]], ir.Value],
) -> ir.Value:
    """A new object of the adapter class `name`, which holds the values `held`."""
    instance = closure_class(b, name, [ir.type_of(v) for v in held])
    symbol = f"{name}.call"
    if symbol not in b.program.ir.functions:
        own = ir.Register("self", irt.ref(name), is_parameter=True)
        parameters = [own] + [
            ir.Register(f"argument{i}", irt.OBJ, is_parameter=True) for i in range(count)
        ]
        made = ir.Function(symbol, parameters, irt.OBJ, path=b.function.path)
        made.is_unsafe = b.function.is_unsafe
        b.program.ir.functions[symbol] = made
        signature = Signature(
            symbol, tuple(p.type for p in parameters), irt.OBJ, None, b.signature.environment
        )
        inner = FunctionBuilder(b.program, signature, made, b.module, b.span)
        values: list[ir.Value] = [
            inner.emit("get_field", own, type=f.type, attribute=f"{name}.{f.name}")
            for f in instance.layout.fields
        ]
        values.extend(parameters[1:])
        result = body(inner, values)
        inner.end(ir.Return(inner.coerce(result, irt.OBJ), b.line))
        _install(b, instance, count, symbol)
    return _make(b, instance, held)


def closure_class(b: FunctionBuilder, name: str, types: Sequence[IRType]) -> ClassInstance:
    known = b.program.instances.get(name)
    if known is not None:
        return known
    base = b.program.class_instance(tree.Instance(FUNCTION))
    layout = ir.Layout(
        name, base.layout.name, [ir.FieldLayout(f"held{i}", t) for i, t in enumerate(types)],
        python_name="function", python_module="builtins",
    )  # fmt: skip
    instance = ClassInstance(tree.Instance(name), base.definition, {}, base, layout)
    base.children.append(instance)
    b.program.instances[name] = instance
    b.program.ir.layouts[name] = layout
    return instance


def _install(b: FunctionBuilder, instance: ClassInstance, count: int, symbol: str) -> None:
    base = b.program.class_instance(tree.Instance(FUNCTION))
    if count > PARAMETERS_MAX:
        b.program.refuse("G214", b.span, f"at most {PARAMETERS_MAX} parameters in a function value")
        return
    slot = b.program.virtual_slot(base, f"call_{count}")
    assert slot is not None
    instance.layout.methods[slot.name] = symbol
    b.program.instantiate(instance)


def _make(b: FunctionBuilder, instance: ClassInstance, held: Sequence[ir.Value]) -> ir.Value:
    name = instance.layout.name
    made = b.emit("new", type=irt.ref(name), attribute=name)
    for field, value in zip(instance.layout.fields, held, strict=True):
        b.emit("init_field", made, b.coerce(value, field.type), attribute=f"{name}.{field.name}")
    return made


# ---------------------------------------------------------------- nested functions


def closure(b: FunctionBuilder, function: tree.Function) -> ir.Value:
    """A nested function or lambda with what it captures."""
    if function.type_variables:
        b.program.refuse("G215", function.span, "a nested generic function is not supported yet")
        return b.none()
    symbol = function.full_name
    categories = b.signature.symbol.partition("[")
    if categories[1]:
        symbol += f"@{b.signature.symbol}"
    captured = [v for v in free_variables(function) if v.owner != function.full_name]
    held: list[ir.Value] = []
    fields: list[IRType] = []
    for variable in captured:
        if id(variable) in b.self_reference:
            continue
        if id(variable) in b.cells:
            value: ir.Value = b.cells[id(variable)]
        else:
            value = expressions.read_local(b, variable)
        held.append(value)
        fields.append(ir.type_of(value))
    visible = [v for v in captured if id(v) not in b.self_reference]
    name = f"{symbol}.<closure>"
    instance = closure_class(b, name, fields)
    count = len(function.parameters)
    if not instance.layout.methods:
        signature = nested_signature(b, function, symbol, name)
        b.program.nested[symbol] = [
            (v, f"{name}.held{i}", fields[i], id(v) in b.cells) for i, v in enumerate(visible)
        ]
        b.program.nested_self[symbol] = [v for v in captured if id(v) in b.self_reference] + [
            v for v in b.pending_self if v in captured
        ]
        b.program.work.append(lambda: b.program.lower_function(signature))
        adapter = _nested_adapter(b, signature, name, count)
        _install(b, instance, count, adapter)
    return _make(b, instance, held)


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


def _nested_adapter(b: FunctionBuilder, signature: Signature, name: str, count: int) -> str:
    symbol = f"{name}.call"
    own = ir.Register("self", irt.ref(name), is_parameter=True)
    parameters = [own] + [
        ir.Register(f"argument{i}", irt.OBJ, is_parameter=True) for i in range(count)
    ]
    made = ir.Function(symbol, parameters, irt.OBJ, path=b.function.path)
    b.program.ir.functions[symbol] = made
    outer = Signature(symbol, tuple(p.type for p in parameters), irt.OBJ, None, {})
    inner = FunctionBuilder(b.program, outer, made, b.module, b.span)
    values: list[ir.Value] = [own]
    for parameter, kind in zip(parameters[1:], signature.parameters[1:], strict=True):
        values.append(inner.coerce(parameter, kind))
    result = inner.call(signature, values)
    inner.end(ir.Return(inner.coerce(result, irt.OBJ), b.line))
    return symbol


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
    b.raise_new(
        "UnboundLocalError",
        f"cannot access local variable '{variable.name}' where it is not associated with a value",
    )
    b.start(fine)
    return b.coerce(value, b.variable_type(variable))


def write_cell(b: FunctionBuilder, variable: tree.Variable, value: ir.Value) -> None:
    converted = b.coerce(b.coerce(value, b.variable_type(variable)), irt.OBJ)
    b.emit("set_field", b.cells[id(variable)], converted, attribute=f"{CELL}.value")


__all__ = ["Kind", "call_value", "closure", "function_value"]
