"""Ints and bools in places declared float, which CPython keeps as they are.

A place declared float holds a double. An int that flows there stays what it is inside of a NaN:

    sign 0, exponent all ones, then 11 and the int as 50 bits, two's complement
    sign 0, exponent all ones, then 101 and the bool as 49 bits

No arithmetic makes these patterns: processors give 7FF8... or FFF8..., and what memory makes of
arbitrary bits has to go through `from_memory` (struct does not yet). An operand of such a kind
makes every sum, product, quotient and comparison unordered, so that compiled code does the plain
operation first and comes here only if the result is a NaN (gloamc.passes.kept_ints). Programs
without such a flow know nothing of all this. What a call here becomes for real floats
(gloamc.primitives.kept_ints) is called here too: it would be missing from the image otherwise.

An int beyond 50 bits raises OverflowError where it flows into the place: CPython would keep it.
"""

from typing import Final

from gloam.machine import bits_float, float_bits, float_from_i64, i64, truncate_u64, u64
from gloam.runtime import float as float_
from gloam.runtime import int as int_

INT_SHIFT: Final = 50
INT_PREFIX: Final = u64(0x1FFF)
INT_BITS: Final = u64(0x7FFC_0000_0000_0000)
PAYLOAD_MASK: Final = u64(0x0003_FFFF_FFFF_FFFF)
INT_MAX: Final = 0x1_FFFF_FFFF_FFFF
INT_MIN: Final = -0x2_0000_0000_0000
BOOL_PREFIX: Final = u64(0x3FFD)
BOOL_SHIFT: Final = 49
BOOL_BITS: Final = u64(0x7FFA_0000_0000_0000)


# In and out.


def keep(n: int) -> float:
    """Raises OverflowError beyond 50 bits."""
    if isinstance(n, bool):
        return keep_bool(n)
    if n < INT_MIN or n > INT_MAX:
        raise OverflowError("an int of more than 50 bits in a place declared float")
    return bits_float(INT_BITS | truncate_u64(n) & PAYLOAD_MASK)


def keep_bool(value: bool) -> float:
    return bits_float(BOOL_BITS | u64(1)) if value else bits_float(BOOL_BITS)


def from_bits(bits: u64) -> float:
    """What `keep` and `keep_bool` give, for a constant."""
    return bits_float(bits)


def from_memory(bits: u64) -> float:
    """The float of these bits, whatever they are: a NaN becomes the usual one of its sign."""
    value = bits_float(bits)
    if value == value:  # noqa: PLR0124  # NaN
        return value
    return bits_float(bits & u64(0xFFF8_0000_0000_0000))


def is_kept(x: float) -> bool:
    """Is it an int or a bool?"""
    bits = float_bits(x)
    return bits >> INT_SHIFT == INT_PREFIX or bits >> BOOL_SHIFT == BOOL_PREFIX


def _is_bool(x: float) -> bool:
    return float_bits(x) >> BOOL_SHIFT == BOOL_PREFIX


def number(x: float) -> int:
    """The int of what is kept; 1 of True."""
    bits = float_bits(x)
    if bits >> BOOL_SHIFT == BOOL_PREFIX:
        return int(bits & u64(1))
    payload = i64(bits & PAYLOAD_MASK)
    return int(payload - (i64(1) << 50) if payload >> 49 != i64(0) else payload)


def real(x: float) -> float:
    """float(x)."""
    return float_from_i64(i64(number(x))) if is_kept(x) else x


def box(x: float) -> object:
    if _is_bool(x):
        return float_bits(x) & u64(1) != u64(0)
    if is_kept(x):
        return number(x)
    return x


def unbox(word: object) -> float:
    """Raises TypeError for what is no number, OverflowError beyond 50 bits."""
    if isinstance(word, float):
        return word
    if isinstance(word, bool):
        return keep_bool(word)
    if isinstance(word, int):
        return keep(word)
    raise TypeError("must be real number")


def unbox_real(word: object) -> float:
    """As `unbox`, for code that only computes with it. Raises OverflowError beyond the range."""
    if isinstance(word, float):
        return word
    if isinstance(word, int):
        return int_.to_float(word)
    raise TypeError("must be real number")


