"""Random programs mean the same before and after the passes, count for count."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gloamc.ir.parser import parse_program
from gloamc.ir.printer import format_program
from gloamc.ir.verifier import Stage, verify_program
from gloamc.passes.order import PASSES, run_passes
from support.ir_interpreter import Interpreter, Outcome, OutOfSteps
from support.ir_programs import ENTRY, Choose, random_program

CHOICES = st.binary(min_size=20, max_size=600)
"""Drives random_program; when the bytes run out, every further choice is 0."""


def choose_from(data: bytes) -> Choose:
    rest = iter(data)
    return lambda n: next(rest, 0) % n


def outcome(interpreter: Interpreter) -> Outcome:
    try:
        return interpreter.run(ENTRY, [3, 5])
    except OutOfSteps:
        assume(False)
        raise


@settings(max_examples=200, deadline=None)
@given(CHOICES, st.integers(-1, 12))
def test_all_passes_keep_the_meaning_and_the_counts(data: bytes, fail_at: int) -> None:
    program = random_program(choose_from(data))
    verify_program(program, Stage.BUILT)
    text = format_program(program)
    expected = outcome(Interpreter(program, fail_at=fail_at))
    run_passes(program, verify=True)
    lowered = Interpreter(program, is_lowered=True, is_counted=True, fail_at=fail_at)
    assert outcome(lowered) == expected, text


@settings(max_examples=50, deadline=None)
@given(CHOICES, st.sampled_from([p.name for p in PASSES]))
def test_text_of_any_stage_reads_back_exactly(data: bytes, stop_after: str) -> None:
    program = random_program(choose_from(data))
    run_passes(program, stop_after=stop_after)
    text = format_program(program)
    assert format_program(parse_program(text)) == text
