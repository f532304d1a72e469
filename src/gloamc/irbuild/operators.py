"""Operators, comparisons and truth, by the representations of the operands."""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import IRType, Kind
from gloamc.irbuild import (
    calls,
    displays,
    dynamic_operators,
    expressions,
    kept_ints,
    not_implemented,
    text_calls,
    unions,
)
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.representation import (
    ABSTRACT,
    OBJECT,
    is_dynamic,
    is_optional,
    value_behind,
    without_none,
)

_INT_OPS = {
    "+": "int.add", "-": "int.sub", "*": "int.mul", "&": "int.and", "|": "int.or", "^": "int.xor",
    "//": "int.floordiv", "%": "int.mod", "<<": "int.lshift", ">>": "int.rshift",
}  # fmt: skip
_FLOAT_OPS = {"+": "float.add", "-": "float.sub", "*": "float.mul"}
_RAW_OPS = {
    "+": "raw.add", "-": "raw.sub", "*": "raw.mul", "&": "raw.and", "|": "raw.or", "^": "raw.xor",
    "<<": "raw.shl", ">>": "raw.shr", "//": "raw.floordiv", "%": "raw.mod",
}  # fmt: skip
_PLAIN = ("builtins.int", "builtins.bool", "builtins.str", "builtins.bytes")
"""Their equality asks no object, and what is identical is equal."""

_COMPARE = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_DUNDER = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow",
    "&": "and", "|": "or", "^": "xor", "<<": "lshift", ">>": "rshift", "@": "matmul",
}  # fmt: skip
_FLOAT_RUNTIME = {"//": "floordiv", "%": "mod", "**": "pow"}
SEQUENCES = ("builtins.str", "builtins.bytes", "builtins.tuple")
REPEATED = (*SEQUENCES, "builtins.list", "builtins.bytearray")


def binary(b: FunctionBuilder, e: tree.BinaryOperation) -> ir.Value:
    left = b.stable(expressions.lower(b, e.left))
    right = expressions.lower(b, e.right)
    b.line = e.span.line or b.line
    return operate(b, e.operator, left, right, b.resolve(e.left.type), b.resolve(e.right.type), e)


def operate(  # noqa: C901
    b: FunctionBuilder,
    operator: str,
    left: ir.Value,
    right: ir.Value,
    left_type: tree.Type,
    right_type: tree.Type,
    e: tree.Expression | tree.Statement,
) -> ir.Value:
    is_text = operator == "%" and calls.value_module(left_type) in ("str", "bytes")
    if (is_dynamic(left_type) or is_dynamic(right_type)) and not is_text:
        return dynamic_operators.binary(b, operator, left, right)
    a, c = ir.type_of(left), ir.type_of(right)
    if operator == "%" and a.class_name in ("builtins.str", "builtins.bytes"):
        return text_calls.percent(b, left, right)
    if a.kind is Kind.PTR and operator == "+":
        return calls.pointer_offset(b, left, right, left_type)
    if a.is_raw or c.is_raw:
        kind = a if a.is_raw else c
        if not isinstance(left_type, tree.Instance) or not isinstance(right_type, tree.Instance):
            raise InternalError(f"raw operands of {operator} at {e.span}")
        return _raw(b, operator, b.coerce(left, kind), b.coerce(right, kind), kind)
    numeric = (Kind.INT, Kind.BOOL)
    if a.kind in numeric and c.kind in numeric:
        if a.kind is Kind.BOOL and c.kind is Kind.BOOL and operator in "&|^":
            as_raw = [b.emit("bool.to_raw", v, type=irt.U8) for v in (left, right)]
            word = b.emit(_RAW_OPS[operator], *as_raw, type=irt.U8)
            return b.emit("raw.ne", word, ir.Constant(irt.U8, 0))
        if (
            operator == "**"
            and isinstance(e, tree.BinaryOperation)
            and b.represent(e.type).kind is Kind.FLOAT
        ):  # the exponent is a negative literal
            return _float(b, operator, _as_float(b, left, right), _as_float(b, right, left))
        return _int(b, operator, as_int(b, left), as_int(b, right))
    if Kind.FLOAT in (a.kind, c.kind) and a.kind in (*numeric, Kind.FLOAT):
        if c.kind in (*numeric, Kind.FLOAT):
            return _float(b, operator, _as_float(b, left, right), _as_float(b, right, left))
    if a.kind is Kind.FLOAT or a.kind in numeric:
        if isinstance(right_type, tree.Instance) and right_type.name in REPEATED:
            return calls.call_method(b, right, right_type, "__mul__", [times(b, left)], e.span)
    if operator == "*" and getattr(left_type, "name", "builtins.tuple") in REPEATED:
        right = times(b, right)
    if a.kind is Kind.OBJ:
        name = {"builtins.object": "", "$reference": ""}.get(getattr(left_type, "name", "-"), "-")
        if name == "-":
            left_type = without_none(left_type)
    united = _split(b, operator, left, right, left_type, right_type, e)
    if united is not None:
        return united
    if operator == "+" and _are_unlike_lists(left_type, right_type):
        return _joined(b, left, right, left_type, right_type, e)
    if getattr(left_type, "name", "") == "builtins.dict" and left_type != right_type:
        b.program.refuse(
            "G202",
            e.span,
            "operator | is not supported yet for dicts of different types",
            "start with an empty dict of the wanted type and call update",
        )
        return left
    names = f"__{_DUNDER[operator]}__", f"__r{_DUNDER[operator]}__"
    answer = not_implemented.operate(b, names, left, right, left_type, right_type, e, operator)
    if answer is not None:
        return answer
    if _is_abstract(left_type) or _is_abstract(right_type):
        return dynamic_operators.binary(b, operator, left, right)
    b.program.refuse("G202", e.span, f"operator {operator} is not supported for these operands yet")
    return left


