"""What runs when an object dies: `__del__`, once for each object, and the end of weak references.

A class with `__del__` has a function `<finalise>(self, run) -> bool` (see ir.Layout.finalise),
which the destroy function and the collector call. The object has a reference of its own meanwhile:
if there are more afterwards, the program has put it back into use and it lives on. That it has been
finalised stands in a field, unset until then.

In a program that imports weakref, objects have a field for their anchor (gloam.runtime.weak), made
by the slot that `weak_anchor` asks.
"""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import (
    ANCHOR,
    ANCHOR_CLASS,
    DEL,
    FINALISED,
    ClassInstance,
    ProgramBuilder,
    Signature,
    Slot,
)
from gloamc.primitives.runtime import FINALISE

_BEGIN = "gloam.runtime.finaliser.begin"
_END = "gloam.runtime.finaliser.end"
_REPORT = "gloam.runtime.finaliser.report"
_FORGET = "gloam.runtime.weak.forget"
_FORGET_IF = "gloam.runtime.weak.forget_garbage"
_GIVE_ANCHOR = "<give anchor>"


def run_before_death(b: FunctionBuilder, instance: ClassInstance, own: ir.Value) -> None:
    """In a destroy function: run `__del__`, and return if the object lives on; then its weak
    references refer to nothing."""
    if b.program.find_method(instance, DEL) is not None:
        _run_del(b, instance, own)
    place = _place(instance, ANCHOR)
    if place is not None:
        known, died = b.new_block("known"), b.new_block("died")
        anchor = b.emit("get_field", own, type=irt.ref(ANCHOR_CLASS), attribute=place)
        b.branch(b.emit("is_unset", anchor), died, known)
        b.start(known)
        b.call(b.program.runtime(_FORGET), [anchor])
        b.start(died)


def _run_del(b: FunctionBuilder, instance: ClassInstance, own: ir.Value) -> None:
    finalise = _finalise_function(b.program, instance)
    header = b.emit("layout.address", own, attribute="0")
    ask, run, lives, dies = (b.new_block(name) for name in ("ask", "run", "lives", "dies"))
    b.start(ask)
    b.branch(b.call(finalise, [own, b.bool_constant(False)]), run, dies)
    b.start(run)
    b.call(b.program.runtime(_BEGIN), [header])
    b.call(finalise, [own, b.bool_constant(True)])
    b.branch(b.call(b.program.runtime(_END), [header]), dies, lives)
    b.enter(lives)
    b.end(ir.Return(b.none(), 0))
    b.start(dies)


def finalise_hook(program: ProgramBuilder, instance: ClassInstance) -> str:
    """What the collector calls for an object in a cycle that dies: weak references go first, as in
    CPython. "" if nothing has to run."""
    place = _place(instance, ANCHOR)
    has_del = program.find_method(instance, DEL) is not None
    if place is None:
        return _finalise_function(program, instance).symbol if has_del else ""
    name = instance.layout.name
    symbol = f"{name}.<in cycle>{FINALISE if has_del else ''}"
    b, own, run = _hook(program, symbol, name)
    known, alone = b.new_block("known"), b.new_block("alone")
    anchor = b.emit("get_field", own, type=irt.ref(ANCHOR_CLASS), attribute=place)
    b.branch(b.emit("is_unset", anchor), alone, known)
    b.start(known)
    has_run = b.new_block("has_run")
    b.branch(b.call(program.runtime(_FORGET_IF), [anchor, run]), has_run, alone)
    b.enter(has_run)
    if has_del:
        b.call(_finalise_function(program, instance), [own, run])
    b.end(ir.Return(b.bool_constant(True), 0))
    b.enter(alone)
    answer: ir.Value = b.bool_constant(False)
    if has_del:
        answer = b.call(_finalise_function(program, instance), [own, run])
    b.end(ir.Return(answer, 0))
    b.close()
    return symbol


