"""Function definitions: parameters, results, decorators, bodies; nested functions and lambdas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from mypy import nodes
from mypy import types as mypy_types
from mypy.traverser import all_return_statements

from gloamc.diagnostics import InternalError
from gloamc.frontend import decorators, tree
from gloamc.frontend.binary_methods import BINARY_METHODS, may_be_not_implemented
from gloamc.frontend.flow import check_flow
from gloamc.frontend.kept_values import expected, is_literal, kept
from gloamc.frontend.names import NOT_IMPLEMENTED
from gloamc.frontend.scope import FunctionScope, ModuleScope
from gloamc.frontend.statements import block
from gloamc.frontend.types import STR, Refused

# ---------------------------------------------------------------- statements


def function_statement(scope: FunctionScope, node: nodes.FuncDef) -> list[tree.Statement]:
    """`def` as a statement: registers a module-level function, binds a nested one."""
    if scope.function is None:
        if scope.nesting or node.is_conditional:
            raise _conditional(node.name)
        add_function(scope, node, kind=tree.FunctionKind.FUNCTION)
        return scope.take_pending()
    function = add_function(scope, node, kind=tree.FunctionKind.FUNCTION)
    variable = scope.variables.get(node)
    if variable is None:
        assert node.type is not None
        variable = tree.Variable(node.name, scope.type(node.type), scope.full_name)
        scope.variables[node] = variable
    variable.owner = scope.full_name
    return [tree.FunctionDefinition(span=scope.place, function=function, variable=variable)]


def decorated_statement(scope: FunctionScope, node: nodes.Decorator) -> list[tree.Statement]:
    if not decorators.user_decorators(node):
        with scope.at(node.func):
            found = function_statement(scope, node.func)
        for statement in found:
            if isinstance(statement, tree.FunctionDefinition):
                statement.function.named_after = _named_after(scope, node)
        return found
    declared = decorators.declared_type(scope, node)
    function_type = node.func.type
    assert function_type is not None
    if scope.function is not None:
        return _decorated_local(scope, node, declared, scope.type(function_type))
    if scope.nesting or node.func.is_conditional:
        raise _conditional(node.name)
    is_nameless = decorators.is_registration(scope, node)
    unique = f"_:{node.line}" if is_nameless else ""
    with scope.at(node.func) as span:
        made = add_function(scope, node.func, kind=tree.FunctionKind.FUNCTION, name=unique)
        result = scope.take_pending()
    plain = tree.FunctionName(span=span, type=scope.type(function_type), name=made.full_name)
    name = decorators.decorated_name(node)
    place = tree.GlobalName(span=span, type=declared, name=name, declared=declared)
    value = decorators.apply(scope, node, plain)
    if is_nameless:
        return [*result, tree.ExpressionStatement(span=span, value=value)]
    return [*result, tree.Assignment(span=span, targets=[place], value=value)]


def _named_after(scope: FunctionScope, node: nodes.Decorator) -> tree.Expression | None:
    """What @functools.wraps gives the function the name of."""
    for decorator in node.original_decorators:
        if isinstance(decorator, nodes.CallExpr) and decorator.args:
            if decorators.decorator_name(decorator) == "functools.wraps":
                return scope.expression(decorator.args[0])
    return None


def _decorated_local(
    scope: FunctionScope, node: nodes.Decorator, declared: tree.Type, plain_type: tree.Type
) -> list[tree.Statement]:
    """A nested function that is decorated: its name is bound to the result."""
    variable = scope.variables.get(node.func)
    if variable is None:
        variable = tree.Variable(node.name, declared, scope.full_name)
        scope.variables[node.func] = variable
    variable.owner = scope.full_name
    plain = tree.Variable(f"<plain {node.name}>", plain_type, scope.full_name)
    with scope.at(node.func) as span:
        function = add_function(scope, node.func, kind=tree.FunctionKind.FUNCTION)
    function.named_after = _named_after(scope, node)
    read = tree.LocalName(span=span, type=plain_type, variable=plain)
    place = tree.LocalName(span=span, type=declared, variable=variable)
    value = decorators.apply(scope, node, read)
    return [
        tree.FunctionDefinition(span=span, function=function, variable=plain),
        tree.Assignment(span=span, targets=[place], value=value),
    ]


def overloaded_statement(
    scope: FunctionScope, node: nodes.OverloadedFuncDef
) -> list[tree.Statement]:
    implementation = overload_implementation(node)
    with scope.at(implementation):
        result = function_statement(scope, implementation)
    for name in (f"{scope.module.name}.{node.name}", f"{scope.full_name}.<locals>.{node.name}"):
        if name in scope.module.functions:
            scope.module.functions[name].is_overloaded = True
    return result


def overload_implementation(node: nodes.OverloadedFuncDef) -> nodes.FuncDef:
    """What runs whichever variant is called."""
    found = node.impl.func if isinstance(node.impl, nodes.Decorator) else node.impl
    if not any(isinstance(item, nodes.Decorator) and item.is_overload for item in node.items):
        raise _conditional(node.name)
    if found is None or (
        isinstance(node.impl, nodes.Decorator) and decorators.user_decorators(node.impl)
    ):
        raise Refused(
            "G122",
            f"the implementation of the overloaded {node.name} is decorated or missing",
            "decorate a function that is not overloaded",
        )
    return found


def _conditional(name: str) -> Refused:
    return Refused(
        "G126",
        f"{name} is defined more than once or under a condition",
        "define it once, at the top level, and put the condition into its body",
    )


# ---------------------------------------------------------------- functions


def add_function(
    scope: FunctionScope,
    node: nodes.FuncDef,
    *,
    kind: tree.FunctionKind,
    owner: nodes.TypeInfo | None = None,
    name: str = "",
) -> tree.Function:
    """Convert a definition and register it under its full name in the module.

    `name` is another name than that of the `def`.
    """
    name = name or node.name
    if scope.function is not None:
        full_name = f"{scope.full_name}.<locals>.{name}"
    else:
        full_name = f"{owner.fullname if owner else scope.module.name}.{name}"
    if full_name in scope.module.functions:
        raise _conditional(node.name)
    signature = node.type
    if not isinstance(signature, mypy_types.CallableType):
        raise scope.bug(f"{full_name} has no signature")
    _check_guard(signature)
    inner = FunctionScope(
        scope.module,
        full_name=full_name,
        outer=scope if scope.is_in_function else None,
        function=node,
        owner=owner,
    )
    inner.place = scope.place
    parameters = _parameters(scope, inner, node, kind)
    inner.result = _awaited_result(node, signature)
    function = tree.Function(
        name=name,
        full_name=full_name,
        qualified_name=node.name,
        module=scope.module.name,
        span=scope.place,
        kind=kind,
        parameters=parameters,
        result=_result_type(scope, inner, node),
        is_async=node.is_coroutine,
        is_generator=node.is_generator,
        type_variables=_type_variables(scope, signature),
        body=_body(scope, inner, node),
        owner_class=owner.fullname if owner else "",
        enclosing=scope.full_name if scope.function is not None else "",
        is_abstract=node.abstract_status != nodes.NOT_ABSTRACT,
    )
    scope.module.functions[full_name] = function
    return function


def _check_guard(signature: mypy_types.CallableType) -> None:
    """Refuse a TypeGuard of what no object tells of itself: the types of a container's items."""
    if signature.type_guard is None:
        return
    guarded = mypy_types.get_proper_type(signature.type_guard)
    items = guarded.items if isinstance(guarded, mypy_types.UnionType) else [guarded]
    for item in map(mypy_types.get_proper_type, items):
        if not isinstance(item, mypy_types.NoneType | mypy_types.Instance) or (
            isinstance(item, mypy_types.Instance) and item.args
        ):
            raise Refused(
                "G142",
                f"a TypeGuard of {item}: only a class can be told",
                "make a new container of the narrower type, item by item",
            )


