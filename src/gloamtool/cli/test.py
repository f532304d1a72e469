"""`gloam test`: the tests of a project under CPython, then the same tests compiled."""

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from gloamc.diagnostics import CompileErrors, Diagnostic
from gloamtool.cli.report import print_diagnostics, progress
from gloamtool.failure import EXIT_USER, UserError
from gloamtool.testing.module import Result, TestModule

HELP = """Run the tests in PATHS (default: the folder here) with pytest on CPython, then compiled.

Test modules are called test_*.py. A compiled test is a typed function test_*, of a module or of a
class Test*, asynchronous or not; it may use assert, pytest.raises, approx, skip, fail and xfail,
the marks parametrize, skip, skipif, xfail and usefixtures, and the fixtures of its module. It runs
in a process of its own. What else pytest has is refused, with its place; @pytest.mark.cpython
leaves a test to CPython.

\b
Examples:
  gloam test
  gloam test tests/test_shop.py
  gloam test --only compiled --json > results.json
"""

_MARK = {
    "passed": ".",
    "failed": "F",
    "skipped": "s",
    "xfailed": "x",
    "xpassed": "X",
    "error": "E",
}
_WRONG = ("failed", "error")
_NO_TESTS = 5
"""What pytest ends with if it found none."""


@click.command("test", help=HELP)
@click.option("--only", type=click.Choice(["cpython", "compiled"]), help="One of the two worlds.")
@click.option("--timeout", default=60.0, show_default=True, help="Seconds for a compiled test.")
@click.option("--json", "as_json", is_flag=True, help="The compiled tests' results, for programs.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def test_command(
    *, only: str | None, timeout: float, as_json: bool, paths: tuple[Path, ...]
) -> None:
    """Test one project."""
    places = list(paths) or [Path(".")]
    failed = only != "compiled" and not _pytest_passes(places, as_json=as_json)
    if only != "cpython" and not _compiled_pass(places, timeout, as_json=as_json):
        failed = True
    if failed:
        sys.exit(EXIT_USER)


def _pytest_passes(paths: list[Path], *, as_json: bool) -> bool:
    if importlib.util.find_spec("pytest") is None:
        raise UserError("pytest is not installed here: pip install pytest")
    command = [sys.executable, "-m", "pytest", *map(str, paths)]
    sys.stdout.flush()
    done = subprocess.run(command, stdout=sys.stderr if as_json else None, check=False)
    return done.returncode in (0, _NO_TESTS)


def _compiled_pass(paths: list[Path], timeout_s: float, *, as_json: bool) -> bool:
    started = time.monotonic()
    results: list[Result] = []
    diagnostics: list[Diagnostic] = []
    for path in _modules(paths):
        try:
            results += _module(path, timeout_s, quiet=as_json)
        except CompileErrors as errors:
            diagnostics += errors.diagnostics
    seconds = time.monotonic() - started
    if diagnostics:
        print_diagnostics(diagnostics)
    if as_json:
        facts = {"tests": [asdict(result) for result in results]}
        facts["errors"] = [asdict(found) for found in diagnostics]
        click.echo(json.dumps(facts, indent=2))
    else:
        for line in _report(results, len(diagnostics), seconds):
            click.echo(line)
    return not diagnostics and all(result.outcome not in _WRONG for result in results)


def _module(path: Path, timeout_s: float, *, quiet: bool) -> list[Result]:
    module = TestModule(path, Path("."))
    if not module.calls:
        return []
    with tempfile.TemporaryDirectory() as directory:
        image = Path(directory) / "tests"
        with progress(f"building {path}") as step:
            module.build(image, step)
        if quiet:
            return list(module.run(image, timeout_s))
        click.echo(f"{path} (compiled) ", nl=False)
        results = []
        for result in module.run(image, timeout_s):
            click.echo(_MARK[result.outcome], nl=False)
            results.append(result)
        click.echo()
        return results


def _modules(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
            continue
        for found in sorted(path.rglob("test_*.py")):
            if not any(part.startswith(".") for part in found.relative_to(path).parts):
                yield found


def _report(results: list[Result], errors: int, seconds: float) -> Iterator[str]:
    failures = [result for result in results if result.outcome in _WRONG]
    for result in failures:
        where = "error in " if result.outcome == "error" else ""
        yield f" {where}{result.name} (compiled) ".center(79, "_")
        yield result.detail
    counts = {name: sum(r.outcome == name for r in results) for name in ("failed", *_MARK)}
    errors += counts.pop("error")
    words = [f"{count} {name}" for name, count in counts.items() if count]
    if errors:
        words.append(f"{errors} error{'' if errors == 1 else 's'}")
    text = f"compiled: {', '.join(words) or 'no tests'} in {seconds:.2f}s"
    yield f" {text} ".center(79, "=")
