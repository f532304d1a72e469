"""Classes with several bases, and protocols: one line of layouts, and a list of what else fits.

The first base that has fields (or is an exception) is the one whose layout a class continues. What
it has from its other bases is compiled again for it: their methods are copied, with `self` of the
class itself, and each `super()` in them is resolved by the class's own order of bases. A class of
which objects are seen through such a base, or through a protocol that they fit, is an *interface*:
a value of its type is a reference to an object of unknown layout. A class with `__call__` fits the
class of all functions.

Knows no IR.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import cast

from gloamc.frontend import tree
from gloamc.irbuild.representation import FUNCTION, canonical
from gloamc.irbuild.walk import all_nodes

Classes = Mapping[str, tree.Class]


def interfaces(classes: Classes) -> set[str]:
    """Classes that an object may belong to without continuing their layout."""
    found: set[str] = set()
    for definition in classes.values():
        line = set(_line(classes, definition))
        found.update(name for name in fits(classes, definition) if name not in line)
    return found - {"builtins.object"}


def _line(classes: Classes, definition: tree.Class) -> Iterator[str]:
    """A class and the bases whose layouts it continues."""
    at: tree.Class | None = definition
    while at is not None:
        name = canonical(at.full_name)
        yield name
        base = at.base
        at = classes.get(canonical(base.name)) if base is not None else None
        if at is not None and canonical(at.full_name) == name:
            return


def fits(classes: Classes, definition: tree.Class) -> list[str]:
    """All classes whose objects those of a class are, itself first."""
    found: dict[str, None] = {}
    work = [canonical(definition.full_name)]
    while work:
        name = work.pop(0)
        known = classes.get(name)
        if name in found or known is None:
            continue
        found[name] = None
        bases = [*([known.base] if known.base is not None else []), *known.others]
        work += [canonical(base.name) for base in bases]
        if "__call__" in known.methods:
            work.append(FUNCTION)
    return list(found)


def flatten(program: tree.Program, classes: Classes) -> None:
    """Give classes with several bases what they have from all but the first one."""
    mixed = [d for d in classes.values() if any(not is_structural(d, b) for b in d.others)]
    original = {name: dict(d.methods) for name, d in classes.items()}
    for definition in mixed:
        _Flattener(program, classes, definition, original).run()


def is_structural(definition: tree.Class, base: tree.Instance) -> bool:
    """Whether a class fits a protocol without inheriting from it."""
    return canonical(base.name) not in map(canonical, definition.order)


class _Flattener:
    def __init__(
        self,
        program: tree.Program,
        classes: Classes,
        definition: tree.Class,
        original: Mapping[str, Mapping[str, tree.Function]],
    ) -> None:
        self.program = program
        self.classes = classes
        self.definition = definition
        self.original = original
        self.line = set(_line(classes, definition))
        order = [canonical(definition.full_name), *map(canonical, definition.order)]
        # What the runtime lays out comes last: the order of the checker does not name it.
        self.order = [*order, *(name for name in _line(classes, definition) if name not in order)]

    def run(self) -> None:
        self._add_fields()
        for name in dict.fromkeys(n for c in self.order for n in self.original.get(c, {})):
            first = self._definer(name, 0)
            assert first is not None
            self._take(first, name, name)

    def _add_fields(self) -> None:
        inherited = {f.name for c in self.line for f in self.classes[c].fields}
        fields = list(self.definition.fields)
        for name in self.order:
            if name in self.line or name not in self.classes:
                continue
            for item in self.classes[name].fields:
                if item.name not in inherited:
                    inherited.add(item.name)
                    fields.append(item)
        self.definition.fields = fields

    def _definer(self, name: str, start: int) -> int | None:
        for index in range(start, len(self.order)):
            if name in self.original.get(self.order[index], {}):
                return index
        return None

    def _take(self, index: int, name: str, target: str) -> None:
        """Give the class the method `name` of a class in its order, under the name `target`."""
        owner = self.order[index]
        function = self.original[owner][name]
        supers = [n for n in all_nodes(function.body) if isinstance(n, tree.SuperMethod)]
        is_own = index == 0
        if owner in self.line and name == target and not supers:
            return
        if function.is_abstract or function.kind is tree.FunctionKind.STATIC:
            self.definition.methods.setdefault(target, function)
            return
        if not is_own:
            full_name = f"{self.definition.full_name}.{target}"
            copier = _Copier(self.program, self.definition, function, full_name)
            function = copier.function(target)
            supers = [n for n in all_nodes(function.body) if isinstance(n, tree.SuperMethod)]
        self.definition.methods[target] = function
        for node in supers:
            self._redirect(node, index)

    def _redirect(self, node: tree.SuperMethod, index: int) -> None:
        """`super().name` in a method of a class means the next one in this class's order."""
        following = self._definer(node.name, index + 1)
        if following is None:
            node.owner = "builtins.object"
            return
        owner = self.order[following]
        hidden = f"<{owner} {node.name}>"
        if hidden not in self.definition.methods:
            self._take(following, node.name, hidden)
        node.owner, node.name = self.definition.full_name, hidden