def times(b: FunctionBuilder, value: ir.Value) -> ir.Value:
    """How often a sequence is repeated, by a number or an object of another kind."""
    if isinstance(value, ir.Constant) or ir.type_of(value).kind is not Kind.INT:
        return value
    return b.runtime("gloam.runtime.int.to_times", value)


def _are_unlike_lists(left: tree.Type, right: tree.Type) -> bool:
    return left != right and all(getattr(t, "name", "") == "builtins.list" for t in (left, right))


def _joined(
    b: FunctionBuilder,
    left: ir.Value,
    right: ir.Value,
    left_type: tree.Type,
    right_type: tree.Type,
    e: tree.Expression | tree.Statement,
) -> ir.Value:
    """Two lists whose items may be laid out differently, each in its own way."""
    result = b.resolve(e.type) if isinstance(e, tree.BinaryOperation) else None
    if not isinstance(result, tree.Instance) or result.name != "builtins.list":
        assert isinstance(left_type, tree.Instance) and isinstance(right_type, tree.Instance)
        items = tree.UnionType((*left_type.arguments, *right_type.arguments))
        result = tree.Instance("builtins.list", (items,))
    parts = [(b.stable(left), left_type), (b.stable(right), right_type)]
    return displays.joined_lists(b, parts, result, e.span)


def _split(
    b: FunctionBuilder,
    operator: str,
    left: ir.Value,
    right: ir.Value,
    left_type: tree.Type,
    right_type: tree.Type,
    e: tree.Expression | tree.Statement,
) -> ir.Value | None:
    """An operation with an operand that is of one of several classes: a test for each of them."""
    t, value = left_type, left
    is_left = isinstance(left_type, tree.UnionType)
    if not is_left:
        t, value = right_type, right
    if not isinstance(t, tree.UnionType):
        return None
    kind = irt.OBJ
    if isinstance(e, tree.BinaryOperation):
        kind = b.represent(e.type)
    left, right = b.stable(left), b.stable(right)

    def lower(narrow: ir.Value, member: tree.Type) -> ir.Value:
        if is_left:
            return operate(b, operator, narrow, right, member, right_type, e)
        return operate(b, operator, left, narrow, left_type, member, e)

    return unions.split(b, value, t, kind, lower)


def as_int(b: FunctionBuilder, value: ir.Value) -> ir.Value:
    """A bool as a plain number; an int word that is the object True goes to the slow path."""
    if ir.type_of(value).kind is Kind.BOOL:
        return b.emit("bool.to_int", value)
    return b.coerce(value, irt.INT)


def _as_float(b: FunctionBuilder, value: ir.Value, other: ir.Value) -> ir.Value:
    """An operand of an operation on floats. What is declared float stays as it is."""
    if ir.type_of(value).kind is Kind.FLOAT:
        return value
    number = as_int(b, value)
    if b.keeps_ints and ir.type_of(other).kind is Kind.FLOAT:
        return kept_ints.operate(b, "beside", number, other)
    return b.to_float(number)


