"""Lists of ints and bools: primes by sieving, and a matrix product."""

import sys


def primes(limit: int) -> list[int]:
    is_prime = [True] * (limit + 1)
    is_prime[0] = is_prime[1] = False
    number = 2
    while number * number <= limit:
        if is_prime[number]:
            for multiple in range(number * number, limit + 1, number):
                is_prime[multiple] = False
        number += 1
    return [number for number in range(limit + 1) if is_prime[number]]


def product(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    size = len(b)
    columns = len(b[0])
    result: list[list[int]] = []
    for row in a:
        line: list[int] = []
        for column in range(columns):
            total = 0
            for index in range(size):
                total += row[index] * b[index][column]
            line.append(total)
        result.append(line)
    return result


def main() -> None:
    size = int(sys.argv[1])
    found = primes(size * size * 20)
    print(len(found), found[-1])
    a = [[(row * column) % 10 for column in range(size)] for row in range(size)]
    b = [[row - column for column in range(size)] for row in range(size)]
    c = product(a, b)
    print(sum(sum(line) for line in c), c[size - 1][size // 2])


main()
