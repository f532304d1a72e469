"""Generators: `yield`, `yield from`, and what their frames have beyond those of coroutines.

The object is a `gloam.runtime.generator.Generator`; its methods are written there.
"""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import Kind
from gloamc.irbuild import coroutines, expressions, iteration
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import ClassInstance, frame_type
from gloamc.irbuild.representation import ASYNC_GENERATOR, FRAME, GENERATOR, is_optional
from gloamc.irbuild.walk import all_nodes

FINISHED = -2
"""gloam.runtime.frame.FINISHED."""


def start(b: FunctionBuilder, made: ir.Value, base: ClassInstance | None) -> None:
    """The fields of a new generator, synchronous or not."""
    assert base is not None
    none, no = ir.Constant(irt.OBJ, None), b.bool_constant(False)
    b.emit("init_field", made, none, attribute=f"{FRAME}.result")
    b.emit("init_field", made, none, attribute=f"{base.layout.name}.sent")
    if base.layout.name == ASYNC_GENERATOR:
        for field in ("is_running", "is_item"):
            b.emit("init_field", made, no, attribute=f"{ASYNC_GENERATOR}.{field}")


def is_generator(b: FunctionBuilder) -> bool:
    """Is it the body of a generator, and not an asynchronous one?"""
    definition = b.definition
    if not b.function.is_frame_step or definition is None:
        return False
    return definition.is_generator and not definition.is_async


def returns_none(function: tree.Function) -> bool:
    """Does no `return` give a value, so that there is none to drop where a `for` loop ends?"""
    return not any(
        isinstance(node, tree.Return) and node.value is not None
        for node in all_nodes(function.body)
    )


def mark_finished(b: FunctionBuilder) -> None:
    finished = b.i64(FINISHED)
    b.emit("init_field", b.function.parameters[0], finished, attribute=f"{FRAME}.state")


def open_body(b: FunctionBuilder) -> None:
    """In front of a generator's body, and of each resumption: it must wait there. From here on
    `generator_failed` handles what is raised."""
    frame = b.function.parameters[0]
    refused, going_on = b.new_block("refused"), b.new_block("start")
    state = b.emit("get_field", frame, type=irt.I64, attribute=f"{FRAME}.state")
    b.branch(b.emit("raw.lt", state, b.i64(0)), refused, going_on)
    b.start(refused)
    b.end(ir.Return(b.runtime("gloam.runtime.generator.refuse", frame)))
    b.handler = b.generator_failed = ir.Block(f"failed{b.next_number()}")
    going_on.handler = b.handler
    b.start(going_on)


def close_body(b: FunctionBuilder) -> None:
    """What leaves the body by raising ends it."""
    if b.is_open:
        coroutines.finish(b, b.none())
    b.handler = None
    assert b.generator_failed is not None
    b.enter(b.generator_failed)
    caught = b.temporary(irt.EXCEPTION, "caught")
    b.assign(caught, b.emit("take_exception", type=irt.EXCEPTION))
    b.line = 0  # raised again: no place of its own in the traceback
    b.runtime("gloam.runtime.generator.fail", b.function.parameters[0], caught)
    b.emit("set_exception", caught)
    b.end(ir.Raise(0))


def is_end(b: FunctionBuilder, item: ir.Value) -> ir.Value:
    """Whether `__advance__` gave END."""
    return b.emit("same", item, coroutines.end())


def lower_yield(b: FunctionBuilder, e: tree.Yield, *, is_used: bool = True) -> ir.Value:
    """Give a value out; the value of the expression is what was sent."""
    frame = b.function.parameters[0]
    value: ir.Value = b.none()
    if e.value is not None:
        value = expressions.lower(b, e.value)
    value = b.stable(b.coerce(value, irt.OBJ))
    owner = _generator_class(b)
    if owner == ASYNC_GENERATOR:
        b.emit("set_field", frame, b.bool_constant(True), attribute=f"{owner}.is_item")
    coroutines.suspend(b, value, b.new_block("resume"))
    coroutines.check_injected(b)
    if not is_used:
        return ir.Constant(irt.OBJ, None)
    sent = b.stable(b.emit("get_field", frame, type=irt.OBJ, attribute=f"{owner}.sent"))
    b.emit("set_field", frame, ir.Constant(irt.OBJ, None), attribute=f"{owner}.sent")
    t = b.resolve(e.type)
    if isinstance(t, tree.AnyType | tree.NeverType):
        return sent
    kind = b.represent(t)
    if kind.kind is Kind.NONE:
        return b.none()
    if not is_optional(t):  # next() sends None, whatever the generator is declared to take
        expressions.check_class(b, sent, t, e.span)
    return b.coerce(sent, kind)


def _generator_class(b: FunctionBuilder) -> str:
    assert b.definition is not None
    return frame_type(b.definition).class_name


def lower_yield_from(b: FunctionBuilder, e: tree.YieldFrom) -> ir.Value:
    """Give out what an iterator gives, with what is sent and thrown passed on (PEP 380)."""
    frame = b.function.parameters[0]
    iterable = expressions.lower(b, e.value)
    iterator = iteration.iterator_of(b, iterable)
    again, some, done = b.new_block("again"), b.new_block("some"), b.new_block("delegated")
    b.start(again)
    is_generator = ir.type_of(iterator) == irt.ref(GENERATOR)
    delegate = "delegate_to_generator" if is_generator else "delegate"
    item = b.stable(b.runtime(f"gloam.runtime.generator.{delegate}", frame, iterator))
    b.branch(is_end(b, item), done, some)
    b.start(some)
    coroutines.suspend(b, item, b.new_block("resume"))
    b.goto(again)
    b.start_after_suspend(done)
    result = b.stable(b.emit("get_field", frame, type=irt.OBJ, attribute=f"{FRAME}.result"))
    b.emit("set_field", frame, ir.Constant(irt.OBJ, None), attribute=f"{FRAME}.result")
    t = b.resolve(e.type)
    kind = b.represent(t)
    if isinstance(t, tree.AnyType | tree.NeverType):
        return result
    return b.none() if kind.kind is Kind.NONE else b.coerce(result, kind)
