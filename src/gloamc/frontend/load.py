"""The front end in one function: find the sources, check them, convert what was checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gloamc.frontend import tree
from gloamc.frontend.check import check
from gloamc.frontend.modules import convert_program
from gloamc.frontend.sources import find_sources, runtime_modules


def load_program(
    entry: Path,
    extra_modules: Sequence[str] = (),
    text: str | None = None,
    search: Sequence[Path] = (),
) -> tree.Program:
    """The typed tree of the program whose main module is `entry`.

    The runtime, `gloam.machine` and `extra_modules` (the boot modules of the target) are loaded
    besides what the program imports; `text` and `search` are as for `find_sources`. Raises
    CompileErrors for what is wrong with the user's files, OSError if the entry cannot be read.
    """
    sources = find_sources(entry, [*runtime_modules(), *extra_modules], text, search)
    return convert_program(sources, check(sources))
