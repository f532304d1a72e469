"""Runs the front end on a program given as text, without the runtime, which makes it fast."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from gloamc.frontend import tree
from gloamc.frontend.check import check
from gloamc.frontend.modules import convert_program
from gloamc.frontend.sources import find_sources


def load_text(text: str, directory: Path) -> tree.Program:
    """The typed tree of `text` as module main. Raises CompileErrors."""
    entry = directory / "main.py"
    entry.write_text(text, encoding="utf-8")
    sources = find_sources(entry, [])
    return convert_program(sources, check(sources))


def function(program: tree.Program, name: str) -> tree.Function:
    return program.modules["main"].functions[f"main.{name}"]


def walk(node: object) -> Iterator[object]:
    """Every statement, expression and part of them below `node`, itself included; no types."""
    if isinstance(node, list | tuple):
        for item in node:
            yield from walk(item)
    elif hasattr(node, "__dataclass_fields__") and not isinstance(node, tree.Function):
        yield node
        for name in node.__dataclass_fields__:
            yield from walk(getattr(node, name))


T = TypeVar("T")


def find(kind: type[T], node: object) -> list[T]:
    return [found for found in walk(node) if isinstance(found, kind)]
