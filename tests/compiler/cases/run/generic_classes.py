"""Class methods, properties and functions as values of generic classes."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def map(self, f: Callable[[T], T]) -> "Stack[T]":
        out: Stack[T] = Stack()
        for i in self.items:
            out.items.append(f(i))
        return out

    @classmethod
    def of(cls, *items: T) -> "Stack[T]":
        s: Stack[T] = cls()
        for i in items:
            s.items.append(i)
        return s

    @property
    def top(self) -> T:
        return self.items[-1]

    @top.setter
    def top(self, value: T) -> None:
        self.items[-1] = value


class Counter:
    total = 0

    def __init__(self) -> None:
        self.total += 1


def main() -> None:
    s = Stack.of(1, 2, 3)
    s.top = 9
    s.top += 1
    print(s.top, s.map(lambda v: v * 2).items)
    t = Stack.of("a")
    print(t.map(str.upper).top)
    c = Counter()
    print(c.total, Counter.total)


main()
