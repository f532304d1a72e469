"""Decorators: those that the checker has dealt with, and those of the user, which are calls.

`@a` above `def f` binds `f` to what `a(f)` returns. At the top level of a module that is a global
variable, in a function a local one; a method keeps its place in the class, with a body that calls
what the decorator returned, so that subclasses may override it as any other.
"""

from __future__ import annotations

from mypy import nodes
from mypy import types as mypy_types

from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import BOOL, OBJECT, STR, Refused

IGNORED = frozenset(
    {
        "typing.override",
        "typing_extensions.override",
        "typing.final",
        "typing.overload",
        "abc.abstractmethod",
        "builtins.staticmethod",
        "builtins.classmethod",
        "builtins.property",
        "functools.cached_property",
        "functools.wraps",
    }
)
"""Decorators whose meaning mypy has put into the definition, or that change nothing that a compiled
program can see."""


def decorator_name(node: nodes.Expression) -> str:
    callee = node.callee if isinstance(node, nodes.CallExpr) else node
    return callee.fullname if isinstance(callee, nodes.RefExpr) else ""


def user_decorators(node: nodes.Decorator) -> list[nodes.Expression]:
    """What has to be called, outermost first."""
    return [
        decorator
        for decorator in node.original_decorators
        if decorator_name(decorator) not in IGNORED and not _is_accessor(node, decorator)
    ]


def is_innermost_decorated(node: nodes.Decorator) -> bool:
    """Whether @staticmethod or @classmethod is applied to what the user's decorators give."""
    return decorator_name(node.original_decorators[0]) in (
        "builtins.staticmethod",
        "builtins.classmethod",
    )


def _is_accessor(node: nodes.Decorator, decorator: nodes.Expression) -> bool:
    """`@name.setter` and `@name.deleter` of the property `name`."""
    return (
        isinstance(decorator, nodes.MemberExpr)
        and decorator.name in ("setter", "deleter")
        and isinstance(decorator.expr, nodes.NameExpr)
        and decorator.expr.name == node.func.name
    )


def decorated_name(function: nodes.Decorator) -> str:
    """The global variable that a decorated function of a module or class is bound to."""
    if function.func.info:
        return f"{function.func.info.fullname}.<decorated {function.name}>"
    return f"{function.fullname}.<decorated>"


_DISPATCHERS = ("functools._SingleDispatchCallable", "functools.singledispatchmethod")


def is_registration(scope: FunctionScope, node: nodes.Decorator) -> bool:
    """Whether it is a variant of a singledispatch function, of no name of its own."""
    return node.name == "_" and any(
        _dispatcher(scope, decorator) is not None for decorator in node.original_decorators
    )


def _dispatcher(scope: FunctionScope, node: nodes.Expression) -> nodes.Expression | None:
    """`f` of `f.register` and `f.register(C)`, if it is a singledispatch function."""
    callee = node.callee if isinstance(node, nodes.CallExpr) and len(node.args) == 1 else node
    if not isinstance(callee, nodes.MemberExpr) or callee.name != "register":
        return None
    found = mypy_types.get_proper_type(scope.program.expression_types.get(callee.expr))
    return callee.expr if _is_dispatcher(found) else None


def _is_dispatcher(found: mypy_types.ProperType | None) -> bool:
    return isinstance(found, mypy_types.Instance) and found.type.fullname in _DISPATCHERS


def _register_all(
    scope: FunctionScope, decorator: nodes.Expression, dispatcher: nodes.Expression,
    function: nodes.FuncDef,
) -> tuple[tree.Expression, list[tree.Expression]]:  # fmt: skip
    """The method that registers a variant, and the classes that it is for."""
    held = scope.expression(dispatcher)
    assert isinstance(held.type, tree.Instance)
    any_type, span = tree.AnyType(), scope.place
    type_ = tree.CallableType((OBJECT, any_type), any_type)
    callee = tree.Attribute(
        held, "_register_all", tree.AttributeKind.METHOD, held.type.name, type_,
        span=span, type=type_,
    )  # fmt: skip
    if isinstance(decorator, nodes.CallExpr):
        return callee, [scope.expression(decorator.args[0])]
    signature = function.type
    is_method = held.type.name.endswith("method")
    if isinstance(signature, mypy_types.CallableType) and len(signature.arg_types) > is_method:
        proper = mypy_types.get_proper_type(signature.arg_types[int(is_method)])
        members = proper.items if isinstance(proper, mypy_types.UnionType) else [proper]
        return callee, [_class_of(scope, member) for member in members]
    raise Refused("G106", "a variant of a singledispatch function without a parameter")


