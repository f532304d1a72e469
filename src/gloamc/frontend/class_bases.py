"""The bases of a class: which of them are compiled, and whose layout the class continues."""

from __future__ import annotations

from mypy import nodes
from mypy import types as mypy_types

from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import OBJECT, Refused

NOT_A_BASE = frozenset({"builtins.object", "abc.ABC", "typing.Generic"})
"""Bases that the tree does not list: they say something about the class instead."""


def bases(scope: FunctionScope, node: nodes.ClassDef) -> list[tree.Instance]:
    """Bases that are compiled classes; the one whose layout the class continues comes first."""
    real: list[mypy_types.Instance] = []
    if node.info.is_named_tuple:
        return [tree.Instance("builtins.tuple", (OBJECT,))]
    for base in node.info.bases:
        name = base.type.fullname
        is_stub = base.type.module_name not in scope.program.compiled
        if name in NOT_A_BASE or (is_stub and base.type.is_protocol):
            continue
        if node.info.is_enum and is_stub:
            continue
        if is_stub and name in VALUE_BASES:
            continue
        if is_stub and not _is_laid_out(base.type) and name not in STAND_INS:
            raise Refused(
                "G108",
                f"{base.type.name} cannot be a base class in an image",
                "keep a value of it in an attribute",
            )
        real.append(base)
    first_value = value_base(node.info)
    if first_value is not None and not any(value_base(b.type) == first_value for b in real):
        for base in real:
            _check_mixin(scope, node, base)
        return [first_value, *map(scope.program.converter.instance, real)]
    if not real:
        return [tree.Instance("builtins.object")]
    first = max(real, key=lambda base: _has_layout(scope, base.type))
    others = [base for base in real if base is not first]
    if (
        first.type.module_name == "builtins"
        and any(base.type.has_base("builtins.BaseException") for base in others)
        and not all(base.type.module_name == "builtins" for base in real)
    ):
        raise Refused(
            "G108",
            f"{first.type.name} stands before an exception of the program's own",
            "put the builtin exception last",
        )
    for base in others:
        _check_mixin(scope, node, base)
    return [_standing_for(scope.program.converter.instance(base)) for base in (first, *others)]


STAND_INS = {
    "typing.Sequence": ("container_bases.Sequence", "container_bases.AnySequence"),
    "typing.MutableSequence": ("container_bases.MutableSequence",),
    "typing.AbstractSet": ("container_bases.Set", "container_bases.AnySet"),
    "typing.MutableSet": ("container_bases.MutableSet",),
    "typing.Mapping": ("container_bases.Mapping", "container_bases.AnyMapping"),
    "typing.MutableMapping": ("container_bases.MutableMapping",),
    "typing.TextIO": ("text_stream.TextIO", "console.Sink"),
}
"""Bases that only the checker knows, and the classes of the runtime that are meant by them."""


def _standing_for(base: tree.Instance) -> tree.Instance:
    names = STAND_INS.get(base.name)
    if names is None:
        return base
    return tree.Instance(f"gloam.runtime.{names[0]}", base.arguments)


def order_of(scope: FunctionScope, info: nodes.TypeInfo) -> list[str]:
    """The compiled classes above this one, in the order in which methods are looked up."""
    found: list[str] = []
    has_own = any(
        base.module_name == "builtins" and base.fullname != "builtins.object" for base in info.mro
    )
    # What several exceptions have is sorted out here, the builtin ones' methods too.
    is_mixed = len([b for b in info.bases if b.type.has_base("builtins.BaseException")]) > 1
    for base in info.mro[1:]:
        is_exception = is_mixed and base.has_base("builtins.BaseException")
        if base.module_name in scope.program.compiled or is_exception:
            found.append(base.fullname)
        for name in () if has_own else STAND_INS.get(base.fullname, ()):
            found.append(f"gloam.runtime.{name}")
    return found


VALUE_BASES = {
    "builtins.int": "gloam.runtime.derived.DerivedInt",
    "builtins.str": "gloam.runtime.derived.DerivedText",
}
"""Builtin classes of values that a class of the program may continue, with its base then."""
_ENUM_BASES = {
    "enum.IntEnum": "IntEnum",
    "enum.StrEnum": "StrEnum",
    "enum.IntFlag": "IntFlag",
    "enum.Flag": "FlagMember",
}


def value_base(info: nodes.TypeInfo) -> tree.Instance | None:
    """The runtime's class behind an enum, or a class that continues int or str."""
    names = [base.fullname for base in info.mro]
    if info.is_enum:
        for name in names:
            if name in _ENUM_BASES:
                return tree.Instance(f"gloam.runtime.enumeration.{_ENUM_BASES[name]}")
        kind = "EnumMember"
        if "builtins.int" in names:
            kind = "IntMember"
        elif "builtins.str" in names:
            kind = "TextMember"
        for name in names:
            if name in ("builtins.float", "builtins.bytes", "builtins.tuple", "enum.ReprEnum"):
                raise Refused(
                    "G132",
                    f"an enum with {name.rpartition('.')[2]} as a base is not compiled",
                    "use enum.Enum, IntEnum, StrEnum, Flag or IntFlag",
                )
        return tree.Instance(f"gloam.runtime.enumeration.{kind}")
    for name, base in VALUE_BASES.items():
        if name in names and info.tuple_type is None:
            return tree.Instance(base)
    return None


CONTAINER_BASES = frozenset({"builtins.dict", "builtins.list", "builtins.set"})
"""Containers that a class of the program may continue."""


def _is_laid_out(info: nodes.TypeInfo) -> bool:
    """Whether the runtime has said what lies where in the objects of a class."""
    return info.has_base("builtins.BaseException") or any(
        base.fullname in CONTAINER_BASES for base in info.mro
    )


def _adds_nothing(info: nodes.TypeInfo) -> bool:
    """Whether it is a builtin exception whose objects are laid out as any exception's."""
    if info.fullname == "builtins.BaseException":
        return True
    return info.has_base("builtins.BaseException") and all(
        base.fullname in ("builtins.BaseException", "builtins.object") or not base.names
        for base in info.mro
    )


def _has_layout(scope: FunctionScope, info: nodes.TypeInfo) -> int:
    """2 for what the runtime lays out, 1 for classes with attributes, 0 for those that only have
    methods."""
    if _is_laid_out(info):
        return 2
    compiled = [base for base in info.mro if base.module_name in scope.program.compiled]
    attributes = (symbol.node for base in compiled for symbol in base.names.values())
    return int(any(isinstance(a, nodes.Var) and not a.is_classvar for a in attributes))


def _check_mixin(scope: FunctionScope, node: nodes.ClassDef, base: mypy_types.Instance) -> None:
    for info in base.type.mro:
        if info.fullname in STAND_INS:
            raise Refused(
                "G108",
                f"{info.name} is not the first base of {node.name}",
                "put it first, or hold an object of it in an attribute",
            )
        if info.module_name not in scope.program.compiled:
            if _is_laid_out(info) and not _adds_nothing(info):
                raise Refused(
                    "G108",
                    f"{node.name} has two bases that are laid out by the runtime",
                    "keep one of them as a base",
                )
            continue
        has_code = not info.is_protocol and bool(info.names)
        if "dataclass_tag" in info.metadata or (info.defn.type_vars and has_code):
            raise Refused(
                "G108",
                f"{info.name} is a dataclass or generic, and not the first base of {node.name}",
                "put it first, or hold an object of it in an attribute",
            )
