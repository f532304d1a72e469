"""Calls: callees, arguments, and the calls that are not calls (isinstance, casts, any and all)."""

from __future__ import annotations

import dataclasses

from mypy import nodes
from mypy import types as mypy_types
from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype

from gloamc.frontend import attributes_by_name, tree
from gloamc.frontend.comprehensions import generator_as
from gloamc.frontend.embedding import embedded, is_embedding
from gloamc.frontend.flow import (
    check_types,
    is_promoted,
    is_unsure,
    note_promotion,
    settle_display,
)
from gloamc.frontend.generics import class_arguments, function_arguments, variant_arguments
from gloamc.frontend.getters import getter, is_getter
from gloamc.frontend.names import (
    check_implemented,
    find_member,
    is_asked,
    is_property,
    is_static,
)
from gloamc.frontend.overloads import actuals_of, called_signature, note_class_arguments
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.strings import formatted, is_formatted
from gloamc.frontend.types import BOOL, STR, TYPED_DICT, Refused

SHORT_CIRCUIT = {"builtins.any": "any", "builtins.all": "all"}
"""Functions of a generator expression that stop early: a Comprehension kind of their own."""

READS_ALL = frozenset(
    f"builtins.{name}"
    for name in ("list", "tuple", "dict", "set", "frozenset", "bytes", "sorted", "str.join")
)
"""Functions and classes that read a generator expression to its end before anything else happens:
for them building the list first cannot be told from the generator."""

FOLDS = frozenset(f"builtins.{name}" for name in ("sum", "min", "max"))
"""Functions that work on each element of a generator expression as it comes: kind "each"."""


def call(scope: FunctionScope, node: nodes.CallExpr) -> tree.Expression:
    if node.analyzed is not None:
        return scope.expression(node.analyzed)
    if is_formatted(node):
        return formatted(scope, node)
    full_name = node.callee.fullname if isinstance(node.callee, nodes.RefExpr) else ""
    if full_name == "builtins.isinstance":
        return is_instance(scope, node)
    if is_embedding(full_name):
        return embedded(scope, node, full_name)
    if is_getter(full_name):
        return getter(scope, node, full_name)
    if attributes_by_name.is_by_name(full_name):
        return attributes_by_name.by_name(scope, node, full_name)
    if isinstance(node.callee, nodes.RefExpr) and is_new_type(node.callee.node):
        return scope.expression(node.args[0])
    generator = _sole_generator(node)
    if generator is not None and full_name in SHORT_CIRCUIT:
        return generator_as(scope, generator, SHORT_CIRCUIT[full_name], BOOL)
    span, type_ = scope.place, scope.type_of(node)
    if isinstance(node.callee, nodes.RefExpr) and is_typed_dict(node.callee.node):
        return _typed_dict(scope, node)
    if full_name == "builtins.abs":  # of an int | float it is an int in a place of a float
        note_promotion(scope, scope.checked_type(node.args[0]), scope.checked_type(node))
    callee = _callee(scope, node)
    note_class_arguments(scope, node)
    return tree.Call(
        span=span,
        type=type_,
        callee=callee,
        arguments=_arguments(scope, node, full_name),
        type_arguments=_type_arguments(scope, node),
    )


def is_new_type(symbol: nodes.SymbolNode | None) -> bool:
    """A class that NewType made: calling it gives what it was given."""
    return isinstance(symbol, nodes.TypeInfo) and symbol.is_newtype


def is_typed_dict(symbol: nodes.SymbolNode | None) -> bool:
    if isinstance(symbol, nodes.TypeAlias):
        return isinstance(mypy_types.get_proper_type(symbol.target), mypy_types.TypedDictType)
    return isinstance(symbol, nodes.TypeInfo) and symbol.typeddict_type is not None


