"""Constants: immediate words, and immortal objects in static data.

An immortal object's count is negative and never written, so bignums, the texts that only the
runtime prints, and long texts and data stand in read-only memory. Other str and bytes literals
stand in writable memory, because the runtime keeps their hash in the object.
"""

from __future__ import annotations

import struct
from enum import Enum

from gloamc.ir.function import Constant, Static, Unset
from gloamc.ir.types import Kind
from gloamc.llvm.descriptors import ClassTable
from gloamc.llvm.symbols import class_symbol, escaped
from gloamc.llvm.types import error_value, float_text, llvm_type

IMMORTAL = -0x8000_0000
HASH_UNKEPT = -1
"""Where the hash would be kept: compute it each time. `gloam.runtime` has the same number."""
LONG = 512
"""Bytes from which a literal is rather data than a key that is looked up often."""
SMALL_MIN = -(1 << 62)
SMALL_MAX = (1 << 62) - 1

NONE_CLASS = "builtins.NoneType"
BOOL_CLASS = "builtins.bool"
INT_CLASS = "builtins.int"
STR_CLASS = "builtins.str"
BYTES_CLASS = "builtins.bytes"


class Place(Enum):
    """Where a literal stands."""

    READ_ONLY = "constant"
    WRITABLE = "global"


def tagged(symbol: str) -> str:
    """The `obj` or `int` word of a static object."""
    return f"add (i64 ptrtoint (ptr {symbol} to i64), i64 1)"


def header(class_name: str) -> str:
    """Count and descriptor address of a static object: two LLVM constants."""
    return f"i32 {IMMORTAL}, i32 ptrtoint (ptr {class_symbol(class_name)} to i32)"


class Literals:
    """Every static object of a program, each distinct value once, in order of first use."""

    def __init__(self, classes: ClassTable) -> None:
        self._classes = classes
        self._names: dict[tuple[str | bytes | int, Place], str] = {}
        self._statics: dict[Static, str] = {}
        self._lines: list[str] = []

    def operand(self, constant: Constant) -> str:
        """The constant as an LLVM operand, without its type."""
        value, kind = constant.value, constant.type.kind
        if isinstance(value, Unset):
            return error_value(constant.type)
        match kind:
            case Kind.INT | Kind.OBJ:
                return self._word(value)
            case Kind.REF:
                return self._object(value)
            case Kind.BOOL:
                return "1" if value else "0"
            case Kind.FLOAT:
                assert isinstance(value, float)
                return float_text(value)
            case Kind.NONE:
                return "0"
            case Kind.PTR:
                assert isinstance(value, int)
                return f"inttoptr (i64 {value} to ptr)" if value else "null"
            case _:
                assert isinstance(value, int)
                return str(int(value))

    def text(self, value: str) -> str:
        """A str object that is printed but never hashed."""
        return self._literal(value, Place.READ_ONLY)

    def emit(self) -> list[str]:
        return self._lines

    def _word(self, value: int | float | str | bytes | Static | Unset | None) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            if SMALL_MIN <= value <= SMALL_MAX:
                return str(value << 1)
            return tagged(self._literal(value, Place.READ_ONLY))
        return tagged(self._object(value))

    def _object(self, value: int | float | str | bytes | Static | Unset | None) -> str:
        match value:
            case None:
                return "@gloam.none"
            case bool():
                return "@gloam.true" if value else "@gloam.false"
            case str() | bytes():
                is_long = len(value) >= LONG
                return self._literal(value, Place.READ_ONLY if is_long else Place.WRITABLE)
            case Static():
                return self._static(value)
            case _:
                raise AssertionError(f"no static object for {value!r}")

    def _static(self, value: Static) -> str:
        """Read-only, with an address of its own: objects are told apart by it."""
        name = self._statics.get(value)
        if name is None:
            name = self._statics[value] = f"@gloam.static.{len(self._statics)}"
            kinds = [type_ for _, type_ in self._classes.fields(value.class_name)]
            fields = [
                f"{llvm_type(kind)} {self.operand(Constant(kind, held))}"
                for kind, held in zip(kinds, value.fields, strict=True)
            ]
            types = "".join(f", {llvm_type(kind)}" for kind in kinds)
            self._lines.append(
                f"{name} = internal constant {{ i32, i32{types} }} "
                f"{{ {', '.join([header(value.class_name), *fields])} }}, align 8"
            )
        return name

    def _literal(self, value: str | bytes | int, place: Place) -> str:
        key = (value, place)
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"@gloam.literal.{len(self._names)}"
            match value:
                case str():
                    fields = _str_fields(value, place)
                case bytes():
                    fields = _bytes_fields(value, place)
                case _:
                    fields = _bignum_fields(value)
            types = ", ".join(
                field.partition(' c"')[0] if ' c"' in field else field.split()[0]
                for field in fields
            )
            self._lines.append(
                f"{name} = internal unnamed_addr {place.value} {{ i32, i32, {types} }} "
                f"{{ {header(_class_of(value))}, {', '.join(fields)} }}, align 8"
            )
        return name


def static_objects() -> list[str]:
    """None, False and True. The bools are also ints of one digit, so bignum code can read them."""
    return [
        f"@gloam.none = internal constant {{ i32, i32 }} {{ {header(NONE_CLASS)} }}, align 8",
        *(
            f"@gloam.{name} = internal constant {{ i32, i32, i64, i64 }} "
            f"{{ {header(BOOL_CLASS)}, i64 {value}, i64 {value} }}, align 8"
            for name, value in (("false", 0), ("true", 1))
        ),
    ]


def _class_of(value: str | bytes | int) -> str:
    match value:
        case str():
            return STR_CLASS
        case bytes():
            return BYTES_CLASS
        case _:
            return INT_CLASS


def _str_fields(value: str, place: Place) -> list[str]:
    """Hash (not computed), length, kind, then the code points in units of `kind` bytes.

    Lone surrogates are legal in a str, so units are packed by hand, not by a codec.
    """
    kind = 1 if (top := max(map(ord, value), default=0)) < 0x100 else 2 if top < 0x10000 else 4
    unit = {1: "B", 2: "H", 4: "I"}[kind]
    data = struct.pack(f"<{len(value)}{unit}", *map(ord, value))
    return [_hash(place), f"i64 {len(value)}", f"i64 {kind}", _data(data)]


def _bytes_fields(value: bytes, place: Place) -> list[str]:
    return [_hash(place), f"i64 {len(value)}", _data(value)]


def _hash(place: Place) -> str:
    return f"i64 {HASH_UNKEPT if place is Place.READ_ONLY else 0}"


def _bignum_fields(value: int) -> list[str]:
    digits = []
    rest = abs(value)
    while rest:
        digits.append(f"i64 {rest & 0xFFFF_FFFF_FFFF_FFFF}")
        rest >>= 64
    return [f"i64 {len(digits) if value > 0 else -len(digits)}", *digits]


def _data(data: bytes) -> str:
    return f'[{len(data)} x i8] c"{escaped(data)}"'
