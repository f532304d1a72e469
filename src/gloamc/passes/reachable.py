"""Keeps what the program can reach: functions, virtual slots, branches on possible classes.

Before, after: any stage before EXCEPTIONS_LOWERED, which it keeps. One optimistic walk from the
entry. A class counts as made only once a reached op makes it, and as wide only once an object of it
goes to a place of another static type: a base class, an object, an item of a container. A place of
static type T then holds objects of exactly T, or of wide classes below it. So `isinstance` against
what a place can't hold is false and what stands behind it is never reached, and a virtual call
reaches the implementations of the receiver's own class and of wide ones. Layouts stay (offsets and
numbering need them), but without destructor and methods that nothing can reach.

Invariant: each path that can run runs the same ops in the same order.
"""

from __future__ import annotations

from collections.abc import Callable

from gloamc.analysis.raising import implementations
from gloamc.ir.function import (
    Block,
    Branch,
    Constant,
    Function,
    Goto,
    Op,
    Program,
    Return,
    Static,
    Unreachable,
    Value,
    type_of,
)
from gloamc.ir.types import BOOL, OBJ, IRType, Kind
from gloamc.primitives.runtime import EXTERNAL_ROOTS, ROOTS, RUNTIME_FUNCTIONS

ALWAYS_MADE = (
    "builtins.object", "builtins.int", "builtins.bool", "builtins.str", "builtins.NoneType",
)  # fmt: skip
"""Small ints, True, None and literals exist without an op that makes them."""
NONE_CLASS = "builtins.NoneType"
_CLASS_OF_KIND = {
    Kind.INT: ("builtins.int", "builtins.bool"),  # an int may be the object True
    Kind.BOOL: ("builtins.bool",),
    Kind.FLOAT: ("builtins.float",),
    Kind.NONE: (NONE_CLASS,),
}
_CLASS_OF_LITERAL = {
    int: "builtins.int",
    bool: "builtins.bool",
    float: "builtins.float",
    str: "builtins.str",
    bytes: "builtins.bytes",
}


def run_program(program: Program) -> None:
    if program.entry not in program.functions:
        return
    world = _World(program)
    world.walk()
    world.sweep()


