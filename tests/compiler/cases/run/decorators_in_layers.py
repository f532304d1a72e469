"""Order of application, arguments, classes as decorators, decorated methods and generators."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
log: list[str] = []


def tag(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    log.append(f"make {name}")

    def decorate(f: Callable[P, R]) -> Callable[P, R]:
        log.append(f"apply {name}")

        @functools.wraps(f)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            log.append(f"call {name}")
            return f(*args, **kwargs)

        return wrapper

    return decorate


@tag("outer")
@tag("inner")
def work(a: int, b: int = 2) -> int:
    return a + b


print(work(1), work(1, b=5), work.__name__, log)


class CountCalls:
    def __init__(self, f: Callable[[int], int]) -> None:
        self.f = f
        self.count = 0

    def __call__(self, n: int) -> int:
        self.count += 1
        return self.f(n)


@CountCalls
def double(n: int) -> int:
    return n * 2


print(double(4), double(5), double.count)


def as_list(f: Callable[P, Iterator[R]]) -> Callable[P, list[R]]:
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        return list(f(*args, **kwargs))

    return wrapper


@as_list
def evens(n: int) -> Iterator[int]:
    for i in range(0, n, 2):
        yield i


def twice(f: Callable[[Account, int], int]) -> Callable[[Account, int], int]:
    def wrapper(self: Account, amount: int) -> int:
        f(self, amount)
        return f(self, amount)

    return wrapper


class Account:
    def __init__(self) -> None:
        self.total = 0

    @twice
    def add(self, amount: int) -> int:
        self.total += amount
        return self.total

    @staticmethod
    @tag("static")
    def fee(n: int) -> int:
        return n + 1

    @classmethod
    def make(cls, n: int) -> Account:
        made = cls()
        made.add(n)
        return made


log.clear()
print(evens(7), Account().add(5), Account.fee(1), log, Account.make(3).total)
registry: dict[str, Callable[..., Any]] = {}


def register(f: Callable[P, R]) -> Callable[P, R]:
    registry[f.__name__] = f
    return f


@register
def first(x: int) -> int:
    return x


@register
def second(x: str, *rest: str) -> str:
    return x + "".join(rest)


print(sorted(registry), registry["first"](3), registry["second"]("a", "b", "c"))


def local() -> list[int]:
    @tag("local")
    def inner(n: int) -> int:
        return n * 3

    return [inner(i) for i in range(2)]


print(local(), log[-3:])
