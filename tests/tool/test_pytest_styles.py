"""What `gloam test` compiles of pytest: the same tests, by the same names, end in the same way."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from support.gloam_command import gloam

STYLES = Path(__file__).parent / "fixture" / "pytest_styles"
_LINE = re.compile(r"(PASSED|FAILED|ERROR|XFAIL|XPASS) (?:at \w+ of )?\S+?::(.*?)(?: - .*)?")
_OUTCOMES = {
    "PASSED": "passed",
    "FAILED": "failed",
    "ERROR": "error",
    "XFAIL": "xfailed",
    "XPASS": "xpassed",
}
# As pytest 9.2 with pytest-asyncio 1.5 in its mode "auto" has them.
ASYNCHRONOUS = [
    ("test_fixtures", "passed"),
    ("test_fails", "failed"),
    ("test_rows[1]", "passed"),
    ("test_rows[2]", "failed"),
    ("test_end", "passed"),
    ("test_end", "error"),
    ("test_plain", "passed"),
    ("TestMethods::test_timeout", "xfailed"),
]


def compiled(folder: Path, name: str) -> list[tuple[str, str]]:
    shutil.copy(STYLES / name.removeprefix("test_"), folder / name)
    done = gloam("test", "--only", "compiled", "--json", name, cwd=folder)
    assert done.stderr == ""
    return [(test["name"], test["outcome"]) for test in json.loads(done.stdout)["tests"]]


def pytests(folder: Path, *options: str) -> tuple[Counter[tuple[str, str]], str]:
    """What pytest says of all but the tests that it skips: its summary has no names of those."""
    command = [sys.executable, "-m", "pytest", "-rA", "--tb=no", "-p", "no:cacheprovider"]
    shown = subprocess.run(
        [*command, *options], cwd=folder, capture_output=True, text=True, check=False
    ).stdout
    found = [match for line in shown.splitlines() if (match := _LINE.fullmatch(line))]
    return Counter((match[2], _OUTCOMES[match[1]]) for match in found), shown


def test_outcomes_are_those_of_pytest(tmp_path: Path) -> None:
    ours = compiled(tmp_path, "test_styles.py")
    theirs, shown = pytests(tmp_path, "test_styles.py")
    assert Counter(test for test in ours if test[1] != "skipped") == theirs
    skipped = sum(outcome == "skipped" for _, outcome in ours)
    assert f" {skipped} skipped" in shown
    assert len({outcome for _, outcome in ours}) == 6


def test_fixtures_of_conftest_and_their_parameters(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(STYLES / "project", project)
    done = gloam("test", "--only", "compiled", "--json", cwd=project)
    assert done.stderr == ""
    tests = json.loads(done.stdout)["tests"]
    theirs, _ = pytests(project, "-m", "not cpython")
    assert Counter((test["name"], test["outcome"]) for test in tests) == theirs
    assert theirs.total() == 33 and {"failed", "error", "xfailed"} < {t["outcome"] for t in tests}


def test_asynchronous_tests_run(tmp_path: Path) -> None:
    assert compiled(tmp_path, "test_asynchronous.py") == ASYNCHRONOUS


TYPE_ERROR = """\
import pytest


@pytest.fixture
def number() -> int:
    return 1


def test_it(number: str) -> None:
    assert number
