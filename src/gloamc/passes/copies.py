"""Reads of a copy become reads of the original.

Before, after: stages ASSIGNED and EXCEPTIONS_LOWERED. Where `x` surely still equals the `y` that it
was copied from, y is read instead of x. A `copy` op of something that never changes (a result, a
parameter, a constant) is gone. Assignments that nobody reads any more go in dead_code.

Invariant: each read gives the value that it gave before. A register that is deleted or assigned
anew ends its copies, so nothing is read later than it may be.
"""

from __future__ import annotations

from gloamc.analysis.cfg import replace_terminator_value, terminator_values
from gloamc.analysis.copies import Copies
from gloamc.ir.function import (
    Block,
    Branch,
    Function,
    Op,
    Program,
    Register,
    Return,
    Value,
)


def run(fn: Function, program: Program) -> None:
    del program
    drop_copy_ops(fn)
    copies = Copies(fn)
    if copies.copies:
        for block in copies.order:
            _replace(block, copies)


def drop_copy_ops(fn: Function) -> None:
    roots: dict[Op, Value] = {}
    for block in fn.blocks:
        for op in block.ops:
            if op.name == "copy" and _is_fixed(op.arguments[0]):
                roots[op] = op.arguments[0]
    if not roots:
        return
    for block in fn.blocks:
        block.ops = [op for op in block.ops if op not in roots]
        for op in block.ops:
            for index, value in enumerate(op.arguments):
                if isinstance(value, Op) and value in roots:
                    op.arguments[index] = _root(value, roots)
        for value in terminator_values(block.terminator):
            if isinstance(value, Op) and value in roots:
                replace_terminator_value(block.terminator, value, _root(value, roots))


def _is_fixed(value: Value) -> bool:
    return not isinstance(value, Register) or value.is_parameter


def _root(value: Value, roots: dict[Op, Value]) -> Value:
    while isinstance(value, Op) and value in roots:
        value = roots[value]
    return value


def _replace(block: Block, copies: Copies) -> None:
    state = copies.at_start[block]
    into = copies.into
    for op in block.ops:
        if state:
            for index, value in enumerate(op.arguments):
                if isinstance(value, Register) and value in into:
                    op.arguments[index] = copies.source(value, state) or value
        state = copies.step(op, state)
    end = block.terminator
    if isinstance(end, Branch) and isinstance(end.condition, Register):
        end.condition = copies.source(end.condition, state) or end.condition
    elif isinstance(end, Return) and isinstance(end.value, Register):
        end.value = copies.source(end.value, state) or end.value
