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
from tempfile import TemporaryDirectory

import click

from gloamc.diagnostics import CompileErrors
from tools.differential.compare import (
    Difference,
    TooSlow,
    Verdict,
    compare_all,
    differences_alone,
)
from tools.differential.program import random_program
from tools.differential.reduce import reduce

REDUCE_TRIES = 120
RELEASE_EACH = 4
"""Every so many images one is a release build."""


@dataclass(frozen=True, slots=True)
class Report:
    """About one program."""

    seed: int
    definitions: int
    calls: int
    refused: tuple[str, ...]
    differences: tuple[Difference, ...]
    kept: str
    is_too_slow: bool


@click.command()
@click.option("--programs", default=120, help="How many.")
@click.option("--seed", default=0, help="The number of the first one.")
@click.option("--functions", default=1, help="In each program.")
@click.option("--together", default=40, help="So many are modules of one image.")
@click.option("--jobs", default=1, help="So many images at a time.")
@click.option("--reduce", "reduces", is_flag=True, help="Make what differs small: takes minutes.")
@click.option("--keep", default="build/differential", type=Path, help="Where differences go.")
def main(
    programs: int, seed: int, functions: int, together: int, jobs: int, reduces: bool, keep: Path
) -> None:
    """Compare random programs, compiled, with CPython."""
    keep.mkdir(parents=True, exist_ok=True)
    agreed = definitions = calls = lost = 0
    refused: Counter[str] = Counter()
    starts = range(seed, seed + programs, together)
    with ProcessPoolExecutor(jobs) as pool:
        tasks = [
            pool.submit(examine, range(start, stop), functions, keep, reduces=reduces)
            for start, stop in zip(starts, [*starts[1:], seed + programs], strict=True)
        ]
        for start, task in zip(starts, tasks, strict=True):
            for report in task.result():
                definitions += report.definitions
                calls += report.calls
                lost += report.is_too_slow
                refused.update(report.refused)
                agreed += not report.differences and not report.is_too_slow
                for one in report.differences[:1]:
                    print(f"seed {report.seed}: {one.where}\n- {one.expected}\n+ {one.found}")
                    print(f"kept as {report.kept}", flush=True)
            print(f"up to {start + together}: {agreed} agree", file=sys.stderr, flush=True)
    print(f"{agreed} of {programs} programs agree: {definitions:,} definitions, {calls:,} calls")
    if lost:
        print(f"{lost} are too slow on CPython to say anything")
    for told, count in refused.most_common():
        print(f"{count:5} refused: {told}")
    sys.exit(0 if agreed + lost == programs else 1)


def examine(seeds: range, functions: int, keep: Path, *, reduces: bool) -> list[Report]:
    """One image, in a folder of its own."""
    is_debug = seeds.start // len(seeds) % RELEASE_EACH != 0
    programs = [random_program(seed, functions) for seed in seeds]
    with TemporaryDirectory() as folder:
        verdicts = compare_all(programs, Path(folder), debug=is_debug)
    return [_report(verdict, keep, debug=is_debug, reduces=reduces) for verdict in verdicts]


def _report(verdict: Verdict, keep: Path, *, debug: bool, reduces: bool) -> Report:
    program = verdict.program
    kept = ""
    if verdict.differences:
        path = keep / f"{program.name}.py"
        path.write_text(program.alone)
        kept = str(path)
        if reduces:
            small = keep / f"small_{program.seed}.py"
            small.write_text(_smaller(path, verdict.differences[0], keep, debug=debug))
            kept = str(small)
    return Report(
        program.seed,
        len(program.parts),
        program.calls,
        tuple(f"{one.code}: {one.message}" for one in verdict.refused),
        tuple(verdict.differences),
        kept,
        verdict.is_too_slow,
    )


def _smaller(path: Path, wanted: Difference, keep: Path, *, debug: bool) -> str:
    """Of the same kind: the compiler breaks, or the program does something else."""
    scratch = keep / f"try_{path.name}"
    image = scratch.with_suffix(".image")
    is_compiler = wanted.where == "compiler"

    def shows(text: str) -> bool:
        scratch.write_text(text)
        try:
            found = differences_alone(scratch, image, debug=debug)
        except (CompileErrors, TooSlow):
            return False
        return any((one.where == "compiler") == is_compiler for one in found)

    text = reduce(path.read_text(), shows, REDUCE_TRIES)
    scratch.unlink()
    return text


if __name__ == "__main__":
    main()
