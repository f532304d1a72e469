"""`async for`: awaits what `__anext__` gives; StopAsyncIteration ends the loop."""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import calls, coroutines, expressions
from gloamc.irbuild.function import Cleanup, FunctionBuilder
from gloamc.irbuild.iteration import Assign, Body
from gloamc.irbuild.representation import FRAME, without_none


def iterate(b: FunctionBuilder, e: tree.Expression, assign: Assign, body: Body) -> None:
    t = without_none(b.resolve(e.type))
    value = b.stable(expressions.lower(b, e))
    iterator = b.temporary(irt.REF, "iterator")
    b.assign(iterator, b.coerce(calls.call_method(b, value, t, "__aiter__", [], e.span), irt.REF))

    def keep() -> None:
        b.emit("keep", iterator)

    head, after = b.new_block("loop"), b.new_block("next")
    stop, other, done = b.new_block("stop"), b.new_block("other"), b.new_block("exhausted")
    b.start(head)
    b.cleanups.append(Cleanup(keep, b.handler, len(b.handled)))
    saved = b.handler
    b.handler = stop
    b.start(b.new_block("fetch"))
    awaited = b.temporary(irt.ref(FRAME), "awaited")
    b.assign(awaited, b.coerce(calls.call_protocol(b, iterator, "__anext__"), irt.ref(FRAME)))
    item = coroutines.drive(b, awaited)
    b.handler = saved
    b.start(b.new_block("fetched"))
    assign(item)
    body(after)
    b.start(after)
    b.goto(head)
    b.cleanups.pop()
    b.function.blocks.append(stop)
    b.block = stop
    caught = b.stable(b.emit("take_exception", type=irt.EXCEPTION))
    b.branch(b.emit("isinstance", caught, attribute=_stop_class(b)), done, other)
    b.start(other)
    b.emit("set_exception", caught)
    b.end(ir.Raise(b.line))
    b.start(done)


def _stop_class(b: FunctionBuilder) -> str:
    return b.program.class_instance(tree.Instance("builtins.StopAsyncIteration")).layout.name
