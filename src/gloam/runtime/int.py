"""int: exact integers on words that are small, a bignum, or the objects True and False.

Named like the operators and methods they implement; the compiler inlines what both operands small
can do and calls these for the rest. The arithmetic on digits is in `bignum`, text in `int_text`,
floats in `int_float`. Inside this module an operator on an `int` would be a call of the function
that it stands in, so everything here works on raw integers and digits.

"""

from typing import Final

from gloam import machine
from gloam.machine import (
    Ptr,
    big_data,
    big_new,
    big_size,
    bytes_data,
    bytes_finish,
    bytes_length,
    bytes_new,
    copy_memory,
    i32,
    i64,
    int_from,
    int_is_bool,
    int_is_small,
    int_small,
    is_derived,
    leading_zeros,
    mul_high,
    rem_wide,
    same_object,
    u8,
    u16,
    u32,
    u64,
    wrapping_add,
    wrapping_mul,
    wrapping_shl,
    wrapping_sub,
)
from gloam.runtime import int_float, int_text, number_format
from gloam.runtime.bignum import (
    add_digits,
    clear_digits,
    compare_digits,
    digits_bit_length,
    divide_by_digit,
    divide_digits,
    multiply_digits,
    remainder_by_digit,
    shift_left_digits,
    shift_right_digits,
    subtract_digits,
    trimmed,
)
from gloam.runtime.magnitude import (
    absolute_word,
    digit_count,
    from_absolute,
    from_raw,
    is_negative,
    is_odd,
    is_word,
    magnitude_of,
    word_of,
)

SIGN_BIT: Final = u64(0x8000_0000_0000_0000)
I64_MAX: Final = i64(0x7FFF_FFFF_FFFF_FFFF)
I64_MIN: Final = i64(-0x8000_0000_0000_0000)
HASH_LIMIT: Final = i64(0x1FFF_FFFF_FFFF_FFFF)
HASH_MODULUS: Final = u64(0x1FFF_FFFF_FFFF_FFFF)  # 2**61 - 1, as CPython's on 64 bits
OPERATION_AND: Final = i64(0)
OPERATION_OR: Final = i64(1)
OPERATION_XOR: Final = i64(2)


# Sums.


def add(a: int, b: int) -> int:
    if is_word(a) and is_word(b):
        return int_from(word_of(a) + word_of(b))
    return _add_signed(magnitude_of(a), magnitude_of(b), False)


def sub(a: int, b: int) -> int:
    if is_word(a) and is_word(b):
        return int_from(word_of(a) - word_of(b))
    return _add_signed(magnitude_of(a), magnitude_of(b), True)


def neg(x: int) -> int:
    if is_word(x):
        return int_from(-word_of(x))
    return _with_sign(x, not is_negative(x))


def pos(x: int) -> int:
    if is_word(x):
        return int_from(word_of(x))
    return _with_sign(x, is_negative(x)) if is_derived(x) else x


def abs(x: int) -> int:
    return neg(x) if is_negative(x) else pos(x)


def invert(x: int) -> int:
    if is_word(x):
        return int_from(~word_of(x))
    return sub(-1, x)


def _with_sign(x: int, negative: bool) -> int:
    count = digit_count(x)
    raw = big_new(count)
    copy_memory(big_data(raw), big_data(x), count)
    return from_raw(raw, count, negative)


def _add_signed(x: int, y: int, negate_y: bool) -> int:
    x_negative = big_size(x) < 0
    y_negative = (big_size(y) < 0) != negate_y
    if x_negative == y_negative:
        return _add_magnitudes(x, y, x_negative)
    order = compare_digits(big_data(x), digit_count(x), big_data(y), digit_count(y))
    if order == 0:
        return 0
    if order > 0:
        return _subtract_magnitudes(x, y, x_negative)
    return _subtract_magnitudes(y, x, y_negative)


def _add_magnitudes(x: int, y: int, negative: bool) -> int:
    x_count = digit_count(x)
    y_count = digit_count(y)
    if x_count < y_count:
        return _add_magnitudes(y, x, negative)
    raw = big_new(x_count + 1)
    digits = big_data(raw)
    digits[x_count] = add_digits(digits, big_data(x), x_count, big_data(y), y_count)
    return from_raw(raw, x_count + 1, negative)


