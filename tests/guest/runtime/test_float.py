"""float's operators, rounding, hash and comparisons against CPython's own float."""

import math
import operator
import struct
from collections.abc import Callable
from decimal import Context, Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gloam.runtime import float as ours
from gloam.runtime.float_power import exact_power

inf = math.inf
nan = math.nan
EDGES = (
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.0, -2.0, 3.0, -3.0, 2.5, 1e300, -1e300, 1e-300, 5e-324,
    -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 2.0**52, 2.0**53, -(2.0**53) - 2,
    2.0**62, 1e19, 0.1, 0.3, inf, -inf, nan,
)  # fmt: skip
floats = st.one_of(st.floats(), st.floats(-100, 100), st.sampled_from(EDGES))


def bits(value: object) -> object:
    """Comparable results: -0.0 is not 0.0, and every NaN is the same."""
    if isinstance(value, float):
        return "nan" if math.isnan(value) else struct.pack("<d", value)
    if isinstance(value, tuple):
        return tuple(bits(item) for item in value)
    return value


def outcome(function: Callable[..., object], *arguments: object) -> tuple[object, ...]:
    try:
        result = function(*arguments)
    except (ArithmeticError, ValueError) as error:
        return (type(error), error.args)
    return (type(result), bits(result))


@given(floats, floats)
@settings(max_examples=300, deadline=None)
@example(1.0, 0.0)
@example(inf, 2.0)
@example(1.0, inf)
@example(-1.0, inf)
@example(1e300, 5e-324)
@example(-5e-324, 1e300)
@example(0.3, 0.1)
@example(-0.3, 0.1)
@example(6.0, -3.0)
@example(-6.0, 3.0)
def test_quotients(a: float, b: float) -> None:
    assert outcome(ours.floordiv, a, b) == outcome(operator.floordiv, a, b)
    assert outcome(ours.mod, a, b) == outcome(operator.mod, a, b)
    assert outcome(ours.divmod, a, b) == outcome(divmod, a, b)


def test_quotients_of_edges() -> None:
    for a in EDGES:
        for b in EDGES:
            assert outcome(ours.floordiv, a, b) == outcome(operator.floordiv, a, b)
            assert outcome(ours.mod, a, b) == outcome(operator.mod, a, b)


@given(floats)
@settings(max_examples=300, deadline=None)
def test_unary(value: float) -> None:
    assert outcome(ours.to_int, value) == outcome(int, value)
    assert outcome(ours.round_to_int, value) == outcome(round, value)
    assert outcome(ours.__floor__, value) == outcome(math.floor, value)
    assert outcome(ours.__ceil__, value) == outcome(math.ceil, value)
    assert outcome(ours.__trunc__, value) == outcome(math.trunc, value)
    assert outcome(ours.as_integer_ratio, value) == outcome(float.as_integer_ratio, value)
    assert ours.is_integer(value) is value.is_integer()
    if not math.isnan(value):
        assert ours.hash(value) == hash(value)


def test_unary_of_edges() -> None:
    for value in (
        *EDGES,
        4503599627370495.5,
        4503599627370494.5,
        -2.5,
        -1.5,
        3.5,
        0.49999999999999994,
    ):
        test_unary.hypothesis.inner_test(value)  # type: ignore[attr-defined]
    assert ours.hash(nan) == 0


@given(floats, st.integers(-330, 340))
@settings(max_examples=400, deadline=None)
@example(2.675, 2)
@example(0.5, 0)
@example(1.5, 0)
@example(2.5, 0)
@example(-0.4, 0)
@example(25.0, -1)
@example(35.0, -1)
@example(1.7e308, -308)
@example(1e308, -400)
@example(-1.0, -5)
@example(5e-324, 323)
@example(5e-324, 324)
@example(0.15, 1)
@example(1e22, -22)
@example(5e22, -23)
@example(1.5, 10**30)
@example(1.5, -(10**30))
def test_round_to_places(value: float, places: int) -> None:
    if places > 10**20 or places < -(10**20):  # CPython itself is out of range there
        assert ours.round(value, places) == (value if places > 0 else 0.0)
    else:
        assert outcome(ours.round, value, places) == outcome(round, value, places)


