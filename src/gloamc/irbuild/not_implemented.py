"""NotImplemented, and the operators of classes: who is asked, in which order.

A method that may return NotImplemented has it in the type of its result; the slots of binary
methods give objects, so that any override may. An operator asks the left operand, then the right
one by the reflected method; a right operand whose class derives from the left one's and has a
reflected method of its own is asked first.
"""

from __future__ import annotations

from collections.abc import Callable

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import Kind
from gloamc.irbuild import calls, classes
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import Signature
from gloamc.irbuild.representation import canonical, without_none

NAME = "builtins.NotImplemented"
CLASS = "builtins._NotImplementedType"
_PLACE = "<not implemented>"


def value(b: FunctionBuilder) -> ir.Value:
    """The object NotImplemented, made when it is first needed."""
    symbol = f"{_PLACE}.get"
    instance = b.program.class_instance(tree.Instance(CLASS))
    kind = irt.ref(instance.layout.name)
    if symbol not in b.program.ir.functions:
        made = ir.Function(symbol, [], kind, is_unsafe=True)
        b.program.ir.functions[symbol] = made
        nowhere = tree.Span("", 0, 0, 0, 0)
        signature = Signature(symbol, (), kind, None, {})
        inner = FunctionBuilder(b.program, signature, made, "gloam.runtime", nowhere)
        known = inner.emit("get_global", type=kind, attribute=_place(inner))
        first, again = inner.new_block("first"), inner.new_block("again")
        inner.branch(inner.emit("is_unset", known), first, again)
        inner.start(again)
        inner.end(ir.Return(known))
        inner.enter(first)
        new = classes.construct(inner, instance, [], nowhere)
        inner.emit("set_global", new, attribute=_place(inner))
        inner.end(ir.Return(new))
        inner.close()
    return b.emit("call", type=kind, attribute=symbol)


def is_it(b: FunctionBuilder, answer: ir.Value) -> ir.Value:
    """Whether a method returned NotImplemented. Nobody did if the object was never made."""
    made = b.emit("get_global", type=irt.ref(CLASS), attribute=_place(b))
    if ir.type_of(answer).kind is Kind.REF:
        return b.emit("same", answer, made)
    boxed = b.emit("isinstance", answer, attribute=_class_name(b))
    return boxed


def _class_name(b: FunctionBuilder) -> str:
    return b.program.class_instance(tree.Instance(CLASS)).layout.name


def _place(b: FunctionBuilder) -> str:
    kind = irt.ref(_class_name(b))
    b.program.ir.globals.setdefault(_PLACE, ir.Global(_PLACE, kind, ir.Constant(kind, ir.UNSET)))
    return _PLACE


def may_return_it(result: tree.Type) -> bool:
    return isinstance(result, tree.UnionType) and any(
        isinstance(item, tree.Instance) and canonical(item.name) == CLASS for item in result.items
    )


# ---------------------------------------------------------------- operators


