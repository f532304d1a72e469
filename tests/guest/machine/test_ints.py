"""The stand-ins for fixed-width integers: ranges, checks, and what does not mix."""

import operator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam import machine
from gloam.machine import (
    bits_float,
    byte_swap16,
    byte_swap32,
    byte_swap64,
    div_wide,
    float_bits,
    float_from_i64,
    float_to_i64,
    i8,
    i64,
    leading_zeros,
    mul_high,
    rem_wide,
    trailing_zeros,
    truncate_i32,
    truncate_i64,
    truncate_u8,
    truncate_u16,
    truncate_u32,
    truncate_u64,
    u8,
    u16,
    u32,
    u64,
    wrapping_add,
    wrapping_mul,
    wrapping_shl,
    wrapping_sub,
)

RANGES: dict[str, tuple[int, int]] = {}
for _bits in (8, 16, 32, 64):
    RANGES[f"i{_bits}"] = (-(1 << _bits - 1), (1 << _bits - 1) - 1)
    RANGES[f"u{_bits}"] = (0, (1 << _bits) - 1)
OPERATORS = ("add", "sub", "mul", "floordiv", "mod", "and_", "or_", "xor")
COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")


def fixed(name: str) -> Any:  # Any: one of eight classes, by name
    return getattr(machine, name)


@pytest.mark.parametrize("name", RANGES)
def test_the_range_is_checked_at_conversion(name: str) -> None:
    low, high = RANGES[name]
    for value in (low, high, 0):
        assert int(fixed(name)(value)) == value
        assert type(int(fixed(name)(value))) is int
    for value in (low - 1, high + 1):
        with pytest.raises(OverflowError):
            fixed(name)(value)
    assert fixed(name)(True) == 1
    with pytest.raises(TypeError):
        fixed(name)(1.0)


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize("operation", OPERATORS)
def test_arithmetic_is_that_of_int_or_an_error(name: str, operation: str) -> None:
    low, high = RANGES[name]
    compute = getattr(operator, operation)
    interesting = (low, low + 1, -1, 0, 1, 2, 7, high // 2, high - 1, high)
    values = [value for value in interesting if low <= value]
    for a in values:
        for b in values:
            try:
                wanted = compute(a, b)
            except ZeroDivisionError:
                with pytest.raises(ZeroDivisionError):
                    compute(fixed(name)(a), fixed(name)(b))
                continue
            for left, right in (
                (fixed(name)(a), fixed(name)(b)),
                (fixed(name)(a), b),
                (a, fixed(name)(b)),
            ):
                if low <= wanted <= high:
                    result = compute(left, right)
                    assert result == wanted and type(result) is fixed(name)
                else:
                    with pytest.raises(OverflowError):
                        compute(left, right)


@pytest.mark.parametrize("name", RANGES)
def test_other_operators(name: str) -> None:
    low, high = RANGES[name]
    kind = fixed(name)
    bits = int(name[1:])
    for compare in COMPARISONS:
        function = getattr(operator, compare)
        for a, b in ((1, 2), (2, 2), (3, 2)):
            assert function(kind(a), kind(b)) is function(a, b)
            assert function(kind(a), b) is function(a, b)
            assert function(a, kind(b)) is function(a, b)
    assert ~kind(5) == (~5 if low < 0 else high - 5)
    assert type(~kind(5)) is kind
    assert +kind(5) == 5
    if low < 0:
        assert -kind(5) == -5
        assert kind(low) >> 1 == low // 2
        with pytest.raises(OverflowError):
            -kind(low)
    else:
        assert -kind(0) == 0
        with pytest.raises(OverflowError):
            -kind(5)
    assert kind(1) << bits - 2 == 1 << bits - 2
    assert 1 << kind(3) == 8
    assert 64 >> kind(3) == 8
    for count in (bits, bits + 1, -1):
        with pytest.raises(OverflowError):
            kind(1) << count
        with pytest.raises(OverflowError):
            kind(1) >> count
    with pytest.raises(OverflowError):
        kind(3) << bits - 1
    assert hash(kind(5)) == hash(5)
    assert f"{kind(5)} {kind(5)!r}" == "5 5"
    assert [10, 20, 30][kind(2)] == 30


def test_widths_do_not_mix() -> None:
    mixed: tuple[Any, Any] = (u8(1), u64(1))
    for name in (*OPERATORS, *COMPARISONS, "lshift", "rshift"):
        with pytest.raises(TypeError, match="does not mix"):
            getattr(operator, name)(*mixed)
    for wrapping in (wrapping_add, wrapping_sub, wrapping_mul, wrapping_shl):
        with pytest.raises(TypeError, match="does not mix"):
            wrapping(*mixed)
    for name in ("truediv", "pow"):
        with pytest.raises(TypeError):
            getattr(operator, name)(mixed[0], mixed[0])
    with pytest.raises(OverflowError):
        u8(1) + 300
    assert u8(1) != "1"


@given(st.integers(0, (1 << 64) - 1), st.integers(0, (1 << 64) - 1))
def test_wrapping(a: int, b: int) -> None:
    mask = (1 << 64) - 1
    assert wrapping_add(u64(a), u64(b)) == a + b & mask
    assert wrapping_sub(u64(a), u64(b)) == a - b & mask
    assert wrapping_mul(u64(a), u64(b)) == a * b & mask
    assert wrapping_shl(u64(a), u64(b % 64)) == a << b % 64 & mask
    assert mul_high(u64(a), u64(b)) == a * b >> 64
    if a < b:
        assert div_wide(u64(a), u64(7), u64(b)) == ((a << 64) + 7) // b
        assert rem_wide(u64(a), u64(7), u64(b)) == ((a << 64) + 7) % b
    assert leading_zeros(u64(a)) == 64 - a.bit_length()
    assert bits_float(float_bits(1.5)) == 1.5
    assert byte_swap64(byte_swap64(u64(a))) == a


def test_pinned_results() -> None:
    assert wrapping_add(i8(127), i8(1)) == -128
    assert wrapping_sub(u8(0), u8(1)) == 255
    assert wrapping_mul(i8(-128), i8(-1)) == -128
    assert wrapping_shl(i8(1), i8(7)) == -128
    assert truncate_u8(i64(-1)) == 0xFF
    assert truncate_u16(i64(-1)) == 0xFFFF
    assert truncate_u32(i64(-2)) == 0xFFFF_FFFE
    assert truncate_u64(i64(-2)) == (1 << 64) - 2
    assert truncate_i32(u64(1 << 31)) == -(1 << 31)
    assert truncate_i64(u64(1 << 63)) == -(1 << 63)
    assert truncate_u64(-1 << 100) == 0
    assert truncate_u8(-(1 << 100) + 3) == 3
    assert leading_zeros(u64(0)) == 64
    assert trailing_zeros(u64(0)) == 64
    assert trailing_zeros(u64(8)) == 3
    assert byte_swap16(u16(0x1234)) == 0x3412
    assert byte_swap32(u32(0x12345678)) == 0x78563412
    assert byte_swap64(u64(0x0102030405060708)) == 0x0807060504030201
    assert float_bits(-0.0) == 1 << 63
    assert float_from_i64(i64((1 << 53) + 1)) == float(1 << 53)
    assert float_to_i64(-1.9) == -1
    for function in (div_wide, rem_wide):
        with pytest.raises(OverflowError):
            function(u64(5), u64(0), u64(5))
