"""The compiler's work grows with the program, not with its square: counted in Python calls."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from gloamc.analysis.ranges import Ranges
from gloamc.ir.parser import parse_function
from gloamc.pipeline import BuildOptions, build

SIZES = (25, 50, 100)


def module_body(n: int) -> str:
    lines = [f"x{i} = {i} if c > {i} else c\nif x{i} > 3:\n    c += 1" for i in range(n)]
    return "\n".join(["import sys", "c = len(sys.argv)", *lines, "print(c)"])


def long_chain(n: int) -> str:
    tests = [f"    elif x == {i}:\n        y = {i * 3}" for i in range(n)]
    head = ["def f(x: int) -> int:", "    if x < 0:", "        y = 1", *tests]
    return "\n".join([*head, "    else:", "        y = 2", "    return y", "print(f(3))"])


def long_function(n: int) -> str:
    lines = [f"    try:\n        s{i} = str(d[c + {i}])\n    except KeyError:\n        c += len(s)"
             f"\n        s{i} = s\n    s += s{i}" for i in range(n)]  # fmt: skip
    head = ["def f(c: int) -> str:", "    d = {1: 2}", '    s = ""', *lines]
    return "\n".join([*head, "    return s", "print(f(3))"])


def calls_to_build(text: str, folder: Path) -> int:
    """Of the compiler's own Python functions; the type checker's are compiled."""
    source = folder / "program.py"
    source.write_text(text + "\n")
    count = 0

    def counting(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counting)
    try:
        build(BuildOptions(source, "process", folder / "image", emit="llvm"))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", [module_body, long_chain, long_function])
def test_twice_the_program_is_twice_the_work(shape: Callable[[int], str], tmp_path: Path) -> None:
    calls_to_build(shape(1), tmp_path)  # what is imported and cached once
    small, middle, large = (calls_to_build(shape(n), tmp_path) for n in SIZES)
    assert large - middle < 2.4 * (middle - small), (small, middle, large)


def many_variables(n: int) -> str:
    """A function that sets n variables, each under a condition, and then reads all of them."""
    lines = ["fn main.f(c: int) -> int", *(f"  local x{i}: int" for i in range(n))]
    lines += ["entry:", "  goto b0"]
    for i in range(n):
        lines += [f"b{i}:", f"  x{i} = {i}", f"  %{i}: bool = int.gt c, {i}"]
        lines += [f"  branch %{i}, s{i}, b{i + 1}", f"s{i}:", f"  x{i} = {i + 1}"]
        lines += [f"  goto b{i + 1}"]
    lines += [f"b{n}:", f"  %{n}: int = int.add 0, x0"]
    lines += [f"  %{n + i}: int = int.add %{n + i - 1}, x{i}" for i in range(1, n)]
    return "\n".join([*lines, f"  return %{2 * n - 1}", ""])


def test_ranges_of_many_variables_are_kept_in_linear_space() -> None:
    kept = [
        sum(map(len, Ranges(parse_function(many_variables(n)), None).at_start.values()))
        for n in (400, 800)
    ]
    assert 100 < kept[1] < 2.2 * kept[0], kept
