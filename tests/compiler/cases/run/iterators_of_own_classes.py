"""__iter__ and __next__, iter with a sentinel, reversed, unpacking, zip and enumerate of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Countdown:
    def __init__(self, n: int) -> None:
        self.n = n

    def __iter__(self) -> Countdown:
        return self

    def __next__(self) -> int:
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Pages:
    def __init__(self, *items: str) -> None:
        self.items = items
        self.opened = 0

    def __iter__(self) -> Iterator[str]:
        self.opened += 1
        return iter(self.items)

    def __reversed__(self) -> Iterator[str]:
        return iter(self.items[::-1])

    def __len__(self) -> int:
        return len(self.items)


c = Countdown(4)
print(next(c), list(c), list(c), next(c, "done"), [*Countdown(2)], sum(Countdown(4)), max(Countdown(3)), 1 in Countdown(3), dict(zip(Countdown(3), "abc")))
p = Pages("x", "y")
print(list(p), sorted(p, reverse=True), "".join(p), list(reversed(p)), list(enumerate(p, 1)), "y" in p, p.opened, len(p), tuple(zip(p, p)))
a, b = p
first, *rest = Countdown(3)
print(a, b, first, rest, list(map(str.upper, p)), list(filter(None, Countdown(3))), set(p) == {"x", "y"})
lines = iter(["one", "two", "", "three"])
print(list(iter(lambda: next(lines), "")), list(lines), any(Countdown(2)), all(Countdown(2)), min(p), [x + y for x in p for y in p])


def chunks(items: Iterable[int], n: int) -> Iterator[list[int]]:
    it = iter(items)
    while chunk := [x for x, _ in zip(it, range(n))]:
        yield chunk


print(list(chunks(range(5), 2)), list(chunks([], 3)))
try:
    next(iter([]))
except StopIteration as error:
    print("StopIteration", error.args)


def broken() -> Iterator[int]:
    yield 1
    raise ValueError("mid")


got: list[int] = []
try:
    for x in broken():
        got.append(x)
except ValueError as error2:
    print(got, error2)
