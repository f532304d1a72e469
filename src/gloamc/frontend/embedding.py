"""Calls of `gloam.embed`: carried out while the program is converted; what they give is compiled.

`gloam.embed.files` does the work, which CPython runs too; here its values become literals, calls of
classes and displays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Final

from mypy import nodes

from gloam.asset import Asset
from gloam.embed.files import Files
from gloamc.fingerprint import fingerprint
from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope
from gloamc.frontend.types import BYTES, STR, Refused

MODULE: Final = "gloam.embed"

Value = str | bytes | Asset | dict[str, bytes] | dict[str, Asset]
Embed = Callable[..., Value]

_FUNCTIONS: Final[dict[str, Embed]] = {
    f"{MODULE}.{function.__name__}": function
    for function in (Files.text, Files.data, Files.directory, Files.assets, Files.zone)
}


def is_embedding(full_name: str) -> bool:
    return full_name in _FUNCTIONS


def embedded(scope: FunctionScope, node: nodes.CallExpr, full_name: str) -> tree.Expression:
    """What the call gives. The files that it looked at are noted in the program's scope."""
    short = full_name.removeprefix("gloam.")
    arguments = [_literal_argument(scope, short, argument) for argument in node.args]
    files = Files(Path(scope.module.path).parent)
    try:
        value = _FUNCTIONS[full_name](files, *arguments)
    except OSError as error:
        message = f"{arguments[0]} cannot be embedded: {error.strerror}"
        raise Refused(
            "G161", message, f"relative to the source file it is {error.filename}"
        ) from None
    except ValueError as error:
        raise Refused("G161", f"{arguments[0] or 'nothing'} cannot be embedded: {error}") from None
    finally:
        scope.program.embedded.update((place, fingerprint(place)) for place in files.places)
    return _expression(value, scope.place, scope.type_of(node))


def as_value(name: str) -> Refused:
    """A function of the module that is not called where it is named."""
    return Refused(
        "G161", f"embed.{name} is not called here", "call it where it stands, with a literal path"
    )


def _literal_argument(scope: FunctionScope, short: str, node: nodes.Expression) -> str:
    if isinstance(node, nodes.StrExpr):
        return node.value
    raise Refused(
        "G161",
        f"an argument of {short} is computed",
        "files are embedded when the program is built: write the text in quotes",
        scope.span(node),
    )


def _expression(value: Value, span: tree.Span, type_: tree.Type) -> tree.Expression:
    match value:
        case str():
            return tree.StrLiteral(span=span, type=STR, value=value)
        case bytes():
            return tree.BytesLiteral(span=span, type=BYTES, value=value)
        case dict():
            assert isinstance(type_, tree.Instance)
            keys = [_expression(key, span, STR) for key in value]
            values = [_expression(item, span, type_.arguments[1]) for item in value.values()]
            return tree.DictDisplay(span=span, type=type_, keys=keys, values=values)
        case Asset():
            return _construction(value, span, type_)


def _construction(value: Asset, span: tree.Span, type_: tree.Type) -> tree.Expression:
    assert isinstance(type_, tree.Instance)
    callee = tree.ClassName(span=span, type=tree.ClassObjectType(type_), name=type_.name)
    arguments = [
        tree.Argument(
            tree.ArgumentKind.POSITIONAL, "", _expression(getattr(value, field.name), span, type_)
        )
        for field in fields(value)
    ]
    return tree.Call(span=span, type=type_, callee=callee, arguments=arguments)