def anchor_slot(program: ProgramBuilder) -> Slot:
    """Gives the anchor of an object of any class, or None."""
    owner = program.class_instance(tree.Instance("builtins.object"))
    result = irt.ref(ANCHOR_CLASS)

    def make(holder: ClassInstance) -> str:
        name = holder.layout.name
        own = ir.Register("self", irt.ref(name), is_parameter=True)
        made = ir.Function(f"{name}.{_GIVE_ANCHOR}", [own], result, is_unsafe=True)
        program.ir.functions[made.name] = made
        signature = Signature(made.name, (irt.REF,), result, None, {})
        span = tree.Span("", 0, 0, 0, 0)
        b = FunctionBuilder(program, signature, made, "gloam.runtime", span)
        place = _place(holder, ANCHOR)
        if place is None:
            b.end(ir.Return(ir.Constant(result, None), 0))
        else:
            first, again = b.new_block("first"), b.new_block("again")
            anchor = b.emit("get_field", own, type=result, attribute=place)
            b.branch(b.emit("is_unset", anchor), first, again)
            b.enter(first)
            fresh = b.stable(
                b.call(program.runtime("gloam.runtime.weak.new_anchor"), [b.coerce(own, irt.OBJ)])
            )
            b.emit("set_field", own, fresh, attribute=place)
            b.end(ir.Return(fresh, 0))
            b.start(again)
            b.end(ir.Return(anchor, 0))
        b.close()
        return made.name

    signature = Signature(_GIVE_ANCHOR, (irt.REF,), result, None, {}, owner.type)
    return program.made_slot(owner, _GIVE_ANCHOR, signature, make)


def _place(instance: ClassInstance, field: str) -> str | None:
    for ancestor in instance.ancestors():
        if any(f.name == field for f in ancestor.layout.fields):
            return f"{ancestor.layout.name}.{field}"
    return None


def _hook(
    program: ProgramBuilder, symbol: str, class_name: str
) -> tuple[FunctionBuilder, ir.Register, ir.Register]:
    own = ir.Register("self", irt.ref(class_name), is_parameter=True)
    run = ir.Register("run", irt.BOOL, is_parameter=True)
    function = ir.Function(symbol, [own, run], irt.BOOL, is_unsafe=True)
    program.ir.functions[symbol] = function
    signature = Signature(symbol, (own.type, irt.BOOL), irt.BOOL, None, {})
    span = tree.Span("", 0, 0, 0, 0)
    return FunctionBuilder(program, signature, function, "gloam.runtime", span), own, run


def _finalise_function(program: ProgramBuilder, instance: ClassInstance) -> Signature:
    """`<finalise>` of a class with `__del__`, made at the first call."""
    name = instance.layout.name
    symbol = f"{name}.{FINALISE}"
    if symbol not in program.ir.functions:
        found = program.find_method(instance, DEL)
        assert found is not None, f"{name} has no {DEL}"
        b, own, run = _hook(program, symbol, name)
        _lower(b, instance, program.method_signature(*found), own, run)
        b.close()
    return Signature(symbol, (irt.ref(name), irt.BOOL), irt.BOOL, None, {})


def _lower(
    b: FunctionBuilder,
    instance: ClassInstance,
    method: Signature,
    own: ir.Register,
    run: ir.Register,
) -> None:
    place = _place(instance, FINALISED)
    assert place is not None
    fresh, running, answer, done = (
        b.new_block(name) for name in ("fresh", "running", "answer", "done")
    )
    state = b.emit("get_field", own, type=irt.BOOL, attribute=place)
    b.branch(b.emit("is_unset", state), fresh, done)
    b.start(fresh)
    b.branch(run, running, answer)
    b.start(running)
    b.emit("set_field", own, b.bool_constant(True), attribute=place)
    handler = ir.Block("failed")
    b.handler = handler
    b.start(b.new_block("tried"))
    b.call(method, [own])
    b.handler = None
    b.goto(answer)
    b.enter(handler)
    caught = b.temporary(irt.EXCEPTION, "caught")
    b.assign(caught, b.emit("take_exception", type=irt.EXCEPTION))
    b.call(b.program.runtime(_REPORT), [b.coerce(own, irt.OBJ), b.coerce(caught, irt.OBJ)])
    b.goto(answer)
    b.enter(answer)
    b.end(ir.Return(b.bool_constant(True), 0))
    b.start(done)
    b.end(ir.Return(b.bool_constant(False), 0))
