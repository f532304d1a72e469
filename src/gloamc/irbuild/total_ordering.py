"""The comparisons that @total_ordering adds to a class, as typed tree. Knows no IR."""

from __future__ import annotations

from collections.abc import Mapping

from gloamc.frontend import tree
from gloamc.irbuild.representation import canonical

_BOOL = tree.Instance("builtins.bool")
_OBJECT = tree.Instance("builtins.object")
_REFUSAL = tree.Instance("builtins._NotImplementedType")
_PREFERRED = ("__lt__", "__le__", "__gt__", "__ge__")
_MADE_OF = {
    "__lt__": {"__gt__": ("!=", False), "__le__": ("==", True), "__ge__": ("", False)},
    "__le__": {"__ge__": ("==", False), "__lt__": ("!=", True), "__gt__": ("", False)},
    "__gt__": {"__lt__": ("!=", False), "__ge__": ("==", True), "__le__": ("", False)},
    "__ge__": {"__le__": ("==", False), "__gt__": ("!=", True), "__lt__": ("", False)},
}
"""What is asked, to what is made of it: the comparison that decides as well, and whether the answer
is taken as it is rather than negated."""


def add_methods(definition: tree.Class, classes: Mapping[str, tree.Class]) -> None:
    """Complete `definition.methods`, from the first comparison that it or a base has."""
    line = _line(definition, classes)
    root = next((n for n in _PREFERRED for c in line if n in c.methods), None)
    if root is None:
        return
    known = next(c.methods[root] for c in line if root in c.methods)
    for name, (other, is_kept) in _MADE_OF[root].items():
        if not any(name in c.methods for c in line):
            definition.methods[name] = _method(definition, name, known, other, is_kept)


def _line(definition: tree.Class, classes: Mapping[str, tree.Class]) -> list[tree.Class]:
    found: list[tree.Class] = []
    at: tree.Class | None = definition
    while at is not None and at.base is not None and canonical(at.full_name) != _OBJECT.name:
        found.append(at)
        at = classes.get(canonical(at.base.name))
    return found


def _method(
    definition: tree.Class, name: str, root: tree.Function, other: str, is_kept: bool
) -> tree.Function:
    """`answer = self.<root>(other)`; then NotImplemented as it is, else what the table says."""
    span, full_name = definition.span, f"{definition.full_name}.{name}"
    own_type = tree.Instance(definition.full_name, tuple(definition.type_variables))
    other_type = root.parameters[1].variable.type
    own = tree.Variable("self", own_type, full_name, is_parameter=True)
    given = tree.Variable("other", other_type, full_name, is_parameter=True)
    answer = tree.Variable("answer", _OBJECT, full_name)

    def read(variable: tree.Variable) -> tree.Expression:
        return tree.LocalName(span=span, type=variable.type, variable=variable)

    def literal(value: bool) -> tree.Statement:
        return tree.Return(span=span, value=tree.BoolLiteral(span=span, type=_BOOL, value=value))

    kind = tree.CallableType((other_type,), root.result)
    method = tree.AttributeKind.METHOD
    callee = tree.Attribute(
        read(own), root.name, method, definition.full_name, kind, span=span, type=kind
    )
    argument = tree.Argument(tree.ArgumentKind.POSITIONAL, "", read(given))
    asked = tree.Call(span=span, type=root.result, callee=callee, arguments=[argument])
    refusal = tree.GlobalName(
        span=span, type=_REFUSAL, name="builtins.NotImplemented", declared=_REFUSAL
    )
    is_refused = tree.Comparison(
        span=span, type=_BOOL, operators=["is"], operands=[read(answer), refusal]
    )
    body: list[tree.Statement] = [
        tree.Assignment(
            span=span,
            targets=[tree.LocalName(span=span, type=_OBJECT, variable=answer)],
            value=asked,
        ),
        tree.If(
            span=span,
            condition=is_refused,
            then=[tree.Return(span=span, value=refusal)],
            otherwise=[],
        ),
    ]
    if not other:
        negated = tree.Not(span=span, type=_BOOL, operand=read(answer))
        body.append(tree.Return(span=span, value=negated))
    else:
        compared = tree.Comparison(
            span=span, type=_BOOL, operators=[other], operands=[read(own), read(given)]
        )
        # The answer decides alone if it makes the result sure: true for "or", false for "and".
        is_or = other == "=="
        condition: tree.Expression = read(answer)
        if is_kept is not is_or:
            condition = tree.Not(span=span, type=_BOOL, operand=condition)
        body.append(tree.If(span=span, condition=condition, then=[literal(is_or)], otherwise=[]))
        body.append(tree.Return(span=span, value=compared))
    return tree.Function(
        name, full_name, name, definition.module, span, tree.FunctionKind.METHOD,
        [tree.Parameter(v, tree.ParameterKind.NORMAL, None) for v in (own, given)],
        tree.UnionType((_BOOL, _REFUSAL)), False, False, (), body,
        owner_class=definition.full_name,
    )  # fmt: skip
