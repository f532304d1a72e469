"""str methods on simulated memory against CPython's own."""
# ruff: noqa: RUF001  (ambiguous letters are the point)

import sys
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloam.machine import i64
from gloam.runtime import object as objects
from gloam.runtime import str as methods
from gloam.runtime import unicode, unicode_tables
from gloam.runtime.limits import I64_MAX
from support.simulated_heap import start_heap

start_heap()

QUICK = settings(max_examples=60, deadline=None, database=None)

# Small alphabets make matches likely; one letter of each kind, and everything that is special.
LETTERS = "ab \t\n\r\x1c\x85\xa0ßµÿÉŉǅσΣς\u0345İıﬁ中\u2028\ud800😀𐐀'\"\\09²½٣_-+\x00\x7f\xad"
TEXT = st.one_of(st.text("ab", max_size=9), st.text(LETTERS, max_size=9), st.text(max_size=9))
SHORT = st.one_of(st.text("ab", max_size=3), st.text(LETTERS, max_size=2))
BOUND = st.integers(-12, 12)


def outcome(call: Callable[..., object], *args: Any) -> object:
    """The result with its type, or the exception's type and text."""
    try:
        result = call(*args)
    except Exception as e:  # whatever it is, both sides must agree on it
        return type(e), str(e)
    return (int(result), "int") if isinstance(result, int) else result


def same(name: str, text: str, *args: Any) -> None:
    ours = outcome(getattr(methods, name), text, *(machine(a) for a in args))
    assert ours == outcome(getattr(str, name), text, *args), (name, text, args)


def machine(value: object) -> object:
    if type(value) is int:
        return i64(value)
    return value


UNARY = [
    "lower",
    "upper",
    "casefold",
    "swapcase",
    "capitalize",
    "title",
    "isascii",
    "isalpha",
    "isdecimal",
    "isdigit",
    "isnumeric",
    "isalnum",
    "isspace",
    "isprintable",
    "isidentifier",
    "islower",
    "isupper",
    "istitle",
    "strip",
    "lstrip",
    "rstrip",
    "split",
    "rsplit",
    "splitlines",
    "expandtabs",
    "__repr__",
    "__str__",
    "__len__",
    "encode",
]


@pytest.mark.parametrize("name", UNARY)
@settings(QUICK, max_examples=25)
@given(text=TEXT)
def test_methods_without_arguments(name: str, text: str) -> None:
    same(name, text)


@QUICK
@given(text=TEXT, sub=SHORT, start=BOUND, stop=BOUND)
def test_searching(text: str, sub: str, start: int, stop: int) -> None:
    for name in ("find", "rfind", "index", "rindex", "count", "startswith", "endswith"):
        same(name, text, sub)
        same(name, text, sub, start)
        same(name, text, sub, start, stop)
    assert methods.__contains__(text, sub) == (sub in text)
    assert methods.startswith(text, (sub, "b")) == text.startswith((sub, "b"))
    assert methods.endswith(text, (sub, "b")) == text.endswith((sub, "b"))


@QUICK
@given(text=TEXT, sep=SHORT, limit=st.integers(-1, 3))
def test_splitting(text: str, sep: str, limit: int) -> None:
    for name in ("split", "rsplit"):
        same(name, text, sep)
        same(name, text, sep, limit)
        same(name, text, None, limit)
    for name in ("partition", "rpartition"):
        same(name, text, sep)
    same("splitlines", text, True)


@QUICK
@given(text=TEXT, old=SHORT, new=SHORT, limit=st.integers(-1, 4))
def test_replacing_and_stripping(text: str, old: str, new: str, limit: int) -> None:
    same("replace", text, old, new)
    same("replace", text, old, new, limit)
    for name in ("strip", "lstrip", "rstrip", "removeprefix", "removesuffix"):
        same(name, text, old)


@QUICK
@given(text=TEXT, width=st.integers(-2, 14), fill=st.sampled_from(["*", "é", "中", "", "ab"]))
def test_padding(text: str, width: int, fill: str) -> None:
    for name in ("center", "ljust", "rjust"):
        same(name, text, width)
        ours = outcome(getattr(methods, name), text, i64(width), fill)
        assert ours == outcome(getattr(str, name), text, width, fill)
    same("zfill", text, width)
    same("expandtabs", text, width)


@QUICK
@given(text=TEXT, start=BOUND, stop=BOUND, times=st.integers(-1, 4))
def test_items_slices_and_repetition(text: str, start: int, stop: int, times: int) -> None:
    assert methods.get_slice(text, i64(start), i64(stop)) == text[start:stop]
    assert methods.get_slice(text, i64(start), I64_MAX) == text[start:]
    assert outcome(methods.item, text, i64(start)) == outcome(text.__getitem__, start)
    assert methods.__mul__(text, i64(times)) == text * times


