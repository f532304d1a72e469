"""Ints in float places that travel: containers, fields, closures, generators, exceptions."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


@dataclass(order=True)
class Point:
    x: float = 0
    y: float = 0
    weights: list[float] = field(default_factory=list)

    @property
    def size(self) -> float:
        return abs(self.x) + abs(self.y)

    @size.setter
    def size(self, value: float) -> None:
        self.x = self.y = value


class Pair(NamedTuple):
    first: float
    second: float = 2


class Box(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value

    def get(self) -> T:
        return self.value


def running(values: Sequence[float]) -> Iterator[float]:
    total: float = 0
    for value in values:
        total += value
        yield total


def scale(by: float = 1, *more: float, **named: float) -> list[float]:
    return [by, *more, *named.values()]


def nested(start: float) -> float:
    total = start

    def add(x: float) -> None:
        nonlocal total
        total += x

    for x in [1, 2]:
        add(x)
    return total


def lookup(table: Mapping[str, float], name: str) -> float:
    return table.get(name, 0)


def recursive(n: int) -> float:
    return 1 if n == 0 else recursive(n - 1) * 2


async def later(x: float) -> float:
    await asyncio.sleep(0)
    return x * 2


async def main() -> None:
    print(await later(2), await later(2.5), await asyncio.gather(later(1), later(0.5)))


rate: float = 3


def use_global() -> float:
    global rate
    rate = rate + 1
    return rate


p = Point(1)
print(p, p.size, p == Point(1.0, 0), Point(1) < Point(1, 0.5), replace(p, y=2))
p.size = 4
p.weights.append(1)
p.weights += [2, 2.5]
p.weights.insert(0, 7)
p.weights[1:2] = [3, 4]
print(p, p.weights.pop(), p.weights.count(3.0), p.weights.index(4), sorted(p.weights, reverse=True))
pair = Pair(1)
a, b = pair
print(pair, a, b, pair.first / pair.second, pair == (1.0, 2.0), hash(pair) == hash((1, 2)))
box: Box[float] = Box(5)
print(box.get(), box.value + 1, Box(2.5).get())
box.value = 6
print(box.get())
print(list(running([1, 2, 3])), list(running((0.5, 1))), list(running(range(3))))
print(scale(), scale(2, 3, 4.5, k=1), scale(by=0))
print(nested(1), nested(0.5), lookup({"a": 1}, "a"), lookup({}, "a"), recursive(10))
asyncio.run(main())
print(use_global(), rate)
values: list[float] = [3, 1.5, 2]
values.sort()
print(values, sum(values), sum(values, 1), sum([], 0.5), [v * 2 for v in values], {v: -v for v in values})
matrix: list[list[float]] = [[0] * 3 for _ in range(2)]
matrix[0][1] = 1
matrix[1][2] += 2
print(matrix, [sum(row) for row in matrix], max(max(row) for row in matrix))
maybe: float | None = None
print(maybe or 1)
maybe = 3
print(maybe, maybe + 1 if maybe is not None else 0)
either: float | str = 3
print(either, isinstance(either, int), isinstance(either, str))
try:
    print(values[0] / (values[0] - 1.5))
except ZeroDivisionError as error:
    print(error)
first, *rest = values
print(first, rest, (lambda x: x)(first), [*rest, 1])
print(all(v == int(v) for v in [one for one in values if isinstance(one, int)]))
while rate > 0:
    rate -= 1.5
print(rate)
print("%s" if False else str(rate), format(rate, "5.1f"), {1: "one"}.get(int(rate), "none"))
