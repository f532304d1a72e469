"""Integer ranges over the whole program: of parameters, of results and of fields.

A fixpoint over analysis/ranges: each function is looked at with what is known of its parameters, of
the functions that it calls and of the fields that it reads, and tells what it passes, returns and
stores. Bounds only widen, to the next of a few limits once they have changed some times. What the
runtime, the back end or a virtual table may call without an op that says so has unknown parameters.

Fields that are only started and stepped are counters, as in analysis/ranges. Sizes of containers
and texts are below the size of the address space.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gloamc.analysis.call_graph import converted_classes, open_functions
from gloamc.analysis.intervals import (
    ANY,
    SMALL,
    TOP,
    Interval,
    hull,
    is_inside,
    may_be_object,
    of_type,
)
from gloamc.analysis.raising import implementations
from gloamc.analysis.ranges import (
    COUNTER,
    SIZES,
    START,
    Facts,
    Ranges,
    is_integer_type,
    is_step_of,
)
from gloamc.ir.function import Constant, Function, Op, Program, Return, Value

FRAME_STATE = "state"
_CHANGES_MAX = 3
"""So often a bound may move before it jumps."""
_LIMITS = [0, 1, 255, 65535, (1 << 31) - 1, (1 << 32) - 1, SIZES[1], START[1], COUNTER[1], SMALL[1]]
_STORES = frozenset(["set_field", "init_field"])


@dataclass(slots=True)
class _Known:
    """One fact: the interval so far, and how often it changed."""

    interval: Interval
    changes: int = 0


@dataclass(slots=True)
class NumberFlow:
    program: Program
    facts: Facts = field(default_factory=Facts)
    _known: dict[tuple[str, str, int], _Known] = field(default_factory=dict)
    _readers: dict[tuple[str, str, int], dict[str, None]] = field(default_factory=dict)
    """Fact to the functions that depend on it."""
    _slots: dict[str, list[str]] = field(default_factory=dict)
    _counters: set[str] = field(default_factory=set)
    _work: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        functions = {n: fn for n, fn in self.program.functions.items() if fn.blocks}
        self.facts.bodies = frozenset(functions)
        open_ = open_functions(self.program)
        for name, fn in functions.items():
            for number, parameter in enumerate(fn.parameters):
                if is_integer_type(parameter.type) and name in open_:
                    self._note(("parameter", name, number), of_type(parameter.type))
            if fn.is_frame_step:
                self._note(("field", self._state_field(fn), 0), TOP)
        for name in converted_classes(self.program):
            for item in self.program.layouts[name].fields:
                if is_integer_type(item.type):
                    self._note(("field", f"{name}.{item.name}", 0), of_type(item.type))
        self._find_readers(functions)
        self._find_counters(functions)
        self._work = dict.fromkeys(reversed(list(functions)))
        while self._work:
            name, _ = self._work.popitem()
            self._look(functions[name])

    def _state_field(self, fn: Function) -> str:
        """Where the coroutine pass will keep the number of the suspension point of a frame."""
        layout = self.program.layouts[fn.frame_class]
        while all(item.name != FRAME_STATE for item in layout.fields):
            layout = self.program.layouts[layout.base]
        return f"{layout.name}.{FRAME_STATE}"

    # Who may be called from outside, who depends on what.

    def _find_readers(self, functions: dict[str, Function]) -> None:
        for name, fn in functions.items():
            for block in fn.blocks:
                for op in block.ops:
                    if op.name == "get_field":
                        self._readers.setdefault(("field", op.attribute, 0), {})[name] = None
                    else:
                        for callee in self._callees(op):
                            self._readers.setdefault(("result", callee, 0), {})[name] = None

    def _callees(self, op: Op) -> list[str]:
        if op.name == "call":
            return [op.attribute]
        if op.name != "call_virtual":
            return []
        known = self._slots.get(op.attribute)
        if known is None:
            known = self._slots[op.attribute] = implementations(self.program, op.attribute)
            self.facts.slots[op.attribute] = known
        return known

    def _find_counters(self, functions: dict[str, Function]) -> None:
        stores: dict[str, list[Value]] = {}
        for fn in functions.values():
            for block in fn.blocks:
                for op in block.ops:
                    if op.name in _STORES and is_integer_type(op.arguments[1].type):
                        stores.setdefault(op.attribute, []).append(op.arguments[1])
        for name, values in stores.items():
            steps = [value for value in values if _is_field_step(value, name)]
            starts = [v for v in values if isinstance(v, Constant) and isinstance(v.value, int)]
            is_bounded = all(is_inside((int(v.value), int(v.value)), START) for v in starts)  # type: ignore[arg-type]
            if steps and is_bounded and len(steps) + len(starts) == len(values):
                self._counters.add(name)

    # The fixpoint.

    def _look(self, fn: Function) -> None:
        """One function under today's facts: what it says about others."""
        if not any(_has_integers(block.ops) for block in fn.blocks) and not _gives_integer(fn):
            return
        ranges = Ranges(fn, self.facts)
        for fact, found in self._told(fn, ranges):
            self._note(fact, found)

    def _told(
        self, fn: Function, ranges: Ranges
    ) -> Iterator[tuple[tuple[str, str, int], Interval]]:
        for block in ranges.order:
            start = ranges.at_start.get(block)
            if start is None:
                continue
            known = dict(start)
            for op in block.ops:
                if op.name in _STORES:
                    value = op.arguments[1]
                    if is_integer_type(value.type):
                        yield ("field", op.attribute, 0), ranges.interval(value, known)
                else:
                    for callee in self._callees(op):
                        for number, value in enumerate(op.arguments):
                            if is_integer_type(value.type):
                                found = ranges.interval(value, known)
                                yield ("parameter", callee, number), found
                ranges.step(op, known)
            end = block.terminator
            if isinstance(end, Return) and is_integer_type(fn.result):
                yield ("result", fn.name, 0), ranges.interval(end.value, known)

    def _note(self, fact: tuple[str, str, int], found: Interval) -> None:
        kind, name, number = fact
        if kind == "field" and name in self._counters:
            found = COUNTER
        known = self._known.get(fact)
        if known is None:
            if kind == "field":
                found = hull(found, (0, 0))  # raw integers start so
            self._known[fact] = _Known(found)
        else:
            if is_inside(found, known.interval):
                return
            known.changes += 1
            found = hull(known.interval, found)
            if known.changes > _CHANGES_MAX:
                found = _widened(known.interval, found)
            known.interval = found
        match kind:
            case "field":
                self.facts.fields[name] = found
            case "result":
                self.facts.results[name] = found
            case _:
                self.facts.parameters[name, number] = found
                if name in self.program.functions and self.program.functions[name].blocks:
                    self._work[name] = None
                return
        self._work.update(self._readers.get(fact, {}))


def _widened(old: Interval, new: Interval) -> Interval:
    low, high = new
    if may_be_object(new):
        return ANY
    if low < old[0]:
        low = next((-limit for limit in _LIMITS if -limit <= low), TOP[0])
    if high > old[1]:
        high = next((limit for limit in _LIMITS if limit >= high), TOP[1])
    return low, high


def _has_integers(ops: list[Op]) -> bool:
    return any(
        is_integer_type(op.type) or any(is_integer_type(value.type) for value in op.arguments)
        for op in ops
    )


def _gives_integer(fn: Function) -> bool:
    return is_integer_type(fn.result)


def _is_field_step(value: Value, name: str) -> bool:
    """Is it the same field's value, of any object, plus or minus a small constant?"""
    if not isinstance(value, Op) or not value.arguments:
        return False
    load = value.arguments[0]
    return (
        isinstance(load, Op)
        and load.name == "get_field"
        and load.attribute == name
        and is_step_of(value, load)
    )
