"""What stands left of `=`: names, attributes, items, slices and tuples of them.

Types of targets are declared types: an assignment is checked against the declaration, whatever the
variable is narrowed to at that point.
"""

from __future__ import annotations

from mypy import nodes
from mypy import types as mypy_types
from mypy.subtypes import is_subtype

from gloamc.frontend import docstring, tree
from gloamc.frontend.expressions import slice_of
from gloamc.frontend.flow import check_flow
from gloamc.frontend.names import find_member, member_access
from gloamc.frontend.scope import FunctionScope, Untyped
from gloamc.frontend.types import Refused

_STREAMS = frozenset({"sys.stdout", "sys.stderr"})
"""What `print` writes to is not looked up in them."""


def target(scope: FunctionScope, node: nodes.Expression) -> tree.Target:
    with scope.at(node) as span:
        match node:
            case nodes.TupleExpr() | nodes.ListExpr():
                items = [target(scope, item) for item in node.items]
                return tree.TupleTarget(items=items, span=span)
            case nodes.StarExpr():
                item = target(scope, node.expr)
                if isinstance(item, tree.TupleTarget | tree.StarTarget):
                    raise Refused("G103", "a starred target of targets is not compiled yet")
                return tree.StarTarget(item=item, type=item.type, span=span)
            case nodes.NameExpr():
                return name_target(scope, node)
            case nodes.MemberExpr():
                return _attribute_target(scope, node)
            case nodes.IndexExpr():
                return _index_target(scope, node)
        raise scope.bug(f"{type(node).__name__} is assigned to")


def name_target(scope: FunctionScope, node: nodes.NameExpr) -> tree.LocalName | tree.GlobalName:
    symbol = node.node
    if not isinstance(symbol, nodes.Var):
        raise Refused("G126", f"{node.name} is defined already", "choose another name")
    if symbol.type is None:
        raise Untyped(node)
    if node.kind == nodes.LDEF:
        variable = scope.bind(symbol)
        return tree.LocalName(span=scope.place, type=variable.type, variable=variable)
    declared = scope.declared_type(symbol)
    full_name = symbol.fullname
    if node.kind == nodes.MDEF:
        full_name = f"{symbol.info.fullname}.{symbol.name}"
    else:
        note_rebinding(scope, node, full_name)
    return tree.GlobalName(span=scope.place, type=declared, name=full_name, declared=declared)


def named(scope: FunctionScope, node: nodes.AssignmentExpr) -> tree.Expression:
    symbol = node.target.node
    if isinstance(symbol, nodes.Var) and symbol.type is not None:
        check_flow(scope, node.value, symbol.type)
    return tree.NamedExpression(
        span=scope.place,
        type=scope.type_of(node),
        target=name_target(_binding_scope(scope), node.target),
        value=scope.expression(node.value),
    )


def _binding_scope(scope: FunctionScope) -> FunctionScope:
    """The scope that `:=` binds in: not that of a generator expression."""
    while isinstance(scope.function, nodes.GeneratorExpr) and scope.outer is not None:
        scope = scope.outer
    return scope


def note_rebinding(scope: FunctionScope, node: nodes.Expression, full_name: str) -> None:
    """Remember who assigns to a global variable, apart from the body of its own module."""
    is_own = full_name.rpartition(".")[0] == scope.module.name
    if full_name.endswith(f".{docstring.NAME}"):
        hint = "begin the module with a docstring"
        raise Refused("G101", "__doc__ of a module is not assigned in an image", hint)
    if isinstance(node, nodes.NameExpr) and not is_own and node.kind == nodes.GDEF:
        raise Refused(
            "G137",
            f"{node.name} is imported by name and assigned here",
            "assign to a variable of another name, or import the module and assign to module.name",
        )
    if not is_own or scope.function is not None:
        scope.program.rebound.add(full_name)


