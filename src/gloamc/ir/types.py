"""IR types: how a value is represented in a register. docs/architecture.md has the table.

A type knows its error value's existence, not its bits; layouts are gloamc.llvm's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    INT = "int"
    """Exact int: even word = small << 1, odd word = address + 1 of an int object."""
    OBJ = "obj"
    """Any value: even word = small int, odd word = address + 1 of a heap object."""
    REF = "ref"
    """Address of a heap object; None is the static None object."""
    BOOL = "bool"
    FLOAT = "float"
    NONE = "none"
    """Result of a function that returns None: nothing but success or failure."""
    I8 = "i8"
    I16 = "i16"
    I32 = "i32"
    I64 = "i64"
    U8 = "u8"
    U16 = "u16"
    U32 = "u32"
    U64 = "u64"
    PTR = "ptr"
    """Raw address, not counted."""

    __hash__ = object.__hash__  # Enum's own is a Python function, and types are keys everywhere.


@dataclass(frozen=True, slots=True)
class IRType:
    """A representation. `class_name` is the static class of a REF ("" when only `ref` is known).

    It is a promise about the object (it, a subclass, or None if `nullable`), used for field access
    and direct calls. Two REFs of different classes may be assigned to each other freely.
    """

    kind: Kind
    class_name: str = ""

    def __str__(self) -> str:
        return f"ref[{self.class_name}]" if self.class_name else self.kind.value

    @property
    def is_counted(self) -> bool:
        """Whether values hold a reference: retain and release mean something."""
        return self.kind in (Kind.INT, Kind.OBJ, Kind.REF)

    @property
    def is_raw(self) -> bool:
        """Fixed-width machine integer."""
        return self.kind in RAW_BITS

    @property
    def bits(self) -> int:
        """Width of a raw integer."""
        return RAW_BITS[self.kind]

    @property
    def is_signed(self) -> bool:
        return self.kind in (Kind.I8, Kind.I16, Kind.I32, Kind.I64)

    @property
    def has_error_value(self) -> bool:
        """Whether one bit pattern is reserved, so that it alone tells failure.

        FLOAT has a reserved pattern that a computation might still produce; raw integers and
        pointers have none that is safe: for these the exception cell decides.
        """
        return self.kind in (Kind.INT, Kind.OBJ, Kind.REF, Kind.BOOL, Kind.NONE)


RAW_BITS = {
    Kind.I8: 8,
    Kind.I16: 16,
    Kind.I32: 32,
    Kind.I64: 64,
    Kind.U8: 8,
    Kind.U16: 16,
    Kind.U32: 32,
    Kind.U64: 64,
}

INT = IRType(Kind.INT)
OBJ = IRType(Kind.OBJ)
REF = IRType(Kind.REF)
BOOL = IRType(Kind.BOOL)
FLOAT = IRType(Kind.FLOAT)
NONE = IRType(Kind.NONE)
I8 = IRType(Kind.I8)
I16 = IRType(Kind.I16)
I32 = IRType(Kind.I32)
I64 = IRType(Kind.I64)
U8 = IRType(Kind.U8)
U16 = IRType(Kind.U16)
U32 = IRType(Kind.U32)
U64 = IRType(Kind.U64)
PTR = IRType(Kind.PTR)


def ref(class_name: str) -> IRType:
    """A reference to an object of that class (full Python name, e.g. "builtins.str")."""
    return IRType(Kind.REF, class_name)


STR = ref("builtins.str")
BYTES = ref("builtins.bytes")
NONE_REF = ref("builtins.NoneType")
EXCEPTION = ref("builtins.BaseException")


def parse_type(text: str) -> IRType:
    """The inverse of str(IRType). Raises ValueError for anything else."""
    if text.startswith("ref[") and text.endswith("]"):
        return ref(text[4:-1])
    return IRType(Kind(text))


END = "\0gloam: behind the last item"
"""gloam.runtime.object.END: what `__advance__` gives at the end, and a frame's last step."""
