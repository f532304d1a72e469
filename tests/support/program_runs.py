"""One program on CPython and compiled: what the outside sees of each run.

A program may begin with comments for the tests: `# cpython: 3.11.4` names the first CPython that is
right about it, `# alone: why` keeps it out of bundles (support/bundles.py). An older CPython is no
oracle for such a program: what a good one said is kept beside it, `NAME.expected`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gloamc.pipeline import BuildOptions, build

RUN_SECONDS_MAX = 60
VERSION = sys.version_info[:3]

_HEADER = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)
_HEADER_LINES = 3
# Comprehensions are functions of their own in CPython 3.11 only.
_PLACE = re.compile(r'^  File "([^"]+)", line (\d+), in (?!<\w+comp>)(.+)$', re.MULTILINE)
_STDOUT = "-- stdout:\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`error` is the last line on stderr, `places` are of the traceback there: names of the
    program's own files with line and function, outermost first."""

    stdout: str
    exit_code: int
    error: str
    places: tuple[tuple[str, str, str], ...]


def outcome(stdout: str, stderr: str, exit_code: int, folder: Path) -> Outcome:
    """What the run of a program shows whose files are in `folder`."""
    lines = stderr.splitlines()
    error = lines[-1] if lines else ""
    places = tuple(
        (Path(file).name, line, name)
        for file, line, name in _PLACE.findall(stderr)
        if file.startswith(str(folder))
    )
    # How deep a recursion goes depends on the size of the stack.
    is_deep = error.startswith("RecursionError")
    return Outcome(stdout, exit_code, error, () if is_deep else places)


def run_command(
    command: list[str], search: Path | None = None, seconds_max: float = RUN_SECONDS_MAX
) -> subprocess.CompletedProcess[str]:
    """`search` is a folder for CPython's imports. Raises TimeoutExpired."""
    known = os.environ.get("PYTHONPATH", "")
    paths = {} if search is None else {"PYTHONPATH": f"{search}{os.pathsep}{known}"}
    return subprocess.run(
        command,
        capture_output=True,
        timeout=seconds_max,
        encoding="utf-8",
        env={**os.environ, **paths},
        check=False,
    )


def run_compiled(path: Path, image: Path) -> Outcome:
    """A debug build: the process ends with an error if an object is still alive at its exit."""
    build(BuildOptions(path, "process", image, debug=True))
    done = run_command([str(image)])
    image.unlink()
    return outcome(done.stdout, done.stderr, done.returncode, path.parent)


def expected_outcome(path: Path, *, update: bool = False) -> Outcome:
    """What CPython says, or has said where the one at hand is too old.

    Raises AssertionError if what is kept is not what this CPython says.
    """
    kept = path.with_suffix(".expected")
    first = first_version(path)
    if first > VERSION:
        return _read(kept.read_text(encoding="utf-8"))
    found = run_cpython(path)
    if not any(first):
        return found
    text = _text(found)
    if update:
        kept.write_text(text, encoding="utf-8")
    assert kept.exists() and kept.read_text(encoding="utf-8") == text, f"{kept} is stale: --update"
    return found


@cache
def run_cpython(path: Path) -> Outcome:
    done = run_command([sys.executable, str(path)])
    return outcome(done.stdout, done.stderr, done.returncode, path.parent)


def first_version(path: Path) -> tuple[int, ...]:
    """Of the CPythons that are right about the program."""
    return tuple(int(part) for part in header(path).get("cpython", "0.0.0").split("."))


@cache
def header(path: Path) -> dict[str, str]:
    """The comments at the beginning of a program, by their first word."""
    lines = path.read_text(encoding="utf-8").split("\n")[:_HEADER_LINES]
    return dict(_HEADER.findall("\n".join(lines)))


def _text(found: Outcome) -> str:
    lines = [f"-- exit: {found.exit_code}", f"-- error: {found.error}"]
    lines += [f"-- place: {file}:{line}:{name}" for file, line, name in found.places]
    return "\n".join(lines) + "\n" + _STDOUT + found.stdout


def _read(text: str) -> Outcome:
    head, _, stdout = text.partition(_STDOUT)
    exit_code, error, *places = [line.partition(": ")[2] for line in head.splitlines()]
    found = []
    for place in places:
        file, line, name = place.split(":", 2)
        found.append((file, line, name))
    return Outcome(stdout, int(exit_code), error, tuple(found))
