"""Reference counts become explicit retain and release ops.

Before: ownership is only in the op table (parameters borrowed, results owned or borrowed from
their source, operands borrowed or consumed). Edges are explicit, all blocks are reachable.
After: every owned reference is consumed exactly once on every path; passes/refcount_verify
checks that without this file. Counted registers that may be read unset are unset at entry.

A load whose object something else keeps alive (analysis/borrowed) gets no reference: its lender is
held as long as it is read, and like a parameter it is retained only where it is handed on.

Invariant: a register or owned result holds a reference exactly while it is live. So a last use
that consumes is a move, a value that dies at a borrowing use is released right behind it, a value
that dies on an edge is released on that edge (unless it is a static object there), and an
assignment never has an old value to release.
"""

from __future__ import annotations

from gloamc.analysis.borrowed import Lender, lenders
from gloamc.analysis.cfg import retarget, terminator_values
from gloamc.analysis.effects import Effects
from gloamc.analysis.liveness import Liveness, Tracked
from gloamc.analysis.lookups import lent_variant
from gloamc.analysis.ownership import (
    borrows_all,
    consumes,
    holds_reference,
    static_on_edges,
)
from gloamc.ir.function import (
    UNSET,
    Block,
    Check,
    Constant,
    Fail,
    Function,
    Goto,
    Op,
    Program,
    Register,
    Return,
    Value,
    type_of,
)
from gloamc.ir.ops import Result
from gloamc.ir.types import INT, IRType


def run_program(program: Program) -> None:
    effects = Effects(program)
    functions = [fn for fn in program.functions.values() if fn.blocks]
    lent = {fn: lenders(fn, program, effects) for fn in functions}
    for variant in _lend(program, lent):
        functions.append(variant)
        lent[variant] = lenders(variant, program, effects)
    for fn in functions:
        _count(fn, lent[fn])


def _lend(program: Program, lent: dict[Function, dict[Op, Lender]]) -> list[Function]:
    """Lookups whose result needs no reference call variants of their functions that give none."""
    variants: dict[str, Function] = {}
    for found in lent.values():
        for op in found:
            if op.name != "call":
                continue
            variant = variants.get(op.attribute)
            if variant is None:
                variant = variants[op.attribute] = lent_variant(program.functions[op.attribute])
                program.functions[variant.name] = variant
            op.attribute = variant.name
    return list(variants.values())


def _count(fn: Function, lent: dict[Op, Lender]) -> None:
    live = Liveness(fn, _is_counted, _no_references(fn) | lent.keys(), lent)
    edges = _Edges(live)
    for block in live.order:
        _count_block(block, live, edges, lends=fn.lends)
    edges.insert(fn)
    _unset_at_entry(fn, live)


def _is_counted(type_: IRType) -> bool:
    return type_.is_counted


def _no_references(fn: Function) -> set[Op]:
    """Results that are never more than a tagged word.

    An int of which only int.untag reads the number is one: that op needs a small int, and without
    another reader nothing but its definition can have shown that.
    """
    found: set[Op] = set()
    readers: dict[Op, set[str]] = {}
    for block in fn.blocks:
        for op in block.ops:
            if op.type is not None and op.type.is_counted and not holds_reference(op):
                found.add(op)
            for value in op.arguments:
                if isinstance(value, Op) and value.type == INT:
                    readers.setdefault(value, set()).add(op.name)
        for value in terminator_values(block.terminator):
            if isinstance(value, Op) and not isinstance(block.terminator, Check):
                readers.setdefault(value, set()).add("return")
    return found | {op for op, names in readers.items() if names == {"int.untag"}}


