"""Calls of plain functions: Fibonacci, Takeuchi and Ackermann."""

import sys


def fib(n: int) -> int:
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def tak(x: int, y: int, z: int) -> int:
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def ackermann(m: int, n: int) -> int:
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def main() -> None:
    size = int(sys.argv[1])
    print(fib(size))
    print(tak(size - 10, (size - 10) * 2 // 3, (size - 10) // 3))
    print(ackermann(2, size * 8))


main()
