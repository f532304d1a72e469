"""From Python types to representations, and the canonical names of builtin classes.

A generic function or class is compiled once per *category* of its type arguments: int, float, bool,
str, each fixed-width type, "some reference" and "any value" (docs/architecture.md). A covariant or
contravariant type variable is always "any value", so that a value needs no conversion when it is
seen through a wider type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gloamc.frontend import tree
from gloamc.ir import types as ir

OBJECT = tree.Instance("builtins.object")
REFERENCE = tree.Instance("$reference")
"""Category: an object of unknown class, never a small int."""
FUNCTION = "gloam.runtime.function.Function"
FRAME = "gloam.runtime.frame.Frame"
GENERATOR = "gloam.runtime.generator.Generator"
ASYNC_GENERATOR = "gloam.runtime.async_generator.AsyncGenerator"

_ALIASES = {
    "gloam.runtime.object.Object": "builtins.object",
    "gloam.runtime.list.List": "builtins.list",
    "gloam.runtime.dict.Dict": "builtins.dict",
    "gloam.runtime.dict.DictKeys": "builtins.dict_keys",
    "gloam.runtime.dict.DictValues": "builtins.dict_values",
    "gloam.runtime.dict.DictItems": "builtins.dict_items",
    "gloam.runtime.bytearray.ByteArray": "builtins.bytearray",
    "gloam.runtime.memoryview.MemoryView": "builtins.memoryview",
    "gloam.runtime.set.Set": "builtins.set",
    "gloam.runtime.set.FrozenSet": "builtins.frozenset",
    "gloam.runtime.range.Range": "builtins.range",
    "gloam.runtime.slice.Slice": "builtins.slice",
    "gloam.runtime.iterator.Enumerate": "builtins.enumerate",
    "gloam.runtime.iterator.Zip": "builtins.zip",
    "gloam.runtime.iterator.Map": "builtins.map",
    "gloam.runtime.iterator.Filter": "builtins.filter",
    "_collections_abc.dict_keys": "builtins.dict_keys",
    "_collections_abc.dict_values": "builtins.dict_values",
    "_collections_abc.dict_items": "builtins.dict_items",
    "gloam.runtime.object.NotImplementedType": "builtins._NotImplementedType",
    "types.NoneType": "builtins.NoneType",
    "_dataclass_values.Field": "dataclasses.Field",
    "gloam.runtime.enumeration.Enum": "enum.Enum",
    "gloam.runtime.enumeration.IntEnum": "enum.IntEnum",
    "gloam.runtime.enumeration.StrEnum": "enum.StrEnum",
    "gloam.runtime.enumeration.Flag": "enum.Flag",
    "gloam.runtime.enumeration.IntFlag": "enum.IntFlag",
    "gloam.runtime.text_stream.TextIO": "typing.TextIO",
}
_EXCEPTIONS = "gloam.runtime.exceptions."

RAW_TYPES = {
    f"gloam.machine.{t.kind.value}": t
    for t in (ir.I8, ir.I16, ir.I32, ir.I64, ir.U8, ir.U16, ir.U32, ir.U64)
}
POINTER = "gloam.machine.Ptr"
_SCALARS = {
    "builtins.int": ir.INT,
    "builtins.bool": ir.BOOL,
    "builtins.float": ir.FLOAT,
    "builtins.object": ir.OBJ,
    POINTER: ir.PTR,
    "$reference": ir.REF,
    "$any": ir.OBJ,
    **RAW_TYPES,
}
FRAME_TYPES = {
    "typing.Coroutine": FRAME,
    "typing.Awaitable": FRAME,
    "types.CoroutineType": FRAME,
    "typing.Generator": GENERATOR,
    "typing.AsyncGenerator": ASYNC_GENERATOR,
}
"""Types whose values are frames, with the class of the runtime that has their methods."""
ABSTRACT = frozenset(
    f"typing.{name}"
    for name in (
        "Iterable", "Iterator", "Reversible", "Container", "Collection", "Sized", "Sequence",
        "MutableSequence", "AbstractSet", "MutableSet", "Mapping", "MutableMapping",
        "MappingView", "KeysView", "ValuesView", "ItemsView", "AsyncIterable", "AsyncIterator",
    )
)  # fmt: skip
"""Types known by what they can do: builtin containers and objects of any class with the methods,
which gloam.runtime.abstract finds at run time. No int or float is one of these."""
ANY = tree.Instance("$any")
"""Category: items of a container that was made with items of type Any."""
DYNAMIC = frozenset(
    f"builtins.{name}" for name in ("list", "dict", "dict_keys", "dict_values", "dict_items")
) | {"asyncio.tasks.Task", "asyncio.futures.Future"}
"""Classes laid out for their items. With items of type Any, an object may be laid out for any: what
is done with it is looked up in its class, as if the object itself were of type Any."""

BUFFERS = frozenset(["builtins.bytearray", "builtins.memoryview"])
"""Bytes-like objects that are no bytes."""

Environment = Mapping[str, tree.Type]
"""Type variable full name to category, inside an instance of a generic."""


def canonical(name: str) -> str:
    """One name per class: what `builtins` calls it, if it is there."""
    alias = _ALIASES.get(name)
    if alias is not None:
        return alias
    if name.startswith(_EXCEPTIONS):
        return "builtins." + name[len(_EXCEPTIONS) :]
    if name.startswith("gloam.machine."):
        return "gloam.machine." + name.rsplit(".", 1)[1]
    return name


def implementation(name: str) -> str:
    """Where the class that `builtins` calls `name` is written."""
    for written, known in _ALIASES.items():
        if known == name and written.startswith("gloam."):
            return written
    if name.startswith("builtins."):
        return _EXCEPTIONS + name[len("builtins.") :]
    return name


def substitute(t: tree.Type, environment: Environment) -> tree.Type:
    """Replace type variables; one that is unknown becomes its bound."""
    match t:
        case tree.TypeVarType(name, bound, _):
            return environment[name] if name in environment else substitute(bound, environment)
        case tree.Instance(name, arguments):
            known = canonical(name)
            if not arguments:
                return t if known == name else tree.Instance(known)
            return tree.Instance(known, tuple(substitute(a, environment) for a in arguments))
        case tree.TupleType(items):
            return tree.TupleType(tuple(substitute(i, environment) for i in items))
        case tree.UnionType(items):
            return tree.UnionType(tuple(substitute(i, environment) for i in items))
        case tree.CallableType(parameters, result):
            return tree.CallableType(
                tuple(substitute(p, environment) for p in parameters),
                substitute(result, environment),
                t.is_open,
            )
        case tree.ClassObjectType(instance):
            return tree.ClassObjectType(substitute(instance, environment))
        case _:
            return t


def is_dynamic(t: tree.Type) -> bool:
    """Whether only an object's class, while the program runs, says how to do something with it."""
    match t:
        case tree.AnyType():
            return True
        case tree.UnionType(items):
            return any(isinstance(item, tree.AnyType) for item in items)
        case tree.Instance(name, arguments) if arguments and name in DYNAMIC:
            return any(isinstance(argument, tree.AnyType) for argument in arguments)
    return False