@given(
    floats,
    st.one_of(st.integers(), st.integers(-(1 << 70), 1 << 70), st.floats(-1e25, 1e25).map(int)),
    st.integers(-1, 1),
)
@settings(max_examples=300, deadline=None)
@example(2.0**53, 2**53 + 1, 0)
@example(2.0**62, 2**62, 1)
@example(-0.5, 0, 0)
@example(1e300, 10**300, 0)
@example(inf, 10**400, 0)
@example(nan, 0, 0)
def test_comparisons_with_ints_are_exact(value: float, number: int, delta: int) -> None:
    for candidate in (number, (int(value) if value - value == 0 else 0) + delta):
        assert ours.eq_int(value, candidate) is (value == candidate)
        assert ours.ne_int(value, candidate) is (value != candidate)
        assert ours.lt_int(value, candidate) is (value < candidate)
        assert ours.le_int(value, candidate) is (value <= candidate)
        assert ours.gt_int(value, candidate) is (value > candidate)
        assert ours.ge_int(value, candidate) is (value >= candidate)


def oracle_power(a: float, b: float) -> float:
    """Correctly rounded, but for results within 10**-60 of a midpoint."""
    context = Context(prec=60, Emax=10**9, Emin=-(10**9))
    return float(context.power(Decimal(a), Decimal(b)))


@given(
    st.one_of(st.floats(1e-300, 1e300), st.floats(0.5, 2.0), st.integers(1, 99).map(float)),
    st.one_of(
        st.floats(-300, 300), st.integers(-9, 9).map(float), st.sampled_from((0.5, 1.5, -0.5))
    ),
)
@settings(max_examples=200, deadline=None)
@example(68718952449.0, 1.5)
@example(50.28036281403817, 95.61342174446375)
@example(1.0000001, 1e9)
@example(0.9999999999999999, -1e17)
@example(1.5, -1830.0)
@example(3.0, 34.0)
@example(3.0, -34.0)
@example(0.5, 1074.0)
@example(2.0, -1074.0)
@example(1e-200, 1.6)
@example(199.0, 7.0)
@example(0.5, 11.0)
@example(0.5, -0.5)
@example(8.0, 0.5)
@example(0.25, 1.5)
@example(0.75, 300.0)
@example(1.4142135623730951, 2.5)
@example(1.414213562373095, -2.5)
@example(8.0, -0.3333333333333333)
def test_powers_are_correctly_rounded(a: float, b: float) -> None:
    wanted = oracle_power(a, b)
    if wanted == inf:
        with pytest.raises(OverflowError, match="Numerical result out of range"):
            ours.pow(a, b)
        return
    assert bits(ours.pow(a, b)) == bits(wanted)
    if a != 1.0 and b != 0.0 and abs(b) < 1e19:
        assert bits(exact_power(a, b)) == bits(wanted)


def test_special_powers_are_those_of_cpython() -> None:
    exponents = (
        0.0,
        -0.0,
        1.0,
        -1.0,
        2.0,
        3.0,
        -3.0,
        0.5,
        -0.5,
        1e300,
        -1e300,
        2.0**53,
        inf,
        -inf,
        nan,
    )
    for a in EDGES:
        for b in (*exponents, 2.0**53 - 1):
            wanted = outcome(operator.pow, a, b)
            if wanted[0] is complex or "complex exponentiation" in str(wanted[1]):
                assert outcome(ours.pow, a, b)[0] is ValueError
            elif wanted[0] is not float or abs(a) in (0.0, 1.0, inf) or b - b != 0.0:
                assert outcome(ours.pow, a, b) == wanted
