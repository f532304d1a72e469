"""Which globals are assigned when? Follows the module initialisers in the order of their imports.

Whole program, before the exceptions pass. From the entry on, each module's initialiser is walked
where its first import calls it, with the set of globals that are surely assigned there and of those
that perhaps are. A function has what was surely assigned at every call that may lead to it. What
only objects of a class can be asked for (methods through a slot, the destructor) has besides what
was surely assigned wherever such an object is made: a slot that an early initialiser calls reaches
nothing of the classes that come later.

The flag `M.$imported` of a module is such a global: it starts False, is only ever set to True, and
tells whether an import still calls the initialiser. What lets go of the globals at the very end
does not count: only destructors run behind it. Functions that the runtime itself calls are taken to
run at any time, and destructors at any time from the first object on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gloamc.analysis.call_graph import CallGraph, call_graph
from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Constant,
    Function,
    Op,
    Program,
    Return,
    Static,
)
from gloamc.primitives.runtime import (
    EXTERNAL_ROOTS,
    RELEASE_GLOBALS,
    ROOTS,
    RUNTIME_FUNCTIONS,
)

ALL = -1
INITIALISER = ".<module>"
ALWAYS_MADE = (
    "builtins.object", "builtins.int", "builtins.bool", "builtins.float", "builtins.str",
    "builtins.bytes", "builtins.NoneType",
)  # fmt: skip
"""Words, literals and boxes are objects that no op of their own makes."""
FLAG = ".$imported"


@dataclass(slots=True)
class _State:
    surely: int
    perhaps: int

    def copy(self) -> _State:
        return _State(self.surely, self.perhaps)

    def join(self, other: _State) -> bool:
        surely, perhaps = self.surely & other.surely, self.perhaps | other.perhaps
        changed = (surely, perhaps) != (self.surely, self.perhaps)
        self.surely, self.perhaps = surely, perhaps
        return changed


@dataclass(slots=True)
class _Walk:
    """One function that runs once: the state where it starts, and where it returns."""

    start: _State
    end: _State = field(default_factory=lambda: _State(0, ALL))
    is_active: bool = False


@dataclass(slots=True)
class _Summary:
    """What a function does that leads to others: in no order, each once."""

    calls: dict[str, None] = field(default_factory=dict)
    slots: dict[str, None] = field(default_factory=dict)
    makes: dict[str, None] = field(default_factory=dict)


_MAKES = ("new", "new_local", "to_heap", "allocate", "become")


class Initialised:
    """`surely(op)`: is the global that a `get_global` reads assigned there? `imported` are the
    import tests that come out one way: block to the outcome of its flag."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.bits: dict[str, int] = {}
        for name, variable in program.globals.items():
            if variable.initial.value is UNSET or name.endswith(FLAG):
                self.bits[name] = 1 << len(self.bits)
        self._sites = _assignments(program)
        self._graph: CallGraph = call_graph(program)
        self._summaries: dict[str, _Summary] = {}
        self._answers = _answers(program)
        self._at_entry: dict[str, int] = {}
        """Function to what is surely assigned whenever it runs; absent: not seen to run."""
        self._at_slot: dict[str, int] = {}
        """The same for the calls of a slot."""
        self._at_making: dict[str, int] = {}
        """And for what makes objects of exactly a class."""
        self._changed: list[str] = []
        self._at_load: dict[Op, int] = {}
        self.imported: dict[Block, bool] = {}
        self._ordered = self._find_ordered()
        self._walks: dict[str, _Walk] = {}
        self._deleted = self._find_deleted()
        self._foreign_flags = self._find_foreign_flags()
        self._start()

    def surely(self, load: Op, fn: Function) -> bool:
        bit = self.bits.get(load.attribute)
        if bit is None:
            return True
        known = self._at_load.get(load)
        if known is None:
            known = self._at_entry.get(fn.name, 0)
        return bool(known & bit)

    def assignments(self, name: str) -> int:
        """How many ops of the program set the global."""
        return self._sites.get(name, 0)

    # What makes an assumption wrong.

    def _find_deleted(self) -> int:
        deleted = 0
        for _, op in _set_ops(self.program):
            if _is_unset(op):
                deleted |= self.bits.get(op.attribute, 0)
        return deleted

    def _find_foreign_flags(self) -> int:
        """Flags of modules that some function imports: no order is known for these."""
        return sum(
            {
                self.bits[op.attribute]
                for fn, op in _set_ops(self.program)
                if op.attribute.endswith(FLAG) and fn.name not in self._ordered
            }
        )

    def _find_ordered(self) -> set[str]:
        """What runs once, in an order that can be followed: the entry, what it alone calls, and
        the initialisers, which their flags guard."""
        program = self.program
        found = {name for name in program.functions if name.endswith(INITIALISER)}
        if program.entry in program.functions:
            found.add(program.entry)
            for name in self._graph[program.entry]:
                if sum(name in callees for callees in self._graph.values()) == 1:
                    found.add(name)
        return found

    # The walk.

    def _start(self) -> None:
        program = self.program
        if program.entry not in program.functions:
            return
        for names in (ROOTS, EXTERNAL_ROOTS, *RUNTIME_FUNCTIONS.values()):
            for name in names:
                self._run(name, 0)
        for name in ALWAYS_MADE:
            self._make(name, 0)
        for name in _static_classes(program):
            self._make(name, 0)
        self._enter(program.entry, _State(0, self._foreign_flags))
        self._spread()

    # What other functions have. Each fact only shrinks, so the order does not matter.

    def _run(self, name: str, surely: int) -> None:
        """The function runs with at least this assigned."""
        before = self._at_entry.get(name)
        after = surely if before is None else before & surely
        if after != before and name in self.program.functions:
            self._at_entry[name] = after
            self._changed.append(name)

    def _ask(self, slot: str, surely: int) -> None:
        """Some object is asked for the slot."""
        before = self._at_slot.get(slot)
        after = surely if before is None else before & surely
        if after != before:
            self._at_slot[slot] = after
            for class_name, method in self._answers.get(slot, ()):
                made = self._at_making.get(class_name)
                if made is not None:
                    self._run(method, after | made)

    def _make(self, class_name: str, surely: int) -> None:
        """There is an object of exactly this class."""
        layout = self.program.layouts.get(class_name)
        before = self._at_making.get(class_name)
        after = surely if before is None else before & surely
        if layout is None or after == before:
            return
        self._at_making[class_name] = after
        if layout.destroy:
            self._run(layout.destroy, after)
        for slot, method in layout.methods.items():
            asked = self._at_slot.get(slot)
            if asked is not None:
                self._run(method, after | asked)

    def _spread(self) -> None:
        while self._changed:
            name = self._changed.pop()
            surely = self._at_entry[name]
            if name not in self._summaries:
                self._summaries[name] = _summary(self.program.functions[name])
            summary = self._summaries[name]
            for callee in summary.calls:
                self._run(callee, surely)
            for slot in summary.slots:
                self._ask(slot, surely)
            for class_name in summary.makes:
                self._make(class_name, surely)

    def _enter(self, name: str, start: _State) -> _State:
        """The state behind a call of an ordered function. A second look at the same call may bring
        less; a call of a function that is running is one that its flag prevents."""
        walk = self._walks.get(name)
        if walk is None:
            walk = self._walks[name] = _Walk(start)
        elif walk.is_active:
            return start
        elif not walk.start.join(start):
            return walk.end.copy()
        walk.is_active = True
        walk.end = self._walk(self.program.functions[name], walk.start.copy())
        walk.is_active = False
        return walk.end.copy()

    def _walk(self, fn: Function, start: _State) -> _State:
        at_start: dict[Block, _State] = {fn.blocks[0]: start}
        end: _State | None = None
        work = [fn.blocks[0]]
        while work:
            block = work.pop()
            state = at_start[block].copy()
            before = state.surely
            for op in block.ops:
                self._step(op, state)
            targets = self._targets(block, state)
            if isinstance(block.terminator, Return):
                end = state if end is None else _joined(end, state)
            edges = [(target, state) for target in targets]
            if block.handler is not None:
                # Whatever the block calls may have stopped half way.
                edges.append((block.handler, _State(before, ALL)))
            for target, arriving in edges:
                known = at_start.get(target)
                if known is None:
                    at_start[target] = arriving.copy()
                elif not known.join(arriving):
                    continue
                work.append(target)
        return end if end is not None else start

    def _step(self, op: Op, state: _State) -> None:
        if op.name == "set_global":
            bit = self.bits.get(op.attribute, 0)
            state.perhaps |= bit
            if not bit & self._deleted:
                state.surely |= bit
        elif op.name == "get_global":
            self._at_load[op] = self._at_load.get(op, ALL) & state.surely
        elif op.name == "call":
            name = op.attribute
            if name in self._ordered:
                after = self._enter(name, state.copy())
                state.surely, state.perhaps = after.surely, after.perhaps
            else:
                self._run(name, state.surely)
        elif op.name == "call_virtual":
            self._ask(op.attribute, state.surely)
        elif op.name in _MAKES:
            self._make(op.attribute, state.surely)
        elif op.name == "machine":
            self._run(op.attribute.partition(":")[0], state.surely)

    def _targets(self, block: Block, state: _State) -> tuple[Block, ...]:
        """Where it can go; a test of an import flag whose state is known has one outcome."""
        end = block.terminator
        if isinstance(end, Branch) and isinstance(end.condition, Op):
            load = end.condition
            if load.name == "get_global" and load.attribute.endswith(FLAG):
                bit = self.bits.get(load.attribute, 0)
                outcome = None
                if state.surely & bit:
                    outcome = True
                elif not state.perhaps & bit:
                    outcome = False
                if outcome is not None and self.imported.get(block, outcome) is outcome:
                    self.imported[block] = outcome
                    return (end.then if outcome else end.otherwise,)
                self.imported.pop(block, None)
        return block.successors()


