"""Arithmetic on natural numbers as arrays of 64-bit digits, least significant first.

A number is a pointer and a count of digits; leading zero digits are allowed unless said otherwise.
A result goes where the caller says, into memory that the caller owns: no function here allocates,
except multiply_digits, which takes scratch from raw bignums. A target may be one of the operands
where the docstring says "in place", and must not overlap them elsewhere.
Knows no signs and no int objects.
"""
# ruff: noqa: PLR0917  # a number is two arguments

from typing import Final

from gloam.machine import (
    Ptr,
    big_data,
    big_new,
    copy_memory,
    div_wide,
    fill_memory,
    i64,
    leading_zeros,
    mul_high,
    pointer,
    rem_wide,
    u8,
    u64,
    wrapping_add,
    wrapping_mul,
    wrapping_shl,
    wrapping_sub,
)

DIGIT_BITS: Final = i64(64)
DIGIT_MAX: Final = u64(0xFFFF_FFFF_FFFF_FFFF)
KARATSUBA_MIN: Final = i64(40)  # digits of the shorter operand


def trimmed(a: Ptr[u64], count: i64) -> i64:
    """The count without leading zero digits."""
    while count > 0 and a[count - 1] == 0:
        count -= 1
    return count


def clear_digits(a: Ptr[u64], count: i64) -> None:
    fill_memory(pointer(a.address()), u8(0), count << 3)


def digits_bit_length(a: Ptr[u64], count: i64) -> i64:
    """Bits of a number without leading zero digits."""
    if count == 0:
        return i64(0)
    return count * DIGIT_BITS - leading_zeros(a[count - 1])


def compare_digits(a: Ptr[u64], a_count: i64, b: Ptr[u64], b_count: i64) -> i64:
    """-1, 0 or 1; neither number has leading zero digits."""
    if a_count != b_count:
        return i64(-1) if a_count < b_count else i64(1)
    index = a_count - 1
    while index >= 0:
        x = a[index]
        y = b[index]
        if x != y:
            return i64(-1) if x < y else i64(1)
        index -= 1
    return i64(0)


def add_digits(target: Ptr[u64], a: Ptr[u64], a_count: i64, b: Ptr[u64], b_count: i64) -> u64:
    """target[:a_count] = a + b, for a_count >= b_count; returns the carry. In place on a or b."""
    carry = u64(0)
    index = i64(0)
    while index < b_count:
        x = a[index]
        partial = wrapping_add(x, b[index])
        total = wrapping_add(partial, carry)
        carry = u64(1) if partial < x or total < partial else u64(0)
        target[index] = total
        index += 1
    while index < a_count:
        total = wrapping_add(a[index], carry)
        carry = u64(1) if total < carry else u64(0)
        target[index] = total
        index += 1
    return carry


def subtract_digits(target: Ptr[u64], a: Ptr[u64], a_count: i64, b: Ptr[u64], b_count: i64) -> u64:
    """target[:a_count] = a - b, for a_count >= b_count; returns the borrow. In place on a or b."""
    borrow = u64(0)
    index = i64(0)
    while index < b_count:
        x = a[index]
        partial = wrapping_sub(x, b[index])
        total = wrapping_sub(partial, borrow)
        borrow = u64(1) if partial > x or total > partial else u64(0)
        target[index] = total
        index += 1
    while index < a_count:
        x = a[index]
        total = wrapping_sub(x, borrow)
        borrow = u64(1) if total > x else u64(0)
        target[index] = total
        index += 1
    return borrow


def multiply_add_digit(a: Ptr[u64], count: i64, factor: u64, addend: u64) -> u64:
    """a = a * factor + addend in place; returns the digit that leaves at the top."""
    carry = addend
    index = i64(0)
    while index < count:
        x = a[index]
        low = wrapping_add(wrapping_mul(x, factor), carry)
        carry = mul_high(x, factor) + (u64(1) if low < carry else u64(0))
        a[index] = low
        index += 1
    return carry


def _add_product(target: Ptr[u64], a: Ptr[u64], count: i64, factor: u64) -> u64:
    """target[:count] += a * factor; returns the digit that leaves at the top."""
    carry = u64(0)
    index = i64(0)
    while index < count:
        x = a[index]
        low = wrapping_add(wrapping_mul(x, factor), carry)
        high = mul_high(x, factor) + (u64(1) if low < carry else u64(0))
        total = wrapping_add(low, target[index])
        carry = high + (u64(1) if total < low else u64(0))
        target[index] = total
        index += 1
    return carry


