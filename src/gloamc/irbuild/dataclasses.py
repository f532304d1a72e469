"""The methods that @dataclass makes, as typed tree: __repr__, __eq__, __hash__, __lt__ and so on.

Also the __hash__ of a class that defines only __eq__: it raises TypeError. They are methods like
any other afterwards: lowered only if something calls them. Knows no IR.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gloamc.frontend import tree
from gloamc.irbuild.representation import Environment, substitute

_BOOL = tree.Instance("builtins.bool")
_INT = tree.Instance("builtins.int")
_STR = tree.Instance("builtins.str")
_OBJECT = tree.Instance("builtins.object")
_REFUSAL = tree.Instance("builtins._NotImplementedType")
_ORDER = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
UNHASHABLE = "gloam.runtime.object.unhashable"


class _Maker:
    def __init__(
        self,
        definition: tree.Class,
        fields: Sequence[tuple[str, tree.Field, tree.Type]],
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

    def field(
        self, variable: tree.Variable, owner: str, item: tree.Field, t: tree.Type
    ) -> tree.Attribute:
        return tree.Attribute(
            span=self.span, type=t, object=self.name(variable, self.type),
            name=item.name, kind=tree.AttributeKind.FIELD, owner=owner, declared=t,
        )  # fmt: skip

    def values(self, variable: tree.Variable, *, hashed: bool = False) -> tree.Expression:
        def takes_part(item: tree.Field) -> bool:
            if item.is_init_var:
                return False
            return item.in_hash if hashed and item.in_hash is not None else item.in_compare

        items = [self.field(variable, *entry) for entry in self.fields if takes_part(entry[1])]
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
        a, b = self.add(name, tree.UnionType((_BOOL, _REFUSAL)), has_other=True)
        operands = [self.values(a), self.values(b)]
        condition = self.same_class(a, b)
        if self.definition.type_variables:  # what is laid out for other items is of the class too
            pair = [self.name(a, self.type), self.name(b, _OBJECT)]
            if all(item.in_compare for _, item, _ in self.fields):
                condition = self.called("gloam.runtime.records.are_alike", pair, _BOOL)
                kind = tree.Instance("builtins.tuple", (_OBJECT,))
                values = "gloam.runtime.records.values"
                operands = [self.called(values, [value], kind) for value in pair]
            else:
                condition = self.called("gloam.machine.is_of_same_class", pair, _BOOL)
        compared = tree.Comparison(
            span=self.span, type=_BOOL, operators=[operator], operands=operands
        )
        inner: list[tree.Statement] = [tree.Return(span=self.span, value=compared)]
        self.body.append(tree.If(span=self.span, condition=condition, then=inner, otherwise=[]))
        self.give(tree.GlobalName(
            span=self.span, type=_REFUSAL, name="builtins.NotImplemented", declared=_REFUSAL
        ))  # fmt: skip

    def called(
        self, function: str, values: Sequence[tree.Expression], result: tree.Type
    ) -> tree.Expression:
        callee = tree.FunctionName(
            span=self.span, type=tree.CallableType((_OBJECT,) * len(values), result), name=function
        )
        passed = [tree.Argument(tree.ArgumentKind.POSITIONAL, "", value) for value in values]
        return tree.Call(span=self.span, type=result, callee=callee, arguments=passed)

    def call(self, function: str, argument: tree.Expression) -> None:
        callee = tree.FunctionName(
            span=self.span, type=tree.CallableType((_OBJECT,), _INT), name=function
        )
        values = [tree.Argument(tree.ArgumentKind.POSITIONAL, "", argument)]
        self.give(tree.Call(span=self.span, type=_INT, callee=callee, arguments=values))

    def initialise(self, has_post_init: bool) -> None:
        """`__init__`: a parameter for each field, then __post_init__."""
        (own,) = self.add("__init__", tree.NoneType(), has_other=False)
        function = self.definition.methods["__init__"]
        assert isinstance(function.parameters, list)
        named: list[tree.Parameter] = []
        passed: list[tree.Argument] = []
        for owner, item, t in self.fields:
            place = self.field(own, owner, item, t)
            if not item.in_init:
                if item.default is not None:
                    self.assign(place, item.default)
                continue
            variable = tree.Variable(item.name, t, function.full_name, is_parameter=True)
            if item.is_init_var:
                argument = self.name(variable, t)
                passed.append(tree.Argument(tree.ArgumentKind.POSITIONAL, "", argument))
            else:
                self.assign(place, self.name(variable, t))
            if item.kw_only:
                kind = tree.ParameterKind.NAMED_ONLY
                named.append(tree.Parameter(variable, kind, item.default))
            else:
                kind = tree.ParameterKind.NORMAL
                function.parameters.append(tree.Parameter(variable, kind, item.default))
        function.parameters += named
        if has_post_init:
            callee = tree.Attribute(
                span=self.span, type=tree.CallableType((), tree.NoneType()),
                object=self.name(own, self.type), name="__post_init__",
                kind=tree.AttributeKind.METHOD, owner=self.definition.full_name,
                declared=tree.CallableType((), tree.NoneType()),
            )  # fmt: skip
            called = tree.Call(
                span=self.span, type=tree.NoneType(), callee=callee, arguments=passed
            )
            self.body.append(tree.ExpressionStatement(span=self.span, value=called))

    def assign(self, place: tree.Attribute, value: tree.Expression) -> None:
        self.body.append(tree.Assignment(span=self.span, targets=[place], value=value))

    def represent(self) -> None:
        (own,) = self.add("__repr__", _STR, has_other=False)
        parts: list[str | tree.FormattedValue] = []
        is_tuple = bool(self.definition.named_fields)
        text = (self.definition.name if is_tuple else self.definition.shown_name) + "("
        if self.descendants:
            callee = tree.FunctionName(
                span=self.span, type=tree.CallableType((_OBJECT,), _STR),
                name="gloam.machine.type_name" if is_tuple else "gloam.machine.type_qualified_name",
            )  # fmt: skip
            argument = tree.Argument(tree.ArgumentKind.POSITIONAL, "", self.name(own, self.type))
            called = tree.Call(span=self.span, type=_STR, callee=callee, arguments=[argument])
            parts.append(tree.FormattedValue(called, "", ()))
            text = "("
        shown = [e for e in self.fields if e[1].in_repr and not e[1].is_init_var]
        for owner, item, t in shown:
            parts.append(f"{text}{item.name}=")
            parts.append(tree.FormattedValue(self.field(own, owner, item, t), "r", ()))
            text = ", "
        parts.append(")" if shown else f"{text})")
        self.give(tree.FormattedString(span=self.span, type=_STR, parts=parts))


def add_methods(
    definition: tree.Class,
    classes: Mapping[str, tree.Class],
    descendants: Sequence[str],
) -> None:
    """Complete `definition.methods`; `descendants` are all classes below it."""
    own = set(definition.methods)
    options = definition.dataclass
    chain = _chain(definition, classes)
    fields: dict[str, tuple[str, tree.Field, tree.Type]] = {}
    for ancestor, environment in reversed(chain):
        if ancestor.dataclass is not None:
            for item in (f for f in ancestor.fields if not f.is_plain):
                t = substitute(item.type, environment)
                fields[item.name] = (ancestor.full_name, item, t)
    for item in definition.named_fields:
        fields[item.name] = (definition.full_name, item, item.type)
    maker = _Maker(definition, list(fields.values()), descendants)
    if definition.named_fields and "__repr__" not in own:
        maker.represent()
    if options is not None and options.init and "__init__" not in own:
        maker.initialise(any("__post_init__" in ancestor.methods for ancestor, _ in chain))
    if options is not None and options.repr and "__repr__" not in own:
        maker.represent()
    if options is not None and options.eq and "__eq__" not in own:
        maker.compare("__eq__", "==")
    if options is not None and options.order:
        for name, operator in _ORDER.items():
            maker.compare(name, operator)
    if "__hash__" in own:
        return
    if options is not None and (options.unsafe_hash or (options.eq and options.frozen)):
        (variable,) = maker.add("__hash__", _INT, has_other=False)
        maker.call("builtins.hash", maker.values(variable, hashed=True))
    elif "__eq__" in definition.methods:
        (variable,) = maker.add("__hash__", _INT, has_other=False)
        maker.call(UNHASHABLE, maker.name(variable, maker.type))


def _chain(
    definition: tree.Class, classes: Mapping[str, tree.Class]
) -> list[tuple[tree.Class, Environment]]:
    """A class and its bases, each with what its type variables stand for in terms of the class's
    own."""
    found: list[tuple[tree.Class, Environment]] = []
    at: tree.Class | None = definition
    environment: Environment = {v.name: v for v in definition.type_variables}
    while at is not None:
        found.append((at, environment))
        if at.base is None or at.base == _OBJECT:
            break
        base = substitute(at.base, environment)
        at = classes.get(at.base.name)
        if at is not None and isinstance(base, tree.Instance):
            names = [v.name for v in at.type_variables]
            environment = dict(zip(names, base.arguments, strict=False))
    return found
