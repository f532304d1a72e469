"""Class definitions: fields, class variables, methods; dataclasses and enumerations."""

from __future__ import annotations

from mypy import nodes
from mypy import types as mypy_types
from mypy.subtypes import is_same_type
from mypy.typeops import map_type_from_supertype

from gloamc.frontend import decorators, tree
from gloamc.frontend.class_bases import bases, order_of, value_base
from gloamc.frontend.dataclass_options import dataclass_field, dataclass_options
from gloamc.frontend.decorators import decorator_name
from gloamc.frontend.flow import check_flow, check_override
from gloamc.frontend.functions import add_function, constant, overload_implementation
from gloamc.frontend.kept_values import kept
from gloamc.frontend.names import (
    is_class_variable,
    is_frozen_copy,
    is_static,
    method_alias,
    variable_type,
)
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.statements import IGNORED_NAMES
from gloamc.frontend.types import INT, STR, Refused, TypeConverter

IGNORED_CLASS_DECORATORS = frozenset(
    {
        "dataclasses.dataclass",
        "enum.unique",
        "functools.total_ordering",
        "typing.final",
        "typing.runtime_checkable",
    }
)
AUTO = "enum.auto"
_FREE_METHODS = ("__init__", "__post_init__", "__new__", "__init_subclass__")
"""Methods that a subclass may declare with other parameters."""
_OWN_VALUE_METHODS = frozenset(
    f"__{name}__" for name in ("new", "init", "repr", "str", "format", "call", "enter", "exit")
)
"""Dunder methods that a class that continues int or str may have."""
_TUPLE_METHODS = frozenset(
    f"__{name}__"
    for name in ("eq", "ne", "lt", "le", "gt", "ge", "hash", "len", "bool", "iter", "getitem")
)
"""Methods of a tuple that the runtime does not look up."""


def class_statement(scope: FunctionScope, node: nodes.ClassDef) -> list[tree.Statement]:
    if node.info.typeddict_type is not None:
        return []  # only the checker tells it from a dict
    if not scope.is_in_function and scope.nesting:
        raise Refused(
            "G117",
            f"class {node.name} is defined under a condition",
            "define it once, at the top level, and put the condition into its methods",
        )
    if scope.is_in_function:
        _note_local(scope, node)
    called = [d for d in node.decorators if decorator_name(d) not in IGNORED_CLASS_DECORATORS]
    if called and node.type_vars:
        raise Refused(
            "G106",
            "a generic class is decorated",
            "call the decorator after the class, for each type",
        )
    callees = [scope.expression(decorator) for decorator in called]
    definition = convert_class(scope, node)
    scope.module.classes[definition.full_name] = definition
    statement = tree.ClassDefinition(span=scope.place, definition=definition, decorators=callees)
    statement.told = _told(scope, node.info)
    statement.keywords = [
        tree.Argument(tree.ArgumentKind.NAMED, name, scope.expression(value))
        for name, value in node.keywords.items()
    ]
    return [statement]


def _told(scope: FunctionScope, info: nodes.TypeInfo) -> str:
    """The next class behind this one with an __init_subclass__."""
    for base in info.mro[1:]:
        if "__init_subclass__" in base.names and base.module_name in scope.program.compiled:
            return base.fullname
    return ""


def _note_local(scope: FunctionScope, node: nodes.ClassDef) -> None:
    at: FunctionScope | None = scope
    while at is not None:
        function = at.function
        signature = function.type if isinstance(function, nodes.FuncDef) else None
        if isinstance(signature, mypy_types.CallableType) and signature.variables:
            raise Refused(
                "G117",
                f"class {node.name} stands in a generic function",
                "define it at the top level of the module, with type variables of its own",
            )
        at = at.outer
    names = scope.program.local_names
    if scope.function is None and scope.owner is not None:
        names[node.info.fullname] = f"{names[scope.owner.fullname]}.{node.name}"
    else:
        names[node.info.fullname] = f"{scope.qualified_name()}.<locals>.{node.name}"


