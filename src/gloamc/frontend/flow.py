"""Checks values against the places they flow into, beyond what mypy asks for.

*Ints in float places*: `x: float = 1; print(x)` prints 1. Converting silently would print 1.0, so
the program is told to keep ints in its floats (gloam.runtime.kept_int). The rule is mypy's own
subtype check, with and without promotion, which covers containers and callables too.

*Any*: a value of type Any, or a container of such, is checked where another type is declared: the
value's expression is marked, and becomes a checked Cast.

*Protocols without inheritance*: the classes of the user implement what they fit. Builtin classes
and those of the library have no place for the methods of a protocol that they do not know.
"""

from __future__ import annotations

from collections.abc import Sequence

from mypy import nodes
from mypy import types as mypy_types
from mypy.constraints import SUPERTYPE_OF, infer_constraints
from mypy.erasetype import remove_instance_last_known_values
from mypy.expandtype import expand_type
from mypy.maptype import map_instance_to_supertype
from mypy.subtypes import find_member, is_subtype
from mypy.typeops import tuple_fallback
from mypy.typevars import fill_typevars

from gloamc.frontend.scope import TEXT_STREAM, FunctionScope
from gloamc.frontend.types import Refused


def is_promoted(value: mypy_types.Type, place: mypy_types.Type) -> bool:
    """Whether `value` may stand in `place` only because mypy lets int pass for float."""
    if value is place or isinstance(mypy_types.get_proper_type(place), mypy_types.AnyType):
        return False
    return is_subtype(value, place) and not is_subtype(value, place, ignore_promotions=True)


def check_flow(scope: FunctionScope, node: nodes.Expression, place: mypy_types.Type) -> None:
    """Refuse what CPython and an image would treat differently when `node` flows into `place`."""
    if node not in scope.program.expression_types:
        return
    settle_display(scope, node, place)
    proper = mypy_types.get_proper_type(place)
    value = scope.checked_type(node)
    if scope.module.name not in scope.program.library and is_unsure(value, proper):
        scope.unsure[node] = proper
    if isinstance(proper, mypy_types.CallableType) or _is_checked(scope, place):
        check_types(scope, node, value, place)


Display = (
    nodes.ListExpr | nodes.SetExpr | nodes.DictExpr | nodes.TupleExpr | nodes.ListComprehension
    | nodes.SetComprehension | nodes.DictionaryComprehension
)  # fmt: skip


def settle_display(scope: FunctionScope, node: nodes.Expression, place: mypy_types.Type) -> None:
    """An empty display inside of another one is made of what its place holds.

    mypy leaves `[]` in `{1: [2], 3: []}` without an item type, and in `OrderedDict({1: []})`, where
    it looks at the arguments of an overloaded callee before it knows what they are for.
    """
    if isinstance(node, nodes.CallExpr) and _is_filled_with_none(node):
        for item in _items(place):
            if isinstance(item, mypy_types.Instance) and item.type.fullname == "builtins.dict":
                scope.overrides[node] = scope.type(item)
    if not isinstance(node, Display):
        return
    found = mypy_types.get_proper_type(scope.program.expression_types.get(node))
    if found is None or not lacks_items(found):
        return
    for item in _items(place):
        made = _as_class_of(found, item)
        if made is None or lacks_items(made):
            continue
        if isinstance(made, mypy_types.Instance):
            scope.overrides[node] = scope.type(made)
        for part, held in _parts(node, made):
            settle_display(scope, part, held)
        return


def _is_filled_with_none(node: nodes.CallExpr) -> bool:
    """`dict.fromkeys(keys)`, which the checker takes for a dict of Any."""
    callee = node.callee
    if not isinstance(callee, nodes.MemberExpr) or len(node.args) != 1:
        return False
    is_dict = isinstance(callee.expr, nodes.RefExpr) and callee.expr.fullname == "builtins.dict"
    return is_dict and callee.name == "fromkeys"


