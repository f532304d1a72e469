"""Names and attributes: what they were resolved to, with every indirection of modules removed."""

from __future__ import annotations

from dataclasses import dataclass

from mypy import nodes
from mypy import types as mypy_types
from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.typeops import tuple_fallback
from mypy.typevars import fill_typevars

from gloamc.frontend import attributes_by_name, decorators, docstring, embedding, getters, tree
from gloamc.frontend.scope import FunctionScope, Untyped
from gloamc.frontend.types import BOOL, STR, Refused, without_none

# ---------------------------------------------------------------- names


def name(scope: FunctionScope, node: nodes.NameExpr) -> tree.Expression:
    return reference(scope, node)


def reference(scope: FunctionScope, node: nodes.RefExpr) -> tree.Expression:
    """A name, or an attribute of a module, by what it refers to."""
    match node.node:
        case nodes.Var():
            return _variable(scope, node, node.node)
        case nodes.FuncDef() | nodes.OverloadedFuncDef() | nodes.Decorator():
            return _function(scope, node, node.node)
        case nodes.TypeInfo():
            return class_reference(scope, node, node.node)
        case nodes.TypeAlias():
            target = mypy_types.get_proper_type(node.node.target)
            if isinstance(target, mypy_types.Instance):
                return class_reference(scope, node, target.type)
            raise _not_a_value(node, "a type alias")
        case nodes.MypyFile():
            raise _not_a_value(node, "a module")
        case nodes.TypeVarExpr():
            raise _not_a_value(node, "a type variable")
        case None:
            raise scope.bug(f"mypy did not resolve {node.fullname or type(node).__name__}")
        case other:
            raise scope.bug(f"a name refers to a {type(other).__name__}")


def _not_a_value(node: nodes.RefExpr, what: str) -> Refused:
    return Refused("G131", f"{node.fullname} is {what}: it has no value when the program runs")


def class_reference(
    scope: FunctionScope, node: nodes.RefExpr, info: nodes.TypeInfo
) -> tree.ClassName:
    made = scope.program.class_types.get(node)
    type_ = scope.type_of(node) if made is None else tree.ClassObjectType(scope.type(made))
    return tree.ClassName(
        span=scope.place, type=type_, name=scope.program.converter.class_name(info)
    )


def _variable(scope: FunctionScope, node: nodes.RefExpr, var: nodes.Var) -> tree.Expression:
    module, _, short = var.fullname.rpartition(".")
    if short == docstring.NAME and module in scope.program.compiled and node.kind != nodes.LDEF:
        return docstring.of_module(scope, module)
    constant = _constant_name(scope, var)
    if constant is not None:
        return constant
    if node.kind == nodes.LDEF:
        return tree.LocalName(
            span=scope.place, type=scope.type_of(node), variable=scope.variable(var)
        )
    if var.fullname == "builtins.NotImplemented":
        type_ = tree.Instance(NOT_IMPLEMENTED)
        return tree.GlobalName(span=scope.place, type=type_, name=var.fullname, declared=type_)
    if var.fullname == "typing.TYPE_CHECKING":
        raise Refused(
            "G131", "TYPE_CHECKING may only be the whole condition of an if", "write it alone"
        )
    _check_global(scope, node, var)
    in_class = var.info.fullname if node.kind == nodes.MDEF else ""
    if in_class and var.info.is_enum and var.name in var.info.enum_members:
        value = scope.type_of(node)  # in the class body it is still the value of the member
        name = f"{in_class}.<value {var.name}>"
        return tree.GlobalName(span=scope.place, type=value, name=name, declared=value)
    return tree.GlobalName(
        span=scope.place,
        type=scope.type_of(node),
        name=f"{in_class}.{var.name}" if in_class else var.fullname,
        declared=scope.declared_type(var),
        through=_module_read_from(node),
    )


def _module_read_from(node: nodes.RefExpr) -> str:
    if isinstance(node, nodes.MemberExpr) and isinstance(node.expr, nodes.RefExpr):
        if isinstance(node.expr.node, nodes.MypyFile):
            return node.expr.node.fullname
    return ""


NOT_IMPLEMENTED = "builtins._NotImplementedType"
CONSTANT_NAMES = frozenset({"None", "True", "False", "__name__"})


