"""A NamedTuple class as a value, where other things are called with other numbers of arguments."""

from collections.abc import Callable
from typing import Any, NamedTuple


class P(NamedTuple):
    x: int
    y: int = 7


class Q(NamedTuple):
    text: str


class Zero:
    def __call__(self) -> str:
        return "zero"


def call(f: Callable[[], object]) -> object:
    return f()


def attempt(f: Any, *args: Any, **names: Any) -> None:
    try:
        print(f(*args, **names))
    except TypeError as e:
        print(type(e).__name__)


one: Callable[[int], P] = P
two: Callable[[int, int], P] = P
print(call(Zero()), call(lambda: P(1)), one(4), two(5, 6), list(map(P, [1, 2], [3, 4])))
print(list(map(Q, "ab")), [f("t") for f in (Q, str)])
for args in ((), (1,), (1, 2), (1, 2, 3)):
    attempt(P, *args)
attempt(P, 1, y=9)
attempt(P, y=9)
attempt(Q, text="k")
attempt(Q)
