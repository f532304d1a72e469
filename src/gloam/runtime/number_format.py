"""int.__format__ and float.__format__: every presentation type, as CPython writes it."""

from typing import Final

from gloam.machine import float_bits, int_is_bool, int_is_small
from gloam.runtime import float_repr, format_spec, int_float, int_text
from gloam.runtime.float_digits import digits_at_places, exponent_for
from gloam.runtime.format_spec import FormatSpec, lay_out, parse_spec, unknown_kind
from gloam.runtime.rounding import INFINITY_BITS, SIGN_BIT

DEFAULT_PRECISION: Final = 6
PRECISION_MAX: Final = 0x7FFF_FFFF
CODE_POINT_MAX: Final = 0x10FFFF
GENERAL_EXPONENT_MIN: Final = -4  # smaller ones are written with an exponent by %g


def format_str(s: str, spec: str) -> str:
    return format_spec.format_str(s, spec)


# int.


def format_int(x: int, text: str) -> str:
    if text == "":
        return int_text.repr(x)
    type_name = "bool" if int_is_bool(x) else "int"
    spec = parse_spec(text, type_name, "d", ">")
    if spec.kind in "eEfFgG%":
        return _float_in_field(int_float.to_float(x), spec)
    if spec.kind not in "bcdoxXn":
        raise unknown_kind(spec, type_name)
    if spec.precision >= 0:
        raise ValueError("Precision not allowed in integer format specifier")
    if spec.no_negative_zero:
        raise ValueError("Negative zero coercion (z) not allowed in integer format specifier")
    if spec.kind == "c":
        return _character(x, spec)
    return lay_out(x < 0, _prefix(spec), _digits(x, spec.kind), "", spec)


def _character(x: int, spec: FormatSpec) -> str:
    if spec.sign != "":
        raise ValueError("Sign not allowed with integer format specifier 'c'")
    if spec.alternate:
        raise ValueError("Alternate form (#) not allowed with integer format specifier 'c'")
    if not int_is_small(x) and not -(1 << 63) <= x < 1 << 63:
        raise OverflowError("Python int too large to convert to C long")
    if not 0 <= x <= CODE_POINT_MAX:
        raise OverflowError("%c arg not in range(0x110000)")
    return lay_out(False, "", "", chr(x), spec)


def _prefix(spec: FormatSpec) -> str:
    if not spec.alternate or spec.kind == "d" or spec.kind == "n":  # noqa: PLR1714
        return ""
    return "0" + spec.kind


def _digits(x: int, kind: str) -> str:
    """Without sign."""
    if kind == "b":
        return int_text.power_of_two_digits(x, int_text.BINARY)
    if kind == "o":
        return int_text.power_of_two_digits(x, int_text.OCTAL)
    if kind == "x":
        return int_text.power_of_two_digits(x, int_text.HEXADECIMAL)
    if kind == "X":
        return _upper(int_text.power_of_two_digits(x, int_text.HEXADECIMAL))
    return int_text.decimal(abs(x))


def _upper(text: str) -> str:
    """ASCII capitals."""
    return text.upper()


# float.


def format_float(x: float, text: str) -> str:
    if text == "":
        return float_repr.repr(x)
    spec = parse_spec(text, "float", "", ">")
    if spec.kind not in "eEfFgGn%":
        raise unknown_kind(spec, "float")
    return _float_in_field(x, spec)


def _float_in_field(x: float, spec: FormatSpec) -> str:
    if spec.precision > PRECISION_MAX:
        raise ValueError("precision too big")
    if spec.kind == "%":
        x = x * 100.0
    negative = float_bits(x) & SIGN_BIT != 0
    size = float_bits(x) & ~SIGN_BIT
    if size > INFINITY_BITS:
        negative = False
    if size >= INFINITY_BITS:
        body = "nan" if size > INFINITY_BITS else "inf"
    else:
        body = _float_body(x, spec)
        if spec.no_negative_zero and negative and _is_zero(body):
            negative = False
    if spec.kind == "%":
        body = body + "%"
    if spec.kind != "" and spec.kind in "EFG":
        body = _upper(body)
    split = 0
    while split < len(body) and body[split] in "0123456789":
        split += 1
    return lay_out(negative, "", body[:split], body[split:], spec)


def _is_zero(body: str) -> bool:
    index = 0
    while index < len(body) and body[index] in "0.":
        index += 1
    return index == len(body) or body[index] == "e"


def _float_body(x: float, spec: FormatSpec) -> str:
    """Digits, point and exponent of a finite float, without sign."""
    precision = spec.precision
    if spec.kind == "" and precision < 0:
        return _shortest(x, spec.alternate)
    if precision < 0:
        precision = DEFAULT_PRECISION
    if spec.kind == "":
        return _general(x, precision, spec.alternate, True)
    if spec.kind in "eE":
        return _scientific(x, precision, spec.alternate)
    if spec.kind in "gGn":
        return _general(x, precision, spec.alternate, False)
    return _fixed(x, precision, spec.alternate)


def _shortest(x: float, alternate: bool) -> str:
    text = float_repr.repr(x)
    if text[0] == "-":
        text = text[1:]
    if alternate and "." not in text:
        return text.replace("e", ".e")
    return text


def _fixed(x: float, precision: int, alternate: bool) -> str:
    digits = int_text.decimal_unlimited(digits_at_places(x, precision))
    if len(digits) <= precision:
        digits = "0" * (precision + 1 - len(digits)) + digits
    return _with_point(digits, len(digits) - precision, alternate)


def _with_point(digits: str, before: int, alternate: bool) -> str:
    """Digits with a point after the first `before`; at the end only in the alternate form."""
    if before == len(digits) and not alternate:
        return digits
    return digits[:before] + "." + digits[before:]


def _scientific(x: float, precision: int, alternate: bool) -> str:
    if x == 0.0:
        return _with_point("0" * (precision + 1), 1, alternate) + "e+00"
    exponent = exponent_for(x, precision + 1)
    digits = int_text.decimal_unlimited(digits_at_places(x, precision - exponent))
    return _with_point(digits, 1, alternate) + _exponent(exponent)


def _exponent(exponent: int) -> str:
    digits = int_text.decimal(abs(exponent))
    if len(digits) == 1:
        digits = "0" + digits
    return ("e-" if exponent < 0 else "e+") + digits


def _general(x: float, precision: int, alternate: bool, keep_fraction: bool) -> str:
    """%g; with `keep_fraction`, a number without exponent has at least one decimal place."""
    if precision == 0:
        precision = 1
    if x == 0.0:
        exponent = 0
        digits = "0" * precision
    else:
        exponent = exponent_for(x, precision)
        digits = int_text.decimal_unlimited(digits_at_places(x, precision - 1 - exponent))
    if not alternate:
        digits = _without_zeros(digits)
    limit = precision - 1 if keep_fraction else precision
    if exponent < GENERAL_EXPONENT_MIN or exponent >= limit:
        return _with_point(digits, 1, alternate) + _exponent(exponent)
    if exponent < 0:
        return "0." + "0" * (-exponent - 1) + digits
    if len(digits) <= exponent:
        digits = digits + "0" * (exponent + 1 - len(digits))
    if keep_fraction and len(digits) == exponent + 1:
        digits = digits + "0"
    return _with_point(digits, exponent + 1, alternate)


def _without_zeros(digits: str) -> str:
    """Without zeros at the end, but for the first digit."""
    stop = len(digits)
    while stop > 1 and digits[stop - 1] == "0":
        stop -= 1
    return digits[:stop]
