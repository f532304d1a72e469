"""Which fields and globals a call may change, over the closed world.

A place here is a field (of any object that has it) or a global that holds references. It changes
where something is stored that replaces an object, or moved out: the first store into a field of a
new object replaces nothing.

What runs where an object dies (destructors, and the `finally` blocks of dropped generators that
they run), and what ops do behind the scenes, is known apart as `drops`: a release may be anywhere,
so every call may do that too.

Invariant: between two moments of a function's run, a place that none of the ops and calls between
them may change, and no drop, holds the same object.
"""

from __future__ import annotations

from typing import Final

from gloamc.analysis.call_graph import components
from gloamc.analysis.lookups import Lookups
from gloamc.analysis.virtual_targets import VirtualTargets
from gloamc.ir.function import Function, Op, Program, type_of
from gloamc.primitives.runtime import EXTERNAL_ROOTS, ROOTS, RUNTIME_FUNCTIONS

EVERYTHING: Final = -1
"""All bits: what is not known changes every place."""
_STORES = frozenset(["set_field", "set_global"])


class Effects:
    """Sets of places are ints: bit n is the n-th place met."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.lookups = Lookups(program)
        self._bits: dict[str, int] = {}
        self._targets = VirtualTargets(program)
        self._changes: dict[str, int] = {}
        self._destructors = {layout.destroy for layout in program.layouts.values()}
        own: dict[str, int] = {}
        graph: dict[str, list[str]] = {}
        for name, fn in program.functions.items():
            own[name], graph[name] = self._survey(fn)
        for component in components(graph):
            total = 0
            for name in component:
                total |= own[name]
                for callee in graph[name]:
                    total |= self._changes.get(callee, 0)
            for name in component:
                self._changes[name] = total
        self.drops = 0
        """What may change anywhere."""
        for layout in program.layouts.values():
            self.drops |= self._changes.get(layout.destroy, 0)
        for names in (ROOTS, EXTERNAL_ROOTS, *RUNTIME_FUNCTIONS.values()):
            for name in names:
                self.drops |= self._changes.get(name, 0)

    def place(self, op: Op) -> int:
        """The place that a load reads; 0 if nothing ever changes it."""
        return self._bits.get(op.attribute, 0)

    def changed_by(self, op: Op) -> int:
        """What the op itself may change, apart from `drops`."""
        if op.name in _STORES or op.name == "take_field":
            return self._bits.get(op.attribute, 0)
        changes = 0
        for callee in self._callees(op):
            changes |= self._changes.get(callee, EVERYTHING)
        return changes

    def _survey(self, fn: Function) -> tuple[int, list[str]]:
        changes = 0 if fn.blocks else EVERYTHING
        callees: dict[str, None] = {}
        for block in fn.blocks:
            for op in block.ops:
                if op.name in _STORES:
                    if type_of(op.arguments[-1]).is_counted:
                        changes |= self._bit(op.attribute)
                elif op.name == "take_field":
                    # A destructor empties an object that nobody can see any more.
                    if type_of(op).is_counted and fn.name not in self._destructors:
                        changes |= self._bit(op.attribute)
                else:
                    callees.update(dict.fromkeys(self._callees(op)))
        return changes, [name for name in callees if name in self._program.functions]

    def _bit(self, place: str) -> int:
        bit = self._bits.get(place)
        if bit is None:
            bit = self._bits[place] = 1 << len(self._bits)
        return bit

    def _callees(self, op: Op) -> list[str]:
        if op.name == "call":
            return [op.attribute]
        if op.name == "machine":
            name = op.attribute.partition(":")[0]
            return [name] if name in self._program.functions else []
        if op.name != "call_virtual":
            return []
        return self._targets.of(op)
