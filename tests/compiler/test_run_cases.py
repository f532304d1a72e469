"""Every program below `cases/run/` on CPython and compiled: both must say the same.

A case is a Python file, or a folder with a main.py. Compared are stdout, exit code, and of the
traceback the places in the case's own files and the last line. Builds are debug builds: the IR is
verified after each pass, and the process ends with an error if an object is still alive at its
exit.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from gloamc.pipeline import BuildOptions, build

CASES = Path(__file__).parent / "cases" / "run"
RUN_SECONDS_MAX = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the outside sees of a run. `error` is the last line on stderr, `places` are the names
    of the case's files with line and function, outermost first."""

    stdout: str
    exit_code: int
    error: str
    places: list[tuple[str, str, str]]


# Comprehensions are functions of their own in CPython 3.11 only.
PLACE = re.compile(r'^  File "([^"]+)", line (\d+), in (?!<\w+comp>)(.+)$', re.MULTILINE)


def run(command: list[str], path: Path) -> Outcome:
    done = subprocess.run(
        command, capture_output=True, timeout=RUN_SECONDS_MAX, encoding="utf-8", check=False
    )
    lines = done.stderr.splitlines()
    error = lines[-1] if lines else ""
    own = str(path.parent)
    places = [
        (Path(file).name, line, name)
        for file, line, name in PLACE.findall(done.stderr)
        if file.startswith(own)
    ]
    # How deep a recursion goes depends on the size of the stack.
    is_deep = error.startswith("RecursionError")
    return Outcome(done.stdout, done.returncode, error, [] if is_deep else places)


def run_cases() -> list[Path]:
    return sorted([*CASES.glob("*.py"), *CASES.glob("*/main.py")])


def case_name(path: Path) -> str:
    return path.parent.name if path.name == "main.py" else path.stem


@pytest.mark.parametrize("path", run_cases(), ids=case_name)
def test_compiled_program_does_what_cpython_does(path: Path, tmp_path: Path) -> None:
    image = tmp_path / "image"
    build(BuildOptions(path, "process", image, debug=True))
    assert run([str(image)], path) == run([sys.executable, str(path)], path)
