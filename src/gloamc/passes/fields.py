"""Fields that are always assigned need no test, and their first value replaces nothing.

Before, after: stage ASSIGNED, behind copies. Program-wide, with analysis/fresh_objects:
- the test for unset behind a load of a field that nobody can see unset is decided;
- a `set_field` that gives a field its first value becomes `init_field`, which releases nothing;
- a field that is never set otherwise is marked final: what it holds lives as long as its object,
  so that the refcount pass need not retain what it loads from there.

Invariant: a program that raises AttributeError for an unset attribute still does.
"""

from __future__ import annotations

from gloamc.analysis.fresh_objects import FreshObjects
from gloamc.ir.function import Branch, Goto, Op, Program


def run_program(program: Program) -> None:
    fresh = FreshObjects(program)
    for fn in program.functions.values():
        for block in fn.blocks:
            for op in block.ops:
                if op in fresh.first:
                    op.name = "init_field"
            end = block.terminator
            if isinstance(end, Branch) and _is_decided(end, fresh):
                block.terminator = Goto(end.otherwise, end.line)
    _mark_final(program)


def _is_decided(end: Branch, fresh: FreshObjects) -> bool:
    test = end.condition
    if not isinstance(test, Op) or test.name != "is_unset":
        return False
    (load,) = test.arguments
    return (
        isinstance(load, Op) and load.name == "get_field" and not fresh.is_optional(load.attribute)
    )


def _mark_final(program: Program) -> None:
    written = {
        op.attribute
        for fn in program.functions.values()
        for block in fn.blocks
        for op in block.ops
        if op.name in ("set_field", "take_field")
    }
    for layout in program.layouts.values():
        for item in layout.fields:
            item.is_final = f"{layout.name}.{item.name}" not in written
