"""Which registers and op results are still read later, per block, as bit sets in Python ints.

Parameters and constants are not tracked. Needs explicit exception edges, and only reachable blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from gloamc.analysis.cfg import predecessors, reverse_postorder, terminator_values
from gloamc.ir.function import Block, Constant, Function, Op, Register, Value
from gloamc.ir.types import IRType

Tracked = Register | Op


class Liveness:
    """`mask(v)` is the bit of a tracked value; `live_in[b]` the set before a block's first op."""

    def __init__(
        self,
        fn: Function,
        is_tracked: Callable[[IRType], bool],
        without: Iterable[Op] = (),
        lenders: Mapping[Op, Tracked | None] | None = None,
    ) -> None:
        """`without` are not tracked. A read of an op in `lenders` is also one of its lender."""
        self._bit: dict[Tracked, int] = dict.fromkeys(without, 0)
        self.lenders = lenders if lenders is not None else {}
        self.values: list[Tracked] = []
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

    def lender(self, value: Value) -> Tracked | None:
        """What must stay alive while the value is read, besides itself."""
        return self.lenders.get(value) if isinstance(value, Op) else None

    def mask(self, value: Value) -> int:
        """The bit of a value; 0 if it is not tracked."""
        if isinstance(value, Constant):
            return 0
        known = self._bit.get(value)
        return self._number(value) if known is None else known

    def _number(self, value: Tracked) -> int:
        mask = 0
        is_parameter = isinstance(value, Register) and value.is_parameter
        if value.type is not None and not is_parameter and self._is_tracked(value.type):
            mask = 1 << len(self.values)
            self.values.append(value)
        self._bit[value] = mask
        return mask

    def _summary(self, block: Block) -> tuple[int, int]:
        """What the block reads before it defines it, and what it defines."""
        uses = defines = 0
        mask = self.mask
        lenders = self.lenders
        for op in block.ops:
            for value in op.arguments:
                if not isinstance(value, Constant):
                    uses |= mask(value) & ~defines
                    if value in lenders:
                        lender = lenders[cast(Op, value)]  # registers are no keys
                        if lender is not None:
                            uses |= mask(lender) & ~defines
            if op.dest is not None:
                defines |= mask(op.dest)
            elif op.type is not None:
                defines |= mask(op)
        for value in terminator_values(block.terminator):
            uses |= mask(value) & ~defines
            lender = self.lender(value)
            if lender is not None:
                uses |= mask(lender) & ~defines
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
