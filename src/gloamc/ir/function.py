"""Values, operations, blocks, functions, layouts, programs: the IR as data.

Not SSA: a Register is a mutable local, the result of an Op is defined once. Before the exceptions
pass an op that can raise goes to its block's `handler` (None: the function fails); after it, such
ops are followed by a Check terminator.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gloamc.ir.ops import OPS, OpSpec
from gloamc.ir.types import IRType


class Unset:
    """The reserved error/unset bit pattern of a type."""

    def __repr__(self) -> str:
        return "unset"

    def __deepcopy__(self, memo: object) -> Unset:
        return self


UNSET = Unset()


@dataclass(frozen=True, slots=True)
class Static:
    """An immortal object of a class of the program, part of the image: its fields in the order of
    the layout, bases first. Equal ones are one object."""

    class_name: str
    fields: tuple[str | int | None, ...]


@dataclass(slots=True, eq=False)
class Register:
    """A mutable local or a parameter. Parameters are never assigned and are borrowed."""

    name: str
    type: IRType
    is_parameter: bool = False
    is_scoped: bool = False
    """Its object may have `__del__`: it is held until the function returns, not to its last use."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal of a type: int and raw types hold int, REF str/bytes/None/Static, OBJ any of these,
    FLOAT float, BOOL bool, NONE None, PTR int; UNSET for any type. Never counted."""

    type: IRType
    value: int | float | str | bytes | bool | Static | Unset | None


@dataclass(slots=True, eq=False)
class Op:
    """One operation. `type` is the result's type, or None. It is a Value if it has a result."""

    name: str
    arguments: list[Value]
    type: IRType | None = None
    attribute: str = ""
    line: int = 0
    dest: Register | None = None
    """For "assign" only."""

    @property
    def spec(self) -> OpSpec:
        return OPS[self.name]

    @property
    def can_raise(self) -> bool:
        """What the table says, given the constants among the operands. Callees do not count."""
        spec = OPS[self.name]
        if not spec.can_raise or not spec.safe_constant:
            return spec.can_raise
        last = self.arguments[-1]
        if not isinstance(last, Constant) or not isinstance(last.value, int):
            return True
        return last.value == 0 if spec.safe_constant == "nonzero" else last.value < 0


Value = Register | Constant | Op


def type_of(value: Value) -> IRType:
    assert value.type is not None
    return value.type


@dataclass(slots=True, eq=False)
class Goto:
    target: Block
    line: int = 0


@dataclass(slots=True, eq=False)
class Branch:
    """On a bool that is 0 or 1."""

    condition: Value
    then: Block
    otherwise: Block
    line: int = 0


@dataclass(slots=True, eq=False)
class Check:
    """Did the op that made `value` fail? Made by the exceptions pass.

    `value` is the result of the block's last op. Types without a safe error value: the cell
    decides. A failed value must not be released or used on the error edge.
    """

    value: Op
    ok: Block
    error: Block
    line: int = 0


@dataclass(slots=True, eq=False)
class Return:
    """Consumes the value."""

    value: Value
    line: int = 0


@dataclass(slots=True, eq=False)
class Raise:
    """The cell is set: go to the block's handler, or fail. Gone after the exceptions pass."""

    line: int = 0


@dataclass(slots=True, eq=False)
class Fail:
    """Return the function's error value; the cell is set. Made by the exceptions pass."""

    line: int = 0


@dataclass(slots=True, eq=False)
class Suspend:
    """Coroutine and generator bodies: give `value` to whoever resumes; go on at `resume`.

    Gone after the coroutine pass."""

    value: Value
    resume: Block
    line: int = 0


@dataclass(slots=True, eq=False)
class Unreachable:
    line: int = 0


Terminator = Goto | Branch | Check | Return | Raise | Fail | Suspend | Unreachable


@dataclass(slots=True, eq=False)
class Block:
    name: str
    ops: list[Op] = field(default_factory=list)
    terminator: Terminator | None = None
    handler: Block | None = None

    def successors(self) -> tuple[Block, ...]:
        """Targets of the terminator; the handler is not one of them."""
        end = self.terminator  # The most used function of all: no match here.
        if isinstance(end, Goto):
            return (end.target,)
        if isinstance(end, Branch):
            return end.then, end.otherwise
        if isinstance(end, Check):
            return end.ok, end.error
        if isinstance(end, Suspend):
            return (end.resume,)
        return ()


