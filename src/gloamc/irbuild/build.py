"""Typed tree to IR, for everything reachable from the image's entry.

Before: a typed program. After: `ir.Program` with every reachable function in stage BUILT (block
handlers, Raise, Suspend; no Check, no counts), all layouts and globals. Raises CompileErrors.
"""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree
from gloamc.frontend.binary_methods import BINARY_METHODS
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import (
    attributes,
    checks,
    classes,
    closures,
    container_bases,
    coroutines,
    displays,
    expressions,
    generators,
    kept_ints,
    not_implemented,
    operators,
)
from gloamc.irbuild import statements as lowering
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Given
from gloamc.irbuild.program import ClassInstance, ProgramBuilder, Signature, Slot
from gloamc.irbuild.representation import FRAME, FUNCTION, is_anything
from gloamc.irbuild.walk import Usage, free_variables, usage, usage_of_module
from gloamc.primitives.runtime import RELEASE_GLOBALS

VALUE_CLASSES = (
    "builtins.object", "builtins.int", "builtins.bool", "builtins.float", "builtins.str",
    "builtins.bytes", "builtins.tuple", "builtins.NoneType",
)  # fmt: skip
RUN_PROGRAM = "$run_program"
ENTRY = "gloam_start"
HASH_KEY_MODULE = "gloam.boot.hash_key"
_HASHES_TEXT = "gloam.runtime.siphash.hash_memory"


def build(program: tree.Program, start: str, *, debug: bool) -> ProgramBuilder:
    """Lower a program. `start` is the boot function: `start(argument: Ptr[u64]) -> None`."""
    builder = ProgramBuilder(program, debug=debug)
    builder.lower_function = lambda signature: lower_function(builder, signature)
    builder.lower_adapter = lambda symbol, slot, target: lower_adapter(
        builder, symbol, slot, target
    )
    builder.lower_destroy = lambda instance: classes.lower_destroy(builder, instance)
    builder.lower_module = lambda name: request_module(builder, name)
    builder.lower_default = lower_default
    builder.make_call = lambda instance, method: closures.object_call(builder, instance, method)
    builder.make_tuple = displays.tuple_of
    for name in VALUE_CLASSES:
        builder.instantiate(builder.class_instance(tree.Instance(name)))
    for name in (FUNCTION, FRAME, "builtins.BaseException"):
        builder.class_instance(tree.Instance(name))
    container_bases.check(builder)
    builder.use_roots()
    _lower_run_program(builder)
    entry = builder.runtime(start)
    builder.ir.entry = entry.symbol
    builder.run()
    _set_hash_key(builder)
    _lower_release_globals(builder)
    builder.run()
    while builder.implement_unused_slots():
        builder.run()
    _expand_families(builder)
    return builder


def lower_default(b: FunctionBuilder, e: tree.Expression, type: irt.IRType) -> ir.Value:
    module = b.program.tree.modules.get(b.module)
    if module is not None:
        literal = attributes.static_literal(b, e, module)
        if literal is not None:
            return b.coerce(b.from_constant(literal), type)
    match e:
        case tree.GlobalName():
            return b.coerce(attributes.read_global(b, e), type)
        case tree.Attribute(kind=tree.AttributeKind.CLASS_VARIABLE):
            return b.coerce(attributes.read(b, e), type)
        case tree.Call():
            return expressions.lower_as(b, e, type)  # a factory: its value is new each time
        case tree.TupleDisplay(items=items) if not items:
            return b.coerce(displays.tuple_of(b, []), type)
        case _:
            b.program.refuse(
                "G223",
                e.span,
                "a default value must be a constant for now",
                "use None, and make the value in the body",
            )
            return ir.Constant(type, ir.UNSET)


# ---------------------------------------------------------------- functions