class _Copier:
    """Copies a method for another class: variables, nested functions and all."""

    def __init__(
        self, program: tree.Program, definition: tree.Class, function: tree.Function, name: str
    ) -> None:
        self.definition = definition
        self.original = function
        self.name = name
        self.registry = program.modules[function.module].functions
        self.variables: dict[int, tree.Variable] = {}
        self.self_variable = function.parameters[0].variable
        self.self_type = tree.Instance(definition.full_name, tuple(definition.type_variables))

    def function(self, name: str) -> tree.Function:
        made = self._function(self.original)
        made.name = name
        made.owner_class = self.definition.full_name
        return made

    def _renamed(self, name: str) -> str:
        old = self.original.full_name
        if name == old or name.startswith(f"{old}."):
            return self.name + name[len(old) :]
        return name

    def _function(self, function: tree.Function) -> tree.Function:
        made = dataclasses.replace(
            function,
            full_name=self._renamed(function.full_name),
            enclosing=self._renamed(function.enclosing),
            parameters=cast(list[tree.Parameter], self._node(function.parameters)),
            body=cast(list[tree.Statement], self._node(function.body)),
        )
        self.registry[made.full_name] = made
        return made

    def _variable(self, variable: tree.Variable) -> tree.Variable:
        known = self.variables.get(id(variable))
        if known is None:
            type_ = variable.type
            if variable is self.self_variable:
                type_ = self._of_self(type_)
            known = tree.Variable(
                variable.name, type_, self._renamed(variable.owner), variable.is_parameter
            )
            self.variables[id(variable)] = known
        return known

    def _of_self(self, type_: tree.Type) -> tree.Type:
        if isinstance(type_, tree.ClassObjectType):
            return tree.ClassObjectType(self.self_type)
        return self.self_type

    def _node(self, node: object) -> object:
        match node:
            case tree.Variable():
                return self._variable(node)
            case tree.Function():
                return self._function(node)
            case str() | bytes() | int() | float() | None | Enum() | tree.Span():
                return node
            case dict():
                return node
            case Sequence():
                return [self._node(item) for item in node]
        if isinstance(node, _TYPES):
            return node
        assert dataclasses.is_dataclass(node) and not isinstance(node, type)
        values = {f.name: self._node(getattr(node, f.name)) for f in dataclasses.fields(node)}
        if isinstance(node, tree.LocalName) and node.variable is self.self_variable:
            values["type"] = self._of_self(node.type)
        return type(node)(**values)


_TYPES = (
    tree.Instance, tree.TupleType, tree.UnionType, tree.NoneType, tree.AnyType, tree.NeverType,
    tree.TypeVarType, tree.CallableType, tree.ClassObjectType,
)  # fmt: skip
