"""Iterators and ranges as values: iter, next, range, enumerate, zip, map, filter, reversed.

As the iterable of a loop most of these never become objects: see `iteration.py`.
"""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import builtin_calls, calls, classes, displays, expressions, iteration
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.representation import without_none

MAP_ITERABLES_MAX = 3


def _values(b: FunctionBuilder, e: tree.Call) -> list[ir.Value]:
    """The positional arguments; a starred one is refused."""
    found: list[ir.Value] = []
    for argument in e.arguments:
        if argument.kind is tree.ArgumentKind.STAR:
            b.program.refuse(
                "G206", e.span, "a starred argument is not supported here yet",
                "pass the arguments one by one",
            )  # fmt: skip
        if argument.kind is tree.ArgumentKind.POSITIONAL:
            found.append(b.stable(expressions.lower(b, argument.value)))
    return found


def _named(e: tree.Call, name: str) -> tree.Expression | None:
    return next((a.value for a in e.arguments if a.name == name), None)


def _construct(b: FunctionBuilder, e: tree.Call, arguments: list[ir.Value]) -> ir.Value:
    t = b.resolve(e.type)
    assert isinstance(t, tree.Instance)
    return classes.construct(b, b.program.class_instance(t), arguments, e.span)


def _iterators(b: FunctionBuilder, values: list[ir.Value]) -> ir.Value:
    """A tuple of the iterators of some values."""
    iterators = [b.coerce(iteration.iterator_of(b, value), irt.OBJ) for value in values]
    return displays.tuple_of(b, [b.stable(i) for i in iterators])


def iter_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    argument = e.arguments[0].value
    if len(e.arguments) == 2:
        function, stop = _values(b, e)
        instance = b.program.class_instance(tree.Instance("gloam.runtime.iterator.Calls"))
        return classes.construct(b, instance, [function, b.coerce(stop, irt.OBJ)], e.span)
    t = without_none(b.resolve(argument.type))
    value = b.stable(expressions.lower(b, argument))
    if not calls.value_module(t) and calls.has_method(b, t, "__iter__"):
        return calls.call_method(b, value, t, "__iter__", [], e.span)
    return b.runtime("gloam.runtime.iterator.iterate", value)


def aiter_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    return _call(b, e, "__aiter__")


def anext_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    awaited = _call(b, e, "__anext__")
    if len(e.arguments) == 1:
        return awaited
    awaited = b.stable(b.coerce(awaited, irt.OBJ))
    default = b.stable(expressions.lower_as(b, e.arguments[1].value, irt.OBJ))
    return b.runtime("gloam.runtime.async_generator.next_or", awaited, default)


def _call(b: FunctionBuilder, e: tree.Call, name: str) -> ir.Value:
    argument = e.arguments[0].value
    t = without_none(b.resolve(argument.type))
    value = b.stable(expressions.lower(b, argument))
    return calls.call_method(b, value, t, name, [], e.span)


def next_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    argument = e.arguments[0].value
    t = without_none(b.resolve(argument.type))
    values = _values(b, e)
    if len(values) == 2:
        return b.runtime("gloam.runtime.iterator.next_or", values[0], values[1])
    if not calls.value_module(t) and calls.has_method(b, t, "__next__"):
        return calls.call_method(b, values[0], t, "__next__", [], e.span)
    return b.runtime("gloam.runtime.iterator.next_item", values[0])


def range_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    if any(a.kind is tree.ArgumentKind.STAR for a in e.arguments):
        packed = displays.tuple_display(b, builtin_calls.items_of(e))
        return b.runtime("gloam.runtime.range.from_arguments", packed)
    values = [b.coerce(v, irt.INT) for v in _values(b, e)]
    if len(values) == 1:
        values.insert(0, b.int_constant(0))
    if len(values) == 2:
        values.append(b.int_constant(1))
    return b.runtime("gloam.runtime.range.make", *values)


def enumerate_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    values = _values(b, e)
    start = _named(e, "start")
    first: ir.Value = values[1] if len(values) > 1 else b.int_constant(0)
    if start is not None:
        first = b.stable(expressions.lower(b, start))
    iterator = iteration.iterator_of(b, values[0])
    return _construct(b, e, [iterator, b.coerce(first, irt.INT)])


def zip_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    if len(e.arguments) == 1 and e.arguments[0].kind is tree.ArgumentKind.STAR:
        return _construct(
            b, e, [_starred_iterators(b, e.arguments[0].value), b.bool_constant(False)]
        )
    values = _values(b, e)
    strict = _named(e, "strict")
    is_strict: ir.Value = b.bool_constant(False)
    if strict is not None:
        is_strict = b.stable(expressions.condition(b, strict))
    return _construct(b, e, [_iterators(b, values), is_strict])


def _starred_iterators(b: FunctionBuilder, e: tree.Expression) -> ir.Value:
    """`zip(*rows)`."""
    return b.runtime("gloam.runtime.iterator.iterate_all", displays.to_tuple(b, e))


def map_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    function, *iterables = _values(b, e)
    if len(iterables) > MAP_ITERABLES_MAX:
        b.program.refuse(
            "G219", e.span, f"map() of more than {MAP_ITERABLES_MAX} iterables is not supported",
            "write a generator expression over zip()",
        )  # fmt: skip
    return _construct(b, e, [function, _iterators(b, iterables)])


def filter_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    function, iterable = _values(b, e)
    return _construct(b, e, [function, iteration.iterator_of(b, iterable)])


def reversed_of(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    argument = e.arguments[0].value
    t = without_none(b.resolve(argument.type))
    value = b.stable(expressions.lower(b, argument))
    if not calls.value_module(t) and calls.has_method(b, t, "__reversed__"):
        return calls.call_method(b, value, t, "__reversed__", [], e.span)
    return b.runtime("gloam.runtime.iterator.reverse", value)
