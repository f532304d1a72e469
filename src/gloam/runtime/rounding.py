"""Floats from exact parts: the only place that rounds to 53 bits."""

from typing import Final

from gloam.machine import bits_float, i64, u64

MANTISSA_BITS: Final = i64(52)
MANTISSA_MASK: Final = u64(0x000F_FFFF_FFFF_FFFF)
HIDDEN_BIT: Final = u64(0x0010_0000_0000_0000)
SIGN_BIT: Final = u64(0x8000_0000_0000_0000)
INFINITY_BITS: Final = u64(0x7FF0_0000_0000_0000)
EXPONENT_MAX: Final = i64(1023)
EXPONENT_MIN: Final = i64(-1022)
EXPONENT_BIAS: Final = i64(1023)


def infinity(negative: bool) -> float:
    return bits_float(INFINITY_BITS | SIGN_BIT if negative else INFINITY_BITS)


def zero(negative: bool) -> float:
    return bits_float(SIGN_BIT if negative else u64(0))


def nan() -> float:
    return bits_float(u64(0x7FF8_0000_0000_0000))


def rounded_float(negative: bool, mantissa: u64, exponent: i64, sticky: bool) -> float:
    """mantissa * 2**exponent and a little more if `sticky`, to the nearest float, ties to even.

    The top bit of the mantissa is set. What is too large becomes infinity.
    """
    leading = exponent + 63
    if leading > EXPONENT_MAX:
        return infinity(negative)
    drop = i64(11)
    if leading < EXPONENT_MIN:
        drop = drop + (EXPONENT_MIN - leading)
        if drop > 64:
            return zero(negative)
    kept = mantissa >> u64(drop) if drop < 64 else u64(0)
    half = u64(1) << u64(drop - 1)
    rest = mantissa & half - 1
    if mantissa & half != 0 and (rest != 0 or sticky or kept & 1 == 1):
        kept = kept + 1
    bits = kept
    if leading >= EXPONENT_MIN:
        # The hidden bit of kept counts as one exponent step, and a carry out of it as another.
        bits = kept + (u64(leading - EXPONENT_MIN) << 52)
    return bits_float(bits | SIGN_BIT if negative else bits)