def _typed_dict(scope: FunctionScope, node: nodes.CallExpr) -> tree.Expression:
    """`P(name=value)` and `P({...})`: a new dict."""
    keys = [
        None if name is None else tree.StrLiteral(span=scope.place, type=STR, value=name)
        for name in node.arg_names
    ]
    for value, name in zip(node.args, node.arg_names, strict=True):
        if name is None and value not in scope.program.expression_types:
            scope.overrides[value] = TYPED_DICT  # the checker looked at its items alone
    values = [scope.expression(value) for value in node.args]
    return tree.DictDisplay(span=scope.place, type=TYPED_DICT, keys=keys, values=values)


# ---------------------------------------------------------------- callee


def _callee(scope: FunctionScope, node: nodes.CallExpr) -> tree.Expression:
    callee = node.callee
    with scope.at(callee) as span:
        if isinstance(callee, nodes.SuperExpr):
            return _super_method(scope, callee, _callee_type(scope, node))
        if isinstance(callee, nodes.IndexExpr) and callee.analyzed is not None:
            return _explicit_generic(scope, node, callee, span)
        scope.overrides[callee] = _callee_type(scope, node)
        converted = scope.expression(callee)
        if isinstance(converted, tree.ClassName):
            _check_constructible(scope, converted.name)
        return converted


CHECKER_ONLY = {
    "builtins.complex": ("G118", "complex numbers are not compiled"),
}
"""Classes of builtins that are declared for the syntax that makes them."""


def _check_constructible(scope: FunctionScope, class_name: str) -> None:
    if class_name in CHECKER_ONLY:
        code, message = CHECKER_ONLY[class_name]
        raise Refused(code, message)
    info = scope.program.converter.stub_classes.get(class_name)
    if info is not None:
        check_implemented(info.module_name, info.name)


def _callee_type(scope: FunctionScope, node: nodes.CallExpr) -> tree.Type:
    """The callee's type as it is called here.

    mypy keeps all variants of an overloaded callee and nothing of some library functions; then
    the arguments and the result say what the chosen one takes and gives.
    """
    found = scope.program.expression_types.get(node.callee)
    proper = mypy_types.get_proper_type(found) if found is not None else None
    result = scope.type_of(node)
    match proper:
        case mypy_types.FunctionLike() if proper.is_type_obj():
            return tree.ClassObjectType(result)
        case mypy_types.CallableType():
            parameters = tuple(scope.type(argument) for argument in proper.arg_types)
            return tree.CallableType(parameters, result)
        case None | mypy_types.Overloaded():
            return tree.CallableType(
                tuple(
                    scope.type_of(argument) for argument in node.args if _has_type(scope, argument)
                ),
                result,
            )
    return scope.type(proper)


def _has_type(scope: FunctionScope, node: nodes.Expression) -> bool:
    return node in scope.program.expression_types


def _explicit_generic(
    scope: FunctionScope, node: nodes.CallExpr, callee: nodes.IndexExpr, span: tree.Span
) -> tree.Expression:
    """`Stack[int]()`: the class, its arguments are in the type of the result."""
    base = callee.base
    if not isinstance(base, nodes.RefExpr) or not isinstance(base.node, nodes.TypeInfo):
        raise Refused("G131", "a generic type alias is called", "call the class itself")
    name = scope.program.converter.class_name(base.node)
    return tree.ClassName(span=span, type=tree.ClassObjectType(scope.type_of(node)), name=name)


def _super_method(scope: FunctionScope, node: nodes.SuperExpr, type_: tree.Type) -> tree.Expression:
    if scope.self_variable is None or node.info is None or not _is_own_super(scope, node):
        raise Refused(
            "G130",
            "super() is compiled for the method's own class and object, directly in the method",
            "write super().name(...) in the method itself",
        )
    for info in node.info.mro[1:]:
        symbol = info.names.get(node.name)
        if symbol is None or symbol.node is None:
            continue
        is_new = node.name == "__new__"
        if not is_new and (isinstance(symbol.node, nodes.Var) or is_static(symbol.node)):
            raise Refused("G130", f"super().{node.name} is not a method", "use self instead")
        owner = scope.program.converter.class_name(info)
        return tree.SuperMethod(
            span=scope.place, type=type_, owner=owner, name=node.name, self=scope.self_variable
        )
    raise scope.bug(f"super() has no {node.name}")


