"""Is every owned reference consumed exactly once on every path?

Before, after: stage COUNTED; changes nothing. Follows the counts forward through the function,
knowing only the op table, not how the counts were made.

Laws: a register or owned result holds one reference from its definition until it is consumed or
released, and more only by retain. A read needs a reference, a parameter, a constant, or a borrowed
load since which nothing that may free has run, or one whose lender is held (analysis/borrowed). A
call may free: what it is passed must be held.
At a join all paths hold the same; where a function returns or fails it holds nothing. A value that
is a static object on an edge, and not read behind it, holds nothing there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gloamc.analysis.borrowed import lenders
from gloamc.analysis.cfg import terminator_values
from gloamc.analysis.effects import Effects
from gloamc.analysis.ownership import consumes, holds_reference, static_on_edges
from gloamc.ir.function import (
    Block,
    Branch,
    Check,
    Constant,
    Fail,
    Function,
    Op,
    Program,
    Register,
    Return,
    Value,
)
from gloamc.ir.ops import Effect, Result
from gloamc.ir.printer import Names, format_function, format_op
from gloamc.ir.types import INT
from gloamc.ir.verifier import BrokenIR


def run_program(program: Program) -> None:
    """Raises BrokenIR with all that is wrong in the first function that is."""
    effects = Effects(program)
    for fn in program.functions.values():
        if fn.blocks:
            run(fn, program, effects)


def run(fn: Function, program: Program, effects: Effects) -> None:
    """Raises BrokenIR with all that is wrong."""
    found = list(problems(fn, program, effects))
    if found:
        raise BrokenIR("\n".join([f"{fn.name}: reference counts", *found, format_function(fn)]))


def problems(fn: Function, program: Program, effects: Effects) -> Iterator[str]:
    yield from _Checker(fn, program, effects).check()


@dataclass(slots=True)
class _State:
    counts: dict[Register | Op, int] = field(default_factory=dict)
    """References held; absent means none."""
    borrowed: set[Op] = field(default_factory=set)
    """Loads that are still good without a reference."""

    def copy(self) -> _State:
        return _State(dict(self.counts), set(self.borrowed))


class _Checker:
    def __init__(self, fn: Function, program: Program, effects: Effects) -> None:
        self.fn = fn
        self.lenders = lenders(fn, program, effects)
        self.names = Names(fn)
        self.at_start: dict[Block, _State] = {fn.blocks[0]: _State()}
        self.work = [fn.blocks[0]]
        self.found: dict[str, None] = {}
        self.small = _only_untagged(fn)

    def check(self) -> Iterator[str]:
        while self.work:
            self.block(self.work.pop())
        yield from self.found

    def problem(self, block: Block, text: str) -> None:
        self.found[f"{self.names.block(block)}: {text}"] = None

    def block(self, block: Block) -> None:
        state = self.at_start[block].copy()
        for op in block.ops:
            for text in self.op(op, state):
                self.problem(block, f"`{format_op(op, self.names)}`: {text}")
        for text in self.terminator(block, state):
            self.problem(block, f"terminator: {text}")

    # Operations.

    def op(self, op: Op, state: _State) -> Iterator[str]:
        consumed: list[Value] = []
        for index, value in enumerate(op.arguments):
            if value.type is None or not value.type.is_counted:
                continue
            is_taken = consumes(op, index) and op not in self.lenders
            if op.name == "release" or is_taken:
                consumed.append(value)
            elif not self.is_held(value, state):
                yield f"{self.names.value(value)} is read without a reference"
            elif _runs_code(op) and isinstance(value, Op) and not self.may_pass(value, state):
                yield f"{self.names.value(value)} is passed without a reference"
        for value in consumed:
            yield from self.consume(value, state)
            is_read = sum(other is value for other in op.arguments) > consumed.count(value)
            if is_read and not self.is_held(value, state):
                yield f"{self.names.value(value)} is both moved and read"
        if op.spec.attribute == "ends":
            for value, ends in zip(op.arguments, op.attribute, strict=False):
                if ends == "1":
                    yield from self.consume(value, state)
        if op.name == "retain":
            (value,) = op.arguments
            if not isinstance(value, Constant):
                state.counts[value] = state.counts.get(value, 0) + 1
        if op.spec.effect is Effect.ANY:
            state.borrowed.clear()
        yield from self.define(op, state)

    def define(self, op: Op, state: _State) -> Iterator[str]:
        target = op.dest if op.dest is not None else op
        if target.type is None or not target.type.is_counted:
            return
        if target in state.counts:
            yield f"{self.names.value(target)} is defined again while it holds a reference"
        if op in self.lenders:
            return
        if op.spec.returns is Result.BORROWED:
            state.borrowed.add(op)
        elif target is op and (op in self.small or not holds_reference(op)):
            return
        else:
            state.counts[target] = 1

    def is_held(self, value: Value, state: _State) -> bool:
        if isinstance(value, Constant) or (isinstance(value, Register) and value.is_parameter):
            return True
        return value in state.borrowed or self.may_pass(value, state)

    def may_pass(self, value: Value, state: _State) -> bool:
        if value in state.counts or self.is_word(value):
            return True
        if not isinstance(value, Op) or value not in self.lenders:
            return False
        lender = self.lenders[value]
        return lender is None or lender in state.counts

    def is_word(self, value: Value) -> bool:
        """Nothing but a tagged word, which needs no reference."""
        return isinstance(value, Op) and (value in self.small or not holds_reference(value))

    def consume(self, value: Value, state: _State) -> Iterator[str]:
        if isinstance(value, Constant) or self.is_word(value):
            return
        count = state.counts.get(value, 0)
        if count == 0:
            yield f"{self.names.value(value)} is consumed without a reference"
        elif count == 1:
            del state.counts[value]
        else:
            state.counts[value] = count - 1

    # Terminators and edges.

    def terminator(self, block: Block, state: _State) -> Iterator[str]:
        match block.terminator:
            case Return(value):
                if value.type is not None and value.type.is_counted and not self.fn.lends:
                    yield from self.consume(value, state)
                yield from self.nothing_left(state)
            case Fail():
                yield from self.nothing_left(state)
            case Check(value, ok, error):
                failed = state.copy()
                if failed.counts.pop(value, 1) != 1:
                    yield f"{self.names.value(value)} was retained before its check"
                yield from self.arrive(ok, state)
                yield from self.arrive(error, failed)
            case Branch(_, then, otherwise):
                static = list(static_on_edges(block))
                for target in (then, otherwise):
                    left = state.copy()
                    for edge, value in static:
                        if edge is not target or isinstance(value, Constant):
                            continue
                        if not self.is_read(target, value):
                            left.counts.pop(value, None)
                    yield from self.arrive(target, left)
            case _:
                for target in block.successors():
                    yield from self.arrive(target, state)

    def is_read(self, start: Block, value: Value) -> bool:
        """Whether a path from `start` reads the value before it is assigned again."""
        seen = {start}
        work = [start]
        while work:
            block = work.pop()
            is_assigned = False
            for op in block.ops:
                if value in op.arguments:
                    return True
                if op is value or op.dest is value:
                    is_assigned = True
                    break
            if is_assigned:
                continue
            if value in terminator_values(block.terminator):
                return True
            for following in block.successors():
                if following not in seen:
                    seen.add(following)
                    work.append(following)
        return False

    def nothing_left(self, state: _State) -> Iterator[str]:
        for value in state.counts:
            yield f"{self.names.value(value)} is never released"

    def arrive(self, target: Block, state: _State) -> Iterator[str]:
        known = self.at_start.get(target)
        if known is None:
            self.at_start[target] = state.copy()
            self.work.append(target)
            return
        if known.counts != state.counts:
            for value in {**known.counts, **state.counts}:
                left, right = known.counts.get(value, 0), state.counts.get(value, 0)
                if left != right:
                    yield (
                        f"{self.names.value(value)} has {right} references on the way to "
                        f"{self.names.block(target)}, {left} on another"
                    )
        if known.borrowed - state.borrowed:
            known.borrowed &= state.borrowed
            self.work.append(target)


def _only_untagged(fn: Function) -> set[Op]:
    """Ints that only int.untag reads, which needs a small one: see passes/refcount_insert."""
    readers: dict[Op, set[str]] = {}
    for block in fn.blocks:
        for op in block.ops:
            for value in op.arguments:
                if isinstance(value, Op) and value.type == INT:
                    readers.setdefault(value, set()).add(op.name)
        if isinstance(block.terminator, Return) and isinstance(block.terminator.value, Op):
            readers.setdefault(block.terminator.value, set()).add("return")
    return {value for value, names in readers.items() if names == {"int.untag"}}


def _runs_code(op: Op) -> bool:
    """A call, as opposed to a store that frees the old value once it is done."""
    return op.spec.effect is Effect.ANY and op.spec.attribute in ("function", "method", "name")