def _class_of(scope: FunctionScope, annotation: mypy_types.Type) -> tree.Expression:
    proper = mypy_types.get_proper_type(annotation)
    if isinstance(proper, mypy_types.TupleType):
        proper = proper.partial_fallback
    type_ = scope.type(proper)
    name = "builtins.NoneType" if isinstance(type_, tree.NoneType) else ""
    if isinstance(proper, mypy_types.Instance):
        name = scope.program.converter.class_name(proper.type)
    if not name:
        message = "the first parameter of a variant is annotated with something else than a class"
        raise Refused("G106", message, "name the class in register(...)")
    kind = tree.ClassObjectType(type_)
    return tree.ClassName(name, span=scope.place, type=kind)


def apply(
    scope: FunctionScope, node: nodes.Decorator, function: tree.Expression
) -> tree.Expression:
    """The calls of the decorators, innermost first, on the function that they decorate.

    The decorators are evaluated first, in the order in which they stand.
    """
    decorators = user_decorators(node)
    evaluated: list[tuple[tree.Expression, list[tree.Expression]]] = []
    for decorator in decorators:
        dispatcher = _dispatcher(scope, decorator)
        if dispatcher is None:
            evaluated.append((scope.expression(decorator), []))
            continue
        callee, classes = _register_all(scope, decorator, dispatcher, node.func)
        kind = tree.TupleType(tuple(c.type for c in classes))
        evaluated.append((callee, [tree.TupleDisplay(classes, span=scope.place, type=kind)]))
    result = function
    for decorator, (callee, before) in reversed(list(zip(decorators, evaluated, strict=True))):
        is_last = decorator is decorators[0]
        type_ = declared_type(scope, node) if is_last else _result(scope, decorator, function.type)
        positional = tree.ArgumentKind.POSITIONAL
        arguments = [tree.Argument(positional, "", value) for value in (*before, result)]
        result = tree.Call(
            span=scope.span(decorator), type=type_, callee=callee, arguments=arguments
        )
    return result


def declared_type(scope: FunctionScope, node: nodes.Decorator) -> tree.Type:
    """Of the name that is bound to what the decorators return."""
    if any(_dispatcher(scope, decorator) is not None for decorator in user_decorators(node)):
        return tree.AnyType()
    if node.var.type is None:
        raise Refused("G106", f"the type of the decorated {node.name} is not known")
    return scope.type(node.var.type)


def _result(scope: FunctionScope, node: nodes.Expression, function: tree.Type) -> tree.Type:
    """What a decorator that is not the outermost one returns: a function of some kind."""
    proper = mypy_types.get_proper_type(scope.program.expression_types.get(node))
    if isinstance(proper, mypy_types.CallableType) and not proper.is_type_obj():
        result = mypy_types.get_proper_type(proper.ret_type)
        if isinstance(result, mypy_types.Instance):
            return scope.type(result)
        return function
    if isinstance(proper, mypy_types.FunctionLike):
        return scope.type(proper.items[0].ret_type)
    return function


