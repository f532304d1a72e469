"""int as text: `int(s, base)`, decimal and power-of-two digits, with CPython's limit and errors."""
# ruff: noqa: PLR0917  # a range in a str is three arguments

from typing import Final

from gloam.machine import (
    Ptr,
    big_data,
    big_new,
    copy_memory,
    i64,
    int_is_bool,
    leading_zeros,
    pointer,
    same_object,
    str_data,
    str_finish,
    str_length,
    str_new,
    truncate_u8,
    u8,
    u32,
    u64,
)
from gloam.runtime.bignum import divide_by_digit, multiply_add_digit, trimmed
from gloam.runtime.code_point import CodePointBuffer, ascii_text
from gloam.runtime.digit import NO_DIGIT, code_at, digit_value, skip_space, trim_space
from gloam.runtime.magnitude import (
    absolute_word,
    digit_count,
    from_absolute,
    from_raw,
    is_negative,
    is_word,
    magnitude_of,
    word_of,
)

DECIMAL_DIGITS_MAX: Final = i64(4300)  # CPython's default of sys.set_int_max_str_digits
CHUNK: Final = u64(1_000_000_000_000_000_000)
CHUNK_DIGITS: Final = i64(18)
CHUNK_LIMIT: Final = u64(0x0400_0000_0000_0000)  # times a base up to 36 fits 64 bits
WORD_DIGITS_MAX: Final = i64(20)
MESSAGE_LITERAL_MAX: Final = 200  # characters of the literal in an error message

UNDERSCORE: Final = u32(0x5F)
MINUS: Final = u32(0x2D)
PLUS: Final = u32(0x2B)
ZERO: Final = u32(0x30)


# Parsing.


def parse(s: str, base: int = 10) -> int:
    """int(s, base), with surrounding space, sign, prefix and single underscores."""
    return _parse(s, base, None)


def parse_bytes(data: bytes, base: int = 10) -> int:
    """The same of ASCII text; no other byte is space or a digit."""
    return _parse(ascii_text(data), base, data)


def _parse(s: str, base: int, data: bytes | None) -> int:
    """`data` is what the text stands for in an error message."""
    if not is_word(base) or not _is_base(word_of(base)):
        raise ValueError("int() base must be >= 2 and <= 36, or 0")
    start = skip_space(s, i64(0))
    stop = trim_space(s, start)
    negative = start < stop and code_at(s, start) == MINUS
    if negative or (start < stop and code_at(s, start) == PLUS):
        start += 1
    wanted = word_of(base)
    radix = _radix_at(s, start, stop, wanted)
    if _has_prefix(s, start, stop, radix):
        start += 2
        if start < stop and code_at(s, start) == UNDERSCORE:
            start += 1
    digits = _count_digits(s, start, stop, radix)
    if digits < 0:
        raise _invalid(s, wanted, data)
    result = _accumulate(s, start, stop, u64(radix), negative)
    if wanted == 0 and radix == 10 and code_at(s, start) == ZERO and result != 0:
        raise _invalid(s, wanted, data)  # base 0 has no old-style octal
    return result


def _is_base(base: i64) -> bool:
    return base == 0 or 2 <= base <= 36


def _invalid(s: str, base: i64, data: bytes | None) -> ValueError:
    literal = f"{s!r}" if data is None else f"{data!r}"
    if len(literal) > MESSAGE_LITERAL_MAX:
        literal = literal[:MESSAGE_LITERAL_MAX]
    return ValueError(f"invalid literal for int() with base {int(base)}: {literal}")


def _radix_at(s: str, start: i64, stop: i64, base: i64) -> i64:
    """The base of the digits from `start` on: `base`, or for 0 what the prefix says."""
    if base != 0:
        return base
    if _has_prefix(s, start, stop, i64(16)):
        return i64(16)
    if _has_prefix(s, start, stop, i64(8)):
        return i64(8)
    if _has_prefix(s, start, stop, i64(2)):
        return i64(2)
    return i64(10)


