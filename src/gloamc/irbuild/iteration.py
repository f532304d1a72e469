"""Loops over iterables, by the static type of the iterable."""

from __future__ import annotations

from collections.abc import Callable

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import Kind
from gloamc.irbuild import attributes, calls, enumerations, expressions, generators, operators
from gloamc.irbuild.function import Cleanup, FunctionBuilder
from gloamc.irbuild.representation import (
    ABSTRACT,
    GENERATOR,
    is_any,
    is_dynamic,
    represent,
    without_none,
)

Assign = Callable[[ir.Value], None]
Body = Callable[[ir.Block], None]
"""Gets the block that goes on with the next item."""


TUPLE_OF_ANY = tree.Instance("builtins.tuple", (tree.Instance("builtins.object"),))


def iterate(
    b: FunctionBuilder,
    e: tree.Expression,
    assign: Assign,
    body: Body,
    on_break: ir.Block | None = None,
) -> None:
    """Run `assign` and `body` for each item; falls through when the items are exhausted."""
    if isinstance(e, tree.Call) and isinstance(e.callee, tree.ClassName | tree.FunctionName):
        special = _SPECIAL.get(e.callee.name)
        is_starred = any(a.kind is tree.ArgumentKind.STAR for a in e.arguments)
        if special is not None and (not is_starred or e.callee.name == "builtins.zip"):
            special(b, e, assign, body)
            return
    t = without_none(b.resolve(e.type))
    value = b.stable(expressions.lower(b, e))
    iterate_value(b, value, t, assign, body, e.span)


def iterate_value(
    b: FunctionBuilder,
    value: ir.Value,
    t: tree.Type,
    assign: Assign,
    body: Body,
    span: tree.Span,
) -> None:
    """Without an iterator where the class is known to be a sequence or a dict."""
    enum = enumerations.class_behind(b, t)
    if enum is not None:
        value, t = b.stable(enumerations.members(b, enum)), enumerations.TUPLE
    if is_dynamic(t):
        by_advance(b, iterator_of(b, value), assign, body)
        return
    module = calls.value_module(t)
    if module in ("str", "bytes", "tuple"):
        _by_index(b, value, t, assign, body, span, len_name="__len__")
        return
    if isinstance(t, tree.Instance):
        if t.name == "builtins.list":
            _by_index(b, value, t, assign, body, span, len_name="__len__")
            return
        if t.name in ("builtins.dict", "builtins.set", "builtins.frozenset"):
            _over_dict(b, value, t, assign, body, span, "keys")
            return
        if t.name in _VIEWS:
            view = _VIEWS[t.name]
            instance = b.program.class_instance(t)
            found = attributes.field_owner(b, instance, "mapping")
            assert found is not None
            mapping = b.stable(attributes.read_field(b, value, t, "mapping", span))
            dict_type = b.program.resolve(found[1].type, found[0].environment)
            _over_dict(b, mapping, dict_type, assign, body, span, view)
            return
        is_own = calls.derived_method(b, t, "__iter__") is not None
        if is_own or (not module and calls.has_method(b, t, "__iter__")):
            _by_protocol(b, value, t, assign, body, span)
            return
    by_advance(b, iterator_of(b, value), assign, body)


def iterator_of(b: FunctionBuilder, value: ir.Value) -> ir.Value:
    """iter(value), for a value of any class."""
    if ir.type_of(value) == irt.ref(GENERATOR):
        generator = b.temporary(ir.type_of(value), "generator")
        b.assign(generator, value)
        return generator
    iterator = b.temporary(irt.REF, "iterator")
    made = b.runtime("gloam.runtime.iterator.iterate", value)
    b.assign(iterator, b.coerce(made, irt.REF))
    return iterator


def advance(b: FunctionBuilder, iterator: ir.Value, done: ir.Block) -> ir.Value:
    """The next item, as `obj`; goes to `done` behind the last one."""
    item = calls.call_protocol(b, iterator, "__advance__")
    some = b.new_block("some")
    b.branch(generators.is_end(b, item), done, some)
    b.start(some)
    return item


