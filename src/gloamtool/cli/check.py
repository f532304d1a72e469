"""`gloam check`: would the program compile? No image, no toolchain."""

from pathlib import Path

import click

from gloamc.diagnostics import CompileErrors
from gloamtool.cli.report import progress
from gloamtool.image.builder import diagnostics_of

HELP = """Type-check FILE and what it imports, and refuse what an image cannot run.

Says nothing and exits with 0 if all is well. Otherwise each line names the file, the line, the
column and what to do, and the exit status is 1.

\b
Example:
  gloam check app.py
"""


@click.command("check", help=HELP)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_command(file: Path) -> None:
    """Check one program."""
    with progress(f"checking {file}"):
        diagnostics = diagnostics_of(file)
    if diagnostics:
        raise CompileErrors(diagnostics)
