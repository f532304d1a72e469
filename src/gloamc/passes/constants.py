"""What is the same constant wherever it comes from is that constant where it is used.

Before, after: stage ASSIGNED, behind globals. Program-wide:
- a parameter that every call gives the same literal (or its own value, in a recursion);
- a field that every store gives the same literal, if nobody asks whether it is unset;
- a local with one assignment, of a literal;
and what follows from that within a function: comparisons with None, boxes, truth. With the branches
that are decided then goes what only they could reach: an option that nobody passes brings no code.

Invariant: each use reads the value that it would have read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gloamc.analysis.call_graph import converted_classes, open_functions
from gloamc.analysis.cfg import replace_terminator_value, terminator_values
from gloamc.analysis.raising import implementations
from gloamc.ir.function import Constant, Function, Op, Program, Register, Static, Unset, Value
from gloamc.ir.types import BOOL, OBJ, Kind
from gloamc.passes import reachable, simplify_cfg

_ROUNDS_MAX = 24
"""What one round finds may make more the same; few programs have more to find than this."""
_STORES = frozenset(["set_field", "init_field"])
_LOADS = frozenset(["get_field", "take_field"])
_RUNTIME = ("gloam.runtime.", "builtins.")
"""Whose fields are not looked at: containers are seen through several classes, passes/coroutines
is to assign the state of frames."""
_BOXED = frozenset([Kind.INT, Kind.BOOL, Kind.NONE, Kind.REF])

Place = tuple[str, int] | str
"""A function's parameter by its number, or a field."""


def run_program(program: Program) -> None:
    for fn in program.functions.values():
        _drop_decided(fn)
    is_stale = False
    found = _Constants(program)
    todo = list(program.functions.values())
    for _ in range(_ROUNDS_MAX):
        changed = [fn for fn in todo if _replace(fn, found)]
        for fn in changed:
            if fn.blocks:
                simplify_cfg.run(fn, program)
        if changed:
            is_stale = True
            todo = found.look_again(changed)
        elif is_stale:
            # What nothing reaches any more may have been all that was different.
            reachable.run_program(program)
            is_stale = False
            found = _Constants(program)
            todo = list(program.functions.values())
        else:
            return
    reachable.run_program(program)


def _drop_decided(fn: Function) -> None:
    """Remove questions whether something is unset that nothing depends on any more."""
    used: set[Value] = set()
    for block in fn.blocks:
        for op in block.ops:
            used.update(op.arguments)
        used.update(terminator_values(block.terminator))
    for block in fn.blocks:
        block.ops[:] = [
            op for op in block.ops if op.name != "is_unset" or op.dest is not None or op in used
        ]


_Given = dict[Place, Constant | None]
"""What places are given: the literal that is always the same, or None."""


@dataclass(slots=True)
class _Survey:
    """What one function says: what it gives to parameters, fields and the parameters behind virtual
    slots, and which fields it loads."""

    given: _Given = field(default_factory=dict)
    slots: dict[str, _Given] = field(default_factory=dict)
    loads: set[str] = field(default_factory=set)