def _assignments(program: Program) -> dict[str, int]:
    found: dict[str, int] = {}
    for _, op in _set_ops(program):
        found[op.attribute] = found.get(op.attribute, 0) + 1
    return found


def _answers(program: Program) -> dict[str, list[tuple[str, str]]]:
    """By slot, the classes that have a method for it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for layout in program.layouts.values():
        for slot, method in layout.methods.items():
            found.setdefault(slot, []).append((layout.name, method))
    return found


def _static_classes(program: Program) -> set[str]:
    """Classes of objects that are part of the image."""
    return {
        value.value.class_name
        for fn in program.functions.values()
        for block in fn.blocks
        for op in block.ops
        for value in op.arguments
        if isinstance(value, Constant) and isinstance(value.value, Static)
    }


def _summary(fn: Function) -> _Summary:
    found = _Summary()
    for block in fn.blocks:
        for op in block.ops:
            if op.name == "call":
                found.calls[op.attribute] = None
            elif op.name == "machine":
                found.calls[op.attribute.partition(":")[0]] = None
            elif op.name == "call_virtual":
                found.slots[op.attribute] = None
            elif op.name in _MAKES:
                found.makes[op.attribute] = None
    return found


def _set_ops(program: Program) -> list[tuple[Function, Op]]:
    return [
        (fn, op)
        for fn in program.functions.values()
        if fn.name != RELEASE_GLOBALS
        for block in fn.blocks
        for op in block.ops
        if op.name == "set_global"
    ]


def _is_unset(op: Op) -> bool:
    value = op.arguments[0]
    return isinstance(value, Constant) and value.value is UNSET


def _joined(left: _State, right: _State) -> _State:
    left.join(right)
    return left
