"""Positional-only, keyword-only, defaults, stars, and the errors of calls that do not fit."""

from typing import Any


def f(a: int, b: int = 2, /, c: int = 3, *args: int, d: int, e: int = 5, **kw: int) -> str:
    return f"{a} {b} {c} {args} {d} {e} {sorted(kw.items())}"


print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, e=7, z=8), f(1, c=9, d=0), f(*[1, 2], **{"d": 3, "x": 1}), f(1, *(2, 3), *[4], d=1, **{}))


def g(x: int, *, y: str = "y") -> str:
    return f"{x}{y}"


def h(*names: str, sep: str = "-", **rest: object) -> str:
    return sep.join(names) + str(rest)


def bucket(item: int, to: list[int] = []) -> list[int]:
    to.append(item)
    return to


print(g(1), g(x=2, y="z"), h(), h("a", "b", sep="+"), h(*"xyz", k=1), bucket(1), bucket(2), bucket(3, []), bucket(4))
anything: Any = f
calls: list[tuple[tuple[int, ...], dict[str, int]]] = [((), {}), ((1,), {}), ((1,), {"a": 1, "d": 1}), ((1, 2, 3), {"c": 4, "d": 1})]
for args, kwargs in calls:
    try:
        print(anything(*args, **kwargs))
    except TypeError as error:
        print("TypeError" if args else "TypeError without arguments")
other: Any = g
for positional in ((), (1, 2), (1,)):
    try:
        print(other(*positional))
    except TypeError as error:
        print("TypeError", len(positional))
order: list[str] = []


def log(name: str, value: int) -> int:
    order.append(name)
    return value


print(f(log("a", 1), log("b", 2), d=log("d", 4), c=log("c", 3)), order)
