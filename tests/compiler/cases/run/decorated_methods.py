"""Decorated methods that are called with names and defaults; decorated properties."""

from functools import wraps
from typing import Callable, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def logged(f: Callable[P, R]) -> Callable[P, R]:
    @wraps(f)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        print("call", len(args), sorted(kwargs))
        return f(*args, **kwargs)

    return inner


def twice(times: int) -> Callable[[Callable[P, int]], Callable[P, int]]:
    def wrap(f: Callable[P, int]) -> Callable[P, int]:
        def inner(*args: P.args, **kwargs: P.kwargs) -> int:
            return f(*args, **kwargs) * times

        return inner

    return wrap


def shout(f: Callable[["Box"], str]) -> Callable[["Box"], str]:
    def inner(self: "Box") -> str:
        return f(self) + "!"

    return inner


class Box:
    def __init__(self, n: int) -> None:
        self.n = n

    @logged
    def add(self, a: int, b: int = 10, *, c: int = 100) -> int:
        return self.n + a + b + c

    @logged
    @twice(3)
    def scaled(self, by: float = 1.5) -> int:
        return int(self.n * by)

    @logged
    def many(self, *args: str, **names: int) -> str:
        return f"{args} {names}"

    @property
    @shout
    def label(self) -> str:
        return f"box {self.n}"

    @logged
    def plain(self, a: int, b: str) -> str:
        return b * a


class Sub(Box):
    def add(self, a: int, b: int = 1, *, c: int = 2) -> int:
        return super().add(a, b, c=c) + 1


def use(x: Box) -> None:
    print(x.add(1), x.add(1, 2), x.add(1, b=3), x.add(a=1, c=0), x.add(1, 2, c=3))
    print(x.scaled(), x.scaled(2), x.scaled(by=0.5), x.many("a", "b", k=1), x.many(), x.label)
    print(x.plain(2, "ab"), x.plain(b="q", a=3), x.plain(1, b="z"))
    try:
        print(x.add(1, c=1 // 0))
    except ZeroDivisionError as e:
        print(e)


use(Box(5))
use(Sub(6))