def forwarder(
    scope: FunctionScope, node: nodes.Decorator, plain: tree.Function, place: tree.GlobalName
) -> tree.Function:
    """A method with the parameters of the decorated one that calls what the decorators returned."""
    signature = mypy_types.get_proper_type(node.var.type)
    is_object = isinstance(signature, mypy_types.Instance)
    is_dispatcher = is_object and _is_dispatcher(signature)
    if is_object:
        # An object that is called with whatever the method is given, such as a cache of results.
        signature = mypy_types.get_proper_type(node.func.type)
    if not isinstance(signature, mypy_types.CallableType):
        raise Refused("G106", f"the decorator of method {node.name} returns no function")
    parameters: list[tree.Parameter] = []
    arguments: list[tree.Argument] = []
    owner, span = f"{plain.owner_class}.{node.name}", scope.place
    own = None if node.func.is_static else plain.parameters[0].variable

    def add(name: str, type_: tree.Type, kind: nodes.ArgKind) -> None:
        variable = tree.Variable(name, type_, owner, is_parameter=True)
        parameter_kind, argument_kind = _FORWARDED[kind]
        parameters.append(tree.Parameter(variable, parameter_kind, None))
        read = tree.LocalName(span=span, type=type_, variable=variable)
        shown = name if argument_kind is tree.ArgumentKind.NAMED else ""
        arguments.append(tree.Argument(argument_kind, shown, read))

    names = list(zip(signature.arg_types, signature.arg_kinds, signature.arg_names, strict=True))
    is_exact = all(kind in _EXACT for kind in signature.arg_kinds)
    if (
        not is_dispatcher
        and is_exact
        and (is_object or not any(signature.arg_names[0 if own is None else 1 :]))
    ):
        for index, (declared, kind, name) in enumerate(names):
            type_ = own.type if own is not None and index == 0 else scope.type(declared)
            if kind is nodes.ARG_STAR and not isinstance(declared, mypy_types.ParamSpecType):
                type_ = tree.Instance("builtins.tuple", (type_,))
            add(name or f"argument{index}", type_, kind)
    else:  # the decorator sees what was given, and how; what is left out is known behind it
        if own is not None:
            add(own.name, own.type, nodes.ARG_POS)
        add("arguments", tree.Instance("builtins.tuple", (OBJECT,)), nodes.ARG_STAR)
        add("names", tree.Instance("builtins.dict", (STR, OBJECT)), nodes.ARG_STAR2)
    result = scope.type(signature.ret_type)
    call = tree.Call(span=span, type=result, callee=place, arguments=arguments)
    function_kind = (
        tree.FunctionKind.PROPERTY if node.func.is_property else tree.FunctionKind.METHOD
    )
    if node.func.is_static:
        function_kind = tree.FunctionKind.STATIC
    elif node.func.is_class:
        function_kind = tree.FunctionKind.CLASS
    function = tree.Function(
        name=node.name,
        full_name=owner,
        qualified_name="",
        module=plain.module,
        span=span,
        kind=function_kind,
        parameters=parameters,
        result=result,
        is_async=False,
        is_generator=False,
        type_variables=[],
        body=[tree.Return(span=span, value=call)],
        owner_class=plain.owner_class,
        is_forwarder=True,
    )
    scope.module.functions[owner] = function
    return function


_EXACT = (nodes.ARG_POS, nodes.ARG_STAR, nodes.ARG_NAMED)
"""Parameters that cannot be left out."""
_FORWARDED = {
    nodes.ARG_STAR2: (tree.ParameterKind.DOUBLE_STAR, tree.ArgumentKind.DOUBLE_STAR),
    nodes.ARG_POS: (tree.ParameterKind.NORMAL, tree.ArgumentKind.POSITIONAL),
    nodes.ARG_STAR: (tree.ParameterKind.STAR, tree.ArgumentKind.STAR),
    nodes.ARG_NAMED: (tree.ParameterKind.NAMED_ONLY, tree.ArgumentKind.NAMED),
}


# ---------------------------------------------------------------- cached properties


def is_cached(node: nodes.Decorator) -> bool:
    return any(decorator_name(d) == "functools.cached_property" for d in node.original_decorators)