def _check_global(scope: FunctionScope, node: nodes.RefExpr, var: nodes.Var) -> None:
    """Refuse variables that have no storage in an image; note reads of imported ones."""
    if node.kind == nodes.MDEF:
        return
    module, _, short = var.fullname.rpartition(".")
    if short in nodes.implicit_module_attrs:
        raise Refused("G131", f"{short} has no value in an image")
    if module not in scope.program.compiled:
        check_implemented(module, short)
        return
    is_import = module != scope.module.name and isinstance(node, nodes.NameExpr)
    if is_import and scope.module.name not in scope.program.library:
        scope.program.imported_reads.append((var.fullname, scope.place))


IMPLEMENTED_STUBS = frozenset({"builtins", "gloam.machine"})
"""Modules that are only declared, and that the compiler and its runtime implement."""
IMPLEMENTED_FUNCTIONS = frozenset(
    f"dataclasses.{name}" for name in ("replace", "asdict", "astuple", "fields", "is_dataclass")
) | {"typing.assert_never", "typing_extensions.assert_never"}
"""Functions that are only declared, and that the compiler lowers where they are called."""


def check_implemented(module: str, name: str) -> None:
    """Refuse a name of a module that exists for the type checker only."""
    if module == embedding.MODULE:
        raise embedding.as_value(name)
    if module not in IMPLEMENTED_STUBS and f"{module}.{name}" not in IMPLEMENTED_FUNCTIONS:
        raise Refused("G100", f"gloam has no {module}.{name} yet", "it exists for the checker only")


def _constant_name(scope: FunctionScope, var: nodes.Var) -> tree.Expression | None:
    if var.name not in CONSTANT_NAMES:
        return None
    match var.fullname:
        case "builtins.None":
            return tree.NoneLiteral(span=scope.place, type=tree.NoneType())
        case "builtins.True":
            return tree.BoolLiteral(span=scope.place, type=BOOL, value=True)
        case "builtins.False":
            return tree.BoolLiteral(span=scope.place, type=BOOL, value=False)
        case full_name if full_name.endswith(".__name__"):
            module = full_name.removesuffix(".__name__")
            if module in scope.program.compiled:
                value = "__main__" if module == scope.program.entry else module
                return tree.StrLiteral(span=scope.place, type=STR, value=value)
    return None


def _function(
    scope: FunctionScope,
    node: nodes.RefExpr,
    function: nodes.FuncDef | nodes.OverloadedFuncDef | nodes.Decorator,
) -> tree.Expression:
    type_ = scope.type_of(node)
    if node.kind != nodes.LDEF:
        if isinstance(function, nodes.Decorator) and decorators.user_decorators(function):
            declared = decorators.declared_type(scope, function)
            name = decorators.decorated_name(function)
            return tree.GlobalName(span=scope.place, type=type_, name=name, declared=declared)
        if getters.is_getter(function.fullname):
            raise getters.as_value(function.fullname)
        if attributes_by_name.is_by_name(function.fullname):
            raise attributes_by_name.as_value(function.fullname)
        module = function.fullname.rpartition(".")[0]
        if module not in scope.program.compiled:
            check_implemented(module, function.name)
    else:
        symbol = function.func if isinstance(function, nodes.Decorator) else function
        variable = scope.variables.get(symbol)
        if variable is None:
            variable = tree.Variable(function.name, type_, scope.full_name)
            scope.variables[symbol] = variable
        return tree.LocalName(span=scope.place, type=type_, variable=variable)
    return tree.FunctionName(span=scope.place, type=type_, name=function.fullname)


# ---------------------------------------------------------------- attributes


@dataclass(frozen=True, slots=True)
class Member:
    """An attribute as found in a class: where, what, and its type through the object's type."""

    kind: tree.AttributeKind
    owner: str
    symbol: nodes.SymbolNode
    declared: mypy_types.Type | None
    """None for methods: the type of the expression is all there is."""


def attribute(scope: FunctionScope, node: nodes.MemberExpr) -> tree.Expression:
    """`object.name`, where it is read or called."""
    if isinstance(node.expr, nodes.RefExpr) and isinstance(node.expr.node, nodes.MypyFile):
        return reference(scope, node)
    if node.name == docstring.NAME:
        return docstring.of_member(scope, node)
    if isinstance(node.node, nodes.TypeInfo):  # a class in a class
        return class_reference(scope, node, node.node)
    return member_access(scope, node, scope.type_of(node))