def _subtract_magnitudes(x: int, y: int, negative: bool) -> int:
    """For |x| > |y|."""
    count = digit_count(x)
    raw = big_new(count)
    subtract_digits(big_data(raw), big_data(x), count, big_data(y), digit_count(y))
    return from_raw(raw, count, negative)


# Products.


def mul(a: int, b: int) -> int:
    if is_word(a) and is_word(b):
        return _multiply_words(word_of(a), word_of(b))
    if is_word(b) and word_of(b) == -1:
        return neg(a)
    return _multiply_magnitudes(magnitude_of(a), magnitude_of(b))


def _multiply_words(a: i64, b: i64) -> int:
    x = absolute_word(a)
    y = absolute_word(b)
    negative = (a < 0) != (b < 0)
    low = wrapping_mul(x, y)
    high = mul_high(x, y)
    if high == 0:
        return from_absolute(low, negative)
    raw = big_new(i64(2))
    digits = big_data(raw)
    digits[0] = low
    digits[1] = high
    return from_raw(raw, i64(2), negative)


def _multiply_magnitudes(x: int, y: int) -> int:
    x_count = digit_count(x)
    y_count = digit_count(y)
    if x_count == 0 or y_count == 0:
        return 0
    raw = big_new(x_count + y_count)
    multiply_digits(big_data(raw), big_data(x), x_count, big_data(y), y_count)
    return from_raw(raw, x_count + y_count, _have_signs_that_differ(x, y))


def pow(base: int, exponent: int) -> int:
    """base ** exponent for exponent >= 0.

    The result of a negative exponent is a float in Python, which a compiled `int ** int` cannot be.
    """
    if is_negative(exponent):
        raise ValueError("negative exponent of an int: convert the base to float first")
    if not is_word(exponent):
        if is_word(base) and absolute_word(word_of(base)) <= 1:
            return pow(base, 1 if is_odd(exponent) else 2)
        raise MemoryError()
    times = word_of(exponent)
    least = bit_length_of(base) - 1  # of each factor: the result has at least times * least bits
    if least > 0 and times > _POWER_QUICK:
        if is_word(base) and absolute_word(word_of(base)) == u64(1) << u64(least):
            power = lshift(1, mul(exponent, int_from(least)))
            return neg(power) if is_negative(base) and is_odd(exponent) else power
        if times > _BITS_MAX // least:
            raise MemoryError
        _check_room(times * least >> 6)
    return _power_word(pos(base), u64(times))


_POWER_QUICK: Final = i64(1 << 12)
_BITS_MAX: Final = i64(1 << 47)
"""More than any memory has."""


def _check_room(digits: i64) -> None:
    """Raises MemoryError if no int of so many digits can be made: before all the work."""
    room = big_new(digits)
    assert digit_count(room) == digits


def _power_word(base: int, exponent: u64) -> int:
    result = 1
    bit = i64(64) - leading_zeros(exponent)
    while bit > 0:
        bit -= 1
        result = mul(result, result)
        if exponent >> u64(bit) & 1 == 1:
            result = mul(result, base)
    return result


def pow_mod(base: int, exponent: int, modulus: int) -> int:
    """pow(base, exponent, modulus), with the sign of the modulus; inverts for exponent < 0."""
    if eq(modulus, 0):
        raise ValueError("pow() 3rd argument cannot be 0")
    if is_negative(exponent):
        return pow_mod(_inverse(base, modulus), neg(exponent), modulus)
    result = mod(1, modulus)
    factor = mod(base, modulus)
    bits = bit_length_of(exponent)
    while bits > 0:
        bits -= 1
        result = mod(mul(result, result), modulus)
        if _bit_at(exponent, bits):
            result = mod(mul(result, factor), modulus)
    return result


def _bit_at(x: int, position: i64) -> bool:
    if is_word(x):
        return word_of(x) >> position & 1 == 1
    return big_data(x)[position >> 6] >> u64(position & 63) & 1 == 1


