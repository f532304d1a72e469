"""Which files a program consists of: its main file and its own modules, found by their imports.

Reads syntax only and runs nothing. Names that are not files beside the main file belong to the
library and are not followed.
"""

import ast
from collections.abc import Iterator
from pathlib import Path


def program_sources(main: Path) -> list[Path]:
    """The main file and every module of the program that it reaches, sorted, without duplicates.

    A file that is not valid Python is listed, but not followed: the compiler will say why.
    """
    root = main.resolve().parent
    found: set[Path] = set()
    waiting = [main.resolve()]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for name in _imported_names(path, root):
            waiting.extend(_module_files(root, name))
    return sorted(found)


def _imported_names(path: Path, root: Path) -> Iterator[str]:
    """Full dotted names that `path` may import; `from a import b` gives both `a` and `a.b`."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return
    package = path.relative_to(root).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            if base:
                yield base
            yield from (f"{base}.{alias.name}".lstrip(".") for alias in node.names)


def _module_files(root: Path, name: str) -> Iterator[Path]:
    """The files behind `name`: the packages on the way to it, and the module or package itself."""
    place = root
    for part in name.split("."):
        place = place / part
        for candidate in (place / "__init__.py", place.with_name(part + ".py")):
            if candidate.is_file():
                yield candidate
