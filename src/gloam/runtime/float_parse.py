"""float(s): decimal text to the nearest float, ties to even, with CPython's grammar and error.

A first pass checks the text and gathers up to 19 digits; where they fit 53 bits and the power of
ten is exact, one operation of the hardware rounds correctly (William Clinger). The rest is a
quotient or product of exact ints. Digits beyond 800 only say whether there is more: no float has so
many.
"""

from typing import Final

from gloam.machine import float_from_i64, i64, str_length, u32, u64
from gloam.runtime.code_point import ascii_text
from gloam.runtime.digit import code_at, digit_value, skip_space, trim_space
from gloam.runtime.int_float import quotient_float, scaled_float
from gloam.runtime.rounding import infinity, nan, zero

WORD_DIGITS_MAX: Final = i64(19)
SIGNIFICANT_MAX: Final = i64(800)
EXACT_MANTISSA_MAX: Final = u64(0x20_0000_0000_0000)
EXACT_POWER_MAX: Final = i64(22)
EXPONENT_LIMIT: Final = i64(1_000_000_000)
POINT_MAX: Final = i64(310)  # 10**309 is infinity
POINT_MIN: Final = i64(-325)  # 10**-325 is 0

POINT: Final = u32(0x2E)
UNDERSCORE: Final = u32(0x5F)
MINUS: Final = u32(0x2D)
PLUS: Final = u32(0x2B)


class Decimal:
    """What a scan found: digits * 10**exponent, and where the digits stand in the text."""

    def __init__(self) -> None:
        self.digits = u64(0)  # the first WORD_DIGITS_MAX significant digits
        self.count = i64(0)  # how many of them
        self.exponent = i64(0)  # of the digits gathered
        self.start = i64(0)
        self.stop = i64(0)  # behind the last digit of the mantissa
        self.is_valid = False


def parse(s: str) -> float:
    return _parse(s, None)


def parse_bytes(data: bytes) -> float:
    """The same of ASCII text; no other byte is space or a digit."""
    return _parse(ascii_text(data), data)


def _parse(s: str, data: bytes | None) -> float:
    """`data` is what the text stands for in the error message."""
    start = skip_space(s, i64(0))
    stop = trim_space(s, start)
    negative = start < stop and code_at(s, start) == MINUS
    if negative or (start < stop and code_at(s, start) == PLUS):
        start += 1
    scan = Decimal()
    _scan_mantissa(s, start, stop, scan)
    if scan.is_valid:
        _scan_exponent(s, stop, scan)
    if scan.is_valid and _underscores_are_between_digits(s):
        return _value(s, scan, negative)
    if _is_word(s, start, stop, "inf") or _is_word(s, start, stop, "infinity"):
        return infinity(negative)
    if _is_word(s, start, stop, "nan"):
        return -nan() if negative else nan()
    shown = f"{s!r}" if data is None else f"{data!r}"
    raise ValueError(f"could not convert string to float: {shown}")


def _is_word(s: str, start: i64, stop: i64, word: str) -> bool:
    if stop - start != str_length(word):
        return False
    index = i64(0)
    while index < str_length(word):
        code = code_at(s, start + index)
        if code >= 0x80 or code | 0x20 != code_at(word, index):
            return False
        index += 1
    return True


def _underscores_are_between_digits(s: str) -> bool:
    index = i64(0)
    length = str_length(s)
    while index < length:
        if code_at(s, index) == UNDERSCORE:
            if index == 0 or index + 1 == length:
                return False
            if digit_value(code_at(s, index - 1)) > 9 or digit_value(code_at(s, index + 1)) > 9:
                return False
        index += 1
    return True