def by_advance(b: FunctionBuilder, iterator: ir.Value, assign: Assign, body: Body) -> None:
    """Over what an iterator gives. It lives as long as the loop: it may be a generator, whose death
    can be seen."""

    def keep() -> None:
        b.emit("keep", iterator)

    head, after, done = b.new_block("loop"), b.new_block("next"), b.new_block("done")
    b.start(head)
    b.cleanups.append(Cleanup(keep, b.handler, len(b.handled)))
    assign(advance(b, iterator, done))
    body(after)
    b.start(after)
    b.goto(head)
    b.cleanups.pop()
    b.start(done)


def item_type(b: FunctionBuilder, t: tree.Type) -> tree.Type | None:  # noqa: C901
    """What iterating over a value of this type gives; None if that is known at run time only."""
    known = without_none(b.substituted(t))
    if is_any(known):
        return tree.AnyType()
    match known:
        case tree.TupleType(items):
            distinct = list(dict.fromkeys(items))
            return distinct[0] if len(distinct) == 1 else None
        case tree.Instance("builtins.str") as text:
            return text
        case tree.Instance(
            "builtins.bytes" | "builtins.bytearray" | "builtins.memoryview" | "builtins.range"
        ):
            return tree.Instance("builtins.int")
        case tree.Instance("builtins.dict_values", (_, item)):
            return item
        case tree.Instance("builtins.dict_items" | "typing.ItemsView", (key, item)):
            return tree.TupleType((key, item))
        case tree.Instance("builtins.enumerate", (item,)):
            return tree.TupleType((tree.Instance("builtins.int"), item))
        case tree.Instance(name, (item, *_)) if name in _OF_FIRST:
            return item
        case _:
            return None


_OF_FIRST = ABSTRACT | {
    "builtins.list", "builtins.tuple", "builtins.dict", "builtins.dict_keys", "builtins.set",
    "builtins.frozenset", "builtins.zip", "builtins.map", "builtins.filter", "builtins.reversed",
    "typing.Generator", "typing.AsyncGenerator",
}  # fmt: skip
"""Types whose first argument is the type of what iterating gives."""

_VIEWS = {
    "builtins.dict_keys": "keys",
    "builtins.dict_values": "values",
    "builtins.dict_items": "items",
}


def _loop(
    b: FunctionBuilder, test: Callable[[ir.Block, ir.Block], None], step: Callable[[], None],
    body: Body,
) -> None:  # fmt: skip
    """head: test; body; next: step, back to head."""
    head, inside = b.new_block("loop"), b.new_block("body")
    after, done = b.new_block("next"), b.new_block("done")
    b.start(head)
    test(inside, done)
    b.start(inside)
    body(after)
    b.start(after)
    step()
    b.goto(head)
    b.start(done)


def _by_index(
    b: FunctionBuilder,
    value: ir.Value,
    t: tree.Type,
    assign: Assign,
    body: Body,
    span: tree.Span,
    *,
    len_name: str,
) -> None:
    """The length is read again each time: a list may change under the loop."""
    index = b.temporary(irt.I64, "index")
    b.assign(index, b.i64(0))

    def test(inside: ir.Block, done: ir.Block) -> None:
        size = b.coerce(calls.call_method(b, value, t, len_name, [], span), irt.I64)
        b.branch(b.emit("raw.lt", index, size), inside, done)

    def step() -> None:
        b.assign(index, b.emit("raw.add", index, b.i64(1), type=irt.I64))

    def run(after: ir.Block) -> None:
        assign(item_at(b, value, t, index, span))
        body(after)

    _loop(b, test, step, run)


def item_at(
    b: FunctionBuilder, value: ir.Value, t: tree.Type, index: ir.Value, span: tree.Span
) -> ir.Value:
    item = calls.call_method(b, value, t, "item", [index], span)
    if ir.type_of(item).is_raw and not (
        isinstance(t, tree.Instance) and t.arguments and represent(t.arguments[0]).is_raw
    ):
        return b.emit("int.from_raw", item)
    return item


_WITHOUT_ORDER = ("builtins.set", "builtins.frozenset")


