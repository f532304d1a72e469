"""Binding of arguments to parameters: by position, by name, from starred values, by default.

What is known when the program is built is settled then. A starred value whose length is not known
fills parameters while the program runs, with CPython's errors if there are too few or too many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import IRType
from gloamc.irbuild import calls, checks, classes, dict_calls, displays, expressions, iteration
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Given, Operand, given
from gloamc.irbuild.program import Signature
from gloamc.irbuild.representation import (
    OBJECT,
    concrete,
    is_any,
    is_buffer,
    is_dynamic,
    is_optional,
    substitute,
    without_none,
)

NAMES = tree.Instance(
    "builtins.dict", (tree.Instance("builtins.str"), tree.Instance("builtins.object"))
)
ITEMS = tree.Instance("builtins.tuple", (tree.Instance("builtins.object"),))
_POSITIONAL = (tree.ParameterKind.NORMAL, tree.ParameterKind.POSITIONAL_ONLY)
_NAMED = (tree.ParameterKind.NORMAL, tree.ParameterKind.NAMED_ONLY)


def bind(
    b: FunctionBuilder,
    signature: Signature,
    arguments: Sequence[Operand],
    span: tree.Span,
    receiver: ir.Value | None = None,
    closure: ir.Value | None = None,
) -> list[ir.Value]:
    """Evaluate arguments in source order and put them where the parameters are.

    `closure` is the object of a nested function: its first parameter, and where its default
    values are.
    """
    return bind_given(b, signature, arguments, span, receiver, closure).finished()


def bind_given(
    b: FunctionBuilder,
    signature: Signature,
    arguments: Sequence[Operand],
    span: tree.Span,
    receiver: ir.Value | None = None,
    closure: ir.Value | None = None,
) -> Binder:
    """As `bind`, up to the default values."""
    binder = Binder(b, signature, span, closure)
    if receiver is not None:
        binder.values[0] = b.coerce(receiver, binder.types[0])
        binder.position = 1
    for argument in arguments:
        binder.take(given(argument))
    binder.distribute_all()
    return binder


@dataclass(slots=True)
class Binder:
    """What the parameters of one call are bound to; None for what was not given."""

    b: FunctionBuilder
    signature: Signature
    span: tree.Span
    closure: ir.Value | None
    function: tree.Function = field(init=False)
    types: Sequence[IRType] = field(init=False)
    values: list[ir.Value | None] = field(init=False)
    position: int = 0
    star: list[ir.Value] = field(default_factory=list)
    """Positional arguments behind all positional parameters."""
    rest: ir.Value | None = None
    """The positional arguments from `position` on, a tuple, once their number is not known."""
    names: list[tuple[str, ir.Value]] = field(default_factory=list)
    """Arguments by names that are no parameters."""
    named: set[int] = field(default_factory=set)
    """Parameters that were given by name."""
    spread: ir.Value | None = None
    """The items of all double-starred arguments: dict[str, object]."""

    def __post_init__(self) -> None:
        function = self.signature.function
        assert function is not None
        self.function = function
        self.types = self.signature.parameters
        if self.closure is not None:
            self.types = self.types[1:]
        self.values = [None] * len(function.parameters)

    @property
    def positional(self) -> list[int]:
        return [i for i, p in enumerate(self.function.parameters) if p.kind in _POSITIONAL]

    def index_of(self, kind: tree.ParameterKind) -> int | None:
        found = (i for i, p in enumerate(self.function.parameters) if p.kind is kind)
        return next(found, None)

    # -------------------------------------------------------------- arguments

    def take(self, argument: Given) -> None:
        match argument.kind:
            case tree.ArgumentKind.POSITIONAL:
                self.take_positional(argument.value)
            case tree.ArgumentKind.NAMED:
                self.take_named(argument)
            case tree.ArgumentKind.STAR:
                self.take_star(argument.value)
            case tree.ArgumentKind.DOUBLE_STAR:
                self.take_double_star(argument.value)

    def value(
        self, value: tree.Expression | ir.Value, target: IRType, index: int | None = None
    ) -> ir.Value:
        """An argument for the parameter `index`, or for one that takes any object."""
        if isinstance(value, ir.Register | ir.Constant | ir.Op):
            return self.b.stable(self.b.coerce(value, target))
        if index is not None and is_any(self.b.resolve(value.type)):
            declared = self.function.parameters[index].variable.type
            if not _is_receiver(self.function, index):
                environment = self.signature.environment
                found = expressions.lower_flowing(self.b, value, declared, environment)
                return self.b.stable(self.b.coerce(found, target))
        if target.is_raw and index is not None and is_optional(self.b.resolve(value.type)):
            return self.position_or_default(value, target, index)
        if target == irt.BYTES and is_buffer(self.b.resolve(value.type)):
            copied = expressions.lower(self.b, value)
            return self.b.stable(self.b.runtime("gloam.runtime.bytearray.content", copied))
        return self.b.stable(expressions.lower_as(self.b, value, target))

    def position_or_default(self, value: tree.Expression, target: IRType, index: int) -> ir.Value:
        """A bound or a count of a builtin method, of which None means that it is left out."""
        b, default = self.b, self.function.parameters[index].default
        given = b.stable(b.coerce(expressions.lower(b, value), irt.OBJ))
        result = b.temporary(target, "position")
        missing, there, done = b.new_block("none"), b.new_block("given"), b.new_block("position")
        b.branch(expressions.is_instance(b, given, ["builtins.NoneType"]), missing, there)
        b.start(missing)
        if default is None:
            b.raise_new("TypeError", "'NoneType' object cannot be interpreted as an integer")
        else:
            b.assign(result, expressions.lower_as(b, default, target))
            b.goto(done)
        b.enter(there)
        b.assign(result, b.coerce(b.coerce(given, irt.INT), target))
        b.start(done)
        return result

    def take_positional(self, value: tree.Expression | ir.Value) -> None:
        if self.rest is not None:
            one = displays.tuple_of(self.b, [self.value(value, irt.OBJ)])
            self.rest = self.b.stable(self.b.runtime("gloam.runtime.tuple.__add__", self.rest, one))
            return
        positional = self.positional
        if self.position < len(positional):
            index = positional[self.position]
            self.values[index] = self.value(value, self.types[index], index)
            self.position += 1
        else:
            self.star.append(self.value(value, irt.OBJ))

    def take_named(self, argument: Given) -> None:
        for index, parameter in enumerate(self.function.parameters):
            if parameter.variable.name == argument.name and parameter.kind in _NAMED:
                self.values[index] = self.value(argument.value, self.types[index], index)
                self.named.add(index)
                return
        if self.index_of(tree.ParameterKind.DOUBLE_STAR) is None:
            self.b.program.refuse(
                "G205", self.span, f"argument {argument.name!r} is not supported yet"
            )
            return
        self.names.append((argument.name, self.value(argument.value, irt.OBJ)))

    def take_star(self, value: tree.Expression | ir.Value) -> None:
        b = self.b
        if isinstance(value, ir.Register | ir.Constant | ir.Op):
            items: ir.Value = b.stable(value)
        else:
            t = without_none(b.resolve(value.type))
            items = b.stable(displays.to_tuple(b, value))
            if isinstance(t, tree.TupleType) and self.rest is None:
                for index in range(len(t.items)):
                    item = iteration.item_at(b, items, ITEMS, b.i64(index), self.span)
                    self.take_positional(b.coerce(item, b.represent(t.items[index])))
                return
        if self.rest is None and self.star:
            items = b.runtime("gloam.runtime.tuple.__add__", displays.tuple_of(b, self.star), items)
            self.star = []
        elif self.rest is not None:
            items = b.runtime("gloam.runtime.tuple.__add__", self.rest, items)
        self.rest = b.stable(items)

    def take_double_star(self, value: tree.Expression | ir.Value) -> None:
        b = self.b
        if isinstance(value, ir.Register | ir.Constant | ir.Op):
            more, t = b.stable(value), b.resolve(NAMES)
        else:
            t = without_none(b.resolve(value.type))
            if is_dynamic(t):
                made, known = displays.new_container(b, NAMES)
                held = b.stable(expressions.lower(b, value))
                dict_calls.update_value(b, made, known, held, t, self.span)
                more, t = made, b.resolve(NAMES)
            elif not (isinstance(t, tree.Instance) and t.name == "builtins.dict"):
                b.program.refuse("G206", self.span, "** takes a dict for now")
                return
            else:
                more = b.stable(expressions.lower(b, value))
        if self.spread is None:
            self.spread = new_names(b, self.span)
        self.copy_items(more, t, self.spread, b.resolve(NAMES), is_checked=True)

    def copy_items(
        self,
        source: ir.Value,
        source_type: tree.Type,
        target: ir.Value,
        target_type: tree.Type,
        *,
        is_checked: bool,
    ) -> None:
        """Put the items of one dict of names into another, in order."""
        b = self.b
        assert isinstance(target_type, tree.Instance)
        kind = b.represent(target_type.arguments[1])
        pair = b.temporary(irt.ref("builtins.tuple"), "pair")

        def body(_: ir.Block) -> None:
            key = b.stable(iteration.item_at(b, pair, ITEMS, b.i64(0), self.span))
            key = b.stable(b.coerce(key, irt.STR))
            if is_checked:
                b.runtime("gloam.runtime.arguments.check_new", target, key, self.caller_name())
            item = b.stable(iteration.item_at(b, pair, ITEMS, b.i64(1), self.span))
            set_item(b, target, target_type, key, b.coerce(item, kind), self.span)

        def assign(value: ir.Value) -> None:
            b.assign(pair, value)

        iteration.iterate_items(b, source, source_type, assign, body, self.span)

    # -------------------------------------------------------------- parameters

    def caller_name(self) -> ir.Value:
        """The function's name in the errors that CPython finds before the call."""
        module = self.function.module
        if module == self.b.program.tree.entry:
            name = "__main__" + self.function.full_name.removeprefix(module)
            return self.b.string(name)
        return self.b.string(self.function.full_name)

    def shown_name(self) -> ir.Value:
        """The function's name in error messages."""
        return self.b.string(self.function.full_name.removeprefix(f"{self.function.module}."))

    def distribute_all(self) -> None:
        if self.rest is not None:
            self.distribute(self.rest)
        elif self.star:
            self.give_star(displays.tuple_of(self.b, self.star))
        if self.spread is not None:
            self.distribute_names(self.spread)

    def finished(self, omitted: Sequence[int] = ()) -> list[ir.Value]:
        """All values, apart from those of the parameters that are left out."""
        values = [
            self.values[i] or self.missing(i, p)
            for i, p in enumerate(self.function.parameters)
            if i not in omitted
        ]
        return values if self.closure is None else [self.closure, *values]

    def give_star(self, items: ir.Value) -> None:
        index = self.index_of(tree.ParameterKind.STAR)
        if index is None:
            self.b.program.refuse("G207", self.span, "too many positional arguments")
        else:
            self.values[index] = items

    def missing(self, index: int, parameter: tree.Parameter) -> ir.Value:
        """What a parameter gets that no argument was given for."""
        b = self.b
        match parameter.kind:
            case tree.ParameterKind.STAR:
                return displays.tuple_of(b, [])
            case tree.ParameterKind.DOUBLE_STAR:
                return self.extra_names(parameter)
            case _ if parameter.default is None:
                name = parameter.variable.name
                b.program.refuse("G207", self.span, f"no value for {name!r}")
                return ir.Constant(self.types[index], ir.UNSET)
        return self.default(index, parameter)

    def default(self, index: int, parameter: tree.Parameter) -> ir.Value:
        field = self.b.program.nested_defaults.get((self.signature.symbol, index))
        if field is not None and self.closure is not None:
            owner = self.b.coerce(self.closure, irt.REF)
            return self.b.emit("get_field", owner, type=self.types[index], attribute=field)
        return self.b.default(parameter, self.types[index], self.signature)

    def extra_names(self, parameter: tree.Parameter) -> ir.Value:
        b = self.b
        t = b.program.resolve(parameter.variable.type, self.signature.environment)
        if self.spread is not None and t == b.resolve(NAMES) and not self.names:
            return self.spread
        t = concrete(t)
        made = new_names(b, self.span, t)
        assert isinstance(t, tree.Instance)
        kind = b.represent(t.arguments[1])
        for name, value in self.names:
            set_item(b, made, t, b.string(name), b.coerce(value, kind), self.span)
        if self.spread is not None:
            self.copy_items(self.spread, b.resolve(NAMES), made, t, is_checked=bool(self.names))
        return made

    def distribute(self, rest: ir.Value) -> None:
        """Fill positional parameters from a tuple whose length shows while the program runs."""
        b = self.b
        count = b.stable(
            b.coerce(calls.call_method(b, rest, ITEMS, "__len__", [], self.span), irt.I64)
        )
        left = self.positional[self.position :]
        for at, index in enumerate(left):
            is_more = b.emit("raw.gt", count, b.i64(at))
            parameter = self.function.parameters[index]
            if self.values[index] is not None:
                name = b.string(parameter.variable.name)
                b.if_then(
                    is_more,
                    lambda name=name: _raise(b, "raise_twice", self.shown_name(), name),  # type: ignore[misc]
                )
                continue
            result = b.temporary(self.types[index], "argument")
            some, none, done = b.new_block("given"), b.new_block("missing"), b.new_block("bound")
            b.branch(is_more, some, none)
            b.start(some)
            item = b.stable(iteration.item_at(b, rest, ITEMS, b.i64(at), self.span))
            b.assign(result, self.checked(item, index))
            b.goto(done)
            b.start(none)
            if self.spread is not None:
                self.from_names(self.spread, index, result, done)
            elif parameter.default is None:
                self.raise_missing(left[at:])
            else:
                b.assign(result, self.default(index, parameter))
            b.start(done)
            self.values[index] = result
        taken = b.i64(len(left))
        star = self.index_of(tree.ParameterKind.STAR)
        if star is None:
            required = sum(
                1 for i in self.positional if self.function.parameters[i].default is None
            )
            given_count = b.emit("raw.add", count, b.i64(self.position), type=irt.I64)
            b.runtime(
                "gloam.runtime.arguments.check_count", self.shown_name(),
                b.i64(required), b.i64(len(self.positional)), given_count,
            )  # fmt: skip
        elif left:
            self.values[star] = b.runtime("gloam.runtime.arguments.items_from", rest, taken)
        else:
            self.values[star] = rest

    def checked(self, value: ir.Value, index: int) -> ir.Value:
        """An argument of which only the parameter says what it is."""
        declared = self.function.parameters[index].variable.type
        t = substitute(declared, self.signature.environment)
        return self.b.coerce(checks.convert(self.b, value, t), self.types[index])

    def distribute_names(self, spread: ir.Value) -> None:
        """Fill parameters without a value from the dict of names; complain about the others."""
        b = self.b
        for index, parameter in enumerate(self.function.parameters):
            if parameter.kind not in _NAMED:
                continue
            if self.values[index] is not None:
                name = b.string(parameter.variable.name)
                check, shown = "check_new", self.caller_name()
                if index not in self.named:
                    check, shown = "check_unbound", self.shown_name()
                b.runtime(f"gloam.runtime.arguments.{check}", spread, name, shown)
                continue
            result = b.temporary(self.types[index], "argument")
            done = b.new_block("bound")
            self.from_names(spread, index, result, done)
            b.start(done)
            self.values[index] = result
        if self.index_of(tree.ParameterKind.DOUBLE_STAR) is None:
            b.runtime("gloam.runtime.arguments.check_none", spread, self.shown_name())

    def from_names(self, spread: ir.Value, index: int, result: ir.Register, done: ir.Block) -> None:
        """Assign a parameter from the dict of names, else by default; goes to `done`."""
        b = self.b
        parameter = self.function.parameters[index]
        name = b.string(parameter.variable.name)
        some, none = b.new_block("named"), b.new_block("unnamed")
        b.branch(b.runtime("gloam.runtime.arguments.has", spread, name), some, none)
        b.start(some)
        taken = b.stable(b.runtime("gloam.runtime.arguments.take", spread, name))
        b.assign(result, self.checked(taken, index))
        b.goto(done)
        b.start(none)
        if parameter.default is None:
            self.raise_missing([index])
        else:
            b.assign(result, self.default(index, parameter))

    def raise_missing(self, indices: Sequence[int]) -> None:
        parameters = [self.function.parameters[i] for i in indices if self.values[i] is None]
        names = [repr(p.variable.name) for p in parameters if p.default is None]
        how = "positional"
        if all(p.kind is tree.ParameterKind.NAMED_ONLY for p in parameters):
            how = "keyword-only"
        listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        if len(names) > 2:
            listed = f"{', '.join(names[:-1])}, and {names[-1]}"
        plural = "" if len(names) == 1 else "s"
        text = f"() missing {len(names)} required {how} argument{plural}: {listed}"
        _raise(self.b, "raise_type_error", self.shown_name(), self.b.string(text))


