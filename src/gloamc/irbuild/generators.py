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


def start(b: FunctionBuilder, made: ir.Value, base: ClassInstance | None) -> None:
    """The fields of a new generator, synchronous or not."""
    assert base is not None
    none, no = ir.Constant(irt.OBJ, None), b.bool_constant(False)
    b.emit("init_field", made, none, attribute=f"{FRAME}.result")
    b.emit("init_field", made, none, attribute=f"{base.layout.name}.sent")
    if base.layout.name == ASYNC_GENERATOR:
        for field in ("is_running", "is_item"):
            b.emit("init_field", made, no, attribute=f"{ASYNC_GENERATOR}.{field}")


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
