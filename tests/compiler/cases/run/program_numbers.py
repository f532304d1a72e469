"""Matrices, polynomials, statistics and a little calculus with exact numbers."""
from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import accumulate, combinations, product, starmap
from operator import mul
from typing import Generic, SupportsFloat, TypeVar, Union, overload

Scalar = Union[int, Fraction]


class Matrix:
    __slots__ = ("rows",)

    def __init__(self, rows: Iterable[Iterable[Scalar]]) -> None:
        self.rows: tuple[tuple[Fraction, ...], ...] = tuple(tuple(map(Fraction, row)) for row in rows)
        if len({len(row) for row in self.rows}) > 1:
            raise ValueError("ragged")

    @classmethod
    def identity(cls, n: int) -> Matrix:
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    @overload
    def __getitem__(self, index: int) -> tuple[Fraction, ...]: ...
    @overload
    def __getitem__(self, index: tuple[int, int]) -> Fraction: ...
    def __getitem__(self, index: int | tuple[int, int]) -> Fraction | tuple[Fraction, ...]:
        if isinstance(index, tuple):
            i, j = index
            return self.rows[i][j]
        return self.rows[index]

    def __matmul__(self, other: Matrix) -> Matrix:
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"{self.shape} @ {other.shape}")
        columns = list(zip(*other.rows))
        return Matrix([sum(map(mul, row, column), Fraction(0)) for column in columns] for row in self.rows)

    def __mul__(self, factor: Scalar) -> Matrix:
        if not isinstance(factor, (int, Fraction)):
            return NotImplemented
        return Matrix([x * factor for x in row] for row in self.rows)

    __rmul__ = __mul__

    def __add__(self, other: Matrix) -> Matrix:
        return Matrix([a + b for a, b in zip(x, y, strict=True)] for x, y in zip(self.rows, other.rows, strict=True))

    def __pow__(self, exponent: int) -> Matrix:
        if exponent < 0:
            return self.inverse() ** -exponent
        result, base = Matrix.identity(len(self.rows)), self
        while exponent:
            if exponent & 1:
                result @= base
            base @= base
            exponent >>= 1
        return result

    def __invert__(self) -> Matrix:
        return Matrix(zip(*self.rows))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matrix) and self.rows == other.rows

    def __hash__(self) -> int:
        return hash(self.rows)

    def determinant(self) -> Fraction:
        rows = [list(row) for row in self.rows]
        n, sign = len(rows), 1
        for i in range(n):
            pivot = next((r for r in range(i, n) if rows[r][i]), None)
            if pivot is None:
                return Fraction(0)
            if pivot != i:
                rows[i], rows[pivot] = rows[pivot], rows[i]
                sign = -sign
            for r in range(i + 1, n):
                ratio = rows[r][i] / rows[i][i]
                rows[r] = [a - ratio * b for a, b in zip(rows[r], rows[i])]
        return sign * math.prod((rows[i][i] for i in range(n)), start=Fraction(1))

    def inverse(self) -> Matrix:
        n = len(self.rows)
        work = [[*row, *unit] for row, unit in zip(self.rows, Matrix.identity(n).rows)]
        for i in range(n):
            try:
                pivot = next(r for r in range(i, n) if work[r][i] != 0)
            except StopIteration:
                raise ZeroDivisionError("singular matrix") from None
            work[i], work[pivot] = work[pivot], work[i]
            work[i] = [x / work[i][i] for x in work[i]]
            for r in range(n):
                if r != i and work[r][i]:
                    work[r] = [a - work[r][i] * b for a, b in zip(work[r], work[i])]
        return Matrix(row[n:] for row in work)

    def __repr__(self) -> str:
        return f"Matrix({[[str(x) for x in row] for row in self.rows]})"


class Polynomial:
    def __init__(self, *coefficients: float) -> None:
        self.c = list(coefficients)
        while self.c and not self.c[-1]:
            self.c.pop()

    def __call__(self, x: float) -> float:
        return reduce(lambda total, c: total * x + c, reversed(self.c), 0.0)

    def __add__(self, other: Polynomial | float) -> Polynomial:
        o = other if isinstance(other, Polynomial) else Polynomial(other)
        n = max(len(self.c), len(o.c))
        return Polynomial(*(a + b for a, b in zip(self.c + [0] * (n - len(self.c)), o.c + [0] * (n - len(o.c)))))

    __radd__ = __add__

    def __mul__(self, other: Polynomial) -> Polynomial:
        out = [0.0] * (len(self.c) + len(other.c) - 1)
        for (i, a), (j, b) in product(enumerate(self.c), enumerate(other.c)):
            out[i + j] += a * b
        return Polynomial(*out)

    def derivative(self) -> Polynomial:
        return Polynomial(*(i * c for i, c in enumerate(self.c) if i))

    def __str__(self) -> str:
        parts = [f"{c:+g}" + ("" if i == 0 else f"x^{i}" if i > 1 else "x") for i, c in enumerate(self.c) if c]
        return " ".join(reversed(parts)) or "0"

    def root(self, x: float, *, tolerance: float = 1e-12, steps: int = 100) -> float:
        slope = self.derivative()
        for _ in range(steps):
            if math.isclose(step := self(x) / slope(x), 0, abs_tol=tolerance):
                return x
            x -= step
        raise ArithmeticError("no root found")


