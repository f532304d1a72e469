"""float: IEEE doubles with CPython's operators, text, hash and exceptions.

The compiler has + - * and the comparisons; here is what needs more than an instruction. Exact parts
are in `float_repr`, `float_parse`, `float_digits` and `int_float`; `**` is in `float_power`.
"""
# ruff: noqa: PLR0124  # x != x is the test for NaN

from typing import Final

from gloam.machine import (
    bits_float,
    float_bits,
    float_from_i64,
    float_to_i64,
    i64,
    leading_zeros,
    trailing_zeros,
    u64,
)
from gloam.runtime import (
    float_digits,
    float_hex,
    float_parse,
    float_power,
    float_repr,
    int_float,
    number_format,
)
from gloam.runtime.float_repr import exponent_of, significand_of
from gloam.runtime.rounding import INFINITY_BITS, SIGN_BIT, nan, rounded_float

HASH_BITS: Final = i64(61)
HASH_MODULUS: Final = u64(0x1FFF_FFFF_FFFF_FFFF)
HASH_INFINITY: Final = i64(314159)
INTEGRAL_MIN: Final = 4503599627370496.0  # 2**52: floats from here on have no fraction
DIGITS_MAX: Final = 323  # beyond this many decimal places every float is what it was
DIGITS_MIN: Final = -308  # and before this place it is 0


# Text.


def parse(s: str) -> float:
    return float_parse.parse(s)


def repr(self: float) -> str:
    return float_repr.repr(self)


def format(self: float, spec: str) -> str:
    return number_format.format_float(self, spec)


def __format__(self: float, spec: str) -> str:
    return number_format.format_float(self, spec)


# Quotients: floored; the remainder has the sign of the divisor.


def floordiv(a: float, b: float) -> float:
    if b == 0.0:
        raise ZeroDivisionError("float floor division by zero")
    return _floored_quotient(a, b, _remainder(a, b))


def mod(a: float, b: float) -> float:
    if b == 0.0:
        raise ZeroDivisionError("float modulo")
    return _floored_remainder(_remainder(a, b), b)


def divmod(a: float, b: float) -> tuple[float, float]:
    if b == 0.0:
        raise ZeroDivisionError("float divmod()")
    remainder = _remainder(a, b)
    return _floored_quotient(a, b, remainder), _floored_remainder(remainder, b)


def _floored_remainder(remainder: float, b: float) -> float:
    if remainder == 0.0:
        return _with_sign_of(0.0, b)
    if (remainder < 0.0) != (b < 0.0):
        return remainder + b
    return remainder


def _floored_quotient(a: float, b: float, remainder: float) -> float:
    """As CPython: a - remainder is nearly a multiple of b, so snap the quotient to an integer."""
    quotient = (a - remainder) / b
    if remainder != 0.0 and (remainder < 0.0) != (b < 0.0):
        quotient = quotient - 1.0
    if quotient == 0.0:
        return _with_sign_of(0.0, a / b)
    floor = floor_float(quotient)
    return floor + 1.0 if quotient - floor > 0.5 else floor


def _with_sign_of(size: float, x: float) -> float:
    return bits_float(float_bits(size) & ~SIGN_BIT | float_bits(x) & SIGN_BIT)


def floor_float(x: float) -> float:
    if not -INTEGRAL_MIN < x < INTEGRAL_MIN:
        return x
    whole = float_from_i64(float_to_i64(x))
    floor = whole - 1.0 if whole > x else whole
    return _with_sign_of(floor, x)


def _remainder(a: float, b: float) -> float:
    """C's fmod: exact, with the sign of a. b is not 0."""
    size = float_bits(a) & ~SIGN_BIT
    divisor = float_bits(b) & ~SIGN_BIT
    if size >= INFINITY_BITS or divisor > INFINITY_BITS:
        return nan()
    if size < divisor:
        return a
    unit = significand_of(divisor)
    exponent = exponent_of(divisor)
    rest = significand_of(size) % unit
    steps = exponent_of(size) - exponent
    while steps > 0 and rest != 0:
        step = steps if steps < 11 else i64(11)  # 53 bits and 11 more fit a digit
        rest = (rest << u64(step)) % unit
        steps -= step
    if rest == 0:
        return _with_sign_of(0.0, a)
    shift = leading_zeros(rest)
    return rounded_float(a < 0.0, rest << u64(shift), exponent - shift, False)


def pow(a: float, b: float) -> float:
    """a ** b, correctly rounded.

    CPython asks the platform's libm, which now and then misses the nearest float. A negative base
    with a fractional exponent is a complex number in Python and a ValueError here.
    """
    return float_power.power(a, b)


