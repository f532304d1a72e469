"""An int that is released right behind an operation on it ends in the operation.

    product = int.mul a, b              product = int.mul{11} a, b
    release a                     =>
    release b

A small int needs no release. The operation tests for small ones anyway, so the tests of the
releases are saved, and objects are released on its slow way.

Before, after: stage COUNTED. The attribute of an int op tells which operands it releases; no op in
front of it reads what it releases afterwards. The counts are the same.
"""

from __future__ import annotations

from gloamc.ir.function import Check, Function, Op, Program
from gloamc.ir.types import INT


def run(fn: Function, program: Program) -> None:
    del program
    for block in fn.blocks:
        checked = block.terminator.value if isinstance(block.terminator, Check) else None
        out: list[Op] = []
        for op in block.ops:
            if op.name == "release" and out and out[-1] is not checked and _end_in(out[-1], op):
                continue
            out.append(op)
        block.ops = out


def _end_in(op: Op, release: Op) -> bool:
    """Let the op release its operand; whether it can."""
    if op.spec.attribute != "ends":
        return False
    (value,) = release.arguments
    ends = list(op.attribute or "0" * len(op.arguments))
    for index, operand in enumerate(op.arguments):
        if operand is value and value.type == INT and ends[index] == "0":
            ends[index] = "1"
            op.attribute = "".join(ends)
            return True
    return False