def _over_dict(
    b: FunctionBuilder,
    value: ir.Value,
    t: tree.Type,
    assign: Assign,
    body: Body,
    span: tree.Span,
    what: str,
) -> None:
    position = b.temporary(irt.I64, "position")
    expected = b.temporary(irt.I64, "expected")
    b.assign(expected, b.coerce(calls.call_method(b, value, t, "__len__", [], span), irt.I64))
    b.assign(position, b.i64(0))
    has_order = not (isinstance(t, tree.Instance) and t.name in _WITHOUT_ORDER)
    left = b.temporary(irt.I64, "left")
    b.assign(left, expected)

    def test(inside: ir.Block, done: ir.Block) -> None:
        calls.call_method(b, value, t, "check_size", [expected], span)
        found = calls.call_method(b, value, t, "next_index", [position], span)
        b.assign(position, b.coerce(found, irt.I64))
        b.branch(b.emit("raw.ge", position, b.i64(0)), inside, done)

    def step() -> None:
        b.assign(position, b.emit("raw.add", position, b.i64(1), type=irt.I64))

    def run(after: ir.Block) -> None:
        if has_order:
            calls.call_method(b, value, t, "check_left", [left], span)
            b.assign(left, b.emit("raw.sub", left, b.i64(1), type=irt.I64))
        if what == "keys":
            assign(calls.call_method(b, value, t, "key_at", [position], span))
        elif what == "values":
            assign(calls.call_method(b, value, t, "value_at", [position], span))
        else:
            key = b.coerce(calls.call_method(b, value, t, "key_at", [position], span), irt.OBJ)
            item = b.coerce(calls.call_method(b, value, t, "value_at", [position], span), irt.OBJ)
            assign(_pair(b, key, item))
        body(after)

    _loop(b, test, step, run)


def iterate_items(
    b: FunctionBuilder,
    value: ir.Value,
    t: tree.Type,
    assign: Assign,
    body: Body,
    span: tree.Span,
) -> None:
    """Over the items of a dict, as tuples."""
    _over_dict(b, value, t, assign, body, span, "items")


def _pair(b: FunctionBuilder, first: ir.Value, second: ir.Value) -> ir.Value:
    return b.make_tuple([first, second])


def _by_protocol(
    b: FunctionBuilder,
    value: ir.Value,
    t: tree.Type,
    assign: Assign,
    body: Body,
    span: tree.Span,
) -> None:
    """`__iter__` and `__next__`; StopIteration raised by `__next__` ends the loop."""
    assert isinstance(t, tree.Instance)
    found = b.program.find_method(b.program.class_instance(t), "__iter__")
    assert found is not None
    owner, function = found
    iterator_type = b.program.resolve(function.result, owner.environment)
    iterator = b.stable(calls.call_method(b, value, t, "__iter__", [], span))
    has_own_next = not calls.value_module(iterator_type) and calls.has_method(
        b, iterator_type, "__next__"
    )
    if not has_own_next or calls.is_builtin_iterator(b, iterator_type):
        by_advance(b, b.coerce(iterator, irt.REF), assign, body)
        return
    iterator = b.coerce(iterator, represent(iterator_type))
    stop, other, done = b.new_block("stop"), b.new_block("other"), b.new_block("exhausted")

    head, after = b.new_block("loop"), b.new_block("next")
    b.start(head)
    saved = b.handler
    b.handler = stop
    fetch = b.new_block("fetch")
    b.start(fetch)
    item = b.stable(calls.call_method(b, iterator, iterator_type, "__next__", [], span))
    b.handler = saved
    b.start(b.new_block("fetched"))
    assign(item)
    body(after)
    b.start(after)
    b.goto(head)
    b.function.blocks.append(stop)
    b.block = stop
    caught = b.stable(b.emit("take_exception", type=irt.EXCEPTION))
    b.branch(b.emit("isinstance", caught, attribute="builtins.StopIteration"), done, other)
    b.start(other)
    b.emit("set_exception", caught)
    b.end(ir.Raise())  # the call of __next__ has left the place
    b.start(done)


# ---------------------------------------------------------------- range, enumerate, zip, reversed


def _range(b: FunctionBuilder, e: tree.Call, assign: Assign, body: Body) -> None:
    values = [b.stable(b.coerce(expressions.lower(b, a.value), irt.I64)) for a in e.arguments]
    start: ir.Value = b.i64(0)
    step_value: ir.Value = b.i64(1)
    if len(values) == 1:
        stop = values[0]
    else:
        start, stop = values[0], values[1]
    if len(values) == 3:
        step_value = values[2]
    if isinstance(step_value, ir.Constant) and step_value.value != 0:
        _constant_range(b, start, stop, step_value, assign, body)
        return
    zero = b.emit("raw.eq", step_value, b.i64(0))
    b.if_then(zero, lambda: b.raise_new("ValueError", "range() arg 3 must not be zero"))
    _counted_range(b, start, stop, step_value, assign, body)


