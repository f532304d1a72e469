# alone: objects die at the end of the program
"""Objects with `__del__` in every kind of place."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass
class Lease:
    name: str
    log: list[str]

    def __del__(self) -> None:
        self.log.append(self.name)
        print("released", self.name)


class Box(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item = item

    def __del__(self) -> None:
        print("box of", self.item)


class Chain:
    def __init__(self, next_one: "Chain | None") -> None:
        self.next_one = next_one

    def __del__(self) -> None:
        counts[0] += 1
        self.next_one = None


class Spawning:
    def __init__(self, depth: int) -> None:
        self.depth = depth

    def __del__(self) -> None:
        print("depth", self.depth)
        if self.depth > 0:
            Spawning(self.depth - 1)


class Reader:
    """Its `__del__` uses what other classes and builtins give."""

    def __init__(self, text: str) -> None:
        self.words = text.split()

    def __del__(self) -> None:
        try:
            print(sorted({w: len(w) for w in self.words}.items()), int(self.words[0]))
        except ValueError as error:
            print("in del:", error)


counts = [0]
log: list[str] = []


def leases(n: int) -> Iterator[Lease]:
    for i in range(n):
        yield Lease(f"g{i}", log)
    print("no more leases")


def loops() -> None:
    for lease in leases(3):
        print("have", lease.name)
    print("loop over")


def conditional(flag: bool) -> None:
    if flag:
        lease = Lease("conditional", log)
        print(lease.name)
    print("at the end")


def returned() -> Lease:
    first = Lease("dropped", log)
    second = Lease("returned", log)
    print(first.name, second.name)
    return second


def swap() -> None:
    a, b = Lease("a", log), Lease("b", log)
    a, b = b, a
    print(a.name, b.name)
    a = b
    print("swapped")


def arguments(lease: Lease, *others: Lease) -> int:
    print(lease.name, len(others))
    return len(others)


class Manager:
    def __enter__(self) -> Lease:
        return Lease("managed", log)

    def __exit__(self, *details: object) -> None:
        print("exit")


def managed() -> None:
    with Manager() as lease:
        print(lease.name)
    print("after with")


def closures() -> None:
    lease = Lease("captured", log)

    def use() -> str:
        return lease.name

    print(use())


async def coroutine(name: str) -> int:
    lease = Lease(name, log)
    await asyncio.sleep(0)
    print("awake", lease.name)
    return len(lease.name)


async def tasks() -> None:
    print(await asyncio.gather(coroutine("t1"), coroutine("t2")))
    print("gathered")


def deep() -> None:
    chain: Chain | None = None
    for _ in range(500):
        chain = Chain(chain)
    print("built")


loops()
conditional(True)
conditional(False)
kept = returned()
print(kept.name)
swap()
print(arguments(Lease("x", log)))
managed()
closures()
asyncio.run(tasks())
deep()
print(counts)
box = Box([1, 2])
number = Box(3)
del box
number = Box(4)
print(number.item)
Spawning(3)
reader = Reader("some words here")
del reader
items = [Lease(str(i), log) for i in range(3)]
items[1] = items[0]
print("replaced")
items.pop()
print(len(items))
del items[:]
print(sorted(log) == log, len(log))
kept = Lease("last", log)
print("end")
