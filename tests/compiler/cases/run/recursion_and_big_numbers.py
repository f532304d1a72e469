"""Deep recursion within limits, mutual recursion, factorials, fast powers, digits, permutations."""

from functools import cache
from math import comb, factorial, gcd, isqrt, lcm


def is_even(n: int) -> bool:
    return n == 0 or is_odd(n - 1)


def is_odd(n: int) -> bool:
    return n != 0 and is_even(n - 1)


def hanoi(n: int, a: str, b: str, c: str) -> int:
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


def ackermann(m: int, n: int) -> int:
    if m == 0:
        return n + 1
    return ackermann(m - 1, 1 if n == 0 else ackermann(m, n - 1))


@cache
def partitions(n: int, k: int) -> int:
    if n == 0:
        return 1
    return sum(partitions(n - i, i) for i in range(1, min(n, k) + 1))


def permutations(items: list[str]) -> list[str]:
    if len(items) <= 1:
        return items
    return [x + rest for i, x in enumerate(items) for rest in permutations(items[:i] + items[i + 1 :])]


print(is_even(800), is_odd(301), hanoi(8, "a", "b", "c"), ackermann(2, 3), partitions(60, 60), permutations(list("abc")))
print(factorial(50), str(factorial(200))[:20], len(str(2**5000)), comb(100, 50), gcd(10**30, 6**20), lcm(12, 18, 7), isqrt(10**41), pow(7, 10**6, 1000007))
big = 3**200
print(big, big % 10**9, big // 10**80, big >> 200, -big // 7, divmod(big, -(10**20)), big.bit_length(), sum(int(c) for c in str(big)), int(str(big)[::-1]), hash(big) == hash(3**200), big == float(3) ** 200)
a, b = 0, 1
for _ in range(300):
    a, b = b, a + b
print(a, a & 0xFFFF, a | 1, a ^ (a << 1), ~a, a * a - 1, abs(-a) == a)


def deep(n: int) -> int:
    return 1 + deep(n - 1)


try:
    deep(1)
except RecursionError as error:
    print("RecursionError")
print(f"{2**100:,}", f"{10**25:_}", f"{-(2**70):x}", f"{2**64:b}"[:5], int("f" * 20, 16), float(10**22), 10**22 == 1e22, round(10**20 + 5, -1), 7**77 // 7**76)
