"""`match`: each pattern becomes tests that jump to the next case when one fails.

Captures are bound when the whole pattern has matched, before the guard.
"""

from __future__ import annotations

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import (
    attributes,
    calls,
    dict_calls,
    displays,
    expressions,
    generators,
    iteration,
    operators,
    statements,
    unpacking,
)
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.representation import represent, without_none

Capture = tuple[tree.LocalName | tree.GlobalName, ir.Value]
SEQUENCES = (
    "builtins.list",
    "builtins.tuple",
    "builtins.range",
    "gloam.runtime.container_bases.Sequence",
)
MAPPINGS = ("builtins.dict", "gloam.runtime.container_bases.Mapping")


def lower_match(b: FunctionBuilder, s: tree.Match) -> None:
    value = b.stable(expressions.lower(b, s.subject))
    done = b.new_block("matched")
    for case in s.cases:
        following = b.new_block("case")
        captures: list[Capture] = []
        _test(b, case.pattern, value, following, captures)
        for target, captured in captures:
            unpacking.assign(b, target, captured)
        if case.guard is not None:
            passed = b.new_block("guarded")
            expressions.branch_on(b, case.guard, passed, following)
            b.start(passed)
        statements.lower_body(b, case.body)
        b.goto(done)
        b.enter(following)
    b.start(done)


def _require(b: FunctionBuilder, condition: ir.Value, otherwise: ir.Block) -> None:
    passed = b.new_block("fits")
    b.branch(condition, passed, otherwise)
    b.start(passed)


def _test(
    b: FunctionBuilder,
    pattern: tree.Pattern,
    value: ir.Value,
    otherwise: ir.Block,
    captures: list[Capture],
) -> None:
    """Fall through if the value matches, go to `otherwise` if not."""
    b.line = pattern.span.line or b.line
    match pattern:
        case tree.AnyPattern():
            if pattern.pattern is not None:
                _test(b, pattern.pattern, value, otherwise, captures)
            if pattern.target is not None:
                captures.append((pattern.target, value))
        case tree.OrPattern():
            _alternatives(b, pattern, value, otherwise, captures)
        case tree.ValuePattern():
            compared = expressions.lower(b, pattern.value)
            types = b.resolve(pattern.type), b.resolve(pattern.value.type)
            equal = operators.compare(b, "==", value, compared, *types, pattern.value)
            _require(b, equal, otherwise)
        case tree.SingletonPattern():
            constant: ir.Value = b.none()
            if pattern.value is not None:
                constant = b.bool_constant(pattern.value)
            _require(b, operators.identical(b, value, constant), otherwise)
        case tree.SequencePattern():
            _sequence(b, pattern, value, otherwise, captures)
        case tree.MappingPattern():
            _mapping(b, pattern, value, otherwise, captures)
        case tree.ClassPattern():
            _class(b, pattern, value, otherwise, captures)
        case _:
            raise InternalError(f"no lowering for {type(pattern).__name__}")


def _alternatives(
    b: FunctionBuilder,
    pattern: tree.OrPattern,
    value: ir.Value,
    otherwise: ir.Block,
    captures: list[Capture],
) -> None:
    """All alternatives bind the same names: each into registers that the rest reads."""
    matched = b.new_block("matched")
    bound: dict[str, tuple[tree.LocalName | tree.GlobalName, ir.Register]] = {}
    last = len(pattern.patterns) - 1
    for index, alternative in enumerate(pattern.patterns):
        following = otherwise if index == last else b.new_block("or")
        found: list[Capture] = []
        _test(b, alternative, value, following, found)
        for target, captured in found:
            name = _name(target)
            if name not in bound:
                kind = statements.target_type(b, target) or irt.OBJ
                bound[name] = (target, b.temporary(kind, "captured"))
            register = bound[name][1]
            b.assign(register, b.coerce(captured, register.type))
        b.goto(matched)
        if index != last:
            b.enter(following)
    b.enter(matched)
    captures.extend(bound.values())


def _name(target: tree.LocalName | tree.GlobalName) -> str:
    return target.variable.name if isinstance(target, tree.LocalName) else target.name


# ---------------------------------------------------------------- sequences


def _sequence(
    b: FunctionBuilder,
    pattern: tree.SequencePattern,
    value: ir.Value,
    otherwise: ir.Block,
    captures: list[Capture],
) -> None:
    t = without_none(b.resolve(pattern.type))
    is_known = isinstance(pattern.type, tree.TupleType | tree.Instance) and (
        calls.value_module(t) == "tuple" or iteration.is_list(t)
    )
    if not is_known:
        _require(b, expressions.is_instance(b, value, SEQUENCES), otherwise)
        value = b.coerce(value, irt.OBJ)
        t = tree.Instance("typing.Sequence", (tree.Instance("builtins.object"),))
    size = b.coerce(calls.call_method(b, value, t, "__len__", [], pattern.span), irt.I64)
    size = b.stable(size)
    wanted = len(pattern.before) + len(pattern.after)
    word = "raw.eq" if pattern.star is None else "raw.ge"
    _require(b, b.emit(word, size, b.i64(wanted)), otherwise)
    for index, item in enumerate(pattern.before):
        _test(b, item, _item(b, value, t, b.i64(index), item), otherwise, captures)
    if pattern.star is not None and pattern.star.target is not None:
        target = pattern.star.target
        stop = b.emit("raw.sub", size, b.i64(len(pattern.after)), type=irt.I64)
        made = _rest(b, value, t, target, (len(pattern.before), stop), pattern.span)
        captures.append((target, made))
    for index, item in enumerate(pattern.after):
        at = b.emit("raw.sub", size, b.i64(len(pattern.after) - index), type=irt.I64)
        _test(b, item, _item(b, value, t, at, item), otherwise, captures)


