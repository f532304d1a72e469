"""Compile the program's LLVM text, assemble the target's stub, link both: one image, one call.

Deterministic: the same text and options give the same bytes, whatever the directory, the time and
the state of the cache.
"""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gloamc.link.cache import cached, content_key, replace_file
from gloamc.link.support import support_objects
from gloamc.link.toolchain import InternalError, run_tool, toolchain_version
from gloamc.targets import TARGETS, Target

TEXT_NAME = "image.ll"
SCRIPT_NAME = "image.ld"
MAP_NAME = "image.map"
ASSEMBLY_NAME = "image.s"
LINKED_NAME = "image.elf"

_COMPILE = [
    "-c",
    "-fno-pic",
    "-mcmodel=small",
    "-mno-red-zone",
    "-fno-stack-protector",
    "-fno-asynchronous-unwind-tables",
    "-ffunction-sections",
    "-fdata-sections",
    "-Wno-override-module",
]
_OUTLINE = ["-mllvm", "-enable-machine-outliner=always"]
_LINK = [
    *("-static", "--no-pie", "--gc-sections", "--icf=all", "--build-id=none"),
    *("-z", "max-page-size=4096"),
]
_UNDEFINED = re.compile(r"undefined symbol: (\S+)")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What decides the bytes of an image, besides the program's text, which says itself which
    functions are to be small."""

    target: Target
    debug: bool
    sizes: dict[str, int]

    def compile_arguments(self) -> list[str]:
        level = ["-O0"] if self.debug else ["-O2", *_OUTLINE]
        return [f"--target={self.target.triple}", *level, *_COMPILE]

    def link_arguments(self) -> list[str]:
        symbols = [f"--defsym={name}={size:#x}" for name, size in sorted(self.sizes.items())]
        packed = ["-n"] if self.target.is_packed else []
        return [*_LINK, *packed, *([] if self.debug else ["-s"]), *symbols]


def link_image(
    llvm_text: str,
    target: str,
    output: Path,
    *,
    debug: bool,
    work: Path,
    sizes: dict[str, int] | None = None,
) -> None:
    """Make the image `output` for the target named `target` from the whole program as LLVM text.

    `work` is a directory for this build: it keeps the text (`image.ll`), the linker script and the
    link map (`image.map`, sizes by section and symbol). `sizes` overrides defaults of the target:
    `gloam_heap_size` (process), `gloam_stack_size` (vm), in bytes. A debug image keeps symbols and
    DWARF and is less optimised.
    Raises InternalError when a tool refuses; the message has its words and the path of the text.
    """
    facts = TARGETS[target]
    plan = _Plan(facts, debug, {**facts.sizes, **(sizes or {})})
    work = work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    (work / TEXT_NAME).write_text(llvm_text)
    (work / SCRIPT_NAME).write_text(facts.linker_script)
    objects = [_compiled_text(plan, llvm_text, work)]
    objects += [_assembled(plan, source, work) for source in facts.sources]
    linked = work / LINKED_NAME
    try:
        _link(plan, objects, linked, work)
    except InternalError as error:
        missing = _UNDEFINED.findall(str(error))
        if not missing:
            raise
        objects += support_objects(facts, missing, work)
        _link(plan, objects, linked, work)
    replace_file(linked, output)


def assembly_text(llvm_text: str, target: str, *, debug: bool) -> str:
    """The machine code that `link_image` would link for this text, as assembly in Intel syntax."""
    arguments = _Plan(TARGETS[target], debug, {}).compile_arguments()
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        (work / TEXT_NAME).write_text(llvm_text)
        syntax = ["-S", "-masm=intel"]
        run_tool(
            ["clang", *arguments, *syntax, "-x", "ir", TEXT_NAME, "-o", ASSEMBLY_NAME], work=work
        )
        return (work / ASSEMBLY_NAME).read_text()


def _compiled_text(plan: _Plan, llvm_text: str, work: Path) -> Path:
    arguments = plan.compile_arguments()
    kept = str(work / TEXT_NAME)

    def build(path: Path) -> None:
        run_tool(
            ["clang", *arguments, "-x", "ir", TEXT_NAME, "-o", str(path)], work=work, kept=kept
        )

    return cached(content_key(["ir", toolchain_version(), *arguments, llvm_text]), build)


def _assembled(plan: _Plan, source: Path, work: Path) -> Path:
    arguments = [f"--target={plan.target.triple}", "-c"]

    def build(path: Path) -> None:
        run_tool(["clang", *arguments, str(source), "-o", str(path)], work=work, kept=str(source))

    key = content_key(["asm", toolchain_version(), *arguments, source.read_bytes()])
    return cached(key, build)


def _link(plan: _Plan, objects: Sequence[Path], path: Path, work: Path) -> None:
    run_tool(
        [
            "ld.lld",
            *plan.link_arguments(),
            "-T",
            SCRIPT_NAME,
            f"-Map={MAP_NAME}",
            "-o",
            str(path),
            *map(str, objects),
        ],
        work=work,
        kept=str(work / TEXT_NAME),
    )
