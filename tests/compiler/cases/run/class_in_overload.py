"""A generic class as an argument of an overloaded function or constructor."""

from collections.abc import Callable
from typing import Generic, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")


class Made(Generic[K, V]):
    @overload
    def __init__(self, make: Callable[[], V] | None = None) -> None: ...
    @overload
    def __init__(self: "Made[str, V]", make: Callable[[], V] | None = None, **kw: V) -> None: ...
    def __init__(self, make: Callable[[], V] | None = None, **kw: V) -> None:
        self.make = make
        self.held: dict[K, V] = {}

    def get(self, key: K) -> V:
        if key not in self.held:
            assert self.make is not None
            self.held[key] = self.make()
        return self.held[key]


words: Made[int, list[str]] = Made(list)
words.get(1).append("x")
words.get(1).append("y")
print(words.get(1), [word.upper() for word in words.get(1)], len(words.get(2)))
counts: Made[str, dict[str, int]] = Made(dict)
counts.get("a")["b"] = 3
counts.get("a")["c"] = counts.get("a")["b"] * 2
print(counts.get("a"))
seen: Made[str, set[float]] = Made(set)
seen.get("s").add(1.5)
seen.get("s").add(1.5)
print(seen.get("s"))
numbers: Made[str, int] = Made(int)
print(numbers.get("n") + 1)