def give_declared_type(scope: FunctionScope, node: nodes.MemberExpr) -> None:
    """mypy stores no type for the target of `a.b += c` where `b` changes in place."""
    try:
        scope.checked_type(node)
    except Untyped:
        members = [
            find_member(scope, item, node.name)
            for item in _union_items(scope.checked_type(node.expr))
        ]
        declared = [scope.type(m.declared) for m in members if m.declared is not None]
        if len(declared) != len(members):
            raise
        is_one = all(type_ == declared[0] for type_ in declared)
        found = declared[0] if is_one else tree.UnionType(tuple(declared))
        scope.overrides[node] = without_none(found)  # the operator is none of None


def member_access(
    scope: FunctionScope, node: nodes.MemberExpr, type_: tree.Type
) -> tree.Expression:
    span = scope.place
    object_type = scope.checked_type(node.expr)
    if any(_is_found_by_name(item, node.name) for item in _union_items(object_type)):
        if scope.module.name not in scope.program.library:
            scope.program.keeps_ints = True  # a method that is found may be declared with float
        return tree.Attribute(
            span=span,
            type=tree.AnyType(),
            object=scope.expression(node.expr),
            name=node.name,
            kind=tree.AttributeKind.DYNAMIC,
            owner="",
            declared=tree.AnyType(),
        )
    is_function = isinstance(object_type, mypy_types.FunctionLike) and not object_type.is_type_obj()
    if is_function and node.name in ("__name__", "__qualname__"):
        scope.program.reads_names = True
        return tree.Attribute(
            span=span,
            type=STR,
            object=scope.expression(node.expr),
            name=node.name,
            kind=tree.AttributeKind.PROPERTY,
            owner=FUNCTION,
            declared=STR,
        )
    asked = _asked_by_name(scope, node, object_type, type_)
    if asked is not None:
        return asked
    members = [find_member(scope, item, node.name) for item in _union_items(object_type)]
    member = members[0]
    kinds = {found.kind for found in members}
    if len(kinds) > 1:
        raise Refused(
            "G101", f"{node.name} is a method of one member of the union and not of another"
        )
    if isinstance(member.symbol, nodes.TypeInfo) and member.kind is tree.AttributeKind.METHOD:
        return class_reference(scope, node, member.symbol)
    is_class = _is_class_object(object_type)
    if is_static(member.symbol) and isinstance(object_type, mypy_types.FunctionLike):
        return tree.FunctionName(span=span, type=type_, name=f"{member.owner}.{node.name}")
    is_bound = is_class_method(member.symbol) or is_static(member.symbol)
    if is_class and member.kind is tree.AttributeKind.METHOD and not is_bound:
        return tree.FunctionName(span=span, type=type_, name=f"{member.owner}.{node.name}")
    if is_class and member.kind is tree.AttributeKind.FIELD:
        is_known = not isinstance(object_type, mypy_types.TypeType)  # no subclass's own value
        if is_known and _has_class_value(scope, member.symbol):
            assert member.declared is not None
            declared = scope.type(member.declared)
            return tree.GlobalName(
                span=span, type=type_, name=f"{member.owner}.{node.name}", declared=declared
            )
        raise Refused(
            "G121",
            f"{node.name} is an attribute of the objects of {_class_name(member)}",
            "declare it as ClassVar[...], or Final with a value, to read it through the class",
        )
    if member.kind is tree.AttributeKind.CLASS_VARIABLE and not is_class:
        _check_no_function(node, member)
    if len(members) > 1:
        declared = _union_declared(scope, members, type_)
    else:
        declared = scope.type(member.declared) if member.declared is not None else type_
    return tree.Attribute(
        span=span,
        type=type_,
        object=scope.expression(node.expr),
        name=node.name,
        kind=member.kind,
        owner=member.owner if len(members) == 1 else "",
        declared=declared,
    )


def _is_found_by_name(item: mypy_types.ProperType, name: str) -> bool:
    """Whether the checker does not know the attribute: of Any, or one that hasattr() has seen."""
    if isinstance(item, mypy_types.Instance) and item.extra_attrs is not None:
        return name in item.extra_attrs.attrs and item.type.get(name) is None
    return isinstance(item, mypy_types.AnyType)


