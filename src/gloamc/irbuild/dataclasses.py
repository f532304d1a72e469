"""The methods that @dataclass makes, as typed tree: __repr__, __eq__, __hash__, __lt__ and so on.

Also the __hash__ of a class that defines only __eq__: it raises TypeError. They are methods like
any other afterwards: lowered only if something calls them. Knows no IR.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gloamc.frontend import tree

_BOOL = tree.Instance("builtins.bool")
_INT = tree.Instance("builtins.int")
_STR = tree.Instance("builtins.str")
_OBJECT = tree.Instance("builtins.object")
_ORDER = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
UNHASHABLE = "gloam.runtime.object.unhashable"


class _Maker:
    def __init__(
        self,
        definition: tree.Class,
        fields: Sequence[tuple[str, tree.Field]],
        descendants: Sequence[str],
    ) -> None:
        self.definition = definition
        self.fields = fields
        self.descendants = descendants
        self.span = definition.span
        self.type = tree.Instance(definition.full_name, tuple(definition.type_variables))

    def add(self, name: str, result: tree.Type, has_other: bool) -> list[tree.Variable]:
        """Give the class an empty method; its parameters."""
        full_name = f"{self.definition.full_name}.{name}"
        variables = [tree.Variable("self", self.type, full_name, is_parameter=True)]
        if has_other:
            variables.append(tree.Variable("other", _OBJECT, full_name, is_parameter=True))
        self.body: list[tree.Statement] = []
        self.definition.methods[name] = tree.Function(
            name, full_name, name, self.definition.module, self.span, tree.FunctionKind.METHOD,
            [tree.Parameter(v, tree.ParameterKind.NORMAL, None) for v in variables],
            result, False, False, (), self.body, owner_class=self.definition.full_name,
        )  # fmt: skip
        return variables

    def give(self, value: tree.Expression) -> None:
        self.body.append(tree.Return(span=self.span, value=value))

    def name(self, variable: tree.Variable, t: tree.Type) -> tree.Expression:
        return tree.LocalName(span=self.span, type=t, variable=variable)

    def field(self, variable: tree.Variable, owner: str, item: tree.Field) -> tree.Expression:
        return tree.Attribute(
            span=self.span, type=item.type, object=self.name(variable, self.type),
            name=item.name, kind=tree.AttributeKind.FIELD, owner=owner, declared=item.type,
        )  # fmt: skip

    def values(self, variable: tree.Variable) -> tree.Expression:
        items = [self.field(variable, owner, item) for owner, item in self.fields]
        kind = tree.TupleType(tuple(i.type for i in items))
        return tree.TupleDisplay(span=self.span, type=kind, items=items)

    def same_class(self, a: tree.Variable, b: tree.Variable) -> tree.Expression:
        """Whether both, of which `a` is of this class, are of exactly one class."""

        def is_a(variable: tree.Variable, name: str) -> tree.Expression:
            value = self.name(variable, _OBJECT if variable is b else self.type)
            return tree.IsInstance(span=self.span, type=_BOOL, value=value, classes=[name])

        result = is_a(b, self.definition.full_name)
        for name in self.descendants:
            same = tree.Comparison(
                span=self.span,
                type=_BOOL,
                operators=["=="],
                operands=[is_a(a, name), is_a(b, name)],
            )
            result = tree.BooleanOperation(
                span=self.span, type=_BOOL, operator="and", left=result, right=same
            )
        return result

    def compare(self, name: str, operator: str) -> None:
        a, b = self.add(name, _BOOL, has_other=True)
        compared = tree.Comparison(
            span=self.span, type=_BOOL, operators=[operator],
            operands=[self.values(a), self.values(b)],
        )  # fmt: skip
        inner: list[tree.Statement] = [tree.Return(span=self.span, value=compared)]
        condition = self.same_class(a, b)
        self.body.append(tree.If(span=self.span, condition=condition, then=inner, otherwise=[]))
        base = tree.SuperMethod(
            span=self.span, type=tree.CallableType((_OBJECT,), _BOOL), owner="builtins.object",
            name=name, self=a,
        )  # fmt: skip
        other = tree.Argument(tree.ArgumentKind.POSITIONAL, "", self.name(b, _OBJECT))
        self.give(tree.Call(span=self.span, type=_BOOL, callee=base, arguments=[other]))

    def call(self, function: str, argument: tree.Expression) -> None:
        callee = tree.FunctionName(
            span=self.span, type=tree.CallableType((_OBJECT,), _INT), name=function
        )
        values = [tree.Argument(tree.ArgumentKind.POSITIONAL, "", argument)]
        self.give(tree.Call(span=self.span, type=_INT, callee=callee, arguments=values))

    def represent(self) -> None:
        (own,) = self.add("__repr__", _STR, has_other=False)
        parts: list[str | tree.FormattedValue] = []
        text = self.definition.name + "("
        for owner, item in self.fields:
            parts.append(f"{text}{item.name}=")
            parts.append(tree.FormattedValue(self.field(own, owner, item), "r", ()))
            text = ", "
        parts.append(")" if self.fields else f"{text})")
        self.give(tree.FormattedString(span=self.span, type=_STR, parts=parts))


def add_methods(
    definition: tree.Class,
    classes: Mapping[str, tree.Class],
    descendants: Sequence[str],
) -> None:
    """Complete `definition.methods`; `descendants` are all classes below it."""
    own = set(definition.methods)
    options = definition.dataclass
    fields: dict[str, tuple[str, tree.Field]] = {}
    at: tree.Class | None = definition
    chain: list[tree.Class] = []
    while at is not None:
        chain.append(at)
        at = classes.get(at.base.name) if at.base is not None and at.base != _OBJECT else None
    for ancestor in reversed(chain):
        if ancestor.dataclass is not None:
            for item in ancestor.fields:
                fields[item.name] = (ancestor.full_name, item)
    maker = _Maker(definition, list(fields.values()), descendants)
    if options is not None and options.repr and "__repr__" not in own:
        maker.represent()
    if options is not None and options.eq and "__eq__" not in own:
        maker.compare("__eq__", "==")
    if options is not None and options.order:
        for name, operator in _ORDER.items():
            maker.compare(name, operator)
    if "__hash__" in own:
        return
    if options is not None and options.eq and options.frozen:
        (variable,) = maker.add("__hash__", _INT, has_other=False)
        maker.call("builtins.hash", maker.values(variable))
    elif "__eq__" in definition.methods:
        (variable,) = maker.add("__hash__", _INT, has_other=False)
        maker.call(UNHASHABLE, maker.name(variable, maker.type))
