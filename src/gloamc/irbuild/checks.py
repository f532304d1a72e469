"""Values of type Any where a type is declared: made sure of, by functions made for each type.

Nothing that came out of Any is believed: a class is tested, a container's items are looked at one
by one, a function is wrapped so that what it is given and gives is tested at each call. What does
not fit raises TypeError here, where CPython would fail later or never.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import Kind
from gloamc.irbuild import calls, classes, closures, expressions, iteration, settling
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Given
from gloamc.irbuild.program import Signature
from gloamc.irbuild.representation import (
    ABSTRACT,
    ANY,
    FUNCTION,
    GENERATOR,
    OBJECT,
    canonical,
    concrete,
    is_anything,
    is_dynamic,
    type_text,
)

FAMILIES = frozenset(f"builtins.{name}" for name in ("list", "dict", "set", "frozenset", "tuple"))
"""Generic classes whose items are looked at."""
_VIEWS = ("builtins.dict_keys", "builtins.dict_values", "builtins.dict_items")
_LOOKED_INTO = ("builtins.tuple", "builtins.list", "builtins.set", "builtins.frozenset")
_OF_TEXT = ("builtins.str",)
_OF_INTS = ("builtins.bytes", "builtins.bytearray", "builtins.range")
_PAIRS = ("typing.Mapping", "typing.MutableMapping")
CLASS_OBJECT = "gloam.runtime.function.ClassObject"


def convert(b: FunctionBuilder, value: ir.Value, t: tree.Type) -> ir.Value:
    """A value that may be anything, as one of type `t`; raises TypeError unless it is one."""
    t = b.substituted(t)
    target = b.represent(t)
    if is_anything(t) or b.is_unsafe or ir.type_of(value).kind not in (Kind.OBJ, Kind.REF):
        return b.coerce(value, target)
    value = b.stable(b.coerce(value, irt.OBJ))
    if target.is_raw:
        expressions.check_class(b, value, tree.Instance("builtins.int"), b.span)
        return b.coerce(b.coerce(value, irt.INT), target)
    if not _is_deep(t):
        _require(b, is_of(b, value, t), value)
        return b.coerce(value, target)
    symbol = _function(b, t)
    made = b.emit("call", value, type=irt.OBJ, attribute=symbol)
    return b.coerce(made, target)


def _is_deep(t: tree.Type) -> bool:
    """Whether a test of the class is not enough."""
    match t:
        case tree.UnionType(items):
            return any(_is_deep(item) for item in items)
        case tree.TupleType() | tree.CallableType():
            return True
        case tree.Instance(name, arguments):
            if name in FAMILIES or name in ABSTRACT:
                return any(not is_anything(a) for a in arguments)
    return False


def is_of(b: FunctionBuilder, value: ir.Value, t: tree.Type) -> ir.Value:
    """Whether a value is of a type's class, as a bool; its items are not looked at."""
    match t:
        case tree.UnionType(items):
            result = b.temporary(irt.BOOL, "fits")
            done = b.new_block("fits")
            for item in items:
                more = b.new_block("or")
                b.assign(result, is_of(b, value, item))
                b.branch(result, done, more)
                b.start(more)
            b.goto(done)
            b.start(done)
            return result
        case tree.NoneType():
            return expressions.is_instance(b, value, ["builtins.NoneType"])
        case tree.TupleType():
            return expressions.is_instance(b, value, ["builtins.tuple"])
        case tree.CallableType():
            return expressions.is_instance(b, value, [FUNCTION])
        case tree.ClassObjectType():
            return expressions.is_instance(b, value, [CLASS_OBJECT])
        case tree.Instance(name, _) if name in FAMILIES or name in ABSTRACT:
            return expressions.is_instance(b, value, [name])
        case tree.Instance("$reference"):
            is_value = expressions.is_instance(b, value, ["builtins.int", "builtins.float"])
            return b.emit("bool.not", is_value)
    names = expressions.class_names(b, t)
    if not names:
        return b.bool_constant(True)
    return b.emit("isinstance", value, attribute="|".join(names))


def _require(b: FunctionBuilder, condition: ir.Value, value: ir.Value) -> None:
    good, bad = b.new_block("fits"), b.new_block("misfit")
    b.branch(condition, good, bad)
    b.start(bad)
    _misfit(b, value)
    b.start(good)


