"""The virtual machine's command line: pinned cases, and what the launcher writes for any argv."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.boot.command_line import arguments, setting
from gloamtool.launch.command_line import COMMAND_LINE_SIZE_MAX, emit


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", []),
        ("console=ttyS0 a b", []),
        ("--", []),
        ("x -- a  b ", ["a", "b"]),
        ("-- a -- gloam.ip=1", ["a", "--", "gloam.ip=1"]),
        ("-- two%20words %", ["two words", ""]),
        ("-- 100%25 %41%4a%4A", ["100%", "AJJ"]),
        ("-- %C3%A9 %FF", ["é", "\N{REPLACEMENT CHARACTER}"]),
        ("-- 50% %4 %zz %%41", ["50%", "%4", "%zz", "%A"]),
    ],
)
def test_arguments(line: str, expected: list[str]) -> None:
    assert arguments(line) == expected


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=8))
def test_every_argv_survives_the_launcher(argv: list[str]) -> None:
    line = emit({"ip": "1"}, argv)
    assert len(line) <= COMMAND_LINE_SIZE_MAX
    assert arguments(line) == argv


def test_last_setting_counts_and_arguments_are_none() -> None:
    line = "gloam.ip=1 gloam.ipx=2 gloam.ip=3=4 -- gloam.ip=5"
    assert setting(line, "gloam.ip") == "3=4"
    assert setting(line, "gloam.name") == ""
