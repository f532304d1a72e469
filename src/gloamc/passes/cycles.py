"""Tells the back end which classes the collector has to know.

Before: stage COUNTED. After: `is_cyclic` of each layout is set; layouts without it have no trace
and no finalise function. A program without such a layout has no collector. Trace functions run
while counts mean something else, so they must not touch any.
"""

from __future__ import annotations

from gloamc.analysis.cycles import cyclic_classes
from gloamc.ir.function import Program

_COUNTING = frozenset(["retain", "release"])


def run_program(program: Program) -> None:
    found = cyclic_classes(program)
    for layout in program.layouts.values():
        layout.is_cyclic = layout.name in found
        if not layout.is_cyclic:
            layout.trace = layout.finalise = ""
        elif layout.trace:
            hook = program.functions[layout.trace]
            ops = [op.name for block in hook.blocks for op in block.ops]
            assert not _COUNTING.intersection(ops), f"{layout.trace} counts references"
