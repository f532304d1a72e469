"""`make differential`: random programs on CPython and compiled, until so many agree.

Each program is made from its number, so a difference can be had again with `--seed`. A program
that shows one is made small and kept in the folder that is named at the end.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

from gloamc.diagnostics import CompileErrors
from tools.differential.compare import Difference, TooSlow, compare, differences
from tools.differential.program import random_program
from tools.differential.reduce import reduce

REDUCE_TRIES = 120
RELEASE_EACH = 4
"""Every so many programs one is a release build."""


@dataclass(frozen=True, slots=True)
class Report:
    seed: int
    functions: int = 0
    calls: int = 0
    refused: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    kept: str = ""


@click.command()
@click.option("--programs", default=100, help="How many.")
@click.option("--seed", default=0, help="The number of the first one.")
@click.option("--functions", default=20, help="In each program.")
@click.option("--jobs", default=1, help="So many at a time.")
@click.option("--keep", default="build/differential", type=Path, help="Where differences go.")
def main(programs: int, seed: int, functions: int, jobs: int, keep: Path) -> None:
    """Compare random programs, compiled, with CPython."""
    keep.mkdir(parents=True, exist_ok=True)
    done = agreed = compared = calls = 0
    refused: Counter[str] = Counter()
    with ProcessPoolExecutor(jobs) as pool:
        tasks = [pool.submit(examine, n, functions, keep) for n in range(seed, seed + programs)]
        for task in tasks:
            report = task.result()
            done += 1
            compared += report.functions
            calls += report.calls
            refused.update(report.refused)
            agreed += not report.differences
            for one in report.differences:
                print(f"seed {report.seed}: {one.where}\n- {one.expected}\n+ {one.found}")
                print(f"kept as {report.kept}", flush=True)
    print(f"{agreed} of {done} programs agree: {compared:,} functions and classes, {calls:,} calls")
    for told, count in refused.most_common():
        print(f"{count:5} refused: {told}")
    sys.exit(0 if agreed == done else 1)


def examine(seed: int, functions: int, keep: Path) -> Report:
    path = keep / f"program_{seed}.py"
    is_debug = seed % RELEASE_EACH != 0
    try:
        result = compare(random_program(seed, functions), path, debug=is_debug)
    except TooSlow:
        path.unlink()
        return Report(seed)
    told = tuple(f"{one.code}: {one.message}" for one in result.refused)
    size = len(result.program.parts)
    if not result.differences:
        path.unlink()
        return Report(seed, size, result.program.calls, told)
    small = keep / f"small_{seed}.py"
    small.write_text(_smaller(path, result.differences[0], keep, debug=is_debug))
    found = tuple(result.differences)
    return Report(seed, size, result.program.calls, told, found, str(small))


def _smaller(path: Path, wanted: Difference, keep: Path, *, debug: bool) -> str:
    """Of the same kind: the compiler breaks, or the program does something else."""
    scratch = keep / f"try_{path.name}"
    image = scratch.with_suffix(".image")
    is_compiler = wanted.where == "compiler"

    def shows(text: str) -> bool:
        scratch.write_text(text)
        try:
            found = differences(scratch, image, debug=debug)
        except (CompileErrors, TooSlow):
            return False
        return any((one.where == "compiler") == is_compiler for one in found)

    text = reduce(path.read_text(), shows, REDUCE_TRIES)
    scratch.unlink()
    return text


if __name__ == "__main__":
    main()
