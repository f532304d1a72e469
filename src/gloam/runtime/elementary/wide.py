"""Numbers of about 106 bits: a float and the rest that it leaves, added up but never rounded.

The elementary functions compute in these, so that rounding their result once gives the nearest
float except where the exact value lies within about 2**-45 of an ulp from the middle of two.
After T. J. Dekker, "A floating-point technique for extending the available precision" (1971), and
Knuth's sum of two floats. No infinities or NaNs, and no sizes near the ends of the range.
"""

from typing import Final

from gloam.machine import bits_float, float_bits, float_sqrt, i64, u64
from gloam.runtime.float_repr import exponent_of, significand_of
from gloam.runtime.int_float import scaled_float
from gloam.runtime.rounding import EXPONENT_BIAS, SIGN_BIT

SPLIT: Final = 134217729.0  # 2**27 + 1: a product with it leaves the upper 26 bits of a float


def sum_error(a: float, b: float, total: float) -> float:
    """What a + b is more than its rounded value `total`: exact."""
    part = total - a
    return (a - (total - part)) + (b - part)


def product_error(a: float, b: float, product: float) -> float:
    """What a * b is more than its rounded value: exact unless it is below 2**-1022."""
    a_high = SPLIT * a
    a_high = a_high - (a_high - a)
    a_low = a - a_high
    b_high = SPLIT * b
    b_high = b_high - (b_high - b)
    b_low = b - b_high
    return ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low


class Wide:
    """high + low, with high the float nearest to the sum. The operations change it in place."""

    def __init__(self, high: float, low: float) -> None:
        self.high = high
        self.low = low

    def set(self, high: float, low: float) -> None:
        self.high = high
        self.low = low

    def add(self, high: float, low: float) -> None:
        total = self.high + high
        rest = sum_error(self.high, high, total)
        low_total = self.low + low
        low_rest = sum_error(self.low, low, low_total)
        rest = rest + low_total
        self.high = total + rest
        rest = (rest - (self.high - total)) + low_rest
        total = self.high
        self.high = total + rest
        self.low = rest - (self.high - total)

    def add_float(self, x: float) -> None:
        total = self.high + x
        rest = sum_error(self.high, x, total) + self.low
        self.high = total + rest
        self.low = rest - (self.high - total)

    def multiply(self, high: float, low: float) -> None:
        product = self.high * high
        rest = product_error(self.high, high, product) + (self.high * low + self.low * high)
        self.high = product + rest
        self.low = rest - (self.high - product)

    def multiply_float(self, x: float) -> None:
        product = self.high * x
        rest = product_error(self.high, x, product) + self.low * x
        self.high = product + rest
        self.low = rest - (self.high - product)

    def scale(self, power: float) -> None:
        """Multiply by a power of two: exact."""
        self.high = self.high * power
        self.low = self.low * power

    def negate(self) -> None:
        self.high = -self.high
        self.low = -self.low

    def divide_by(self, high: float, low: float) -> None:
        """Divide; the rest after two quotient digits makes the third."""
        first = self.high / high
        rest = Wide(high, low)
        rest.multiply_float(-first)
        rest.add(self.high, self.low)
        second = rest.high / high
        again = Wide(high, low)
        again.multiply_float(-second)
        again.add(rest.high, rest.low)
        third = again.high / high
        self.high = first
        self.low = 0.0
        self.add(second, third)

    def invert(self) -> None:
        high = self.high
        low = self.low
        self.set(1.0, 0.0)
        self.divide_by(high, low)

    def take_root(self) -> None:
        """The square root of a number above zero."""
        root = float_sqrt(self.high)
        square = root * root
        self.add(-square, -product_error(root, root, square))
        correction = self.high / (2.0 * root)
        twice = 2.0 * root
        product = twice * correction
        # What is left: w - (root + c)**2 = (w - root**2) - 2 * root * c - c * c.
        self.add(-product, -product_error(twice, correction, product))
        self.add_float(-(correction * correction))
        rest = self.high / twice
        self.high = root
        self.low = 0.0
        self.add(correction, rest)

    def scaled(self, exponent: i64) -> float:
        """The nearest float to this times 2**exponent; infinity beyond the range."""
        if self.high == 0.0:
            return self.high
        place = exponent_of(float_bits(self.high) & ~SIGN_BIT) + 52 + exponent
        if -1021 < place < 1023:
            if -1022 <= exponent <= 1023:
                return self.high * power_of_two(exponent)
            half = exponent >> 1  # 2**exponent itself is no normal float
            return self.high * power_of_two(half) * power_of_two(exponent - half)
        return _rounded_once(self.high, self.low, exponent)


def power_of_two(exponent: i64) -> float:
    """2.0 ** exponent, a normal float."""
    return bits_float(u64(exponent + EXPONENT_BIAS) << 52)


def exponent(x: float) -> i64:
    """n with 2**n <= abs(x) < 2**(n + 1), of a normal float."""
    return i64((float_bits(x) & ~SIGN_BIT) >> 52) - EXPONENT_BIAS


def as_int(x: float, place: i64) -> int:
    """x / 2**place, which is an int."""
    size = float_bits(x) & ~SIGN_BIT
    if size == 0:
        return 0
    whole = int(significand_of(size)) << int(exponent_of(size) - place)
    return -whole if x < 0.0 else whole


def _rounded_once(high: float, low: float, exponent: i64) -> float:
    """(high + low) * 2**exponent near the ends of the range, where a product would round twice."""
    place = exponent_of(float_bits(low) & ~SIGN_BIT) if low != 0.0 else i64(-1074)
    place = min(place, exponent_of(float_bits(high) & ~SIGN_BIT))
    return scaled_float(as_int(high, place) + as_int(low, place), place + exponent, False)
