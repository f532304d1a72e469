"""Which classes may have objects in a reference cycle, over the closed world.

A class refers to another if a field, or a block that its `__trace__` shows, may hold one of its
objects. The classes in question are those that can reach themselves. An object of any other class
is in no cycle: it dies when its count says so, and the collector need not look at it. Only classes
with `__del__` are known to it all the same: at the program's end it runs what has not run.
"""

from __future__ import annotations

from gloamc.analysis.call_graph import components
from gloamc.ir.function import Layout, Program
from gloamc.ir.types import IRType, Kind
from gloamc.primitives.runtime import FINALISE, VISIT_REFERENCES, VISIT_WORDS

HARMLESS = ("builtins.tuple", "builtins.BaseException")
"""No cycle consists of these alone: a tuple holds what was there before it, and the runtime never
makes an exception the context of itself. (A program that gives an exception itself as its cause
leaks it, unless it has other classes that can be in a cycle.)"""


def cyclic_classes(program: Program) -> set[str]:
    """The classes whose objects the collector has to know."""
    world = _World(program)
    found = {la.name for la in program.layouts.values() if la.finalise.endswith(FINALISE)}
    for component in components(world.edges):
        first = component[0]
        if len(component) > 1 or first in world.edges[first]:
            if not all(world.is_harmless(name) for name in component):
                found.update(component)
    return found


class _World:
    def __init__(self, program: Program) -> None:
        self._program = program
        self._made = {la.name: la for la in program.layouts.values() if la.destroy}
        self._below: dict[str, list[str]] = {}
        for name in self._made:
            for ancestor in self._line(name):
                self._below.setdefault(ancestor, []).append(name)
        self.edges = {name: self._references(layout) for name, layout in self._made.items()}

    def is_harmless(self, name: str) -> bool:
        """Whether the class is one of HARMLESS, or adds no reference to one."""
        for ancestor in self._line(name):
            if ancestor in HARMLESS:
                return True
            if any(field.type.is_counted for field in self._program.layouts[ancestor].fields):
                return False
        return False

    def _line(self, name: str) -> list[str]:
        """The class and its bases, nearest first."""
        line = []
        while name in self._program.layouts:
            line.append(name)
            name = self._program.layouts[name].base
        return line

    def _references(self, layout: Layout) -> list[str]:
        """Classes that objects of exactly this class may hold."""
        if self._shows_anything(layout):
            return list(self._made)
        found: dict[str, None] = {}
        for name in self._line(layout.name):
            for field in self._program.layouts[name].fields:
                if field.type.is_counted:
                    found.update(dict.fromkeys(self._held_by(field.type)))
        return list(found)

    def _held_by(self, type_: IRType) -> list[str]:
        if type_.kind is Kind.INT:
            return self._below.get("builtins.int", [])
        if type_.kind is Kind.REF and type_.class_name in self._program.layouts:
            return self._below.get(type_.class_name, [])
        return list(self._made)

    def _shows_anything(self, layout: Layout) -> bool:
        hook = self._program.functions.get(layout.trace)
        return hook is not None and any(
            op.name == "call" and op.attribute in (VISIT_REFERENCES, VISIT_WORDS)
            for block in hook.blocks
            for op in block.ops
        )
