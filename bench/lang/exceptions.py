"""Exceptions: raised and caught near and far, with finally, or not raised at all."""

import sys


class Refused(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def check(number: int) -> int:
    if number % 7 == 0:
        raise Refused(number & 15)
    return number & 3


def nested(number: int, depth: int) -> int:
    if depth == 0:
        return check(number)
    return nested(number, depth - 1) + 1


class Counter:
    def __init__(self) -> None:
        self.left = 0

    def guarded(self, number: int) -> int:
        try:
            return nested(number, 4)
        finally:
            self.left += 1


def main() -> None:
    counter = Counter()
    table = {number: number * 2 for number in range(0, 100, 2)}
    total = 0
    refused = 0
    missing = 0
    for number in range(int(sys.argv[1])):
        try:
            total += counter.guarded(number)
        except Refused as error:
            refused += error.code
        try:
            total += table[number % 100]
        except KeyError:
            missing += 1
        try:
            total += check(number * 7 + 1)
        except ValueError:
            total = 0
    print(total, refused, missing, counter.left)


main()