def super_attribute(scope: FunctionScope, node: nodes.SuperExpr) -> tree.Expression:
    """`super().name` that is not called: a property."""
    assert node.info is not None
    found = (info.names.get(node.name) for info in node.info.mro[1:])
    symbol = next((s.node for s in found if s is not None and s.node is not None), None)
    if scope.self_variable is None or symbol is None or not is_property(symbol):
        raise Refused(
            "G130",
            "super() is compiled as the callee in a method, or to read a property",
            "call it there: super().method(...)",
        )
    type_ = scope.type_of(node)
    callee_type = tree.CallableType((), type_)
    callee = _super_method(scope, node, callee_type)
    return tree.Call(span=scope.place, type=type_, callee=callee, arguments=[])


def _is_own_super(scope: FunctionScope, node: nodes.SuperExpr) -> bool:
    """`super()`, or `super(C, self)` in a method of C, which means the same."""
    if not node.call.args:
        return True
    if len(node.call.args) != 2:
        return False
    class_, object_ = node.call.args
    return (
        isinstance(class_, nodes.RefExpr)
        and class_.node is node.info
        and isinstance(object_, nodes.NameExpr)
        and isinstance(object_.node, nodes.Var)
        and scope.variables.get(object_.node) is scope.self_variable
    )


# ---------------------------------------------------------------- arguments


def _arguments(scope: FunctionScope, node: nodes.CallExpr, full_name: str) -> list[tree.Argument]:
    formals = _formal_types(scope, node)
    arguments: list[tree.Argument] = []
    for index, (value, kind, name) in enumerate(
        zip(node.args, node.arg_kinds, node.arg_names, strict=True)
    ):
        formal = formals.get(index)
        if formal is not None:
            settle_display(scope, value, formal)
        converted = _argument(scope, node, value, full_name)
        if formal is not None:
            converted = _class_for(scope, converted, formal)
            converted = _promoted(scope, node, value, converted, formal)
        arguments.append(tree.Argument(_KINDS[kind], name or "", converted))
    return arguments


_KINDS = {
    nodes.ARG_POS: tree.ArgumentKind.POSITIONAL,
    nodes.ARG_NAMED: tree.ArgumentKind.NAMED,
    nodes.ARG_STAR: tree.ArgumentKind.STAR,
    nodes.ARG_STAR2: tree.ArgumentKind.DOUBLE_STAR,
}


def _argument(
    scope: FunctionScope, node: nodes.CallExpr, value: nodes.Expression, full_name: str
) -> tree.Expression:
    if not isinstance(value, nodes.GeneratorExpr) or node.args[0] is not value:
        return scope.expression(value)
    if isinstance(node.callee, nodes.MemberExpr) and node.callee.name == "join":
        object_type = scope.type_of(node.callee.expr)
        full_name = "builtins.str.join" if object_type == STR else ""
    if full_name not in READS_ALL and not (full_name in FOLDS and len(node.args) == 1):
        return scope.expression(value)
    with scope.at(value):
        return generator_as(scope, value, "each" if full_name in FOLDS else "list", None)


def _sole_generator(node: nodes.CallExpr) -> nodes.GeneratorExpr | None:
    if len(node.args) == 1 and isinstance(node.args[0], nodes.GeneratorExpr):
        return node.args[0]
    return None


def _formal_types(scope: FunctionScope, node: nodes.CallExpr) -> dict[int, mypy_types.Type]:
    """Argument index to the type of the parameter it goes to, as far as that is known."""
    signature = called_signature(scope, node)
    if signature is None:
        return {}
    return {
        actual: signature.arg_types[formal]
        for formal, actuals in enumerate(actuals_of(scope, node, signature))
        for actual in actuals
        if node.arg_kinds[actual] not in (nodes.ARG_STAR, nodes.ARG_STAR2)
    }


