"""Calls that the object's class decides, with the default values of the method that is reached.

A slot takes every parameter. Where an override has other default values than the method that the
caller knows, an argument that is left out must be filled in behind the slot: such calls have a
slot of their own, which takes only what was given.
"""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import expressions, kept_ints
from gloamc.irbuild.function import FunctionBuilder, constant_value
from gloamc.irbuild.operand import Operand
from gloamc.irbuild.program import ClassInstance, ProgramBuilder, Signature, Slot
from gloamc.irbuild.representation import is_interface


def call(
    b: FunctionBuilder,
    receiver: ir.Value,
    instance: ClassInstance,
    function: tree.Function,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    slot = b.program.virtual_slot(instance, function.name)
    assert slot is not None
    known = slot.signature.function
    assert known is not None
    check_protocol(b, receiver, slot.owner, span)
    skipped = 1 if function.kind is tree.FunctionKind.STATIC else 0
    holder = {"closure": receiver} if skipped else {"receiver": receiver}
    bound = arguments_of.bind_given(b, slot.signature, arguments, span, **holder)
    omitted = [i for i, value in enumerate(bound.values) if value is None]
    differing = _differing(b.program, instance, function, omitted)
    if not differing:
        values = bound.finished()
    else:
        values = bound.finished(differing)
        slot = _shorter_slot(b.program, slot, [i + skipped for i in differing])
    result = b.emit("call_virtual", *values, type=slot.signature.result, attribute=slot.name)
    return kept_ints.enter(b, function.result, result)


def check_protocol(
    b: FunctionBuilder, receiver: ir.Value, owner: tree.Instance, span: tree.Span
) -> None:
    """Make sure that an object seen through a protocol is of a class that knows it: through a
    Callable or a covariant container the checker lets others in."""
    definition = b.program.find_class(owner.name)
    if definition is not None and definition.is_protocol and is_interface(owner.name):
        expressions.check_class(b, receiver, owner, span)


def _differing(
    program: ProgramBuilder, instance: ClassInstance, function: tree.Function, omitted: list[int]
) -> list[int]:
    """Which of the parameters that are left out have another default value in some class below."""
    names = program.below(instance.type.name) if omitted else []
    overrides = [
        definition.methods[function.name]
        for definition in map(program.find_class, names)
        if definition is not None and function.name in definition.methods
    ]
    return [
        index
        for index in omitted
        if function.parameters[index].default is not None
        and not all(_same_default(function, other, index) for other in overrides)
    ]


def _same_default(a: tree.Function, b: tree.Function, index: int) -> bool:
    if b.is_forwarder:
        return False
    if index >= len(b.parameters):
        return True
    ours, theirs = a.parameters[index].default, b.parameters[index].default
    if ours is None or theirs is None:
        return ours is theirs
    left, right = constant_value(ours), constant_value(theirs)
    if left is None or right is None or type(left) is not type(right):
        return ours is theirs
    return repr(getattr(left, "value", None)) == repr(getattr(right, "value", None))


def _shorter_slot(program: ProgramBuilder, slot: Slot, omitted: list[int]) -> Slot:
    """The slot of calls that leave these parameters out."""
    method = f"{slot.method}<{','.join(map(str, omitted))}>"
    kinds = slot.signature.parameters
    given = tuple(kind for i, kind in enumerate(kinds) if i not in omitted)
    owner = program.class_instance(slot.owner)

    def make(instance: ClassInstance) -> str:
        symbol = f"{instance.layout.name}.{method}"
        program.signatures[symbol] = signature
        program.work.append(lambda: program.lower_adapter(symbol, shorter, target_of(instance)))
        return symbol

    def target_of(instance: ClassInstance) -> Signature:
        found = program.find_method(instance, slot.method)
        assert found is not None
        if found[1].kind is tree.FunctionKind.CLASS:
            return program.class_method_signature(*found, instance)
        return program.method_signature(*found)

    known = slot.signature.function
    signature = Signature(method, given, slot.signature.result, known, {}, slot.owner)
    shorter = program.made_slot(owner, method, signature, make, omitted)
    return shorter