def lower_function(program: ProgramBuilder, signature: Signature) -> None:
    function = signature.function
    assert function is not None
    nested = program.nested.get(signature.symbol)
    parameters: list[ir.Register] = []
    types = list(signature.parameters)
    if nested is not None:
        parameters.append(ir.Register("$closure", types.pop(0), is_parameter=True))
    for parameter, kind in zip(function.parameters, types, strict=True):
        parameters.append(ir.Register(parameter.variable.name, kind, is_parameter=True))
    made = ir.Function(
        signature.symbol,
        parameters,
        signature.result,
        path=program.shown_path(function.module),
        traceback_name=function.qualified_name,
        is_unsafe=program.is_unsafe(function.module),
    )
    if made.is_unsafe:
        made.traceback_name = ""
    program.ir.functions[signature.symbol] = made
    b = FunctionBuilder(program, signature, made, function.module, function.span)
    b.definition = function
    if function.is_async or function.is_generator:
        coroutines.make_frame(b, parameters)
        step = coroutines.step_function(signature, made.path, made.traceback_name)
        step.is_unsafe = made.is_unsafe
        program.ir.functions[step.name] = step
        b = FunctionBuilder(program, signature, step, function.module, function.span)
        b.definition = function
        values: Sequence[ir.Value] = coroutines.start_step(b, signature)
    else:
        values = parameters
    if nested is not None:
        b.functions = program.nested_scopes[signature.symbol]
        _open_closure(b, values[0], nested)
        for variable in program.nested_self.get(signature.symbol, []):
            b.locals[id(variable)] = _local_copy(b, variable.name, values[0])
        values = values[1:]
    if signature.bound_class is not None:
        bound = program.class_instance(signature.bound_class)
        b.bound_class = (function.parameters[0].variable, bound)
    _open_object(b, function, values)
    _enter_parameters(b, function, list(values))
    if function.is_async and not function.is_generator and not b.is_library:
        coroutines.lower_coroutine_body(b, lambda: lowering.lower_body(b, function.body))
    else:
        lowering.lower_body(b, function.body)
    if generators.is_generator(b):
        generators.close_body(b)
    if b.is_open:
        if b.function.is_frame_step:
            coroutines.finish(b, b.none())
        elif signature.result.kind is irt.Kind.NONE:
            b.end(ir.Return(b.none(), b.line))
        elif isinstance(function.result, tree.UnionType | tree.NoneType) or (
            signature.result.kind is irt.Kind.OBJ
        ):
            b.end(ir.Return(b.coerce(b.none(), signature.result), b.line))
        elif b.is_unsafe:
            b.end(ir.Unreachable(b.line))
        else:  # a `with` of a manager that nobody knows has swallowed an exception
            b.raise_new("TypeError", f"{function.name}() ended without the result it declares")
    b.close()


def _local_copy(b: FunctionBuilder, name: str, value: ir.Value) -> ir.Register:
    if isinstance(value, ir.Register):
        return value
    register = ir.Register(name, ir.type_of(value))
    b.assign(register, value)
    return register


def _open_closure(
    b: FunctionBuilder,
    closure: ir.Value,
    captures: list[tuple[tree.Variable, str, irt.IRType, bool]],
) -> None:
    for variable, field, kind, is_cell in captures:
        value = b.emit("get_field", closure, type=kind, attribute=field)
        register = b.temporary(kind, f"captured_{variable.name}_")
        b.assign(register, value)
        if is_cell:
            b.cells[id(variable)] = register
        else:
            b.locals[id(variable)] = register


def _open_object(b: FunctionBuilder, function: tree.Function, values: Sequence[ir.Value]) -> None:
    """In a method of a class in a function: the variables of that function, which the object
    holds."""
    receiver = b.signature.receiver
    if receiver is None or not b.program.captured or b.program.find_class(receiver.name) is None:
        return
    instance = b.program.class_instance(receiver)
    held = b.program.captures(instance)
    if not held:
        return
    used = {id(variable) for variable in free_variables(function)}
    wanted = [(variable, name) for variable, name in held if id(variable) in used]
    if wanted and function.kind in (tree.FunctionKind.CLASS, tree.FunctionKind.STATIC):
        b.program.refuse(
            "G117",
            function.span,
            f"{function.name} has no object, and uses {wanted[0][0].name} of the function around",
            "pass the value as an argument, or move the class to the top level",
        )
        return
    for variable, name in wanted:
        place, kind = classes.field_place(instance, name)
        own = b.coerce(values[0], irt.REF)
        register = b.temporary(kind, f"captured_{variable.name}_")
        b.assign(register, b.emit("get_field", own, type=kind, attribute=place))
        b.cells[id(variable)] = register


