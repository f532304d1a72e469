"""Tuples, lists, dicts and comprehensions."""

from __future__ import annotations

from collections.abc import Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import (
    async_iteration,
    calls,
    checks,
    classes,
    dict_calls,
    expressions,
    iteration,
    unpacking,
)
from gloamc.irbuild.function import FunctionBuilder, constant_value
from gloamc.irbuild.machine_calls import TUPLE_HEAD, TUPLE_ITEMS, TUPLE_LENGTH
from gloamc.irbuild.representation import concrete, is_any, without_none

LIST_OF_ANY = tree.Instance("builtins.list", (tree.Instance("builtins.object"),))


def tuple_display(b: FunctionBuilder, items: Sequence[tree.Expression]) -> ir.Value:
    if any(isinstance(item, tree.Starred) for item in items):
        made, t = new_list(b, LIST_OF_ANY)
        _append_items(b, made, t, items, "append")
        return b.runtime("gloam.runtime.tuple.from_list", made)
    values = [b.stable(expressions.lower_as(b, item, irt.OBJ)) for item in items]
    return tuple_of(b, values)


def _append_items(
    b: FunctionBuilder,
    made: ir.Value,
    t: tree.Instance,
    items: Sequence[tree.Expression],
    method: str,
) -> None:
    """Add the items of a display to its list or set; a starred one gives all of its own."""
    kind = irt.OBJ if method == "add" else b.represent(t.arguments[0])
    for item in items:
        if isinstance(item, tree.Starred):
            append_all(b, made, t, item.value, method)
        else:
            value = expressions.lower_as(b, item, kind)
            calls.call_method(b, made, t, method, [value], item.span)


def append_all(
    b: FunctionBuilder,
    made: ir.Value,
    t: tree.Instance,
    e: tree.Expression,
    method: str = "append",
) -> None:
    """Add the items of an iterable one by one: those before an error stay."""
    kind = irt.OBJ if method == "add" else b.represent(t.arguments[0])
    held = b.temporary(kind, "item")

    def body(_: ir.Block) -> None:
        calls.call_method(b, made, t, method, [held], e.span)

    is_unknown = kind.kind is not irt.Kind.OBJ and _gives_any(b, e)

    def assign(value: ir.Value) -> None:
        item = checks.convert(b, value, t.arguments[0]) if is_unknown else b.coerce(value, kind)
        b.assign(held, item)

    iteration.iterate(b, e, assign, body)


def _gives_any(b: FunctionBuilder, e: tree.Expression) -> bool:
    item = iteration.item_type(b, e.type)
    return item is not None and is_any(item)


def tuple_of(
    b: FunctionBuilder, values: Sequence[ir.Value], class_name: str = "builtins.tuple"
) -> ir.Value:
    """A new tuple, of this class, of values that are `obj` already."""
    size = TUPLE_HEAD + 8 * len(values)
    made = b.emit("allocate", b.i64(size), type=irt.ref(class_name), attribute=class_name)
    b.emit("layout.store", made, b.i64(len(values)), attribute=TUPLE_LENGTH)
    if values:
        items = b.emit("layout.address", made, attribute=TUPLE_ITEMS)
        for index, value in enumerate(values):
            b.emit("ptr.init", items, b.i64(index), value)
        b.emit("keep", made)
    return made


def list_type(b: FunctionBuilder, t: tree.Type) -> tree.Instance:
    """The list type that a display or comprehension makes; of objects if mypy did not say."""
    resolved = concrete(b.resolve(t))
    if not isinstance(resolved, tree.Instance) or resolved.name != "builtins.list":
        return LIST_OF_ANY
    return resolved


def new_list(b: FunctionBuilder, t: tree.Type) -> tuple[ir.Value, tree.Instance]:
    resolved = list_type(b, t)
    return list_of_values(b, resolved, []), resolved


def list_display(b: FunctionBuilder, e: tree.ListDisplay) -> ir.Value:
    t = list_type(b, e.type)
    if any(isinstance(item, tree.Starred) for item in e.items):
        made, t = new_list(b, t)
        _append_items(b, made, t, e.items, "append")
        return made
    kind = b.represent(t.arguments[0])
    return list_of_values(b, t, [b.stable(expressions.lower_as(b, item, kind)) for item in e.items])


