"""One set of programs, each run on CPython's own modules, on ours, and compiled: the output must
agree."""

import ast
import builtins
import contextlib
import gc
import importlib
import io
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import gloam.stdlib
from support.bundles import Bundles
from support.fake_platform import install_fake
from support.program_runs import expected_outcome
from support.simulated_heap import start_heap

CASES = sorted((Path(__file__).parent / "cases").glob("*.py"))


def output_here(path: Path) -> str:
    """What a case prints when its own imports, and those of nothing else, find our modules."""
    modules = our_modules(path)

    def import_ours(name: str, *rest: Any) -> Any:
        from_names = rest[2] if len(rest) > 2 else ()
        known = modules.get(name if from_names else name.partition(".")[0])
        return known if known is not None else builtins.__import__(name, *rest)

    captured = io.StringIO()
    code = compile(path.read_text(), str(path), "exec")
    with contextlib.redirect_stdout(captured):
        namespace: dict[str, object] = {
            "__name__": "__main__",
            "__builtins__": {**vars(builtins), "__import__": import_ours},
        }
        exec(code, namespace)
        # Its functions refer to it, which would keep its variables.
        namespace.clear()
    return captured.getvalue()


def our_modules(path: Path) -> dict[str, ModuleType]:
    """Those that the case imports, apart from `sys`, which its tests need themselves."""
    install_fake()
    start_heap()
    library = Path(gloam.stdlib.__path__[0])
    names = {
        name
        for node in ast.walk(ast.parse(path.read_text()))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    ours = {
        name
        for name in names - {"sys"}
        if library.joinpath(*name.split(".")).with_suffix(".py").exists()
        or library.joinpath(*name.split("."), "__init__.py").exists()
    }
    return {name: importlib.import_module(f"gloam.stdlib.{name}") for name in sorted(ours)}


NOT_HERE = {
    "asyncio_ip6": "our module on CPython raises CPython's gaierror",
    "copy_objects": "copying is the compiler's",
    "logging_records": "loggers keep their state, which another case has changed",
    "re_matching": "a matcher in simulated memory would take minutes",
    "zlib_streams": "so would a codec",
    "json_loads": "and so do long texts",
    "contextlib_managers": "what CPython prints goes where its own module sends it",
    "statistics_functions": "our module on CPython has CPython's Fraction",
    "asyncio_unseen": "what runs when one of our objects dies runs compiled only",
}


@pytest.mark.parametrize(
    "path", [p for p in CASES if p.stem not in NOT_HERE], ids=lambda path: path.stem
)
def test_our_module_prints_what_cpythons_prints(path: Path) -> None:
    expected = expected_outcome(path).stdout
    assert expected
    assert output_here(path) == expected


@pytest.fixture(scope="module")
def bundles(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bundles:
    """Of the cases that were selected."""
    return Bundles.of_session(request, tmp_path_factory.mktemp("bundles"))


SPEAKS_ON_STDERR = {"asyncio_run", "asyncio_unseen", "argparse_reading"}
"""Where CPython writes there what an image has not, addresses and the frames of the library, or
what a parser says about a wrong command line."""


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_compiled_program_prints_what_cpython_prints(
    path: Path, bundles: Bundles, request: pytest.FixtureRequest
) -> None:
    """A debug build: it fails if an object is left at the end."""
    compared = bundles.compare(path, update=request.config.getoption("--update"))
    expected, found = compared.expected, compared.found
    assert (found.stdout, found.exit_code) == (expected.stdout, 0), compared.where
    assert bool(found.error) == (path.stem in SPEAKS_ON_STDERR)


RUNS_ONCE = {"logging_console": "loggers keep their handlers as long as the module lives"}


@pytest.mark.parametrize(
    "path",
    [p for p in CASES if p.stem not in NOT_HERE and p.stem not in RUNS_ONCE],
    ids=lambda path: path.stem,
)
def test_finished_work_leaves_no_reference_cycles(path: Path) -> None:
    """An image has no cycle collector yet: what only a collector frees would leak there.

    Cycles through a traceback do not count: an image's tracebacks hold positions, not frames.
    """
    our_modules(path)
    gc.collect()
    gc.disable()
    try:
        output_here(path)
        for item in gc.get_objects():
            if isinstance(item, BaseException):
                item.__traceback__ = item.__context__ = None
        del item
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        leaked = [type(item).__qualname__ for item in gc.garbage if is_ours(item)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert leaked == []


def is_ours(item: object) -> bool:
    return type(item).__module__.startswith("gloam.")
