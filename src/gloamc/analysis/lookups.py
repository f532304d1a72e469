"""Functions that only look: they free nothing, unless they fail.

`quiet`: no op on a path that does not lead to failure can end an object's life or run unknown code.
Releases in them end only what the caller or memory holds as well, or small objects of their own.

`lending`: quiet ones whose result is always an object that they loaded from memory of their first
parameter: `items[index]`. Where nothing happens between such a call and the last read of its
result, the result needs no reference (analysis/borrowed).
"""

from __future__ import annotations

from copy import deepcopy

from gloamc.analysis.call_graph import components
from gloamc.analysis.cfg import failing_blocks
from gloamc.ir.function import Function, Op, Program, Register, Return, Value
from gloamc.ir.ops import OPS, Effect, Result
from gloamc.ir.types import Kind

LENT = ".<lent>"
"""Behind the name of a lending function, that of the variant whose result has no reference."""

PASSIVE_OPS = frozenset(
    name for name, spec in OPS.items() if spec.effect in (Effect.PURE, Effect.READ)
)
"""Ops that free nothing and change no memory."""
QUIET_OPS = PASSIVE_OPS | {"assign", "trap_if", "keep"}
_COUNTS = frozenset(["retain", "release"])
_ADDRESSES = frozenset(["get_field", "layout.load", "layout.address"])


class Lookups:
    def __init__(self, program: Program) -> None:
        self.quiet: set[str] = set()
        self.lending: set[str] = set()
        graph: dict[str, list[str]] = {}
        maybe: dict[str, Function] = {}
        for name, fn in program.functions.items():
            callees = _callees_if_calm(fn) if fn.blocks else None
            if callees is not None:
                graph[name] = callees
                maybe[name] = fn
        for component in components(
            {name: [c for c in callees if c in graph] for name, callees in graph.items()}
        ):
            name = component[0]
            # A function that calls itself is not in `quiet` yet.
            if all(callee in self.quiet for callee in graph[name]):
                self.quiet.add(name)
                if maybe[name].lends or _lends(maybe[name]):
                    self.lending.add(name)

    def is_quiet(self, op: Op) -> bool:
        """Can nothing die while the op runs, unless it fails? Counts are not looked at here."""
        if op.dest is not None and op.dest.type.is_counted:
            return False
        if op.name in QUIET_OPS or op.name in _COUNTS:
            return True
        return op.name == "call" and op.attribute in self.quiet


def _callees_if_calm(fn: Function) -> list[str] | None:
    """What the function calls where it does not fail; None if it does anything else but look."""
    failing = failing_blocks(fn)
    callees: dict[str, None] = {}
    for block in fn.blocks:
        if block in failing:
            continue
        for op in block.ops:
            if op.name == "call":
                callees[op.attribute] = None
            elif op.name not in QUIET_OPS and op.name not in _COUNTS:
                return None
    return list(callees)


def _lends(fn: Function) -> bool:
    if fn.result.kind is not Kind.REF or not fn.parameters:
        return False
    ends = [block.terminator for block in fn.blocks if isinstance(block.terminator, Return)]
    return bool(ends) and all(_is_loaded_from(end.value, fn.parameters[0]) for end in ends)


def _is_loaded_from(value: Value, owner: Register) -> bool:
    if not isinstance(value, Op) or value.spec.returns is not Result.BORROWED:
        return False
    source = value.arguments[0] if value.arguments else None
    if value.name == "ptr.load" and isinstance(source, Op) and source.name in _ADDRESSES:
        source = source.arguments[0]
    return source is owner


def lent_variant(fn: Function) -> Function:
    """A copy of a lending function; its result is to have no reference."""
    variant = deepcopy(fn)
    variant.name = fn.name + LENT
    variant.lends = True
    return variant
