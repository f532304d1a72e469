"""`P = namedtuple("P", ...)` and `P = NamedTuple("P", [...])`: the class that they make."""

from __future__ import annotations

from mypy import nodes

from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import OBJECT, Refused


def statement(
    scope: FunctionScope, call: nodes.CallExpr, info: nodes.TypeInfo
) -> list[tree.Statement]:
    if any(call.arg_names):
        raise Refused(
            "G114",
            "a namedtuple with options is not compiled",
            "write a class with typing.NamedTuple as its base, which has default values",
        )
    if info.tuple_type is None or info.defn.type_vars:
        raise Refused("G114", f"the items of {info.name} are not known", "write a class")
    names = info.metadata["namedtuple"]["fields"]
    fields = [
        tree.Field(name, scope.type(item), None, span=scope.place)
        for name, item in zip(names, info.tuple_type.items, strict=True)
    ]
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
    return [tree.ClassDefinition(span=scope.place, definition=definition)]
