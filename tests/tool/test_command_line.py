"""What the launcher writes, boot code reads back: the two sides of one format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.boot import command_line
from gloamtool.failure import UserError
from gloamtool.launch.command_line import COMMAND_LINE_SIZE_MAX, emit

# The kernel passes no zero byte, and Python's surrogates are bytes that are not UTF-8.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


def test_settings_come_before_the_programs_arguments() -> None:
    line = emit({"ip": "10.0.2.15/24"}, ["app.py", "a b", "--", 'say "x"\\', ""])
    assert line == r'gloam.name=app.py gloam.ip=10.0.2.15/24 -- "a b" -- "say \"x\"\\" ""'


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_boot_code_reads_the_same_arguments(argv: list[str]) -> None:
    words = command_line.words(emit({"ip": "1.2.3.4/8"}, argv))
    assert command_line.setting(words, "gloam.name", "") == argv[0]
    assert command_line.setting(words, "gloam.ip", "") == "1.2.3.4/8"
    assert command_line.arguments(words) == argv[1:]


def test_a_line_that_would_be_cut_is_refused() -> None:
    fits = COMMAND_LINE_SIZE_MAX - len("gloam.name=a -- ")
    assert len(emit({}, ["a", "x" * fits])) == COMMAND_LINE_SIZE_MAX
    with pytest.raises(UserError, match="4095 bytes, at most 4094"):
        emit({}, ["a", "x" * (fits + 1)])
