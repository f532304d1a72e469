"""Big ints: digits of pi by Machin's formula, and a factorial's digits."""

import sys


def arctan_inverse(x: int, unity: int) -> int:
    term = unity // x
    total = term
    square = x * x
    divisor = 3
    sign = -1
    while term:
        term //= square
        total += sign * (term // divisor)
        sign = -sign
        divisor += 2
    return total


def digit_sum(number: int) -> int:
    total = 0
    while number:
        number, rest = divmod(number, 1000000000)
        while rest:
            total += rest % 10
            rest //= 10
    return total


def main() -> None:
    size = int(sys.argv[1])
    unity = 1
    for _ in range(size + 10):
        unity *= 10
    pi = 4 * (4 * arctan_inverse(5, unity) - arctan_inverse(239, unity)) // 10000000000
    print(pi % 1000000000, digit_sum(pi))
    factorial = 1
    for factor in range(2, size + 1):
        factorial *= factor
    print(digit_sum(factorial), digit_sum(factorial * factorial))


main()
