"""Exact ints that are proven small become machine integers.

Before, after: stage ASSIGNED, behind copies. Program-wide, callees first, so that the range of a
call's result is known. With analysis/ranges:
- a local of type int whose every value is small becomes an i64;
- an int operation on small operands with a small result becomes a raw one on i64, with int.untag
  and int.tag at the borders; tags of which only the number is used die in dead_code;
- conversions that cannot fail do not test, comparisons and overflow tests that can only come out
  one way are decided.

Invariant: each value is the number that it was. A tagged word and its i64 are the same number.
"""

from __future__ import annotations

from gloamc.analysis.call_graph import call_graph, components
from gloamc.analysis.intervals import SMALL, Interval, hull, is_inside, of_type
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
from gloamc.ir.types import BOOL, I64, INT
from gloamc.passes.copies import drop_copy_ops

Results = dict[str, Interval]

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


def run_program(program: Program) -> None:
    results: Results = {}
    graph = call_graph(program)
    for component in components(graph):
        for name in component:
            fn = program.functions[name]
            if not fn.blocks:
                continue
            found = _run(fn, results)
            is_recursive = len(component) > 1 or name in graph[name]
            if found is not None and not is_recursive:
                results[name] = found


def run(fn: Function, program: Program) -> None:
    """One function, knowing nothing of those that it calls."""
    del program
    _run(fn, {})


def _run(fn: Function, results: Results) -> Interval | None:
    """Rewrite; returns the range of the result, if that is an integer that it can return."""
    if not _has_integers(fn):
        return None
    ranges = Ranges(fn, results)
    rewriter = _Rewriter(fn, ranges)
    rewriter.run()
    return rewriter.returned


def _has_integers(fn: Function) -> bool:
    return any(
        op.type is not None and (op.type == INT or op.type.is_raw)
        for block in fn.blocks
        for op in block.ops
    ) or (fn.result == INT or fn.result.is_raw)


class _Rewriter:
    def __init__(self, fn: Function, ranges: Ranges) -> None:
        self.fn = fn
        self.ranges = ranges
        self.raw_of = self._small_registers()
        self.returned: Interval | None = None
        self.out: list[Op] = []

    def run(self) -> None:
        for block in self.ranges.order:
            known = self.ranges.at_start.get(block)
            self._block(block, known)
        drop_copy_ops(self.fn)

    def _small_registers(self) -> dict[Register, Register]:
        """An i64 for each int local that only ever holds small numbers."""
        values: dict[Register, Interval] = {}
        unfit: set[Register] = set()
        for block in self.ranges.order:
            start = self.ranges.at_start.get(block)
            known = dict(start) if start is not None else None
            for op in block.ops:
                if op.dest is not None and op.dest.type == INT:
                    self._note(op, op.dest, known, values, unfit)
                if known is not None:
                    self.ranges.step(op, known)
        return {
            register: Register(register.name, I64)
            for register, found in values.items()
            if register not in unfit and is_inside(found, SMALL)
        }

    def _note(
        self,
        op: Op,
        dest: Register,
        known: Environment | None,
        values: dict[Register, Interval],
        unfit: set[Register],
    ) -> None:
        (value,) = op.arguments
        if isinstance(value, Constant) and isinstance(value.value, Unset):
            unfit.add(dest)
        elif known is not None:
            found = self.ranges.interval(value, known)
            limit = self.ranges.counters.get(dest, found)
            found = max(found[0], limit[0]), min(found[1], limit[1])
            values[dest] = hull(values.get(dest, found), found)

    # Rewriting.

    def _block(self, block: Block, start: Environment | None) -> None:
        """`start` is None for a block that never runs: only its registers are renamed."""
        known = dict(start) if start is not None else {}
        self.out = []
        for op in block.ops:
            before = [self.ranges.interval(v, known) for v in op.arguments]
            verdict = self.ranges.decided(op, known) if start is not None else None
            self.ranges.step(op, known)
            if verdict is not None:
                _become_copy(op, Constant(BOOL, verdict))
            elif start is not None and op.dest is None:
                after = self.ranges.interval(op, known) if op.type is not None else of_type(None)
                self._simplify(op, before, after)
            self._borders(op)
            if not _is_idle_trap(op):
                self.out.append(op)
        end = block.terminator
        if isinstance(end, Return):
            if start is not None and (self.fn.result == INT or self.fn.result.is_raw):
                found = self.ranges.interval(end.value, known)
                self.returned = found if self.returned is None else hull(self.returned, found)
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

    def _borders(self, op: Op) -> None:
        """Reads and assignments of registers that are an i64 now."""
        raw = self.raw_of.get(op.dest) if op.dest is not None else None
        if raw is not None:
            op.arguments = [self._number(op.arguments[0], op.line)]
            op.dest = raw
            return
        for index, value in enumerate(op.arguments):
            if isinstance(value, Register) and value in self.raw_of:
                op.arguments[index] = self._as_int(value, op.line)

    def _as_int(self, value: Value, line: int) -> Value:
        """The value as an int again."""
        raw = self.raw_of.get(value) if isinstance(value, Register) else None
        if raw is None:
            return value
        return self._emit(Op("int.tag", [raw], INT, "", line))

    def _has_number(self, value: Value, found: Interval) -> bool:
        """Can the int be had as an i64, although it may be too large for a tagged word?"""
        if is_inside(found, SMALL):
            return True
        if isinstance(value, Constant):
            return is_inside(found, of_type(I64))
        return isinstance(value, Op) and value.name == "int.from_raw" and _is_i64(value)

    def _number(self, value: Value, line: int) -> Value:
        """An i64 with the number of an int that has one."""
        if isinstance(value, Constant):
            assert isinstance(value.value, int)
            return Constant(I64, value.value)
        if isinstance(value, Register) and value in self.raw_of:
            return self.raw_of[value]
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