def _promoted(
    scope: FunctionScope,
    node: nodes.CallExpr,
    value: nodes.Expression,
    converted: tree.Expression,
    formal: mypy_types.Type,
) -> tree.Expression:
    """An int argument for a float parameter: converted for library functions, which only ever
    compute with it, kept for the user's, which may show it."""
    if value not in scope.program.expression_types:
        return converted
    actual = scope.checked_type(value)
    is_own = scope.module.name not in scope.program.library
    if is_own and not _is_ambiguous(scope, node) and is_unsure(actual, formal):
        return scope.made_sure(converted, formal)
    if not (_is_float(formal) and is_promoted(actual, formal)):
        check_types(scope, value, actual, formal)
        return converted
    if not _is_library_parameter(scope, node):
        note_promotion(scope, actual, formal)
        return converted
    float_type = tree.Instance("builtins.float")
    if isinstance(converted, tree.IntLiteral):
        return tree.FloatLiteral(span=converted.span, type=float_type, value=float(converted.value))
    callee = tree.ClassName(
        span=converted.span, type=tree.ClassObjectType(float_type), name="builtins.float"
    )
    argument = tree.Argument(tree.ArgumentKind.POSITIONAL, "", converted)
    return tree.Call(span=converted.span, type=float_type, callee=callee, arguments=[argument])


def _class_for(
    scope: FunctionScope, converted: tree.Expression, formal: mypy_types.Type
) -> tree.Expression:
    """A generic class that is passed as a function makes what its new place asks for."""
    if not isinstance(converted, tree.ClassName):
        return converted
    proper = mypy_types.get_proper_type(formal)
    members = proper.items if isinstance(proper, mypy_types.UnionType) else [proper]
    for member in map(mypy_types.get_proper_type, members):
        if not isinstance(member, mypy_types.CallableType):
            continue
        made = mypy_types.get_proper_type(member.ret_type)
        if isinstance(made, mypy_types.Instance) and made.args:
            instance = scope.type(made)
            if isinstance(instance, tree.Instance) and instance.name == converted.name:
                return dataclasses.replace(converted, type=tree.ClassObjectType(instance))
    return converted


def _is_ambiguous(scope: FunctionScope, node: nodes.CallExpr) -> bool:
    """Whether it is open what an argument of type Any is for: which variant is called."""
    callee = mypy_types.get_proper_type(scope.program.expression_types.get(node.callee))
    result = mypy_types.get_proper_type(scope.program.expression_types.get(node))
    is_overloaded = callee is None or isinstance(callee, mypy_types.Overloaded)
    is_builtin = isinstance(node.callee, nodes.RefExpr) and node.callee.fullname.startswith(
        "builtins."
    )  # what these take is looked at where they are lowered
    return is_builtin or (is_overloaded and isinstance(result, mypy_types.AnyType))


def _is_library_parameter(scope: FunctionScope, node: nodes.CallExpr) -> bool:
    """Whether the callee is a function or method of ours that is declared with a float (or optional
    float) parameter: one that is a type variable solved as float may show what it was given."""
    declared = _declared_callee(scope, node)
    if declared is None:
        return False
    module, signature = declared
    is_nested = not module
    if is_nested or module in scope.program.compiled and module not in scope.program.library:
        return False
    return any(_is_float(parameter) for parameter in signature.arg_types)


def _is_float(mypy_type: mypy_types.Type) -> bool:
    """float or float | None."""
    proper = mypy_types.get_proper_type(mypy_type)
    if isinstance(proper, mypy_types.UnionType):
        items = [mypy_types.get_proper_type(item) for item in proper.items]
        return all(isinstance(item, mypy_types.NoneType) or _is_float(item) for item in items)
    return isinstance(proper, mypy_types.Instance) and proper.type.fullname == "builtins.float"


