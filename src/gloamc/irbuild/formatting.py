"""f-strings and the conversion of values to text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import Kind
from gloamc.irbuild import displays, expressions, operators
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.representation import is_optional


def formatted_string(b: FunctionBuilder, e: tree.FormattedString) -> ir.Value:
    return concatenate(b, e.parts)


def concatenate(b: FunctionBuilder, parts: Sequence[str | tree.FormattedValue]) -> ir.Value:
    values: list[ir.Value] = []
    for part in parts:
        if isinstance(part, str):
            if part:
                values.append(b.string(part))
        else:
            values.append(b.stable(_formatted(b, part)))
    return join(b, values)


def join(b: FunctionBuilder, values: Sequence[ir.Value]) -> ir.Value:
    """One str of several."""
    values = [value for value in values if not is_empty(value)]
    if not values:
        return b.string("")
    if len(values) == 1:
        return values[0]
    if len(values) == 2:
        return b.runtime("gloam.runtime.str.concat2", *values)
    if len(values) == 3:
        return b.runtime("gloam.runtime.str.concat3", *values)
    t = tree.Instance("builtins.list", (tree.Instance("builtins.str"),))
    made = displays.list_of_values(b, t, values)
    return b.runtime("gloam.runtime.str.join_list", b.string(""), made)


def is_empty(value: ir.Value) -> bool:
    return isinstance(value, ir.Constant) and value.value == ""


def _formatted(b: FunctionBuilder, part: tree.FormattedValue) -> ir.Value:
    value = expressions.lower(b, part.value)
    t = b.resolve(part.value.type)
    if part.conversion == "s":
        value, t = to_str(b, value, t), tree.Instance("builtins.str")
    elif part.conversion in ("r", "a"):
        value, t = to_repr(b, value, t), tree.Instance("builtins.str")
        if part.conversion == "a":
            value = b.runtime("gloam.runtime.str.ascii_only", value)
    kind = ir.type_of(value)
    may_derive = _may_derive(b, kind)
    is_plain = not part.spec or all(s == "" for s in part.spec)
    if is_plain and not may_derive and not (_is_object(value) and _is_defined(b)):
        return to_str(b, value, t)
    value = b.stable(value)
    if may_derive:
        return b.runtime("gloam.runtime.object.format", value, concatenate(b, part.spec))
    hexadecimal = _hexadecimal_spec(part.spec)
    if hexadecimal is not None and kind.kind is Kind.INT:
        width, prefix = hexadecimal
        arguments = (value, b.i64(width), b.string(prefix))
        return b.runtime("gloam.runtime.int_text.hexadecimal", *arguments)
    spec = concatenate(b, part.spec)
    match kind.kind:
        case Kind.INT:
            return b.runtime("gloam.runtime.int.format", value, spec)
        case Kind.FLOAT:
            return operators.float_runtime(b, "format", value, spec)
        case Kind.REF if kind.class_name == "builtins.str" and not is_optional(t):
            return b.runtime("gloam.runtime.str.__format__", value, spec)
        case _ if kind.is_raw:
            return b.runtime("gloam.runtime.int.format", b.coerce(value, irt.INT), spec)
        case _:
            return b.runtime("gloam.runtime.object.format", value, spec)


def _is_object(value: ir.Value) -> bool:
    kind = ir.type_of(value)
    return kind.kind in (Kind.OBJ, Kind.REF) and kind.class_name != "builtins.str"


def _is_defined(b: FunctionBuilder) -> bool:
    """Whether some class of the program has a __format__ of its own."""
    return b.program.defines("__format__")


_HEXADECIMAL = re.compile(r"(#?)(?:0(\d{1,4}))?x")


def _hexadecimal_spec(spec: Sequence[str | tree.FormattedValue]) -> tuple[int, str] | None:
    """The width and the prefix that a spec like `#06x` asks for."""
    if len(spec) != 1 or not isinstance(spec[0], str):
        return None
    match = _HEXADECIMAL.fullmatch(spec[0])
    return (int(match[2] or 0), "0x" if match[1] else "") if match else None


def _may_derive(b: FunctionBuilder, kind: irt.IRType) -> bool:
    """Whether an int or str may be of a class with a text of its own."""
    if kind.kind is Kind.INT:
        return b.program.has_derived("builtins.int")
    return kind.class_name == "builtins.str" and b.program.has_derived("builtins.str")


def to_str(b: FunctionBuilder, value: ir.Value, t: tree.Type) -> ir.Value:
    """str(value)."""
    kind = ir.type_of(value)
    if _may_derive(b, kind):
        return b.runtime("gloam.runtime.object.str", value)
    match kind.kind:
        case Kind.INT:
            return b.runtime("gloam.runtime.int.repr", value)
        case Kind.FLOAT:
            return operators.float_runtime(b, "repr", value)
        case Kind.NONE:
            return b.string("None")
        case Kind.REF if kind.class_name == "builtins.str" and not is_optional(t):
            return value
        case _ if kind.is_raw:
            return b.runtime("gloam.runtime.int.repr", b.coerce(value, irt.INT))
        case _:
            return b.runtime("gloam.runtime.object.str", value)


def to_repr(b: FunctionBuilder, value: ir.Value, t: tree.Type) -> ir.Value:
    """repr(value)."""
    kind = ir.type_of(value)
    if _may_derive(b, kind):
        return b.runtime("gloam.runtime.object.repr", value)
    match kind.kind:
        case Kind.INT | Kind.FLOAT | Kind.NONE:
            return to_str(b, value, t)
        case Kind.REF if kind.class_name == "builtins.str" and not is_optional(t):
            return b.runtime("gloam.runtime.str.__repr__", value)
        case _:
            return b.runtime("gloam.runtime.object.repr", value)
