"""Generic classes and functions, Optional and Union narrowing."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")
K = TypeVar("K")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self._items: list[T] = []

    def push(self, item: T) -> None:
        self._items.append(item)

    def pop(self) -> T:
        return self._items.pop()

    def peek(self) -> "T | None":
        return self._items[-1] if self._items else None

    def __len__(self) -> int:
        return len(self._items)

    def map(self, f: Callable[[T], U]) -> "Stack[U]":
        out: Stack[U] = Stack()
        for item in self._items:
            out.push(f(item))
        return out


class Pair(Generic[K, T]):
    def __init__(self, key: K, value: T) -> None:
        self.key = key
        self.value = value

    def swapped(self) -> "Pair[T, K]":
        return Pair(self.value, self.key)


class Counter(Stack[str]):
    def push(self, item: str) -> None:
        super().push(item + "!")


def first(items: list[T], default: T) -> T:
    return items[0] if items else default


def apply(f: Callable[[T], U], x: T) -> U:
    return f(x)


def twice(f: Callable[[T], T], x: T) -> T:
    return f(f(x))


def describe(v: "int | str | float | None | list[int]") -> str:
    if v is None:
        return "none"
    if isinstance(v, bool):
        return "bool"
    if isinstance(v, int):
        return f"int {v + 1}"
    if isinstance(v, str):
        return "str " + v.upper()
    if isinstance(v, float):
        return f"float {v * 2}"
    return f"list {len(v)} {sum(v)}"


def find(d: dict[str, int], k: str) -> "int | None":
    return d.get(k)


def check(o: object) -> str:
    if isinstance(o, (int, str)):
        return f"{o!r}"
    if isinstance(o, tuple):
        return "tuple"
    return "other"


def main() -> None:
    ints: Stack[int] = Stack()
    for i in range(4):
        ints.push(i * 2**61)
    print(len(ints), ints.pop(), ints.peek())
    floats: Stack[float] = Stack()
    floats.push(1.5)
    print(floats.pop() + 1, floats.peek())
    print(ints.map(str).pop(), ints.map(float).pop(), ints.map(lambda v: [v]).pop())
    c = Counter()
    c.push("a")
    print(c.pop())
    p = Pair("k", 2.5).swapped()
    print(p.key, p.value)
    print(first([1], 2), first([], "d"), first([2.5], 0.0), first([None], None))
    print(apply(len, "abc"), apply(lambda s: s + "x", "y"), twice(lambda v: v * 3, 5))
    print(twice(lambda s: s + "!", "a"), apply(str, 5))
    for v in (None, True, 5, "s", 2.5, [1, 2]):
        print(describe(v))
    n = find({"a": 1}, "a")
    if n is not None:
        print(n + 1)
    m = find({}, "a")
    print(m is None, m or 7, m)
    for o in (1, "s", [1], (1,), 2.5, None):
        print(check(o))
    value: "int | str" = 5
    if isinstance(value, int):
        print(value + 1)
    maybe: "str | None" = None
    print(maybe == "x", maybe is None, (maybe or "default"))
    maybe = "x"
    print(maybe == "x", len(maybe))


main()
