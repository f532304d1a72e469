"""mypy's types to ours: literals erased, aliases resolved, unions flattened.

A type that has no meaning in an image is refused here. Classes that only a stub declares are noted
on the way, so that the tree can say what their bases and type variables are.
"""

from __future__ import annotations

from mypy import nodes
from mypy import types as mypy_types

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree


class Refused(Exception):
    """The language does not have this. Becomes a Diagnostic at the place it is raised for."""

    def __init__(
        self, code: str, message: str, hint: str = "", span: tree.Span | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.span = span


OBJECT = tree.Instance("builtins.object")
BOOL = tree.Instance("builtins.bool")
INT = tree.Instance("builtins.int")
STR = tree.Instance("builtins.str")
BYTES = tree.Instance("builtins.bytes")


TYPED_DICT = tree.Instance("builtins.dict", (STR, tree.AnyType()))
"""What a TypedDict is: a dict of str to anything, of which only the checker knows more."""


class TypeConverter:
    """Converts types and remembers which stub classes they mention."""

    def __init__(self, compiled: frozenset[str]) -> None:
        self.compiled = compiled
        self.stub_classes: dict[str, nodes.TypeInfo] = {}
        self._plain: dict[str, tree.Instance] = {}
        self._open: set[str] = set()
        """Recursive aliases that are being converted."""

    def class_name(self, info: nodes.TypeInfo) -> str:
        """Full name of a class; notes it if only a stub declares it."""
        name = info.fullname
        if info.module_name not in self.compiled:
            self.stub_classes.setdefault(name, info)
        return name

    def convert(self, mypy_type: mypy_types.Type) -> tree.Type:
        if isinstance(mypy_type, mypy_types.TypeAliasType) and mypy_type.is_recursive:
            return self._recursive(mypy_type)
        proper = mypy_types.get_proper_type(mypy_type)
        match proper:
            case mypy_types.Instance() if proper.type.fullname in _OF_NUMBERS:
                return tree.AnyType()
            case mypy_types.Instance() if proper.type.fullname == "enum.auto":
                return INT  # what it stands for in the body of the enum class
            case mypy_types.Instance():
                return self.instance(proper)
            case mypy_types.NoneType():
                return tree.NoneType()
            case mypy_types.UnionType():
                return self._union(proper)
            case mypy_types.LiteralType():
                return self.instance(proper.fallback)
            case mypy_types.CallableType():
                return self._callable(proper)
            case mypy_types.TupleType():
                return self._tuple(proper)
            case mypy_types.AnyType():
                return tree.AnyType()
            case mypy_types.TypeVarType():
                return self.type_variable(proper)
            case mypy_types.UninhabitedType():
                return tree.NeverType()
            case mypy_types.TypeType():
                return tree.ClassObjectType(self.convert(proper.item))
            case mypy_types.Overloaded():
                return self._overloaded(proper)
            case mypy_types.TypedDictType():
                return TYPED_DICT
            case mypy_types.ParamSpecType(flavor=mypy_types.ParamSpecFlavor.ARGS):
                return tree.Instance("builtins.tuple", (OBJECT,))
            case mypy_types.ParamSpecType():
                return tree.Instance("builtins.dict", (STR, OBJECT))
            case mypy_types.TypeVarTupleType() | mypy_types.Parameters() | mypy_types.UnpackType():
                raise Refused("G123", "TypeVarTuple is not compiled yet")
            case mypy_types.ErasedType():
                return tree.AnyType()
            case _:
                raise InternalError(f"mypy left a {type(proper).__name__} ({proper}) in a type")

    def _recursive(self, alias: mypy_types.TypeAliasType) -> tree.Type:
        """An alias that mentions itself: inside of itself it is any value, or any object if no
        number is among what it stands for. That is how items of such types lie in memory."""
        proper = mypy_types.get_proper_type(alias)
        assert alias.alias is not None
        name = alias.alias.fullname
        if name in self._open:
            items = proper.items if isinstance(proper, mypy_types.UnionType) else [proper]
            has_numbers = any(map(_may_be_number, map(mypy_types.get_proper_type, items)))
            return OBJECT if has_numbers else tree.Instance("$reference")
        self._open.add(name)
        try:
            return self.convert(proper)
        finally:
            self._open.discard(name)

    def instance(self, proper: mypy_types.Instance) -> tree.Instance:
        if proper.type.is_newtype:  # only the checker tells it from its base
            return self.instance(proper.type.bases[0])
        if not proper.args or proper.type.fullname == "builtins.slice":  # it holds objects
            found = self._plain.get(proper.type.fullname)
            if found is None:
                found = tree.Instance(self.class_name(proper.type))
                self._plain[found.name] = found
            return found
        arguments = tuple(self.convert(argument) for argument in proper.args)
        return tree.Instance(self.class_name(proper.type), arguments)

    def type_variable(self, proper: mypy_types.TypeVarType) -> tree.Type:
        """A type variable. Self is the class it stands in: methods are called on the object."""
        if proper.id.is_self() or proper.id.is_meta_var():
            return self.convert(proper.upper_bound)
        if proper.values:
            raise Refused(
                "G123",
                f"type variable {proper.name} has constraints, which is not compiled yet",
                "use a bound, or write one function for each type",
            )
        name = f"{proper.id.namespace}.{proper.name}"
        return tree.TypeVarType(name, self.convert(proper.upper_bound), _VARIANCE[proper.variance])

    def _union(self, proper: mypy_types.UnionType) -> tree.Type:
        items: list[tree.Type] = []
        for item in proper.items:
            converted = self.convert(item)
            parts = converted.items if isinstance(converted, tree.UnionType) else (converted,)
            items += [part for part in parts if part not in items]
        items = [item for item in items if not isinstance(item, tree.NeverType)] or items
        return items[0] if len(items) == 1 else tree.UnionType(tuple(items))

    def _callable(self, proper: mypy_types.CallableType) -> tree.Type:
        if proper.is_type_obj():
            return tree.ClassObjectType(self.convert(proper.ret_type))
        if proper.is_ellipsis_args:
            return tree.CallableType((), self.convert(proper.ret_type), is_open=True)
        parameters = tuple(self.convert(argument) for argument in proper.arg_types)
        return tree.CallableType(parameters, self.convert(proper.ret_type))

    def _overloaded(self, proper: mypy_types.Overloaded) -> tree.Type:
        if proper.is_type_obj():
            return tree.ClassObjectType(self.convert(proper.items[0].ret_type))
        return tree.CallableType((), tree.AnyType(), is_open=True)

    def _tuple(self, proper: mypy_types.TupleType) -> tree.Type:
        info = proper.partial_fallback.type
        if info.is_named_tuple and not info.defn.type_vars:
            return tree.Instance(self.class_name(info))
        if info.fullname != "builtins.tuple":
            raise Refused(
                "G114",
                f"{info.name} is a subclass of a tuple or generic, which is not compiled yet",
                "use typing.NamedTuple, or a frozen dataclass",
            )
        return tree.TupleType(tuple(self.convert(item) for item in proper.items))


_OF_NUMBERS = frozenset(
    f"typing.{name}"
    for name in ("Hashable", "SupportsInt", "SupportsFloat", "SupportsIndex", "SupportsAbs")
)
"""Protocols that numbers have too, which are no objects of the program: such a value may be any."""
_VARIANCE = {
    nodes.INVARIANT: 0,
    nodes.COVARIANT: 1,
    nodes.CONTRAVARIANT: -1,
    nodes.VARIANCE_NOT_READY: 0,
}


def _may_be_number(item: mypy_types.ProperType) -> bool:
    if not isinstance(item, mypy_types.Instance | mypy_types.LiteralType):
        return isinstance(item, mypy_types.AnyType | mypy_types.TypeVarType)
    info = item.fallback.type if isinstance(item, mypy_types.LiteralType) else item.type
    if info.fullname == "builtins.object" or info.module_name == "gloam.machine":
        return True
    return any(info.has_base(f"builtins.{name}") for name in ("int", "float"))


def without_none(type_: tree.Type) -> tree.Type:
    if not isinstance(type_, tree.UnionType):
        return type_
    items = tuple(item for item in type_.items if not isinstance(item, tree.NoneType))
    return items[0] if len(items) == 1 else tree.UnionType(items)