def is_asked(object_type: mypy_types.ProperType, name: str) -> bool:
    """Whether an attribute is found by `__getattr__` of the object's class, or by its name."""
    if _is_found_by_name(object_type, name):
        return True
    if isinstance(object_type, mypy_types.TypeVarType):
        object_type = mypy_types.get_proper_type(object_type.upper_bound)
    if not isinstance(object_type, mypy_types.Instance) or object_type.type.get(name):
        return False
    return object_type.type.get("__getattr__") is not None


def _asked_by_name(
    scope: FunctionScope,
    node: nodes.MemberExpr,
    object_type: mypy_types.ProperType,
    type_: tree.Type,
) -> tree.Expression | None:
    """`object.name` of a class that has `__getattr__` and not this name: a call."""
    if not is_asked(object_type, node.name):
        return None
    found = find_member(scope, object_type, "__getattr__")
    callee_type = tree.CallableType((STR,), type_)
    callee = tree.Attribute(
        span=scope.place,
        type=callee_type,
        object=scope.expression(node.expr),
        name="__getattr__",
        kind=tree.AttributeKind.METHOD,
        owner=found.owner,
        declared=callee_type,
    )
    name = tree.StrLiteral(span=scope.place, type=STR, value=node.name)
    argument = tree.Argument(tree.ArgumentKind.POSITIONAL, "", name)
    return tree.Call(span=scope.place, type=type_, callee=callee, arguments=[argument])


def _has_class_value(scope: FunctionScope, symbol: nodes.SymbolNode) -> bool:
    """Whether an attribute has a value in the class body that can be read through the class."""
    return (
        isinstance(symbol, nodes.Var)
        and symbol.has_explicit_value
        and symbol.info.module_name in scope.program.compiled
        and "dataclass_tag" not in symbol.info.metadata
        and "dataclass" not in symbol.info.metadata
    )


def _check_no_function(node: nodes.MemberExpr, member: Member) -> None:
    """A function in a class variable becomes a bound method when it is read from an object."""
    declared = mypy_types.get_proper_type(member.declared)
    if isinstance(declared, mypy_types.FunctionLike) and not declared.is_type_obj():
        raise Refused(
            "G101",
            f"class variable {node.name} holds a function and is read from an object",
            f"read it from the class: {_class_name(member)}.{node.name}",
        )


def _class_name(member: Member) -> str:
    return member.owner.rpartition(".")[2]


def _union_declared(scope: FunctionScope, members: list[Member], type_: tree.Type) -> tree.Type:
    items: list[tree.Type] = []
    for member in members:
        found = scope.type(member.declared) if member.declared is not None else type_
        parts = found.items if isinstance(found, tree.UnionType) else (found,)
        items += [part for part in parts if part not in items]
    return items[0] if len(items) == 1 else tree.UnionType(tuple(items))


def _union_items(object_type: mypy_types.ProperType) -> list[mypy_types.ProperType]:
    if isinstance(object_type, mypy_types.UnionType):
        items = [mypy_types.get_proper_type(item) for item in object_type.items]
        return [part for item in items for part in _union_items(item)]
    return [object_type]


def _is_class_object(object_type: mypy_types.ProperType) -> bool:
    if isinstance(object_type, mypy_types.FunctionLike):
        return object_type.is_type_obj()
    return isinstance(object_type, mypy_types.TypeType)


def find_member(scope: FunctionScope, object_type: mypy_types.ProperType, name: str) -> Member:
    """Look `name` up as mypy does: instance, class object, or what stands behind the type."""
    match object_type:
        case mypy_types.Instance():
            return _instance_member(scope, object_type, name)
        case mypy_types.LiteralType() | mypy_types.TypedDictType():
            return _instance_member(scope, object_type.fallback, name)
        case mypy_types.TupleType():
            return _instance_member(scope, tuple_fallback(object_type), name)
        case mypy_types.TypeVarType():
            bound = mypy_types.get_proper_type(object_type.upper_bound)
            return find_member(scope, bound, name)
        case mypy_types.TypeType():
            return _class_member(scope, mypy_types.get_proper_type(object_type.item), name)
        case mypy_types.FunctionLike() if object_type.is_type_obj():
            result = mypy_types.get_proper_type(object_type.items[0].ret_type)
            return _class_member(scope, result, name)
        case mypy_types.ParamSpecType():  # the arguments that a function was given
            return find_member(scope, mypy_types.get_proper_type(object_type.upper_bound), name)
        case mypy_types.AnyType():
            raise scope.bug(f"{name} is looked up in a value of type Any")
        case mypy_types.FunctionLike():
            raise Refused("G101", f"functions have no attribute {name} in an image")
        case _:
            raise Refused("G101", f"{name} is looked up in a value of type {object_type}")


