"""`__del__`: what a program runs when an object dies, once for each object.

A class with such a method has a function `<finalise>(self, run) -> bool` (see ir.Layout.finalise),
which the destroy function and the collector call. The object has a reference of its own meanwhile:
if there are more afterwards, the program has put it back into use and it lives on. That it has been
finalised stands in a field, unset until then.
"""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import DEL, FINALISED, ClassInstance, ProgramBuilder, Signature
from gloamc.primitives.runtime import FINALISE

_BEGIN = "gloam.runtime.finaliser.begin"
_END = "gloam.runtime.finaliser.end"
_REPORT = "gloam.runtime.finaliser.report"


def run_before_death(b: FunctionBuilder, instance: ClassInstance, own: ir.Value) -> None:
    """In a destroy function: run `__del__`, and return if the object lives on."""
    finalise = finalise_function(b.program, instance)
    if finalise is None:
        return
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


def finalise_function(program: ProgramBuilder, instance: ClassInstance) -> Signature | None:
    """`<finalise>` of a class with `__del__`, made at the first call."""
    found = program.find_method(instance, DEL)
    if found is None:
        return None
    name = instance.layout.name
    symbol = f"{name}.{FINALISE}"
    own_type = irt.ref(name)
    signature = Signature(symbol, (own_type, irt.BOOL), irt.BOOL, None, {})
    if symbol not in program.ir.functions:
        own = ir.Register("self", own_type, is_parameter=True)
        run = ir.Register("run", irt.BOOL, is_parameter=True)
        function = ir.Function(symbol, [own, run], irt.BOOL, is_unsafe=True)
        program.ir.functions[symbol] = function
        span = tree.Span("", 0, 0, 0, 0)
        b = FunctionBuilder(program, signature, function, "gloam.runtime", span)
        _lower(b, instance, program.method_signature(*found), own, run)
        b.close()
    return signature


def _lower(
    b: FunctionBuilder,
    instance: ClassInstance,
    method: Signature,
    own: ir.Register,
    run: ir.Register,
) -> None:
    owner = next(
        a for a in instance.ancestors() if any(f.name == FINALISED for f in a.layout.fields)
    )
    place = f"{owner.layout.name}.{FINALISED}"
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