def _has_prefix(s: str, start: i64, stop: i64, radix: i64) -> bool:
    if start + 1 >= stop or code_at(s, start) != ZERO:
        return False
    letter = code_at(s, start + 1) | 0x20
    if radix == 16:
        return letter == 0x78
    if radix == 8:
        return letter == 0x6F
    return radix == 2 and letter == 0x62


def _count_digits(s: str, start: i64, stop: i64, radix: i64) -> i64:
    """How many digits; -1 unless there are only digits with single underscores between."""
    count = i64(0)
    valid = True
    after_digit = False
    index = start
    while index < stop and valid:
        code = code_at(s, index)
        if digit_value(code) < radix:
            count += 1
            after_digit = True
        elif code == UNDERSCORE and after_digit:
            after_digit = False
        else:
            valid = False
        index += 1
    if count > DECIMAL_DIGITS_MAX and radix & (radix - 1) != 0:
        raise ValueError(
            f"Exceeds the limit ({int(DECIMAL_DIGITS_MAX)} digits) for integer string conversion: "
            f"value has {int(count)} digits; use sys.set_int_max_str_digits() to increase the limit"
        )
    return count if valid and after_digit else i64(-1)


def _accumulate(s: str, start: i64, stop: i64, radix: u64, negative: bool) -> int:
    """The value of valid digits: at once when it fits a word, else chunk by chunk."""
    value = u64(0)
    index = start
    while index < stop and value < CHUNK_LIMIT:
        digit = digit_value(code_at(s, index))
        if digit != NO_DIGIT:
            value = value * radix + u64(digit)
        index += 1
    if index == stop:
        return from_absolute(value, negative)
    bits_per_digit = i64(64) - leading_zeros(radix - 1)
    capacity = ((stop - start) * bits_per_digit >> 6) + 2
    return _accumulate_chunks(s, index, stop, radix, value, big_new(capacity), negative)


def _accumulate_chunks(
    s: str, index: i64, stop: i64, radix: u64, first: u64, raw: int, negative: bool
) -> int:
    """Go on at `index` after digits worth `first`; raw has room for all digits."""
    digits = big_data(raw)
    digits[0] = first
    count = i64(1)
    while index < stop:
        value = u64(0)
        factor = u64(1)
        while index < stop and factor < CHUNK_LIMIT:
            digit = digit_value(code_at(s, index))
            if digit != NO_DIGIT:
                value = value * radix + u64(digit)
                factor = factor * radix
            index += 1
        digits[count] = multiply_add_digit(digits, count, factor, value)
        if digits[count] != 0:
            count += 1
    return from_raw(raw, count, negative)


# Decimal.


def repr(self: int) -> str:
    if int_is_bool(self):
        return "True" if same_object(self, True) else "False"
    return decimal(self)


def decimal(x: int) -> str:
    """Decimal digits with a sign, also for the objects True and False."""
    if is_word(x):
        return u64_decimal(absolute_word(word_of(x)), word_of(x) < 0)
    count = digit_count(x)
    if (count - 1) * 19 > DECIMAL_DIGITS_MAX:
        raise _too_long()
    text = decimal_unlimited(x)
    length = str_length(text)
    if is_negative(x):
        length -= 1
    if length > DECIMAL_DIGITS_MAX:
        raise _too_long()
    return text


def decimal_unlimited(x: int) -> str:
    """As decimal, for text that CPython's limit does not hold for."""
    if is_word(x):
        return u64_decimal(absolute_word(word_of(x)), word_of(x) < 0)
    # A copy to divide, then text: 64 bits are at most 20 decimal digits.
    scratch = big_new(digit_count(x) * 4)
    return _emit_decimal(scratch, x)


def _too_long() -> ValueError:
    return ValueError(
        f"Exceeds the limit ({int(DECIMAL_DIGITS_MAX)} digits) for integer string conversion; "
        "use sys.set_int_max_str_digits() to increase the limit"
    )


