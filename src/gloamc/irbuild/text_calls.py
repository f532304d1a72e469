"""Calls on str and bytes that take more shapes than one signature says: format, translate."""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import calls, dict_calls, displays, expressions
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Operand, given


def format_method(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Type,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """`text.format(...)`."""
    text = b.stable(receiver)
    values, names = arguments_of.pack(b, [given(a) for a in arguments], span)
    no = b.bool_constant(False)
    return b.runtime("gloam.runtime.text_format.fill", text, values, names, no)


def format_map(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Type,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """`text.format_map(mapping)`."""
    text = b.stable(receiver)
    mapping = _objects(b, arguments)[0]
    nothing, yes = displays.tuple_of(b, []), b.bool_constant(True)
    return b.runtime("gloam.runtime.text_format.fill", text, nothing, mapping, yes)


def translate(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Type,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    text = b.stable(receiver)
    name = "text" if calls.value_module(t) == "str" else "octets"
    return b.runtime(f"gloam.runtime.translate.{name}", text, *_objects(b, arguments))


def _objects(b: FunctionBuilder, arguments: Sequence[Operand]) -> list[ir.Value]:
    values = [given(a).value for a in arguments]
    return [
        b.stable(expressions.lower(b, v) if isinstance(v, tree.Expression) else v) for v in values
    ]


def make_table(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """`str.maketrans(...)`."""
    values = [b.stable(expressions.lower(b, a.value)) for a in e.arguments]
    if len(values) == 1:
        made, t = displays.new_container(b, e.type)

        def key(value: ir.Value) -> ir.Value:
            return b.runtime("gloam.runtime.translate.key_of", b.coerce(value, irt.OBJ))

        dict_calls.update_value(
            b, made, t, values[0], b.resolve(e.arguments[0].value.type), e.span, key_of=key
        )
        return made
    name = "two" if len(values) == 2 else "three"
    return b.runtime(f"gloam.runtime.translate.{name}", *values)


def make_octet_table(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """`bytes.maketrans(source, target)`."""
    values = [b.stable(expressions.lower(b, a.value)) for a in e.arguments]
    return b.runtime("gloam.runtime.translate.octet_table", *values)


def percent(b: FunctionBuilder, left: ir.Value, right: ir.Value) -> ir.Value:
    """`text % values`, of str or bytes."""
    is_text = ir.type_of(left).class_name == "builtins.str"
    name = "in_text" if is_text else "in_bytes"
    return b.runtime(f"gloam.runtime.percent_format.{name}", left, right)
