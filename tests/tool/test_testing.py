"""`gloam new` and `gloam test`: a project as a user has it, in both worlds."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from gloamtool.testing.collect import collect
from gloamtool.testing.edit import Edits
from support.gloam_command import gloam

SHOP = """\
def double(n: int) -> int:
    return n * 2
"""
TESTS = """\
import pytest

from shop import double

VALUES = [(1, "a"), (2, "bb")]


@pytest.mark.parametrize(("n", "text"), VALUES)
def test_computed(n: int, text: str) -> None:
    assert len(text) == n


@pytest.mark.parametrize(("n", "text"), list(VALUES))
def test_loop(n: int, text: str) -> None:
    assert len(text) == n


@pytest.mark.parametrize("a", [1, 2])
@pytest.mark.parametrize("b, c", [(3, "x"), pytest.param(5, None, id="five")])
def test_product(a: int, b: int, c: str | None) -> None:
    assert a * b < 10 and c != ""


def test_fails() -> None:
    x = 3
    assert double(x) == (
        x + 4
    )


def test_raises_another() -> None:
    with pytest.raises((KeyError, IndexError), match="."):
        int("ü")


def test_raises() -> None:
    with pytest.raises(ValueError, match="lit.ral") as info:
        int("ü")
    assert "ü" in str(info.value)
    with pytest.raises(pytest.fail.Exception if False else AssertionError):
        assert double(1) == 3


@pytest.mark.skip(reason="not now")
def test_skipped() -> None:
    assert double(2) == 5


def test_skips() -> None:
    pytest.skip("because")


