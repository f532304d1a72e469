"""Runs mypy over a set of sources and turns what it reports into diagnostics.

The options are the language: Python 3.11, `--strict`, our typeshed and nothing else. What the
checker says about our own library is our bug, not the user's.
"""

from __future__ import annotations

import builtins
import os
import re
from pathlib import Path

from mypy import build, modulefinder
from mypy.errors import CompileError
from mypy.fscache import FileSystemCache
from mypy.options import Options

from gloamc.diagnostics import CompileErrors, Diagnostic, InternalError
from gloamc.frontend import moved_names
from gloamc.frontend.missing_names import NEVER, missing_name
from gloamc.frontend.sources import TYPESHED, Origin, Source, SourceSet

STRICT_OPTIONS = (
    "disallow_any_generics",
    "disallow_subclassing_any",
    "disallow_untyped_calls",
    "disallow_untyped_defs",
    "disallow_incomplete_defs",
    "check_untyped_defs",
    "disallow_untyped_decorators",
    "warn_redundant_casts",
    "warn_return_any",
    "strict_equality",
    "extra_checks",
    "strict_bytes",
)
"""What `mypy --strict` switches on; implicit re-export, which it switches off, is apart."""

_MESSAGE = re.compile(
    r"(?P<path>[^:]*)"
    r"(?::(?P<line>-?\d+)(?::(?P<column>-?\d+):(?P<end_line>-?\d+):(?P<end_column>-?\d+))?)?: "
    r"(?P<severity>error|note|warning): (?P<text>.*?)(?:  \[(?P<code>[a-z0-9-]+)\])?",
    re.DOTALL,
)


class _GivenFiles(FileSystemCache):
    """Shows mypy the program's files and our typeshed only.

    It would look for modules in the working directory too, where a `types.py` or `abc.py` that
    belongs to nothing would take the place of the library's.
    """

    def __init__(self, given: set[str]) -> None:
        super().__init__()
        self._given = given
        self._typeshed = f"{TYPESHED}{os.sep}"

    def isfile(self, path: str) -> bool:
        return self._is_given(path) and super().isfile(path)

    def isfile_case(self, path: str, prefix: str) -> bool:
        return self._is_given(path) and super().isfile_case(path, prefix)

    def _is_given(self, path: str) -> bool:
        return path.startswith(self._typeshed) or os.path.abspath(path) in self._given


def check(sources: SourceSet) -> build.BuildResult:
    """The checked program. Raises CompileErrors if mypy finds an error in the user's files."""
    build_sources = [
        modulefinder.BuildSource(
            source.path,
            source.module,
            _shown_text(source, sources),
        )
        for source in sources.sources.values()
    ]
    try:
        given = {os.path.abspath(source.path) for source in sources.sources.values()}
        result = build.build(build_sources, _options(), fscache=_GivenFiles(given))
        messages = result.errors
    except CompileError as error:
        _report(error.messages, sources)
        raise InternalError("mypy stopped without a message") from error
    if messages:
        _report(messages, sources)
    return result


def _shown_text(source: Source, sources: SourceSet) -> str | None:
    """What the checker reads instead of the file; None for what the file says."""
    if source.origin is not Origin.USER:
        return None
    text = moved_names.spelt_out(source.text)
    is_edited = sources.is_edited and source.module == sources.entry
    return text if is_edited or text is not source.text else None


def _options() -> Options:
    options = Options()
    options.python_version = (3, 11)
    options.platform = "gloam"
    options.custom_typeshed_dir = str(TYPESHED)
    options.abs_custom_typeshed_dir = str(TYPESHED)
    options.python_executable = None
    options.export_types = True
    options.preserve_asts = True
    options.incremental = False
    options.cache_dir = os.devnull
    options.implicit_reexport = False
    options.show_column_numbers = True
    options.show_error_end = True
    options.show_absolute_path = True
    for name in STRICT_OPTIONS:
        assert hasattr(options, name), name
        setattr(options, name, True)
    return options


def _report(messages: list[str], sources: SourceSet) -> None:
    """Raise for the errors among `messages`; notes become the hint of the error before them."""
    shown = {str(Path(source.path).resolve()): source for source in sources.sources.values()}
    diagnostics: list[Diagnostic] = []
    foreign: list[str] = []
    for message in messages:
        match = _MESSAGE.fullmatch(message)
        source = shown.get(str(Path(match["path"]).resolve())) if match else None
        if match is None or source is None or source.origin is not Origin.USER:
            foreign.append(message)
        elif match["severity"] == "error":
            diagnostics.append(_diagnostic(match, source))
        elif diagnostics and not diagnostics[-1].hint and "mypy.readthedocs" not in match["text"]:
            diagnostics[-1] = _with_hint(diagnostics[-1], match["text"])
    if diagnostics:
        raise CompileErrors(sorted(diagnostics, key=lambda d: (d.path, d.line, d.column)))
    if foreign:
        raise InternalError("the type checker rejects gloam's own library:\n" + "\n".join(foreign))


def _diagnostic(match: re.Match[str], source: Source) -> Diagnostic:
    last_line = max(source.text.count("\n"), 1)  # a file that ends too early is blamed past its end
    line, column = min(int(match["line"] or 0), last_line), max(int(match["column"] or 1) - 1, 0)
    same_line = match["end_line"] is not None and match["end_line"] == match["line"]
    end_column = int(match["end_column"]) if same_line else column + 1
    text, code = match["text"], match["code"] or "misc"
    missing = missing_name(text, source, line, column, end_column)
    if missing:
        reason = NEVER.get(missing)
        message = f"gloam has no {missing}{'' if reason else ' yet'}"
        hint = reason or "docs/language.md lists what each module has"
        return Diagnostic("G141", source.path, line, column, end_column, message, hint)
    return Diagnostic(
        f"mypy[{code}]", source.path, line, column, end_column, text.rstrip("."), _hint(text, code)
    )


def _with_hint(diagnostic: Diagnostic, hint: str) -> Diagnostic:
    return Diagnostic(
        diagnostic.code,
        diagnostic.path,
        diagnostic.line,
        diagnostic.column,
        diagnostic.end_column,
        diagnostic.message,
        hint,
    )


BUILTIN_NAMES = frozenset(dir(builtins))

REFLECTION = {
    "eval": "there is no interpreter in an image: nothing is compiled or loaded while it runs",
    "exec": "there is no interpreter in an image: nothing is compiled or loaded while it runs",
    "compile": "there is no interpreter in an image: nothing is compiled or loaded while it runs",
    "globals": "names are resolved when the program is built: keep the values in a dict of yours",
    "locals": "names are resolved when the program is built: keep the values in a dict of yours",
    "vars": "names are resolved when the program is built: keep the values in a dict of yours",
    "open": "an image has no file system",
    "input": "an image has no standard input",
}
"""Builtins that an image will not have in this form, and what to do instead."""


def _hint(text: str, code: str) -> str:
    if match := re.match(r'Name "(\w+)" is not defined', text):
        name = match[1]
        if name in REFLECTION:
            return REFLECTION[name]
        if name in BUILTIN_NAMES:
            return f"gloam has no builtin {name} yet"
    match = re.match(r'"([\w.]+)(?:\[.*\])?" has no attribute "(\w+)"', text)
    if match and match[1] in BUILTIN_NAMES:
        return f"gloam has no {match[1]}.{match[2]} yet, or the name is misspelt"
    if code == "no-untyped-def":
        return "gloam compiles typed Python: annotate every parameter and the result"
    return ""
