"""What commands say while they work and when a program is refused: always on stderr."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final, TypedDict

import click

from gloamc.diagnostics import Diagnostic, Part, characters, render


class _Style(TypedDict, total=False):
    fg: str
    bold: bool


_STYLES: Final[dict[Part, _Style]] = {
    Part.PLACE: {"bold": True},
    Part.ERROR: {"fg": "red", "bold": True},
    Part.MESSAGE: {"bold": True},
    Part.CARET: {"fg": "red", "bold": True},
    Part.HINT: {"fg": "cyan", "bold": True},
}

Step = Callable[[str], None]
"""Takes the name of what goes on now."""


def has_colour() -> bool:
    """Whether stderr shows colours, and its user wants them (no-color.org)."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Each diagnostic with its source line, and how many there were."""
    is_coloured = has_colour()

    def paint(part: Part, text: str) -> str:
        return click.style(text, **_STYLES[part]) if is_coloured else text

    for diagnostic in diagnostics:
        print(render(diagnostic, _source_line(diagnostic), paint), file=sys.stderr)
    count = len(diagnostics)
    print(f"gloam: {count} error{'' if count == 1 else 's'}", file=sys.stderr)


def diagnostic_facts(diagnostics: Sequence[Diagnostic]) -> list[dict[str, object]]:
    """For `--json`: lines count from 1, columns from 0, in characters."""
    facts = []
    for diagnostic in diagnostics:
        line = _source_line(diagnostic)
        column = characters(line, diagnostic.column)
        end_column = characters(line, diagnostic.end_column)
        facts.append(asdict(replace(diagnostic, column=column, end_column=end_column)))
    return facts


def _source_line(diagnostic: Diagnostic) -> str:
    try:
        text = Path(diagnostic.path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    lines = text.split("\n")
    return lines[diagnostic.line - 1] if 0 < diagnostic.line <= len(lines) else ""


@contextmanager
def progress(what: str) -> Iterator[Step]:
    """Show on a terminal that `what` goes on, with its step and its time, until it is done; say
    nothing in a pipe."""
    if not sys.stderr.isatty():
        yield _say_nothing
        return
    # Imported here: half of the start-up time of a command that may need none of it.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None)
        yield lambda step: shown.update(task, description=f"{what}: {step}")


def _say_nothing(step: str) -> None:
    pass
