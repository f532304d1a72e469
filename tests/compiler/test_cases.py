"""Runs every data-file case below `cases/`. What a case expects says which stage produces it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gloamc.analysis.effects import Effects
from gloamc.diagnostics import CODES, CompileErrors, render
from gloamc.frontend.check import check
from gloamc.frontend.dump import dump
from gloamc.frontend.load import load_program
from gloamc.frontend.modules import convert_program
from gloamc.frontend.sources import find_sources
from gloamc.ir.function import Program
from gloamc.ir.parser import parse_function, parse_program
from gloamc.ir.printer import format_function, format_program
from gloamc.ir.verifier import Stage, verify_program
from gloamc.irbuild.build import build
from gloamc.llvm.emit import emit_program
from gloamc.passes import refcount_verify
from gloamc.passes.order import PASSES, Pass
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


def built(case: Case, directory: Path) -> str:
    """The IR of the user's functions; `-- show:` names others, `-- layouts: yes` adds classes."""
    start = "gloam.boot.process.start"
    program = load_program(case.write_files(directory), extra_modules=(start,))
    ir = build(program, f"{start}.start", debug=False).ir
    verify_program(ir, Stage.BUILT)
    wanted = case.options.get("show", "").split()
    return "\n".join(
        format_function(fn)
        for fn in ir.functions.values()
        if fn.name in wanted
        or (not wanted and fn.name.startswith("main.") and not fn.name.endswith(COMPILERS_OWN))
    )


COMPILERS_OWN = (".<module>", ".<destroy>")


def passed(case: Case, directory: Path) -> str:
    """The IR behind the pass that the case's folder is named after; both sides are verified."""
    del directory
    name = case.path.parent.name
    index = next(i for i, p in enumerate(PASSES) if p.name == name)
    program = parsed(case, PASSES[index - 1].gives if index else Stage.BUILT)
    program.for_speed = "speed" in case.options
    PASSES[index].run(program)
    verify_program(program, PASSES[index].gives)
    if PASSES[index].gives is Stage.COUNTED:
        refcount_verify.run_program(program)
    return format_program(program)


def count_problems(case: Case, directory: Path) -> str:
    """What refcount_verify says, one problem a line."""
    del directory
    program = parsed(case, Stage.COUNTED)
    effects = Effects(program)
    lines = [
        line
        for fn in program.functions.values()
        for line in refcount_verify.problems(fn, program, effects)
    ]
    return "\n".join(lines or ["nothing"]) + "\n"


ENTRY = parse_function("fn main.entry() -> none\nentry:\n  return none(None)")


def emitted(case: Case, directory: Path) -> str:
    """The expected key lines, if the LLVM text has them in this order, else the whole text."""
    del directory
    program = parsed(case, Stage.COUNTED)
    program.entry = ENTRY.name
    program.functions[ENTRY.name] = ENTRY
    text = emit_program(program, "process")
    rest = iter(text.splitlines())
    wanted = case.expected.splitlines()
    return case.expected if all(any(key in line for line in rest) for key in wanted) else text


def parsed(case: Case, stage: Stage) -> Program:
    program = parse_program(case.files["main.py"])
    verify_program(program, stage)
    return program


STAGES: dict[str, Callable[[Case, Path], str]] = {
    "diagnostics": diagnostics,
    "tree": typed_tree,
    "ir": built,
    "pass": passed,
    "problems": count_problems,
    "llvm": emitted,
}
"""What follows `-- expect:` to the function that produces it in a directory of its own."""


@pytest.mark.parametrize(
    "path", case_paths(CASES), ids=lambda path: str(path.relative_to(CASES).with_suffix(""))
)
def test_case(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    case = read_case(path)
    monkeypatch.chdir(tmp_path)
    actual = STAGES[case.kind](case, tmp_path)
    # Key lines are chosen by a person.
    is_updated = bool(request.config.getoption("--update")) and case.kind != "llvm"
    check_case(case, actual, update=is_updated)


def test_every_front_end_code_has_a_case() -> None:
    texts = [path.read_text(encoding="utf-8") for path in CASES.rglob("reject/**/*.case")]
    missing = [
        code for code in CODES if code < "G200" and not any(f"[{code}]" in text for text in texts)
    ]
    assert missing == []


@pytest.mark.parametrize("pass_", PASSES, ids=lambda pass_: pass_.name)
def test_every_pass_has_cases(pass_: Pass) -> None:
    """A pass that runs again under another name (`simplify_cfg_2`) has those of its first run."""
    first = next(p for p in PASSES if pass_.name.startswith(p.name))
    assert len(list((CASES / "pass" / first.name).glob("*.case"))) >= 3