_FLAG_OPS = {"|": "int_or", "&": "int_and", "^": "int_xor", "~": "int_invert"}
"""Operators that give a flag if an operand is one."""


def _has_flags(b: FunctionBuilder) -> bool:
    return not b.is_unsafe and program_has_flags(b)


def program_has_flags(b: FunctionBuilder) -> bool:
    """Whether an int may be a flag."""
    return any(
        not b.program.is_unsafe(known.module)
        for known in map(b.program.find_class, b.program.below("enum.IntFlag"))
        if known is not None
    )


def of_flags(b: FunctionBuilder, operator: str, *values: ir.Value) -> ir.Value:
    """An operator of `_FLAG_OPS` on ints that may be flags."""
    return b.runtime(f"gloam.runtime.enumeration.{_FLAG_OPS[operator]}", *values)


def _int(b: FunctionBuilder, operator: str, left: ir.Value, right: ir.Value) -> ir.Value:
    if operator in _FLAG_OPS and _has_flags(b):
        return of_flags(b, operator, left, right)
    op = _INT_OPS.get(operator)
    if op is not None:
        return b.emit(op, left, right)
    if operator == "/":
        return b.runtime("gloam.runtime.int.truediv", left, right)
    return b.runtime("gloam.runtime.int.pow", left, right)


def _float(b: FunctionBuilder, operator: str, left: ir.Value, right: ir.Value) -> ir.Value:
    op = _FLOAT_OPS.get(operator)
    if op is not None:
        return float_op(b, op, left, right)
    if operator == "/":
        forbid_zero(b, left, right, "float division by zero", "division by zero")
        return float_op(b, "float.div", left, right)
    return float_runtime(b, _FLOAT_RUNTIME[operator], left, right)


def forbid_zero(
    b: FunctionBuilder,
    left: ir.Value,
    right: ir.Value,
    message: str,
    of_ints: str = "integer division or modulo by zero",
) -> None:
    """ZeroDivisionError if a number is 0; `of_ints` is the text if both are ints."""
    zero = truth(b, right, tree.Instance("builtins.float"))
    bad, good = b.new_block("zero"), b.new_block("nonzero")
    b.branch(zero, good, bad)
    b.start(bad)
    if b.keeps_ints:
        left, right = _as_float(b, left, right), _as_float(b, right, left)
        texts = b.string(message), b.string(of_ints)
        kept_ints.operate(b, "raise_zero_division", left, right, *texts)
        b.end(ir.Unreachable(b.line))
    else:
        b.raise_new("ZeroDivisionError", message)
    b.start(good)


def float_op(b: FunctionBuilder, op: str, *values: ir.Value) -> ir.Value:
    """An op on floats, where an int may be in a place declared float too."""
    if b.keeps_ints:
        return kept_ints.operate(b, op.removeprefix("float."), *values)
    return b.emit(op, *values)


def float_runtime(b: FunctionBuilder, name: str, *values: ir.Value) -> ir.Value:
    """A function of gloam.runtime.float, where an int may be in a place declared float too."""
    if b.keeps_ints:
        return kept_ints.operate(b, name, *values)
    return b.runtime(f"gloam.runtime.float.{name}", *values)


def _raw(
    b: FunctionBuilder, operator: str, left: ir.Value, right: ir.Value, kind: IRType
) -> ir.Value:
    op = _RAW_OPS.get(operator)
    if op is None:
        raise InternalError(f"operator {operator} on {kind}")
    if operator in "+-*":
        overflow = b.emit(f"{op}_overflows", left, right)
        _forbid(b, overflow, "OverflowError", f"{kind} arithmetic overflow")
    elif operator in ("//", "%"):
        zero = b.emit("raw.eq", right, ir.Constant(kind, 0))
        _forbid(b, zero, "ZeroDivisionError", "integer division or modulo by zero")
        if kind.is_signed and not isinstance(right, ir.Constant):
            minus_one = b.emit("raw.eq", right, ir.Constant(kind, -1))
            as_sub = b.emit("raw.sub_overflows", ir.Constant(kind, 0), left)
            both = b.emit(
                "raw.and",
                b.emit("bool.to_raw", minus_one, type=irt.U8),
                b.emit("bool.to_raw", as_sub, type=irt.U8),
                type=irt.U8,
            )
            bad = b.emit("raw.ne", both, ir.Constant(irt.U8, 0))
            _forbid(b, bad, "OverflowError", f"{kind} arithmetic overflow")
    elif operator in ("<<", ">>") and not isinstance(right, ir.Constant):
        unsigned = irt.IRType(Kind(f"u{kind.bits}"))
        count = b.emit("raw.convert", right, type=unsigned)
        bad = b.emit("raw.ge", count, ir.Constant(unsigned, kind.bits))
        _forbid(b, bad, "ValueError", "shift count out of range")
    result = b.emit(op, left, right, type=kind)
    if operator == "<<":
        back = b.emit("raw.shr", result, right, type=kind)
        lost = b.emit("raw.ne", back, left)
        _forbid(b, lost, "OverflowError", f"{kind} arithmetic overflow")
    return result


