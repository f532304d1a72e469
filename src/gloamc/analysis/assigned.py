"""Definite assignment: which registers have surely been assigned, per block.

Works with handlers: a handler may start behind any
op of its block that can raise, a read of a register that may be unset among them.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

from gloamc.analysis.cfg import reverse_postorder, terminator_values
from gloamc.ir.function import UNSET, Block, Constant, Function, Op, Raise, Register, Value


class Assigned:
    """`at_start[b]` has the bits (`bit`) of registers assigned on every path to block b."""

    def __init__(self, fn: Function) -> None:
        self.order = reverse_postorder(fn)
        self.bit: dict[Register, int] = {}
        for block in self.order:
            for op in block.ops:
                if op.dest is not None and op.dest not in self.bit:
                    self.bit[op.dest] = 1 << len(self.bit)
        for register in fn.registers():
            if not register.is_parameter and register not in self.bit:
                self.bit[register] = 1 << len(self.bit)
        self.at_start = self._solve() if self.bit else {}

    def step(self, op: Op, state: int) -> int:
        """The state behind an op."""
        if op.dest is None:
            return state
        mask = self.bit[op.dest]
        return state & ~mask if is_delete(op) else state | mask

    def _solve(self) -> dict[Block, int]:
        everything = (1 << len(self.bit)) - 1
        at_start = {block: everything for block in self.order}
        at_start[self.order[0]] = 0
        number = {block: index for index, block in enumerate(self.order)}
        work = list(range(len(self.order)))  # sorted, hence a heap
        waiting = set(work)
        while work:
            index = heappop(work)
            waiting.discard(index)
            block = self.order[index]
            state, raised = self._through(block, at_start[block], everything)
            edges = [(target, state) for target in block.successors()]
            if block.handler is not None:
                edges.append((block.handler, raised))
            for target, arriving in edges:
                if at_start[target] & ~arriving:
                    at_start[target] &= arriving
                    if number[target] not in waiting:
                        waiting.add(number[target])
                        heappush(work, number[target])
        return at_start

    def _through(self, block: Block, state: int, everything: int) -> tuple[int, int]:
        """The state at the end of the block, and the meet of those where it may raise."""
        raised = everything
        has_handler = block.handler is not None
        for op in block.ops:
            if has_handler and (op.can_raise or self._may_be_unset(op.arguments, state)):
                raised &= state
            if op.dest is not None:
                state = self.step(op, state)
        end = block.terminator
        if isinstance(end, Raise) or self._may_be_unset(terminator_values(end), state):
            raised &= state
        return state, raised

    def _may_be_unset(self, values: Iterable[Value], state: int) -> bool:
        """Does one of the reads need a test, which raises?"""
        bit = self.bit
        return any(
            isinstance(value, Register) and bool(bit.get(value, 0) & ~state) for value in values
        )


def is_delete(op: Op) -> bool:
    """Is it `x = unset`, the form of `del x`?"""
    (value,) = op.arguments
    return isinstance(value, Constant) and value.value is UNSET
