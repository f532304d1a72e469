"""Raw memory behind Ptr[T]. Loads and stores of raw integers assume no alignment: wire formats."""

from __future__ import annotations

from gloamc.ir.function import Op, Value, type_of
from gloamc.ir.types import IRType, parse_type
from gloamc.llvm.ops.handler import Handler, Writer
from gloamc.llvm.ops.objects import load, result
from gloamc.llvm.ops.values import release
from gloamc.llvm.types import item_size, llvm_type


def _item(writer: Writer, pointer: Value, index: Value, type_: IRType) -> str:
    """Address of item `index`. Indices may be wild before a bounds check: no inbounds."""
    size = item_size(type_)
    return writer.define(
        f"getelementptr [{size} x i8], {writer.typed(pointer)}, i64 {writer.value(index)}"
    )


def _alignment(type_: IRType) -> str:
    return ", align 1" if type_.is_raw else ""


def _load(writer: Writer, op: Op) -> str:
    assert op.type is not None
    place = _item(writer, op.arguments[0], op.arguments[1], op.type)
    return result(writer, op, place, _alignment(op.type))


def _init(writer: Writer, op: Op) -> str:
    pointer, index, value = op.arguments
    type_ = type_of(value)
    place = _item(writer, pointer, index, type_)
    writer.line(f"store {writer.typed(value)}, ptr {place}{_alignment(type_)}")
    return ""


def _store(writer: Writer, op: Op) -> str:
    pointer, index, value = op.arguments
    type_ = type_of(value)
    place = _item(writer, pointer, index, type_)
    old = load(writer, type_, place) if type_.is_counted else ""
    writer.line(f"store {writer.typed(value)}, ptr {place}{_alignment(type_)}")
    if old:
        release(writer, old, type_)
    return ""


def _offset(writer: Writer, op: Op) -> str:
    return _item(writer, op.arguments[0], op.arguments[1], parse_type(op.attribute))


def _address(writer: Writer, op: Op) -> str:
    return writer.define(f"ptrtoint ptr {writer.value(op.arguments[0])} to i64")


def _from_address(writer: Writer, op: Op) -> str:
    return writer.define(f"inttoptr i64 {writer.value(op.arguments[0])} to ptr")


def _copy(writer: Writer, op: Op) -> str:
    target, source, count = op.arguments
    size = item_size(parse_type(op.attribute))
    total = writer.value(count)
    if size > 1:
        total = writer.define(f"mul i64 {total}, {size}")
    writer.line(
        f"call void @llvm.memmove.p0.p0.i64({writer.typed(target)}, {writer.typed(source)}, "
        f"i64 {total}, i1 false)"
    )
    return ""


def _fill(writer: Writer, op: Op) -> str:
    operands = ", ".join(map(writer.typed, op.arguments))
    writer.line(f"call void @llvm.memset.p0.i64({operands}, i1 false)")
    return ""


def _compare(writer: Writer, op: Op) -> str:
    memcmp = writer.module.external("memcmp", "declare i32 @memcmp(ptr, ptr, i64)")
    operands = ", ".join(map(writer.typed, op.arguments))
    order = writer.define(f"call i32 {memcmp}({operands})")
    return writer.define(f"sext i32 {order} to {llvm_type(op.type)}")


HANDLERS: dict[str, Handler] = {
    "ptr.load": _load,
    "ptr.take": _load,
    "ptr.init": _init,
    "ptr.store": _store,
    "ptr.offset": _offset,
    "ptr.address": _address,
    "ptr.from_address": _from_address,
    "ptr.copy": _copy,
    "ptr.fill": _fill,
    "ptr.compare": _compare,
}
