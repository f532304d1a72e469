"""`make memcheck`: the run cases on the process target under valgrind's memcheck.

Many cases share a debug image, as in the tests. The heap of an image is one mapping to valgrind: it
sees a jump or a system call that depends on a value that was never written, and an access outside
of what is mapped. Blocks in the heap are the debug build's own care: freed ones are filled
and checked, and what is alive at the end is an error.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from gloamc.pipeline import BuildOptions, build

CASES = Path("tests/compiler/cases/run")
TOGETHER = 24
SECONDS_MAX = 1_800
ERROR_CODE = 99
_TOLD = 2_000


@click.command()
@click.option("--first", default=0, help="Skip so many cases.")
@click.option("--cases", "count", default=10_000, help="How many.")
def main(first: int, count: int) -> None:
    """Run the cases under valgrind."""
    paths = [path for path in sorted(CASES.glob("*.py")) if _may_share(path)][first : first + count]
    bad = 0
    for start in range(0, len(paths), TOGETHER):
        members = paths[start : start + TOGETHER]
        told = check(members)
        bad += bool(told)
        span = f"{first + start} to {first + start + len(members) - 1}"
        print(f"cases {span}: {told or 'no error'}", flush=True)
    print(f"{len(paths)} cases in {-(-len(paths) // TOGETHER)} images, {bad} with an error")
    sys.exit(1 if bad else 0)


def check(members: Sequence[Path]) -> str:
    """What valgrind says against an image with these programs; nothing if all is well."""
    with tempfile.TemporaryDirectory() as folder:
        driver = Path(folder) / "together.py"
        driver.write_text("".join(f"import {path.stem}\n" for path in members))
        image = driver.with_suffix(".image")
        build(BuildOptions(driver, "process", image, debug=True, search=(CASES.resolve(),)))
        command = ["valgrind", "-q", f"--error-exitcode={ERROR_CODE}", str(image)]
        done = subprocess.run(command, capture_output=True, timeout=SECONDS_MAX, check=False)
    if done.returncode == 0:
        return ""
    return f"exit code {done.returncode}\n{done.stderr.decode(errors='replace')[-_TOLD:]}"


def _may_share(path: Path) -> bool:
    """As in tests/support/bundles.py: not alone, and of no particular CPython."""
    head = path.read_text().split("\n")[:3]
    return not any(line.startswith(("# alone:", "# cpython:")) for line in head)


if __name__ == "__main__":
    main()
