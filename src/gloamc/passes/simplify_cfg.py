"""A smaller graph of the same function.

Before, after: any stage, which it keeps. Branches on constants are decided, empty blocks are
skipped, a block whose only predecessor ends in a goto joins it, unreachable blocks are gone, and a
block in which nothing raises has no handler.

Invariant: each path runs the same ops in the same order under the same handlers.
"""

from __future__ import annotations

from gloamc.analysis.cfg import predecessors, retarget, reverse_postorder
from gloamc.ir.function import Block, Branch, Constant, Function, Goto, Program, Raise


def run(fn: Function, program: Program) -> None:
    del program
    for block in fn.blocks:
        _drop_idle_handler(block)
        _decide_branch(block)
    _skip_empty_blocks(fn)
    fn.blocks = _join_chains(reverse_postorder(fn), fn)


def _drop_idle_handler(block: Block) -> None:
    raises = isinstance(block.terminator, Raise) or any(op.can_raise for op in block.ops)
    if not raises:
        block.handler = None


def _decide_branch(block: Block) -> None:
    end = block.terminator
    if not isinstance(end, Branch):
        return
    if isinstance(end.condition, Constant):
        block.terminator = Goto(end.then if end.condition.value else end.otherwise, end.line)
    elif end.then is end.otherwise:
        block.terminator = Goto(end.then, end.line)


def _skip_empty_blocks(fn: Function) -> None:
    """Redirect edges past blocks that hold nothing but a goto; a cycle of these stays."""
    final: dict[Block, Block] = {}
    for block in fn.blocks:
        for target in set(block.successors()):
            end = _follow(target, final)
            if end is not target:
                retarget(block, target, end)
        if block.handler is not None:
            block.handler = _follow(block.handler, final)
        _decide_branch(block)


def _follow(block: Block, final: dict[Block, Block]) -> Block:
    path: list[Block] = []
    seen: set[Block] = set()
    while block not in final and block not in seen:
        end = block.terminator
        if block.ops or not isinstance(end, Goto):
            break
        seen.add(block)
        path.append(block)
        block = end.target
    result = final.get(block, block)
    for passed in path:
        final[passed] = result
    return result


def _join_chains(order: list[Block], fn: Function) -> list[Block]:
    """The reachable blocks in their old order, with chains joined into their first block."""
    before = predecessors(order)
    gone: set[Block] = set()
    for block in order:
        if block in gone:
            continue
        while isinstance(block.terminator, Goto):
            target = block.terminator.target
            if len(before[target]) != 1 or target.handler is not block.handler or target is block:
                break
            block.ops += target.ops
            block.terminator = target.terminator
            gone.add(target)
    reachable = set(order)
    return [block for block in fn.blocks if block in reachable and block not in gone]
