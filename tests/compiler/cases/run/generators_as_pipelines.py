"""Chains of generators: laziness, order of effects, early ends."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count, islice, takewhile


def source(n: int) -> Iterator[int]:
    try:
        for i in range(n):
            print("make", i)
            yield i
    finally:
        print("source ends")


def mapped(f: Callable[[int], int], xs: Iterable[int]) -> Iterator[int]:
    for x in xs:
        print("map", x)
        yield f(x)


def batches(xs: Iterable[int], size: int) -> Iterator[list[int]]:
    it = iter(xs)
    while batch := list(islice(it, size)):
        yield batch


print([b for b in batches(mapped(lambda x: x * x, source(5)), 2)])
for x in takewhile(lambda v: v < 3, mapped(lambda x: x + 1, source(9))):
    print("use", x)
print("behind")
pairs = ((a, b) for a in range(3) for b in range(a) if (a + b) % 2)
print(next(pairs), list(pairs), list(pairs))
print(sum(x for x in count(1) if False) if False else any(x > 3 for x in source(9)))
print(list(chain.from_iterable([i] * i for i in range(4))), dict(zip("ab", source(3))))


def primes() -> Iterator[int]:
    yield 2
    known: list[int] = []
    for n in count(3, 2):
        if all(n % p for p in takewhile(lambda p: p * p <= n, known)):
            known.append(n)
            yield n


print(list(islice(primes(), 20)))
a, b = iter(range(6)), iter(range(6))
print(list(zip(a, a)), list(zip(b, b, b)), list(map(lambda x, y: x * y, [1, 2, 3], [4, 5])))
