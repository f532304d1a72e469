"""Arguments as irbuild passes them on: still to be evaluated, or values already."""

from __future__ import annotations

from dataclasses import dataclass

from gloamc.frontend import tree
from gloamc.ir import function as ir


@dataclass(slots=True)
class Given:
    """An argument whose value may have been evaluated already (a starred one to a tuple of
    objects, a double-starred one to a dict[str, object])."""

    kind: tree.ArgumentKind
    name: str
    value: tree.Expression | ir.Value


Operand = Given | tree.Argument | tree.Expression | ir.Value


def given(argument: Operand) -> Given:
    if isinstance(argument, Given):
        return argument
    if isinstance(argument, tree.Argument):
        return Given(argument.kind, argument.name, argument.value)
    return Given(tree.ArgumentKind.POSITIONAL, "", argument)


def positional(e: tree.Call) -> list[tree.Expression]:
    return [a.value for a in e.arguments if a.kind is tree.ArgumentKind.POSITIONAL]


def named(e: tree.Call, name: str) -> tree.Expression | None:
    return next(
        (a.value for a in e.arguments if a.kind is tree.ArgumentKind.NAMED and a.name == name),
        None,
    )
