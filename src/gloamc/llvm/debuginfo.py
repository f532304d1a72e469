"""DWARF line tables: which Python line an instruction comes from.

Metadata numbers below FIRST belong to gloamc.llvm.emit. Knows no variables.
"""

from __future__ import annotations

from gloamc.ir.function import Function
from gloamc.llvm.symbols import escaped

FIRST = 16


class DebugInfo:
    """Metadata nodes, made on demand; without debug, nothing."""

    def __init__(self, enabled: bool) -> None:
        self.enabled = enabled
        self._nodes: list[str] = []
        self._ids: dict[str, int] = {}

    def subprogram(self, function: Function) -> int:
        """Node of the function's DISubprogram."""
        line = next((op.line for block in function.blocks for op in block.ops if op.line), 1)
        file = self._file(function.path)
        kind = self._node("!DISubroutineType(types: !{})")
        unit = self._unit()
        name = function.traceback_name or function.name
        return self._node(
            f'distinct !DISubprogram(name: "{_quoted(name)}", linkageName: '
            f'"{_quoted(function.name)}", file: !{file}, line: {line}, type: !{kind}, '
            f"scopeLine: {line}, unit: !{unit}, spFlags: DISPFlagDefinition | "
            f"DISPFlagLocalToUnit)"
        )

    def location(self, line: int, subprogram: int) -> int:
        return self._node(f"!DILocation(line: {line}, scope: !{subprogram})")

    def emit(self) -> list[str]:
        if not self._nodes:
            return []
        unit = self._unit()
        version = self._node('!{i32 2, !"Debug Info Version", i32 3}')
        dwarf = self._node('!{i32 7, !"Dwarf Version", i32 4}')
        return [
            *(f"!{FIRST + index} = {text}" for index, text in enumerate(self._nodes)),
            f"!llvm.dbg.cu = !{{!{unit}}}",
            f"!llvm.module.flags = !{{!{version}, !{dwarf}}}",
        ]

    def _unit(self) -> int:
        file = self._file("gloam")
        return self._node(
            f'distinct !DICompileUnit(language: DW_LANG_Python, file: !{file}, producer: "gloam", '
            f"isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)"
        )

    def _file(self, path: str) -> int:
        return self._node(f'!DIFile(filename: "{_quoted(path)}", directory: "")')

    def _node(self, text: str) -> int:
        node = self._ids.get(text)
        if node is None:
            node = self._ids[text] = FIRST + len(self._nodes)
            self._nodes.append(text)
        return node


def _quoted(text: str) -> str:
    return escaped(text.encode())
