"""The state of lowering one function: blocks, handlers, locals, and the conversions between
representations. Statements and expressions are lowered by the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.ops import OPS
from gloamc.ir.types import IRType, Kind
from gloamc.irbuild.program import ClassInstance, ProgramBuilder, Signature
from gloamc.irbuild.representation import BUFFERS, substitute
from gloamc.primitives.kept_ints import PREFIX, kept_bits

I64_MAX = (1 << 63) - 1
_FLOAT_TYPE = tree.Instance("builtins.float")


@dataclass(slots=True)
class Loop:
    """Where break and continue go, and how many cleanups are inside the loop at most."""

    on_break: ir.Block
    on_continue: ir.Block
    cleanup_depth: int
    break_depth: int
    """Fewer than `cleanup_depth` if the loop itself has something to clean up."""


@dataclass(slots=True)
class Cleanup:
    """Code that every way out of a region runs: a finally body, or the end of a handler."""

    emit: Callable[[], None]
    handler: ir.Block | None
    """The handler in force outside of the region."""
    handled: int
    """How many exceptions are being handled there."""


@dataclass(slots=True)
class FunctionBuilder:
    program: ProgramBuilder
    signature: Signature
    function: ir.Function
    module: str
    span: tree.Span
    block: ir.Block = field(init=False)
    handler: ir.Block | None = None
    line: int = 0
    locals: dict[int, ir.Register] = field(default_factory=dict)
    captured: dict[int, tuple[str, IRType]] = field(default_factory=dict)
    """Variables of enclosing functions: id to (field of the closure, type)."""
    loops: list[Loop] = field(default_factory=list)
    cleanups: list[Cleanup] = field(default_factory=list)
    handled: list[ir.Register] = field(default_factory=list)
    """Exceptions being handled here, innermost last: what a bare raise raises again."""
    before: list[ir.Register] = field(default_factory=list)
    """For each of `handled` what was being handled when its handler began."""
    finally_depth: int = 0
    generator_failed: ir.Block | None = None
    """Where the body of a generator goes by raising."""
    counter: int = 0
    definition: tree.Function | None = None
    cells: dict[int, ir.Value] = field(default_factory=dict)
    """Captured variables that are bound more than once: id to the Cell that holds the value."""
    pinned: dict[int, ir.Register] = field(default_factory=dict)
    """Locals with an address taken into their object: they live until the function returns."""
    kept: dict[int, ir.Register] = field(default_factory=dict)
    """For variables whose objects run code when they die: what keeps each alive as CPython does."""
    bound_class: tuple[tree.Variable, ClassInstance] | None = None
    """In a class method: its first parameter, and the class that it is here."""
    functions: dict[int, Signature] = field(default_factory=dict)
    """Nested functions: id of the variable that only their `def` binds to how they are called.
    Shared by everything that is nested in one instance of an outermost function."""
    adapts: bool = False
    """Compiler-made code between functions of the user's, with floats as they are."""
    keep: list[tree.Variable] = field(default_factory=list)
    """Variables made here; held so that their ids stay unique."""

    def __post_init__(self) -> None:
        self.block = ir.Block("entry")
        self.function.blocks.append(self.block)
        self.line = self.span.line

    @property
    def is_unsafe(self) -> bool:
        return self.function.is_unsafe

    @property
    def is_library(self) -> bool:
        return self.program.is_library(self.module)

    @property
    def keeps_ints(self) -> bool:
        """Whether a float here may be an int that flowed into its place (irbuild/kept_ints)."""
        if not self.program.tree.keeps_ints:
            return False
        if self.adapts or not self.is_library:
            return True
        return any(t == _FLOAT_TYPE for t in self.signature.environment.values())

    # -------------------------------------------------------------- emission

    def emit(
        self, name: str, *arguments: ir.Value, type: IRType | None = None, attribute: str = ""
    ) -> ir.Op:
        """Append an operation. Code behind a terminator goes to a block nobody reaches."""
        self.program.use_operation(name)
        if type is None:
            result = OPS[name].result
            type = irt.parse_type(result) if result not in ("", "T") else None
        op = ir.Op(name, list(arguments), type, attribute, self.line)
        if self.block.terminator is not None:
            self.start(self.new_block("dead"))
        self.block.ops.append(op)
        return op

    def new_block(self, hint: str = "b") -> ir.Block:
        self.counter += 1
        return ir.Block(f"{hint}{self.counter}", handler=self.handler)

    def next_number(self) -> int:
        self.counter += 1
        return self.counter

    def enter(self, block: ir.Block) -> None:
        """Go on in a block that is reached from elsewhere; what is open falls into nothing."""
        if self.block.terminator is None:
            self.block.terminator = ir.Goto(block, self.line)
        self.function.blocks.append(block)
        self.block = block

    def start_after_suspend(self, block: ir.Block) -> None:
        """Go on in a block behind a Suspend."""
        self.function.blocks.append(block)
        self.block = block

    def make_tuple(self, values: Sequence[ir.Value]) -> ir.Value:
        """A new tuple of `obj` values."""
        assert self.program.make_tuple is not None
        return self.program.make_tuple(self, values)

    def start(self, block: ir.Block) -> None:
        """Go on in this block, falling into it from the current one."""
        if self.block.terminator is None:
            self.block.terminator = ir.Goto(block, self.line)
        self.function.blocks.append(block)
        self.block = block

    def goto(self, block: ir.Block) -> None:
        if self.block.terminator is None:
            self.block.terminator = ir.Goto(block, self.line)

    def branch(self, condition: ir.Value, then: ir.Block, otherwise: ir.Block) -> None:
        if self.block.terminator is None:
            self.block.terminator = ir.Branch(condition, then, otherwise, self.line)

    def end(self, terminator: ir.Terminator) -> None:
        if self.block.terminator is None:
            self.block.terminator = terminator

    @property
    def is_open(self) -> bool:
        return self.block.terminator is None

    def temporary(self, type: IRType, hint: str = "t") -> ir.Register:
        self.counter += 1
        return ir.Register(f"${hint}{self.counter}", type)

    def assign(self, register: ir.Register, value: ir.Value) -> None:
        op = self.emit("assign", value)
        op.dest = register

    def as_expression(self, value: ir.Value, t: tree.Type, span: tree.Span) -> tree.LocalName:
        """A value that was computed already, as an expression of this type."""
        variable = tree.Variable("$held", t, self.signature.symbol)
        register = self.temporary(ir.type_of(value), "held")
        self.assign(register, value)
        self.locals[id(variable)] = register
        self.keep.append(variable)
        return tree.LocalName(variable, span=span, type=t)

    def stable(self, value: ir.Value) -> ir.Value:
        """A copy, if a later assignment to a local could change what this value is."""
        if not isinstance(value, ir.Register) or value.is_parameter:
            return value
        copy = self.temporary(value.type)
        self.assign(copy, value)
        return copy

    def pin(self, value: ir.Value) -> ir.Value:
        """Keep an object alive to the end of the function: a raw address into it is taken."""
        if isinstance(value, ir.Constant) or (
            isinstance(value, ir.Register) and value.is_parameter
        ):
            return value
        register = self.temporary(ir.type_of(value), "pinned")
        self.assign(register, value)
        self.pinned[id(register)] = register
        return register

    def keep_value(self, variable: tree.Variable, value: ir.Value) -> None:
        """`variable` is bound to `value`: until now it held what it was bound to before, and it
        holds this until it is bound again or the function returns."""
        kept = self.kept.get(id(variable))
        if kept is None:
            kept = self.temporary(self.variable_type(variable), "kept")
            self.kept[id(variable)] = kept
            self.pinned[id(kept)] = kept
        self.emit("keep", kept)
        self.assign(kept, self.coerce(value, kept.type))

    def close(self) -> None:
        """End of lowering: open blocks are never reached; pinned objects live to the return."""
        for register in self.pinned.values():
            unset = ir.Op("assign", [ir.Constant(register.type, ir.UNSET)], dest=register)
            self.function.blocks[0].ops.insert(0, unset)
        for block in self.function.blocks:
            if block.terminator is None:
                block.terminator = ir.Unreachable()
            elif isinstance(block.terminator, ir.Return) or (
                isinstance(block.terminator, ir.Raise) and block.handler is None
            ):
                block.ops.extend(ir.Op("keep", [r]) for r in self.pinned.values())

    # -------------------------------------------------------------- types and locals

    def resolve(self, t: tree.Type) -> tree.Type:
        return self.program.resolve(t, self.signature.environment)

    def substituted(self, t: tree.Type) -> tree.Type:
        """As `resolve`, but type arguments stay what they are: for the types of items."""
        return substitute(t, self.signature.environment)

    def represent(self, t: tree.Type) -> IRType:
        return self.program.represent(t, self.signature.environment)

    def variable_type(self, variable: tree.Variable) -> IRType:
        kind = self.represent(variable.type)
        return irt.OBJ if kind.kind is Kind.NONE else kind

    def register(self, variable: tree.Variable) -> ir.Register:
        """The register of a local of this function."""
        found = self.locals.get(id(variable))
        if found is None:
            kind = self.variable_type(variable)
            found = ir.Register(variable.name, kind, is_scoped=self._may_finalise(kind))
            self.locals[id(variable)] = found
        return found

    def _may_finalise(self, kind: IRType) -> bool:
        """Whether a local of the program's may hold an object with `__del__`, or the last reference
        to one."""
        if self.is_unsafe or kind.kind not in (Kind.REF, Kind.OBJ):
            return False
        return kind not in (irt.STR, irt.BYTES) and self.program.sees_death

    # -------------------------------------------------------------- constants

    def int_constant(self, value: int) -> ir.Constant:
        return ir.Constant(irt.INT, value)

    def i64(self, value: int) -> ir.Constant:
        return ir.Constant(irt.I64, value)

    def string(self, value: str) -> ir.Constant:
        return ir.Constant(irt.STR, value)

    def bool_constant(self, value: bool) -> ir.Constant:
        return ir.Constant(irt.BOOL, value)

    def none(self) -> ir.Constant:
        return ir.Constant(irt.NONE, None)

    # -------------------------------------------------------------- calls

    def call(self, signature: Signature, arguments: Sequence[ir.Value]) -> ir.Op:
        """Call with arguments that already have the parameters' representations."""
        return self.emit("call", *arguments, type=signature.result, attribute=signature.symbol)

    def runtime(self, name: str, *arguments: ir.Value) -> ir.Op:
        """Call a runtime function, converting the arguments to its parameters."""
        signature = self.program.runtime(name)
        pairs = zip(arguments, signature.parameters, strict=False)
        converted = [self.coerce(a, p) for a, p in pairs]
        function = signature.function
        assert function is not None
        for parameter in function.parameters[len(arguments) :]:
            index = len(converted)
            converted.append(self.default(parameter, signature.parameters[index], signature))
        return self.call(signature, converted)

    def default(self, parameter: tree.Parameter, type: IRType, signature: Signature) -> ir.Value:
        """The value of a default: a literal, or a constant global."""
        assert parameter.default is not None, (signature.symbol, parameter.variable.name)
        constant = constant_value(parameter.default)
        if constant is not None:
            return self.coerce(self.from_constant(constant), type)
        return self.lower_default(parameter.default, type)

    def lower_default(self, expression: tree.Expression, type: IRType) -> ir.Value:
        """A default that is no literal: a constant global or a fixed-width constant."""
        assert self.program.lower_default is not None
        return self.program.lower_default(self, expression, type)

    def from_constant(self, constant: tree.Expression) -> ir.Constant:
        match constant:
            case tree.BoolLiteral():
                return ir.Constant(irt.BOOL, constant.value)
            case tree.IntLiteral():
                return ir.Constant(irt.INT, constant.value)
            case tree.FloatLiteral():
                return ir.Constant(irt.FLOAT, constant.value)
            case tree.StrLiteral():
                return ir.Constant(irt.STR, constant.value)
            case tree.BytesLiteral():
                return ir.Constant(irt.BYTES, constant.value)
            case _:
                return ir.Constant(irt.NONE, None)

    def raise_new(self, class_name: str, message: str) -> None:
        """Raise a builtin exception with one string argument."""
        self.runtime("gloam.runtime.raising.raise_" + class_name, self.string(message))
        self.end(ir.Unreachable(self.line))

    # -------------------------------------------------------------- conversions

    def coerce(self, value: ir.Value, target: IRType) -> ir.Value:  # noqa: C901
        """The same Python value in another representation. Unboxing trusts the static type."""
        source = ir.type_of(value)
        if source.kind is target.kind:
            if source.class_name in BUFFERS and target == irt.BYTES:
                return self.runtime("gloam.runtime.bytearray.operand", value)
            return value
        if isinstance(value, ir.Constant):
            constant = _convert_constant(value, target)
            if constant is not None:
                return constant
        if Kind.FLOAT in (source.kind, target.kind) and self.program.tree.keeps_ints:
            kept = self._kept(value, source, target)
            if kept is not None:
                return kept
        match target.kind:
            case Kind.OBJ:
                if source.is_raw:
                    value = self.emit("int.from_raw", value)
                return self.emit("box", value)
            case Kind.NONE:
                return self.none()
            case Kind.INT:
                return self._to_int(value, source)
            case Kind.FLOAT if source.is_raw or source.kind in (Kind.INT, Kind.BOOL):
                return self.to_float(value)
            case Kind.BOOL if source.is_raw:
                return self.emit("raw.ne", value, ir.Constant(source, 0))
            case Kind.REF if source.kind is Kind.NONE:
                return ir.Constant(irt.NONE_REF, None)
            case Kind.PTR:
                return self.emit("ptr.from_address", self.coerce(value, irt.U64))
            case _ if target.is_raw:
                return self._to_raw(value, source, target)
        if source.kind is not Kind.OBJ:
            value = self.coerce(value, irt.OBJ)
        return self.emit("unbox", value, type=target)

    def _kept(self, value: ir.Value, source: IRType, target: IRType) -> ir.Value | None:
        """Into or out of a place declared float that may hold an int; None for a conversion as
        everywhere."""
        if not self.keeps_ints and self.program.is_static(self.module):
            return None
        if target.kind is Kind.FLOAT and source.kind is Kind.OBJ:
            name = "unbox" if self.keeps_ints else "unbox_real"
            return self.runtime(PREFIX + name, value)
        if not self.keeps_ints:
            return None
        if target.kind is Kind.OBJ:
            return self.runtime(PREFIX + "box", value)
        if target.kind is Kind.FLOAT and source.kind in (Kind.INT, Kind.BOOL):
            if isinstance(value, ir.Constant) and isinstance(value.value, int):
                bits = kept_bits(value.value)
                if bits is not None:
                    return self.runtime(PREFIX + "from_bits", ir.Constant(irt.U64, bits))
            return self.runtime(
                PREFIX + ("keep" if source.kind is Kind.INT else "keep_bool"), value
            )
        return None

    def to_float(self, value: ir.Value) -> ir.Value:
        """`float(value)` of a number."""
        source = ir.type_of(value)
        if source.kind is Kind.FLOAT:
            return self.runtime(PREFIX + "real", value) if self.keeps_ints else value
        if source.is_raw:
            return self.emit("float.from_raw", value)
        if source.kind is Kind.BOOL:
            value = self.emit("bool.to_int", value)
        if isinstance(value, ir.Constant) and isinstance(value.value, int):
            if abs(value.value) <= 1 << 53:
                return ir.Constant(irt.FLOAT, float(value.value))
        return self.int_to_float(value)

    def _to_int(self, value: ir.Value, source: IRType) -> ir.Value:
        if source.is_raw:
            return self.emit("int.from_raw", value)
        if source.kind is Kind.BOOL:
            # The object True passes for an int and must stay True (repr, isinstance).
            return self.emit("unbox", self.emit("box", value), type=irt.INT)
        return self.emit("unbox", self.coerce(value, irt.OBJ), type=irt.INT)

    def _to_raw(self, value: ir.Value, source: IRType, target: IRType) -> ir.Value:
        if source.kind is Kind.BOOL:
            return self.emit("bool.to_raw", value, type=target)
        if source.kind is Kind.PTR:
            return self.emit("ptr.address", value)
        if source.is_raw:
            return self.convert_raw(value, target)
        if source.kind is not Kind.INT:
            value = self.coerce(value, irt.INT)
        return self.emit("int.to_raw", value, type=target)

    def convert_raw(self, value: ir.Value, target: IRType) -> ir.Value:
        """To another width, with a range check where the value might not fit."""
        source = ir.type_of(value)
        if source == target:
            return value
        widens = source.bits < target.bits and (target.is_signed or not source.is_signed)
        if not widens:
            fits = self.emit("raw.fits", value, attribute=str(target))
            self.require(fits, "OverflowError", f"value does not fit {target}")
        return self.emit("raw.convert", value, type=target)

    def require(self, condition: ir.Value, error: str, message: str) -> None:
        """Raise (in unsafe modules: trap) unless the condition holds."""
        if self.is_unsafe:
            self.emit("trap_if", self.emit("bool.not", condition), attribute=message)
            return
        ok, bad = self.new_block("ok"), self.new_block("bad")
        self.branch(condition, ok, bad)
        self.start(bad)
        self.raise_new(error, message)
        self.start(ok)

    def int_to_float(self, value: ir.Value) -> ir.Value:
        small, big, done = self.new_block("small"), self.new_block("big"), self.new_block("done")
        result = self.temporary(irt.FLOAT)
        self.branch(self.emit("int.is_small", value), small, big)
        self.start(small)
        self.assign(result, self.emit("float.from_raw", self.emit("int.untag", value)))
        self.goto(done)
        self.start(big)
        self.assign(result, self.runtime("gloam.runtime.int.to_float", value))
        self.start(done)
        return result

    # -------------------------------------------------------------- control

    def if_then(self, condition: ir.Value, body: Callable[[], None]) -> None:
        then, done = self.new_block("then"), self.new_block("done")
        self.branch(condition, then, done)
        self.start(then)
        body()
        self.start(done)

    def leave(self, depth: int, finish: Callable[[], None]) -> None:
        """Run the cleanups above `depth`, innermost first, then `finish` (a jump or return)."""
        saved_cleanups, saved_handler = self.cleanups, self.handler
        saved_handled, saved_before = self.handled, self.before
        pending = saved_cleanups[depth:]
        for index in range(len(pending) - 1, -1, -1):
            cleanup = pending[index]
            self.cleanups = saved_cleanups[: depth + index]
            self.handler = cleanup.handler
            self.handled = saved_handled[: cleanup.handled]
            self.before = saved_before[: cleanup.handled]
            block = self.new_block("cleanup")
            self.start(block)
            cleanup.emit()
        finish()
        self.cleanups, self.handler = saved_cleanups, saved_handler
        self.handled, self.before = saved_handled, saved_before


