"""The format mini-language against CPython's format()."""

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gloam.runtime import float as our_float
from gloam.runtime import int as our_int
from gloam.runtime.number_format import format_str


def outcome(function: Callable[..., str], *arguments: object) -> tuple[type, str]:
    try:
        result = function(*arguments)
    except (ArithmeticError, ValueError) as error:
        return (type(error), str(error))
    return (str, result)


def check(value: object, spec: str) -> None:
    if isinstance(value, int):
        got = outcome(our_int.format, value, spec)
    elif isinstance(value, float):
        got = outcome(our_float.format, value, spec)
    else:
        got = outcome(format_str, value, spec)
    assert got == outcome(format, value, spec)


VALID = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(("", "<", ">", "=", "^", "x<", "0=", "*>", "\u00e9^", "0<", "=>")),
    st.sampled_from(("", "", "+", "-", " ")),
    st.sampled_from(("", "", "z")),
    st.sampled_from(("", "", "#")),
    st.sampled_from(("", "", "0")),
    st.sampled_from(("", "1", "5", "8", "13", "14", "15", "16", "30")),
    st.sampled_from(("", "", ",", "_")),
    st.sampled_from(("", "", ".0", ".1", ".2", ".3", ".6", ".17", ".30")),
    st.sampled_from(
        ("", "b", "c", "d", "o", "x", "X", "n", "e", "E", "f", "F", "g", "G", "%", "s")
    ),
)
ARBITRARY = st.text(st.sampled_from("<>=^+- z#0159,_.bcdxneg%sq\u00e9\x01\u0663"), max_size=6)
SPECS = st.one_of(VALID, VALID, ARBITRARY)

FLOATS = st.one_of(
    st.floats(),
    st.floats(-1e6, 1e6),
    st.integers(-(10**6), 10**6).map(lambda n: n / 8),
    st.integers(-(10**6), 10**6).map(lambda n: n / 100),
    st.sampled_from((0.0, -0.0, 0.5, 1.5, 2.5, 9.5, 9.9995, 99999.5, 1e16, 1e-5, 9.999e-5, 1e300)),
)


@given(st.one_of(st.integers(), st.integers(-300, 300), st.booleans()), SPECS)
@settings(max_examples=500, deadline=None)
def test_int(value: int, spec: str) -> None:
    check(value, spec)


@given(FLOATS, SPECS)
@settings(max_examples=700, deadline=None)
def test_float(value: float, spec: str) -> None:
    check(value, spec)


@given(st.text(max_size=6), SPECS)
@settings(max_examples=200, deadline=None)
@example("abc", "^7.2")
@example("a", "05")
@example("\U0001f600\u00e9", "\u00e9^7.1")
def test_str(value: str, spec: str) -> None:
    check(value, spec)


INT_SPECS = (
    *("ab", "10.2q", "s", "sx", ",x", "_x", ",_", "_,", ",,", ".2", "z", "zd", "+c", "#c", ",c"),
    *("_c", "05c", "zc", ".2c", ".", "99999999999999999999", ".99999999999999999999d", "\xe9"),
    *(",\xe9", "\x01", ",\x01", "n", "\xe9<5", "\u0665", ">+#010_x", "#_b", "%", "0<5", "<05"),
    *("=+5", "x=6d", " d", "08,d", "-_b", "_X", "1_0", "10,5", "z#x", "zz", "++", "04,", "05,"),
    *("06,", "07,", "08,", "09,", "010,", "016_b", "017_b", "018_b"),
)


@pytest.mark.parametrize("spec", INT_SPECS)
def test_pinned_int_specs(spec: str) -> None:
    for value in (5, -5, 0, 123, -1234, 123456789, True, 65, 1114112, -1, 1 << 70, -(1 << 70)):
        check(value, spec)


FLOAT_SPECS = (
    *("d", "c", "s", ".99999999999d", ".99999999999f", "\x80", "zf", "z", "z.1f", "z.1e", "zg"),
    *("#", "#.3", ".3", ",.2f", "012,.1f", "013,.1f", "010", "F", "+%", "n", "_", ",f", "g", "#g"),
    *("e", ".0e", "#.0e", ".0f", "#.0f", ".0", ".20", ".0%", ".1%", "e5", ",", ",.3", "_.1f"),
    *(".17g", ".1", ".2", "G", "E", "^+20.3e", "0=8"),
)


@pytest.mark.parametrize("spec", FLOAT_SPECS)
def test_pinned_float_specs(spec: str) -> None:
    for value in (
        0.0, -0.0, 1.0, -0.001, 0.05, 0.5, 2.5, 9.5, 9.96, 99.5, 100.0, 123456.0, 1234567.891, 1e22,
        1e-5, 1e-4, 9.9996e-5, 0.1, 1e20, 1e100, 5e-324, 1.7976931348623157e308, -1e16, 1e15,
        float("inf"), -float("inf"), float("nan"),
    ):  # fmt: skip
        check(value, spec)


def test_huge_precision_and_int_as_float() -> None:
    check(1e300, ".400f")
    check(5e-324, ".1100f")
    check(0.1, ".800e")
    check(10**400, "f")
    check(10**300, ".3f")
    check((1 << 53) + 1, ".1f")
