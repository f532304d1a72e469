"""Operators on values of type Any: numbers and sequences at once, all others by their methods.

An operator asks the left operand's class, then the right one's by the reflected method; a right
operand whose class derives from the left one's is asked first. A method whose parameter does not
take the other operand answers NotImplemented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import (
    calls,
    checks,
    dict_calls,
    displays,
    dynamic,
    expressions,
    not_implemented,
    operators,
    text_calls,
)
from gloamc.irbuild.function import FunctionBuilder

ANY = tree.AnyType()
INT, FLOAT = tree.Instance("builtins.int"), tree.Instance("builtins.float")
_NUMBERS = ["builtins.int", "builtins.float"]
_OF_INTS = ("&", "|", "^", "<<", ">>")
_BUILTIN = ("builtins.list", "builtins.bytearray")


def binary(b: FunctionBuilder, operator: str, left: ir.Value, right: ir.Value) -> ir.Value:
    """`left operator right`, an object."""
    left = b.stable(b.coerce(left, irt.OBJ))
    symbol = dynamic.made_function(
        b, f"<any>{operator}", 2, lambda inner, values: _binary(inner, operator, *values)
    )
    return b.emit("call", left, b.coerce(right, irt.OBJ), type=irt.OBJ, attribute=symbol)


def in_place(b: FunctionBuilder, operator: str, left: ir.Value, right: ir.Value) -> ir.Value:
    """`left operator= right`: what the left operand is bound to then."""
    left = b.stable(b.coerce(left, irt.OBJ))
    symbol = dynamic.made_function(
        b, f"<any>{operator}=", 2, lambda inner, values: _in_place(inner, operator, *values)
    )
    return b.emit("call", left, b.coerce(right, irt.OBJ), type=irt.OBJ, attribute=symbol)


def unary(b: FunctionBuilder, operator: str, value: ir.Value) -> ir.Value:
    symbol = dynamic.made_function(
        b, f"<any>unary {operator}", 1, lambda inner, values: _unary(inner, operator, *values)
    )
    return b.emit("call", b.coerce(value, irt.OBJ), type=irt.OBJ, attribute=symbol)


# ---------------------------------------------------------------- what the functions do


def _choose(b: FunctionBuilder, condition: ir.Value, body: Callable[[], ir.Value]) -> None:
    """Return what `body` gives if the condition holds."""

    def then() -> None:
        b.end(ir.Return(b.coerce(body(), irt.OBJ)))

    here, after = b.new_block("here"), b.new_block("next")
    b.branch(condition, here, after)
    b.start(here)
    then()
    b.enter(after)


def _is(b: FunctionBuilder, value: ir.Value, classes: Sequence[str]) -> ir.Value:
    return expressions.is_instance(b, value, classes)


def _both(b: FunctionBuilder, x: ir.Value, y: ir.Value) -> ir.Value:
    words = [b.emit("bool.to_raw", v, type=irt.U8) for v in (x, y)]
    return b.emit("raw.ne", b.emit("raw.and", *words, type=irt.U8), ir.Constant(irt.U8, 0))


def _binary(b: FunctionBuilder, operator: str, left: ir.Value, right: ir.Value) -> None:
    ints = _both(b, _is(b, left, ["builtins.int"]), _is(b, right, ["builtins.int"]))
    if operator != "@":
        _choose(b, ints, lambda: _of_ints(b, operator, left, right))
    if operator not in (*_OF_INTS, "@"):
        numbers = _both(b, _is(b, left, _NUMBERS), _is(b, right, _NUMBERS))
        _choose(b, numbers, lambda: _of_floats(b, operator, left, right))
    if operator in "+*":
        name = "joined" if operator == "+" else "repeated"
        is_one = b.runtime(f"gloam.runtime.dynamic.is_{name}", left, right)
        _choose(b, is_one, lambda: b.runtime(f"gloam.runtime.dynamic.{name}", left, right))
    if operator == "%":
        for name in ("builtins.str", "builtins.bytes"):
            kind = irt.ref(name)
            _choose(
                b, _is(b, left, [name]),
                lambda kind=kind: text_calls.percent(b, b.coerce(left, kind), right),  # type: ignore[misc]
            )  # fmt: skip
    word = operators._DUNDER[operator]
    forward, backward = f"__{word}__", f"__r{word}__"
    pair = [right, left]
    below = b.stable(b.emit("machine", *pair, type=irt.BOOL, attribute="is_of_subclass"))
    same = b.stable(b.emit("machine", *pair, type=irt.BOOL, attribute="is_of_same_class"))
    asked = b.temporary(irt.BOOL, "asked")
    b.assign(asked, same)

    def first() -> None:
        b.assign(asked, b.bool_constant(True))
        _ask(b, right, backward, left)

    b.if_then(below, first)
    _ask(b, left, forward, right)
    b.if_then(b.emit("bool.not", asked), lambda: _ask(b, right, backward, left))
    if operator in "+*":
        b.runtime(f"gloam.runtime.dynamic.{name}_or_none", left, right)
    b.runtime("gloam.runtime.raising.raise_operands", b.string(operator), left, right)
    b.end(ir.Unreachable())


def _of_ints(b: FunctionBuilder, operator: str, left: ir.Value, right: ir.Value) -> ir.Value:
    if operator == "**":
        return b.runtime("gloam.runtime.dynamic.power", left, right)
    x, y = b.coerce(left, irt.INT), b.coerce(right, irt.INT)
    if operator in "&|^":  # of two bools a bool
        bools = _both(b, _is(b, left, ["builtins.bool"]), _is(b, right, ["builtins.bool"]))

        def of_bools() -> ir.Value:
            x, y = b.coerce(left, irt.BOOL), b.coerce(right, irt.BOOL)
            return operators.operate(b, operator, x, y, INT, INT, _NODE)

        _choose(b, bools, of_bools)
        if operators.program_has_flags(b):
            return operators.of_flags(b, operator, x, y)
    x, y = (b.emit("int.add", v, b.int_constant(0)) for v in (x, y))
    return operators.operate(b, operator, x, y, INT, INT, _NODE)


_NODE = tree.NoneLiteral(span=tree.Span("", 0, 0, 0, 0), type=tree.NoneType())


def _of_floats(b: FunctionBuilder, operator: str, left: ir.Value, right: ir.Value) -> ir.Value:
    x, y = (b.stable(b.runtime("gloam.runtime.object.to_float", v)) for v in (left, right))
    return operators.operate(b, operator, x, y, FLOAT, FLOAT, _NODE)


def _ask(b: FunctionBuilder, holder: ir.Value, method: str, other: ir.Value) -> None:
    """Return what a class's method answers, unless that is NotImplemented."""
    answer = b.stable(_answer(b, holder, method, other))
    refused, given = b.new_block("refused"), b.new_block("given")
    b.branch(not_implemented.is_it(b, answer), refused, given)
    b.start(given)
    b.end(ir.Return(answer))
    b.enter(refused)


