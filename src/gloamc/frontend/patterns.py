"""`match`: patterns, with the type of the value that each is held against.

mypy types the captures and narrows the subject; what a sub-pattern sees is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterator

from mypy import nodes, patterns
from mypy import types as mypy_types
from mypy.maptype import map_instance_to_supertype

from gloamc.frontend import tree
from gloamc.frontend.names import find_member
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.statements import block
from gloamc.frontend.targets import name_target
from gloamc.frontend.types import OBJECT, Refused

SELF_MATCHING = frozenset(
    f"builtins.{name}"
    for name in (
        "bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str",
        "tuple",
    )
)  # fmt: skip
"""Classes whose one positional sub-pattern is held against the value itself."""
SEQUENCES = frozenset(
    {
        "builtins.list",
        "builtins.tuple",
        "builtins.range",
        "typing.Sequence",
        "typing.MutableSequence",
    }
)
MAPPINGS = frozenset({"builtins.dict", "typing.Mapping", "typing.MutableMapping"})


def match(scope: FunctionScope, node: nodes.MatchStmt) -> list[tree.Statement]:
    subject = scope.expression(node.subject)
    subject_type = scope.checked_type(node.subject)
    cases: list[tree.MatchCase] = []
    for pattern, guard, body in zip(node.patterns, node.guards, node.bodies, strict=True):
        with scope.at(pattern):
            converted = _pattern(scope, pattern, subject_type)
        cases.append(
            tree.MatchCase(
                pattern=converted,
                guard=None if guard is None or body.is_unreachable else scope.expression(guard),
                body=block(scope, body),
            )
        )
    return [tree.Match(span=scope.place, subject=subject, cases=cases)]


def _pattern(scope: FunctionScope, node: patterns.Pattern, value: mypy_types.Type) -> tree.Pattern:
    with scope.at(node) as span:
        type_ = _plain_type(scope, value)
        match node:
            case patterns.AsPattern(pattern=None, name=None):
                return tree.AnyPattern(span=span, type=type_, pattern=None, target=None)
            case patterns.AsPattern():
                inner = None if node.pattern is None else _pattern(scope, node.pattern, value)
                target = None if node.name is None else _capture(scope, node.name)
                return tree.AnyPattern(span=span, type=type_, pattern=inner, target=target)
            case patterns.OrPattern():
                alternatives = [_pattern(scope, item, value) for item in node.patterns]
                return tree.OrPattern(span=span, type=type_, patterns=alternatives)
            case patterns.ValuePattern():
                compared = scope.expression(node.expr)
                return tree.ValuePattern(span=span, type=type_, value=compared)
            case patterns.SingletonPattern():
                return tree.SingletonPattern(span=span, type=type_, value=node.value)
            case patterns.SequencePattern():
                return _sequence(scope, node, value, span, type_)
            case patterns.MappingPattern():
                return _mapping(scope, node, value, span, type_)
            case patterns.ClassPattern():
                return _class(scope, node, value, span, type_)
    raise scope.bug(f"{type(node).__name__} is no pattern")


def _capture(scope: FunctionScope, node: nodes.NameExpr) -> tree.LocalName | tree.GlobalName:
    with scope.at(node):
        return name_target(scope, node)


def _plain_type(scope: FunctionScope, value: mypy_types.Type) -> tree.Type:
    """Our type of a value; object where ours has none."""
    proper = mypy_types.get_proper_type(value)
    if isinstance(proper, mypy_types.AnyType | mypy_types.UninhabitedType):
        return OBJECT
    try:
        return scope.type(proper)
    except Refused:
        return OBJECT


def _members(value: mypy_types.Type) -> Iterator[mypy_types.ProperType]:
    proper = mypy_types.get_proper_type(value)
    if isinstance(proper, mypy_types.UnionType):
        for item in proper.items:
            yield from _members(item)
    elif isinstance(proper, mypy_types.TypeVarType):
        yield from _members(proper.upper_bound)
    else:
        yield proper


# ---------------------------------------------------------------- sequences and mappings


def _sequence(
    scope: FunctionScope,
    node: patterns.SequencePattern,
    value: mypy_types.Type,
    span: tree.Span,
    type_: tree.Type,
) -> tree.Pattern:
    before: list[tree.Pattern] = []
    after: list[tree.Pattern] = []
    star: tree.StarPattern | None = None
    size = len(node.patterns)
    has_star = any(isinstance(item, patterns.StarredPattern) for item in node.patterns)
    for index, item in enumerate(node.patterns):
        if isinstance(item, patterns.StarredPattern):
            target = None if item.capture is None else _capture(scope, item.capture)
            star = tree.StarPattern(target)
            continue
        place = index if star is None else index - size
        item_type = _item_type(value, place, None if has_star else size)
        (before if star is None else after).append(_pattern(scope, item, item_type))
    return tree.SequencePattern(span=span, type=type_, before=before, star=star, after=after)


def _item_type(value: mypy_types.Type, place: int, size: int | None) -> mypy_types.Type:
    """The type of an item of what may be a sequence; Any if it is not known."""
    found: list[mypy_types.Type] = []
    for member in _members(value):
        if isinstance(member, mypy_types.TupleType):
            if size is None or size == len(member.items):
                if -len(member.items) <= place < len(member.items):
                    found.append(member.items[place])
        elif isinstance(member, mypy_types.Instance) and member.type.fullname in SEQUENCES:
            found += member.args[:1]
        elif isinstance(member, mypy_types.Instance) and member.type.fullname == "builtins.object":
            return member
    return _union(found)


def _union(found: list[mypy_types.Type]) -> mypy_types.Type:
    if not found:
        return mypy_types.AnyType(mypy_types.TypeOfAny.special_form)
    return mypy_types.UnionType.make_union(found)


def _mapping(
    scope: FunctionScope,
    node: patterns.MappingPattern,
    value: mypy_types.Type,
    span: tree.Span,
    type_: tree.Type,
) -> tree.Pattern:
    found: list[mypy_types.Type] = []
    for member in _members(value):
        if isinstance(member, mypy_types.Instance) and member.type.fullname in MAPPINGS:
            found += member.args[1:2]
        elif isinstance(member, mypy_types.Instance) and member.type.fullname == "builtins.object":
            found.append(member)
    item_type = _union(found)
    return tree.MappingPattern(
        span=span,
        type=type_,
        keys=[scope.expression(key) for key in node.keys],
        values=[_pattern(scope, item, item_type) for item in node.values],
        rest=None if node.rest is None else _capture(scope, node.rest),
    )


# ---------------------------------------------------------------- classes


def _class(
    scope: FunctionScope,
    node: patterns.ClassPattern,
    value: mypy_types.Type,
    span: tree.Span,
    type_: tree.Type,
) -> tree.Pattern:
    info = node.class_ref.node
    if isinstance(info, nodes.TypeAlias):
        target = mypy_types.get_proper_type(info.target)
        info = target.type if isinstance(target, mypy_types.Instance) else None
    if not isinstance(info, nodes.TypeInfo):
        raise Refused("G125", "the class of a pattern is computed", "name the class there")
    seen = _seen_as(info, value)
    name = scope.program.converter.class_name(info)
    _check_items_known(info, seen)
    own: tree.Pattern | None = None
    attributes: list[tree.AttributePattern] = []
    if name in SELF_MATCHING and node.positionals:
        own = _pattern(scope, node.positionals[0], seen)
    else:
        names = _match_args(scope, info)
        for index, item in enumerate(node.positionals):
            if index >= len(names):
                raise Refused("G140", f"{info.name} has no __match_args__ for this position")
            attributes.append(_attribute(scope, seen, names[index], item))
    for key, item in zip(node.keyword_keys, node.keyword_values, strict=True):
        attributes.append(_attribute(scope, seen, key, item))
    return tree.ClassPattern(
        span=span, type=type_, name=name, seen=scope.type(seen), own=own, attributes=attributes
    )


def _seen_as(info: nodes.TypeInfo, value: mypy_types.Type) -> mypy_types.Instance:
    """The class with the type arguments that the value's type gives it."""
    for member in _members(value):
        if isinstance(member, mypy_types.TupleType):
            member = member.partial_fallback
        if isinstance(member, mypy_types.Instance) and member.type.has_base(info.fullname):
            return map_instance_to_supertype(member, info)
    unknown = [mypy_types.AnyType(mypy_types.TypeOfAny.special_form) for _ in info.defn.type_vars]
    return mypy_types.Instance(info, unknown)