def _misfit(b: FunctionBuilder, value: ir.Value) -> None:
    b.runtime("gloam.runtime.raising.raise_wrong_class", value)
    b.end(ir.Unreachable(b.line))


def _function(b: FunctionBuilder, t: tree.Type) -> str:
    """The function that gives its argument as a value of type `t`."""
    symbol = f"<as {type_text(t)}>"
    if symbol in b.program.ir.functions:
        return symbol
    parameter = ir.Register("value", irt.OBJ, is_parameter=True)
    made = ir.Function(symbol, [parameter], irt.OBJ)
    b.program.ir.functions[symbol] = made
    signature = Signature(symbol, (irt.OBJ,), irt.OBJ, None, {})
    nowhere = tree.Span("", 0, 0, 0, 0)
    inner = FunctionBuilder(b.program, signature, made, "gloam.stdlib", nowhere)
    b.program.work.append(lambda: _lower(inner, parameter, t))
    return symbol


def _lower(b: FunctionBuilder, value: ir.Value, t: tree.Type) -> None:
    if isinstance(t, tree.UnionType):
        for item in t.items:
            here, after = b.new_block("member"), b.new_block("next")
            b.branch(is_of(b, value, item), here, after)
            b.start(here)
            b.end(ir.Return(b.coerce(convert(b, value, item), irt.OBJ)))
            b.enter(after)
        _misfit(b, value)
    else:
        _require(b, is_of(b, value, t), value)
        b.end(ir.Return(b.coerce(_looked_into(b, value, t), irt.OBJ)))
    b.close()


def _looked_into(b: FunctionBuilder, value: ir.Value, t: tree.Type) -> ir.Value:
    match t:
        case tree.TupleType(items):
            _tuple(b, value, items)
        case tree.CallableType():
            return _wrapped(b, value, t)
        case tree.Instance("builtins.list", (item,)) as t:
            _exact(b, value, t)
            if not _is_settled(item):
                _each(b, value, item)
        case tree.Instance("builtins.dict", (key, item)) as t:
            if not is_dynamic(t):
                _exact(b, value, t)
            if not (_is_settled(key) and _is_settled(item)) or is_dynamic(t):
                _pairs(b, value, key, item)
        case tree.Instance("builtins.tuple" | "builtins.set" | "builtins.frozenset", (item,)):
            _each(b, value, item)
        case tree.Instance(name, (key, item)) if name in _PAIRS:
            _only(b, value, ["builtins.dict"])
            _pairs(b, value, key, item)
        case tree.Instance(name, (item, *_)) if name in ABSTRACT:
            _abstract(b, value, item)
        case _:
            _misfit(b, value)
    return value


def _exact(b: FunctionBuilder, value: ir.Value, t: tree.Instance) -> None:
    """A container is laid out for its items: one made for others is of another class. One that
    was made for any items takes on the form of these, once each of them was made sure of."""
    wanted = concrete(b.resolve(t))
    assert isinstance(wanted, tree.Instance)
    instance = b.program.class_instance(wanted)
    good, bad = b.new_block("fits"), b.new_block("misfit")
    other = b.new_block("other")
    b.branch(b.emit("isinstance", value, attribute=instance.layout.name), good, other)
    b.start(other)
    for arguments in product(*((ANY, a) for a in wanted.arguments)):
        if ANY in arguments:
            loose = b.program.class_instance(tree.Instance(t.name, arguments))
            change, after = b.new_block("any"), b.new_block("next")
            b.branch(b.emit("isinstance", value, attribute=loose.layout.name), change, after)
            b.start(change)
            settling.settle(b, value, t, loose, instance)
            b.goto(good)
            b.enter(after)
    b.start(bad)
    b.runtime("gloam.runtime.dynamic.raise_other_items", value, b.string(type_text(t)))
    b.end(ir.Unreachable(b.line))
    b.start(good)


def _only(b: FunctionBuilder, value: ir.Value, classes: Sequence[str]) -> None:
    _require(b, expressions.is_instance(b, value, classes), value)


def _is_settled(t: tree.Type) -> bool:
    """Whether a container that is laid out for items of this type can hold no others."""
    if is_anything(t):
        return True
    return isinstance(t, tree.Instance) and canonical(t.name) in _SETTLED


_SETTLED = ("builtins.int", "builtins.float", "builtins.bool", "builtins.str")