def _count_block(block: Block, live: Liveness, edges: _Edges, *, lends: bool) -> None:
    """One walk from the end: `after` is what is live behind the op at hand."""
    after = live.live_out(block)
    ops = block.ops
    checked: Op | None = None
    owned_at_end = after
    reversed_ops: list[Op] = []
    match block.terminator:
        case Check(value):
            assert ops and ops[-1] is value, "a Check tests the last op of its block"
            checked = value
            owned_at_end |= live.mask(value)
            for argument in value.arguments:
                owned_at_end |= live.mask(argument) | _lender_mask(argument, live)
        case Return(value, line):
            after |= live.mask(value)
            lender = live.lender(value)
            if lender is not None and live.mask(lender):
                reversed_ops.append(_release(lender, line))
                after |= live.mask(lender)
            if _is_borrowed(value, live) and not lends:
                reversed_ops.append(_retain(value, line))
    for op in reversed(ops):
        after = _count_op(op, after, live, reversed_ops, is_checked=op is checked)
    reversed_ops.reverse()
    static = list(static_on_edges(block))
    block.ops = reversed_ops
    for target in dict.fromkeys(block.successors()):
        dead = owned_at_end & ~live.live_in[target]
        if checked is not None and isinstance(block.terminator, Check):
            failed = live.mask(checked)
            if target is block.terminator.error:
                dead &= ~failed
        for edge, value in static:
            if edge is target:
                dead &= ~live.mask(value)
        if dead:
            edges.release(block, target, dead)


def _count_op(op: Op, after: int, live: Liveness, out: list[Op], *, is_checked: bool) -> int:
    """Append the op with its counts to `out`, last first; returns what is live before it.

    The values that die at a checked op are released on its two edges instead of behind it.
    """
    if op.dest is not None and op.dest.type.is_counted:
        return _count_assign(op, op.dest, after, live, out)
    result = live.mask(op) if op.type is not None else 0
    dying: list[Op] = []
    takes_none = borrows_all(op) or op in live.lenders
    if result:
        if op.spec.returns is Result.BORROWED:
            if after & result:
                dying.append(_retain(op, op.line))
        elif not after & result and not is_checked:
            dying.append(_release(op, op.line))
        after &= ~result
    retains: list[Op] = []
    before = after
    for index, value in enumerate(op.arguments):
        if not takes_none and consumes(op, index):
            mask = live.mask(value)
            if mask:
                if after & mask or _is_used_elsewhere(op, index, live):
                    retains.append(_retain(value, op.line))
                    if not after & mask and index == _last_use(op, value):
                        dying.append(_release(value, op.line))
                before |= mask
            elif _is_borrowed(value, live):
                retains.append(_retain(value, op.line))
        else:
            mask = live.mask(value)
            if mask:
                if not after & mask and not is_checked and index == _last_use(op, value):
                    dying.append(_release(value, op.line))
                before |= mask
    for lender in _lenders_read(op, live):
        mask = live.mask(lender)
        if not after & mask and not is_checked:
            dying.append(_release(lender, op.line))
        before |= mask
    out += reversed(dying)
    out.append(op)
    out += reversed(retains)
    return before


def _count_assign(op: Op, dest: Register, after: int, live: Liveness, out: list[Op]) -> int:
    """`dest = value`: a move or a copy; without a later read of dest only the value's end."""
    (value,) = op.arguments
    mask = live.mask(value)
    lent = 0
    for lender in _lenders_read(op, live):
        lent = live.mask(lender)
        if not after & lent:
            out.append(_release(lender, op.line))
    is_last = bool(mask and not after & mask)
    if value is dest or not after & live.mask(dest):
        if is_last:
            out.append(_release(value, op.line))
        return after | mask | lent
    out.append(op)
    if (mask and not is_last) or _is_borrowed(value, live):
        out.append(_retain(value, op.line))
    return (after & ~live.mask(dest)) | mask | lent


def _lenders_read(op: Op, live: Liveness) -> list[Tracked]:
    """Tracked lenders of the op's operands that are not operands themselves, each once."""
    if not live.lenders:
        return []
    found: list[Tracked] = []
    for value in op.arguments:
        lender = live.lender(value)
        if lender is not None and live.mask(lender) and lender not in found:
            if not any(other is lender for other in op.arguments):
                found.append(lender)
    return found


