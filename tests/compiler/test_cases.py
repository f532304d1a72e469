"""Runs every data-file case below `cases/`. What a case expects says which stage produces it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gloamc.diagnostics import CODES, CompileErrors, render
from gloamc.frontend.check import check
from gloamc.frontend.dump import dump
from gloamc.frontend.modules import convert_program
from gloamc.frontend.sources import find_sources
from support.case import Case, case_paths, check_case, read_case

CASES = Path(__file__).parent / "cases"


def diagnostics(case: Case, directory: Path) -> str:
    """What the front end says about the program; one rendered diagnostic after the other."""
    entry = case.write_files(directory)
    try:
        sources = find_sources(entry, [])
        convert_program(sources, check(sources))
    except CompileErrors as errors:
        shown = []
        for found in errors.diagnostics:
            lines = Path(found.path).read_text(encoding="utf-8").splitlines()
            shown.append(render(found, lines[found.line - 1] if found.line else ""))
        return "\n".join(shown) + "\n"
    return "accepted\n"


def typed_tree(case: Case, directory: Path) -> str:
    """The typed tree of the user's modules."""
    sources = find_sources(case.write_files(directory), case.options.get("roots", "").split())
    program = convert_program(sources, check(sources))
    return dump(program, case.options.get("modules", program.entry).split())


STAGES: dict[str, Callable[[Case, Path], str]] = {
    "diagnostics": diagnostics,
    "tree": typed_tree,
}
"""What follows `-- expect:` to the function that produces it in a directory of its own."""


@pytest.mark.parametrize(
    "path", case_paths(CASES), ids=lambda path: str(path.relative_to(CASES).with_suffix(""))
)
def test_case(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    case = read_case(path)
    if case.kind not in STAGES:
        pytest.skip(f"{case.kind} has a runner of its own")
    monkeypatch.chdir(tmp_path)
    actual = STAGES[case.kind](case, tmp_path)
    check_case(case, actual, update=bool(request.config.getoption("--update")))


def test_every_front_end_code_has_a_case() -> None:
    texts = [path.read_text(encoding="utf-8") for path in CASES.rglob("reject/**/*.case")]
    missing = [
        code for code in CODES if code < "G200" and not any(f"[{code}]" in text for text in texts)
    ]
    assert missing == []