def _each(b: FunctionBuilder, value: ir.Value, item: tree.Type) -> None:
    def body(held: ir.Value) -> None:
        convert(b, held, item)

    if not is_anything(item):
        _iterate(b, value, body)


def _iterate(b: FunctionBuilder, value: ir.Value, body: Callable[[ir.Value], None]) -> None:
    held = b.temporary(irt.OBJ, "item")
    iterator = iteration.iterator_of(b, value)
    iteration.by_advance(b, iterator, lambda v: b.assign(held, v), lambda _: body(held))


def _pairs(b: FunctionBuilder, value: ir.Value, key: tree.Type, item: tree.Type) -> None:
    items = tree.Instance("typing.Mapping", (OBJECT, OBJECT))
    view = calls.call_method(b, b.coerce(value, irt.REF), items, "items", [], b.span)

    def body(pair: ir.Value) -> None:
        _tuple(b, pair, (key, item))

    _iterate(b, b.stable(view), body)


def _tuple(b: FunctionBuilder, value: ir.Value, items: Sequence[tree.Type]) -> None:
    held = b.stable(b.coerce(value, irt.ref("builtins.tuple")))
    size = calls.call_method(b, held, iteration.TUPLE_OF_ANY, "__len__", [], b.span)
    _require(b, b.emit("raw.eq", b.coerce(size, irt.I64), b.i64(len(items))), value)
    for index, item in enumerate(items):
        at = b.i64(index)
        convert(b, iteration.item_at(b, held, iteration.TUPLE_OF_ANY, at, b.span), item)


def _abstract(b: FunctionBuilder, value: ir.Value, item: tree.Type) -> None:
    """Items of something that is iterable: of the builtin containers they can be looked at, those
    of an iterator when they come. A class of the program's own gives what it declares."""
    known = list(_LOOKED_INTO)
    if isinstance(item, tree.Instance) and item.name in ("builtins.str", "builtins.int"):
        plain = _OF_TEXT if item.name == "builtins.str" else _OF_INTS
        here, after = b.new_block("plain"), b.new_block("container")
        b.branch(expressions.is_instance(b, value, plain), here, after)
        b.start(here)
        b.end(ir.Return(value))
        b.enter(after)
    known += ["builtins.dict", *_VIEWS]
    container, other = b.new_block("container"), b.new_block("other")
    b.branch(expressions.is_instance(b, value, known), container, other)
    b.start(container)
    _each(b, value, item)
    b.end(ir.Return(value))
    b.enter(other)
    iterator, own = b.new_block("iterator"), b.new_block("own")
    b.branch(expressions.is_instance(b, value, _ITERATORS), iterator, own)
    b.start(iterator)
    b.end(ir.Return(b.coerce(_checked_iterator(b, value, item), irt.OBJ)))
    b.enter(own)


_ITERATORS = ("gloam.runtime.iterator.Iterator", GENERATOR)


def _checked_iterator(b: FunctionBuilder, value: ir.Value, item: tree.Type) -> ir.Value:
    """An iterator that makes sure of each item that another one gives."""

    def enter(inner: FunctionBuilder, _: Sequence[ir.Value], given: list[Given]) -> ir.Value:
        held = given[0].value
        assert not isinstance(held, tree.Expression)
        return convert(inner, held, item)

    entry = closures.Entry(enter, 1, 1)
    function = closures.callable_object(b, f"<checked {type_text(item)}>", [], entry)
    made = b.program.class_instance(tree.Instance("builtins.map", (OBJECT,)))
    iterators = b.make_tuple([value])
    return classes.construct(b, made, [function, iterators], b.span)


def _wrapped(b: FunctionBuilder, value: ir.Value, t: tree.CallableType) -> ir.Value:
    """A function that calls another one, of which nothing is believed."""

    def enter(inner: FunctionBuilder, held: Sequence[ir.Value], given: list[Given]) -> ir.Value:
        result = closures.call_with(inner, held[0], given, inner.span, is_open=True)
        return (
            inner.none()
            if isinstance(t.result, tree.NoneType)
            else convert(inner, result, t.result)
        )

    held = b.coerce(value, irt.ref(FUNCTION))
    count = len(t.parameters)
    least, most = (0, closures.PARAMETERS_MAX) if t.is_open else (count, count)
    name = f"<checked {type_text(t)}>"
    return closures.callable_object(b, name, [held], closures.Entry(enter, least, most))
