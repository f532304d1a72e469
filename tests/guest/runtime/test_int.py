"""int against CPython's own int."""

import operator
import random
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gloam.runtime import int as ours
from gloam.runtime.magnitude import is_odd

EDGES = [
    sign * (1 << bits) + delta
    for bits in (0, 1, 61, 62, 63, 64, 127, 128, 129, 192)
    for delta in (-1, 0, 1)
    for sign in (1, -1)
]
edges = st.sampled_from(EDGES)
digits = st.integers(1, 9).flatmap(
    lambda count: st.lists(
        st.sampled_from((0, 1, (1 << 63) - 1, 1 << 63, (1 << 64) - 1, 0x123456789ABCDEF0)),
        min_size=count,
        max_size=count,
    )
)
sparse = st.builds(
    lambda parts, negative: (
        (-1 if negative else 1) * sum(part << 64 * place for place, part in enumerate(parts))
    ),
    digits,
    st.booleans(),
)
ints = st.one_of(
    edges,
    sparse,
    st.integers(),
    st.integers(-(1 << 64), 1 << 64),
    st.integers(-(1 << 600), 1 << 600),
    st.booleans(),
)

Binary = Callable[[int, int], object]


def outcome(function: Callable[..., object], *arguments: object) -> tuple[object, ...]:
    """The result with its type, or the exception with its text."""
    try:
        result = function(*arguments)
    except (ArithmeticError, ValueError) as error:
        return (type(error), str(error))
    return (type(result), result)


@pytest.mark.parametrize(
    ("name", "oracle"),
    [
        ("add", operator.add),
        ("sub", operator.sub),
        ("mul", operator.mul),
        ("floordiv", operator.floordiv),
        ("mod", operator.mod),
        ("divmod", divmod),
        ("and_", operator.and_),
        ("or_", operator.or_),
        ("xor", operator.xor),
        ("eq", operator.eq),
        ("ne", operator.ne),
        ("lt", operator.lt),
        ("le", operator.le),
        ("gt", operator.gt),
        ("ge", operator.ge),
    ],
)
def test_binary_operators(name: str, oracle: Binary) -> None:
    ours_of: Binary = getattr(ours, name)

    @given(ints, ints)
    @settings(max_examples=40, deadline=None)
    def check(a: int, b: int) -> None:
        assert outcome(ours_of, a, b) == outcome(oracle, a, b)

    check()
    for a in EDGES[::7]:
        for b in EDGES[::5]:
            assert outcome(ours_of, a, b) == outcome(oracle, a, b)
    for a in (False, True, -1, 0, 5, 1 << 70):
        for b in (False, True, -1, 0, 5, 1 << 70):
            assert outcome(ours_of, a, b) == outcome(oracle, a, b)


@given(ints)
@settings(max_examples=60, deadline=None)
def test_unary_operators(a: int) -> None:
    assert outcome(ours.neg, a) == outcome(operator.neg, a)
    assert outcome(ours.pos, a) == outcome(operator.pos, a)
    assert outcome(ours.abs, a) == outcome(abs, a)
    assert outcome(ours.invert, a) == outcome(operator.invert, a)
    assert ours.bit_length(a) == a.bit_length()
    assert ours.bit_count(a) == a.bit_count()
    assert ours.hash(a) == hash(a)
    assert ours.truth(a) is bool(a)
    assert is_odd(a) is (a % 2 == 1)


@given(ints, st.integers(-2, 200))
@settings(max_examples=80, deadline=None)
@example(-(1 << 64), 64)
@example(-(1 << 64) - 1, 64)
@example(-(1 << 128) + (1 << 64), 64)
@example((1 << 62) - 1, 1)
@example(-(1 << 61), 1)
@example(-(1 << 62), 1)
@example(0, 10**30)
@example(5, 0)
def test_shifts(a: int, count: int) -> None:
    assert outcome(ours.lshift, a, count) == outcome(operator.lshift, a, count)
    assert outcome(ours.rshift, a, count) == outcome(operator.rshift, a, count)


def test_huge_shifts() -> None:
    assert ours.rshift(-5, 1 << 100) == -1
    assert ours.rshift(1 << 90, 1 << 100) == 0
    with pytest.raises(OverflowError, match="too many digits in integer"):
        ours.lshift(1, 1 << 100)