class Running:
    """Mean and variance of a stream (Welford)."""

    def __init__(self) -> None:
        self.n = 0
        self.mean = self._m2 = 0.0

    def push(self, x: SupportsFloat) -> Running:
        self.n += 1
        delta = float(x) - self.mean
        self.mean += delta / self.n
        self._m2 += delta * (float(x) - self.mean)
        return self

    def __iadd__(self, values: Iterable[SupportsFloat]) -> Running:
        for x in values:
            self.push(x)
        return self

    @property
    def variance(self) -> float:
        if self.n < 2:
            return math.nan
        return self._m2 / (self.n - 1)


def primes(limit: int) -> Iterator[int]:
    sieve = bytearray([1]) * (limit + 1)
    sieve[:2] = b"\0\0"
    for p in range(2, math.isqrt(limit) + 1):
        if sieve[p]:
            sieve[p * p :: p] = bytes(len(range(p * p, limit + 1, p)))
    return (i for i, flag in enumerate(sieve) if flag)


def continued(x: Fraction) -> list[int]:
    out = []
    while True:
        whole = x.numerator // x.denominator
        out.append(whole)
        if not (x := x - whole):
            return out
        x = 1 / x


def integrate(f: Callable[[float], float], a: float, b: float, n: int = 100) -> float:
    h = (b - a) / n
    return h / 3 * sum((1 if i in (0, n) else 4 if i % 2 else 2) * f(a + i * h) for i in range(n + 1))


def main() -> None:
    m = Matrix([[2, 1], [Fraction(1, 3), -4]])
    print(m, m.shape, m[0], m[1, 1], m[1][0])
    print(m.determinant(), m.inverse(), m @ m.inverse() == Matrix.identity(2), (m**-2 @ m**2) == Matrix.identity(2))
    print(Matrix([[1, 1], [1, 0]]) ** 100, ~Matrix([[1, 2, 3]]), 2 * m == m + m, m * Fraction(1, 2))
    for bad in ([[1], [1, 2]], [[1, 2], [2, 4]]):
        try:
            print(Matrix(bad).inverse())
        except (ValueError, ZeroDivisionError) as error:
            print(type(error).__name__, error)
    try:
        m @ Matrix([[1, 2, 3]])
    except ValueError as error:
        print(error)
    p = Polynomial(-2, 0, 1)
    print(p, p.derivative(), p * p, p + 5, 1 + p, p(3), p.root(1.0), Polynomial())
    dice = random.Random(42)
    data = [dice.gauss(10, 2) for _ in range(500)]
    running = Running()
    running += data
    print(f"{running.mean:.6f} {running.variance:.6f} {statistics.fmean(data):.6f} {statistics.variance(data):.6f}")
    print(math.isnan(Running().variance), statistics.median([3, 1, 2]), statistics.mode("abca"), statistics.pstdev([1, 2, 3, 4]))
    print(statistics.quantiles(range(1, 10), n=4), statistics.mean([Fraction(1, 2), Fraction(1, 3)]))
    print(list(primes(50)), sum(primes(1000)), len(list(primes(10000))))
    print(continued(Fraction(415, 93)), continued(Fraction("3.14159")), Fraction(0.1).limit_denominator(100))
    print(f"{integrate(math.sin, 0, math.pi):.9f}", integrate(lambda x: x**2, 0, 3))
    print(list(accumulate(range(1, 8), mul)), list(starmap(math.gcd, combinations([12, 18, 27], 2))))
    print(math.comb(50, 25), math.factorial(30), pow(3, -1, 7), divmod(-7, 2), -7 // 2, -7 % 3, 7.5 // -2, math.fsum([0.1] * 10))
    print(round(2.5), round(-0.5), round(1234.567, -2), round(1234, -2), 1e16, 1e-5, 0.1 + 0.2, 1 / 3)
    print((0.1).hex(), float.fromhex("0x1.8p3"), (2.5).as_integer_ratio(), (255).to_bytes(2, "big"), (10**20).bit_length())
    print(1, float(sum([Fraction(1, 2), Fraction(1, 4)])))


main()
