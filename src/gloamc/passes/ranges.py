"""Exact ints that are proven small become machine integers.

Before, after: stage ASSIGNED, behind copies. Program-wide, with analysis/number_flow and ranges:
- a local of type int whose every value is small becomes an i64;
- an int operation on small operands with a small result becomes a raw one on i64, with int.untag
  and int.tag at the borders; tags of which only the number is used die in dead_code;
- any other value that is small is read by way of its number, so that it needs no reference;
- conversions that cannot fail do not test, comparisons and overflow tests that can only come out
  one way are decided.

Invariant: each value is the number that it was. A tagged word and its i64 are the same number.
"""

from __future__ import annotations

from gloamc.analysis.intervals import SMALL, TOP, Interval, hull, is_inside, of_type
from gloamc.analysis.number_flow import NumberFlow
from gloamc.analysis.ranges import Environment, Ranges
from gloamc.ir.function import (
    Block,
    Constant,
    Function,
    Op,
    Program,
    Register,
    Return,
    Unset,
    Value,
    type_of,
)
from gloamc.ir.types import BOOL, I64, INT, Kind
from gloamc.passes.copies import drop_copy_ops

_SAME_OPERATION = {
    **{
        f"int.{name}": f"raw.{name}"
        for name in ("add", "sub", "mul", "and", "or", "xor", "floordiv", "mod", "neg", "invert")
    },
    "int.lshift": "raw.shl",
    "int.rshift": "raw.shr",
}
_SAME_COMPARISON = {f"int.{name}": f"raw.{name}" for name in ("eq", "ne", "lt", "le", "gt", "ge")}
_NEEDS_DIVISOR = frozenset(["int.floordiv", "int.mod"])
_NEEDS_COUNT = frozenset(["int.lshift", "int.rshift"])
_CANDIDATES = frozenset(
    [
        *(*_SAME_OPERATION, *_SAME_COMPARISON, "int.truth", "int.is_small", "int.untag"),
        *("int.from_raw", "int.to_raw"),
    ]
)


def run_program(program: Program) -> None:
    facts = NumberFlow(program).facts
    for fn in program.functions.values():
        if fn.blocks and _has_integers(fn):
            _Rewriter(fn, Ranges(fn, facts)).run()


def run(fn: Function, program: Program) -> None:
    """One function, knowing nothing of the rest."""
    del program
    if _has_integers(fn):
        _Rewriter(fn, Ranges(fn, None)).run()


def _has_integers(fn: Function) -> bool:
    return any(
        op.type is not None and (op.type.kind is Kind.INT or op.type.is_raw)
        for block in fn.blocks
        for op in block.ops
    ) or (fn.result == INT or fn.result.is_raw)