@pytest.mark.cpython
def test_host(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert tmp_path


def test_prints() -> None:
    print("some output")
    assert VALUES == [], "with a message"


def test_floats() -> None:
    assert 0.1 + 0.2 == pytest.approx(0.3)
    assert 1.01 == pytest.approx(1.0)
""".replace("pytest.fail.Exception if False else AssertionError", "AssertionError")
OUTCOMES = {
    "test_computed[1-a]": "passed",
    "test_computed[2-bb]": "passed",
    "test_loop[...]": "passed",
    "test_product[3-x-1]": "passed",
    "test_product[3-x-2]": "passed",
    "test_product[five-1]": "passed",
    "test_product[five-2]": "failed",
    "test_fails": "failed",
    "test_raises_another": "failed",
    "test_raises": "passed",
    "test_skipped": "skipped",
    "test_skips": "skipped",
    "test_prints": "failed",
    "test_floats": "failed",
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "shop.py").write_text(SHOP)
    (folder / "tests").mkdir()
    (folder / "tests" / "test_shop.py").write_text(TESTS, encoding="utf-8")
    (folder / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\npythonpath = ["."]\nmarkers = ["cpython"]\n'
    )
    return folder


def test_a_new_project_passes_its_tests_in_both_worlds(tmp_path: Path) -> None:
    made = gloam("new", "hello", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    project = tmp_path / "hello"
    done = gloam("test", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 4 passed in " in done.stdout and "compiled: 4 passed in " in done.stdout
    assert gloam("check", "main.py", cwd=project).stderr == ""
    strict = subprocess.run(
        [sys.executable, "-m", "mypy", "."], cwd=project, capture_output=True, check=False
    )
    assert strict.returncode == 0, strict.stdout


@pytest.mark.parametrize("name", ["a-b", "1a", "class", "ä", "."])
def test_a_project_needs_a_name(name: str, tmp_path: Path) -> None:
    refused = gloam("new", name, cwd=tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.startswith("gloam: ") and not list(tmp_path.iterdir())


def test_a_project_is_not_made_over_another(tmp_path: Path) -> None:
    (tmp_path / "hello").mkdir()
    refused = gloam("new", "hello", cwd=tmp_path)
    assert (refused.returncode, refused.stderr) == (1, "gloam: hello exists already\n")


def test_outcomes_are_those_of_pytest(shop: Path) -> None:
    done = gloam("test", "--only", "compiled", "--json", cwd=shop)
    assert (done.returncode, done.stderr) == (1, "")
    found = json.loads(done.stdout)
    assert {test["name"]: test["outcome"] for test in found["tests"]} == OUTCOMES
    assert found["errors"] == []
    on_cpython = gloam("test", "--only", "cpython", cwd=shop)
    assert on_cpython.returncode == 1
    # One of CPython's is not compiled; a computed table is one test here and two there.
    assert " 5 failed, 9 passed, 2 skipped in " in on_cpython.stdout


def test_failures_show_the_assertion_and_its_values(shop: Path) -> None:
    shown = gloam("test", "--only", "compiled", cwd=shop).stdout
    for part in (
        "tests/test_shop.py (compiled) ......FFF.ssFF\n",
        "tests/test_shop.py:26: in test_fails\n"
        ">   assert double(x) == (\n>       x + 4\n>   )\nE   AssertionError: assert 6 == 7\n",
        ">   int(\"ü\")\nE   ValueError: invalid literal for int() with base 10: 'ü'\n",
        "E   AssertionError: with a message\n--- stdout ---\nsome output\n",
        "E   AssertionError: assert 1.01 == 1.0 ± 1.0e-06\n",
        " compiled: 5 failed, 7 passed, 2 skipped in ",
    ):
        assert part in shown, shown


def test_errors_are_at_their_place_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text('def test() -> None:\n    assert len("e") == absent\n')
    refused = gloam("test", "--only", "compiled", "test_it.py", cwd=tmp_path)
    assert refused.stderr == (
        'test_it.py:2:24: error[mypy[name-defined]]: Name "absent" is not defined\n'
        '        assert len("e") == absent\n'
        "                           ^^^^^^\n"
        "gloam: 1 error\n"
    )


def test_a_test_that_does_not_end_fails(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import sys\n\n\ndef test_loop() -> None:\n    while True:\n        pass\n\n\n"
        "def test_exit() -> None:\n    sys.exit(7)\n"
    )
    done = gloam("test", "--only", "compiled", "--timeout", "1", cwd=tmp_path)
    assert "did not end within 1 seconds" in done.stdout and "E   SystemExit: 7" in done.stdout


def test_an_empty_folder_has_no_tests(tmp_path: Path) -> None:
    done = gloam("test", cwd=tmp_path)
    assert done.returncode == 0 and " compiled: no tests in " in done.stdout


def test_columns_are_found_again() -> None:
    edits = Edits(["assert é == f(x)", "other"])
    edits.insert(1, 13, "(_r := ")  # é is two bytes
    edits.insert(1, 17, ")")
    assert edits.text() == "assert é == (_r := f(x))\nother\n"
    columns = [edits.original_column(1, column) for column in range(24)]
    assert columns == [*range(13), *[13] * 7, 13, 14, 15, 16]
    assert edits.original_column(2, 3) == 3


@pytest.mark.parametrize(
    "decorators",
    [
        '@pytest.mark.parametrize("a", [1, "x", None, True, 1.5, -1, (1,)])',
        '@pytest.mark.parametrize(["a"], [(1,), (2,)])',
        '@pytest.mark.parametrize(argnames="a", argvalues=(1, 2))',
        '@pytest.mark.parametrize("a", [1, 2])\n@pytest.mark.parametrize("b", ["y", "z"])',
    ],
)
def test_labels_are_those_of_pytest(decorators: str, tmp_path: Path) -> None:
    parameters = "a: object, b: object" if '"b"' in decorators else "a: object"
    source = f"import pytest\n\n\n{decorators}\ndef test_it({parameters}) -> None:\n    pass\n"
    path = tmp_path / "test_labels.py"
    path.write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", str(path)]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    names = [line.partition("::")[2] for line in shown.stdout.splitlines() if "::" in line]
    found = collect(path, ast.parse(source), Edits(source.split("\n")))
    assert [call.name for call in found.calls] == names
