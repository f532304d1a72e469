"""Every program below `cases/run/` on CPython and compiled: both must say the same.

A case is a Python file, or a folder with a main.py. Compared are stdout, exit code, and of the
traceback the places in the case's own files and the last line. Builds are debug builds: the counts
are verified, and the process ends with an error if an object is still alive at its exit. Most cases
share an image with others (support/bundles.py); `--alone` builds each by itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.bundles import Bundles

CASES = Path(__file__).parent / "cases" / "run"


def run_cases() -> list[Path]:
    return sorted([*CASES.glob("*.py"), *CASES.glob("*/main.py")])


def case_name(path: Path) -> str:
    return path.parent.name if path.name == "main.py" else path.stem


@pytest.fixture(scope="module")
def bundles(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bundles:
    """Of the cases that were selected."""
    return Bundles.of_session(request, tmp_path_factory.mktemp("bundles"))


@pytest.mark.parametrize("path", run_cases(), ids=case_name)
def test_compiled_program_does_what_cpython_does(
    path: Path, bundles: Bundles, request: pytest.FixtureRequest
) -> None:
    compared = bundles.compare(path, update=request.config.getoption("--update"))
    assert compared.found == compared.expected, compared.where