def lacks_items(found: mypy_types.Type) -> bool:
    """Whether a type has a place for items of which nothing is known."""
    if isinstance(found, mypy_types.TypeAliasType) and found.is_recursive:
        return False
    proper = mypy_types.get_proper_type(found)
    if isinstance(proper, mypy_types.UninhabitedType):
        return True
    if isinstance(proper, mypy_types.TupleType):
        return any(map(lacks_items, proper.items))
    return isinstance(proper, mypy_types.Instance) and any(map(lacks_items, proper.args))


def _as_class_of(
    found: mypy_types.ProperType, place: mypy_types.ProperType
) -> mypy_types.ProperType | None:
    """What an object of the class of `found` is in this place: a dict[K, V] in a Mapping[K, V]."""
    if isinstance(found, mypy_types.TupleType):
        if isinstance(place, mypy_types.TupleType) and len(place.items) == len(found.items):
            return place
        if isinstance(place, mypy_types.Instance) and place.type.fullname == "builtins.tuple":
            return found.copy_modified(items=[place.args[0] for _ in found.items])
        return None
    if not isinstance(found, mypy_types.Instance) or not isinstance(place, mypy_types.Instance):
        return None
    if found.type is place.type or not found.type.has_base(place.type.fullname):
        return place if found.type is place.type else None
    own = fill_typevars(found.type)
    assert isinstance(own, mypy_types.Instance)
    constraints = infer_constraints(map_instance_to_supertype(own, place.type), place, SUPERTYPE_OF)
    solved = {constraint.type_var: constraint.target for constraint in constraints}
    return mypy_types.get_proper_type(expand_type(own, solved))


def _parts(
    node: nodes.Expression, made: mypy_types.ProperType
) -> list[tuple[nodes.Expression, mypy_types.Type]]:
    """The displays inside of one, with the type of each."""
    if isinstance(node, nodes.TupleExpr) and isinstance(made, mypy_types.TupleType):
        return list(zip(node.items, made.items, strict=False))
    if not isinstance(made, mypy_types.Instance):
        return []
    match node:
        case nodes.DictExpr():
            pairs = [(key, value) for key, value in node.items if key is not None]
        case nodes.DictionaryComprehension():
            pairs = [(node.key, node.value)] if node.key is not None else []
        case nodes.ListComprehension() | nodes.SetComprehension():
            return [(node.generator.left_expr, made.args[0])]
        case nodes.ListExpr() | nodes.SetExpr():
            return [(item, made.args[0]) for item in node.items]
        case _:
            return []
    keys = [(key, made.args[0]) for key, _ in pairs]
    return [*keys, *((value, made.args[1]) for _, value in pairs)]


def check_types(
    scope: FunctionScope,
    blamed: nodes.Expression,
    value: mypy_types.Type,
    place: mypy_types.Type,
) -> None:
    """As `check_flow`, for a value of which only the type is known; `blamed` gives the place."""
    _check_callable(scope, blamed, value, place)
    if not _is_checked(scope, place):
        return
    note_promotion(scope, value, place)
    for item in _items(value):
        if isinstance(item, mypy_types.Instance):
            _check_protocol(scope, blamed, item, place)


def is_unsure(
    value: mypy_types.Type,
    place: mypy_types.Type,
    within: tuple[tuple[mypy_types.Type, mypy_types.Type], ...] = (),
) -> bool:
    """Whether `value` has an Any where `place` says what is there.

    `within` are the pairs that this one is a part of: a recursive alias comes round to itself.
    """
    if isinstance(value, mypy_types.TypeAliasType):
        if (value, place) in within:
            return False
        within = (*within, (value, place))
    own, theirs = mypy_types.get_proper_type(value), mypy_types.get_proper_type(place)
    if own is theirs or isinstance(theirs, mypy_types.AnyType) or _is_object(theirs):
        return False
    match own:
        case mypy_types.AnyType():
            return not (
                isinstance(theirs, mypy_types.UninhabitedType)
                or _takes_any(theirs)
                or any(_is_looked_up(item) for item in _items(theirs))
            )
        case mypy_types.UnionType():
            return any(is_unsure(item, place, within) for item in own.items)
    if isinstance(theirs, mypy_types.UnionType):
        candidates = [item for item in theirs.items if _may_be(own, item)]
        return bool(candidates) and all(is_unsure(own, item, within) for item in candidates)
    if isinstance(own, mypy_types.CallableType):
        if not isinstance(theirs, mypy_types.CallableType) or own.is_type_obj():
            return False
        return is_unsure(own.ret_type, theirs.ret_type, within)
    pairs = zip(_arguments(own, theirs), _arguments(theirs, theirs), strict=False)
    return any(is_unsure(have, want, within) for have, want in pairs)


