"""A virtual call with one possible implementation becomes a direct call.

Before, after: stage BUILT or ASSIGNED. The world is closed: a slot's implementations are those in
the layouts, and layouts exist only for classes with instances. A receiver whose static class is
known narrows them to that class and its subclasses.

Invariant: each call reaches the function that the slot would have given.
"""

from __future__ import annotations

from gloamc.analysis.virtual_targets import VirtualTargets
from gloamc.ir.function import Program


def run_program(program: Program) -> None:
    targets = VirtualTargets(program)
    for fn in program.functions.values():
        for block in fn.blocks:
            for op in block.ops:
                if op.name == "call_virtual":
                    found = targets.of(op)
                    if len(found) == 1 and found[0] in program.functions:
                        op.name = "call"
                        op.attribute = found[0]
