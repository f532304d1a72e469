"""Which registers and op results are still read later, per block, as bit sets in Python ints.

Parameters and constants are not tracked. Needs explicit exception edges, and only reachable blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gloamc.analysis.cfg import predecessors, reverse_postorder, terminator_values
from gloamc.ir.function import Block, Constant, Function, Op, Register, Value
from gloamc.ir.types import IRType

Tracked = Register | Op


class Liveness:
    """`bit[v]` is the mask of a tracked value; `live_in[b]` the set before a block's first op."""

    def __init__(
        self,
        fn: Function,
        is_tracked: Callable[[IRType], bool],
        without: Iterable[Op] = (),
    ) -> None:
        self.bit: dict[Tracked, int] = dict.fromkeys(without, 0)
        self.values: list[Tracked] = []
        self._wanted: dict[IRType, bool] = {}
        self._is_tracked = is_tracked
        self.order = reverse_postorder(fn)
        self.predecessors = predecessors(self.order)
        uses: dict[Block, int] = {}
        defines: dict[Block, int] = {}
        for block in self.order:
            uses[block], defines[block] = self._summary(block)
        self.live_in = self._solve(uses, defines)

    def live_out(self, block: Block) -> int:
        result = 0
        for target in block.successors():
            result |= self.live_in[target]
        return result

    def members(self, mask: int) -> list[Tracked]:
        """The values of a set, in order of their first mention."""
        result = []
        while mask:
            lowest = mask & -mask
            result.append(self.values[lowest.bit_length() - 1])
            mask ^= lowest
        return result

    def mask(self, value: Value) -> int:
        """The bit of a value; 0 if it is not tracked."""
        if isinstance(value, Constant):
            return 0
        known = self.bit.get(value)
        if known is None:
            known = self._number(value)
        return known

    def _number(self, value: Tracked) -> int:
        if (isinstance(value, Register) and value.is_parameter) or value.type is None:
            return 0
        wanted = self._wanted.get(value.type)
        if wanted is None:
            wanted = self._wanted[value.type] = self._is_tracked(value.type)
        if not wanted:
            return 0
        mask = self.bit[value] = 1 << len(self.values)
        self.values.append(value)
        return mask

    def _summary(self, block: Block) -> tuple[int, int]:
        """What the block reads before it defines it, and what it defines."""
        uses = defines = 0
        mask = self.mask
        for op in block.ops:
            for value in op.arguments:
                uses |= mask(value) & ~defines
            if op.dest is not None:
                defines |= mask(op.dest)
            elif op.type is not None:
                defines |= mask(op)
        for value in terminator_values(block.terminator):
            uses |= mask(value) & ~defines
        return uses, defines

    def _solve(self, uses: dict[Block, int], defines: dict[Block, int]) -> dict[Block, int]:
        live_in = {block: 0 for block in self.order}
        work = list(self.order)
        waiting = set(work)
        while work:
            block = work.pop()
            waiting.discard(block)
            out = 0
            for target in block.successors():
                out |= live_in[target]
            new = uses[block] | (out & ~defines[block])
            if new != live_in[block]:
                live_in[block] = new
                for source in self.predecessors[block]:
                    if source not in waiting:
                        waiting.add(source)
                        work.append(source)
        return live_in
