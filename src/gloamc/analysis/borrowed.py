"""Loads that need no reference of their own, because something else keeps their object alive.

`lenders(fn, program, effects)` gives for each such op the value that does: a local or a result that
must stay alive as long as the op's result is read, or None where nothing has to be done (the lender
is a parameter, which the caller holds, or static). There are five kinds:

- what a final field of an object that is held holds, and what a final global holds (ir/function);
- a conversion (copy, box, unbox) of one of these, or of a parameter;
- a steady load: nothing between it and its reads can change the field or the global that it reads
  (analysis/effects), nor those that its owner was loaded from;
- a brief load: one that is read at once, with nothing in between that could free what was loaded.
  What is made of it is on its own: it may live longer;
- a brief lookup: the result of a call that only loads it (analysis/lookups), likewise.

Invariant: between the load and its last read the loaded object is alive if the lender is.
"""

from __future__ import annotations

from typing import Final

from gloamc.analysis.cfg import failing_blocks, predecessors, terminator_values
from gloamc.analysis.effects import Effects
from gloamc.analysis.lookups import PASSIVE_OPS
from gloamc.ir.function import (
    Block,
    Check,
    Constant,
    Function,
    Goto,
    Op,
    Program,
    Register,
    Return,
    Value,
    type_of,
)
from gloamc.ir.ops import OPS, Result
from gloamc.ir.types import Kind

Lender = Register | Op | None

_LOADS = frozenset(name for name, spec in OPS.items() if spec.returns is Result.BORROWED)
_CONVERSIONS = frozenset(["copy", "box", "unbox"])


CHAIN_MAX: Final = 6
"""So many blocks behind its own a steady load may be read."""


def lenders(fn: Function, program: Program, effects: Effects) -> dict[Op, Lender]:
    return _Lenders(fn, program, effects).found


