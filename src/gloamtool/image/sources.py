"""Which files a program consists of: its main file and its own modules, found by their imports.

Reads syntax only and runs nothing. Names that are not files beside the main file, or in another
directory of the program's, belong to the library and are not followed.
"""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path


def program_sources(main: Path, text: str | None = None, search: Sequence[Path] = ()) -> list[Path]:
    """The main file and every module of the program that it reaches, sorted, without duplicates.

    `text` stands for what is in the main file. A file that is not valid Python is listed, but not
    followed: the compiler will say why.
    """
    roots = [main.resolve().parent, *(directory.resolve() for directory in search)]
    found: set[Path] = set()
    waiting = [main.resolve()]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        edited = text if path == main.resolve() else None
        for name in _imported_names(path, edited, roots):
            for root in roots:
                waiting.extend(_module_files(root, name))
    return sorted(found)


def _imported_names(path: Path, text: str | None, roots: list[Path]) -> Iterator[str]:
    """Full dotted names that `path` may import; `from a import b` gives both `a` and `a.b`."""
    try:
        tree = ast.parse(path.read_bytes() if text is None else text)
    except (SyntaxError, ValueError):
        return
    root = next(root for root in roots if path.is_relative_to(root))
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
