"""Every program below `cases/run/` on CPython and compiled: both must say the same.

A case is a Python file, or a folder with a main.py. Compared are stdout, exit code and the last
line of the traceback. Builds are debug builds: the IR is verified after each pass, and the process
ends with an error if an object is still alive at its exit.
"""

from __future__ import annotations

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
    """What the outside sees of a run. `error` is the last line on stderr."""

    stdout: str
    exit_code: int
    error: str


def run(command: list[str]) -> Outcome:
    done = subprocess.run(
        command, capture_output=True, timeout=RUN_SECONDS_MAX, encoding="utf-8", check=False
    )
    lines = done.stderr.splitlines()
    return Outcome(done.stdout, done.returncode, lines[-1] if lines else "")


def run_cases() -> list[Path]:
    return sorted([*CASES.glob("*.py"), *CASES.glob("*/main.py")])


def case_name(path: Path) -> str:
    return path.parent.name if path.name == "main.py" else path.stem


@pytest.mark.parametrize("path", run_cases(), ids=case_name)
def test_compiled_program_does_what_cpython_does(path: Path, tmp_path: Path) -> None:
    image = tmp_path / "image"
    build(BuildOptions(path, "process", image, debug=True))
    assert run([str(image)]) == run([sys.executable, str(path)])
