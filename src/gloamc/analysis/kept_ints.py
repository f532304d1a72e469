"""Which floats of a program may be ints that a place declared float keeps (gloam.runtime.kept_int)?

One graph over the whole program: registers, results of ops and functions, fields, globals, and all
floats in raw memory as one. An int comes in where `keep` or `unbox` is called; what it may reach by
moves is what the passes have to reckon with. Sums and products may be ints only if all operands
may, so that one real factor ends the spread.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gloamc.analysis.raising import implementations
from gloamc.ir.function import Constant, Function, Op, Program, Register, Return, Value
from gloamc.ir.types import IRType, Kind
from gloamc.primitives.kept_ints import KEPT_FUNCTIONS, PREFIX, Gives

Node = Register | Op | tuple[str, str]
_MEMORY = ("memory", "")
_LOADS = frozenset(["ptr.load", "ptr.take", "layout.load"])
_STORES = frozenset(["ptr.init", "ptr.store", "layout.store"])


@dataclass(slots=True)
class KeptInts:
    program: Program
    found: set[Node] = field(default_factory=set)
    _targets: dict[Node, list[Node]] = field(default_factory=dict)
    _waiting: dict[Node, int] = field(default_factory=dict)
    """Results that need all of so many operands."""

    def __post_init__(self) -> None:
        sources: list[Node] = []
        for fn in self.program.functions.values():
            for block in fn.blocks:
                for op in block.ops:
                    if _is_source(op):
                        sources.append(op)
                    for value, target in self._moves(fn, op):
                        self._targets.setdefault(value, []).append(target)
                end = block.terminator
                if isinstance(end, Return) and _is_float(end.value.type):
                    if not isinstance(end.value, Constant):
                        self._targets.setdefault(end.value, []).append(("result", fn.name))
        self._spread(sources)

    def may_be(self, value: Value) -> bool:
        return value in self.found

    def _spread(self, work: list[Node]) -> None:
        while work:
            node = work.pop()
            if node in self.found:
                continue
            self.found.add(node)
            for target in self._targets.get(node, ()):
                left = self._waiting.get(target, 1) - 1
                self._waiting[target] = left
                if left <= 0:
                    work.append(target)

    def _moves(self, fn: Function, op: Op) -> Iterator[tuple[Node, Node]]:
        """From which node to which other one this op moves a float."""
        if op.name in ("call", "call_virtual"):
            yield from self._call(op)
        elif op.name in ("assign", "copy"):
            source = op.arguments[0]
            if _is_float(source.type) and not isinstance(source, Constant):
                yield source, op.dest if op.dest is not None else op
        elif op.name in ("get_field", "take_field"):
            if _is_float(op.type):
                yield ("field", op.attribute), op
        elif op.name in _LOADS:
            if _is_float(op.type):
                yield _MEMORY, op
        elif op.name == "get_global":
            if _is_float(op.type):
                yield ("global", op.attribute), op
        elif op.arguments:
            stored = op.arguments[-1]
            if not _is_float(stored.type) or isinstance(stored, Constant):
                return
            if op.name in ("set_field", "init_field"):
                yield stored, ("field", op.attribute)
            elif op.name in _STORES:
                yield stored, _MEMORY
            elif op.name == "set_global":
                yield stored, ("global", op.attribute)

    def _call(self, op: Op) -> Iterator[tuple[Node, Node]]:
        kept = kept_function(op)
        if kept is not None:
            if KEPT_FUNCTIONS[kept].gives is Gives.IF_ALL:
                floats = [v for v in op.arguments if _is_float(v.type)]
                if not any(isinstance(v, Constant) for v in floats):
                    self._waiting[op] = len(floats)
                    for value in floats:
                        assert not isinstance(value, Constant)
                        yield value, op
            return
        names = [op.attribute]
        if op.name == "call_virtual":
            if not any(_is_float(v.type) for v in (op, *op.arguments)):
                return
            names = implementations(self.program, op.attribute)
        for name in names:
            callee = self.program.functions.get(name)
            if callee is None:
                continue
            if _is_float(op.type):
                yield ("result", name), op
            for value, parameter in zip(op.arguments, callee.parameters, strict=False):
                if _is_float(value.type) and not isinstance(value, Constant):
                    yield value, parameter


def kept_function(op: Op) -> str | None:
    """The function of the table that an op calls, by its name in gloam.runtime.kept_int."""
    if op.name != "call" or not op.attribute.startswith(PREFIX):
        return None
    name = op.attribute[len(PREFIX) :]
    return name if name in KEPT_FUNCTIONS else None


def _is_source(op: Op) -> bool:
    name = kept_function(op)
    return name is not None and KEPT_FUNCTIONS[name].gives is Gives.ALWAYS


def _is_float(type_: IRType | None) -> bool:
    return type_ is not None and type_.kind is Kind.FLOAT
