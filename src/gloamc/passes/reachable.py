"""Keeps what the program can reach: functions, virtual slots, branches on possible classes.

Before, after: any stage before EXCEPTIONS_LOWERED, which it keeps. One optimistic walk from the
entry: a class counts as made only once a reached op makes it, so `isinstance` against classes that
nothing makes is false and what stands behind it is never reached; a virtual call reaches the
implementations of the classes made. Layouts stay (offsets and numbering need them), but without
methods and destructor unless objects of exactly that class are made.

Invariant: each path that can run runs the same ops in the same order.
"""

from __future__ import annotations

from collections.abc import Callable

from gloamc.ir.function import (
    Block,
    Branch,
    Constant,
    Function,
    Goto,
    Op,
    Program,
    Return,
    Unreachable,
    type_of,
)
from gloamc.ir.types import BOOL, Kind
from gloamc.primitives.runtime import EXTERNAL_ROOTS, ROOTS, RUNTIME_FUNCTIONS

ALWAYS_MADE = (
    "builtins.object", "builtins.int", "builtins.bool", "builtins.str", "builtins.NoneType",
)  # fmt: skip
"""Small ints, True, None and literals exist without an op that makes them."""


def run_program(program: Program) -> None:
    if program.entry not in program.functions:
        return
    world = _World(program)
    world.walk()
    world.sweep()


class _World:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.children: dict[str, list[str]] = {}
        for layout in program.layouts.values():
            self.children.setdefault(layout.base, []).append(layout.name)
        self.below: dict[str, list[str]] = {}
        self.functions: set[str] = set()
        self.blocks: set[Block] = set()
        self.made: set[str] = set()
        self.inhabited: set[str] = set()
        """Classes of which, or below which, there are objects."""
        self.slots: set[str] = set()
        self.work: list[Callable[[], None]] = []
        self.waiting: dict[str, list[Callable[[], None]]] = {}
        """What to do once a class is inhabited."""
        self.impossible: set[Op] = set()

    # The walk.

    def walk(self) -> None:
        for name in ALWAYS_MADE:
            self.make(name)
        for name in (self.program.entry, *ROOTS, *EXTERNAL_ROOTS):
            self.reach(name)
        while self.work:
            self.work.pop()()

    def reach(self, name: str) -> None:
        if name in self.functions or name not in self.program.functions:
            return
        self.functions.add(name)
        fn = self.program.functions[name]
        if fn.blocks:
            self.reach_block(fn.blocks[0])

    def reach_block(self, block: Block) -> None:
        if block not in self.blocks:
            self.blocks.add(block)
            self.work.append(lambda: self.scan(block))

    def make(self, name: str) -> None:
        """There are objects of exactly this class."""
        if name in self.made or name not in self.program.layouts:
            return
        self.made.add(name)
        layout = self.program.layouts[name]
        if layout.destroy:
            self.reach(layout.destroy)
        for slot in self.slots & layout.methods.keys():
            self.reach(layout.methods[slot])
        while name and name not in self.inhabited:
            self.inhabited.add(name)
            self.work += self.waiting.pop(name, [])
            name = self.program.layouts[name].base if name in self.program.layouts else ""

    def use_slot(self, slot: str) -> None:
        if slot in self.slots:
            return
        self.slots.add(slot)
        for name in list(self.made):
            target = self.program.layouts[name].methods.get(slot)
            if target is not None:
                self.reach(target)

    def scan(self, block: Block) -> None:
        for op in block.ops:
            self.scan_op(op)
        end = block.terminator
        if isinstance(end, Branch | Return):
            self.scan_value(end.condition if isinstance(end, Branch) else end.value)
        if block.handler is not None:
            self.reach_block(block.handler)
        if isinstance(end, Branch):
            wanted = _wanted(end)
            if wanted and not self.may_hold(wanted):
                self.reach_block(end.otherwise)
                then = end.then
                for name in wanted:
                    self.waiting.setdefault(name, []).append(lambda: self.reach_block(then))
                return
        for target in block.successors():
            self.reach_block(target)

    def may_hold(self, classes: list[str]) -> bool:
        return any(name in self.inhabited for name in classes)

    def scan_op(self, op: Op) -> None:
        for value in op.arguments:
            self.scan_value(value)
        for name in RUNTIME_FUNCTIONS.get(op.name, ()):
            self.reach(name)
        match op.name:
            case "call":
                self.reach(op.attribute)
            case "call_virtual":
                self.use_slot(op.attribute)
            case "new" | "allocate":
                self.make(op.attribute)
            case "box" if type_of(op.arguments[0]).kind is Kind.FLOAT:
                self.make("builtins.float")
            case "machine":
                name = op.attribute.partition(":")[0]
                self.reach(name)
            case _:
                pass

    def scan_value(self, value: object) -> None:
        if isinstance(value, Constant) and isinstance(value.value, bytes):
            self.make("builtins.bytes")
        elif isinstance(value, Constant) and isinstance(value.value, float):
            if value.type.kind is not Kind.FLOAT:
                self.make("builtins.float")

    # The sweep.

    def sweep(self) -> None:
        program = self.program
        for name in [n for n in program.functions if n not in self.functions]:
            del program.functions[name]
        for fn in program.functions.values():
            self.clean(fn)
        for layout in program.layouts.values():
            if layout.name in self.made:
                layout.methods = {s: f for s, f in layout.methods.items() if s in self.slots}
            else:
                layout.methods = {}
                layout.destroy = ""
        self.give_up_empty_slots()

    def clean(self, fn: Function) -> None:
        fn.blocks = [block for block in fn.blocks if block in self.blocks]
        for block in fn.blocks:
            end = block.terminator
            if isinstance(end, Branch):
                wanted = _wanted(end)
                if wanted and not self.may_hold(wanted):
                    block.terminator = Goto(end.otherwise, end.line)
            for op in block.ops:
                if op.name == "isinstance" and not self.may_hold(op.attribute.split("|")):
                    op.name, op.attribute = "copy", ""
                    op.arguments = [Constant(BOOL, False)]

    def give_up_empty_slots(self) -> None:
        """A virtual call that no object can answer never happens."""
        program = self.program
        answered = {slot for layout in program.layouts.values() for slot in layout.methods}
        for fn in program.functions.values():
            for block in fn.blocks:
                for at, op in enumerate(block.ops):
                    if op.name == "call_virtual" and op.attribute not in answered:
                        del block.ops[at:]
                        block.terminator = Unreachable(op.line)
                        break


def _wanted(end: Branch) -> list[str]:
    """The classes that a branch asks for, [] if it asks something else."""
    asked = end.condition
    if isinstance(asked, Op) and asked.name == "isinstance":
        return asked.attribute.split("|")
    return []
