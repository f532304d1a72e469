"""Default values are made once, at the definition; each call sees the same object."""

from collections.abc import Callable


def gather(item: int, into: list[int] = []) -> list[int]:  # noqa: B006
    into.append(item)
    return into


def counter(start: int = 0, seen: dict[str, int] = {}) -> int:  # noqa: B006
    seen["n"] = seen.get("n", start) + 1
    return seen["n"]


class Box:
    def put(self, x: int, items: list[int] = []) -> list[int]:  # noqa: B006
        items.append(x)
        return items


n = 5


def late(value: int = n) -> int:
    return value


n = 6
print(gather(1), gather(2), gather(3, []), gather(4))
print(counter(), counter(10), counter(5))
print(Box().put(1), Box().put(2), late(), n)


def outer() -> list[Callable[[int], int]]:
    made: list[Callable[[int], int]] = []
    for i in range(3):

        def inner(x: int, k: int = i, all: list[int] = []) -> int:  # noqa: B006
            all.append(x)
            return k * 100 + sum(all)

        made.append(inner)
    return made


for f in outer():
    print(f(1), f(2))
