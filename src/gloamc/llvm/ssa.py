"""Where mutable registers need phis: pruned SSA by dominance frontiers.

Before: a function whose Registers are assigned any number of times. After, as data, nothing in the
function is changed: the reachable blocks in reverse postorder, their predecessor edges, each
block's immediate dominator, and the registers that need a phi at its start. A register that is not
assigned on some path reads as unset there. Knows no LLVM.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from gloamc.ir.function import Block, Branch, Function, Register, Return


@dataclass(slots=True)
class Graph:
    """Blocks by their position in reverse postorder; blocks[0] is the entry."""

    blocks: list[Block]
    predecessors: list[list[int]]
    dominators: list[int]
    """Immediate; the entry's is itself."""
    phis: list[list[Register]]

    @property
    def has_loop(self) -> bool:
        """Whether some edge goes backwards in the order."""
        return any(
            sources and max(sources) >= index for index, sources in enumerate(self.predecessors)
        )


def analyse(function: Function) -> Graph:
    blocks = _reverse_postorder(function.blocks[0])
    position = {block: index for index, block in enumerate(blocks)}
    predecessors: list[list[int]] = [[] for _ in blocks]
    for index, block in enumerate(blocks):
        for successor in dict.fromkeys(block.successors()):
            predecessors[position[successor]].append(index)
    dominators = _immediate_dominators(predecessors)
    phis: list[list[Register]] = [[] for _ in blocks]
    _place_phis(blocks, predecessors, dominators, phis)
    return Graph(blocks, predecessors, dominators, phis)


def _reverse_postorder(entry: Block) -> list[Block]:
    """Iterative: functions may be thousands of blocks deep."""
    order: list[Block] = []
    seen = {entry}
    stack: list[tuple[Block, Iterator[Block]]] = [(entry, iter(entry.successors()))]
    while stack:
        block, successors = stack[-1]
        for successor in successors:
            if successor not in seen:
                seen.add(successor)
                stack.append((successor, iter(successor.successors())))
                break
        else:
            order.append(block)
            stack.pop()
    order.reverse()
    return order


def _immediate_dominators(predecessors: list[list[int]]) -> list[int]:
    """Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm"."""
    dominators = [0] + [-1] * (len(predecessors) - 1)
    changed = True
    while changed:
        changed = False
        for block in range(1, len(predecessors)):
            known = [source for source in predecessors[block] if dominators[source] >= 0]
            best = _meet(dominators, known)
            if dominators[block] != best:
                dominators[block] = best
                changed = True
    return dominators


def _meet(dominators: list[int], blocks: list[int]) -> int:
    """The nearest block that dominates all of them.

    Each step replaces the latest one by its dominator, which may be there already: a block that
    thousands of others lead to costs one walk, not thousands.
    """
    waiting = set(blocks)
    heap = [-block for block in waiting]
    heapify(heap)
    while len(heap) > 1:
        above = dominators[-heappop(heap)]
        if above not in waiting:
            waiting.add(above)
            heappush(heap, -above)
    return -heap[0]


def _place_phis(
    blocks: list[Block],
    predecessors: list[list[int]],
    dominators: list[int],
    phis: list[list[Register]],
) -> None:
    joins = [index for index, sources in enumerate(predecessors) if len(sources) > 1]
    if not joins:
        return
    is_join = set(joins)
    frontiers: list[list[int]] = [[] for _ in blocks]
    for block in joins:
        for predecessor in predecessors[block]:
            runner = predecessor
            while runner != dominators[block] and block not in frontiers[runner][-1:]:
                frontiers[runner].append(block)
                runner = dominators[runner]
    assigned, read = _mentions(blocks)
    for register, assigning in assigned.items():
        live = _live_at_entry(assigning, read.get(register, []), predecessors)
        work = list(assigning)
        if 0 in live:
            work.append(0)
        if len(work) < 2 and live.isdisjoint(is_join):
            continue
        has_phi: set[int] = set()
        while work:
            for block in frontiers[work.pop()]:
                if block not in has_phi and block in live:
                    has_phi.add(block)
                    phis[block].append(register)
                    work.append(block)


def _mentions(
    blocks: list[Block],
) -> tuple[dict[Register, dict[int, None]], dict[Register, list[int]]]:
    """By register, the blocks that assign it, and those that read what it holds at their start."""
    assigned: dict[Register, dict[int, None]] = {}
    read: dict[Register, list[int]] = {}
    for index, block in enumerate(blocks):
        own: set[Register] = set()
        exposed: dict[Register, None] = {}
        for op in block.ops:
            for value in op.arguments:
                if isinstance(value, Register) and value not in own:
                    exposed[value] = None
            if op.dest is not None:
                own.add(op.dest)
                assigned.setdefault(op.dest, {})[index] = None
        match block.terminator:
            case Branch(condition=Register() as value) | Return(value=Register() as value):
                if value not in own:
                    exposed[value] = None
            case _:
                pass
        for value in exposed:
            read.setdefault(value, []).append(index)
    return assigned, read


def _live_at_entry(
    assigning: dict[int, None], reading: list[int], predecessors: list[list[int]]
) -> set[int]:
    """The blocks at whose start a register still matters."""
    live: set[int] = set()
    work = list(reading)
    while work:
        block = work.pop()
        if block not in live:
            live.add(block)
            work += [source for source in predecessors[block] if source not in assigning]
    return live
