"""`gloam check`: would the program compile? No image, no toolchain."""

import json
import sys
from pathlib import Path

import click

from gloamc.diagnostics import CompileErrors
from gloamtool.cli.report import diagnostic_facts, progress
from gloamtool.failure import EXIT_USER
from gloamtool.image.builder import diagnostics_of

HELP = """Type-check FILE and what it imports, and refuse what an image cannot run.

Says nothing and exits with 0 if all is well. Otherwise each line names the file, the line, the
column and what to do, and the exit status is 1.

\b
Example:
  gloam check app.py
  gloam check --json app.py     lines count from 1, columns from 0
"""


@click.command("check", help=HELP)
@click.option("--json", "as_json", is_flag=True, help="What is wrong, for programs, on stdout.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_command(*, as_json: bool, file: Path) -> None:
    """Check one program."""
    with progress(f"checking {file}"):
        diagnostics = diagnostics_of(file)
    if as_json:
        click.echo(json.dumps({"errors": diagnostic_facts(diagnostics)}, indent=2))
        sys.exit(EXIT_USER if diagnostics else 0)
    if diagnostics:
        raise CompileErrors(diagnostics)
