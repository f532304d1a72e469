"""`Color = Enum("Color", "RED GREEN")`: the class that it makes."""

from __future__ import annotations

from mypy import nodes

from gloamc.frontend import tree
from gloamc.frontend.class_bases import order_of, value_base
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import INT, STR, Refused

_OPTIONS = ("value", "names", "start")


def statement(
    scope: FunctionScope, call: nodes.CallExpr, made: nodes.EnumCallExpr
) -> list[tree.Statement]:
    info = made.info
    if scope.is_in_function or scope.nesting:
        raise Refused(
            "G114", f"{info.name} is an enum made by a call, not at the top level", "move it there"
        )
    if any(name is not None and name not in _OPTIONS for name in call.arg_names):
        raise Refused(
            "G114", "an enum made by a call with a type of its values", "write a class statement"
        )
    base = value_base(info)
    assert base is not None
    values = _values(scope, call, made, base)
    full_name, declared = info.fullname, tree.Instance(info.fullname)
    body: list[tree.Statement] = []
    for name, value in zip(made.items, values, strict=True):
        place = tree.GlobalName(f"{full_name}.{name}", declared, span=scope.place, type=declared)
        body.append(tree.Assignment(span=scope.place, targets=[place], value=value))
    definition = tree.Class(
        name=info.name,
        full_name=full_name,
        module=scope.module.name,
        span=scope.place,
        qualified_name=info.name,
        base=base,
        type_variables=[],
        fields=[],
        methods={},
        class_variables=dict.fromkeys(made.items, declared),
        body=body,
        is_abstract=False,
        is_protocol=False,
        order=order_of(scope, info),
        enum_members=list(made.items),
        is_enum=True,
    )
    scope.program.class_infos[full_name] = info
    scope.module.classes[full_name] = definition
    return [tree.ClassDefinition(span=scope.place, definition=definition)]


def _values(
    scope: FunctionScope, call: nodes.CallExpr, made: nodes.EnumCallExpr, base: tree.Instance
) -> list[tree.Expression]:
    """What is given for each name, otherwise a count, powers of two for flags, or the name."""
    start = 1
    for given, option in zip(call.args, call.arg_names, strict=True):
        if option == "start":
            if not isinstance(given, nodes.IntExpr):
                raise Refused("G114", "the first value of an enum is computed", "write a class")
            start = given.value
    short = base.name.rpartition(".")[2]
    result: list[tree.Expression] = []
    for index, (name, value) in enumerate(zip(made.items, made.values, strict=True)):
        if value is not None:
            result.append(scope.expression(value))
        elif short == "StrEnum":
            result.append(tree.StrLiteral(name.lower(), span=scope.place, type=STR))
        elif short in ("FlagMember", "IntFlag"):
            number = start << index
            result.append(tree.IntLiteral(number, span=scope.place, type=INT))
        else:
            result.append(tree.IntLiteral(start + index, span=scope.place, type=INT))
    return result