def _is_looked_up(proper: mypy_types.ProperType) -> bool:
    """Protocols of stubs whose methods are looked up in the object's class anyway."""
    if not isinstance(proper, mypy_types.Instance) or not proper.type.is_protocol:
        return False
    name = proper.type.fullname
    return name.startswith(("_typeshed.", "typing.Supports", "builtins."))


def _is_object(proper: mypy_types.Type) -> bool:
    return isinstance(proper, mypy_types.Instance) and proper.type.fullname == "builtins.object"


def _takes_any(place: mypy_types.ProperType) -> bool:
    """Whether a union has a member that is Any or object."""
    return isinstance(place, mypy_types.UnionType) and any(
        isinstance(item, mypy_types.AnyType) or _is_object(item) for item in _items(place)
    )


def _may_be(own: mypy_types.ProperType, item: mypy_types.Type) -> bool:
    theirs = mypy_types.get_proper_type(item)
    if isinstance(own, mypy_types.Instance) and isinstance(theirs, mypy_types.Instance):
        return own.type.has_base(theirs.type.fullname)
    return type(own) is type(theirs)


def _arguments(
    own: mypy_types.ProperType, place: mypy_types.ProperType
) -> Sequence[mypy_types.Type]:
    """The type arguments of `own`, seen as the class of `place`."""
    if isinstance(own, mypy_types.TupleType):
        if isinstance(place, mypy_types.TupleType):
            return own.items
        own = tuple_fallback(own)
    if isinstance(place, mypy_types.TupleType):
        if not isinstance(own, mypy_types.Instance) or not own.args:
            return ()
        return [own.args[0] for _ in place.items]
    if isinstance(own, mypy_types.Instance) and isinstance(place, mypy_types.Instance):
        if own.type.has_base(place.type.fullname):
            return map_instance_to_supertype(own, place.type).args
    return ()


def _check_callable(
    scope: FunctionScope,
    blamed: nodes.Expression,
    value: mypy_types.Type,
    place: mypy_types.Type,
) -> None:
    """A function gets what its new place is called with, and gives what it gave before."""
    own, theirs = mypy_types.get_proper_type(value), mypy_types.get_proper_type(place)
    if not isinstance(own, mypy_types.CallableType) or own.is_type_obj():
        return
    if not isinstance(theirs, mypy_types.CallableType) or theirs.is_ellipsis_args:
        return
    pairs = list(zip(theirs.arg_types, own.arg_types, strict=False))
    for given, taken in [*pairs, (own.ret_type, theirs.ret_type)]:
        for item in _items(given):
            if isinstance(item, mypy_types.Instance) and _is_checked(scope, taken):
                _check_protocol(scope, blamed, item, taken)


def check_override(
    scope: FunctionScope, info: nodes.TypeInfo, name: str, signature: mypy_types.Type
) -> None:
    """Look for a method that returns an int where the one it overrides returns a float, and one
    that takes a float where the other takes an int."""
    own = mypy_types.get_proper_type(signature)
    for base in info.mro[1:]:
        symbol = base.names.get(name)
        overridden = symbol.node if symbol else None
        if isinstance(overridden, nodes.Decorator):
            overridden = overridden.func
        if not isinstance(overridden, nodes.FuncDef):
            continue
        theirs = mypy_types.get_proper_type(overridden.type)
        if not isinstance(own, mypy_types.CallableType):
            return
        if not isinstance(theirs, mypy_types.CallableType):
            return
        pairs = [(own.ret_type, theirs.ret_type)]
        pairs += [(b, a) for a, b in zip(own.arg_types, theirs.arg_types, strict=False)]
        for value, place in pairs:
            if _mentions_float(place):
                note_promotion(scope, value, place)
        return


