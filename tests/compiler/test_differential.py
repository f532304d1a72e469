"""A few random programs on CPython and compiled: they must say the same. `make differential` has
more of them; what it finds becomes a case in cases/run."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.differential.compare import compare_all
from tools.differential.program import random_program
from tools.differential.reduce import reduce

PROGRAMS = 24
FUNCTIONS = 3


@pytest.mark.parametrize(("seed", "is_debug"), [(1, True), (101, False)])
def test_random_programs_do_what_cpython_does(seed: int, is_debug: bool, tmp_path: Path) -> None:
    count = PROGRAMS if is_debug else PROGRAMS // 4
    programs = [random_program(number, 1) for number in range(seed, seed + count)]
    verdicts = compare_all(programs, tmp_path, debug=is_debug)
    assert {v.program.seed: v.differences for v in verdicts if v.differences} == {}
    parts = sum(len(verdict.program.parts) for verdict in verdicts)
    assert parts > sum(len(program.parts) for program in programs) * 3 // 4


def test_same_seed_makes_the_same_program() -> None:
    assert random_program(7, FUNCTIONS) == random_program(7, FUNCTIONS)
    assert random_program(7, FUNCTIONS) != random_program(8, FUNCTIONS)


def test_reduction_keeps_what_matters_only() -> None:
    text = random_program(9, FUNCTIONS).alone + "\ndef odd() -> int:\n    return 1 if True else 2\n"
    small = reduce(text, lambda text: "1 if True" in text, 2_000)
    assert small.count("\n") < 5
    assert "return 1 if True else 2" in small or "1 if True" in small
