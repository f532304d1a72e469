"""Objects with __call__ where a function is expected."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Adder:
    def __init__(self, n: int) -> None:
        self.n = n

    def __call__(self, x: int) -> int:
        return self.n + x


class Twice(Adder):
    def __call__(self, x: int) -> int:
        return super().__call__(x) * 2


class Constant(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value

    def __call__(self) -> T:
        return self.value


class Failing:
    def __call__(self, x: int, y: int = 3) -> int:
        if x < 0:
            raise ValueError(f"{x} {y}")
        return x * y


def apply(f: Callable[[int], int], x: int) -> int:
    return f(x)


def make(n: int) -> Callable[[int], int]:
    return Twice(n) if n > 5 else Adder(n)


def run(f: Callable[[], T]) -> T:
    return f()


fs: list[Callable[[int], int]] = [Adder(1), Twice(2), lambda x: x, Failing(), abs]
print([f(10) for f in fs])
print(apply(Adder(5), 1), apply(make(9), 1), apply(make(2), 1))
print(list(map(Adder(7), [1, 2])), sorted([3, 1, 2], key=Failing()))
print(run(Constant(5)), run(Constant("x")), run(Constant(2.5)))
a = Adder(3)
g: Callable[[int], int] = a
a.n = 100
print(g(1))
try:
    apply(Failing(), -1)
except ValueError as error:
    print(error)
maybe: Callable[[int], int] | None = Adder(1) if a.n > 5 else None
if maybe is not None:
    print(maybe(41))