def _lender_mask(value: Value, live: Liveness) -> int:
    lender = live.lender(value)
    return live.mask(lender) if lender is not None else 0


def _is_used_elsewhere(op: Op, index: int, live: Liveness) -> bool:
    value = op.arguments[index]
    return any(
        other is value or live.lender(other) is value
        for i, other in enumerate(op.arguments)
        if i != index
    )


def _last_use(op: Op, value: Value) -> int:
    return max(index for index, other in enumerate(op.arguments) if other is value)


def _is_borrowed(value: Value, live: Liveness) -> bool:
    """Does somebody else hold the reference: the caller, or a lender?"""
    if isinstance(value, Register):
        return value.is_parameter and value.type.is_counted
    return isinstance(value, Op) and value in live.lenders


def _retain(value: Value, line: int) -> Op:
    return Op("retain", [value], line=line)


def _release(value: Value, line: int) -> Op:
    return Op("release", [value], line=line)


class _Edges:
    """Releases that belong to an edge, collected first and placed at the end.

    Failures of many places share theirs. What dies on all edges to a block that notes the traceback
    is released behind it, the rest before it, and each release hands on to the one for the values
    that are left, the latest value first.
    """

    def __init__(self, live: Liveness) -> None:
        self._live = live
        self._pending: dict[Block, list[tuple[Block, int]]] = {}
        self._links: dict[tuple[Block | None, int], Block] = {}
        self._made: list[Block] = []

    def release(self, source: Block, target: Block, dead: int) -> None:
        self._pending.setdefault(target, []).append((source, dead))

    def insert(self, fn: Function) -> None:
        """In the target if this is its only edge, else in blocks that equal edges share."""
        for target, edges in self._pending.items():
            is_only = len(self._live.predecessors[target]) == len(edges)
            common = 0
            if is_only and _notes_and_leaves(target):
                common = edges[0][1]
                for _, dead in edges:
                    common &= dead
                self._release_behind(target, common)
            elif is_only and len(edges) == 1:
                target.ops[:0] = self._releases(edges[0][1])
                continue
            for source, dead in edges:
                retarget(source, target, self._chain(target, dead & ~common))
        fn.blocks += self._made

    def _release_behind(self, target: Block, dead: int) -> None:
        end = target.terminator
        if dead and isinstance(end, Goto | Fail):
            exit_ = end.target if isinstance(end, Goto) else None
            target.terminator = Goto(self._chain(exit_, dead), end.line)

    def _chain(self, exit_: Block | None, dead: int) -> Block:
        """Release these values, then go to the block `exit_`, or fail."""
        if not dead and exit_ is not None:
            return exit_
        link = self._links.get((exit_, dead))
        if link is None:
            link = self._links[exit_, dead] = Block(f"{exit_.name if exit_ else 'fail'}.release")
            self._made.append(link)
            if not dead:
                link.terminator = Fail()
                return link
            latest = 1 << (dead.bit_length() - 1)
            link.ops = self._releases(latest)
            link.terminator = Goto(self._chain(exit_, dead ^ latest))
        return link

    def _releases(self, dead: int) -> list[Op]:
        return [_release(value, 0) for value in self._live.members(dead)]


def _notes_and_leaves(block: Block) -> bool:
    """Made by the exceptions pass: a traceback entry on the way to a handler or out."""
    return (
        bool(block.ops)
        and isinstance(block.terminator, Goto | Fail)
        and all(op.name == "add_traceback" for op in block.ops)
    )


def _unset_at_entry(fn: Function, live: Liveness) -> None:
    entry = fn.blocks[0]
    assigns = [_assign_unset(value) for value in live.members(live.live_in[entry])]
    entry.ops[:0] = assigns


def _assign_unset(value: Tracked) -> Op:
    assert isinstance(value, Register), f"{value.name} is used where it is not defined"
    return Op("assign", [Constant(type_of(value), UNSET)], dest=value)