def _enter_parameters(b: FunctionBuilder, function: tree.Function, values: list[ir.Value]) -> None:
    """Bind parameters; one that the body assigns, or a frame's, gets a register of its own."""
    use = usage(function) if b.program.has_nested(function) else Usage()
    assigned = use.assigned if use.assigned else _assigned_parameters(function)
    _make_cells(b, use, function.full_name)
    for parameter, value in zip(function.parameters, values, strict=True):
        variable = parameter.variable
        value = kept_ints.enter(b, variable.type, value)  # noqa: PLW2901  # the value from here on
        if id(variable) in b.cells:
            closures.write_cell(b, variable, value)
        elif assigned.get(id(variable)) or not isinstance(value, ir.Register):
            register = ir.Register(variable.name, ir.type_of(value))
            b.assign(register, value)
            b.locals[id(variable)] = register
        else:
            b.locals[id(variable)] = value


def _make_cells(b: FunctionBuilder, use: Usage, owner: str) -> None:
    for variable in use.captured.values():
        if id(variable) in use.early and variable.owner == owner:
            closures.make_cell(b, variable)


def _assigned_parameters(function: tree.Function) -> dict[int, int]:
    if not function.parameters:
        return {}
    return usage(function).assigned


def lower_adapter(program: ProgramBuilder, symbol: str, slot: Slot, target: Signature) -> None:
    """An implementation of a slot whose representations differ from the slot's."""
    parameters = [
        ir.Register(f"argument{i}", kind, is_parameter=True)
        for i, kind in enumerate(slot.signature.parameters)
    ]
    function = ir.Function(symbol, parameters, slot.signature.result, is_unsafe=True)
    program.ir.functions[symbol] = function
    span = tree.Span("", 0, 0, 0, 0)
    b = FunctionBuilder(program, slot.signature, function, "gloam.runtime", span)
    b.adapts = True
    values: list[ir.Value] = []
    defined = target.function
    assert defined is not None
    known = slot.signature.function
    if known is not None and _needs_binding(known, defined):
        values = _passed_on(b, slot, known, parameters, target)
        result: ir.Value = b.call(target, values)
        b.end(ir.Return(b.coerce(result, slot.signature.result)))
        b.close()
        return
    is_static = defined.kind is tree.FunctionKind.STATIC
    waiting = parameters[1:] if is_static else list(parameters)
    omitted = [index - 1 for index in slot.omitted] if is_static else slot.omitted
    for index, kind in enumerate(target.parameters):
        if index not in omitted and waiting:
            given = waiting.pop(0)
            is_ours = program.is_library(defined.module)
            if index == 1 and defined.name in BINARY_METHODS and not is_ours:
                _refuse_other(b, given, defined.parameters[1], target)
            values.append(b.coerce(given, kind))
        else:
            values.append(b.default(defined.parameters[index], kind, target))
    if target.bound_class is not None:
        values[0] = closures.class_object(b, program.class_instance(target.bound_class))
    result = b.call(target, values)
    if slot.method == "__len__" and ir.type_of(result) == irt.INT:
        result = operators.checked_length(b, result)
    b.end(ir.Return(b.coerce(result, slot.signature.result)))
    b.close()


def _needs_binding(known: tree.Function, defined: tree.Function) -> bool:
    """Does one take in a tuple or a dict what the other one has parameters for?"""
    star, double = tree.ParameterKind.STAR, tree.ParameterKind.DOUBLE_STAR
    if _has(defined, star) and not _has(known, star):
        return True
    takes_all = [f.is_forwarder and _has(f, double) for f in (known, defined)]
    return takes_all[0] is not takes_all[1]


