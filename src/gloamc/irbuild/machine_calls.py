"""gloam.machine: every name there is an intrinsic, lowered here to IR operations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import IRType, Kind
from gloamc.irbuild import (
    copying,
    enumerations,
    expressions,
    finalisers,
    not_implemented,
    records,
)
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Operand, given
from gloamc.irbuild.program import ClassInstance, Signature
from gloamc.irbuild.representation import RAW_TYPES, named_tuples, represent
from gloamc.primitives.runtime import VISIT_REFERENCES, VISIT_WORDS

LENGTH, KIND, STR_DATA, BYTES_DATA = "16", "24", "32", "24"
HASH, BIG_SIZE, BIG_DATA, TUPLE_LENGTH, TUPLE_ITEMS = "8", "8", "16", "8", "16"
STR_HEAD, BYTES_HEAD, BIG_HEAD, TUPLE_HEAD = 32, 24, 16, 16

_HARDWARE: dict[str, tuple[tuple[IRType, ...], IRType | None]] = {
    "port_in8": ((irt.U16,), irt.U8),
    "port_in16": ((irt.U16,), irt.U16),
    "port_in32": ((irt.U16,), irt.U32),
    "port_out8": ((irt.U16, irt.U8), None),
    "port_out16": ((irt.U16, irt.U16), None),
    "port_out32": ((irt.U16, irt.U32), None),
    "read_tsc": ((), irt.U64),
    "cpuid": ((irt.U32, irt.U32, irt.I64), irt.U32),
    "read_random": ((), irt.U64),
    "syscall": ((irt.I64, *(irt.U64,) * 6), irt.I64),
    "trap": ((irt.U64, irt.U64), irt.U64),
    "halt_forever": ((), None),
    "memory_barrier": ((), None),
    "set_draining": ((irt.U8,), None),
    "has_cycles": ((), irt.BOOL),
    "is_anything_dying": ((), irt.BOOL),
    "call_hook": ((irt.U64, irt.U64), None),
    "ask_hook": ((irt.U64, irt.U64, irt.BOOL), irt.BOOL),
    "release_object": ((irt.U64,), None),
    "compiler_barrier": ((), None),
    "mul_high": ((irt.U64, irt.U64), irt.U64),
    "div_wide": ((irt.U64, irt.U64, irt.U64), irt.U64),
    "rem_wide": ((irt.U64, irt.U64, irt.U64), irt.U64),
    "float_sqrt": ((irt.FLOAT,), irt.FLOAT),
    "leading_zeros": ((irt.U64,), irt.I64),
    "trailing_zeros": ((irt.U64,), irt.I64),
    "byte_swap16": ((irt.U16,), irt.U16),
    "byte_swap32": ((irt.U32,), irt.U32),
    "byte_swap64": ((irt.U64,), irt.U64),
    "volatile_load8": ((irt.U64,), irt.U8),
    "volatile_load16": ((irt.U64,), irt.U16),
    "volatile_load32": ((irt.U64,), irt.U32),
    "volatile_load64": ((irt.U64,), irt.U64),
    "volatile_store8": ((irt.U64, irt.U8), None),
    "volatile_store16": ((irt.U64, irt.U16), None),
    "volatile_store32": ((irt.U64, irt.U32), None),
    "volatile_store64": ((irt.U64, irt.U64), None),
    "is_of_same_class": ((irt.OBJ, irt.OBJ), irt.BOOL),
    "is_of_subclass": ((irt.OBJ, irt.OBJ), irt.BOOL),
    "address_of": ((irt.OBJ,), irt.U64),
    "heap_start": ((), irt.U64),
    "heap_end": ((), irt.U64),
    "stack_pointer": ((), irt.U64),
}
"""Operations of the processor and of the image: operand types, result type."""

_LOADS = {
    "str_length": (irt.STR, LENGTH, irt.I64),
    "str_kind": (irt.STR, KIND, irt.I64),
    "str_hash": (irt.STR, HASH, irt.I64),
    "bytes_length": (irt.BYTES, LENGTH, irt.I64),
    "bytes_hash": (irt.BYTES, HASH, irt.I64),
    "tuple_length": (irt.REF, TUPLE_LENGTH, irt.I64),
}
_ADDRESSES = {
    "str_data": (irt.STR, STR_DATA),
    "bytes_data": (irt.BYTES, BYTES_DATA),
}
_STORES = {
    "str_set_hash": (irt.STR, HASH),
    "bytes_set_hash": (irt.BYTES, HASH),
}
_FINISH = ("str_finish", "bytes_finish", "big_finish", "tuple_finish")
_WRAPPING = {
    "wrapping_add": "raw.add", "wrapping_sub": "raw.sub", "wrapping_mul": "raw.mul",
    "wrapping_shl": "raw.shl",
}  # fmt: skip


def lower(b: FunctionBuilder, name: str, e: tree.Call) -> ir.Value:  # noqa: C901
    values = [expressions.lower(b, a.value) for a in e.arguments]
    values = [b.stable(v) for v in values]
    if name in _HARDWARE:
        types, result = _HARDWARE[name]
        converted = [b.coerce(v, t) for v, t in zip(values, types, strict=True)]
        made = b.emit("machine", *converted, type=result, attribute=name)
        if name == "halt_forever":
            b.end(ir.Unreachable(b.line))
        return made if result is not None else b.none()
    if name in _LOADS:
        source, offset, result = _LOADS[name]
        return b.emit("layout.load", b.coerce(values[0], source), type=result, attribute=offset)
    if name in _ADDRESSES:
        source, offset = _ADDRESSES[name]
        pinned = b.pin(b.coerce(values[0], source))
        return b.emit("layout.address", pinned, attribute=offset)
    if name in _STORES:
        source, offset = _STORES[name]
        value = b.coerce(values[1], irt.I64)
        b.emit("layout.store", b.coerce(values[0], source), value, attribute=offset)
        return b.none()
    if name in _FINISH:
        return values[0]
    if name in _WRAPPING:
        kind = _raw_kind(values)
        pair = [b.coerce(v, kind) for v in values]
        return b.emit(_WRAPPING[name], *pair, type=kind)
    if name.startswith("truncate_"):
        target = irt.IRType(Kind(name.removeprefix("truncate_")))
        if ir.type_of(values[0]).kind is Kind.INT:
            return b.runtime(f"gloam.runtime.int.{name}", values[0])
        return b.emit("raw.convert", values[0], type=target)
    special = _SPECIAL.get(name)
    if special is None:
        raise InternalError(f"gloam.machine.{name} has no lowering")
    return special(b, values, e)


def _raw_kind(values: Sequence[ir.Value]) -> IRType:
    for value in values:
        kind = ir.type_of(value)
        if kind.is_raw and not isinstance(value, ir.Constant):
            return kind
    for value in values:
        if ir.type_of(value).is_raw:
            return ir.type_of(value)
    raise InternalError("a wrapping operation needs a fixed-width operand")


def _scaled_new(class_name: str, head: int) -> Callable[..., ir.Value]:
    def make(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
        length = b.coerce(values[0], irt.I64)
        if class_name == "builtins.str":
            kind = b.coerce(values[1], irt.I64)
            size: ir.Value = b.emit("raw.mul", length, kind, type=irt.I64)
        elif class_name == "builtins.bytes":
            size = length
        else:
            if class_name == "builtins.int":
                length = _absolute(b, length)
            size = b.emit("raw.mul", length, b.i64(8), type=irt.I64)
        size = b.emit("raw.add", size, b.i64(head), type=irt.I64)
        made = b.emit("allocate", size, type=irt.ref(class_name), attribute=class_name)
        if class_name == "builtins.str":
            b.emit("layout.store", made, b.i64(0), attribute=HASH)
            b.emit("layout.store", made, b.coerce(values[0], irt.I64), attribute=LENGTH)
            b.emit("layout.store", made, b.coerce(values[1], irt.I64), attribute=KIND)
        elif class_name == "builtins.bytes":
            b.emit("layout.store", made, b.i64(0), attribute=HASH)
            b.emit("layout.store", made, length, attribute=LENGTH)
        elif class_name == "builtins.int":
            b.emit("layout.store", made, b.coerce(values[0], irt.I64), attribute=BIG_SIZE)
            return b.coerce(b.emit("box", made), irt.INT)
        else:
            b.emit("layout.store", made, length, attribute=TUPLE_LENGTH)
        return made

    return make


def _absolute(b: FunctionBuilder, value: ir.Value) -> ir.Value:
    result = b.temporary(irt.I64)
    b.assign(result, value)
    negative = b.emit("raw.lt", value, b.i64(0))
    b.if_then(negative, lambda: b.assign(result, b.emit("raw.neg", value, type=irt.I64)))
    return result


_HOLDS = "<holds>"


def _class_holds(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    """Asks the class object: each has a method that knows its class."""
    owner = b.program.class_instance(tree.Instance("gloam.runtime.function.ClassObject"))
    kinds = (irt.REF, irt.OBJ)

    def make(holder: ClassInstance) -> str:
        name = holder.layout.name
        own = ir.Register("self", irt.ref(name), is_parameter=True)
        value = ir.Register("value", irt.OBJ, is_parameter=True)
        made = ir.Function(f"{name}.{_HOLDS}", [own, value], irt.BOOL, is_unsafe=True)
        b.program.ir.functions[made.name] = made
        signature = Signature(made.name, kinds, irt.BOOL, None, {})
        inner = FunctionBuilder(b.program, signature, made, "gloam.runtime", b.span)
        known = b.program.instances.get(name.removesuffix(".<class>"))
        answer: ir.Value = inner.bool_constant(False)
        if known is not None:
            answer = expressions.is_instance(inner, value, [known.type.name])
        inner.end(ir.Return(answer))
        inner.close()
        return made.name

    signature = Signature(_HOLDS, kinds, irt.BOOL, None, {}, owner.type)
    slot = b.program.made_slot(owner, _HOLDS, signature, make)
    receiver = b.coerce(values[0], irt.REF)
    return b.emit(
        "call_virtual", receiver, b.coerce(values[1], irt.OBJ), type=irt.BOOL, attribute=slot.name
    )


def _weak_anchor(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    slot = finalisers.anchor_slot(b.program)
    receiver = b.coerce(values[0], irt.REF)
    result = slot.signature.result
    found = b.emit("call_virtual", receiver, type=result, attribute=slot.name)
    return b.coerce(b.stable(found), irt.OBJ)


def int_object(b: FunctionBuilder, value: ir.Value) -> ir.Value:
    """The bignum object behind an int word that is known to be one."""
    return b.emit("unbox", b.emit("box", b.coerce(value, irt.INT)), type=irt.ref("builtins.int"))


def _big_size(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("layout.load", int_object(b, values[0]), type=irt.I64, attribute=BIG_SIZE)


def _big_data(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("layout.address", int_object(b, b.pin(values[0])), attribute=BIG_DATA)


def _big_set_size(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    size = b.coerce(values[1], irt.I64)
    b.emit("layout.store", int_object(b, values[0]), size, attribute=BIG_SIZE)
    return b.none()


def _tuple_items(b: FunctionBuilder, value: ir.Value) -> ir.Value:
    return b.emit("layout.address", b.pin(b.coerce(value, irt.REF)), attribute=TUPLE_ITEMS)


def _tuple_item(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    index = b.coerce(values[1], irt.I64)
    return b.emit("ptr.load", _tuple_items(b, values[0]), index, type=irt.OBJ)


def _tuple_init(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    index = b.coerce(values[1], irt.I64)
    b.emit("ptr.init", _tuple_items(b, values[0]), index, b.coerce(values[2], irt.OBJ))
    return b.none()


def _int_is_small(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("int.is_small", b.coerce(values[0], irt.INT))


def _int_is_bool(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("isinstance", b.coerce(values[0], irt.INT), attribute="builtins.bool")


def _int_small(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("int.untag", b.coerce(values[0], irt.INT))


def _int_from(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("int.from_raw", b.coerce(values[0], irt.I64))


def _small_int(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("int.tag", b.coerce(values[0], irt.I64))


def _ask(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    """A binary method that every class has, whatever it returns."""
    method = e.arguments[1].value
    assert isinstance(method, tree.StrLiteral)
    slot = b.program.virtual_slot(
        b.program.class_instance(tree.Instance("builtins.object")), method.value
    )
    assert slot is not None, method.value
    receiver, other = b.coerce(values[0], irt.REF), b.coerce(values[2], irt.OBJ)
    return b.emit("call_virtual", receiver, other, type=irt.OBJ, attribute=slot.name)


def _is_not_implemented(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return not_implemented.is_it(b, b.coerce(values[0], irt.OBJ))


def _is_derived(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    names = [*b.program.derived, *named_tuples()]
    if not names:
        return b.bool_constant(False)
    known = [b.program.class_instance(tree.Instance(name)).layout.name for name in names]
    return b.emit("isinstance", b.coerce(values[0], irt.OBJ), attribute="|".join(known))


def _record_items(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return records.items(b, values[0])


def _enum_table(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return enumerations.table_of(b, values[0], b.resolve(e.arguments[0].value.type))


def _enum_new(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    kind = b.resolve(e.arguments[0].value.type)
    return enumerations.made_like(b, values[0], kind, values[1:])


def _same_object(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("same", b.coerce(values[0], irt.OBJ), b.coerce(values[1], irt.OBJ))


def _float_bits(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("float.bits", b.coerce(values[0], irt.FLOAT))


def _bits_float(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("float.from_bits", b.coerce(values[0], irt.U64))


def _float_from_i64(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("float.from_raw", b.coerce(values[0], irt.I64))


def _float_to_i64(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("float.to_i64", b.coerce(values[0], irt.FLOAT))


def _ones_complement_sum(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.runtime("gloam.runtime.word_sum.ones_complement_sum", *values)


def _null(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return ir.Constant(irt.PTR, 0)


def _pointer(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("ptr.from_address", b.coerce(values[0], irt.U64))


def _reinterpret(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return values[0]


def _copy_memory(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    kind = item_type(b, b.resolve(e.arguments[0].value.type))
    b.emit("ptr.copy", values[0], values[1], b.coerce(values[2], irt.I64), attribute=str(kind))
    return b.none()


def _visit_items(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    kind = item_type(b, b.resolve(e.arguments[0].value.type)).kind
    if kind is Kind.REF:
        b.runtime(VISIT_REFERENCES, values[0], values[1])
    elif kind is Kind.OBJ:
        b.runtime(VISIT_WORDS, values[0], values[1])
    return b.none()


def _visit_tuple(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    # No pin: a count must not come back to 0 in here.
    own = b.coerce(values[0], irt.REF)
    items = b.emit("layout.address", own, attribute=TUPLE_ITEMS)
    length = b.emit("layout.load", own, type=irt.I64, attribute=TUPLE_LENGTH)
    b.runtime(VISIT_WORDS, items, length)
    return b.none()


def _fill_memory(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    b.emit("ptr.fill", values[0], b.coerce(values[1], irt.U8), b.coerce(values[2], irt.I64))
    return b.none()


def _compare_memory(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("ptr.compare", values[0], values[1], b.coerce(values[2], irt.I64))


def type_text(b: FunctionBuilder, name: str, value: ir.Value) -> ir.Value:
    """`type_name`, `type_qualified_name` or `type_module` of an object."""
    address = b.emit("machine", b.coerce(value, irt.OBJ), type=irt.U64, attribute=name)
    return b.runtime("gloam.runtime.packed_text.text_at", address)


def _type_text(name: str) -> Callable[[FunctionBuilder, list[ir.Value], tree.Call], ir.Value]:
    return lambda b, values, e: type_text(b, name, values[0])


def _run_program(b: FunctionBuilder, values: list[ir.Value], e: tree.Call) -> ir.Value:
    return b.emit("call", type=irt.I64, attribute="$run_program")


_SPECIAL: dict[str, Callable[[FunctionBuilder, list[ir.Value], tree.Call], ir.Value]] = {
    "ones_complement_sum": _ones_complement_sum,
    "str_new": _scaled_new("builtins.str", STR_HEAD),
    "bytes_new": _scaled_new("builtins.bytes", BYTES_HEAD),
    "big_new": _scaled_new("builtins.int", BIG_HEAD),
    "tuple_new": _scaled_new("builtins.tuple", TUPLE_HEAD),
    "class_holds": _class_holds,
    "weak_anchor": _weak_anchor,
    "copy_object": copying.shallow,
    "deep_copy_object": copying.deep,
    "big_size": _big_size,
    "big_data": _big_data,
    "big_set_size": _big_set_size,
    "tuple_item": _tuple_item,
    "tuple_init": _tuple_init,
    "int_is_small": _int_is_small,
    "int_is_bool": _int_is_bool,
    "int_small": _int_small,
    "int_from": _int_from,
    "int_from_small": _small_int,
    "ask": _ask,
    "is_derived": _is_derived,
    "enum_table": _enum_table,
    "enum_new": _enum_new,
    "record_items": _record_items,
    "is_not_implemented": _is_not_implemented,
    "same_object": _same_object,
    "type_name": _type_text("type_name"),
    "type_qualified_name": _type_text("type_qualified_name"),
    "type_module": _type_text("type_module"),
    "float_bits": _float_bits,
    "bits_float": _bits_float,
    "float_from_i64": _float_from_i64,
    "float_to_i64": _float_to_i64,
    "null": _null,
    "pointer": _pointer,
    "reinterpret": _reinterpret,
    "copy_memory": _copy_memory,
    "visit_items": _visit_items,
    "visit_tuple": _visit_tuple,
    "fill_memory": _fill_memory,
    "compare_memory": _compare_memory,
    "run_program": _run_program,
}


def item_type(b: FunctionBuilder, t: tree.Type) -> IRType:
    """The representation of a Ptr's items."""
    if isinstance(t, tree.Instance) and t.arguments:
        kind = represent(b.resolve(t.arguments[0]))
        return irt.OBJ if kind.kind is Kind.NONE else kind
    raise InternalError("a Ptr without an item type")


