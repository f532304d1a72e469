"""One function as LLVM text: an LLVM block per IR block, registers as SSA values with phis.

Operations are calls of small support functions or a few straight instructions, never control flow,
so a block keeps its label to its end and phis name it directly.
"""

from __future__ import annotations

from gloamc.ir.function import (
    Block,
    Branch,
    Check,
    Constant,
    Fail,
    Function,
    Goto,
    Op,
    Register,
    Return,
    Terminator,
    Unreachable,
    Value,
    type_of,
)
from gloamc.ir.types import BOOL, Kind
from gloamc.llvm.module import Module
from gloamc.llvm.ops import HANDLERS
from gloamc.llvm.ssa import analyse
from gloamc.llvm.symbols import symbol
from gloamc.llvm.types import FLOAT_UNSET_BITS, error_value, llvm_type

FAST_LIBRARY = "gloam/kernel/"
"""Loops over whole buffers, which drivers and protocols run for every program."""

LIBRARY = "gloam/"
SHARED_LIBRARY = "gloam/runtime/"
"""What loops of the program call for each item, as they do the program's own functions."""

UNLIKELY = "!prof !0"

PRESERVE_MOST = frozenset({"gloam.release_ref", "gloam.add_traceback"})
"""Support functions that keep the caller's registers; all others use the C convention."""