@QUICK
@given(a=TEXT, b=TEXT, c=TEXT)
def test_concatenation_order_and_hash(a: str, b: str, c: str) -> None:
    assert methods.__add__(a, b) == a + b
    assert methods.concat3(a, b, c) == a + b + c
    assert methods.join(a, [b, c, a]) == a.join([b, c, a])
    assert methods.concat_n([a, b, c, a]) == a + b + c + a
    for name in ("__eq__", "__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(methods, name)(a, b) == getattr(a, name)(b)
    assert methods.__eq__(a, "".join(list(a)))
    assert methods.__hash__(a) == methods.__hash__("".join(list(a)))
    assert (methods.__hash__(a) == methods.__hash__(b)) == (a == b)


@QUICK
@given(text=TEXT)
def test_ascii(text: str) -> None:
    assert methods.ascii_only(objects.repr(text)) == ascii(text)


def test_messages_are_those_of_cpython() -> None:
    with pytest.raises(IndexError, match=r"^string index out of range$"):
        methods.item("abc", i64(3))
    with pytest.raises(ValueError, match=r"^substring not found$"):
        methods.index("abc", "d")
    with pytest.raises(ValueError, match=r"^empty separator$"):
        methods.split("abc", "")
    with pytest.raises(TypeError, match=r"^The fill character must be exactly one character long$"):
        methods.center("abc", i64(9), "")


def test_repetition_that_cannot_fit_overflows() -> None:
    with pytest.raises(OverflowError, match="repeated string is too long"):
        methods.__mul__("ab", I64_MAX)


def test_pinned_cases() -> None:
    assert methods.upper("straße") == "STRASSE"
    assert methods.lower("ΟΔΥΣΣΕΥΣ ΣΑΣ Σ") == "οδυσσευς σας σ"
    assert methods.title("they're bill's ǆ") == "They'Re Bill'S ǅ"
    assert methods.casefold("Fuß ﬁ") == "fuss fi"
    assert methods.__repr__("it's\n\x00\xa0\u2028\U000e0001") == (
        '"it\'s\\n\\x00\\xa0\\u2028\\U000e0001"'
    )
    assert methods.split("  a  b ") == ["a", "b"]
    assert methods.split(" a b ", None, i64(1)) == ["a", "b "]
    assert methods.rsplit(" a b ", None, i64(1)) == [" a", "b"]
    assert methods.split("a,,b", ",") == ["a", "", "b"]
    assert methods.replace("aaa", "a", "b", i64(2)) == "bba"
    assert methods.replace("ab", "", "-") == "-a-b-"


# The tables hold every code point, so they are unpacked and compared as wholes.

SAME_UNICODE = pytest.mark.skipif(
    unicodedata.unidata_version != "14.0.0", reason="this CPython has another Unicode version"
)


def numbers(table: bytes) -> list[int]:
    found, value = [], 0
    for byte in table:
        value = value * 128 + byte % 128
        if byte < 128:
            found.append(value)
            value = 0
    return found


@SAME_UNICODE
@pytest.mark.parametrize(
    ("table", "predicate"),
    [
        ("ALPHA", str.isalpha),
        ("DECIMAL", str.isdecimal),
        ("DIGIT", str.isdigit),
        ("NUMERIC", str.isnumeric),
        ("LOWER", str.islower),
        ("UPPER", str.isupper),
        ("PRINTABLE", str.isprintable),
        ("IDENTIFIER_START", str.isidentifier),
    ],
)
def test_tables_of_properties(table: str, predicate: Callable[[str], bool]) -> None:
    inside, position = False, 0
    for length in [*numbers(getattr(unicode_tables, table)), sys.maxunicode + 1]:
        stop = min(position + length, sys.maxunicode + 1)
        wrong = [p for p in range(position, stop) if predicate(chr(p)) is not inside]
        assert not wrong, f"U+{wrong[0]:04X}"
        inside, position = not inside, stop


def expansions(table: bytes) -> dict[str, str]:
    """By code point, what does not map to one code point."""
    values, found, position = iter(numbers(table)), {}, 0
    for step in values:
        position += step
        found[chr(position)] = "".join(chr(next(values)) for _ in range(next(values)))
    return found


def shifts(table: bytes) -> dict[str, str]:
    """By code point, what maps to one other code point."""
    values, found, position = iter(numbers(table)), {}, 0
    for gap in values:
        count, shift = next(values), next(values)
        step = count % 2 + 1
        points = range(position + gap, position + gap + count // 2 * step, step)
        for point in points:
            found[chr(point)] = chr(point + (-(shift // 2) if shift % 2 else shift // 2))
        position = points[-1]
    return found


@SAME_UNICODE
def test_case_mappings_of_every_code_point() -> None:
    t = unicode_tables
    lower = shifts(t.LOWER_SHIFTS) | expansions(t.LOWER_EXPANSIONS)
    upper = shifts(t.UPPER_SHIFTS) | expansions(t.UPPER_EXPANSIONS)
    title = upper | expansions(t.TITLE_EXPANSIONS)
    folded = lower | expansions(t.FOLDED_EXPANSIONS)
    for character in map(chr, range(sys.maxunicode + 1)):
        assert lower.get(character, character) == character.lower()
        assert upper.get(character, character) == character.upper()
        assert title.get(character, character) == character.title()
        assert folded.get(character, character) == character.casefold()


@SAME_UNICODE
def test_case_mappings_at_the_edges_of_their_ranges() -> None:
    for character in "\xb5\xdf\xe0\xf7\xff\u0130\u0131\u0149\u017f\u01c5\u0390\u03c2\u10d0\u13a0\u1e9e\uab70\ufb06\U00010400\U0001e943":  # noqa: E501
        for name in ("lower", "upper", "casefold", "title", "swapcase"):
            same(name, character)


@SAME_UNICODE
def test_white_space_and_line_breaks() -> None:
    for point in [*range(0x2100), 0x3000, 0xFEFF]:
        assert unicode.is_space(i64(point)) is chr(point).isspace()
        assert unicode.is_line_break(i64(point)) is (len(f"a{chr(point)}b".splitlines()) == 2)