class _Lenders:
    def __init__(self, fn: Function, program: Program, effects: Effects) -> None:
        self.program = program
        self.effects = effects
        self.lookups = effects.lookups
        self.failing = failing_blocks(fn)
        self.steady: dict[Op, int] = {}
        """The places that must not change while the load is read."""
        self.reads: dict[Op, list[tuple[Block, int]]] = {}
        """Where a load is read: by an op, or behind the last one."""
        self.predecessors = predecessors(fn.blocks)
        self.changes: dict[Block, list[int]] = {}
        self.found: dict[Op, Lender] = {}
        self.brief: set[Op] = set()
        self.single: set[Register] = set()
        """Locals that one op assigns: an object loaded through it outlives no assignment."""
        self.last_read: dict[Op, tuple[Block, int] | None] = {}
        """Where a load is read last; None if it is read in another block than its own."""
        self._survey(fn)
        if fn.lends:
            self._lend_result(fn)
        for block in fn.blocks:
            for index, op in enumerate(block.ops):
                if op.type is not None and op.type.is_counted and op.dest is None:
                    self._consider(block, index, op)

    def _lend_result(self, fn: Function) -> None:
        """Parameter 0 keeps alive what the function loads from it and gives its caller."""
        for block in fn.blocks:
            if isinstance(block.terminator, Return) and isinstance(block.terminator.value, Op):
                self.found[block.terminator.value] = None

    def _survey(self, fn: Function) -> None:
        assignments: dict[Register, int] = {}
        home: dict[Op, Block] = {}
        for block in fn.blocks:
            for op in block.ops:
                if op.name in _LOADS or self._is_lookup(op):
                    home[op] = block
                if op.dest is not None:
                    assignments[op.dest] = assignments.get(op.dest, 0) + 1
        self.single = {register for register, count in assignments.items() if count == 1}
        for block in fn.blocks:
            for index, op in enumerate(block.ops):
                for value in op.arguments:
                    if isinstance(value, Op) and value in home:
                        self._note_read(value, home[value], block, index)
                        self.reads.setdefault(value, []).append((block, index))
            for value in terminator_values(block.terminator):
                if isinstance(value, Op) and value in home:
                    self.last_read[value] = None
                    if not isinstance(block.terminator, Check):
                        self.reads.setdefault(value, []).append((block, len(block.ops)))

    def _note_read(self, load: Op, home: Block, block: Block, index: int) -> None:
        if block is not home or self.last_read.get(load, (block, 0)) is None:
            self.last_read[load] = None
        else:
            self.last_read[load] = (block, index)

    def _consider(self, block: Block, index: int, op: Op) -> None:
        if op.name in _CONVERSIONS:
            if self._is_lent(op.arguments[0]):
                self.found[op] = self._lender(op.arguments[0])
        elif op.name in _LOADS:
            if self._is_lasting(op) or self._is_steady(block, index, op):
                self.found[op] = self._lender(op.arguments[0]) if op.arguments else None
            elif self._is_brief(block, index, op):
                self.found[op] = self._lender(op.arguments[0]) if op.arguments else None
                self.brief.add(op)
        elif self._is_lookup(op) and self._is_brief_lookup(block, index, op):
            self.found[op] = self._lender(op.arguments[0])
            self.brief.add(op)

    def _is_lookup(self, op: Op) -> bool:
        return op.name == "call" and op.attribute in self.lookups.lending

    def _is_lent(self, value: Value) -> bool:
        if value.type is None or not value.type.is_counted:
            return False
        if isinstance(value, Register):
            return value.is_parameter
        if not isinstance(value, Op) or value in self.steady:
            return False
        return value in self.found and value not in self.brief

    def _is_lasting(self, load: Op) -> bool:
        """Is what it loads alive as long as its owner is, and the owner a fixed object?"""
        if load.name == "get_global":
            return self._is_final_global(load.attribute)
        if load.name != "get_field" or not self._is_final_field(load.attribute):
            return False
        owner = load.arguments[0]
        if isinstance(owner, Register):
            return owner.is_parameter or owner in self.single
        return owner not in self.brief and owner not in self.steady

    def _is_steady(self, home: Block, index: int, load: Op) -> bool:
        """Can nothing change what it loads from as long as it is read?"""
        if load.name not in ("get_field", "get_global") or not self._has_safe_owner(load):
            return False
        places = self.effects.place(load)
        if load.arguments:
            owner = load.arguments[0]
            if isinstance(owner, Register) and not owner.is_parameter and owner not in self.single:
                return False
            if isinstance(owner, Op):
                places |= self.steady.get(owner, 0)
        if places & self.effects.drops:
            return False
        for block, last in self.reads.get(load, ()):
            if not self._is_calm(home, index, block, last, places):
                return False
        self.steady[load] = places
        return True

    def _is_calm(self, home: Block, index: int, block: Block, last: int, places: int) -> bool:
        """Does nothing change `places` behind home.ops[index], up to block.ops[last]?"""
        if block is home and last <= index:
            return False
        for _ in range(CHAIN_MAX):
            start = index + 1 if block is home else 0
            for changed in self._changes(block)[start : last + 1]:
                if changed & places:
                    return False
            if block is home:
                return True
            before = self.predecessors[block]
            if len(before) != 1:
                return False
            block = before[0]
            last = len(block.ops) - 1
        return False

    def _changes(self, block: Block) -> list[int]:
        """By op, what it may change."""
        known = self.changes.get(block)
        if known is None:
            known = self.changes[block] = [self.effects.changed_by(op) for op in block.ops]
        return known

    def _lender(self, owner: Value) -> Lender:
        if isinstance(owner, Constant) or (isinstance(owner, Register) and owner.is_parameter):
            return None
        if isinstance(owner, Op) and owner in self.found:
            return self.found[owner]
        return owner

    def _is_final_field(self, name: str) -> bool:
        owner, _, short = name.rpartition(".")
        layout = self.program.layouts.get(owner)
        if layout is None:
            return False
        return any(item.is_final for item in layout.fields if item.name == short)

    def _is_final_global(self, name: str) -> bool:
        variable = self.program.globals.get(name)
        return variable is not None and variable.is_final

    def _is_brief(self, block: Block, index: int, load: Op) -> bool:
        """Is it only read by quiet ops close behind, among which no other reference can end?"""
        last = self.last_read.get(load)
        if last is None or not self._has_safe_owner(load):
            return False
        end = last[1]
        for at in range(index + 1, end + 1):
            op = block.ops[at]
            if op.name not in PASSIVE_OPS or op.dest is not None:
                return False
            for value in op.arguments:
                if value is not load and at < end and not self._needs_nothing(value):
                    return False
        return True

    def _is_brief_lookup(self, home: Block, index: int, call: Op) -> bool:
        """Is all up to its last read quiet, and does no other reference end there?"""
        if not self._has_safe_owner(call):
            return False
        if not all(map(self._needs_nothing, call.arguments[1:])):
            return False
        return all(
            self._is_quiet(call, home, index, block, last)
            for block, last in self.reads.get(call, ())
        )

    def _is_quiet(self, call: Op, home: Block, index: int, block: Block, last: int) -> bool:
        """Whether what was looked up in home.ops[index] is still there at the read in `block`.

        Its lender does not end before it is read last."""
        if block is home and last <= index:
            return False
        lender = self._lender(call.arguments[0])
        is_read = last < len(block.ops)
        released: set[Value] = set()
        """Results of quiet ops that nobody reads: something else holds these as well. (Counts are
        there only when they are verified.)"""
        for _ in range(CHAIN_MAX):
            start = index + 1 if block is home else 0
            for op in reversed(block.ops[start : last + 1]):
                released.discard(op)
                if not self.lookups.is_quiet(op):
                    return False
                if op.name == "release" and isinstance(op.arguments[0], Op):
                    if op.arguments[0] is not lender:
                        released.add(op.arguments[0])
                elif (
                    op.name != "retain"
                    and not is_read
                    and not all(
                        value is call or value is lender or self._needs_nothing(value)
                        for value in op.arguments
                    )
                ):
                    return False
                is_read = False
            if block is home:
                return not released
            before = self.predecessors[block]
            if len(before) != 1 or not self._ends_nothing(before[0], block):
                return False
            block = before[0]
            last = len(block.ops) - 1
        return False

    def _ends_nothing(self, source: Block, target: Block) -> bool:
        """Is every value that is live at the end of `source` live in `target`?"""
        end = source.terminator
        if isinstance(end, Check):
            return end.ok is target and end.error in self.failing
        return isinstance(end, Goto)

    def _has_safe_owner(self, load: Op) -> bool:
        """Can the owner be kept alive up to the last read? Raw memory has no known owner."""
        if load.name == "get_global":
            return True
        owner = load.arguments[0]
        is_object = owner.type is not None and owner.type.kind is Kind.REF
        return is_object and owner not in self.brief

    def _needs_nothing(self, value: Value) -> bool:
        """Is no reference of this function's held in it, so that none ends with it?"""
        if isinstance(value, Constant) or not type_of(value).is_counted:
            return True
        if isinstance(value, Register):
            return value.is_parameter
        return isinstance(value, Op) and self.found.get(value, value) is None
