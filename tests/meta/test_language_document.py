"""docs/language.md says what the compiler does: refusals have cases, modules exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
CASES = ROOT / "tests" / "compiler" / "cases"
LIBRARY = ROOT / "src" / "gloam" / "stdlib"

REFUSED = {
    "a generic function that is nested": ["tests/compiler/frontend"],
    "decorators of": ["reject/decorator"],
    "`int` exact": ["reject/complex_number"],
    "a builtin class where a protocol": ["reject/protocol_without_inheritance"],
    "metaclasses": ["reject/metaclass"],
    "`TypeGuard`": ["reject/type_guard"],
    "a generic class or a dataclass as a base": ["reject/base_classes"],
    "subclasses of `tuple`": ["reject/named_tuple"],
    "`eval`, reflection": ["reject/reflection"],
    "`async def`": ["reject/async_iteration"],
}
"""The beginning of each row that refuses something, and the cases that show it."""


def rows(text: str) -> list[tuple[str, str]]:
    found = re.findall(r"^\| (.+?) \| (.+) \|$", text, re.MULTILINE)
    return [(left, right) for left, right in found if left != "---"]


LANGUAGE, _, LIBRARY_TEXT = DOCUMENT.partition("## Standard library")


def cases_of(row: str) -> list[str]:
    return [case for start, cases in REFUSED.items() if row.startswith(start) for case in cases]


@pytest.mark.parametrize("row", [left for left, right in rows(LANGUAGE) if "refused" in right])
def test_a_row_that_refuses_has_a_case(row: str) -> None:
    cases = cases_of(row)
    assert cases, "add the row and its case to REFUSED"
    for name in cases:
        place = CASES / f"{name}.case"
        if name.startswith("tests/"):
            assert any("G1" in p.read_text() for p in (ROOT / name).glob("test_*.py"))
        else:
            assert re.search(r"error\[(G\d+|mypy)", place.read_text(encoding="utf-8")), place


def modules() -> list[str]:
    return [name for left, _ in rows(LIBRARY_TEXT) for name in re.findall(r"`([\w.]+)`", left)]


@pytest.mark.parametrize("name", modules())
def test_a_module_that_the_document_names_exists(name: str) -> None:
    parts = name.split(".")
    assert (
        LIBRARY.joinpath(*parts).with_suffix(".py").is_file()
        or LIBRARY.joinpath(*parts, "__init__.py").is_file()
    )


def test_every_module_of_the_library_is_in_the_document() -> None:
    here = {
        path.stem if path.suffix else path.name
        for path in LIBRARY.iterdir()
        if path.name not in ("__init__.py", "__pycache__") and not path.name.startswith(".")
    }
    named = {name.partition(".")[0] for name in modules()}
    assert here - named - {path for path in here if path.startswith("_")} == set()
