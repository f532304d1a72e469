"""Recursion without an end: in functions, `repr`, comparison, hash and a sort key."""

def f(n: int) -> int:
    return f(n + 1) + 1
class R:
    def __repr__(self) -> str:
        return repr(self)
    def __eq__(self, other: object) -> bool:
        return self == other
    def __hash__(self) -> int:
        return hash(self)
from collections.abc import Callable
gs: list[Callable[[], object]] = [lambda: f(0), lambda: repr(R()), lambda: R() == R(), lambda: hash(R()), lambda: sorted([R(), R()], key=lambda r: hash(r))]
for g in gs:
    try:
        g()
    except RecursionError:
        print("RecursionError")
