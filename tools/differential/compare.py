"""One program on CPython and compiled: what differs, call by call."""

from __future__ import annotations

import subprocess
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

from gloamc.diagnostics import CompileErrors, Diagnostic
from gloamc.pipeline import BuildOptions, build
from tools.differential.program import Generated

RUN_SECONDS_MAX = 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """`error` is the last line of the traceback, if the exit code is not 0."""

    stdout: str
    exit_code: int
    error: str
    stderr: str


@dataclass(frozen=True, slots=True)
class Difference:
    """`where` names the call, or says what else went wrong."""

    where: str
    expected: str
    found: str


class TooSlow(Exception):
    """The program takes longer than RUN_SECONDS_MAX on CPython: it says nothing."""


def run(command: list[str]) -> Outcome:
    """Raises TimeoutExpired."""
    done = subprocess.run(
        command,
        capture_output=True,
        timeout=RUN_SECONDS_MAX,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    lines = done.stderr.splitlines()
    error = lines[-1] if lines and done.returncode else ""
    return Outcome(done.stdout, done.returncode, error, done.stderr)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`program` is what was left of the program without the parts that are refused."""

    program: Generated
    refused: list[Diagnostic]
    differences: list[Difference]


def compare(program: Generated, path: Path, *, debug: bool, verify: bool = False) -> Comparison:
    """Build and run a program both ways, as a file at `path`. Raises TooSlow.

    A part that is refused is left out, and so is what needs it: what is refused is not wrong.
    """
    image = path.with_suffix(".image")
    refused: list[Diagnostic] = []
    while True:
        path.write_text(program.text)
        try:
            found = differences(path, image, debug=debug, verify=verify)
        except CompileErrors as errors:
            refused += errors.diagnostics
            bad = {program.at_line(one.line) for one in errors.diagnostics}
            left = program.only(part for part in program.parts if part not in bad)
            if left == program:
                told = str(errors.diagnostics[0])
                return Comparison(program, refused, [Difference("refusal", "", told)])
            program = left
        else:
            return Comparison(program, refused, found)


def differences(path: Path, image: Path, *, debug: bool, verify: bool = False) -> list[Difference]:
    """How a program differs from itself on CPython. Raises CompileErrors and TooSlow."""
    try:
        build(BuildOptions(path, "process", image, debug=debug, verify=verify))
    except CompileErrors:
        raise
    except Exception as error:  # any: the compiler broke, whatever it was
        told = "".join(traceback.format_exception(error))
        return [Difference("compiler", "", f"{told[:600]}\n...\n{told[-1200:]}")]
    try:
        expected = run([sys.executable, str(path)])
    except subprocess.TimeoutExpired:
        raise TooSlow from None
    try:
        found = run([str(image)])
    except subprocess.TimeoutExpired:
        return [Difference("timeout", "", "")]
    finally:
        image.unlink()
    return _compared(expected, found)


def _compared(expected: Outcome, found: Outcome) -> list[Difference]:
    ours, theirs = _calls(found.stdout), _calls(expected.stdout)
    result = [
        Difference(name, text, ours.get(name, "(missing)"))
        for name, text in theirs.items()
        if ours.get(name) != text
    ]
    told = (expected.exit_code, expected.error), (found.exit_code, found.error)
    if told[0] != told[1]:
        result.append(Difference("exit", repr(told[0]), f"{told[1]!r}\n{found.stderr[-600:]}"))
    return result


def _calls(stdout: str) -> dict[str, str]:
    """What each call printed, by its name and number."""
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    name = "before"
    for line in stdout.split("\n"):
        if line.startswith("== "):
            counts[line] = counts.get(line, 0) + 1
            name = f"{line[3:]} #{counts[line]}"
        found[name] = found.get(name, "") + line + "\n"
    return found
