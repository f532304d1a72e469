"""Runs the `gloam` command as a user does: in a process of its own, its output in pipes.

`-P` keeps the working directory off the import path, as the installed command does.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

TIMEOUT_S = 120


def gloam(
    *arguments: str | Path,
    cwd: Path | None = None,
    prefix: Sequence[str] = (),
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """`prefix` is a command that runs the rest of its arguments."""
    return subprocess.run(
        [*prefix, sys.executable, "-P", "-m", "gloamtool", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        check=False,
    )