def _has(function: tree.Function, kind: tree.ParameterKind) -> bool:
    return any(parameter.kind is kind for parameter in function.parameters)


_PASSED_AS = {
    tree.ParameterKind.NAMED_ONLY: tree.ArgumentKind.NAMED,
    tree.ParameterKind.STAR: tree.ArgumentKind.STAR,
    tree.ParameterKind.DOUBLE_STAR: tree.ArgumentKind.DOUBLE_STAR,
}


def _passed_on(
    b: FunctionBuilder,
    slot: Slot,
    known: tree.Function,
    values: Sequence[ir.Value],
    target: Signature,
) -> list[ir.Value]:
    """The arguments of a call, for an override that takes them in another form: a decorated method
    takes a tuple and a dict."""
    parameters = [p for i, p in enumerate(known.parameters) if i not in slot.omitted]
    passed = [
        Given(_PASSED_AS.get(p.kind, tree.ArgumentKind.POSITIONAL), p.variable.name, value)
        for p, value in zip(parameters[1:], values[1:], strict=True)
    ]
    for argument in passed:
        if argument.kind is not tree.ArgumentKind.NAMED:
            argument.name = ""
    return arguments_of.bind(b, target, passed, b.span, values[0])


def _refuse_other(
    b: FunctionBuilder, value: ir.Value, parameter: tree.Parameter, target: Signature
) -> None:
    """A binary method that was found by its name answers NotImplemented for an operand that its
    parameter does not take."""
    declared = b.program.resolve(parameter.variable.type, target.environment)
    if is_anything(declared) or ir.type_of(value).kind is not irt.Kind.OBJ:
        return
    fits, misfit = b.new_block("fits"), b.new_block("misfit")
    b.branch(checks.is_of(b, value, declared), fits, misfit)
    b.start(misfit)
    b.end(ir.Return(b.coerce(not_implemented.value(b), b.signature.result)))
    b.enter(fits)


# ---------------------------------------------------------------- modules


def request_module(program: ProgramBuilder, name: str) -> None:
    symbol = f"{name}.<module>"
    if symbol in program.ir.functions:
        return
    module = program.tree.modules[name]
    function = ir.Function(symbol, [], irt.NONE, path=module.path, traceback_name="<module>")
    program.ir.functions[symbol] = function
    program.work.append(lambda: _lower_module(program, module, function))


def _lower_module(program: ProgramBuilder, module: tree.Module, function: ir.Function) -> None:
    signature = Signature(function.name, (), irt.NONE, None, {})
    span = tree.Span(module.path, 1, 0, 1, 0)
    b = FunctionBuilder(program, signature, function, module.name, span)
    _make_cells(b, usage_of_module(module), f"{module.name}.<module>")
    lowering.lower_body(b, module.body)
    b.end(ir.Return(b.none(), b.line))
    b.close()
    if module.name == program.tree.entry or not program.is_static(module.name):
        _check_user_functions(program, module)


def _check_user_functions(program: ProgramBuilder, module: tree.Module) -> None:
    """Functions nobody calls are not lowered; their refusals show when somebody does."""