def _class_member(scope: FunctionScope, item: mypy_types.ProperType, name: str) -> Member:
    if isinstance(item, mypy_types.TypeVarType):
        item = mypy_types.get_proper_type(item.upper_bound)
    if isinstance(item, mypy_types.TupleType):
        item = tuple_fallback(item)
    is_open = isinstance(item, mypy_types.AnyType | mypy_types.UnionType | mypy_types.NoneType)
    if is_open and name in TYPE_NAMES:
        return Member(tree.AttributeKind.PROPERTY, "builtins.type", nodes.Var(name), None)
    if not isinstance(item, mypy_types.Instance):
        raise Refused("G101", f"{name} is looked up in a class that is not known here")
    if item.type.get(name) is None:
        metaclass = item.type.metaclass_type or item.type.calculate_metaclass_type()
        if metaclass is not None and metaclass.type.get(name) is not None:
            return _instance_member(scope, metaclass, name)
        return _type_attribute(item.type, name)
    return _instance_member(scope, item, name)


FUNCTION = "builtins.function"
TYPE_NAMES = ("__name__", "__qualname__", "__module__")


def _type_attribute(info: nodes.TypeInfo, name: str) -> Member:
    """`C.__name__` and the like: attributes of builtins.type."""
    if name not in TYPE_NAMES:
        raise Refused("G101", f"classes have no attribute {name} in an image")
    return Member(tree.AttributeKind.PROPERTY, "builtins.type", info, None)


def _instance_member(scope: FunctionScope, instance: mypy_types.Instance, name: str) -> Member:
    for info in instance.type.mro:
        symbol = info.names.get(name)
        if symbol is None or symbol.node is None:
            continue
        if isinstance(symbol.node, nodes.Var) and is_frozen_copy(symbol.node):
            continue
        owner = scope.program.converter.class_name(info)
        seen_through = map_instance_to_supertype(instance, info)
        return _member(scope, symbol.node, info, owner, seen_through)
    raise Refused("G101", f"{instance.type.name} has no attribute {name} in an image")


def _member(
    scope: FunctionScope,
    symbol: nodes.SymbolNode,
    info: nodes.TypeInfo,
    owner: str,
    instance: mypy_types.Instance,
) -> Member:
    match symbol:
        case nodes.Var() if (function := method_alias(info, symbol.name)) is not None:
            return _member(scope, function, info, owner, instance)
        case nodes.Var():
            if symbol.type is None and info.is_enum:  # Enum("Name", "A B") says nothing of A
                symbol.type = mypy_types.AnyType(mypy_types.TypeOfAny.special_form)
            if symbol.type is None:
                raise scope.bug(f"attribute {owner}.{symbol.name} has no type")
            declared = expand_type_by_instance(symbol.type, instance)
            kind = tree.AttributeKind.FIELD
            if is_class_variable(symbol, info):
                kind = tree.AttributeKind.CLASS_VARIABLE
                found = variable_type(info, symbol.name, symbol.type)
                declared = expand_type_by_instance(found, instance)
            return Member(kind, owner, symbol, declared)
        case nodes.Decorator() if symbol.func.is_property:
            return Member(
                tree.AttributeKind.PROPERTY, owner, symbol, _property_type(symbol.func, instance)
            )
        case nodes.OverloadedFuncDef() if symbol.is_property:
            first = symbol.items[0]
            getter = first.func if isinstance(first, nodes.Decorator) else first
            return Member(
                tree.AttributeKind.PROPERTY, owner, symbol, _property_type(getter, instance)
            )
        case nodes.FuncDef() | nodes.Decorator() | nodes.OverloadedFuncDef():
            return Member(tree.AttributeKind.METHOD, owner, symbol, None)
        case nodes.TypeInfo():  # a class in a class
            return Member(tree.AttributeKind.METHOD, owner, symbol, None)
        case _:
            raise Refused("G101", f"{owner}.{symbol.name} is not an attribute gloam can compile")