def beside(n: int, x: float) -> float:
    """An int as the operand beside `x`. Raises OverflowError beyond what it can be there."""
    return keep(n) if is_kept(x) else int_.to_float(n)


# Arithmetic: of two ints an int, else of floats.


def add(a: float, b: float) -> float:
    if is_kept(a) and is_kept(b):
        return keep(number(a) + number(b))
    return real(a) + real(b)


def sub(a: float, b: float) -> float:
    if is_kept(a) and is_kept(b):
        return keep(number(a) - number(b))
    return real(a) - real(b)


def mul(a: float, b: float) -> float:
    if is_kept(a) and is_kept(b):
        return keep(number(a) * number(b))
    return real(a) * real(b)


def div(a: float, b: float) -> float:
    """The quotient; b is not 0."""
    return real(a) / real(b)


def raise_zero_division(a: float, b: float, text: str, of_ints: str) -> None:
    raise ZeroDivisionError(of_ints if is_kept(a) and is_kept(b) else text)


def floordiv(a: float, b: float) -> float:
    if is_kept(a) and is_kept(b):
        return keep(number(a) // number(b))
    return float_.floordiv(real(a), real(b))


def mod(a: float, b: float) -> float:
    if is_kept(a) and is_kept(b):
        return keep(number(a) % number(b))
    return float_.mod(real(a), real(b))


def pow(a: float, b: float) -> float:
    if is_kept(a) and is_kept(b) and number(b) >= 0:
        return keep(int_.pow(number(a), number(b)))
    return float_.pow(real(a), real(b))


def neg(x: float) -> float:
    return keep(-number(x)) if is_kept(x) else -x


def pos(x: float) -> float:
    return keep(number(x)) if is_kept(x) else x


def abs(x: float) -> float:
    if is_kept(x):
        return keep(int_.abs(number(x)))
    return bits_float(float_bits(x) & u64(0x7FFF_FFFF_FFFF_FFFF))


def round_to_int(x: float) -> int:
    return number(x) if is_kept(x) else float_.round_to_int(x)


def round(x: float, digits: int) -> float:
    return keep(int_.round(number(x), digits)) if is_kept(x) else float_.round(x, digits)


def to_int(x: float) -> int:
    return number(x) if is_kept(x) else float_.to_int(x)


# Comparison, exact between int and float.


def eq(a: float, b: float) -> bool:
    if is_kept(a):
        return eq_int(b, number(a))
    return eq_int(a, number(b)) if is_kept(b) else a == b


def ne(a: float, b: float) -> bool:
    return not eq(a, b)


def lt(a: float, b: float) -> bool:
    if is_kept(a):
        return gt_int(b, number(a))
    return lt_int(a, number(b)) if is_kept(b) else a < b


def le(a: float, b: float) -> bool:
    if is_kept(a):
        return ge_int(b, number(a))
    return le_int(a, number(b)) if is_kept(b) else a <= b


def gt(a: float, b: float) -> bool:
    return lt(b, a)


def ge(a: float, b: float) -> bool:
    return le(b, a)


def eq_int(x: float, n: int) -> bool:
    return number(x) == n if is_kept(x) else float_.eq_int(x, n)


def ne_int(x: float, n: int) -> bool:
    return number(x) != n if is_kept(x) else float_.ne_int(x, n)


def lt_int(x: float, n: int) -> bool:
    return number(x) < n if is_kept(x) else float_.lt_int(x, n)


def le_int(x: float, n: int) -> bool:
    return number(x) <= n if is_kept(x) else float_.le_int(x, n)


def gt_int(x: float, n: int) -> bool:
    return number(x) > n if is_kept(x) else float_.gt_int(x, n)


def ge_int(x: float, n: int) -> bool:
    return number(x) >= n if is_kept(x) else float_.ge_int(x, n)


# Text.


def repr(x: float) -> str:
    if _is_bool(x):
        return "True" if float_bits(x) & u64(1) != u64(0) else "False"
    return int_.repr(number(x)) if is_kept(x) else float_.repr(x)


def format(x: float, spec: str) -> str:
    if _is_bool(x) and spec == "":
        return repr(x)
    return int_.format(number(x), spec) if is_kept(x) else float_.format(x, spec)