def _attribute_target(
    scope: FunctionScope, node: nodes.MemberExpr
) -> tree.Attribute | tree.GlobalName:
    if isinstance(node.expr, nodes.RefExpr) and isinstance(node.expr.node, nodes.MypyFile):
        symbol = node.node
        if not isinstance(symbol, nodes.Var) or symbol.type is None:
            raise Refused("G101", f"{node.name} of a module is not a variable")
        if symbol.fullname in _STREAMS:
            hint = f"`with contextlib.redirect_{node.name}(stream):` sends it elsewhere"
            raise Refused("G101", f"{symbol.fullname} cannot be assigned to", hint)
        declared = scope.type(symbol.type)
        note_rebinding(scope, node, symbol.fullname)
        return tree.GlobalName(
            span=scope.place, type=declared, name=symbol.fullname, declared=declared
        )
    converted = member_access(scope, node, tree.NeverType())
    if isinstance(converted, tree.GlobalName):
        raise Refused(
            "G121",
            f"{node.name} is an attribute of objects and is assigned through the class",
            "declare it as ClassVar[...], or assign it to the objects",
        )
    if not isinstance(converted, tree.Attribute) or converted.kind is tree.AttributeKind.METHOD:
        raise Refused("G101", f"{node.name} is a method and cannot be assigned to")
    note_class_variable(scope, converted)
    converted.type = converted.declared
    return converted


def note_class_variable(scope: FunctionScope, target: tree.Attribute) -> None:
    """`Sub.x = 1`, and `cls.x = 1` if cls is Sub, make a variable of Sub and leave Base's alone."""
    if target.kind is not tree.AttributeKind.CLASS_VARIABLE:
        return
    if not (isinstance(target.object, tree.ClassName) and target.object.name == target.owner):
        scope.program.late_variables.add((target.owner, target.name))


def _index_target(scope: FunctionScope, node: nodes.IndexExpr) -> tree.Index | tree.Slice:
    span = scope.place
    base = scope.expression(node.base)
    type_ = _item_type(scope, node)
    if isinstance(node.index, nodes.SliceExpr):
        return slice_of(scope, base, node.index, span, type_)
    return tree.Index(span=span, type=type_, base=base, index=scope.expression(node.index))


def _item_type(scope: FunctionScope, node: nodes.IndexExpr) -> tree.Type:
    """What `base[index]` may be given: the value parameter of __setitem__, or what mypy typed."""
    if node in scope.overrides or node in scope.program.expression_types:
        return scope.type_of(node)
    if isinstance(scope.checked_type(node.base), mypy_types.AnyType):
        return tree.AnyType()
    base = scope.checked_type(node.base)
    if isinstance(base, mypy_types.TypedDictType) and isinstance(node.index, nodes.StrExpr):
        return scope.type(base.items[node.index.value])
    value_type = _set_item_type(scope, node)
    if value_type is not None:
        return scope.type(value_type)
    if isinstance(scope.checked_type(node.base), mypy_types.UnionType):
        raise Refused(
            "G101",
            "an item of a union is assigned, which is not compiled yet",
            "tell the members apart with isinstance first",
        )
    raise Untyped(node)


def _set_item_type(scope: FunctionScope, node: nodes.IndexExpr) -> mypy_types.Type | None:
    """The value parameter of the `__setitem__` that the assignment calls."""
    if node.method_type is None:
        return None
    setter = mypy_types.get_proper_type(node.method_type)
    if isinstance(setter, mypy_types.AnyType):
        return setter
    if not isinstance(setter, mypy_types.FunctionLike):
        return None  # a union: what it takes is checked when it is known which member it is
    index_type = scope.checked_type(node.index)
    for item in setter.items:
        if len(item.arg_types) == 2 and is_subtype(index_type, item.arg_types[0]):
            return item.arg_types[1]
    return None


def place_type(scope: FunctionScope, node: nodes.Expression) -> mypy_types.Type | None:
    """mypy's declared type of an assignment target; None where there is none to check against."""
    match node:
        case nodes.NameExpr():
            return node.node.type if isinstance(node.node, nodes.Var) else None
        case nodes.MemberExpr():
            if isinstance(node.expr, nodes.RefExpr) and isinstance(node.expr.node, nodes.MypyFile):
                return node.node.type if isinstance(node.node, nodes.Var) else None
            object_type = scope.checked_type(node.expr)
            if isinstance(object_type, mypy_types.UnionType | mypy_types.AnyType):
                return None
            return find_member(scope, object_type, node.name).declared
        case nodes.IndexExpr():
            return _set_item_type(scope, node)
    return None
