"""Who holds the reference in a counted operand: the table's columns, and the one rule behind them.

The rule: a conversion (copy, box, unbox) takes its operand over because it hands it on. Where the
result holds no reference (unbox to float) there is nothing to hand on: it only reads.
"""

from __future__ import annotations

from gloamc.ir.function import Op
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
    if op.name in _NO_REFERENCE:
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
