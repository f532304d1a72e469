"""`make bench-lang`: the programs of bench/lang as images, in C, on CPython, PyPy and by mypyc.

All in one run, interleaved; every implementation must print the same. Writes bench/lang/results
and prints the table of docs/numbers.md. `--instructions` counts instructions with valgrind instead,
of images and C only.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import geometric_mean, median

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError, UserError
from tools.bench import host
from tools.guests import ROOT
from tools.prepare import install

FOLDER = ROOT / "bench" / "lang"
RESULTS = FOLDER / "results"
HEAP = "1G"
GLOAM, C, CPYTHON, PYPY, MYPYC = "gloam", "c", "cpython", "pypy", "mypyc"
SLOW = (CPYTHON, MYPYC, PYPY)
COUNTED = re.compile(rb"Collected : (\d+)")
SHOW_MIB = 1 << 10
C_OPTIONS = ("-O2", "-std=gnu17", "-Wall", "-Wextra")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of processor time and on the clock, KiB of memory."""

    cpu_s: float
    wall_s: float
    peak_kib: int


@dataclass(frozen=True, slots=True)
class Row:
    """One program: the medians by implementation, or the instructions."""

    name: str
    size: int
    costs: dict[str, Cost]
    instructions: dict[str, int]


def sizes(kind: str) -> dict[str, int]:
    """The argument of each program, for "full", "counted" or "tiny" runs."""
    table: dict[str, dict[str, int]] = tomllib.loads((FOLDER / "sizes.toml").read_text())
    return table[kind]


class Bench:
    """Builds into a directory and runs what it built."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.measure = self.compile_c(FOLDER / "measure.c", work / "measure")

    def compile_c(self, source: Path, output: Path) -> Path:
        _must_work(["gcc", *C_OPTIONS, str(source), "-o", str(output), "-lm"])
        return output

    def image(self, name: str) -> Path:
        output = self.work / f"{name}.image"
        command = [sys.executable, "-m", "gloamtool", "build", "--target", "process"]
        source = str(FOLDER / f"{name}.py")
        _must_work([*command, "--memory", HEAP, source, "-o", str(output)])
        return output

    def extensions(self, names: Sequence[str]) -> bool:
        """Compile the programs with mypyc; whether it worked."""
        folder = self.work / "mypyc"
        folder.mkdir()
        for name in names:
            shutil.copy(FOLDER / f"{name}.py", folder)
        finished = subprocess.run(
            [sys.executable, "-m", "mypyc", *(f"{name}.py" for name in names)],
            cwd=folder,
            env={**os.environ, "MYPYPATH": ""},
            capture_output=True,
            check=False,
        )
        if finished.returncode != 0:
            print(finished.stderr.decode()[-500:], file=sys.stderr)
        for name in names:
            (folder / f"{name}.py").unlink()
        return finished.returncode == 0

    def commands(self, name: str, size: int, with_mypyc: bool) -> dict[str, list[str]]:
        """How each implementation is run."""
        source, argument = str(FOLDER / f"{name}.py"), str(size)
        native = self.compile_c(FOLDER / f"{name}.c", self.work / f"{name}.c.out")
        found = {
            GLOAM: [str(self.image(name)), argument],
            C: [str(native), argument],
            CPYTHON: [sys.executable, source, argument],
        }
        pypy = shutil.which("pypy3")
        if pypy is not None:
            found[PYPY] = [pypy, source, argument]
        if with_mypyc:
            start = f"import sys; sys.path.insert(0, {str(self.work / 'mypyc')!r}); import {name}"
            found[MYPYC] = [sys.executable, "-c", start, argument]
        return found

    def run(self, command: Sequence[str]) -> tuple[Cost, bytes]:
        """One run's cost, and what it printed."""
        report = self.work / "report"
        finished = subprocess.run(
            [str(self.measure), str(report), *command], capture_output=True, check=False
        )
        if finished.returncode != 0:
            raise ToolError(f"{command[0]} failed: {finished.stderr.decode()[-300:]}")
        cpu, wall, peak = report.read_text().split()
        return Cost(float(cpu), float(wall), int(peak)), finished.stdout

    def row(self, name: str, size: int, runs: int, with_mypyc: bool) -> Row:
        """All implementations in turn, `runs` times; the slow ones at most three times."""
        commands = self.commands(name, size, with_mypyc)
        costs: dict[str, list[Cost]] = {key: [] for key in commands}
        printed: dict[str, bytes] = {}
        for turn in range(runs):
            for key, command in commands.items():
                if turn < 3 or key not in SLOW:
                    cost, printed[key] = self.run(command)
                    costs[key].append(cost)
        _must_agree(name, printed)
        return Row(name, size, {key: _middle(found) for key, found in costs.items()}, {})

    def counted_row(self, name: str, size: int) -> Row:
        """Instructions of the image and of C."""
        commands = self.commands(name, size, with_mypyc=False)
        counts: dict[str, int] = {}
        printed: dict[str, bytes] = {}
        for key in (GLOAM, C):
            valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
            finished = subprocess.run([*valgrind, *commands[key]], capture_output=True, check=False)
            found = COUNTED.search(finished.stderr)
            if found is None:
                raise ToolError(f"valgrind: {finished.stderr.decode()[-300:]}")
            counts[key] = int(found[1])
            printed[key] = finished.stdout
        _must_agree(name, printed)
        return Row(name, size, {}, counts)


