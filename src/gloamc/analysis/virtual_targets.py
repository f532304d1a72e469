"""Which functions a virtual call may reach. The world is closed: layouts exist for all classes."""

from __future__ import annotations

from gloamc.ir.function import Op, Program, type_of


class VirtualTargets:
    """A receiver whose static class is known narrows them to that class and its subclasses."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._children: dict[str, list[str]] = {}
        for layout in program.layouts.values():
            self._children.setdefault(layout.base, []).append(layout.name)
        self._known: dict[tuple[str, str], list[str]] = {}

    def of(self, op: Op) -> list[str]:
        """The implementations that a `call_virtual` may reach, each once."""
        receiver = type_of(op.arguments[0]).class_name
        key = (receiver if receiver in self._program.layouts else "", op.attribute)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._implementations(*key)
        return known

    def _implementations(self, receiver: str, slot: str) -> list[str]:
        """Of the receiver's class and below; of every class if the receiver's is not known."""
        found: dict[str, None] = {}
        work = [receiver] if receiver else list(self._program.layouts)
        while work:
            name = work.pop()
            symbol = self._program.layouts[name].methods.get(slot)
            if symbol is not None:
                found[symbol] = None
            if receiver:
                work += self._children.get(name, [])
        return list(found)
