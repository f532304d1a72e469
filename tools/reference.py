"""`make docs`: the reference of what programs import, as HTML pages made by pdoc."""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from gloamtool.cli import exit_status
from gloamtool.failure import UserError

MODULES = ("gloam.embed", "gloam.asset", "gloam.http", "gloam.dns")
"""What a program of a user imports besides the standard library."""


def main(args: Sequence[str]) -> None:
    """Write the pages into the directory `args[0]`."""
    try:
        pdoc = importlib.import_module("pdoc")
    except ImportError:
        raise UserError("pdoc is not installed: pip install 'gloam[docs]'") from None
    output = Path(args[0])
    pdoc.pdoc(*MODULES, output_directory=output)
    print(f"{output / 'index.html'}: {sum(1 for _ in output.rglob('*.html'))} pages")


if __name__ == "__main__":
    sys.exit(exit_status(lambda: main(sys.argv[1:])))
