"""A few random programs on CPython and compiled: they must say the same. `make differential` has
more of them; what it finds becomes a case in cases/run."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.differential.compare import compare
from tools.differential.program import random_program
from tools.differential.reduce import reduce

SEEDS = (1, 2, 3)
FUNCTIONS = 20


@pytest.mark.parametrize("seed", SEEDS)
def test_random_program_does_what_cpython_does(seed: int, tmp_path: Path) -> None:
    program = random_program(seed, FUNCTIONS)
    result = compare(program, tmp_path / "program.py", debug=seed % 2 == 1)
    assert result.differences == []
    assert len(result.program.parts) > FUNCTIONS // 2, result.refused


def test_same_seed_makes_the_same_program() -> None:
    assert random_program(7, FUNCTIONS) == random_program(7, FUNCTIONS)
    assert random_program(7, FUNCTIONS) != random_program(8, FUNCTIONS)


def test_reduction_keeps_what_matters_only() -> None:
    text = random_program(9, FUNCTIONS).text + "\ndef odd() -> int:\n    return 1 if True else 2\n"
    small = reduce(text, lambda text: "1 if True" in text, 2_000)
    assert small.count("\n") < 5
    assert "return 1 if True else 2" in small or "1 if True" in small