def _check_items_known(info: nodes.TypeInfo, seen: mypy_types.Instance) -> None:
    """`case list():` says nothing about the items, so nothing could be done with the value."""
    if info.fullname == "builtins.tuple":  # its items are objects always
        return
    if any(isinstance(mypy_types.get_proper_type(a), mypy_types.AnyType) for a in seen.args):
        raise Refused(
            "G140",
            f"a pattern of the generic class {info.name} does not tell its items' type",
            "declare the subject as a union that names it, such as list[int] | int",
        )


def _match_args(scope: FunctionScope, info: nodes.TypeInfo) -> list[str]:
    symbol = info.get("__match_args__")
    if symbol is None or not isinstance(symbol.node, nodes.Var) or symbol.node.type is None:
        return []
    found = mypy_types.get_proper_type(symbol.node.type)
    names: list[str] = []
    if isinstance(found, mypy_types.TupleType):
        for item in found.items:
            proper = mypy_types.get_proper_type(item)
            if isinstance(proper, mypy_types.Instance) and proper.last_known_value is not None:
                proper = proper.last_known_value
            if isinstance(proper, mypy_types.LiteralType) and isinstance(proper.value, str):
                names.append(proper.value)
    return names


def _attribute(
    scope: FunctionScope, seen: mypy_types.Instance, name: str, item: patterns.Pattern
) -> tree.AttributePattern:
    member = find_member(scope, seen, name)
    if member.declared is None:
        raise Refused("G140", f"{name} is a method, which a pattern does not match")
    holder = tree.Variable("$subject", scope.type(seen), scope.full_name)
    declared = scope.type(member.declared)
    read = tree.Attribute(
        span=scope.place,
        type=declared,
        object=tree.LocalName(span=scope.place, type=holder.type, variable=holder),
        name=name,
        kind=member.kind,
        owner=member.owner,
        declared=declared,
    )
    return tree.AttributePattern(
        holder=holder, read=read, pattern=_pattern(scope, item, member.declared)
    )
