"""The passes in execution order, on one screen.

Each row: name (of the file, and of `--emit ir-after=NAME`), entry point, and the stage that the IR
is in behind it; the verifier checks that stage after every pass in tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gloamc.ir.function import Function, Program
from gloamc.ir.verifier import Stage, verify_program
from gloamc.passes import (
    cannot_raise,
    constants,
    copies,
    coroutines,
    cycles,
    dead_code,
    devirtualise,
    exceptions,
    fields,
    globals,
    heat,
    kept_ints,
    last_uses,
    ranges,
    reachable,
    refcount_insert,
    refcount_verify,
    scopes,
    simplify_cfg,
    stack_check,
    uninit,
)


@dataclass(frozen=True, slots=True)
class Pass:
    name: str
    run: Callable[[Program], None]
    gives: Stage


def each(run: Callable[[Function, Program], None]) -> Callable[[Program], None]:
    """A pass over single functions as a pass over the program."""

    def run_each(program: Program) -> None:
        for fn in program.functions.values():
            if fn.blocks:
                run(fn, program)

    return run_each


PASSES: tuple[Pass, ...] = (
    Pass("reachable", reachable.run_program, Stage.BUILT),
    Pass("uninit", each(uninit.run), Stage.ASSIGNED),
    Pass("simplify_cfg", each(simplify_cfg.run), Stage.ASSIGNED),
    Pass("devirtualise", devirtualise.run_program, Stage.ASSIGNED),
    Pass("copies", each(copies.run), Stage.ASSIGNED),
    Pass("fields", fields.run_program, Stage.ASSIGNED),
    Pass("globals", globals.run_program, Stage.ASSIGNED),
    Pass("constants", constants.run_program, Stage.ASSIGNED),
    Pass("kept_ints", kept_ints.run_program, Stage.ASSIGNED),
    Pass("ranges", ranges.run_program, Stage.ASSIGNED),
    Pass("simplify_cfg_2", each(simplify_cfg.run), Stage.ASSIGNED),
    Pass("reachable_2", reachable.run_program, Stage.ASSIGNED),
    Pass("stack_check", stack_check.run_program, Stage.ASSIGNED),
    Pass("cannot_raise", cannot_raise.run_program, Stage.ASSIGNED),
    Pass("exceptions", exceptions.run_program, Stage.EXCEPTIONS_LOWERED),
    Pass("simplify_cfg_3", each(simplify_cfg.run), Stage.EXCEPTIONS_LOWERED),
    Pass("dead_code", each(dead_code.run), Stage.EXCEPTIONS_LOWERED),
    Pass("scopes", each(scopes.run), Stage.EXCEPTIONS_LOWERED),
    Pass("coroutines", each(coroutines.run), Stage.COROUTINES_LOWERED),
    Pass("refcount_insert", refcount_insert.run_program, Stage.COUNTED),
    Pass("cycles", cycles.run_program, Stage.COUNTED),
    Pass("last_uses", each(last_uses.run), Stage.COUNTED),
    Pass("heat", heat.run_program, Stage.COUNTED),
)

PASS_NAMES = tuple(pass_.name for pass_ in PASSES)

LAYOUTS_FINAL_AFTER = "coroutines"
"""From here on no class gets another field."""


def run_passes(
    program: Program,
    stop_after: str | None = None,
    *,
    complete: Callable[[], None] | None = None,
    verify: bool = False,
) -> bool:
    """Run all passes, or those up to and including `stop_after`; tells whether it stopped there.

    `complete` is called when all layouts are final, to finish what depends on their sizes. It may
    use anything of stage COROUTINES_LOWERED. Debug builds check the counts.
    Raises KeyError if `stop_after` is no pass.
    """
    if stop_after is not None and stop_after not in PASS_NAMES:
        raise KeyError(stop_after)
    for pass_ in PASSES:
        pass_.run(program)
        if pass_.name == LAYOUTS_FINAL_AFTER and complete is not None:
            complete()
        if verify:
            verify_program(program, pass_.gives)
        if pass_.run is refcount_insert.run_program and (verify or program.debug):
            refcount_verify.run_program(program)
        if pass_.name == stop_after:
            return True
    return False
