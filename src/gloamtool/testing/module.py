"""One module of tests: built once, then a process for each of its tests."""

import ast
import re
import subprocess
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gloamc.diagnostics import CompileErrors, Diagnostic
from gloamtool.failure import UserError
from gloamtool.image.builder import ImageOrder, build_image
from gloamtool.testing.collect import collect
from gloamtool.testing.complete import complete
from gloamtool.testing.conftest import conftests, written
from gloamtool.testing.edit import Edits
from gloamtool.testing.statement import Call

MEMORY_BYTES: Final = 64 << 20
_PLACE: Final = re.compile(r'^  File "([^"]+)", line (\d+), in (.+)$')
_MARK: Final = "\x1e"
"""Begins the lines that say what became of a test, as `pytest.case` writes them."""


@dataclass(frozen=True, slots=True)
class Result:
    """`outcome` is passed, failed, skipped, xfailed, xpassed or error (of a fixture);
    `detail` is what a person wants to know about it."""

    module: str
    name: str
    outcome: str
    detail: str = ""


class TestModule:
    __test__ = False  # for pytest, which collects by name

    def __init__(self, path: Path, root: Path) -> None:
        """`root` is where the program's modules are, besides the folder of the tests.

        Raises CompileErrors for what a compiled test cannot have, UserError for no Python.
        """
        source = path.read_text(encoding="utf-8")
        try:
            tree = ast.parse(source)
        except SyntaxError as error:
            raise UserError(f"{path}:{error.lineno}: {error.msg}") from None
        self._path = path
        self._root = root
        self._lines = source.split("\n")
        # Where each statement that has no others inside of it ends, by its first line.
        self._ends = {
            node.lineno: node.end_lineno or node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.stmt) and not hasattr(node, "body")
        }
        self._edits = Edits(source.split("\n"))
        self._conftests = conftests(path, root)
        outer = {fixture.name: fixture for c in self._conftests for fixture in c.fixtures}
        collected = collect(path, tree, self._edits, outer)
        if collected.diagnostics:
            raise CompileErrors(collected.diagnostics)
        self.calls: list[Call] = collected.calls
        self._folder = written(self._conftests, collected.used())
        modules = sorted(file.stem for file in self._folder.iterdir()) if self._folder else []
        self._completed = complete(tree, self._edits, collected.calls, modules)

    def build(self, image: Path, report: Callable[[str], None]) -> None:
        """Raises CompileErrors, with places in the file as it is. `report` is for `build_image`."""
        order = ImageOrder(
            source=self._path,
            target="process",
            memory_bytes=MEMORY_BYTES,
            text=self._completed.text,
            search=(self._root, self._folder) if self._folder else (self._root,),
        )
        try:
            build_image(order, image, report)
        except CompileErrors as errors:
            raise CompileErrors([self._moved(found) for found in errors.diagnostics]) from None

    def _moved(self, found: Diagnostic) -> Diagnostic:
        """To its place in the file as it is; what is about a test's call, to the test."""
        if found.path != str(self._path):
            return replace(found, path=self._with_original_paths(found.path))
        behind = found.line - len(self._lines) - 1
        if behind >= 0:
            line = self._completed.origins[min(behind, len(self._completed.origins) - 1)]
            end = len(self._lines[line - 1].encode())
            return replace(found, line=line, column=0, end_column=end)
        column = self._edits.original_column
        return replace(
            found,
            column=column(found.line, found.column),
            end_column=column(found.line, found.end_column),
        )

    def _with_original_paths(self, text: str) -> str:
        """Those of conftest.py in the place of the modules that are compiled of it."""
        for conftest in self._conftests:
            if self._folder:
                path = str(self._folder / f"{conftest.module}.py")
                text = text.replace(path, str(conftest.path))
        return text

    def run(self, image: Path, timeout_s: float) -> Iterator[Result]:
        """Run every test, in the module's order."""
        for number, call in enumerate(self.calls):
            if call.skip:
                yield Result(str(self._path), call.name, "skipped", call.skip)
                continue
            command = [str(image.resolve()), str(number)]
            try:
                done = subprocess.run(command, capture_output=True, timeout=timeout_s, check=False)
            except subprocess.TimeoutExpired:
                detail = f"did not end within {timeout_s:g} seconds"
                yield Result(str(self._path), call.name, "failed", detail)
                continue
            output = done.stdout.decode(errors="replace")
            error = self._with_original_paths(done.stderr.decode(errors="replace"))
            yield from self._results(call, done.returncode, output, error)

    def _results(self, call: Call, status: int, output: str, error: str) -> Iterator[Result]:
        """What the test told: its own outcome, then errors of its fixtures' ends."""
        *parts, rest = re.split(f"{_MARK}(.*)\n", error)
        told = list(zip(parts[1::2], parts[::2], strict=True))
        if status != 0 or not told:
            told.append(("failed ", rest or f"ended with status {status}"))
        for line, text in told:
            outcome, _, detail = line.partition(" ")
            if outcome in ("failed", "error"):
                detail = self._explained(text) or text.rstrip()
                if output:
                    detail += f"\n--- stdout ---\n{output.rstrip()}"
            yield Result(str(self._path), call.name, outcome, detail)

    def _explained(self, error: str) -> str:
        """The innermost line of this module, as pytest shows it, and the exception."""
        lines = error.splitlines()
        places = [(i, m) for i, line in enumerate(lines) if (m := _PLACE.match(line))]
        size = len(self._lines)
        own = [m for _, m in places if m[1] == str(self._path) and int(m[2]) <= size]
        if not own:
            return ""
        line, function = int(own[-1][2]), own[-1][3]
        shown = [f"{self._path}:{line}: in {function}"]
        shown += [f">   {text}" for text in self._statement(line)]
        shown += [f"E   {text}" for text in lines[places[-1][0] + 1 :]]
        return "\n".join(shown)

    def _statement(self, line: int) -> list[str]:
        """The lines of the statement that begins there."""
        last = self._ends.get(line, line)
        return textwrap.dedent("\n".join(self._lines[line - 1 : last])).split("\n")
