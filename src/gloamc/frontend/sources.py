"""Which source files make up a program: the transitive imports of its entry, found by scanning.

A module is one of four things: the user's own (in the directory of the entry), a library module of
ours (`gloam.*`, or a standard library name bound to `gloam/stdlib`), a stub of our typeshed, or
missing, which is a diagnostic. Scanning here, and not in mypy, means that nothing else on the
machine can be picked up by accident. No types, no checking.
"""

from __future__ import annotations

import ast
import importlib.util
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from gloamc.diagnostics import CompileErrors, Diagnostic, InternalError
from gloamc.frontend import moved_names

TYPESHED = Path(__file__).parent / "typeshed"
RUNTIME_PACKAGE = "gloam.runtime"
MACHINE = "gloam.machine"
CORE = frozenset(
    {"builtins", "sys", "typing", "types", "abc", "collections", "typing_extensions"}
    | {"_typeshed", "_collections_abc"}
)
"""Modules that the checker is built on: a file of the user's cannot take their place."""
COMPANIONS = {
    "dataclasses": "_dataclass_values",
    **{name: module for name, (module, _) in moved_names.MOVED.items()},
}
"""Modules, and names of them, that are declared only, with the library module in which a part of
them is written."""


class Origin(Enum):
    USER = "user"
    LIBRARY = "library"
    STUB = "stub"


@dataclass(frozen=True, slots=True)
class Source:
    """One module of the program: where it was read, and what was read."""

    module: str
    path: str
    origin: Origin
    text: str

    @property
    def traceback_path(self) -> str:
        """As tracebacks show it: the library's files from `gloam/` on, wherever it is installed."""
        path = Path(self.path)
        if self.origin is Origin.LIBRARY and path.is_relative_to(library_root()):
            return path.relative_to(library_root().parent).as_posix()
        return self.path


@dataclass(slots=True)
class SourceSet:
    """All modules that mypy is given, by module name, in the order in which they were found."""

    entry: str
    is_edited: bool = False
    """Whether the text of the entry is not the one of its file."""
    sources: dict[str, Source] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def library_root() -> Path:
    """The directory of the installed package `gloam`, found without importing it."""
    spec = importlib.util.find_spec("gloam")
    if spec is None or spec.origin is None:
        raise InternalError("the package gloam is not installed beside gloamc")
    return Path(spec.origin).parent