class _Rewriter:
    def __init__(self, fn: Function, ranges: Ranges) -> None:
        self.fn = fn
        self.ranges = ranges
        self.raw_of = self._small_registers()
        self.twin_of = self._twins()
        """An i64 beside each int local that only holds what was made of one, or small numbers."""
        self.small: dict[Value, Op] = {}
        """Other values that are always small: the int.tag of their number, which holds nothing."""
        self.maybe_unset = {
            op.arguments[0] for block in fn.blocks for op in block.ops if op.name == "is_unset"
        }
        self.out: list[Op] = []

    def run(self) -> None:
        splits = self._split_parameters()
        for block in self.ranges.order:
            known = self.ranges.at_start.get(block)
            self._block(block, known)
        entry = self.ranges.order[0]
        entry.ops = [*splits, *entry.ops]
        drop_copy_ops(self.fn)

    def _small_registers(self) -> dict[Register, Register]:
        """An i64 for each int local that only ever holds small numbers."""
        values: dict[Register, Interval] = {}
        for block in self.ranges.order:
            for op in block.ops:
                dest = op.dest
                if dest is None or dest.type.kind is not Kind.INT:
                    continue
                value = op.arguments[0]
                if isinstance(value, Constant) and _is_unset(value):
                    values[dest] = TOP
                    continue
                found = self.ranges.assigned.get(op)  # None if it never runs
                if found is not None:
                    values[dest] = hull(values.get(dest, found), found)
        return {
            register: Register(register.name, I64)
            for register, found in values.items()
            if is_inside(found, SMALL)
        }

    def _twins(self) -> dict[Register, Register]:
        asked: set[Value] = set()
        assigned: dict[Register, bool] = {}
        for block in self.ranges.order:
            for op in block.ops:
                if op.name == "int.to_raw":
                    asked.add(op.arguments[0])
                dest = op.dest
                if dest is None or dest.type.kind is not Kind.INT or dest in self.raw_of:
                    continue
                value = op.arguments[0]
                is_known = isinstance(value, Op) and _is_from_i64(value)
                if not is_known and not (isinstance(value, Constant) and _is_unset(value)):
                    found = self.ranges.assigned.get(op)
                    is_known = found is None or is_inside(found, SMALL)
                assigned[dest] = is_known and assigned.get(dest, True)
        return {
            register: Register(register.name, I64)
            for register, is_known in assigned.items()
            if is_known and register in asked
        }

    def _split_parameters(self) -> list[Op]:
        self.out = []
        for parameter in self.fn.parameters:
            if parameter.type != INT or parameter in self.maybe_unset:
                continue
            if is_inside(self.ranges.limit[parameter], SMALL):
                self._split(parameter, 0)
        return self.out

    # Rewriting.

    def _block(self, block: Block, start: Environment | None) -> None:
        """`start` is None for a block that never runs: only its registers are renamed."""
        known = dict(start) if start is not None else {}
        self.out = []
        ranges = self.ranges
        for op in block.ops:
            verdict = ranges.decided(op, known) if start is not None else None
            if verdict is not None:
                _become_copy(op, Constant(BOOL, verdict))
            elif start is not None and op.name in _CANDIDATES:
                before = [ranges.interval(v, known) for v in op.arguments]
                ranges.step(op, known)
                after = ranges.interval(op, known) if op.type is not None else TOP
                self._simplify(op, before, after)
            else:
                ranges.step(op, known)
            if op.name == "int.from_raw" and _is_from_i64(op):
                op.arguments = [self._widened(op.arguments[0], op.line)]
            if self.raw_of or self.small:
                self._borders(op)
            if _is_idle_trap(op):
                continue
            self.out.append(op)
            twin = self.twin_of.get(op.dest) if op.dest is not None else None
            if twin is not None:
                number = self._number(op.arguments[0], op.line)
                self._emit(Op("assign", [number], None, "", op.line, twin))
            if start is not None and self._is_to_split(op, known):
                self._split(op, op.line)
        end = block.terminator
        if isinstance(end, Return):
            end.value = self._as_int(end.value, end.line)
        block.ops = self.out

    def _simplify(self, op: Op, before: list[Interval], after: Interval) -> None:
        """Turn the op into a raw one where the numbers allow it; mutates it in place."""
        if op.name in _SAME_OPERATION:
            if self._fits(op, before, after):
                operands = [self._number(value, op.line) for value in op.arguments]
                result = self._emit(Op(_SAME_OPERATION[op.name], operands, I64, "", op.line))
                _become(op, "int.tag", [result])
        elif op.name in _SAME_COMPARISON:
            pairs = list(zip(op.arguments, before, strict=True))
            if all(self._has_number(value, found) for value, found in pairs):
                operands = [self._number(value, op.line) for value in op.arguments]
                _become(op, _SAME_COMPARISON[op.name], operands)
        elif op.name == "int.to_raw" and self._has_number(op.arguments[0], before[0]):
            if is_inside(before[0], of_type(op.type)):
                number = self._number(op.arguments[0], op.line)
                if op.type == I64:
                    _become_copy(op, number)
                else:
                    _become(op, "raw.convert", [number])
        elif not before or not all(is_inside(found, SMALL) for found in before):
            return
        elif op.name == "int.truth":
            _become(op, "raw.ne", [self._number(op.arguments[0], op.line), Constant(I64, 0)])
        elif op.name == "int.is_small":
            _become_copy(op, Constant(BOOL, True))
        elif op.name == "int.untag":
            _become_copy(op, self._number(op.arguments[0], op.line))
        elif op.name == "int.from_raw":
            _become(op, "int.tag", [self._widened(op.arguments[0], op.line)])

    def _fits(self, op: Op, before: list[Interval], after: Interval) -> bool:
        if not is_inside(after, SMALL) or not all(is_inside(a, SMALL) for a in before):
            return False
        if op.name in _NEEDS_DIVISOR:
            return not before[1][0] <= 0 <= before[1][1]
        if op.name in _NEEDS_COUNT:
            return is_inside(before[1], (0, 63))
        return True

    def _is_to_split(self, op: Op, known: Environment) -> bool:
        """An int that is always small, and there: what is asked whether it is unset may not be."""
        if op.type != INT or op.name == "int.tag" or op in self.maybe_unset:
            return False
        return is_inside(self.ranges.interval(op, known), SMALL)

    def _split(self, value: Value, line: int) -> None:
        """From here on the value is read by way of its number."""
        number = self._emit(Op("int.untag", [value], I64, "", line))
        self.small[value] = self._emit(Op("int.tag", [number], INT, "", line))

    def _borders(self, op: Op) -> None:
        """Reads and assignments of registers that are an i64 now, reads of other small values."""
        raw = self.raw_of.get(op.dest) if op.dest is not None else None
        if raw is not None:
            op.arguments = [self._number(op.arguments[0], op.line)]
            op.dest = raw
            return
        for index, value in enumerate(op.arguments):
            if not isinstance(value, Constant):
                op.arguments[index] = self._as_int(value, op.line)

    def _as_int(self, value: Value, line: int) -> Value:
        """The value as an int again."""
        raw = self.raw_of.get(value) if isinstance(value, Register) else None
        if raw is None:
            return value if isinstance(value, Constant) else self.small.get(value, value)
        return self._emit(Op("int.tag", [raw], INT, "", line))

    def _has_number(self, value: Value, found: Interval) -> bool:
        """Can the int be had as an i64, although it may be too large for a tagged word?"""
        if is_inside(found, SMALL):
            return True
        if isinstance(value, Constant):
            return is_inside(found, of_type(I64))
        if isinstance(value, Register) and value in self.twin_of:
            return True
        return isinstance(value, Op) and value.name == "int.from_raw" and _is_i64(value)

    def _number(self, value: Value, line: int) -> Value:
        """An i64 with the number of an int that has one."""
        if isinstance(value, Constant):
            assert isinstance(value.value, int)
            return Constant(I64, value.value)
        if isinstance(value, Register) and value in self.raw_of:
            return self.raw_of[value]
        if isinstance(value, Register) and value in self.twin_of:
            return self.twin_of[value]
        if value in self.small:
            return self.small[value].arguments[0]
        if isinstance(value, Op) and value.name in ("int.tag", "int.from_raw") and _is_i64(value):
            return value.arguments[0]
        return self._emit(Op("int.untag", [value], I64, "", line))

    def _widened(self, value: Value, line: int) -> Value:
        """A raw number as an i64 that no assignment changes."""
        if isinstance(value, Constant):
            assert isinstance(value.value, int)
            return Constant(I64, value.value)
        if type_of(value) != I64:
            return self._emit(Op("raw.convert", [value], I64, "", line))
        if isinstance(value, Register) and not value.is_parameter:
            return self._emit(Op("copy", [value], I64, "", line))
        return value

    def _emit(self, op: Op) -> Op:
        self.out.append(op)
        return op


def _is_i64(op: Op) -> bool:
    """Was the int made from an i64 that no assignment changes?"""
    (source,) = op.arguments
    return source.type == I64 and (not isinstance(source, Register) or source.is_parameter)


def _is_from_i64(value: Op) -> bool:
    return value.name == "int.from_raw" and type_of(value.arguments[0]) == I64


def _is_unset(value: Constant) -> bool:
    return isinstance(value.value, Unset)


def _become(op: Op, name: str, arguments: list[Value]) -> None:
    op.name, op.arguments, op.attribute = name, arguments, ""


def _become_copy(op: Op, value: Value) -> None:
    _become(op, "copy", [value])


def _is_idle_trap(op: Op) -> bool:
    if op.name != "trap_if":
        return False
    condition = op.arguments[0]
    while isinstance(condition, Op) and condition.name == "copy":
        condition = condition.arguments[0]
    return isinstance(condition, Constant) and condition.value is False
