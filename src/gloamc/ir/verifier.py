"""Is the IR well formed for its stage? Runs after every pass in tests.

Checks structure, the op table's types, signatures, and that nothing is read before it is defined.
It does not count references: passes/refcount_verify does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum

from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Check,
    Constant,
    Fail,
    Function,
    Op,
    Program,
    Raise,
    Register,
    Return,
    Static,
    Suspend,
    Value,
)
from gloamc.ir.ops import MAY_BE_EMPTY, OPS, OpSpec
from gloamc.ir.printer import Names, format_constant, format_function, format_op
from gloamc.ir.types import IRType, Kind


class Stage(IntEnum):
    BUILT = 0
    """As irbuild made it: handlers, Raise, Suspend; locals may be read before they are assigned."""
    ASSIGNED = 1
    """Every register is assigned before it is read."""
    EXCEPTIONS_LOWERED = 2
    """No handlers and no Raise; what may raise is followed by Check; Fail."""
    COROUTINES_LOWERED = 3
    """No Suspend."""
    COUNTED = 4
    """retain and release are explicit."""


class BrokenIR(AssertionError):
    """A bug in the compiler: what is wrong, and the function's text."""


def verify_program(program: Program, stage: Stage) -> None:
    for fn in program.functions.values():
        if fn.blocks:
            verify(fn, program, stage)


def verify(fn: Function, program: Program, stage: Stage) -> None:
    """Raises BrokenIR with all that is wrong."""
    found = list(problems(fn, program, stage))
    if found:
        raise BrokenIR("\n".join([f"{fn.name} at {stage.name}:", *found, format_function(fn)]))


def problems(fn: Function, program: Program, stage: Stage) -> Iterator[str]:
    """One line for each fact that does not hold. A broken shape hides what depends on it."""
    checker = _Checker(fn, program, stage)
    broken = list(checker.shape())
    yield from broken
    if broken:
        return
    for block in fn.blocks:
        for op in block.ops:
            for text in checker.op(op):
                yield f"{checker.names.block(block)}: `{format_op(op, checker.names)}`: {text}"
        for text in checker.terminator(block):
            yield f"{checker.names.block(block)}: terminator: {text}"
    yield from _Definitions(fn, stage, checker.names).problems()