"""


def test_a_fixture_of_another_type_is_an_error_at_the_test(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TYPE_ERROR)
    refused = gloam("test", "--only", "compiled", cwd=tmp_path)
    message = 'Argument "number" to "test_it" has incompatible type "int"; expected "str"'
    assert f"test_it.py:9:1: error[mypy[arg-type]]: {message}" in refused.stderr


REFUSED = [
    (
        "@pytest.fixture(params=f())\ndef f() -> int: ...\ndef test_it(f: int) -> None: ...",
        "the params of f are not compiled",
    ),
    ("def test_it(tmp_path: object) -> None: ...", "the fixture tmp_path is not compiled"),
    (
        "@pytest.fixture\ndef f(f: int) -> int: ...\ndef test_it(f: int) -> None: ...",
        "the fixture f asks for itself",
    ),
    (
        "@pytest.fixture(scope='module')\ndef f(g: int) -> int: ...\n"
        "@pytest.fixture\ndef g() -> int: ...\ndef test_it(f: int) -> None: ...",
        "a fixture of scope module cannot ask for g",
    ),
    (
        "class TestIt(unittest.TestCase): ...",
        "a class of tests has one base at most, of this module",
    ),
    (
        "class TestIt:\n    def setup_class(self) -> None: ...",
        "this setup_class is not compiled",
    ),
    (
        "class TestIt:\n    def setup_method(self) -> None: ...\n    class TestInner: ...",
        "a class inside of one with fixtures is not compiled",
    ),
    ("def setup_module(module: object) -> None: ...", "setup_module gets no argument here"),
    ("pytestmark = MARKS", "this pytestmark is not compiled"),
    (
        "@pytest.mark.skipif('True', reason='')\ndef test_it() -> None: ...",
        "a condition in a string is not compiled",
    ),
    (
        "@pytest.mark.filterwarnings('error')\ndef test_it() -> None: ...",
        "pytest.mark.filterwarnings is not compiled",
    ),
    (
        "@pytest.mark.parametrize('a', [1], ids=str)\ndef test_it(a: int) -> None: ...",
        "this parametrize is not compiled",
    ),
    (
        "@pytest.mark.parametrize('b', [1])\ndef test_it() -> None: ...",
        "test_it has no argument b",
    ),
    (
        "@pytest.mark.parametrize('a', f())\nasync def test_it(a: int) -> None: ...",
        "a computed parametrize is for plain functions without fixtures",
    ),
    ("@pytest.mark.anyio\nasync def test_it() -> None: ...", "of anyio, only asyncio is compiled"),
]


def test_what_is_not_compiled_is_named(tmp_path: Path) -> None:
    for number, (source, _) in enumerate(REFUSED):
        (tmp_path / f"test_{number:02}.py").write_text(source + "\n")
    refused = gloam("test", "--only", "compiled", cwd=tmp_path)
    lines = [line for line in refused.stderr.splitlines() if "error[" in line]
    found = [(line[:10], line.partition("error[G200]: ")[2]) for line in lines]
    assert found == [(f"test_{n:02}.py", message) for n, (_, message) in enumerate(REFUSED)]


HOST_ONLY = """\
import pytest


@pytest.fixture(params=[1, 2])
def host(request: pytest.FixtureRequest, tmp_path: str) -> object:
    assert tmp_path != 1
    return request.param


@pytest.mark.cpython
def test_host(host: object) -> None:
    assert host


class TestIt:
    @pytest.fixture
    def unused(self, capsys: pytest.CaptureFixture[str]) -> None:
        pass

    def test_it(self) -> None:
        assert True
"""


def test_fixtures_of_tests_for_cpython_are_not_compiled(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(HOST_ONLY)
    done = gloam("test", "--only", "compiled", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert " compiled: 1 passed in " in done.stdout


CONFTEST = """\
import pytest


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None: ...


@pytest.fixture
def number() -> int:
    return "1"
"""


def test_mistakes_of_conftest_are_named(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_it.py").write_text("def test_it(number: int) -> None: ...\n")
    refused = gloam("test", "--only", "compiled", cwd=tmp_path)
    assert "error[G200]: the fixture monkeypatch is not compiled" in refused.stderr
    (tmp_path / "conftest.py").write_text(CONFTEST.replace("autouse=True", ""))
    refused = gloam("test", "--only", "compiled", cwd=tmp_path)
    assert "conftest.py:10:12: error[mypy[return-value]]" in refused.stderr


def test_a_hint_says_how_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test_it(absent: int) -> None: ...\n")
    refused = gloam("test", "--only", "compiled", cwd=tmp_path)
    hint = "define it in this module or in conftest.py, or leave it to CPython with"
    assert hint in refused.stderr