def u64_decimal(value: u64, negative: bool) -> str:
    length = decimal_length(value)
    if not negative:
        plain = str_new(length, i64(1))
        write_decimal(str_data(plain), length, value)
        return str_finish(plain)
    signed = str_new(length + 1, i64(1))
    data = str_data(signed)
    data[0] = u8(MINUS)
    write_decimal(data + 1, length, value)
    return str_finish(signed)


def decimal_length(value: u64) -> i64:
    """Decimal digits, 1 for 0."""
    length = i64(1)
    while value >= 10:
        value = value // 10
        length += 1
    return length


def write_decimal(target: Ptr[u8], length: i64, value: u64) -> None:
    """Exactly `length` digits, with zeros in front."""
    while length > 0:
        length -= 1
        target[length] = truncate_u8(value % 10 + 0x30)
        value = value // 10


def _emit_decimal(scratch: int, x: int) -> str:
    """Cut 18 digits off a copy at a time; the text grows down from the end of the scratch."""
    count = digit_count(x)
    digits = big_data(scratch)
    copy_memory(digits, big_data(x), count)
    text: Ptr[u8] = pointer((digits + count).address())
    end = count * 24
    position = end
    while count > 1 or digits[0] >= CHUNK:
        position -= CHUNK_DIGITS
        chunk = divide_by_digit(digits, digits, count, CHUNK)
        write_decimal(text + position, CHUNK_DIGITS, chunk)
        count = trimmed(digits, count)
    length = decimal_length(digits[0])
    position -= length
    write_decimal(text + position, length, digits[0])
    length = end - position
    sign = i64(1) if is_negative(x) else i64(0)
    result = str_new(length + sign, i64(1))
    data = str_data(result)
    data[0] = u8(MINUS)
    copy_memory(data + sign, text + position, length)
    return str_finish(result)


# Bases 2, 8 and 16.

BINARY: Final = i64(1)  # bits per digit
OCTAL: Final = i64(3)
HEXADECIMAL: Final = i64(4)


def power_of_two_digits(x: int, bits: i64) -> str:
    """abs(x) in base 2 ** bits, lower case."""
    return _emit_digits(magnitude_of(x), bits)


def hexadecimal(x: int, width: i64, prefix: str) -> str:
    """format(x, "x") with zeros up to `width` characters; `prefix` is "" or "0x".

    The compiler calls this where the format spec is known, because reading specs at run time
    brings all of formatting into an image.
    """
    buffer = CodePointBuffer()
    if is_negative(x):
        buffer.append(i64(0x2D))
        width -= 1
    buffer.append_str(prefix)
    digits = power_of_two_digits(x, i64(4))
    missing = width - str_length(prefix) - str_length(digits)
    while missing > 0:
        buffer.append(i64(0x30))
        missing -= 1
    buffer.append_str(digits)
    return buffer.finish()


def _emit_digits(x: int, bits: i64) -> str:
    count = digit_count(x)
    if count == 0:
        return "0"
    source = big_data(x)
    length = (count * 64 - leading_zeros(source[count - 1]) + bits - 1) // bits
    result = str_new(length, i64(1))
    data = str_data(result)
    index = i64(0)
    while index < length:
        code = digit_at(source, count, index * bits, bits)
        digit = truncate_u8(code + 0x30 if code < 10 else code + 0x57)
        data[length - 1 - index] = digit
        index += 1
    return str_finish(result)


def digit_at(digits: Ptr[u64], count: i64, position: i64, bits: i64) -> u64:
    """`bits` bits, less than 64, from bit `position` on."""
    place = position >> 6
    offset = position & 63
    value = digits[place] >> u64(offset)
    if offset + bits > 64 and place + 1 < count:
        value = value | (digits[place + 1] & (u64(1) << u64(offset)) - 1) << u64(64 - offset)
    return value & (u64(1) << u64(bits)) - 1
