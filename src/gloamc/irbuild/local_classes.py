"""Classes in functions: what their methods use of the functions around them.

A class statement in a function makes one class, however often it runs. Variables of the function
that methods mention are held by each object, in cells: where an object is made, all of them are
known, because the name of the class counts as a mention of them. A class of which this cannot be
said (a class method that uses such a variable, a class that is passed around) is refused where it
is lowered. Knows no IR.
"""

from __future__ import annotations

from collections.abc import Mapping

from gloamc.frontend import tree
from gloamc.irbuild.walk import all_nodes, free_variables

CELL = "gloam.runtime.function.Cell"
Captured = dict[str, list[tuple[tree.Variable, str]]]


def prepare(program: tree.Program, classes: Mapping[str, tree.Class]) -> Captured:
    """Give the classes in functions attributes for what they capture: variable and attribute, by
    full name of the class."""
    local = [d for d in classes.values() if d.enclosing]
    if not local:
        return {}
    named = _names(program, {d.full_name for d in local})
    found: dict[str, dict[int, tree.Variable]] = {d.full_name: {} for d in local}
    while _grow(local, found, named):
        pass
    result: Captured = {}
    for definition in local:
        variables = found[definition.full_name].values()
        pairs = [(v, f"<captured {i} {v.name}>") for i, v in enumerate(variables)]
        result[definition.full_name] = pairs
        fields = [
            tree.Field(name, tree.Instance(CELL), None, span=definition.span, is_plain=True)
            for _, name in pairs
        ]
        definition.fields = [*definition.fields, *fields]
    return result


def _names(program: tree.Program, wanted: set[str]) -> dict[str, list[tree.ClassName]]:
    """Where the name of each local class stands, in functions."""
    found: dict[str, list[tree.ClassName]] = {name: [] for name in wanted}
    for module in program.modules.values():
        if module.is_library:
            continue
        for function in module.functions.values():
            for node in all_nodes(function.body):
                if isinstance(node, tree.ClassName) and node.name in found:
                    found[node.name].append(node)
    return found


def _grow(
    local: list[tree.Class],
    found: dict[str, dict[int, tree.Variable]],
    named: dict[str, list[tree.ClassName]],
) -> bool:
    """One round: the variables that methods mention, the classes that they make included. Tells
    whether there are more than before."""
    is_more = False
    for definition in local:
        held = found[definition.full_name]
        before = len(held)
        for method in definition.methods.values():
            for variable in free_variables(method):
                held[id(variable)] = variable
        is_more = is_more or len(held) > before
        captured = dict(held)
        base = definition.base
        while base is not None and base.name in found:
            captured.update(found[base.name])
            base = next((d.base for d in local if d.full_name == base.name), None)
        for node in named[definition.full_name]:
            node.captured = [
                tree.LocalName(v, span=node.span, type=v.type) for v in captured.values()
            ]
    return is_more
