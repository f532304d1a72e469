"""Random programs on CPython and compiled: what differs, call by call.

Many programs are modules of one image: a build is most of what a comparison costs, and most of it
is the library. If the image cannot be built or does not reach its end in peace (a leak counts),
its programs are tried by halves until the guilty one is alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gloamc.diagnostics import CompileErrors, Diagnostic
from gloamc.pipeline import BuildOptions, build
from tools.differential.ground import GROUND, IMPORTS
from tools.differential.program import GROUND_MODULE, MARK, Generated, driver

RUN_SECONDS_MAX = 30
"""One program takes at most so long, and so do the others of its image together."""


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


@dataclass(slots=True)
class Verdict:
    """`program` is what was left of the program without the parts that are refused."""

    program: Generated
    refused: list[Diagnostic] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    is_too_slow: bool = False


def compare_all(programs: Sequence[Generated], folder: Path, *, debug: bool) -> list[Verdict]:
    """Build and run programs both ways, as modules of one image with sources in `folder`.

    A part that is refused is left out, and so is what needs it: what is refused is not wrong.
    """
    (folder / f"{GROUND_MODULE}.py").write_text(IMPORTS + GROUND)
    verdicts = [Verdict(program) for program in programs]
    _compare_together(verdicts, folder, debug=debug)
    return verdicts


def differences_alone(path: Path, image: Path, *, debug: bool) -> list[Difference]:
    """How a program differs from itself on CPython. Raises CompileErrors and TooSlow."""
    told = _broken_build(path, image, debug=debug)
    if told:
        return [Difference("compiler", "", told)]
    try:
        expected = _run([sys.executable, str(path)])
    except subprocess.TimeoutExpired:
        raise TooSlow from None
    try:
        found = _run([str(image)])
    except subprocess.TimeoutExpired:
        return [Difference("timeout", "", "")]
    finally:
        image.unlink()
    result = _compared(expected.stdout, found.stdout)
    told_both = (expected.exit_code, expected.error), (found.exit_code, found.error)
    if told_both[0] != told_both[1]:
        more = f"{told_both[1]!r}\n{found.stderr[-600:]}"
        result.append(Difference("exit", repr(told_both[0]), more))
    return result


def _compare_together(verdicts: Sequence[Verdict], folder: Path, *, debug: bool) -> None:
    if len(verdicts) == 1:
        _compare_alone(verdicts[0], folder, debug=debug)
        return
    while True:
        path = folder / f"together_{verdicts[0].program.seed}.py"
        try:
            found = _together(verdicts, path, debug=debug)
            break
        except CompileErrors as errors:
            assert all(Path(one.path).stem != GROUND_MODULE for one in errors.diagnostics), (
                f"the ground is refused: {errors.diagnostics[0]}"
            )
            if not _without_refused(verdicts, errors.diagnostics):
                found = None
                break
    if found is None:
        middle = len(verdicts) // 2
        _compare_together(verdicts[:middle], folder, debug=debug)
        _compare_together(verdicts[middle:], folder, debug=debug)
        return
    for verdict, differences in zip(verdicts, found, strict=True):
        verdict.differences = differences


def _without_refused(verdicts: Sequence[Verdict], diagnostics: Sequence[Diagnostic]) -> bool:
    """Leave out the parts that these are about. Is any?"""
    is_any = False
    for verdict in verdicts:
        program = verdict.program
        mine = [one for one in diagnostics if Path(one.path).stem == program.name]
        bad = {program.at_line(one.line) for one in mine}
        left = program.only(part for part in program.parts if part not in bad)
        is_any = is_any or left != program
        verdict.program = left
        verdict.refused += mine
    return is_any


def _compare_alone(verdict: Verdict, folder: Path, *, debug: bool) -> None:
    while True:
        program = verdict.program
        path = folder / f"{program.name}.py"
        path.write_text(program.alone)
        try:
            verdict.differences = differences_alone(path, path.with_suffix(".image"), debug=debug)
        except TooSlow:
            verdict.is_too_slow = True
        except CompileErrors as errors:
            verdict.refused += errors.diagnostics
            bad = {program.at_line(one.line, is_alone=True) for one in errors.diagnostics}
            verdict.program = program.only(part for part in program.parts if part not in bad)
            if verdict.program == program:
                verdict.differences = [Difference("refusal", "", str(errors.diagnostics[0]))]
            else:
                continue
        return


def _together(
    verdicts: Sequence[Verdict], path: Path, *, debug: bool
) -> list[list[Difference]] | None:
    """The differences of each program, None if the image as a whole fails. Raises CompileErrors."""
    programs = [verdict.program for verdict in verdicts]
    for program in programs:
        (path.parent / f"{program.name}.py").write_text(program.module)
    path.write_text(driver(programs))
    image = path.with_suffix(".image")
    if _broken_build(path, image, debug=debug):
        return None
    try:
        expected = _run([sys.executable, str(path)], 2 * RUN_SECONDS_MAX)
        found = _run([str(image)], 2 * RUN_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        return None
    finally:
        image.unlink()
    theirs, ours = (run.stdout.split(MARK)[1:] for run in (expected, found))
    if found.exit_code or expected.exit_code or not len(ours) == len(theirs) == len(programs):
        return None
    return [_compared(one, other) for one, other in zip(theirs, ours, strict=True)]


def _broken_build(path: Path, image: Path, *, debug: bool) -> str:
    """The traceback of the compiler if it broke, otherwise nothing. Raises CompileErrors."""
    try:
        build(BuildOptions(path, "process", image, debug=debug))
    except CompileErrors:
        raise
    except Exception as error:  # any: the compiler broke, whatever it was
        told = "".join(traceback.format_exception(error))
        return f"{told[:600]}\n...\n{told[-1200:]}"
    return ""


def _run(command: list[str], seconds_max: float = RUN_SECONDS_MAX) -> Outcome:
    """Raises TimeoutExpired."""
    done = subprocess.run(
        command,
        capture_output=True,
        timeout=seconds_max,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    lines = done.stderr.splitlines()
    error = lines[-1] if lines and done.returncode else ""
    return Outcome(done.stdout, done.returncode, error, done.stderr)


def _compared(expected: str, found: str) -> list[Difference]:
    ours, theirs = _calls(found), _calls(expected)
    return [
        Difference(name, text, ours.get(name, "(missing)"))
        for name, text in theirs.items()
        if ours.get(name) != text
    ]


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
