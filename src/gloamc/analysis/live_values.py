"""In which blocks a value that was made elsewhere is still to be read: sparse, value by value.

The work is the sum of all live ranges, counted in blocks, so that a long function of short-lived
values costs what its length is. analysis/liveness has bit sets for the same question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gloamc.analysis.cfg import successors, terminator_values
from gloamc.ir.function import Block, Constant, Op, Register, Value

Tracked = Register | Op


def live_values(
    order: Sequence[Block], is_tracked: Callable[[Value], bool]
) -> dict[Block, set[Tracked]]:
    """The tracked values that are live where each block of `order` starts.

    An edge to a handler leaves from anywhere in its block: what is live there is live in the block.
    """
    live: dict[Block, set[Tracked]] = {block: set() for block in order}
    defined: dict[Block, set[Tracked]] = {}
    arriving: dict[Block, list[Block]] = {block: [] for block in order}
    read: dict[Tracked, list[Block]] = {}
    for block in order:
        own = defined[block] = set()
        for op in block.ops:
            for value in op.arguments:
                if not isinstance(value, Constant) and value not in own and is_tracked(value):
                    _mention(read, value, block)
            own.add(op.dest if op.dest is not None else op)
        for value in terminator_values(block.terminator):
            if not isinstance(value, Constant) and value not in own and is_tracked(value):
                _mention(read, value, block)
        for target in successors(block, with_handlers=True):
            arriving[target].append(block)
    for value, blocks in read.items():
        work = blocks
        while work:
            block = work.pop()
            if value in live[block]:
                continue
            live[block].add(value)
            for source in arriving[block]:
                if value not in defined[source] or source.handler is block:
                    work.append(source)
    return live


def _mention(read: dict[Tracked, list[Block]], value: Tracked, block: Block) -> None:
    blocks = read.setdefault(value, [])
    if not blocks or blocks[-1] is not block:
        blocks.append(block)
