"""Exact ints: calls of the fast paths in support/ints.ll, which fall back to the runtime."""

from __future__ import annotations

from gloamc.ir.function import Op, type_of
from gloamc.llvm.ops.handler import Handler, Writer
from gloamc.llvm.types import llvm_type

BINARY = ("add", "sub", "mul", "and", "or", "xor", "floordiv", "mod", "lshift", "rshift")
COMPARE = ("eq", "ne", "lt", "le", "gt", "ge")
UNARY = ("neg", "invert")


def _support(result: str, name: str) -> Handler:
    def handle(writer: Writer, op: Op) -> str:
        return writer.call(result, f"gloam.int.{name}", *map(writer.typed, op.arguments))

    return handle


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
    "int.is_small": _is_small,
    "int.untag": _untag,
    "int.tag": _tag,
    "int.from_raw": _from_raw,
    "int.to_raw": _to_raw,
}
