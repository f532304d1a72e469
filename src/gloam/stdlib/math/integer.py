"""Functions of ints: exact, of any size."""

from __future__ import annotations


def gcd(*integers: int) -> int:
    """The greatest common divisor; 0 of no numbers."""
    result = 0
    for value in integers:
        result = _common(result, value)
    return result


def _common(a: int, b: int) -> int:
    while b != 0:
        a, b = b, a % b
    return abs(a)


def lcm(*integers: int) -> int:
    """The least common multiple; 1 of no numbers."""
    result = 1
    for value in integers:
        if result == 0 or value == 0:
            result = 0
        else:
            result = result // _common(result, value) * value
    return abs(result)


def isqrt(n: int, /) -> int:
    """The whole part of the square root. Raises ValueError if `n` is negative."""
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    if n == 0:
        return 0
    # Newton's steps from above, each of which doubles the bits that are right.
    guess = 1 << (n.bit_length() + 1) // 2
    while True:
        better = (guess + n // guess) // 2
        if better >= guess:
            return guess
        guess = better


def _product(low: int, high: int) -> int:
    """low * (low + 1) * … * high, in halves of about equal size."""
    if high - low < 8:
        result = low
        while low < high:
            low += 1
            result *= low
        return result
    middle = (low + high) // 2
    return _product(low, middle) * _product(middle + 1, high)


def factorial(n: int, /) -> int:
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    return _product(1, n) if n > 1 else 1


def perm(n: int, k: int | None = None, /) -> int:
    """The number of ways to choose `k` of `n` items in order; all of them without `k`."""
    if k is None:
        return factorial(n)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    return _product(n - k + 1, n) if k > 0 else 1


def comb(n: int, k: int, /) -> int:
    """The number of ways to choose `k` of `n` items."""
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    k = min(k, n - k)
    if k < 40:
        result = 1
        for i in range(1, k + 1):
            result = result * (n - k + i) // i
        return result
    return _product(n - k + 1, n) // factorial(k)
