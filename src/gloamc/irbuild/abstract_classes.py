"""isinstance with Iterable, Sequence and the like: which classes of the program these mean.

The protocols with one or two methods mean every class that has the methods, as in CPython; the
others mean the builtin containers that are registered there.
"""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.irbuild.program import ProgramBuilder
from gloamc.irbuild.representation import ASYNC_GENERATOR, GENERATOR, canonical

_VALUES = ("builtins.str", "builtins.bytes", "builtins.tuple")
"""They have these methods as functions of the runtime."""
_METHODS: dict[str, tuple[str, ...]] = {
    "Iterable": ("__iter__",),
    "Iterator": ("__iter__", "__next__"),
    "Reversible": ("__iter__", "__reversed__"),
    "Sized": ("__len__",),
    "Container": ("__contains__",),
    "Collection": ("__iter__", "__len__", "__contains__"),
    "AsyncIterable": ("__aiter__",),
    "AsyncIterator": ("__aiter__", "__anext__"),
}
_OF_VALUES = ("Iterable", "Reversible", "Sized", "Container", "Collection")
_OF_PROGRAMS = {
    name: f"gloam.runtime.container_bases.{base}"
    for name, base in (
        ("Sequence", "Sequence"), ("MutableSequence", "MutableSequence"), ("AbstractSet", "Set"),
        ("MutableSet", "MutableSet"), ("Mapping", "Mapping"),
        ("MutableMapping", "MutableMapping"), ("KeysView", "KeysView"),
        ("ValuesView", "ValuesView"), ("ItemsView", "ItemsView"),
    )
}  # fmt: skip
"""What the classes of the program that are such containers derive from."""
_REGISTERED: dict[str, tuple[str, ...]] = {
    "Sequence": (
        *_VALUES,
        "builtins.list",
        "builtins.range",
        "builtins.bytearray",
        "builtins.memoryview",
    ),
    "MutableSequence": ("builtins.list", "builtins.bytearray"),
    "AbstractSet": (
        "builtins.set", "builtins.frozenset", "builtins.dict_keys", "builtins.dict_items",
    ),
    "MutableSet": ("builtins.set",),
    "Mapping": ("builtins.dict",),
    "MutableMapping": ("builtins.dict",),
    "MappingView": ("builtins.dict_keys", "builtins.dict_values", "builtins.dict_items"),
    "KeysView": ("builtins.dict_keys",),
    "ValuesView": ("builtins.dict_values",),
    "ItemsView": ("builtins.dict_items",),
    "Generator": (GENERATOR,),
    "AsyncGenerator": (ASYNC_GENERATOR,),
}  # fmt: skip


def classes_of(program: ProgramBuilder, name: str) -> list[str] | None:
    """The classes that an abstract class means; None if it is no such class."""
    module, _, short = name.rpartition(".")
    if module != "typing":
        return None
    if short in _REGISTERED:
        own = _OF_PROGRAMS.get(short)
        return [*_REGISTERED[short], *([own] if own is not None else [])]
    if short not in _METHODS:
        return None
    found = list(_VALUES) if short in _OF_VALUES else []
    for known, definition in program.class_definitions().items():
        if all(_has(program, definition, method) for method in _METHODS[short]):
            found.append(known)
    return found


def _has(program: ProgramBuilder, definition: tree.Class, method: str) -> bool:
    """Whether a class has a method of its own or a base's, that of object apart."""
    at: tree.Class | None = definition
    while at is not None and canonical(at.full_name) != "builtins.object":
        if method in at.methods:
            return True
        at = program.find_class(at.base.name) if at.base is not None else None
    return False