def _subtract_product(target: Ptr[u64], a: Ptr[u64], count: i64, factor: u64) -> u64:
    """target[:count] -= a * factor; returns the digit that is borrowed at the top."""
    borrow = u64(0)
    index = i64(0)
    while index < count:
        x = a[index]
        low = wrapping_add(wrapping_mul(x, factor), borrow)
        high = mul_high(x, factor) + (u64(1) if low < borrow else u64(0))
        old = target[index]
        target[index] = wrapping_sub(old, low)
        borrow = high + (u64(1) if old < low else u64(0))
        index += 1
    return borrow


def multiply_digits(target: Ptr[u64], a: Ptr[u64], a_count: i64, b: Ptr[u64], b_count: i64) -> None:
    """target[:a_count + b_count] = a * b. Raises MemoryError when there is no scratch."""
    if a_count < b_count:
        multiply_digits(target, b, b_count, a, a_count)
    elif b_count < KARATSUBA_MIN:
        _multiply_rows(target, a, a_count, b, b_count)
    elif b_count <= a_count >> 1:
        _multiply_pieces(target, a, a_count, b, b_count)
    else:
        half = a_count >> 1
        widths = a_count - half + 1
        _multiply_karatsuba(target, a, a_count, b, b_count, big_new(widths * 4))


def _multiply_rows(target: Ptr[u64], a: Ptr[u64], a_count: i64, b: Ptr[u64], b_count: i64) -> None:
    if b_count == 0:
        clear_digits(target, a_count)
        return
    target[a_count] = _multiply_by_digit(target, a, a_count, b[0])
    index = i64(1)
    while index < b_count:
        (target + index)[a_count] = _add_product(target + index, a, a_count, b[index])
        index += 1


def _multiply_by_digit(target: Ptr[u64], a: Ptr[u64], count: i64, factor: u64) -> u64:
    """target[:count] = a * factor; returns the digit that leaves at the top."""
    carry = u64(0)
    index = i64(0)
    while index < count:
        x = a[index]
        low = wrapping_add(wrapping_mul(x, factor), carry)
        carry = mul_high(x, factor) + (u64(1) if low < carry else u64(0))
        target[index] = low
        index += 1
    return carry


def _multiply_pieces(
    target: Ptr[u64], a: Ptr[u64], a_count: i64, b: Ptr[u64], b_count: i64
) -> None:
    """A long a: cut it into pieces as long as b, so that each product is balanced."""
    _multiply_piece_by_piece(target, a, a_count, b, b_count, big_new(b_count * 2))


def _multiply_piece_by_piece(
    target: Ptr[u64], a: Ptr[u64], a_count: i64, b: Ptr[u64], b_count: i64, scratch: int
) -> None:
    product = big_data(scratch)
    clear_digits(target, a_count + b_count)
    start = i64(0)
    while start < a_count:
        rest = a_count - start
        count = b_count if rest > b_count else rest
        multiply_digits(product, b, b_count, a + start, count)
        multiplied = b_count + count
        add_digits(target + start, target + start, rest + b_count, product, multiplied)
        start += count


def _multiply_karatsuba(
    target: Ptr[u64], a: Ptr[u64], a_count: i64, b: Ptr[u64], b_count: i64, scratch: int
) -> None:
    """Three products of half the length; needs a_count >= b_count > a_count / 2.

    With a = a1 * B + a0 and b = b1 * B + b0, the middle term a1 * b0 + a0 * b1 is
    (a1 + a0) * (b1 + b0) - a1 * b1 - a0 * b0.
    """
    half = a_count >> 1
    a_high = a_count - half
    b_high = b_count - half
    width = a_high + 1
    a_sum = big_data(scratch)
    b_sum = a_sum + width
    middle = b_sum + width
    multiply_digits(target, a, half, b, half)
    multiply_digits(target + half * 2, a + half, a_high, b + half, b_high)
    a_sum[a_high] = add_digits(a_sum, a + half, a_high, a, half)
    if b_high > half:
        b_sum[b_high] = add_digits(b_sum, b + half, b_high, b, half)
    else:
        b_sum[half] = add_digits(b_sum, b, half, b + half, b_high)
    b_sum_count = (b_high if b_high > half else half) + 1
    middle_count = width + b_sum_count
    multiply_digits(middle, a_sum, width, b_sum, b_sum_count)
    subtract_digits(middle, middle, middle_count, target, half * 2)
    subtract_digits(middle, middle, middle_count, target + half * 2, a_high + b_high)
    middle_count = trimmed(middle, middle_count)
    add_digits(target + half, target + half, a_count + b_count - half, middle, middle_count)


