"""A freestanding program, built from C once per session: no compiler of ours is needed here."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
FIXTURE = Path(__file__).parent / "fixture"


@pytest.fixture(scope="session", autouse=True)
def _importable_by_children() -> Iterator[None]:
    """Child processes import this tree, whether or not it is installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(SOURCE))
        yield


@pytest.fixture(scope="session")
def guest_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """fixture/guest.c as a static ELF without libc."""
    program = tmp_path_factory.mktemp("guest") / "guest"
    flags = ["-target", "x86_64-freestanding-none", "-O1", "-fno-sanitize=undefined"]
    flags += ["-nostdlib", "-static", "-Wl,-e,_start"]
    files = [str(FIXTURE / "guest.c"), "-o", str(program)]
    subprocess.run([sys.executable, "-m", "ziglang", "cc", *flags, *files], check=True)
    return program
