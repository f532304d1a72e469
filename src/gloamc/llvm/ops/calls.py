"""Calls and the exception cell."""

from __future__ import annotations

from gloamc.ir.function import Op, type_of
from gloamc.llvm.ops.handler import Handler, Writer
from gloamc.llvm.ops.values import descriptor_of
from gloamc.llvm.symbols import symbol
from gloamc.llvm.types import llvm_type


def _call(writer: Writer, op: Op) -> str:
    operands = ", ".join(map(writer.typed, op.arguments))
    return writer.define(f"call {llvm_type(op.type)} {writer.module.function(op)}({operands})")


def _call_virtual(writer: Writer, op: Op) -> str:
    """Direct if every class that the receiver may have implements the slot by one function."""
    receiver = op.arguments[0]
    operands = ", ".join(map(writer.typed, op.arguments))
    table = writer.module.classes
    static_class = type_of(receiver).class_name
    if static_class not in table.layouts:
        static_class = op.attribute.rpartition(".")[0]
    targets = table.implementations(op.attribute, static_class)
    if len(targets) == 1:
        return writer.define(f"call {llvm_type(op.type)} {symbol(targets.pop())}({operands})")
    descriptor = descriptor_of(writer, receiver)
    offset = table.slot_offset(op.attribute)
    place = writer.define(f"getelementptr i8, ptr {descriptor}, i64 {offset}")
    address = writer.define(f"load i32, ptr {place}, !invariant.load !3")
    target = writer.define(f"inttoptr i32 {address} to ptr")
    return writer.define(f"call {llvm_type(op.type)} {target}({operands})")


def _cell(writer: Writer) -> str:
    return writer.module.support.use("gloam.exception")


def _set_exception(writer: Writer, op: Op) -> str:
    writer.line(f"store {writer.typed(op.arguments[0])}, ptr {_cell(writer)}")
    return ""


def _take_exception(writer: Writer, op: Op) -> str:
    result = writer.define(f"load ptr, ptr {_cell(writer)}")
    writer.line(f"store ptr null, ptr {_cell(writer)}")
    return result


def _exception_pending(writer: Writer, op: Op) -> str:
    pending = writer.define(f"load ptr, ptr {_cell(writer)}")
    return writer.boolean(f"icmp ne ptr {pending}, null")


def _add_traceback(writer: Writer, op: Op) -> str:
    file, line, function = op.attribute.rsplit(":", 2)
    site = writer.module.traceback_site(file, int(line), function)
    writer.call("void", "gloam.add_traceback", f"i64 {site}")
    return ""


HANDLERS: dict[str, Handler] = {
    "call": _call,
    "call_virtual": _call_virtual,
    "set_exception": _set_exception,
    "take_exception": _take_exception,
    "exception_pending": _exception_pending,
    "add_traceback": _add_traceback,
}
