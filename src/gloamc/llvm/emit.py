"""The back end's one entry: a program after the pass pipeline, as LLVM text. Runs nothing.

The text defines `gloam_start(ptr)`; everything else is internal. Output is a function of the
program alone: no paths of this machine, no order taken from addresses.
"""

from __future__ import annotations

from gloamc.ir.function import Program
from gloamc.ir.types import NONE
from gloamc.llvm.constants import static_objects
from gloamc.llvm.function import FunctionWriter
from gloamc.llvm.module import Module
from gloamc.llvm.symbols import global_symbol, symbol
from gloamc.llvm.types import llvm_type

TRAILER = """\
attributes #0 = { nounwind noredzone "nooutline" }
attributes #1 = { nounwind noredzone cold noinline }
attributes #2 = { nounwind cold }
attributes #3 = { nounwind noredzone cold noinline noreturn }
attributes #4 = { nounwind noredzone noinline "nooutline" }
attributes #5 = { nounwind noredzone "function-inline-threshold"="75" "nooutline" }
attributes #6 = { nounwind noredzone minsize optsize "function-inline-threshold"="75" }
attributes #7 = { nounwind noredzone "function-inline-threshold"="225" "nooutline" }
attributes #8 = { nounwind noredzone minsize optsize "function-inline-threshold"="75" "nooutline" }
attributes #9 = { nounwind noredzone minsize optsize cold noinline "nooutline" }
!0 = !{!"branch_weights", i32 1, i32 2000}
!1 = !{!"branch_weights", i32 2000, i32 1}
!2 = !{!"rsp"}
!3 = !{}
!4 = !{i64 2, i64 1}
!5 = !{i8 0, i8 2}"""

"""#0: support functions, inlined wherever LLVM likes to. Of the program's functions, #7 are hot
(passes/heat) and inlined as LLVM likes; #5 are loops of the library over whole buffers; the rest is
for size: #6 what runs once for a packet or a request, of which the back end makes functions for
what they have in common, #9 slow ways of hot ones, and #8 all else. A threshold is LLVM's cost
limit for inlining the function; 225 is the default."""

PROCESS_STACK_SIZE = 7 << 20
"""Of the 8 MiB that Linux gives a process; the rest is reserve, as below."""

STACK_RESERVE_SIZE = 16 << 10
"""What RecursionError's own handling, and leaf functions that do not ask, may use."""


def emit_program(program: Program, target: str) -> str:
    """LLVM text for a target ("process" or "vm") of a program without handlers and Suspends."""
    module = Module(program, target)
    functions: list[str] = []
    for function in program.functions.values():
        functions += FunctionWriter(module, function).write()
    start = _start(module)
    variables = [
        f"{global_symbol(variable.name)} = internal global {llvm_type(variable.type)} "
        f"{module.literals.operand(variable.initial)}"
        for variable in program.globals.values()
    ]
    shared = module.emit_shared()
    debug = module.debug_info.emit()
    return "\n".join(
        [*static_objects(), *shared, *variables, *functions, *start, TRAILER, *debug, ""]
    )


def _start(module: Module) -> list[str]:
    entry = module.program.functions[module.program.entry]
    arguments = "ptr %info" if entry.parameters else ""
    stack_limit = module.support.use("gloam.stack_limit")
    lines = ["define void @gloam_start(ptr %info) #0 {"]
    if module.target == "process":
        lines += [
            "  %stack = call i64 @llvm.read_register.i64(metadata !2)",
            f"  %limit = sub i64 %stack, {PROCESS_STACK_SIZE}",
        ]
    else:
        bottom = module.external("gloam_stack_bottom", "@gloam_stack_bottom = external global i8")
        lines.append(f"  %limit = add i64 ptrtoint (ptr {bottom} to i64), {STACK_RESERVE_SIZE}")
    assert entry.result == NONE, "the entry returns None"
    return [
        *lines,
        f"  store i64 %limit, ptr {stack_limit}",
        f"  %ignored = call i8 {symbol(entry.name)}({arguments})",
        "  call void @llvm.trap()",
        "  unreachable",
        "}",
    ]
