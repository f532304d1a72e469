"""Roots of sums: the length of a vector, rounded once; and sums of floats, rounded once."""
# ruff: noqa: PLR0124  # x != x is the test for NaN

from gloam.machine import i64
from gloam.runtime.elementary import parts
from gloam.runtime.elementary.wide import Wide, exponent, power_of_two, product_error, sum_error


def length(values: list[float]) -> float:
    """sqrt(x * x + y * y + …)."""
    largest = 0.0
    is_nan = False
    for value in values:
        size = parts.size(value)
        if size != size:
            is_nan = True
        largest = max(largest, size)
    if parts.is_infinite(largest):
        return largest
    if is_nan:
        return sum(values, 0.0)
    if largest == 0.0 or len(values) == 1:
        return largest
    e = exponent(largest)
    if e < -1000:
        return length([value * power_of_two(i64(600)) for value in values]) * power_of_two(
            i64(-600)
        )
    down = power_of_two(-e) if e < 1023 else power_of_two(i64(-1022))
    total = Wide(0.0, 0.0)
    for value in values:
        scaled = value * down
        square = scaled * scaled
        total.add(square, product_error(scaled, scaled, square))
    total.take_root()
    return total.scaled(e if e < 1023 else i64(1022))


def exact_sum(values: list[float]) -> float:
    """The sum of finite floats, rounded once, ties to even; infinity if a partial sum is.

    The parts do not overlap and grow in size: together they are the exact sum (J. R. Shewchuk,
    "Adaptive precision floating-point arithmetic and fast robust geometric predicates", 1997).
    """
    pieces: list[float] = []
    for x in values:
        kept = 0
        for y in pieces:
            total = x + y
            rest = sum_error(x, y, total)
            if rest != 0.0:
                pieces[kept] = rest
                kept += 1
            x = total
        del pieces[kept:]
        pieces.append(x)
        if not parts.is_finite(x):
            return x
    return _rounded(pieces)


def _rounded(pieces: list[float]) -> float:
    at = len(pieces) - 1
    if at < 0:
        return 0.0
    high = pieces[at]
    rest = 0.0
    while at > 0 and rest == 0.0:
        at -= 1
        total = high + pieces[at]
        rest = sum_error(high, pieces[at], total)
        high = total
    # A rest of exactly half an ulp was rounded to even: what lies below it decides instead.
    if at > 0 and (rest < 0.0) == (pieces[at - 1] < 0.0) and rest != 0.0:
        twice = rest * 2.0
        further = high + twice
        if further - high == twice:
            high = further
    return high