def _forbid(b: FunctionBuilder, condition: ir.Value, error: str, message: str) -> None:
    if b.is_unsafe:
        b.emit("trap_if", condition, attribute=message)
        return
    bad, good = b.new_block("bad"), b.new_block("good")
    b.branch(condition, bad, good)
    b.start(bad)
    b.raise_new(error, message)
    b.start(good)


def unary(b: FunctionBuilder, e: tree.UnaryOperation) -> ir.Value:
    value = expressions.lower(b, e.operand)
    kind = ir.type_of(value)
    if kind.is_raw:
        if e.operator == "~":
            return b.emit("raw.invert", value, type=kind)
        if e.operator == "+":
            return value
        overflow = b.emit("raw.sub_overflows", ir.Constant(kind, 0), value)
        _forbid(b, overflow, "OverflowError", f"{kind} arithmetic overflow")
        return b.emit("raw.neg", value, type=kind)
    if kind.kind is Kind.FLOAT:
        if e.operator == "-":
            return float_op(b, "float.neg", value)
        return kept_ints.operate(b, "pos", value) if b.keeps_ints else value
    if kind.kind in (Kind.INT, Kind.BOOL):
        number = as_int(b, value)
        if e.operator == "-":
            return b.emit("int.neg", number)
        if e.operator == "~" and _has_flags(b):
            return of_flags(b, "~", number)
        if e.operator == "~":
            return b.emit("int.invert", number)
        return b.emit("int.add", number, b.int_constant(0))
    if is_dynamic(b.resolve(e.operand.type)):
        return dynamic_operators.unary(b, e.operator, value)
    if kind.kind is Kind.OBJ:  # a union with numbers
        return b.coerce(dynamic_operators.unary(b, e.operator, value), b.represent(e.type))
    name = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}[e.operator]
    return calls.call_method(b, value, b.resolve(e.operand.type), name, [], e.span)


# ---------------------------------------------------------------- comparison


def comparison(b: FunctionBuilder, e: tree.Comparison) -> ir.Value:
    items = _plain_items(b, e)
    if items is not None:
        return _is_among(b, e, items)
    left = b.stable(expressions.lower(b, e.operands[0]))
    left_type = b.resolve(e.operands[0].type)
    if len(e.operators) == 1:
        right = expressions.lower(b, e.operands[1])
        return compare(b, e.operators[0], left, right, left_type, b.resolve(e.operands[1].type), e)
    result = b.temporary(irt.BOOL)
    done = b.new_block("compared")
    for index, operator in enumerate(e.operators):
        right = b.stable(expressions.lower(b, e.operands[index + 1]))
        right_type = b.resolve(e.operands[index + 1].type)
        b.assign(result, compare(b, operator, left, right, left_type, right_type, e))
        if index + 1 < len(e.operators):
            more = b.new_block("chain")
            b.branch(result, more, done)
            b.start(more)
        left, left_type = right, right_type
    b.start(done)
    return result


def _plain_items(b: FunctionBuilder, e: tree.Comparison) -> Sequence[tree.Expression] | None:
    """The items of `x in (a, b)`, if all are of one type whose equality asks no object."""
    display = e.operands[1]
    if len(e.operators) != 1 or e.operators[0] not in ("in", "not in"):
        return None
    if not isinstance(display, tree.TupleDisplay) or not display.items:
        return None
    kind = b.resolve(e.operands[0].type)
    if not isinstance(kind, tree.Instance) or not (kind.name in _PLAIN or _is_plain_enum(b, kind)):
        return None
    return display.items if all(b.resolve(item.type) == kind for item in display.items) else None


