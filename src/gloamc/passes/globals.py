"""Globals that are surely assigned need no test; constants among them need no code.

Before, after: stage ASSIGNED, behind copies. Program-wide, with analysis/initialised:
- the test for unset behind a load of a global that is surely assigned there is decided, and so are
  the flags that tell whether a module was imported already;
- a global that one op of the program assigns, with a literal, starts with that value, and its loads
  become the literal, if no load can come before the assignment; arithmetic on literals is done, so
  that `TIMEOUT = 10 * SECOND` is one too;
- a global that one op assigns, in a module's initialiser, is marked final: what it holds lives to
  the end, so that the refcount pass need not retain what it loads from there.

Invariant: a program that raises NameError for an unset global still does.
"""

from __future__ import annotations

import operator
from collections.abc import Callable

from gloamc.analysis.call_graph import components
from gloamc.analysis.cfg import replace_terminator_value, successors, terminator_values
from gloamc.analysis.initialised import FLAG, INITIALISER, Initialised
from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Constant,
    Function,
    Goto,
    Op,
    Program,
    Value,
)
from gloamc.ir.types import INT
from gloamc.primitives.runtime import RELEASE_GLOBALS

_SHIFT_MAX = 1 << 10
_ARITHMETIC: dict[str, Callable[[int, int], int]] = {
    "int.add": operator.add,
    "int.sub": operator.sub,
    "int.mul": operator.mul,
    "int.and": operator.and_,
    "int.or": operator.or_,
    "int.xor": operator.xor,
    "int.lshift": operator.lshift,
    "int.rshift": operator.rshift,
    "int.floordiv": operator.floordiv,
    "int.mod": operator.mod,
}


def run_program(program: Program) -> None:
    initialised = Initialised(program)
    loads = _loads(program)
    for fn in program.functions.values():
        for block in fn.blocks:
            _decide(fn, block, initialised)
    _mark_final(program)
    work = list(program.functions.values())
    while work:
        constants = _constants(program, initialised, loads, work)
        for name, constant in constants.items():
            program.globals[name].initial = constant
        users = [fn for name in constants for fn, _ in loads.get(name, [])]
        for fn in work:
            _drop_assignments(fn, constants)
        work = list(dict.fromkeys(users))
        for fn in work:
            _replace(fn, constants)


def _loads(program: Program) -> dict[str, list[tuple[Function, Op]]]:
    found: dict[str, list[tuple[Function, Op]]] = {}
    for fn in program.functions.values():
        for block in fn.blocks:
            for op in block.ops:
                if op.name == "get_global":
                    found.setdefault(op.attribute, []).append((fn, op))
    return found


def _decide(fn: Function, block: Block, initialised: Initialised) -> None:
    end = block.terminator
    if not isinstance(end, Branch):
        return
    if block in initialised.imported:
        target = end.then if initialised.imported[block] else end.otherwise
        block.terminator = Goto(target, end.line)
        return
    test = end.condition
    if isinstance(test, Op) and test.name == "is_unset" and isinstance(test.arguments[0], Op):
        load = test.arguments[0]
        if load.name == "get_global" and initialised.surely(load, fn):
            block.terminator = Goto(end.otherwise, end.line)


def _mark_final(program: Program) -> None:
    """Assigned by one op, in code that runs once."""
    sites: dict[str, list[bool]] = {}
    for fn in program.functions.values():
        if fn.name == RELEASE_GLOBALS:
            continue
        is_initialiser = fn.name.endswith(INITIALISER)
        repeating = _repeating(fn) if is_initialiser else set()
        for block in fn.blocks:
            for op in block.ops:
                if op.name == "set_global":
                    runs_once = is_initialiser and block not in repeating
                    sites.setdefault(op.attribute, []).append(runs_once)
    for name, variable in program.globals.items():
        found = sites.get(name, [])
        variable.is_final = not found or (variable.initial.value is UNSET and found == [True])


def _repeating(fn: Function) -> set[Block]:
    """The blocks from which a way leads back to them."""
    graph = {block: successors(block, with_handlers=True) for block in fn.blocks}
    return {
        block
        for component in components(graph)
        for block in component
        if len(component) > 1 or block in graph[block]
    }


def _constants(
    program: Program,
    initialised: Initialised,
    loads: dict[str, list[tuple[Function, Op]]],
    functions: list[Function],
) -> dict[str, Constant]:
    """What the assignments in these functions say."""
    found: dict[str, Constant] = {}
    for fn in functions:
        for block in fn.blocks:
            for op in block.ops:
                if op.name == "set_global" and not op.attribute.endswith(FLAG):
                    if fn.name == RELEASE_GLOBALS:
                        continue
                    value = op.arguments[0]
                    variable = program.globals.get(op.attribute)
                    if variable is None or not isinstance(value, Constant):
                        continue
                    if value.value is UNSET or variable.initial.value is not UNSET:
                        continue
                    if initialised.assignments(op.attribute) != 1:
                        continue
                    users = loads.get(op.attribute, [])
                    if all(initialised.surely(load, user) for user, load in users):
                        found[op.attribute] = value
    return found


def _drop_assignments(fn: Function, constants: dict[str, Constant]) -> None:
    for block in fn.blocks:
        if any(op.name == "set_global" and op.attribute in constants for op in block.ops):
            block.ops = [
                op for op in block.ops if op.name != "set_global" or op.attribute not in constants
            ]


def _replace(fn: Function, constants: dict[str, Constant]) -> None:
    """Read the literals where the globals were read, and do the arithmetic that they allow."""
    literal: dict[Value, Constant] = {}
    fresh = True
    while fresh:
        fresh = False
        for block in fn.blocks:
            kept = []
            for op in block.ops:
                for index, value in enumerate(op.arguments):
                    if isinstance(value, Op) and value in literal:
                        op.arguments[index] = literal[value]
                known = constants.get(op.attribute) if op.name == "get_global" else _result(op)
                if known is None:
                    kept.append(op)
                else:
                    literal[op] = known
                    fresh = True
            block.ops = kept
    for block in fn.blocks:
        for value in terminator_values(block.terminator):
            if isinstance(value, Op) and value in literal:
                replace_terminator_value(block.terminator, value, literal[value])


def _result(op: Op) -> Constant | None:
    """What an operation on two exact literals comes to; None if it raises, or is none."""
    compute = _ARITHMETIC.get(op.name)
    if compute is None:
        return None
    numbers = [
        value.value
        for value in op.arguments
        if isinstance(value, Constant) and type(value.value) is int
    ]
    if len(numbers) != 2:
        return None
    is_shift = op.name in ("int.lshift", "int.rshift")
    if (is_shift and not 0 <= numbers[1] <= _SHIFT_MAX) or (op.can_raise and not is_shift):
        return None
    return Constant(INT, compute(*numbers))
