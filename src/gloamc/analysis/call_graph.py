"""Who calls whom, over the closed world. A virtual call reaches every implementation of its slot.

Calls that operations make behind the scenes (the slow path of int.add, a destructor) are not
edges: those runtime functions call nothing that leads back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from gloamc.analysis.raising import implementations
from gloamc.ir.function import Program
from gloamc.primitives.runtime import EXTERNAL_ROOTS, ROOTS, RUNTIME_FUNCTIONS

CallGraph = dict[str, list[str]]
Node = TypeVar("Node")


def call_graph(program: Program) -> CallGraph:
    """Callees of each function, each once, in order of first mention."""
    slots: dict[str, list[str]] = {}
    graph: CallGraph = {}
    for name, fn in program.functions.items():
        callees: dict[str, None] = {}
        for block in fn.blocks:
            for op in block.ops:
                if op.name == "call":
                    callees[op.attribute] = None
                elif op.name == "call_virtual":
                    if op.attribute not in slots:
                        slots[op.attribute] = implementations(program, op.attribute)
                    callees.update(dict.fromkeys(slots[op.attribute]))
        graph[name] = [callee for callee in callees if callee in program.functions]
    return graph


def open_functions(program: Program) -> set[str]:
    """Functions that may be called without an op that says so: by the runtime's slow paths, by the
    back end, through a table."""
    found = {program.entry, *ROOTS, *EXTERNAL_ROOTS}
    for names in RUNTIME_FUNCTIONS.values():
        found.update(names)
    called: set[str] = set()
    virtual: set[str] = set()
    for fn in program.functions.values():
        for block in fn.blocks:
            for op in block.ops:
                if op.name == "call":
                    called.add(op.attribute)
                elif op.name == "call_virtual":
                    virtual.add(op.attribute)
                elif op.name == "machine":
                    found.add(op.attribute.partition(":")[0])
    for layout in program.layouts.values():
        found.update((layout.destroy, layout.trace, layout.finalise))
        for slot, name in layout.methods.items():
            (called if slot in virtual else found).add(name)
    return found | (program.functions.keys() - called)


def converted_classes(program: Program) -> set[str]:
    """Classes that objects of other ones turn into: their fields hold what the others stored."""
    return {
        op.attribute
        for fn in program.functions.values()
        for block in fn.blocks
        for op in block.ops
        if op.name == "become"
    }


def reachable(graph: CallGraph, roots: list[str]) -> set[str]:
    """The roots that exist, and all that they can call."""
    seen = {root for root in roots if root in graph}
    work = list(seen)
    while work:
        for callee in graph[work.pop()]:
            if callee not in seen:
                seen.add(callee)
                work.append(callee)
    return seen


def recursive_functions(graph: CallGraph) -> set[str]:
    """Functions that can be active more than once at a time."""
    result: set[str] = set()
    for component in components(graph):
        if len(component) > 1 or component[0] in graph[component[0]]:
            result.update(component)
    return result


def components(graph: Mapping[Node, Sequence[Node]]) -> list[list[Node]]:
    """Strongly connected components of any graph, targets before sources (Tarjan's algorithm, no
    recursion)."""
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    pending: list[Node] = []
    on_stack: set[Node] = set()
    found: list[list[Node]] = []

    def enter(name: Node) -> None:
        index[name] = low[name] = len(index)
        pending.append(name)
        on_stack.add(name)
        walk.append((name, iter(graph[name])))

    walk: list[tuple[Node, Iterator[Node]]] = []
    for root in graph:
        if root in index:
            continue
        enter(root)
        while walk:
            name, rest = walk[-1]
            for callee in rest:
                if callee not in index:
                    enter(callee)
                    break
                if callee in on_stack:
                    low[name] = min(low[name], index[callee])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[name])
                if low[name] == index[name]:
                    component = [pending.pop()]
                    while component[-1] != name:
                        component.append(pending.pop())
                    on_stack.difference_update(component)
                    found.append(component)
    return found