def _inverse(x: int, modulus: int) -> int:
    """The y with x * y % modulus == 1 % modulus, by Euclid's algorithm."""
    limit = abs(modulus)
    previous = limit
    current = mod(x, limit)
    previous_factor = 0
    factor = 1
    while ne(current, 0):
        quotient = floordiv(previous, current)
        following = sub(previous, mul(quotient, current))
        previous = current
        current = following
        following_factor = sub(previous_factor, mul(quotient, factor))
        previous_factor = factor
        factor = following_factor
    if ne(previous, 1):
        raise ValueError("base is not invertible for the given modulus")
    return previous_factor


# Quotients: floored, the remainder has the sign of the divisor.


def floordiv(a: int, b: int) -> int:
    if is_word(a) and is_word(b):
        divisor = word_of(b)
        if divisor == 0:
            raise ZeroDivisionError("integer division or modulo by zero")
        return int_from(word_of(a) // divisor)
    return _divide_magnitudes(magnitude_of(a), magnitude_of(b), True)


def mod(a: int, b: int) -> int:
    if is_word(a) and is_word(b):
        divisor = word_of(b)
        if divisor == 0:
            raise ZeroDivisionError("integer modulo by zero")
        return int_from(word_of(a) % divisor)
    return _divide_magnitudes(magnitude_of(a), magnitude_of(b), False)


def divmod(a: int, b: int) -> tuple[int, int]:
    if is_word(a) and is_word(b):
        quotient = floordiv(a, b)
        return quotient, sub(a, mul(quotient, b))
    x = magnitude_of(a)
    y = magnitude_of(b)
    if digit_count(y) == 0:
        raise ZeroDivisionError("integer division or modulo by zero")
    raw_quotient = big_new(_quotient_room(x, y))
    raw_remainder = big_new(_remainder_room(x, y))
    _divide_into(raw_quotient, raw_remainder, x, y)
    # The quotient last: where signs differ, making it adds one in place.
    remainder = _floored_remainder(raw_remainder, x, y)
    return _floored_quotient(raw_quotient, raw_remainder, x, y), remainder


def _divide_magnitudes(x: int, y: int, want_quotient: bool) -> int:
    if digit_count(y) == 0:
        if want_quotient:
            raise ZeroDivisionError("integer division or modulo by zero")
        raise ZeroDivisionError("integer modulo by zero")
    quotient = big_new(_quotient_room(x, y))
    remainder = big_new(_remainder_room(x, y))
    _divide_into(quotient, remainder, x, y)
    if want_quotient:
        return _floored_quotient(quotient, remainder, x, y)
    return _floored_remainder(remainder, x, y)


def _quotient_room(x: int, y: int) -> i64:
    """Digits of a quotient, with one more for what flooring adds."""
    x_count = digit_count(x)
    y_count = digit_count(y)
    return x_count - y_count + 2 if x_count >= y_count else i64(1)


def _remainder_room(x: int, y: int) -> i64:
    """Digits of a remainder while it is made, and of one that flooring makes positive."""
    x_count = digit_count(x)
    y_count = digit_count(y)
    return x_count + 1 if x_count >= y_count > 1 else y_count


def _divide_into(quotient: int, remainder: int, x: int, y: int) -> None:
    """Truncated |x| // |y| and |x| % |y| into raw bignums, all of whose digits are set."""
    x_count = digit_count(x)
    y_count = digit_count(y)
    q = big_data(quotient)
    r = big_data(remainder)
    if x_count >= y_count == 1:
        q[x_count] = u64(0)
        r[0] = divide_by_digit(q, big_data(x), x_count, big_data(y)[0])
        return
    clear_digits(q, digit_count(quotient))
    clear_digits(r, digit_count(remainder))
    if x_count < y_count:
        copy_memory(r, big_data(x), x_count)
    else:
        _divide_normalised(q, r, x, y, big_new(y_count))


def _divide_normalised(q: Ptr[u64], r: Ptr[u64], x: int, y: int, scratch: int) -> None:
    x_count = digit_count(x)
    y_count = digit_count(y)
    divisor = big_data(scratch)
    shift = leading_zeros(big_data(y)[y_count - 1])
    shift_left_digits(divisor, big_data(y), y_count, shift)
    r[x_count] = shift_left_digits(r, big_data(x), x_count, shift)
    divide_digits(q, r, x_count + 1, divisor, y_count)
    shift_right_digits(r, r, y_count, shift)


# From the truncated division of magnitudes to Python's, where the signs of operands differ. What is
# added to a remainder there makes it another one, and never 0.


def _have_signs_that_differ(x: int, y: int) -> bool:
    return (big_size(x) < 0) != (big_size(y) < 0)


def _floored_quotient(quotient: int, remainder: int, x: int, y: int) -> int:
    differ = _have_signs_that_differ(x, y)
    if differ and trimmed(big_data(remainder), digit_count(remainder)) > 0:
        _increment(big_data(quotient))
    return from_raw(quotient, digit_count(quotient), differ)


def _floored_remainder(remainder: int, x: int, y: int) -> int:
    r = big_data(remainder)
    r_count = trimmed(r, digit_count(remainder))
    if r_count > 0 and _have_signs_that_differ(x, y):
        y_count = digit_count(y)
        subtract_digits(r, big_data(y), y_count, r, r_count)
        r_count = y_count
    return from_raw(remainder, r_count, big_size(y) < 0)


def _increment(digits: Ptr[u64]) -> None:
    """Add one to a number that has room for it."""
    index = i64(0)
    carry = True
    while carry:
        digit = wrapping_add(digits[index], u64(1))
        digits[index] = digit
        carry = digit == 0
        index += 1


# Bits: as if negative numbers had infinitely many ones at the top.


def and_(a: int, b: int) -> int:
    if int_is_bool(a) and int_is_bool(b):
        return same_object(a, True) and same_object(b, True)
    if is_word(a) and is_word(b):
        return int_from(word_of(a) & word_of(b))
    return _bitwise(magnitude_of(a), magnitude_of(b), OPERATION_AND)


def or_(a: int, b: int) -> int:
    if int_is_bool(a) and int_is_bool(b):
        return same_object(a, True) or same_object(b, True)
    if is_word(a) and is_word(b):
        return int_from(word_of(a) | word_of(b))
    return _bitwise(magnitude_of(a), magnitude_of(b), OPERATION_OR)


def xor(a: int, b: int) -> int:
    if int_is_bool(a) and int_is_bool(b):
        return not same_object(a, b)
    if is_word(a) and is_word(b):
        return int_from(word_of(a) ^ word_of(b))
    return _bitwise(magnitude_of(a), magnitude_of(b), OPERATION_XOR)


def _bitwise(x: int, y: int, operation: i64) -> int:
    x_count = digit_count(x)
    y_count = digit_count(y)
    x_negative = big_size(x) < 0
    y_negative = big_size(y) < 0
    x_digits = big_data(x)
    y_digits = big_data(y)
    count = (x_count if x_count > y_count else y_count) + 1
    raw = big_new(count)
    target = big_data(raw)
    x_carry = True  # of the two's complement: digits are inverted, and one is added
    y_carry = True
    index = i64(0)
    while index < count:
        x_digit = x_digits[index] if index < x_count else u64(0)
        y_digit = y_digits[index] if index < y_count else u64(0)
        if x_negative:
            x_digit = wrapping_add(~x_digit, u64(1) if x_carry else u64(0))
            x_carry = x_carry and x_digit == 0
        if y_negative:
            y_digit = wrapping_add(~y_digit, u64(1) if y_carry else u64(0))
            y_carry = y_carry and y_digit == 0
        target[index] = _combine(x_digit, y_digit, operation)
        index += 1
    negative = target[count - 1] >> 63 == 1
    if negative:
        _negate_digits(target, count)
    return from_raw(raw, count, negative)


def _combine(x: u64, y: u64, operation: i64) -> u64:
    if operation == OPERATION_AND:
        return x & y
    if operation == OPERATION_OR:
        return x | y
    return x ^ y


def _negate_digits(digits: Ptr[u64], count: i64) -> None:
    """Two's complement in place."""
    carry = True
    index = i64(0)
    while index < count:
        digit = wrapping_add(~digits[index], u64(1) if carry else u64(0))
        carry = carry and digit == 0
        digits[index] = digit
        index += 1


_SHIFT_TOO_FAR: Final = 69175290276410818560
"""30 * 2**61: CPython has no place for the number of digits that such a shift gives."""


def lshift(a: int, b: int) -> int:
    if is_negative(b):
        raise ValueError("negative shift count")
    if eq(a, 0):
        return 0
    if not is_word(b):
        if lt(b, _SHIFT_TOO_FAR):
            raise MemoryError
        raise OverflowError("too many digits in integer")
    count = word_of(b)
    if is_word(a) and count < 62:
        value = word_of(a)
        shifted = machine.truncate_i64(wrapping_shl(machine.truncate_u64(value), u64(count)))
        if shifted >> count == value:
            return int_from(shifted)
    return _shift_left(magnitude_of(a), count)


def _shift_left(x: int, bits: i64) -> int:
    whole = bits >> 6
    count = digit_count(x)
    raw = big_new(whole + count + 1)
    digits = big_data(raw)
    clear_digits(digits, whole)
    digits[whole + count] = shift_left_digits(digits + whole, big_data(x), count, bits & 63)
    return from_raw(raw, whole + count + 1, big_size(x) < 0)


def rshift(a: int, b: int) -> int:
    if is_negative(b):
        raise ValueError("negative shift count")
    if not is_word(b):
        return -1 if is_negative(a) else 0
    count = word_of(b)
    if is_word(a):
        return int_from(word_of(a) >> (count if count < 63 else i64(63)))
    return _shift_right(a, count)


def _shift_right(x: int, bits: i64) -> int:
    """Towards minus infinity: a negative number that loses one bits goes one further."""
    whole = bits >> 6
    count = digit_count(x) - whole
    negative = big_size(x) < 0
    if count <= 0:
        return -1 if negative else 0
    source = big_data(x)
    raw = big_new(count + 1)
    digits = big_data(raw)
    digits[count] = u64(0)
    shift_right_digits(digits, source + whole, count, bits & 63)
    if negative and _has_bits_below(source, bits):
        _increment(digits)
    return from_raw(raw, count + 1, negative)


def _has_bits_below(digits: Ptr[u64], bits: i64) -> bool:
    whole = bits >> 6
    index = i64(0)
    while index < whole:
        if digits[index] != 0:
            return True
        index += 1
    return digits[whole] & ~wrapping_shl(~u64(0), u64(bits & 63)) != 0


def bit_length(self: int) -> int:
    return int_from(bit_length_of(self))


def bit_length_of(x: int) -> i64:
    if is_word(x):
        return i64(64) - leading_zeros(absolute_word(word_of(x)))
    return digits_bit_length(big_data(x), digit_count(x))


def bit_count(self: int) -> int:
    """Ones in the binary representation of the absolute value."""
    if is_word(self):
        return int_from(_ones(absolute_word(word_of(self))))
    total = i64(0)
    index = i64(0)
    digits = big_data(self)
    count = digit_count(self)
    while index < count:
        total += _ones(digits[index])
        index += 1
    return int_from(total)


def _ones(x: u64) -> i64:
    x = x - (x >> 1 & 0x5555_5555_5555_5555)
    x = (x & 0x3333_3333_3333_3333) + (x >> 2 & 0x3333_3333_3333_3333)
    x = x + (x >> 4) & 0x0F0F_0F0F_0F0F_0F0F
    return i64(wrapping_mul(x, u64(0x0101_0101_0101_0101)) >> 56)


# Comparisons.


def compare(a: int, b: int) -> i64:
    """-1, 0 or 1."""
    if is_word(a) and is_word(b):
        x = word_of(a)
        y = word_of(b)
        return i64(-1) if x < y else i64(1) if x > y else i64(0)
    negative = is_negative(a)
    if negative != is_negative(b):
        return i64(-1) if negative else i64(1)
    if is_word(a) or is_word(b):  # a bignum is farther from zero than any word
        return i64(-1) if is_word(a) != negative else i64(1)
    order = compare_digits(big_data(a), digit_count(a), big_data(b), digit_count(b))
    return -order if negative else order


def eq(a: int, b: int) -> bool:
    return compare(a, b) == 0


def ne(a: int, b: int) -> bool:
    return compare(a, b) != 0


def lt(a: int, b: int) -> bool:
    return compare(a, b) < 0


def le(a: int, b: int) -> bool:
    return compare(a, b) <= 0


def gt(a: int, b: int) -> bool:
    return compare(a, b) > 0


def ge(a: int, b: int) -> bool:
    return compare(a, b) >= 0


def truth(x: int) -> bool:
    return not is_word(x) or word_of(x) != 0


def hash(self: int) -> i64:
    """The value modulo 2**61 - 1 with its sign, but never -1."""
    if int_is_small(self):
        small = int_small(self)
        if -HASH_LIMIT < small < HASH_LIMIT:
            return i64(-2) if small == -1 else small
    if is_word(self):
        value = word_of(self)
        negative = value < 0
        remainder = absolute_word(value) % HASH_MODULUS
    else:
        negative = big_size(self) < 0
        remainder = remainder_by_digit(big_data(self), digit_count(self), HASH_MODULUS)
    result = -i64(remainder) if negative else i64(remainder)
    return i64(-2) if result == -1 else result


# Raw integers and floats.


def from_i64(value: i64) -> int:
    return from_absolute(absolute_word(value), value < 0)


def from_u64(value: u64) -> int:
    return from_absolute(value, False)


def to_i64(x: int) -> i64:
    if is_word(x):
        return word_of(x)
    if _is_one_digit(x):
        return machine.truncate_i64(low_digit(x))
    raise OverflowError("Python int too large to convert to C ssize_t")


def _is_one_digit(x: int) -> bool:
    """Whether a bignum fits in 64 bits."""
    limit = SIGN_BIT if big_size(x) < 0 else SIGN_BIT - 1
    return digit_count(x) == 1 and big_data(x)[0] <= limit


def to_times(x: int) -> i64:
    """How often a sequence is repeated."""
    if is_word(x):
        return word_of(x)
    if _is_one_digit(x):
        return machine.truncate_i64(low_digit(x))
    raise OverflowError("cannot fit 'int' into an index-sized integer")


def to_u64(x: int) -> u64:
    if is_negative(x):
        raise OverflowError("can't convert negative int to unsigned")
    if is_word(x):
        return u64(word_of(x))
    if digit_count(x) > 1:
        raise OverflowError("Python int too large to convert to C unsigned long")
    return big_data(x)[0]


def clamp_i64(x: int) -> i64:
    """The nearest i64, as CPython does it to the bounds of slices."""
    if is_word(x):
        return word_of(x)
    if big_size(x) < -1:
        return I64_MIN
    if big_size(x) > 1:
        return I64_MAX
    digit = big_data(x)[0]
    if big_size(x) < 0:
        return I64_MIN if digit > SIGN_BIT else machine.truncate_i64(low_digit(x))
    return I64_MAX if digit >= SIGN_BIT else i64(digit)


def low_digit(x: int) -> u64:
    """x modulo 2 ** 64."""
    if is_word(x):
        return machine.truncate_u64(word_of(x))
    digit = big_data(x)[0]
    return wrapping_sub(u64(0), digit) if big_size(x) < 0 else digit


def truncate_u8(x: int) -> u8:
    return machine.truncate_u8(low_digit(x))


def truncate_u16(x: int) -> u16:
    return machine.truncate_u16(low_digit(x))


def truncate_u32(x: int) -> u32:
    return machine.truncate_u32(low_digit(x))


def truncate_u64(x: int) -> u64:
    return low_digit(x)


def truncate_i32(x: int) -> i32:
    return machine.truncate_i32(low_digit(x))


def truncate_i64(x: int) -> i64:
    return machine.truncate_i64(low_digit(x))


def to_float(x: int) -> float:
    return int_float.to_float(x)


def from_float(x: float) -> int:
    return int_float.from_float(x)


def truediv(a: int, b: int) -> float:
    return int_float.truediv(a, b)


# Text.


def parse(s: str, base: int = 10) -> int:
    return int_text.parse(s, base)


def repr(self: int) -> str:
    return int_text.repr(self)


def format(self: int, spec: str) -> str:
    return number_format.format_int(self, spec)


def __format__(self: int, spec: str) -> str:
    return number_format.format_int(self, spec)


# Bytes.


def to_bytes(self: int, length: int = 1, byteorder: str = "big", signed: bool = False) -> bytes:
    little = _is_little(byteorder)
    if is_negative(length):
        raise ValueError("length argument must be non-negative")
    if not is_word(length):
        raise OverflowError("Python int too large to convert to C ssize_t")
    negative = is_negative(self)
    if negative and not signed:
        raise OverflowError("can't convert negative int to unsigned")
    count = word_of(length)
    # CPython 3.11 lets -1 pass in no bytes at all.
    if _byte_count(self, signed) > count and not (count == 0 and eq(self, -1)):
        raise OverflowError("int too big to convert")
    if is_word(self):
        return _emit_word(word_of(self), count, little)
    return _emit_bytes(magnitude_of(self), count, little)


def _is_little(byteorder: str) -> bool:
    if byteorder == "little":
        return True
    if byteorder == "big":
        return False
    raise ValueError("byteorder must be either 'little' or 'big'")


def _byte_count(x: int, signed: bool) -> i64:
    """Bytes that x needs; 0 needs none."""
    if not signed:
        return (bit_length_of(x) + 7) >> 3
    if eq(x, 0):
        return i64(0)
    value = invert(x) if is_negative(x) else x
    return (bit_length_of(value) >> 3) + 1


def _emit_word(value: i64, length: i64, little: bool) -> bytes:
    """Two's complement of a value that fits."""
    result = bytes_new(length)
    target = bytes_data(result)
    index = i64(0)
    while index < length:
        byte = machine.truncate_u8(machine.truncate_u64(value))
        target[index if little else length - 1 - index] = byte
        value >>= 8
        index += 1
    return bytes_finish(result)


def _emit_bytes(x: int, length: i64, little: bool) -> bytes:
    """Two's complement of a value that fits."""
    negative = big_size(x) < 0
    digits = big_data(x)
    digits_size = digit_count(x) << 3
    result = bytes_new(length)
    target = bytes_data(result)
    carry = negative
    index = i64(0)
    while index < length:
        byte = u8(0)
        if index < digits_size:
            byte = machine.truncate_u8(digits[index >> 3] >> u64((index & 7) << 3))
        if negative:
            byte = wrapping_add(~byte, u8(1) if carry else u8(0))
            carry = carry and byte == 0
        target[index if little else length - 1 - index] = byte
        index += 1
    return bytes_finish(result)


def from_bytes(data: bytes, byteorder: str = "big", signed: bool = False) -> int:
    little = _is_little(byteorder)
    length = bytes_length(data)
    source = bytes_data(data)
    count = ((length + 7) >> 3) + 1
    raw = big_new(count)
    digits = big_data(raw)
    clear_digits(digits, count)
    index = i64(0)
    while index < length:
        byte = source[index if little else length - 1 - index]
        digits[index >> 3] = digits[index >> 3] | u64(byte) << u64((index & 7) << 3)
        index += 1
    if not signed or length == 0 or source[length - 1 if little else i64(0)] < 128:
        return from_raw(raw, count, False)
    while index < count << 3:
        digits[index >> 3] = digits[index >> 3] | u64(0xFF) << u64((index & 7) << 3)
        index += 1
    _negate_digits(digits, count)
    return from_raw(raw, count, True)


# Rounding.


def round(self: int, digits: int = 0) -> int:
    """To a multiple of 10 ** -digits, ties to even."""
    if not is_negative(digits):
        return pos(self)
    unit = pow(10, neg(digits))
    remainder = mod(self, unit)
    lower = sub(self, remainder)
    order = compare(add(remainder, remainder), unit)
    if order > 0 or (order == 0 and is_odd(floordiv(lower, unit))):
        return add(lower, unit)
    return lower


def remainder_by_u64(x: int, divisor: u64) -> u64:
    """abs(x) % divisor."""
    if is_word(x):
        return rem_wide(u64(0), absolute_word(word_of(x)), divisor)
    return remainder_by_digit(big_data(x), digit_count(x), divisor)


def __floor__(self: int) -> int:
    return self + 0


def __ceil__(self: int) -> int:
    return self + 0


def __trunc__(self: int) -> int:
    return self + 0


def as_integer_ratio(self: int) -> tuple[int, int]:
    return pos(self), 1


def conjugate(self: int) -> int:
    return pos(self)
