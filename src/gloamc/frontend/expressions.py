"""Expressions other than names, calls, f-strings and comprehensions, one function per node class.

`refused` is the other half of the table: node classes that are Python but not (yet) ours.
"""

from __future__ import annotations

from mypy import nodes
from mypy import types as mypy_types
from mypy.subtypes import is_subtype

from gloamc.frontend import tree
from gloamc.frontend.flow import check_flow
from gloamc.frontend.scope import FunctionScope, Untyped
from gloamc.frontend.types import BYTES, INT, STR, Refused

FLOAT = tree.Instance("builtins.float")


# ---------------------------------------------------------------- literals


def int_literal(scope: FunctionScope, node: nodes.IntExpr) -> tree.Expression:
    return tree.IntLiteral(span=scope.place, type=INT, value=node.value)


def float_literal(scope: FunctionScope, node: nodes.FloatExpr) -> tree.Expression:
    return tree.FloatLiteral(span=scope.place, type=FLOAT, value=node.value)


def str_literal(scope: FunctionScope, node: nodes.StrExpr) -> tree.Expression:
    return tree.StrLiteral(span=scope.place, type=STR, value=node.value)


def bytes_literal(scope: FunctionScope, node: nodes.BytesExpr) -> tree.Expression:
    """mypy keeps the text between the quotes with its escapes; non-ASCII cannot stand there."""
    value = node.value.encode("ascii").decode("unicode_escape").encode("latin-1")
    return tree.BytesLiteral(span=scope.place, type=BYTES, value=value)


# ---------------------------------------------------------------- operators


def operation(scope: FunctionScope, node: nodes.OpExpr) -> tree.Expression:
    span = scope.place
    if node.op == "divmod":
        return _divmod(scope, node)
    if node.op not in ("and", "or"):
        _check_operand(scope, node)
        if node.op == "%" and isinstance(node.right, nodes.DictExpr):
            # mypy looks at the values that a literal format names, one by one.
            scope.overrides[node.right] = tree.Instance("builtins.dict", (STR, tree.AnyType()))
        return tree.BinaryOperation(
            span=span,
            type=scope.type_of(node),
            operator=node.op,
            left=scope.expression(node.left),
            right=scope.expression(node.right),
        )
    left = scope.expression(node.left)
    if node.right_unreachable:
        return left  # the checker proved that the right side is never evaluated
    return tree.BooleanOperation(
        span=span,
        type=scope.type_of(node),
        operator=node.op,
        left=left,
        right=scope.expression(node.right),
    )


def _check_operand(scope: FunctionScope, node: nodes.OpExpr) -> None:
    """The right operand flows into the parameter of the left one's method: `floats + ints`.

    Numbers are apart: there an int and a float make a float, in CPython too."""
    method = mypy_types.get_proper_type(node.method_type) if node.method_type else None
    left = scope.checked_type(node.left)
    if not isinstance(method, mypy_types.FunctionLike) or not isinstance(left, mypy_types.Instance):
        return
    if left.type.module_name == "builtins" and not left.args:
        return
    for item in method.items:
        if item.arg_types and is_subtype(scope.checked_type(node.right), item.arg_types[0]):
            check_flow(scope, node.right, item.arg_types[0])
            return


def _divmod(scope: FunctionScope, node: nodes.OpExpr) -> tree.Expression:
    """`divmod(a, b)`, which mypy turns into an operator of its own."""
    operands = [scope.expression(node.left), scope.expression(node.right)]
    type_ = scope.type_of(node)
    callee_type = tree.CallableType(tuple(operand.type for operand in operands), type_)
    return tree.Call(
        span=scope.place,
        type=type_,
        callee=tree.FunctionName(span=scope.place, type=callee_type, name="builtins.divmod"),
        arguments=[
            tree.Argument(tree.ArgumentKind.POSITIONAL, "", operand) for operand in operands
        ],
    )


def unary(scope: FunctionScope, node: nodes.UnaryExpr) -> tree.Expression:
    span, type_ = scope.place, scope.type_of(node)
    operand = scope.expression(node.expr)
    if node.op == "not":
        return tree.Not(span=span, type=type_, operand=operand)
    return tree.UnaryOperation(span=span, type=type_, operator=node.op, operand=operand)


