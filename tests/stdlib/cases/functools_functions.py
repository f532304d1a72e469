import functools
from functools import cache, cmp_to_key, lru_cache, partial, reduce


@cache
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@lru_cache(maxsize=2)
def sq(x: int, y: str = "a") -> str:
    print("call", x, y)
    return f"{x}{y}"


@lru_cache
def cube(x: float) -> float:
    return x * x * x


@functools.lru_cache(None)
def pair(a: str, b: tuple[int, int]) -> list[str]:
    return [a] * sum(b)


print(fib(80), fib.cache_info())
print(sq(1), sq(1), sq(2), sq(1, "b"), sq(1), sq(x=1), sq(1, y="a"), sq.cache_info())
sq.cache_clear()
print(sq(5), sq.cache_info())
print(cube(2.0), cube(2.0), cube.cache_info())
print(pair("x", (1, 2)), pair("x", (1, 2)) is pair("x", (1, 2)))
print(
    reduce(lambda a, b: a + b, [1, 2, 3]),
    reduce(lambda a, b: a * b, [5], 7),
    reduce(lambda a, b: f"{a}{b}", [1, 2], "s"),
)
try:
    print(reduce(lambda a, b: a + b, [0][1:]))
except TypeError as e:
    print(e)


def area(w: int, h: int, unit: str = "m") -> str:
    return f"{w * h}{unit}"


f = partial(area, 3)
print(f(4), f(5, unit="cm"), f(h=2), partial(area, h=2, unit="x")(9), f.args, f.keywords)
print(list(map(partial(area, 2), [1, 2])))


def compare(a: str, b: str) -> int:
    return (a > b) - (a < b) if len(a) == len(b) else len(a) - len(b)


print(
    sorted(["bb", "a", "ccc", "aa"], key=cmp_to_key(compare)),
    max(["bb", "a"], key=cmp_to_key(compare)),
)
