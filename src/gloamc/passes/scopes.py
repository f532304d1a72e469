"""Objects with `__del__` die where CPython lets them: with their variable, not behind its last use.

Before, after: stage EXCEPTIONS_LOWERED. Each return, and each assignment to one, keeps the scoped
registers of its function (see ir.Register) alive; refcount_insert would otherwise release them
behind their last use. Where an exception leaves the function they die early.
"""

from __future__ import annotations

from gloamc.ir.function import UNSET, Constant, Function, Op, Program, Return


def run(fn: Function, program: Program) -> None:
    scoped = [r for r in fn.registers() if r.is_scoped and not r.is_parameter]
    if not scoped:
        return
    for block in fn.blocks:
        if any(op.dest is not None and op.dest.is_scoped for op in block.ops):
            block.ops = [kept for op in block.ops for kept in _with_old_value(op)]
        end = block.terminator
        if isinstance(end, Return):
            block.ops += [Op("keep", [register], line=end.line) for register in scoped]
    entry = fn.blocks[0]
    entry.ops[:0] = [Op("assign", [Constant(r.type, UNSET)], dest=r) for r in scoped]


def _with_old_value(op: Op) -> list[Op]:
    """What an assignment replaces dies behind the making of the new value."""
    if op.dest is None or not op.dest.is_scoped:
        return [op]
    return [Op("keep", [op.dest], line=op.line), op]