def comparison(scope: FunctionScope, node: nodes.ComparisonExpr) -> tree.Expression:
    return tree.Comparison(
        span=scope.place,
        type=scope.type_of(node),
        operators=list(node.operators),
        operands=[scope.expression(operand) for operand in node.operands],
    )


def conditional(scope: FunctionScope, node: nodes.ConditionalExpr) -> tree.Expression:
    result = scope.checked_type(node)
    for branch in (node.if_expr, node.else_expr):
        check_flow(scope, branch, result)
    return tree.Conditional(
        span=scope.place,
        type=scope.type_of(node),
        condition=scope.expression(node.cond),
        then=scope.expression(node.if_expr),
        otherwise=scope.expression(node.else_expr),
    )


def awaited(scope: FunctionScope, node: nodes.AwaitExpr) -> tree.Expression:
    return tree.Await(span=scope.place, type=scope.type_of(node), value=scope.expression(node.expr))


def yielded(scope: FunctionScope, node: nodes.YieldExpr) -> tree.Expression:
    result = mypy_types.get_proper_type(scope.result) if scope.result is not None else None
    if node.expr is not None and isinstance(result, mypy_types.Instance) and result.args:
        check_flow(scope, node.expr, result.args[0])
    return tree.Yield(
        span=scope.place,
        type=scope.type_of(node),
        value=None if node.expr is None else scope.expression(node.expr),
    )


def yielded_from(scope: FunctionScope, node: nodes.YieldFromExpr) -> tree.Expression:
    return tree.YieldFrom(
        span=scope.place, type=scope.type_of(node), value=scope.expression(node.expr)
    )


# ---------------------------------------------------------------- displays and subscripts


def index(scope: FunctionScope, node: nodes.IndexExpr) -> tree.Expression:
    span, type_ = scope.place, scope.type_of(node)
    base = scope.expression(node.base)
    if isinstance(node.index, nodes.SliceExpr):
        return slice_of(scope, base, node.index, span, type_)
    if node.analyzed is not None:
        raise Refused("G131", "a generic type is used as a value", "call it, or name the class")
    return tree.Index(span=span, type=type_, base=base, index=scope.expression(node.index))


def slice_of(
    scope: FunctionScope,
    base: tree.Expression,
    node: nodes.SliceExpr,
    span: tree.Span,
    type_: tree.Type,
) -> tree.Slice:
    step = node.stride
    if isinstance(step, nodes.IntExpr) and step.value == 1:
        step = None
    return tree.Slice(
        span=span,
        type=type_,
        base=base,
        start=None if node.begin_index is None else scope.expression(node.begin_index),
        stop=None if node.end_index is None else scope.expression(node.end_index),
        step=None if step is None else scope.expression(step),
    )


def slice_object(scope: FunctionScope, node: nodes.SliceExpr) -> tree.Expression:
    """A slice in a tuple of subscripts: `x[1:2, 3]`."""
    t, span = tree.Instance("builtins.slice"), scope.place
    callee = tree.ClassName(span=span, type=tree.ClassObjectType(t), name=t.name)
    parts = [
        tree.NoneLiteral(span=span, type=tree.NoneType())
        if part is None
        else scope.expression(part)
        for part in (node.begin_index, node.end_index, node.stride)
    ]
    arguments = [tree.Argument(tree.ArgumentKind.POSITIONAL, "", part) for part in parts]
    return tree.Call(span=span, type=t, callee=callee, arguments=arguments)


def starred(scope: FunctionScope, node: nodes.StarExpr) -> tree.Expression:
    value = scope.expression(node.expr)
    return tree.Starred(span=scope.place, type=value.type, value=value)


def tuple_display(scope: FunctionScope, node: nodes.TupleExpr | nodes.ListExpr) -> tree.Expression:
    items = [scope.expression(item) for item in node.items]
    if node in scope.program.expression_types:
        type_ = scope.type_of(node)
    else:  # `a, b = b, a`: mypy checks it item by item
        type_ = tree.TupleType(tuple(item.type for item in items))
    return tree.TupleDisplay(span=scope.place, type=type_, items=items)


