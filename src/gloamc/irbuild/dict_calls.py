"""Calls on dicts that take more shapes than one signature says: update, |=, dict.fromkeys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import calls, checks, classes, expressions, iteration
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Operand, given
from gloamc.irbuild.representation import concrete, is_any, is_dynamic, without_none

ANY_MAPPING = tree.Instance(
    "typing.Mapping", (tree.Instance("builtins.object"), tree.Instance("builtins.object"))
)
MAPPINGS = ("builtins.dict", "typing.Mapping", "typing.MutableMapping")


def construct(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """`dict(...)`."""
    t = concrete(b.resolve(e.type))
    assert isinstance(t, tree.Instance)
    made = b.stable(classes.construct(b, b.program.class_instance(t), [], e.span))
    update(b, made, t, e.arguments, e.span)
    return made


def update(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Type,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """`d.update(mapping or pairs, name=value, ...)`."""
    assert isinstance(t, tree.Instance)
    for argument in map(given, arguments):
        value = argument.value
        if not isinstance(value, tree.Expression):
            calls.call_method(b, receiver, t, "update_same", [value], span)
        elif argument.kind is tree.ArgumentKind.NAMED:
            item = expressions.lower_as(b, value, b.represent(t.arguments[1]))
            key = b.string(argument.name)
            calls.call_method(b, receiver, t, "put", [key, item], span)
        else:
            update_from(b, receiver, t, value)
    return b.none()


_HAS_KEYS = "_typeshed.SupportsKeysAndGetItem"


def _has_keys(b: FunctionBuilder, t: tree.Instance) -> bool:
    """Whether it is a class of the program, or of the library, that has keys as a dict has."""
    if t.name in MAPPINGS or b.program.find_class(t.name) is None:
        return False
    return b.program.find_method(b.program.class_instance(t), "keys") is not None


def update_from(b: FunctionBuilder, made: ir.Value, t: tree.Instance, e: tree.Expression) -> None:
    """`made.update(e)`: e is a mapping, or an iterable of pairs."""
    source = without_none(b.resolve(e.type))
    update_value(b, made, t, b.stable(expressions.lower(b, e)), source, e.span)


def update_value(
    b: FunctionBuilder,
    made: ir.Value,
    t: tree.Instance,
    value: ir.Value,
    source: tree.Type,
    span: tree.Span,
    key_of: Callable[[ir.Value], ir.Value] | None = None,
) -> None:
    """As `update_from`, for a value of type `source`. `key_of` gives what a key becomes."""
    behind = None if is_dynamic(source) else calls.container_behind(b, source, "keys")
    if behind is not None and behind.name == "builtins.dict":
        source = behind
        value = b.coerce(value, b.represent(source))
    if source == t and key_of is None:
        calls.call_method(b, made, t, "update_same", [value], span)
        return
    if isinstance(source, tree.Instance) and source.name == _HAS_KEYS:
        source = tree.AnyType()  # mypy's word for a mapping of no known class
    key, item = (b.temporary(b.represent(a), "part") for a in t.arguments)
    key_type, item_type = t.arguments
    if isinstance(source, tree.Instance) and _has_keys(b, source) and key_of is None:
        _take_keys(b, made, t, value, source, span)
        return
    if is_any(source):
        value = b.stable(b.runtime("gloam.runtime.dynamic.pairs", value))
    elif isinstance(source, tree.Instance) and is_dynamic(source):
        value = b.stable(calls.call_method(b, value, ANY_MAPPING, "items", [], span))
        source = tree.AnyType()
    elif isinstance(source, tree.Instance) and source.name in MAPPINGS:
        view = "typing.ItemsView" if calls.value_module(source) else "builtins.dict_items"
        value = b.stable(calls.call_method(b, value, source, "items", [], span))
        source = tree.Instance(view, source.arguments)

    def take(pair: ir.Value) -> None:
        halves = b.stable(b.runtime("gloam.runtime.iterator.unpack_pair", pair))
        for at, (register, kind) in enumerate(((key, key_type), (item, item_type))):
            half = iteration.item_at(b, halves, iteration.TUPLE_OF_ANY, b.i64(at), span)
            is_unknown = is_any(source)
            if at == 0 and key_of is not None:
                b.assign(register, key_of(half))
                continue
            part = checks.convert(b, half, kind) if is_unknown else b.coerce(half, register.type)
            b.assign(register, part)

    def store(_: ir.Block) -> None:
        calls.call_method(b, made, t, "put", [key, item], span)

    iteration.iterate_value(b, value, source, take, store, span)


def _take_keys(
    b: FunctionBuilder,
    made: ir.Value,
    t: tree.Instance,
    value: ir.Value,
    source: tree.Instance,
    span: tree.Span,
) -> None:
    """Each key that `value.keys()` gives, with what `value[key]` is."""
    found = b.program.find_method(b.program.class_instance(source), "keys")
    assert found is not None
    views = b.resolve(found[1].result)
    keys = b.stable(calls.call_method(b, value, source, "keys", [], span))
    key_type, item_type = t.arguments
    key = b.temporary(b.represent(key_type), "key")

    def take(found: ir.Value) -> None:
        b.assign(key, checks.convert(b, b.coerce(found, irt.OBJ), key_type))

    def store(_: ir.Block) -> None:
        item = b.stable(calls.call_method(b, value, source, "__getitem__", [key], span))
        item = b.coerce(item, b.represent(item_type))
        calls.call_method(b, made, t, "put", [key, item], span)

    iteration.iterate_value(b, keys, views, take, store, span)


def update_in_place(
    b: FunctionBuilder,
    receiver: ir.Value,
    t: tree.Type,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """`d |= mapping or pairs`."""
    update(b, receiver, t, arguments, span)
    return receiver


def from_keys(b: FunctionBuilder, e: tree.Call) -> ir.Value:
    """`dict.fromkeys(keys, value)`."""
    t = concrete(b.resolve(e.type))
    assert isinstance(t, tree.Instance)
    made = b.stable(classes.construct(b, b.program.class_instance(t), [], e.span))
    key_kind, value_kind = (b.represent(a) for a in t.arguments)
    keys = e.arguments[0].value
    source = without_none(b.resolve(keys.type))
    value = b.stable(expressions.lower(b, keys))
    filler: ir.Value = ir.Constant(irt.OBJ, None)
    if len(e.arguments) > 1:
        filler = expressions.lower_as(b, e.arguments[1].value, value_kind)
    filler = b.stable(b.coerce(filler, value_kind))
    key = b.temporary(key_kind, "key")

    def take(item: ir.Value) -> None:
        b.assign(key, b.coerce(item, key_kind))

    def store(_: ir.Block) -> None:
        calls.call_method(b, made, t, "put", [key, filler], e.span)

    iteration.iterate_value(b, value, source, take, store, e.span)
    return made
