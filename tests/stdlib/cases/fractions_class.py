"""fractions: construction, arithmetic, comparison, conversion, errors."""

import math
from fractions import Fraction


def main() -> None:
    a, b = Fraction(3, 4), Fraction(-5, 6)
    print(a, b, repr(a), a + b, a - b, a * b, a / b, -a, abs(b), +a, a // b, a % b, b % a)
    print(a + 1, 1 + a, 2 - a, 3 * a, 1 / a, a**2, a**-2, a**0, Fraction(6, -8))
    print(a < b, a > b, a == Fraction(6, 8), a != b, a <= 1, a >= 2, a == 0.75, a < 0.8, a == 1)
    print(
        Fraction("3/4"), Fraction(" -7/3 "), Fraction("0.125"), Fraction("-1.5e-3"), Fraction("7")
    )
    print(Fraction(0.5), Fraction(1.1), Fraction.from_float(0.25), Fraction(a, b), Fraction(5, a))
    print(float(a), int(b), math.floor(b), math.ceil(b), math.trunc(b), bool(Fraction(0)), bool(a))
    print(hash(Fraction(3)) == hash(3), hash(Fraction(1, 2)) == hash(0.5), {Fraction(1, 3): "x"})
    print(Fraction(math.pi).limit_denominator(1000), Fraction("3.1415926").limit_denominator(7))
    print(sorted([a, b, Fraction(1, 2)]), max(a, b), sum([a, b], Fraction(0)))
    print(a.numerator, a.denominator, a.as_integer_ratio(), str(Fraction(4, 2)))
    for bad in range(5):
        try:
            if bad == 0:
                Fraction(1, 0)
            elif bad == 1:
                Fraction("1/x")
            elif bad == 2:
                a / 0
            elif bad == 3:
                Fraction("5/0")
            else:
                Fraction(math.inf)
        except (ZeroDivisionError, ValueError, OverflowError) as error:
            print(type(error).__name__, error)


main()
