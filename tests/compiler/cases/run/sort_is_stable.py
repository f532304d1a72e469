"""Stability, reverse stability, keys called once, exceptions and mutation in the middle of a sort."""

from functools import cmp_to_key

def compare(a: int, b: int) -> int:
    return b - a


people = [("ann", 30), ("bob", 25), ("cid", 30), ("dee", 25), ("eve", 35)]
print(sorted(people, key=lambda p: p[1]))
print(sorted(people, key=lambda p: p[1], reverse=True))
calls: list[str] = []


def key(person: tuple[str, int]) -> int:
    calls.append(person[0])
    return -person[1]


people.sort(key=key)
print(people, calls)
print(sorted([3, 1, 2], key=cmp_to_key(compare)), sorted([True, False, True]), sorted([1.5, 1, 0.5]), sorted([(1, "b"), (1, "a"), (0, "z")]))


def broken(n: int) -> int:
    if n == 3:
        raise ValueError("three")
    return n


values = [5, 3, 1]
try:
    values.sort(key=broken)
except ValueError as error:
    print(error, values)


class Item:
    def __init__(self, n: int) -> None:
        self.n = n

    def __lt__(self, other: "Item") -> bool:
        if self.n == 13 or other.n == 13:
            raise RuntimeError("unlucky")
        return self.n < other.n

    def __repr__(self) -> str:
        return f"<{self.n}>"


items = [Item(n) for n in (5, 2, 8, 1)]
print(sorted(items), min(items), max(items), sorted(items, reverse=True))
try:
    sorted([Item(1), Item(13)])
except RuntimeError as error:
    print(error)
print(sorted(range(50), key=lambda n: n * 37 % 50)[:10], sorted("the quick brown fox".split(), key=lambda w: w[-1]), sorted({3: "c", 1: "a"}))
big = [(n * 7919) % 1000 for n in range(1000)]
print(sorted(big) == list(range(1000)), sorted(big, reverse=True)[:3], sorted(big)[-1])
