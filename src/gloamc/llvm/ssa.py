"""Where mutable registers need phis: pruned SSA by dominance frontiers.

Before: a function whose Registers are assigned any number of times. After, as data, nothing in the
function is changed: the reachable blocks in reverse postorder, their predecessor edges, each
block's immediate dominator, and the registers that need a phi at its start. A register that is not
assigned on some path reads as unset there. Knows no LLVM.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
            best = -1
            for predecessor in predecessors[block]:
                if dominators[predecessor] < 0:
                    continue
                if best < 0:
                    best = predecessor
                    continue
                other = predecessor
                while best != other:
                    if best > other:
                        best = dominators[best]
                    else:
                        other = dominators[other]
            if dominators[block] != best:
                dominators[block] = best
                changed = True
    return dominators


def _place_phis(
    blocks: list[Block],
    predecessors: list[list[int]],
    dominators: list[int],
    phis: list[list[Register]],
) -> None:
    joins = [index for index, sources in enumerate(predecessors) if len(sources) > 1]
    if not joins:
        return
    registers, assigned, live = _live_at_entry(blocks, predecessors)
    frontiers: list[list[int]] = [[] for _ in blocks]
    for block in joins:
        for predecessor in predecessors[block]:
            runner = predecessor
            while runner != dominators[block]:
                frontiers[runner].append(block)
                runner = dominators[runner]
    for number, register in enumerate(registers):
        work = list(assigned[number])
        if live[0] >> number & 1:
            work.append(0)
        if len(work) < 2 and not any(live[block] >> number & 1 for block in joins):
            continue
        has_phi: set[int] = set()
        while work:
            for block in frontiers[work.pop()]:
                if block not in has_phi and live[block] >> number & 1:
                    has_phi.add(block)
                    phis[block].append(register)
                    work.append(block)


def _live_at_entry(
    blocks: list[Block], predecessors: list[list[int]]
) -> tuple[list[Register], list[list[int]], list[int]]:
    """Assigned registers, the blocks that assign each, and per block the set of registers (bit n:
    registers[n]) whose value at its start is used."""
    numbers: dict[Register, int] = {}
    assigned: list[list[int]] = []
    kills = [0] * len(blocks)
    for index, block in enumerate(blocks):
        for op in block.ops:
            if op.dest is not None:
                number = numbers.setdefault(op.dest, len(numbers))
                if number == len(assigned):
                    assigned.append([])
                if not kills[index] >> number & 1:
                    kills[index] |= 1 << number
                    assigned[number].append(index)
    live = [_upward_exposed(block, numbers) for block in blocks]
    work = list(range(len(blocks)))
    while work:
        target = work.pop()
        for source in predecessors[target]:
            more = live[source] | (live[target] & ~kills[source])
            if more != live[source]:
                live[source] = more
                work.append(source)
    return list(numbers), assigned, live


def _upward_exposed(block: Block, numbers: dict[Register, int]) -> int:
    exposed = killed = 0
    for op in block.ops:
        for value in op.arguments:
            if isinstance(value, Register) and value in numbers:
                exposed |= (1 << numbers[value]) & ~killed
        if op.dest is not None:
            killed |= 1 << numbers[op.dest]
    match block.terminator:
        case Branch(condition=Register() as value) | Return(value=Register() as value):
            if value in numbers:
                exposed |= (1 << numbers[value]) & ~killed
        case _:
            pass
    return exposed
