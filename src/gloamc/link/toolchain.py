"""Runs the tools of the `ziglang` wheel: clang, lld, zig itself.

The binary is called directly; `python -m ziglang` would start a second interpreter for each call.
Any failure here is a bug of ours, never the user's: what reaches these tools, we wrote.
"""

import importlib.metadata
import importlib.util
import os
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path


class InternalError(Exception):
    """A bug in Gloam, found by a tool. The text says which tool, what it said, what was kept."""


@cache
def zig_path() -> Path:
    """The zig executable. Raises InternalError when the wheel is not installed."""
    spec = importlib.util.find_spec("ziglang")
    if spec is None or spec.origin is None:
        raise InternalError("the package `ziglang` is not installed: pip install ziglang==0.17.1")
    return Path(spec.origin).parent / "zig"


@cache
def toolchain_version() -> str:
    """Part of every cache key: another compiler makes other objects."""
    return importlib.metadata.version("ziglang")


def run_tool(
    arguments: Sequence[str],
    *,
    work: Path,
    kept: str = "",
    environment: dict[str, str] | None = None,
) -> None:
    """Run `zig ARGUMENTS` in `work`, so that relative names make output independent of the path.

    Raises InternalError with the tool's stderr; `kept` names the input for the bug report.
    """
    finished = subprocess.run(
        [str(zig_path()), *arguments],
        cwd=work,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        told = finished.stderr.strip() or f"exit status {finished.returncode}"
        where = f"\ninput kept in {kept}" if kept else ""
        raise InternalError(f"zig {arguments[0]} failed: {told}{where}")