def list_display(scope: FunctionScope, node: nodes.ListExpr) -> tree.Expression:
    if node not in scope.program.expression_types and node.items:
        return tuple_display(scope, node)  # `a, b = [b, a]` makes no list that anybody could see
    type_ = scope.checked_type(node)
    item_type = type_.args[0] if hasattr(type_, "args") and type_.args else None
    for item in node.items:
        if item_type is not None and not isinstance(item, nodes.StarExpr):
            check_flow(scope, item, item_type)
    return tree.ListDisplay(
        span=scope.place,
        type=scope.type_of(node),
        items=[scope.expression(item) for item in node.items],
    )


def dict_display(scope: FunctionScope, node: nodes.DictExpr) -> tree.Expression:
    found = scope.program.expression_types.get(node)
    type_ = mypy_types.get_proper_type(found) if found is not None else None
    if type_ is None and node not in scope.overrides:
        raise Untyped(node)
    keys: list[tree.Expression | None] = []
    values: list[tree.Expression] = []
    for key, value in node.items:
        if key is None:
            keys.append(None)
            values.append(scope.expression(value))
            continue
        if isinstance(type_, mypy_types.Instance) and len(type_.args) == 2:
            check_flow(scope, key, type_.args[0])
            check_flow(scope, value, type_.args[1])
        keys.append(scope.expression(key))
        values.append(scope.expression(value))
    return tree.DictDisplay(span=scope.place, type=scope.type_of(node), keys=keys, values=values)


def set_display(scope: FunctionScope, node: nodes.SetExpr) -> tree.Expression:
    type_ = scope.checked_type(node)
    for item in node.items:
        is_plain = not isinstance(item, nodes.StarExpr)
        if is_plain and isinstance(type_, mypy_types.Instance) and type_.args:
            check_flow(scope, item, type_.args[0])
    return tree.SetDisplay(
        span=scope.place,
        type=scope.type_of(node),
        items=[scope.expression(item) for item in node.items],
    )


# ---------------------------------------------------------------- what the checker leaves behind


def cast(scope: FunctionScope, node: nodes.CastExpr) -> tree.Expression:
    return tree.Cast(
        span=scope.place, type=scope.type(node.type), value=scope.expression(node.expr)
    )


def assert_type(scope: FunctionScope, node: nodes.AssertTypeExpr) -> tree.Expression:
    return scope.expression(node.expr)


# ---------------------------------------------------------------- refusals

REFUSED: dict[type[nodes.Expression], tuple[str, str, str]] = {
    nodes.ComplexExpr: ("G118", "complex numbers are not compiled", ""),
    nodes.EllipsisExpr: ("G101", "... is not compiled as a value", ""),
    nodes.TemplateStrExpr: ("G101", "template strings are not part of Python 3.11", ""),
    nodes.RevealExpr: ("G131", "reveal_type is for the type checker", "remove it"),
    nodes.TypeApplication: ("G131", "a generic type is used as a value", "name the class alone"),
    nodes.TypeAliasExpr: ("G131", "a type alias is used as a value", ""),
    nodes.TypeVarExpr: ("G131", "a type variable is used as a value", ""),
    nodes.ParamSpecExpr: ("G131", "a ParamSpec is used as a value", ""),
    nodes.TypeVarTupleExpr: ("G123", "TypeVarTuple is not compiled yet", ""),
    nodes.TypeFormExpr: ("G131", "a type form is used as a value", ""),
    nodes.NamedTupleExpr: ("G114", "namedtuple(...) as a call is not compiled", "write a class"),
    nodes.TypedDictExpr: ("G114", "TypedDict(...) is assigned to its name, at the top level", ""),
    nodes.EnumCallExpr: ("G114", "Enum(...) as a call is not compiled", "write a class"),
    nodes.NewTypeExpr: ("G114", "NewType(...) is assigned to its name, at the top level", ""),
}
"""Node class to code, message and hint."""


def refused(scope: FunctionScope, node: nodes.Expression) -> tree.Expression:
    code, message, hint = REFUSED[type(node)]
    raise Refused(code, message, hint)


def impossible(scope: FunctionScope, node: nodes.Expression) -> tree.Expression:
    """Nodes that mypy makes while it checks and that never stand in a finished tree."""
    raise scope.bug(f"mypy left a {type(node).__name__} in the tree")


IMPOSSIBLE: tuple[type[nodes.Expression], ...] = (
    nodes.PromoteExpr,
    nodes.TempNode,
    nodes.FakeExpression,
)