def _lower_run_program(program: ProgramBuilder) -> None:
    """`run_program()`: the main module, then what CPython does at exit. Returns the status."""
    function = ir.Function(RUN_PROGRAM, [], irt.I64, is_unsafe=True)
    program.ir.functions[RUN_PROGRAM] = function
    signature = Signature(RUN_PROGRAM, (), irt.I64, None, {})
    program.signatures[RUN_PROGRAM] = signature
    b = FunctionBuilder(
        program, signature, function, "gloam.runtime.raising", tree.Span("", 0, 0, 0, 0)
    )
    if program.debug:
        baseline: ir.Value = b.runtime("gloam.runtime.heap.live_objects")
    handler = ir.Block("failed")
    status = b.temporary(irt.I64, "status")
    done = b.new_block("done")
    b.assign(status, b.i64(0))
    b.handler = handler
    b.start(b.new_block("run"))
    lowering.import_module(b, program.tree.entry)
    b.handler = None
    b.goto(done)
    b.enter(handler)
    caught = b.temporary(irt.EXCEPTION, "caught")
    b.assign(caught, b.emit("take_exception", type=irt.EXCEPTION))
    b.assign(status, b.runtime("gloam.runtime.last_words.report", caught))
    b.assign(caught, ir.Constant(irt.EXCEPTION, ir.UNSET))
    b.start(done)
    b.runtime("gloam.runtime.builtins.flush")
    if program.has_finalisers:
        b.runtime("gloam.runtime.collector.finalise_all")
        b.runtime("gloam.runtime.builtins.flush")
    if program.debug:
        b.emit("call", type=irt.NONE, attribute=RELEASE_GLOBALS)
        empty = ir.Function(RELEASE_GLOBALS, [], irt.NONE, is_unsafe=True)
        program.ir.functions[RELEASE_GLOBALS] = empty
        b.assign(status, b.runtime("gloam.runtime.raising.check_leaks", baseline, status))
    b.end(ir.Return(status))
    b.close()


def _set_hash_key(program: ProgramBuilder) -> None:
    """A program that hashes text gets a key before its first statement."""
    if _HASHES_TEXT not in program.ir.functions or HASH_KEY_MODULE not in program.tree.modules:
        return
    signature = program.runtime(f"{HASH_KEY_MODULE}.set_hash_key")
    run = next(b for b in program.ir.functions[RUN_PROGRAM].blocks if b.handler is not None)
    run.ops.insert(0, ir.Op("call", [], signature.result, signature.symbol))


RUNTIME_CACHES = ("gloam.runtime.code_point._ascii",)
"""Globals of the runtime that hold objects made on demand, None until then."""


def _lower_release_globals(program: ProgramBuilder) -> None:
    function = program.ir.functions.get(RELEASE_GLOBALS)
    if function is None:
        return
    signature = Signature(RELEASE_GLOBALS, (), irt.NONE, None, {})
    b = FunctionBuilder(program, signature, function, "gloam.runtime", tree.Span("", 0, 0, 0, 0))
    kept = ("gloam.runtime.", "gloam.boot.", "gloam.device.", "gloam.drivers.")
    for name, made in program.ir.globals.items():
        if name in RUNTIME_CACHES:
            b.emit("set_global", ir.Constant(made.type, None), attribute=name)
        elif made.type.is_counted and not name.startswith(kept):
            b.emit("set_global", ir.Constant(made.type, ir.UNSET), attribute=name)
    b.end(ir.Return(b.none()))


def _expand_families(program: ProgramBuilder) -> None:
    """isinstance against a generic class means any of its instances, subclasses included; against
    an interface, any class that has it."""
    layouts = program.ir.layouts
    members: dict[str, list[str]] = {}
    for name in layouts:
        head, bracket, _ = name.partition("[")
        if bracket:
            members.setdefault(head, []).append(name)
    for name, instance in program.instances.items():
        for interface in program.interfaces_of(instance):
            for wanted in (interface, *(n for n in layouts if n.startswith(f"{interface}["))):
                members.setdefault(wanted, []).append(name)
    if "builtins.ExceptionGroup" in layouts:  # laid out as a BaseExceptionGroup, it is both
        members.setdefault("builtins.Exception", []).append("builtins.ExceptionGroup")
    for function in program.ir.functions.values():
        for block in function.blocks:
            for op in block.ops:
                if op.name == "isinstance":
                    names = [
                        n
                        for wanted in op.attribute.split("|")
                        for n in (wanted, *members.get(wanted, ()))
                        if n in layouts
                    ]
                    op.attribute = "|".join(dict.fromkeys(names))


__all__ = ["ClassInstance", "InternalError", "build", "expressions"]
