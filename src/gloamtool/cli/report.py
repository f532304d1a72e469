"""What commands say while they work and when a program is refused: always on stderr."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gloamc.diagnostics import Diagnostic, render


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Each diagnostic with its source line, and how many there were."""
    for diagnostic in diagnostics:
        print(render(diagnostic, _source_line(diagnostic)), file=sys.stderr)
    count = len(diagnostics)
    print(f"gloam: {count} error{'' if count == 1 else 's'}", file=sys.stderr)


def _source_line(diagnostic: Diagnostic) -> str:
    try:
        text = Path(diagnostic.path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    lines = text.split("\n")
    return lines[diagnostic.line - 1] if 0 < diagnostic.line <= len(lines) else ""


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show on a terminal that `what` goes on, until it is done; say nothing in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    # Imported here: half of the start-up time of a command that may need none of it.
    from rich.console import Console  # noqa: PLC0415

    with Console(stderr=True).status(what):
        yield