def _result_type(scope: FunctionScope, inner: FunctionScope, node: nodes.FuncDef) -> tree.Type:
    """The declared result, with NotImplemented if a binary method may return it."""
    assert inner.result is not None
    result = scope.type(inner.result)
    if node.name in BINARY_METHODS and inner.owner is not None:
        returned = [statement.expr for statement in all_return_statements(node.body)]
        inner.may_refuse = any(may_be_not_implemented(value) for value in returned)
        if inner.may_refuse:
            items = result.items if isinstance(result, tree.UnionType) else (result,)
            return tree.UnionType((*items, tree.Instance(NOT_IMPLEMENTED)))
    return result


def _awaited_result(
    node: nodes.FuncDef, signature: mypy_types.CallableType
) -> mypy_types.ProperType:
    result = mypy_types.get_proper_type(signature.ret_type)
    is_awaited = node.is_coroutine and not node.is_async_generator
    if is_awaited and isinstance(result, mypy_types.Instance):
        return mypy_types.get_proper_type(result.args[2])
    return result


def _type_variables(
    scope: FunctionScope, signature: mypy_types.CallableType
) -> list[tree.TypeVarType]:
    converted = [scope.type(variable) for variable in signature.variables]
    return [variable for variable in converted if isinstance(variable, tree.TypeVarType)]


