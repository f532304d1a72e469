"""One LLVM module while it is being written: everything that functions share."""

from __future__ import annotations

from gloamc.ir.function import Op, Program, type_of
from gloamc.llvm.constants import Literals
from gloamc.llvm.debuginfo import DebugInfo
from gloamc.llvm.descriptors import HEADER_SIZE, ClassTable
from gloamc.llvm.packed_text import PackedTexts
from gloamc.llvm.support import Support
from gloamc.llvm.symbols import class_symbol, symbol
from gloamc.llvm.types import error_value, llvm_type

SITE_LINES = 1 << 20
"""A traceback site is row * SITE_LINES + line: 32 bits for the first 4,096 functions."""


class Module:
    """Hands out symbols and remembers what must be defined behind them."""

    def __init__(self, program: Program, target: str) -> None:
        self.program = program
        self.target = target
        self.classes = ClassTable(program)
        self.literals = Literals(self.classes)
        self.packed_texts = PackedTexts()
        self.support = Support(program.debug)
        self.debug_info = DebugInfo(program.debug)
        self._constructors: dict[str, str] = {}
        self._external: dict[str, str] = {}
        self._traced: dict[tuple[str, str], int] = {}

    def function(self, op: Op) -> str:
        """The symbol that a call names; a function that the program lacks is left to the linker."""
        name = op.attribute
        if name not in self.program.functions and name not in self._external:
            parameters = ", ".join(llvm_type(type_of(value)) for value in op.arguments)
            text = f"declare {llvm_type(op.type)} {symbol(name)}({parameters})"
            self._external[name] = text
        return symbol(name)

    def traceback_site(self, file: str, line: int, function: str) -> int:
        """A place as `gloam.add_traceback` wants it: a function's row in a table, and the line."""
        assert line < SITE_LINES, f"{file} has more than {SITE_LINES} lines"
        row = self._traced.setdefault((file, function), len(self._traced))
        return row * SITE_LINES + line

    def _traced_table(self) -> str:
        """Two words of 32 bits per function: the addresses of the packed texts of its file and its
        name."""
        rows = []
        for place in self._traced:
            words = ", ".join(map(self.packed_texts.address, place))
            rows.append(f"[2 x i32] [{words}]")
        return f"@gloam.traced = internal constant [{len(rows)} x [2 x i32]] [{', '.join(rows)}]"

    def external(self, name: str, declaration: str) -> str:
        """A symbol that the linker or the boot code provides."""
        self._external[name] = declaration
        return f"@{name}"

    def constructor(self, class_name: str) -> str:
        """A function that makes an object with all fields unset, or fails with null."""
        if class_name not in self._constructors:
            self._constructors[class_name] = self._constructor_text(class_name)
        return symbol(f"gloam.new.{class_name}")

    def _constructor_text(self, class_name: str) -> str:
        allocate = self.support.use(self.classes.allocator(class_name))
        size = self.classes.instance_size(class_name)
        lines = [
            f"define internal noalias ptr {symbol(f'gloam.new.{class_name}')}() #0 {{",
            f"  %object = call ptr {allocate}(i64 {size}, ptr {class_symbol(class_name)})",
        ]
        fields = self.classes.fields(class_name)
        if fields:
            lines += [
                "  %failed = icmp eq ptr %object, null",
                "  br i1 %failed, label %done, label %fill, !prof !0",
                "fill:",
            ]
        for offset, type_ in fields:
            lines += [
                f"  %place{offset} = getelementptr i8, ptr %object, i64 {offset}",
                f"  store {llvm_type(type_)} {error_value(type_)}, ptr %place{offset}",
            ]
        if fields:
            lines += ["  br label %done", "done:"]
        return "\n".join([*lines, "  ret ptr %object", "}"])

    def mover(self, class_name: str) -> str:
        """A function that makes an object with the fields of one on the stack, or fails with
        null."""
        name = f"gloam.move.{class_name}"
        if name not in self._constructors:
            allocate = self.support.use(self.classes.allocator(class_name))
            size = self.classes.instance_size(class_name)
            self._constructors[name] = "\n".join(
                [
                    f"define internal noalias ptr {symbol(name)}(ptr %local) #6 {{",
                    f"  %object = call ptr {allocate}(i64 {size}, ptr {class_symbol(class_name)})",
                    "  %failed = icmp eq ptr %object, null",
                    "  br i1 %failed, label %done, label %fill, !prof !0",
                    "fill:",
                    f"  %to = getelementptr i8, ptr %object, i64 {HEADER_SIZE}",
                    f"  %from = getelementptr i8, ptr %local, i64 {HEADER_SIZE}",
                    "  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %to, ptr align 8 %from, "
                    f"i64 {size - HEADER_SIZE}, i1 false)",
                    "  br label %done",
                    "done:",
                    "  ret ptr %object",
                    "}",
                ]
            )
        return symbol(name)

    def emit_shared(self) -> list[str]:
        """Everything but the program's own functions; call it after they are written."""
        constructors = list(self._constructors.values())
        traced = self._traced_table()
        descriptors = self.classes.emit(self.packed_texts)
        support = self.support.emit(set(self.program.functions))
        defined = {name for name in self._external if f"@{name}(" not in "\n".join(support)}
        external = [text for name, text in self._external.items() if name in defined]
        texts = [*self.literals.emit(), *self.packed_texts.emit()]
        return [*descriptors, *texts, traced, *external, *support, *constructors]