class _Checker:
    def __init__(self, fn: Function, program: Program, stage: Stage) -> None:
        self.fn = fn
        self.program = program
        self.stage = stage
        self.names = Names(fn)

    # Shape.

    def shape(self) -> Iterator[str]:
        if not self.fn.blocks:
            yield "no blocks"
            return
        blocks = set(self.fn.blocks)
        if len(blocks) != len(self.fn.blocks):
            yield "a block appears twice"
        seen: set[Op] = set()
        for block in self.fn.blocks:
            name = self.names.block(block)
            if block.terminator is None:
                yield f"{name}: no terminator"
            targets = [*block.successors(), *([block.handler] if block.handler else [])]
            for target in targets:
                if target not in blocks:
                    yield f"{name}: leads to {target.name}, which is not in the function"
                if target is self.fn.blocks[0]:
                    yield f"{name}: leads back to the entry"
            for op in block.ops:
                if op.name not in OPS:
                    yield f"{name}: there is no operation {op.name!r}"
                if op in seen:
                    yield f"{name}: {op.name} appears twice"
                seen.add(op)
        if self.fn.is_frame_step and not self.fn.parameters:
            yield "a frame step without a frame"

    # Operations.

    def op(self, op: Op) -> Iterator[str]:
        yield from self._operands(op, op.spec)
        yield from self._result(op, op.spec)
        if op.name in ("retain", "release") and self.stage < Stage.COUNTED:
            yield "too early for reference counts"
        is_wanted = bool(op.spec.attribute) and op.spec.attribute not in MAY_BE_EMPTY
        if is_wanted != bool(op.attribute) and (is_wanted or not op.spec.attribute):
            yield f"attribute {op.attribute!r}, the table says {op.spec.attribute!r}"
        match op.spec.attribute:
            case "function":
                yield from self._call(op)
            case "method":
                yield from self._virtual_call(op)
            case "field":
                yield from self._field(op)
            case "global":
                yield from self._global(op)
            case "class" if op.attribute not in self.program.layouts and op.name == "new":
                yield f"no layout of {op.attribute}"
            case "ends" if op.attribute and len(op.attribute) != len(op.arguments):
                yield f"{op.attribute} tells of {len(op.attribute)} operands"
            case _:
                pass

    def _operands(self, op: Op, spec: OpSpec) -> Iterator[str]:
        wanted = list(spec.operands)
        if wanted and wanted[-1] == "*":
            wanted[-1:] = ["any"] * (len(op.arguments) - len(wanted) + 1)
        if len(wanted) != len(op.arguments):
            yield f"{len(op.arguments)} operands instead of {len(wanted)}"
            return
        for value, kind in zip(op.arguments, wanted, strict=True):
            if value.type is None:
                yield f"operand {self.names.value(value)} has no value"
            elif not _fits(value.type, kind):
                yield f"operand of type {value.type} instead of {kind}"
            if isinstance(value, Constant):
                yield from _constant(value)
        types = [value.type for value in op.arguments]
        if op.name in _SAME_OPERANDS and len({t.kind for t in types if t}) > 1:
            yield "operands of different types"

    def _result(self, op: Op, spec: OpSpec) -> Iterator[str]:
        if op.name == "assign":
            if op.dest is None or op.type is not None:
                yield "assign wants dest and gives no result"
            elif op.dest.is_parameter:
                yield f"parameter {op.dest.name} is assigned"
            elif op.arguments and not _same_kind(op.dest.type, op.arguments[0].type):
                yield f"{op.dest.type} := {op.arguments[0].type}"
            return
        if op.dest is not None:
            yield "only assign has dest"
        if (op.type is None) != (spec.result == "") and op.name != "machine":
            yield f"result {op.type}, the table says {spec.result or 'none'}"
        elif op.type is not None and spec.result not in ("T", op.type.kind.value):
            yield f"result {op.type} instead of {spec.result}"
        elif op.name in _SAME_RESULT and not _same_kind(op.type, op.arguments[0].type):
            yield f"result {op.type} of {op.arguments[0].type}"

    def _call(self, op: Op) -> Iterator[str]:
        callee = self.program.functions.get(op.attribute)
        if callee is None:
            yield f"no function {op.attribute}"
        else:
            yield from _signature(op, callee)

    def _virtual_call(self, op: Op) -> Iterator[str]:
        for layout in self.program.layouts.values():
            symbol = layout.methods.get(op.attribute)
            if symbol is None:
                continue
            callee = self.program.functions.get(symbol)
            if callee is None:
                yield f"no function {symbol}, the {op.attribute} of {layout.name}"
            else:
                yield from _signature(op, callee)

    def _field(self, op: Op) -> Iterator[str]:
        class_name, _, name = op.attribute.rpartition(".")
        layout = self.program.layouts.get(class_name)
        if layout is None:
            yield f"no layout of {class_name}"
            return
        while layout is not None:
            for field in layout.fields:
                if field.name == name:
                    value = op.type if op.type is not None else op.arguments[-1].type
                    if not _same_kind(value, field.type):
                        yield f"{value} in a field of type {field.type}"
                    return
            layout = self.program.layouts.get(layout.base)
        yield f"no field {name} in {class_name}"

    def _global(self, op: Op) -> Iterator[str]:
        variable = self.program.globals.get(op.attribute)
        if variable is None:
            yield f"no global {op.attribute}"
            return
        value = op.type if op.type is not None else op.arguments[-1].type
        if not _same_kind(value, variable.type):
            yield f"{value} in a global of type {variable.type}"

    # Terminators.

    def terminator(self, block: Block) -> Iterator[str]:
        end = block.terminator
        lowered = self.stage >= Stage.EXCEPTIONS_LOWERED
        if lowered and (block.handler is not None or isinstance(end, Raise)):
            yield "handlers and raise are gone by now"
        if not lowered and isinstance(end, Check | Fail):
            yield "too early for check and fail"
        if self.stage >= Stage.COROUTINES_LOWERED and isinstance(end, Suspend):
            yield "suspend is gone by now"
        if isinstance(end, Suspend) and not self.fn.is_frame_step:
            yield "suspend outside a frame step"
        if isinstance(end, Branch) and not _fits(end.condition.type, "bool"):
            yield f"branch on {end.condition.type}"
        if isinstance(end, Return | Suspend):
            if not _same_kind(end.value.type, self.fn.result):
                yield f"returns {end.value.type} instead of {self.fn.result}"
            if isinstance(end.value, Constant):
                yield from _constant(end.value)
        if isinstance(end, Check):
            if not block.ops or block.ops[-1] is not end.value:
                yield "check of something else than the last op"
            elif end.value.type is None:
                yield "check of an op without a result"
        if lowered:
            for op in block.ops:
                checked = isinstance(end, Check) and end.value is op
                if not checked and self._surely_raises(op):
                    yield f"`{format_op(op, self.names)}` may raise and is not checked"
        if isinstance(end, Fail) and not self.fn.can_raise:
            yield "fails although it cannot raise"

    def _surely_raises(self, op: Op) -> bool:
        """May the op raise, whatever is known about virtual calls?"""
        if op.spec.attribute == "function":
            callee = self.program.functions.get(op.attribute)
            return callee is None or callee.can_raise
        return op.can_raise and op.spec.attribute != "method"


