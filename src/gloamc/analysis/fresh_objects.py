"""What happens to a new object while nothing but its maker and its `__init__` can see it?

Whole program, before the exceptions pass. Each object that an op `new` makes is followed, into the
functions that it is passed to first, up to where it leaks: is stored, returned, boxed, passed to
code that is not known. What is found:

- `optional`: fields that somebody may read although they were never assigned. A field outside this
  set is assigned before its object leaks, on every path, in every class that has the field.
- `first`: the `set_field` ops that surely give a field its first value.

Knows nothing of values and types; a field is a bit in Python ints, and -1 is all fields.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gloamc.analysis.cfg import terminator_values
from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Constant,
    Function,
    Op,
    Program,
    Register,
    Return,
    Value,
)

ALL = -1
Tracked = Register | Op
Target = tuple[str, int]
"""A function and the number of the parameter that gets the object."""

BlockUses = list[tuple[int, Op | None]]
"""Positions and ops of a block that read a value; None is the terminator."""
Uses = dict[Tracked, dict[Block, BlockUses]]

_HARMLESS = frozenset(["same", "isinstance", "is_unset", "keep"])
"""Ops that read the word and keep nothing of it."""
_SETS = frozenset(["set_field", "init_field"])


@dataclass(slots=True)
class _State:
    """At one point: fields surely assigned, fields perhaps assigned, whether the object leaked."""

    surely: int
    perhaps: int
    leaked: bool = False

    def join(self, other: _State) -> bool:
        """Merge in what holds on another way here; tells whether anything changed."""
        surely = self.surely & other.surely
        perhaps = self.perhaps | other.perhaps
        leaked = self.leaked or other.leaked
        changed = (surely, perhaps, leaked) != (self.surely, self.perhaps, self.leaked)
        self.surely, self.perhaps, self.leaked = surely, perhaps, leaked
        return changed

    def copy(self) -> _State:
        return _State(self.surely, self.perhaps, self.leaked)


@dataclass(slots=True)
class _Summary:
    """What a function does to an object that only its caller knows."""

    surely: int = ALL
    """Fields assigned wherever it returns."""
    perhaps: int = 0
    at_leaks: int = ALL
    """Fields assigned wherever it leaks the object; ALL if it never does."""
    leaks: bool = False
    reads: int = 0
    """Fields that it may read before it assigns them."""

    def leak(self, state: _State) -> None:
        if not state.leaked:
            self.at_leaks &= state.surely
        self.leaks = state.leaked = True


@dataclass(slots=True)
class FreshObjects:
    program: Program
    bits: dict[str, int] = field(default_factory=dict)
    """Field to its bit."""
    optional: int = 0
    first: set[Op] = field(default_factory=set)
    _summaries: dict[Target, _Summary] = field(default_factory=dict)
    _masks: dict[str, int] = field(default_factory=dict)
    _entry: dict[Target, int] = field(default_factory=dict)
    """Fields perhaps assigned before a function gets the object."""
    _verdicts: dict[Op, bool] = field(default_factory=dict)
    _private_calls: set[tuple[Op, int]] = field(default_factory=set)
    _work: list[Target] = field(default_factory=list)
    _uses: dict[str, Uses] = field(default_factory=dict)
    _homes: dict[Op, Block] = field(default_factory=dict)
    """Where each `new` stands."""

    def __post_init__(self) -> None:
        for layout in self.program.layouts.values():
            for item in layout.fields:
                self.bits[f"{layout.name}.{item.name}"] = 1 << len(self.bits)
        made = self._made()
        self.optional |= sum(bit for name, bit in self.bits.items() if ".<" in name)
        self._homes = {op: block for _, block, _, op in made}
        for fn, block, index, op in made:
            self._find_optional(fn, block, index, op)
        self._deleted()
        for fn, block, index, op in made:
            self._walk(fn, op, block, index + 1, _State(0, 0))
        self._settle()
        self._give_up_foreign_calls()
        self._settle()
        self.first = {op for op, is_first in self._verdicts.items() if is_first}

    def is_optional(self, name: str) -> bool:
        bit = self.bits.get(name)
        return bit is None or bool(self.optional & bit)

    def mask(self, class_name: str) -> int:
        """All fields of a class, inherited ones included."""
        known = self._masks.get(class_name)
        if known is None:
            layout = self.program.layouts.get(class_name)
            if layout is None:
                return 0
            known = self.mask(layout.base)
            for item in layout.fields:
                known |= self.bits[f"{class_name}.{item.name}"]
            self._masks[class_name] = known
        return known

    def _made(self) -> list[tuple[Function, Block, int, Op]]:
        return [
            (fn, block, index, op)
            for fn in self.program.functions.values()
            for block in fn.blocks
            for index, op in enumerate(block.ops)
            if op.name == "new" and op.attribute in self.program.layouts
        ]

    def uses(self, fn: Function) -> Uses:
        known = self._uses.get(fn.name)
        if known is None:
            known = self._uses[fn.name] = _index_uses(fn)
        return known

    def home(self, value: Tracked) -> Block | None:
        """The block that makes a value; None for a parameter."""
        return self._homes.get(value) if isinstance(value, Op) else None

    # Which fields may be seen unset?

    def _find_optional(self, fn: Function, block: Block, index: int, op: Op) -> None:
        mask = self.mask(op.attribute)
        if self._has_finaliser(op.attribute):
            self.optional |= mask  # it runs even if __init__ failed half way
            return
        found = _Summary()
        self._follow(fn, op, block, index + 1, found)
        self.optional |= mask & (~found.at_leaks | found.reads)

    def _has_finaliser(self, class_name: str) -> bool:
        layout = self.program.layouts[class_name]
        called = {
            op.attribute
            for hook in (layout.destroy, layout.finalise)
            if hook in self.program.functions
            for block in self.program.functions[hook].blocks
            for op in block.ops
            if op.name == "call"
        }
        functions = [self.program.functions.get(name) for name in called]
        return any(fn is not None and not fn.is_unsafe for fn in functions)

    def _deleted(self) -> None:
        """A field that is ever taken out or set to unset is optional for good."""
        for fn in self.program.functions.values():
            for block in fn.blocks:
                for op in block.ops:
                    if op.name == "take_field" or (op.name in _SETS and _is_unset(op.arguments[1])):
                        self.optional |= self.bits.get(op.attribute, 0)

    def summary(self, target: Target) -> _Summary:
        known = self._summaries.get(target)
        if known is not None:
            return known
        name, number = target
        fn = self.program.functions.get(name)
        if fn is None or not fn.blocks or fn.is_frame_step:
            unknown = _Summary(at_leaks=0, leaks=True)
            self._summaries[target] = unknown
            return unknown
        # While it is being computed: a recursive call leaks.
        self._summaries[target] = _Summary(surely=0, perhaps=ALL, at_leaks=0, leaks=True)
        found = _Summary()
        self._follow(fn, fn.parameters[number], fn.blocks[0], 0, found)
        self._summaries[target] = found
        return found

    def _follow(
        self, fn: Function, value: Tracked, block: Block, start: int, found: _Summary
    ) -> None:
        for returns, state in _Flow(fn, value, self, found).run(block, start, _State(0, 0)):
            if returns:
                found.surely &= state.surely
            found.perhaps |= state.perhaps

    # Which assignments are the first?

    def _walk(self, fn: Function, value: Tracked, block: Block, start: int, state: _State) -> None:
        flow = _Flow(fn, value, self, _Summary())
        flow.run(block, start, state)
        for op, is_first in flow.verdicts.items():
            self._verdicts[op] = self._verdicts.get(op, True) and is_first
        for (op, number), perhaps in flow.calls.items():
            if (op, number) not in flow.foreign:
                self._private_calls.add((op, number))
            self._enter((op.attribute, number), perhaps)

    def _enter(self, target: Target, perhaps: int) -> None:
        known = self._entry.get(target)
        new = perhaps if known is None else known | perhaps
        if new != known:
            self._entry[target] = new
            self._work.append(target)

    def _settle(self) -> None:
        while self._work:
            target = self._work.pop()
            name, number = target
            fn = self.program.functions[name]
            start = _State(0, self._entry[target])
            self._walk(fn, fn.parameters[number], fn.blocks[0], 0, start)

    def _give_up_foreign_calls(self) -> None:
        """A function that also gets objects from elsewhere may find any field assigned."""
        virtual = {name for la in self.program.layouts.values() for name in la.methods.values()}
        foreign = {target for target in self._entry if target[0] in virtual}
        names = {name for name, _ in self._entry}
        for fn in self.program.functions.values():
            for block in fn.blocks:
                for op in block.ops:
                    if op.name == "call" and op.attribute in names:
                        for number in range(len(op.arguments)):
                            if (op, number) not in self._private_calls:
                                foreign.add((op.attribute, number))
        for target in foreign & self._entry.keys():
            self._enter(target, ALL)


class _Flow:
    """The way of one object through one function."""

    def __init__(self, fn: Function, value: Tracked, fresh: FreshObjects, found: _Summary) -> None:
        self.fn = fn
        self.value = value
        self.fresh = fresh
        self.found = found
        self.uses = fresh.uses(fn).get(value, {})
        self.home = fresh.home(value)
        self.setters = {block for block, uses in self.uses.items() if _sets(uses, value)}
        self.verdicts: dict[Op, bool] = {}
        self.calls: dict[tuple[Op, int], int] = {}
        """Calls that get the object before it leaks, with what is perhaps assigned then."""
        self.foreign: set[tuple[Op, int]] = set()

    def run(self, block: Block, start: int, state: _State) -> list[tuple[bool, _State]]:
        """From an op of a block on: the state at the end of each block, and whether it returns."""
        at_start: dict[Block, _State] = {}
        ends: dict[Block, _State] = {}
        work: list[tuple[Block, int, _State]] = [(block, start, state)]
        # A leaked object is followed on only for the sake of assignments elsewhere.
        is_settled = not self.setters - ({block} if isinstance(self.value, Op) else set())
        while work:
            block, start, state = work.pop()
            before = state.copy()
            if not self._run_block(block, start, state):
                continue
            ends[block] = state
            if state.leaked and is_settled:
                continue
            edges = [(target, state) for target in self._targets(block, state)]
            if block.handler is not None:
                thrown = _State(before.surely, state.perhaps, state.leaked)
                edges.append((block.handler, thrown))
            for target, arriving in edges:
                known = at_start.get(target)
                if known is None:
                    at_start[target] = arriving.copy()
                elif not known.join(arriving):
                    continue
                work.append((target, 0, at_start[target].copy()))
        return [(isinstance(b.terminator, Return), state) for b, state in ends.items()]

    def _run_block(self, block: Block, start: int, state: _State) -> bool:
        """False if the block makes the value anew: then it is another object."""
        if block is self.home and start == 0:
            return False
        for index, op in self.uses.get(block, ()):
            if index < start:
                continue
            if op is None:
                self.found.leak(state)
            else:
                self._step(op, state)
        return True

    def _targets(self, block: Block, state: _State) -> tuple[Block, ...]:
        """Where it can go: a test for unset of an assigned field of the object has one outcome."""
        end = block.terminator
        if isinstance(end, Branch) and isinstance(end.condition, Op) and not state.leaked:
            test = end.condition
            if test.name == "is_unset" and isinstance(test.arguments[0], Op):
                load = test.arguments[0]
                if load.name == "get_field" and load.arguments[0] is self.value:
                    if state.surely & self.fresh.bits.get(load.attribute, 0):
                        return (end.otherwise,)
        return block.successors()

    def _step(self, op: Op, state: _State) -> None:
        bit = self.fresh.bits.get(op.attribute, 0)
        if op.name == "get_field":
            if not state.leaked:
                self.found.reads |= bit & ~state.surely
        elif (
            op.name in _SETS and op.arguments[0] is self.value and op.arguments[1] is not self.value
        ):
            if op.name == "set_field":
                is_first = not state.leaked and not bit & state.perhaps
                self.verdicts[op] = self.verdicts.get(op, True) and is_first
            state.surely |= bit
            state.perhaps |= bit
        elif op.name == "call" and not state.leaked and op.arguments.count(self.value) == 1:
            self._call(op, state)
        elif op.name not in _HARMLESS:
            if op.name == "call":
                self.foreign.update((op, number) for number in range(len(op.arguments)))
            self.found.leak(state)

    def _call(self, op: Op, state: _State) -> None:
        number = op.arguments.index(self.value)
        inner = self.fresh.summary((op.attribute, number))
        key = (op, number)
        fn = self.fresh.program.functions.get(op.attribute)
        if fn is not None and fn.blocks and not fn.is_frame_step:
            self.calls[key] = self.calls.get(key, 0) | state.perhaps
        self.found.reads |= inner.reads & ~state.surely
        if inner.leaks:
            self.found.at_leaks &= state.surely | inner.at_leaks
            self.found.leaks = state.leaked = True
        state.surely |= inner.surely
        state.perhaps |= inner.perhaps


def _is_unset(value: Value) -> bool:
    return isinstance(value, Constant) and value.value is UNSET


def _sets(uses: BlockUses, value: Tracked) -> bool:
    return any(
        op is not None and op.name == "set_field" and op.arguments[0] is value for _, op in uses
    )


def _index_uses(fn: Function) -> Uses:
    """Read once per function, so that many objects in a long one take no more time each."""
    found: Uses = {}
    for block in fn.blocks:
        for index, op in enumerate(block.ops):
            for value in dict.fromkeys(op.arguments):
                if not isinstance(value, Constant):
                    found.setdefault(value, {}).setdefault(block, []).append((index, op))
        for value in terminator_values(block.terminator):
            if not isinstance(value, Constant):
                found.setdefault(value, {}).setdefault(block, []).append((len(block.ops), None))
    return found
