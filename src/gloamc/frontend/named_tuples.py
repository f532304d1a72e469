"""`P = namedtuple("P", ...)` and `P = NamedTuple("P", [...])`: the class that they make."""

from __future__ import annotations

from mypy import nodes

from gloamc.frontend import tree
from gloamc.frontend.kept_values import kept
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import OBJECT, Refused


def statement(
    scope: FunctionScope, call: nodes.CallExpr, info: nodes.TypeInfo
) -> list[tree.Statement]:
    if any(name not in (None, "defaults") for name in call.arg_names):
        raise Refused(
            "G114",
            "a namedtuple with other options than defaults is not compiled",
            "write a class with typing.NamedTuple as its base, which has default values",
        )
    if info.tuple_type is None or info.defn.type_vars:
        raise Refused("G114", f"the items of {info.name} are not known", "write a class")
    names = info.metadata["namedtuple"]["fields"]
    fields = [
        tree.Field(name, scope.type(item), None, span=scope.place)
        for name, item in zip(names, info.tuple_type.items, strict=True)
    ]
    for field, value in _defaults(call, fields):
        name = f"{info.fullname}.<default {field.name}>"
        field.default = kept(scope, value, field.type, name)
    before = scope.take_pending()
    definition = tree.Class(
        name=info.name.partition("@")[0],
        full_name=info.fullname,
        module=scope.module.name,
        span=scope.place,
        qualified_name=info.name.partition("@")[0],
        base=tree.Instance("builtins.tuple", (OBJECT,)),
        type_variables=[],
        fields=[],
        named_fields=fields,
        methods={},
        class_variables={},
        body=[],
        is_abstract=False,
        is_protocol=False,
    )
    scope.program.class_infos[info.fullname] = info
    scope.module.classes[info.fullname] = definition
    return [*before, tree.ClassDefinition(span=scope.place, definition=definition)]


def _defaults(
    call: nodes.CallExpr, fields: list[tree.Field]
) -> list[tuple[tree.Field, nodes.Expression]]:
    """The last fields, with the values that `defaults=` gives them."""
    for value, name in zip(call.args, call.arg_names, strict=True):
        if name == "defaults" and isinstance(value, nodes.TupleExpr | nodes.ListExpr):
            return list(zip(fields[len(fields) - len(value.items) :], value.items, strict=True))
    return []
