"""Classes with methods of names that the runtime's classes have too."""

from collections.abc import Iterator
from typing import Protocol


class Clock(Protocol):
    def now(self) -> float: ...


class Fake:
    def __init__(self) -> None:
        self.t = 0.0

    def now(self) -> float:
        return self.t

    def advance(self, seconds: float) -> None:
        self.t += seconds

    def step(self, by: int) -> int:
        return by

    def __iter__(self) -> Iterator[int]:
        return iter([1, 2])


class Walker:
    def __init__(self) -> None:
        self.at = 0

    def advance(self) -> int:
        return -1

    def __iter__(self) -> "Walker":
        return self

    def __next__(self) -> int:
        if self.at == 3:
            raise StopIteration
        self.at += 1
        return self.at


def main() -> None:
    clock = Fake()
    seen: Clock = clock
    clock.advance(1.5)
    print(seen.now(), list(clock), clock.step(3))
    walker = Walker()
    print(walker.advance(), list(walker), [x for x in Walker()])


main()
