"""Ints whose number a test has found to be small, but which are objects: True, members, subclasses."""

from enum import IntEnum


class N(IntEnum):
    ONE = 1
    TWO = 2


class M(int):
    def twice(self) -> int:
        return self * 2


def f(n: int) -> int:
    if 0 <= n < 100:
        return n * 2 + 1
    return -1


def g(n: int, xs: list[int]) -> int:
    if n < 0 or n > 4:
        raise ValueError
    return xs[n] + (n << 3) + (n & 3)


for x in [N.TWO, True, M(3), 3]:
    print(f(x), g(x, [10, 20, 30, 40, 50]))
print(hash(N.TWO), bytes([N.TWO, True]), N.TWO.to_bytes(1, "big"), chr(M(65)), "ab" * N.TWO)


def kept(x: float) -> float:
    return x * 2 + 1


def turned(n: int) -> int:
    if -8 <= n <= 8:
        return ~n ^ n << 2 | -n
    return n


class Counted:
    def __init__(self, n: int) -> None:
        if not 0 <= n <= 9:
            raise ValueError
        self.n = n

    def up(self) -> int:
        self.n += 1
        return self.n


def passed(n: int) -> int:
    return turned(n) if n in range(5) else 0


print(kept(N.TWO), kept(True), kept(M(4)), int("11", N.TWO), int("11", M(16)))
for n in (N.ONE, False, M(-3), M(9), 2**80):
    print(turned(n), passed(n), n == 1, n < 5)
for c in (Counted(N.TWO), Counted(True), Counted(M(7))):
    print(c.n, c.up(), c.up())
counts = {N.ONE: 0, M(2): 1, True: 5}
for k in counts:
    if 0 < k < 3:
        print(k * 10, [5, 6, 7][k], counts[k])
