"""Where every decision of the generator comes from: a seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Choices:
    """The same seed makes the same program."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def below(self, n: int) -> int:
        return self._random.randrange(n)

    def between(self, low: int, high: int) -> int:
        """Both included."""
        return self._random.randint(low, high)

    def one_of(self, items: Sequence[T]) -> T:
        return items[self._random.randrange(len(items))]

    def some_of(self, items: Sequence[T], count: int) -> list[T]:
        return self._random.sample(items, min(count, len(items)))

    def happens(self, percent: int) -> bool:
        return self._random.randrange(100) < percent
