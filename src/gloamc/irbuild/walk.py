"""Generic traversal of the typed tree, for questions asked before lowering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache

from gloamc.frontend import tree

_SKIPPED = frozenset(
    [
        *(str, int, float, bytes, bool, type(None), tree.Span, tree.Variable, tree.Instance),
        *(tree.TupleType, tree.UnionType, tree.NoneType, tree.AnyType, tree.NeverType),
        *(tree.TypeVarType, tree.CallableType, tree.ClassObjectType),
    ]
)
"""Classes of what is no sub-node."""


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """What in a class may hold sub-nodes; asked once per class: all functions are walked."""
    if not is_dataclass(kind) or issubclass(kind, tree.Variable):
        return ()
    return tuple(item.name for item in fields(kind) if item.name not in ("span", "type"))


def children(node: object) -> Iterator[object]:
    """The direct sub-nodes: expressions, statements, functions and their parts."""
    if isinstance(node, Sequence) and not isinstance(node, str | bytes):
        yield from node
        return
    if isinstance(node, tree.ClassDefinition) and node.definition.enclosing:
        yield from node.definition.methods.values()
    for name in _field_names(type(node)):  # type: ignore[arg-type]  # classes do hash
        value = getattr(node, name)
        if type(value) not in _SKIPPED:
            yield value


@dataclass(slots=True)
class Usage:
    """What a function body does with variables, its nested functions included."""

    assigned: dict[int, int] = field(default_factory=dict)
    """Variable id to the number of places that bind it (2 stands for many: in a loop)."""
    captured: dict[int, tree.Variable] = field(default_factory=dict)
    """Variables that a nested function mentions and does not own."""
    early: set[int] = field(default_factory=set)
    """Captured at a moment when they might be bound again later, or were not bound yet."""


def usage(function: tree.Function) -> Usage:
    """Analyse one function (not those around it)."""
    found = Usage()
    for parameter in function.parameters:
        found.assigned[id(parameter.variable)] = 0
    return _finished(function.body, function.full_name, found)


def usage_of_module(module: tree.Module) -> Usage:
    """The same for the variables of comprehensions in a module's body."""
    return _finished(module.body, f"{module.name}.<module>", Usage())


def _finished(body: object, owner: str, found: Usage) -> Usage:
    _visit(body, _Place(owner), found)
    for variable in found.captured.values():
        if found.assigned.get(id(variable), 0) > (0 if variable.is_parameter else 1):
            found.early.add(id(variable))
    return found


def _bind(variable: tree.Variable, found: Usage, in_loop: bool) -> None:
    count = found.assigned.get(id(variable), 0)
    found.assigned[id(variable)] = count + (2 if in_loop else 1)
    if id(variable) in found.captured:
        found.early.add(id(variable))