def _answer(b: FunctionBuilder, holder: ir.Value, method: str, other: ir.Value) -> ir.Value:
    def make(
        inner: FunctionBuilder, own: ir.Value, t: tree.Type, values: Sequence[ir.Value]
    ) -> ir.Value:
        if not isinstance(t, tree.Instance) or t.name in _BUILTIN:
            return not_implemented.value(inner)
        if calls.value_module(t) in _APART:
            return not_implemented.value(inner)
        if not dynamic.has_method(inner, t, method):
            return not_implemented.value(inner)
        if (t.name, method) == ("builtins.dict", "__or__"):
            return _united(inner, own, values[0])
        fits = _takes(inner, t, method, values[0])
        if fits is not None:
            good, bad = inner.new_block("fits"), inner.new_block("misfit")
            inner.branch(fits, good, bad)
            inner.start(bad)
            inner.end(ir.Return(inner.coerce(not_implemented.value(inner), irt.OBJ)))
            inner.enter(good)
        held = inner.as_expression(values[0], tree.AnyType(), inner.span)
        return calls.call_method(inner, own, t, method, [held], inner.span)

    symbol = dynamic.dispatcher(b, f"<operator {method}>", 1, make)
    return b.emit("call", holder, other, type=irt.OBJ, attribute=symbol)