def _binary(name: str) -> bool:
    return OPS[name].operands == ("raw", "raw")


_SAME_OPERANDS = frozenset([*filter(_binary, OPS), "same"])
_SAME_RESULT = frozenset(
    [
        *(name for name in OPS if _binary(name) and OPS[name].result == "T"),
        *("raw.neg", "raw.invert", "copy"),
    ]
)


def _fits(type_: IRType | None, kind: str) -> bool:
    if type_ is None:
        return False
    if kind == "any":
        return True
    if kind == "raw":
        return type_.is_raw
    if kind == "counted":
        return type_.is_counted
    return type_.kind.value == kind


def _same_kind(left: IRType | None, right: IRType | None) -> bool:
    return left is not None and right is not None and left.kind is right.kind


def _signature(op: Op, callee: Function) -> Iterator[str]:
    if len(op.arguments) != len(callee.parameters):
        yield f"{len(op.arguments)} arguments, {callee.name} takes {len(callee.parameters)}"
        return
    for value, parameter in zip(op.arguments, callee.parameters, strict=True):
        if not _same_kind(value.type, parameter.type):
            yield f"{value.type} for parameter {parameter.name}: {parameter.type} of {callee.name}"
    if not _same_kind(op.type, callee.result):
        yield f"result {op.type}, {callee.name} returns {callee.result}"


def _limits(kind: Kind, bits: int) -> tuple[int, int]:
    if kind.value.startswith("i"):
        return -(1 << (bits - 1)), (1 << (bits - 1)) - 1
    return 0, (1 << bits) - 1


_INTEGER_RANGE = {
    kind: _limits(kind, bits)
    for kind, bits in (
        *((Kind.I8, 8), (Kind.I16, 16), (Kind.I32, 32), (Kind.I64, 64)),
        *((Kind.U8, 8), (Kind.U16, 16), (Kind.U32, 32), (Kind.U64, 64), (Kind.PTR, 64)),
    )
}
_LITERALS: dict[Kind, tuple[type, ...]] = {
    Kind.INT: (int,),
    Kind.OBJ: (int, float, str, bytes, Static, type(None)),
    Kind.REF: (str, bytes, Static, type(None)),
    Kind.BOOL: (bool,),
    Kind.FLOAT: (float,),
    Kind.NONE: (type(None),),
}