def is_anything(t: tree.Type) -> bool:
    """Whether any value is of this type."""
    return is_any(t) or t in (OBJECT, ANY)


def is_any(t: tree.Type) -> bool:
    return isinstance(t, tree.AnyType) or (
        isinstance(t, tree.UnionType) and any(isinstance(i, tree.AnyType) for i in t.items)
    )


def concrete(t: tree.Type) -> tree.Type:
    """The type of a new container: with items of type Any, one laid out for that."""
    if not isinstance(t, tree.Instance) or not is_dynamic(t):
        return t
    return tree.Instance(t.name, tuple(ANY if is_any(a) else a for a in t.arguments))


def type_text(t: tree.Type) -> str:
    """A type as Python writes it, with full names of classes outside of builtins."""
    match t:
        case tree.Instance(name, arguments):
            shown = canonical(name).removeprefix("builtins.").removeprefix("typing.")
            return f"{shown}[{_texts(arguments)}]" if arguments else shown
        case tree.TupleType(items):
            return f"tuple[{_texts(items)}]"
        case tree.UnionType(items):
            return " | ".join(type_text(item) for item in items)
        case tree.NoneType():
            return "None"
        case tree.CallableType(parameters, result):
            shown = "..." if t.is_open else f"[{_texts(parameters)}]"
            return f"Callable[{shown}, {type_text(result)}]"
        case tree.ClassObjectType(instance):
            return f"type[{type_text(instance)}]"
        case tree.TypeVarType(_, bound, _):
            return type_text(bound)
        case tree.NeverType():
            return "Never"
        case _:
            return "Any"


def _texts(items: Sequence[tree.Type]) -> str:
    return ", ".join(type_text(item) for item in items)


_interfaces: set[str] = set()


def set_interfaces(names: set[str]) -> None:
    """Name the classes of the program being built whose values may be of any layout."""
    _interfaces.clear()
    _interfaces.update(names)


_named_tuples: set[str] = set()


def set_named_tuples(names: set[str]) -> None:
    """Name the NamedTuple classes of the program being built."""
    _named_tuples.clear()
    _named_tuples.update(names)


DERIVED = {
    "gloam.runtime.derived.DerivedInt": "builtins.int",
    "gloam.runtime.derived.DerivedText": "builtins.str",
}
"""Bases of the classes whose objects are ints and strs too, with what they are."""
_derived: dict[str, str] = {}


