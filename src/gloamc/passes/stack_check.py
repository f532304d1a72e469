"""Stack overflow is RecursionError: recursive functions compare the stack with its limit at entry.

Before, after: stage ASSIGNED. Functions in a recursive component of the call graph (virtual calls
reach every implementation) start with the test; all others have a stack depth known in advance.
What gloam.runtime.raising.raise_recursion_error itself can call gets no test: it runs on the
reserve. The test's call has no line, so the callee leaves no traceback entry, as in CPython.

Invariant: every cycle of calls contains a test, except through raising the error itself.
"""

from __future__ import annotations

from gloamc.analysis.call_graph import call_graph, reachable, recursive_functions
from gloamc.ir.function import Block, Branch, Function, Op, Program, Unreachable
from gloamc.ir.types import BOOL, NONE

DEATH_IS_TOLD = "gloam.runtime.weak.Anchor.target_dies"
STACK_EXHAUSTED = "stack_exhausted"
"""The intrinsic."""
RAISE_RECURSION = "gloam.runtime.raising.raise_recursion_error"


def run_program(program: Program) -> None:
    if RAISE_RECURSION not in program.functions:
        return
    graph = call_graph(program)
    exempt = reachable(graph, [RAISE_RECURSION])
    recursive = recursive_functions(graph) | _called_at_death(program)
    for name, fn in program.functions.items():
        if fn.blocks and name in recursive and name not in exempt:
            _insert(fn)


def _called_at_death(program: Program) -> set[str]:
    """What `__del__` and what hears of a death drop may have these too: no edge of the call graph
    says so."""
    return {DEATH_IS_TOLD} | {
        op.attribute
        for layout in program.layouts.values()
        if layout.finalise in program.functions
        for block in program.functions[layout.finalise].blocks
        for op in block.ops
        if op.name == "call"
    }


def _insert(fn: Function) -> None:
    start = fn.blocks[0]
    test = Op("machine", [], BOOL, STACK_EXHAUSTED)
    failure = Block("exhausted", [Op("call", [], NONE, RAISE_RECURSION)], Unreachable())
    entry = Block("entry", [test], Branch(test, failure, start))
    fn.blocks = [entry, *fn.blocks, failure]
