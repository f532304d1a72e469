"""Coroutine and generator bodies become state machines.

Before: a frame step function may end blocks with Suspend. Exceptions are explicit edges.
After: no Suspend. The function starts with a dispatch on the frame's `state` (0 start, k go on
behind the k-th Suspend, negative when running or finished). A resumed body stores RUNNING first, so
that finishing and failing need no code. A step of a frame that is running or finished returns END;
what the body starts with about that, and the test for the end of the stack, stays in front.

What lives across a Suspend moves into fields appended to the frame's layout (named after the
register, `$n` for an op's result) and moves back on resume: references are neither copied nor
counted, and dropping a suspended frame releases them as any field. Unset registers stay unset.
The step's own parameters are given anew by each resume, so they do not live across it.

Invariant: between steps each live value is in exactly one field; while the body runs, those fields
are unset.
"""

from __future__ import annotations

from gloamc.analysis.cfg import replace_terminator_value, retarget, terminator_values
from gloamc.analysis.liveness import Liveness, Tracked
from gloamc.analysis.number_flow import FRAME_STATE
from gloamc.ir.function import (
    Block,
    Branch,
    Check,
    Constant,
    FieldLayout,
    Function,
    Goto,
    Op,
    Program,
    Register,
    Return,
    Suspend,
    type_of,
)
from gloamc.ir.types import BOOL, END, I64, OBJ, IRType
from gloamc.passes.stack_check import STACK_EXHAUSTED

RUNNING = -1
"""gloam.runtime.frame.RUNNING."""


def run(fn: Function, program: Program) -> None:
    if not fn.is_frame_step:
        return
    suspended = [block for block in fn.blocks if isinstance(block.terminator, Suspend)]
    live = Liveness(fn, _any_type)
    reached = set(live.order)
    suspended = [block for block in suspended if block in reached]
    across = 0
    for block in suspended:
        across |= live.live_out(block)
    spilled = _demote(fn, live.members(across))
    machine = _Machine(fn, program, spilled)
    for block in suspended:
        machine.cut(block, live.members(live.live_out(block)))
    machine.dispatch()


def _any_type(type_: IRType) -> bool:
    del type_
    return True


def _demote(fn: Function, across: list[Tracked]) -> dict[Tracked, Register]:
    """A register for each value that lives across a Suspend: op results are copied into one."""
    registers: dict[Tracked, Register] = {}
    for value in across:
        if isinstance(value, Register):
            registers[value] = value
        else:
            registers[value] = Register(f"${len(registers)}", type_of(value))
    results = {value: r for value, r in registers.items() if isinstance(value, Op)}
    if results:
        for block in list(fn.blocks):
            fn.blocks += _replace_results(block, results)
    return registers


def _replace_results(block: Block, results: dict[Op, Register]) -> list[Block]:
    """Returns the blocks made on edges behind a Check, where a checked result is saved."""
    ops: list[Op] = []
    made: list[Block] = []
    end = block.terminator
    for op in block.ops:
        for index, value in enumerate(op.arguments):
            if isinstance(value, Op) and value in results:
                op.arguments[index] = results[value]
        ops.append(op)
        if op in results:
            save = Op("assign", [op], line=op.line, dest=results[op])
            if isinstance(end, Check) and end.value is op:
                end.ok = Block(end.ok.name, [save], Goto(end.ok, end.line))
                made.append(end.ok)
            else:
                ops.append(save)
    for value in terminator_values(end):
        if isinstance(value, Op) and value in results and not isinstance(end, Check):
            replace_terminator_value(end, value, results[value])
    block.ops = ops
    return made