_PARAMETER_KINDS = {
    nodes.ARG_POS: tree.ParameterKind.NORMAL,
    nodes.ARG_OPT: tree.ParameterKind.NORMAL,
    nodes.ARG_NAMED: tree.ParameterKind.NAMED_ONLY,
    nodes.ARG_NAMED_OPT: tree.ParameterKind.NAMED_ONLY,
    nodes.ARG_STAR: tree.ParameterKind.STAR,
    nodes.ARG_STAR2: tree.ParameterKind.DOUBLE_STAR,
}


def _parameters(
    outer: FunctionScope,
    scope: FunctionScope,
    node: nodes.FuncItem,
    kind: tree.FunctionKind,
) -> list[tree.Parameter]:
    signature = node.type
    assert isinstance(signature, mypy_types.CallableType)
    result: list[tree.Parameter] = []
    for argument, declared in zip(node.arguments, signature.arg_types, strict=True):
        with outer.at(argument):
            type_ = _parameter_type(scope, argument.kind, declared)
            variable = tree.Variable(argument.variable.name, type_, scope.full_name, True)
            scope.variables[argument.variable] = variable
            parameter_kind = _PARAMETER_KINDS[argument.kind]
            if argument.pos_only and parameter_kind is tree.ParameterKind.NORMAL:
                parameter_kind = tree.ParameterKind.POSITIONAL_ONLY
            default = None
            if argument.initializer is not None:
                check_flow(outer, argument.initializer, declared)
                default = _default(outer, scope, argument, type_)
            result.append(tree.Parameter(variable, parameter_kind, default))
    if kind not in (tree.FunctionKind.FUNCTION, tree.FunctionKind.STATIC) and result:
        scope.self_variable = result[0].variable
    return result


def _parameter_type(
    scope: FunctionScope, kind: nodes.ArgKind, declared: mypy_types.Type
) -> tree.Type:
    type_ = scope.type(declared)
    proper = mypy_types.get_proper_type(declared)
    if isinstance(proper, mypy_types.ParamSpecType):
        return type_  # P.args and P.kwargs are a tuple and a dict already
    if kind is nodes.ARG_STAR:
        if isinstance(proper, mypy_types.UnpackType):
            raise Refused("G123", "*args: *Ts is not compiled yet", "give all of them one type")
        return tree.Instance("builtins.tuple", (type_,))
    if kind is nodes.ARG_STAR2:
        return tree.Instance("builtins.dict", (STR, type_))
    return type_


def _default(
    outer: FunctionScope, scope: FunctionScope, argument: nodes.Argument, type_: tree.Type
) -> tree.Expression:
    """A default value: a constant, or what is evaluated once, when the definition runs."""
    value = argument.initializer
    assert value is not None
    if outer.module.name in outer.program.library:
        return constant(outer, value)
    if outer.function is not None:
        return expected(outer, value, type_)
    name = f"{scope.full_name}.<default {argument.variable.name}>"
    if outer.is_in_function and not is_literal(value):
        raise Refused(
            "G117",
            f"{argument.variable.name} of a method in a class in a function has a default value "
            "that is computed",
            "use None, and make the value in the body",
        )
    return kept(outer, value, type_, name)


# ---------------------------------------------------------------- constants


def constant(scope: FunctionScope, node: nodes.Expression) -> tree.Expression:
    """A value of our library, parts of which run without initialisers: evaluating it again at each
    use cannot be told from keeping it."""
    if not _is_constant(node):
        raise Refused("G112", "a value of the library must be a constant", "", scope.span(node))
    return scope.expression(node)


def _is_constant(node: nodes.Expression) -> bool:
    match node:
        case nodes.IntExpr() | nodes.FloatExpr() | nodes.StrExpr() | nodes.BytesExpr():
            return True
        case nodes.UnaryExpr():
            return _is_constant(node.expr)
        case nodes.OpExpr():
            return _is_constant(node.left) and _is_constant(node.right)
        case nodes.TupleExpr():
            return all(_is_constant(item) for item in node.items)
        case nodes.CallExpr():
            name = node.callee.fullname if isinstance(node.callee, nodes.RefExpr) else ""
            return name.startswith("gloam.machine.") and all(map(_is_constant, node.args))
        case nodes.RefExpr():
            return _is_constant_reference(node)
    return False


