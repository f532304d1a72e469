"""Decorators below @staticmethod and @classmethod."""

from typing import Callable, TypeVar, ParamSpec
import functools
P = ParamSpec("P")
R = TypeVar("R")
def logged(fn: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(fn)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        print("call", fn.__name__, args, kwargs)
        return fn(*args, **kwargs)
    return inner
class A:
    count = 0
    @staticmethod
    @logged
    def s(a: int, b: int = 2) -> int:
        return a + b
    @classmethod
    @logged
    def c(cls, x: int) -> str:
        cls.count += 1
        return f"{cls.__name__}{x}"
    @staticmethod
    @functools.lru_cache(maxsize=None)
    def fib(n: int) -> int:
        return n if n < 2 else A.fib(n - 1) + A.fib(n - 2)
class B(A):
    pass
print(A.s(1), A.s(1, b=5), A().s(3), B.s(4))
print(A.c(1), B.c(2), A().c(3), B().c(4), A.count, B.count)
print(A.fib(30))
