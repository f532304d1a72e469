"""Methods decorated with functools.cache, and a bare overloaded decorator."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, overload

calls: list[str] = []


@overload
def traced(f: Callable[[int], int]) -> Callable[[int], int]: ...
@overload
def traced(f: str) -> Callable[[Callable[[int], int]], Callable[[int], int]]: ...
def traced(f: Callable[[int], int] | str) -> Any:
    if isinstance(f, str):
        label = f

        def outer(g: Callable[[int], int]) -> Callable[[int], int]:
            def inner(x: int) -> int:
                calls.append(label)
                return g(x)

            return inner

        return outer
    plain = f

    def direct(x: int) -> int:
        calls.append("plain")
        return plain(x)

    return direct


@traced
def one(x: int) -> int:
    return x + 1


@traced("two")
def two(x: int) -> int:
    return x + 2


class A:
    def __init__(self, n: int) -> None:
        self.n = n

    @cache
    def m(self, x: int) -> int:
        print("m", x)
        return self.n + x

    @lru_cache(maxsize=None)
    def text(self, x: str) -> str:
        print("text", x)
        return f"{self.n}{x}"


def main() -> None:
    print(one(1), two(1), calls)
    a, b = A(3), A(4)
    print(a.m(1), a.m(1), b.m(1), a.text("q"), a.text("q"))


main()