def set_derived(classes: Mapping[str, str]) -> None:
    """Name the classes that continue int or str, with which of them."""
    _derived.clear()
    _derived.update(classes)


def value_behind(name: str) -> str:
    """What the objects of a class are, apart from objects: builtins.int, builtins.str or ""."""
    return _derived.get(name, "")


def is_named_tuple(name: str) -> bool:
    return name in _named_tuples


def named_tuples() -> list[str]:
    return sorted(_named_tuples)


def is_interface(name: str) -> bool:
    return canonical(name) in _interfaces


def represent(t: tree.Type) -> ir.IRType:
    """The representation of a type without type variables."""
    match t:
        case tree.Instance(name, _):
            scalar = _SCALARS.get(name)
            if scalar is not None:
                return scalar
            if name in FRAME_TYPES:
                return ir.ref(FRAME_TYPES[name])
            if name in _derived:
                return represent(tree.Instance(_derived[name]))
            if name in ABSTRACT or name in _interfaces or is_dynamic(t):
                return ir.REF
            return ir.ref(instance_name(t))
        case tree.TupleType():
            return ir.ref("builtins.tuple")
        case tree.NoneType():
            return ir.NONE
        case tree.UnionType(items):
            return _represent_union(items)
        case tree.CallableType():
            return ir.REF if FUNCTION in _interfaces else ir.ref(FUNCTION)
        case tree.ClassObjectType():
            return ir.ref(FUNCTION)
        case tree.TypeVarType(_, bound, _):
            return represent(bound)
        case tree.NeverType():
            return ir.NONE
        case _:
            return ir.OBJ


def _represent_union(items: tuple[tree.Type, ...]) -> ir.IRType:
    kinds = [represent(i) for i in items]
    present = [k for k in kinds if k.kind is not ir.Kind.NONE]
    has_none = len(present) < len(kinds)
    if present and all(k.kind is ir.Kind.REF for k in present):
        names = {k.class_name for k in present}
        return ir.ref(names.pop()) if len(names) == 1 else ir.REF
    if not has_none and all(k.kind in (ir.Kind.INT, ir.Kind.BOOL) for k in present):
        return ir.INT
    if not has_none and len({k.kind for k in present}) == 1:
        return present[0]
    return ir.OBJ


def category(t: tree.Type, variance: int = 0) -> tree.Type:
    """The canonical stand-in for a type argument: one compiled copy each."""
    if variance != 0:
        return OBJECT
    if t == ANY:
        return t
    kind = represent(t)
    match kind.kind:
        case ir.Kind.INT:
            return tree.Instance("builtins.int")
        case ir.Kind.BOOL:
            return tree.Instance("builtins.bool")
        case ir.Kind.FLOAT:
            return tree.Instance("builtins.float")
        case ir.Kind.REF:
            if kind.class_name == "builtins.str" and not is_optional(t):
                return tree.Instance("builtins.str")
            return REFERENCE
        case ir.Kind.NONE:  # as a part of a union is: T | Node, with None for T
            return REFERENCE
        case ir.Kind.OBJ:
            return OBJECT
        case ir.Kind.PTR:
            return tree.Instance(POINTER)
        case _:
            return tree.Instance(f"gloam.machine.{kind.kind.value}")


def category_name(t: tree.Type) -> str:
    if isinstance(t, tree.AnyType):
        return "Any"
    assert isinstance(t, tree.Instance)
    known = {"$reference": "ref", "builtins.object": "obj", "$any": "any"}
    return known.get(t.name, t.name.rpartition(".")[2])


def is_optional(t: tree.Type) -> bool:
    return isinstance(t, tree.NoneType) or (
        isinstance(t, tree.UnionType) and any(isinstance(i, tree.NoneType) for i in t.items)
    )


def is_buffer(t: tree.Type) -> bool:
    """Whether a value of this type may be bytes in another form than `bytes`."""
    if isinstance(t, tree.UnionType):
        return any(is_buffer(item) for item in t.items)
    return isinstance(t, tree.Instance) and t.name in BUFFERS


def without_none(t: tree.Type) -> tree.Type:
    if not isinstance(t, tree.UnionType):
        return t
    items = tuple(i for i in t.items if not isinstance(i, tree.NoneType))
    return items[0] if len(items) == 1 else tree.UnionType(items)


_GENERIC_VALUES = frozenset({"builtins.tuple", POINTER})


def instance_name(t: tree.Instance) -> str:
    """The layout's name: the class, and for a generic one its categories in brackets.

    Which type arguments are covariant is not known here: `Classes.normalise` has already replaced
    those by object.
    """
    if not t.arguments or t.name in _GENERIC_VALUES:
        return t.name
    return f"{t.name}[{','.join(category_name(category(a)) for a in t.arguments)}]"