def _constant_range(
    b: FunctionBuilder,
    start: ir.Value,
    stop: ir.Value,
    step_value: ir.Constant,
    assign: Assign,
    body: Body,
) -> None:
    """Compares with the end before each item."""
    assert isinstance(step_value.value, int)
    size = step_value.value
    index = b.temporary(irt.I64, "range")
    b.assign(index, start)
    done_early = b.new_block("overflow")

    def test(inside: ir.Block, done: ir.Block) -> None:
        b.branch(b.emit("raw.lt" if size > 0 else "raw.gt", index, stop), inside, done)

    def step() -> None:
        if size not in (1, -1):
            fits = b.new_block("fits")
            b.branch(b.emit("raw.add_overflows", index, step_value), done_early, fits)
            b.start(fits)
        b.assign(index, b.emit("raw.add", index, step_value, type=irt.I64))

    def run(after: ir.Block) -> None:
        assign(b.emit("int.from_raw", index))
        body(after)

    _loop(b, test, step, run)
    b.start(done_early)


def _counted_range(
    b: FunctionBuilder,
    start: ir.Value,
    stop: ir.Value,
    step_value: ir.Value,
    assign: Assign,
    body: Body,
) -> None:
    """Counts down how many items are left, which a step of either sign can not pass."""
    up, down = b.new_block("up"), b.new_block("down")
    count, loop = b.new_block("count"), b.new_block("loop")
    after, more, done = b.new_block("next"), b.new_block("more"), b.new_block("done")
    distance, size = b.temporary(irt.I64, "distance"), b.temporary(irt.I64, "size")
    index, left = b.temporary(irt.I64, "range"), b.temporary(irt.U64, "left")
    b.branch(b.emit("raw.gt", step_value, b.i64(0)), up, down)
    b.start(up)
    b.assign(distance, b.emit("raw.sub", stop, start, type=irt.I64))
    b.assign(size, step_value)
    b.branch(b.emit("raw.lt", start, stop), count, done)
    b.start(down)
    b.assign(distance, b.emit("raw.sub", start, stop, type=irt.I64))
    b.assign(size, b.emit("raw.neg", step_value, type=irt.I64))
    b.branch(b.emit("raw.gt", start, stop), count, done)
    b.start(count)
    last = b.emit("raw.sub", distance, b.i64(1), type=irt.I64)
    unsigned = [b.emit("raw.convert", value, type=irt.U64) for value in (last, size)]
    b.assign(left, b.emit("raw.floordiv", *unsigned, type=irt.U64))
    b.assign(index, start)
    b.start(loop)
    assign(b.emit("int.from_raw", index))
    body(after)
    b.start(after)
    zero = ir.Constant(irt.U64, 0)
    b.branch(b.emit("raw.eq", left, zero), done, more)
    b.start(more)
    b.assign(left, b.emit("raw.sub", left, ir.Constant(irt.U64, 1), type=irt.U64))
    b.assign(index, b.emit("raw.add", index, step_value, type=irt.I64))
    b.goto(loop)
    b.start(done)


def _enumerate(b: FunctionBuilder, e: tree.Call, assign: Assign, body: Body) -> None:
    count = b.temporary(irt.INT, "count")
    first: ir.Value = b.int_constant(0)
    if len(e.arguments) > 1:
        first = operators.as_int(b, expressions.lower(b, e.arguments[1].value))
    b.assign(count, first)

    def give(value: ir.Value) -> None:
        item = b.coerce(value, irt.OBJ)
        assign(_pair(b, b.coerce(count, irt.OBJ), item))
        b.assign(count, b.emit("int.add", count, b.int_constant(1)))

    iterate(b, e.arguments[0].value, give, body)


