"""Available copies: where is a register surely equal to what could be read instead: another
register, or a result that may need no reference of its own (analysis/borrowed)?

Works with handlers: a handler may start behind any op of its block.
"""

from __future__ import annotations

from heapq import heappop, heappush

from gloamc.analysis.cfg import reverse_postorder
from gloamc.ir.function import Block, Constant, Function, Op, Register


class Copies:
    """Numbers each `x = y`; sets of them are bits in Python ints."""

    def __init__(self, fn: Function) -> None:
        self.order = reverse_postorder(fn)
        self.bit: dict[Op, int] = {}
        self.of: dict[Register | Op, int] = {}
        """The copies whose target or source a register or a result is: those that end where it
        changes."""
        self.into: dict[Register, int] = {}
        """The copies whose target a register is."""
        self.copies: list[Register | Op] = []
        """Each copy's source as it was: the pass that reads this rewrites the operations."""
        # A step's own parameters are given anew by each resume.
        renewed = set(fn.parameters[1:]) if fn.is_frame_step else set()
        for block in self.order:
            for op in block.ops:
                if op.dest is None:
                    continue
                (source,) = op.arguments
                if isinstance(source, Constant) or source is op.dest or source in renewed:
                    continue
                if not isinstance(source, Op) or _may_be_borrowed(source, op.dest):
                    self._number(op, op.dest, source)
        self.at_start = self._solve() if self.copies else {}

    def _number(self, op: Op, dest: Register, source: Register | Op) -> None:
        mask = 1 << len(self.copies)
        self.bit[op] = mask
        self.copies.append(source)
        for changing in (dest, source):
            self.of[changing] = self.of.get(changing, 0) | mask
        self.into[dest] = self.into.get(dest, 0) | mask

    def step(self, op: Op, state: int) -> int:
        over = self.of.get(op if op.dest is None else op.dest, 0)
        return (state & ~over) | self.bit.get(op, 0) if over else state

    def source(self, register: Register, state: int) -> Register | Op | None:
        """What has the same value, the oldest known, or None."""
        found: Register | Op | None = None
        available = self.into.get(register, 0) & state
        while available:
            found = self.copies[available.bit_length() - 1]
            available = self.into.get(found, 0) & state if isinstance(found, Register) else 0
        return found

    def _solve(self) -> dict[Block, int]:
        everything = (1 << len(self.copies)) - 1
        at_start = {block: everything for block in self.order}
        at_start[self.order[0]] = 0
        effects = {block: self._summary(block) for block in self.order}
        number = {block: index for index, block in enumerate(self.order)}
        work = list(range(len(self.order)))
        waiting = set(work)
        while work:
            index = heappop(work)
            waiting.discard(index)
            block = self.order[index]
            ended, begun = effects[block]
            unchanged = at_start[block] & ~ended
            edges = [(target, unchanged | begun) for target in block.successors()]
            if block.handler is not None:
                edges.append((block.handler, unchanged))
            for target, state in edges:
                if at_start[target] & ~state:
                    at_start[target] &= state
                    if number[target] not in waiting:
                        waiting.add(number[target])
                        heappush(work, number[target])
        return at_start

    def _summary(self, block: Block) -> tuple[int, int]:
        """The copies that the block ends at some point, and those that it leaves behind."""
        ended = begun = 0
        for op in block.ops:
            over = self.of.get(op if op.dest is None else op.dest, 0)
            if over:
                ended |= over
                begun = (begun & ~over) | self.bit.get(op, 0)
        return ended, begun


def _may_be_borrowed(result: Op, dest: Register) -> bool:
    return result.type is not None and result.type.is_counted and not dest.is_scoped