def _item(
    b: FunctionBuilder, value: ir.Value, t: tree.Type, at: ir.Value, pattern: tree.Pattern
) -> ir.Value:
    item = _item_object(b, value, t, at, pattern.span)
    kind = b.represent(pattern.type)
    return b.stable(b.coerce(item, irt.OBJ if kind.kind is irt.Kind.NONE else kind))


def _item_object(
    b: FunctionBuilder, value: ir.Value, t: tree.Type, at: ir.Value, span: tree.Span
) -> ir.Value:
    if calls.value_module(t) == "abstract":
        index = b.coerce(b.emit("int.from_raw", at), irt.OBJ)
        return b.runtime("gloam.runtime.abstract.__getitem__", value, index)
    return iteration.item_at(b, value, t, at, span)


def _rest(
    b: FunctionBuilder,
    value: ir.Value,
    t: tree.Type,
    target: tree.LocalName | tree.GlobalName,
    bounds: tuple[int, ir.Value],
    span: tree.Span,
) -> ir.Value:
    """The list for a starred capture."""
    made, list_type = displays.new_list(b, target.type)
    kind = b.represent(list_type.arguments[0])
    start, stop = bounds
    index = b.temporary(irt.I64, "index")
    b.assign(index, b.i64(start))
    head, inside, done = b.new_block("rest"), b.new_block("more"), b.new_block("all")
    b.start(head)
    b.branch(b.emit("raw.lt", index, stop), inside, done)
    b.start(inside)
    item = b.coerce(_item_object(b, value, t, index, span), kind)
    calls.call_method(b, made, list_type, "append", [item], span)
    b.assign(index, b.emit("raw.add", index, b.i64(1), type=irt.I64))
    b.goto(head)
    b.start(done)
    return made


# ---------------------------------------------------------------- mappings


def _mapping(
    b: FunctionBuilder,
    pattern: tree.MappingPattern,
    value: ir.Value,
    otherwise: ir.Block,
    captures: list[Capture],
) -> None:
    _require(b, expressions.is_instance(b, value, MAPPINGS), otherwise)
    value = b.stable(b.coerce(value, irt.OBJ))
    end = ir.Constant(irt.OBJ, irt.END)
    keys: list[ir.Value] = []
    for key, item in zip(pattern.keys, pattern.values, strict=True):
        wanted = b.stable(b.coerce(expressions.lower(b, key), irt.OBJ))
        keys.append(wanted)
        found = b.stable(b.runtime("gloam.runtime.abstract.get", value, wanted, end))
        _require(b, b.emit("bool.not", generators.is_end(b, found)), otherwise)
        kind = b.represent(item.type)
        typed = b.coerce(found, irt.OBJ if kind.kind is irt.Kind.NONE else kind)
        _test(b, item, b.stable(typed), otherwise, captures)
    if pattern.rest is not None:
        captures.append((pattern.rest, _other_items(b, pattern, pattern.rest, value, keys)))


def _other_items(
    b: FunctionBuilder,
    pattern: tree.MappingPattern,
    target: tree.LocalName | tree.GlobalName,
    value: ir.Value,
    keys: list[ir.Value],
) -> ir.Value:
    """The dict for `**rest`: a copy without the keys of the pattern."""
    t = b.resolve(target.type)
    if not isinstance(t, tree.Instance) or t.name != "builtins.dict":
        b.program.refuse("G140", pattern.span, "** of a value that is not known to be a dict")
        return b.none()
    made, _ = displays.new_container(b, t)
    dict_calls.update_value(b, made, t, value, dict_calls.ANY_MAPPING, pattern.span)
    for key in keys:
        typed = b.coerce(key, b.represent(t.arguments[0]))
        calls.call_method(b, made, t, "discard_key", [typed], pattern.span)
    return made


# ---------------------------------------------------------------- classes


def _class(
    b: FunctionBuilder,
    pattern: tree.ClassPattern,
    value: ir.Value,
    otherwise: ir.Block,
    captures: list[Capture],
) -> None:
    _require(b, expressions.is_instance(b, value, (pattern.name,)), otherwise)
    seen = b.resolve(pattern.seen)
    narrow = b.stable(b.coerce(value, represent(seen)))
    if pattern.own is not None:
        _test(b, pattern.own, narrow, otherwise, captures)
    for item in pattern.attributes:
        register = b.temporary(ir.type_of(narrow), "subject")
        b.assign(register, narrow)
        b.locals[id(item.holder)] = register
        b.keep.append(item.holder)
        _test(b, item.pattern, b.stable(attributes.read(b, item.read)), otherwise, captures)