def convert(b: FunctionBuilder, name: str, e: tree.Call) -> ir.Value:
    """`u8(x)`: a range-checked conversion."""
    short = "gloam.machine." + name.rsplit(".", 1)[1]
    target = RAW_TYPES.get(short)
    if target is None:
        raise InternalError(f"{name} can't be constructed")
    value = expressions.lower(b, e.arguments[0].value)
    if ir.type_of(value).kind is Kind.BOOL:
        return b.emit("bool.to_raw", value, type=target)
    return b.coerce(value, target)


def pointer_method(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Instance,
    name: str,
    arguments: Sequence[Operand],
) -> ir.Value:
    kind = item_type(b, t)
    values: list[ir.Value] = []
    for argument in arguments:
        value = given(argument).value
        if isinstance(value, tree.Expression):
            value = b.stable(expressions.lower(b, value))
        values.append(value)
    match name:
        case "address":
            return b.emit("ptr.address", receiver)
        case "is_null":
            return b.emit("raw.eq", b.emit("ptr.address", receiver), ir.Constant(irt.U64, 0))
        case "take":
            return b.emit("ptr.take", receiver, b.coerce(values[0], irt.I64), type=kind)
        case "init":
            index = b.coerce(values[0], irt.I64)
            b.emit("ptr.init", receiver, index, b.coerce(values[1], kind))
            return b.none()
        case _:
            raise InternalError(f"Ptr.{name} has no lowering")