class FunctionWriter:
    """Writes one function; the handlers in gloamc.llvm.ops call `line` and `define`."""

    def __init__(self, module: Module, function: Function) -> None:
        self.module = module
        self.function = function
        self._lines: list[str] = []
        self._values: dict[Op, str] = {}
        self._registers: dict[Register, str] = {}
        self._bits: dict[str, str] = {}
        self._errors: dict[Op, str] = {}
        self._returned: Value | None = None
        self._count = 0
        self._location = ""
        self._subprogram = 0
        self._locations: dict[int, str] = {}
        self._labels: dict[Block, str] = {}

    # What handlers use.

    @property
    def is_for_speed(self) -> bool:
        return self.function.is_hot and not self.module.program.debug

    def line(self, text: str) -> None:
        """An instruction without a result."""
        self._lines.append(f"  {text}{self._location}")

    def define(self, text: str) -> str:
        """An instruction; the name of its result."""
        self._count += 1
        name = f"%v{self._count}"
        self._lines.append(f"  {name} = {text}{self._location}")
        return name

    def boolean(self, condition: str) -> str:
        """An i1 instruction as a bool."""
        return self.boolean_of(self.define(condition))

    def boolean_of(self, bit: str) -> str:
        """A computed i1 as a bool; branches on it use the bit itself."""
        name = self.define(f"zext i1 {bit} to i8")
        self._bits[name] = bit
        return name

    def value(self, value: Value) -> str:
        """The operand's text, without its type."""
        if isinstance(value, Op):
            return self._values[value]
        if isinstance(value, Constant):
            return self.module.literals.operand(value)
        text = self._registers.get(value)
        return error_value(value.type) if text is None else text

    def typed(self, value: Value) -> str:
        """The operand with its type, as calls and stores want it."""
        return f"{llvm_type(type_of(value))} {self.value(value)}"

    def call(self, result: str, name: str, *operands: str) -> str:
        """A support function; the result's name, "" for void."""
        symbol_ = self.module.support.use(name)
        convention = "preserve_mostcc " if name in PRESERVE_MOST else ""
        text = f"call {convention}{result} {symbol_}({', '.join(operands)})"
        if result == "void":
            self.line(text)
            return ""
        return self.define(text)

    def set_error(self, op: Op, bit: str) -> None:
        """An i1 that tells whether the op failed, better than its result does."""
        self._errors[op] = bit

    def is_set(self, op: Op) -> bool:
        """Can the op's result not be the unset pattern, since it is returned and no failure?"""
        return op is self._returned

    def _is_error(self, op: Op) -> str:
        """An i1: did it fail? Asks the exception cell where patterns do not tell."""
        if op in self._errors:
            return self._errors[op]
        type_ = op.type
        if type_ is None:
            cell = self.module.support.use("gloam.exception")
            return self.define(f"icmp ne ptr {self.define(f'load ptr, ptr {cell}')}, null")
        text, bits, pattern = self._values[op], llvm_type(type_), error_value(type_)
        if type_.kind is Kind.FLOAT:
            text, bits = self.define(f"bitcast double {text} to i64"), "i64"
            pattern = str(FLOAT_UNSET_BITS)
        suspect = self.define(f"icmp eq {bits} {text}, {pattern}")
        if type_.has_error_value:
            return suspect
        return self.call("i1", "gloam.is_pending", f"i1 {suspect}")

    # The function.

    def write(self) -> list[str]:
        """The definition's lines."""
        function = self.function
        graph = analyse(function)
        self._labels = {block: f"b{index}" for index, block in enumerate(graph.blocks)}
        parameters = []
        entry_registers: dict[Register, str] = {}
        for index, register in enumerate(function.parameters):
            entry_registers[register] = f"%p{index}"
            parameters.append(f"{llvm_type(register.type)} %p{index}")
        debug = self._begin_debug()
        exits: list[dict[Register, str]] = []
        bodies: list[list[str]] = []
        for index, block in enumerate(graph.blocks):
            source = entry_registers if index == 0 else exits[graph.dominators[index]]
            self._registers = dict(source)
            for number, register in enumerate(graph.phis[index]):
                self._registers[register] = f"%f{index}.{number}"
            self._lines = []
            self._write_block(block)
            bodies.append(self._lines)
            exits.append(self._registers)
        head = f"define internal {llvm_type(function.result)} {symbol(function.name)}"
        if function.is_slow_way:
            attributes = "#9"
        elif function.is_hot:
            attributes = "#7"
        elif graph.has_loop and function.path.startswith(FAST_LIBRARY):
            attributes = "#5"
        elif graph.has_loop or not _is_seldom(function.path):
            attributes = "#8"
        else:
            attributes = "#6"
        lines = [f"{head}({', '.join(parameters)}) {attributes}{debug} {{"]
        for index, body in enumerate(bodies):
            lines.append(f"b{index}:")
            for number, register in enumerate(graph.phis[index]):
                incoming = ", ".join(
                    f"[ {exits[p].get(register, error_value(register.type))}, %b{p} ]"
                    for p in graph.predecessors[index]
                )
                lines.append(f"  %f{index}.{number} = phi {llvm_type(register.type)} {incoming}")
            lines += body
        lines.append("}")
        return lines

    def _begin_debug(self) -> str:
        debug_info = self.module.debug_info
        if not debug_info.enabled or not self.function.path:
            return ""
        self._subprogram = debug_info.subprogram(self.function)
        return f" !dbg !{self._subprogram}"

    def _move_to(self, line: int) -> None:
        """Instructions from here on belong to this source line."""
        if not self._subprogram:
            return
        text = self._locations.get(line)
        if text is None:
            node = self.module.debug_info.location(line, self._subprogram)
            text = self._locations[line] = f", !dbg !{node}"
        self._location = text

    def _write_block(self, block: Block) -> None:
        end = block.terminator
        self._returned = None
        if isinstance(end, Return) and self.function.can_raise:
            self._returned = end.value
        for op in block.ops:
            self._move_to(op.line)
            if op.dest is not None:
                self._registers[op.dest] = self.value(op.arguments[0])
            else:
                self._values[op] = HANDLERS[op.name](self, op)
        assert block.terminator is not None, f"{self.function.name}: {block.name} is open"
        self._move_to(block.terminator.line)
        self._write_terminator(block.terminator)

    def _write_terminator(self, terminator: Terminator) -> None:
        match terminator:
            case Goto(target):
                self.line(f"br label %{self._labels[target]}")
            case Branch(condition, then, otherwise):
                self._branch(self._condition(condition), then, otherwise)
            case Check(value, ok, error):
                self._branch(self._is_error(value), error, ok, f", {UNLIKELY}")
            case Return(value):
                self.line(f"ret {llvm_type(self.function.result)} {self.value(value)}")
            case Fail():
                result = self.function.result
                self.line(f"ret {llvm_type(result)} {error_value(result)}")
            case Unreachable():
                self.line("call void @llvm.trap()")
                self.line("unreachable")
            case _:
                raise AssertionError(f"{self.function.name}: {terminator} survived the passes")

    def _condition(self, value: Value) -> str:
        assert type_of(value) == BOOL
        text = self.value(value)
        return self._bits.get(text) or self.define(f"icmp ne i8 {text}, 0")

    def _branch(self, condition: str, then: Block, otherwise: Block, weights: str = "") -> None:
        if then is otherwise:
            self.line(f"br label %{self._labels[then]}")
            return
        targets = f"label %{self._labels[then]}, label %{self._labels[otherwise]}"
        self.line(f"br i1 {condition}, {targets}{weights}")


def _is_seldom(path: str) -> bool:
    """Whether a function that is not hot runs once for a packet or a request, and not for each
    item of a loop: the library's, but for the runtime and for what the compiler makes (no path)."""
    return path.startswith(LIBRARY) and not path.startswith(SHARED_LIBRARY)