class _World:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.functions: set[str] = set()
        self.results: dict[Block, IRType] = {}
        """The blocks that are reached, with what their functions return."""
        self.places: dict[str, IRType] = {g.name: g.type for g in program.globals.values()}
        for layout in program.layouts.values():
            self.places.update({f"{layout.name}.{f.name}": f.type for f in layout.fields})
        self.slot_functions: dict[str, list[str]] = {}
        self.made: set[str] = set()
        self.wide: set[str] = set()
        self.held: set[str] = set()
        """Classes that are wide, or above one that is: what places of other types hold."""
        self.slots: set[str] = set()
        self.exact: set[tuple[str, str]] = set()
        """Slots called on a receiver of a static class."""
        self.called: dict[str, set[str]] = {}
        """By class, the slots that its objects may be asked for."""
        self.work: list[Callable[[], None]] = []
        self.waiting: dict[str, list[Callable[[], None]]] = {}
        """What to do once places of other types may hold a class."""

    # The walk.

    def walk(self) -> None:
        for name in ALWAYS_MADE:
            self.make(name)
        self.widen(NONE_CLASS)
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
            self.reach_block(fn.blocks[0], fn.result)

    def reach_block(self, block: Block, result: IRType) -> None:
        """`result` is what the block's function returns."""
        if block not in self.results:
            self.results[block] = result
            self.work.append(lambda: self.scan(block))

    def make(self, name: str) -> None:
        """There are objects of exactly this class."""
        if name in self.made or name not in self.program.layouts:
            return
        self.made.add(name)
        layout = self.program.layouts[name]
        for hook in (layout.destroy, layout.trace, layout.finalise):
            self.reach(hook)
        for slot, receiver in list(self.exact):
            if receiver == name:
                self.ask(name, slot)
        if name in self.wide:
            self.meet(name)

    def widen(self, name: str) -> None:
        """Objects of exactly this class go to places of other static types."""
        if name not in self.wide:
            self.wide.add(name)
            if name in self.made:
                self.meet(name)

    def meet(self, name: str) -> None:
        """There are objects of this class, and places of other types hold them."""
        for slot in self.slots & self.program.layouts[name].methods.keys():
            self.ask(name, slot)
        while name and name not in self.held:
            self.held.add(name)
            self.work += self.waiting.pop(name, [])
            name = self.program.layouts[name].base if name in self.program.layouts else ""

    def ask(self, name: str, slot: str) -> None:
        target = self.program.layouts[name].methods.get(slot)
        if target is not None:
            self.called.setdefault(name, set()).add(slot)
            self.reach(target)

    def use_slot(self, slot: str, receiver: IRType) -> None:
        name = receiver.class_name
        if name in self.program.layouts and (slot, name) not in self.exact:
            self.exact.add((slot, name))
            if name in self.made:
                self.ask(name, slot)
        if slot not in self.slots:
            self.slots.add(slot)
            for other in self.wide & self.made:
                self.ask(other, slot)

    # What goes where.

    def flow(self, value: Value, target: IRType | None) -> None:
        """A value goes to a place of a static type; None for one that holds anything."""
        source = type_of(value)
        if target is not None and source == target and source.kind is not Kind.OBJ:
            return
        if isinstance(value, Constant):
            literal = value.value
            if isinstance(literal, Static):
                name: str | None = literal.class_name
            else:
                name = _CLASS_OF_LITERAL.get(type(literal))
            if name is not None:
                self.make(name)
                self.widen(name)
        elif source.kind in _CLASS_OF_KIND:
            for name in _CLASS_OF_KIND[source.kind]:
                self.widen(name)
        elif source.class_name:
            self.widen(source.class_name)

    def flow_call(self, op: Op, names: list[str]) -> None:
        for name in names:
            fn = self.program.functions.get(name)
            if fn is None:
                for value in op.arguments:
                    self.flow(value, None)
                continue
            for value, parameter in zip(op.arguments, fn.parameters, strict=False):
                self.flow(value, parameter.type)
            if op.type is not None and op.type != fn.result:
                self.widen_type(fn.result)

    def widen_type(self, type_: IRType) -> None:
        if type_.class_name:
            self.widen(type_.class_name)
        for name in _CLASS_OF_KIND.get(type_.kind, ()):
            self.widen(name)

    # The walk through a block.

    def scan(self, block: Block) -> None:
        for op in block.ops:
            self.scan_op(op)
        end = block.terminator
        if isinstance(end, Branch | Return):
            self.scan_value(end.condition if isinstance(end, Branch) else end.value)
        if isinstance(end, Return):
            self.flow(end.value, self.results[block])
        if block.handler is not None:
            self.reach_block(block.handler, self.results[block])
        if isinstance(end, Branch):
            test = _class_test(end)
            if test is not None and not self.may_hold(test):
                self.reach_block(end.otherwise, self.results[block])
                then, result = end.then, self.results[block]
                for name in test.attribute.split("|"):
                    self.waiting.setdefault(name, []).append(lambda: self.reach_block(then, result))
                return
        for target in block.successors():
            self.reach_block(target, self.results[block])

    def may_hold(self, test: Op) -> bool:
        """Can an `isinstance` be true?"""
        wanted = test.attribute.split("|")
        operand = type_of(test.arguments[0])
        if operand.kind is Kind.INT:
            return True
        name = operand.class_name
        while name:
            if name in wanted:
                return True
            name = self.program.layouts[name].base if name in self.program.layouts else ""
        return any(name in self.held for name in wanted)

    def scan_op(self, op: Op) -> None:
        for value in op.arguments:
            self.scan_value(value)
        for name in RUNTIME_FUNCTIONS.get(op.name, ()):
            self.reach(name)
        if op.dest is not None:
            self.flow(op.arguments[0], op.dest.type)
            return
        match op.name:
            case "call":
                self.reach(op.attribute)
                self.flow_call(op, [op.attribute])
            case "call_virtual":
                self.use_slot(op.attribute, type_of(op.arguments[0]))
                self.flow_call(op, self.implementations(op.attribute))
            case "new" | "new_local" | "to_heap" | "allocate" | "become":
                self.make(op.attribute)
            case "box" | "copy":
                if type_of(op.arguments[0]).kind is Kind.FLOAT:
                    self.make("builtins.float")
                self.flow(op.arguments[0], op.type)
            case "machine":
                self.reach(op.attribute.partition(":")[0])
                for value in op.arguments:
                    self.flow(value, None)
            case "set_field" | "init_field":
                self.flow(op.arguments[1], self.places.get(op.attribute))
            case "set_global":
                self.flow(op.arguments[0], self.places.get(op.attribute))
            case "get_field" | "take_field" | "get_global":
                declared = self.places.get(op.attribute)
                if declared is not None and declared != op.type:
                    self.widen_type(declared)
            case "ptr.init" | "ptr.store" | "layout.store" | "set_exception":
                self.flow(op.arguments[-1], None)
            case _:
                pass

    def implementations(self, slot: str) -> list[str]:
        known = self.slot_functions.get(slot)
        if known is None:
            known = self.slot_functions[slot] = implementations(self.program, slot)
        return known

    def scan_value(self, value: object) -> None:
        if isinstance(value, Constant) and isinstance(value.value, Static):
            self.make(value.value.class_name)
            for held in value.value.fields:
                self.flow(Constant(OBJ, held), None)
        elif isinstance(value, Constant) and isinstance(value.value, bytes):
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
                asked = self.called.get(layout.name, set())
                layout.methods = {s: f for s, f in layout.methods.items() if s in asked}
            else:
                layout.methods = {}
                layout.destroy = layout.trace = layout.finalise = ""
        self.give_up_empty_slots()

    def clean(self, fn: Function) -> None:
        fn.blocks = [block for block in fn.blocks if block in self.results]
        for block in fn.blocks:
            end = block.terminator
            if isinstance(end, Branch):
                test = _class_test(end)
                if test is not None and not self.may_hold(test):
                    block.terminator = Goto(end.otherwise, end.line)
            for op in block.ops:
                if op.name == "isinstance" and not self.may_hold(op):
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


def _class_test(end: Branch) -> Op | None:
    """The isinstance that a branch asks."""
    asked = end.condition
    return asked if isinstance(asked, Op) and asked.name == "isinstance" else None