def convert_class(scope: FunctionScope, node: nodes.ClassDef) -> tree.Class:
    info = node.info
    _check_form(scope, node)
    options = dataclass_options(scope, node)
    is_local = scope.is_in_function
    inner = FunctionScope(
        scope.module,
        full_name=scope.full_name if is_local else scope.module.module_function,
        outer=scope if is_local else None,
        owner=info,
    )
    inner.place = scope.place
    body = _ClassBody(inner, info, options is not None)
    found = bases(scope, node)
    scope.program.class_infos[info.fullname] = info
    for statement in node.defs.body:
        if not _is_generated(info, statement):
            body.add(statement)
    if options is not None and options.unsafe_hash and "__hash__" in body.methods:
        raise Refused(
            "G113",
            "unsafe_hash beside a __hash__ of the class is a TypeError",
            "remove one of them",
        )
    return tree.Class(
        name=node.name,
        full_name=info.fullname,
        module=scope.module.name,
        span=scope.place,
        qualified_name=scope.program.local_names.get(info.fullname, ""),
        enclosing=scope.full_name if is_local else "",
        base=found[0],
        type_variables=type_variables(scope.program.converter, info),
        fields=[] if info.is_named_tuple else body.fields(),
        named_fields=body.named_fields,
        methods=body.methods,
        class_variables=body.class_variables,
        body=body.statements,
        is_abstract=info.is_abstract,
        is_protocol=info.is_protocol,
        others=found[1:],
        order=order_of(scope, info),
        dataclass=options,
        enum_members=list(body.members),
        is_enum=info.is_enum,
        is_ordered=any(decorator_name(d) == "functools.total_ordering" for d in node.decorators),
        unique=next(
            (scope.span(d) for d in node.decorators if decorator_name(d) == "enum.unique"), None
        ),
    )


def type_variables(converter: TypeConverter, info: nodes.TypeInfo) -> list[tree.TypeVarType]:
    """The class's own type variables; ones that gloam cannot express are refused by `convert`."""
    converted = [converter.convert(variable) for variable in info.defn.type_vars]
    return [variable for variable in converted if isinstance(variable, tree.TypeVarType)]


# ---------------------------------------------------------------- form


def _check_form(scope: FunctionScope, node: nodes.ClassDef) -> None:
    is_tuple = node.info.tuple_type is not None and not node.info.is_named_tuple
    if is_tuple or (node.info.is_named_tuple and node.type_vars):
        raise Refused(
            "G114",
            f"{node.name} is a generic NamedTuple or a subclass of a tuple, "
            "which is not compiled yet",
            "use a dataclass",
        )
    metaclass = node.metaclass
    if metaclass is not None and not (
        isinstance(metaclass, nodes.RefExpr) and metaclass.fullname == "abc.ABCMeta"
    ):
        raise Refused("G109", "metaclasses are refused", "", scope.span(metaclass))
    if node.keywords and not _told(scope, node.info):
        raise Refused(
            "G109",
            "class keywords are for __init_subclass__ of a base, which none has",
            "call a function after the class",
        )


def _is_generated(info: nodes.TypeInfo, statement: nodes.Statement) -> bool:
    """Whether mypy's dataclass support made this method up."""
    match statement:
        case nodes.FuncDef() | nodes.Decorator() | nodes.OverloadedFuncDef():
            symbol = info.names.get(statement.name)
            return symbol is not None and symbol.plugin_generated
    return False


# ---------------------------------------------------------------- body