@dataclass(slots=True, eq=False)
class Function:
    """`name` is the symbol, unique in the program: full Python name plus, for an instance of a
    generic, the representations in brackets."""

    name: str
    parameters: list[Register]
    result: IRType
    blocks: list[Block] = field(default_factory=list)
    """blocks[0] is the entry; it has no predecessors."""
    path: str = ""
    """Source file as the traceback shows it."""
    traceback_name: str = ""
    """Name in the traceback; "" for compiler-made functions, which leave no entry."""
    can_raise: bool = True
    """False once an analysis has shown that it never fails."""
    is_unsafe: bool = False
    """From gloam.machine, gloam.runtime or gloam.boot."""
    lends: bool = False
    """Its result is borrowed from what parameter 0 holds (analysis/lookups)."""
    is_hot: bool = False
    """Worth code for speed; everything else is compiled for size. Set by passes/heat."""
    is_slow_way: bool = False
    """Called seldom by a function that is hot: small, and never inlined. Set by passes/heat."""
    is_frame_step: bool = False
    """A coroutine or generator body: parameter 0 is the frame (REF), result is BOOL: True
    finished (result is in the frame's `result`), False suspended."""
    frame_class: str = ""

    def registers(self) -> list[Register]:
        """Parameters first, then locals in order of first mention."""
        seen: dict[int, Register] = {id(p): p for p in self.parameters}
        for block in self.blocks:
            for op in block.ops:
                for value in [op.dest, *op.arguments]:
                    if isinstance(value, Register):
                        seen.setdefault(id(value), value)
            terminator = block.terminator
            if isinstance(terminator, Branch) and isinstance(terminator.condition, Register):
                seen.setdefault(id(terminator.condition), terminator.condition)
            if isinstance(terminator, Return) and isinstance(terminator.value, Register):
                seen.setdefault(id(terminator.value), terminator.value)
        return list(seen.values())


@dataclass(slots=True)
class FieldLayout:
    name: str
    type: IRType
    is_final: bool = False
    """Once assigned, it keeps its value as long as the object lives. Found by passes/fields."""


@dataclass(slots=True, eq=False)
class Layout:
    """A class at run time. Fields of the base come first, then its own, 8 bytes each (raw types and
    bool too, for now), from byte 8 on; `methods` maps a slot (the name of the class that
    introduced the method, then the method: "main.Shape.area") to the symbol that implements it
    here, inherited ones included; a slot that is never called is not in the table."""

    name: str
    base: str
    """"" only for builtins.object."""
    fields: list[FieldLayout] = field(default_factory=list)
    """Own fields only."""
    methods: dict[str, str] = field(default_factory=dict)
    python_name: str = ""
    """What `type(x).__qualname__` shows."""
    python_module: str = ""
    destroy: str = ""
    """Symbol of the function that releases what an object holds and frees it: `fn(ref) -> none`."""
    trace: str = ""
    """Symbol of the function that shows the collector the references that are not in fields:
    `fn(ref) -> none`."""
    finalise: str = ""
    """Symbol of `__finalise__(self, run: bool) -> bool`: what of the program has to run before
    objects of this class may die in a cycle."""
    is_cyclic: bool = False
    """Its objects may be part of a reference cycle. Found by passes/cycles."""


@dataclass(slots=True)
class Global:
    """A static variable; `initial` is UNSET until its module's initialiser ran, or a constant."""

    name: str
    type: IRType
    initial: Constant
    is_final: bool = False
    """Once assigned, it keeps its value to the end. Found by passes/globals."""


@dataclass(slots=True, eq=False)
class Program:
    functions: dict[str, Function] = field(default_factory=dict)
    layouts: dict[str, Layout] = field(default_factory=dict)
    globals: dict[str, Global] = field(default_factory=dict)
    entry: str = ""
    """Symbol of the function behind `gloam_start`, the image's entry."""
    debug: bool = False
    for_speed: bool = False
    """Whether what a server does again and again is hot (passes/heat), however large it gets."""
