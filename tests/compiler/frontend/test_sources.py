"""Which files belong to a program."""

from pathlib import Path

import pytest

from gloamc.diagnostics import CompileErrors, InternalError
from gloamc.frontend.check import check
from gloamc.frontend.sources import Origin, find_sources
from support.front import load_text


def write(directory: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")
    return directory / "main.py"


def test_only_what_is_imported_belongs_to_the_program(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        {
            "main.py": "import a.b\n",
            "a/__init__.py": "",
            "a/b.py": "from . import c\n",
            "a/c.py": "",
            "a/unused.py": "import nothing\n",
        },
    )
    sources = find_sources(entry, [])
    assert set(sources.sources) == {"main", "a", "a.b", "a.c"}


def test_a_module_beside_the_entry_hides_the_standard_one(tmp_path: Path) -> None:
    entry = write(tmp_path, {"main.py": "import time\n", "time.py": "now = 1\n"})
    assert find_sources(entry, []).sources["time"].origin is Origin.USER


def test_a_standard_module_is_bound_to_the_library(tmp_path: Path) -> None:
    entry = write(tmp_path, {"main.py": "import time\n"})
    found = find_sources(entry, []).sources["time"]
    assert found.origin is Origin.LIBRARY
    assert found.path.endswith("gloam/stdlib/time.py")


def test_a_folder_without_init_is_no_package(tmp_path: Path) -> None:
    entry = write(tmp_path, {"main.py": "import a.b\n", "a/b.py": ""})
    with pytest.raises(CompileErrors) as caught:
        find_sources(entry, [])
    assert [found.code for found in caught.value.diagnostics] == ["G100"]


def test_the_machine_is_declared_by_its_stub(tmp_path: Path) -> None:
    entry = write(tmp_path, {"main.py": "from gloam.machine import u8\n"})
    found = find_sources(entry, []).sources["gloam.machine"]
    assert found.origin is Origin.STUB
    assert found.path.endswith(".pyi")


def test_what_the_checker_says_about_the_library_is_our_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = write(tmp_path, {"main.py": "import broken\n", "broken.py": "x: int = 'a'\n"})
    sources = find_sources(entry, [])
    found = sources.sources["broken"]
    sources.sources["broken"] = type(found)("broken", found.path, Origin.LIBRARY, found.text)
    with pytest.raises(InternalError, match="rejects gloam's own library"):
        check(sources)


def test_machine_classes_and_functions_have_short_names(tmp_path: Path) -> None:
    program = load_text("from gloam.machine import u8\n\nx = u8(3)\n", tmp_path)
    assert "gloam.machine.u8" in program.stub_classes
    assert program.stub_classes["builtins.ValueError"].base is not None


def test_checking_leaves_nothing_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    load_text("print(1)\n", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["main.py"]


def test_a_module_that_the_program_does_not_import_is_never_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """mypy on its own would find both in the working directory."""
    write(tmp_path, {"main.py": "print(1)\n", "types.py": "nonsense(", "abc.py": "nonsense("})
    monkeypatch.chdir(tmp_path)
    check(find_sources(Path("main.py"), []))


def test_a_library_module_is_shown_by_its_place_in_the_library(tmp_path: Path) -> None:
    entry = write(tmp_path, {"main.py": "import asyncio\n"})
    sources = find_sources(entry, []).sources
    assert sources["asyncio.tasks"].traceback_path == "gloam/stdlib/asyncio/tasks.py"
    assert sources["main"].traceback_path == str(entry)