def _property_type(getter: nodes.FuncDef, instance: mypy_types.Instance) -> mypy_types.Type | None:
    if not isinstance(getter.type, mypy_types.CallableType):
        return None
    return expand_type_by_instance(getter.type.ret_type, instance)


def method_alias(info: nodes.TypeInfo, name: str) -> nodes.SymbolNode | None:
    """The method that `name = method` in the class body gives a second name."""
    symbol = info.names.get(name)
    if symbol is None or not isinstance(symbol.node, nodes.Var):
        return None
    if not isinstance(mypy_types.get_proper_type(symbol.node.type), mypy_types.FunctionLike):
        return None
    for statement in info.defn.defs.body:
        if isinstance(statement, nodes.AssignmentStmt) and isinstance(
            statement.rvalue, nodes.NameExpr
        ):
            names = [t.name for t in statement.lvalues if isinstance(t, nodes.NameExpr)]
            function = statement.rvalue.node
            kinds = nodes.FuncDef | nodes.OverloadedFuncDef | nodes.Decorator
            if name in names and isinstance(function, kinds) and function.info is info:
                return function
    return None


def is_class_variable(symbol: nodes.Var, info: nodes.TypeInfo) -> bool:
    """ClassVar, enum member, or Final with a value in the class body (PEP 591)."""
    if symbol.is_classvar:
        return True
    for base in info.mro[1:]:
        inherited = base.names.get(symbol.name)
        if inherited is not None and isinstance(inherited.node, nodes.Var):
            if inherited.node.is_classvar:
                return True
            break
    if info.is_enum:
        return symbol.has_explicit_value or symbol.name in info.enum_members
    if "dataclass" in info.metadata or "dataclass_tag" in info.metadata:
        return False
    return symbol.is_final and not symbol.final_unset_in_class and symbol.is_initialized_in_class


def variable_type(info: nodes.TypeInfo, name: str, own: mypy_types.Type) -> mypy_types.Type:
    """What a class variable may hold: the first class of the line that declares it says so, for
    `Base.x = None` may be of a class below, whose own value is of a narrower type."""
    root = [base for base in info.mro if name in base.names][-1]
    first = root.names[name].node
    if root is info or info.is_enum or not isinstance(first, nodes.Var) or first.type is None:
        return own
    seen = fill_typevars(info)
    if not isinstance(seen, mypy_types.Instance):
        return own
    return expand_type_by_instance(first.type, map_instance_to_supertype(seen, root))


def is_frozen_copy(symbol: nodes.Var) -> bool:
    """Whether mypy repeats an inherited field in a frozen dataclass, to make it read-only.

    It makes a property of a dataclass's own field that holds a function, too.
    """
    if symbol.info and (symbol.info.is_named_tuple or symbol.info.is_enum):
        return False
    if not symbol.is_property or symbol.is_initialized_in_class:
        return False
    return not (symbol.info and _is_declared(symbol.info, symbol.name))


def _is_declared(info: nodes.TypeInfo, name: str) -> bool:
    """Whether the body of the class itself declares a variable of that name."""
    for statement in info.defn.defs.body:
        if isinstance(statement, nodes.AssignmentStmt):
            for target in statement.lvalues:
                if isinstance(target, nodes.NameExpr) and target.name == name:
                    return True
    return False


def is_static(symbol: nodes.SymbolNode) -> bool:
    match symbol:
        case nodes.FuncDef() | nodes.OverloadedFuncDef():
            return symbol.is_static
        case nodes.Decorator():
            return symbol.func.is_static
    return False


def is_property(symbol: nodes.SymbolNode) -> bool:
    match symbol:
        case nodes.FuncDef() | nodes.OverloadedFuncDef():
            return symbol.is_property
        case nodes.Decorator():
            return symbol.func.is_property
    return False


def is_class_method(symbol: nodes.SymbolNode) -> bool:
    match symbol:
        case nodes.FuncDef() | nodes.OverloadedFuncDef():
            return symbol.is_class
        case nodes.Decorator():
            return symbol.func.is_class
    return False
