"""yield from: values, sent values, exceptions, return values, plain iterables, recursion."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any


def inner(name: str) -> Generator[str, int | None, int]:
    got: list[int | None] = []
    try:
        got.append((yield f"{name}1"))
        got.append((yield f"{name}2"))
    except KeyError as error:
        yield f"{name} caught {error}"
        return -1
    finally:
        print("end of", name)
    return sum(x or 0 for x in got)


def outer() -> Generator[str, int | None, str]:
    a = yield from inner("a")
    yield f"between {a}"
    b = yield from inner("b")
    return f"{a} {b}"


g = outer()
print(next(g), g.send(5), g.send(6), next(g), g.throw(KeyError("k")))
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
g = outer()
next(g)
g.close()
g = outer()
next(g)
try:
    g.throw(OSError("through"))
except OSError as error:
    print(error)


def flat(x: Any) -> Iterator[object]:
    if isinstance(x, (list, tuple)):
        for item in x:
            yield from flat(item)
    else:
        yield x


def count_down(n: int) -> Generator[int, None, int]:
    if n:
        yield n
        return (yield from count_down(n - 1)) + n
    return 0


def total() -> Generator[int, None, None]:
    result = yield from count_down(5)
    print("sum", result)


data: list[object] = [1, [2, (3, [4])], "ab", []]
print(list(flat(data)), list(total()), list(count_down(3)))


class Tree:
    def __init__(self, value: int, *children: Tree) -> None:
        self.value, self.children = value, children

    def __iter__(self) -> Iterator[int]:
        yield self.value
        for child in self.children:
            yield from child


print(list(Tree(1, Tree(2, Tree(3)), Tree(4))), sum(Tree(5, Tree(6))), [*Tree(0)], max(Tree(1, Tree(9))))


def mixed() -> Iterator[int]:
    yield from range(2)
    yield from [5]
    yield from (x * x for x in (3, 4))
    yield from {7: "v"}


print(list(mixed()), tuple(mixed()), dict(enumerate(mixed())))
