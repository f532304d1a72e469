"""Runs IR of any stage on Python values: the oracle for passes.

Knows the meaning of operations, not the passes: it shares no code with gloamc.passes or
gloamc.analysis. Before the exceptions pass (`is_lowered` off) an op that raises leaves its
traceback entry here, and a read of an unset local raises UnboundLocalError.
Functions without blocks are the observer's: a call of one is recorded with its arguments, and
those in `_RAISING` raise. `fail_at` makes the n-th operation fail, of those that run out of memory
or call the observer. Raw memory is not modelled.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass, field

from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Check,
    Constant,
    Fail,
    Function,
    Goto,
    Op,
    Program,
    Raise,
    Register,
    Return,
    Static,
    Suspend,
    Unset,
    Value,
    type_of,
)
from gloamc.ir.types import END, OBJ, IRType, Kind
from support.ir_heap import CountError, Heap, Object, Word

STEPS_MAX = 20_000
_UNBOUND = "gloam.runtime.raising.raise_unbound_local"
_RAISING = {
    _UNBOUND: "builtins.UnboundLocalError",
    "gloam.runtime.raising.raise_recursion_error": "builtins.RecursionError",
}


class OutOfSteps(Exception):
    """The program runs too long to be a test."""


@dataclass(slots=True)
class Outcome:
    """All that can be seen of a run."""

    result: str
    events: list[str]
    trace: list[str] = field(default_factory=list)
    """Traceback entries of the exception that ended the run."""


class _Raised(Exception):
    """An operation failed; the cell is set."""


@dataclass(slots=True)
class _Activation:
    fn: Function
    words: dict[Register | Op, Word]
    block: Block


class Interpreter:
    def __init__(
        self,
        program: Program,
        *,
        is_lowered: bool = False,
        is_counted: bool = False,
        fail_at: int = -1,
        values: Callable[[int], int] = lambda index: index,
    ) -> None:
        self.program = program
        self.is_lowered = is_lowered
        self.heap = Heap(is_counting=is_counted)
        self.events: list[str] = []
        self.cell: Object | None = None
        self.globals: dict[str, Word] = {
            g.name: self.constant(g.initial) for g in program.globals.values()
        }
        self.steps = 0
        self.countdown = fail_at
        self.values = values
        self.suspended: dict[Object, _Activation] = {}
        self.finished: set[Object] = set()

    # Running.

    def run(self, name: str, arguments: list[int]) -> Outcome:
        """Call a function with small ints. At the end every count must be explained."""
        fn = self.program.functions[name]
        words: list[Word] = list(arguments)
        try:
            result = self.call(fn, words)
            text = self.heap.describe(result)
            trace: list[str] = []
            self.heap.release(result)
        except _Raised:
            assert self.cell is not None
            text = f"raised {self.heap.describe(self.cell)}"
            trace = self.cell.trace
            self.heap.release(self.cell)
            self.cell = None
        for word in self.globals.values():
            self.heap.release(word)
        if self.heap.is_counting and self.heap.leaked():
            raise CountError(f"never released: {[o.class_name for o in self.heap.leaked()]}")
        return Outcome(text, self.events, trace)

    def call(self, fn: Function, arguments: list[Word]) -> Word:
        """The result, owned by the caller. Raises _Raised."""
        if not fn.blocks:
            return self.observe(fn, arguments)
        words: dict[Register | Op, Word] = dict(zip(fn.parameters, arguments, strict=True))
        activation = _Activation(fn, words, fn.blocks[0])
        if fn.is_frame_step and not self.is_lowered:
            return self.resume(activation)
        return self.activate(activation)

    def resume(self, activation: _Activation) -> Word:
        """A step of a body whose Suspends are still there."""
        frame = activation.words[activation.fn.parameters[0]]
        assert isinstance(frame, Object)
        end = self.constant(Constant(OBJ, END))
        if frame in self.finished:
            return end
        going_on = self.suspended.pop(frame, activation)
        for parameter in activation.fn.parameters:
            going_on.words[parameter] = activation.words[parameter]
        self.finished.add(frame)
        result = self.activate(going_on)
        if result is not end:
            self.finished.discard(frame)
            self.suspended[frame] = going_on
        return result

    def observe(self, fn: Function, arguments: list[Word]) -> Word:
        for word in arguments:
            self.heap.check(word)
        shown = ", ".join(self.heap.describe(word) for word in arguments)
        self.events.append(f"{fn.name}({shown})")
        if fn.name in _RAISING:
            self.fail(_RAISING[fn.name])
        if fn.can_raise:
            self.may_fail("builtins.RuntimeError")
        match fn.result.kind:
            case Kind.INT:
                return self.int_word(self.values(len(self.events)))
            case Kind.BOOL:
                return self.values(len(self.events)) % 2 == 0
            case Kind.NONE:
                return None
            case Kind.REF:
                return self.heap.new(fn.result.class_name)
            case Kind.OBJ:
                return self.int_word(self.values(len(self.events)))
            case _:
                return self.values(len(self.events))

    def activate(self, activation: _Activation) -> Word:
        while True:
            try:
                result = self.block(activation)
            except _Raised:
                handler = activation.block.handler
                if handler is None:
                    raise
                activation.block = handler
                continue
            if result is not None:
                (word,) = result
                return word

    def block(self, activation: _Activation) -> tuple[Word] | None:
        """Run one block; a tuple of the result when the function returns."""
        block = activation.block
        end = block.terminator
        for op in block.ops:
            self.tick()
            word: Word
            try:
                word = self.operation(op, activation)
            except _Raised:
                if not isinstance(end, Check) or end.value is not op:
                    self.leave_entry(activation.fn, op.line)
                    raise
                word = UNSET
            if op.dest is not None:
                activation.words[op.dest] = word
            elif op.type is not None:
                activation.words[op] = word
        self.tick()
        match end:
            case Goto(target):
                activation.block = target
            case Branch(condition, then, otherwise):
                chosen = self.read(condition, activation, end.line)
                assert isinstance(chosen, bool), f"branch on {chosen}"
                activation.block = then if chosen else otherwise
            case Check(value, ok, error):
                is_error = activation.words[value] is UNSET
                assert is_error == (self.cell is not None), "the cell and the value disagree"
                activation.block = error if is_error else ok
            case Return(value):
                assert self.cell is None, "returns with the cell set"
                return (self.read(value, activation, end.line),)
            case Suspend(value, resume):
                given = self.read(value, activation, end.line)
                activation.block = resume
                return (given,)
            case Raise(line) | Fail(line):
                assert self.cell is not None, "raises with an empty cell"
                self.leave_entry(activation.fn, line)
                raise _Raised
            case _:
                raise AssertionError("reached the unreachable")
        return None

    def leave_entry(self, fn: Function, line: int) -> None:
        """What the exceptions pass makes explicit."""
        assert self.cell is not None
        if not self.is_lowered and fn.traceback_name and line:
            self.cell.trace.append(f"{fn.path}:{line}:{fn.traceback_name}")

    def tick(self) -> None:
        self.steps += 1
        if self.steps > STEPS_MAX:
            raise OutOfSteps

    # Values.

    def value(self, value: Value, activation: _Activation) -> Word:
        if isinstance(value, Constant):
            return self.constant(value)
        word = activation.words.get(value, UNSET)
        if word is UNSET and not self.is_lowered and _is_local(value):
            self.observe(
                self.program.functions[_UNBOUND], [self.heap.static("builtins.str", value.name)]
            )
        if value not in activation.words:
            raise AssertionError(f"{value.name} is read before it is defined")
        self.heap.check(word)
        return word

    def read(self, value: Value, activation: _Activation, line: int) -> Word:
        """A terminator's value."""
        try:
            return self.value(value, activation)
        except _Raised:
            self.leave_entry(activation.fn, line)
            raise

    def constant(self, constant: Constant) -> Word:
        value = constant.value
        if value is UNSET:
            return UNSET
        match constant.type.kind:
            case Kind.INT | Kind.OBJ if isinstance(value, int):
                if self.is_small(value):
                    return value
                return self.heap.static("builtins.int", value)
            case Kind.INT | Kind.OBJ | Kind.REF:
                name = "NoneType" if value is None else type(value).__name__
                assert not isinstance(value, Unset | Static)
                return self.heap.static(f"builtins.{name}", value)
            case _:
                assert not isinstance(value, str | bytes | Static)
                return value

    def is_small(self, value: int) -> bool:
        return -1 << 62 <= value < 1 << 62

    def int_word(self, value: int) -> Word:
        return value if self.is_small(value) else self.heap.new("builtins.int", value)

    def exact(self, word: Word) -> int:
        """The number behind an int word."""
        self.heap.check(word)
        if isinstance(word, Object):
            assert isinstance(word.payload, int), word
            return int(word.payload)
        assert type(word) is int, word
        return word

    # Failing.

    def fail(self, class_name: str) -> Word:
        assert self.cell is None, "an exception is pending already"
        self.cell = self.heap.new(class_name)
        raise _Raised

    def may_fail(self, class_name: str) -> None:
        self.countdown -= 1
        if self.countdown == -1:
            self.fail(class_name)

    # Operations.

    def operation(self, op: Op, activation: _Activation) -> Word:
        words = [self.value(value, activation) for value in op.arguments]
        family, _, name = op.name.partition(".")
        if family == "int":
            outcome = self.int_operation(name, words, op.type)
            for word, ends in zip(words, op.attribute, strict=False):
                if ends == "1":
                    self.heap.release(word)
            return outcome
        if family == "raw":
            return self.raw_operation(op, name, words)
        if family == "float" and name in _ARITHMETIC:
            left, right = words
            assert isinstance(left, float) and isinstance(right, float)
            result: float | bool = _ARITHMETIC[name](left, right)
            return result
        if op.name == "float.ordered":
            left, right = words
            return left == left and right == right  # noqa: PLR0124  # NaN
        if op.name == "float.abs":
            (number,) = words
            assert isinstance(number, float)
            return abs(number)
        return getattr(self, f"do_{op.name.replace('.', '_')}")(op, *words)  # type: ignore[no-any-return]

    def int_operation(self, name: str, words: list[Word], type_: IRType | None) -> Word:
        if name in ("from_raw", "tag"):
            assert type(words[0]) is int
            assert name == "from_raw" or self.is_small(words[0]), f"tag of {words[0]}"
            return self.int_word(words[0])
        if name == "is_small":
            return not isinstance(words[0], Object)
        if name == "untag":
            assert type(words[0]) is int, f"untag of {words[0]}"
            return words[0]
        if words[0] is UNSET:
            raise AssertionError(f"int.{name} of unset")
        numbers = [self.exact(word) for word in words]
        if name == "to_raw":
            assert type_ is not None
            return (
                numbers[0]
                if _wrap(numbers[0], type_) == numbers[0]
                else self.fail("builtins.OverflowError")
            )
        if name in ("floordiv", "mod") and numbers[1] == 0:
            return self.fail("builtins.ZeroDivisionError")
        if name in ("lshift", "rshift") and numbers[1] < 0:
            return self.fail("builtins.ValueError")
        if name == "lshift" and numbers[1] > 200:
            return self.fail("builtins.MemoryError")
        if name == "truth":
            return numbers[0] != 0
        result = _ARITHMETIC[name](*numbers)
        return result if isinstance(result, bool) else self.int_word(result)

    def raw_operation(self, op: Op, name: str, words: list[Word]) -> Word:
        numbers = [word for word in words if type(word) is int]
        assert len(numbers) == len(words), words
        operand = type_of(op.arguments[0])
        if name == "convert":
            return _wrap(numbers[0], type_of(op))
        if name == "fits":
            return _wrap(numbers[0], IRType(Kind(op.attribute))) == numbers[0]
        if name.endswith("_overflows"):
            exact = _ARITHMETIC[name.removesuffix("_overflows")](*numbers)
            return bool(_wrap(exact, operand) != exact)
        if name in ("shl", "shr"):
            assert 0 <= numbers[1] < operand.bits
            name = {"shl": "lshift", "shr": "rshift"}[name]
        if name in ("floordiv", "mod"):
            assert numbers[1] != 0, "division by zero"
        result = _ARITHMETIC[name](*numbers)
        return result if isinstance(result, bool) else _wrap(result, type_of(op))

    def do_assign(self, op: Op, word: Word) -> Word:
        return word

    def do_copy(self, op: Op, word: Word) -> Word:
        return word

    def do_is_unset(self, op: Op, word: Word) -> Word:
        return word is UNSET

    def do_bool_not(self, op: Op, word: Word) -> Word:
        assert isinstance(word, bool)
        return not word

    def do_bool_to_int(self, op: Op, word: Word) -> Word:
        assert isinstance(word, bool)
        return int(word)

    do_bool_to_raw = do_bool_to_int

    def do_trap_if(self, op: Op, word: Word) -> Word:
        assert word is False, f"trap: {op.attribute}"
        return None

    def do_box(self, op: Op, word: Word) -> Word:
        if isinstance(word, float):
            return self.heap.new("builtins.float", word)
        if isinstance(word, bool) or word is None:
            return self.heap.static("builtins.NoneType" if word is None else "builtins.bool", word)
        return word

    def do_unbox(self, op: Op, word: Word) -> Word:
        kind = type_of(op).kind
        if kind in (Kind.BOOL, Kind.FLOAT, Kind.NONE):
            assert isinstance(word, Object)
            payload = word.payload
            assert not isinstance(payload, str | bytes)
            return payload
        assert isinstance(word, Object) or kind is Kind.INT
        return word

    def do_same(self, op: Op, left: Word, right: Word) -> Word:
        if isinstance(left, Object) or isinstance(right, Object):
            return left is right
        return left == right

    def do_isinstance(self, op: Op, word: Word) -> Word:
        name = word.class_name if isinstance(word, Object) else "builtins.int"
        wanted = op.attribute.split("|")
        while name:
            if name in wanted:
                return True
            layout = self.program.layouts.get(name)
            name = layout.base if layout is not None else ""
        return False

    def do_new(self, op: Op) -> Word:
        self.may_fail("builtins.MemoryError")
        return self.heap.new(op.attribute)

    def do_get_field(self, op: Op, owner: Word) -> Word:
        assert isinstance(owner, Object)
        return owner.fields.get(_field(op), 0 if type_of(op).is_raw else UNSET)

    def do_take_field(self, op: Op, owner: Word) -> Word:
        assert isinstance(owner, Object)
        return owner.fields.pop(_field(op), UNSET)

    def do_set_field(self, op: Op, owner: Word, word: Word) -> Word:
        assert isinstance(owner, Object)
        old = owner.fields.get(_field(op), UNSET)
        owner.fields[_field(op)] = word
        self.heap.release(old)
        return None

    def do_init_field(self, op: Op, owner: Word, word: Word) -> Word:
        assert isinstance(owner, Object)
        old = owner.fields.get(_field(op), UNSET)
        assert not type_of(op.arguments[1]).is_counted or old is UNSET, "the field is set"
        owner.fields[_field(op)] = word
        return None

    def do_get_global(self, op: Op) -> Word:
        return self.globals[op.attribute]

    def do_set_global(self, op: Op, word: Word) -> Word:
        old = self.globals[op.attribute]
        self.globals[op.attribute] = word
        self.heap.release(old)
        return None

    def do_call(self, op: Op, *words: Word) -> Word:
        return self.call(self.program.functions[op.attribute], list(words))

    def do_call_virtual(self, op: Op, *words: Word) -> Word:
        receiver = words[0]
        assert isinstance(receiver, Object)
        symbol = self.program.layouts[receiver.class_name].methods[op.attribute]
        return self.call(self.program.functions[symbol], list(words))

    def do_machine(self, op: Op, *words: Word) -> Word:
        assert op.attribute == "stack_exhausted", op.attribute
        return False

    def do_set_exception(self, op: Op, word: Word) -> Word:
        assert isinstance(word, Object) and self.cell is None
        self.cell = word
        return None

    def do_take_exception(self, op: Op) -> Word:
        taken, self.cell = self.cell, None
        assert taken is not None, "no exception to take"
        return taken

    def do_exception_pending(self, op: Op) -> Word:
        return self.cell is not None

    def do_add_traceback(self, op: Op) -> Word:
        assert self.cell is not None
        self.cell.trace.append(op.attribute)
        return None

    def do_retain(self, op: Op, word: Word) -> Word:
        self.heap.retain(word)
        return None

    def do_release(self, op: Op, word: Word) -> Word:
        self.heap.release(word)
        return None


def _is_local(value: Register | Op) -> bool:
    return isinstance(value, Register) and not value.is_parameter and not value.name.startswith("$")


def _field(op: Op) -> str:
    return op.attribute.rpartition(".")[2]


def _wrap(value: int, type_: IRType) -> int:
    value &= (1 << type_.bits) - 1
    if type_.is_signed and value >> (type_.bits - 1):
        value -= 1 << type_.bits
    return value


_ARITHMETIC: dict[str, Callable[..., int]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "and": operator.and_,
    "or": operator.or_,
    "xor": operator.xor,
    "floordiv": operator.floordiv,
    "mod": operator.mod,
    "lshift": operator.lshift,
    "rshift": operator.rshift,
    "neg": operator.neg,
    "invert": operator.invert,
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