def _is_receiver(function: tree.Function, index: int) -> bool:
    return index == 0 and function.kind in (tree.FunctionKind.METHOD, tree.FunctionKind.CLASS)


def _raise(b: FunctionBuilder, name: str, *arguments: ir.Value) -> None:
    b.runtime(f"gloam.runtime.arguments.{name}", *arguments)
    b.end(ir.Unreachable(b.line))


def new_names(b: FunctionBuilder, span: tree.Span, t: tree.Type = NAMES) -> ir.Value:
    """A new dict of str to something."""
    resolved = b.resolve(t)
    assert isinstance(resolved, tree.Instance)
    return b.stable(classes.construct(b, b.program.class_instance(resolved), [], span))


def set_item(
    b: FunctionBuilder,
    target: ir.Value,
    t: tree.Type,
    key: ir.Value,
    value: ir.Value,
    span: tree.Span,
) -> None:
    calls.call_method(b, target, b.resolve(t), "__setitem__", [key, value], span)


def pack(b: FunctionBuilder, arguments: Sequence[Given], span: tree.Span) -> list[ir.Value]:
    """All positional arguments as one tuple and all named ones as one dict."""
    function = tree.Function(
        "<value>", "<value>", "<value>", "", span, tree.FunctionKind.FUNCTION,
        [
            tree.Parameter(tree.Variable("args", ITEMS, ""), tree.ParameterKind.STAR, None),
            tree.Parameter(tree.Variable("names", NAMES, ""), tree.ParameterKind.DOUBLE_STAR, None),
        ],
        OBJECT, is_async=False, is_generator=False, type_variables=(), body=(),
    )  # fmt: skip
    types = tuple(b.represent(t) for t in (ITEMS, NAMES))
    return bind(b, Signature("<value>", types, irt.OBJ, function, {}), arguments, span)
