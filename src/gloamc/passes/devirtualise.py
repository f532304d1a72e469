"""A virtual call with one possible implementation becomes a direct call.

Before, after: stage BUILT or ASSIGNED. The world is closed: a slot's implementations are those in
the layouts, and layouts exist only for classes with instances. A receiver whose static class is
known narrows them to that class and its subclasses.

Invariant: each call reaches the function that the slot would have given.
"""

from __future__ import annotations

from gloamc.ir.function import Op, Program, type_of


def run_program(program: Program) -> None:
    world = _World(program)
    for fn in program.functions.values():
        for block in fn.blocks:
            for op in block.ops:
                if op.name == "call_virtual":
                    target = world.only_implementation(op)
                    if target is not None:
                        op.name = "call"
                        op.attribute = target


class _World:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.children: dict[str, list[str]] = {}
        for layout in program.layouts.values():
            self.children.setdefault(layout.base, []).append(layout.name)
        self.known: dict[tuple[str, str], str | None] = {}

    def only_implementation(self, op: Op) -> str | None:
        receiver = type_of(op.arguments[0]).class_name
        key = (receiver if receiver in self.program.layouts else "", op.attribute)
        if key not in self.known:
            found = self.implementations(*key)
            only = found.pop() if len(found) == 1 else None
            self.known[key] = only if only in self.program.functions else None
        return self.known[key]

    def implementations(self, receiver: str, slot: str) -> set[str]:
        """Of the receiver's class and below; of every class if the receiver's is not known."""
        result: set[str] = set()
        work = [receiver] if receiver else list(self.program.layouts)
        while work:
            name = work.pop()
            symbol = self.program.layouts[name].methods.get(slot)
            if symbol is not None:
                result.add(symbol)
            if receiver:
                work += self.children.get(name, [])
        return result