def list_of_values(b: FunctionBuilder, t: tree.Instance, values: Sequence[ir.Value]) -> ir.Value:
    """A new list of type `t` of values that are represented as its items are."""
    instance = b.program.class_instance(t)
    made = b.stable(classes.construct(b, instance, [], b.span))
    if not values:
        return made
    calls.call_method(b, made, t, "prepare", [b.i64(len(values))], b.span)
    owner = next(a for a in instance.ancestors() if a.definition.name == "List")
    items = b.emit("get_field", made, type=irt.PTR, attribute=f"{owner.layout.name}.items")
    for index, value in enumerate(values):
        b.emit("ptr.init", items, b.i64(index), value)
    b.emit("keep", made)
    return made


CONSTANTS_MERGED_MIN = 3


def set_display(b: FunctionBuilder, e: tree.SetDisplay) -> ir.Value:
    if len(e.items) >= CONSTANTS_MERGED_MIN and all(map(_is_literal, e.items)):
        return b.runtime("gloam.runtime.set.from_constants", tuple_display(b, e.items))
    made, t = new_container(b, e.type)
    _append_items(b, made, t, e.items, "add")
    return made


def _is_literal(e: tree.Expression) -> bool:
    if isinstance(e, tree.TupleDisplay):
        return all(map(_is_literal, e.items))
    return constant_value(e) is not None


def new_container(b: FunctionBuilder, t: tree.Type) -> tuple[ir.Value, tree.Instance]:
    """An empty set, frozenset or dict, and its type resolved."""
    resolved = concrete(b.resolve(t))
    assert isinstance(resolved, tree.Instance)
    made = classes.construct(b, b.program.class_instance(resolved), [], b.span)
    return b.stable(made), resolved


def dict_display(b: FunctionBuilder, e: tree.DictDisplay) -> ir.Value:
    made, t = new_container(b, dict_type(b, e.type))
    key_kind, value_kind = (b.represent(a) for a in t.arguments)
    for key, value in zip(e.keys, e.values, strict=True):
        if key is None:
            dict_calls.update_from(b, made, t, value)
            continue
        k = b.stable(expressions.lower_as(b, key, key_kind))
        v = expressions.lower_as(b, value, value_kind)
        calls.call_method(b, made, t, "__setitem__", [k, v], e.span)
    return made


def dict_type(b: FunctionBuilder, t: tree.Type) -> tree.Type:
    """The dict type that a display or comprehension makes; of objects if mypy did not say."""
    resolved = b.resolve(t)
    if not isinstance(resolved, tree.Instance) or resolved.name != "builtins.dict":
        return tree.Instance("builtins.dict", (tree.AnyType(), tree.AnyType()))
    return resolved


def _decide(b: FunctionBuilder, e: tree.Comprehension) -> ir.Value:
    """any() or all() of a generator expression: stops at the first element that decides."""
    is_any = e.kind == "any"
    result = b.temporary(irt.BOOL)
    b.assign(result, b.bool_constant(not is_any))
    done = b.new_block("decided")

    def innermost() -> None:
        hit, more = b.new_block("hit"), b.new_block("more")
        if is_any:
            expressions.branch_on(b, e.element, hit, more)
        else:
            expressions.branch_on(b, e.element, more, hit)
        b.start(hit)
        b.assign(result, b.bool_constant(is_any))
        b.goto(done)
        b.enter(more)

    _clauses(b, list(e.clauses), innermost)
    b.start(done)
    return result


def each(
    b: FunctionBuilder, e: tree.Expression, assign: iteration.Assign, body: iteration.Body
) -> None:
    """Run `assign` and `body` for each item, or for each element of a comprehension "each"."""
    if not isinstance(e, tree.Comprehension) or e.kind != "each":
        iteration.iterate(b, e, assign, body)
        return

    def innermost() -> None:
        assign(b.stable(expressions.lower(b, e.element)))
        after = b.new_block("next")
        body(after)
        b.start(after)

    _clauses(b, list(e.clauses), innermost)


