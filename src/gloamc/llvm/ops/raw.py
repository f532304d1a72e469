"""Fixed-width integers: straight machine arithmetic, signedness by type."""

from __future__ import annotations

from gloamc.ir.function import Op, type_of
from gloamc.ir.types import IRType, parse_type
from gloamc.llvm.ops.handler import Handler, Writer
from gloamc.llvm.ops.integers import power_of_two
from gloamc.llvm.types import llvm_type

OPCODES = ("add", "sub", "mul", "and", "or", "xor")
"""LLVM has our words for these."""


def _binary(opcode: str) -> Handler:
    def handle(writer: Writer, op: Op) -> str:
        a, b = op.arguments
        return writer.define(f"{opcode} {writer.typed(a)}, {writer.value(b)}")

    return handle


def _shift(writer: Writer, op: Op) -> str:
    """The count may have a type of its own; it is below the width, so converting keeps it."""
    a, b = op.arguments
    type_ = type_of(a)
    opcode = "shl" if op.name == "raw.shl" else "ashr" if type_.is_signed else "lshr"
    count = convert(writer, writer.value(b), type_of(b), type_)
    return writer.define(f"{opcode} {writer.typed(a)}, {count}")


def _floordiv(writer: Writer, op: Op) -> str:
    """Truncated quotient, less one if the remainder is not zero and has the divisor's other sign.

    The remainder is computed from the quotient: one division instruction.
    """
    a, b = map(writer.value, op.arguments)
    signed, type_ = type_of(op.arguments[0]).is_signed, llvm_type(type_of(op.arguments[0]))
    if not signed:
        return writer.define(f"udiv {type_} {a}, {b}")
    if (power := power_of_two(op.arguments[1])) is not None:
        return writer.define(f"ashr {type_} {a}, {power}")
    quotient = writer.define(f"sdiv {type_} {a}, {b}")
    product = writer.define(f"mul {type_} {quotient}, {b}")
    remainder = writer.define(f"sub {type_} {a}, {product}")
    borrow = writer.define(f"zext i1 {_needs_floor(writer, type_, remainder, b)} to {type_}")
    return writer.define(f"sub {type_} {quotient}, {borrow}")


def _mod(writer: Writer, op: Op) -> str:
    a, b = map(writer.value, op.arguments)
    signed, type_ = type_of(op.arguments[0]).is_signed, llvm_type(type_of(op.arguments[0]))
    if not signed:
        return writer.define(f"urem {type_} {a}, {b}")
    if (power := power_of_two(op.arguments[1])) is not None:
        return writer.define(f"and {type_} {a}, {(1 << power) - 1}")
    remainder = writer.define(f"srem {type_} {a}, {b}")
    needs = _needs_floor(writer, type_, remainder, b)
    fix = writer.define(f"select i1 {needs}, {type_} {b}, {type_} 0")
    return writer.define(f"add {type_} {remainder}, {fix}")


def _needs_floor(writer: Writer, type_: str, remainder: str, divisor: str) -> str:
    inexact = writer.define(f"icmp ne {type_} {remainder}, 0")
    signs = writer.define(f"xor {type_} {remainder}, {divisor}")
    differ = writer.define(f"icmp slt {type_} {signs}, 0")
    return writer.define(f"and i1 {inexact}, {differ}")


def _overflows(name: str) -> Handler:
    def handle(writer: Writer, op: Op) -> str:
        a, b = op.arguments
        sign = "s" if type_of(a).is_signed else "u"
        type_ = llvm_type(type_of(a))
        pair = writer.define(
            f"call {{ {type_}, i1 }} @llvm.{sign}{name}.with.overflow.{type_}"
            f"({writer.typed(a)}, {writer.typed(b)})"
        )
        return writer.boolean_of(writer.define(f"extractvalue {{ {type_}, i1 }} {pair}, 1"))

    return handle


def _compare(name: str) -> Handler:
    def handle(writer: Writer, op: Op) -> str:
        a, b = op.arguments
        sign = "" if name in ("eq", "ne") else "s" if type_of(a).is_signed else "u"
        return writer.boolean(f"icmp {sign}{name} {writer.typed(a)}, {writer.value(b)}")

    return handle


def _neg(writer: Writer, op: Op) -> str:
    return writer.define(f"sub {llvm_type(op.type)} 0, {writer.value(op.arguments[0])}")


def _invert(writer: Writer, op: Op) -> str:
    return writer.define(f"xor {writer.typed(op.arguments[0])}, -1")


def _convert(writer: Writer, op: Op) -> str:
    assert op.type is not None
    value = op.arguments[0]
    return convert(writer, writer.value(value), type_of(value), op.type)


def convert(writer: Writer, text: str, source: IRType, target: IRType) -> str:
    """Truncate, or extend by the source's signedness."""
    if source.bits == target.bits:
        return text
    opcode = "trunc" if source.bits > target.bits else "sext" if source.is_signed else "zext"
    return writer.define(f"{opcode} {llvm_type(source)} {text} to {llvm_type(target)}")


def value_range(type_: IRType) -> range:
    if type_.is_signed:
        return range(-(1 << type_.bits - 1), 1 << type_.bits - 1)
    return range(1 << type_.bits)


def _fits(writer: Writer, op: Op) -> str:
    """Compares with the bounds of the target that the source's own range exceeds."""
    value = op.arguments[0]
    source, target = type_of(value), parse_type(op.attribute)
    have, want = value_range(source), value_range(target)
    sign = "s" if source.is_signed else "u"
    tests = []
    if have[0] < want[0]:
        tests.append(writer.define(f"icmp {sign}ge {writer.typed(value)}, {want[0]}"))
    if have[-1] > want[-1]:
        tests.append(writer.define(f"icmp {sign}le {writer.typed(value)}, {want[-1]}"))
    if not tests:
        return "1"
    both = tests[0] if len(tests) == 1 else writer.define(f"and i1 {tests[0]}, {tests[1]}")
    return writer.boolean_of(both)


def _trap_if(writer: Writer, op: Op) -> str:
    text = writer.module.literals.text(op.attribute)
    writer.call("void", "gloam.trap_if", writer.typed(op.arguments[0]), f"ptr {text}")
    return ""


HANDLERS: dict[str, Handler] = {
    **{f"raw.{opcode}": _binary(opcode) for opcode in OPCODES},
    "raw.shl": _shift,
    "raw.shr": _shift,
    "raw.floordiv": _floordiv,
    "raw.mod": _mod,
    **{f"raw.{name}_overflows": _overflows(name) for name in ("add", "sub", "mul")},
    **{f"raw.{name}": _compare(name) for name in ("eq", "ne", "lt", "le", "gt", "ge")},
    "raw.neg": _neg,
    "raw.invert": _invert,
    "raw.convert": _convert,
    "raw.fits": _fits,
    "trap_if": _trap_if,
}
