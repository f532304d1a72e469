"""Who holds the reference in a counted operand: the table's columns, and the one rule behind them.

The rule: a conversion (copy, box, unbox) takes its operand over because it hands it on. Where the
result holds no reference (unbox to float) there is nothing to hand on: it only reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from gloamc.ir.function import Block, Branch, Constant, Op, Value
from gloamc.ir.ops import OPS, Effect, Own
from gloamc.ir.types import Kind

_ALL_BORROWED = {
    name: all(own is Own.BORROW for own in spec.ownership) for name, spec in OPS.items()
}


_NO_REFERENCE = frozenset(
    name
    for name, spec in OPS.items()
    if spec.effect is Effect.PURE
    and spec.result == "int"
    and not {"int", "obj", "ref", "counted", "any"} & set(spec.operands)
)
"""A pure op allocates nothing: what it makes of raw operands is a small int."""


def holds_reference(op: Op) -> bool:
    """Whether the op's counted result may hold a reference at all."""
    if op.name in _NO_REFERENCE or op.name == "new_local":
        return False
    if op.name == "box":
        source = op.arguments[0]
        if isinstance(source, Op) and source.name in _NO_REFERENCE:
            return False
        return source.type is None or source.type.kind not in (Kind.BOOL, Kind.NONE)
    return True


def borrows_all(op: Op) -> bool:
    """Whether the op takes none of its operands over: the common case, cheaply."""
    return _ALL_BORROWED[op.name]


def consumes(op: Op, index: int) -> bool:
    """Whether the op takes over the reference in operand `index`, if that is a counted one."""
    ownership = op.spec.ownership
    if ownership[min(index, len(ownership) - 1)] is Own.BORROW:
        return False
    return op.type is None or op.type.is_counted


def static_on_edges(block: Block) -> Iterator[tuple[Block, Value]]:
    """Edges out of a block on which a value is known to be unset or a static object.

    Static objects (None, the END of iterators, literals) are not counted, so that nothing has to be
    released there. The value may hold a reference on every other edge.
    """
    end = block.terminator
    if not isinstance(end, Branch) or end.then is end.otherwise:
        return
    condition = end.condition
    then = end.then
    if isinstance(condition, Op) and condition.name == "bool.not":
        condition = condition.arguments[0]
        then = end.otherwise
    if not isinstance(condition, Op) or condition not in block.ops:
        return
    if condition.name == "is_unset":
        tested = condition.arguments[:1]
    elif condition.name == "same":
        tested = [each for each in condition.arguments if not isinstance(each, Constant)]
        if len(tested) != 1:
            return
    else:
        return
    behind = block.ops[block.ops.index(condition) + 1 :]
    for value in tested:
        if not any(op.dest is value for op in behind):
            yield then, value
