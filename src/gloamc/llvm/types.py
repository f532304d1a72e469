"""How each IR type looks in LLVM: its type, its reserved pattern, its size in raw memory.

The patterns are the contract of docs/adr/0002-exceptions.md. Raw integers and pointers reserve
none: their error result is zero, and only the exception cell says that it is one.
"""

from __future__ import annotations

import struct

from gloamc.ir.types import IRType, Kind

LLVM_TYPES: dict[Kind, str] = {
    Kind.INT: "i64",
    Kind.OBJ: "i64",
    Kind.REF: "ptr",
    Kind.BOOL: "i8",
    Kind.FLOAT: "double",
    Kind.NONE: "i8",
    Kind.I8: "i8",
    Kind.I16: "i16",
    Kind.I32: "i32",
    Kind.I64: "i64",
    Kind.U8: "i8",
    Kind.U16: "i16",
    Kind.U32: "i32",
    Kind.U64: "i64",
    Kind.PTR: "ptr",
}

FLOAT_UNSET_BITS = 0x7FF8_676C_6F61_6D21
"""A quiet NaN whose payload spells "gloam!". No operation makes it from other operands; memory and
`bits_float` can, which is why Check asks the exception cell as well."""

ERROR_VALUES: dict[Kind, str] = {
    Kind.INT: "1",
    Kind.OBJ: "1",
    Kind.REF: "null",
    Kind.BOOL: "2",
    Kind.FLOAT: f"0x{FLOAT_UNSET_BITS:016X}",
    Kind.NONE: "2",
    Kind.PTR: "null",
}
"""What a failing function returns and an unset place holds; raw integers: 0."""


SET_METADATA: dict[Kind, str] = {
    Kind.INT: ", !range !4",
    Kind.OBJ: ", !range !4",
    Kind.REF: ", !nonnull !3",
    Kind.BOOL: ", !range !5",
}
"""On loads of what cannot be that pattern, so that LLVM leaves out the test for it."""


def llvm_type(type_: IRType | None) -> str:
    """LLVM's type; of an operation without result (None), the success flag's."""
    return "i8" if type_ is None else LLVM_TYPES[type_.kind]


def error_value(type_: IRType) -> str:
    return ERROR_VALUES.get(type_.kind, "0")


def float_text(value: float) -> str:
    """The exact double, in the only notation of LLVM that has no rounding."""
    return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"


def item_size(type_: IRType) -> int:
    """Bytes of an item behind Ptr[T]: narrow for bool and raw integers, else a word."""
    if type_.kind in (Kind.BOOL, Kind.NONE):
        return 1
    return type_.bits // 8 if type_.is_raw else 8
