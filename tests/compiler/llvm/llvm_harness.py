"""Builds small IR programs, runs them through the back end and clang, and returns what they report.

A Harness collects IR functions and a main block; the main block calls `test.report` with words. The
C file beside this one has the entry, the reports and stand-ins for the runtime.
"""

from __future__ import annotations

import importlib.util
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from gloamc.ir.function import (
    Block,
    Constant,
    FieldLayout,
    Function,
    Layout,
    Op,
    Program,
    Register,
    Return,
    Unreachable,
    Value,
    type_of,
)
from gloamc.ir.types import BOOL, FLOAT, I64, INT, NONE, STR, U64, IRType, Kind
from gloamc.llvm.emit import emit_program

BUILTINS = {
    "builtins.object": "",
    "builtins.int": "builtins.object",
    "builtins.bool": "builtins.int",
    "builtins.float": "builtins.object",
    "builtins.str": "builtins.object",
    "builtins.bytes": "builtins.object",
    "builtins.tuple": "builtins.object",
    "builtins.NoneType": "builtins.object",
}

_TARGET = ["-target", "x86_64-unknown-none-elf", "-fno-pic", "-mcmodel=small", "-mno-red-zone"]
_CODE = ["-ffunction-sections", "-fno-stack-protector", "-fno-asynchronous-unwind-tables"]


@cache
def _zig() -> str:
    spec = importlib.util.find_spec("ziglang")
    assert spec is not None and spec.origin is not None
    return str(Path(spec.origin).parent / "zig")


def _tool(*arguments: str) -> None:
    done = subprocess.run([_zig(), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@cache
def _harness_object() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="gloam-llvm-"))
    source = Path(__file__).with_name("harness.c")
    made = folder / "harness.o"
    _tool("clang", *_TARGET, *_CODE, "-O1", "-ffreestanding", "-c", str(source), "-o", str(made))
    return made


@dataclass(frozen=True, slots=True)
class Outcome:
    lines: list[str]
    status: int

    def words(self) -> list[int]:
        """Reports as unsigned 64-bit values; fails on a line that is not one."""
        return [int(line, 16) for line in self.lines]


def run(program: Program, folder: Path, level: str) -> Outcome:
    """Emit, compile at "-O0" or "-O2", link, run."""
    text = emit_program(program, "process")
    (folder / "test.ll").write_text(text)
    made = str(folder / f"test{level}.o")
    image = str(folder / f"test{level}")
    source = str(folder / "test.ll")
    quiet = "-Wno-override-module"
    _tool("clang", *_TARGET, *_CODE, level, quiet, "-x", "ir", "-c", source, "-o", made)
    _tool("ld.lld", "-static", "--gc-sections", "-o", image, made, str(_harness_object()))
    done = subprocess.run([image], capture_output=True, text=True, timeout=60, check=False)
    return Outcome(done.stdout.splitlines(), done.returncode)


@dataclass(repr=False)
class Harness:
    """A program under construction. Ops made by `op` go to the current block of main.

    Without repr: pytest would print the whole graph, once per path through it.
    """

    program: Program = field(default_factory=Program)
    block: Block = field(default_factory=lambda: Block("entry"))
    main: Function = field(init=False)

    def __post_init__(self) -> None:
        self.main = Function("test.main", [], NONE, [self.block])
        self.program.functions["test.main"] = self.main
        self.program.entry = "test.main"
        for name, base in BUILTINS.items():
            _, _, python_name = name.partition(".")
            self.add_class(name, base, python_name=python_name, python_module="builtins")
        text = Register("text", STR, True)
        panic = Op("call", [text], NONE, "test.panic")
        body = Block("entry", [panic], Return(Constant(NONE, None)))
        self.add_function(Function("gloam.runtime.raising.panic", [text], NONE, [body]))

    def add_class(
        self,
        name: str,
        base: str = "builtins.object",
        *,
        fields: dict[str, IRType] | None = None,
        methods: dict[str, str] | None = None,
        destroy: str = "",
        python_name: str = "",
        python_module: str = "",
    ) -> Layout:
        layouts = [FieldLayout(key, type_) for key, type_ in (fields or {}).items()]
        made = Layout(name, base, layouts, methods or {}, python_name, python_module, destroy)
        self.program.layouts[name] = made
        return made

    def add_function(self, function: Function) -> Function:
        self.program.functions[function.name] = function
        return function

    def op(
        self, name: str, *arguments: Value, type: IRType | None = None, attribute: str = ""
    ) -> Op:
        made = Op(name, list(arguments), type, attribute)
        self.block.ops.append(made)
        return made

    def new_block(self) -> Block:
        """A block to continue in; the caller ends the current one."""
        made = Block(f"b{len(self.main.blocks)}")
        self.main.blocks.append(made)
        return made

    def opaque(self, type_: IRType, value: int | float | bool) -> Value:
        """A value that the optimiser does not know."""
        if type_ == FLOAT:
            known = Constant(FLOAT, value)
            return self.op("call", known, type=FLOAT, attribute="test.opaque_float")
        match type_.kind:
            case Kind.INT | Kind.OBJ:
                word = self.op("call", Constant(I64, value), type=I64, attribute=_OPAQUE)
                return self.op("int.tag", word, type=INT)
            case Kind.BOOL:
                word = self.op("call", Constant(I64, value), type=I64, attribute=_OPAQUE)
                return self.op("raw.ne", word, Constant(I64, 0), type=BOOL)
            case _:
                assert isinstance(value, int)
                signed = (value + (1 << 63)) % (1 << 64) - (1 << 63)
                word = self.op("call", Constant(I64, signed), type=I64, attribute=_OPAQUE)
                return word if type_ == I64 else self.op("raw.convert", word, type=type_)

    def report(self, value: Value) -> None:
        """One line: the value's bits, narrow ones zero-extended."""
        type_ = type_of(value)
        word: Value
        if type_ == FLOAT:
            word = self.op("float.bits", value, type=U64)
        elif type_.is_raw and type_.bits < 64:
            same_width = IRType(Kind(f"u{type_.bits}"))
            word = self.op("raw.convert", value, type=same_width)
            word = self.op("raw.convert", word, type=U64)
        elif type_.kind in (Kind.BOOL, Kind.NONE):
            word = self.op("bool.to_raw", value, type=U64)
        else:
            word = value
        self.op("call", word, type=NONE, attribute=_reporter(type_of(word)))

    def finish(self, folder: Path, level: str) -> Outcome:
        """End main if it is open, run, and return the reports."""
        if self.block.terminator is None:
            self.op("call", type=NONE, attribute="test.done")
            self.block.terminator = Unreachable()
        return run(self.program, folder, level)


_OPAQUE = "test.opaque_word"


def _reporter(type_: IRType) -> str:
    return "test.report_ref" if type_.kind in (Kind.REF, Kind.PTR) else "test.report"
