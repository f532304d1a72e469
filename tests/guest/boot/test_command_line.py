"""The virtual machine's command line: pinned cases, and a round trip through the quoting rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.boot.command_line import arguments, setting, words
from gloamtool.launch.command_line import emit


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", []),
        ("  \t ", []),
        ("one  two", ["one", "two"]),
        ('"one two" three', ["one two", "three"]),
        ('a"b c"d', ["ab cd"]),
        ('""', [""]),
        (r"\"quoted\"", ['"quoted"']),
        (r"one\ two", ["one two"]),
        (r'"\\ \" "', ['\\ " ']),
        ('"unfinished word', ["unfinished word"]),
        ("last\\", ["last"]),
        ("\N{GREEK SMALL LETTER ALPHA} \N{PILE OF POO}", ["α", "\N{PILE OF POO}"]),  # noqa: RUF001
    ],
)
def test_words(line: str, expected: list[str]) -> None:
    assert words(line) == expected


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)


@given(name=TEXTS, rest=st.lists(TEXTS, max_size=8))
def test_every_argv_survives_the_launcher(name: str, rest: list[str]) -> None:
    found = words(emit({"ip": "10.0.2.15/24,10.0.2.2"}, [name, *rest]))
    assert [setting(found, "gloam.name", ""), *arguments(found)] == [name, *rest]
    assert setting(found, "gloam.ip", "") == "10.0.2.15/24,10.0.2.2"


def test_arguments_follow_the_first_double_dash() -> None:
    assert arguments(["console=x", "--", "a", "--", "gloam.ip=1"]) == ["a", "--", "gloam.ip=1"]
    assert arguments(["a", "b"]) == []


def test_last_option_counts_and_arguments_are_none() -> None:
    found = ["gloam.ip=1", "gloam.ipx=2", "gloam.ip=3=4", "--", "gloam.ip=5"]
    assert setting(found, "gloam.ip", "") == "3=4"
    assert setting(found, "gloam.name", "main") == "main"
