"""Exact ints: calls of the fast paths in support/ints.ll, which fall back to the runtime."""

from __future__ import annotations

from gloamc.ir.function import Constant, Op, Value, type_of
from gloamc.llvm.ops.handler import Handler, Writer
from gloamc.llvm.types import llvm_type

BINARY = ("add", "sub", "mul", "and", "or", "xor", "lshift", "rshift")
COMPARE = ("eq", "ne", "lt", "le", "gt", "ge")
UNARY = ("neg", "invert")


def _support(result: str, name: str) -> Handler:
    def handle(writer: Writer, op: Op) -> str:
        return writer.call(result, _function(name, op), *map(writer.typed, op.arguments))

    return handle


def _function(name: str, op: Op) -> str:
    """The one that releases those operands that end in the op."""
    return f"gloam.int.{name}.{op.attribute or '0' * len(op.arguments)}"


def _divide(name: str) -> Handler:
    """By a power of two a shift or a mask floors as it should, whatever the sign."""
    general = _support("i64", name)

    def handle(writer: Writer, op: Op) -> str:
        power = power_of_two(op.arguments[1])
        if power is None:
            return general(writer, op)
        return writer.call(
            "i64", _function(f"{name}_power", op), *map(writer.typed, op.arguments), f"i64 {power}"
        )

    return handle


def power_of_two(value: Value) -> int | None:
    """The exponent of a constant that is one."""
    number = value.value if isinstance(value, Constant) else None
    if not isinstance(number, int) or number <= 0 or number & (number - 1) or number >> 61:
        return None
    return number.bit_length() - 1


def _is_small(writer: Writer, op: Op) -> str:
    low = writer.define(f"and i64 {writer.value(op.arguments[0])}, 1")
    return writer.boolean(f"icmp eq i64 {low}, 0")


def _untag(writer: Writer, op: Op) -> str:
    return writer.define(f"ashr exact i64 {writer.value(op.arguments[0])}, 1")


def _tag(writer: Writer, op: Op) -> str:
    return writer.define(f"shl nsw i64 {writer.value(op.arguments[0])}, 1")


def _from_raw(writer: Writer, op: Op) -> str:
    value = op.arguments[0]
    type_ = type_of(value)
    if type_.bits == 64:
        name = "gloam.int.from_i64" if type_.is_signed else "gloam.int.from_u64"
        return writer.call("i64", name, writer.typed(value))
    opcode = "sext" if type_.is_signed else "zext"
    wide = writer.define(f"{opcode} {writer.typed(value)} to i64")
    return writer.define(f"shl nsw i64 {wide}, 1")


def _to_raw(writer: Writer, op: Op) -> str:
    assert op.type is not None and op.type.is_raw
    name = f"gloam.int.to_{op.type.kind.value}"
    pair_type = f"{{ {llvm_type(op.type)}, i1 }}"
    pair = writer.call(pair_type, name, writer.typed(op.arguments[0]))
    writer.set_error(op, writer.define(f"extractvalue {pair_type} {pair}, 1"))
    return writer.define(f"extractvalue {pair_type} {pair}, 0")


HANDLERS: dict[str, Handler] = {
    **{f"int.{name}": _support("i64", name) for name in (*BINARY, *UNARY)},
    **{f"int.{name}": _support("i8", name) for name in (*COMPARE, "truth")},
    "int.floordiv": _divide("floordiv"),
    "int.mod": _divide("mod"),
    "int.is_small": _is_small,
    "int.untag": _untag,
    "int.tag": _tag,
    "int.from_raw": _from_raw,
    "int.to_raw": _to_raw,
}
