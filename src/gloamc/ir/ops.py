"""IR operations: one table. A fact about an operation is a column here, never an `if` in a pass.

Operands and results are described by small letters-free names: see `OpSpec`. Types written "T" are
the type given in the op's `type`; "same" means all operands so marked have one type.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Own(Enum):
    """What an operation does with the reference in a counted operand."""

    BORROW = "borrow"
    """Reads it; the caller still holds it."""
    CONSUME = "consume"
    """Takes the reference over: the value moves in, or is retained first if it lives on."""


class Result(Enum):
    NONE = "none"
    """No result."""
    OWNED = "owned"
    """A counted result carries a reference of its own."""
    BORROWED = "borrowed"
    """A counted result is borrowed from the first operand (or a global): the refcount pass must
    retain it right behind the operation, unless it can show that this is not needed."""


class Effect(Enum):
    PURE = "pure"
    """Depends on operands only: may be removed, duplicated, moved."""
    READ = "read"
    """Reads memory; may be removed."""
    WRITE = "write"
    """Writes memory but runs no unknown code and frees nothing."""
    ANY = "any"
    """May run any code (a call, a release of an old value)."""


@dataclass(frozen=True, slots=True)
class OpSpec:
    """One row of the table.

    `operands`: a type kind name ("int", "ref", "i64"), "raw" (any fixed-width), "counted", "any",
    one per operand; a trailing "*" entry allows any number of "any" operands.
    `result`: a kind name, "T" (the op's own type is free), or "" for none.
    `ownership`: for counted operands, in operand order; the last repeats.
    `attribute`: what `Op.attribute` holds: "" nothing, "function", "method" (Class.method),
    "class", "field" (Class.field), "global", "type", "offset", "name", "classes", "text", "ends"
    (see MAY_BE_EMPTY).
    """

    name: str
    operands: tuple[str, ...]
    result: str
    ownership: tuple[Own, ...] = (Own.BORROW,)
    returns: Result = Result.OWNED
    can_raise: bool = False
    effect: Effect = Effect.PURE
    attribute: str = ""
    doc: str = ""
    safe_constant: str = ""
    """"nonzero" or "nonnegative": the op cannot raise if its last operand is such a constant."""


def _table(*rows: OpSpec) -> dict[str, OpSpec]:
    table: dict[str, OpSpec] = {}
    for row in rows:
        assert row.name not in table, row.name
        table[row.name] = row
    return table


MAY_BE_EMPTY = frozenset(["text", "ends"])
"""Attributes that an op may do without. "ends" has a 1 for each operand that is released once the
result is there, and a 0 for the others: passes/last_uses sets it."""

B, C = Own.BORROW, Own.CONSUME
OWNED, BORROWED, NO_RESULT = Result.OWNED, Result.BORROWED, Result.NONE
PURE, READ, WRITE, ANY = Effect.PURE, Effect.READ, Effect.WRITE, Effect.ANY


def _row(
    name: str,
    operands: str,
    result: str,
    *,
    own: tuple[Own, ...] = (B,),
    returns: Result | None = None,
    raises: bool = False,
    effect: Effect = PURE,
    attribute: str = "",
    doc: str = "",
    safe: str = "",
) -> OpSpec:
    given = returns if returns is not None else (OWNED if result else NO_RESULT)
    kinds = tuple(operands.split())
    return OpSpec(name, kinds, result, own, given, raises, effect, attribute, doc, safe)


_INT_ARITHMETIC = [
    _row(
        f"int.{name}",
        "int int",
        "int",
        effect=READ,
        attribute="ends",
        doc=f"exact {name}; slow path in the runtime",
    )
    for name in ("add", "sub", "mul", "and", "or", "xor")
]
_INT_RAISING = [
    _row(
        f"int.{name}",
        "int int",
        "int",
        effect=READ,
        raises=True,
        attribute="ends",
        doc=doc,
        safe=safe,
    )
    for name, safe, doc in (
        ("floordiv", "nonzero", "ZeroDivisionError"),
        ("mod", "nonzero", "ZeroDivisionError"),
        ("lshift", "", "ValueError on a negative count, MemoryError"),
        ("rshift", "nonnegative", "ValueError on a negative count"),
    )
]
_COMPARE = ("eq", "ne", "lt", "le", "gt", "ge")
_INT_COMPARE = [
    _row(f"int.{name}", "int int", "bool", effect=READ, attribute="ends") for name in _COMPARE
]
_FLOAT = [_row(f"float.{name}", "float float", "float") for name in ("add", "sub", "mul", "div")]
_FLOAT_COMPARE = [_row(f"float.{name}", "float float", "bool") for name in _COMPARE]
_RAW = [
    _row(f"raw.{name}", "raw raw", "T", doc="wraps; operands and result of one type")
    for name in ("add", "sub", "mul", "and", "or", "xor")
]
_RAW_SHIFT = [
    _row(f"raw.{name}", "raw raw", "T", doc="count below the width; shr is arithmetic if signed")
    for name in ("shl", "shr")
]
_RAW_DIVIDE = [
    _row(f"raw.{name}", "raw raw", "T", doc="floors as Python; divisor not zero, no MIN // -1")
    for name in ("floordiv", "mod")
]
_RAW_OVERFLOW = [_row(f"raw.{name}_overflows", "raw raw", "bool") for name in ("add", "sub", "mul")]
_RAW_COMPARE = [_row(f"raw.{name}", "raw raw", "bool") for name in _COMPARE]

OPS: dict[str, OpSpec] = _table(
    # Registers and constants.
    _row("assign", "any", "", own=(C,), doc="`dest = operand`; dest is Op.dest, a local Register"),
    _row("copy", "any", "T", own=(C,), doc="a value of the same kind, e.g. ref to ref"),
    _row("is_unset", "any", "bool", doc="is it the reserved error/unset pattern of its type?"),
    # Exact ints.
    *_INT_ARITHMETIC,
    *_INT_RAISING,
    *_INT_COMPARE,
    _row("int.neg", "int", "int", effect=READ, attribute="ends"),
    _row("int.invert", "int", "int", effect=READ, attribute="ends"),
    _row("int.truth", "int", "bool", effect=READ, attribute="ends"),
    _row("int.is_small", "int", "bool"),
    _row("int.untag", "int", "i64", doc="operand is known to be small"),
    _row("int.tag", "i64", "int", doc="operand is known to fit 63 bits"),
    _row("int.from_raw", "raw", "int", effect=READ, doc="any i8..u64, exact"),
    _row(
        "int.to_raw", "int", "T", effect=READ, raises=True, doc="OverflowError if it does not fit T"
    ),
    # bool and float.
    _row("bool.not", "bool", "bool"),
    _row("bool.to_int", "bool", "int", doc="0 or 1, not the object True"),
    _row("bool.to_raw", "bool", "T", doc="0 or 1"),
    *_FLOAT,
    *_FLOAT_COMPARE,
    _row("float.neg", "float", "float"),
    _row("float.abs", "float", "float"),
    _row("float.ordered", "float float", "bool", doc="neither is a NaN"),
    _row("float.from_raw", "raw", "float", doc="nearest; signedness by type"),
    _row("float.to_i64", "float", "i64", doc="truncates; operand is in range"),
    _row("float.bits", "float", "u64"),
    _row("float.from_bits", "u64", "float"),
    # Fixed-width integers.
    *_RAW,
    *_RAW_SHIFT,
    *_RAW_DIVIDE,
    *_RAW_OVERFLOW,
    *_RAW_COMPARE,
    _row("raw.neg", "raw", "T"),
    _row("raw.invert", "raw", "T"),
    _row("raw.convert", "raw", "T", doc="truncate, or extend by the operand's signedness"),
    _row(
        "raw.fits", "raw", "bool", attribute="type", doc="is the value representable in the type?"
    ),
    _row("trap_if", "bool", "", effect=WRITE, attribute="text", doc="our bug: stop, with the text"),
    # Any value.
    _row(
        "box",
        "any",
        "obj",
        own=(C,),
        effect=READ,
        doc="to obj; float allocates, None and bool are static",
    ),
    _row(
        "unbox",
        "obj",
        "T",
        own=(C,),
        doc="to int, ref, bool, float, none; the class is known to fit",
    ),
    _row("same", "any any", "bool", doc="identity of two words of the same kind (obj or ref)"),
    _row(
        "isinstance",
        "counted",
        "bool",
        effect=READ,
        attribute="classes",
        doc="obj, int or ref against class names joined by '|'; builtins.NoneType for None",
    ),
    # Objects.
    _row("new", "", "T", raises=True, effect=WRITE, attribute="class", doc="all fields unset"),
    _row(
        "new_local",
        "",
        "T",
        effect=WRITE,
        attribute="class",
        doc="on the stack of the function, all fields unset; it has no reference count",
    ),
    _row(
        "to_heap",
        "ref",
        "T",
        raises=True,
        effect=WRITE,
        attribute="class",
        doc="a new object with the fields of a local one, which is not to be used any more",
    ),
    _row(
        "allocate",
        "i64",
        "T",
        raises=True,
        effect=WRITE,
        attribute="class",
        doc="object of that many bytes, header set, the rest undefined",
    ),
    _row(
        "become",
        "ref",
        "",
        effect=WRITE,
        attribute="class",
        doc="the object is of another class of the same fields from now on",
    ),
    _row("get_field", "ref", "T", returns=BORROWED, effect=READ, attribute="field"),
    _row(
        "take_field",
        "ref",
        "T",
        returns=OWNED,
        effect=WRITE,
        attribute="field",
        doc="moves out; the field becomes unset",
    ),
    _row(
        "set_field",
        "ref any",
        "",
        own=(B, C),
        effect=ANY,
        attribute="field",
        doc="releases the old",
    ),
    _row(
        "init_field",
        "ref any",
        "",
        own=(B, C),
        effect=WRITE,
        attribute="field",
        doc="the field is known to be unset",
    ),
    _row(
        "layout.load",
        "ref",
        "T",
        returns=BORROWED,
        effect=READ,
        attribute="offset",
        doc="word of type T at a byte offset from the object's start",
    ),
    _row("layout.store", "ref any", "", own=(B, C), effect=WRITE, attribute="offset"),
    _row("layout.address", "ref", "ptr", attribute="offset"),
    _row("get_global", "", "T", returns=BORROWED, effect=READ, attribute="global"),
    _row("set_global", "any", "", own=(C,), effect=ANY, attribute="global", doc="releases the old"),
    # Raw memory.
    _row("ptr.load", "ptr i64", "T", returns=BORROWED, effect=READ, doc="item i of type T"),
    _row("ptr.take", "ptr i64", "T", returns=OWNED, effect=WRITE, doc="as load, but moves out"),
    _row("ptr.init", "ptr i64 any", "", own=(B, B, C), effect=WRITE, doc="into raw memory"),
    _row("ptr.store", "ptr i64 any", "", own=(B, B, C), effect=ANY, doc="releases the old item"),
    _row("ptr.offset", "ptr i64", "ptr", attribute="type", doc="address of item i of that type"),
    _row("ptr.address", "ptr", "u64"),
    _row("ptr.from_address", "u64", "ptr"),
    _row("ptr.copy", "ptr ptr i64", "", effect=WRITE, attribute="type", doc="memmove of items"),
    _row("ptr.fill", "ptr u8 i64", "", effect=WRITE, doc="memset"),
    _row("ptr.compare", "ptr ptr i64", "i64", effect=READ, doc="memcmp"),
    _row(
        "keep",
        "counted",
        "",
        effect=WRITE,
        doc="no code: the object lives at least until here, because an address in it is in use",
    ),
    # Calls.
    _row(
        "call",
        "*",
        "T",
        raises=True,
        effect=ANY,
        attribute="function",
        doc="parameters are borrowed, the result is owned",
    ),
    _row(
        "call_virtual",
        "ref *",
        "T",
        raises=True,
        effect=ANY,
        attribute="method",
        doc="method of the receiver's class, by the slot of Class.method",
    ),
    _row(
        "machine",
        "*",
        "T",
        effect=ANY,
        attribute="name",
        doc="an intrinsic of gloam.machine by name; see gloamc.llvm.machine",
    ),
    # Exceptions.
    _row("set_exception", "ref", "", own=(C,), effect=WRITE, doc="pending := operand"),
    _row("take_exception", "", "T", effect=WRITE, doc="the pending exception; the cell is cleared"),
    _row("exception_pending", "", "bool", effect=READ),
    _row(
        "add_traceback",
        "",
        "",
        effect=WRITE,
        attribute="text",
        doc="append a place to the pending exception; attribute 'file:line:function'",
    ),
    # Reference counts: inserted by passes, never by irbuild.
    _row("retain", "counted", "", effect=WRITE),
    _row("release", "counted", "", effect=ANY, doc="unset values are fine: nothing happens"),
)
