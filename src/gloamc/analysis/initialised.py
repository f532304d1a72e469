"""Which globals are assigned when? Follows the module initialisers in the order of their imports.

Whole program, before the exceptions pass. From the entry on, each module's initialiser is walked
where its first import calls it, with the set of globals that are surely assigned there and of those
that perhaps are. A function has what was surely assigned at every call that may lead to it.

The flag `M.$imported` of a module is such a global: it starts False, is only ever set to True, and
tells whether an import still calls the initialiser. What lets go of the globals at the very end
does not count: only destructors run behind it. Functions that the runtime itself calls (the
destructors among them) are taken to run at any time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gloamc.analysis.call_graph import CallGraph, call_graph, reachable
from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Constant,
    Function,
    Op,
    Program,
)
from gloamc.primitives.runtime import RELEASE_GLOBALS

ALL = -1
INITIALISER = ".<module>"
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
        self._below: dict[str, set[str]] = {}
        self._noted: dict[str, int] = {}
        self._at_entry: dict[str, int] = {}
        """Function to what is surely assigned whenever it runs; absent: not seen to run."""
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
        called = {callee for callees in self._graph.values() for callee in callees}
        roots = [n for n in program.functions if n not in called and n not in self._ordered]
        destructors = [la.destroy for la in program.layouts.values() if la.destroy]
        self._note([*roots, *destructors], 0)
        self._enter(program.entry, _State(0, self._foreign_flags))

    def _note(self, functions: list[str], surely: int) -> None:
        """All that can run from these runs with at most this assigned."""
        for root in functions:
            before = self._noted.get(root)
            if before is not None and before & surely == before:
                continue  # an earlier call had no more than this one: most calls, in a long module
            self._noted[root] = surely if before is None else before & surely
            below = self._below.get(root)
            if below is None:
                below = self._below[root] = reachable(self._graph, [root])
            for name in below:
                self._at_entry[name] = self._at_entry.get(name, ALL) & surely

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
            if not block.successors():
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
                self._note([name], state.surely)
        elif op.name == "call_virtual":
            targets = [la.methods.get(op.attribute) for la in self.program.layouts.values()]
            self._note([name for name in targets if name is not None], state.surely)

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
