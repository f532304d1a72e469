"""Lists of floats: the spectral norm of an infinite matrix, cut to a square."""

import math
import sys


def element(row: int, column: int) -> float:
    return 1.0 / float((row + column) * (row + column + 1) // 2 + row + 1)


def times(vector: list[float]) -> list[float]:
    size = len(vector)
    result: list[float] = []
    for row in range(size):
        total = 0.0
        for column in range(size):
            total += element(row, column) * vector[column]
        result.append(total)
    return result


def transposed_times(vector: list[float]) -> list[float]:
    size = len(vector)
    result: list[float] = []
    for row in range(size):
        total = 0.0
        for column in range(size):
            total += element(column, row) * vector[column]
        result.append(total)
    return result


def main() -> None:
    u = [1.0] * int(sys.argv[1])
    v: list[float] = []
    for _ in range(10):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    uv = 0.0
    vv = 0.0
    for a, b in zip(u, v, strict=True):
        uv += a * b
        vv += b * b
    print(f"{math.sqrt(uv / vv):.9f}")


main()
