"""Registers, bool and float, boxing, identity, isinstance, reference counts."""

from __future__ import annotations

from gloamc.ir.function import Op, Value, type_of
from gloamc.ir.types import IRType, Kind
from gloamc.llvm.constants import INT_CLASS, NONE_CLASS, tagged
from gloamc.llvm.ops.handler import Handler, Writer
from gloamc.llvm.symbols import class_symbol
from gloamc.llvm.types import FLOAT_UNSET_BITS, error_value, llvm_type

FLOAT_OPCODES = {"add": "fadd", "sub": "fsub", "mul": "fmul", "div": "fdiv"}

FLOAT_CONDITIONS = {"eq": "oeq", "ne": "une", "lt": "olt", "le": "ole", "gt": "ogt", "ge": "oge",
    "ordered": "ord",
}  # fmt: skip
"""With a NaN operand only `!=` holds."""


def _copy(writer: Writer, op: Op) -> str:
    return writer.value(op.arguments[0])


def _is_unset(writer: Writer, op: Op) -> str:
    value = op.arguments[0]
    type_ = type_of(value)
    if type_.kind is Kind.FLOAT:
        bits = writer.define(f"bitcast double {writer.value(value)} to i64")
        return writer.boolean(f"icmp eq i64 {bits}, {FLOAT_UNSET_BITS}")
    if not type_.has_error_value:
        return "0"  # every pattern of a raw integer or pointer is a value
    return writer.boolean(f"icmp eq {writer.typed(value)}, {error_value(type_)}")


def _bool_not(writer: Writer, op: Op) -> str:
    return writer.define(f"xor i8 {writer.value(op.arguments[0])}, 1")


def _bool_to_int(writer: Writer, op: Op) -> str:
    wide = writer.define(f"zext i8 {writer.value(op.arguments[0])} to i64")
    return writer.define(f"shl nuw nsw i64 {wide}, 1")


def _bool_to_raw(writer: Writer, op: Op) -> str:
    type_ = llvm_type(op.type)
    value = writer.value(op.arguments[0])
    return value if type_ == "i8" else writer.define(f"zext i8 {value} to {type_}")


def _float_binary(opcode: str) -> Handler:
    def handle(writer: Writer, op: Op) -> str:
        a, b = map(writer.value, op.arguments)
        return writer.define(f"{opcode} double {a}, {b}")

    return handle


def _float_compare(condition: str) -> Handler:
    def handle(writer: Writer, op: Op) -> str:
        a, b = map(writer.value, op.arguments)
        return writer.boolean(f"fcmp {condition} double {a}, {b}")

    return handle


def _float_neg(writer: Writer, op: Op) -> str:
    return writer.define(f"fneg double {writer.value(op.arguments[0])}")


def _float_abs(writer: Writer, op: Op) -> str:
    return writer.define(f"call double @llvm.fabs.f64({writer.typed(op.arguments[0])})")


def _float_from_raw(writer: Writer, op: Op) -> str:
    value = op.arguments[0]
    opcode = "sitofp" if type_of(value).is_signed else "uitofp"
    return writer.define(f"{opcode} {writer.typed(value)} to double")


def _float_to_i64(writer: Writer, op: Op) -> str:
    return writer.define(f"fptosi double {writer.value(op.arguments[0])} to i64")


def _float_bits(writer: Writer, op: Op) -> str:
    return writer.define(f"bitcast double {writer.value(op.arguments[0])} to i64")


def _float_from_bits(writer: Writer, op: Op) -> str:
    return writer.define(f"bitcast i64 {writer.value(op.arguments[0])} to double")


def word_of(writer: Writer, value: Value) -> str:
    """A counted value as an `obj` word: a reference's address plus one, null becoming unset."""
    text = writer.value(value)
    if type_of(value).kind is not Kind.REF:
        return text
    return writer.define(f"add i64 {writer.define(f'ptrtoint ptr {text} to i64')}, 1")


def _box(writer: Writer, op: Op) -> str:
    value = op.arguments[0]
    match type_of(value).kind:
        case Kind.INT | Kind.OBJ | Kind.REF:
            return word_of(writer, value)
        case Kind.BOOL:
            return writer.call("i64", "gloam.box_bool", writer.typed(value))
        case Kind.FLOAT:
            return writer.call("i64", "gloam.box_float", writer.typed(value))
        case Kind.NONE:
            return tagged("@gloam.none")
        case kind:
            raise AssertionError(f"box of {kind}: convert it to int first")