def _zip(b: FunctionBuilder, e: tree.Call, assign: Assign, body: Body) -> None:
    """Lists and tuples by one index, everything else by an iterator of its own."""
    if any(a.kind is not tree.ArgumentKind.POSITIONAL for a in e.arguments):
        by_advance(b, iterator_of(b, expressions.lower(b, e)), assign, body)
        return
    pieces: list[tuple[ir.Value, tree.Type | None, ir.Register]] = []
    for argument in e.arguments:
        t = without_none(b.resolve(argument.value.type))
        value = b.stable(expressions.lower(b, argument.value))
        held = b.temporary(irt.OBJ, "item")
        if _has_index(t):
            pieces.append((value, t, held))
        else:
            pieces.append((iterator_of(b, value), None, held))
    index = b.temporary(irt.I64, "index")
    b.assign(index, b.i64(0))

    def test(inside: ir.Block, done: ir.Block) -> None:
        for value, t, held in pieces:
            if t is None:
                b.assign(held, advance(b, value, done))
                continue
            more = b.new_block("more")
            size = b.coerce(calls.call_method(b, value, t, "__len__", [], e.span), irt.I64)
            b.branch(b.emit("raw.lt", index, size), more, done)
            b.start(more)
            b.assign(held, b.coerce(item_at(b, value, t, index, e.span), irt.OBJ))
        if pieces:
            b.goto(inside)
        else:
            b.goto(done)

    def step() -> None:
        b.assign(index, b.emit("raw.add", index, b.i64(1), type=irt.I64))

    def run(after: ir.Block) -> None:
        assign(b.make_tuple([held for _, _, held in pieces]))
        body(after)

    _loop(b, test, step, run)


def is_list(t: tree.Type) -> bool:
    return isinstance(t, tree.Instance) and t.name == "builtins.list" and not is_dynamic(t)


def _has_index(t: tree.Type) -> bool:
    return is_list(t) or calls.value_module(t) in ("str", "bytes", "tuple")


def _reversed(b: FunctionBuilder, e: tree.Call, assign: Assign, body: Body) -> None:
    t = without_none(b.resolve(e.arguments[0].value.type))
    if not _has_index(t):
        by_advance(b, b.coerce(expressions.lower(b, e), irt.REF), assign, body)
        return
    value = b.stable(expressions.lower(b, e.arguments[0].value))
    index = b.temporary(irt.I64, "index")
    size = b.coerce(calls.call_method(b, value, t, "__len__", [], e.span), irt.I64)
    b.assign(index, b.emit("raw.sub", size, b.i64(1), type=irt.I64))

    def test(inside: ir.Block, done: ir.Block) -> None:
        now = b.coerce(calls.call_method(b, value, t, "__len__", [], e.span), irt.I64)
        check = b.new_block("check")
        b.branch(b.emit("raw.ge", index, b.i64(0)), check, done)
        b.start(check)
        b.branch(b.emit("raw.lt", index, now), inside, done)

    def step() -> None:
        b.assign(index, b.emit("raw.sub", index, b.i64(1), type=irt.I64))

    def run(after: ir.Block) -> None:
        assign(item_at(b, value, t, index, e.span))
        body(after)

    _loop(b, test, step, run)


_SPECIAL: dict[str, Callable[[FunctionBuilder, tree.Call, Assign, Body], None]] = {
    "builtins.range": _range,
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.reversed": _reversed,
}


def contains(
    b: FunctionBuilder,
    container: ir.Value,
    container_type: tree.Type,
    item: ir.Value,
    item_type: tree.Type,
    span: tree.Span,
) -> ir.Value:
    """`item in container` by iteration."""
    wanted = b.stable(b.coerce(item, irt.OBJ))
    result = b.temporary(irt.BOOL)
    held = b.temporary(irt.OBJ, "item")
    found, done = b.new_block("found"), b.new_block("done")
    value = b.stable(container)

    def body(after: ir.Block) -> None:
        equal = b.runtime("gloam.runtime.object.item_eq", held, wanted)
        b.branch(equal, found, after)

    iterate_value(
        b, value, without_none(container_type),
        lambda v: b.assign(held, b.coerce(v, irt.OBJ)), body, span,
    )  # fmt: skip
    b.assign(result, b.bool_constant(False))
    b.goto(done)
    b.start(found)
    b.assign(result, b.bool_constant(True))
    b.start(done)
    return result


__all__ = ["Kind", "contains", "iterate", "iterate_value"]
