"""Objects and module variables: making, reading, replacing. Stores release what they replace."""

from __future__ import annotations

from gloamc.ir.function import Op, type_of
from gloamc.ir.types import IRType
from gloamc.llvm.ops.handler import Handler, Writer
from gloamc.llvm.ops.values import release
from gloamc.llvm.symbols import class_symbol, global_symbol
from gloamc.llvm.types import SET_METADATA, error_value, llvm_type

IMMORTAL = -1 << 31
"""A reference count that is never written."""
CLASS_OFFSET = 4
"""Of the descriptor's address in an object's header."""


def _new(writer: Writer, op: Op) -> str:
    return writer.define(f"call ptr {writer.module.constructor(op.attribute)}()")


def _new_local(writer: Writer, op: Op) -> str:
    """An object with an immortal count: what is not on the heap is never freed."""
    classes = writer.module.classes
    size = classes.instance_size(op.attribute)
    local = writer.define(f"alloca [{size} x i8], align 16")
    writer.line(f"store i32 {IMMORTAL}, ptr {local}")
    descriptor = writer.define(f"getelementptr i8, ptr {local}, i64 {CLASS_OFFSET}")
    writer.line(f"store i32 ptrtoint (ptr {class_symbol(op.attribute)} to i32), ptr {descriptor}")
    for offset, type_ in classes.fields(op.attribute):
        place = writer.define(f"getelementptr i8, ptr {local}, i64 {offset}")
        writer.line(f"store {llvm_type(type_)} {error_value(type_)}, ptr {place}")
    return local


def _to_heap(writer: Writer, op: Op) -> str:
    mover = writer.module.mover(op.attribute)
    return writer.define(f"call ptr {mover}({writer.typed(op.arguments[0])})")


def _allocate(writer: Writer, op: Op) -> str:
    descriptor = class_symbol(op.attribute)
    size = writer.typed(op.arguments[0])
    allocate = writer.module.classes.allocator(op.attribute)
    return writer.call("ptr", allocate, size, f"ptr {descriptor}")


def _become(writer: Writer, op: Op) -> str:
    place = _place(writer, op, CLASS_OFFSET)
    writer.line(f"store i32 ptrtoint (ptr {class_symbol(op.attribute)} to i32), ptr {place}")
    return ""


def _place(writer: Writer, op: Op, offset: int) -> str:
    """Address of the word at a byte offset in the first operand."""
    return writer.define(f"getelementptr i8, ptr {writer.value(op.arguments[0])}, i64 {offset}")


def load(writer: Writer, type_: IRType, place: str, suffix: str = "") -> str:
    return writer.define(f"load {llvm_type(type_)}, ptr {place}{suffix}")


def result(writer: Writer, op: Op, place: str, suffix: str = "") -> str:
    """Loads what is the op's result."""
    type_ = type_of(op)
    if writer.is_set(op):
        suffix += SET_METADATA.get(type_.kind, "")
    return load(writer, type_, place, suffix)


def replace(writer: Writer, type_: IRType, new: str, place: str) -> None:
    """Stores, then releases the old value: its destructor must find the place in order."""
    old = load(writer, type_, place) if type_.is_counted else ""
    writer.line(f"store {llvm_type(type_)} {new}, ptr {place}")
    if old:
        release(writer, old, type_)


def _get_field(writer: Writer, op: Op) -> str:
    offset, _ = writer.module.classes.field(op.attribute)
    return result(writer, op, _place(writer, op, offset))


def _take_field(writer: Writer, op: Op) -> str:
    offset, type_ = writer.module.classes.field(op.attribute)
    place = _place(writer, op, offset)
    result = load(writer, type_, place)
    writer.line(f"store {llvm_type(type_)} {error_value(type_)}, ptr {place}")
    return result


def _set_field(writer: Writer, op: Op) -> str:
    offset, type_ = writer.module.classes.field(op.attribute)
    replace(writer, type_, writer.value(op.arguments[1]), _place(writer, op, offset))
    return ""


def _init_field(writer: Writer, op: Op) -> str:
    offset, _ = writer.module.classes.field(op.attribute)
    place = _place(writer, op, offset)
    writer.line(f"store {writer.typed(op.arguments[1])}, ptr {place}")
    return ""


def _layout_load(writer: Writer, op: Op) -> str:
    return result(writer, op, _place(writer, op, int(op.attribute)))


def _layout_store(writer: Writer, op: Op) -> str:
    place = _place(writer, op, int(op.attribute))
    writer.line(f"store {writer.typed(op.arguments[1])}, ptr {place}")
    return ""


def _layout_address(writer: Writer, op: Op) -> str:
    return _place(writer, op, int(op.attribute))


def _get_global(writer: Writer, op: Op) -> str:
    return result(writer, op, global_symbol(op.attribute))


def _set_global(writer: Writer, op: Op) -> str:
    variable = writer.module.program.globals[op.attribute]
    assert llvm_type(variable.type) == llvm_type(type_of(op.arguments[0])), op.attribute
    replace(writer, variable.type, writer.value(op.arguments[0]), global_symbol(op.attribute))
    return ""


HANDLERS: dict[str, Handler] = {
    "new": _new,
    "new_local": _new_local,
    "to_heap": _to_heap,
    "allocate": _allocate,
    "become": _become,
    "get_field": _get_field,
    "take_field": _take_field,
    "set_field": _set_field,
    "init_field": _init_field,
    "layout.load": _layout_load,
    "layout.store": _layout_store,
    "layout.address": _layout_address,
    "get_global": _get_global,
    "set_global": _set_global,
}
