"""The hand-written LLVM functions of support/*.ll, included on demand.

A line `; each $x $y: a b, c d` repeats what follows once per comma-separated row, with the
placeholders replaced; several such lines multiply. Items are joined to a program with everything
they mention. A `declare`, and a definition under `; fallback:`, stands for a function that a
program usually has itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "support"
_NAME = re.compile(r"@([-\w$.]+)")
_ITEM = re.compile(
    r"(?P<each>(?:^; each [^\n]*\n)*)"
    r"(?P<text>^define [^\n]*\{\n.*?^\}$|^declare [^\n]*$|^@[^\n]*$)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One definition or declaration, and the other items that it mentions."""

    name: str
    text: str
    needs: tuple[str, ...]


class Support:
    """Collects what one program uses."""

    def __init__(self, debug: bool) -> None:
        self._items = _items(debug)
        self._used: dict[str, None] = {}

    def use(self, name: str) -> str:
        """The item's symbol; the item will be in the text."""
        if name not in self._used:
            assert name in self._items, f"no support function {name}"
            self._used[name] = None
        return f"@{name}"

    def emit(self, defined: set[str]) -> list[str]:
        """Texts of all items used, except those that the program defines."""
        return [self._items[name].text for name in self._closure() if name not in defined]

    def _closure(self) -> list[str]:
        found = dict.fromkeys(self._used)
        queue = list(found)
        while queue:
            for name in self._items[queue.pop()].needs:
                if name in self._items and name not in found:
                    found[name] = None
                    queue.append(name)
        return sorted(found)


@lru_cache(maxsize=2)
def _items(debug: bool) -> dict[str, Item]:
    items: dict[str, Item] = {}
    files = ["ints.ll", "counts.ll", "objects.ll", "control.ll"]
    for file in [*files, "counts_debug.ll"] if debug else files:
        for item in _parse((_FOLDER / file).read_text()):
            items[item.name] = item  # the debug file replaces items of counts.ll
    return items


def _parse(text: str) -> Iterator[Item]:
    for match in _ITEM.finditer(text):
        for instance in _instances(match["text"], match["each"]):
            first, *needs = dict.fromkeys(_NAME.findall(instance))
            yield Item(first, instance, tuple(needs))


def _instances(text: str, each: str) -> list[str]:
    instances = [text]
    for line in each.splitlines():
        header, _, rows = line.removeprefix("; each ").partition(":")
        names = header.split()
        replaced: list[str] = []
        for row in rows.split(","):
            pairs = list(zip(names, row.split(), strict=True))
            for instance in instances:
                for name, value in pairs:
                    instance = instance.replace(name, value)
                replaced.append(instance)
        instances = replaced
    return instances