def cached_property(
    scope: FunctionScope, plain: tree.Function, name: str, result: tree.Type
) -> tuple[list[tree.Field], list[tree.Function]]:
    """A property that keeps what the method `plain` gave: the attributes in which it does so, and
    its getter, setter and deleter."""
    span, owner = scope.place, plain.owner_class
    made = tree.Field(
        f"<is cached {name}>", BOOL, tree.BoolLiteral(span=span, type=BOOL, value=False)
    )
    held = tree.Field(f"<cached {name}>", result, None)
    for item in (made, held):
        item.is_plain, item.span = True, span

    def accessor(
        kind: tree.FunctionKind, method: str, returned: tree.Type, given: tree.Type | None
    ) -> tuple[tree.Function, list[tree.Statement], list[tree.Variable]]:
        full_name = f"{owner}.{method}"
        types = [plain.parameters[0].variable.type, *([given] if given is not None else [])]
        variables = [
            tree.Variable(n, t, full_name, is_parameter=True)
            for n, t in zip(("self", "value"), types, strict=False)
        ]
        body: list[tree.Statement] = []
        function = tree.Function(
            name=method, full_name=full_name, qualified_name="", module=plain.module, span=span,
            kind=kind,
            parameters=[tree.Parameter(v, tree.ParameterKind.NORMAL, None) for v in variables],
            result=returned, is_async=False, is_generator=False, type_variables=[], body=body,
            owner_class=owner, is_forwarder=True,
        )  # fmt: skip
        scope.module.functions[full_name] = function
        return function, body, variables

    def read(variable: tree.Variable) -> tree.LocalName:
        return tree.LocalName(span=span, type=variable.type, variable=variable)

    def place(own: tree.Variable, item: tree.Field) -> tree.Attribute:
        kind = tree.AttributeKind.FIELD
        return tree.Attribute(
            read(own), item.name, kind, owner, item.type, span=span, type=item.type
        )

    def mark(own: tree.Variable, is_set: bool) -> tree.Statement:
        value = tree.BoolLiteral(span=span, type=BOOL, value=is_set)
        return tree.Assignment(span=span, targets=[place(own, made)], value=value)

    getter, body, (own,) = accessor(tree.FunctionKind.PROPERTY, name, result, None)
    method = tree.AttributeKind.METHOD
    kind = tree.CallableType((), result)
    callee = tree.Attribute(read(own), plain.name, method, owner, kind, span=span, type=kind)
    computed = tree.Call(span=span, type=result, callee=callee, arguments=[])
    compute: list[tree.Statement] = [
        tree.Assignment(span=span, targets=[place(own, held)], value=computed),
        mark(own, True),
    ]
    missing = tree.Not(span=span, type=BOOL, operand=place(own, made))
    body.append(tree.If(span=span, condition=missing, then=compute, otherwise=[]))
    body.append(tree.Return(span=span, value=place(own, held)))
    nothing = tree.NoneType()
    setter, body, (own, value) = accessor(
        tree.FunctionKind.SETTER, f"<set {name}>", nothing, result
    )
    body.append(tree.Assignment(span=span, targets=[place(own, held)], value=read(value)))
    body.append(mark(own, True))
    deleter, body, (own,) = accessor(tree.FunctionKind.DELETER, f"<delete {name}>", nothing, None)
    unset = tree.Raise(span=span, exception=_attribute_error(read(own), name), cause=None)
    missing = tree.Not(span=span, type=BOOL, operand=place(own, made))
    body.append(tree.If(span=span, condition=missing, then=[unset], otherwise=[]))
    body.append(mark(own, False))
    return [made, held], [getter, setter, deleter]


def _attribute_error(own: tree.Expression, name: str) -> tree.Expression:
    kind, span = tree.Instance("builtins.AttributeError"), own.span
    callee = tree.ClassName(span=span, type=tree.ClassObjectType(kind), name=kind.name)
    made = tree.FunctionName(
        span=span, type=tree.CallableType((OBJECT,), STR), name="gloam.machine.type_qualified_name"
    )
    shown = tree.Call(
        span=span,
        type=STR,
        callee=made,
        arguments=[tree.Argument(tree.ArgumentKind.POSITIONAL, "", own)],
    )
    parts: list[str | tree.FormattedValue] = [
        "'",
        tree.FormattedValue(shown, "", ()),
        f"' object has no attribute '{name}'",
    ]
    text = tree.FormattedString(span=span, type=STR, parts=parts)
    argument = tree.Argument(tree.ArgumentKind.POSITIONAL, "", text)
    return tree.Call(span=span, type=kind, callee=callee, arguments=[argument])