def divide_by_digit(target: Ptr[u64], a: Ptr[u64], count: i64, divisor: u64) -> u64:
    """target[:count] = a // divisor; returns a % divisor. In place on a."""
    remainder = u64(0)
    index = count - 1
    while index >= 0:
        digit = a[index]
        quotient = div_wide(remainder, digit, divisor)
        target[index] = quotient
        remainder = wrapping_sub(digit, wrapping_mul(quotient, divisor))
        index -= 1
    return remainder


def remainder_by_digit(a: Ptr[u64], count: i64, divisor: u64) -> u64:
    remainder = u64(0)
    index = count - 1
    while index >= 0:
        remainder = rem_wide(remainder, a[index], divisor)
        index -= 1
    return remainder


def shift_left_digits(target: Ptr[u64], a: Ptr[u64], count: i64, bits: i64) -> u64:
    """target[:count] = a << bits for 0 <= bits < 64; returns what leaves at the top. In place."""
    if bits == 0:
        copy_memory(target, a, count)
        return u64(0)
    left = u64(bits)
    right = u64(64) - left
    carry = u64(0)
    index = i64(0)
    while index < count:
        digit = a[index]
        target[index] = wrapping_shl(digit, left) | carry
        carry = digit >> right
        index += 1
    return carry


def shift_right_digits(target: Ptr[u64], a: Ptr[u64], count: i64, bits: i64) -> None:
    """target[:count] = a >> bits for 0 <= bits < 64. In place; target may lie below a."""
    if bits == 0:
        copy_memory(target, a, count)
        return
    right = u64(bits)
    left = u64(64) - right
    index = i64(0)
    while index < count:
        above = a[index + 1] if index + 1 < count else u64(0)
        target[index] = a[index] >> right | wrapping_shl(above, left)
        index += 1


def divide_digits(quotient: Ptr[u64], a: Ptr[u64], a_count: i64, b: Ptr[u64], b_count: i64) -> None:
    """quotient[:a_count - b_count] = a // b, and a[:b_count] = a % b (Knuth, algorithm D).

    b has at least two digits and its top bit set; a has been shifted with it and has one digit more
    than the dividend had, so that a[a_count - b_count:] < b.
    """
    top = b[b_count - 1]
    second = b[b_count - 2]
    place = a_count - b_count - 1
    while place >= 0:
        window = a + place
        estimate = _estimate_digit(
            window[b_count], window[b_count - 1], window[b_count - 2], top, second
        )
        borrow = _subtract_product(window, b, b_count, estimate)
        head = window[b_count]
        window[b_count] = wrapping_sub(head, borrow)
        if head < borrow:  # one too many: the estimate is at most that far off
            estimate = estimate - 1
            carry = add_digits(window, window, b_count, b, b_count)
            window[b_count] = wrapping_add(window[b_count], carry)
        quotient[place] = estimate
        place -= 1


def _estimate_digit(high: u64, middle: u64, low: u64, top: u64, second: u64) -> u64:
    """The quotient digit of three leading digits by two, exact or one too large."""
    if high >= top:
        estimate = DIGIT_MAX
        remainder = wrapping_add(middle, top)
        if remainder < top:
            return estimate
    else:
        estimate = div_wide(high, middle, top)
        remainder = rem_wide(high, middle, top)
    while _is_less(remainder, low, mul_high(estimate, second), wrapping_mul(estimate, second)):
        estimate = estimate - 1
        remainder = wrapping_add(remainder, top)
        if remainder < top:
            break
    return estimate


def _is_less(a_high: u64, a_low: u64, b_high: u64, b_low: u64) -> bool:
    return a_high < b_high or (a_high == b_high and a_low < b_low)
