"""Registers become SSA: random control flow, emitted code against an interpreter of the IR."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from llvm_harness import Harness

from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Constant,
    Function,
    Goto,
    Op,
    Register,
    Return,
    Unreachable,
    Value,
)
from gloamc.ir.types import BOOL, I64, REF
from gloamc.llvm.ssa import analyse

MASK = (1 << 64) - 1
ARITHMETIC = {
    "raw.add": lambda a, b: a + b,
    "raw.sub": lambda a, b: a - b,
    "raw.mul": lambda a, b: a * b,
    "raw.xor": lambda a, b: a ^ b,
}
FUEL = 60


def random_function(seed: int) -> Function:
    """Blocks that jump anywhere, irreducible loops included; `fuel` bounds the run."""
    chance = random.Random(seed)
    parameters = [Register("a", I64, True), Register("b", I64, True)]
    registers = [Register(f"r{number}", I64) for number in range(4)]
    fuel = Register("fuel", I64)
    blocks = [Block(f"x{number}") for number in range(chance.randint(2, 9))]
    entry = Block("entry")
    entry.ops.append(Op("assign", [Constant(I64, FUEL)], dest=fuel))
    entry.terminator = Goto(blocks[0])
    for register in registers[: chance.randint(0, 4)]:
        entry.ops.append(Op("assign", [chance.choice(parameters)], dest=register))
    for block in blocks:
        values: list[Value] = [*parameters, *registers, Constant(I64, chance.randint(-5, 5))]
        for _ in range(chance.randint(0, 5)):
            if chance.random() < 0.5:
                name = chance.choice(list(ARITHMETIC))
                made = Op(name, [chance.choice(values), chance.choice(values)], I64)
                block.ops.append(made)
                values.append(made)
            else:
                target = chance.choice(registers)
                block.ops.append(Op("assign", [chance.choice(values)], dest=target))
        _end(chance, block, blocks, values, fuel)
    return Function(f"test.random{seed}", parameters, I64, [entry, *blocks])


def _end(
    chance: random.Random, block: Block, blocks: list[Block], values: list[Value], fuel: Register
) -> None:
    less = Op("raw.sub", [fuel, Constant(I64, 1)], I64)
    block.ops += [less, Op("assign", [less], dest=fuel)]
    if chance.random() < 0.15:
        block.terminator = Return(chance.choice(values))
        return
    test = Op("raw.lt", [chance.choice(values), chance.choice(values)], BOOL)
    empty = Op("raw.le", [fuel, Constant(I64, 0)], BOOL)
    stop = Block(f"{block.name}.stop", terminator=Return(chance.choice(values[:6])))
    more = Block(f"{block.name}.more", ops=[test])
    more.terminator = Branch(test, chance.choice(blocks), chance.choice(blocks))
    block.ops.append(empty)
    block.terminator = Branch(empty, stop, more)


def interpret(function: Function, arguments: list[int]) -> int:
    """Registers never assigned read as 0: the error value of raw integers."""
    state: dict[Value, int] = dict(zip(function.parameters, arguments, strict=True))

    def read(value: Value) -> int:
        if isinstance(value, Constant):
            return int(value.value) if isinstance(value.value, int) else 0
        return state.get(value, 0)

    def signed(value: int) -> int:
        return ((value + (1 << 63)) & MASK) - (1 << 63)

    block = function.blocks[0]
    while True:
        for op in block.ops:
            a, *rest = map(read, op.arguments)
            if op.dest is not None:
                state[op.dest] = a
            elif op.name == "raw.lt":
                state[op] = a < rest[0]
            elif op.name == "raw.le":
                state[op] = a <= rest[0]
            else:
                state[op] = signed(ARITHMETIC[op.name](a, rest[0]))
        match block.terminator:
            case Goto(target):
                block = target
            case Branch(condition, then, otherwise):
                block = then if read(condition) else otherwise
            case Return(value):
                return read(value)


@pytest.mark.parametrize("level", ["-O0", "-O2"])
def test_random_control_flow_agrees_with_the_interpreter(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), []
    for seed in range(200):
        function = harness.add_function(random_function(seed))
        for arguments in ([3, 4], [-2, 9]):
            operands = [harness.opaque(I64, value) for value in arguments]
            harness.report(harness.op("call", *operands, type=I64, attribute=function.name))
            expected.append(interpret(function, arguments) & MASK)
    assert harness.finish(tmp_path, level).words() == expected


def test_a_swap_in_a_loop_reads_both_old_values(tmp_path: Path) -> None:
    """Phis are parallel: the classic lost copy and swap problems."""
    harness = Harness()
    a, b, n = Register("a", I64), Register("b", I64), Register("n", I64)
    count = Register("count", I64, True)
    entry, loop, body, done = Block("entry"), Block("loop"), Block("body"), Block("done")
    for register, value in ((a, Constant(I64, 1)), (b, Constant(I64, 2)), (n, count)):
        entry.ops.append(Op("assign", [value], dest=register))
    entry.terminator = Goto(loop)
    more = Op("raw.gt", [n, Constant(I64, 0)], BOOL)
    loop.ops.append(more)
    loop.terminator = Branch(more, body, done)
    saved = Op("copy", [a], I64)
    less = Op("raw.sub", [n, Constant(I64, 1)], I64)
    body.ops += [saved, Op("assign", [b], dest=a), Op("assign", [saved], dest=b)]
    body.ops += [less, Op("assign", [less], dest=n)]
    body.terminator = Goto(loop)
    ten = Op("raw.mul", [a, Constant(I64, 10)], I64)
    total = Op("raw.add", [ten, b], I64)
    done.ops += [ten, total]
    done.terminator = Return(total)
    harness.add_function(Function("test.swap", [count], I64, [entry, loop, body, done]))
    for times in (0, 1, 2, 3):
        operand = harness.opaque(I64, times)
        harness.report(harness.op("call", operand, type=I64, attribute="test.swap"))
    assert harness.finish(tmp_path, "-O2").words() == [12, 21, 12, 21]


def test_a_register_assigned_once_needs_no_phi_in_a_loop() -> None:
    once = Register("once", I64)
    entry, loop, done = Block("entry"), Block("loop"), Block("done")
    entry.ops.append(Op("assign", [Constant(I64, 1)], dest=once))
    entry.terminator = Goto(loop)
    test = Op("raw.eq", [once, once], BOOL)
    loop.ops.append(test)
    loop.terminator = Branch(test, loop, done)
    done.terminator = Return(once)
    graph = analyse(Function("f", [], I64, [entry, loop, done]))
    assert graph.phis == [[], [], []]


def test_an_unassigned_path_reads_as_unset(tmp_path: Path) -> None:
    harness = Harness()
    chosen, maybe = Register("chosen", BOOL, True), Register("maybe", REF)
    entry, assign, join = Block("entry"), Block("assign"), Block("join")
    entry.terminator = Branch(chosen, assign, join)
    assign.ops.append(Op("assign", [Constant(REF, "text")], dest=maybe))
    assign.terminator = Goto(join)
    unset = Op("is_unset", [maybe], BOOL)
    join.ops.append(unset)
    join.terminator = Return(unset)
    harness.add_function(Function("test.maybe", [chosen], BOOL, [entry, assign, join]))
    for value in (True, False):
        operand = harness.opaque(BOOL, value)
        harness.report(harness.op("call", operand, type=BOOL, attribute="test.maybe"))
    assert harness.finish(tmp_path, "-O0").words() == [0, 1]


def test_blocks_that_cannot_be_reached_are_not_emitted(tmp_path: Path) -> None:
    harness = Harness()
    lost = Block("lost", terminator=Goto(harness.block))
    lost.ops.append(Op("assign", [Constant(I64, UNSET)], dest=Register("r", I64)))
    harness.main.blocks.append(lost)
    harness.block = Block("real")
    harness.main.blocks[0].terminator = Goto(harness.block)
    harness.main.blocks.append(harness.block)
    harness.report(Constant(I64, 5))
    harness.op("call", attribute="test.done")
    harness.block.terminator = Unreachable()
    assert harness.finish(tmp_path, "-O0").words() == [5]
