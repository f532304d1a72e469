"""The control-flow graph of a function: order, predecessors, dominators, uses in terminators.

Handlers are edges too before the exceptions pass: `with_handlers` adds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush

from gloamc.ir.function import (
    Block,
    Branch,
    Check,
    Fail,
    Function,
    Goto,
    Raise,
    Return,
    Suspend,
    Terminator,
    Unreachable,
    Value,
)


def successors(block: Block, *, with_handlers: bool = False) -> tuple[Block, ...]:
    """Each edge once, so a Branch with equal targets gives two entries; the handler comes last."""
    result = block.successors()
    if with_handlers and block.handler is not None:
        return (*result, block.handler)
    return result


def reverse_postorder(fn: Function, *, with_handlers: bool = True) -> list[Block]:
    """The reachable blocks, entry first, each before its successors except along back edges."""
    entry = fn.blocks[0]
    seen = {entry}
    order: list[Block] = []
    stack: list[tuple[Block, Iterator[Block]]] = [
        (entry, iter(successors(entry, with_handlers=with_handlers)))
    ]
    while stack:
        block, rest = stack[-1]
        for target in rest:
            if target not in seen:
                seen.add(target)
                stack.append((target, iter(successors(target, with_handlers=with_handlers))))
                break
        else:
            order.append(block)
            stack.pop()
    order.reverse()
    return order


def predecessors(blocks: list[Block], *, with_handlers: bool = True) -> dict[Block, list[Block]]:
    """For every block the sources of its incoming edges, one entry per edge."""
    result: dict[Block, list[Block]] = {block: [] for block in blocks}
    for block in blocks:
        for target in successors(block, with_handlers=with_handlers):
            result[target].append(block)
    return result


def dominators(order: list[Block], before: dict[Block, list[Block]]) -> dict[Block, Block]:
    """Immediate dominator of each block but the entry (Cooper, Harvey and Kennedy's algorithm).

    `order` is a reverse postorder and `before` the predecessors over the same edges.
    """
    number = {block: index for index, block in enumerate(order)}
    parent: list[int] = [0] + [-1] * (len(order) - 1)
    changed = True
    while changed:
        changed = False
        for index in range(1, len(order)):
            known = [number.get(source, -1) for source in before[order[index]]]
            best = _meet(parent, {other for other in known if other >= 0 and parent[other] >= 0})
            if best != parent[index]:
                parent[index] = best
                changed = True
    return {order[index]: order[parent[index]] for index in range(1, len(order))}


def _meet(parent: list[int], waiting: set[int]) -> int:
    """What dominates all of them: the latest one becomes its dominator, until one is left."""
    heap = [-block for block in waiting]
    heapify(heap)
    while len(heap) > 1:
        above = parent[-heappop(heap)]
        if above not in waiting:
            waiting.add(above)
            heappush(heap, -above)
    return -heap[0]


def terminator_values(terminator: Terminator | None) -> tuple[Value, ...]:
    """What a terminator reads."""
    if isinstance(terminator, Branch):
        return (terminator.condition,)
    if isinstance(terminator, Return | Check | Suspend):
        return (terminator.value,)
    return ()


def replace_terminator_value(terminator: Terminator | None, old: Value, new: Value) -> None:
    if isinstance(terminator, Branch) and terminator.condition is old:
        terminator.condition = new
    elif isinstance(terminator, Return | Suspend) and terminator.value is old:
        terminator.value = new


def retarget(block: Block, old: Block, new: Block) -> None:
    """Point every edge of the terminator that goes to `old` at `new`."""
    match block.terminator:
        case Goto() as goto:
            if goto.target is old:
                goto.target = new
        case Branch() as branch:
            if branch.then is old:
                branch.then = new
            if branch.otherwise is old:
                branch.otherwise = new
        case Check() as check:
            if check.ok is old:
                check.ok = new
            if check.error is old:
                check.error = new
        case Suspend() as suspend:
            if suspend.resume is old:
                suspend.resume = new
        case _:
            pass


def failing_blocks(fn: Function) -> set[Block]:
    """The blocks from which only failure can follow."""
    sources = predecessors(fn.blocks, with_handlers=False)
    failing: set[Block] = set()
    work = [b for b in fn.blocks if isinstance(b.terminator, Fail | Raise | Unreachable)]
    while work:
        block = work.pop()
        if block in failing:
            continue
        failing.add(block)
        for source in sources[block]:
            if all(successor in failing for successor in source.successors()):
                work.append(source)
    return failing