def _bind_target(target: object, found: Usage, in_loop: bool) -> None:
    if isinstance(target, tree.LocalName):
        _bind(target.variable, found, in_loop)
    elif isinstance(target, tree.TupleTarget):
        for item in target.items:
            _bind_target(item, found, in_loop)
    elif isinstance(target, tree.StarTarget):
        _bind_target(target.item, found, in_loop)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node stands: in which function, and whether it may run again, or not at all."""

    owner: str
    in_loop: bool = False
    in_branch: bool = False

    def repeated(self) -> _Place:
        return _Place(self.owner, True, self.in_branch)


def _visit(node: object, place: _Place, found: Usage) -> None:  # noqa: C901
    owner, in_loop = place.owner, place.in_loop
    match node:
        case tree.LocalName(variable=variable) if variable.owner != owner:
            return
        case tree.Assignment():
            _visit(node.value, place, found)
            for target in node.targets:
                _bind_target(target, found, in_loop)
                if isinstance(target, tree.LocalName):
                    _bind_in_branch(target.variable, place, found)
                _visit(target, place, found)
            return
        case tree.AugmentedAssignment():
            _bind_target(node.target, found, True)
        case tree.NamedExpression():
            _bind_target(node.target, found, in_loop)
        case tree.Delete():
            _bind_target(node.target, found, True)
        case tree.For():
            _visit(node.iterable, place, found)
            _bind_target(node.target, found, True)
            _visit(node.target, place.repeated(), found)
            _visit(node.body, place.repeated(), found)
            _visit(node.otherwise, place, found)
            return
        case tree.While():
            _visit(node.condition, place.repeated(), found)
            _visit(node.body, place.repeated(), found)
            _visit(node.otherwise, place, found)
            return
        case tree.AnyPattern(target=target) | tree.StarPattern(target=target) if target is not None:
            _bind_target(target, found, in_loop)
        case tree.MappingPattern(rest=rest) if rest is not None:
            _bind_target(rest, found, in_loop)
        case tree.ComprehensionClause():
            _bind_target(node.target, found, True)
        case tree.WithItem():
            if node.target is not None:
                _bind_target(node.target, found, in_loop)
        case tree.ExceptHandler(variable=variable) if variable is not None:
            _bind(variable, found, True)
        case tree.FunctionDefinition():
            _visit_defaults(node.function, place, found)
            _capture(node.function, owner, found, itself=node.variable)
            _bind(node.variable, found, in_loop)
            for variable in (node.variable, *_bound(node.function.body)):
                _bind_in_branch(variable, place, found)
            return
        case tree.ClassDefinition() if node.definition.enclosing:
            for method in node.definition.methods.values():
                for variable in free_variables(method):
                    if variable.owner == owner:
                        found.captured[id(variable)] = variable
                        found.early.add(id(variable))
            _visit(node.definition.body, place, found)
            _visit(node.decorators, place, found)
            return
        case tree.Lambda():
            _visit_defaults(node.function, place, found)
            _capture(node.function, owner, found)
            return
        case tree.If() | tree.Try():
            place = _Place(owner, in_loop, in_branch=True)
        case _:
            pass
    for child in children(node):
        _visit(child, place, found)


def _bind_in_branch(variable: tree.Variable, place: _Place, found: Usage) -> None:
    """Bound under a condition: where it is captured it may be unset, and stay so or not."""
    if place.in_branch and variable.owner == place.owner:
        found.assigned[id(variable)] = found.assigned.get(id(variable), 0) + 1


def _visit_defaults(function: tree.Function, place: _Place, found: Usage) -> None:
    for parameter in function.parameters:
        _visit(parameter.default, place, found)
    _visit(function.named_after, place, found)


def _bound(node: object) -> Iterator[tree.Variable]:
    """Variables that an assignment somewhere in a statement binds."""
    for child in all_nodes(node):
        if isinstance(child, tree.Assignment):
            for target in child.targets:
                if isinstance(target, tree.LocalName):
                    yield target.variable
        elif isinstance(child, tree.FunctionDefinition):
            yield child.variable


def _capture(
    function: tree.Function, owner: str, found: Usage, itself: tree.Variable | None = None
) -> None:
    """`itself` is what the function's own name binds: it needs no capture to reach itself."""
    for variable in free_variables(function):
        if variable.owner == owner and variable is not itself:
            found.captured[id(variable)] = variable
            if not variable.is_parameter and id(variable) not in found.assigned:
                found.early.add(id(variable))
    for child in _assigned_free(function):
        found.early.add(id(child))


def _assigned_free(function: tree.Function) -> Iterable[tree.Variable]:
    """Variables of outer functions that a nested function binds (nonlocal)."""
    for node in all_nodes(function.body):
        targets: list[object] = []
        match node:
            case tree.Assignment():
                targets = list(node.targets)
            case tree.AugmentedAssignment() | tree.Delete() | tree.For() | tree.NamedExpression():
                targets = [node.target]
            case _:
                pass
        while targets:
            target = targets.pop()
            if isinstance(target, tree.TupleTarget):
                targets.extend(target.items)
            elif isinstance(target, tree.StarTarget):
                targets.append(target.item)
            elif isinstance(target, tree.LocalName) and target.variable.owner != function.full_name:
                yield target.variable


def all_nodes(node: object) -> Iterator[object]:
    """A node and all below it, parents first. No recursion: a long `elif` chain is deep."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack += reversed(list(children(current)))


def free_variables(function: tree.Function) -> list[tree.Variable]:
    """Variables of enclosing functions mentioned here or in functions nested here."""
    own: set[str] = {function.full_name}
    found: dict[int, tree.Variable] = {}
    for node in all_nodes(function.body):
        if isinstance(node, tree.Function):
            own.add(node.full_name)
        if isinstance(node, tree.LocalName):
            found.setdefault(id(node.variable), node.variable)
    return [v for v in found.values() if v.owner not in own]