class _Machine:
    def __init__(self, fn: Function, program: Program, spilled: dict[Tracked, Register]) -> None:
        self.fn = fn
        self.frame = fn.parameters[0]
        self.spilled = spilled
        self.resumes: list[Block] = []
        self.fields: dict[Register, str] = {}
        layout = program.layouts[fn.frame_class]
        taken = {field.name for field in layout.fields}
        base = program.layouts.get(layout.base)
        while base is not None:  # a variable may have the name of a field of all frames
            taken |= {field.name for field in base.fields}
            base = program.layouts.get(base.base)
        for register in spilled.values():
            name = _fresh(register.name.replace(".", ":"), taken)  # a dot ends a class
            layout.fields.append(FieldLayout(name, register.type))
            self.fields[register] = f"{fn.frame_class}.{name}"

    def cut(self, block: Block, live: list[Tracked]) -> None:
        """A Suspend becomes: save, remember where, return the value; the target gets a restorer."""
        end = block.terminator
        assert isinstance(end, Suspend)
        state = len(self.resumes) + 1
        resume = Block("resume")
        for value in live:
            register = self.spilled[value]
            field = self.fields[register]
            save = Op("init_field", [self.frame, register], attribute=field, line=end.line)
            block.ops.append(save)
            take = "take_field" if register.type.is_counted else "get_field"
            load = Op(take, [self.frame], register.type, field, end.line)
            resume.ops += [load, Op("assign", [load], line=end.line, dest=register)]
        resume.terminator = Goto(end.resume, end.line)
        block.ops.append(self.set_state(state, end.line))
        block.terminator = Return(end.value, end.line)
        self.resumes.append(resume)

    def set_state(self, state: int, line: int) -> Op:
        field = f"{self.fn.frame_class}.{FRAME_STATE}"
        return Op("init_field", [self.frame, Constant(I64, state)], attribute=field, line=line)

    def dispatch(self) -> None:
        """A chain of tests in front of the body: the back end makes a jump table of it."""
        before, start = _tests_in_front(self.fn)
        load = Op("get_field", [self.frame], I64, f"{self.fn.frame_class}.{FRAME_STATE}")
        test = Block("dispatch", [load])
        chain = [test]
        for state, target in enumerate([start, *self.resumes]):
            target.ops.insert(0, self.set_state(RUNNING, 0))
            is_it = Op("raw.eq", [load, Constant(I64, state)], BOOL)
            test.ops.append(is_it)
            rest = Block("dispatch")
            test.terminator = Branch(is_it, target, rest)
            chain.append(rest)
            test = rest
        test.terminator = Return(Constant(OBJ, END))
        if before:
            retarget(before[-1], start, chain[0])
        behind = [block for block in self.fn.blocks if block not in before]
        self.fn.blocks = [*before, *chain, *behind, *self.resumes]


def _tests_in_front(fn: Function) -> tuple[list[Block], Block]:
    """The blocks at the start that each step has to pass, and the start of the body.

    What locals start as is said behind the tests.
    """
    before: list[Block] = []
    first_values: list[Op] = []
    block = fn.blocks[0]
    while (tested := _test_of(block)) is not None:
        first_values += block.ops[: -len(tested)]
        block.ops = tested
        before.append(block)
        assert isinstance(block.terminator, Branch)
        block = block.terminator.otherwise
    block.ops[:0] = first_values
    return before, block


def _test_of(block: Block) -> list[Op] | None:
    """The ops of the stack's test (passes/stack_check), or of one of the frame's state, if the
    block ends with that and only gives locals constants before."""
    end = block.terminator
    if not isinstance(end, Branch) or not block.ops or end.condition is not block.ops[-1]:
        return None
    if block.ops[-1].name == "machine" and block.ops[-1].attribute == STACK_EXHAUSTED:
        tested = block.ops[-1:]
    else:
        tested = block.ops[-2:]
        if tested[0].name != "get_field" or not tested[0].attribute.endswith(f".{FRAME_STATE}"):
            return None
    others = block.ops[: -len(tested)]
    if not all(op.dest is not None and isinstance(op.arguments[0], Constant) for op in others):
        return None
    return tested


def _fresh(name: str, taken: set[str]) -> str:
    unique, count = name, 1
    while unique in taken:
        count += 1
        unique = f"{name}:{count}"
    taken.add(unique)
    return unique