def _declared_callee(
    scope: FunctionScope, node: nodes.CallExpr
) -> tuple[str, mypy_types.CallableType] | None:
    """Module and declared signature of the function or method called, if it is known by name."""
    callee = node.callee
    symbol: nodes.SymbolNode | None = None
    if isinstance(callee, nodes.RefExpr) and callee.node is not None:
        symbol = callee.node
    elif isinstance(callee, nodes.MemberExpr):
        object_type = scope.checked_type(callee.expr)
        if isinstance(object_type, mypy_types.UnionType) or is_asked(object_type, callee.name):
            return None
        symbol = find_member(scope, object_type, callee.name).symbol
    if isinstance(symbol, nodes.Decorator):
        symbol = symbol.func
    if not isinstance(symbol, nodes.FuncDef):
        return None
    if not isinstance(symbol.type, mypy_types.CallableType):
        return None
    module = symbol.info.module_name if symbol.info else symbol.fullname.rpartition(".")[0]
    return module, symbol.type


# ---------------------------------------------------------------- type arguments


def _type_arguments(scope: FunctionScope, node: nodes.CallExpr) -> dict[str, tree.Type]:
    callee = node.callee
    if isinstance(callee, nodes.IndexExpr):
        callee = callee.base
    if isinstance(callee, nodes.RefExpr):
        symbol = callee.node
        if isinstance(symbol, nodes.TypeAlias):
            target = mypy_types.get_proper_type(symbol.target)
            symbol = target.type if isinstance(target, mypy_types.Instance) else None
        if isinstance(symbol, nodes.TypeInfo):
            return class_arguments(symbol, scope.type_of(node))
        if isinstance(symbol, nodes.FuncDef) and isinstance(symbol.type, mypy_types.CallableType):
            return _solved(scope, node, symbol.type)
        if isinstance(symbol, nodes.OverloadedFuncDef):
            return _of_variant(scope, node, symbol)
    if isinstance(callee, nodes.MemberExpr) and callee.node is None:
        return _method_arguments(scope, node, callee)
    return {}


def _solved(
    scope: FunctionScope, node: nodes.CallExpr, declared: mypy_types.CallableType
) -> dict[str, tree.Type]:
    instantiated = mypy_types.get_proper_type(scope.program.expression_types.get(node.callee))
    if not declared.variables or not isinstance(instantiated, mypy_types.CallableType):
        return {}
    return function_arguments(scope, declared, instantiated)


def _of_variant(
    scope: FunctionScope, node: nodes.CallExpr, symbol: nodes.OverloadedFuncDef
) -> dict[str, tree.Type]:
    chosen, variants = called_signature(scope, node), symbol.type
    body = symbol.impl.func if isinstance(symbol.impl, nodes.Decorator) else symbol.impl
    if chosen is None or body is None or not isinstance(variants, mypy_types.Overloaded):
        return {}
    if not isinstance(body.type, mypy_types.CallableType):
        return {}
    result = scope.checked_type(node)
    return variant_arguments(scope, variants.items, body.type, chosen, result)


def _method_arguments(
    scope: FunctionScope, node: nodes.CallExpr, callee: nodes.MemberExpr
) -> dict[str, tree.Type]:
    """Type arguments of a generic method, seen through the receiver's class arguments."""
    object_type = scope.checked_type(callee.expr)
    if not isinstance(object_type, mypy_types.Instance) or is_asked(object_type, callee.name):
        return {}
    found = find_member(scope, object_type, callee.name)
    symbol = found.symbol.func if isinstance(found.symbol, nodes.Decorator) else found.symbol
    if not isinstance(symbol, nodes.FuncDef) or found.kind is not tree.AttributeKind.METHOD:
        return {}
    declared = symbol.type
    if not isinstance(declared, mypy_types.CallableType) or not declared.variables:
        return {}
    seen_through = map_instance_to_supertype(object_type, symbol.info)
    declared = expand_type_by_instance(declared, seen_through)
    if not is_static(found.symbol):
        declared = declared.copy_modified(
            arg_types=declared.arg_types[1:],
            arg_kinds=declared.arg_kinds[1:],
            arg_names=declared.arg_names[1:],
        )
    return _solved(scope, node, declared)


