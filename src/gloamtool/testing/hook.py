"""`setup_module`, `teardown_method` and their like, as the automatic fixtures that they are."""

import ast
from collections.abc import Mapping

from gloamtool.testing.fixture import Fixture, Refused
from gloamtool.testing.mark import Definition

METHOD = "_method"
"""Stands in a statement for the bound method that is tested."""


def module_hooks(members: Mapping[str, Definition]) -> list[Fixture]:
    return _hooks(members, "module", "module", "")


def function_hooks(members: Mapping[str, Definition]) -> list[Fixture]:
    """Those around the functions of a module, not around methods."""
    return _hooks(members, "function", "function", "")


def class_hooks(members: Mapping[str, Definition], owner: str) -> list[Fixture]:
    """Raises Refused."""
    for name in ("setup_class", "teardown_class"):
        node = members.get(name)
        if node is not None and "classmethod" not in map(ast.unparse, node.decorator_list):
            raise Refused(node, f"this {name} is not compiled", "make it a class method")
    around_class = _hooks(members, "class", "class", owner)
    return [*around_class, *_hooks(members, "method", "function", "_o")]


def _hooks(members: Mapping[str, Definition], what: str, scope: str, owner: str) -> list[Fixture]:
    setup, teardown = members.get(f"setup_{what}"), members.get(f"teardown_{what}")
    statements = list[str]()
    if setup is not None:
        statements.append(_call(setup, owner))
    if teardown is not None:
        statements.append(f"_case.later(lambda: {_call(teardown, owner)})")
    if not statements:
        return []
    return [Fixture(f" {what}", scope, True, (), tuple(statements))]


def _call(node: Definition, owner: str) -> str:
    if not isinstance(node, ast.FunctionDef):
        raise Refused(node, f"this {node.name} is not compiled", "make it a plain function")
    size = len(node.args.posonlyargs) + len(node.args.args) - bool(owner)
    if size > (owner == "_o"):
        raise Refused(node, f"{node.name} gets no argument here", "use names of the module in it")
    name = f"{owner}.{node.name}" if owner else node.name
    return f"{name}({{{METHOD}}})" if size > 0 else f"{name}()"
