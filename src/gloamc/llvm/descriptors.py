"""Classes as static data: type descriptors, the closed-world numbering, virtual slots, offsets.

A descriptor is {i32 class id, i32 last descendant's id, i64 instance size, ptr name (str object),
ptr module (str object), ptr destroy function, ptr qualified name (str object), then one code
pointer per virtual slot}. Ids are numbered depth first, so `isinstance` is a range test. Slots
follow the base chain: a class has its base's slots first, then those that it introduced, so one
index serves every subclass.
"""

from __future__ import annotations

from gloamc.ir.function import Layout, Program
from gloamc.ir.types import IRType
from gloamc.llvm.constants import Literals
from gloamc.llvm.symbols import class_symbol, symbol

HEADER_SIZE = 8
SIZE_OFFSET = 8
NAME_OFFSET = 16
MODULE_OFFSET = 24
DESTROY_OFFSET = 32
QUALIFIED_NAME_OFFSET = 40
SLOTS_OFFSET = 48


class ClassTable:
    """The closed world of `program.layouts`, laid out once."""

    def __init__(self, program: Program) -> None:
        self.layouts = program.layouts
        self._children: dict[str, list[str]] = {}
        roots = []
        for layout in program.layouts.values():
            if layout.base in program.layouts:
                self._children.setdefault(layout.base, []).append(layout.name)
            else:
                roots.append(layout.name)
        self.ids: dict[str, tuple[int, int]] = {}
        self._order: list[str] = []
        self._number(roots)
        self._fields: dict[str, dict[str, tuple[int, IRType]]] = {}
        for name in self._order:
            self._lay_out_fields(program.layouts[name])
        self._slots: dict[str, list[str]] = {}
        self._lay_out_slots()

    def _number(self, roots: list[str]) -> None:
        """Iterative, bases before subclasses in `_order`."""
        stack = [(name, False) for name in reversed(roots)]
        first: dict[str, int] = {}
        while stack:
            name, is_done = stack.pop()
            if is_done:
                self.ids[name] = (first[name], len(first))
                continue
            first[name] = len(first) + 1
            self._order.append(name)
            stack.append((name, True))
            stack.extend((child, False) for child in reversed(self._children.get(name, [])))

    def _lay_out_fields(self, layout: Layout) -> None:
        fields = dict(self._fields.get(layout.base, {}))
        for field in layout.fields:
            fields[field.name] = (HEADER_SIZE + 8 * len(fields), field.type)
        self._fields[layout.name] = fields

    def _lay_out_slots(self) -> None:
        introduced: dict[str, list[str]] = {}
        known: set[str] = set()
        for name in self._order:
            for slot in self.layouts[name].methods:
                if slot in known:
                    continue
                known.add(slot)
                owner = slot.rpartition(".")[0]
                assert owner in self.layouts, f"slot {slot} of a class without layout"
                introduced.setdefault(owner, []).append(slot)
        for name in self._order:
            base = self._slots.get(self.layouts[name].base, [])
            self._slots[name] = base + introduced.get(name, [])

    def descendants(self, name: str) -> list[str]:
        """The class and everything below it, in numbering order."""
        first, last = self.ids[name]
        return self._order[first - 1 : last]

    def field(self, name: str) -> tuple[int, IRType]:
        """Offset and type of "Class.field"."""
        owner, _, field = name.rpartition(".")
        return self._fields[owner][field]

    def fields(self, name: str) -> list[tuple[int, IRType]]:
        return list(self._fields[name].values())

    def instance_size(self, name: str) -> int:
        return HEADER_SIZE + 8 * len(self._fields[name])

    def slot_offset(self, slot: str) -> int:
        """Byte offset of a slot's code pointer in the descriptor of any class that has it."""
        owner = slot.rpartition(".")[0]
        return SLOTS_OFFSET + 8 * self._slots[owner].index(slot)

    def implementations(self, slot: str, class_name: str) -> set[str]:
        """Symbols that a call on an instance of the class, or of a subclass, may reach."""
        found = {self.layouts[name].methods.get(slot, "") for name in self.descendants(class_name)}
        return found - {""}

    def ranges(self, classes: list[str]) -> list[tuple[int, int]]:
        """Id ranges that cover exactly the descendants of the classes, merged, in order.

        A class without layout is never instantiated, so nothing is an instance of it.
        """
        merged: list[tuple[int, int]] = []
        for first, last in sorted(self.ids[name] for name in classes if name in self.ids):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return merged

    def emit(self, literals: Literals) -> list[str]:
        return [self._descriptor(self.layouts[name], literals) for name in self._order]

    def _descriptor(self, layout: Layout, literals: Literals) -> str:
        first, last = self.ids[layout.name]
        destroy = symbol(layout.destroy) if layout.destroy else "null"
        targets = [layout.methods.get(slot) for slot in self._slots[layout.name]]
        qualified = layout.python_name or layout.name.rpartition(".")[2]
        words = [
            f"i32 {first}",
            f"i32 {last}",
            f"i64 {self.instance_size(layout.name)}",
            f"ptr {literals.text(qualified.rpartition('.')[2])}",
            f"ptr {literals.text(layout.python_module)}",
            f"ptr {destroy}",
            f"ptr {literals.text(qualified)}",
            *(f"ptr {symbol(target) if target else 'null'}" for target in targets),
        ]
        types = "i32, i32, i64" + ", ptr" * (len(words) - 3)
        return (
            f"{class_symbol(layout.name)} = internal constant {{ {types} }} "
            f"{{ {', '.join(words)} }}, align 8"
        )
