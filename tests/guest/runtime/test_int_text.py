"""int as text against CPython's own int and str."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gloam.machine import i64, u32
from gloam.runtime import digit, int_text
from gloam.runtime import int as ours
from gloam.runtime.int_text import decimal, power_of_two_digits


def outcome(function: Callable[..., object], *arguments: object) -> tuple[object, ...]:
    try:
        result = function(*arguments)
    except ValueError as error:
        return (type(error), str(error))
    return (type(result), result)


ints = st.one_of(st.integers(), st.integers(-(1 << 400), 1 << 400))


@given(ints)
@settings(max_examples=100, deadline=None)
@example(0)
@example(-1)
@example(10**18)
@example(10**18 - 1)
@example(10**36)
@example(-(10**54))
@example((1 << 62) - 1)
@example(1 << 62)
@example(-(1 << 62))
@example((1 << 64) - 1)
@example(True)
@example(False)
def test_repr_and_back(value: int) -> None:
    text = ours.repr(value)
    assert text == repr(value)
    if not isinstance(value, bool):
        assert ours.parse(text) == value
    assert decimal(value) == str(int(value))
    assert power_of_two_digits(value, 1) == f"{abs(value):b}"  # type: ignore[arg-type]
    assert power_of_two_digits(value, 3) == f"{abs(value):o}"  # type: ignore[arg-type]
    assert power_of_two_digits(value, 4) == f"{abs(value):x}"  # type: ignore[arg-type]


@given(ints, st.integers(2, 36))
@settings(max_examples=100, deadline=None)
def test_parse_in_every_base(value: int, base: int) -> None:
    text = ""
    rest = abs(value)
    while rest or not text:
        text = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % base] + text
        rest //= base
    assert ours.parse("-" + text, base) == -abs(value)
    assert ours.parse(text.upper(), base) == abs(value)


FRAGMENTS = (
    *("0", "1", "7", "9", "a", "f", "z", "_", "0x", "0B", "0o", "+", "-", "g", "'"),
    *("123456789012345678901", "\u0663", "\U0001d7d9", "\xb2"),
    *(" ", "\t", "\x1f", "\0", "\u3000", "\xa0"),
)
fragments = st.sampled_from(FRAGMENTS)


@given(st.lists(fragments, max_size=6).map("".join), st.sampled_from((10, 0, 2, 8, 16, 36, 3, 1)))
@settings(max_examples=400, deadline=None)
@example("", 10)
@example("_1", 10)
@example("1__0", 10)
@example("1_", 10)
@example("0x_1f", 16)
@example("0x", 16)
@example("0_0", 0)
@example("010", 0)
@example("00", 0)
@example("0b1", 16)
@example("0b1", 2)
@example("1", 37)
@example("- 1", 10)
@example("\x1f5\u3000", 10)
@example("a\n'", 10)
@example("x" * 300, 10)
@example("\ud800", 10)
def test_parse_accepts_and_refuses_what_cpython_does(text: str, base: int) -> None:
    assert outcome(ours.parse, text, base) == outcome(int, text, base)


def test_the_limit_of_decimal_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sys.get_int_max_str_digits() == int_text.DECIMAL_DIGITS_MAX
    limit = 640  # the lowest that CPython takes
    monkeypatch.setattr(int_text, "DECIMAL_DIGITS_MAX", i64(limit))
    sys.set_int_max_str_digits(limit)
    try:
        below = 10 ** (limit - 1) + 12345
        assert ours.repr(below) == str(below)
        for value in (10**limit, -(10**limit), 1 << 100_000, 10 ** (limit + 30)):
            assert outcome(ours.repr, value) == outcome(str, value)
        for text in ("1" * limit, "1" * (limit + 1), "1" * (limit + 1) + "x", "0" * (limit + 1)):
            assert outcome(ours.parse, text) == outcome(int, text)
        assert ours.parse("1" * (limit + 1), 16) == int("1" * (limit + 1), 16)
    finally:
        sys.set_int_max_str_digits(4300)


def test_spaces_and_digits_of_all_scripts() -> None:
    for code in range(0x110000):
        character = chr(code)
        if character.isspace() and not 0x1C <= code <= 0x1F:
            assert digit.is_space(u32(code))
        elif character.isdecimal():
            assert digit.digit_value(u32(code)) == int(character)
    for character in "\x1c\x1f\x7f\xb2\u0bf0\u200b\u200f\u2060\U0001d800":
        assert not digit.is_space(u32(ord(character)))
        assert digit.digit_value(u32(ord(character))) == digit.NO_DIGIT
