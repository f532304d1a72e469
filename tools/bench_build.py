"""`make bench-build`: what a build takes, by the size of the program and by phase.

The programs are generated: classes, generators, dicts, strings and loops in the mixture of ordinary
code, every function called. Each build is cold and in a process of its own, for the process target.
Seconds are of the processor, children included (clang and lld are the children), so that another
program's work does not count; memory is the largest resident set of the compiler itself.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from gloamc.frontend.load import load_program
from gloamc.irbuild.build import HASH_KEY_MODULE
from gloamc.irbuild.build import build as build_ir
from gloamc.irbuild.classes import complete_destroy
from gloamc.link import link_image
from gloamc.llvm.emit import emit_program
from gloamc.passes.order import run_passes

T = TypeVar("T")
SIZES = (500, 1_000, 10_000, 50_000)
START = "gloam.boot.process.start"
_UNIT = """
class Account{n}:
    def __init__(self, owner: str, balance: int) -> None:
        self.owner = owner
        self.balance = balance
        self.history: list[int] = []

    def deposit(self, amount: int) -> int:
        if amount <= {n}:
            raise ValueError(f"{{self.owner}}: {{amount}} is not enough")
        self.balance += amount
        self.history.append(amount)
        return self.balance

    def summary(self) -> str:
        total = sum(value for value in self.history if value > {n})
        return f"{{self.owner:>10}}: {{self.balance:8d}} {{total:+d}}"


def words{n}(text: str) -> dict[str, int]:
    found: dict[str, int] = {{}}
    for word in text.lower().split():
        cleaned = word.strip(".,;")
        if not cleaned:
            continue
        found[cleaned] = found.get(cleaned, 0) + len(cleaned) + {n}
    return found


def steps{n}(limit: int) -> Iterator[int]:
    value = {n}
    while value < limit:
        yield value
        value = value * 2 if value % 3 else value + 1


def grid{n}(width: int, height: int) -> float:
    total = 0.0
    for y in range(height):
        row = [x * y + {n} for x in range(width)]
        for x, item in enumerate(row):
            if (x + y) % 2 == 0:
                total += item / (x + 1)
            elif item > {n}:
                total -= 0.5
    return total


def use{n}() -> None:
    account = Account{n}("ann", {n})
    try:
        account.deposit(100)
        account.deposit({n} - 1)
    except ValueError as error:
        print(error)
    print(account.summary(), sorted(words{n}("a rose is a rose").items()))
    print(list(steps{n}({n} + 50)), grid{n}(4, 5))


"""


def program(lines: int) -> str:
    count = max(1, lines // _UNIT.count("\n"))
    units = "".join(_UNIT.format(n=number) for number in range(1, count + 1))
    calls = "".join(f"use{number}()\n" for number in range(1, count + 1))
    return f"from collections.abc import Iterator\n\n{units}{calls}"


@click.command()
@click.option("--lines", "sizes", multiple=True, type=int, default=SIZES, help="Program sizes.")
@click.option("--debug", is_flag=True, help="Debug builds instead of release ones.")
@click.option("--one", type=click.Path(path_type=Path), hidden=True)
def main(sizes: tuple[int, ...], debug: bool, one: Path | None) -> None:
    """Measure cold builds of generated programs."""
    if one is not None:
        print(json.dumps(measure(one, debug=debug)))
        return
    print("| lines | mypy and tree | irbuild | passes | LLVM text | clang, lld | total | memory |")
    print("|---|---|---|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "program.py"
            source.write_text(program(size))
            command = [sys.executable, "-m", "tools.bench_build", "--one", str(source)]
            command += ["--debug"] if debug else []
            done = subprocess.run(
                command,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
                env={**os.environ, "GLOAM_CACHE": folder},
            )
            found: dict[str, float] = json.loads(done.stdout)
        phases = ("tree", "irbuild", "passes", "emit", "link")
        seconds = " | ".join(f"{found[name]:.1f}" for name in phases)
        total = sum(found[name] for name in phases)
        print(f"| {size:,} | {seconds} | {total:.1f} s | {found['memory']:.0f} MB |", flush=True)


def measure(source: Path, *, debug: bool) -> dict[str, float]:
    """Seconds of each phase, and megabytes."""
    spent: dict[str, float] = {}
    loaded = _timed(spent, "tree", lambda: load_program(source, (START, HASH_KEY_MODULE)))
    builder = _timed(spent, "irbuild", lambda: build_ir(loaded, f"{START}.start", debug=debug))
    _timed(
        spent,
        "passes",
        lambda: run_passes(builder.ir, None, complete=lambda: complete_destroy(builder)),
    )
    text = _timed(spent, "emit", lambda: emit_program(builder.ir, "process"))
    work = source.parent
    _timed(
        spent,
        "link",
        lambda: link_image(text, "process", work / "image", debug=debug, work=work, sizes={}),
    )
    spent["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return spent


def _timed(spent: dict[str, float], name: str, work: Callable[[], T]) -> T:
    before = _now()
    result = work()
    spent[name] = _now() - before
    return result


def _now() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
