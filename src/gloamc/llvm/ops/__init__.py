"""Operation to LLVM text: one handler per row of gloamc.ir.ops.OPS, by name.

A handler writes the instructions of one op and returns the text of its result, "" for none.
Everything with control flow is a function in support/*.ll.
"""

from __future__ import annotations

from gloamc.llvm.ops import calls, integers, memory, objects, raw, values
from gloamc.llvm.ops.handler import Handler
from gloamc.llvm.ops.machine import MACHINE

HANDLERS: dict[str, Handler] = {
    **values.HANDLERS,
    **integers.HANDLERS,
    **raw.HANDLERS,
    **objects.HANDLERS,
    **memory.HANDLERS,
    **calls.HANDLERS,
    "machine": lambda writer, op: MACHINE[op.attribute](writer, op),
}
