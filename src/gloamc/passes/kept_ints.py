"""Operations on places declared float, where an int may be in one (gloam.runtime.kept_int).

Before, after: stage ASSIGNED. irbuild calls a function of kept_int for each of them. Whole-program
analysis (analysis/kept_ints) says which operands may be ints:
- none of them: the call becomes the plain float operation;
- some: the plain operation is done first, and the function is called only if that came to a NaN,
  which an int always gives.

    total + x        sum = float.add total, x
              =>     if float.ordered sum, sum: result = sum
                     else:                      result = call kept_int.add(total, x)

Invariant: each value is the one that the functions would have given.
"""

from __future__ import annotations

from gloamc.analysis.kept_ints import KeptInts, kept_function
from gloamc.ir.function import (
    Block,
    Branch,
    Constant,
    Function,
    Goto,
    Op,
    Program,
    Register,
    Value,
    type_of,
)
from gloamc.ir.types import BOOL, FLOAT
from gloamc.primitives.kept_ints import KEPT_FUNCTIONS, PREFIX, Fast, KeptFunction


def run_program(program: Program) -> None:
    users = [
        fn
        for name, fn in program.functions.items()
        if not name.startswith(PREFIX) and _calls_any(fn)
    ]
    if not users:
        return
    found = KeptInts(program)
    for fn in users:
        _Expansion(fn, found).run()


def _calls_any(fn: Function) -> bool:
    return any(kept_function(op) is not None for block in fn.blocks for op in block.ops)


class _Expansion:
    def __init__(self, fn: Function, found: KeptInts) -> None:
        self.fn = fn
        self.found = found
        self.blocks: list[Block] = []

    def run(self) -> None:
        for block in self.fn.blocks:
            self.blocks.append(block)
            self._block(block)
        self.fn.blocks = self.blocks

    def _block(self, block: Block) -> None:
        at = block
        ops, end, at.ops = block.ops, block.terminator, []
        for op in ops:
            name = kept_function(op)
            if name is None:
                at.ops.append(op)
                continue
            kept = KEPT_FUNCTIONS[name]
            unsure = [v for v in op.arguments if self.found.may_be(v)]
            if not unsure:
                _make_plain(op, kept)
                at.ops.append(op)
            elif kept.fast is Fast.NONE:
                at.ops.append(op)
            else:
                at = self._expand(at, op, kept, unsure)
        at.terminator = end

    def _expand(self, block: Block, op: Op, kept: KeptFunction, unsure: list[Value]) -> Block:
        """The op after the fast way and the slow way; gives the block behind both."""
        result = Register(f"${kept.plain}", type_of(op))
        line, handler = op.line, block.handler
        done = Block("known", handler=handler)
        plain = Op(kept.plain, list(op.arguments), op.type, "", line)
        fast = block
        if kept.fast is Fast.OPERANDS:
            fast = Block("real", handler=handler)
            test = Op("float.ordered", [unsure[0], unsure[-1]], BOOL, "", line)
            block.ops.append(test)
        fast.ops += [plain, Op("assign", [plain], None, "", line, result)]
        if kept.fast is Fast.RESULT:
            test = Op("float.ordered", [plain, plain], BOOL, "", line)
            fast.ops.append(test)
        call = Op("call", list(op.arguments), op.type, op.attribute, line)
        slow = Block("kept", [call, Op("assign", [call], None, "", line, result)], Goto(done, line))
        slow.handler = handler
        block.terminator = Branch(test, done if fast is block else fast, slow, line)
        if fast is not block:
            fast.terminator = Goto(done, line)
            self.blocks.append(fast)
        self.blocks += [slow, done]
        op.name, op.arguments, op.attribute = "copy", [result], ""
        done.ops.append(op)
        return done


def _make_plain(op: Op, kept: KeptFunction) -> None:
    if kept.plain:
        op.name, op.attribute = kept.plain, ""
    elif kept.is_int:
        number = op.arguments[0]
        if isinstance(number, Constant) and _is_exact(number):
            assert isinstance(number.value, int)
            op.name, op.arguments, op.attribute = "copy", [Constant(FLOAT, float(number.value))], ""
        else:
            op.arguments, op.attribute = [number], kept.function
    elif kept.function:
        op.attribute = kept.function


def _is_exact(number: Constant) -> bool:
    return isinstance(number.value, int) and abs(number.value) <= 1 << 53
