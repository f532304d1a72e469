"""__name__ and __qualname__ of functions, methods, closures, wrappers and builtins."""

from functools import wraps
from typing import Any, Callable, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def traced(f: Callable[P, R]) -> Callable[P, R]:
    @wraps(f)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        print("->", f.__name__, f.__qualname__)
        return f(*args, **kwargs)

    return inner


def unnamed(f: Callable[P, R]) -> Callable[P, R]:
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        return f(*args, **kwargs)

    return inner


registry: dict[str, Callable[..., Any]] = {}


def register(f: Callable[P, R]) -> Callable[P, R]:
    registry[f.__name__] = f
    return f


@register
@traced
def add(a: int, b: int) -> int:
    return a + b


@register
@unnamed
def sub(a: int, b: int) -> int:
    return a - b


@traced
@traced
def twice(x: str) -> str:
    return x * 2


class C:
    def m(self) -> int:
        return 1

    @traced
    def decorated(self, n: int = 3) -> int:
        return n

    @staticmethod
    def s() -> int:
        return 2


class D(C):
    def m(self) -> int:
        return 3


def name_of(f: Callable[..., Any]) -> str:
    return f"{f.__name__}/{f.__qualname__}"


def main() -> None:
    def local(x: int) -> int:
        return x

    print(add(1, 2), sub(3, 1), twice("a"), sorted(registry), add.__name__, add.__qualname__)
    print(local.__name__, local.__qualname__, (lambda: 1).__name__, main.__name__, C.m.__name__, C.m.__qualname__)
    print(name_of(local), name_of(lambda: 1), name_of(main), name_of(C().m), name_of(D().m), name_of(C.s), name_of(C), name_of(len), name_of(print), name_of(int))
    c: C = D()
    print(c.m.__qualname__, c.m.__name__, C().decorated(), name_of(twice))


main()