def _constant(constant: Constant) -> Iterator[str]:
    value = constant.value
    kind = constant.type.kind
    limits = _INTEGER_RANGE.get(kind)
    if value is UNSET:
        if not constant.type.has_error_value and kind is not Kind.FLOAT:
            yield f"{constant.type} has no unset pattern"
    elif limits is not None:
        if type(value) is not int or not limits[0] <= value <= limits[1]:
            yield f"constant {format_constant(constant)} is out of range"
    elif not isinstance(value, _LITERALS[kind]):
        yield f"constant {format_constant(constant)} has the wrong type"


class _Definitions:
    """Nothing is read before it is defined, on any path.

    Results always; compiler registers ("$...") always; user registers from ASSIGNED on.
    A handler sees what was defined before the first op of the block that may raise.
    """

    def __init__(self, fn: Function, stage: Stage, names: Names) -> None:
        self.fn = fn
        self.stage = stage
        self.names = names
        self.bit: dict[Register | Op, int] = {}
        for block in fn.blocks:
            for op in block.ops:
                if op.type is not None:
                    self.bit[op] = 1 << len(self.bit)
        for register in fn.registers():
            if not register.is_parameter and self._is_checked(register):
                self.bit[register] = 1 << len(self.bit)

    def _is_checked(self, register: Register) -> bool:
        return self.stage >= Stage.ASSIGNED or register.name.startswith("$")

    def problems(self) -> Iterator[str]:
        at_start = self._solve()
        for block, start in at_start.items():
            if start < 0:
                continue  # unreachable
            known = start
            for op in block.ops:
                for value in self._undefined(op.arguments, known):
                    yield (
                        f"{self.names.block(block)}: `{format_op(op, self.names)}` reads "
                        f"{value}, which is not defined on every path"
                    )
                known |= self._defined(op)
            end = block.terminator
            if isinstance(end, Branch | Return):
                value_read = end.condition if isinstance(end, Branch) else end.value
                for value in self._undefined([value_read], known):
                    yield (
                        f"{self.names.block(block)}: terminator reads {value}, "
                        "which is not defined on every path"
                    )

    def _undefined(self, values: Iterable[Value], known: int) -> Iterator[str]:
        for value in values:
            if isinstance(value, Constant) or (isinstance(value, Register) and value.is_parameter):
                continue
            mask = self.bit.get(value)
            if mask is None:
                if isinstance(value, Op):
                    yield f"{value.name}, an op of another function,"
            elif not known & mask:
                yield self.names.value(value)

    def _defined(self, op: Op) -> int:
        if op.dest is not None:
            return self.bit.get(op.dest, 0)
        return self.bit.get(op, 0)

    def _solve(self) -> dict[Block, int]:
        """-1 (all bits) stands for a block that no path reached."""
        at_start = {block: -1 for block in self.fn.blocks}
        entry = self.fn.blocks[0]
        at_start[entry] = 0
        work = [entry]
        while work:
            block = work.pop()
            for target, arriving in self._edges(block, at_start[block]):
                new = at_start[target] & arriving
                if new != at_start[target]:
                    at_start[target] = new
                    work.append(target)
        return at_start

    def _edges(self, block: Block, known: int) -> Iterator[tuple[Block, int]]:
        if block.handler is not None and self._may_raise(block):
            yield block.handler, known | self._before_first_raise(block)
        for op in block.ops:
            known |= self._defined(op)
        end = block.terminator
        if isinstance(end, Check):
            yield end.ok, known
            yield end.error, known & ~self.bit[end.value]
        else:
            for target in block.successors():
                yield target, known

    def _may_raise(self, block: Block) -> bool:
        """A read of an unset local does too, until there is a test for it."""
        if self.stage is Stage.BUILT or isinstance(block.terminator, Raise):
            return True
        return any(op.can_raise for op in block.ops)

    def _before_first_raise(self, block: Block) -> int:
        known = 0
        for op in block.ops:
            if op.can_raise:
                break
            known |= self._defined(op)
        return known
