"""Decorators of the user's own, overloads, open callables."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar, cast, overload

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

log: list[str] = []


def note(text: str) -> str:
    log.append(text)
    return text


def traced(f: Callable[P, R]) -> Callable[P, R]:
    @wraps(f)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        log.append(f"enter {args} {kwargs}")
        try:
            return f(*args, **kwargs)
        finally:
            log.append("leave")

    return wrapper


def repeat(times: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    note(f"repeat {times}")

    def decorate(f: Callable[P, R]) -> Callable[P, R]:
        note("decorate")

        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            for _ in range(times):
                f(*args, **kwargs)
            return f(*args, **kwargs)

        return wrapper

    return decorate


def doubled(f: Callable[[int], int]) -> Callable[[int], int]:
    return lambda x: f(x) * 2


def same(f: F) -> F:
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        log.append(f"same {len(args)} {sorted(kwargs)}")
        return f(*args, **kwargs)

    return cast(F, wrapper)


registry: dict[str, Callable[[int], int]] = {}


def register(name: str) -> Callable[[Callable[[int], int]], Callable[[int], int]]:
    def inner(f: Callable[[int], int]) -> Callable[[int], int]:
        registry[name] = f
        return f

    return inner


@traced
def add(a: int, b: int = 10, *, c: int = 0) -> int:
    return a + b + c


@repeat(2)
@traced
def greet(name: str) -> str:
    return "hi " + name


@doubled
@doubled
def inc(x: int) -> int:
    return x + 1


@same
def area(w: int, h: int, name: str = "n") -> str:
    return f"{name}:{w * h}"


@register("sq")
def square(x: int) -> int:
    return x * x


@register("neg")
def negate(x: int) -> int:
    return -x


class Memo:
    def __init__(self, f: Callable[[int], int]) -> None:
        self.f = f
        self.cache: dict[int, int] = {}

    def __call__(self, n: int) -> int:
        if n not in self.cache:
            self.cache[n] = self.f(n)
        return self.cache[n]


@Memo
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def logged(f: Callable[["Service", int], str]) -> Callable[["Service", int], str]:
    def wrapper(self: "Service", x: int) -> str:
        log.append(f"call {self.name}")
        return f(self, x)

    return wrapper


class Service:
    def __repr__(self) -> str:
        return self.name

    def __init__(self, name: str) -> None:
        self.name = name

    @logged
    def run(self, x: int) -> str:
        return f"{self.name}{x}"

    @traced
    def go(self, x: int, y: int) -> str:
        return f"go {x} {y}"


class Other(Service):
    @traced
    def run(self, x: int) -> str:
        return "other " + super().run(x + 1)


@overload
def parse(x: int) -> str: ...
@overload
def parse(x: str, base: int = 10) -> int: ...
def parse(x: int | str, base: int = 10) -> int | str:
    if isinstance(x, int):
        return f"<{x}>"
    return int(x, base)


class Box(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value

    @overload
    def get(self) -> T: ...
    @overload
    def get(self, default: int) -> int: ...
    def get(self, default: int | None = None) -> T | int:
        if default is not None:
            return default
        return self.value


def apply(f: Callable[..., int], *args: Any) -> int:
    return f(*args)


def call_any(f: Callable[..., str]) -> str:
    return f(3, 4)


def main() -> None:
    print(log)
    log.clear()
    print(add(1), add(1, 2), add(1, b=3), add(a=1, c=5), greet("x"))
    print(log)
    log.clear()
    print(inc(3), area(2, 3), area(2, h=4, name="q"), registry["sq"](4), registry["neg"](4), square(3))
    print(log, fib(30), type(fib).__name__)
    log.clear()
    for s in (Service("s"), Other("o")):
        print(s.run(1), s.go(1, 2))
    print(log)
    print(parse(5), parse("ff", 16) + 1, parse("12"), Box("v").get(), Box("v").get(3) + 1)

    @doubled
    def local(x: int) -> int:
        return x + 100

    print(local(1), apply(add, 1, 2), apply(inc, 5), call_any(area))
    for bad in ((), ("x",), (1, 2, 3)):
        try:
            print(apply(square, *bad))
        except TypeError as e:
            print("TypeError")
    try:
        print(add(*[1, 2, 3]))
    except TypeError as e:
        print(e)


main()
