"""`conftest.py`: only pytest reads it. What it does to every test unasked is said."""

import ast
from collections.abc import Iterator
from pathlib import Path

from gloamc.diagnostics import Diagnostic
from gloamtool.testing.fixture import fixture_decorator, read_fixture

_CODE = "G200"


def automatic_fixtures(test: Path, root: Path) -> list[Diagnostic]:
    """Those of the folders from the test's to `root`."""
    folder, found = test.absolute().parent, list[Diagnostic]()
    top = root.absolute()
    for place in (folder, *folder.parents):
        conftest = place / "conftest.py"
        if conftest.is_file():
            shown = conftest.relative_to(top) if conftest.is_relative_to(top) else conftest
            found += _automatic(conftest, str(shown))
        if place == top:
            break
    return found


def _automatic(conftest: Path, shown: str) -> Iterator[Diagnostic]:
    source = conftest.read_text(encoding="utf-8")
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            decorator = fixture_decorator(node)
            if decorator is not None and read_fixture(node, decorator, "").is_automatic:
                end = len(source.split("\n")[node.lineno - 1].encode())
                message = f"the automatic fixture {node.name} is not compiled"
                hint = "define it in the modules of the tests"
                yield Diagnostic(_CODE, shown, node.lineno, 0, end, message, hint)
