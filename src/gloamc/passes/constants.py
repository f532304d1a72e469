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
    for _ in range(_ROUNDS_MAX):
        found = _Constants(program)
        changed = [fn for fn in program.functions.values() if _replace(fn, found)]
        for fn in changed:
            if fn.blocks:
                simplify_cfg.run(fn, program)
        if changed:
            is_stale = True
        elif is_stale:
            # What nothing reaches any more may have been all that was different.
            reachable.run_program(program)
            is_stale = False
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


@dataclass(slots=True)
class _Constants:
    program: Program
    known: dict[Place, Constant] = field(default_factory=dict)
    _mixed: set[Place] = field(default_factory=set)

    def __post_init__(self) -> None:
        program = self.program
        slots: dict[str, list[str]] = {}
        for fn in program.functions.values():
            for block in fn.blocks:
                for op in block.ops:
                    if op.name == "call":
                        self._pass(fn, op, op.attribute)
                    elif op.name == "call_virtual":
                        if op.attribute not in slots:
                            slots[op.attribute] = implementations(program, op.attribute)
                        for name in slots[op.attribute]:
                            self._pass(fn, op, name)
                    elif op.name in _STORES:
                        self._meet(op.attribute, op.arguments[1])
                    elif op.name == "is_unset" and isinstance(op.arguments[0], Op):
                        if op.arguments[0].name in _LOADS:
                            self._mixed.add(op.arguments[0].attribute)
        open_ = open_functions(program)
        converted = converted_classes(program)
        for place in list(self.known):
            if isinstance(place, tuple):
                is_closed = place[0] not in open_
            else:
                owner = place.rpartition(".")[0]
                is_closed = owner not in converted and not place.startswith(_RUNTIME)
            if place in self._mixed or not is_closed:
                del self.known[place]

    def _pass(self, fn: Function, op: Op, callee: str) -> None:
        for number, value in enumerate(op.arguments):
            own = callee == fn.name and number < len(fn.parameters)
            if not (own and value is fn.parameters[number]):
                self._meet((callee, number), value)

    def _meet(self, place: Place, value: Value) -> None:
        if place in self._mixed:
            return
        if not isinstance(value, Constant) or isinstance(value.value, Unset):
            self._mixed.add(place)
        elif place not in self.known:
            self.known[place] = value
        elif not _is_same(self.known[place], value):
            self._mixed.add(place)


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