# Integers.


def to_int(self: float) -> int:
    """int(self), towards zero."""
    return int_float.from_float(self)


def __trunc__(self: float) -> int:
    return int_float.from_float(self)


def __floor__(self: float) -> int:
    return int_float.from_float(floor_float(self))


def __ceil__(self: float) -> int:
    return int_float.from_float(-floor_float(-self))


def is_integer(self: float) -> bool:
    return self - self == 0.0 and floor_float(self) == self


def round_to_int(self: float) -> int:
    """round(self): to the nearest int, ties to even."""
    return int_float.from_float(round_float(self))


def round_float(x: float) -> float:
    """The nearest integral float, ties to even."""
    if not -INTEGRAL_MIN < x < INTEGRAL_MIN:
        return x
    # From 2**52 on there is no room for a fraction, so the sum rounds it away.
    rounded = x + INTEGRAL_MIN - INTEGRAL_MIN if x > 0.0 else x - INTEGRAL_MIN + INTEGRAL_MIN
    return _with_sign_of(rounded, x)


def round(self: float, digits: int) -> float:
    """To so many decimal places, from the exact value, ties to even."""
    if self - self != 0.0 or digits > DIGITS_MAX:
        return self
    if digits < DIGITS_MIN:
        return _with_sign_of(0.0, self)
    rounded = float_digits.round_to_places(self, digits)
    if rounded - rounded != 0.0:
        raise OverflowError("rounded value too large to represent")
    return rounded


def hex(self: float) -> str:
    return float_hex.text(self)


def fromhex(string: str) -> float:
    return float_hex.parse(string)


def conjugate(self: float) -> float:
    return self


def as_integer_ratio(self: float) -> tuple[int, int]:
    size = float_bits(self) & ~SIGN_BIT
    if size > INFINITY_BITS:
        raise ValueError("cannot convert NaN to integer ratio")
    if size == INFINITY_BITS:
        raise OverflowError("cannot convert Infinity to integer ratio")
    if size == 0:
        return 0, 1
    mantissa = significand_of(size)
    zeros = trailing_zeros(mantissa)
    exponent = int(exponent_of(size) + zeros)
    numerator = int(mantissa >> u64(zeros))
    if self < 0.0:
        numerator = -numerator
    if exponent >= 0:
        return numerator << exponent, 1
    return numerator, 1 << -exponent


# Hash and comparisons that are exact between float and int.


def hash(self: float) -> i64:
    """Equal to the hash of an equal int. CPython's hash of a NaN is its address; here it is 0."""
    bits = float_bits(self)
    size = bits & ~SIGN_BIT
    if size >= INFINITY_BITS:
        if size > INFINITY_BITS:
            return i64(0)
        return -HASH_INFINITY if self < 0.0 else HASH_INFINITY
    # Modulo 2**61 - 1, times 2**n is a rotation by n.
    turn = u64(exponent_of(size) % HASH_BITS)
    mantissa = significand_of(size)
    rotated = mantissa >> 61 - turn
    if turn > 0:
        rotated = rotated | (mantissa & (u64(1) << 61 - turn) - 1) << turn
    else:
        rotated = mantissa
    result = i64(rotated % HASH_MODULUS)
    if self < 0.0:
        result = -result
    return i64(-2) if result == -1 else result


def compare_int(x: float, n: int) -> int:
    """-1, 0 or 1 for a float that is no NaN."""
    size = float_bits(x) & ~SIGN_BIT
    if size == INFINITY_BITS:
        return -1 if x < 0.0 else 1
    whole = int_float.from_float(x)
    if whole != n:
        return -1 if whole < n else 1
    if size >= float_bits(INTEGRAL_MIN):
        return 0
    fraction = x - float_from_i64(float_to_i64(x))
    return -1 if fraction < 0.0 else 1 if fraction > 0.0 else 0


def eq_int(x: float, n: int) -> bool:
    return x == x and compare_int(x, n) == 0


def ne_int(x: float, n: int) -> bool:
    return x != x or compare_int(x, n) != 0


def lt_int(x: float, n: int) -> bool:
    return x == x and compare_int(x, n) < 0


def le_int(x: float, n: int) -> bool:
    return x == x and compare_int(x, n) <= 0


def gt_int(x: float, n: int) -> bool:
    return x == x and compare_int(x, n) > 0


def ge_int(x: float, n: int) -> bool:
    return x == x and compare_int(x, n) >= 0
