"""float.hex and float.fromhex: floats by their bits, as text."""

from typing import Final

from gloam.machine import bits_float, float_bits, i64, u64
from gloam.runtime import str as text_methods
from gloam.runtime.rounding import INFINITY_BITS, SIGN_BIT

_FRACTION_BITS: Final = u64(52)
_FRACTION: Final = u64(0xF_FFFF_FFFF_FFFF)
_BIAS: Final = 1023
_EXPONENT_MAX: Final = 1024
_EXPONENT_MIN: Final = -1080
_MANY: Final = 20  # digits of an exponent


def text(x: float) -> str:
    bits = float_bits(x)
    size = bits & ~SIGN_BIT
    sign = "-" if bits != size else ""
    if size > INFINITY_BITS:
        return "nan"
    if size == INFINITY_BITS:
        return sign + "inf"
    if size == 0:
        return sign + "0x0.0p+0"
    exponent = int(size >> _FRACTION_BITS)
    first = "1"
    if exponent == 0:
        first = "0"
        exponent = 1
    exponent -= _BIAS
    return f"{sign}0x{first}.{int(size & _FRACTION):013x}p{exponent:+d}"


def parse(string: str) -> float:
    """Raises ValueError, and OverflowError for what no float is."""
    given = text_methods.lower(text_methods.strip(string))
    sign = 1.0
    if given[:1] == "-":
        sign = -1.0
        given = given[1:]
    elif given[:1] == "+":
        given = given[1:]
    if given == "inf" or given == "infinity":  # noqa: PLR1714  # compiled: two comparisons
        return sign * bits_float(INFINITY_BITS)
    if given == "nan":
        return sign * bits_float(INFINITY_BITS | u64(1) << u64(51))
    if given[:2] == "0x":
        given = given[2:]
    mantissa, mark, power = given.partition("p")
    whole, _, fraction = mantissa.partition(".")
    if whole == "" and fraction == "":
        raise _invalid()
    exponent = _exponent(power) if mark != "" else 0
    value = 0
    for character in whole + fraction:
        value = value * 16 + _digit(character)
    return sign * _scaled(value, exponent - 4 * len(fraction))


def _digit(character: str) -> int:
    point = i64(ord(character))
    if 0x30 <= point <= 0x39:
        return int(point - 0x30)
    if 0x61 <= point <= 0x66:
        return int(point - 0x57)
    raise _invalid()


def _exponent(power: str) -> int:
    digits = power
    is_negative = False
    if power[:1] == "-":
        is_negative = True
        digits = power[1:]
    elif power[:1] == "+":
        digits = power[1:]
    if digits == "":
        raise _invalid()
    value = 0
    for character in digits:
        digit = _digit(character)
        if digit > 9:
            raise _invalid()
        value = value * 10 + digit
        value = min(value, 10**_MANY)
    return -value if is_negative else value


def _scaled(value: int, exponent: int) -> float:
    """value * 2 ** exponent, rounded once."""
    if value == 0:
        return 0.0
    top = value.bit_length() + exponent
    if top > _EXPONENT_MAX:
        raise _too_large()
    if top < _EXPONENT_MIN:
        return 0.0
    try:
        if exponent >= 0:
            return (value << exponent) / 1
        return value / (1 << -exponent)
    except OverflowError:
        raise _too_large() from None


def _invalid() -> ValueError:
    return ValueError("invalid hexadecimal floating-point string")


def _too_large() -> OverflowError:
    return OverflowError("hexadecimal value too large to represent as a float")