def _is_among(b: FunctionBuilder, e: tree.Comparison, items: Sequence[tree.Expression]) -> ir.Value:
    """Without the tuple: all items are computed, then compared until one is equal."""
    wanted = b.stable(expressions.lower(b, e.operands[0]))
    kind = b.resolve(e.operands[0].type)
    values = [b.stable(expressions.lower(b, item)) for item in items]
    result = b.temporary(irt.BOOL)
    done = b.new_block("compared")
    for index, value in enumerate(values):
        b.assign(result, compare(b, "==", value, wanted, kind, kind, e))
        if index + 1 < len(values):
            more = b.new_block("another")
            b.branch(result, done, more)
            b.start(more)
    b.start(done)
    return result if e.operators[0] == "in" else b.emit("bool.not", result)


def _is_abstract(t: tree.Type) -> bool:
    """Whether only the object knows its operators: a Set may be any set."""
    return isinstance(t, tree.Instance) and t.name in ABSTRACT


def compare(  # noqa: C901
    b: FunctionBuilder,
    operator: str,
    left: ir.Value,
    right: ir.Value,
    left_type: tree.Type,
    right_type: tree.Type,
    e: tree.Expression,
) -> ir.Value:
    """One comparison, as a bool."""
    if operator in ("is", "is not"):
        same = identical(b, left, right)
        return same if operator == "is" else b.emit("bool.not", same)
    if operator in ("in", "not in"):
        found = calls.contains(b, right, right_type, left, left_type, e.span)
        return found if operator == "in" else b.emit("bool.not", found)
    word = _COMPARE[operator]
    a, c = ir.type_of(left), ir.type_of(right)
    numeric = (Kind.INT, Kind.BOOL)
    if a.kind is Kind.PTR:
        return b.emit(f"raw.{word}", b.emit("ptr.address", left), b.coerce(right, irt.U64))
    if a.is_raw or c.is_raw:
        kind = a if a.is_raw else c
        return b.emit(f"raw.{word}", b.coerce(left, kind), b.coerce(right, kind))
    if a.kind in numeric and c.kind in numeric:
        return b.emit(f"int.{word}", as_int(b, left), as_int(b, right))
    if a.kind is Kind.FLOAT and c.kind is Kind.FLOAT:
        return float_op(b, f"float.{word}", left, right)
    if Kind.FLOAT in (a.kind, c.kind) and {a.kind, c.kind} <= {*numeric, Kind.FLOAT}:
        # Exact, without rounding the int first.
        if a.kind is Kind.FLOAT:
            return float_runtime(b, f"{word}_int", left, as_int(b, right))
        swapped = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}.get(word, word)
        return float_runtime(b, f"{swapped}_int", right, as_int(b, left))
    if word in ("eq", "ne"):
        equal = _equal(b, left, right, left_type, right_type)
        if equal is not None:
            return equal if word == "eq" else b.emit("bool.not", equal)
        return b.runtime(f"gloam.runtime.object.{word}", left, right)
    return _ordered(b, word, left, right, left_type, right_type, e)


def identical(b: FunctionBuilder, left: ir.Value, right: ir.Value) -> ir.Value:
    a, c = ir.type_of(left), ir.type_of(right)
    if a.kind is Kind.NONE and c.kind is Kind.NONE:
        return b.bool_constant(True)
    if a.kind is c.kind and a.kind in (Kind.REF, Kind.OBJ, Kind.INT):
        if a.kind is Kind.INT:
            left, right = b.coerce(left, irt.OBJ), b.coerce(right, irt.OBJ)
        return b.emit("same", left, right)
    if a.kind is Kind.BOOL and c.kind is Kind.BOOL:
        return b.emit(
            "raw.eq",
            b.emit("bool.to_raw", left, type=irt.U8),
            b.emit("bool.to_raw", right, type=irt.U8),
        )
    scalar = (Kind.INT, Kind.FLOAT, Kind.BOOL)
    if Kind.NONE in (a.kind, c.kind) and (a.kind in scalar or c.kind in scalar):
        return b.bool_constant(False)
    if Kind.NONE in (a.kind, c.kind) and Kind.REF in (a.kind, c.kind):
        return b.emit("same", b.coerce(left, irt.REF), b.coerce(right, irt.REF))
    return b.emit("same", b.coerce(left, irt.OBJ), b.coerce(right, irt.OBJ))


