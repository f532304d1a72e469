"""Classes as static data: type descriptors, the closed-world numbering, virtual slots, offsets.

A descriptor is words of 32 bits, as images lie below 4 GiB: class id, last descendant's id, the
addresses of name, module, destroy function and qualified name (the three are packed texts) and of
the trace table, then one code address per virtual slot. Ids are numbered depth first, so
`isinstance` is a range test. Slots follow the base chain: a class has its base's slots first, then
those that it introduced, so one index serves every subclass. Nobody asks an object for a slot that
its class does not answer, so a descriptor ends behind its last answer; slots that more classes
answer come first.

A trace table is what the collector knows of a class whose objects can be in a cycle; the address is
0 for the others. Its words are the addresses of the trace and of the finalise function, or 0; then
come the offsets of the fields that hold references, in 16 bits, plus 1 where that is a word, and 0.
"""

from __future__ import annotations

from gloamc.ir.function import Layout, Program
from gloamc.ir.types import IRType, Kind
from gloamc.llvm.packed_text import PackedTexts
from gloamc.llvm.symbols import class_symbol, symbol, trace_symbol

HEADER_SIZE = 8
NAME_OFFSET = 8
MODULE_OFFSET = 12
DESTROY_OFFSET = 16
QUALIFIED_NAME_OFFSET = 20
TRACE_OFFSET = 24
SLOTS_OFFSET = 28
SLOT_SIZE = 4


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
        answers: dict[str, int] = {}
        for name in self._order:
            for slot in self.layouts[name].methods:
                answers[slot] = answers.get(slot, 0) + 1
        for slot in sorted(answers, key=lambda slot: -answers[slot]):
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

    def allocator(self, name: str) -> str:
        """The support function that makes objects of the class."""
        return "gloam.allocate_traced" if self.layouts[name].is_cyclic else "gloam.allocate"

    def slot_offset(self, slot: str) -> int:
        """Byte offset of a slot's code pointer in the descriptor of any class that has it."""
        owner = slot.rpartition(".")[0]
        return SLOTS_OFFSET + SLOT_SIZE * self._slots[owner].index(slot)

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

    def emit(self, texts: PackedTexts) -> list[str]:
        tables = [self._trace_table(self.layouts[name]) for name in self._order]
        return [
            *(table for table in tables if table),
            *(self._descriptor(self.layouts[name], texts) for name in self._order),
        ]

    def _trace_table(self, layout: Layout) -> str:
        if not layout.is_cyclic:
            return ""
        offsets = [
            offset if type_.kind is Kind.REF else offset + 1
            for offset, type_ in self._fields[layout.name].values()
            if self._may_be_cyclic(type_)
        ]
        assert all(offset < 1 << 15 for offset in offsets), f"{layout.name} has too many fields"
        hooks = ", ".join(map(_code_address, (layout.trace, layout.finalise)))
        items = ", ".join(f"i16 {offset}" for offset in [*offsets, 0])
        count = len(offsets) + 1
        return (
            f"{trace_symbol(layout.name)} = internal constant {{ i32, i32, [{count} x i16] }} "
            f"{{ {hooks}, [{count} x i16] [{items}] }}, align 4"
        )

    def _may_be_cyclic(self, type_: IRType) -> bool:
        if type_.kind is Kind.OBJ:
            return True
        if type_.kind is not Kind.REF:
            return False
        if type_.class_name not in self.layouts:
            return True
        return any(self.layouts[name].is_cyclic for name in self.descendants(type_.class_name))

    def _descriptor(self, layout: Layout, texts: PackedTexts) -> str:
        first, last = self.ids[layout.name]
        targets = [layout.methods.get(slot, "") for slot in self._slots[layout.name]]
        while targets and not targets[-1]:
            targets.pop()
        qualified = layout.python_name or layout.name.rpartition(".")[2]
        words = [
            f"i32 {first}",
            f"i32 {last}",
            texts.address(qualified.rpartition(".")[2]),
            texts.address(layout.python_module),
            _code_address(layout.destroy),
            texts.address(qualified),
            _address(trace_symbol(layout.name)) if layout.is_cyclic else "i32 0",
            *map(_code_address, targets),
        ]
        type_ = f"[{len(words)} x i32]"
        return (
            f"{class_symbol(layout.name)} = internal constant {type_} [{', '.join(words)}], align 4"
        )


def _code_address(function: str) -> str:
    return _address(symbol(function)) if function else "i32 0"


def _address(text: str) -> str:
    return f"i32 ptrtoint (ptr {text} to i32)"