def test_division_that_needs_the_add_back_step() -> None:
    base = 1 << 64
    pairs = [
        (base**3 // 2, base**2 // 2 + 1),
        ((base // 2) * base**2, (base // 2) * base + 1),
        (base**4 - 1, base**2 - 1),
        (base**3 - base, base**2 - 1),
        (3 * base**3 // 4 + base, (base**2 // 2) + base - 1),
        (0x7FFFFFFFFFFFFFFF_8000000000000000_0000000000000000_0000000000000000,
         0x8000000000000000_0000000000000000_0000000000000001),
    ]  # fmt: skip
    for a, b in pairs:
        assert ours.divmod(a, b) == divmod(a, b)
        assert ours.divmod(-a, b) == divmod(-a, b)
        assert ours.divmod(a, -b) == divmod(a, -b)
        assert ours.divmod(-a, -b) == divmod(-a, -b)


def test_division_of_random_digits() -> None:
    choose = random.Random(3)
    special = (0, 1, (1 << 63), (1 << 64) - 1, (1 << 63) - 1)
    for _ in range(300):
        a, b = (
            sum(choose.choice(special) << 64 * place for place in range(choose.randrange(1, 5)))
            for _ in range(2)
        )
        assert outcome(ours.divmod, a, b) == outcome(divmod, a, b)


@pytest.mark.parametrize(
    ("a_digits", "b_digits"), [(40, 40), (41, 40), (80, 41), (81, 41), (85, 80), (130, 40)]
)
def test_long_products(a_digits: int, b_digits: int) -> None:
    choose = random.Random(a_digits * 1000 + b_digits)
    a = choose.getrandbits(a_digits * 64) | 1 << a_digits * 64 - 1
    b = choose.getrandbits(b_digits * 64) | 1 << b_digits * 64 - 1
    assert ours.mul(a, b) == a * b
    assert ours.mul(b, -a) == -a * b
    full_a = (1 << a_digits * 64) - 1
    full_b = (1 << b_digits * 64) - 1
    assert ours.mul(full_a, full_b) == full_a * full_b


@given(st.one_of(edges, st.integers(-300, 300)), st.integers(0, 12))
@settings(max_examples=40, deadline=None)
@example(True, 3)
@example(False, 0)
@example(2, 62)
@example(-2, 62)
@example(-2, 63)
def test_powers(base: int, exponent: int) -> None:
    assert outcome(ours.pow, base, exponent) == outcome(pow, base, exponent)


def test_powers_with_bignum_exponents() -> None:
    assert ours.pow(1, 1 << 80) == 1
    assert ours.pow(-1, (1 << 80) + 1) == -1
    assert ours.pow(-1, 1 << 80) == 1
    assert ours.pow(0, 1 << 80) == 0
    with pytest.raises(MemoryError):
        ours.pow(2, 1 << 80)
    with pytest.raises(ValueError, match="negative exponent of an int"):
        ours.pow(2, -1)


@given(ints, st.integers(-50, 1 << 70), ints)
@settings(max_examples=30, deadline=None)
@example(3, -1, 7)
@example(3, -1, -7)
@example(2, -1, 4)
@example(3, -5, 1)
@example(3, 5, 0)
@example(2, 0, -5)
def test_modular_powers(base: int, exponent: int, modulus: int) -> None:
    assert outcome(ours.pow_mod, base, exponent, modulus) == outcome(pow, base, exponent, modulus)


@given(ints, st.integers(-1, 20), st.sampled_from(("big", "little", "x")), st.booleans())
@settings(max_examples=100, deadline=None)
@example(128, 1, "big", True)
@example(-128, 1, "big", True)
@example(-129, 1, "big", True)
@example(255, 1, "big", False)
@example(0, 0, "big", True)
@example(-1, 0, "big", True)
@example(-(1 << 63), 8, "little", True)
def test_bytes_both_ways(value: int, length: int, byteorder: str, signed: bool) -> None:
    got = outcome(ours.to_bytes, value, length, byteorder, signed)
    wanted = outcome(
        lambda: value.to_bytes(length, byteorder, signed=signed)  # type: ignore[arg-type]
    )
    assert got == wanted
    if isinstance(got[1], bytes):
        assert ours.from_bytes(got[1], byteorder, signed) == (value if length else 0)


@given(st.binary(max_size=40), st.sampled_from(("big", "little")), st.booleans())
@settings(max_examples=80, deadline=None)
def test_from_bytes(data: bytes, byteorder: str, signed: bool) -> None:
    wanted = int.from_bytes(data, byteorder, signed=signed)  # type: ignore[arg-type]
    assert ours.from_bytes(data, byteorder, signed) == wanted


@given(ints, st.integers(-25, 3))
@settings(max_examples=80, deadline=None)
@example(25, -1)
@example(35, -1)
@example(-25, -1)
@example(-35, -1)
@example(5, -1)
@example(True, 0)
def test_rounding(value: int, places: int) -> None:
    assert outcome(ours.round, value, places) == outcome(round, value, places)


def test_hash_edges() -> None:
    modulus = (1 << 61) - 1
    for value in (-1, -2, modulus, -modulus, modulus - 1, modulus + 1, -modulus - 1, 1 << 200):
        assert ours.hash(value) == hash(value)
