"""fractions: exact ratios of ints, in lowest terms."""

from __future__ import annotations

from math import gcd


class Fraction:
    """numerator / denominator, with a denominator above zero."""

    def __init__(
        self,
        numerator: int | float | str | Fraction = 0,
        denominator: int | Fraction | None = None,
    ) -> None:
        top, bottom = _ratio(numerator)
        if denominator is not None:
            if not isinstance(numerator, (int, Fraction)):
                raise TypeError("both arguments should be Rational instances")
            other_top, other_bottom = _ratio(denominator)
            top, bottom = top * other_bottom, bottom * other_top
            if bottom == 0:
                raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        divisor = gcd(top, bottom)
        if bottom < 0:
            divisor = -divisor
        self._numerator = top // divisor
        self._denominator = bottom // divisor

    @property
    def numerator(self) -> int:
        return self._numerator

    @property
    def denominator(self) -> int:
        return self._denominator

    @classmethod
    def from_float(cls, f: float) -> Fraction:
        return Fraction(f)

    def as_integer_ratio(self) -> tuple[int, int]:
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator: int = 1000000) -> Fraction:
        """The nearest fraction whose denominator is at most that, by continued fractions."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        bound1 = Fraction(p0 + k * p1, q0 + k * q1)
        bound2 = Fraction(p1, q1)
        return bound2 if abs(bound2 - self) <= abs(bound1 - self) else bound1

    def __repr__(self) -> str:
        return f"Fraction({self._numerator}, {self._denominator})"

    def __str__(self) -> str:
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def __add__(self, other: int | Fraction) -> Fraction:
        a, b = _ratio(other)
        return Fraction(self._numerator * b + a * self._denominator, self._denominator * b)

    def __radd__(self, other: int) -> Fraction:
        return self + other

    def __sub__(self, other: int | Fraction) -> Fraction:
        a, b = _ratio(other)
        return Fraction(self._numerator * b - a * self._denominator, self._denominator * b)

    def __rsub__(self, other: int) -> Fraction:
        return Fraction(other) - self

    def __mul__(self, other: int | Fraction) -> Fraction:
        a, b = _ratio(other)
        return Fraction(self._numerator * a, self._denominator * b)

    def __rmul__(self, other: int) -> Fraction:
        return self * other

    def __truediv__(self, other: int | Fraction) -> Fraction:
        a, b = _ratio(other)
        top, bottom = self._numerator * b, self._denominator * a
        if bottom == 0:
            sign = (self._numerator > 0) - (self._numerator < 0)
            raise ZeroDivisionError(f"Fraction({sign}, 0)")
        return Fraction(top, bottom)

    def __rtruediv__(self, other: int) -> Fraction:
        return Fraction(other) / self

    def __floordiv__(self, other: int | Fraction) -> int:
        a, b = _ratio(other)
        return (self._numerator * b) // (self._denominator * a)

    def __mod__(self, other: int | Fraction) -> Fraction:
        a, b = _ratio(other)
        bottom = self._denominator * b
        return Fraction((self._numerator * b) % (a * self._denominator), bottom)

    def __pow__(self, other: int) -> Fraction:
        if other >= 0:
            return Fraction(self._numerator**other, self._denominator**other)
        return Fraction(self._denominator**-other, self._numerator**-other)

    def __neg__(self) -> Fraction:
        return Fraction(-self._numerator, self._denominator)

    def __pos__(self) -> Fraction:
        return Fraction(self._numerator, self._denominator)

    def __abs__(self) -> Fraction:
        return Fraction(abs(self._numerator), self._denominator)

    def __bool__(self) -> bool:
        return self._numerator != 0

    def __float__(self) -> float:
        return self._numerator / self._denominator

    def __int__(self) -> int:
        return self.__trunc__()

    def __trunc__(self) -> int:
        if self._numerator < 0:
            return -(-self._numerator // self._denominator)
        return self._numerator // self._denominator

    def __floor__(self) -> int:
        return self._numerator // self._denominator

    def __ceil__(self) -> int:
        return -(-self._numerator // self._denominator)

    def __hash__(self) -> int:
        if self._denominator == 1:
            return hash(self._numerator)
        modulus = (1 << 61) - 1
        if self._denominator % modulus == 0:
            result = 314159
        else:
            inverse = pow(self._denominator, modulus - 2, modulus)
            result = abs(self._numerator) % modulus * inverse % modulus
        result = result if self._numerator >= 0 else -result
        return -2 if result == -1 else result

    def __eq__(self, other: object) -> bool:
        if isinstance(other, int):
            return self._numerator == other and self._denominator == 1
        if isinstance(other, Fraction):
            return self._numerator == other._numerator and self._denominator == other._denominator
        if isinstance(other, float):
            return float(self) == other and Fraction(other) == self
        return NotImplemented

    def _compare(self, other: int | float | Fraction) -> int:
        a, b = _ratio(other)
        return self._numerator * b - a * self._denominator

    def __lt__(self, other: int | float | Fraction) -> bool:
        return self._compare(other) < 0

    def __le__(self, other: int | float | Fraction) -> bool:
        return self._compare(other) <= 0

    def __gt__(self, other: int | float | Fraction) -> bool:
        return self._compare(other) > 0

    def __ge__(self, other: int | float | Fraction) -> bool:
        return self._compare(other) >= 0


def _ratio(value: int | float | str | Fraction) -> tuple[int, int]:
    """Numerator and denominator, not in lowest terms."""
    if isinstance(value, int):
        return value, 1
    if isinstance(value, Fraction):
        return value.numerator, value.denominator
    if isinstance(value, float):
        return value.as_integer_ratio()
    return _parsed(value)


def _parsed(text: str) -> tuple[int, int]:
    """ "3/4", "-0.125", "1e-3"."""
    stripped = text.strip()
    invalid = f"Invalid literal for Fraction: {text!r}"
    sign = 1
    rest = stripped
    if rest[:1] in ("+", "-"):
        sign = -1 if rest[0] == "-" else 1
        rest = rest[1:]
    top_text, slash, bottom_text = rest.partition("/")
    if slash:
        if not (_is_number(top_text) and _is_number(bottom_text)):
            raise ValueError(invalid)
        bottom = int(bottom_text)
        if bottom == 0:
            raise ZeroDivisionError(f"Fraction({sign * int(top_text)}, 0)")
        return sign * int(top_text), bottom
    exponent = 0
    mantissa, letter, exponent_text = rest.lower().partition("e")
    if letter:
        plain = exponent_text[1:] if exponent_text[:1] in ("+", "-") else exponent_text
        if not _is_number(plain):
            raise ValueError(invalid)
        exponent = int(exponent_text)
    whole, point, decimals = mantissa.partition(".")
    if not (whole or decimals) or (whole and not _is_number(whole)):
        raise ValueError(invalid)
    if point and decimals and not _is_number(decimals):
        raise ValueError(invalid)
    value = sign * int(whole + decimals)
    exponent -= len(decimals)
    if exponent >= 0:
        return value * 10**exponent, 1
    return value, 10**-exponent


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
