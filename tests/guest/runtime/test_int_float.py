"""Between int and float, and int / int, against CPython."""

import math
import operator
import struct
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gloam.machine import i32, i64, u8, u16, u32, u64
from gloam.runtime import int as ours


def outcome(function: Callable[..., object], *arguments: object) -> tuple[object, ...]:
    """The result, floats by their bits, or the exception with its text."""
    try:
        result = function(*arguments)
    except (ArithmeticError, ValueError) as error:
        return (type(error), str(error))
    if isinstance(result, float):
        return (float, struct.pack("<d", result))
    return (type(result), result)


ints = st.one_of(
    st.integers(),
    st.integers(-(1 << 1100), 1 << 1100),
    st.booleans(),
    st.builds(
        lambda mantissa, shift, delta: (mantissa << shift) + delta,
        st.integers(-(1 << 54), 1 << 54),
        st.integers(0, 980),
        st.integers(-1, 1),
    ),
)


@given(ints)
@settings(max_examples=200, deadline=None)
@example((1 << 53) + 1)
@example((1 << 54) + 2)
@example((1 << 54) + 6)
@example((1 << 64) + (1 << 11))
@example((1 << 64) + (1 << 11) + 1)
@example((1 << 128) + (1 << 75))
@example((1 << 1024) - (1 << 970) - 1)
@example((1 << 1024) - (1 << 970))
@example(1 << 1024)
@example(-(1 << 1024))
def test_to_float_rounds_once(value: int) -> None:
    assert outcome(ours.to_float, value) == outcome(float, value)


@given(ints, ints)
@settings(max_examples=200, deadline=None)
@example(1, 0)
@example(0, -5)
@example(1, 3)
@example(-1, 1 << 1074)
@example(1, 1 << 1075)
@example(3, 1 << 1075)
@example(3, 1 << 1076)
@example(((1 << 53) + 1 << 200) + 1, 1 << 200)
@example(((1 << 53) + 1 << 200) - 1, 1 << 200)
@example(-1, 1 << 1076)
@example(-1, 1 << 9000)
@example((1 << 1024) - (1 << 970) - 1, 1)
@example((1 << 1024) - (1 << 970), 1)
@example(1 << 3000, 1 << 2990)
@example(1 << 3000, 1)
@example((1 << 52) + 1, 1 << 1075)
@example((1 << 200) + (1 << 147), 1 << 200)
@example(10**400, 10**399)
@example(True, True)
def test_true_division_rounds_once(a: int, b: int) -> None:
    assert outcome(ours.truediv, a, b) == outcome(operator.truediv, a, b)


@given(st.floats())
@settings(max_examples=200, deadline=None)
@example(4e18)
@example(-4e18)
@example(-0.9)
@example(2.0**62)
@example(-(2.0**62))
@example(2.0**63)
@example(1.7e308)
@example(math.inf)
@example(-math.inf)
@example(math.nan)
def test_from_float(value: float) -> None:
    assert outcome(ours.from_float, value) == outcome(int, value)


EDGES = [
    sign * (1 << bits) + delta
    for bits in (0, 7, 8, 31, 62, 63, 64, 65, 128)
    for delta in (-1, 0, 1)
    for sign in (1, -1)
]


@pytest.mark.parametrize("value", EDGES)
def test_raw_integers(value: int) -> None:
    if -(1 << 63) <= value < 1 << 63:
        assert ours.to_i64(value) == value
        assert ours.from_i64(i64(value)) == value
    else:
        with pytest.raises(OverflowError, match="Python int too large to convert"):
            ours.to_i64(value)
    if 0 <= value < 1 << 64:
        assert ours.to_u64(value) == value
        assert ours.from_u64(u64(value)) == value
    else:
        with pytest.raises(OverflowError, match="convert"):
            ours.to_u64(value)
    assert ours.clamp_i64(value) == max(-(1 << 63), min((1 << 63) - 1, value))
    for truncate, fixed in (
        (ours.truncate_u8, u8), (ours.truncate_u16, u16), (ours.truncate_u32, u32),
        (ours.truncate_u64, u64), (ours.truncate_i32, i32), (ours.truncate_i64, i64),
    ):  # fmt: skip
        result = truncate(value)
        assert type(result) is fixed
        assert (int(result) - value) % (1 << int(fixed.__name__[1:])) == 0