class _ClassBody:
    """Collects what a class body defines, statement by statement."""

    def __init__(self, scope: FunctionScope, info: nodes.TypeInfo, is_dataclass: bool) -> None:
        self.scope = scope
        self.info = info
        self.is_dataclass = is_dataclass
        self.methods: dict[str, tree.Function] = {}
        self.class_variables: dict[str, tree.Type] = {}
        self.statements: list[tree.Statement] = []
        self.members: list[str] = []
        self.values: dict[str, tree.Expression] = {}
        self.named_fields: list[tree.Field] = []
        self.options: dict[str, tree.Field] = {}
        """Of a dataclass: what field(...) says, by name."""
        self.spans: dict[str, tree.Span] = {}
        self.made_fields: list[tree.Field] = []
        """What mypy does not know as attributes: of cached properties, and InitVars."""
        self.is_keyword_only = False
        """Of a dataclass: behind `_: KW_ONLY`."""
        self.keyword_only: set[str] = set()

    def add(self, node: nodes.Statement) -> None:
        try:
            with self.scope.at(node):
                self._add(node)
        except Refused as refusal:
            self.scope.refused(refusal)

    def _add(self, node: nodes.Statement) -> None:
        match node:
            case nodes.FuncDef():
                self._method(node)
            case nodes.Decorator() if decorators.user_decorators(node):
                with self.scope.at(node.func):
                    self._decorated_method(node)
            case nodes.Decorator() if decorators.is_cached(node):
                with self.scope.at(node.func):
                    self._cached_property(node.func)
            case nodes.Decorator():
                with self.scope.at(node.func):
                    self._method(node.func)
            case nodes.OverloadedFuncDef() if node.is_property:
                self._property(node)
            case nodes.OverloadedFuncDef():
                implementation = overload_implementation(node)
                with self.scope.at(implementation):
                    self._method(implementation)
                self.methods[node.name].is_overloaded = True
            case nodes.AssignmentStmt():
                self._assignment(node)
            case nodes.ExpressionStmt() if isinstance(
                node.expr, nodes.StrExpr | nodes.EllipsisExpr
            ):
                pass
            case nodes.PassStmt():
                pass
            case nodes.ClassDef():
                self.statements += class_statement(self.scope, node)
            case _:
                raise Refused(
                    "G101",
                    "only attributes and methods may stand in a class body",
                    "move the statement before or after the class",
                )

    def _method(self, node: nodes.FuncDef, name: str = "") -> None:
        """`name` is another name than that of the `def`."""
        name = name or node.name
        if node.is_property:
            kind = tree.FunctionKind.PROPERTY
        elif is_static(node):
            kind = tree.FunctionKind.STATIC
        elif node.is_class and name not in ("__init_subclass__", "__class_getitem__"):
            kind = tree.FunctionKind.CLASS
        else:
            kind = tree.FunctionKind.METHOD
        if name in ("__new__", "__init_subclass__"):
            kind = tree.FunctionKind.CLASS
        if name == "__class_getitem__":
            raise Refused("G101", f"{name} is not compiled yet", "use __init__ or a method")
        if self.info.is_enum and name == "_generate_next_value_":
            raise Refused("G132", f"{name} of an enum is not compiled", "write the values")
        self._check_value_method(name)
        if self.info.is_named_tuple and name in _TUPLE_METHODS:
            raise Refused("G114", f"a NamedTuple with {name} of its own", "use a dataclass")
        if name in ("__getattribute__", "__setattr__", "__delattr__"):
            raise Refused("G101", f"{name} is refused: attributes are fixed when built")
        if node.type is not None and name not in _FREE_METHODS:
            check_override(self.scope, self.info, name, node.type)
        self.methods[name] = add_function(self.scope, node, kind=kind, owner=self.info, name=name)
        self.statements += self.scope.take_pending()

    def _check_value_method(self, name: str) -> None:
        """The operators of an int or str do not look into its class."""
        base = value_base(self.info)
        if base is None or base.name.endswith((".EnumMember", ".FlagMember")):
            return
        if name.startswith("__") and name.endswith("__") and name not in _OWN_VALUE_METHODS:
            raise Refused(
                "G108",
                f"{self.info.name} is an int or str with {name} of its own",
                "give it a method of another name, or hold the value in an attribute",
            )

    def _decorated_method(self, node: nodes.Decorator) -> None:
        """The method as it stands becomes a function; in its place stands one that calls what the
        decorators returned."""
        scope, function_type = self.scope, node.func.type
        assert function_type is not None
        declared = decorators.declared_type(scope, node)
        if decorators.is_cached(node):
            raise Refused("G106", f"{node.name} is decorated twice over", "decorate a plain method")
        is_bound = not (node.func.is_static or node.func.is_class)
        if is_bound and self.info.defn.type_vars:
            # What the decorators return is made once, and each C[...] is a class of its own.
            raise Refused(
                "G106",
                f"{node.name} is a decorated method of a generic class",
                "decorate a function, and call it from a plain method",
            )
        if not is_bound and not decorators.is_innermost_decorated(node):
            raise Refused(
                "G106",
                f"a decorator above that which makes {node.name} no plain method",
                "put it below @staticmethod or @classmethod",
            )
        is_nameless = decorators.is_registration(scope, node)
        plain_name = f"<plain {node.name}{f':{node.line}' if is_nameless else ''}>"
        kind = tree.FunctionKind.METHOD if is_bound else tree.FunctionKind.STATIC
        plain = add_function(scope, node.func, kind=kind, owner=self.info, name=plain_name)
        self.methods[plain_name] = plain
        self.statements += scope.take_pending()
        span = scope.place
        name = tree.FunctionName(span=span, type=scope.type(function_type), name=plain.full_name)
        place = tree.GlobalName(
            span=span,
            type=declared,
            name=f"{self.info.fullname}.<decorated {node.name}>",
            declared=declared,
        )
        value = decorators.apply(scope, node, name)
        if is_nameless:
            self.statements.append(tree.ExpressionStatement(span=span, value=value))
            return
        self.statements.append(tree.Assignment(span=span, targets=[place], value=value))
        self.methods[node.name] = decorators.forwarder(scope, node, plain, place)

    def _cached_property(self, node: nodes.FuncDef) -> None:
        base = value_base(self.info)
        if self.info.is_named_tuple or (base is not None and not self.info.is_enum):
            raise Refused("G106", "objects of this class have no attributes to cache something in")
        plain = add_function(
            self.scope,
            node,
            kind=tree.FunctionKind.METHOD,
            owner=self.info,
            name=f"<plain {node.name}>",
        )
        self.methods[plain.name] = plain
        fields, accessors = decorators.cached_property(self.scope, plain, node.name, plain.result)
        self.made_fields += fields
        self.methods.update({accessor.name: accessor for accessor in accessors})

    def _property(self, node: nodes.OverloadedFuncDef) -> None:
        """The getter, then what `@name.setter` and `@name.deleter` decorate."""
        for item in node.items:
            assert isinstance(item, nodes.Decorator)
            if decorators.user_decorators(item):
                raise Refused("G106", f"property {node.name} is decorated", "decorate a method")
            with self.scope.at(item.func):
                kind, name = tree.FunctionKind.PROPERTY, node.name
                accessor = item.original_decorators[0]
                if isinstance(accessor, nodes.MemberExpr) and accessor.name == "setter":
                    kind, name = tree.FunctionKind.SETTER, f"<set {node.name}>"
                elif isinstance(accessor, nodes.MemberExpr):
                    kind, name = tree.FunctionKind.DELETER, f"<delete {node.name}>"
                self.methods[name] = add_function(
                    self.scope, item.func, kind=kind, owner=self.info, name=name
                )

    def _assignment(self, node: nodes.AssignmentStmt) -> None:
        if node.is_alias_def:
            return
        for lvalue in node.lvalues:
            if not isinstance(lvalue, nodes.NameExpr):
                raise Refused("G101", "only plain names are assigned in a class body")
            if lvalue.name in IGNORED_NAMES:
                continue
            function = method_alias(self.info, lvalue.name)
            if function is None:
                self._attribute(node, lvalue)
            else:
                self._second_name(function, lvalue.name)

    def _second_name(self, function: nodes.SymbolNode, name: str) -> None:
        """`name = method`: the method once more."""
        match function:
            case nodes.Decorator() if not decorators.user_decorators(function):
                self._method(function.func, name)
            case nodes.OverloadedFuncDef() if not function.is_property:
                self._method(overload_implementation(function), name)
                self.methods[name].is_overloaded = True
            case nodes.FuncDef():
                self._method(function, name)
            case _:
                raise Refused(
                    "G106", f"{name} is a second name of a decorated method", "write a method"
                )

    def _init_only(self, node: nodes.AssignmentStmt, name: str, type_: mypy_types.Type) -> None:
        """`name: InitVar[T]`: a parameter, which mypy has taken out of the class."""
        field = tree.Field(name, self.scope.type(type_), None, span=self.scope.place)
        if not (isinstance(node.rvalue, nodes.TempNode) and node.rvalue.no_rhs):
            check_flow(self.scope, node.rvalue, type_)
            full_name = f"{self.info.fullname}.{name}"
            field.default = kept(self.scope, node.rvalue, field.type, full_name, is_readable=True)
            self.statements += self.scope.take_pending()
        field.is_init_var = True
        field.kw_only = self.is_keyword_only
        self.made_fields.append(field)

    def _attribute(self, node: nodes.AssignmentStmt, lvalue: nodes.NameExpr) -> None:
        symbol = lvalue.node
        declared = mypy_types.get_proper_type(node.type) if node.type is not None else None
        if self.is_dataclass and isinstance(declared, mypy_types.Instance):
            if declared.type.fullname == "dataclasses.KW_ONLY":
                self.is_keyword_only = True
                return
            if declared.type.fullname == "dataclasses.InitVar":
                self._init_only(node, lvalue.name, declared.args[0])
                return
        if not isinstance(symbol, nodes.Var):
            raise Refused("G101", f"{lvalue.name} is defined twice in the class body")
        has_value = not (isinstance(node.rvalue, nodes.TempNode) and node.rvalue.no_rhs)
        self.spans[lvalue.name] = self.scope.place
        if self.is_keyword_only:
            self.keyword_only.add(lvalue.name)
        if has_value and symbol.type is not None:
            check_flow(self.scope, node.rvalue, symbol.type)
        if self.info.is_named_tuple:
            assert symbol.type is not None
            field = tree.Field(lvalue.name, self.scope.type(symbol.type), None)
            if has_value:
                name = f"{self.info.fullname}.<default {lvalue.name}>"
                field.default = kept(self.scope, node.rvalue, field.type, name)
                self.statements += self.scope.take_pending()
            self.named_fields.append(field)
            return
        if not is_class_variable(symbol, self.info):
            if self.is_dataclass and node.unanalyzed_type is None and not node.is_final_def:
                raise Refused(
                    "G113",
                    f"{lvalue.name} is no field of the dataclass: it has no annotation",
                    "annotate it, with ClassVar if it belongs to the class",
                )
            if has_value and symbol.type is not None:
                self._field_value(lvalue.name, node.rvalue, self.scope.type(symbol.type))
            return
        self._check_not_hiding(lvalue.name)
        assert symbol.type is not None
        self.class_variables[lvalue.name] = self.scope.type(
            variable_type(self.info, lvalue.name, symbol.type)
        )
        if self.info.is_enum and lvalue.name in self.info.enum_members:
            self.members.append(lvalue.name)
            self.class_variables[lvalue.name] = tree.Instance(self.info.fullname)
        if has_value:
            self._class_variable(lvalue, node.rvalue)

    def _field_value(self, name: str, value: nodes.Expression, type_: tree.Type) -> None:
        """The class-body value of an attribute: what a new object starts with."""
        if self.is_dataclass and decorator_name(value) == "dataclasses.field":
            assert isinstance(value, nodes.CallExpr)
            options = tree.Field(name, type_, None)
            self.options[name] = options
            dataclass_field(self.scope, options, value, f"{self.info.fullname}.{name}")
        elif self.scope.module.name in self.scope.program.library:
            self.values[name] = constant(self.scope, value)
        else:
            full_name = f"{self.info.fullname}.{name}"
            self.values[name] = kept(self.scope, value, type_, full_name, is_readable=True)
            if not self.is_dataclass and isinstance(
                mypy_types.get_proper_type(self.scope.program.expression_types.get(value)),
                mypy_types.CallableType,
            ):
                raise Refused(
                    "G112",
                    f"{name} holds a function, which becomes a method when read from an object",
                    "assign it in __init__",
                )
        self.statements += self.scope.take_pending()

    def _check_not_hiding(self, name: str) -> None:
        for base in self.info.mro[1:]:
            symbol = base.names.get(name)
            if symbol is None or base.module_name not in self.scope.program.compiled:
                continue
            if not (isinstance(symbol.node, nodes.Var) and is_class_variable(symbol.node, base)):
                raise Refused(
                    "G112",
                    f"class variable {name} hides that of {base.name}",
                    "choose another name, or make it an attribute of the objects",
                )

    def _class_variable(self, lvalue: nodes.NameExpr, value: nodes.Expression) -> None:
        span = self.scope.place
        full_name = f"{self.info.fullname}.{lvalue.name}"
        declared = self.class_variables[lvalue.name]
        place = tree.GlobalName(span=span, type=declared, name=full_name, declared=declared)
        converted = self._member_value(value)
        self.statements.append(tree.Assignment(span=span, targets=[place], value=converted))

    def _member_value(self, value: nodes.Expression) -> tree.Expression:
        """The value of a class variable. `auto()` is a call of the class that the enum knows."""
        if isinstance(value, nodes.CallExpr) and decorator_name(value) == AUTO:
            base = value_base(self.info)
            is_text = base is not None and base.name.endswith(("TextMember", "StrEnum"))
            kind = STR if is_text else INT
            span = self.scope.span(value)
            callee = tree.ClassName(span=span, type=tree.ClassObjectType(kind), name=AUTO)
            return tree.Call(span=span, type=kind, callee=callee, arguments=[])
        return self.scope.expression(value)

    # ------------------------------------------------------------ fields

    def fields(self) -> list[tree.Field]:
        """Instance attributes in order of appearance: class body first, then those of methods."""
        result: list[tree.Field] = []
        for name, symbol in self.info.names.items():
            var = symbol.node
            if not isinstance(var, nodes.Var) or symbol.plugin_generated:
                continue
            if name in IGNORED_NAMES or name.startswith("__dataclass_"):
                continue
            if is_class_variable(var, self.info) or is_frozen_copy(var):
                continue
            if method_alias(self.info, name) is not None:
                continue
            if self.is_keyword_only and _is_marker(var):
                continue
            try:
                result.append(self._field(name, var))
            except Refused as refusal:
                self.scope.refused(refusal)
        if any(field.is_init_var for field in self.made_fields):  # in the order of the class body
            both = [*result, *self.made_fields]
            return sorted(both, key=lambda f: (f.is_plain, f.span.line if f.span else 0))
        return [*result, *self.made_fields]

    def _check_same_type(self, name: str, var: nodes.Var) -> None:
        """An object has one field of a name, and it has one representation."""
        for base in self.info.mro[1:]:
            symbol = base.names.get(name)
            if symbol is None or not isinstance(symbol.node, nodes.Var) or not symbol.node.type:
                continue
            inherited = map_type_from_supertype(symbol.node.type, self.info, base)
            if var.type is not None and not is_same_type(var.type, inherited):
                raise Refused(
                    "G112",
                    f"attribute {name} has another type in the base class {base.name}",
                    "declare it once, in the base class; narrow it with isinstance where needed",
                    self.scope.span(var),
                )

    def _field(self, name: str, var: nodes.Var) -> tree.Field:
        if var.type is None:
            raise self.scope.bug(f"{self.info.fullname}.{name} has no type")
        is_plain = self.is_dataclass and name not in self.spans
        self._check_same_type(name, var)
        with self.scope.at(var) as span:
            field = tree.Field(
                name, self.scope.type(var.type), None, span=self.spans.get(name, span)
            )
            field.default = self.values.get(name)
            field.is_plain = is_plain
            field.kw_only = name in self.keyword_only
            options = self.options.get(name)
            if options is not None:
                field.default = options.default
                field.in_init = options.in_init
                field.kw_only = options.kw_only or field.kw_only
                field.in_repr, field.in_compare = options.in_repr, options.in_compare
                field.in_hash = options.in_hash
            return field


def _is_marker(var: nodes.Var) -> bool:
    declared = mypy_types.get_proper_type(var.type)
    return (
        isinstance(declared, mypy_types.Instance)
        and declared.type.fullname == "dataclasses.KW_ONLY"
    )