_APART = ("int", "bool", "float", "str", "bytes", "tuple")
"""Values whose operators are done before any method is asked."""


def _takes(b: FunctionBuilder, t: tree.Instance, method: str, other: ir.Value) -> ir.Value | None:
    """Whether a binary method takes this operand, as a bool; None if it takes any."""
    if t.name in _SETS:
        return expressions.is_instance(b, other, _SETS)
    found = b.program.find_method(b.program.class_instance(t), method)
    if found is None or len(found[1].parameters) < 2:
        return None
    declared = b.program.resolve(found[1].parameters[1].variable.type, found[0].environment)
    return checks.is_of(b, other, declared)


_SETS = ("builtins.set", "builtins.frozenset", "builtins.dict_keys", "builtins.dict_items")


def _united(b: FunctionBuilder, own: ir.Value, other: ir.Value) -> ir.Value:
    """`own | other` of a dict: one for any keys and values."""
    dicts, others = b.new_block("dicts"), b.new_block("others")
    b.branch(expressions.is_instance(b, other, ["builtins.dict"]), dicts, others)
    b.start(others)
    b.end(ir.Return(b.coerce(not_implemented.value(b), irt.OBJ)))
    b.enter(dicts)
    made, t = displays.new_container(b, tree.Instance("builtins.dict", (ANY, ANY)))
    for part in (own, other):
        value = b.stable(b.coerce(part, irt.OBJ))
        dict_calls.update_value(b, made, t, value, ANY, b.span)
    return made


def _in_place(b: FunctionBuilder, operator: str, left: ir.Value, right: ir.Value) -> None:
    method = f"__i{operators._DUNDER[operator]}__"
    if operator == "+":
        is_list = _is(b, left, ["builtins.list"])

        def extend() -> ir.Value:
            values = [b.as_expression(right, tree.AnyType(), b.span)]
            dynamic.call_method(b, left, "extend", values, b.span)
            return left

        _choose(b, is_list, extend)
    if operator == "*":
        is_list = _is(b, left, list(_BUILTIN))
        values = [b.as_expression(right, tree.AnyType(), b.span)]
        _choose(b, is_list, lambda: dynamic.call_method(b, left, method, values, b.span))
    is_value = _is(b, left, [f"builtins.{name}" for name in _APART])
    b.if_then(b.emit("bool.not", is_value), lambda: _ask(b, left, method, right))
    b.end(ir.Return(binary(b, operator, left, right)))


def _unary(b: FunctionBuilder, operator: str, value: ir.Value) -> None:
    def on_int() -> ir.Value:
        if operator == "~" and operators.program_has_flags(b):
            return operators.of_flags(b, operator, b.coerce(value, irt.INT))
        number = b.emit("int.add", b.coerce(value, irt.INT), b.int_constant(0))
        word = {"-": "int.neg", "~": "int.invert"}.get(operator)
        return b.emit(word, number) if word else number

    def on_float() -> ir.Value:
        number = b.coerce(value, irt.FLOAT)
        return b.emit("float.neg", number) if operator == "-" else number

    _choose(b, _is(b, value, ["builtins.int"]), on_int)
    if operator != "~":
        _choose(b, _is(b, value, ["builtins.float"]), on_float)
    name = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}[operator]
    b.end(ir.Return(dynamic.call_method(b, value, name, [], b.span)))
