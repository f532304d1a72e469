"""Which operations can fail, given what is known about the functions they call.

Before passes/cannot_raise every function counts as raising.
"""

from __future__ import annotations

from gloamc.ir.function import Op, Program


class Raising:
    """Answers for one program; build it again when a Function.can_raise changed."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._slots: dict[str, bool] = {}

    def may_raise(self, op: Op) -> bool:
        if not op.can_raise:
            return False
        match op.spec.attribute:
            case "function":
                return self._function(op.attribute)
            case "method":
                return self._slot(op.attribute)
            case _:
                return True

    def _function(self, name: str) -> bool:
        fn = self._program.functions.get(name)
        return fn is None or fn.can_raise

    def _slot(self, slot: str) -> bool:
        known = self._slots.get(slot)
        if known is None:
            known = any(self._function(name) for name in implementations(self._program, slot))
            self._slots[slot] = known
        return known


def implementations(program: Program, slot: str) -> list[str]:
    """Symbols behind a virtual slot, each once, in the order of the layouts."""
    found = (layout.methods.get(slot) for layout in program.layouts.values())
    return list(dict.fromkeys(name for name in found if name is not None))
