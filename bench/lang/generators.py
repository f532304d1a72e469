"""Generators: pipelines of simple ones, and one that recurses over a tree."""

from __future__ import annotations

import sys
from collections.abc import Iterator


class Tree:
    def __init__(self, left: Tree | None, value: int, right: Tree | None) -> None:
        self.left = left
        self.value = value
        self.right = right


def build(low: int, high: int) -> Tree | None:
    if low >= high:
        return None
    middle = (low + high) // 2
    return Tree(build(low, middle), middle, build(middle + 1, high))


def walk(tree: Tree | None) -> Iterator[int]:
    if tree is not None:
        yield from walk(tree.left)
        yield tree.value
        yield from walk(tree.right)


def count_up(limit: int) -> Iterator[int]:
    number = 0
    while number < limit:
        yield number
        number += 1


def squares(numbers: Iterator[int]) -> Iterator[int]:
    for number in numbers:
        yield number * number


def without_multiples(numbers: Iterator[int], factor: int) -> Iterator[int]:
    for number in numbers:
        if number % factor != 0:
            yield number


def main() -> None:
    size = int(sys.argv[1])
    total = 0
    for number in without_multiples(squares(count_up(size * 10)), 3):
        total += number & 0xFF
    print(total)
    print(sum(number & 0xF for number in count_up(size * 10)))
    tree = build(0, size)
    checksum = 0
    for value in walk(tree):
        checksum = (checksum * 31 + value) & 0xFFFFFFFF
    print(checksum)


main()
