"""Which functions never fail: their callers need no Check.

Before: stage ASSIGNED, every function counts as raising. After: `Function.can_raise` is False for
each function from which no exception can escape: nothing in it raises outside a handler, its
callees included. The least fixpoint over the call graph: recursion alone raises nothing.

Invariant: a function that keeps `can_raise` may or may not fail; one that lost it never does.
"""

from __future__ import annotations

from gloamc.analysis.raising import implementations
from gloamc.ir.function import Function, Program, Raise


def run_program(program: Program) -> None:
    slots: dict[str, list[str]] = {}
    callers: dict[str, list[str]] = {name: [] for name in program.functions}
    work: list[str] = []
    raising: set[str] = set()

    def mark(name: str) -> None:
        if name not in raising:
            raising.add(name)
            work.append(name)

    for name, fn in program.functions.items():
        if _raises_itself(fn):
            mark(name)
            continue
        for slot in _escaping_calls(fn, "call_virtual"):
            if slot not in slots:
                slots[slot] = implementations(program, slot)
            for callee in slots[slot]:
                callers.setdefault(callee, []).append(name)
        for callee in _escaping_calls(fn, "call"):
            callers.setdefault(callee, []).append(name)
    for callee in callers:
        if callee not in program.functions:
            mark(callee)
    while work:
        for caller in callers[work.pop()]:
            mark(caller)
    for name, fn in program.functions.items():
        fn.can_raise = name in raising


def _raises_itself(fn: Function) -> bool:
    """Something other than a call raises where no handler catches it; a declaration may raise."""
    if not fn.blocks:
        return fn.can_raise
    for block in fn.blocks:
        if block.handler is not None:
            continue
        if isinstance(block.terminator, Raise):
            return True
        for op in block.ops:
            if op.can_raise and op.spec.attribute not in ("function", "method"):
                return True
    return False


def _escaping_calls(fn: Function, kind: str) -> set[str]:
    return {
        op.attribute
        for block in fn.blocks
        if block.handler is None
        for op in block.ops
        if op.name == kind
    }
