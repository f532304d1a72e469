"""What is exact in a float: its sign, its exponent, its whole part, its neighbours."""
# ruff: noqa: PLR0124  # x != x is the test for NaN

from typing import Final

from gloam.machine import (
    bits_float,
    float_bits,
    float_from_i64,
    float_sqrt,
    i64,
    leading_zeros,
    u64,
)
from gloam.runtime import float as floats
from gloam.runtime.float_repr import exponent_of, significand_of
from gloam.runtime.rounding import (
    EXPONENT_BIAS,
    INFINITY_BITS,
    SIGN_BIT,
    infinity,
    rounded_float,
    zero,
)

LEAST: Final = u64(1)
SIZE_BIT_COUNT: Final = i64(2200)  # 2**n beyond this moves every float out of the range


def root(x: float) -> float:
    """The square root; NaN below zero."""
    return float_sqrt(x)


def size(x: float) -> float:
    return bits_float(float_bits(x) & ~SIGN_BIT)


def with_sign_of(x: float, sign: float) -> float:
    return bits_float(float_bits(x) & ~SIGN_BIT | float_bits(sign) & SIGN_BIT)


def is_negative(x: float) -> bool:
    """Whether the sign bit is set: of -0.0 too."""
    return float_bits(x) & SIGN_BIT != 0


def is_finite(x: float) -> bool:
    return x - x == 0.0


def is_infinite(x: float) -> bool:
    return float_bits(x) & ~SIGN_BIT == INFINITY_BITS


def remainder_towards_zero(x: float, y: float) -> float:
    """C's fmod of a y that is not 0."""
    return floats._remainder(x, y)


def truncated(x: float) -> float:
    """The whole part of a finite float."""
    return floats.floor_float(x) if x >= 0.0 else -floats.floor_float(-x)


def binary_exponent(x: float) -> int:
    """n with 0.5 * 2**n <= abs(x) < 2**n, of a finite x that is not 0."""
    bits = float_bits(x) & ~SIGN_BIT
    return int(exponent_of(bits) + 64 - leading_zeros(significand_of(bits)))


def scaled(x: float, exponent: int) -> float:
    """x * 2**exponent, rounded once; infinity beyond the range."""
    bits = float_bits(x) & ~SIGN_BIT
    if bits == 0 or bits >= INFINITY_BITS:
        return x
    if exponent > SIZE_BIT_COUNT:
        return infinity(x < 0.0)
    if exponent < -SIZE_BIT_COUNT:
        return zero(x < 0.0)
    mantissa = significand_of(bits)
    shift = leading_zeros(mantissa)
    place = exponent_of(bits) - shift + i64(exponent)
    return rounded_float(x < 0.0, mantissa << u64(shift), place, False)


def neighbour(x: float, y: float) -> float:
    """The next float after x in the direction of y."""
    if x != x or y != y:
        return x + y
    if x == y:
        return y
    if x == 0.0:
        return bits_float(LEAST | float_bits(y) & SIGN_BIT)
    bits = float_bits(x)
    return bits_float(bits + 1 if (x < y) == (x > 0.0) else bits - 1)


def last_place(x: float) -> float:
    """The value of the last bit of a finite float."""
    place = exponent_of(float_bits(x) & ~SIGN_BIT)
    if place >= -1022:
        return bits_float(u64(place + EXPONENT_BIAS) << 52)
    return bits_float(u64(1) << u64(place + 1074))


def from_word(x: i64) -> float:
    return float_from_i64(x)