def constant_value(expression: tree.Expression) -> tree.Expression | None:
    """The literal an expression amounts to, or None."""
    match expression:
        case (
            tree.IntLiteral()
            | tree.FloatLiteral()
            | tree.StrLiteral()
            | tree.BytesLiteral()
            | tree.BoolLiteral()
            | tree.NoneLiteral()
        ):
            return expression
        case tree.UnaryOperation(operator="-", operand=tree.IntLiteral() as operand):
            return tree.IntLiteral(-operand.value, span=expression.span, type=expression.type)
        case tree.UnaryOperation(operator="-", operand=tree.FloatLiteral() as operand):
            return tree.FloatLiteral(-operand.value, span=expression.span, type=expression.type)
        case tree.BinaryOperation(operator=operator, left=left, right=right):
            return _fold(operator, left, right, expression)
        case _:
            return None


def _fold(
    operator: str, left: tree.Expression, right: tree.Expression, whole: tree.Expression
) -> tree.Expression | None:
    a, b = constant_value(left), constant_value(right)
    if not isinstance(a, tree.IntLiteral) or not isinstance(b, tree.IntLiteral):
        return None
    match operator:
        case "+":
            value = a.value + b.value
        case "-":
            value = a.value - b.value
        case "*":
            value = a.value * b.value
        case "<<" if 0 <= b.value <= 4096:
            value = a.value << b.value
        case "|":
            value = a.value | b.value
        case "**" if 0 <= b.value <= 4096:
            value = a.value**b.value
        case _:
            return None
    return tree.IntLiteral(value, span=whole.span, type=whole.type)


def _convert_constant(value: ir.Constant, target: IRType) -> ir.Constant | None:
    held = value.value
    if isinstance(held, ir.Unset):
        return ir.Constant(target, held)
    if target.kind is Kind.OBJ and value.type.kind is not Kind.FLOAT:
        if value.type.is_raw or value.type.kind in (Kind.INT, Kind.BOOL, Kind.NONE, Kind.REF):
            return ir.Constant(irt.OBJ, held)
    if isinstance(held, bool):
        return None
    if isinstance(held, int) and value.type.kind is not Kind.PTR:
        if target.is_raw:
            low = -(1 << (target.bits - 1)) if target.is_signed else 0
            high = (1 << (target.bits - (1 if target.is_signed else 0))) - 1
            return ir.Constant(target, held) if low <= held <= high else None
        if target.kind is Kind.INT:
            return ir.Constant(irt.INT, held)
    if held is None and target.kind is Kind.REF:
        return ir.Constant(irt.NONE_REF, None)
    return None
