"""A local that is read before it is assigned raises UnboundLocalError, as CPython does.

Before: registers may be read on paths that never assigned them; `x = unset` is `del x`.
After: such a register starts unset at entry, and each read that may see it unset stands behind a
test that calls gloam.runtime.raising.raise_unbound_local with its name. A register whose type
has no safe unset pattern gets a bool companion that says whether it is assigned.

Invariant: registers that are always assigned cost nothing. A register whose name starts with "$"
is the compiler's own and is always assigned before it is read; the verifier checks that.
"""

from __future__ import annotations

from gloamc.analysis.assigned import Assigned, is_delete
from gloamc.analysis.cfg import terminator_values
from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Constant,
    Function,
    Op,
    Program,
    Register,
    Unreachable,
    Value,
)
from gloamc.ir.types import BOOL, FLOAT, NONE, STR

RAISE_UNBOUND = "gloam.runtime.raising.raise_unbound_local"


def run(fn: Function, program: Program) -> None:
    del program
    assigned = Assigned(fn)
    if not assigned.bit:
        return
    pass_ = _Checks(assigned)
    blocks: list[Block] = []
    for block in assigned.order:
        blocks += pass_.check(block)
    if not pass_.unset_at_entry:
        return
    kept = set(assigned.order)
    blocks += [block for block in fn.blocks if block not in kept]
    fn.blocks = blocks
    entry = fn.blocks[0]
    entry.ops[:0] = pass_.initial()
    pass_.track_companions(fn)


class _Checks:
    def __init__(self, assigned: Assigned) -> None:
        self.assigned = assigned
        self.unset_at_entry: dict[Register, Register | None] = {}
        """Registers in need of a test, with their companion if the type asks for one."""

    def check(self, block: Block) -> list[Block]:
        """The block, cut in front of each read that needs a test, and the raising blocks."""
        state = self.assigned.at_start[block]
        ops, end = block.ops, block.terminator
        parts = [block]
        raising: list[Block] = []
        block.ops = []
        for op in ops:
            state = self._test(op.arguments, state, op.line, parts, raising)
            parts[-1].ops.append(op)
            state = self.assigned.step(op, state)
        line = end.line if end is not None else 0
        self._test(terminator_values(end), state, line, parts, raising)
        parts[-1].terminator = end
        return parts + raising

    def _test(
        self,
        values: list[Value] | tuple[Value, ...],
        state: int,
        line: int,
        parts: list[Block],
        raising: list[Block],
    ) -> int:
        for value in values:
            if not isinstance(value, Register):
                continue
            mask = self.assigned.bit.get(value, 0)
            if not mask or state & mask or value.name.startswith("$"):
                continue
            state |= mask
            current = parts[-1]
            rest = Block(current.name, handler=current.handler)
            failure = Block("unbound", handler=current.handler)
            name = Constant(STR, value.name)
            failure.ops.append(Op("call", [name], NONE, RAISE_UNBOUND, line))
            failure.terminator = Unreachable(line)
            current.terminator = self._branch(value, current, rest, failure, line)
            parts.append(rest)
            raising.append(failure)
        return state

    def _branch(
        self, value: Register, current: Block, rest: Block, failure: Block, line: int
    ) -> Branch:
        companion = self.companion(value)
        if companion is not None:
            return Branch(companion, rest, failure, line)
        test = Op("is_unset", [value], BOOL, line=line)
        current.ops.append(test)
        return Branch(test, failure, rest, line)

    def companion(self, value: Register) -> Register | None:
        if value not in self.unset_at_entry:
            made = None if value.type.has_error_value else Register(f"${value.name}.assigned", BOOL)
            self.unset_at_entry[value] = made
        return self.unset_at_entry[value]

    def initial(self) -> list[Op]:
        ops = []
        for register, companion in self.unset_at_entry.items():
            if companion is None:
                start = Constant(register.type, UNSET)
            else:
                start = Constant(register.type, 0.0 if register.type == FLOAT else 0)
                ops.append(Op("assign", [Constant(BOOL, False)], dest=companion))
            ops.append(Op("assign", [start], dest=register))
        return ops

    def track_companions(self, fn: Function) -> None:
        """Every assignment behind entry also sets the companion."""
        companions = {r: c for r, c in self.unset_at_entry.items() if c is not None}
        if not companions:
            return
        skip = len(self.unset_at_entry) + len(companions)
        for block in fn.blocks:
            start = skip if block is fn.blocks[0] else 0
            ops = block.ops[:start]
            for op in block.ops[start:]:
                companion = companions.get(op.dest) if op.dest is not None else None
                if companion is None or op.dest is None:
                    ops.append(op)
                    continue
                is_set = Constant(BOOL, not is_delete(op))
                if not is_delete(op):
                    ops.append(op)
                ops.append(Op("assign", [is_set], line=op.line, dest=companion))
            block.ops = ops
