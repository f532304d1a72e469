"""How a diagnostic looks."""

from gloamc.diagnostics import Diagnostic, InternalError, render


def test_the_caret_stands_under_the_blamed_columns() -> None:
    found = Diagnostic(
        "G118", "a.py", 3, 4, 10, "complex numbers are not compiled", "use two floats"
    )
    assert render(found, "x = {1, 2}") == (
        "a.py:3:5: error[G118]: complex numbers are not compiled\n"
        "    x = {1, 2}\n"
        "        ^^^^^^\n"
        "  hint: use two floats"
    )


def test_tabs_before_the_place_keep_the_caret_in_line() -> None:
    found = Diagnostic("G118", "a.py", 1, 2, 3, "no")
    assert render(found, "\t\tx") == "a.py:1:3: error[G118]: no\n    \t\tx\n    \t\t^"


def test_columns_of_a_line_with_other_letters_are_those_of_its_characters() -> None:
    found = Diagnostic("G118", "a.py", 1, 12, 13, "no")
    assert (
        render(found, "s = 'äö€'; x")
        == "a.py:1:9: error[G118]: no\n    s = 'äö€'; x\n            ^"
    )


def test_a_place_past_the_end_of_the_line_still_has_a_caret() -> None:
    found = Diagnostic("mypy[syntax]", "a.py", 1, 3, 40, "unexpected end")
    assert render(found, "f(1").endswith("\n    f(1\n       ^")


def test_a_whole_file_is_named_without_a_line() -> None:
    assert render(Diagnostic("G100", "a.py", 0, 0, 0, "no"), "") == "a.py: error[G100]: no"


def test_an_internal_error_asks_to_be_reported() -> None:
    assert str(InternalError("no type")).startswith(
        "internal error: no type\nThis is a bug in Gloam"
    )
