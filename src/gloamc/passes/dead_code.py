"""Operations whose result nobody reads are gone, and assignments to registers nobody reads.

Before, after: stages EXCEPTIONS_LOWERED to COROUTINES_LOWERED: before reference counts, which are
reads. Only ops that the table calls pure or reading, and that cannot raise, may go.

Invariant: everything that writes, calls or raises still happens, in the same order.
"""

from __future__ import annotations

from gloamc.analysis.cfg import terminator_values
from gloamc.ir.function import Constant, Function, Op, Program, Register, Value
from gloamc.ir.ops import OPS, Effect

_REMOVABLE = frozenset(
    name for name, spec in OPS.items() if spec.effect in (Effect.PURE, Effect.READ) and spec.result
)


def run(fn: Function, program: Program) -> None:
    del program
    reads, writers = _count_reads(fn)
    dead: set[Op] = set()
    work = [op for block in fn.blocks for op in block.ops if _is_dead(op, reads)]
    while work:
        op = work.pop()
        if op in dead:
            continue
        dead.add(op)
        for value in op.arguments:
            if isinstance(value, Constant):
                continue
            reads[value] -= 1
            if reads[value] == 0:
                made_by = [value] if isinstance(value, Op) else writers.get(value, [])
                work += [op for op in made_by if _is_dead(op, reads)]
    if dead:
        for block in fn.blocks:
            block.ops = [op for op in block.ops if op not in dead]


def _count_reads(fn: Function) -> tuple[dict[Register | Op, int], dict[Register, list[Op]]]:
    """How often each register and result is read, and the assignments to each register."""
    reads: dict[Register | Op, int] = {}
    writers: dict[Register, list[Op]] = {}

    def count(values: list[Value] | tuple[Value, ...]) -> None:
        for value in values:
            if not isinstance(value, Constant):
                reads[value] = reads.get(value, 0) + 1

    for block in fn.blocks:
        for op in block.ops:
            count(op.arguments)
            if op.dest is not None:
                writers.setdefault(op.dest, []).append(op)
        count(terminator_values(block.terminator))
    return reads, writers


def _is_dead(op: Op, reads: dict[Register | Op, int]) -> bool:
    if op.dest is not None:
        return not reads.get(op.dest)
    return op.name in _REMOVABLE and not reads.get(op) and not op.can_raise
