"""Exceptions become error values and explicit edges.

Before: an op that may raise goes to its block's handler, or ends the function if there is none.
After: each such op ends its block with a Check; `handler` is None everywhere, Raise is gone, and
functions fail through Fail. Each edge where a function has a traceback name passes an
`add_traceback` with the line of the op, shared by all edges of one line to one handler. A Raise or
op without a line leaves no entry: that is how a re-raise (CPython's RERAISE) is written.

Invariant: the order of ops and the values they see are unchanged.
"""

from __future__ import annotations

from gloamc.analysis.raising import Raising
from gloamc.ir.function import Block, Check, Fail, Function, Goto, Op, Program, Raise


def run_program(program: Program) -> None:
    raising = Raising(program)
    for fn in program.functions.values():
        if fn.blocks:
            _Lowering(fn, raising).run()


def run(fn: Function, program: Program) -> None:
    _Lowering(fn, Raising(program)).run()


class _Lowering:
    def __init__(self, fn: Function, raising: Raising) -> None:
        self.fn = fn
        self.raising = raising
        self.error_blocks: dict[tuple[Block | None, int], Block] = {}

    def run(self) -> None:
        blocks: list[Block] = []
        for block in self.fn.blocks:
            blocks += self.split(block)
        for block in blocks:
            block.handler = None
        self.fn.blocks = [*blocks, *self.error_blocks.values()]

    def split(self, block: Block) -> list[Block]:
        """Cut the block behind each op that may raise."""
        handler, ops, end = block.handler, block.ops, block.terminator
        parts = [block]
        start = 0
        for index, op in enumerate(ops):
            if not self.raising.may_raise(op):
                continue
            rest = Block(block.name)
            parts[-1].ops = ops[start : index + 1]
            parts[-1].terminator = Check(op, rest, self.error(handler, op.line), op.line)
            parts.append(rest)
            start = index + 1
        last = parts[-1]
        last.ops = ops[start:]
        last.terminator = end
        if isinstance(end, Raise):
            last.terminator = self.raise_to(handler, end.line)
        return parts

    def raise_to(self, handler: Block | None, line: int) -> Goto | Fail:
        if handler is None and not self.leaves_entry(line):
            return Fail(line)
        return Goto(self.error(handler, line), line)

    def leaves_entry(self, line: int) -> bool:
        return bool(self.fn.traceback_name) and line > 0

    def error(self, handler: Block | None, line: int) -> Block:
        """The block that an exception of this line goes to on its way to the handler."""
        if not self.leaves_entry(line):
            line = 0
            if handler is not None:
                return handler
        block = self.error_blocks.get((handler, line))
        if block is None:
            block = self.error_blocks[handler, line] = Block(f"error{line or ''}")
            if line:
                text = f"{self.fn.path}:{line}:{self.fn.traceback_name}"
                block.ops.append(Op("add_traceback", [], attribute=text, line=line))
            block.terminator = Fail(line) if handler is None else Goto(handler, line)
        return block
