"""Coroutines: frames, await. What generators add is in `generators.py`.

A coroutine function makes a frame, an object of a class of its own under
`gloam.runtime.frame.Frame`, and returns it. The body is the frame's `step` method: END when it has
finished (its value is in `result`), otherwise what it is suspended with. The coroutine pass turns
Suspend into a state machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import END, Kind
from gloamc.irbuild import calls, checks, expressions, generators, statements
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Operand
from gloamc.irbuild.program import ClassInstance, ProgramBuilder, Signature, Slot, frame_type
from gloamc.irbuild.representation import (
    FRAME,
    FRAME_TYPES,
    GENERATOR,
    is_any,
    represent,
    without_none,
)

STEP = f"{FRAME}.step"
INJECTED = "gloam.runtime.frame.injected"
FUTURE = "asyncio.futures.Future"
SLEEP = "asyncio.tasks.sleep"


def frame_class(b: FunctionBuilder, symbol: str) -> ClassInstance:
    """The frame class of a coroutine or generator function."""
    name = f"{symbol}.<frame>"
    known = b.program.instances.get(name)
    if known is not None:
        return known
    kind = FRAME if b.definition is None else frame_type(b.definition).class_name
    base = b.program.class_instance(tree.Instance(kind))
    word = {FRAME: "coroutine", GENERATOR: "generator"}.get(kind, "async_generator")
    layout = ir.Layout(name, base.layout.name, python_name=word, python_module="builtins")
    definition = replace(base.definition, fields=(), methods={})
    instance = ClassInstance(tree.Instance(name), definition, {}, base, layout)
    base.children.append(instance)
    b.program.instances[name] = instance
    b.program.ir.layouts[name] = layout
    slot = step_slot(b)
    layout.methods[slot.name] = f"{symbol}.<step>"
    if kind == GENERATOR and b.definition is not None and generators.returns_none(b.definition):
        advance = b.program.virtual_slot(base, "__advance__")
        assert advance is not None
        layout.methods[advance.name] = f"{symbol}.<step>"
    b.program.instantiate(instance)
    return instance


def make_frame(b: FunctionBuilder, parameters: Sequence[ir.Register]) -> None:
    """The body of a coroutine function: make the frame, move the arguments in."""
    instance = frame_class(b, b.signature.symbol)
    name = instance.layout.name
    made = b.emit("new", type=irt.ref(name), attribute=name)
    b.emit("init_field", made, b.i64(0), attribute=f"{FRAME}.state")
    if b.definition is not None and b.definition.is_generator:
        generators.start(b, made, instance.base)
    for index, parameter in enumerate(parameters):
        field = f"parameter{index}"
        instance.layout.fields.append(ir.FieldLayout(field, parameter.type))
        b.emit("init_field", made, parameter, attribute=f"{name}.{field}")
    b.end(ir.Return(made, b.line))


def run_function(program: ProgramBuilder, signature: Signature) -> Signature:
    """The function for calls that are awaited at once: their frames begin on the stack.

    It gives what the call returned, or END if that was suspended; then gloam.runtime.frame has the
    frame.
    """
    symbol = f"{signature.symbol}.<run>"
    known = program.signatures.get(symbol)
    if known is not None:
        return known
    assert signature.function is not None
    parameters = [
        ir.Register(f"parameter{index}", kind, is_parameter=True)
        for index, kind in enumerate(signature.parameters)
    ]
    made = replace(signature, symbol=symbol, result=irt.OBJ)
    program.signatures[symbol] = made
    module = signature.function.module
    fn = ir.Function(symbol, parameters, irt.OBJ, path=program.shown_path(module))
    program.ir.functions[symbol] = fn
    b = FunctionBuilder(program, made, fn, module, tree.Span("", 0, 0, 0, 0))
    b.definition = signature.function
    _run_on_stack(b, signature, parameters)
    b.close()
    return made


def _run_on_stack(
    b: FunctionBuilder, signature: Signature, parameters: Sequence[ir.Register]
) -> None:
    name = frame_class(b, signature.symbol).layout.name
    frame = b.emit("new_local", type=irt.ref(name), attribute=name)
    b.emit("init_field", frame, b.i64(0), attribute=f"{FRAME}.state")
    for index, parameter in enumerate(parameters):
        b.emit("init_field", frame, parameter, attribute=f"{name}.parameter{index}")
    finished, waiting = b.new_block("finished"), b.new_block("waiting")
    failed, refused = ir.Block("failed"), ir.Block("refused")
    b.handler = failed
    b.start(b.new_block("step"))
    again = b.block
    given = b.emit("call", frame, type=irt.OBJ, attribute=f"{signature.symbol}.<step>")
    b.handler = None
    b.branch(b.emit("same", given, end()), finished, waiting)
    b.start(finished)
    b.end(ir.Return(b.emit("take_field", frame, type=irt.OBJ, attribute=f"{FRAME}.result")))
    b.enter(waiting)
    b.handler = refused
    b.start(b.new_block("move"))
    moved = b.emit("to_heap", frame, type=irt.ref(name), attribute=name)
    b.handler = None
    b.start(b.new_block("moved"))
    b.runtime("gloam.runtime.frame.leave_suspended", moved, given)
    b.end(ir.Return(end()))
    _raise_where_suspended(b, refused, again)
    _clear_if_not_started(b, signature, failed, frame)


def _raise_where_suspended(b: FunctionBuilder, refused: ir.Block, again: ir.Block) -> None:
    """No memory to wait in: that is raised in the coroutine, which may clean up."""
    ensure_injected(b)
    b.enter(refused)
    b.emit("set_global", b.emit("take_exception", type=irt.EXCEPTION), attribute=INJECTED)
    b.goto(again)


def _clear_if_not_started(
    b: FunctionBuilder, signature: Signature, failed: ir.Block, frame: ir.Value
) -> None:
    """What the step raised goes on. Without stack it did not even take its arguments."""
    b.enter(failed)
    caught = b.temporary(irt.EXCEPTION, "caught")
    b.assign(caught, b.emit("take_exception", type=irt.EXCEPTION))
    not_started, gone = b.new_block("unstarted"), b.new_block("gone")
    state = b.emit("get_field", frame, type=irt.I64, attribute=f"{FRAME}.state")
    b.branch(b.emit("raw.eq", state, b.i64(0)), not_started, gone)
    b.start(not_started)
    for index, kind in enumerate(signature.parameters):
        if kind.is_counted:
            field = f"{ir.type_of(frame).class_name}.parameter{index}"
            b.emit("take_field", frame, type=kind, attribute=field)
    b.start(gone)
    b.emit("set_exception", caught)
    b.end(ir.Raise(0))


def step_function(signature: Signature, path: str, traceback_name: str) -> ir.Function:
    name = f"{signature.symbol}.<frame>"
    frame = ir.Register("frame", irt.ref(name), is_parameter=True)
    made = ir.Function(
        f"{signature.symbol}.<step>", [frame], irt.OBJ, path=path, traceback_name=traceback_name
    )
    made.is_frame_step = True
    made.frame_class = name
    return made


def start_step(b: FunctionBuilder, signature: Signature) -> list[ir.Value]:
    """Entry of a step function: the parameters, moved out of the frame."""
    frame = b.function.parameters[0]
    name = b.function.frame_class
    if generators.is_generator(b):
        generators.open_body(b)
    values = [
        b.emit("take_field", frame, type=kind, attribute=f"{name}.parameter{index}")
        for index, kind in enumerate(signature.parameters)
    ]
    check_injected(b)
    return list(values)


def check_injected(b: FunctionBuilder) -> None:
    """Raise what throw() or a cancellation left for whoever runs next."""
    ensure_injected(b)
    none = ir.Constant(irt.NONE_REF, None)
    calm, thrown = b.new_block("calm"), b.new_block("thrown")
    b.branch(b.emit("same", _injected(b), none), calm, thrown)
    b.start(thrown)
    b.emit("set_exception", _injected(b))  # loaded again: what is only compared needs no reference
    b.emit("set_global", none, attribute=INJECTED)
    b.end(ir.Raise(b.line))
    b.start(calm)


def _injected(b: FunctionBuilder) -> ir.Value:
    return b.emit("get_global", type=irt.EXCEPTION, attribute=INJECTED)


def ensure_injected(b: FunctionBuilder) -> None:
    b.program.ir.globals.setdefault(
        INJECTED, ir.Global(INJECTED, irt.EXCEPTION, ir.Constant(irt.EXCEPTION, None))
    )


def lower_coroutine_body(b: FunctionBuilder, body: Callable[[], None]) -> None:
    """A StopIteration that leaves a coroutine becomes a RuntimeError (PEP 479)."""
    stopped = ir.Block(f"stopped{b.next_number()}")
    b.handler = stopped
    b.start(b.new_block("coroutine"))
    body()
    if b.is_open:
        finish(b, b.none())
    b.handler = None
    b.enter(stopped)
    caught = b.temporary(irt.EXCEPTION, "caught")
    b.assign(caught, b.emit("take_exception", type=irt.EXCEPTION))
    name = b.program.class_instance(tree.Instance("builtins.StopIteration")).layout.name
    convert, other = b.new_block("convert"), b.new_block("other")
    b.branch(b.emit("isinstance", caught, attribute=name), convert, other)
    b.start(convert)
    b.runtime("gloam.runtime.raising.raise_stopped", caught)
    b.end(ir.Unreachable(b.line))
    b.enter(other)
    b.line = 0  # raised again: no place of its own in the traceback
    b.emit("set_exception", caught)
    b.end(ir.Raise(0))


def suspend(b: FunctionBuilder, value: ir.Value, resume: ir.Block) -> None:
    """End the block, giving out `value`; `resume` follows, with what is handled as it was here.

    The caller of the step meanwhile sees what it was handling itself.
    """
    if b.handled:
        before = b.before[0]
        statements.ensure_handled(b)
        b.emit("set_global", before, attribute=statements.HANDLED)
        b.end(ir.Suspend(value, resume, b.line))
        b.start_after_suspend(resume)
        callers = b.emit("get_global", type=irt.EXCEPTION, attribute=statements.HANDLED)
        b.assign(before, callers)
        b.emit("set_global", b.handled[-1], attribute=statements.HANDLED)
        return
    b.end(ir.Suspend(value, resume, b.line))
    b.start_after_suspend(resume)


def finish(b: FunctionBuilder, value: ir.Value) -> None:
    """`return value` in a coroutine body."""
    frame = b.function.parameters[0]
    if generators.is_generator(b):
        generators.mark_finished(b)
    b.emit("set_field", frame, b.coerce(value, irt.OBJ), attribute=f"{FRAME}.result")
    b.end(ir.Return(end(), b.line))


def lower_await(b: FunctionBuilder, e: tree.Await) -> ir.Value:
    """Step the awaited frame until it has finished; suspend whenever it does."""
    if _is_turn(e.value):
        _give_out(b, ir.Constant(irt.OBJ, None))
        return b.none()
    t = without_none(b.resolve(e.value.type))
    value = b.stable(expressions.lower(b, e.value))
    if _is_future(b, t):
        return _await_future(b, value, t, e)
    if not is_any(t) and not (isinstance(t, tree.Instance) and t.name in FRAME_TYPES):
        if not calls.has_method(b, t, "__await__"):
            b.program.refuse("G216", e.span, "this value can't be awaited yet")
            return b.none()
    result = drive_value(b, value, t, e.span)
    target = represent(b.resolve(e.type))
    return b.none() if target.kind is Kind.NONE else b.coerce(result, target)


def drive_value(b: FunctionBuilder, value: ir.Value, t: tree.Type, span: tree.Span) -> ir.Value:
    """What awaiting a value of type `t` gives."""
    call = _frame_call(b, value)
    if call is not None:
        return _await_call(b, call)
    return drive(b, awaitable(b, value, t, span))


def _frame_call(b: FunctionBuilder, value: ir.Value) -> ir.Op | None:
    """The value, if it is the call of a known coroutine function, just made."""
    if not isinstance(value, ir.Op) or value.name != "call" or value.type != irt.ref(FRAME):
        return None
    signature = b.program.signatures.get(value.attribute)
    function = signature.function if signature is not None else None
    if function is None or not function.is_async or function.is_generator:
        return None
    return value if b.block.ops and b.block.ops[-1] is value else None


def _await_call(b: FunctionBuilder, call: ir.Op) -> ir.Value:
    """The frame begins on the stack, and becomes an object only if it has to wait."""
    run = run_function(b.program, b.program.signatures[call.attribute])
    call.attribute, call.type = run.symbol, irt.OBJ
    result = b.temporary(irt.OBJ, "result")
    waiting, finished, done = b.new_block("waiting"), b.new_block("finished"), b.new_block("done")
    b.branch(b.emit("same", call, end()), waiting, finished)
    b.start(waiting)
    child = b.temporary(irt.ref(FRAME), "awaited")
    b.assign(child, b.runtime("gloam.runtime.frame.take_suspended"))
    outcome = b.temporary(irt.OBJ, "given")
    b.assign(outcome, b.emit("take_field", child, type=irt.OBJ, attribute=f"{FRAME}.result"))
    suspended, ended = b.new_block("suspended"), b.new_block("awaited")
    b.start(suspended)
    suspend(b, outcome, b.new_block("resume"))
    b.assign(outcome, step(b, child))
    b.branch(b.emit("same", outcome, end()), ended, suspended)
    b.start_after_suspend(ended)
    b.assign(result, b.emit("take_field", child, type=irt.OBJ, attribute=f"{FRAME}.result"))
    b.goto(done)
    b.start_after_suspend(finished)
    b.assign(result, call)
    b.start(done)
    return result


def _is_turn(e: tree.Expression) -> bool:
    """Is it asyncio.sleep(0), which gives the other tasks their turn?"""
    if not isinstance(e, tree.Call) or len(e.arguments) != 1:
        return False
    if not isinstance(e.callee, tree.FunctionName) or e.callee.name != SLEEP:
        return False
    delay = e.arguments[0].value
    return isinstance(delay, tree.IntLiteral | tree.FloatLiteral) and delay.value == 0


def _is_future(b: FunctionBuilder, t: tree.Type) -> bool:
    """Is it a future or a task whose `__await__` is the one of futures?"""
    if not isinstance(t, tree.Instance) or b.program.find_class(t.name) is None:
        return False
    instance = b.program.class_instance(t)
    found = b.program.find_method(instance, "__await__")
    if found is None or found[0].type.name != FUTURE:
        return False
    return not b.program.is_overridden(t.name, "__await__")


def _await_future(b: FunctionBuilder, value: ir.Value, t: tree.Type, e: tree.Await) -> ir.Value:
    """What Future.__await__ does, without a frame for it."""
    wait, done = b.new_block("wait"), b.new_block("done")
    value = b.stable(b.coerce(value, irt.REF))
    must_wait = calls.call_method(b, value, t, "begin_await", [], e.span)
    b.branch(b.coerce(must_wait, irt.BOOL), wait, done)
    b.start(wait)
    _give_out(b, b.stable(b.coerce(value, irt.OBJ)))
    b.start(done)
    result = calls.call_method(b, value, t, "end_await", [], e.span)
    target = represent(b.resolve(e.type))
    return b.none() if target.kind is Kind.NONE else b.coerce(result, target)


def _give_out(b: FunctionBuilder, value: ir.Value) -> None:
    """Suspend with a value for the task; go on, or raise what it has for us."""
    suspend(b, value, b.new_block("resume"))
    check_injected(b)


def awaitable(b: FunctionBuilder, value: ir.Value, t: tree.Type, span: tree.Span) -> ir.Value:
    """The frame that awaiting a value of type `t` steps."""
    child = b.temporary(irt.ref(FRAME), "awaited")
    if not is_any(t):
        if not (isinstance(t, tree.Instance) and t.name in FRAME_TYPES):
            value = b.stable(calls.call_method(b, value, t, "__await__", [], span))
        b.assign(child, value)
        return child
    value = b.stable(b.coerce(value, irt.OBJ))
    frame, other, done = b.new_block("frame"), b.new_block("other"), b.new_block("awaits")
    b.branch(b.emit("isinstance", value, attribute=FRAME), frame, other)
    b.start(frame)
    b.assign(child, b.coerce(value, child.type))
    b.goto(done)
    b.enter(other)
    made = calls.call_method(b, value, t, "__await__", [], span)
    b.assign(child, checks.convert(b, made, tree.Instance("typing.Awaitable", (tree.AnyType(),))))
    b.start(done)
    return child


def drive(b: FunctionBuilder, child: ir.Value) -> ir.Value:
    if not b.function.is_frame_step:
        raise InternalError("await outside of a coroutine")
    again, suspended, done = b.new_block("step"), b.new_block("suspended"), b.new_block("awaited")
    b.start(again)
    outcome = b.stable(step(b, child))
    b.branch(b.emit("same", outcome, end()), done, suspended)
    b.start(suspended)
    suspend(b, outcome, b.new_block("resume"))
    b.goto(again)
    b.start_after_suspend(done)
    return b.emit("take_field", child, type=irt.OBJ, attribute=f"{FRAME}.result")


def step(b: FunctionBuilder, frame: ir.Value) -> ir.Value:
    slot = step_slot(b)
    return b.emit("call_virtual", b.coerce(frame, irt.REF), type=irt.OBJ, attribute=slot.name)


def end() -> ir.Constant:
    """gloam.runtime.object.END."""
    return ir.Constant(irt.OBJ, END)


def step_slot(b: FunctionBuilder) -> Slot:
    slot = b.program.virtual_slot(b.program.class_instance(tree.Instance(FRAME)), "step")
    assert slot is not None
    return slot


def frame_method(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Instance,
    name: str,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """Methods of coroutine and generator objects are those of the runtime's Frame."""
    instance = b.program.class_instance(tree.Instance(FRAME_TYPES[t.name]))
    found = b.program.find_method(instance, name)
    if found is None:
        b.program.refuse("G208", span, f"gloam has no method {name} of coroutines yet")
        return b.none()
    owner, function = found
    return calls.call_found(b, receiver, instance, owner, function, arguments, span)


__all__ = ["FRAME", "STEP", "lower_await"]