def note_promotion(scope: FunctionScope, value: mypy_types.Type, place: mypy_types.Type) -> None:
    """Remember whether the user's code may let an int flow into a place declared float."""
    if not scope.program.keeps_ints and scope.module.name not in scope.program.library:
        scope.program.keeps_ints = is_unsure(value, place) or is_promoted(value, place)


def _plain(shown: mypy_types.Type) -> str:
    proper = mypy_types.get_proper_type(shown)
    if isinstance(proper, mypy_types.LiteralType):
        proper = proper.fallback
    return str(remove_instance_last_known_values(proper)).replace("builtins.", "")


def _mentions_float(place: mypy_types.Type) -> bool:
    """A cheap test that spares nearly all subtype checks."""
    if isinstance(place, mypy_types.Instance) and not place.args:
        return place.type.name == "float"
    return "float" in str(place)


def _is_checked(scope: FunctionScope, place: mypy_types.Type) -> bool:
    return _mentions_float(place) or any(
        isinstance(item, mypy_types.Instance) and _is_own_protocol(scope, item.type)
        for item in _items(place)
    )


def _items(mypy_type: mypy_types.Type) -> list[mypy_types.ProperType]:
    """The members of a union, or the type itself."""
    proper = mypy_types.get_proper_type(mypy_type)
    if isinstance(proper, mypy_types.UnionType):
        return [mypy_types.get_proper_type(item) for item in proper.items]
    return [proper]


def _is_own_protocol(scope: FunctionScope, info: nodes.TypeInfo) -> bool:
    """Protocols of stubs (Iterable, Sized …) are known to the compiler, method by method."""
    return info.is_protocol and info.module_name in scope.program.compiled


def _check_protocol(
    scope: FunctionScope,
    blamed: nodes.Expression,
    value: mypy_types.Instance,
    place: mypy_types.Type,
) -> None:
    places = [item for item in _items(place) if isinstance(item, mypy_types.Instance)]
    is_stream = value.type.fullname == "typing.TextIO"
    module = TEXT_STREAM if is_stream else value.type.module_name
    if scope.program.fits_protocols(module):
        for item in places:
            if _is_own_protocol(scope, item.type):
                _check_members(scope, blamed, value, item)
        return
    if any(value.type.has_base(item.type.fullname) for item in places):
        return
    for item in places:
        if _is_own_protocol(scope, item.type) and is_subtype(value, item):
            raise Refused(
                "G139",
                f"{value.type.name} has the methods of {item.type.name}, but is not a class of the "
                "program's own",
                "wrap it in a class that has these methods",
                scope.span(blamed),
            )


def _check_members(
    scope: FunctionScope,
    blamed: nodes.Expression,
    value: mypy_types.Instance,
    protocol: mypy_types.Instance,
) -> None:
    """Look for a class that fits a protocol only because an int passes for a float."""
    if value.type.has_base(protocol.type.fullname):
        return  # check_override has looked at its methods
    for member in protocol.type.protocol_members:
        if value.type.get(member) is None:
            raise Refused(
                "G139",
                f"{value.type.name} has {member} of {protocol.type.name} by __getattr__ only",
                f"give the class a method {member}",
                scope.span(blamed),
            )
    for name in protocol.type.protocol_members:
        own = mypy_types.get_proper_type(find_member(name, value, value))
        theirs = mypy_types.get_proper_type(find_member(name, protocol, value))
        if own is None or theirs is None:
            continue
        pairs: list[tuple[mypy_types.Type, mypy_types.Type]] = [(own, theirs)]
        if isinstance(own, mypy_types.CallableType) and isinstance(theirs, mypy_types.CallableType):
            pairs = [(own.ret_type, theirs.ret_type)]
            pairs += [(b, a) for a, b in zip(own.arg_types, theirs.arg_types, strict=False)]
        for ours, theirs_ in pairs:
            if _mentions_float(theirs_):
                note_promotion(scope, ours, theirs_)