def _must_work(command: Sequence[str]) -> None:
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise ToolError(f"{' '.join(command)}: {finished.stderr[-500:]}")


def _must_agree(name: str, printed: dict[str, bytes]) -> None:
    for key, text in printed.items():
        if text != printed[C]:
            raise ToolError(f"{name}: {key} printed {text!r}, C printed {printed[C]!r}")


def _middle(costs: list[Cost]) -> Cost:
    return Cost(
        median(cost.cpu_s for cost in costs),
        median(cost.wall_s for cost in costs),
        max(cost.peak_kib for cost in costs),
    )


def show(rows: Sequence[Row]) -> None:
    """The table of docs/numbers.md: times, ratios to the image's, and their geometric means."""
    others = [key for key in (C, CPYTHON, PYPY, MYPYC) if all(key in row.costs for row in rows)]
    print("| program | gloam | x C | " + " | ".join(f"{key} x" for key in others[1:]), end="")
    print(" | memory | x C |\n|---" + "|---" * (len(others) + 4) + "|")
    for row in rows:
        own = row.costs[GLOAM]
        faster = [f"{row.costs[key].cpu_s / own.cpu_s:.1f}" for key in others[1:]]
        memory = own.peak_kib / row.costs[C].peak_kib
        print(f"| {row.name} | {own.cpu_s * 1000:.0f} ms | {_slower(row):.2f} | ", end="")
        print(" | ".join(faster), f"| {own.peak_kib / SHOW_MIB:.1f} MiB | {memory:.1f} |")
    means = [f"{geometric_mean([_slower(row) for row in rows]):.2f}"]
    for key in others[1:]:
        ratios = [row.costs[key].cpu_s / row.costs[GLOAM].cpu_s for row in rows]
        means.append(f"{geometric_mean(ratios):.1f}")
    memories = [row.costs[GLOAM].peak_kib / row.costs[C].peak_kib for row in rows]
    print("| **geometric mean** | |", " | ".join(means), f"| | {geometric_mean(memories):.1f} |")


def _slower(row: Row) -> float:
    return row.costs[GLOAM].cpu_s / row.costs[C].cpu_s


def show_counts(rows: Sequence[Row]) -> None:
    """Instructions beside C's."""
    print("| program | instructions, gloam | C | ratio |\n|---|---|---|---|")
    for row in rows:
        own, c = row.instructions[GLOAM], row.instructions[C]
        print(f"| {row.name} | {own:,} | {c:,} | {own / c:.2f} |")
    mean = geometric_mean([row.instructions[GLOAM] / row.instructions[C] for row in rows])
    print(f"| **geometric mean** | | | {mean:.2f} |")


def _collect(names: Sequence[str], make: Callable[[str], Row]) -> list[Row]:
    rows: list[Row] = []
    for name in names:
        print(f"bench-lang: {name}", file=sys.stderr, flush=True)
        rows.append(make(name))
    return rows


def _save(rows: Sequence[Row], name: str) -> None:
    RESULTS.mkdir(exist_ok=True)
    record = {"host": host(), "rows": [asdict(row) for row in rows]}
    (RESULTS / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n")


@click.command()
@click.argument("programs", nargs=-1)
@click.option("--runs", default=5, show_default=True, help="Runs of each; the slow ones at most 3.")
@click.option("--instructions", is_flag=True, help="Count instructions with valgrind instead.")
@click.option("--mypyc/--no-mypyc", "with_mypyc", default=True, help="Compile with mypyc too.")
def command(programs: tuple[str, ...], runs: int, instructions: bool, with_mypyc: bool) -> None:
    """Measure the PROGRAMS of bench/lang, or all of them."""
    table = sizes("counted" if instructions else "full")
    unknown = [name for name in programs if name not in table]
    if unknown or runs < 1:
        raise UserError(f"no such program: {unknown[0]}" if unknown else "--runs: at least 1")
    wanted = {"gcc": "gcc", "valgrind": "valgrind"} if instructions else {"gcc": "gcc"}
    for tool, package in wanted.items():
        if shutil.which(tool) is None and not install(package):
            raise ToolError(f"{tool} is missing")
    names = list(programs) or list(table)
    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(Path(directory))
        if instructions:
            rows = _collect(names, lambda name: bench.counted_row(name, table[name]))
            show_counts(rows)
        else:
            if shutil.which("pypy3") is None and not install("pypy3"):
                print("bench-lang: no pypy3, left out", file=sys.stderr)
            is_made = with_mypyc and bench.extensions(names)
            rows = _collect(names, lambda name: bench.row(name, table[name], runs, is_made))
            show(rows)
    if not programs:
        _save(rows, "instructions" if instructions else "times")


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="bench_lang", standalone_mode=False)))