def _scan_mantissa(s: str, start: i64, stop: i64, scan: Decimal) -> None:
    """Digits with at most one point, as far as they go."""
    index = start
    after_point = False
    running = True
    scan.start = start
    while index < stop and running:
        code = code_at(s, index)
        digit = digit_value(code)
        if digit <= 9:
            scan.is_valid = True
            if scan.count < WORD_DIGITS_MAX:
                scan.digits = scan.digits * 10 + u64(digit)
                if scan.digits != 0:
                    scan.count += 1
                if after_point:
                    scan.exponent -= 1
            elif not after_point:
                scan.exponent += 1
        elif code == POINT and not after_point:
            after_point = True
        elif code != UNDERSCORE:
            running = False
        if running:
            index += 1
    scan.stop = index


def _scan_exponent(s: str, stop: i64, scan: Decimal) -> None:
    """An exponent, if one follows; nothing may come behind it."""
    index = scan.stop
    if index == stop:
        return
    scan.is_valid = False
    if code_at(s, index) | 0x20 != 0x65:
        return
    index += 1
    negative = index < stop and code_at(s, index) == MINUS
    if negative or (index < stop and code_at(s, index) == PLUS):
        index += 1
    value = i64(0)
    while index < stop:
        code = code_at(s, index)
        if digit_value(code) <= 9:
            scan.is_valid = True
            if value < EXPONENT_LIMIT:
                value = value * 10 + digit_value(code)
        elif code != UNDERSCORE:
            scan.is_valid = False
            return
        index += 1
    scan.exponent += -value if negative else value


def _value(s: str, scan: Decimal, negative: bool) -> float:
    if scan.digits == 0:
        return zero(negative)
    point = scan.count + scan.exponent
    if point > POINT_MAX:
        return infinity(negative)
    if point < POINT_MIN:
        return zero(negative)
    if scan.count < WORD_DIGITS_MAX and scan.digits <= EXACT_MANTISSA_MAX:
        mantissa = float_from_i64(i64(scan.digits))
        if -EXACT_POWER_MAX <= scan.exponent <= EXACT_POWER_MAX:
            result = _scaled_exactly(mantissa, scan.exponent)
            return -result if negative else result
    digits = int(scan.digits)
    exponent = int(scan.exponent)
    if scan.count == WORD_DIGITS_MAX:
        digits = _all_digits(s, scan)
        exponent -= int(scan.count - WORD_DIGITS_MAX)
    return _rounded(digits, exponent, negative)


def _scaled_exactly(mantissa: float, exponent: i64) -> float:
    """Both operands are exact, so the one operation rounds correctly."""
    size = -exponent if exponent < 0 else exponent
    power = 1.0
    while size > 0:
        power = power * 10.0
        size -= 1
    return mantissa / power if exponent < 0 else mantissa * power


def _rounded(digits: int, exponent: int, negative: bool) -> float:
    if negative:
        digits = -digits
    if exponent >= 0:
        power: int = 10**exponent
        return scaled_float(digits * power, i64(0), False)
    divisor: int = 10**-exponent
    return quotient_float(digits, divisor)


def _all_digits(s: str, scan: Decimal) -> int:
    """The mantissa without its point, or its first 800 digits and a 1 for a rest that is not 0.

    scan.count becomes the count of these digits.
    """
    result = 0
    chunk = u64(0)
    factor = u64(1)
    count = i64(0)
    more = False
    index = scan.start
    while index < scan.stop:
        digit = digit_value(code_at(s, index))
        if digit <= 9 and (digit != 0 or count > 0):
            count += 1
            if count <= SIGNIFICANT_MAX:
                chunk = chunk * 10 + u64(digit)
                factor = factor * 10
                if factor == 1_000_000_000_000_000_000:
                    result = result * int(factor) + int(chunk)
                    chunk = u64(0)
                    factor = u64(1)
            elif digit != 0:
                more = True
        index += 1
    result = result * int(factor) + int(chunk)
    scan.count = count if count < SIGNIFICANT_MAX else SIGNIFICANT_MAX
    if more:
        scan.count += 1
        return result * 10 + 1
    return result