def _unbox(writer: Writer, op: Op) -> str:
    assert op.type is not None
    word = writer.value(op.arguments[0])
    match op.type.kind:
        case Kind.INT | Kind.OBJ:
            return word
        case Kind.REF:
            return writer.define(f"inttoptr i64 {writer.define(f'sub i64 {word}, 1')} to ptr")
        case Kind.BOOL:
            return writer.boolean(f"icmp eq i64 {word}, {tagged('@gloam.true')}")
        case Kind.FLOAT:
            return writer.call("double", "gloam.unbox_float", f"i64 {word}")
        case Kind.NONE:
            return "0"
        case kind:
            raise AssertionError(f"unbox to {kind}: convert from int")


def _same(writer: Writer, op: Op) -> str:
    a, b = op.arguments
    if llvm_type(type_of(a)) == llvm_type(type_of(b)):
        return writer.boolean(f"icmp eq {writer.typed(a)}, {writer.value(b)}")
    return writer.boolean(f"icmp eq i64 {word_of(writer, a)}, {word_of(writer, b)}")


def _isinstance(writer: Writer, op: Op) -> str:
    value = op.arguments[0]
    classes = op.attribute.split("|")
    is_ref = type_of(value).kind is Kind.REF
    if classes == [NONE_CLASS]:
        none = "@gloam.none" if is_ref else tagged("@gloam.none")
        return writer.boolean(f"icmp eq {writer.typed(value)}, {none}")
    table = writer.module.classes
    ranges = table.ranges(classes)
    if not ranges:
        return "0"
    descriptor = descriptor_of(writer, value)
    if len(classes) == 1 and ranges[0][0] == ranges[0][1]:
        return writer.boolean(f"icmp eq ptr {descriptor}, {class_symbol(classes[0])}")
    number = writer.define(f"load i32, ptr {descriptor}")
    tests = []
    for first, last in ranges:
        shifted = writer.define(f"sub i32 {number}, {first}")
        tests.append(writer.define(f"icmp ule i32 {shifted}, {last - first}"))
    result = tests[0]
    for test in tests[1:]:
        result = writer.define(f"or i1 {result}, {test}")
    return writer.boolean_of(result)


def descriptor_of(writer: Writer, value: Value) -> str:
    """The address of the type descriptor of any value; int's for a small int."""
    if type_of(value).kind is Kind.REF:
        return writer.call("ptr", "gloam.descriptor_ref", writer.typed(value))
    assert INT_CLASS in writer.module.classes.layouts
    return writer.call("ptr", "gloam.descriptor_word", writer.typed(value))


def retain(writer: Writer, text: str, type_: IRType) -> None:
    _count(writer, "retain", text, type_)


def release(writer: Writer, text: str, type_: IRType) -> None:
    """Drops one reference of a counted value; unset and immortal ones stay."""
    _count(writer, "release", text, type_)


def _count(writer: Writer, verb: str, text: str, type_: IRType) -> None:
    if type_.class_name == NONE_CLASS or not text.startswith("%"):
        return  # constants are immortal, small or unset
    if type_.kind is Kind.REF:
        is_inline = verb == "release" and writer.is_for_speed
        name = "gloam.release_ref_hot" if is_inline else f"gloam.{verb}_ref"
        writer.call("void", name, f"ptr {text}")
    else:
        writer.call("void", f"gloam.{verb}_word", f"i64 {text}")


def _retain(writer: Writer, op: Op) -> str:
    value = op.arguments[0]
    retain(writer, writer.value(value), type_of(value))
    return ""


def _release(writer: Writer, op: Op) -> str:
    value = op.arguments[0]
    release(writer, writer.value(value), type_of(value))
    return ""


def _keep(writer: Writer, op: Op) -> str:
    return ""


def _assign(writer: Writer, op: Op) -> str:
    raise AssertionError("assignments are the function writer's")


HANDLERS: dict[str, Handler] = {
    "assign": _assign,
    "copy": _copy,
    "is_unset": _is_unset,
    "bool.not": _bool_not,
    "bool.to_int": _bool_to_int,
    "bool.to_raw": _bool_to_raw,
    **{f"float.{name}": _float_binary(opcode) for name, opcode in FLOAT_OPCODES.items()},
    **{f"float.{name}": _float_compare(code) for name, code in FLOAT_CONDITIONS.items()},
    "float.neg": _float_neg,
    "float.abs": _float_abs,
    "float.from_raw": _float_from_raw,
    "float.to_i64": _float_to_i64,
    "float.bits": _float_bits,
    "float.from_bits": _float_from_bits,
    "box": _box,
    "unbox": _unbox,
    "same": _same,
    "isinstance": _isinstance,
    "keep": _keep,
    "retain": _retain,
    "release": _release,
}