class _Constants:
    """`known` is what each place is always given."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.known: dict[Place, Constant] = {}
        self._targets: dict[str, list[str]] = {}
        self._surveys = {name: self._survey(fn) for name, fn in program.functions.items()}
        self._know()

    def look_again(self, changed: list[Function]) -> list[Function]:
        """Which functions may find more to replace, now that these have changed."""
        for fn in changed:
            self._surveys[fn.name] = self._survey(fn)
        before = self.known.keys()
        self._know()
        fresh = self.known.keys() - before
        names = {fn.name for fn in changed} | {p[0] for p in fresh if isinstance(p, tuple)}
        fields = {place for place in fresh if isinstance(place, str)}
        return [
            fn
            for name, fn in self.program.functions.items()
            if name in names or not fields.isdisjoint(self._surveys[name].loads)
        ]

    def _survey(self, fn: Function) -> _Survey:
        found = _Survey()
        for block in fn.blocks:
            for op in block.ops:
                if op.name == "call":
                    _give_call(found.given, fn, op, op.attribute)
                elif op.name == "call_virtual":
                    targets = self._implementations(op.attribute)
                    if fn.name in targets:
                        for name in targets:
                            _give_call(found.given, fn, op, name)
                    else:
                        slot = found.slots.setdefault(op.attribute, {})
                        _give_call(slot, fn, op, op.attribute)
                elif op.name in _STORES:
                    _give(found.given, op.attribute, op.arguments[1])
                elif op.name in _LOADS:
                    found.loads.add(op.attribute)
                elif op.name == "is_unset" and isinstance(op.arguments[0], Op):
                    if op.arguments[0].name in _LOADS:
                        found.given[op.arguments[0].attribute] = None
        return found

    def _implementations(self, slot: str) -> list[str]:
        known = self._targets.get(slot)
        if known is None:
            known = self._targets[slot] = implementations(self.program, slot)
        return known

    def _know(self) -> None:
        given: _Given = {}
        slots: dict[str, _Given] = {}
        for survey in self._surveys.values():
            for place, value in survey.given.items():
                _give(given, place, value)
            for slot, places in survey.slots.items():
                for place, value in places.items():
                    _give(slots.setdefault(slot, {}), place, value)
        for slot, places in slots.items():
            for name in self._implementations(slot):
                for place, value in places.items():
                    assert isinstance(place, tuple)
                    _give(given, (name, place[1]), value)
        open_ = open_functions(self.program)
        converted = converted_classes(self.program)
        self.known = {}
        for place, value in given.items():
            if isinstance(place, tuple):
                is_closed = place[0] not in open_
            else:
                owner = place.rpartition(".")[0]
                is_closed = owner not in converted and not place.startswith(_RUNTIME)
            if value is not None and is_closed:
                self.known[place] = value


def _give_call(given: _Given, fn: Function, op: Op, callee: str) -> None:
    for number, value in enumerate(op.arguments):
        own = callee == fn.name and number < len(fn.parameters)
        if not (own and value is fn.parameters[number]):
            _give(given, (callee, number), value)


def _give(given: _Given, place: Place, value: Value | None) -> None:
    if not isinstance(value, Constant) or isinstance(value.value, Unset):
        given[place] = None
    elif place not in given:
        given[place] = value
    else:
        known = given[place]
        if known is not None and not _is_same(known, value):
            given[place] = None


def _is_same(a: Constant, b: Constant) -> bool:
    if a.type.kind is not b.type.kind or type(a.value) is not type(b.value):
        return False
    return a.value == b.value and repr(a.value) == repr(b.value)  # 0.0 is not -0.0


def _replace(fn: Function, found: _Constants) -> bool:
    """Put constants where they are used; whether anything changed."""
    values: dict[Value, Constant] = {}
    if not fn.is_frame_step:
        for number, parameter in enumerate(fn.parameters):
            constant = found.known.get((fn.name, number))
            if constant is not None and constant.type.kind is parameter.type.kind:
                values[parameter] = constant
    values.update(_locals(fn))
    changed = False
    for block in fn.blocks:
        for op in block.ops:
            for index, value in enumerate(op.arguments):
                if value in values:
                    op.arguments[index] = values[value]
                    changed = True
            constant = _result(op, found)
            if constant is not None and constant.type.kind is op.type.kind:  # type: ignore[union-attr]
                values[op] = constant
        for value in terminator_values(block.terminator):
            if value in values:
                replace_terminator_value(block.terminator, value, values[value])
                changed = True
    return changed


def _locals(fn: Function) -> dict[Value, Constant]:
    """Registers that are assigned once, a literal, and never asked whether they are unset."""
    assigned: dict[Register, list[Value]] = {}
    asked: set[Value] = set()
    for block in fn.blocks:
        for op in block.ops:
            if op.dest is not None:
                assigned.setdefault(op.dest, []).append(op.arguments[0])
            if op.name == "is_unset":
                asked.add(op.arguments[0])
    found: dict[Value, Constant] = {}
    for register, given in assigned.items():
        if len(given) == 1 and register not in asked and not register.is_parameter:
            value = given[0]
            if isinstance(value, Constant) and not isinstance(value.value, Unset):
                if value.type.kind is register.type.kind:
                    found[register] = value
    return found


def _result(op: Op, found: _Constants) -> Constant | None:
    """The literal that an op comes to, if its operands say so."""
    if op.name in _LOADS:
        return found.known.get(op.attribute)
    if op.name == "copy" and isinstance(op.arguments[0], Constant):
        return op.arguments[0]
    if not op.arguments or not all(isinstance(value, Constant) for value in op.arguments):
        return None
    first = op.arguments[0]
    assert isinstance(first, Constant)
    match op.name:
        case "box" if first.type.kind in _BOXED:
            return Constant(OBJ, first.value)
        case "same":
            second = op.arguments[1]
            assert isinstance(second, Constant)
            if first.value is None or second.value is None:
                return Constant(BOOL, first.value is None and second.value is None)
            if isinstance(first.value, Static) and isinstance(second.value, Static):
                return Constant(BOOL, first.value == second.value)
        case "is_unset":
            return Constant(BOOL, isinstance(first.value, Unset))
        case "bool.not":
            return Constant(BOOL, not first.value)
        case "isinstance" if first.value is None:
            names = op.attribute.split("|")
            return Constant(BOOL, "builtins.NoneType" in names or "builtins.object" in names)
        case _:
            pass
    return None
