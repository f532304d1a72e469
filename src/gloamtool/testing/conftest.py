"""`conftest.py`: the fixtures that it gives to the tests below it, and what is compiled of it.

It becomes a module of its own: what only pytest reads, its hooks among that, is taken out.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gloamc.link.cache import cache_directory, content_key
from gloamtool.failure import UserError
from gloamtool.testing.edit import Edits
from gloamtool.testing.fixture import Fixture, Place, fixture_decorator, read_fixture
from gloamtool.testing.mark import ONLY_CPYTHON, first_line, is_marked, needless_imports

_HOOK = "pytest_"


@dataclass(frozen=True, slots=True)
class Conftest:
    """One of them. `module` is the name under which a compiled test imports it."""

    path: Path
    module: str
    tree: ast.Module
    source: str
    fixtures: tuple[Fixture, ...]

    def text(self, used: Sequence[ast.stmt]) -> str:
        """What is compiled if tests use the fixtures `used`; lines stay where they are."""
        edits = Edits(self.source.split("\n"))
        kept = [node for node in self.tree.body if not _is_pytests_alone(node, used)]
        removed = [node for node in self.tree.body if node not in kept]
        for node in [*removed, *needless_imports(removed, kept)]:
            edits.empty(first_line(node), node.end_lineno or node.lineno, node.col_offset)
        for node in kept:
            if (decorator := fixture_decorator(node)) is not None:
                edits.blank(decorator.lineno, decorator.end_lineno or decorator.lineno)
        return edits.text()


def _is_pytests_alone(node: ast.stmt, used: Sequence[ast.stmt]) -> bool:
    is_hook = isinstance(node, ast.FunctionDef) and node.name.startswith(_HOOK)
    is_unused = fixture_decorator(node) is not None and node not in used
    return is_hook or is_unused or is_marked(node, ONLY_CPYTHON)


def conftests(test: Path, root: Path) -> list[Conftest]:
    """Those of the folders from `root` to the test's. UserError for one that is no Python."""
    folder, top = test.absolute().parent, root.absolute()
    found = list[Path]()
    for place in (folder, *folder.parents):
        if (place / "conftest.py").is_file():
            found.append(place / "conftest.py")
        if place == top:
            break
    return [_read(path, f"_conftest{number}", top) for number, path in enumerate(reversed(found))]


def _read(path: Path, module: str, top: Path) -> Conftest:
    shown = str(path.relative_to(top) if path.is_relative_to(top) else path)
    source = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise UserError(f"{shown}:{error.lineno}: {error.msg}") from None
    return Conftest(path, module, tree, source, tuple(_fixtures(tree, module, shown)))


def _fixtures(tree: ast.Module, module: str, shown: str) -> Iterator[Fixture]:
    """In the order in which pytest finds them, which is that of their names."""
    members = {
        node.name: node
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    for _, node in sorted(members.items()):
        decorator = fixture_decorator(node)
        if decorator is not None and not is_marked(node, ONLY_CPYTHON):
            # What it defines beside fixtures has no name in the test's module: no `known`.
            yield read_fixture(node, decorator, Place("", {}, module, shown))


def written(found: Sequence[Conftest], used: Sequence[ast.stmt]) -> Path | None:
    """A folder with the modules that hold fixtures in use; the same texts, the same folder."""
    needed = [c for c in found if any(fixture.node in used for fixture in c.fixtures)]
    if not needed:
        return None
    texts = {conftest.module: conftest.text(used) for conftest in needed}
    key = content_key([part for item in texts.items() for part in item])
    folder = cache_directory() / "conftest" / key
    folder.mkdir(parents=True, exist_ok=True)
    for module, text in texts.items():
        (folder / f"{module}.py").write_text(text, encoding="utf-8")
    return folder
