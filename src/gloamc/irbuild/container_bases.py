"""Classes of the program that continue dict, list or set: what they may not define.

The runtime's own methods of these classes call each other, so a class below must not take one of
their names; and loops look straight into a container, so what they look at must stay as it is.
"""

from __future__ import annotations

import builtins

from gloamc.frontend import tree
from gloamc.irbuild.program import ProgramBuilder
from gloamc.irbuild.representation import canonical

_LOOKED_INTO = {
    "builtins.dict": ("__iter__", "__len__", "keys", "values", "items"),
    "builtins.list": ("__iter__", "__len__", "__getitem__", "__setitem__"),
    "builtins.set": ("__iter__", "__len__"),
}
"""What loops and items of a variable that is declared dict, list or set do in place."""


def check(program: ProgramBuilder) -> None:
    """Refuse the methods and attributes that would change what the runtime does."""
    for name, kept in _LOOKED_INTO.items():
        own = _members(program, name)
        public = set(dir(getattr(builtins, name.rpartition(".")[2])))
        hidden = own - public - {"__missing__"}
        for below in program.below(name):
            definition = program.find_class(below)
            if definition is None or program.is_unsafe(definition.module):
                continue
            for member, span in _defined(definition):
                short = name.rpartition(".")[2]
                if member in hidden:
                    hint = "choose another name: the runtime's own class has this one"
                elif member in kept:
                    hint = "hold the container in an attribute instead: loops look straight into it"
                else:
                    continue
                program.refuse("G108", span, f"a class below {short} can't define {member}", hint)


def _members(program: ProgramBuilder, name: str) -> set[str]:
    """Methods and attributes of the runtime's class and what is above it, object apart."""
    found: set[str] = set()
    definition = program.find_class(name)
    while definition is not None and canonical(definition.full_name) != "builtins.object":
        found.update(definition.methods, (field.name for field in definition.fields))
        base = definition.base
        definition = program.find_class(base.name) if base is not None else None
    return found


def _defined(definition: tree.Class) -> list[tuple[str, tree.Span]]:
    found = [(name, method.span) for name, method in definition.methods.items()]
    return found + [(field.name, field.span or definition.span) for field in definition.fields]