def _is_constant_reference(node: nodes.RefExpr) -> bool:
    if node.fullname in ("builtins.None", "builtins.True", "builtins.False"):
        return True
    if isinstance(node.node, nodes.Var):
        return node.node.is_final
    if isinstance(node, nodes.MemberExpr) and isinstance(node.expr, nodes.RefExpr):
        owner = node.expr.node
        return isinstance(owner, nodes.TypeInfo) and node.name in owner.enum_members
    return isinstance(node.node, nodes.FuncDef | nodes.TypeInfo)


# ---------------------------------------------------------------- bodies


class LazyBody(Sequence[tree.Statement]):
    """The body of a library function: converted when somebody looks at it.

    Most of the library is not reachable from any one program.
    """

    __slots__ = ("_convert", "_statements")

    def __init__(self, convert: Callable[[], list[tree.Statement]]) -> None:
        self._convert: Callable[[], list[tree.Statement]] | None = convert
        self._statements: list[tree.Statement] = []

    def _force(self) -> list[tree.Statement]:
        if self._convert is not None:
            convert, self._convert = self._convert, None
            self._statements = convert()
        return self._statements

    def __len__(self) -> int:
        return len(self._force())

    def __iter__(self) -> Iterator[tree.Statement]:
        return iter(self._force())

    @overload
    def __getitem__(self, index: int) -> tree.Statement: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tree.Statement]: ...
    def __getitem__(self, index: int | slice) -> tree.Statement | Sequence[tree.Statement]:
        return self._force()[index]


def _body(
    outer: FunctionScope, scope: FunctionScope, node: nodes.FuncDef
) -> Sequence[tree.Statement]:
    def convert() -> list[tree.Statement]:
        return block(scope, node.body)

    if scope.module.name not in scope.program.library or outer.function is not None:
        return convert()
    return LazyBody(lambda: library_body(scope.module, convert))


def library_body(
    module: ModuleScope, convert: Callable[[], list[tree.Statement]]
) -> list[tree.Statement]:
    """Convert a part of the library: a refusal there is our bug."""
    statements = convert()
    if module.diagnostics:
        found = module.diagnostics[0]
        raise InternalError(
            f"{found.path}:{found.line}: library code is refused: {found.code} {found.message}"
        )
    return statements


# ---------------------------------------------------------------- lambdas


def lambda_(scope: FunctionScope, node: nodes.LambdaExpr) -> tree.Expression:
    span = scope.place
    owner = scope.full_name if scope.function is not None else scope.module.name
    separator = ".<locals>." if scope.function is not None else "."
    full_name = f"{owner}{separator}<lambda:{span.line}:{span.column}>"
    signature = scope.checked_type(node)
    if not isinstance(signature, mypy_types.CallableType):
        raise scope.bug(f"a lambda has the type {signature}")
    inner = FunctionScope(scope.module, full_name=full_name, outer=scope, function=node)
    parameters = _lambda_parameters(scope, inner, node, signature)
    body = node.expr()
    function = tree.Function(
        name="<lambda>",
        full_name=full_name,
        qualified_name="<lambda>",
        module=scope.module.name,
        span=span,
        kind=tree.FunctionKind.FUNCTION,
        parameters=parameters,
        result=scope.type(signature.ret_type),
        is_async=False,
        is_generator=False,
        type_variables=[],
        body=[tree.Return(span=scope.span(body), value=inner.expression(body))],
        enclosing=owner if scope.function is not None else "",
    )
    scope.module.functions[full_name] = function
    return tree.Lambda(span=span, type=scope.type(signature), function=function)


def _lambda_parameters(
    outer: FunctionScope,
    scope: FunctionScope,
    node: nodes.LambdaExpr,
    signature: mypy_types.CallableType,
) -> list[tree.Parameter]:
    result: list[tree.Parameter] = []
    for argument, declared in zip(node.arguments, signature.arg_types, strict=True):
        type_ = _parameter_type(scope, argument.kind, declared)
        variable = tree.Variable(argument.variable.name, type_, scope.full_name, True)
        scope.variables[argument.variable] = variable
        default = None
        if argument.initializer is not None:
            default = expected(outer, argument.initializer, type_)
        result.append(tree.Parameter(variable, _PARAMETER_KINDS[argument.kind], default))
    return result
