"""float's repr and parsing against CPython's own."""

import math
import random
import struct
from collections.abc import Callable
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gloam.runtime import float as ours


def outcome(function: Callable[[str], float], text: str) -> tuple[type, object]:
    try:
        result = function(text)
    except ValueError as error:
        return (ValueError, str(error))
    return (float, "nan" if math.isnan(result) else struct.pack("<d", result))


def float_of(word: int) -> float:
    return float(struct.unpack("<d", struct.pack("<Q", word))[0])


@given(st.floats())
@settings(max_examples=300, deadline=None)
@example(0.1)
@example(1e16)
@example(1e15)
@example(9999999999999998.0)
@example(18014398509482012.0)
@example(18014398509482028.0)
@example(562949953421312.25)
@example(562949953421312.75)
@example(0.0001)
@example(0.00001)
@example(123456789012345680.0)
@example(9.5367431640625e-07)
@example(-1.5)
@example(1e100)
@example(-1e-7)
@example(1.25e-10)
@example(math.inf)
@example(-math.inf)
@example(-math.nan)
@example(-0.0)
@example(1.7976931348623157e308)
@example(2.2250738585072011e-308)
def test_repr(value: float) -> None:
    assert ours.repr(value) == repr(value)


def test_repr_of_powers_of_two_and_ten_and_random_bits() -> None:
    choose = random.Random(11)
    values = [2.0**exponent for exponent in range(-1074, 1024, 7)]
    values += [float(f"1e{exponent}") for exponent in range(-323, 309, 9)]
    values += [float_of(choose.getrandbits(63)) for _ in range(500)]
    values += [math.nextafter(value, math.inf) for value in values[:100]]
    for value in values:
        assert ours.repr(value) == repr(value)


def test_places_from_exponents_without_a_logarithm() -> None:
    for q in range(-1074, 972):
        width = Fraction(2) ** q
        for factor, constant in ((Fraction(1), 0), (Fraction(3, 4), 524031)):
            place = (q * 1262611 - constant) >> 22
            assert Fraction(10) ** place <= width * factor < Fraction(10) ** (place + 1)


decimals = st.builds(
    lambda sign, digits, point, exponent: (
        sign + digits[:point] + ("." if point <= len(digits) else "") + digits[point:] + exponent
    ),
    st.sampled_from(("", "-", "+")),
    st.text("0123456789", min_size=1, max_size=30),
    st.integers(0, 31),
    st.one_of(st.just(""), st.integers(-340, 320).map(lambda e: f"e{e}")),
)


@given(decimals)
@settings(max_examples=400, deadline=None)
@example("9007199254740993")
@example("9007199254740993.0000000000000000000000001")
@example("9007199254740991e22")
@example("9007199254740993e22")
@example("1e23")
@example("8.5e-324")
@example("2.4703282292062327208e-324")
@example("2.4703282292062328e-324")
@example("1.7976931348623158e308")
@example("1.7976931348623159e308")
@example(
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649e222"
)
@example("1e400")
@example("1e-400")
@example("0e999999999999999999999")
@example("1e999999999999999999999")
@example("1e-999999999999999999999")
@example("0.000000000000000000000000000000000000000000000000000000000001e60")
@example("1" + "0" * 400 + "e-400")
@example("0." + "0" * 400 + "1e400")
@example("2.2250738585072011e-308")
@example("4.35")
@example("123456789012345678901234567890e-10")
def test_parse_rounds_correctly(text: str) -> None:
    assert outcome(ours.parse, text) == outcome(float, text)


@given(st.integers(0, (1 << 63) - 1).map(float_of), st.sampled_from((-1, 0, 1)))
@settings(max_examples=6, deadline=None)
@example(5e-324, 0)
@example(2.2250738585072014e-308, -1)
@example(1.0, 1)
def test_midpoints_of_hundreds_of_digits(value: float, nudge: int) -> None:
    if value - value != 0.0 or value == 0.0:
        return
    above = Fraction(math.nextafter(value, math.inf)) if value < 1.7e308 else Fraction(value)
    exact = (Fraction(value) + above) / 2
    scale = 10**1100
    assert (exact * scale).denominator == 1
    text = f"{(exact * scale).numerator + nudge}"
    if len(text) < 4000:
        assert outcome(ours.parse, text + "e-1100") == outcome(float, text + "e-1100")


FRAGMENTS = (
    *("1", "23", "0", ".", "e", "E5", "-", "+", "_", "inf", "INF", "infinity", "nan", "NaN", " "),
    *("\t", "\u3000", "\u0663", "\x1f", "x", "'", "\xe9", "_1", "1_0", "e1_0", "i", "\u0130"),
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=5).map("".join))
@settings(max_examples=500, deadline=None)
@example("")
@example(".")
@example("1e")
@example("1e+")
@example("1_e5")
@example("1e_5")
@example("1._5")
@example("1_.5")
@example(" 1_0.5_0e1_0 ")
@example("-nan")
@example("inf_")
@example("_inf")
@example("1__0")
@example("0x10")
@example("\u0663.\u0664")
@example("1 2")
@example("..1")
@example("1.2.3")
@example("1e5.5")
@example("1e5e5")
def test_parse_accepts_and_refuses_what_cpython_does(text: str) -> None:
    assert outcome(ours.parse, text) == outcome(float, text)
