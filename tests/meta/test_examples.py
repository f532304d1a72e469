"""Every example is whole, and is ordinary typed Python for CPython's own type checker."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_example_has_program_readme_and_expected_output(example: Path) -> None:
    names = {path.name for path in example.iterdir()}
    assert {"main.py", "README.md", "expected.txt"} <= names


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_example_satisfies_mypy_with_cpythons_typeshed(example: Path, tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path, "main.py"],
        cwd=example,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout


def test_hello_prints_the_expected_text_on_cpython() -> None:
    folder = ROOT / "examples" / "01_hello"
    finished = subprocess.run(
        [sys.executable, "main.py"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert finished.stdout == (folder / "expected.txt").read_text()
