"""`except*`: each handler gets the part of the group that fits it, and what they raise is raised
together behind the last one (gloam.runtime.exception_groups)."""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import attributes, calls, classes, closures, raising, statements
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Given
from gloamc.irbuild.program import ClassInstance

HANDLING = "gloam.runtime.exception_groups.Handling"


def lower(b: FunctionBuilder, s: tree.Try, caught: ir.Register) -> None:
    """The handlers of a `try` that caught an exception; falls through if nothing is left of it."""
    instance = b.program.class_instance(tree.Instance(HANDLING))
    state = b.temporary(irt.ref(HANDLING), "handling")
    b.assign(state, classes.construct(b, instance, [caught], s.span))
    for item in s.handlers:
        following = b.new_block("next")
        here = b.new_block("matches")
        is_some = _call(b, state, instance, "match", [_predicate(b, item)])
        b.branch(b.coerce(is_some, irt.BOOL), here, following)
        b.start(here)
        _handle(b, item, state, instance)
        b.goto(following)
        b.enter(following)
    left = b.temporary(irt.EXCEPTION, "left")
    b.assign(left, b.coerce(_call(b, state, instance, "outcome", []), irt.EXCEPTION))
    nothing, again = b.new_block("nothing"), b.new_block("again")
    b.branch(b.emit("same", left, ir.Constant(irt.NONE_REF, None)), nothing, again)
    b.start(again)
    raising.raise_value(b, left)
    b.enter(nothing)


def _call(
    b: FunctionBuilder,
    state: ir.Value,
    instance: ClassInstance,
    name: str,
    values: Sequence[ir.Value],
) -> ir.Value:
    return b.stable(calls.call_method(b, state, instance.type, name, values, b.span))


def _handle(
    b: FunctionBuilder, item: tree.ExceptHandler, state: ir.Register, instance: ClassInstance
) -> None:
    """Run one handler; what it raises is kept for later."""
    group = b.temporary(irt.EXCEPTION, "group")
    b.assign(group, b.coerce(_call(b, state, instance, "take", []), irt.EXCEPTION))
    outer = b.handler
    failed = ir.Block(f"failed{b.next_number()}", handler=outer)
    done = b.new_block("handled")
    b.handler = failed
    b.start(b.new_block("handle"))
    statements.handle(b, item, group)
    b.handler = outer
    b.goto(done)
    b.enter(failed)
    raised = b.temporary(irt.EXCEPTION, "raised")
    b.assign(raised, b.emit("take_exception", type=irt.EXCEPTION))
    _call(b, state, instance, "failed", [raised])
    b.start(done)


def _predicate(b: FunctionBuilder, item: tree.ExceptHandler) -> ir.Value:
    """A function that tells whether an exception is of the handler's classes."""
    names = [attributes.family_name(b, name) for name in item.classes]

    def enter(inner: FunctionBuilder, _: Sequence[ir.Value], given: list[Given]) -> ir.Value:
        value = given[0].value
        assert not isinstance(value, tree.Expression)
        return inner.emit("isinstance", value, attribute="|".join(names))

    return closures.callable_object(b, f"<is {'|'.join(names)}>", [], closures.Entry(enter, 1, 1))