def read_source(path: Path, shown: str) -> str:
    """The text of a source file that messages call `shown`. Raises CompileErrors.

    UTF-8 only: the checker knows no other encoding, and CPython would follow a coding comment.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(
            data[: error.start], f"{data[error.start]:#04x} is not UTF-8", shown
        ) from None
    if "\0" in text:
        before = data[: data.index(b"\0")]
        raise _unreadable(before, "source code cannot contain null bytes", shown)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        raise _unreadable(b"", str(error.msg), shown) from None
    if encoding not in ("utf-8", "utf-8-sig"):
        raise _unreadable(b"", f"the file declares the encoding {encoding}", shown)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(before: bytes, problem: str, shown: str) -> CompileErrors:
    """The refusal of a file for what comes behind its bytes `before`."""
    line = before.count(b"\n") + 1
    hint = "save the file as UTF-8 text"
    return CompileErrors([Diagnostic("G160", shown, line, 0, 1, problem, hint)])


def runtime_modules() -> list[str]:
    """What every program needs though it imports none of it."""
    paths = sorted((library_root() / "runtime").glob("*.py"))
    names = [f"{RUNTIME_PACKAGE}.{path.stem}" for path in paths if path.stem != "__init__"]
    return [RUNTIME_PACKAGE, *names, MACHINE]


def find_sources(
    entry: Path, roots: Sequence[str], text: str | None = None, search: Sequence[Path] = ()
) -> SourceSet:
    """The entry, the library modules `roots`, and everything that they import.

    `text` takes the place of what is in the entry's file. The user's modules are looked for beside
    the entry, then in the directories `search`. Raises CompileErrors if an import of the user's
    cannot be found.
    """
    if entry.stem in CORE:
        message = f"{entry.name} has the name of a module that every program needs"
        raise CompileErrors([Diagnostic("G100", str(entry), 0, 0, 0, message, "rename the file")])
    finder = _Finder(entry, search)
    finder.add(finder.result.entry, str(entry), Origin.USER, entry, text)
    finder.result.is_edited = text is not None
    for name in roots:
        finder.require(name)
    if finder.result.diagnostics:
        raise CompileErrors(finder.result.diagnostics)
    return finder.result


@dataclass(frozen=True, slots=True)
class _Import:
    """An import of `module`; `optional` if it may also be a name inside its parent."""

    module: str
    line: int
    column: int
    end_column: int
    optional: bool


class _Finder:
    def __init__(self, entry: Path, search: Sequence[Path]) -> None:
        self.gloam = library_root()
        self.directories = [entry.parent, *search]
        self.result = SourceSet(entry=entry.stem)

    def require(self, module: str) -> None:
        """Add a library module that must exist."""
        if not self.resolve(module):
            raise InternalError(f"library module {module} does not exist")

    def resolve(self, module: str) -> bool:
        """Add `module` with its parent packages and imports; False if it does not exist."""
        if module in self.result.sources:
            return True
        if module in COMPANIONS:
            self.require(COMPANIONS[module])
        found = self.locate(module)
        if found is None:
            return False
        origin, path = found
        parent = module.rpartition(".")[0]
        if parent and origin is not Origin.STUB and not self.resolve(parent):
            return False
        if origin is not Origin.STUB or path.is_relative_to(self.gloam):
            self.add(module, str(path), origin, path)
        return True

    def locate(self, module: str) -> tuple[Origin, Path] | None:
        """Where a module's file is: the user's directory first, as in CPython."""
        parts = module.split(".")
        if parts[0] == "gloam":
            if path := _module_file(self.gloam, parts[1:], (".pyi", ".py")):
                return (Origin.STUB if path.suffix == ".pyi" else Origin.LIBRARY), path
            return None
        for directory in self.directories if parts[0] not in CORE else ():
            if path := _module_file(directory, parts, (".py",)):
                return Origin.USER, path
        if path := _module_file(self.gloam / "stdlib", parts, (".py",)):
            return Origin.LIBRARY, path
        if path := _module_file(TYPESHED / "stdlib", parts, (".pyi",)):
            return Origin.STUB, path
        return None

    def add(
        self, module: str, shown: str, origin: Origin, path: Path, text: str | None = None
    ) -> None:
        text = read_source(path, shown) if text is None else text
        self.result.sources[module] = Source(module, shown, origin, text)
        is_package = path.stem == "__init__"
        scanned = _import_lines(text) if origin is Origin.LIBRARY else text
        for imported in _imports(scanned, module, is_package):
            if not self.resolve(imported.module) and not imported.optional:
                self.missing(imported, shown, origin)

    def missing(self, imported: _Import, path: str, origin: Origin) -> None:
        if origin is not Origin.USER:
            raise InternalError(f"{path}:{imported.line}: no module {imported.module}")
        self.result.diagnostics.append(
            Diagnostic(
                "G100",
                path,
                imported.line,
                imported.column,
                imported.end_column,
                f"gloam has no module {imported.module} yet",
                "modules of your own are looked for beside the main file, standard library modules "
                "in gloam's own library",
            )
        )


def _module_file(root: Path, parts: list[str], suffixes: tuple[str, ...]) -> Path | None:
    base = root.joinpath(*parts)
    for suffix in suffixes:
        package = base / f"__init__{suffix}"
        if package.is_file():
            return package
        if parts:
            file = base.with_name(base.name + suffix)
            if file.is_file():
                return file
    return None


def _imports(text: str, module: str, is_package: bool) -> Iterator[_Import]:
    """Every import in a file, wherever it stands. A file that does not parse has none: mypy says
    what is wrong with it."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    except RecursionError:  # an expression that is too deep, which is refused where it stands
        tree = ast.parse(_import_lines(text))
    for name, attribute in moved_names.read_names(tree):
        place = attribute.lineno, attribute.col_offset
        yield _Import(name, *place, attribute.col_offset, optional=True)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield _imported(alias.name, node, optional=False)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, module, is_package)
            if base in ("", "__future__"):  # "": above the top, mypy says so
                continue
            yield _imported(base, node, optional=False)
            for alias in node.names:
                yield _imported(f"{base}.{alias.name}", node, optional=True)


_IMPORT_LINE = re.compile(r"^(?:from [\w.]+ import (?:\([^)]*\)|.*)|import .*)", re.MULTILINE)


def _import_lines(text: str) -> str:
    """The import statements of a library file, which all stand at its top level: parsing only them
    costs a tenth of parsing the file. Prose that looks like one makes us parse all of it."""
    lines = "\n".join(_IMPORT_LINE.findall(text))
    try:
        ast.parse(lines)
    except SyntaxError:
        return text
    return lines


def _imported(name: str, node: ast.Import | ast.ImportFrom, *, optional: bool) -> _Import:
    end = node.end_col_offset if node.end_lineno == node.lineno else None
    return _Import(name, node.lineno, node.col_offset, end or node.col_offset + 6, optional)


def _absolute(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    keep = len(parts) - node.level + (1 if is_package else 0)
    return ".".join(parts[: max(keep, 0)] + ([node.module] if node.module else []))
