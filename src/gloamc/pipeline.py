"""The compiler, every stage in order. Read this file first.

    source ─ load_program ─► typed tree ─ build ─► IR ─ passes ─► IR ─ emit_program ─► LLVM text
           ─ link_image ─► ELF

Each stage asserts what it needs; `BuildOptions.emit` stops after one and returns its text.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gloamc.diagnostics import CompileErrors, Diagnostic
from gloamc.frontend.dump import dump
from gloamc.frontend.load import load_program
from gloamc.frontend.tree import Program
from gloamc.ir.printer import format_program
from gloamc.irbuild.build import HASH_KEY_MODULE
from gloamc.irbuild.build import build as build_ir
from gloamc.irbuild.classes import complete_destroy
from gloamc.irbuild.program import ProgramBuilder
from gloamc.link import assembly_text, link_image
from gloamc.llvm.emit import emit_program
from gloamc.passes.order import PASS_NAMES, run_passes

TARGETS = ("process", "vm")
STAGES = ("tree", "ir", *(f"ir-after={name}" for name in PASS_NAMES), "llvm", "asm")
START = "gloam.boot.{target}.start"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What to build. `emit` is one of STAGES, or None for an image.

    `memory_bytes` is the heap of a process, whose size is part of its image. `has_ip6` says whether
    a program with a network speaks IPv6 there, `for_speed` whether the library's code for packets
    and requests is compiled for speed instead of size. `verify` checks the IR behind every pass:
    for tests of the compiler. `text` is compiled in the place of the file's, and `search` are
    directories for the user's modules besides the one of the source.
    """

    source: Path
    target: str
    output: Path
    debug: bool = False
    emit: str | None = None
    memory_bytes: int | None = None
    has_ip6: bool = True
    for_speed: bool = False
    verify: bool = False
    text: str | None = None
    search: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildResult:
    """`emitted` is the text asked for with `emit`, otherwise empty; `link_map` is lld's; `embedded`
    are the files and directories in the image besides its source, with their fingerprints."""

    output: Path
    emitted: str = ""
    link_map: str = ""
    embedded: Mapping[Path, str] = field(default_factory=dict)


def _say_nothing(step: str) -> None:
    pass


def check(path: Path) -> list[Diagnostic]:
    """All errors in a program, without building it for anything in particular."""
    try:
        _lower(BuildOptions(path, "process", path))
    except CompileErrors as errors:
        return list(errors.diagnostics)
    return []


def _lower(options: BuildOptions) -> tuple[Program, ProgramBuilder]:
    start = START.format(target=options.target)
    modules = (start, HASH_KEY_MODULE)
    program = load_program(options.source, modules, options.text, options.search)
    function = "start" if options.has_ip6 else "start_without_ip6"
    return program, build_ir(program, f"{start}.{function}", debug=options.debug)


def build(options: BuildOptions, report: Callable[[str], None] | None = None) -> BuildResult:
    """Compile and link. Raises CompileErrors for the user's errors.

    `report` hears what is done next, in a few words.
    """
    assert options.target in TARGETS, options.target
    assert options.emit is None or options.emit in STAGES, options.emit
    say = report if report is not None else _say_nothing
    say("checking types")
    program, builder = _lower(options)
    if options.emit == "tree":
        return BuildResult(options.output, dump(program))
    if options.emit == "ir":
        return BuildResult(options.output, format_program(builder.ir))
    say("optimising the whole program")
    builder.ir.for_speed = options.for_speed
    wanted = (options.emit or "").partition("ir-after=")[2]
    stopped = run_passes(
        builder.ir,
        wanted or None,
        complete=lambda: complete_destroy(builder),
        verify=options.verify,
    )
    if stopped:
        return BuildResult(options.output, format_program(builder.ir))
    say("writing LLVM IR")
    text = emit_program(builder.ir, options.target)
    if options.emit == "llvm":
        return BuildResult(options.output, text)
    if options.emit == "asm":
        assembly = assembly_text(text, options.target, debug=options.debug)
        return BuildResult(options.output, assembly)
    sizes = {}
    if options.target == "process" and options.memory_bytes is not None:
        sizes["gloam_heap_size"] = options.memory_bytes
    say("compiling to machine code and linking")
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        link_image(
            text, options.target, options.output, debug=options.debug, work=work, sizes=sizes
        )
        link_map = (work / "image.map").read_text()
        return BuildResult(options.output, link_map=link_map, embedded=program.embedded)