def comprehension(b: FunctionBuilder, e: tree.Comprehension) -> ir.Value:
    if e.kind in ("any", "all"):
        return _decide(b, e)
    t = b.resolve(e.type)
    if e.kind == "set":
        made, t = new_container(b, t)
    elif e.kind == "dict":
        made, t = new_container(b, dict_type(b, t))
    else:
        if not isinstance(t, tree.Instance) or t.name != "builtins.list":
            element = b.resolve(e.element.type)
            t = b.resolve(tree.Instance("builtins.list", (element,)))
        made, t = new_list(b, t)

    def innermost() -> None:
        assert isinstance(t, tree.Instance)
        if e.key is not None:
            key = b.stable(expressions.lower_as(b, e.key, b.represent(t.arguments[0])))
            value = expressions.lower_as(b, e.element, b.represent(t.arguments[1]))
            calls.call_method(b, made, t, "__setitem__", [key, value], e.span)
        elif e.kind == "set":
            value = expressions.lower_as(b, e.element, irt.OBJ)
            calls.call_method(b, made, t, "add", [value], e.span)
        else:
            value = expressions.lower_as(b, e.element, b.represent(t.arguments[0]))
            calls.call_method(b, made, t, "append", [value], e.span)

    _clauses(b, list(e.clauses), innermost)
    return made


def _clauses(
    b: FunctionBuilder, clauses: list[tree.ComprehensionClause], innermost: object
) -> None:
    if not clauses:
        assert callable(innermost)
        innermost()
        return
    clause = clauses[0]

    def body(on_continue: ir.Block) -> None:
        for test in clause.conditions:
            passed = b.new_block("passed")
            expressions.branch_on(b, test, passed, on_continue)
            b.start(passed)
        _clauses(b, clauses[1:], innermost)

    _end_with_comprehension(b, clause.target)
    t = iteration.item_type(b, clause.iterable.type)
    loop = async_iteration.iterate if clause.is_async else iteration.iterate
    loop(b, clause.iterable, lambda value: unpacking.assign(b, clause.target, value, t), body)


def _end_with_comprehension(b: FunctionBuilder, target: tree.Target) -> None:
    """Its variables do not hold their last values until the function returns."""
    match target:
        case tree.TupleTarget(items):
            for item in items:
                _end_with_comprehension(b, item)
        case tree.StarTarget(item):
            _end_with_comprehension(b, item)
        case tree.LocalName(variable=variable):
            b.register(variable).is_scoped = False
        case _:
            pass


def list_of(b: FunctionBuilder, e: tree.Expression, element: tree.Type) -> ir.Value:
    """list(iterable), with the element representation given."""
    made, t = new_list(b, tree.Instance("builtins.list", (element,)))
    append_all(b, made, t, e)
    return made


def list_from(
    b: FunctionBuilder, value: ir.Value, source: tree.Type, t: tree.Type, span: tree.Span
) -> ir.Value:
    """A list of the type `t` with the items of a value of another iterable type."""
    resolved = without_none(b.resolve(source))
    if resolved == t or not isinstance(t, tree.Instance) or t.name != "builtins.list":
        return value
    made, t = new_list(b, t)
    _append_values(b, made, t, value, resolved, span)
    return made


def joined_lists(
    b: FunctionBuilder,
    parts: Sequence[tuple[ir.Value, tree.Type]],
    t: tree.Type,
    span: tree.Span,
) -> ir.Value:
    """A list of the type `t` with the items of lists of other types, one after the other."""
    made, t = new_list(b, t)
    for value, source in parts:
        _append_values(b, made, t, value, source, span)
    return made


def _append_values(
    b: FunctionBuilder,
    made: ir.Value,
    t: tree.Instance,
    value: ir.Value,
    source: tree.Type,
    span: tree.Span,
) -> None:
    kind = b.represent(t.arguments[0])
    held = b.temporary(kind, "item")

    def body(_: ir.Block) -> None:
        calls.call_method(b, made, t, "append", [held], span)

    iteration.iterate_value(
        b, value, source, lambda item: b.assign(held, b.coerce(item, kind)), body, span
    )


def to_tuple(b: FunctionBuilder, e: tree.Expression) -> ir.Value:
    """tuple(iterable)."""
    t = b.resolve(e.type)
    if isinstance(t, tree.TupleType) or (
        isinstance(t, tree.Instance) and t.name == "builtins.tuple"
    ):
        return expressions.lower(b, e)
    if b.represent(e.type).class_name == "builtins.tuple":  # a union of tuples
        return expressions.lower(b, e)
    items = list_of(b, e, tree.Instance("builtins.object"))
    return b.runtime("gloam.runtime.tuple.from_list", items)
