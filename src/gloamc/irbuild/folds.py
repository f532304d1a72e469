"""Builtin functions that go over all items: min and max, sum, math.prod, any and all."""

from __future__ import annotations

from collections.abc import Callable

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import Kind
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import closures, displays, expressions, iteration, operators
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import given, named, positional
from gloamc.irbuild.representation import OBJECT, represent

Special = Callable[[FunctionBuilder, tree.Call], ir.Value]


def extreme(word: str) -> Special:
    """min and max of two or more arguments, or of one iterable."""

    def lower(b: FunctionBuilder, e: tree.Call) -> ir.Value:
        t = b.resolve(e.type)
        default, key = named(e, "default"), named(e, "key")
        kind = represent(t)
        best = _Best(b, e, word, t, irt.OBJ if kind.kind is Kind.NONE else kind)
        if key is not None and not isinstance(key, tree.NoneLiteral):
            best.key = b.stable(expressions.lower(b, key))
        unnamed = [a for a in e.arguments if a.kind is not tree.ArgumentKind.NAMED]
        if len(unnamed) > 1 and all(a.kind is tree.ArgumentKind.POSITIONAL for a in unnamed):
            values = [b.stable(expressions.lower_as(b, a.value, best.kind)) for a in unnamed]
            best.take_first(values[0])
            for value in values[1:]:
                best.consider(value)
            return best.value
        b.assign(best.value, ir.Constant(best.kind, ir.UNSET))
        b.assign(best.best_key, ir.Constant(irt.OBJ, ir.UNSET))
        found = b.temporary(irt.BOOL, "found")
        b.assign(found, b.bool_constant(False))
        item = b.temporary(best.kind, "item")

        def assign(value: ir.Value) -> None:
            b.assign(item, b.coerce(value, best.kind))

        def body(after: ir.Block) -> None:
            some, first, checked = b.new_block("some"), b.new_block("first"), b.new_block("seen")
            b.branch(found, some, first)
            b.start(first)
            best.take_first(item)
            b.assign(found, b.bool_constant(True))
            b.goto(checked)
            b.start(some)
            best.consider(item)
            b.start(checked)

        if len(unnamed) == 1 and unnamed[0].kind is tree.ArgumentKind.POSITIONAL:
            displays.each(b, unnamed[0].value, assign, body)
        else:
            packed, _ = arguments_of.pack(b, [given(a) for a in unnamed], e.span)
            items = tree.Instance("builtins.tuple", (OBJECT,))
            iteration.iterate_value(b, packed, items, assign, body, e.span)
        name = "min" if word == "<" else "max"

        def empty() -> None:
            if default is not None:
                b.assign(best.value, expressions.lower_as(b, default, best.kind))
            else:
                b.raise_new("ValueError", f"{name}() arg is an empty sequence")

        b.if_then(b.emit("bool.not", found), empty)
        return best.value

    return lower


class _Best:
    """The best value so far, and what `key` gave for it."""

    def __init__(
        self, b: FunctionBuilder, e: tree.Call, word: str, t: tree.Type, kind: irt.IRType
    ) -> None:
        self.b, self.e, self.word, self.t, self.kind = b, e, word, t, kind
        self.value = b.temporary(kind, "best")
        self.best_key = b.temporary(irt.OBJ, "best_key")
        self.key: ir.Value | None = None

    def _key_of(self, value: ir.Value) -> ir.Value:
        assert self.key is not None
        return self.b.stable(closures.call_value(self.b, self.key, [value]))

    def take_first(self, value: ir.Value) -> None:
        if self.key is not None:
            self.b.assign(self.best_key, self._key_of(value))
        self.b.assign(self.value, value)

    def consider(self, value: ir.Value) -> None:
        b = self.b
        held = b.stable(value)
        if self.key is None:
            better = operators.compare(b, self.word, held, self.value, self.t, self.t, self.e)
            b.if_then(better, lambda: b.assign(self.value, held))
            return
        found = self._key_of(held)
        function = "lt" if self.word == "<" else "gt"
        better = b.runtime(f"gloam.runtime.object.{function}", found, self.best_key)

        def take() -> None:
            b.assign(self.value, held)
            b.assign(self.best_key, found)

        b.if_then(better, take)