def _equal(
    b: FunctionBuilder,
    left: ir.Value,
    right: ir.Value,
    left_type: tree.Type,
    right_type: tree.Type,
) -> ir.Value | None:
    """Equality of types that are known to need no dispatch."""
    both = (left_type, right_type)
    if all(isinstance(t, tree.Instance) and t.name == "builtins.str" for t in both):
        return b.runtime("gloam.runtime.str.__eq__", left, right)
    if all(isinstance(t, tree.Instance) and t.name == "builtins.bytes" for t in both):
        return b.runtime("gloam.runtime.bytes.__eq__", left, right)
    if isinstance(left_type, tree.Instance) and b.represent(left_type).kind is Kind.REF:
        if _is_plain_enum(b, left_type):
            return identical(b, left, right)
    return None


def _is_plain_enum(b: FunctionBuilder, t: tree.Instance) -> bool:
    """Whether equal members are identical."""
    definition = b.program.find_class(t.name)
    if definition is None or not definition.is_enum or value_behind(t.name):
        return False
    found = b.program.find_method(b.program.class_instance(t), "__eq__")
    return found is None or found[0].type == OBJECT


def _ordered(
    b: FunctionBuilder,
    word: str,
    left: ir.Value,
    right: ir.Value,
    left_type: tree.Type,
    right_type: tree.Type,
    e: tree.Expression,
) -> ir.Value:
    return b.runtime(f"gloam.runtime.object.{word}", left, right)


# ---------------------------------------------------------------- truth


def truth(b: FunctionBuilder, value: ir.Value, t: tree.Type) -> ir.Value:  # noqa: C901
    """bool(value), as a bool."""
    kind = ir.type_of(value)
    match kind.kind:
        case Kind.BOOL:
            return value
        case Kind.INT:
            return b.emit("int.truth", value)
        case Kind.FLOAT:
            return float_op(b, "float.ne", value, ir.Constant(irt.FLOAT, 0.0))
        case Kind.NONE:
            return b.bool_constant(False)
        case Kind.OBJ:
            return b.runtime("gloam.runtime.object.truth", value)
        case Kind.PTR:
            return b.emit("raw.ne", b.emit("ptr.address", value), ir.Constant(irt.U64, 0))
        case Kind.REF:
            pass
        case _:
            return b.emit("raw.ne", value, ir.Constant(kind, 0))
    present = without_none(t)
    if not is_optional(t):
        return _object_truth(b, value, present)
    result = b.temporary(irt.BOOL)
    some, done = b.new_block("some"), b.new_block("done")
    is_some = b.emit("bool.not", b.emit("same", value, ir.Constant(irt.NONE_REF, None)))
    b.assign(result, is_some)
    b.branch(result, some, done)
    b.start(some)
    b.assign(result, _object_truth(b, value, present))
    b.start(done)
    return result


def _object_truth(b: FunctionBuilder, value: ir.Value, t: tree.Type) -> ir.Value:
    if isinstance(t, tree.TupleType):
        return b.bool_constant(bool(t.items))
    if isinstance(t, tree.CallableType | tree.ClassObjectType):
        return b.bool_constant(True)
    is_unknown = isinstance(t, tree.Instance) and t.name == "$reference"
    if isinstance(t, tree.UnionType) or is_unknown or is_dynamic(t):
        return b.runtime("gloam.runtime.object.truth", value)
    if calls.has_method(b, t, "__bool__"):
        return b.coerce(calls.call_method(b, value, t, "__bool__", [], b.span), irt.BOOL)
    if calls.has_method(b, t, "__len__"):
        size = length(b, value, t, b.span)
        return b.emit("raw.ne", size, ir.Constant(ir.type_of(size), 0))
    return b.bool_constant(True)


def length(b: FunctionBuilder, value: ir.Value, t: tree.Type, span: tree.Span) -> ir.Value:
    """What `__len__` says, as a raw integer: a class of the program may say anything."""
    size = calls.call_method(b, value, t, "__len__", [], span)
    if ir.type_of(size).is_raw:
        return size
    return checked_length(b, b.coerce(size, irt.INT))


def checked_length(b: FunctionBuilder, size: ir.Value) -> ir.Value:
    return b.runtime("gloam.runtime.object.checked_length", size)