def operate(
    b: FunctionBuilder,
    names: tuple[str, str],
    left: ir.Value,
    right: ir.Value,
    left_type: tree.Type,
    right_type: tree.Type,
    e: tree.Expression | tree.Statement,
    symbol: str,
) -> ir.Value | None:
    """`left op right` by the methods `names` of the operands; None if neither class has one."""
    left_type, right_type = without_none(left_type), without_none(right_type)
    forward, backward = names
    has_forward = calls.has_method(b, left_type, forward)
    has_backward = calls.has_method(b, right_type, backward)
    if not has_forward and not has_backward:
        return None
    may_fail = _may_fail(b, left_type, forward) or not has_forward
    priority = has_forward and has_backward and _has_priority(b, left_type, right_type, backward)
    if not priority and not may_fail:
        return calls.call_method(b, left, left_type, forward, [right], e.span)
    if not has_forward and not _may_fail(b, right_type, backward):
        return calls.call_method(b, right, right_type, backward, [left], e.span)
    left, right = b.stable(left), b.stable(right)
    kind = b.represent(e.type) if isinstance(e, tree.BinaryOperation) else irt.OBJ
    result = b.temporary(irt.OBJ if kind.kind is Kind.NONE else kind, "answer")
    done = b.new_block("answered")

    def ask(object_: ir.Value, t: tree.Type, method: str, other: ir.Value) -> None:
        answer = b.stable(calls.call_method(b, object_, t, method, [other], e.span))
        if ir.type_of(answer).kind in (Kind.OBJ, Kind.REF):
            refused, given = b.new_block("refused"), b.new_block("given")
            b.branch(is_it(b, answer), refused, given)
            b.start(given)
            b.assign(result, b.coerce(answer, result.type))
            b.goto(done)
            b.enter(refused)
        else:
            b.assign(result, b.coerce(answer, result.type))
            b.goto(done)
            b.enter(b.new_block("dead"))

    asked = b.temporary(irt.BOOL, "asked")
    b.assign(asked, b.bool_constant(False))
    if priority:
        pair = [b.coerce(right, irt.OBJ), b.coerce(left, irt.OBJ)]
        below = b.emit("machine", *pair, type=irt.BOOL, attribute="is_of_subclass")
        b.assign(asked, below)
        b.if_then(below, lambda: ask(right, right_type, backward, left))
    if has_forward:
        ask(left, left_type, forward, right)
    if has_backward:
        if has_forward:  # objects of one class share their methods: it has answered already
            pair = [b.coerce(left, irt.OBJ), b.coerce(right, irt.OBJ)]
            same = b.emit("machine", *pair, type=irt.BOOL, attribute="is_of_same_class")
            b.if_then(same, lambda: b.assign(asked, b.bool_constant(True)))
        b.if_then(b.emit("bool.not", asked), lambda: ask(right, right_type, backward, left))
    b.runtime(
        "gloam.runtime.raising.raise_operands",
        b.string(symbol), b.coerce(left, irt.OBJ), b.coerce(right, irt.OBJ),
    )  # fmt: skip
    b.end(ir.Unreachable(b.line))
    b.enter(done)
    return result


def in_place(
    b: FunctionBuilder,
    old: ir.Value,
    t: tree.Type,
    method: str,
    operand: ir.Value,
    span: tree.Span,
    otherwise: Callable[[], ir.Value],
) -> ir.Value:
    """`old op= operand` by a method for it; `otherwise` is the plain operator."""
    answer = b.stable(calls.call_method(b, old, t, method, [operand], span))
    if not _may_fail(b, t, method):
        return answer
    result = b.temporary(irt.OBJ, "answer")
    refused, given = b.new_block("refused"), b.new_block("given")
    done = b.new_block("answered")
    b.branch(is_it(b, answer), refused, given)
    b.start(given)
    b.assign(result, b.coerce(answer, irt.OBJ))
    b.goto(done)
    b.enter(refused)
    b.assign(result, b.coerce(otherwise(), irt.OBJ))
    b.start(done)
    return result


def _may_fail(b: FunctionBuilder, t: tree.Type, method: str) -> bool:
    """Whether this method, or an override of it, may return NotImplemented."""
    if not isinstance(t, tree.Instance) or not calls.has_method(b, t, method):
        return False
    if calls.value_module(t):
        return False
    found = b.program.find_method(b.program.class_instance(t), method)
    below = [b.program.find_class(name) for name in b.program.below(t.name)]
    functions = [d.methods[method] for d in below if d is not None and method in d.methods]
    if found is not None:
        functions.append(found[1])
    return any(may_return_it(f.result) for f in functions)


def _has_priority(b: FunctionBuilder, left: tree.Type, right: tree.Type, backward: str) -> bool:
    """Whether the right operand may be of a class below the left one's with another method."""
    if not isinstance(left, tree.Instance) or not isinstance(right, tree.Instance):
        return False
    if b.program.find_class(left.name) is None or calls.value_module(left):
        return False
    below = b.program.below(left.name)
    if canonical(right.name) != canonical(left.name) and canonical(right.name) not in below:
        return False
    definitions = [b.program.find_class(name) for name in below]
    return any(d is not None and backward in d.methods for d in definitions)