# ---------------------------------------------------------------- isinstance


def is_instance(scope: FunctionScope, node: nodes.CallExpr) -> tree.Expression:
    value, classes = node.args
    computed = _computed_class(scope, classes)
    names: list[str] = []
    if computed is None:
        names = class_names(scope, classes, "G125", "the second argument of isinstance")
    return tree.IsInstance(
        span=scope.place,
        type=BOOL,
        value=scope.expression(value),
        classes=names,
        computed=computed,
    )


def _computed_class(scope: FunctionScope, node: nodes.Expression) -> tree.Expression | None:
    """A variable, attribute or call that gives a class, or a tuple of classes."""
    if isinstance(node, nodes.RefExpr) and isinstance(node.node, nodes.TypeInfo | nodes.TypeAlias):
        return None
    if not isinstance(node, nodes.RefExpr | nodes.CallExpr) or _is_type_of_none(node):
        return None
    found = mypy_types.get_proper_type(scope.checked_type(node))
    if isinstance(found, mypy_types.TupleType):
        items = found.items
    elif isinstance(found, mypy_types.Instance) and found.type.fullname == "builtins.tuple":
        items = list(found.args)
    else:
        items = [found]
    if not all(_is_class(mypy_types.get_proper_type(item)) for item in items):
        return None
    return scope.expression(node)


def _is_class(found: mypy_types.ProperType) -> bool:
    if isinstance(found, mypy_types.Instance):
        return found.type.fullname == "builtins.type"
    return isinstance(found, mypy_types.TypeType | mypy_types.AnyType)


def class_names(scope: FunctionScope, node: nodes.Expression, code: str, what: str) -> list[str]:
    """Full names of the classes that an isinstance or except clause lists."""
    if isinstance(node, nodes.TupleExpr):
        return [name for item in node.items for name in class_names(scope, item, code, what)]
    if isinstance(node, nodes.OpExpr) and node.op == "|":
        return [
            name
            for item in (node.left, node.right)
            for name in class_names(scope, item, code, what)
        ]
    if isinstance(node, nodes.RefExpr):
        if isinstance(node.node, nodes.TypeInfo):
            return [class_reference_name(scope, node.node)]
        if isinstance(node.node, nodes.TypeAlias):
            return _alias_classes(scope, node.node, code, what)
        if node.fullname == "builtins.None":
            return ["builtins.NoneType"]
    if _is_type_of_none(node):
        return ["builtins.NoneType"]
    raise Refused(code, f"{what} is computed", "name the classes there", scope.span(node))


def class_reference_name(scope: FunctionScope, info: nodes.TypeInfo) -> str:
    if info.fullname == "types.NoneType":
        return "builtins.NoneType"
    return scope.program.converter.class_name(info)


def _alias_classes(scope: FunctionScope, alias: nodes.TypeAlias, code: str, what: str) -> list[str]:
    target = mypy_types.get_proper_type(alias.target)
    items = target.items if isinstance(target, mypy_types.UnionType) else [target]
    names: list[str] = []
    for item in items:
        proper = mypy_types.get_proper_type(item)
        if isinstance(proper, mypy_types.NoneType):
            names.append("builtins.NoneType")
        elif isinstance(proper, mypy_types.Instance) and not proper.args:
            names.append(class_reference_name(scope, proper.type))
        else:
            raise Refused(code, f"{what} is the alias of a type", "name the classes there")
    return names


def _is_type_of_none(node: nodes.Expression) -> bool:
    return (
        isinstance(node, nodes.CallExpr)
        and isinstance(node.callee, nodes.RefExpr)
        and node.callee.fullname == "builtins.type"
        and len(node.args) == 1
        and isinstance(node.args[0], nodes.RefExpr)
        and node.args[0].fullname == "builtins.None"
    )