def sum_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """Without a start the total begins as the int 0, which it stays if there are no items."""
    values = positional(e)
    start = values[1] if len(values) > 1 else named(e, "start")
    t = b.resolve(e.type)
    kind = represent(t)
    element: tree.Type = t
    if start is None and kind.kind is Kind.OBJ and isinstance(t, tree.UnionType):
        others = [i for i in t.items if i != tree.Instance("builtins.int")]
        element = others[0] if len(others) == 1 else t
    is_float = element == tree.Instance("builtins.float")
    if kind.kind is Kind.OBJ and not (start is None and is_float):
        return _sum_of_objects(b, e, values[0], start, element, t)
    total = b.temporary(irt.FLOAT if is_float else kind, "total")
    if start is not None:
        b.assign(total, expressions.lower_as(b, start, total.type))
    else:
        b.assign(total, b.coerce(b.int_constant(0), total.type))
    item = b.temporary(total.type, "item")
    found = b.temporary(irt.BOOL, "found")
    b.assign(found, b.bool_constant(False))

    def body(_: ir.Block) -> None:
        added = operators.operate(b, "+", total, item, element, element, e)
        b.assign(total, b.coerce(added, total.type))

    def give(value: ir.Value) -> None:
        if total.type.kind is Kind.INT:
            value = operators.as_int(b, value)
        b.assign(item, b.coerce(value, total.type))
        b.assign(found, b.bool_constant(True))

    displays.each(b, values[0], give, body)
    if kind.kind is not Kind.OBJ:
        return total
    result = b.temporary(irt.OBJ, "sum")
    b.assign(result, b.coerce(b.int_constant(0), irt.OBJ))
    b.if_then(found, lambda: b.assign(result, b.coerce(total, irt.OBJ)))
    return result


def _sum_of_objects(
    b: FunctionBuilder,
    e: tree.Call,
    values: tree.Expression,
    start: tree.Expression | None,
    element: tree.Type,
    t: tree.Type,
) -> ir.Value:
    """The sum of objects that add: 0 + first (which __radd__ answers), and so on."""
    total = b.temporary(irt.OBJ, "total")
    first: ir.Value = b.int_constant(0)
    if start is not None:
        first = expressions.lower(b, start)
    b.assign(total, b.coerce(first, irt.OBJ))
    kind = represent(element)
    item = b.temporary(irt.OBJ if kind.kind is Kind.NONE else kind, "item")

    def body(_: ir.Block) -> None:
        added = operators.operate(b, "+", total, item, t, element, e)
        b.assign(total, b.coerce(added, irt.OBJ))

    displays.each(b, values, lambda value: b.assign(item, b.coerce(value, item.type)), body)
    return total


def product_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """math.prod of ints or of floats, or of what the first factor is."""
    start = named(e, "start")
    t = b.resolve(e.type)
    kind = represent(t)
    if start is None and kind.kind not in (Kind.INT, Kind.FLOAT):
        b.program.refuse("G219", e.span, "math.prod() of this type is not supported yet")
        return b.none()
    total, item = b.temporary(kind, "total"), b.temporary(kind, "item")
    if start is None:
        b.assign(total, b.coerce(b.int_constant(1), kind))
    else:
        b.assign(total, expressions.lower_as(b, start, kind))

    def give(value: ir.Value) -> None:
        if kind.kind is Kind.INT:
            value = operators.as_int(b, value)
        b.assign(item, b.coerce(value, kind))

    def body(_: ir.Block) -> None:
        b.assign(total, operators.operate(b, "*", total, item, t, t, e))

    iteration.iterate(b, positional(e)[0], give, body)
    return total


def any_all(stop_at: bool) -> Special:
    def lower(b: FunctionBuilder, e: tree.Call) -> ir.Value:
        result = b.temporary(irt.BOOL)
        argument = e.arguments[0].value
        b.assign(result, b.bool_constant(not stop_at))
        done = b.new_block("decided")
        element = _element_type(b, b.resolve(argument.type))
        kind = represent(element)
        item = b.temporary(irt.OBJ if kind.kind is Kind.NONE else kind, "item")

        def body(after: ir.Block) -> None:
            hit = b.new_block("hit")
            truth = operators.truth(b, item, element)
            if stop_at:
                b.branch(truth, hit, after)
            else:
                b.branch(truth, after, hit)
            b.start(hit)
            b.assign(result, b.bool_constant(stop_at))
            b.goto(done)

        iteration.iterate(
            b, argument, lambda value: b.assign(item, b.coerce(value, item.type)), body
        )
        b.start(done)
        return result

    return lower


def _element_type(b: FunctionBuilder, t: tree.Type) -> tree.Type:
    match t:
        case tree.Instance("builtins.list" | "builtins.tuple", (item,)):
            return item
        case tree.Instance("builtins.str"):
            return t
        case tree.Instance("builtins.bytes"):
            return tree.Instance("builtins.int")
        case tree.Instance(_, (item, *_)):
            return item
        case _:
            return tree.Instance("builtins.object")
